"""Makes text of a portal fit to be shown: nothing in it is invisible, reorders its neighbours or has no end."""

import unicodedata
from urllib.parse import urlsplit

from markupsafe import Markup

_LONGEST = 4000
_LONGEST_ADDRESS = 64
_HIGHEST_PILE = 4
_LAYOUT = frozenset("\n\t")
# Joiners of emoji and of Indic and Arabic scripts; they change how neighbours are drawn, not what is read.
_JOINERS = frozenset("\u200c\u200d")
_INVISIBLE = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})


def visible(text: str) -> str:
    """The text with every control character, bidirectional override and the like spelled out: ``⟨U+202E⟩``.

    So are accents of which more are piled on one letter than any language has: they would cover other lines.
    """
    if text.isascii() and text.isprintable():
        return text
    spelled, piled = [], 0
    for one in text:
        piled = piled + 1 if unicodedata.combining(one) else 0
        spelled.append(one if _is_plain(one) and piled <= _HIGHEST_PILE else f"⟨U+{ord(one):04X}⟩")
    return "".join(spelled)


def brief(text: str, longest: int = _LONGEST) -> str:
    """The beginning of a text that is longer than anybody would read, and how long it is."""
    if len(text) <= longest:
        return text
    return f"{text[:longest].rstrip()} … ({len(text)} characters)"


def shown(value: object) -> object:
    """What the template puts into the page for a value: the wall that no text of a portal gets around."""
    if isinstance(value, Markup) or not isinstance(value, str):
        return value
    return visible(brief(value))


def short_address(address: str) -> str:
    """An address for a caption: host and both ends of the rest."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return brief(address, _LONGEST_ADDRESS)
    short = address.removeprefix(f"{parts.scheme}://") if parts.netloc else address
    if len(short) <= _LONGEST_ADDRESS:
        return short
    third = _LONGEST_ADDRESS // 3
    return f"{short[: 2 * third]}…{short[-third:]}"


def sentence(text: str) -> str:
    """A reason as a sentence: a capital first, a full stop last."""
    text = text.strip()
    if not text:
        return ""
    return text[0].upper() + text[1:] + ("" if text.endswith((".", "!", "?")) else ".")


def _is_plain(one: str) -> bool:
    return one in _LAYOUT or one in _JOINERS or unicodedata.category(one) not in _INVISIBLE
