"""Looks: descriptions of things on a page as a person would give them, with their alternatives.

A `Look` joins several ways to find one thing, the most certain first: a role with its name, a title, a
label, visible text, and as a last resort an id or class that public sources name.
"""

import json
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache, reduce
from urllib.parse import quote

from playwright.async_api import Error as PlaywrightError
from playwright.async_api import Frame, Locator

from pages.driver import words
from pages.driver.scripts import script
from pages.driver.vocabulary import either

Scope = Frame | Locator
Way = Callable[[Scope], Locator]

# A selector engine of ours (`onscreen`): keeps an element only if a person could see it. Playwright's
# own 'visible' takes blades that are parked left of the window, and fields that are moved off it, for visible.
ON_SCREEN = "onscreen=yes"

# What is pressed inside a block that carries the name: the block itself may be larger than what reacts.
PRESSABLE = "button, a, [role=button], [role=link]"
_WRITABLE = "input:not([readonly]), textarea:not([readonly])"


def says(scope: Scope, pattern: re.Pattern[str]) -> Locator:
    """The innermost elements whose visible words match."""
    return scope.locator(f"says={_spelled(pattern)}")


def beside(scope: Scope, pattern: re.Pattern[str]) -> Locator:
    """The text fields beside words that match, by eye."""
    return scope.locator(f"beside={_spelled(pattern)}")


def line(scope: Scope, text: str) -> Locator:
    """The elements of their own that say a text to the letter: headings, blocks, parts of a path."""
    return scope.locator(f"line={quote(text.strip(), safe='')}")


def field_block(element: Locator, part: re.Pattern[str]) -> Locator:
    """The block around an element that is its field's alone.

    Args:
        element: something of the field, such as its label.
        part: the id or class of text fields that are no field of their own but part of such a block.
    """
    return element.locator(f"fieldBlock={quote(part.pattern, safe='')}")


def _spelled(pattern: re.Pattern[str]) -> str:
    flags = "i" if pattern.flags & re.IGNORECASE else ""
    return quote(f"/{pattern.pattern}/{flags}", safe="")


def escape(text: str) -> str:
    """Words as a part of a pattern; also the slash, which would end a pattern in the browser."""
    return re.escape(text).replace("/", r"\/")


# What may stand around a name without being a part of it: punctuation, symbols, icon glyphs and white space, but
# no letter, digit or number of any script. Spelled out, because \W of the browser's patterns covers every letter that
# is not ASCII; and what is spelled out is the smaller half, for Python takes its time over each character of it. Some
# blocks of symbols hold letters, such as the Kelvin sign, which is a 'k' to a pattern that ignores case.
_SIGNS = (
    r"\x00-\x2f\x3a-\x40\x5b-\x5e\x60\x7b-\u00a9\u00ab-\u00b1\u00b4\u00b6-\u00b8\u00bb\u00bf\u00d7\u00f7"
    r"\u2000-\u206f\u207a-\u207e\u208a-\u208e\u20a0-\u20ff\u2190-\u245f\u249c-\u24b5\u2500-\u2775\u2794-\u2bff"
    r"\u2e00-\u2e2e\u2e30-\u2fff\u3000-\u3004\u3008-\u3020\u302a-\u3030\u3036\u3037\u303d-\u303f"
    r"\ue000-\uf8ff\ufe00-\ufe6f\ufeff\uff00-\uff0f\uffdd-\uffff"
)
MARK = rf"[{_SIGNS}]"
# Digits in a circle too: a portal may number its cards with them.
_MARK_OR_DIGIT = rf"[0-9\u2460-\u249b\u24ea-\u24ff\u2776-\u2793{_SIGNS}]"


@cache
def exactly(*names: str) -> re.Pattern[str]:
    """A pattern for any of these names and nothing else.

    Icon glyphs, a card's number and marks around the name (portals put private-use characters and asterisks
    there) do not count, nor does the kind of white space or capital letters.
    """
    spelled = "|".join(r"\s+".join(escape(word) for word in name.split()) for name in names)
    return re.compile(rf"^{_MARK_OR_DIGIT}*(?:{spelled}){MARK}*$", re.IGNORECASE)


@dataclass(frozen=True)
class Look:
    """One thing on a page.

    Attributes:
        thing: what a person would call it, for messages.
        ways: how to find it, best first.
        many: whether any one of several will do, as for a landmark; else several are an error.
    """

    thing: str
    ways: tuple[Way, ...]
    many: bool = False

    def each(self, scope: Scope) -> list[Locator]:
        """One locator for each way, of what is on screen in this scope."""
        return [way(scope).locator(ON_SCREEN) for way in self.ways]

    def any(self, scope: Scope) -> Locator:
        """One locator for all ways together, so that no alternative costs a time-out."""
        return reduce(Locator.or_, self.each(scope))

    def __or__(self, other: "Look") -> "Look":
        """The same thing, found in either's ways."""
        return Look(self.thing, self.ways + other.ways, self.many or other.many)


def css(thing: str, *selectors: str) -> Look:
    """A thing that public sources know by a selector."""
    return Look(thing, tuple(_by_selector(selector) for selector in selectors))


def messages(thing: str, *selectors: str) -> Look:
    """What a portal says in the places that public sources know by a selector."""
    return Look(thing, tuple(_by_message(selector) for selector in selectors))


def _by_message(selector: str) -> Way:
    return lambda scope: scope.locator(selector).filter(has_not_text=words.ABOUT_COOKIES)


def text(thing: str, *patterns: re.Pattern[str] | str) -> Look:
    """Visible text; a plain string has to be the whole text of its element."""
    return Look(thing, tuple(_by_text(pattern) for pattern in patterns))


def button(*names: str, thing: str | None = None) -> Look:
    """Something to press, known by its exact name."""
    return pressable(thing or f"the '{names[0]}' button", exactly(*names))


def pressable(thing: str, pattern: re.Pattern[str]) -> Look:
    """Something to press: a button, or whatever a portal uses in its place."""
    return Look(
        thing,
        (
            lambda scope: scope.get_by_role("button", name=pattern),
            lambda scope: scope.get_by_role("menuitem", name=pattern),
            lambda scope: scope.get_by_role("tab", name=pattern),
            lambda scope: scope.get_by_role("link", name=pattern),
            lambda scope: scope.get_by_title(pattern).locator(PRESSABLE),
            lambda scope: scope.get_by_title(pattern),
            lambda scope: scope.get_by_role("treeitem", name=pattern),
            # A drawn 'button' without a role: its own words, as a person would click them.
            lambda scope: says(scope, pattern),
            # The same without words: its name tells what it is a picture of.
            lambda scope: scope.locator("[aria-label]").locator(f"drawing={_spelled(pattern)}"),
        ),
    )


def untried(look: Look, tried: Sequence[object]) -> Look:
    """Whichever of the things that answer to a look was not pressed before; first what looks as if it could be.

    Args:
        look: the things.
        tried: what the script `stand` said of those that were.
    """
    ways = [_kept(way, tried=list(tried), inviting=inviting) for inviting in (True, False) for way in look.ways]
    return Look(look.thing, tuple(ways), many=True)


def again(look: Look, stands: object) -> Look:
    """The one of the things that answer to a look of which the script `stand` said this before."""
    return Look(look.thing, tuple(_kept(way, only=stands, tried=[]) for way in look.ways), many=True)


def _kept(way: Way, **given: object) -> Way:
    body = quote(json.dumps(given), safe="")
    return lambda scope: way(scope).locator(ON_SCREEN).locator(f"standing={body}")


def field(*labels: str, placeholders: tuple[str, ...] = (), thing: str | None = None) -> Look:
    """A text field to be filled in, by its label; where that is not tied to it, the field that stands beside it.

    A value that a page only shows may stand in a field too, of the same name.
    """
    pattern = _label(*labels)
    ways: list[Way] = [
        lambda scope: scope.get_by_role("textbox", name=pattern).and_(scope.locator(_WRITABLE)),
        lambda scope: scope.get_by_label(pattern).and_(scope.locator(_WRITABLE)),
    ]
    ways += [_by_placeholder(placeholder) for placeholder in placeholders]
    ways.append(lambda scope: beside(scope, pattern))
    return Look(thing or f"the '{labels[0]}' field", tuple(ways))


def _label(*labels: str) -> re.Pattern[str]:
    """A pattern for a field's label: marks such as '*' or '(required)' may follow."""
    spelled = "|".join(r"\s+".join(escape(word) for word in name.split()) for name in labels)
    return re.compile(rf"^\W*(?:{spelled})\W*(?:{either(words.LABEL_NOTES)}\W*)?$", re.IGNORECASE)


def _by_selector(selector: str) -> Way:
    return lambda scope: scope.locator(selector)


def _by_text(pattern: re.Pattern[str] | str) -> Way:
    wanted = exactly(pattern) if isinstance(pattern, str) else pattern
    return lambda scope: says(scope, wanted)


def _by_placeholder(placeholder: str) -> Way:
    return lambda scope: scope.get_by_placeholder(exactly(placeholder))


# Errors of pages that change while they are looked at.
_PASSING = re.compile(r"detached|destroyed|navigat|not attached|no frame|disposed|closed|^\S+ Timeout", re.IGNORECASE)


async def is_ready(locator: Locator) -> bool:
    """Whether something is there and not greyed out, in whatever way a portal does that."""
    return not await locator.evaluate_all(script("inactive"))


def is_passing(error: PlaywrightError) -> bool:
    """Whether an error only says that the page changed while it was looked at, so that another look helps."""
    return _PASSING.search(error.message) is not None
