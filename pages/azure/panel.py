"""A panel beside the SAML cards: saving it, and closing it."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace

from playwright.async_api import Locator

from pages.azure import words
from pages.azure.page import SamlBlade
from pages.azure.shell import CARDS
from pages.driver.look import Look, button, exactly, is_ready, messages, text
from pages.driver.pairing import belonging
from pages.driver.press import Pin
from pages.driver.screen import Hit
from pages.driver.values import tidy
from pages.driver.vocabulary import Names, like
from pages.errors import NotFound, PortalSaid

# How long 'Save' has to stay disabled, without a word from the portal, to be taken for saved.
_QUIET_SECONDS = 5
_FAILED = like(words.FAILED)
_SUCCEEDED = like(words.SUCCEEDED)

UNSAVED = text("'unsaved edits'", like(words.UNSAVED))
_PANELS = ", ".join(("[role=dialog], dialog, form", *words.PANELS))
LATER = button(*words.TEST_LATER, thing="'No, I'll test later'")
SAVE = button(*words.SAVE, thing="the panel's 'Save' button")
NOTICES = messages("a notification", *words.NOTICES)
INVALID = replace(messages("a validation message", *words.INVALID), many=True)


class AzurePane:
    """A panel with 'Save' and a close button.

    It may be drawn beside the cards, on a page of its own, or by the shell outside the blade's frame.
    """

    def __init__(self, blade: SamlBlade, titles: Names, anchor: Callable[[], Awaitable[Hit | None]]) -> None:
        """Describe a panel.

        Args:
            blade: the page beside which it is drawn.
            titles: what it is called, today's name first.
            anchor: finds something that only this panel has; None while it is closed.
        """
        self.hands = blade.hands
        self.screen = blade.screen
        self._portal = blade.portal
        self._title = titles[0]
        self._anchor = anchor
        named = exactly(*words.CLOSE)
        self._close = button(*(close.format(title=title) for title in titles for close in words.CLOSE_TITLE)) | Look(
            "the panel's close button",
            (
                # Not just any 'Close': the blade below has one as well.
                lambda scope: scope.locator(_PANELS).get_by_role("button", name=named),
                lambda scope: scope.locator(_PANELS).get_by_role("link", name=named),
                lambda scope: scope.locator(_PANELS).get_by_title(named),
            ),
        )

    async def save(self, pins: Sequence[Pin]) -> None:
        """Save, and wait until the portal has said how that went.

        A notification is no proof: the caller reads the cards again.

        Raises:
            PortalSaid: the portal refused or failed, in its own words.
            NotFound: there is no 'Save' that can be pressed, or the portal said nothing.
        """
        save = await self.screen.until(self._enabled_save, SAVE.thing + " (enabled)")
        before = await self.notices()
        await self.hands.commit(save, SAVE.thing, pins)
        await self._outcome(before)

    async def _outcome(self, before: Sequence[str]) -> None:
        """Wait for the portal's word on what was pressed last.

        Args:
            before: the notifications that were there before.

        Raises:
            SessionGone: the page went to the sign-in pages instead, perhaps there and back again.
            PortalSaid: it failed, in the portal's own words.
        """
        loop = asyncio.get_running_loop()
        idle_since: float | None = None

        async def told() -> str | None:
            nonlocal idle_since
            new = [notice for notice in await self.notices() if notice not in before]
            failed = [notice for notice in new if _FAILED.search(notice)]
            if failed:
                return " ".join(failed)
            if any(_SUCCEEDED.search(notice) for notice in new) or await self.screen.sees(LATER) is not None:
                return ""
            if not await self._is_open():
                # A page that is just being left shows nothing at all: it's closed once the cards are back.
                return "" if await self.screen.sees(CARDS) is not None else None
            # Notifications can be switched off by the user; then only 'Save' tells: nothing is left to save.
            if await self._enabled_save() is not None:
                idle_since = None
            elif idle_since is None:
                idle_since = loop.time()
            elif loop.time() - idle_since > _QUIET_SECONDS:
                return ""
            return None

        async def said() -> str | None:
            word = await told()
            self._portal.assert_stayed()
            return word

        failure = await self.screen.until(said, f"the portal to say that '{self._title}' is saved")
        if failure:
            raise PortalSaid(
                f"the Azure portal did not save '{self._title}': {failure}",
                portal=self.screen.portal,
                on_screen=await self.screen.excerpt(),
            )

    async def close(self) -> None:
        """Close the panel if it is still open, and answer 'test later' if asked.

        One that can't be closed is left open: the page is loaded again in any case.
        """
        while True:
            try:
                thing, hit = await self.screen.until(self._way_out, "a way to close it", timeout=_QUIET_SECONDS)
            except NotFound:
                return
            if hit is None:
                return
            await self.hands.press(hit.locator, thing)
            await self._wait_until_left(hit)

    async def _way_out(self) -> tuple[str, Hit | None] | None:
        """What closes the panel or answers its question; nothing once it is closed, which it can do by itself."""
        later = await self.screen.sees(LATER)
        if later is not None:
            return LATER.thing, later
        if not await self._is_open():
            return "", None
        close = await self.screen.sees(self._close)
        return (self._close.thing, close) if close is not None else None

    async def _wait_until_left(self, hit: Hit) -> None:
        async def left() -> bool | None:
            if await self.screen.sees(UNSAVED) is not None:
                raise PortalSaid(
                    "the Azure portal says that the edits would be lost, though it had said that they are saved",
                    portal=self.screen.portal,
                    on_screen=await self.screen.excerpt(),
                )
            return True if await hit.locator.count() == 0 or not await self._is_open() else None

        await self.screen.until(left, "the panel to close")

    async def _is_open(self) -> bool:
        return await self._anchor() is not None

    async def _own_save(self) -> Locator | None:
        """This panel's 'Save': another panel, or the page itself, may have one in sight as well."""
        anchor = await self._anchor()
        if anchor is None:
            return None
        own = await belonging(self.screen, SAVE, anchor)
        if own is not None:
            return own
        for frame in await self.screen.surfaces():
            # The shell may draw the commands of a panel whose fields are in a frame.
            hit = await self.screen.sees(SAVE, frame.locator(":root")) if frame != anchor.where else None
            if hit is not None:
                return hit.locator
        return None

    async def _enabled_save(self) -> Locator | None:
        save = await self._own_save()
        if save is not None and await is_ready(save):
            return save
        invalid = await self.screen.sees(INVALID)
        if invalid is not None:
            said = tidy(await invalid.locator.inner_text())
            if _FAILED.search(said):
                raise PortalSaid(f"the Azure portal refuses what was entered: {said}", portal=self.screen.portal)
        return None

    async def notices(self) -> list[str]:
        """What every notification on screen says."""
        return await self.screen.texts(NOTICES)
