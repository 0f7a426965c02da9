"""The question that a press may raise ('Are you sure?'), by the page or by the browser's own box."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from playwright.async_api import Error as PlaywrightError

from pages.hands import Hands
from pages.look import exactly
from pages.screen import is_passing
from pages.scripts import QUESTION, SEEN

AGREE = exactly("OK", "Yes", "Delete", "Remove", "Confirm", "Continue", "Yes, delete", "Yes, remove")
DECLINE = exactly("Cancel", "No", "No, cancel", "Close", "Keep", "Keep it", "Not now", "Go back", "Back", "Dismiss")


class Confirmation:
    """Agrees to a question that was not on screen before a press."""

    def __init__(self, hands: Hands) -> None:
        self._hands = hands

    async def agree(self) -> None:
        """Agree if the page asks at this moment."""
        screen = self._hands.screen
        for frame in await screen.surfaces():
            try:
                asks = await frame.evaluate(QUESTION, [AGREE.pattern, DECLINE.pattern])
            except PlaywrightError as error:
                if not is_passing(error):
                    raise
                continue
            if asks:
                answer = frame.locator("[data-agreed]")
                await self._hands.press(answer, "the confirmation")
                await screen.gone(answer, "the confirmation")


@asynccontextmanager
async def confirming(hands: Hands) -> AsyncIterator[Confirmation]:
    """Press within the block; whatever asks for a confirmation because of it is agreed to.

    A thing on the page that is called 'Delete' or 'OK' already is not taken for the question.
    """
    for frame in await hands.screen.surfaces():
        await frame.evaluate(SEEN)
    async with hands.confirming():
        yield Confirmation(hands)
