"""Which of several things belongs to which: what stands between two texts, or in one form with something else."""

import re
from collections.abc import Sequence
from functools import reduce

from playwright.async_api import ElementHandle, Frame, Locator

from pages.driver.look import Look, text
from pages.driver.marks import Mark
from pages.driver.screen import Hit, Screen
from pages.driver.scripts import script
from pages.errors import Ambiguous

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
    return await _chosen(screen, candidates, "nearest", anchor, thing)


async def last_near(screen: Screen, candidates: Locator, anchor: ElementHandle) -> Locator | None:
    """The last one of those in the smallest block around the anchor that holds any; None beyond the anchor's layer."""
    return await _chosen(screen, candidates, "lastNear", anchor, "")


async def drawn_beside(screen: Screen, candidates: Locator, anchor: ElementHandle, thing: str) -> Locator | None:
    """The one without words that is pressed beside something, as a cross or a trash bin is."""
    return await _chosen(screen, candidates, "drawnBeside", anchor, thing)


async def _chosen(screen: Screen, candidates: Locator, how: str, anchor: ElementHandle, thing: str) -> Locator | None:
    index = await candidates.evaluate_all(script(how), anchor)
    if index == _SEVERAL:
        raise Ambiguous(
            f"{screen.portal} shows several things that could be {thing}, and none of them belongs to the form alone",
            portal=screen.portal,
            on_screen=await screen.excerpt(),
        )
    return candidates.nth(index) if index >= 0 else None


async def between(frame: Frame, begin: re.Pattern[str], ends: Sequence[re.Pattern[str]], what: Look) -> Locator | None:
    """The first thing that stands there (see `all_between`); None if there is none on screen now."""
    found = await all_between(frame, begin, ends, what)
    return found[0] if found else None


async def all_between(
    frame: Frame, begin: re.Pattern[str], ends: Sequence[re.Pattern[str]], what: Look
) -> list[Locator]:
    """What stands after one text and before whichever other text comes next, found in the first way that finds any.

    Args:
        frame: the document.
        begin: the text it stands after; of several such texts, the last that something stands after.
        ends: texts that end the search.
        what: the thing.
    """
    start = text("a title", begin).any(frame)
    if not await start.count():
        return []
    await start.evaluate_all(script("keep"), Mark.STARTS)
    stops = reduce(Locator.or_, (text("a title", end).any(frame) for end in ends))
    await stops.evaluate_all(script("keep"), Mark.STOPS)
    for candidates in what.each(frame):
        if places := await candidates.evaluate_all(script("between")):
            return [candidates.nth(place) for place in places]
    return []
