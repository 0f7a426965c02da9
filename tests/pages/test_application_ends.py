"""The ends of the list of applications: what is only the first of a name is not taken for the only one."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from playwright.async_api import Browser, Page, Route

from pages.azure import applications
from pages.azure.applications import ApplicationList
from pages.driver import lists
from pages.driver.fence import Fence
from pages.driver.hands import Hands
from pages.driver.lists import Ends, why_more
from pages.driver.screen import Screen
from pages.errors import NotFound, PortalError
from tests.helpers.notes import Notes

PAGE = """<!doctype html><meta charset=utf-8><title>portal</title><main><h1>Enterprise applications</h1>
<input placeholder="Search by application name or object ID"><div id=box>
<table><thead><tr><th>Name<th>Object ID</tr></thead><tbody id=rows></tbody></table></div><div id=foot></div></main>
<script>
  window.pressed = ""; window.presses = 0;
  const q = document.querySelector("input");
  const [box, rows, foot] = ["box", "rows", "foot"].map(id => document.getElementById(id));
  const tr = ([name, id]) =>
    `<tr style="height:30px"><td><a href="#" onclick="pressed += '${id}'">${name}</a></td><td>${id}</td></tr>`;
  const draw = all => { rows.innerHTML = all.map(tr).join(""); };
  const add = all => rows.insertAdjacentHTML("beforeend", all.map(tr).join(""));
  const many = Array.from({ length: 30 }, (_, at) => [`App ${at}`, `x${at}`]);
  const ask = async (how, then) => {
    const answer = await fetch(`/rows?${how}`);
    if (answer.ok) then(await answer.json());
  };
  const few = [["Ooma", "first"], ["Box", "b"]];
  const found = all => all.filter(([name]) => name.toLowerCase().includes(q.value.toLowerCase()));
  CODE
</script>"""
SCROLLED = """Object.assign(box.style, { height: "200px", overflow: "auto" }); draw([few[0], ...many]); let asked;
  box.onscroll = () => {
    if (asked || box.scrollTop + box.clientHeight < box.scrollHeight - 5) return;
    asked = true;
    ask("HOW", add);
  };"""
ANSWERED_LATE = """draw(few); q.oninput = () => {
  const typed = q.value;
  draw(found(few));
  if (typed) ask("HOW", all => { if (q.value === typed) draw(all); });
};"""
# Not all that is loaded is drawn, and a search looks through what is loaded only.
FILTERED = """Object.assign(box.style, { height: "200px", overflow: "auto" });
  const loaded = [few[0], ...many]; let asked;
  draw(many); q.oninput = () => draw(q.value ? found(loaded) : many);
  box.onscroll = () => {
    if (asked || box.scrollTop + box.clientHeight < box.scrollHeight - 5) return;
    asked = true; add([few[0]]); ask("more", add);
  };"""
NOTHING_NEW = "draw(few); foot.innerHTML = `<button onclick='presses++'>NAME</button>`;"


def beside(html: str) -> str:
    return f"draw(few); q.oninput = () => draw(found(few)); foot.innerHTML = `{html}`;"


async def answer(route: Route) -> None:
    """The server: it has one more application of the name, and another of one more page."""
    url = route.request.url
    if "/rows" not in url:
        await route.fallback()
    elif "never" in url:
        return
    elif "error" in url:
        await route.fulfill(status=500, json=[])
    else:
        await asyncio.sleep(0.9)
        found = [["Ooma", "first"]] if "alone" in url else [["Ooma", "first"], ["Ooma", "second"]]
        await route.fulfill(json=found[1:] if "more" in url else found)


@asynccontextmanager
async def shown(browser: Browser, code: str, *, timeout: float = 3) -> AsyncIterator[tuple[Page, ApplicationList]]:
    async with await browser.new_context() as context:
        page = await context.new_page()
        await page.route("**/*", lambda route: route.fulfill(body=PAGE.replace("CODE", code), content_type="text/html"))
        await page.route("**/*", answer)
        await page.goto("http://portal.example/")
        hands = Hands(Screen("Portal", page, Fence(frozenset()), timeout=timeout), Notes())
        yield page, ApplicationList(hands, "Ooma")


@pytest.fixture(autouse=True)
def hasten(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a page of the test's own shows without its server is there at once."""
    for name, seconds in (("_SETTLED", 0.15), ("_QUIET", 0.05), ("_DRAWN", 0.05), ("_MOMENT", 0.3), ("_COMES", 0.3)):
        monkeypatch.setattr(applications, name, seconds)
    monkeypatch.setattr(lists, "_LOADED", 0.3)
    monkeypatch.setattr(lists, "_DRAWN", 0.05)


async def opened(page: Page, listed: ApplicationList) -> str:
    """Which application was opened, or why none was."""

    async def reload() -> None:
        await page.goto("http://portal.example/")

    try:
        await listed.open(reload)
    except PortalError as error:
        assert await page.evaluate("pressed") == ""
        return f"{type(error).__name__}: {error.message}"
    return str(await page.evaluate("pressed"))


@pytest.mark.parametrize(
    ("code", "why"),
    [
        (SCROLLED.replace("HOW", "more"), "there are several"),
        (SCROLLED.replace("HOW", "never"), "a part of the list didn't come within 1 s"),
        (SCROLLED.replace("HOW", "error"), "answered with an error"),
        (ANSWERED_LATE.replace("HOW", "late"), "there are several"),
        (ANSWERED_LATE.replace("HOW", "never"), "a part of the list didn't come within 1 s"),
        (ANSWERED_LATE.replace("HOW", "error"), "answered with an error"),
    ],
    ids=["late", "never", "error", "search late", "search never", "search error"],
)
async def test_what_the_server_was_asked_for_is_waited_for(browser: Browser, code: str, why: str) -> None:
    timeout = 1 if "never" in code else 3
    async with shown(browser, code, timeout=timeout) as (page, listed):
        said = await opened(page, listed)
        assert said.startswith("Ambiguous"), said
        assert why in said, said


async def test_search_that_filters_what_is_loaded_has_not_seen_the_rest(browser: Browser) -> None:
    async with shown(browser, FILTERED) as (page, listed):
        assert "there are several" in await opened(page, listed)


@pytest.mark.parametrize("name", ["Next", pytest.param("Load more", marks=pytest.mark.everything)])
async def test_what_shows_nothing_new_is_pressed_twice_and_proves_no_end(browser: Browser, name: str) -> None:
    async with shown(browser, NOTHING_NEW.replace("NAME", name)) as (page, listed):
        said = await opened(page, listed)
        assert said.startswith("Ambiguous"), said
        assert f"'{name}' is still there, but shows nothing more" in said
        assert await page.evaluate("presses") <= 4


PAGES = "the list has more pages"
BESIDE = {
    "<a href='#'>1</a> <a href='#'>2</a>": PAGES,
    "1 <a href='#'>2</a>": PAGES,
    "<b>1</b><button>2</button><button>3</button>": PAGES,
    "<ul class=pagination><li class=active><span>1</span></li><li><span onclick=''>2</span></li></ul>": PAGES,
    "<button disabled>&lsaquo;</button><button>&rsaquo;</button>": PAGES,
    "<a href='#'>&laquo;</a> <span>A</span> <a href='#'>&raquo;</a>": PAGES,
    "<nav aria-label=Pagination><button disabled>Previous</button><button><i>\\ue974</i></button></nav>": PAGES,
    "<nav class=pager><a href='#'>Last</a></nav>": PAGES,
    "1-2 of 45": "the list says",
    "<p>Showing 2 of 4</p>": "the list says",
    "<p>2 of 4 applications</p>": "the list says",
    "<p>Showing 1 to 2 of 1,200 entries</p>": "the list says",
    "<span>Page 1 of 3</span>": "the list says",
}
AT_ITS_END = (
    "<ul class=pagination><li class=disabled>&laquo;</li><li class=active>1</li><li class=disabled>&raquo;</li></ul>",
    "<nav class=pager><button disabled>Previous</button><button>1</button><button disabled>Next</button></nav>",
    "<p>1-2 of 2</p><p>Page 1 of 1</p><p>0 of 2 selected</p><p>Updated 1/2 of 2026</p><button>&raquo;</button>",
)


@pytest.mark.parametrize("html", BESIDE)
async def test_sign_that_the_list_goes_on_is_believed(browser: Browser, html: str) -> None:
    async with shown(browser, beside(html)) as (page, listed):
        said = await opened(page, listed)
        assert said.startswith("Ambiguous"), said
        assert BESIDE[html] in said, said


async def test_list_that_is_at_its_end_is_believed(browser: Browser) -> None:
    for html in AT_ITS_END:
        async with shown(browser, beside(html)) as (page, listed):
            assert await opened(page, listed) == "first", html


async def test_list_whose_pages_are_opened_one_by_one_is_seen_to_its_end(browser: Browser) -> None:
    code = """let at = 0; const pages = [[["Box", "b"], ["Fax", "f"]], [["Ooma", "first"], ["Zoo", "z"]]];
      const turn = to => { at = to; draw(pages[at]); foot.innerHTML = `${at + 1} / 2 <a href=# onclick="turn(0)">1</a>
        <a href=# onclick="turn(1)">2</a> <button onclick="turn(1)" ${at ? "disabled" : ""}>Next</button>`; };
      turn(0);"""
    async with shown(browser, code) as (page, listed):
        assert await opened(page, listed) == "first"


async def test_server_that_was_asked_knows_more_than_the_pages_that_were_not_opened(browser: Browser) -> None:
    code = """draw(few); foot.innerHTML = "<a href=#>1</a> <a href=#>2</a>";
      q.oninput = () => { if (q.value) ask(`HOW&q=${q.value}`, all => { draw(all); foot.textContent = ""; }); };"""
    async with shown(browser, code.replace("HOW", "alone")) as (page, listed):
        assert await opened(page, listed) == "first"
    async with shown(browser, code.replace("HOW", "late")) as (page, listed):
        assert "there are several" in await opened(page, listed)


async def test_list_without_the_name_tells_that_not_all_of_it_was_seen(browser: Browser) -> None:
    async with shown(browser, "draw(few.slice(1)); foot.textContent = '1-1 of 7';") as (page, listed):
        said = await opened(page, listed)
        assert said.startswith(NotFound.__name__), said
        assert "Not all of the list was seen: the list says '1-1 of 7'" in said


def test_count_beside_the_list_is_compared_with_what_was_seen() -> None:
    def says(line: str, seen: int) -> bool:
        return bool(why_more([Ends(lines=(line,))], seen, turned=False))

    assert says("1-20 of 45", 20)
    assert not says("1-20 of 45", 45)
    assert says("1\u201320 of 1 045", 45)
    assert says("Showing 3 of 4", 3)
    assert says("3 out of 4", 0)
    assert not says("4 out of 4", 0)
    assert not says("Tip 1 of 3", 2)
    assert says("Page 2 of 3", 400)
    assert not why_more([Ends(pages="unsure")], 2, turned=True)
    assert why_more([Ends(pages="further")], 2, turned=True)


def test_next_behind_the_last_page_shows_no_more() -> None:
    assert not why_more([Ends(more="Next", lines=("Page 4 of 4",))], 34, turned=True)
    assert not why_more([Ends(more="Next", lines=("First Previous Page 4 of 4 Next",))], 34, turned=True)
    assert why_more([Ends(lines=("Previous Page 3 of 4 Next",))], 34, turned=True)
    assert why_more([Ends(more="Next", lines=("Page 3 of 4",))], 34, turned=True)
    assert why_more([Ends(more="Next", lines=("4 accounts",))], 34, turned=True)
    assert why_more([Ends(more="Load more", lines=("Page 4 of 4",))], 34, turned=True)
    assert why_more([Ends(more="Next", pages="further", lines=("Page 4 of 4",))], 34, turned=True)
