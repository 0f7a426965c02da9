"""What a page answers to what was done on it: a question ('Are you sure?'), or words about what is wrong."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager

from playwright.async_api import Error as PlaywrightError

from pages.driver import words
from pages.driver.hands import Hands
from pages.driver.look import Look, exactly, is_passing
from pages.driver.marks import Mark
from pages.driver.screen import Screen
from pages.driver.scripts import script
from pages.driver.values import tidy
from pages.driver.vocabulary import Names

_AGREE = exactly(*words.AGREE)
_CHANCE = f"{words.SURVEY.pattern}|{words.NEWS.pattern}|{words.ABOUT_COOKIES.pattern}"
_DECLINE = exactly(*words.DECLINE)


class Confirmation:
    """Agrees to a question that was not on screen before a press.

    Attributes:
        agreed: how many questions it agreed to.
    """

    def __init__(self, hands: Hands, names: Mapping[str, int]) -> None:
        self._hands = hands
        # How often something of each name was on screen before: what was only drawn again asks nothing.
        self._names = dict(names)
        self.agreed = 0

    async def agree(self) -> None:
        """Agree if the page asks at this moment."""
        screen = self._hands.screen
        for frame in await screen.surfaces():
            try:
                given = [_AGREE.pattern, _DECLINE.pattern, self._names, _CHANCE]
                asks = await frame.evaluate(script("question"), given)
            except PlaywrightError as error:
                if not is_passing(error):
                    raise
                continue
            if asks:
                answer = frame.locator(f"[{Mark.AGREED}]")
                # What is stored is stored because of this press.
                self._hands.writes.expect()
                self.agreed += 1
                await self._hands.press(answer, "the confirmation")
                await screen.gone(answer, "the confirmation")


@asynccontextmanager
async def confirming(hands: Hands) -> AsyncIterator[Confirmation]:
    """Press within the block; whatever asks for a confirmation because of it is agreed to.

    A thing on the page that is called 'Delete' or 'OK' already is not taken for the question.
    """
    names: Counter[str] = Counter()
    for frame in await hands.screen.surfaces():
        names.update(await frame.evaluate(script("seen")))
    async with hands.confirming():
        yield Confirmation(hands, names)


class Lasting:
    """A text that is looked at again and again, and counts once it has stayed the same for so many seconds."""

    def __init__(self, seconds: float) -> None:
        self.said = ""
        self._seconds = seconds
        self._since = 0.0

    def holds(self, said: str) -> bool:
        """Whether this is the text that has stayed; an empty one never is."""
        now = asyncio.get_running_loop().time()
        if said != self.said:
            self.said, self._since = said, now
        return bool(said) and now - self._since >= self._seconds


class Since:
    """What a page says since something was done: its notices, and what stands at its fields.

    What it said before says nothing about that: a banner, or a notice of something earlier.
    """

    def __init__(self, screen: Screen, notices: Look, *, invalid: Names, passing: Names) -> None:
        """Describe what a page says.

        Args:
            screen: the portal's.
            notices: what it says anywhere.
            invalid: selectors of what it says about a field that is wrong.
            passing: selectors of notices, which may lie beside a field and not be about it.
        """
        self._screen = screen
        self._notices = notices
        self._selectors = [", ".join(invalid), ", ".join(passing)]
        self._before: frozenset[str] | None = None

    async def begin(self, *, again: bool = False) -> None:
        """Note what is said now, unless that was done before.

        Args:
            again: also if it was.
        """
        if self._before is None or again:
            self._before = frozenset([*await self._screen.texts(self._notices), *await self._at_fields()])

    async def notices(self) -> list[str]:
        """The notices that have come since then."""
        return [one for one in await self._screen.texts(self._notices) if one not in (self._before or ())]

    async def at_fields(self) -> dict[str, bool]:
        """What is said about the fields on screen since then, hints included; and whether it is about what is wrong."""
        return {said: wrong for said, wrong in (await self._at_fields()).items() if said not in (self._before or ())}

    async def _at_fields(self) -> dict[str, bool]:
        found: list[tuple[str, bool]] = []
        for frame in await self._screen.surfaces():
            found += await frame.locator("body").evaluate(script("fieldMessages"), self._selectors)
        return {text: is_wrong for text, is_wrong in ((tidy(said), is_wrong) for said, is_wrong in found) if text}
