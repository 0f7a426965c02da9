"""Card 3's panel: reading its list of signing certificates, making one, and making one active.

Public accounts differ on when Azure makes the certificate. On some new applications only 'New Certificate' makes
one; it is stored as inactive, and the card shows it after the page is loaded again. Whether anything is to be made or
activated is not decided here.
"""

import asyncio
import re
from collections.abc import Sequence
from dataclasses import replace

from playwright.async_api import Frame, Locator

from pages.azure import words
from pages.azure.cards import FIVE, INACTIVE, spelled
from pages.azure.certificate_list import CertificateList, read_list
from pages.azure.page import SamlBlade
from pages.azure.panel import AzurePane, told
from pages.azure.refusals import FAILED, refusal
from pages.driver.answers import confirming
from pages.driver.look import ON_SCREEN, Look, button, css, exactly, says, text
from pages.driver.marks import Mark
from pages.driver.pairing import nearest
from pages.driver.pending import Asked, asked_about
from pages.driver.press import Pin, pin
from pages.driver.screen import Hit
from pages.driver.scripts import script
from pages.driver.values import Token
from pages.driver.vocabulary import either, like
from pages.errors import NotFound

# Seconds for which a list has to stay the same to be read; an empty one may only be late.
_SETTLED = 0.5
_EMPTY = 3.0
NEW = button(*words.NEW_CERTIFICATE)
ACTIVATE = button(*words.MAKE_ACTIVE, thing="'Make certificate active'")
_MENU = re.compile(rf"^\W*$|{either(words.MENU_NAMES)}", re.IGNORECASE)
_ELLIPSIS = re.compile(rf"^{spelled(words.ELLIPSES)}$")
_INACTIVE_IN_LINE = re.compile(rf"\b{spelled(words.INACTIVE)}\b", re.IGNORECASE)
MORE = Look(
    "the menu of the inactive certificate",
    (
        lambda scope: scope.locator("[aria-haspopup=menu], [aria-haspopup=true]"),
        lambda scope: scope.get_by_role("button", name=_MENU),
        lambda scope: says(scope, _ELLIPSIS),
    ),
)
_HEADS = text("the list's headings", exactly(*words.STATUS, *words.THUMBPRINT, *words.EXPIRATION)) | text(
    "that the list is empty", re.compile(rf"^\W*{either(words.NO_CERTIFICATES)}\W*$", re.IGNORECASE)
)
_AFTER = text("what comes after the list", exactly(*words.AFTER_CERTIFICATES))
_TITLES = text("a card", *(card.title for card in FIVE if card.number != 3))  # noqa: PLR2004 - it may be the panel's
_DONE = like(words.ACTIVATED)
_LOADING = css("that something is loading", *words.LOADING)


class CertificatesPanel:
    """The panel 'SAML Signing Certificate'."""

    def __init__(self, blade: SamlBlade) -> None:
        self.blade = blade
        self.hands = blade.hands
        self.screen = blade.screen
        self._portal = blade.portal
        self._pane = AzurePane(blade, words.PANEL_CERTIFICATES, self._anchor)

    async def open(self) -> CertificateList:
        """Press card 3's 'Edit', and read the list once it has come.

        Returns:
            What the list shows. As long as it isn't certain that all of it is there, it says that it is loading.

        Raises:
            NotFound: there is no such panel.
        """
        async with asked_about(self.screen.page, "") as asked:
            asked.mark()
            await self.blade.edit_certificates()
            await self.screen.find(NEW)
            return await self._settled(asked)

    async def make(self, pins: Sequence[Pin]) -> CertificateList:
        """Make a new certificate and save it.

        Returns:
            What the list shows then: that certificate, or others as well.

        Raises:
            PortalSaid: the portal refused, in its own words.
            NotFound: it doesn't come.
            WrongPlace: the page changed since it was proven.
            SessionGone: the portal asks to sign in again.
        """
        await self._pane.begin()
        await self.hands.press(NEW)
        await self._pane.save(pins)
        last = CertificateList()

        async def made() -> CertificateList | None:
            nonlocal last
            last = await self._list()
            return last if last.inactive_one or last.active_one else None

        try:
            return await self.screen.until(made, "the new certificate in the list")
        except NotFound:
            if not last.has_any:
                raise
            return last

    async def activate(self, pins: Sequence[Pin]) -> None:
        """Make the inactive certificate active; it is the only one in the list.

        Raises:
            PortalSaid: the portal refused, in its own words.
            WrongPlace: the page changed since it was proven, or the certificate isn't inactive any more.
            SessionGone: the portal asks to sign in again.
        """
        word = await self.screen.until(self._inactive, "the inactive certificate")
        if await self.screen.sees(ACTIVATE) is None:
            menu = await self.screen.until(lambda: self._menu_of(word), MORE.thing)
            await self.hands.press(menu, MORE.thing)
        await self._pane.begin()
        new: list[str] = []
        async with confirming(self.hands) as question:
            found = await self.screen.find(ACTIVATE)
            await self.hands.commit(found, ACTIVATE.thing, [*pins, await pin(word.locator)])

            async def active() -> bool | None:
                await question.agree()
                await self._portal.assert_signed_in()
                nonlocal new
                new = await self._pane.new_notices()
                failed = any(FAILED.search(notice) for notice in new)
                if failed or any(_DONE.search(notice) for notice in new) or (await self._list()).active_one:
                    return not failed
                return None

            try:
                done = await self.screen.until(active, "the certificate to become active")
            except NotFound:
                if not told(new):
                    raise
                done = False
            if not done:
                raise refusal(
                    "the Azure portal did not make the certificate active",
                    told(new),
                    portal=self.screen.portal,
                    on_screen=await self.screen.excerpt(),
                )

    async def close(self) -> None:
        """Close the panel if it is still open."""
        await self._pane.close()

    async def _inactive(self) -> Hit | None:
        """The word 'Inactive' in the list; card 3 beside it can say so as well."""
        if not (await self._list()).inactive_one:
            return None
        for frame in await self.screen.surfaces():
            for word in (INACTIVE, _INACTIVE_IN_LINE):
                found = says(frame.locator(f"[{Mark.PANEL}]"), word).locator(ON_SCREEN)
                if await found.count() == 1:
                    return Hit(frame, found)
        return None

    async def _menu_of(self, word: Hit) -> Locator | None:
        held = await word.locator.element_handle()
        return await nearest(self.screen, MORE.any(word.where), held, MORE.thing)

    async def _settled(self, asked: Asked) -> CertificateList:
        """The list once it has stayed the same for a while, and nothing that belongs to it is under way."""
        loop = asyncio.get_running_loop()
        last, since = CertificateList(is_loading=True), loop.time()

        async def look() -> CertificateList | None:
            nonlocal last, since
            now = await self._list()
            if now != last:
                last, since = now, loop.time()
            rest = _SETTLED if last.thumbprints else _EMPTY
            return last if not last.is_loading and not asked.is_waiting and loop.time() - since >= rest else None

        try:
            return await self.screen.until(look, "the list of certificates")
        except NotFound:
            return replace(last, is_loading=True)

    async def _list(self) -> CertificateList:
        """What the panel shows at this moment."""
        tokens: list[Token] = []
        rows: list[str] = []
        is_loading = False
        command = await self._anchor()
        for frame in await self.screen.surfaces():
            if not await self._mark(frame, command):
                continue
            panel = frame.locator(f"[{Mark.PANEL}]")
            tokens += await self.screen.read(panel)
            await _AFTER.any(frame).evaluate_all(script("keep"), Mark.STOPS)
            rows += await panel.evaluate(script("listedRows"))
            is_loading = is_loading or bool(await _LOADING.any(panel).count())
        return read_list(tokens, rows, is_loading=is_loading)

    async def _mark(self, frame: Frame, command: Hit | None) -> bool:
        """Mark the part of the panel that is drawn in a document; whether there is one."""
        own = await command.locator.element_handle() if command is not None and command.where == frame else None
        await _TITLES.any(frame).evaluate_all(script("keep"), Mark.STOPS)
        heads = _HEADS.any(frame)
        await heads.evaluate_all(script("keep"), Mark.STARTS)
        return bool(await heads.evaluate_all(script("panelOf"), own))

    async def _anchor(self) -> Hit | None:
        return await self.screen.sees(NEW)
