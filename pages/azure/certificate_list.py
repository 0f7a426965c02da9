"""Card 3's panel as a value: which signing certificates its list shows, or that it shows none.

Nothing here looks at a page: what it says comes as tokens (see `pages.driver.values`). What can't be understood is not
absent, so a list counts as empty only if it is seen to be.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pages.azure import words
from pages.azure.cards import CALENDAR, CERTIFICATES, spelled
from pages.driver.look import exactly
from pages.driver.values import Token, is_named, tidy
from pages.driver.vocabulary import either

_HEADS = (words.STATUS, words.THUMBPRINT, words.EXPIRATION, words.OTHER_COLUMNS)
# Of the headings so many in a row are those of a list: one alone can be a label beside its value.
_FEW = 2
_EMPTY = re.compile(rf"^\W*{either(words.NO_CERTIFICATES)}\W*$", re.IGNORECASE)
_CLOSE_TITLES = tuple(close.format(title=title) for title in words.PANEL_CERTIFICATES for close in words.CLOSE_TITLE)
_COMMANDS = (
    words.NEW_CERTIFICATE, words.PANEL_COMMANDS, words.SAVE, words.CLOSE, words.EDIT_CERTIFICATES, _CLOSE_TITLES,
)  # fmt: skip
_ELLIPSIS = exactly(*words.ELLIPSES)
# A whole fingerprint in pairs or groups of digits, or eight digits and more of one, also with something left out.
_WHOLE = r"\b[0-9A-F]{2,8}(?:[ :-][0-9A-F]{2,8}){4,31}\b"
_CUT = r"(?:\u2026|\.{2,})"
_PART = rf"\b[0-9A-F]{{2,40}}{_CUT}[0-9A-F]{{2,40}}\b|\b[0-9A-F]{{8,64}}\b{_CUT}?|{_CUT}[0-9A-F]{{8,40}}\b"
_FINGERPRINT = re.compile(rf"{_WHOLE}|{_PART}", re.IGNORECASE)
_WHOLE_DIGITS = (40, 64)
_ACTIVE = re.compile(rf"\b{spelled(words.ACTIVE)}\b", re.IGNORECASE)
_INACTIVE = re.compile(rf"\b{spelled(words.INACTIVE)}\b", re.IGNORECASE)
_MENU = re.compile(rf"^\W*$|\b{either(words.MENU_NAMES)}\b", re.IGNORECASE)
# The longest first: one heading may begin with another.
_NAMES = sorted((name for names in _HEADS for name in names), key=len, reverse=True)
_LABEL = re.compile(rf"\b{spelled(tuple(_NAMES))}\b\s*:?", re.IGNORECASE)
_DATE = re.compile(rf"\d[\d/.,:TZ-]*|\b{either(words.DATE_WORDS)}\b\.?", re.IGNORECASE)


@dataclass(frozen=True)
class CertificateList:
    """What the panel's list shows.

    Attributes:
        thumbprints: as they are shown, of the certificates that can be read.
        active, inactive: how many say that they are.
        has_list: whether the list itself is there: its headings, or the words that it is empty.
        odd: what stands there and can't be understood.
        is_loading: whether something is still to come.
    """

    thumbprints: tuple[str, ...] = ()
    active: int = 0
    inactive: int = 0
    has_list: bool = False
    odd: tuple[str, ...] = ()
    is_loading: bool = False

    @property
    def has_any(self) -> bool:
        """Whether anything that is understood says that there is a certificate."""
        return bool(self.thumbprints or self.active or self.inactive)

    @property
    def is_empty(self) -> bool:
        """Whether it is seen to have no certificate, in whatever form."""
        return self.has_list and not self.has_any and not self.odd and not self.is_loading

    @property
    def inactive_one(self) -> str:
        """The thumbprint of the certificate, if there is exactly one, and it says that it is inactive; else nothing."""
        return self.thumbprints[0] if self._is_one and self.inactive == 1 else ""

    @property
    def active_one(self) -> str:
        """The same, if it says that it is active."""
        return self.thumbprints[0] if self._is_one and self.active == 1 else ""

    @property
    def _is_one(self) -> bool:
        told = len(self.thumbprints) == self.active + self.inactive == 1
        return told and self.has_list and not self.odd and not self.is_loading

    def __str__(self) -> str:
        """What it shows, in a few words for messages."""
        if self.is_empty:
            return "no certificate"
        told = [*self.thumbprints]
        told += [f"{count} {word}" for count, word in ((self.active, "active"), (self.inactive, "inactive")) if count]
        told += [f"'{one}', which isn't understood" for one in self.odd]
        if not told and not self.is_loading:
            return "no list of certificates"
        return ", ".join([*told, *(["something that is still loading"] if self.is_loading else [])])


def read_list(tokens: Sequence[Token], rows: Sequence[str], *, is_loading: bool = False) -> CertificateList:
    """What the panel shows.

    Args:
        tokens: all that can be read on the panel, and nothing else.
        rows: what the rows of its list say, as far as they are drawn as rows.
        is_loading: whether it shows that something is still to come.
    """
    begin, end = _span(tokens)
    says_empty = any(one.kind == "text" and _EMPTY.match(one.text) for one in tokens[begin:end])
    # Without headings the words alone tell that it is empty, if there is nothing else in all of the panel above.
    has_list = bool(begin) or says_empty
    content = [one for one in tokens[begin:end] if not _is_command(one) and not _is_title(one)] if has_list else []
    around = [*tokens[:begin], *tokens[end:]] if has_list else tokens
    read = _Reading()
    for token in content:
        read.take(token)
    # What looks like a certificate elsewhere on the panel is one.
    for token in around:
        if CALENDAR.search(read.find(token)):
            read.dates += 1
    if read.dates and not read.certificates:
        read.odd.append("a date")
    if read.menus > read.certificates:
        read.odd.append(f"{read.menus} menu{'' if read.menus == 1 else 's'} of rows")
    filled = [row for row in rows if not _is_heading(row) and not _EMPTY.match(row)]
    if len(filled) > max(read.certificates, len(read.odd)):
        read.odd.append(f"{len(filled)} row{'' if len(filled) == 1 else 's'}")
    return CertificateList(tuple(read.thumbprints), read.active, read.inactive, has_list, tuple(read.odd), is_loading)


class _Reading:
    """Certificates that are found in tokens."""

    def __init__(self) -> None:
        self.thumbprints: list[str] = []
        self.active = 0
        self.inactive = 0
        self.menus = 0
        self.dates = 0
        self.odd: list[str] = []

    @property
    def certificates(self) -> int:
        return max(len(self.thumbprints), self.active + self.inactive)

    def find(self, token: Token) -> str:
        """Take what looks like a part of a certificate, and return what is left of the token."""
        text = tidy(token.text)
        for match in _FINGERPRINT.finditer(text):
            if _is_fingerprint(match.group(0)):
                self.thumbprints.append(match.group(0))
                text = text.replace(match.group(0), " ", 1)
        if token.kind == "button":
            return text
        rest = _INACTIVE.sub(" ", text)
        # In a sentence the words say nothing about a certificate: 'Only one can be active at a time'.
        if re.search(r"\w", _DATE.sub(" ", _LABEL.sub(" ", _ACTIVE.sub(" ", rest)))):
            return text
        self.inactive += len(_INACTIVE.findall(text))
        self.active += len(_ACTIVE.findall(rest))
        return _ACTIVE.sub(" ", rest)

    def take(self, token: Token) -> None:
        """Take all of a token that stands in the list."""
        if token.kind == "button":
            if _ELLIPSIS.match(token.text) or _MENU.search(token.text):
                self.menus += 1
            else:
                self.odd.append(tidy(token.text))
            return
        if _EMPTY.match(token.text) or (token.kind == "value" and not token.text):
            return
        left, dates = _DATE.subn(" ", _LABEL.sub(" ", self.find(token)))
        self.dates += dates
        if re.search(r"\w", left) or not re.search(r"\w", token.text):
            self.odd.append(tidy(token.text))


def _is_fingerprint(text: str) -> bool:
    if re.fullmatch(_WHOLE, text, re.IGNORECASE):
        return len(re.sub(r"[^0-9A-F]", "", text, flags=re.IGNORECASE)) in _WHOLE_DIGITS
    return True


def _span(tokens: Sequence[Token]) -> tuple[int, int]:
    """Where the list's content begins, after its headings, and where it ends; it begins at 0 if there are none."""
    begin = at = 0
    while at < len(tokens) and not begin:
        run, last, seen = at, at, set()
        while run < len(tokens) and (_is_mark(tokens[run]) or _heading(tokens[run].text) is not None):
            heading = _heading(tokens[run].text)
            run += 1
            if heading is not None:
                seen.add(heading)
                last = run
        # A mark after the last heading may be all that a row says.
        begin = last if len(seen) >= _FEW else 0
        at = max(run, at + 1)
    ends = (
        index
        for index, one in enumerate(tokens)
        if index >= begin and one.kind == "text" and is_named(one.text, words.AFTER_CERTIFICATES)
    )
    return begin, next(ends, len(tokens))


def _is_mark(token: Token) -> bool:
    return token.kind != "value" and not re.search(r"\w", token.text) and not _ELLIPSIS.match(token.text)


def _heading(text: str) -> int | None:
    return next((index for index, names in enumerate(_HEADS) if is_named(text, names)), None)


def _is_heading(row: str) -> bool:
    return bool(re.search(r"\w", row)) and not re.search(r"\w", _LABEL.sub(" ", row))


def _is_title(token: Token) -> bool:
    return token.kind == "text" and CERTIFICATES.title.match(token.text) is not None


def _is_command(token: Token) -> bool:
    return token.kind == "button" and any(is_named(token.text, names) for names in _COMMANDS)
