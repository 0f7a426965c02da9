"""What a person sees of one portal: the top document and every frame that is visible in it."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from time import monotonic
from typing import TypeVar

from playwright.async_api import Error as PlaywrightError
from playwright.async_api import Frame, Locator, Page

from pages.driver.fence import Fence
from pages.driver.look import Look, is_passing, is_ready
from pages.driver.pending import HTTP_ERROR, Asked, Documents
from pages.driver.scripts import script
from pages.driver.values import Token, tidy
from pages.errors import Ambiguous, NotFound, OriginBlocked, SessionGone, Unreachable
from pages.origins import origin

K = TypeVar("K")
T = TypeVar("T")


# How long a question about one thing may wait for it to be there.
_ANSWER_MS = 5000
# How long one look at the page waits before frames are counted again: frames come and go without an event.
_SLICE_MS = 150
# Changes come in flocks: how long the first of them is followed before the page is looked at again.
_SETTLE_MS = 25
# Seconds that one look may go on when the wait is over.
_GRACE = 5.0
# Pages on the way to sign in and back, each of which may be left while an address is opened.
_MOST_PAGES = 10
# Seconds that a page gets to show something by itself before it is loaded again.
_REST = 1.0


@dataclass(frozen=True)
class Hit:
    """Something that was looked for and is on screen."""

    where: Frame
    locator: Locator


class Screen:
    """One portal's page, read as a person reads it.

    Attributes:
        portal: the portal's name, for messages.
        page: the browser's page.
        timeout: the longest wait for one thing, in seconds.
        moves: how often the page has gone from one site to another.
    """

    def __init__(self, portal: str, page: Page, fence: Fence, *, timeout: float) -> None:
        self.portal = portal
        self.page = page
        self.fence = fence
        self.timeout = timeout
        self._blocked_before = len(fence.blocked)
        # A moment more than `goto` waits, which has words of its own.
        self._documents = Documents(portal, page, timeout=timeout + 1)
        self._crashed = False
        self.moves = 0
        self._site = ""
        # Only questions and glances go without a time of their own: what they are about can vanish meanwhile.
        page.set_default_timeout(_ANSWER_MS)
        page.on("crash", self._on_crash)
        page.on("framenavigated", self._on_navigated)

    def _on_crash(self, _: Page) -> None:
        self._crashed = True

    def _on_navigated(self, frame: Frame) -> None:
        if frame.parent_frame is None:
            site = origin(frame.url)
            self.moves += site != self._site
            self._site = site

    @property
    def is_lost(self) -> bool:
        """Whether the page crashed, or was closed by somebody else."""
        return self._crashed or self.page.is_closed()

    async def goto(self, url: str) -> None:
        """Load an address, always as a new document.

        Raises:
            Unreachable: the portal doesn't answer, or answers with an error.
            OriginBlocked: it leads to a site that is not configured.
            SessionGone: the page kept leaving for others.
        """
        until = monotonic() + self.timeout
        for left in reversed(range(_MOST_PAGES)):
            try:
                await self._goto(url)
            except SessionGone:
                if not left or monotonic() > until:
                    raise
            else:
                return
            # It was on its way, as to sign in and back, which can be several pages: once it is there, it can be
            # asked for another.
            with suppress(PlaywrightError):
                await self.page.wait_for_load_state("load", timeout=self.timeout * 1000)

    async def _goto(self, url: str) -> None:
        try:
            if self.page.url.split("#")[0] == url.split("#", maxsplit=1)[0]:
                # With another fragment the document would not be loaded again, and would keep what is stale in it.
                await self.page.goto("about:blank")
            response = await self.page.goto(url, wait_until="commit", timeout=self.timeout * 1000)
        except PlaywrightError as error:
            self.check_fence()
            reason = error.message.splitlines()[0].removeprefix("Page.goto: ")
            if "interrupted by another navigation" in reason:
                raise SessionGone(
                    f"{self.portal} left by itself, as it does to sign in again", portal=self.portal
                ) from None
            raise Unreachable(f"{self.portal} could not be opened: {reason}", portal=self.portal) from None
        if response is not None and response.status >= HTTP_ERROR:
            raise Unreachable(
                f"{self.portal} answered with HTTP {response.status} {response.status_text}", portal=self.portal
            )

    def check_fence(self) -> None:
        """Raise `OriginBlocked` if the page wanted to leave the configured origins."""
        if len(self.fence.blocked) > self._blocked_before:
            site = self.fence.blocked[-1]
            self._blocked_before = len(self.fence.blocked)
            raise OriginBlocked(
                f"{self.portal} wanted to go to {site}, which is not in the settings", portal=self.portal
            )

    async def surfaces(self) -> list[Frame]:
        """The top document and the frames that are visible and have loaded, outermost first."""
        return [frame for frame in self.page.frames if not self._documents.lacks(frame) and await self._is_shown(frame)]

    async def _is_shown(self, frame: Frame) -> bool:
        while (parent := frame.parent_frame) is not None:
            try:
                element = await frame.frame_element()
                if not await element.evaluate(script("shown")):
                    return False
            except PlaywrightError:
                return False  # detached meanwhile
            frame = parent
        return True

    async def sees(self, look: Look, within: Locator | None = None) -> Hit | None:
        """The thing, if it is on screen at this moment.

        Raises:
            Ambiguous: there are several, and none lies within another.
        """
        scopes = [within] if within is not None else await self.surfaces()
        for scope in scopes:
            try:
                hit = await self._best(look, scope)
            except PlaywrightError as error:
                if not is_passing(error):
                    raise
                continue
            if hit is not None:
                frame = scope if isinstance(scope, Frame) else await _frame_of(hit)
                return Hit(frame, hit)
        return None

    async def ready(self, look: Look, within: Locator | None = None) -> Locator | None:
        """The thing, if it is on screen and can be used at this moment."""
        hit = await self.sees(look, within)
        return hit.locator if hit is not None and await is_ready(hit.locator) else None

    async def _best(self, look: Look, scope: Frame | Locator) -> Locator | None:
        if await look.any(scope).count() == 0:
            return None
        for locator in look.each(scope):
            count = await locator.count()
            if count == 1:
                return locator
            if count > 1:
                index = 0 if look.many else await locator.evaluate_all(script("meant"))
                if index < 0:
                    raise Ambiguous(
                        f"{self.portal} shows {count} things that could be {look.thing}",
                        portal=self.portal,
                        on_screen=await self.excerpt(),
                    )
                return locator.nth(index)
        return None

    async def find(self, look: Look, within: Locator | None = None, *, timeout: float | None = None) -> Locator:
        """Wait until the thing is on screen.

        Raises:
            NotFound: it did not appear in time.
        """
        return (await self.first_of({0: look}, within, timeout=timeout))[1].locator

    async def first_of(
        self,
        looks: Mapping[K, Look],
        within: Locator | None = None,
        *,
        timeout: float | None = None,
        thing: str = "",
    ) -> tuple[K, Hit]:
        """Wait until one of several things is on screen, and say which; the first named wins.

        Args:
            looks: the things.
            within: where to look; else in the whole page.
            timeout: seconds; by default this screen's.
            thing: what all of them are together, for the message; else they are listed.

        Raises:
            NotFound: none appeared in time.
            OriginBlocked: the page wanted to leave the configured origins meanwhile.
        """

        async def look() -> tuple[K, Hit] | None:
            # For a single thing, `sees` asks the same question.
            if len(looks) > 1 and not await self._shows_any(every, within):
                return None
            doubt: Ambiguous | None = None
            for key, candidate in looks.items():
                try:
                    hit = await self.sees(candidate, within)
                except Ambiguous as error:
                    doubt = error  # perhaps only while one dialog fades into the next
                    continue
                if hit is not None:
                    return key, hit
            if doubt is not None:
                raise doubt
            return None

        every = Look("", tuple(way for candidate in looks.values() for way in candidate.ways))
        things = " or ".join(candidate.thing for candidate in looks.values())
        return await self.until(look, thing or things, timeout=timeout)

    async def _shows_any(self, look: Look, within: Locator | None) -> bool:
        """Whether anything at all of many things is on screen: one question instead of one for each."""
        scopes = [within] if within is not None else await self.surfaces()
        for scope in scopes:
            try:
                if await look.any(scope).count():
                    return True
            except PlaywrightError as error:
                if not is_passing(error):
                    raise
        return False

    async def gone(self, locator: Locator, thing: str) -> None:
        """Wait until something is no longer on screen."""

        async def look() -> bool | None:
            return True if await locator.count() == 0 else None

        await self.until(look, f"{thing} to close")

    async def until(
        self,
        look: Callable[[], Awaitable[T | None]],
        thing: str,
        *,
        timeout: float | None = None,
        refresh: Callable[[], Awaitable[None]] | None = None,
    ) -> T:
        """Look again and again, each time the page may have changed, until there is an answer.

        Args:
            look: returns the answer, or None for 'not yet'.
            thing: what is waited for, for the message.
            timeout: seconds; by default this screen's.
            refresh: what a person would do between two looks, such as reloading the page.

        Raises:
            NotFound: no answer in time.
            Unreachable: the page came with an HTTP error, and this screen's whole time is over.
        """
        loop = asyncio.get_running_loop()
        wait = self.timeout if timeout is None else timeout
        deadline = loop.time() + wait
        refreshed = loop.time()
        while True:
            self.check_fence()
            self._documents.check()
            answer = None
            patience = asyncio.timeout_at(deadline + _GRACE)
            try:
                async with patience:
                    answer = await look()
            except TimeoutError:
                # A frame whose document never comes doesn't answer, and most questions have no time-out.
                if not patience.expired():
                    raise
            except Ambiguous:
                if loop.time() >= deadline:
                    raise
            except PlaywrightError as error:
                if self.page.is_closed() or not is_passing(error):
                    raise
            if answer is not None:
                return answer
            if loop.time() >= deadline:
                on_screen = await self.excerpt()
                if timeout is None and self._documents.error:
                    raise Unreachable(
                        f"{self.portal} answered with {self._documents.error}; waited {wait:g} s for {thing}",
                        portal=self.portal,
                        on_screen=on_screen,
                    )
                raise NotFound(f"{self.portal}: waited {wait:g} s for {thing}", portal=self.portal, on_screen=on_screen)
            if refresh is not None and loop.time() - refreshed >= _REST:
                await refresh()
                refreshed = loop.time()
            else:
                await self._change()

    async def answered(self, asked: Asked) -> bool:
        """Wait for the answers to what the page has asked its server for; whether all of them came in time."""

        async def look() -> bool | None:
            return None if asked.is_waiting else True

        with suppress(NotFound):
            return await self.until(look, "an answer of the portal's server")
        return False

    async def _change(self) -> None:
        """Wait until the top document changes, but at most a moment: a frame may have changed instead."""
        try:
            # A page that is just being left may never answer.
            async with asyncio.timeout(1):
                await self.page.evaluate(script("changed"), [_SLICE_MS, _SETTLE_MS])
        except TimeoutError:
            pass
        except PlaywrightError:
            if self.page.is_closed():
                raise

    async def read(self, where: Frame | Locator) -> list[Token]:
        """Everything that a person can read in a frame or an element, in its order."""
        locator = where if isinstance(where, Locator) else where.locator("body")
        raw: Sequence[dict[str, str]] = await locator.evaluate(script("reader"))
        return [Token(item["kind"], item["text"], item["name"], item.get("letters", "")) for item in raw]

    async def words(self, where: Frame | Locator) -> str:
        """What can be read there, as one string."""
        return " ".join(token.text for token in await self.read(where) if token.kind != "value")

    async def texts(self, look: Look) -> list[str]:
        """What everything that answers to a look says, each text once."""
        said = []
        for frame in await self.surfaces():
            said += await look.any(frame).all_inner_texts()
        return [text for text in dict.fromkeys(tidy(one) for one in said) if text]

    async def excerpt(self) -> str:
        """The beginning of what is on screen, for an error message."""
        parts = []
        for frame in reversed(await self.surfaces()):
            try:
                parts.append(await self.words(frame))
            except PlaywrightError:
                continue
        return " ".join(part for part in parts if part)[:400]


async def _frame_of(locator: Locator) -> Frame:
    handle = await locator.element_handle()
    frame = await handle.owner_frame()
    assert frame is not None  # noqa: S101 - an element on screen belongs to a frame
    return frame
