"""Mistakes in files that people write: collected, and told all at once with file, line and key."""

import difflib
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from runbook.errors import SettingsError
from runbook.terminal import printable

# So many lines with one and the same mistake are told as one; fewer are told one by one.
_MANY = 4


@dataclass(frozen=True, order=True)
class Place:
    """A line of a file.

    Attributes:
        file: as the person named it.
        line: from 1; 0 is the whole file.
    """

    file: str
    line: int = 0

    def __str__(self) -> str:
        return f"{self.file}:{self.line}" if self.line else self.file


@dataclass(frozen=True, order=True)
class Mistake:
    """What is wrong in one place. It holds no secret value.

    Attributes:
        place: where it stands.
        whose: the tenant or table that it belongs to; empty for the file itself.
        key: the key that it is about; empty if about none.
        text: goes on after the key.
    """

    place: Place
    whose: str
    key: str
    text: str

    def __str__(self) -> str:
        return f"{self.place}: {_sentence(self.whose, self.key, self.text)}"

    def as_json(self) -> dict[str, object]:
        """For ``--json``."""
        return {
            "file": self.place.file,
            "line": self.place.line or None,
            "of": self.whose,
            "key": self.key,
            "message": self.text,
        }


class InventoryError(SettingsError):
    """The inventory, or a file beside it, has mistakes; nothing was touched."""

    code = "inventory"
    hint = "Correct what is listed; 'runbook inventory check FILE' looks at everything again without a browser."

    def __init__(self, mistakes: Sequence[Mistake]) -> None:
        self.mistakes = tuple(mistakes)
        super().__init__("\n".join(told(self.mistakes)))


class Mistakes:
    """Collects what is wrong."""

    def __init__(self) -> None:
        self._found: list[Mistake] = []

    def add(self, place: Place, text: str, *, whose: str = "", key: str = "") -> None:
        """Note one more; the texts of others are made printable, since they come from files."""
        self._found.append(Mistake(place, printable(whose), printable(key), text))

    def raise_if_any(self) -> None:
        """End here if anything is wrong.

        Raises:
            InventoryError: it holds all of them.
        """
        if self._found:
            raise InventoryError(self.found)

    @property
    def found(self) -> tuple[Mistake, ...]:
        """Each once: file by file, as they were read, and line by line."""
        files = [one.place.file for one in self._found]
        return tuple(sorted(set(self._found), key=lambda one: (files.index(one.place.file), one)))


def told(mistakes: Sequence[Mistake]) -> list[str]:
    """A line for each; many lines of a file with one mistake, such as a column of a CSV file, share one."""
    alike: dict[tuple[str, str, str], list[Mistake]] = defaultdict(list)
    for mistake in mistakes:
        alike[mistake.place.file, mistake.key, mistake.text].append(mistake)
    lines = []
    for mistake in mistakes:
        same = alike[mistake.place.file, mistake.key, mistake.text]
        if len(same) < _MANY:
            lines.append(str(mistake))
        elif mistake is same[0]:
            everybody = f"{len(same)} tenants" if mistake.whose else ""
            where = f"{mistake.place.file}:{_ranges([one.place.line for one in same])}"
            lines.append(f"{where}: {_sentence(everybody, mistake.key, mistake.text)}")
    return lines


def nearest(word: str, known: Iterable[str]) -> str:
    """``; did you mean ...?`` with the known word that is most alike, or nothing."""
    near = difflib.get_close_matches(word, list(known), n=1)
    return f"; did you mean {near[0]}?" if near else ""


def _sentence(whose: str, key: str, text: str) -> str:
    about = f"{key} {text}" if key else text
    return f"{whose}: {about}" if whose else about


def _ranges(numbers: list[int]) -> str:
    """Lines in short: ``2-9,11``."""
    starts = [numbers[0], *(after for before, after in pairwise(numbers) if after > before + 1)]
    ends = [*(before for before, after in pairwise(numbers) if after > before + 1), numbers[-1]]
    return ",".join(f"{start}-{end}" if end > start else str(start) for start, end in zip(starts, ends, strict=True))
