"""What a person could see, and what is cut off by what it lies in."""

import pytest
from playwright.async_api import Browser

from pages.driver.fence import Fence
from pages.driver.look import button
from pages.driver.screen import Screen

CUT = "<div style='height:0;overflow:hidden'>{}</div>"
BOX = "<div style='position:{};top:90px;left:20px;width:200px;height:80px'><div>BUTTON</div></div>"
DRAWN = {"a button": "<button>Save</button>", "words": "<span>Save</span>"}


@pytest.mark.parametrize("drawn", DRAWN)
@pytest.mark.parametrize(
    ("around", "is_seen"),
    [
        # As of a library that hides what scrolls while a dialog of its own is open.
        (CUT.format(BOX.format("fixed")), True),
        (CUT.format("<div style='transform:translate(0,0)'>" + BOX.format("fixed") + "</div>"), False),
        (CUT.format(BOX.format("static")), False),
        (CUT.format("BUTTON"), False),
        (CUT.replace("overflow", "position:relative;overflow").format(BOX.format("absolute")), False),
    ],
)
async def test_what_is_laid_over_the_page_is_not_cut_off(
    browser: Browser, around: str, drawn: str, is_seen: bool
) -> None:
    async with await browser.new_context() as context:
        page = await context.new_page()
        await page.set_content(around.replace("BUTTON", DRAWN[drawn]))
        screen = Screen("portal", page, Fence(frozenset()), timeout=2)
        assert (await screen.sees(button("Save")) is not None) is is_seen


SCROLLED = """<div id=list style='height:300px;overflow:auto'><x-s><template shadowrootmode=open><div>
  <button>Save</button><p style='height:2000px'>...</p></div></template></x-s></div>"""


async def test_what_is_scrolled_out_of_sight_around_a_shadow_root_is_still_there(browser: Browser) -> None:
    async with await browser.new_context() as context:
        page = await context.new_page()
        await page.goto("data:text/html,<!doctype html><body></body>")
        await page.evaluate("html => document.body.setHTMLUnsafe(html)", SCROLLED)
        screen = Screen("portal", page, Fence(frozenset()), timeout=2)
        assert await screen.sees(button("Save")) is not None
        await page.evaluate("list.scrollTop = 900")
        assert await screen.sees(button("Save")) is not None


async def test_what_is_cut_off_around_a_shadow_root_is_not_seen(browser: Browser) -> None:
    async with await browser.new_context() as context:
        page = await context.new_page()
        await page.goto("data:text/html,<!doctype html><body></body>")
        await page.evaluate("html => document.body.setHTMLUnsafe(html)", SCROLLED.replace("300px", "0"))
        assert await Screen("portal", page, Fence(frozenset()), timeout=2).sees(button("Save")) is None
