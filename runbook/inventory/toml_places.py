"""TOML with the line of each key, which `tomllib` keeps to itself, and with all of its faults instead of the first.

A document is cut into statements: a table's header, or a key with its value, which may go on over several lines.
`tomllib` itself says where a statement ends: its lines are tried alone, and a value that isn't finished fails at
the end of the text. So there is no second grammar here that could see things otherwise.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice

Path = tuple[str | int, ...]

_UNFINISHED = "at end of document"
_POSITION = re.compile(r" \(at (?:line (\d+), column \d+|end of document)\)$")
_CURLY = re.compile("[\u2018\u2019\u201a\u201b\u201c\u201d\u201e\u201f]")


@dataclass(frozen=True, order=True)
class TomlFault:
    """Why a line is no TOML; the text holds no value."""

    line: int
    text: str


@dataclass(frozen=True)
class TomlDocument:
    """A document and where its keys stand.

    Attributes:
        values: as `tomllib` gives them; empty if there are faults.
        faults: every line that is no TOML, or says again what was said before.
        lines: of each key and table.
    """

    values: dict[str, object]
    faults: tuple[TomlFault, ...]
    lines: Mapping[Path, int]

    def line(self, path: Path) -> int:
        """The line of a key, or of the table around it.

        Args:
            path: keys from the outside to the inside; a number for a table of a list of tables, from 0.
        """
        return next((self.lines[path[:end]] for end in range(len(path), 0, -1) if path[:end] in self.lines), 1)


def parse_toml(text: str) -> TomlDocument:
    """Read a document; what is wrong with it is among its faults."""
    reader = _Reader()
    reader.read(text)
    values: dict[str, object] = {}
    if not reader.faults:
        try:
            values = tomllib.loads(text)
        except tomllib.TOMLDecodeError as error:
            # What no single statement shows, such as a value where a table of the same name stands.
            reader.faults.append(_fault(1, str(error)))
    return TomlDocument(values, tuple(sorted(reader.faults)), reader.lines)


class _Reader:
    """Goes through the statements and keeps in mind in which table they stand."""

    def __init__(self) -> None:
        self.faults: list[TomlFault] = []
        self.lines: dict[Path, int] = {}
        self._table: Path = ()
        self._headers: dict[Path, int] = {}
        self._last: dict[Path, int] = {}

    def read(self, text: str) -> None:
        for line, statement in _statements(text, self.faults):
            written = statement.lstrip()
            if written.startswith("["):
                self._header(line, tomllib.loads(statement), is_list=written.startswith("[["))
            else:
                self._values(line, tomllib.loads(statement), self._table)

    def _header(self, line: int, inner: object, *, is_list: bool) -> None:
        keys: list[str] = []
        while isinstance(inner, dict) and inner:
            ((key, inner),) = inner.items()
            keys.append(key)
        name = ".".join(keys)
        table: Path = ()
        for key in keys[:-1]:
            table = (*table, key)
            if table in self._last:
                table = (*table, self._last[table])
        table = (*table, keys[-1])
        if is_list:
            self._last[table] = self._last.get(table, -1) + 1
            table = (*table, self._last[table])
        elif table in self._last:
            self._add(line, f"[{name}] is a list of tables elsewhere: write [[{name}]]")
        elif self._headers.setdefault(table, line) != line:
            self._add(
                line,
                f"[{name}] stands in line {self._headers[table]} already;"
                " only lists of tables stand more than once, and have two brackets, as in [[tenant]]",
            )
        self._table = table
        for end in range(1, len(table) + 1):
            self.lines.setdefault(table[:end], line)

    def _values(self, line: int, values: dict[str, object], table: Path) -> None:
        for key, value in values.items():
            path = (*table, key)
            if isinstance(value, dict):
                self._values(line, value, path)
            elif path in self.lines:
                self._add(line, f"{key} stands in line {self.lines[path]} already")
            self.lines.setdefault(path, line)

    def _add(self, line: int, text: str) -> None:
        self.faults.append(TomlFault(line, text))


def _statements(text: str, faults: list[TomlFault]) -> Iterator[tuple[int, str]]:
    """Each statement with its first line; what is none becomes a fault, and the next line is tried."""
    # Not `splitlines`: TOML knows two kinds of line end, and strings may hold the others.
    lines = [f"{line}\n" for line in text.replace("\r\n", "\n").split("\n")]
    at = 0
    lost = False
    while at < len(lines):
        length, why = _measure(lines, at)
        statement = "".join(lines[at : at + length])
        if why:
            # After a value without an end come lines that belong to it, and are no faults of their own.
            if not lost:
                faults.append(_fault(at + 1, why, statement))
            lost = lost or _UNFINISHED in why
        elif any(line.strip() and not line.strip().startswith("#") for line in statement.split("\n")):
            lost = False
            yield at + 1, statement
        at += length


def _measure(lines: list[str], at: int) -> tuple[int, str]:
    """How many lines the statement takes that begins in one of them; or 1, and why it is none."""
    statement, first = "", ""
    for length, line in enumerate(islice(lines, at, None), start=1):
        statement += line
        try:
            tomllib.loads(statement)
        except tomllib.TOMLDecodeError as error:
            first = first or str(error)
            if _UNFINISHED not in str(error):
                break
        else:
            return length, ""
    return 1, first


def _fault(line: int, why: str, written: str = "") -> TomlFault:
    """A fault in words for people, at the line that `tomllib` counted from the statement's first one."""
    position = _POSITION.search(why)
    if position is not None and position.group(1):
        line += int(position.group(1)) - 1
    said = _POSITION.sub("", why)
    hint = "text stands in straight quotes, a comment begins with #"
    if _CURLY.search(written):
        hint = 'these are curly quotes: TOML wants straight ones, "..."'
    elif "\\" in written:
        hint = "a path with backslashes stands in single quotes, '...'"
    elif _UNFINISHED in why:
        hint = "a list or text that begins here has no end"
    return TomlFault(line, f"is not TOML: {said[:1].lower()}{said[1:]}; {hint}")
