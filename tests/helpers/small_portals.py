"""Small portals of Ooma's: a page for each way in which another customer's account looks like the one that is meant."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import pytest
from playwright.async_api import Browser, Page, Route
from pydantic import SecretStr

from pages.driver.fence import Fence
from pages.driver.hands import Hands
from pages.driver.screen import Screen
from pages.ooma.portal import OomaPortal
from pages.ooma.sign_in import OomaCredentials
from pages.ooma.target import OomaTarget
from tests.helpers.notes import Notes

URL = "https://portal.example"
Answer = Callable[[Route], Awaitable[bool]]
# What each page ends with: the way to the tab. `current` is whose page it really is.
REST = """<main><h1>Phone System</h1><a href="#" id=page onclick="tab.hidden = false">Company account</a> FACTS
<button id=tab hidden>IdP and SSO</button></main><script>window.current = "Bigco"; const shows = "NAME";
const pick = which => { current = `${shows} ${which}`; now.textContent = shows; menu.hidden = true; };</script>"""
# The top bar of the account signed in to, with a menu of accounts.
BAR = """<style>[hidden] { display: none !important }</style><header><b>Bigco</b>
<button aria-haspopup=true onclick="menu.hidden = !menu.hidden">Account</button> <div id=now></div></header>"""


def page_of(body: str, *, name: str = "Acme", facts: str = "") -> str:
    """A whole page, with the way to the tab; `pick(which)` in it goes to one of the accounts of that name."""
    rest = REST.replace("NAME", name).replace("FACTS", facts)
    return f"<!doctype html><meta charset=utf-8><title>portal</title>{body}{rest}"


@asynccontextmanager
async def served(
    browser: Browser,
    page_body: str,
    target: OomaTarget,
    *,
    answer: Answer | None = None,
    timeout: float = 5,
    url: str = URL,
) -> AsyncIterator[tuple[OomaPortal, Page]]:
    """A portal that answers everything with one page, but for what `answer` answers."""

    async def reply(route: Route) -> None:
        if answer is None or not await answer(route):
            await route.fulfill(content_type="text/html", body=page_body)

    async with await browser.new_context() as context:
        page = await context.new_page()
        await page.route("**/*", reply)
        hands = Hands(Screen("Ooma", page, Fence(frozenset({url})), timeout=timeout), Notes())
        yield OomaPortal(hands, url, target, OomaCredentials("robot", SecretStr("secret"))), page


async def account_opened(portal: OomaPortal, page: Page, *, loads: int = 1) -> str:
    """Open the tab, prove whose it is, and say whose page it really is."""
    for _ in range(loads):
        await portal.open_idp_tab()
        await portal.prove_account()
    return str(await page.evaluate("window.current"))


def the_first(count: int, *names: str) -> list[object]:
    """Cases for `parametrize`: those after the first of them take `--everything`."""
    return [*names[:count], *(pytest.param(name, marks=pytest.mark.everything) for name in names[count:])]
