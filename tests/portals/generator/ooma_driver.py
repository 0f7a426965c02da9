"""The small driver's way through Ooma, by the keys under which the drawing's scripts registered things."""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable
from time import monotonic

from tests.portals.generator.driver import CLOSE, PATIENCE, Driver, StuckError

# Seconds in which a menu, a list or a dialog comes as a rule.
_SOON = 2.5

# The browser's own list of all accounts.
_NATIVE = "account list"


async def set_up(driver: Driver, *, account: str, login_url: str, claim: str, name: str, pem: bytes) -> tuple[str, str]:
    """Sets up an identity provider; returns Callback URL (ACS) and Issuer.

    Args:
        driver: at the portal.
        account: the customer's account; empty: the one signed in to.
        login_url: the SSO URL.
        claim: the e-mail claim.
        name: the certificate file's name.
        pem: the certificate.
    """
    if account:
        await _enter(driver, account)
    await _open_tab(driver)
    await _press_until(driver, "set up", "dialog")
    await driver.fill("sso url", login_url)
    await driver.fill("claim", claim)
    await driver.upload("upload", name, pem)
    await driver.wait("certificate")
    await _save(driver)
    return await driver.read("acs"), await driver.read("issuer")


async def finish(driver: Driver, *, name: str, pem: bytes) -> None:
    """Replaces the certificate, and turns single sign-on on."""
    await _press_until(driver, "edit", "dialog")
    await driver.press("remove")
    if await driver.has("remove yes", timeout=0.3):
        await driver.press("remove yes")
    await driver.gone("certificate")
    await driver.upload("upload", name, pem)
    await driver.wait("certificate")
    await _save(driver)
    await driver.wait("edit")
    await _turn_on(driver)


async def _answered(driver: Driver, path: str, act: Callable[[], Awaitable[None]]) -> None:
    """Does something, and waits until the server has taken it."""
    async with driver.page.expect_response(f"**{path}", timeout=PATIENCE * 1000) as answer:
        await act()
    if not (await answer.value).ok:
        raise StuckError(f"Ooma: {path} was refused: {await (await answer.value).text()}")


async def _save(driver: Driver) -> None:
    await _answered(driver, "/api/save", lambda: driver.press("save"))
    await driver.gone("dialog")


async def _turn_on(driver: Driver) -> None:
    async def turn() -> None:
        element = await driver.wait("enable")
        if await element.evaluate("(element) => element.localName === 'select'"):
            await driver.choose("enable", "On")
        else:
            await driver.press("enable")
        # A list that is no native one offers 'On' when it is pressed.
        if await driver.has("enable on", timeout=0.3):
            await driver.press("enable on")
        if key := await _first(driver, ["switch yes", "switch save"], 0.3):
            await driver.press(key)

    await _answered(driver, "/api/switch", turn)


async def _press_until(driver: Driver, key: str, wanted: str) -> None:
    """Presses one thing until another is there; what is drawn anew, or closed by others, takes more than one press."""
    until = monotonic() + PATIENCE
    while monotonic() < until:
        await driver.press(key)
        if await driver.has(wanted, timeout=_SOON):
            return
    raise StuckError(f"Ooma: '{key}' does not lead to '{wanted}'")


async def _open_tab(driver: Driver) -> None:
    """Goes to the company account page, whichever way leads there, and to its tab."""
    until = monotonic() + 3 * PATIENCE
    while await _first(driver, ["tab", "company", "way", "app phone", "apps"], PATIENCE) != "tab":
        if monotonic() > until:
            raise StuckError("Ooma: no way to the tab")
        if not await driver.has("company"):
            await _towards_company(driver)
        if not await _interrupted(driver) and await driver.has("company", timeout=1):
            # What comes over a menu now may close it; then it is opened again.
            with contextlib.suppress(StuckError):
                await driver.press("company")
            await driver.has("tab", timeout=_SOON)
    await driver.press("tab")


async def _towards_company(driver: Driver) -> None:
    if not await driver.has("way"):
        if not await driver.has("app phone", timeout=0.5):
            await driver.press("apps")
        await driver.press("app phone")
        return
    await driver.hover("way")
    if not await driver.has("company", timeout=0.2):
        await driver.press("way")


async def _first(driver: Driver, keys: list[str], timeout: float) -> str | None:
    """Which of several things is there first."""
    until = monotonic() + timeout
    while True:
        for key in keys:
            if await driver.has(key):
                return key
        if monotonic() >= until:
            return None
        await asyncio.sleep(0.05)


async def _interrupted(driver: Driver) -> bool:
    """Closes what has come over an open menu, which it may close too."""
    if not await driver.has(CLOSE, timeout=0.1):
        return False
    await driver.put_aside()
    return True


async def _enter(driver: Driver, account: str) -> None:
    """Finds the account and opens it; a list that is drawn again, or closed, between the two is looked at again."""
    await _first(driver, [_NATIVE, "accounts", "apps"], PATIENCE)
    for attempt in range(4):
        await _find(driver, account)
        if await _interrupted(driver):
            continue
        try:
            await _use(driver, account)
        except StuckError:
            if attempt == 3:
                raise
        else:
            break
    await driver.wait("stop")


async def _use(driver: Driver, account: str) -> None:
    if await driver.has(_NATIVE):
        await driver.choose(_NATIVE, account)
        await driver.press("account go")
        return
    if await driver.has(f"row {account}"):
        await driver.hover(f"row {account}")
    await driver.press(f"account {account}")
    use = f"use {account}"
    if await _first(driver, ["stop", use], PATIENCE) == use:
        await driver.press(use)


async def _find(driver: Driver, account: str) -> None:
    """Looks for the account: in lists, under arrows, by searching.

    The browser's own list has them all; it can come after the bar that it is in.
    """
    until = monotonic() + 3 * PATIENCE
    there, arrow, search = [_NATIVE, f"account {account}", f"row {account}"], f"arrow {account}", "account search"
    while monotonic() < until:
        if await _first(driver, [*there, arrow, search], 0.3) is None:
            await _open_accounts(driver)
        seen = await _first(driver, [*there, arrow, search], _SOON)
        if seen == arrow and not await _interrupted(driver):
            with contextlib.suppress(StuckError):
                await driver.press(arrow)
            await _first(driver, there, 1)
        if await _first(driver, there, 0.3):
            return
        if await driver.has(search):
            await _search(driver, account)
            if await _first(driver, there, 1):
                return
            await _search(driver, "")
        elif await driver.has("accounts"):
            await driver.press("accounts")  # it came empty: it is closed, and opened again
    raise StuckError(f"Ooma: the account {account} is not found")


async def _search(driver: Driver, account: str) -> None:
    await driver.type("account search", account)
    if await driver.has("account search go"):
        await driver.press("account search go")
    else:
        await (await driver.wait("account search")).press("Enter")


async def _open_accounts(driver: Driver) -> None:
    if await _first(driver, ["accounts", "apps", "app accounts"], PATIENCE) == "accounts":
        await driver.press("accounts")
        return
    while not await driver.has("app accounts", timeout=0.5):
        await _interrupted(driver)
        await driver.press("apps")
        if await driver.has("app accounts", timeout=1) and not await _interrupted(driver):
            break
    await driver.press("app accounts")
