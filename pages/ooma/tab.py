"""Ooma's "IdP and SSO" tab: what it shows, and the 'Enable' switch."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from pages.driver.look import Look
from pages.driver.press import Pin
from pages.driver.switch import Switch
from pages.driver.values import identifier_after, values_after
from pages.driver.vocabulary import Names, either
from pages.errors import PortalSaid
from pages.ooma import words
from pages.ooma.certificate_field import TELLING, described
from pages.ooma.complaints import ERROR, is_about_masquerading
from pages.ooma.dialog import SSO_URL, IdpDialog
from pages.ooma.portal import SIGNED_OUT, OomaPortal
from pages.ooma.way import EDIT, SET_UP

_ADDRESS = re.compile(r"^https?://\S+$", re.IGNORECASE)
_FACT = re.compile(rf"\W*(?:\w+\W+)?{either(words.CERTIFICATE_FACTS)}\W*(?:\w+\W*)?", re.IGNORECASE)
_LABELS = (words.CALLBACK, words.ISSUER, words.ENABLE, words.SIGN_REQUEST)

_BEHIND = replace(EDIT | SET_UP | SIGNED_OUT, many=True)


@dataclass(frozen=True)
class IdpTab:
    """What the tab shows once an identity provider is set up.

    Attributes:
        acs_url: Callback URL (ACS).
        issuer: Issuer.
        enabled: whether SSO is on.
        sign_request: whether 'Sign Request' is on; None where there is no such switch.
        certificate: what the tab itself says of the certificate, line by line; empty where it says nothing.
    """

    acs_url: str
    issuer: str
    enabled: bool
    sign_request: bool | None = None
    certificate: str = ""


class IdpPage:
    """The tab, once it is open."""

    def __init__(self, portal: OomaPortal) -> None:
        self.portal = portal
        self.hands = portal.hands
        self.screen = portal.screen
        self.enable = Switch(
            portal.hands,
            words.ENABLE,
            save=words.SAVE,
            others=words.SIGN_REQUEST,
            turn_on=words.TURN_ON,
            turn_off=words.TURN_OFF,
            about=words.ABOUT_SSO,
        )
        self.sign_request = Switch(portal.hands, words.SIGN_REQUEST, save=words.SAVE, others=words.ENABLE)

    async def read(self) -> IdpTab | None:
        """What the tab shows; None while no identity provider is set up.

        Raises:
            NotFound: the tab shows neither 'Set Up Identity Provider' nor the two addresses.
        """
        if not await self.screen.until(self._is_set_up, f"{EDIT.thing} or {SET_UP.thing}"):
            return None
        # The addresses can be empty for a moment after the tab is drawn.
        acs_url, issuer = await self.screen.until(self._addresses, "Callback URL (ACS) and Issuer")
        # Wait for the switch that matters; by then the other is there too, if there is one.
        enabled = await self.enable.is_on()
        sign_request = await self.sign_request.is_on_if_shown()
        return IdpTab(acs_url, issuer, enabled, sign_request, await self._certificate())

    async def _is_set_up(self) -> bool | None:
        if await self.screen.sees(EDIT) is not None:
            return True
        # Beside an error 'Set Up' can show although there is a provider: it just couldn't be read.
        await self._assert_well()
        return False if await self.screen.sees(SET_UP) is not None else None

    async def _assert_well(self) -> None:
        """Raise what the tab says went wrong."""
        if said := [one for one in await self.screen.texts(ERROR) if not is_about_masquerading(one)]:
            await self.portal.assert_signed_in()
            raise PortalSaid(
                f"the Ooma Admin Portal shows an error: {' '.join(said)}",
                portal=self.screen.portal,
                on_screen=await self.screen.excerpt(),
            )

    async def _addresses(self) -> tuple[str, str] | None:
        for frame in await self.screen.surfaces():
            tokens = await self.screen.read(frame)
            acs = [url for url in values_after(tokens, words.CALLBACK, _LABELS) if _ADDRESS.match(url)]
            issuer = identifier_after(tokens, words.ISSUER, _LABELS)
            if acs and issuer:
                return acs[0], issuer
        await self._assert_well()
        return None

    async def _certificate(self) -> str:
        """What stands beside the certificate's label, on tabs that have one."""
        for frame in await self.screen.surfaces():
            tokens = await self.screen.read(frame)
            if said := values_after(tokens, words.TAB_CERTIFICATE, (*_LABELS, words.SSO_URL, words.EMAIL_CLAIM)):
                return described(_about_the_certificate(said))
        return ""

    async def show(self, names: Names, value: str, thing: str) -> None:
        """Tell the witness that a value was read beside a label."""
        await self.hands.saw_beside(names, value, thing)

    async def open_dialog(self) -> IdpDialog:
        """Open the dialog with 'Set Up Identity Provider' or 'Edit Identity Provider Information'.

        Raises:
            SessionGone: the portal says that the session is over instead.
        """
        looks: dict[str, Look] = {"edit": EDIT, "set up": SET_UP}
        view, hit = await self.screen.first_of(looks)
        await self.hands.press(hit.locator, looks[view].thing)
        if (await self.screen.first_of({"open": SSO_URL, "signed out": SIGNED_OUT}))[0] == "signed out":
            await self.portal.assert_signed_in()
        dialog = IdpDialog(self.hands, _BEHIND, edits=view == "edit")
        await dialog.wait_until_open()
        if view == "edit":
            await dialog.wait_until_filled()
        return dialog

    async def prove(self) -> list[Pin]:
        """Prove that the page belongs to the configured account (see `OomaPortal.prove_account`)."""
        return await self.portal.prove_account()

    async def reload(self) -> None:
        """Load the tab again."""
        await self.portal.open_idp_tab()
        # Where the tab is a page of its own, it comes a while after the press.
        await self.screen.first_of({"edit": EDIT, "set up": SET_UP, "error": ERROR, "signed out": SIGNED_OUT})


def _about_the_certificate(said: Sequence[str]) -> Iterator[str]:
    """Of what follows the certificate's label, what is about it: the first line, facts, and what a label names."""
    names_the_next = True
    for line in said:
        if not names_the_next and TELLING.search(line) is None:
            return
        yield line
        names_the_next = _FACT.fullmatch(line) is not None
