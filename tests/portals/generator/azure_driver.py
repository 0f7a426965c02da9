"""The small driver's way through the Azure portal: the guide's steps 2, 7 and 8."""

import asyncio
from time import monotonic

from tests.portals.generator.driver import PATIENCE, Driver, StuckError

LOGIN_URL, TILE, EDIT, DOWNLOAD = "azure login url", "azure saml tile", "azure edit", "azure download"
ROWS = "azure rows"
SAVE, CLOSE, LATER, TITLE = "azure save", "azure close", "azure test later", "azure panel title"
# How long something may take that need not come at all.
_MAYBE = 3.0
_BEAT = 0.05


async def login_url(driver: Driver) -> str:
    """Choose SAML where no method is chosen yet, and read the Login URL of card 4."""
    await _arrive(driver)
    until = monotonic() + PATIENCE
    while not await driver.has(LOGIN_URL, timeout=_MAYBE):
        # A frame that is renewed may show the methods once more.
        if await driver.has(TILE):
            await driver.press(TILE)
        if monotonic() >= until:
            break
    return await driver.read(LOGIN_URL)


async def configure(driver: Driver, *, identifier: str, reply_url: str) -> None:
    """Add the identifier and the reply URL in card 1, save them, and close the panel."""
    await _open_panel(driver)
    await _add(driver, "identifiers", identifier)
    await _add(driver, "replyUrls", reply_url)
    # Some forms hear of a value when its field is left.
    await driver.press(TITLE)
    # A greyed 'Save' may be one by its looks only.
    await driver.wait("azure complete")
    await driver.press(SAVE)
    until = monotonic() + PATIENCE
    # It closes by itself, or stays until it is closed; there is no harm in a second look.
    while await driver.has(SAVE) and not await driver.has("azure saved"):
        if monotonic() >= until:
            raise StuckError(f"{driver.name}: what is in the panel is not saved")
        await driver.put_aside()
        await asyncio.sleep(_BEAT)
    if await driver.find("azure stays") is not None:
        await driver.press(CLOSE)
    await driver.gone(SAVE)
    if await driver.has(LATER, timeout=_MAYBE):
        await driver.press(LATER)


async def download(driver: Driver) -> bytes:
    """Download the certificate of card 3; it may be shown after a reload only, or a while after."""
    for _ in range(3):
        # What card 3 shows may be from before the configuration was saved.
        await driver.page.reload()
        await _arrive(driver)
        if await driver.has(DOWNLOAD, timeout=_MAYBE):
            return await driver.download(DOWNLOAD)
    raise StuckError(f"{driver.name}: there is no certificate to download")


async def _open_panel(driver: Driver) -> None:
    """Open the panel; one that was in a frame that is just being renewed is gone with it."""
    for _ in range(3):
        await driver.press(EDIT)
        if await driver.has(ROWS, timeout=_MAYBE):
            return
        await driver.put_aside()
    raise StuckError(f"{driver.name}: the panel does not open")


async def _add(driver: Driver, name: str, value: str) -> None:
    """Add a value in a row of its own."""
    if await driver.has(f"azure add {name}"):
        await driver.press(f"azure add {name}")
    await driver.fill(f"azure new {name}", value)


async def _arrive(driver: Driver) -> None:
    """The first load of a deep link can land on the portal's home; the second does not."""
    until = monotonic() + PATIENCE
    while not (await driver.has(LOGIN_URL) or await driver.has(TILE)):
        if await driver.has("azure home"):
            await driver.page.reload()
        if monotonic() >= until:
            raise StuckError(f"{driver.name}: the single sign-on page does not open")
        await driver.put_aside()
        await asyncio.sleep(_BEAT)
