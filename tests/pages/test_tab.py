"""Ooma's "IdP and SSO" tab: the two addresses, however they are worded and drawn."""

import pytest
from playwright.async_api import Browser

from pages.errors import WrongPlace
from pages.ooma.tab import IdpPage, IdpTab
from pages.ooma.target import OomaTarget
from tests.helpers.small_portals import URL, served

TAB = """<!doctype html><meta charset=utf-8><script>const later = change => setTimeout(change, 700);</script>
<h1>IdP and SSO</h1><dl><dt>Callback URL (ACS)</dt>
<dd>https://sp.example/acs <button>Copy</button></dd>ISSUER</dl><label>Enable <input type=checkbox checked></label>
<p><button>Edit Identity Provider Information</button></p><a href="#">Help</a>"""


@pytest.mark.parametrize(
    "issuer",
    [
        "<dt>Issuer</dt><dd>ooma-contoso <button>Copy</button></dd>",
        "<div><b>Issuer</b> <span>ooma-contoso</span> <a href='#'>Copy</a></div>",
        # It comes later than the tab.
        "<dt>Issuer</dt><dd id=late>Loading</dd><script>later(() => late.textContent = 'ooma-contoso')</script>",
        "<dt>Issuer</dt><dd id=late></dd><script>later(() => late.textContent = 'ooma-contoso')</script>",
        "<label>Issuer <input id=late readonly></label><script>later(() => late.value = 'ooma-contoso')</script>",
    ],
)
async def test_an_issuer_of_a_plain_word_is_read(browser: Browser, issuer: str) -> None:
    async with served(browser, TAB.replace("ISSUER", issuer), OomaTarget("(own)", "", "")) as (portal, page):
        await page.goto(URL)
        assert await IdpPage(portal).read() == IdpTab("https://sp.example/acs", "ooma-contoso", enabled=True)


MENU = (
    "<header id=bar><button id=menu>Account</button></header><button id=save onclick='window.saved = 1'>Save</button>"
)


@pytest.mark.parametrize(
    ("meanwhile", "saved"),
    [
        # As libraries do with all that lies behind a dialog.
        ("bar.ariaHidden = true", True),
        ("menu.textContent = 'Account: Acme'", False),
        ("bar.innerHTML = '<button>Account</button>'", True),
        ("bar.remove()", False),
    ],
)
async def test_where_no_account_is_configured_the_menu_has_to_stay(
    browser: Browser, meanwhile: str, saved: bool
) -> None:
    async with served(browser, MENU, OomaTarget("(own)", "", "")) as (portal, page):
        await page.goto(URL)
        pins = await portal.prove_account()
        await page.evaluate(meanwhile)
        if saved:
            await portal.hands.commit(page.locator("#save"), "Save", [*pins, *await portal.prove_account()])
        else:
            with pytest.raises(WrongPlace):
                await portal.hands.commit(page.locator("#save"), "Save", pins)
        assert bool(await page.evaluate("window.saved")) is saved
