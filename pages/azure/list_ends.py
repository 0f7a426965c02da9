"""Whether the list of applications holds more than was seen of it: decided on what was read beside its rows.

Nothing here looks at a page: what stands beside a list comes as ends (see `listEnds.js`), its rows as rows.
"""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from pages.azure import words
from pages.azure.rows import Row
from pages.driver import words as driver_words
from pages.driver.look import exactly
from pages.driver.vocabulary import either

_NUMBER = r"(?<!\d)(?P<{}>\d{{1,3}}(?:[.,'\s]\d{{3}})+|\d+)"
_OF = rf"{_NUMBER.format('upper')}\s*{either(words.LIST_OF)}\s*{_NUMBER.format('total')}"
_COUNTS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"{_NUMBER.format('lower')}\s*{either(words.LIST_TO)}\s*{_OF}",
        rf"^\W*{either(words.LIST_SHOWN)}\W+{_OF}",
        rf"^\W*{_OF}(?:\s+{either(words.LIST_ROWS)})?\W*$",
    )
)
_PAGE = re.compile(rf"^\W*{either(words.LIST_PAGE)}\W+{_OF}", re.IGNORECASE)
# What `listEnds` has to know.
ENDS = {
    "areas": ", ".join(("main, [role=main]", *words.BLADES)),
    "pagers": ", ".join(words.LIST_PAGERS),
    "more": exactly(*driver_words.MORE).pattern,
    "back": exactly(*words.LIST_BACK).pattern,
}


@dataclass(frozen=True)
class Ends:
    """What stands in or beside a list and may tell that it goes on.

    Attributes:
        table: whether it has rows of a table.
        more: what shows more of it; empty if nothing does.
        pages: ``further`` if it has pages after this one, ``unsure`` if it isn't known which this one is.
        signs: whether another control leads on.
        lines: what it says beside its rows.
    """

    table: bool = True
    more: str = ""
    pages: str = ""
    signs: bool = False
    lines: tuple[str, ...] = ()


class Counted:
    """How many rows of a table were seen while it was gone through."""

    def __init__(self) -> None:
        self._most: Counter[tuple[str, ...]] = Counter()

    def add(self, rows: Sequence[Row]) -> None:
        """Note what is on screen now; a row with fewer cells than others is no application."""
        inside = [row for row in rows if row.kind == 0]
        most = max((len(row.cells) for row in inside), default=0)
        self._most |= Counter(row.key for row in inside if len(row.cells) == most)

    @property
    def number(self) -> int:
        """How many they are."""
        return self._most.total()


@dataclass(frozen=True)
class Searched:
    """What came of a search, once all that it found was seen.

    Attributes:
        new_rows: whether it found any row that was not listed before.
        asked: whether the portal's server was asked, and answered.
        failed: why it was not answered well; empty if it was.
        partly: whether not all that it found could be seen.
    """

    new_rows: bool = False
    asked: bool = False
    failed: str = ""
    partly: bool = False

    def then(self, wider: "Searched") -> "Searched":
        """What came of this search and of a wider one after it."""
        return replace(wider, new_rows=self.new_rows or wider.new_rows)


def ends_from(read: Sequence[Mapping[str, Any]]) -> list[Ends]:
    """The ends that `listEnds` gives, one for each document: those with a table, if there is one."""
    ends = [Ends(**{**one, "lines": tuple(one["lines"])}) for one in read]
    return [one for one in ends if one.table] or ends


def why_more(ends: Sequence[Ends], seen: int, *, turned: bool) -> str:
    """Why a list may hold more than was seen of it; empty if nothing tells so.

    Args:
        ends: what stands beside it.
        seen: how many rows of a table were seen; 0 where it is none.
        turned: whether something was pressed that showed more of it.
    """
    for one in ends:
        for line in one.lines:
            if _tells_of_more(line, seen):
                return f"it says '{line[:80]}'"
        if one.more:
            return f"'{one.more}' is there, and shows no more"
        if one.signs or one.pages == "further" or (one.pages == "unsure" and not turned):
            return "it has more pages, which can't be opened"
    return ""


def _tells_of_more(line: str, seen: int) -> bool:
    if page := _PAGE.search(line):
        return _value(page["upper"]) < _value(page["total"])
    count = next((found for pattern in _COUNTS if (found := pattern.search(line))), None)
    return count is not None and _value(count["total"]) > (seen or _value(count["upper"]))


def _value(number: str) -> int:
    return int(re.sub(r"\D", "", number))
