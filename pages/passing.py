"""What passes by itself: errors of pages that change while they are looked at, and controls that are not ready yet."""

import re

from playwright.async_api import Error as PlaywrightError
from playwright.async_api import Locator

from pages.scripts import INACTIVE

_PASSING = re.compile(r"detached|destroyed|navigat|not attached|no frame|disposed|closed|^\S+ Timeout", re.IGNORECASE)


async def is_ready(locator: Locator) -> bool:
    """Whether something is there and not greyed out, in whatever way a portal does that."""
    return not await locator.evaluate_all(INACTIVE)


def is_passing(error: PlaywrightError) -> bool:
    """Whether an error only says that the page changed while it was looked at, so that another look helps."""
    return _PASSING.search(error.message) is not None
