"""Putting aside what a portal lays over a page: tours, teaching bubbles, surveys, toasts.

Only what plainly can be put aside is: it lies over the thing that is to be pressed, asks for nothing but an opinion,
and has something to close it. A question (unsaved edits, a form, a confirmation) is never answered here.
"""

import re
from contextlib import suppress

from playwright.async_api import ElementHandle, Frame, Locator
from playwright.async_api import TimeoutError as PlaywrightTimeout

from pages.driver import words
from pages.driver.look import ON_SCREEN, exactly, says
from pages.driver.marks import Mark
from pages.driver.press import into_window
from pages.driver.screen import Screen
from pages.driver.scripts import script
from pages.driver.values import tidy
from pages.driver.vocabulary import either
from pages.errors import WentAway

MOST_COVERS = 5
"""How many things that lie over each other are put aside."""

_END = (exactly(*words.CLOSE), exactly(*words.LATER))
_CLOSES = exactly(*words.CLOSE, *words.LATER).pattern
_GO_ON = exactly(*words.GO_ON)
# No more is accepted than has to be: what refuses comes first, and what accepts all only where nothing else ends it.
_REFUSE = re.compile(rf"^\W*{either(words.REFUSE_COOKIES)}\W*$", re.IGNORECASE)
_ACCEPT = exactly(*words.ACCEPT_COOKIES)
# What is to be filled in or chosen; some portals make their buttons of the same elements.
_NO_FIELDS = "".join(f":not([type={kind}])" for kind in ("checkbox", "button", "submit", "reset", "image", "hidden"))
_ASKS = f"input{_NO_FIELDS}, textarea, select"
_CLOSE_MS = 2000
THERE_MS = 10_000
"""How long something that was seen may take to be there again before it is pressed; in a closed menu it never is."""

# How long something may take to be there again once what lay over it was put aside.
_BACK_MS = 1000


async def reach(screen: Screen, locator: Locator) -> ElementHandle:
    """What is to be pressed, once tours and bubbles over it are put aside; a person would close them too.

    Raises:
        WentAway: it went away with them, or before.
    """
    target = await _there(screen, locator)
    await into_window(target)
    for _ in range(MOST_COVERS):
        if await uncover(screen.page.main_frame, target) is None:
            break  # nothing to put aside: the press itself waits, and says what is in its way
        target = await again(screen, locator)
    return target


async def put_aside(screen: Screen, locator: Locator) -> bool:
    """Close one thing that lies over something; whether there was one.

    Raises:
        WentAway: what it lay over has gone.
    """
    return await uncover(screen.page.main_frame, await _there(screen, locator)) is not None


async def _there(screen: Screen, locator: Locator) -> ElementHandle:
    try:
        return await locator.element_handle(timeout=min(screen.timeout * 1000, THERE_MS))
    except PlaywrightTimeout:
        raise await _went_away(screen, "was to be pressed has gone away") from None


async def again(screen: Screen, locator: Locator, *, within: float = _BACK_MS) -> ElementHandle:
    """The thing itself, once what lay over it was put aside.

    Args:
        screen: the portal's.
        locator: the thing.
        within: how many milliseconds it may take to be drawn again.

    Raises:
        WentAway: it went away with that, as a menu does that closes with whatever is pressed outside of it.
    """
    try:
        await locator.wait_for(timeout=within)
        return await locator.element_handle(timeout=within)
    except PlaywrightTimeout:
        raise await _went_away(screen, "was to be pressed went away with what lay over it") from None


async def _went_away(screen: Screen, what: str) -> WentAway:
    return WentAway(f"{screen.portal}: what {what}", portal=screen.portal, on_screen=await screen.excerpt())


async def uncover(top: Frame, target: ElementHandle) -> str | None:
    """Close what lies over something.

    Args:
        top: the page's top document.
        target: what is to be pressed; in sight.

    Returns:
        What was closed, in its own words (hostile data); None if nothing that can be closed lies over it.
    """
    under, frame = target, await target.owner_frame()
    cover = (await target.evaluate_handle(script("coverOf"))).as_element()
    if cover is None and frame not in (None, top) and (box := await target.bounding_box()) is not None:
        middle = {"x": box["x"] + box["width"] / 2, "y": box["y"] + box["height"] / 2}
        under = await _outermost(frame, top)
        cover = (await under.evaluate_handle(script("coverAt"), middle)).as_element()
    covers: list[ElementHandle] = []
    while cover is not None:
        if (said := await _close(cover)) is not None:
            return said
        covers.append(cover)
        # What closes it may stand beside what was hit, such as the answers of a survey, or the cross of a tour.
        cover = (await cover.evaluate_handle(script("coverAround"), under)).as_element()
    for one in covers:
        if (said := await _close(one, goes_on=True)) is not None:
            return said
    return None


async def _close(cover: ElementHandle, *, goes_on: bool = False) -> str | None:
    """Close a block that lies over the page, or follow it to its next one where nothing ends it.

    Returns:
        What it says; None if nothing closes it, or it must not be closed.
    """
    own = await cover.content_frame()
    if own is not None:
        cover = await own.locator("body").element_handle(timeout=_CLOSE_MS)
    said = tidy(" ".join(await cover.evaluate(script("letters"))))
    about_cookies, is_survey = words.ABOUT_COOKIES.search(said) is not None, words.SURVEY.search(said) is not None
    is_harmless = about_cookies or is_survey or words.NEWS.search(said) is not None
    asks = await cover.query_selector(_ASKS) is not None
    if (words.QUESTION.search(said) and not is_harmless) or (asks and not is_survey):
        return None
    if own is not None and not is_harmless:
        return None  # a part of the page, such as a frame that is just being replaced
    await cover.evaluate(script("tag"), Mark.COVERING)
    owner = await cover.owner_frame()
    if owner is None:
        return None
    inside = owner.locator(f"[{Mark.COVERING}]")
    closers = [_named(inside, names) for names in ((_REFUSE, *_END) if about_cookies else _END)]
    closers.append(inside.locator(", ".join(words.CLOSER_HOOKS)))
    nameless = inside.locator("button, [role=button], a, svg").filter(has_not_text=re.compile(r"\w"))
    only = -1 if words.WHOSE.search(said) else await nameless.evaluate_all(script("onlyDrawing"), _CLOSES)
    if only >= 0:
        closers.append(nameless.nth(only))
    # A tour can have many bubbles. What leads on in something that asks would send the answer.
    if goes_on and not asks:
        closers.append(_named(inside, _GO_ON))
    if about_cookies and not words.TERMS.search(said):
        closers.append(_named(inside, _ACCEPT))
    for closer in closers:
        if found := await closer.locator(ON_SCREEN).all():
            # A toast may go away by itself meanwhile; what stays will be found here again.
            with suppress(PlaywrightTimeout):
                await found[0].click(timeout=_CLOSE_MS)
            return said
    return None


async def _outermost(frame: Frame, top: Frame) -> ElementHandle:
    """The element in the top document that holds a frame, however deep that lies."""
    while (parent := frame.parent_frame) is not None and parent != top:
        frame = parent
    return await frame.frame_element()


def _named(inside: Locator, names: re.Pattern[str]) -> Locator:
    """What can be pressed within something and is called so, whatever it is."""
    roles = inside.get_by_role("button", name=names).or_(inside.get_by_role("link", name=names))
    return roles.or_(inside.get_by_title(names)).or_(inside.get_by_label(names)).or_(says(inside, names))
