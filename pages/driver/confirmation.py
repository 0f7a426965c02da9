"""The question that a press may raise ('Are you sure?'), by the page or by the browser's own box."""

from collections import Counter
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager

from playwright.async_api import Error as PlaywrightError

from pages.driver import words
from pages.driver.hands import Hands
from pages.driver.look import exactly, is_passing
from pages.driver.marks import Mark
from pages.driver.scripts import script

_AGREE = exactly(*words.AGREE)
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
                asks = await frame.evaluate(script("question"), [_AGREE.pattern, _DECLINE.pattern, self._names])
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
