"""A document that never comes ends a wait with words, instead of keeping the run for ever."""

import asyncio
import math
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Literal

import pytest
from playwright.async_api import Browser, Page, Response
from playwright.async_api import Error as PlaywrightError
from playwright.async_api import TimeoutError as PlaywrightTimeout

from pages.driver.fence import Fence
from pages.driver.look import css
from pages.driver.screen import Screen
from pages.errors import NotFound, SessionGone, Unreachable
from pages.origins import origin

PAGE = b"""<!doctype html><title>portal</title><p>Portal</p>
<a href="/never?secret=1">on</a><button onclick="open_part()">part</button>
<script>function open_part() {
  const part = document.createElement('iframe');
  part.src = location.origin.replace('127.0.0.1', 'localhost') + '/never';
  document.body.append(part);
}</script>"""
NOWHERE = css("something that is not there", "#nowhere")


async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Answer with the page; never, if that is what is asked for."""
    line = await reader.readline()
    if b"/never" in line:
        await reader.read()  # until the browser gives up
    else:
        head = f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: {len(PAGE)}\r\nConnection: close\r\n\r\n"
        writer.write(head.encode() + PAGE)
        await writer.drain()
    writer.close()


@asynccontextmanager
async def shown(browser: Browser) -> AsyncIterator[Screen]:
    """The page, on a screen that waits two seconds."""
    server = await asyncio.start_server(answer, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    async with server, await browser.new_context() as context:
        screen = Screen("Portal", await context.new_page(), Fence(frozenset()), timeout=2)
        await screen.goto(f"http://127.0.0.1:{port}/")
        yield screen


async def test_a_document_that_never_comes_is_given_up_and_named_without_its_query(browser: Browser) -> None:
    async with shown(browser) as screen, asyncio.timeout(60):
        with pytest.raises(PlaywrightTimeout):
            await screen.page.get_by_text("on", exact=True).click(timeout=500)
        with pytest.raises(Unreachable, match=r"^Portal did not answer within 3 s when asked for http://[^?]+/never$"):
            await screen.find(NOWHERE, timeout=30)
        # The page is as it was, and can be asked again.
        assert await screen.page.get_by_text("Portal").count() == 1


async def test_a_frame_that_never_comes_does_not_keep_the_rest_from_being_read(browser: Browser) -> None:
    async with shown(browser) as screen, asyncio.timeout(60):
        await screen.page.get_by_role("button", name="part").click()
        with pytest.raises((NotFound, Unreachable)):
            await screen.find(NOWHERE)
        assert await screen.excerpt() == "Portal on part"


async def test_a_frame_that_nobody_sees_and_that_never_comes_ends_nothing(browser: Browser) -> None:
    async with shown(browser) as screen, asyncio.timeout(60):
        await screen.page.evaluate("""() => {
          const frame = Object.assign(document.createElement("iframe"), { src: "/never" });
          frame.style.display = "none";
          document.body.append(frame);
        }""")
        # Longer than a document gets; the page itself is well.
        with pytest.raises(NotFound):
            await screen.find(NOWHERE, timeout=5)
        assert await screen.excerpt() == "Portal on part"


def leaves(monkeypatch: pytest.MonkeyPatch, page: Page, times: float) -> list[str]:
    """The page leaves for another one that many times while an address is opened; returns what was opened."""
    opened: list[str] = []
    goto = page.goto

    async def interrupted(
        url: str, *, wait_until: Literal["commit"] = "commit", timeout: float = 30_000
    ) -> Response | None:
        opened.append(url)
        if len(opened) <= times:
            # Playwright's words, seen on pages that were on their way to sign in and back.
            raise PlaywrightError(f'Page.goto: Navigation to "{url}" is interrupted by another navigation to "x:"')
        return await goto(url, wait_until=wait_until, timeout=timeout)

    monkeypatch.setattr(page, "goto", interrupted)
    return opened


async def test_an_address_is_opened_once_the_page_has_arrived_where_it_was_going(
    browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with shown(browser) as screen, asyncio.timeout(60):
        screen.timeout = 30
        address = f"{origin(screen.page.url)}/elsewhere"
        opened = leaves(monkeypatch, screen.page, 3)
        await screen.goto(address)
        assert opened == [address] * 4
        assert screen.page.url == address


async def test_a_page_that_never_arrives_anywhere_is_given_up(
    browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with shown(browser) as screen, asyncio.timeout(60):
        screen.timeout = 30
        opened = leaves(monkeypatch, screen.page, math.inf)
        with pytest.raises(SessionGone, match="Portal left by itself"):
            await screen.goto(f"{origin(screen.page.url)}/elsewhere")
        assert len(opened) == 10
