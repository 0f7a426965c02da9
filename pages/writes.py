"""What a page sends to be stored: a page that is left too early takes such a request back."""

import asyncio

from playwright.async_api import Page, Request

_READING = frozenset({"GET", "HEAD", "OPTIONS"})
# Seconds that a page gets to begin sending after a press; some wait for a moment's quiet first.
_BEGIN = 1.5
# Seconds that one request may take. What takes longer is not waited for: the read-back will tell.
_END = 15.0


class Writes:
    """Knows which requests that may store something began since a press, and when they have ended.

    A switch or a panel can look done before the portal was told. Loading another page at that moment ends the
    request, and perhaps nothing was stored.
    """

    def __init__(self, page: Page) -> None:
        self._expecting = False
        self._began: dict[Request, asyncio.Event] = {}
        self._some = asyncio.Event()
        page.on("request", self._on_begin)
        page.on("requestfinished", self._on_end)
        page.on("requestfailed", self._on_end)
        page.on("crash", self._on_lost)
        page.on("close", self._on_lost)

    def expect(self) -> None:
        """A press follows that makes the portal store something."""
        self._expecting = True
        self._began.clear()
        self._some.clear()

    def _on_begin(self, request: Request) -> None:
        # A ping tells of visits; nobody waits for it, and it outlives the page.
        if self._expecting and request.method not in _READING and request.resource_type != "ping":
            self._began[request] = asyncio.Event()
            self._some.set()

    def _on_end(self, request: Request) -> None:
        if request in self._began:
            self._began[request].set()

    def _on_lost(self, _: Page) -> None:
        self._some.set()
        for ended in self._began.values():
            ended.set()

    @property
    def answered(self) -> bool:
        """Whether something was sent since the press, and all of it has been answered."""
        return bool(self._began) and all(ended.is_set() for ended in self._began.values())

    async def settle(self) -> None:
        """Wait until what was sent since the press has been answered; at once if nothing is expected."""
        if not self._expecting:
            return
        try:
            async with asyncio.timeout(_BEGIN):
                await self._some.wait()
            async with asyncio.timeout(_END):
                for ended in list(self._began.values()):
                    await ended.wait()
        except TimeoutError:
            pass  # nothing was sent that could be cut off, or the portal does not answer
        self._expecting = False
