"""Reads a run's journal: every line checked and typed, as far as the report tells of it."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from runbook.errors import RunbookError
from runbook.evidence.entries import Began, Ended, Entry, read_entry
from runbook.evidence.folder import JOURNAL
from runbook.evidence.lines import Line, read_lines
from runbook.results import TenantResult


class NoRun(RunbookError):
    """The folder is no run folder, or its journal can't be read."""

    code = "no-run"
    hint = "Name a folder below 'runs' that holds a journal.jsonl."


@dataclass(frozen=True)
class Journal:
    """A journal that was read.

    Attributes:
        began: its first line.
        lines: all of them, the first one included.
        head: the SHA-256 of the last line, in hexadecimal; it vouches for all lines before, too.
        is_cut_off: whether a last line that was only partly written was left out.
    """

    began: Began
    lines: tuple[Entry, ...]
    head: str
    is_cut_off: bool

    @property
    def last(self) -> Entry:
        """The last line."""
        return self.lines[-1]

    @property
    def result(self) -> TenantResult | None:
        """What came of the run; None if it was interrupted."""
        return self.last.result if isinstance(self.last, Ended) else None


def open_journal(folder: Path) -> Journal:
    """The journal of a run folder, checked and typed.

    Raises:
        NoRun: there is no journal, it is damaged before its last line, or something is missing in it.
    """
    path = folder / JOURNAL
    read = _read(path)
    lines = [_typed(path, line.place, line.entry) for line in read if line.entry is not None]
    began = lines[0]
    assert isinstance(began, Began)  # noqa: S101 - `_read` has seen to it
    return Journal(began, tuple(lines), read[len(lines) - 1].digest, len(lines) < len(read))


def _typed(path: Path, number: int, entry: dict[str, Any]) -> Entry:
    try:
        return read_entry(number, entry)
    except RecursionError:
        raise NoRun(f"{path} is damaged at line {number}") from None
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        field = ".".join(map(str, first["loc"]))
        raise NoRun(f"{path}, line {number}, '{entry['event']}': {field}: {first['msg']}") from None


def _read(path: Path) -> list[Line]:
    """Its lines. None but the last one can be damaged: that is what a kill leaves."""
    try:
        lines, unread = read_lines(path)
    except (FileNotFoundError, NotADirectoryError):
        raise NoRun(f"{path.parent} holds no {path.name}") from None
    except OSError as error:
        why = "it is a link, and links are not followed" if path.is_symlink() else error.strerror or error
        raise NoRun(f"{path} can't be read: {why}") from None
    if unread:
        raise NoRun(f"{path}: {unread}")
    for line in lines[:-1]:
        if line.entry is None:
            raise NoRun(f"{path} is damaged at line {line.place}")
    if not lines or lines[0].entry is None or lines[0].entry["event"] != "run began":
        raise NoRun(f"{path} does not begin as a journal does")
    return lines
