"""What became of a click: whether it reached its target, and what Playwright says of one that did not."""

from playwright.async_api import ElementHandle
from playwright.async_api import Error as PlaywrightError


async def has_arrived(target: ElementHandle) -> bool:
    """Whether a click that was not confirmed in time reached its target all the same."""
    try:
        return bool(await target.evaluate("target => target.__pressed.reached"))
    except PlaywrightError:
        return True  # the page was left because of it


async def was_lost(target: ElementHandle, mark: str) -> bool:
    """Whether a click that was made never arrived.

    Under load Chromium can give the first click in a frame of another site to the document around it;
    such a click did nothing, so making it again repeats nothing.
    """
    try:
        return bool(
            await target.evaluate(
                "(t, mark) => t.isConnected && Boolean(t[mark]) && !t[mark].reached && !t[mark].blocked",
                mark,
            )
        )
    except PlaywrightError:
        return False  # it led to another document


def reason(error: PlaywrightError) -> str:
    """Playwright's first line: the lines after it may hold page content."""
    return error.message.splitlines()[0]
