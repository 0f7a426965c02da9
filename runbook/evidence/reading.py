"""Reads a run's journal: every line checked and typed, as far as the report tells of it."""

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from runbook.errors import RunbookError
from runbook.evidence.entries import INTERRUPTED, Began, Ended, Line, read_line
from runbook.evidence.folder import JOURNAL


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
        head: the SHA-256 of the last line, in hexadecimal; whoever knows it knows all lines before.
        is_cut_off: whether a last line that was only partly written was left out.
    """

    began: Began
    lines: tuple[Line, ...]
    head: str
    is_cut_off: bool

    @property
    def last(self) -> Line:
        """The last line."""
        return self.lines[-1]

    @property
    def ended(self) -> Ended | None:
        """The run's result; None if it was interrupted."""
        last = self.lines[-1]
        return last if isinstance(last, Ended) and last.outcome != INTERRUPTED and last.steps else None


def read_journal(folder: Path) -> list[dict[str, Any]]:
    """The journal's lines as they stand there; a last line that was cut off by a kill is left out.

    Raises:
        NoRun: there is no journal, or it is damaged before its last line.
    """
    return [entry for entry, _ in _read(folder)[0]]


def open_journal(folder: Path) -> Journal:
    """The journal of a run folder, checked and typed.

    Raises:
        NoRun: there is no journal, it is damaged, or something is missing in it.
    """
    entries, is_cut_off = _read(folder)
    lines = []
    for number, (entry, _) in enumerate(entries, start=1):
        try:
            lines.append(read_line(number, entry))
        except RecursionError:
            raise NoRun(f"{folder / JOURNAL} is damaged at line {number}") from None
        except ValidationError as error:
            first = error.errors(include_url=False)[0]
            field = ".".join(map(str, first["loc"]))
            raise NoRun(f"{folder / JOURNAL}, line {number}, '{entry['event']}': {field}: {first['msg']}") from None
    began = lines[0]
    assert isinstance(began, Began)  # noqa: S101 - _read has seen to it
    raw = entries[-1][1]
    return Journal(began, tuple(lines), hashlib.sha256(raw).hexdigest(), is_cut_off)


def _read(folder: Path) -> tuple[list[tuple[dict[str, Any], bytes]], bool]:
    """Each line as JSON and as it stands there, and whether the last one was cut off."""
    path = folder / JOURNAL
    try:
        raw = path.read_bytes().split(b"\n")
    except OSError:
        raise NoRun(f"{folder} holds no {JOURNAL}") from None
    if not raw[-1]:
        raw.pop()
    entries = [(_entry(line), line) for line in raw]
    whole = [(entry, line) for entry, line in entries if entry is not None]
    damaged = next((number for number, (entry, _) in enumerate(entries, start=1) if entry is None), len(raw))
    if damaged < len(raw):
        raise NoRun(f"{path} is damaged at line {damaged}")
    if not whole or whole[0][0]["event"] != "run began":
        raise NoRun(f"{path} does not begin as a journal does")
    return whole, len(whole) < len(entries)


def _entry(line: bytes) -> dict[str, Any] | None:
    """A line of a journal; None for anything else."""
    try:
        entry = json.loads(line)
    except (ValueError, RecursionError):
        return None
    return entry if isinstance(entry, dict) and isinstance(entry.get("event"), str) else None
