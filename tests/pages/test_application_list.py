"""The list of applications on a real page: which row is pressed, however it is drawn and whatever it does meanwhile."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from time import monotonic

import pytest
from hypothesis import HealthCheck, Phase, given, seed, settings
from playwright.async_api import Browser, Page

from pages.azure import applications
from pages.azure.applications import ApplicationList
from pages.azure.rows import Seen
from pages.driver.fence import Fence
from pages.driver.hands import Hands
from pages.driver.screen import Screen
from pages.errors import Ambiguous, NotFound
from tests.helpers.applications import Listed, lists
from tests.helpers.notes import Notes

DRAWINGS = ["table", "marked", "items", "grid", "plain", "capitals", "cards"]
PAGE = """<!doctype html><title>portal</title><header><a href="#">Ooma</a></header><nav><a href="#">Ooma</a></nav><main>
<h1>Enterprise applications</h1><input placeholder="Search by application name or object ID"><div id=list></div></main>
<script>
  window.pressed = [];
  const search = document.querySelector("input"), list = document.querySelector("#list");
  let names = [], wanted = "", drawing = "table";
  const make = (tag, more, ...children) => {
    const one = document.createElement(tag);
    for (const [name, value] of Object.entries(more)) one.setAttribute(name, value);
    one.append(...children);
    return one;
  };
  const link = (name, at, tag = "a") => {
    const one = make(tag, tag === "a" ? { href: "#" } : {});
    // As a search shows what it has found.
    const marked = drawing === "marked" && name.startsWith(wanted);
    one.append(...(marked ? [make("mark", {}, wanted), name.slice(wanted.length)] : [name]));
    if (drawing === "capitals") one.style.textTransform = "uppercase";
    if (drawing === "grid") one.append(make("span", { style: "display:none" }, "Open"), make("i", {}, "\\ue8c8"));
    one.onclick = event => { event.preventDefault(); pressed.push(at); };
    return one;
  };
  const cell = (...children) => make("div", { role: "gridcell" }, ...children);
  const id = name => `id ${name.length}`;
  const row = (name, at) => ({
    items: () => make("li", {}, link(name, at)),
    plain: () => make("div", {}, link(name, at, "span")),
    cards: () => {
      const one = link("", at);
      one.append(make("h3", {}, name), make("p", {}, "An application"));
      return one;
    },
    grid: () => make("div", { role: "row" },
      cell(make("button", { "aria-label": "Pin" })), cell(link(name, at)), cell(id(name))),
    table: () => make("tr", {}, ...[wanted, link(name, at), id(name)].map(one => make("td", {}, one))),
  })[["items", "plain", "cards", "grid"].includes(drawing) ? drawing : "table"]();
  const headings = () => ["Publisher", "Name", "ID"].map(name => make("th", {}, name));
  const draw = () => {
    const rows = names.map((name, at) => [name, at]).filter(([name]) => shows(name)).map(one => row(...one));
    const table = ["table", "marked", "capitals"].includes(drawing);
    const head = table ? [make("thead", {}, make("tr", {}, ...headings()))] : [];
    list.replaceChildren(make(table ? "table" : drawing === "items" ? "ul" : "div", {}, ...head, ...rows));
  };
  let shows = () => true;
  const show = given => {
    [names, wanted, drawing] = given;
    [search.value, search.onkeyup, shows, pressed.length] = ["", null, () => true, 0];
    draw();
  };
</script>"""


@asynccontextmanager
async def drawn(browser: Browser, *, timeout: float = 3) -> AsyncIterator[tuple[Page, Hands]]:
    async with await browser.new_context() as context:
        page = await context.new_page()
        await page.set_content(PAGE)
        yield page, Hands(Screen("Portal", page, Fence(frozenset()), timeout=timeout), Notes())


async def show(page: Page, names: list[str], *, wanted: str = "Ooma", drawing: str = "table", more: str = "") -> None:
    await page.evaluate("given => show(given)", [names, wanted, drawing])
    if more:
        await page.evaluate(f"() => {{ {more} }}")


async def nothing() -> None:
    """The list needs not be loaded again."""


async def press(hands: Hands, app: str) -> None:
    await ApplicationList(hands, app).open(nothing)


@pytest.mark.timeout(120)
async def test_no_row_is_pressed_but_the_only_one_of_its_name(browser: Browser) -> None:
    """What is read off the page, what is decided, and what is pressed, for one list after the other."""
    async with drawn(browser) as (page, hands):

        async def case(listed: Listed, drawing: str) -> None:
            await show(page, list(listed.names), wanted=listed.wanted, drawing=drawing)
            one = ApplicationList(hands, listed.wanted)
            found = await one._on_screen(seen := Seen(listed.wanted))
            if found is not None and len(seen.equal) == 1:
                assert await one._press(found)
            right = [] if listed.right is None else [listed.right]
            assert await page.evaluate("pressed") == right, (listed, drawing)

        for number, listed in enumerate(some(150)):
            await case(listed, DRAWINGS[number % len(DRAWINGS)])


@pytest.mark.everything
@pytest.mark.timeout(600)
async def test_search_ends_at_no_row_but_the_only_one_of_its_name(
    browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    hasten(monkeypatch)
    async with drawn(browser, timeout=1) as (page, hands):
        for number, listed in enumerate(some(150)):
            drawing = DRAWINGS[number % len(DRAWINGS)]
            await show(page, list(listed.names), wanted=listed.wanted, drawing=drawing, more=SERVER)
            raised: Exception | None = None
            try:
                await press(hands, listed.wanted)
            except (Ambiguous, NotFound) as error:
                raised = error
            right = [] if listed.right is None else [listed.right]
            assert await page.evaluate("pressed") == right, (listed, drawing, raised)


def some(number: int) -> list[Listed]:
    """Lists of applications, the same every time."""
    found: list[Listed] = []

    @seed(1)
    @settings(max_examples=number, phases=[Phase.generate], database=None, suppress_health_check=list(HealthCheck))
    @given(lists())
    def take(listed: Listed) -> None:
        found.append(listed)

    take()
    return found


def hasten(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a page of the test's own shows is there at once."""
    for name, seconds in (("_SETTLED", 0.15), ("_QUIET", 0.05), ("_DRAWN", 0.02), ("_MOMENT", 0.3)):
        monkeypatch.setattr(applications, name, seconds)


# Finds by the first letters, in whatever case, once it was typed into.
SERVER = """search.onkeyup = () => { const typed = search.value.trim().toLowerCase();
  shows = name => name.normalize("NFC").trim().toLowerCase().startsWith(typed); draw(); };"""
NOTHING = """search.onkeyup = () => { names = []; list.textContent = "No results"; };"""
# The list came late, and redrew the search box.
LATE = (
    SERVER
    + """setTimeout(() => { const fresh = search.cloneNode(); fresh.value = ""; fresh.onkeyup = () => {
  const typed = fresh.value.toLowerCase(); shows = name => name.toLowerCase().startsWith(typed); draw(); };
  search.replaceWith(fresh); names = ["Box", "Ooma", "Fax"]; draw(); }, 500);"""
)
# Rows are drawn again and again, in another order.
RESTLESS = SERVER + "let turns = 0; setInterval(() => { if (turns++ < 25) { names.reverse(); draw(); } }, 30);"
# Of a row that is pressed another application's is made, just before.
REUSED = (
    SERVER
    + """let once = true; list.addEventListener("pointerdown", event => {
  if (once) { once = false; event.target.textContent = "Box"; setTimeout(draw, 50); } }, true);"""
)


@pytest.mark.parametrize("more", [SERVER, LATE, REUSED], ids=["keys", "late", "reused"])
async def test_row_is_found_and_pressed_whatever_the_list_does_meanwhile(
    browser: Browser, monkeypatch: pytest.MonkeyPatch, more: str
) -> None:
    hasten(monkeypatch)
    async with drawn(browser) as (page, hands):
        await show(page, ["Box", "Ooma Test", "Ooma", "ooma", "Fax"], more=more)
        if more is LATE:
            await page.evaluate("names = ['Box']; draw()")
        await press(hands, "Ooma")
        name = await page.evaluate("pressed.map(at => names[at])")
        assert name == ["Ooma"]


async def test_name_with_a_space_of_another_kind_is_found_and_is_a_twin(
    browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    hasten(monkeypatch)
    async with drawn(browser) as (page, hands):
        await show(page, ["Ooma", "Ooma\u00a0Test", "Box"], more=SERVER)
        await press(hands, "Ooma Test")
        assert await page.evaluate("pressed") == [1]
        await show(page, ["Ooma Test", "Ooma\u00a0Test", "Box"], more=SERVER)
        with pytest.raises(Ambiguous):
            await press(hands, "Ooma Test")
        assert await page.evaluate("pressed") == []


async def test_names_that_are_near_are_told_at_once(browser: Browser) -> None:
    async with drawn(browser, timeout=60) as (page, hands):
        await show(page, ["Box", "ooma", "Fax"], more=NOTHING)
        began = monotonic()
        with pytest.raises(NotFound, match=r"application named 'Ooma'\. Did you mean 'ooma'") as caught:
            await press(hands, "Ooma")
        assert monotonic() - began < 10
        assert "{azure_app}" in caught.value.hint
        assert await page.evaluate("pressed") == []


async def test_row_that_is_always_drawn_again_is_pressed_or_nothing_is(
    browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    hasten(monkeypatch)
    async with drawn(browser) as (page, hands):
        await show(page, ["Ooma", "Ooma Test"], more=RESTLESS)
        async with asyncio.timeout(20):
            await press(hands, "Ooma")
        assert await page.evaluate("pressed.length") == 1
        assert await page.evaluate("names.length") == 2
