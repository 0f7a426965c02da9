"""Keeps the main frames of the bot's pages on the configured origins.

Playwright's own routing does not see the further hops of a redirect, and switches the browser's cache off. So
this listens to Chromium's Fetch domain at the browser itself, which pauses every document that any page asks
for: each hop of a redirect, and the first request of a window that a page opens.
"""

import asyncio
from collections.abc import Mapping
from typing import Any
from weakref import WeakKeyDictionary

from playwright.async_api import Browser, BrowserContext, CDPSession, Page
from playwright.async_api import Error as PlaywrightError

from pages.origins import origin


class Fence:
    """The origins that main frames of one browser context may go to.

    Attributes:
        blocked: origins that a page wanted to go to and was kept from, in order.
    """

    def __init__(self, allowed: frozenset[str]) -> None:
        self.allowed = allowed
        self.blocked: list[str] = []

    def allows(self, url: str) -> bool:
        """Whether a main frame may go to this address."""
        return url == "about:blank" or origin(url) in self.allowed

    async def around(self, page: Page) -> None:
        """Guard the context of a page that has not been anywhere yet, and all that it will ever open."""
        browser = page.context.browser
        assert browser is not None  # noqa: S101 - only a persistent context has none
        # Two that come at once must not make two.
        gate = _GATES.get(browser) or _GATES.setdefault(browser, asyncio.ensure_future(_Gate.make(browser)))
        await (await gate).put(self, page)


class _Gate:
    """Where every document of one browser passes. Contexts that have no fence are not the bot's."""

    def __init__(self, devtools: CDPSession) -> None:
        self._devtools = devtools
        self._fences: dict[str, Fence] = {}
        self._tasks: set[asyncio.Task[None]] = set()

    @classmethod
    async def make(cls, browser: Browser) -> "_Gate":
        devtools = await browser.new_browser_cdp_session()
        gate = cls(devtools)
        devtools.on("Fetch.requestPaused", gate._on_paused)
        await devtools.send("Fetch.enable", {"patterns": [{"resourceType": "Document"}]})
        return gate

    async def put(self, fence: Fence, page: Page) -> None:
        """Put a fence around a page's context, for as long as that is open."""
        devtools = await page.context.new_cdp_session(page)
        target = await devtools.send("Target.getTargetInfo")
        await devtools.detach()
        context = target["targetInfo"]["browserContextId"]
        self._fences[context] = fence

        def forget(_: BrowserContext) -> None:
            del self._fences[context]

        page.context.once("close", forget)

    def _on_paused(self, event: Mapping[str, Any]) -> None:
        task = asyncio.ensure_future(self._answer(event))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _answer(self, event: Mapping[str, Any]) -> None:
        url = event["request"]["url"]
        request = {"requestId": event["requestId"]}
        try:
            window = await self._window_of(event["frameId"])
            fence = self._fences.get(window.get("browserContextId", "")) if window is not None else None
            if window is None or fence is None or fence.allows(url):
                await self._devtools.send("Fetch.continueRequest", request)
                return
            fence.blocked.append(origin(url))
            # A page stays where it is; a window that shows nothing yet shows that it was blocked, or it would
            # never be told of.
            reason = "Aborted" if window["url"] else "BlockedByClient"
            await self._devtools.send("Fetch.failRequest", {**request, "errorReason": reason})
        except PlaywrightError:
            return  # the page went away, and its request with it

    async def _window_of(self, frame: str) -> Mapping[str, Any] | None:
        """What Chromium tells of the window whose main frame this is; None for a frame within a page.

        A window has the id of its main frame.
        """
        try:
            target: Mapping[str, Any] = await self._devtools.send("Target.getTargetInfo", {"targetId": frame})
        except PlaywrightError:
            return None
        info: Mapping[str, Any] = target["targetInfo"]
        return info if info["type"] == "page" else None


_GATES: WeakKeyDictionary[Browser, asyncio.Future[_Gate]] = WeakKeyDictionary()
