"""The CSV file of customers beside an inventory, as spreadsheets export it.

Any of the three usual delimiters, quotes, empty lines, Excel's ``sep=`` line, UTF-8 with or without a mark,
UTF-16; see `runbook.text_files`.
"""

import csv
import io
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

from runbook.inventory.mistakes import Mistakes, Place, nearest
from runbook.text_files import NoText, read_text

_DELIMITERS = {",": "comma", ";": "semicolon", "\t": "tab"}
_SEP = re.compile(r'"?sep=(.)"?[ \t]*(?:\r\n|\r|\n)', re.IGNORECASE)
_HOW_TO_SAVE = "in Excel, 'Save as' with the type 'CSV UTF-8' makes such a file"


@dataclass(frozen=True)
class Row:
    """One customer.

    Attributes:
        line: where the row begins, from 1.
        cells: by key, without white space around them; empty ones are left out.
    """

    line: int
    cells: dict[str, str]


def read_rows(path: Path, known: Collection[str], mistakes: Mistakes) -> list[Row]:
    """Every row that holds something.

    Args:
        path: the file; messages name it as it is given here.
        known: the keys that the header may name; case, spaces and hyphens in them do not matter.
        mistakes: gets what is wrong with the file, its header and the shape of its rows.
    """
    try:
        text = read_text(path)
    except NoText as error:
        hint = f"; {_HOW_TO_SAVE}" if error.is_content else ""
        mistakes.add(Place(str(path), error.line), f"{error.why}{hint}")
        return []
    table = _Table(str(path), text, known, mistakes)
    return list(table.rows())


class _Table:
    def __init__(self, file: str, text: str, known: Collection[str], mistakes: Mistakes) -> None:
        self._file = file
        self._known = known
        self._mistakes = mistakes
        sep = _SEP.match(text)
        self._text = text[sep.end() :] if sep else text
        self._lines_before = 1 if sep else 0
        self._delimiter = sep.group(1) if sep else self._likely_delimiter()

    def rows(self) -> Iterator[Row]:
        """The rows below the header."""
        rows = self._cells()
        header = next(rows, None)
        if header is None:
            self._wrong(0, "is empty")
            return
        first, names = header
        keys = self._keys(first, names)
        if not any(keys):
            return
        unnamed: set[int] = set()
        for line, cells in rows:
            if any(cells[len(keys) :]):
                self._wrong(
                    line,
                    f"has {len(cells)} cells, and the header names {len(keys)}:"
                    f" a value with a {_DELIMITERS.get(self._delimiter, self._delimiter)} in it stands in quotes",
                )
                continue
            unnamed |= {
                number for number, (name, cell) in enumerate(zip(names, cells, strict=False), 1) if cell and not name
            }
            yield Row(line, {key: cell for key, cell in zip(keys, cells, strict=False) if key and cell})
        for number in sorted(unnamed):
            self._wrong(first, f"column {number} holds values and has no name", whose="header")

    def _keys(self, line: int, names: list[str]) -> list[str]:
        """The key of each column; an empty text where none is known."""
        keys = [key if (key := _as_key(name)) in self._known else "" for name in names]
        if not any(keys):
            self._wrong(
                line,
                "has no header: the first row names the key of each column,"
                " such as name, azure_tenant and ooma_account",
            )
            return keys
        for number, (name, key) in enumerate(zip(names, keys, strict=True)):
            if name and not key:
                hint = nearest(_as_key(name), self._known) or "; delete the column if it isn't meant for runbook"
                self._wrong(line, f"is not a tenant key{hint}", key=name, whose="header")
            elif key and key in keys[:number]:
                self._wrong(line, "names two columns", key=name, whose="header")
        return keys

    def _cells(self) -> Iterator[tuple[int, list[str]]]:
        """Every row that isn't empty, with the line it begins in; ends at a row that can't be read."""
        reader = csv.reader(io.StringIO(self._text, newline=""), delimiter=self._delimiter, strict=True)
        line = 1
        while True:
            begins = self._lines_before + line
            try:
                cells = [cell.strip() for cell in next(reader)]
            except StopIteration:
                return
            except csv.Error as error:
                self._wrong(begins, f"can't be read ({error}): look for a quote without its partner")
                return
            if any(cells):
                yield begins, cells
            line = reader.line_num + 1

    def _likely_delimiter(self) -> str:
        """The one that makes the most keys of the header."""
        header = next((line for line in re.split(r"[\r\n]+", self._text) if line.strip()), "")

        def quality(delimiter: str) -> tuple[int, int]:
            (cells,) = csv.reader([header], delimiter=delimiter)
            return sum(_as_key(cell) in self._known for cell in cells), len(cells)

        return max(_DELIMITERS, key=quality)

    def _wrong(self, line: int, text: str, *, key: str = "", whose: str = "") -> None:
        self._mistakes.add(Place(self._file, line), text, key=key, whose=whose)


def _as_key(name: str) -> str:
    """A column's name as a key: 'Azure Tenant' is azure_tenant."""
    return re.sub(r"[\s-]+", "_", name.strip().lower())
