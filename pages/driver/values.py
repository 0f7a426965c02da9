"""Labeled values, read off a page: pure functions over what `Screen.read` gives."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from pages.driver import words
from pages.driver.look import exactly
from pages.driver.vocabulary import Names, either

# What can stand in its label's own line without a colon between them: values of any kind, and identifiers.
_PLAIN = rf"(?:https?://|urn:)\S+|[0-9A-F]{{40}}|{either(words.STATES)}"
ONE_WORD: Final = rf"(?!\(|{either(words.LABEL_GOES_ON)}(?!\S))\S*\w\S*"
_MARK = re.compile(r"^[\W\d]*$")
# What is masked is a value, and no mark around its label.
MASKED: Final = re.compile(r"[*\u2022\u25cf\u00b7]{3}")
# A mark, or a card's number: a longer one can be an identifier.
_SHORT_MARK = re.compile(r"^\W*\d{0,2}\W*$")
_BADGE = re.compile(rf"(?:^|\s+){either(words.COPY_BADGE)}\W*$", re.IGNORECASE)
_CUT = re.compile(r"\u2026|\.\.\.$")
# What icon fonts draw, and marks without a width.
_GLYPHS = re.compile("[\ue000-\uf8ff\u200b-\u200f\ufeff]")
_SCHEME = re.compile(r"^[a-z][\w+.-]*:\S", re.IGNORECASE)
_NEXT_ADDRESS = re.compile(r"[,;]?\s+(?=[a-z][\w+.-]*:\S)", re.IGNORECASE)


@dataclass(frozen=True)
class Token:
    """One thing read off a page: a line of text, a field's value, or the words of a button.

    Attributes:
        kind: ``text``, ``value`` or ``button``.
        text: what it says.
        name: a field's label.
        letters: a line of text, or the words of a button, as it is in the document, with what has no width.
    """

    kind: str
    text: str
    name: str = ""
    letters: str = field(default="", compare=False)

    @property
    def exact(self) -> str:
        """What it says, to the letter where that is known."""
        return self.letters or self.text


def is_named(text: str, names: Names) -> bool:
    """Whether a line is one of these names, white space and marks aside."""
    return exactly(*names).match(text) is not None


def values_after(tokens: Sequence[Token], names: Names, others: Iterable[Names]) -> tuple[str, ...]:
    """The values that stand beside a label.

    A portal shows a value as the text of a line after its label, in the label's own line after a colon, or
    as a field that carries the label as its name. Buttons ('Copy') are no values, nor is a word that says
    that nothing is set ('Required'), nor an address that is cut short.

    Args:
        tokens: what is read in the card or tab.
        names: the label with its alternatives.
        others: the other labels, at which the values of this one end.

    Returns:
        The values in their order, without duplicates.
    """
    return _values(lines_after(tokens, names, others), _MARK)


def _values(lines: Iterable["Line"], mark: re.Pattern[str]) -> tuple[str, ...]:
    found = (one.said for one in lines if not (one.is_alone and mark.match(one.said)))
    return tuple(dict.fromkeys(said for said in found if not is_unset(said) and not _CUT.search(said)))


def is_unset(said: str) -> bool:
    """Whether a word stands where a value would, while there is none."""
    return said.strip().lower() in words.UNSET


@dataclass(frozen=True)
class Line:
    """What stands beside a label, and whether it is a line of its own; else it is a field, or in the label's line."""

    said: str
    is_alone: bool = False


def lines_after(
    tokens: Sequence[Token], names: Names, others: Iterable[Names], *, inline: str = _PLAIN
) -> Iterator[Line]:
    """All that stands beside a label (see `values_after`): also marks, what is cut short, and words for 'nothing'.

    Args:
        tokens: what is read in the card or tab.
        names: the label with its alternatives.
        others: the other labels.
        inline: a part of a pattern, for what is a value in the label's own line without a colon, too.
    """
    stops = [exactly(*other) for other in others if other is not names]
    # A label may carry a tooltip's or a badge's mark; a line that begins with it and goes on holds the value.
    spelled = "|".join(re.escape(name) for name in names)
    own_line = re.compile(rf"^\W*(?:{spelled})(?:\W*:\s*(\S.*)|\s+({inline}))$", re.IGNORECASE)
    collecting = False
    for token in map(_without_badge, tokens):
        if token.kind == "button" or (token.kind == "text" and not token.text):
            continue
        if token.kind == "value":
            if (token.name and is_named(token.name, names)) or (
                collecting and not any(stop.match(token.name) for stop in stops)
            ):
                yield Line(token.text)
            continue
        if is_named(token.text, names) and not MASKED.search(token.text):
            collecting = True
        elif (match := own_line.match(token.text)) is not None:
            yield Line(match.group(1) or match.group(2))
            collecting = False
        elif any(stop.match(token.text) or stop.match(token.text.partition(":")[0]) for stop in stops):
            collecting = False
        elif collecting:
            yield Line(token.text, is_alone=True)


def _without_badge(token: Token) -> Token:
    """A line without the 'Copy' that a portal writes behind a value."""
    return replace(token, text=_BADGE.sub("", token.text), letters="") if token.kind == "text" else token


def identifiers_after(tokens: Sequence[Token], names: Names, others: Iterable[Names]) -> tuple[str, ...]:
    """The identifiers that stand beside a label: addresses, or plain words, each without a space in it.

    Entra accepts any text as the identifier of a SAML application (a reply URL has to be an address). What a button
    is called is none, though it may be drawn as a text.
    """
    found = addresses(_values(lines_after(tokens, names, others, inline=ONE_WORD), _SHORT_MARK))
    return tuple(one for one in found if not is_named(one, words.NO_VALUES))


def identifier_after(tokens: Sequence[Token], names: Names, others: Iterable[Names]) -> str:
    """The one identifier that stands beside a label; empty if there is none, or not yet.

    The first address, wherever it stands there. A plain word only right beside its label: where the value is still to
    come, the next word on the page is another thing's.
    """
    others = tuple(others)
    found = identifiers_after(tokens, names, others)
    lines = (one.said for one in lines_after(tokens, names, others, inline=ONE_WORD))
    nearest = next((said for said in lines if not said or re.search(r"\w", said)), "")
    addressed = (one for one in found if _SCHEME.match(one))
    return next(addressed, nearest if nearest in found else "")


def addresses(values: Iterable[str]) -> tuple[str, ...]:
    """Of some values those that can be an identifier or an address: nothing with a space in it.

    Several in one line are several: ``https://a, https://b``.
    """
    found: list[str] = []
    for value in values:
        parts = _NEXT_ADDRESS.split(value.strip())
        if parts[0] and not any(re.search(r"\s", part) for part in parts):
            found += parts
    return tuple(dict.fromkeys(found))


def section(tokens: Sequence[Token], begin: re.Pattern[str], ends: Iterable[re.Pattern[str]]) -> list[Token]:
    """The tokens from a card's title (left out) up to the next card's.

    The last line that is the title begins the card: the same words may stand in a menu before it.
    """
    starts = [index for index, token in enumerate(tokens) if token.kind == "text" and begin.match(token.text)]
    if not starts:
        return []
    stops = list(ends)
    best: list[Token] = []
    for start in starts:
        found = []
        for token in tokens[start + 1 :]:
            if token.kind == "text" and any(stop.match(token.text) for stop in stops):
                break
            found.append(token)
        if len(found) > len(best):
            best = found
    return best


def tidy(text: str) -> str:
    """One line, without icon glyphs, and with single spaces."""
    return " ".join(_GLYPHS.sub(" ", text).split())
