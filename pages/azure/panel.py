"""A panel beside the SAML cards: saving it, and closing it."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

from playwright.async_api import Locator

from pages.azure import words
from pages.azure.page import SamlBlade
from pages.azure.refusals import FAILED, SUCCEEDED, is_refusal, refusal
from pages.azure.shell import CARDS
from pages.driver.answers import Lasting, Since
from pages.driver.look import Look, button, exactly, is_ready, messages, text
from pages.driver.pairing import belonging
from pages.driver.press import Pin
from pages.driver.screen import Hit
from pages.driver.scripts import script
from pages.driver.vocabulary import Names, like
from pages.errors import Ambiguous, NotFound, PortalSaid

# How long 'Save' has to stay disabled, without a word from the portal, to be taken for saved.
_QUIET_SECONDS = 5
# How long the portal's word has to stay, beside a field or anywhere, to be its answer: fields are checked a moment
# after they were filled in, and one notification is replaced by the next.
_STAYS = 1.5

UNSAVED = text("'unsaved edits'", like(words.UNSAVED))
_PANELS = ", ".join(("[role=dialog], dialog, form", *words.PANELS))
LATER = button(*words.TEST_LATER, thing="'No, I'll test later'")
SAVE = button(*words.SAVE, thing="the panel's 'Save' button")
NOTICES = messages("a notification", *words.NOTICES)
SAVED = text("that it is saved", like(words.SAVED))


def told(notices: Sequence[str]) -> str:
    """Those of some messages that can be a refusal, as one text; what is a part of another is told with that."""
    found = dict.fromkeys(one for one in notices if is_refusal(one))
    return " ".join(one for one in found if not any(one != other and one in other for other in found))


@dataclass(frozen=True)
class _Said:
    """What the portal has said about what was entered.

    Attributes:
        refusals: what is known to be a refusal: by its words, or as it is about a field that is marked as invalid.
        all: that, and whatever else can be one.
    """

    refusals: str = ""
    all: str = ""


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
        # What was said before anything was entered.
        self._since = Since(self.screen, NOTICES, invalid=words.INVALID, passing=words.NOTICES)
        self._saved_before: frozenset[str] = frozenset()
        named = exactly(*words.CLOSE)
        self._close = button(*(close.format(title=title) for title in titles for close in words.CLOSE_TITLE))
        self._own_close = self._close | Look(
            self._close.thing,
            (
                # Not just any 'Close': the blade below has one as well.
                lambda scope: scope.locator(_PANELS).get_by_role("button", name=named),
                lambda scope: scope.locator(_PANELS).get_by_role("link", name=named),
                lambda scope: scope.locator(_PANELS).get_by_title(named),
            ),
        )

    async def begin(self) -> None:
        """Note what is said before anything is entered: what is said because of it comes after that."""
        await self._since.begin()

    async def save(self, pins: Sequence[Pin]) -> None:
        """Save, and wait until the portal has said how that went.

        A notification is no proof: the caller reads the cards again.

        Raises:
            PortalSaid: the portal refused or failed, in its own words.
            NotFound: there is no 'Save' that can be pressed, or the portal said nothing.
        """
        await self.begin()
        refused, pale, new = Lasting(_STAYS), Lasting(_QUIET_SECONDS), _Said()

        async def enabled() -> Locator | None:
            nonlocal new
            save = await self._ready_save()
            # Its looks alone are no certain sign: a portal may draw all its commands pale.
            if save is not None and await _is_pale(save) and not pale.holds("pale"):
                save = None
            new = await self._new(await self.new_notices())
            if refused.holds(new.refusals if save is None else ""):
                raise await self._refused(refused.said)
            return save

        try:
            save = await self.screen.until(enabled, SAVE.thing + " (enabled)")
        except NotFound:
            # What may be a hint, or no word about this at all, is the best reason there is now.
            if not new.all:
                raise
            raise await self._refused(new.all) from None
        await self._since.begin(again=True)
        self._saved_before = frozenset(await self.screen.texts(SAVED))
        await self.hands.commit(save, SAVE.thing, pins)
        await self._outcome()

    async def new_notices(self) -> list[str]:
        """The notifications that have come since `begin`."""
        return await self._since.notices()

    async def _new(self, notices: Sequence[str] = ()) -> _Said:
        """What has been said about the fields since then, and in these notifications."""
        fields = await self._since.at_fields()
        said = [*notices, *fields]
        return _Said(told([one for one in said if fields.get(one) or FAILED.search(one)]), told(said))

    async def _refused(self, said: str) -> PortalSaid:
        return refusal(
            f"the Azure portal refuses what was entered in '{self._title}'",
            said,
            portal=self.screen.portal,
            on_screen=await self.screen.excerpt(),
            of_field=True,
        )

    async def _outcome(self) -> None:
        """Wait for the portal's word on what was pressed last.

        Raises:
            SessionGone: the page went to the sign-in pages instead, perhaps there and back again.
            PortalSaid: it failed, in the portal's own words.
        """
        last_word, refused, idle = Lasting(_STAYS), Lasting(_STAYS), Lasting(_QUIET_SECONDS)
        new: list[str] = []
        fields = _Said()
        was_disabled = False

        async def answer() -> str | None:
            nonlocal new, fields, was_disabled
            new = await self.new_notices()
            failed = [notice for notice in new if FAILED.search(notice)]
            if failed:
                return told(failed)
            if any(SUCCEEDED.search(notice) for notice in new) or await self._says_saved():
                return ""
            if not await self._is_open():
                fields = _Said()
                # A page that is just being left shows nothing at all: it's closed once the cards are back.
                return "" if await self.screen.sees(CARDS) is not None else None
            enabled = await self._is_enabled()
            was_disabled = was_disabled or not enabled
            # It can be pressed again, and this is all that was said. One that was never greyed out tells nothing.
            if last_word.holds(told(new) if enabled and was_disabled else ""):
                return last_word.said
            fields = await self._new()
            if refused.holds("" if enabled else fields.refusals):
                raise await self._refused(refused.said)
            # Notifications can be switched off by the user; then only 'Save' tells: nothing is left to save.
            return "" if idle.holds("" if enabled or fields.all else "nothing") else None

        async def said() -> str | None:
            word = await answer()
            self._portal.assert_stayed()
            return word

        try:
            failure = await self.screen.until(said, f"the portal to say that '{self._title}' is saved")
        except NotFound:
            if fields.all:
                raise await self._refused(fields.all) from None
            if not (failure := told(new)):
                raise
        if failure:
            raise refusal(
                f"the Azure portal did not save '{self._title}'",
                failure,
                portal=self.screen.portal,
                on_screen=await self.screen.excerpt(),
            )

    async def _says_saved(self) -> bool:
        """Whether the portal says so outside of its notifications, or asks what comes after that."""
        if await self.screen.sees(LATER) is not None:
            return True
        said = [one for one in await self.screen.texts(SAVED) if one not in self._saved_before]
        return any(not FAILED.search(one) for one in said)

    async def close(self) -> None:
        """Close the panel if it is still open, and answer 'test later' if asked.

        One that can't be closed is left open: the page is loaded again in any case.
        """
        while True:
            try:
                thing, hit = await self.screen.until(self._way_out, "a way to close it", timeout=_QUIET_SECONDS)
            except (NotFound, Ambiguous):
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
        anchor = await self._anchor()
        if anchor is None:
            return "", None
        # A bubble or a survey may have a 'Close' of its own, so only one that says what it closes counts elsewhere.
        own = await belonging(self.screen, self._own_close, anchor)
        close = Hit(anchor.where, own) if own is not None else await self.screen.sees(self._close)
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

    async def _ready_save(self) -> Locator | None:
        save = await self._own_save()
        return save if save is not None and await is_ready(save) else None

    async def _is_enabled(self) -> bool:
        save = await self._ready_save()
        return save is not None and not await _is_pale(save)


async def _is_pale(save: Locator) -> bool:
    """Whether it is greyed out by its looks alone."""
    return bool(await save.evaluate(script("faded")))
