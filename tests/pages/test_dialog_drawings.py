"""Ooma's dialog: which 'Save' is its own, and where a certificate is dropped or removed."""

import pytest
from playwright.async_api import Browser, Page

from pages.driver.fence import Fence
from pages.driver.hands import Hands
from pages.driver.screen import Screen
from pages.errors import Ambiguous, NotFound
from pages.ooma.certificate_field import described
from pages.ooma.dialog import SSO_URL, IdpDialog
from tests.helpers.notes import Notes
from tests.helpers.small_dialog import BUTTON, FILE, REMOVE, SAVES, SHAPE, ZONE, drawn


@pytest.mark.parametrize("zone", [BUTTON, ZONE])
@pytest.mark.parametrize("held", [REMOVE, SHAPE])
async def test_a_certificate_is_put_in_and_replaced(browser: Browser, zone: str, held: str) -> None:
    async with drawn(browser, zone=zone, held=held) as (dialog, page):
        await assert_put_in_and_replaced(dialog, page)


async def assert_put_in_and_replaced(dialog: IdpDialog, page: Page) -> None:
    assert await dialog.certificate.read() is None
    await dialog.certificate.upload(FILE, "the certificate")
    assert await file_name(dialog) == "signing.cert"
    await dialog.certificate.upload({**FILE, "name": "next.cert"}, "the certificate")
    assert await file_name(dialog) == "next.cert"
    assert await page.evaluate("done") == [1]


# Puts each thing that can be pressed into a shadow root of its own, as elements of a library are.
SHADOW = """window.shadow = slot => { for (const one of slot.querySelectorAll("button")) {
  const host = document.createElement("x-s");
  one.replaceWith(host);
  host.attachShadow({ mode: "open" }).append(one);
} }"""
CHOOSE = "<input type=file hidden><button onclick='slot.querySelector(`input`).click()'>Upload File</button>"


async def test_a_certificate_is_put_in_and_replaced_where_controls_have_shadow_roots(browser: Browser) -> None:
    zone, held = CHOOSE.replace("`", '"'), "<span>${name}</span> <button onclick='done.push(1); show()'>\ue020</button>"
    async with drawn(browser, zone=f"'{escaped(zone)}'", held=f"`{held}`", shadow=SHADOW) as (dialog, page):
        await assert_put_in_and_replaced(dialog, page)


def escaped(text: str) -> str:
    return text.replace("'", "\\'")


async def file_name(dialog: IdpDialog) -> str:
    shown = await dialog.certificate.read()
    return shown.file_name if shown is not None else ""


FACTS = {
    "a subject": "<i>CN=Microsoft Azure Federated SSO Certificate</i>",
    "a fingerprint": "<p>SHA-1 fingerprint</p><p>${'8F:3A:'.repeat(10).slice(0, -1)}</p>",
    "a fingerprint without its label": "<span>${'8F:3A:'.repeat(10).slice(0, -1)}</span>",
    "a serial number": "<span>Serial number 6CDC6371AE6FAF606D543949E665D86D</span>",
    "a date": "<span>Expires 11/30/2029</span>",
    "a name of the portal's own": "<span>Certificate 1</span>",
    "a name that is cut short": "<span>azure-signing-8f3a9\u2026</span>",
    "a name without its ending": "<span>signing</span>",
    "nothing": "",
}
BADGES = {
    "a bin": "<svg class=fa-trash width=16 height=16 onclick='done.push(1); show()'><path d='M0 0h9v9z'/></svg>",
    "a button without a name": "<button onclick='done.push(1); show()'>\ue020</button>",
    "a link": "<a href='#' onclick='done.push(1); show()'>Remove</a>",
}
# The portal greys the button out as long as there is a certificate.
GREY = "<button disabled>Upload File</button>"


@pytest.mark.parametrize("badge", BADGES)
@pytest.mark.parametrize("fact", FACTS)
async def test_a_certificate_of_which_the_portal_shows_something_else_is_replaced(
    browser: Browser, fact: str, badge: str
) -> None:
    # A bin beside a greyed-out button is a sign by itself; a nameless button is, beside a description.
    if fact == "nothing" and badge == "a button without a name":
        return
    held = f"`{FACTS[fact]} {BADGES[badge]} {GREY}`"
    async with drawn(browser, held=held, holds="old.cert") as (dialog, page):
        shown = await dialog.certificate.read()
        assert shown is not None
        assert bool(shown.words) is (fact != "nothing")
        assert "Upload" not in shown.words
        assert "Remove" not in shown.words
        await dialog.certificate.upload(FILE, "the certificate")
        assert await page.evaluate("done") == [1]
        assert await dialog.certificate.read() == shown


# What the document doesn't know as a button, above a grey drop zone with a drawing of its own.
CROSSES = {
    "a block": "<b style='display: inline-block; width: 16px; height: 16px; cursor: pointer; background: red'"
        " onclick='done.push(1); show()'></b>",
    "a drawing that is empty in its middle": "<svg width=16 height=16 style='cursor: pointer'"
        " onclick='done.push(1); show()'><path d='M3 4h10v10H3z' fill=none stroke=red></path></svg>",
    "a drawing of the style sheet, without the hand": "<b style='display: inline-block; width: 16px; height: 16px;"
        " background-image: linear-gradient(red, red)' onclick='done.push(1); show()'></b>",
    "a glyph of the style sheet, without the hand": "<style>.x::before { content: '\\\\2715' }</style>"
        "<b class=x onclick='done.push(1); show()'></b>",
}  # fmt: skip
ZONE = "<p aria-disabled=true><svg width=24 height=24></svg> Drop your certificate here</p>"


@pytest.mark.parametrize("cross", CROSSES)
@pytest.mark.parametrize("fact", ["a subject", "a fingerprint", "a serial number", "a date"])
async def test_what_is_drawn_under_the_mouses_hand_removes_a_certificate(
    browser: Browser, fact: str, cross: str
) -> None:
    async with drawn(browser, held=f"`{FACTS[fact]} {CROSSES[cross]} {ZONE} {GREY}`", holds="old.cert") as (
        dialog,
        page,
    ):
        await dialog.certificate.upload(FILE, "the certificate")
        assert await page.evaluate("done") == [1]


AGES = ("2 min ago", "5 secs ago", "a moment ago", "about 3 hours ago", "300 days ago", "yesterday", "just now", "")


def test_what_changes_from_one_moment_to_the_next_is_left_out() -> None:
    assert {described([f"azure-signing-8f.cert - uploaded {age}"]) for age in AGES} == {
        "azure-signing-8f.cert - uploaded"
    }
    assert described(["Uploaded", "2 weeks ago", "CN=x"]) == "Uploaded\nCN=x"


@pytest.mark.parametrize("fact", [fact for fact in FACTS if fact != "nothing"])
async def test_where_no_badge_is_drawn_a_free_button_replaces_the_certificate(browser: Browser, fact: str) -> None:
    free = "<input type=file hidden><button onclick='this.previousSibling.click()'>Upload File</button>"
    held = f"`{FACTS[fact]} <u>${{name}}</u> {free}`"
    async with drawn(browser, held=held, holds="") as (dialog, page):
        await dialog.certificate.upload(FILE, "the certificate")
        assert await file_name(dialog) == "signing.cert"
        assert await page.evaluate("done") == []


async def test_a_field_with_nothing_but_a_hint_holds_no_certificate(browser: Browser) -> None:
    async with drawn(browser, zone="`<p>No file chosen</p>" + BUTTON[1:]) as (dialog, _):
        assert await dialog.certificate.read() is None


async def test_a_field_that_is_still_being_drawn_is_neither_full_nor_empty(browser: Browser) -> None:
    async with drawn(browser, zone=f"`Loading {GREY}`") as (dialog, _):
        assert not await dialog.certificate.is_drawn()
        with pytest.raises(NotFound, match="an active 'Upload File' button"):
            await dialog.certificate.upload(FILE, "the certificate")


async def test_of_two_drawings_without_a_name_none_is_pressed(browser: Browser) -> None:
    held = SHAPE.replace("<svg", "<svg width=16 height=16><path d='M0 0h9v9z'/></svg><svg", 1)
    async with drawn(browser, held=held, holds="old.cert") as (dialog, page):
        with pytest.raises(Ambiguous):
            await dialog.certificate.upload(FILE, "the certificate")
        assert await page.evaluate("done") == []


@pytest.mark.parametrize("box", ["", "role=dialog", "class='modal show'"])
async def test_the_dialogs_own_save_is_pressed(browser: Browser, box: str) -> None:
    async with drawn(browser, box=box) as (dialog, page):
        await dialog.save([])
        assert await page.evaluate("done") == ["dialog"]


async def test_of_a_cancel_and_a_cross_cancel_is_pressed(browser: Browser) -> None:
    cross = "<button aria-label=Close onclick=\"shut('cross')\">\ue021</button>"
    async with drawn(browser, saves=SAVES + cross) as (dialog, page):
        await dialog.cancel()
        assert await page.evaluate("done") == ["cancel"]


@pytest.mark.parametrize("box", ["", "style='position:static'"])
async def test_what_the_page_only_shows_is_no_field_of_the_dialogs(browser: Browser, box: str) -> None:
    """The tab behind it, or above it, has the same label and shows the value that is stored in a field."""
    shown = "<label>SSO URL <input readonly value='https://old.example/'></label>"
    async with drawn(browser, box=box) as (dialog, page):
        await page.evaluate("shown => document.body.insertAdjacentHTML('afterbegin', shown)", shown)
        await dialog.set_sso_url("https://new.example/")
        assert (await dialog.read()).sso_url == "https://new.example/"
        await dialog.save([])
        assert await page.evaluate("done") == ["dialog"]


@pytest.mark.parametrize("where", ["afterbegin", "beforeend"])
@pytest.mark.parametrize(
    "shown",
    [
        "<p>X.509 Certificate: <span>other.cert</span></p><p><b>A</b> <svg width=16 height=16></svg></p>",
        "<div><b>X.509 Certificate</b> <button onclick='done.push(9)'>Remove</button> other.cert</div>",
        "<p><b>X.509 Certificate</b> <button onclick='done.push(9)'>Upload File</button></p>",
    ],
)
async def test_a_certificate_of_the_page_is_not_taken_for_the_dialogs(browser: Browser, shown: str, where: str) -> None:
    """Many portals put a dialog before the page in the document."""
    async with drawn(browser) as (dialog, page):
        await page.evaluate("([where, shown]) => document.body.insertAdjacentHTML(where, shown)", [where, shown])
        await assert_put_in_and_replaced(dialog, page)


@pytest.mark.parametrize("more", ["", "<p><input readonly value=signing.cert style='width:100%'></p>"])
async def test_a_label_behind_a_dialog_has_no_field_in_it(browser: Browser, more: str) -> None:
    """The dialog's own labels float in their fields, where the mouse doesn't feel them."""
    floating = "position:relative;padding-top:9px'><span style='position:absolute;left:9px;top:0;pointer-events:none"
    body = f"""<p style='margin-top:140px'>SSO URL</p><dialog id=box style='margin:0 0 0 300px'>
      <p style='{floating}'>SSO URL</span><input id=url></p>{more}<p>Email Claim <input></p>
      <p>SLO URL <input></p><p>Provider <input></p></dialog><script>box.showModal()</script>"""
    async with await browser.new_context() as context:
        page = await context.new_page()
        await page.set_content(body)
        hands = Hands(Screen("Ooma", page, Fence(frozenset()), timeout=2), Notes())
        await hands.fill(SSO_URL, "https://new.example/")
        assert await page.locator("#url").input_value() == "https://new.example/"


async def test_a_field_behind_the_dialog_is_not_beside_a_label_in_it(browser: Browser) -> None:
    """By where they are drawn, the label lies in the page's field, as a label that floats does."""
    body = """<p style='position:absolute;top:70px'><input id=page style='width:900px;height:60px' value=x></p>
      <div style='position:fixed;top:60px;left:300px;background:#fff;padding:20px'><p>SSO URL</p><input id=url></div>"""
    async with await browser.new_context() as context:
        page = await context.new_page()
        await page.set_content(body)
        await Hands(Screen("Ooma", page, Fence(frozenset()), timeout=2), Notes()).fill(SSO_URL, "https://new.example/")
        assert await page.locator("#page").input_value() == "x"
        assert await page.locator("#url").input_value() == "https://new.example/"


async def test_a_label_that_a_toast_lies_over_has_its_field(browser: Browser) -> None:
    """The tab above shows the same label with a value."""
    body = """<p>SSO URL <input readonly value=https://old.example/></p>
      <p style='margin-left:40px'><span>SSO URL</span> <input id=url style='margin-left:300px'></p>
      <p style='position:fixed;top:35px;margin:0;left:20px;width:250px;height:40px;background:#fec' role=status>
      You are now masquerading as Contoso</p>"""
    async with await browser.new_context() as context:
        page = await context.new_page()
        await page.set_content(body)
        await Hands(Screen("Ooma", page, Fence(frozenset()), timeout=2), Notes()).fill(SSO_URL, "https://new.example/")
        assert await page.locator("#url").input_value() == "https://new.example/"


@pytest.mark.parametrize("bar", ["bottom:0", "top:0"])
async def test_a_label_that_a_bar_of_the_page_lies_over_has_its_field(browser: Browser, bar: str) -> None:
    """The tab above shows the same label with a value, and a bar stays at the window's edge while the page scrolls."""
    body = f"""<p>SSO URL</p><p>https://old.example/</p><dialog open style='position:static;margin-top:600px'>
      <label><span id=said style='display:block;line-height:40px'>SSO URL</span><input id=url>
      <small>Where users sign in.</small></label></dialog><p style='height:1500px'></p><p>SSO URL</p>
      <div style='position:fixed;left:0;right:0;height:60px;background:#fec;{bar}'>Masquerading</div>"""
    async with await browser.new_context() as context:
        page = await context.new_page()
        await page.set_content(body)
        await page.evaluate(
            "to => scrollBy(0, said.getBoundingClientRect().top - (to ? innerHeight - 50 : 10))", bar[0] == "b"
        )
        await Hands(Screen("Ooma", page, Fence(frozenset()), timeout=2), Notes()).fill(SSO_URL, "https://new.example/")
        assert await page.locator("#url").input_value() == "https://new.example/"


async def test_a_field_that_only_shows_something_below_is_not_the_labels(browser: Browser) -> None:
    body = """<div style='display:flex'><span style='width:200px'>SSO URL</span><input id=url></div>
      <input readonly value=signing.cert>"""
    async with await browser.new_context() as context:
        page = await context.new_page()
        await page.set_content(body)
        await Hands(Screen("Ooma", page, Fence(frozenset()), timeout=2), Notes()).fill(SSO_URL, "https://new.example/")
        assert await page.locator("#url").input_value() == "https://new.example/"


async def test_the_pages_save_is_not_pressed_while_the_dialogs_is_not_there(browser: Browser) -> None:
    async with drawn(browser, saves="") as (dialog, page):
        with pytest.raises(NotFound):
            await dialog.save([])
        assert await page.evaluate("done") == []


async def test_of_two_saves_in_one_dialog_none_is_pressed(browser: Browser) -> None:
    async with drawn(browser, saves=SAVES + SAVES) as (
        dialog,
        page,
    ):
        with pytest.raises(Ambiguous):
            await dialog.save([])
        assert await page.evaluate("done") == []
