"""Rows that a list draws only when it is scrolled, or when more of it is asked for."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import pytest
from playwright.async_api import Browser, Page

from pages.azure import applications
from pages.azure.applications import ApplicationList
from pages.driver import lists
from pages.driver.fence import Fence
from pages.driver.hands import Hands
from pages.driver.screen import Screen
from pages.errors import Ambiguous, NotFound
from pages.ooma.accounts import AccountSwitcher
from pages.ooma.target import OomaTarget
from tests.helpers.notes import Notes

Show = Callable[[], Awaitable[None]]

# `names` come a few at a time: `add` draws the next, `turn` draws the next instead of the last.
PAGE = """<!doctype html><title>portal</title><header><button>Account</button></header><main>
<input placeholder="Search by application name or object ID" HIDDEN>
<div id=list role=listbox style="STYLE"></div>MORE</main>
<script>
  window.opened = [];
  const names = NAMES, list = document.querySelector("#list"), some = 8;
  let at = 0;
  const row = name => {
    const one = document.createElement("a");
    one.href = "#"; one.textContent = name.split("|")[0]; one.style.cssText = "display:block;height:30px";
    const line = document.createElement("div");
    line.setAttribute("role", "row");
    line.append(one, name.split("|")[1] ?? "");
    one.onclick = () => opened.push(name);
    return line;
  };
  const add = () => { list.append(...names.slice(at, at + some).map(row)); at += some; };
  const turn = () => { list.replaceChildren(); add(); };
  add();
</script>"""
SCROLLED = {
    "STYLE": "height:150px;overflow:auto",
    "MORE": """<script>
  addEventListener("load", () => { list.onscroll = () => setTimeout(() => {
    if (list.scrollTop + list.clientHeight > list.scrollHeight - 4) add(); }, 700); });</script>""",
}
LOADED = {"STYLE": "", "MORE": "<button onclick='add(); hidden = at >= names.length'>Load more</button>"}
TURNED = {"STYLE": "", "MORE": "<button onclick='turn(); disabled = at >= names.length'>Next page</button>"}
VIRTUAL = {
    "STYLE": "height:150px;overflow:auto;position:relative",
    "MORE": """<script>
  addEventListener("load", () => {
    const draw = () => {
      const first = Math.floor(list.scrollTop / 30);
      list.replaceChildren(...names.slice(first, first + 6).map((name, index) => {
        const one = row(name); one.style.cssText = `position:absolute;top:${(first + index) * 30}px`; return one; }));
      const end = document.createElement("div");
      end.style.height = `${names.length * 30}px`; list.append(end);
    };
    list.onscroll = draw; draw();
  });</script>""",
}
# How long a list that has come to its end is watched, in seconds; but for the one whose rows come late.
WATCHED = 0.3
LISTS = pytest.mark.parametrize(
    "drawing", [SCROLLED, LOADED, TURNED, VIRTUAL], ids=["scroll", "more", "next", "virtual"]
)
NAMES = [*(f"Customer {number:02}" for number in range(12)), "Ooma", *(f"Zebra {number:02}" for number in range(4))]


async def not_shown(**_: bool) -> bool:
    """The account signed in to has another name."""
    return False


@asynccontextmanager
async def drawn(
    browser: Browser, drawing: dict[str, str], names: list[str], hidden: str = ""
) -> AsyncIterator[tuple[Hands, Page, Show]]:
    async with await browser.new_context() as context:
        page = await context.new_page()

        async def show() -> None:
            body = PAGE.replace("NAMES", repr(names)).replace("HIDDEN", hidden)
            for key, value in drawing.items():
                body = body.replace(key, value)
            await page.goto("about:blank")
            await page.set_content(body)

        await show()
        hands = Hands(Screen("Portal", page, Fence(frozenset()), timeout=3), Notes())
        with pytest.MonkeyPatch.context() as patch:
            if drawing is not SCROLLED:
                patch.setattr(lists, "_LOADED", WATCHED)
                patch.setattr(applications, "_SETTLED", WATCHED)
            yield hands, page, show


@LISTS
async def test_an_application_is_found_where_it_is_not_drawn_yet(browser: Browser, drawing: dict[str, str]) -> None:
    async with drawn(browser, drawing, NAMES) as (hands, page, show):
        await ApplicationList(hands, "Ooma").open(show)
        assert await page.evaluate("opened") == ["Ooma"]


async def test_a_second_application_of_its_name_at_the_end_is_not_overlooked(browser: Browser) -> None:
    names = [*NAMES, "Ooma|another"]
    async with drawn(browser, VIRTUAL, names) as (hands, page, show):
        with pytest.raises(Ambiguous):
            await ApplicationList(hands, "Ooma").open(show)
        assert await page.evaluate("opened") == []


async def test_an_application_that_is_nowhere_is_not_found(browser: Browser) -> None:
    async with drawn(browser, LOADED, NAMES) as (hands, _, show):
        with pytest.raises(NotFound):
            await ApplicationList(hands, "Fax").open(show)


@LISTS
async def test_an_account_is_found_where_it_is_not_drawn_yet(browser: Browser, drawing: dict[str, str]) -> None:
    async with drawn(browser, drawing, NAMES, "hidden") as (hands, page, _):
        await AccountSwitcher(hands, OomaTarget(NAMES[-1])).enter(not_shown)
        assert await page.evaluate("opened") == NAMES[-1:]


async def test_a_second_application_of_its_name_that_comes_a_little_later_is_not_overlooked(browser: Browser) -> None:
    async with drawn(browser, SCROLLED, ["Ooma"]) as (hands, page, show):
        # What the server finds comes after what was there already.
        later = """() => document.querySelector("input").addEventListener(
          "keydown", () => setTimeout(() => list.append(row("Ooma|another")), 500))"""
        await page.evaluate(later)
        with pytest.raises(Ambiguous):
            await ApplicationList(hands, "Ooma").open(show)
        assert await page.evaluate("opened") == []
