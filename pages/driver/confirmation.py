"""The question that a press may raise ('Are you sure?'), by the page or by the browser's own box."""

from collections import Counter
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager

from playwright.async_api import Error as PlaywrightError

from pages.driver.hands import Hands
from pages.driver.look import exactly, is_passing
from pages.driver.scripts import QUESTION, SEEN

AGREE = exactly("OK", "Yes", "Delete", "Remove", "Confirm", "Continue", "Yes, delete", "Yes, remove")
DECLINE = exactly("Cancel", "No", "No, cancel", "Close", "Keep", "Keep it", "Not now", "Go back", "Back", "Dismiss")


class Confirmation:
    """Agrees to a question that was not on screen before a press.

    Attributes:
        agreed: how many questions it agreed to.
    """

    def __init__(self, hands: Hands, names: Mapping[str, int]) -> None:
        self._hands = hands
        # How often something of each name was on screen before: what is only drawn anew asks nothing.
        self._names = dict(names)
        self.agreed = 0

    async def agree(self) -> None:
        """Agree if the page asks at this moment."""
        screen = self._hands.screen
        for frame in await screen.surfaces():
            try:
                asks = await frame.evaluate(QUESTION, [AGREE.pattern, DECLINE.pattern, self._names])
            except PlaywrightError as error:
                if not is_passing(error):
                    raise
                continue
            if asks:
                answer = frame.locator("[data-agreed]")
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
        names.update(await frame.evaluate(SEEN))
    async with hands.confirming():
        yield Confirmation(hands, names)
