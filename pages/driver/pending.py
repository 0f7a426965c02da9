"""What a page has asked for and waits for: documents that may never come, requests that store something, searches.

While a document is being asked for, Playwright answers no question about the page, and most of its questions have no
time-out of their own: a portal that never answers would keep a run forever. And a page that is left too early takes
back the request that was to store something.
"""

import asyncio
import json
import math
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from urllib.parse import unquote_plus, urlsplit

from playwright.async_api import Error as PlaywrightError
from playwright.async_api import Frame, Page, Request, Response

from pages.driver.names import canonical
from pages.errors import Unreachable

HTTP_ERROR = 400
_NO_CONTENT = 204
# How pages ask for data. Visits are told by other kinds, such as pings.
_DATA = frozenset({"xhr", "fetch", "document"})
_READING = frozenset({"GET", "HEAD", "OPTIONS"})
# Seconds that a page gets to begin sending after a press; some wait for a moment's quiet first.
_BEGIN = 1.5
# Seconds that one request may take. What takes longer is not waited for: the read-back will tell.
_END = 15.0


class Documents:
    """Knows which documents a page has asked for, and stops loading one that doesn't come in time."""

    def __init__(self, portal: str, page: Page, *, timeout: float) -> None:
        self._portal = portal
        self._page = page
        self._timeout = timeout
        self._waiting: dict[Request, asyncio.TimerHandle] = {}
        self._stopping: set[asyncio.Task[None]] = set()
        self._given_up = ""
        self._answer: Response | None = None
        self._empty: set[Frame] = set()
        page.on("request", self._on_asked)
        page.on("response", self._on_answered)
        page.on("requestfailed", self._on_ended)
        page.on("framenavigated", self._on_shown)
        page.on("close", self._on_closed)

    def _on_asked(self, request: Request) -> None:
        if request.is_navigation_request():
            loop = asyncio.get_running_loop()
            self._waiting[request] = loop.call_later(self._timeout, self._give_up, request)

    def _on_answered(self, response: Response) -> None:
        request = response.request
        frame = _frame_of(request) if request.is_navigation_request() else None
        if frame is not None and frame.parent_frame is None:
            self._answer = response
        self._on_ended(request)

    def _on_ended(self, request: Request) -> None:
        timer = self._waiting.pop(request, None)
        if timer is not None:
            timer.cancel()

    def _on_shown(self, frame: Frame) -> None:
        self._empty.discard(frame)

    def _on_closed(self, _: Page) -> None:
        for request in list(self._waiting):
            self._on_ended(request)

    def _give_up(self, request: Request) -> None:
        del self._waiting[request]
        frame = _frame_of(request)
        if frame is not None and frame.parent_frame is not None:
            self._empty.add(frame)  # the top document stays as it was
        task = asyncio.get_running_loop().create_task(self._stop(request.url, frame))
        self._stopping.add(task)  # else nothing would hold it
        task.add_done_callback(self._stopping.discard)

    async def _stop(self, url: str, frame: Frame | None) -> None:
        """What a person's 'Stop' button does; the page stays as it was.

        A person doesn't notice a frame that isn't drawn, as one that only counts visits, and goes on.
        """
        try:
            if frame is not None and frame.parent_frame is not None:
                box = await (await frame.frame_element()).bounding_box()
                if box is None or min(box["width"], box["height"]) <= 1:
                    return
            self._given_up = url.split("?", maxsplit=1)[0]
            devtools = await self._page.context.new_cdp_session(self._page)
            await devtools.send("Page.stopLoading")
            await devtools.detach()
        except PlaywrightError:
            pass  # closed meanwhile

    def lacks(self, frame: Frame) -> bool:
        """Whether a frame's document is still to come, or never came: nothing in it can be seen or asked for."""
        return frame in self._empty or any(_frame_of(request) == frame for request in self._waiting)

    @property
    def error(self) -> str:
        """The error with which the top document was answered; empty if it was not."""
        if self._answer is None or self._answer.status < HTTP_ERROR:
            return ""
        return f"HTTP {self._answer.status} {self._answer.status_text}".strip()

    def check(self) -> None:
        """Raise `Unreachable` if a document was given up since the last look."""
        if self._given_up:
            url, self._given_up = self._given_up, ""
            raise Unreachable(
                f"{self._portal} did not answer within {self._timeout:g} s when asked for {url}", portal=self._portal
            )


def _frame_of(request: Request) -> Frame | None:
    try:
        return request.frame
    except PlaywrightError:
        return None  # the frame is only being made


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


@dataclass
class Asked:
    """The requests about some words: a search that sends none only knows the rows that are there.

    Attributes:
        words: what a request has to hold to count; empty for all requests for data.
        begun: how many were sent.
        ended: how many of them were answered, or failed.
        has_failed: whether any of them was answered with an error, or not at all.
    """

    words: str
    begun: int = 0
    ended: int = 0
    has_failed: bool = False
    _until: float = math.inf
    _seen: set[Request] = field(default_factory=set)
    _last: Request | None = None
    _is_well: bool = False

    @property
    def is_waiting(self) -> bool:
        """Whether an answer is still to come."""
        return self.begun > self.ended

    @property
    def is_answered(self) -> bool:
        """Whether the server was asked, nothing is under way, and the last answer was no error."""
        return self.begun > 0 and not self.is_waiting and self._is_well

    def mark(self) -> None:
        """Something is done to the page now: from here on, only what it sends within a moment is about that."""
        self._until = asyncio.get_running_loop().time() + _BEGIN

    def forget(self) -> None:
        """Wait no longer for what is under way."""
        self.ended = self.begun
        self._seen.clear()

    def on_request(self, request: Request) -> None:
        """Count a request that holds the words in its address or in what it sends."""
        if request.resource_type not in _DATA or asyncio.get_running_loop().time() > self._until:
            return
        if self._is_about(request):
            self._seen.add(request)
            self._last, self._is_well = request, False
            self.begun += 1

    def _is_about(self, request: Request) -> bool:
        url = urlsplit(request.url)
        if not self.words:
            frame = _frame_of(request)
            is_own = frame is not None and _site(urlsplit(frame.url).hostname) == _site(url.hostname)
            # What is sent elsewhere mostly tells of visits, and may be kept from its way. Data is fetched.
            return is_own or request.method == "GET"
        body = (request.post_data_buffer or b"").decode("utf-8", errors="replace")
        # Not in the host: a portal of 'Acme' may be at acme.example.
        sent = f"{url.path}?{url.query} {body}"
        # Twice: a portal may escape what is escaped already.
        texts = (sent, unquote_plus(sent), unquote_plus(unquote_plus(sent)))
        # As they are, and as JSON writes them.
        escaped = {json.dumps(self.words, ensure_ascii=only)[1:-1] for only in (True, False)}
        return any(_searched(one) in _searched(text) for text in texts for one in {self.words, *escaped})

    def on_response(self, response: Response) -> None:
        """Note how it was answered. What only reports what a person does is answered with nothing."""
        if response.request in self._seen and response.status >= HTTP_ERROR:
            self.has_failed = True
        if response.request == self._last:
            self._is_well = response.status < HTTP_ERROR and response.status != _NO_CONTENT

    def on_end(self, request: Request) -> None:
        """Count its end."""
        if request in self._seen:
            self._seen.discard(request)
            self.ended += 1
            # A portal takes back what it asked for as soon as it asks for something else.
            if request.failure is not None and "ABORTED" not in request.failure:
                self.has_failed = True


def _searched(text: str) -> str:
    """A text as a search takes it; OData writes an apostrophe twice."""
    return canonical(text).casefold().replace("''", "'")


def _site(host: str | None) -> str:
    """What the names of one owner's machines end with; an address in numbers as it is."""
    labels = (host or "").split(".")
    return host or "" if labels[-1].isdigit() else ".".join(labels[-2:])


@asynccontextmanager
async def asked_about(page: Page, words: str) -> AsyncIterator[Asked]:
    """Watch what a page asks its server while the block runs (see `Asked`)."""
    asked = Asked(words)
    page.on("request", asked.on_request)
    page.on("response", asked.on_response)
    page.on("requestfinished", asked.on_end)
    page.on("requestfailed", asked.on_end)
    try:
        yield asked
    finally:
        page.remove_listener("request", asked.on_request)
        page.remove_listener("response", asked.on_response)
        page.remove_listener("requestfinished", asked.on_end)
        page.remove_listener("requestfailed", asked.on_end)
