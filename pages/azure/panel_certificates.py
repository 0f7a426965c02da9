"""Card 3's panel: making a signing certificate where Azure made none by itself, and making it active.

Public accounts differ on when Azure makes the certificate. On some new applications only 'New Certificate' makes
one; it is stored as inactive, and the card shows it after the page is loaded again.
"""

import re
from collections.abc import Sequence
from contextlib import suppress

from playwright.async_api import Locator

from pages.azure import words
from pages.azure.cards import ACTIVE, INACTIVE, THUMBPRINT, spelled
from pages.azure.page import SamlBlade
from pages.azure.panel import AzurePane
from pages.driver.confirmation import confirming
from pages.driver.look import ON_SCREEN, Look, button, says
from pages.driver.press import Pin
from pages.driver.screen import Hit
from pages.driver.vocabulary import either
from pages.errors import NotFound

# Seconds that the list gets to be drawn.
_MOMENT = 3.0
NEW = button(*words.NEW_CERTIFICATE)
ACTIVATE = button(*words.MAKE_ACTIVE, thing="'Make certificate active'")
_MENU = re.compile(rf"^\W*$|{either(words.MENU_NAMES)}", re.IGNORECASE)
_ELLIPSIS = re.compile(rf"^{spelled(words.ELLIPSES)}$")
MORE = Look(
    "the menu of the inactive certificate",
    (
        lambda scope: scope.locator("[aria-haspopup=menu], [aria-haspopup=true]"),
        lambda scope: scope.get_by_role("button", name=_MENU),
        lambda scope: says(scope, _ELLIPSIS),
    ),
)


class CertificatesPanel:
    """The panel 'SAML Signing Certificate', once card 3's 'Edit' was pressed."""

    def __init__(self, blade: SamlBlade) -> None:
        self.hands = blade.hands
        self.screen = blade.screen
        self._portal = blade.portal
        self._pane = AzurePane(blade, words.PANEL_CERTIFICATES, self._anchor)

    async def make_active_certificate(self, pins: Sequence[Pin]) -> None:
        """Make a new certificate, save it, and make it the active one.

        An inactive certificate that is there already is made active instead of a second one being made. Where there
        is an active one that the card didn't show yet, it is left as it is.

        Raises:
            PortalSaid: the portal refused, in its own words.
            WrongPlace: the page changed since it was proven.
            SessionGone: the portal asks to sign in again.
        """
        await self.screen.find(NEW)
        with suppress(NotFound):
            # The command bar can be drawn before the list.
            await self.screen.until(self._listed, "a certificate in the list", timeout=_MOMENT)
        if await self._active() is None:
            if await self._inactive() is None:
                await self.hands.press(NEW)
                await self._pane.save(pins)
                await self.screen.until(self._listed, "the new certificate in the list")
            row = await self._inactive()
            if row is not None:
                await self._activate(row, pins)
        await self._pane.close()

    async def _activate(self, row: Locator, pins: Sequence[Pin]) -> None:
        menu = await self.screen.find(MORE, within=row)
        await self.hands.press(menu, MORE.thing)
        before = await self._pane.notices()
        async with confirming(self.hands) as question:
            await self.hands.commit(await self.screen.find(ACTIVATE), ACTIVATE.thing, pins)

            async def active() -> bool | None:
                await question.agree()
                await self._portal.assert_signed_in()
                new = [notice.lower() for notice in await self._pane.notices() if notice not in before]
                gone = await self._anchor() is not None and await self._inactive() is None
                return True if gone or any(word in notice for word in words.ACTIVATED for notice in new) else None

            await self.screen.until(active, "the certificate to become active")

    async def _inactive(self) -> Locator | None:
        """The row of an inactive certificate in the list; card 3 beside it can say 'Inactive' as well."""
        rows = await self._rows(INACTIVE)
        named = [row for row in rows if THUMBPRINT.search(await row.inner_text())]
        return next(iter([*named, *rows]), None)

    async def _active(self) -> Locator | None:
        """The row of the active certificate in the list."""
        # Of card 3 a row may say 'Active' too, but not with the thumbprint.
        named = [row for row in await self._rows(ACTIVE) if THUMBPRINT.search(await row.inner_text())]
        return next(iter(named), None)

    async def _rows(self, status: re.Pattern[str]) -> list[Locator]:
        rows = []
        for frame in await self.screen.surfaces():
            for word in reversed(await says(frame, status).locator(ON_SCREEN).all()):
                row = word.locator("xpath=ancestor-or-self::*[self::tr or self::li or @role='row'][1]")
                if await row.count():
                    rows.append(row)
        return rows

    async def _listed(self) -> bool | None:
        return True if await self._inactive() is not None or await self._active() is not None else None

    async def _anchor(self) -> Hit | None:
        return await self.screen.sees(NEW)
