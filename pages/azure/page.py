"""The SAML blade of an enterprise application: its five cards, read as a person reads them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from playwright.async_api import Frame, Locator

from pages.azure import words
from pages.azure.shell import CARDS, AzurePortal
from pages.driver.look import PRESSABLE, Look, Way, escape, exactly, is_ready, pressable, text
from pages.driver.pairing import between
from pages.driver.press import Pin, pin
from pages.driver.values import Token, addresses, is_named, section, values_after
from pages.driver.vocabulary import Names
from pages.errors import NotFound, PortalError, WrongPlace

INACTIVE = re.compile(r"^\W*Inactive\W*$", re.IGNORECASE)
THUMBPRINT = re.compile(r"\b[0-9A-F]{40}\b", re.IGNORECASE)
_ADDRESS = re.compile(r"^https?://\S+$", re.IGNORECASE)
_APP_ID = re.compile(r"[?&]appid=([0-9a-f-]{36})", re.IGNORECASE)

_BASIC = exactly(*words.CARD_BASIC)
_CLAIMS = exactly(*words.CARD_CLAIMS)
_CERTIFICATES = exactly(*words.CARD_CERTIFICATES)
_SET_UP = re.compile(rf"^[\W\d]*{words.CARD_SET_UP}$", re.IGNORECASE)
TEST = re.compile(rf"^[\W\d]*{words.CARD_TEST}$", re.IGNORECASE)
_TITLES = (_BASIC, _CLAIMS, _CERTIFICATES, _SET_UP, TEST)

_BASE64 = re.compile(r"^\W*Certificate \(Base64\)", re.IGNORECASE)
_DOWNLOAD = pressable("card 3's 'Download'", exactly(*words.DOWNLOAD))
_NAMED_BASE64 = re.compile(r"^(?=.*download)(?=.*base ?64).*$|^\W*certificate \(base64\)\W*$", re.IGNORECASE)
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
        lambda scope: scope.locator("a[download], [class*=download i], [data-icon-name*=download i]"),
        lambda scope: scope.locator(PRESSABLE).filter(has_not_text=re.compile(r"\w")),
    ),
)
_BASE64_IN_MENU = pressable("Certificate (Base64) in the menu", re.compile(r"\bbase ?64\b", re.IGNORECASE))

_BASIC_LABELS = (
    words.IDENTIFIER,
    words.REPLY_URL,
    words.SIGN_ON_URL,
    words.RELAY_STATE,
    words.CARD_LOGOUT_URL,
)
_CERTIFICATE_LABELS = (
    words.STATUS,
    words.THUMBPRINT,
    words.EXPIRATION,
    ("Notification Email", "Notification Email Addresses"),
    words.METADATA_URL,
    words.BASE64,
    words.RAW,
    words.METADATA_XML,
    ("Token signing certificate",),
    ("Verification certificates (optional)", "Verification certificates"),
)
_SET_UP_LABELS = (words.LOGIN_URL, words.ENTRA_IDENTIFIER, words.LOGOUT_URL)


@dataclass(frozen=True)
class AzureCertificate:
    """The token signing certificate that card 3 shows.

    Attributes:
        thumbprint: SHA-1, 40 hexadecimal digits in capitals.
        status: for example ``Active``.
        expiration: as the portal words it.
    """

    thumbprint: str
    status: str
    expiration: str

    @property
    def is_inactive(self) -> bool:
        """Whether the portal says that Azure doesn't sign with it."""
        return INACTIVE.match(self.status) is not None


@dataclass(frozen=True)
class SamlCards:
    """What the five cards say.

    Attributes:
        app: the application's name, from card 4's title.
        identifiers, reply_urls: card 1.
        certificate: card 3; None while there is none.
        metadata_url: card 3's App Federation Metadata Url.
        login_url: card 4's Login URL.
    """

    app: str
    identifiers: tuple[str, ...]
    reply_urls: tuple[str, ...]
    certificate: AzureCertificate | None
    metadata_url: str
    login_url: str

    @property
    def app_id(self) -> str:
        """The application's id, as far as the metadata address tells it."""
        match = _APP_ID.search(self.metadata_url)
        return match.group(1).lower() if match else ""


def parse_cards(tokens: Sequence[Token]) -> SamlCards | None:
    """What the cards say, or None while they are still being drawn.

    Card 4's Login URL is there from the start, so a blade without it is not complete yet.
    """
    basic = section(tokens, _BASIC, [title for title in _TITLES if title is not _BASIC])
    certificates = section(tokens, _CERTIFICATES, [title for title in _TITLES if title is not _CERTIFICATES])
    set_up = section(tokens, _SET_UP, [title for title in _TITLES if title is not _SET_UP])
    login = [url for url in values_after(set_up, words.LOGIN_URL, _SET_UP_LABELS) if _ADDRESS.match(url)]
    apps = [match.group(1) for token in tokens if (match := _SET_UP.match(token.text)) is not None]
    if not login or not apps or not certificates:
        return None
    metadata = [
        url for url in values_after(certificates, words.METADATA_URL, _CERTIFICATE_LABELS) if _ADDRESS.match(url)
    ]
    return SamlCards(
        app=apps[-1].strip(),
        identifiers=addresses(values_after(basic, words.IDENTIFIER, _BASIC_LABELS)),
        reply_urls=tuple(
            url for url in addresses(values_after(basic, words.REPLY_URL, _BASIC_LABELS)) if _ADDRESS.match(url)
        ),
        certificate=_certificate(certificates),
        metadata_url=metadata[0] if metadata else "",
        login_url=login[0],
    )


def _certificate(tokens: Sequence[Token]) -> AzureCertificate | None:
    near = " ".join(values_after(tokens, words.THUMBPRINT, _CERTIFICATE_LABELS))
    match = THUMBPRINT.search(near)
    if match is None:
        return None
    status = values_after(tokens, words.STATUS, _CERTIFICATE_LABELS)
    expiration = values_after(tokens, words.EXPIRATION, _CERTIFICATE_LABELS)
    return AzureCertificate(match.group(0).upper(), status[0] if status else "", expiration[0] if expiration else "")


class SamlBlade:
    """The blade, once it is open."""

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
            NotFound: the cards, or the Login URL on card 4, didn't appear.
        """
        return await self.screen.until(self._read, "the SAML cards with the Login URL on card 4")

    async def _read(self) -> SamlCards | None:
        frames = await self._frames()
        if not frames:
            await self.portal.assert_signed_in()
        for frame in frames:
            cards = parse_cards(await self.screen.read(frame))
            if cards is not None:
                return cards
        return None

    async def prove(self, resolved_id: str) -> list[Pin]:
        """Prove that this is the configured application in the configured directory.

        Returns:
            The elements that prove it.

        Raises:
            WrongPlace: it is another one, or the page doesn't show which.
        """
        cards = await self.read()
        target = self.portal.target
        if cards.app.casefold() != target.app.strip().casefold():
            raise WrongPlace(
                f"the SAML page belongs to the application '{cards.app}', not '{target.app}'",
                hint="Check {azure_app} and the two ids.",
            )
        if target.app_id and cards.app_id and cards.app_id != target.app_id.lower():
            raise WrongPlace(f"the SAML page belongs to the application id {cards.app_id}, not {target.app_id}")
        pins = await self.portal.prove_directory(cards.login_url, resolved_id)
        title = await self.screen.sees(text("card 4's title", _SET_UP))
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
        named = re.compile(
            rf"^\W*(?:(?:enterprise )?app(?:lication)?\W+(?:name\W+)?)?{escape(app)}\W*"
            r"(?:[|\u2013\u2014:>]\W*.*|\s-\s(?:single sign-on|saml).*)?$",
            re.IGNORECASE,
        )
        title = replace(text(f"a title that names '{app}'", named), many=True)
        hit = await self.screen.sees(title)
        if hit is None:
            raise WrongPlace(f"the page doesn't name the application '{app}'", on_screen=await self.screen.excerpt())
        return [*await self.portal.prove_directory("", resolved_id), await pin(hit.locator)]

    async def show(self, names: Names, value: str, thing: str) -> None:
        """Tell the witness that a value was read beside a label."""
        await self.hands.saw_beside(names, value, thing)

    async def between(self, title: re.Pattern[str], what: Look) -> Locator:
        """Something on one card: it stands between that card's title and the next card's.

        Raises:
            NotFound: the card has no such thing.
        """

        async def look() -> Locator | None:
            for frame in await self._frames():
                found = await between(frame, title, [t for t in _TITLES if t is not title], what)
                if found is not None:
                    return found
            return None

        return await self.screen.until(look, what.thing)

    async def edit_basic(self) -> None:
        """Open card 1's panel."""
        await self._edit(_BASIC, "card 1's 'Edit' button", *words.EDIT_BASIC)

    async def edit_certificates(self) -> None:
        """Open card 3's panel."""
        await self._edit(_CERTIFICATES, "card 3's 'Edit' button", *words.EDIT_CERTIFICATES)

    async def _edit(self, title: re.Pattern[str], thing: str, *names: str) -> None:
        ways: list[Way] = []
        for pattern in (exactly(*names), re.compile(r"^[\W\d]*Edit\b", re.IGNORECASE)):
            ways += pressable(thing, pattern).ways
        await self.hands.press(await self.between(title, Look(thing, tuple(ways))), thing)

    async def download_base64(self) -> bytes:
        """Download card 3's Certificate (Base64).

        Raises:
            NotFound: there is no such download, or it doesn't begin.
            SessionGone: the portal asks to sign in again instead.
        """
        thing = "Certificate (Base64) on card 3"
        stops = [exactly(*names) for names in (words.RAW, words.METADATA_XML)] + [_SET_UP, TEST]

        async def look() -> tuple[bool, Locator] | None:
            for frame in await self._frames():
                ways = (
                    (False, _BASE64, stops, _DOWNLOAD),
                    (False, _CERTIFICATES, [_SET_UP, TEST], _DOWNLOAD_BASE64),
                    (False, _BASE64, stops, _DOWNLOAD_ICON),
                    # One menu for all kinds of file.
                    (True, _CERTIFICATES, [_SET_UP, TEST], _DOWNLOAD),
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
        """Load the blade afresh."""
        view = await self.portal.open_saml_blade()
        if view != "cards":
            raise PortalError("the SAML page lost its single sign-on method after it was loaded again")
