"""A press that arrives, or is held back: what proves where a page is, and what became of a click."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass

from playwright.async_api import ElementHandle, Locator
from playwright.async_api import Error as PlaywrightError
from playwright.async_api import TimeoutError as PlaywrightTimeout

from pages.driver.marks import Mark
from pages.driver.scripts import script

# What proved the place is there already: this is for a browser that is busy.
_PIN_MS = 5000
_SCROLL_MS = 1500


@dataclass(frozen=True)
class Pin:
    """An element that shows where the page is, and what it said when that was proven."""

    locator: Locator
    text: str


async def pin(locator: Locator, *, timeout: float | None = None) -> Pin:
    """Remember what an element says now.

    Args:
        locator: the element.
        timeout: how many milliseconds to wait for it if it is being drawn again; by default the page's own limit.
    """
    return Pin(locator, await locator.evaluate(script("said"), timeout=timeout))


async def arm(target: ElementHandle, pins: Sequence[Pin]) -> bool:
    """Let a press reach the target only while each pin says what it said; returns whether all do now."""
    frame = await target.owner_frame()
    here, elsewhere = [], []
    for each in pins:
        try:
            element = await each.locator.element_handle(timeout=_PIN_MS)
        except PlaywrightTimeout:
            return False
        if await element.owner_frame() == frame:
            here.append({"element": element, "text": each.text})
        else:
            elsewhere.append((element, each.text))
    holds = bool(await target.evaluate(script("guard"), here))
    for element, said in elsewhere:
        holds = holds and await element.evaluate(script("said")) == said
    return holds


async def has_arrived(target: ElementHandle) -> bool:
    """Whether a click that was not confirmed in time reached its target all the same."""
    try:
        return bool(await target.evaluate(script("arrived")))
    except PlaywrightError:
        return True  # the page was left because of it


async def was_lost(target: ElementHandle, mark: Mark) -> bool:
    """Whether a click that was made never arrived.

    Under load Chromium can give the first click in a frame of another site to the document around it;
    such a click did nothing, so making it again repeats nothing.
    """
    try:
        return bool(await target.evaluate(script("lost"), mark))
    except PlaywrightError:
        return False  # it led to another document


def reason(error: PlaywrightError | OSError) -> str:
    """The first line of it: in Playwright's, the lines after it may hold page content."""
    return str(error).splitlines()[0]


async def into_window(target: ElementHandle) -> None:
    """Bring what stands in a frame into the window.

    To scroll it into view does not get there if it stands in a box that is fixed in its frame, such as a dialog whose
    foot is below the window's edge.
    """
    frame = await target.owner_frame()
    if frame is None or frame.parent_frame is None:
        return
    heights, is_in_sight = await target.evaluate(script("heights"))
    if not is_in_sight:
        with suppress(PlaywrightTimeout):  # it isn't drawn yet: the press itself waits for that
            await target.scroll_into_view_if_needed(timeout=_SCROLL_MS)
        heights, _ = await target.evaluate(script("heights"))
    while frame.parent_frame is not None:
        holder = await frame.frame_element()
        heights = await holder.evaluate(script("bringIn"), heights)
        frame = frame.parent_frame
