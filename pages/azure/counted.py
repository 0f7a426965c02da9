"""What was seen of the list of applications: how many rows, and what came of a search."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from pages.azure.rows import Row


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
