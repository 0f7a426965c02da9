"""The five cards of the SAML page as values: what they say, and which of them are missing.

Nothing here looks at a page: what it says comes as tokens (see `pages.driver.values`).
"""

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from pages.azure import words
from pages.driver.look import escape, exactly
from pages.driver.names import canonical
from pages.driver.values import (
    MASKED,
    ONE_WORD,
    Token,
    addresses,
    identifiers_after,
    is_named,
    lines_after,
    section,
    tidy,
    values_after,
)
from pages.driver.vocabulary import Names, either

ACTIVE = exactly(*words.ACTIVE)
INACTIVE = re.compile(rf"^\W*{either(words.INACTIVE)}\W*$", re.IGNORECASE)
THUMBPRINT = re.compile(r"\b[0-9A-F]{40}\b", re.IGNORECASE)
# What a fingerprint is written with, and what a date has, in the label's own line.
_DIGITS = r"[0-9A-F\u2026*\u2022][0-9A-F\s:.\u2026*\u2022-]*"
_DATE = r"(?:on\s+)?\S*\d.*"
_NONE = re.compile(rf"^\W*(?:{either(words.NO_CERTIFICATE)})?\W*$", re.IGNORECASE)
# A whole fingerprint, SHA-256 or SHA-1, in any spelling.
_WHOLE = re.compile(r"\b[0-9A-F]{2}(?:(?:[\s:.-]?[0-9A-F]{2}){31}|(?:[\s:.-]?[0-9A-F]{2}){19})\b", re.IGNORECASE)
_STATE = exactly(*words.ACTIVE, *words.INACTIVE, *words.STATES)
CALENDAR = re.compile(
    r"\b\d{4}[/.-]\d{1,2}[/.-]\d{1,2}|\b\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}\b"
    rf"|\b\d{{1,2}}\W{{1,2}}{either(words.MONTHS)}\b|\b{either(words.MONTHS)}\W{{1,2}}\d{{1,4}}\b",
    re.IGNORECASE,
)
# What stands under the headings of a table of certificates.
_COLUMNS = ((words.STATUS, _STATE), (words.THUMBPRINT, _WHOLE), (words.EXPIRATION, CALENDAR))
# What has digits and marks of its own: addresses of either kind.
_CONTACT = re.compile(r"\S+://\S+|\S+@\S+")
_ADDRESS = re.compile(r"^https?://\S+$", re.IGNORECASE)
_APP_ID = re.compile(r"[?&]appid=([0-9a-f-]{36})", re.IGNORECASE)


def spelled(names: Names) -> str:
    """The part of a pattern that any of these names matches, letter by letter."""
    return either(tuple(escape(name) for name in names))


@dataclass(frozen=True)
class Card:
    """One of the five cards.

    Attributes:
        number: as the portal and the guide count them.
        name: today's title, for messages.
        title: what a line has to be to be its title. Of cards 4 and 5 the group is the application's name.
    """

    number: int
    name: str
    title: re.Pattern[str]

    def __str__(self) -> str:
        return f"card {self.number} ('{self.name}')"

    def of(self, tokens: Sequence[Token]) -> list[Token]:
        """What can be read on this card."""
        return section(tokens, self.title, [card.title for card in FIVE if card is not self])

    def is_titled(self, tokens: Sequence[Token]) -> bool:
        """Whether its title is there."""
        return any(token.kind == "text" and self.title.match(token.text) for token in tokens)


def _plain(number: int, names: Names) -> Card:
    return Card(number, names[0], exactly(*names))


def _with_application(number: int, names: Names, unless: str = "") -> Card:
    title = re.compile(rf"^[\W\d]*{spelled(names)} {unless}(.+)$", re.IGNORECASE)
    return Card(number, f"{names[0]} ...", title)


BASIC = _plain(1, words.CARD_BASIC)
CLAIMS = _plain(2, words.CARD_CLAIMS)
CERTIFICATES = _plain(3, words.CARD_CERTIFICATES)
SET_UP = _with_application(4, words.CARD_SET_UP, f"(?!{either(words.NOT_SET_UP)})")
TEST = _with_application(5, words.CARD_TEST)
FIVE = (BASIC, CLAIMS, CERTIFICATES, SET_UP, TEST)

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
    words.NOTIFICATION_EMAIL,
    words.METADATA_URL,
    words.BASE64,
    words.RAW,
    words.METADATA_XML,
    words.TOKEN_SIGNING,
    words.VERIFICATION,
)
# A label of one certificate, and what is noted behind it: 'Thumbprint (SHA-1)'.
_NAMED = spelled(words.STATUS + words.THUMBPRINT + words.EXPIRATION + words.TOKEN_SIGNING + words.VERIFICATION)
_NOTED = re.compile(rf"^(\W*{_NAMED})\s*\(([^()]*)\)", re.IGNORECASE)
_SET_UP_LABELS = (words.LOGIN_URL, words.ENTRA_IDENTIFIER, words.LOGOUT_URL)


@dataclass(frozen=True)
class AzureCertificate:
    """The token signing certificate that card 3 shows.

    Attributes:
        thumbprint: what stands there, in whatever form; 40 hexadecimal digits in capitals where it is that. May be
            empty, as all the others.
        status: for example ``Active``.
        expiration: as the portal words it.
        is_offered: whether it can be downloaded, or a state or a date stands without its label, where nothing else
            shows it.
    """

    thumbprint: str
    status: str
    expiration: str
    is_offered: bool = False

    @property
    def is_active(self) -> bool:
        """Whether the portal says that Azure signs with it."""
        return ACTIVE.match(self.status) is not None

    @property
    def is_inactive(self) -> bool:
        """Whether the portal says that Azure doesn't sign with it."""
        return INACTIVE.match(self.status) is not None


@dataclass(frozen=True)
class SamlCards:
    """What the five cards say.

    Attributes:
        app: the application's name to the letter, from card 4's title; all names, where several lines could be it.
        identifiers, reply_urls: card 1.
        certificate: card 3; None only if it shows none in any form. What can't be understood counts as one.
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


def titled(tokens: Sequence[Token]) -> list[Token]:
    """What is read, with the titles of cards as texts: one that folds its card away is a button.

    Only where no text is the card's title, for a button of a title's words may lead somewhere.
    """
    folding = [card.title for card in FIVE if not card.is_titled(tokens)]
    return [
        replace(one, kind="text") if one.kind == "button" and any(title.match(one.text) for title in folding) else one
        for one in tokens
    ]


def parse_cards(tokens: Sequence[Token]) -> SamlCards | None:
    """What the cards say, or None while they are still being drawn (see `missing`)."""
    tokens = titled(tokens)
    if missing(tokens):
        return None
    basic, certificates = BASIC.of(tokens), CERTIFICATES.of(tokens)
    metadata = [
        url for url in values_after(certificates, words.METADATA_URL, _CERTIFICATE_LABELS) if _ADDRESS.match(url)
    ]
    return SamlCards(
        app=_application(tokens),
        identifiers=identifiers_after(basic, words.IDENTIFIER, _BASIC_LABELS),
        reply_urls=tuple(
            url for url in addresses(values_after(basic, words.REPLY_URL, _BASIC_LABELS)) if _ADDRESS.match(url)
        ),
        certificate=_certificate(certificates),
        metadata_url=metadata[0] if metadata else "",
        login_url=_login_urls(SET_UP.of(tokens))[0],
    )


def missing(tokens: Sequence[Token]) -> str:
    """What a page lacks to show the cards, as a person would say it; empty if it shows all that is read.

    Nothing is read on cards 2 and 5. Card 4's Login URL is there from the start, so a card without it is not
    complete yet.
    """
    tokens = titled(tokens)
    lacks = [_named(card, tokens) for card in (BASIC, CERTIFICATES, SET_UP) if not card.of(tokens)]
    if SET_UP.of(tokens) and not _login_urls(SET_UP.of(tokens)):
        lacks.append(f"the Login URL on {SET_UP}")
    return " and ".join(lacks)


def shown(tokens: Sequence[Token]) -> int:
    """How many cards there are, by their titles."""
    return sum(card.is_titled(titled(tokens)) for card in FIVE)


def _named(card: Card, tokens: Sequence[Token]) -> str:
    return f"anything on {card}" if card.is_titled(tokens) else str(card)


def _login_urls(card: Sequence[Token]) -> list[str]:
    return [url for url in values_after(card, words.LOGIN_URL, _SET_UP_LABELS) if _ADDRESS.match(url)]


def _application(tokens: Sequence[Token]) -> str:
    """The name in the title of the card that has the Login URL."""
    stops = [card.title for card in FIVE if card is not SET_UP]
    found: dict[str, None] = {}
    for at, token in enumerate(tokens):
        title = SET_UP.title.match(canonical(token.exact)) if token.kind == "text" else None
        if title is None:
            continue
        # The same words may stand in a menu before it.
        card = itertools.takewhile(lambda one: not _is_any(one, stops), tokens[at + 1 :])
        if _login_urls(list(card)):
            found[title[1]] = None
    return " and ".join(found)


def _is_any(token: Token, titles: Sequence[re.Pattern[str]]) -> bool:
    return token.kind == "text" and any(title.match(token.text) for title in titles)


def _certificate(tokens: Sequence[Token]) -> AzureCertificate | None:
    own = _paired(_signing_part([_without_note(one) for one in tokens]))
    found = {"".join(re.findall(r"\w", match.group(0))).upper() for match in _WHOLE.finditer(_all_of(own))}
    thumbprint = _thumbprint(_said(own, words.THUMBPRINT, _DIGITS)) or (next(iter(found)) if len(found) == 1 else "")
    status = next(iter(_said(own, words.STATUS, ONE_WORD)), "")
    expiration = next(iter(_said(own, words.EXPIRATION, _DATE)), "")
    if thumbprint or status or expiration:
        return AzureCertificate(thumbprint, status, expiration)
    # What stands without a label doesn't say which certificate is active, only that there is one.
    is_there = found or CALENDAR.search(_all_of(own)) or any(_STATE.match(_without_label(one.text)) for one in own)
    return AzureCertificate("", "", "", is_offered=True) if is_there else None


def _paired(tokens: Sequence[Token]) -> list[Token]:
    """A table of one certificate as labels, each before its value.

    Several headings come one after the other there, then as many values, each of its heading's kind. A further row
    is another certificate, and then nothing tells which of them is meant.
    """
    run = _row_of_headings(tokens)
    if not run:
        return list(tokens)
    end = run.stop + len(run)
    heads, row, rest = tokens[run.start : run.stop], tokens[run.stop : end], tokens[end : end + len(run)]
    if not _is_row(heads, row) or any(_is_row([head], [one]) for head, one in zip(heads, rest, strict=False)):
        return list(tokens)
    pairs = itertools.chain.from_iterable(zip(heads, row, strict=True))
    return [*tokens[: run.start], *pairs, *tokens[end:]]


def _row_of_headings(tokens: Sequence[Token]) -> range:
    """Where several of the labels stand one after the other; nowhere if that isn't known to be in one place."""
    columns = [_column(token) for token in tokens]
    runs = [
        range(at, at + length)
        for at, length in ((at, len(list(itertools.takewhile(bool, columns[at:])))) for at in range(len(columns)))
        if length > 1 and not (at and columns[at - 1])
    ]
    return runs[0] if len(runs) == 1 else range(0)


def _column(token: Token) -> re.Pattern[str] | None:
    """What stands under a heading, as far as it is one of a certificate's."""
    if token.kind != "text":
        return None
    return next((value for names, value in _COLUMNS if is_named(token.text, names)), None)


def _is_row(heads: Sequence[Token], row: Sequence[Token]) -> bool:
    values = [_column(head) for head in heads]
    return len(heads) == len(row) and all(
        value is not None and one.kind == "text" and value.search(one.text)
        for value, one in zip(values, row, strict=True)
    )


def _signing_part(tokens: Sequence[Token]) -> list[Token]:
    """Card 3 without its block of verification certificates, wherever that stands."""
    own: list[Token] = []
    others: list[Token] = []
    part = own
    for token in tokens:
        if token.kind == "text" and is_named(token.text, words.VERIFICATION):
            part = others
        elif token.kind == "text" and is_named(token.text, words.TOKEN_SIGNING):
            part = own
        part.append(token)
    # Where all labels stand in that block, its end isn't seen.
    return own if any(map(_is_label, own)) or not any(map(_is_label, others)) else list(tokens)


def _is_label(token: Token) -> bool:
    return any(
        is_named(said.partition(":")[0], names)
        for said in (token.text if token.kind == "text" else token.name,)
        for names in _CERTIFICATE_LABELS
        if names is not words.VERIFICATION
    )


def _without_note(token: Token) -> Token:
    if token.kind == "value":
        return replace(token, name=_plain_label(token.name))
    return replace(token, text=_plain_label(token.text), letters="") if token.kind == "text" else token


def _plain_label(text: str) -> str:
    """A label without the note in brackets, unless that is the value itself."""
    noted = _NOTED.match(text)
    if noted is None or any(sign.search(noted[2]) for sign in (_STATE, CALENDAR, _WHOLE)):
        return text
    return noted[1] + text[noted.end() :]


def _without_label(text: str) -> str:
    return re.sub(rf"\b{_NAMED}\b", " ", text, flags=re.IGNORECASE)


def _all_of(tokens: Sequence[Token]) -> str:
    return _CONTACT.sub(" ", " ".join(token.text for token in tokens))


def _said(tokens: Sequence[Token], names: Names, inline: str) -> list[str]:
    """What stands beside one of card 3's labels; nothing if the first of it says that there is no certificate."""
    lines = [tidy(one.said) for one in lines_after(tokens, names, _CERTIFICATE_LABELS, inline=inline)]
    lines = [one for one in lines if re.search(r"\w", one) or MASKED.search(one)]
    return [] if lines and not MASKED.search(lines[0]) and _NONE.match(lines[0]) else lines


def _thumbprint(lines: Sequence[str]) -> str:
    """The thumbprint as it is shown: it may be wrapped, and an explanation may follow."""
    whole = {match.group(0).upper() for line in lines for match in THUMBPRINT.finditer(line)}
    if len(whole) == 1:
        return whole.pop()
    wrapped = itertools.takewhile(lambda one: re.fullmatch(_DIGITS, one, re.IGNORECASE), lines)
    return " ".join(wrapped) or next(iter(lines), "")
