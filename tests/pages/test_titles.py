"""Titles on a real page: which application a page of its own is about."""

import pytest
from playwright.async_api import Browser
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
]
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
]


@pytest.mark.parametrize(("right", "bodies"), [(True, RIGHT), (False, WRONG)], ids=["right", "wrong"])
async def test_title_is_the_whole_name_with_nothing_but_the_page_behind_it(
    browser: Browser, right: bool, bodies: list[str]
) -> None:
    async with await browser.new_context() as context:
        page = await context.new_page()
        hands = Hands(Screen("the Azure portal", page, Fence(frozenset()), timeout=1), Notes())
        credentials = Credentials("me@contoso.example", SecretStr("secret"), origin=Origin(typed=True))
        blade = SamlBlade(AzurePortal(hands, AzureTarget("https://a.example", "contoso.example", "Ooma"), credentials))
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
