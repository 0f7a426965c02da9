"""Which row of the list is the application: decided on what was read, letter by letter.

Nothing here looks at a page: what it says comes as rows (see `listRows.js`).
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pages.azure import words
from pages.driver.look import exactly
from pages.driver.names import canonical, same

_NAME_COLUMN = exactly(*words.LIST_NAME_COLUMNS)
_GUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
# What no application is called: an id, an address, a date.
_DETAIL = re.compile(
    r"^(?:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|\w+://\S+|\S+@\S+\.\w+|\d+[/.:,-][\d\s/.:,-]*(?:[AP]M)?)$",
    re.IGNORECASE,
)
# How many letters stand for a missing picture.
_INITIALS = 2
# Between two lines that belong to one thing: no white space, so that they never make up a name together.
_LINE_END = " \u21b5 "
# What may be written otherwise in a name that is the same: a space, or a letter with its accent.
_STARTS_OVER = re.compile(r"[\s\W_]+")


@dataclass(frozen=True)
class Link:
    """Something to press in a row.

    Attributes:
        title: the lines that it is called by.
        lines: all lines that it says.
    """

    title: tuple[str, ...]
    lines: tuple[str, ...]


@dataclass(frozen=True)
class Cell:
    """One cell of a row.

    Attributes:
        column: its column's heading; empty if that is not known.
        lines: what it says.
        links: what can be pressed in it.
    """

    column: str
    lines: tuple[str, ...]
    links: tuple[Link, ...] = ()


@dataclass(frozen=True)
class Row:
    """One row of the list, or what looks like one.

    Attributes:
        kind: 0 for a row of a table or grid, 1 for an item or a link by itself, 2 for a line of text.
        address: where its link leads, as the page has it.
        cells: what it says.
    """

    kind: int
    address: str
    cells: tuple[Cell, ...]

    @property
    def place(self) -> tuple[int, int] | None:
        """Cell and link that hold the row's name; the link is -1 where the cell itself is pressed."""
        columns = [at for at, cell in enumerate(self.cells) if cell.column and _NAME_COLUMN.match(cell.column)]
        for at in columns[:1]:
            return at, next((link for link, one in enumerate(self.cells[at].links) if _word(one.title)), -1)
        for at, cell in enumerate(self.cells):
            for link, one in enumerate(cell.links):
                if _word(one.title) and not _DETAIL.match(_whole(one.title)):
                    return at, link
        for at, cell in enumerate(self.cells):
            if _word(cell.lines) and not _DETAIL.match(_whole(cell.lines)):
                return at, -1
        # Nothing but such: the first thing to press, or the first cell.
        links = [(at, link) for at, cell in enumerate(self.cells) for link, one in enumerate(cell.links) if one.lines]
        return next(iter([*links, *((at, -1) for at, cell in enumerate(self.cells) if cell.lines)]), None)

    @property
    def name(self) -> str:
        """What the row's link or cell says as a whole; empty if it says nothing."""
        if self.place is None:
            return ""
        at, link = self.place
        cell = self.cells[at]
        if link < 0:
            return _whole(cell.lines)
        title = _whole(cell.links[link].title)
        # In a cell, words beside the link in its own line belong to the name, too.
        beside = [line for line in cell.lines if len(self.cells) > 1 and title in line and title != line]
        others = [_whole(one.lines) for one in cell.links if one is not cell.links[link]]
        return beside[0] if beside and _more(beside[0], title, others) else title

    @property
    def pressed(self) -> tuple[str, ...]:
        """The lines of what is pressed to open it."""
        if self.place is None:
            return ()
        at, link = self.place
        return self.cells[at].lines if link < 0 else self.cells[at].links[link].lines

    @property
    def key(self) -> tuple[str, ...]:
        """What tells it from other rows: the ids where its link leads or which it shows, or else all that it says."""
        shown = " ".join(line for cell in self.cells for line in cell.lines)
        ids = _GUID.findall(self.address) or _GUID.findall(shown)
        return tuple(one.lower() for one in ids) or (self.address, self.said)

    @property
    def said(self) -> str:
        """All that it says: what tells it from other rows, for messages."""
        return " ".join(canonical(line) for cell in self.cells for line in cell.lines)


def rows_from(read: Iterable[Mapping[str, Any]]) -> list[Row]:
    """The rows that `listRows` gives."""
    return [
        Row(
            row["kind"],
            row["address"],
            tuple(
                Cell(
                    cell["column"],
                    tuple(cell["lines"]),
                    tuple(Link(tuple(one["title"]), tuple(one["lines"])) for one in cell["links"]),
                )
                for cell in row["cells"]
            ),
        )
        for row in read
    ]


def named(app: str, rows: Sequence[Row]) -> list[Row]:
    """The rows of that name; those of the list itself, where other things on the page have the name too."""
    equal = [row for row in rows if same(row.name, app)]
    return [row for row in equal if row.kind == min(one.kind for one in equal)]


def searched_for(app: str) -> str:
    """What to search for: the beginning of the name that can't be written in two ways.

    A portal that finds by the first letters would find 'Caf\u00e9 Ooma' only as it was written there, with a space of
    another kind or with the accent as a character of its own.
    """
    name = canonical(app)
    for at, one in enumerate(name):
        if one.isspace() or unicodedata.normalize("NFD", one) != one or unicodedata.combining(one):
            return name[:at]
    return name


def first_word(app: str) -> str:
    """The first word of a name, to search for names that are like it."""
    return next((part for part in _STARTS_OVER.split(searched_for(app)) if part), "")


class Seen:
    """The rows that were seen while a list was gone through, however often.

    Attributes:
        app: the name that is looked for.
        names: of all rows.
    """

    def __init__(self, app: str) -> None:
        self.app = app
        self.names: dict[str, None] = {}
        self._rows: dict[tuple[str, ...], Row] = {}
        self._most: Counter[tuple[str, ...]] = Counter()
        self._again: Counter[tuple[str, ...]] = Counter()
        self._before: Counter[tuple[str, ...]] = Counter()
        self._known: set[tuple[str, ...]] = set()

    def begin(self) -> None:
        """The list is gone through from its beginning."""
        self._before.clear()
        self._known.clear()
        self._again.clear()

    def add(self, rows: Sequence[Row]) -> None:
        """Note what is on screen now.

        Rows that say the same count as often as they are on screen at once. Rows of a table count once more if they
        were gone while others were shown, and have come again; of links by themselves it isn't known which are rows.
        """
        self.names |= dict.fromkeys(canonical(row.name) for row in rows if row.name)
        equal = named(self.app, rows)
        self._rows |= {row.key: row for row in equal}
        now = Counter(row.key for row in equal)
        if any(row.kind == 0 for row in rows):
            self._again.update(key for key in now if key in self._known and not self._before[key])
            self._known |= set(now)
            self._before = now
        for key, count in now.items():
            self._most[key] = max(self._most[key], count + self._again[key])

    @property
    def equal(self) -> list[Row]:
        """The rows of that name, each as often as there are such; those of the list itself only."""
        return named(self.app, [self._rows[key] for key, count in self._most.items() for _ in range(count)])


def _word(lines: Sequence[str]) -> bool:
    return any(re.search(r"\w", line) for line in lines)


def _whole(lines: Sequence[str]) -> str:
    """What lines say together. Details below a name are no part of it, nor are its initials before it."""
    kept = [line for line in lines if not _DETAIL.match(canonical(line))] or list(lines)
    if len(kept) > 1 and _are_initials(canonical(kept[0]), canonical(kept[1])):
        kept = kept[1:]
    return _LINE_END.join(kept)


def _more(line: str, title: str, others: Sequence[str]) -> bool:
    """Whether a line says more than the title, its initials before it, and other things to press."""
    before, _, after = line.partition(title)
    rest = f"{before} {after}"
    for other in others:
        rest = rest.replace(other, " ", 1)
    return bool(canonical(rest)) and not (not canonical(after) and _are_initials(canonical(before), canonical(title)))


def _are_initials(text: str, name: str) -> bool:
    return 0 < len(text) <= _INITIALS and text.isupper() and name[:1].upper() == text[0]
