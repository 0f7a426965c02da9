"""What lies over a page is put aside as a person would, who agrees to no more than has to be; a question never is."""

from contextlib import suppress

import pytest
from playwright.async_api import Browser, Page

from pages.driver.fence import Fence
from pages.driver.hands import Hands
from pages.driver.screen import Screen
from pages.errors import NotFound
from pages.ooma.complaints import MESSAGES
from pages.ooma.sign_in import ERROR
from tests.helpers.notes import Notes

PAGE = """<!doctype html><title>portal</title><style>
  #over{position:fixed;left:0;right:0;bottom:0;height:90vh;background:#eee} .shade{position:fixed;inset:0}
  .modal{position:fixed;top:40px;left:400px;width:300px;background:#fff} svg{cursor:pointer}</style>
<button onclick="done.push('Save')" style="margin-top:60vh">Save</button>
<script>window.done = []</script>
<div onclick="const one = event.target.closest('button, svg, a, span, i'); if (one) {
  done.push(one.textContent || 'cross'); document.querySelector('#all').remove(); }"><div id=all>OVER</div></div>"""
COOKIES = "<div id=over role=alert>We use cookies, also for your session. {}</div>"
SURVEY = "<div id=over><p>How likely are you to recommend us?</p>{}</div>"
RATING = "<input type=radio name=r> 0 <input type=radio name=r> 10 <textarea></textarea><button>Next</button> "
IN_SHADOW = """<x-survey id=over><template shadowrootmode=open><div style='height:90vh'><p>How was your visit?</p>
  <button onclick="done.push('No thanks'); document.querySelector('#all').remove()">No thanks</button></div></template>
  </x-survey>"""
IN_FRAME = """<iframe id=over style='width:100%;border:0' srcdoc="<p>Take our survey?</p><button onclick='
  parent.done.push(`Maybe later`); parent.document.querySelector(`#all`).remove()'>Maybe later</button>"></iframe>"""
NEWS = (
    "<div class=shade></div><div class=modal><svg width=14 height=14><path d='M0 0h9v9z'/></svg>"
    "<h3>What's new</h3><p>Delete several sessions at once.</p>{}</div>"
)
BUBBLE = """<div id=over><p>Step 1 of 4 <svg width=14 height=14><path d='M0 0h9v9z'/></svg></p>
  <span><button style='position: absolute; inset: 4em 0 0; width: 100%'>Next</button></span></div>"""
LATER = "done.push('Later'); document.querySelector('#all').remove()"


def buttons(*names: str) -> str:
    return " ".join(f"<button>{name}</button>" for name in names)


async def pressed(browser: Browser, over: str, body: str = PAGE) -> list[str]:
    async with await browser.new_context() as context:
        page: Page = await context.new_page()
        await page.set_content(body.replace("OVER", over))
        screen = Screen("Portal", page, Fence(frozenset()), timeout=2)
        for said in (MESSAGES, ERROR):
            assert await screen.texts(said) == []
        with suppress(NotFound):  # what was pressed tells
            await Hands(screen, Notes()).press(page.get_by_role("button", name="Save"), "'Save'")
        done: list[str] = await page.evaluate("done")
        return done


@pytest.mark.parametrize(
    ("over", "first"),
    [
        # A tour may have any number of bubbles. What leads to the next one may lie over what is to be pressed.
        (BUBBLE, "cross"),
        (NEWS.replace("What's new", "Take the tour").format(buttons("Next")), "cross"),
        (COOKIES.format(buttons("Accept", "Reject", "Only necessary")), "Reject"),
        (COOKIES.format(buttons("Accept all", "Customize", "Only necessary cookies")), "Only necessary cookies"),
        (
            COOKIES.format(buttons("Accept all cookies", "Accept only essential cookies")),
            "Accept only essential cookies",
        ),
        (COOKIES.format(buttons("Accept all", "Close")), "Close"),
        (COOKIES.format(buttons("Learn more", "Accept")), "Accept"),
        (NEWS.format(""), "cross"),
        (NEWS.format(buttons("Take a tour", "Got it")), "Got it"),
        (NEWS.format(buttons("Take a tour", "Maybe later")), "Maybe later"),
        (NEWS.format(f'<input type=button value=Later onclick="{LATER}">'), "Later"),
        (SURVEY.format(RATING + "<a href=#>No thanks</a>"), "No thanks"),
        (SURVEY.format(RATING + "<span>\u00d7</span>"), "\u00d7"),
        (SURVEY.format(RATING + "<i aria-label=Close style='padding:9px'></i>"), "cross"),
        (SURVEY.format("<i>\u00d7</i><p style='height:80vh'><button>1</button><button>2</button></p>"), "\u00d7"),
        # What tells of something that was done may stay until it is closed.
        (f"<div id=over>You are now masquerading as Contoso. {buttons('Dismiss')}</div>", "Dismiss"),
        (IN_SHADOW, "No thanks"),
        (IN_FRAME, "Maybe later"),
    ],
)
async def test_a_cover_is_put_aside(browser: Browser, over: str, first: str) -> None:
    assert await pressed(browser, over) == [first, "Save"]


# A tour that hangs from the top bar, beside an icon that signs out.
HANGING = """<div style='position:absolute;top:0;left:0;width:100%;height:90vh;background:#eee'><p>Take the tour</p>
  <button style='position:absolute;inset:4em 0 0;width:100%'>Next</button></div>"""


@pytest.mark.parametrize("fixed", ["", "position:fixed;top:0;left:0;width:100%"])
async def test_nothing_of_the_bar_is_closed_with_what_hangs_from_it(browser: Browser, fixed: str) -> None:
    own = f"""<header style='{fixed}' onclick="if (event.target.closest('svg')) done.push('signed out')">
      <svg width=14 height=14><path d='M0 0h9v9z'/></svg>
      <div onclick="done.push('Next'); this.remove()">OVER</div></header>"""
    body = PAGE[: PAGE.index("<div onclick")].replace("<button", own + "<button", 1)
    assert await pressed(browser, HANGING, body) == ["Next", "Save"]


DRAWING = "<svg width=14 height=14><path d='M0 0h9v9z'/></svg>"


async def test_a_drawing_whose_name_says_that_it_closes_does(browser: Browser) -> None:
    cross = f"<a data-title=Dismiss>{DRAWING}</a>"
    assert await pressed(browser, f"<div id=over>Import in bulk. {cross}</div>") == ["cross", "Save"]


async def test_what_lies_over_a_dialog_is_put_aside_whatever_that_dialog_is_written_in(browser: Browser) -> None:
    own = "<div style='height:0;overflow:hidden'><div style='position:fixed;top:60vh'><button"
    body = PAGE.replace("Save</button>", "Save</button></div></div>").replace("<button", own, 1)
    body = body.replace("margin-top:60vh", "")
    assert await pressed(browser, f"<div id=over>Import in bulk. {buttons('Got it')}</div>", body) == ["Got it", "Save"]


NAMES = ("aria-label='Sign out'", "title='Sign out'", "data-original-title='Sign out'")


async def test_nothing_is_closed_in_the_place_of_what_was_scrolled_out_of_its_list(browser: Browser) -> None:
    bar = f"<div style='padding:20px;text-align:center'><a onclick='window.out = true'>{DRAWING}</a></div>"
    rows = "<p style='height:600px'>Abel</p><p onmouseenter='window.over = true'>Zoe</p><p style='height:600px'>"
    async with await browser.new_context() as context:
        page = await context.new_page()
        await page.set_content(
            f"<style>svg{{cursor:pointer}}</style>{bar}<div id=list style='height:200px;overflow:auto'>{rows}</div>"
        )
        await page.evaluate("list.scrollTop = 680")
        await Hands(Screen("Portal", page, Fence(frozenset()), timeout=2), Notes()).hover(page.get_by_text("Zoe"))
        assert await page.evaluate("[window.out, window.over]") == [None, True]


PLACED = "style='position:absolute;right:0;top:0'"
PARTS = [
    f"<button class=dialog-cross {PLACED}><i class=icon-close>\u00d7</i></button>",
    f"<div class=dialog-head {PLACED}><button aria-label=Close>\u00d7</button></div>",
]


@pytest.mark.parametrize("part", PARTS)
async def test_a_part_of_a_dialog_is_no_dialog_that_lies_over_it(browser: Browser, part: str) -> None:
    own = f"<div role=dialog style='position:fixed;top:200px;padding:60px'>{part}<button"
    body = PAGE.replace("Save</button>", "Save</button></div>").replace("<button", own, 1)
    news = "<div class=shade></div><div style='position:fixed;background:#fff'>What's new <button>Got it</button></div>"
    assert await pressed(browser, news, body) == ["Got it", "Save"]


@pytest.mark.parametrize(
    "over",
    [
        f"<div id=over>New terms of use. {buttons('Accept', 'Print')}</div>",
        f"<div id=over>Our terms of service, and how we use cookies. {buttons('I agree', 'Print')}</div>",
        f"<div id=over>Your session ends soon. {buttons('OK', 'Close')}</div>",
        f"<div id=over>You are masquerading as Contoso. {buttons('Stop Masquerading', 'Close')}</div>",
        f"<div id=over>You are masquerading as Contoso. <a>{DRAWING}</a></div>",
        f"<div id=over>Masquerade as Contoso? {buttons('OK', 'Close')}</div>",
        f"<div id=over>Discard your unsaved edits? {buttons('OK', 'Cancel')}</div>",
        f"<div id=over>Identity provider <input> {buttons('Got feedback?', 'Close')}</div>",
        f"<div id=over>Your visit <textarea></textarea> {buttons('Next', 'OK')}</div>",
        SURVEY.format(RATING),
        *(f"<div id=over>Phone System <button {name}>{DRAWING}</button></div>" for name in NAMES),
    ],
)
async def test_a_question_is_left_alone(browser: Browser, over: str) -> None:
    assert await pressed(browser, over) == []
