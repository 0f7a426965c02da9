"""The SAML page of an enterprise application: reading its five cards, and pressing what is on them."""

import re
from dataclasses import replace

from playwright.async_api import Frame, Locator

from pages.azure import words
from pages.azure.cards import (
    BASIC,
    CERTIFICATES,
    FIVE,
    SET_UP,
    TEST,
    AzureCertificate,
    Card,
    SamlCards,
    parse_cards,
    spelled,
)
from pages.azure.shell import CARDS, AzurePortal
from pages.azure.titles import names_another, title_that_names, titles_from
from pages.driver.look import PRESSABLE, Look, exactly, is_ready, line, pressable, text
from pages.driver.names import canonical, did_you_mean, same
from pages.driver.pairing import between
from pages.driver.press import Pin, pin
from pages.driver.scripts import script
from pages.driver.values import is_named
from pages.driver.vocabulary import Names, either
from pages.errors import NotFound, PortalError, WrongPlace

_EDIT = re.compile(rf"^[\W\d]*{spelled(words.EDIT)}\b", re.IGNORECASE)
_BASE64 = re.compile(rf"^\W*{spelled(words.BASE64)}", re.IGNORECASE)
_DOWNLOAD = pressable("card 3's 'Download'", exactly(*words.DOWNLOAD))
_NAMED_BASE64 = re.compile(
    rf"^(?=.*{spelled(words.DOWNLOAD)})(?=.*{either(words.BASE64_IN_MENU)}).*$|^\W*{spelled(words.BASE64)}\W*$",
    re.IGNORECASE,
)
_DOWNLOAD_BASE64 = Look(
    _DOWNLOAD.thing,
    (
        lambda scope: scope.get_by_role("button", name=_NAMED_BASE64),
        lambda scope: scope.get_by_role("link", name=_NAMED_BASE64),
        lambda scope: scope.get_by_title(_NAMED_BASE64),
    ),
)
_DOWNLOAD_ICON = Look(
    _DOWNLOAD.thing,
    (
        lambda scope: scope.locator(", ".join(("a[download]", *words.DOWNLOAD_ICONS))),
        lambda scope: scope.locator(PRESSABLE).filter(has_not_text=re.compile(r"\w")),
    ),
)
_BASE64_KIND = re.compile(rf"\b{either(words.BASE64_IN_MENU)}\b", re.IGNORECASE)
_BASE64_IN_MENU = pressable("Certificate (Base64) in the menu", _BASE64_KIND)
_AFTER_CARD_3 = [SET_UP.title, TEST.title]
_AFTER_BASE64 = [*(exactly(*names) for names in (words.RAW, words.METADATA_XML)), *_AFTER_CARD_3]
# What downloads Certificate (Base64) and nothing else, best first: it stands after one text and before others.
_OWN_DOWNLOADS = (
    (_BASE64, _AFTER_BASE64, _DOWNLOAD),
    (CERTIFICATES.title, _AFTER_CARD_3, _DOWNLOAD_BASE64),
    (_BASE64, _AFTER_BASE64, _DOWNLOAD_ICON),
)


def _pencil(thing: str) -> Look:
    """A drawing that can be pressed, and has no more than a name that is read out."""
    return Look(thing, (lambda scope: scope.get_by_label(_EDIT).and_(scope.locator(":not(input, textarea, select)")),))


class SamlBlade:
    """The page, once it is open."""

    def __init__(self, portal: AzurePortal) -> None:
        self.portal = portal
        self.hands = portal.hands
        self.screen = portal.screen

    async def _frames(self) -> list[Frame]:
        """Where cards are drawn: the top document, or a frame in it.

        Both can show card 1's title: the shell may draw the panel outside the frame that holds the cards.
        """
        return [frame for frame in await self.screen.surfaces() if await CARDS.any(frame).count()]

    async def read(self) -> SamlCards:
        """Read the cards, once they are complete.

        Raises:
            NotFound: one of the cards, or the Login URL on card 4, didn't appear.
        """
        try:
            return await self.screen.until(self._read, CARDS.thing)
        except NotFound as error:
            raise await self.portal.name_missing_card(error) from None

    async def _read(self) -> SamlCards | None:
        frames = await self._frames()
        if not frames:
            await self.portal.assert_signed_in()
        for frame in frames:
            if (cards := parse_cards(await self.screen.read(frame))) is not None:
                if cards.certificate is None and await self._offers_certificate(frame):
                    return replace(cards, certificate=AzureCertificate("", "", "", is_offered=True))
                return cards
        return None

    async def _offers_certificate(self, frame: Frame) -> bool:
        """Whether card 3 has a download for Certificate (Base64) that is not greyed out."""
        for begin, ends, what in _OWN_DOWNLOADS:
            found = await between(frame, begin, ends, what)
            if found is not None:
                return await is_ready(found)
        return False

    async def prove(self, resolved_id: str) -> list[Pin]:
        """Prove that this is the configured application in the configured directory.

        Returns:
            The elements that prove it.

        Raises:
            WrongPlace: it is another one, or the page doesn't show which.
        """
        shown = await self.read()
        target = self.portal.target
        if not same(shown.app, target.app):
            raise WrongPlace(
                f"the SAML page belongs to the application '{shown.app}', not '{target.app}'."
                f"{did_you_mean(target.app, [shown.app])}",
                portal=self.screen.portal,
                hint="Check {azure_app} and the two ids.",
            )
        if target.app_id and shown.app_id and shown.app_id != target.app_id.lower():
            raise WrongPlace(
                f"the SAML page belongs to the application id {shown.app_id}, not {target.app_id}",
                portal=self.screen.portal,
            )
        pins = await self.portal.prove_directory(shown.login_url, resolved_id)
        title = await self.screen.sees(text("card 4's title", SET_UP.title))
        if title is not None:
            pins.append(await pin(title.locator))
        return pins

    async def prove_form(self, resolved_id: str) -> list[Pin]:
        """Prove tenant and application on card 1's panel, just before it is saved.

        The panel lies beside the cards as a rule; where it is a page of its own, that page has to name the
        application and the directory itself.

        Raises:
            WrongPlace: it names others, or none.
        """
        for frame in await self.screen.surfaces():
            if any(is_named(token.text, words.LOGIN_URL) for token in await self.screen.read(frame)):
                return await self.prove(resolved_id)
        return await self._prove_by_title(resolved_id)

    async def prove_tiles(self, resolved_id: str) -> list[Pin]:
        """Prove tenant and application where no single sign-on method is chosen yet, so that no card tells."""
        return await self._prove_by_title(resolved_id)

    async def _prove_by_title(self, resolved_id: str) -> list[Pin]:
        app = self.portal.target.app
        read = [
            (frame, titles_from(await frame.evaluate(script("ownTexts"), list(words.BLADE_TITLES))))
            for frame in await self.screen.surfaces()
        ]
        titles = [title for _, some in read for title in some]
        title = title_that_names(app, titles)
        if title is None:
            others = {canonical(one.text) for one in titles if names_another(one, app)}
            raise WrongPlace(
                f"the page doesn't name the application '{app}'"
                + (f", but has the title '{min(others)}'" if others else ""),
                portal=self.screen.portal,
                on_screen=await self.screen.excerpt(),
            )
        shown = next(frame for frame, some in read if title in some)
        # That very one, for a link that says the same would go on saying so.
        stands = line(shown, title.text).nth(title.nth)
        return [*await self.portal.prove_directory("", resolved_id), await pin(stands)]

    async def show(self, names: Names, value: str, thing: str) -> None:
        """Tell the witness that a value was read beside a label."""
        await self.hands.saw_beside(names, value, thing)

    async def on_card(self, card: Card, what: Look) -> Locator:
        """Something on one card: it comes after that card's title and before the next card's.

        Raises:
            NotFound: the card has no such thing.
        """

        async def look() -> Locator | None:
            for frame in await self._frames():
                found = await between(frame, card.title, [one.title for one in FIVE if one is not card], what)
                if found is not None:
                    return found
            return None

        return await self.screen.until(look, what.thing)

    async def edit_basic(self) -> None:
        """Open card 1's panel."""
        await self._edit(BASIC, "card 1's 'Edit' button", *words.EDIT_BASIC)

    async def edit_certificates(self) -> None:
        """Open card 3's panel."""
        await self._edit(CERTIFICATES, "card 3's 'Edit' button", *words.EDIT_CERTIFICATES)

    async def _edit(self, card: Card, thing: str, *names: str) -> None:
        pencil = pressable(thing, exactly(*names)) | pressable(thing, _EDIT) | _pencil(thing)
        await self.hands.press(await self.on_card(card, pencil), thing)

    async def download_base64(self) -> bytes:
        """Download card 3's Certificate (Base64).

        Raises:
            NotFound: there is no such download, or it doesn't begin.
            SessionGone: the portal asks to sign in again instead.
        """
        thing = "Certificate (Base64) on card 3"

        async def look() -> tuple[bool, Locator] | None:
            for frame in await self._frames():
                ways = (
                    *((False, *way) for way in _OWN_DOWNLOADS),
                    # One menu for all kinds of file.
                    (True, CERTIFICATES.title, _AFTER_CARD_3, _DOWNLOAD),
                )
                for is_menu, begin, ends, what in ways:
                    found = await between(frame, begin, ends, what)
                    if found is not None:
                        return (is_menu, found) if await is_ready(found) else None
            return None

        is_menu, found = await self.screen.until(look, thing)
        if is_menu:
            await self.hands.press(found, _DOWNLOAD.thing)
            found = await self.screen.find(_BASE64_IN_MENU)
        try:
            return await self.hands.download(found, thing)
        except NotFound:
            await self.portal.assert_signed_in()
            raise

    async def reload(self) -> None:
        """Load the page again."""
        view = await self.portal.open_saml_blade()
        if view != "cards":
            raise PortalError(
                "the SAML page was loaded again, and asks for a single sign-on method", portal=self.screen.portal
            )
