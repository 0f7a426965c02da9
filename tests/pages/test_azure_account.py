"""Who is signed in to the Azure portal: the configured account, or nobody else as far as one can know."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from hypothesis import given
from hypothesis import strategies as st
from playwright.async_api import Browser, Page
from pydantic import SecretStr

from pages.azure import AzurePortal, AzureTarget
from pages.azure.account import Shown, is_account, who_is_shown
from pages.azure.directory import names_directory
from pages.driver.credentials import Credentials, Origin
from pages.driver.fence import Fence
from pages.driver.hands import Hands
from pages.driver.screen import Screen
from pages.errors import WrongPlace
from tests.helpers.notes import Notes

OURS = "automation@msp.example"
GUEST = "automation_msp.example#EXT#@contoso.onmicrosoft.com"


@pytest.mark.parametrize(
    ("shown", "same"),
    [
        (OURS, True),
        ("Automation@MSP.example", True),
        (GUEST, True),
        (GUEST.lower(), True),
        ("jane@msp.example", False),
        ("automation@msp.example.org", False),
        ("xautomation@msp.example", False),
        ("automation_msp.example@contoso.onmicrosoft.com", False),
        ("jane_msp.example#EXT#@contoso.onmicrosoft.com", False),
        ("automation_msp.example.org#EXT#@contoso.onmicrosoft.com", False),
    ],
)
def test_guest_is_the_account_at_home(shown: str, same: bool) -> None:
    assert is_account(shown, OURS) is same


@given(st.from_regex(r"[a-z]{1,6}[._-]?[a-z]{1,6}@[a-z]{1,8}\.example", fullmatch=True), st.booleans())
def test_nobody_else_is_taken_for_the_account(other: str, guest: bool) -> None:
    shown = f"{other.replace('@', '_')}#EXT#@contoso.onmicrosoft.com" if guest else other
    assert who_is_shown([f"Account menu: signed in as {shown}, directory Contoso (contoso.example)"]).holds(other)
    assert is_account(shown, OURS) is (other == OURS)
    assert who_is_shown([f"Signed in as {shown}."]).strangers(OURS) == (shown,)


def test_what_is_cut_short_names_nobody_but_a_stranger() -> None:
    assert who_is_shown(["automation@msp.exa\u2026"]).strangers(OURS) == ()
    assert not who_is_shown(["automation@msp.exa..."]).holds(OURS)
    assert who_is_shown(["jane@msp.exa\u2026"]).strangers(OURS) == ("jane@msp.exa...",)
    assert who_is_shown(["automation@msp.exa...", OURS]).holds(OURS)


def test_beside_another_address_the_account_is_not_proven() -> None:
    assert Shown((OURS, "jane@contoso.example")).strangers(OURS) == ("jane@contoso.example",)
    assert Shown((OURS, GUEST)).holds(OURS)


def test_user_name_that_is_no_address_is_compared_with_none() -> None:
    shown = Shown(("automation@contoso.example",))
    assert shown.strangers("automation") == ()
    assert not shown.holds("automation")


BARS = {
    "aria": "<div><button id=fxs-avatarmenu-button aria-label='Account menu: signed in as WHO'>A</button></div>",
    "text": "<header><button>Account</button><button><span>WHO</span><span>CONTOSO</span></button></header>",
    "title": "<header><a href='#' title='Jane\nWHO\nContoso'>J</a></header>",
    "line": "<header><p>Azure | Signed in as WHO | <a href='mailto:help@msp.example'>help@msp.example</a></p></header>",
    "root": "<div class=fxs-topbar><div role=button aria-label='Account manager for WHO'>A</div></div>",
}  # fmt: skip
# Addresses that say nothing of who is signed in.
REST = """<main><header>jane@contoso.example</header><p>Notification Email</p><button>jane@contoso.example</button>
<span title='jane@contoso.example'>Contact</span></main>"""


@asynccontextmanager
async def portal(browser: Browser, bar: str, *, typed: bool = False, user: str = OURS) -> AsyncIterator[AzurePortal]:
    async with await browser.new_context() as context:
        page: Page = await context.new_page()
        await page.set_content(f"<!doctype html><title>portal</title>{bar}{REST}")
        hands = Hands(Screen("the Azure portal", page, Fence(frozenset()), timeout=0.5), Notes())
        credentials = Credentials(user, SecretStr("secret"), origin=Origin(typed=typed))
        yield AzurePortal(hands, AzureTarget("https://portal.example", "contoso.example", "Ooma"), credentials)


@pytest.mark.parametrize("bar", BARS)
async def test_account_is_read_off_the_top_bar(browser: Browser, bar: str) -> None:
    async with portal(browser, BARS[bar].replace("WHO", OURS)) as one:
        assert await one.prove_account() == OURS
    async with portal(browser, BARS[bar].replace("WHO", GUEST), typed=True) as one:
        assert await one.prove_account() == GUEST
    for typed in (True, False):
        async with portal(browser, BARS[bar].replace("WHO", "jane@contoso.example"), typed=typed) as one:
            with pytest.raises(WrongPlace, match=rf"signed in as 'jane@contoso.example', not '{OURS}'") as caught:
                await one.prove_account()
            assert caught.value.code == "wrong-place"
            assert "{azure_username}" in caught.value.hint


async def test_where_nobody_is_shown_only_what_was_typed_counts(browser: Browser) -> None:
    bar = "<header><button title='Account menu'>AU</button></header>"
    async with portal(browser, bar, typed=True) as one:
        assert await one.prove_account() == ""
    async with portal(browser, bar) as one:
        with pytest.raises(WrongPlace, match="doesn't show that it is signed in as"):
            await one.prove_account()
    shown = BARS["aria"].replace("WHO", "automation@contoso.example")
    async with portal(browser, shown, user="automation") as one:
        with pytest.raises(WrongPlace):
            await one.prove_account()
    async with portal(browser, shown, user="automation", typed=True) as one:
        await one.prove_account()


async def test_directory_is_not_proven_to_another_account(browser: Browser) -> None:
    directory = "6b0c1f8e-7d0a-4a55-9a51-0d1c4b7e9f10"
    login = f"https://login.example/{directory}/saml2"
    async with portal(browser, BARS["aria"].replace("WHO", OURS)) as one:
        assert await one.prove_directory(login, directory)
    async with portal(browser, BARS["aria"].replace("WHO", "jane@contoso.example"), typed=True) as one:
        with pytest.raises(WrongPlace, match="signed in as 'jane@"):
            await one.prove_directory(login, directory)


async def test_account_that_comes_late_is_waited_for(browser: Browser) -> None:
    late = f"document.querySelector('header').textContent = '{OURS}'"
    bar = f"<header></header><script>setTimeout(() => {late}, 200)</script>"
    async with portal(browser, bar) as one:
        assert await one.prove_account() == OURS


DIRECTORY = "6b0c1f8e-7d0a-4a55-9a51-0d1c4b7e9f10"
OTHER = "11111111-7d0a-4a55-9a51-0d1c4b7e9f10"


@pytest.mark.parametrize(
    ("lines", "named"),
    [
        ([OURS, f"Directory ID: {DIRECTORY}"], True),
        ([f"Tenant {DIRECTORY.upper()}", "contoso.example"], True),
        (["Directory ID", DIRECTORY], True),
        (["Directory: Contoso (contoso.example)", "Switch directory"], True),
        (["Primary domain", "contoso.example"], False),
        (["Directory domain", "contoso.example"], True),
        ([OURS, "Contoso"], False),
        ([DIRECTORY], False),
        ([f"Object ID: {DIRECTORY}"], False),
        ([f"Directory ID: {OTHER}"], False),
        ([f"Directory ID: {DIRECTORY}", f"Directory ID: {OTHER}"], False),
        ([f"Directory ID: {DIRECTORY}", OTHER], False),
        ([f"Directory ID: {OTHER}", f"Switch to directory {DIRECTORY}"], False),
        (["Directory: fabrikam.example", "Switch directory: contoso.example"], False),
        (["Switch directory: contoso.example"], False),
        (["Directory: contoso.example", "Directory: fabrikam.example"], False),
        (["Directory: contoso.example.org"], False),
        (["Directory of automation@contoso.example"], False),
        (["Directory"], False),
        ([], False),
    ],
)
def test_menu_names_the_directory_only_beside_its_label_and_without_another(lines: list[str], named: bool) -> None:
    assert names_directory(lines, "contoso.example", DIRECTORY) is named


MENU = """<header><button id=me title="Signed in as WHO. Press to see more."
onclick="drawn.hidden = !drawn.hidden">A</button></header>
<div id=drawn hidden><div>WHO</div>SAYS<a href="#">Sign out</a></div>""".replace("WHO", OURS)


@pytest.mark.parametrize(
    ("says", "proven"),
    [
        (f"<div>Directory ID: {DIRECTORY}</div>", True),
        (f"<div>Directory ID: {OTHER}</div>", False),
        ("<div>Contoso</div>", False),
    ],
)
async def test_directory_is_looked_for_in_the_menu_of_the_account(browser: Browser, says: str, proven: bool) -> None:
    # Not by way of the buttons elsewhere on the page that are called like an account.
    async with portal(browser, MENU.replace("SAYS", says)) as one:
        if not proven:
            with pytest.raises(WrongPlace, match="doesn't show that its directory is"):
                await one.prove_directory("", DIRECTORY)
            return
        pins = await one.prove_directory("", DIRECTORY)
        page = one.screen.page
        assert await page.locator("#drawn").is_hidden()
        # The same words on another button, as after the page was loaded again, prove nothing.
        assert await pins[-1].locator.get_attribute("id") == "me"
        await page.locator("#me").evaluate("one => { one.outerHTML = `<button id=me title='${one.title}'>A</button>` }")
        assert await pins[-1].locator.count() == 0
