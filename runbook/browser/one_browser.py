"""The one browser of a command, which outlives its crashes."""

import asyncio

from playwright.async_api import Browser, Playwright
from playwright.async_api import Error as PlaywrightError

from runbook.browser.launch import BrowserNotFound, LaunchOptions, why_not_started
from runbook.errors import BrowserGone


class OneBrowser:
    """The one browser of a command; started when it is first asked for, and again if it crashed."""

    def __init__(self, playwright: Playwright, options: LaunchOptions) -> None:
        self._playwright = playwright
        self._options = options
        self._browser: Browser | None = None
        self._starting = asyncio.Lock()

    async def get(self) -> Browser:
        """A browser that runs.

        Raises:
            BrowserNotFound: it did not start at all; nothing was touched.
            BrowserGone: it crashed, and did not start again.
        """
        async with self._starting:
            if self._browser is None or not self._browser.is_connected():
                try:
                    self._browser = await self._playwright.chromium.launch(**self._options)
                except PlaywrightError as error:
                    reason = why_not_started(error.message)
                    raise (BrowserNotFound(reason) if self._browser is None else BrowserGone(reason)) from None
            return self._browser

    async def close(self) -> None:
        """Close it, if it was started and still runs."""
        if self._browser is not None:
            await self._browser.close()
