"""Invariant 11: a press that stores something reaches the page only if that still shows what was proven."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from playwright.async_api import Browser, Page, Route

from pages.driver.fence import Fence
from pages.driver.hands import Hands
from pages.driver.press import Pin, pin
from pages.driver.screen import Screen
from pages.errors import PortalError, WrongPlace
from tests.helpers.notes import Notes

FORM = """<!doctype html><title>portal</title>
<header><span id="account">{account}</span></header>
<p id="note">nothing yet</p>
<form onsubmit="return false"><button id="save" type="button" onclick="saved()">Save</button></form>
<iframe id="inner" srcdoc="<b id=inside>Contoso</b>"></iframe>
<script>
  window.stored = [];
  const account = document.querySelector("#account");
  var saved = () => stored.push(account.textContent);
  const change = () => {{ account.textContent = "Fabrikam"; }};
  {script}
</script>"""


@asynccontextmanager
async def form(browser: Browser, script: str = "") -> AsyncIterator[tuple[Hands, Page, Notes]]:
    async with await browser.new_context() as context:
        page = await context.new_page()
        await page.set_content(FORM.format(account="Contoso", script=script))
        notes = Notes()
        yield Hands(Screen("Portal", page, Fence(frozenset()), timeout=5), notes), page, notes


async def stored(page: Page) -> list[str]:
    names: list[str] = await page.evaluate("stored")
    return names


async def proven(page: Page) -> list[Pin]:
    return [await pin(page.locator("#account"))]


async def test_a_page_that_shows_what_was_proven_is_saved_once(browser: Browser) -> None:
    async with form(browser) as (hands, page, notes):
        await hands.commit(page.locator("#save"), "'Save'", await proven(page))
        assert await stored(page) == ["Contoso"]
        assert notes.done == ["'Save'"]


async def test_a_second_press_of_the_same_thing_is_let_through_too(browser: Browser) -> None:
    async with form(browser) as (hands, page, _):
        for _ in range(2):
            await hands.commit(page.locator("#save"), "'Save'", await proven(page))
        assert await stored(page) == ["Contoso", "Contoso"]


@pytest.mark.parametrize("meanwhile", ["change()", "account.remove()"])
async def test_nothing_is_saved_when_the_account_changes_after_it_was_proven(browser: Browser, meanwhile: str) -> None:
    async with form(browser) as (hands, page, notes):
        notes.meanwhile = meanwhile
        with pytest.raises(PortalError):
            await hands.commit(page.locator("#save"), "'Save'", await proven(page))
        assert await stored(page) == []
        assert notes.done == []


@pytest.mark.parametrize("event", ["mousemove", "mouseover", "pointerdown", "mousedown", "focusin"])
async def test_nothing_is_saved_when_the_press_itself_changes_the_account(browser: Browser, event: str) -> None:
    script = f"window.addEventListener('{event}', change, true);"
    async with form(browser, script) as (hands, page, _):
        with pytest.raises(WrongPlace):
            await hands.commit(page.locator("#save"), "'Save'", await proven(page))
        assert await stored(page) == []


async def test_a_proof_in_another_frame_counts_as_well(browser: Browser) -> None:
    async with form(browser) as (hands, page, notes):
        inside = page.frame_locator("#inner").locator("#inside")
        pins = [await pin(inside)]
        await hands.commit(page.locator("#save"), "'Save'", pins)
        notes.meanwhile = "document.querySelector('#inner').contentDocument.body.textContent = 'Fabrikam'"
        with pytest.raises(PortalError):
            await hands.commit(page.locator("#save"), "'Save'", pins)
        assert await stored(page) == ["Contoso"]


async def test_a_page_is_not_left_before_the_portal_has_answered_a_press(browser: Browser) -> None:
    async with form(
        browser, 'saved = () => fetch("https://portal.example/save", {method: "POST", mode: "no-cors"});'
    ) as (
        hands,
        page,
        _,
    ):
        ended: list[str] = []
        page.on("requestfinished", lambda request: ended.append(f"answered {request.method}"))
        page.on("requestfailed", lambda request: ended.append(f"cut off {request.method}"))

        async def answer_later(route: Route) -> None:
            await asyncio.sleep(1)
            await route.fulfill(body="stored")

        await page.route("https://portal.example/save", answer_later)
        await hands.commit(page.locator("#save"), "'Save'", await proven(page))
        await hands.open("about:blank", "another page")
        assert ended[:1] == ["answered POST"]


async def test_a_press_in_a_shadow_root_is_held_back_too_and_made_once(browser: Browser) -> None:
    draw = """() => {
      const root = document.body.appendChild(document.createElement("div")).attachShadow({ mode: "open" });
      root.innerHTML = "<button id=shadowed><span>Save all</span></button>";
      root.querySelector("button").onclick = () => stored.push("inner");
    }"""
    async with form(browser) as (hands, page, notes):
        await page.evaluate(draw)
        inner, pins = page.locator("#shadowed"), await proven(page)
        await hands.commit(inner, "'Save all'", pins)
        assert await stored(page) == ["inner"]
        # It changes once the press is on its way: only the page itself can hold it back then.
        await page.evaluate("""() => window.addEventListener("pointerdown", () => {
          document.querySelector("#account").textContent = "Fabrikam";
        }, { capture: true, once: true })""")
        with pytest.raises(WrongPlace):
            await hands.commit(inner, "'Save all'", pins)
        assert await stored(page) == ["inner"]
        assert notes.done == ["'Save all'"]


SECRET = (
    "<input type=password>", "<input name=passwd type=text>", "<input name=otc type=tel>", "<input name=mfaCode>",
    "<input autocomplete=one-time-code>", "<input id=codeEntry-3>", "<input id=mfa_code>",
)  # fmt: skip
OPEN = ("<input id=sso_url>", "<input name=emailClaim>", "<input aria-label=Identifier>", "<input name=loginfmt>")


async def test_fields_for_secrets_are_masked_before_anything_is_typed_into_them(browser: Browser) -> None:
    """A page may show a password in plain text, and a code is never hidden."""
    async with form(browser) as (hands, page, _):
        inner = page.frame_locator("#inner").locator("body")
        for body in (page.locator("body"), inner):
            await body.evaluate(
                "(body, fields) => body.insertAdjacentHTML('beforeend', fields)", "".join(SECRET + OPEN)
            )
        masked = [
            await fields.evaluate_all("all => all.map(one => one.outerHTML)")
            for fields in await hands.secrets_on_page()
        ]
        assert [len(found) for found in masked] == [len(SECRET), len(SECRET)]
        assert not any(name in text for found in masked for text in found for name in ("sso", "Claim", "Ident", "fmt"))


# A dialog whose foot is fixed to that of its frame, which reaches below the window.
FIXED = "<button style='position:fixed;{}:0' onclick='top.stored.push(`Save`)'>Save</button>"
AROUND = {
    "a page": "<p style='height:300px'>Account</p>FRAME",
    "a block that scrolls": "<div style='height:500px;overflow:auto'><p style='height:900px'>Account</p>FRAME</div>",
    "two frames": "<p style='height:300px'>Account</p><iframe style='height:99vh;width:9em' srcdoc=\"OUTER\"></iframe>",
}


@pytest.mark.parametrize("around", AROUND)
@pytest.mark.parametrize("edge", ["bottom", "top"])
async def test_what_is_fixed_in_a_frame_that_reaches_below_the_window_is_pressed(
    browser: Browser, around: str, edge: str
) -> None:
    frame = f"<iframe style='height:100vh;width:90%' srcdoc=\"{FIXED.format(edge)}\"></iframe>"
    outer = f"<p style='height:200px'>Company</p>{frame}".replace("&", "&amp;").replace('"', "&quot;")
    body = AROUND[around].replace("FRAME", frame).replace("OUTER", outer)
    async with await browser.new_context() as context:
        page = await context.new_page()
        await page.set_content(f"<!doctype html><script>window.stored = []</script>{body}<p style='height:400px'>")
        hands = Hands(Screen("Portal", page, Fence(frozenset()), timeout=5), Notes())
        save = page.frames[-1].get_by_role("button", name="Save")
        await save.wait_for()
        await hands.press(save, "'Save'")
        await page.evaluate("scrollTo(0, 0)")
        await hands.commit(save, "'Save'", [])
        assert await stored(page) == ["Save", "Save"]
