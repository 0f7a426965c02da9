"""Ooma's sign-in form: what is an answer to the password, and what only stood there before."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from playwright.async_api import Browser, Page
from pydantic import SecretStr

from pages.driver.fence import Fence
from pages.driver.hands import Hands
from pages.driver.look import text
from pages.driver.screen import Screen
from pages.errors import PortalError, Rejected, SignInUnanswered
from pages.ooma.sign_in import OomaCredentials, OomaSignIn
from tests.helpers.notes import Notes

EXPIRED = "Your session has expired, please sign in again"
PAGE = """<!doctype html><title>portal</title><script>window.sent = 0</script>
<div id=notice role=alert>EXPIRED</div>
<form onsubmit="sent++; setTimeout(() => { ANSWER }, 50); return false">
<input name=login aria-label=Username><input type=password aria-label=Password><button>Sign in</button></form>"""


@asynccontextmanager
async def drawn(browser: Browser, answer: str) -> AsyncIterator[tuple[OomaSignIn, Page]]:
    async with await browser.new_context() as context:
        page = await context.new_page()
        await page.set_content(PAGE.replace("EXPIRED", EXPIRED).replace("ANSWER", answer))
        hands = Hands(Screen("Ooma", page, Fence(frozenset()), timeout=3), Notes())
        yield OomaSignIn(hands, OomaCredentials("admin", SecretStr("word")), text("the portal", "Phone System")), page


async def test_a_notice_that_stood_there_before_is_no_refusal(browser: Browser) -> None:
    async with drawn(browser, "document.body.innerHTML = '<h1>Phone System</h1>'") as (sign_in, page):
        await sign_in.sign_in()
        assert await page.evaluate("sent") == 1


@pytest.mark.parametrize(
    ("answer", "kind", "said"),
    [
        ("notice.textContent = 'Invalid credentials'", Rejected, "Invalid credentials"),
        ("document.forms[0].append('Das war nichts.')", SignInUnanswered, "waited 3 s"),
        ("notice.textContent = 'Something went wrong'", SignInUnanswered, "Something went wrong"),
    ],
)
async def test_what_may_be_a_refusal_is_not_tried_again(
    browser: Browser, answer: str, kind: type[PortalError], said: str
) -> None:
    async with drawn(browser, answer) as (sign_in, page):
        with pytest.raises(kind, match=said):
            await sign_in.sign_in()
        assert await page.evaluate("sent") == 1
