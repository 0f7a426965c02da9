"""Proves a drawing: the small driver finishes it by the guide's steps, so that a person could, too."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path
from time import monotonic

from playwright.async_api import Browser, StorageState, ViewportSize
from playwright.async_api import Error as PlaywrightError

from tests.portals.certificate import Certificate
from tests.portals.finished import EMAIL_CLAIM, Before, unfinished
from tests.portals.generator import azure_driver, ooma_driver
from tests.portals.generator.driver import Driver, StuckError
from tests.portals.generator.sessions import planted
from tests.portals.model import Portals

LONGEST = 120
"""Seconds within which the small driver is done."""

VIEWPORT = ViewportSize(width=1400, height=900)


async def prove(browser: Browser, portals: Portals, *, kept: Path | None = None) -> list[str]:
    """Finish a drawing with the small driver; returns what is wrong with the drawing, which is nothing as a rule.

    Args:
        browser: runs.
        portals: are served, and untouched.
        kept: where to keep pictures of a drawing at fault; by default there are none.
    """
    before = Before.of(portals)
    states = planted(portals)
    async with _opened(browser, "Azure", states) as azure, _opened(browser, "Ooma", states) as ooma:
        try:
            async with asyncio.timeout(LONGEST):
                await _finish(portals, azure, ooma)
        except TimeoutError:
            wrong = [f"not finished after {LONGEST} seconds"]
        except (StuckError, PlaywrightError) as error:
            wrong = [str(error)]
        else:
            wrong = unfinished(portals, before)
        wrong += dict.fromkeys([*azure.faults, *ooma.faults])
        if wrong and kept is not None:
            for driver in (azure, ooma):
                await driver.page.screenshot(path=kept / f"proof-{driver.name.lower()}.png")
        return wrong


@asynccontextmanager
async def _opened(browser: Browser, name: str, states: dict[str, StorageState]) -> AsyncIterator[Driver]:
    context = await browser.new_context(storage_state=states[name], viewport=VIEWPORT, locale="en-US")
    try:
        yield Driver(await context.new_page(), name)
    finally:
        await context.close()


async def _finish(portals: Portals, azure: Driver, ooma: Driver) -> None:
    """The ten steps of the guide."""
    app, settings = portals.azure, portals.settings
    path = f"ManagedAppMenuBlade/~/SignOn/objectId/{app.object_id}/appId/{app.app_id}"
    tenant = settings["RUNBOOK_AZURE_TENANT"]
    await azure.page.goto(f"{portals.origins['portal']}/{tenant}#view/Microsoft_AAD_IAM/{path}")
    await ooma.page.goto(portals.origins["ooma"])
    login_url = await azure_driver.login_url(azure)
    account = portals.skin.account if portals.skin.child else ""
    placeholder = Certificate.for_signing(timedelta(minutes=-1))
    acs, issuer = await ooma_driver.set_up(
        ooma,
        account=account,
        login_url=login_url,
        claim=EMAIL_CLAIM,
        name="placeholder.cert",
        pem=placeholder.pem.encode(),
    )
    await azure_driver.configure(azure, identifier=issuer, reply_url=acs)
    # Nothing in the portal tells that a newer certificate is still to come.
    await asyncio.sleep(max(0.0, portals.azure.certificate_from - monotonic()))
    certificate = await azure_driver.download(azure)
    await ooma_driver.finish(ooma, name="azure.cert", pem=certificate)
