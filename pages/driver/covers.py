"""Putting aside what a portal lays over a page: tours, teaching bubbles, surveys, toasts.

Only what plainly can be put aside is: it lies over the thing that is to be pressed, asks for nothing, and has
something to close it. A question (unsaved edits, a form, a confirmation) is never answered here.
"""

import re
from contextlib import suppress

from playwright.async_api import ElementHandle, Frame
from playwright.async_api import TimeoutError as PlaywrightTimeout

from pages.driver import words
from pages.driver.look import ON_SCREEN, exactly
from pages.driver.marks import Mark
from pages.driver.scripts import script
from pages.driver.values import tidy
from pages.driver.vocabulary import either

_DISMISS = (exactly(*words.CLOSE), exactly(*words.LATER), exactly(*words.GO_ON))
# No more is accepted than has to be: what refuses comes first, and what accepts all only where nothing else ends it.
_COOKIES = (re.compile(rf"^\W*{either(words.REFUSE_COOKIES)}\W*$", re.IGNORECASE), *_DISMISS)
_ACCEPT = exactly(*words.ACCEPT_COOKIES)
_CLOSE_MS = 2000


async def uncover(top: Frame, target: ElementHandle) -> str | None:
    """Close what lies over something.

    Args:
        top: the page's top document.
        target: what is to be pressed; in sight.

    Returns:
        What was closed, in its own words (hostile data); None if nothing that can be closed lies over it.
    """
    cover = (await target.evaluate_handle(script("coverOf"))).as_element()
    if cover is None and await target.owner_frame() != top and (box := await target.bounding_box()) is not None:
        middle = {"x": box["x"] + box["width"] / 2, "y": box["y"] + box["height"] / 2}
        cover = (await top.evaluate_handle(script("coverAt"), middle)).as_element()
    if cover is None:
        return None
    said = tidy(await cover.inner_text())
    about_cookies = words.ABOUT_COOKIES.search(said) is not None
    harmless = about_cookies or words.NEWS.search(said) is not None
    if (words.QUESTION.search(said) and not harmless) or await cover.query_selector(
        "input:not([type=checkbox]), textarea, select"
    ):
        return None
    await cover.evaluate(script("tag"), Mark.COVERING)
    owner = await cover.owner_frame()
    if owner is None:
        return None
    inside = owner.locator(f"[{Mark.COVERING}]")
    kinds = _COOKIES if about_cookies else _DISMISS
    if about_cookies and not words.TERMS.search(said):
        kinds = (*kinds, _ACCEPT)
    closers = [inside.get_by_role("button", name=names).or_(inside.get_by_title(names)) for names in kinds]
    closers.append(inside.locator(", ".join(words.CLOSER_HOOKS)))
    nameless = inside.locator("button, [role=button], a, svg").filter(has_not_text=re.compile(r"\w"))
    if (only := await nameless.evaluate_all(script("onlyDrawing"))) >= 0:
        closers.append(nameless.nth(only))
    for closer in closers:
        if found := await closer.locator(ON_SCREEN).all():
            # A toast may go away by itself meanwhile; what stays will be found here again.
            with suppress(PlaywrightTimeout):
                await found[0].click(timeout=_CLOSE_MS)
            return said
    return None
