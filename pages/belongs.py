"""Which of several things of one name belongs to a form: two 'Save' can be in sight, a dialog's and its page's."""

from playwright.async_api import ElementHandle, Locator

from pages.errors import Ambiguous
from pages.look import Look
from pages.screen import Hit, Screen
from pages.scripts import NEAREST

_SEVERAL = -2


async def belonging(screen: Screen, look: Look, anchor: Hit) -> Locator | None:
    """What belongs to something else that is on screen; None if nothing of the kind does.

    Args:
        screen: the portal.
        look: what is looked for, in the anchor's document.
        anchor: a part of the form, such as one of its fields.

    Raises:
        Ambiguous: several may.
    """
    held = await anchor.locator.element_handle()
    for locator in look.each(anchor.where):
        found = await nearest(screen, locator, held, look.thing)
        if found is not None:
            return found
    return None


async def nearest(screen: Screen, candidates: Locator, anchor: ElementHandle, thing: str) -> Locator | None:
    """The one that stands in the smallest block around both; none beyond the layer in which the anchor lies."""
    index = await candidates.evaluate_all(NEAREST, anchor)
    if index == _SEVERAL:
        raise Ambiguous(
            f"{screen.portal} shows several things that could be {thing}, and none of them belongs to the form alone",
            on_screen=await screen.excerpt(),
        )
    return candidates.nth(index) if index >= 0 else None
