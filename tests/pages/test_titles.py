"""Titles on a real page: which application a page of its own is about."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from playwright.async_api import Browser, Page
from pydantic import SecretStr

from pages.azure import AzurePortal, AzureTarget, SamlBlade
from pages.driver.credentials import Credentials, Origin
from pages.driver.fence import Fence
from pages.driver.hands import Hands
from pages.driver.screen import Screen
from pages.errors import WrongPlace
from tests.helpers.notes import Notes

PAGE = "<!doctype html><title>portal</title><header>me@contoso.example</header>{}<p>Tenant: contoso.example</p>"
CRUMBS = "<div><a href=#>Enterprise applications</a> &gt; <span>{}</span></div><h2>Basic SAML Configuration</h2>"
RIGHT = [
    "<h1>Ooma | SAML-based Sign-on</h1>",
    "<h1>Ooma<i>\ue8c8</i> - Single sign-on</h1>",
    "<div>\n  Ooma\u00a0|\n  Single sign-on</div>",
    "<h2 style='text-transform:uppercase'>Ooma</h2>",
    "<div style='display:flex'><span>Home</span><span>Ooma</span></div>",
    "<div><a href=#>Home</a> &gt; <a href=#>Ooma | SAML-based Sign-on</a></div>",
    CRUMBS.format("Ooma"),
    "<p>Enterprise application: Ooma</p>",
    "<nav><ol style='display:flex'><li><a href=#>Home</a> /</li><li><a href=#>Ooma</a></li></ol></nav>",
    "<div><a href=#>Home</a> / <a href=#>Ooma</a> / <span>Single sign-on</span></div><h1>Single sign-on</h1>",
    "<h1>Microsoft Azure</h1><div class='fxs-blade-title-titleText'>Ooma</div><aside><h2>Recent</h2>Ooma Test</aside>",
    "<h1><div>Ooma</div><div>Enterprise Application</div></h1><h2>Ooma | Single sign-on</h2>",
]
# The page has another application's title, or none, and something else on it has the name.
MENTIONS = (
    "<dl><dt>Publisher</dt><dd>Ooma</dd></dl>",
    "<dl style='display:flex'><dt>Home</dt><dd>Ooma</dd></dl>",
    "<aside>Recent <a href=#>Ooma</a></aside>",
    "<aside>Recent<ul><li><a href=#>Home</a></li><li><a href=#>Ooma</a></li></ul></aside>",
    "<aside><h3>Recent</h3><h4>Ooma</h4></aside>",
    "<aside>Recent <a href=#>Ooma | Single sign-on</a></aside>",
    "<div><a href=#>Home</a> &gt; <a href=#>Ooma</a> &gt; <span>Ooma Test</span></div>",
)
TITLED = (
    "<h1>Ooma Test</h1>",
    "<div role=heading aria-level=1>Ooma Test</div>",
    "<div class='fxs-blade-title-titleText'>Ooma Test</div>",
    "<h2><span class='fxs-blade-title-titleText'>Ooma Test</span></h2>",
    "<h1><div>Ooma Test</div><div>Enterprise Application</div></h1>",
    "<h1><div>Ooma</div><div>Test</div></h1>",
    "<h2>Ooma Test</h2>",
)
OUTWEIGHING = (
    "<p>Enterprise application: Ooma</p>",
    "<h2>Ooma</h2>",
    "<h2>Ooma | Single sign-on</h2>",
    "<p>Ooma | SAML</p>",
)
WRONG = [
    "<h1>Ooma | Test | SAML-based Sign-on</h1>",
    "<h1>Ooma | Test</h1><p>Single sign-on</p>",
    "<h1>Ooma: EU</h1>",
    "<h1>Ooma &gt; Test</h1>",
    "<h1>ooma | SAML-based Sign-on</h1>",
    "<h1>Ooma\u200b</h1>",
    "<h1>Ooma\ue000</h1>",
    "<h1><b>Ooma</b> Test</h1>",
    "<h1><span>Ooma</span> | <span>Test</span></h1>",
    "<p><mark>Ooma</mark> Test | SAML-based Sign-on</p>",
    "<p>Go to <a href=#>Ooma</a> instead</p>",
    "<h1>Ooma | Test | SAML-based Sign-on</h1><div><a href=#>Home</a> &gt; <a href=#>Ooma</a></div>",
    "<h1 style='display:none'>Ooma | SAML-based Sign-on</h1>",
    CRUMBS.format("Ooma &gt; Test"),
    "<h1>Application: Ooma</h1>",
    *(f"{title}<h2>Single sign-on</h2>{one}" for title in TITLED for one in MENTIONS),
    *(f"{title}<h2>Single sign-on</h2>{one}" for title in TITLED[:-1] for one in OUTWEIGHING),
    *(f"<h2>Single sign-on</h2>{one}" for one in MENTIONS),
    "<h1>Ooma Test</h1><div><a href=#>Home</a> &gt; <a href=#>Ooma</a></div>",
    "<h2>Ooma Test</h2><div><a href=#>Home</a> &gt; <a href=#>Ooma</a></div>",
]


@asynccontextmanager
async def opened(browser: Browser) -> AsyncIterator[tuple[Page, SamlBlade]]:
    """An empty page, and what looks for the application's title on it."""
    async with await browser.new_context() as context:
        page = await context.new_page()
        hands = Hands(Screen("the Azure portal", page, Fence(frozenset()), timeout=1), Notes())
        credentials = Credentials("me@contoso.example", SecretStr("secret"), origin=Origin(typed=True))
        blade = SamlBlade(AzurePortal(hands, AzureTarget("https://a.example", "contoso.example", "Ooma"), credentials))
        yield page, blade


async def test_what_proves_the_application_is_its_title_and_not_another_text_that_says_the_same(
    browser: Browser,
) -> None:
    async with opened(browser) as (page, blade):
        await page.set_content(PAGE.format("<p><a href=# style='display:block'>Ooma</a></p><h1 id=title>Ooma</h1>"))
        pins = await blade.prove_tiles("")
        assert await pins[-1].locator.get_attribute("id") == "title"


@pytest.mark.parametrize(("right", "bodies"), [(True, RIGHT), (False, WRONG)], ids=["right", "wrong"])
async def test_title_is_the_whole_name_with_nothing_but_the_page_behind_it(
    browser: Browser, right: bool, bodies: list[str]
) -> None:
    async with opened(browser) as (page, blade):
        for body in bodies:
            await page.set_content(PAGE.format(body))
            if right:
                pins = await blade.prove_tiles("")
                assert "ooma" in pins[-1].text.lower(), body
                assert await pins[-1].locator.count(), body
                continue
            told = ""
            try:
                await blade.prove_tiles("")
            except WrongPlace as error:
                told = error.message
            assert "doesn't name the application 'Ooma'" in told, body
