"""The lines of a run's journal as they stand in its file: all of them, or the first and the last only.

Whatever reads a journal reads it here: the verification, the report and the list of runs.
"""

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from runbook.evidence.contents import open_plain

# Journals have hundreds of lines of a few kilobytes; whatever has more is something else, and not read on.
MOST_LINES = 1_000_000
LONGEST_LINE = 16 * 1024 * 1024
# Bytes to begin with at the end of a file: a last line has a few thousand.
_PART = 16 * 1024


@dataclass(frozen=True)
class Line:
    """One line of a journal.

    Attributes:
        place: which line of the file it is, from 1.
        digest: its SHA-256 in hexadecimal, without the line's end.
        entry: what it says; None if that is no line of a journal.
        whole: whether the line has an end.
    """

    place: int
    digest: str
    entry: dict[str, Any] | None
    whole: bool

    @property
    def number(self) -> object:
        """Which line it says that it is."""
        return self.entry.get("line") if self.entry is not None else None


def read_lines(path: Path) -> tuple[list[Line], str]:
    """The lines of a journal, and why no more of them were read; that is empty if all were.

    Raises:
        OSError: it is no plain file, or can't be read.
    """
    lines: list[Line] = []
    with open_plain(path) as file:
        while content := file.readline(LONGEST_LINE):
            place = len(lines) + 1
            if len(content) == LONGEST_LINE:
                return lines, f"line {place} is longer than any line of a journal, so nothing is read from there on"
            if place > MOST_LINES:
                return lines, f"more than {MOST_LINES} lines, so no more are read"
            bare = content.removesuffix(b"\n")
            lines.append(Line(place, hashlib.sha256(bare).hexdigest(), _entry(bare), bare != content))
    return lines, ""


def read_ends(path: Path) -> tuple[dict[str, Any] | None, dict[str, Any] | None]:
    """The first and the last entry of a journal, without reading what is between them.

    Returns:
        What the two lines say; None for one that is no line of a journal, such as one that was cut off.

    Raises:
        OSError: it is no plain file, or can't be read.
    """
    with open_plain(path) as file:
        first = file.readline(LONGEST_LINE)
        size = file.seek(0, 2)
        part = _PART
        while True:
            file.seek(max(size - part, 0))
            body = file.read(part).removesuffix(b"\n")
            if b"\n" in body or part >= min(size, LONGEST_LINE):
                return _entry(first), _entry(body.rpartition(b"\n")[2])
            part = min(part * 8, LONGEST_LINE)


def _entry(content: bytes) -> dict[str, Any] | None:
    try:
        entry = json.loads(content)
    except (ValueError, RecursionError):
        return None
    return entry if isinstance(entry, dict) and isinstance(entry.get("event"), str) else None
