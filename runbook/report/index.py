"""``index.html`` in the runs folder: all runs that are found there, newest first."""

import base64
import hashlib
import os
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from pathlib import Path
from urllib.parse import quote

from filelock import FileLock, Timeout
from jinja2 import Template
from markupsafe import Markup

from runbook.evidence.clock import Clock, utc_now
from runbook.evidence.folder import JOURNAL, REPORT
from runbook.evidence.lines import read_ends
from runbook.evidence.seal import SEAL
from runbook.files import write_private
from runbook.report.templating import environment
from runbook.results import TenantOutcome

INDEX = "index.html"
# Not the journal's word: it may be running, or was killed.
UNFINISHED = "unfinished"

_LOCK = ".index.lock"
# Seconds to wait for other processes; the list is made in far less.
_PATIENCE = 20
# Runs whose entries are kept in memory; a few thousand bytes each.
_REMEMBERED = 5000

_MOODS: dict[str, str] = {
    TenantOutcome.APPLIED: "good",
    TenantOutcome.UNCHANGED: "good",
    TenantOutcome.PENDING: "open",
    TenantOutcome.DRIFTED: "open",
}


@dataclass(frozen=True)
class Listed:
    """A run, as the list shows it.

    Attributes:
        folder: the run folder's name.
        at: when it began, as the journal has it.
        tenant: whose run it was.
        command: of the run.
        outcome: what came of it.
        error: the failure's code; empty if there was none.
        expires: the day on which the signing certificate expires; empty if it was not read.
        sealed: whether there is a seal; whether it holds is not looked at.
        report: whether there is a report.
    """

    folder: str
    at: str
    tenant: str
    command: str
    outcome: str
    error: str
    expires: str
    sealed: bool
    report: bool

    @property
    def link(self) -> str:
        """The address of the report, or else of the folder."""
        return quote(os.fsencode(f"{self.folder}/{REPORT if self.report else ''}"))

    @property
    def mood(self) -> str:
        """How it is drawn: ``good``, ``open`` or ``bad``."""
        return _MOODS.get(self.outcome, "bad")


def write_index(runs: Path, clock: Clock = utc_now) -> Path:
    """Write the list of the runs in a folder, from the first and the last line of each journal.

    Processes that end at the same time take turns, so that the last one sees the runs of all.

    Args:
        runs: the runs folder.
        clock: tells the time.
    """
    try:
        with FileLock(runs / _LOCK, timeout=_PATIENCE, mode=0o600):
            return _write(runs, clock)
    except Timeout:
        # A lock that a killed process left on a network drive must not stop the runs; the next one is complete.
        return _write(runs, clock)


def refresh_index(folder: Path) -> None:
    """Write the list again that a run folder belongs to, if there is one."""
    runs = folder.resolve().parent
    if (runs / INDEX).is_file():
        write_index(runs)


def _write(runs: Path, clock: Clock) -> Path:
    found = sorted(_listed(runs), key=lambda one: (one.at, one.folder), reverse=True)
    style, script = (_asset(f"index.{ending}") for ending in ("css", "js"))
    html = _template().render(
        runs=found,
        made=clock(),
        style=Markup(style),  # noqa: S704 - ours
        script=Markup(script),  # noqa: S704 - ours
        policy="; ".join(
            [
                "default-src 'none'",
                f"style-src {_hash(style)}",
                f"script-src {_hash(script)}",
                "base-uri 'none'",
                "form-action 'none'",
                "require-trusted-types-for 'script'",
                "trusted-types 'none'",
            ]
        ),
    )
    path = runs / INDEX
    write_private(path, html.encode(errors="replace"))
    return path


@cache
def _template() -> Template:
    return environment().get_template("index.html.j2")


def _asset(name: str) -> str:
    return resources.files("runbook.report").joinpath("templates", name).read_text("utf-8")


def _hash(text: str) -> str:
    """How a Content-Security-Policy names what stands in a style or script element."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def _listed(runs: Path) -> Iterator[Listed]:
    for folder in runs.iterdir():
        if not folder.is_symlink():
            try:
                seen = (folder / JOURNAL).lstat()
                began, last = _read(folder / JOURNAL, seen.st_size, seen.st_mtime_ns)
            except OSError:
                continue  # no run folder
            if began.get("event") == "run began":
                yield _run(folder, began, last)


@lru_cache(maxsize=_REMEMBERED)
def _read(journal: Path, size: int, changed: int) -> tuple[dict[str, object], dict[str, object]]:
    """The first and the last entry of a journal, remembered while it stays as it is: a fleet asks after each tenant."""
    del size, changed
    first, last = read_ends(journal)
    return first or {}, last or {}


def _run(folder: Path, began: dict[str, object], last: dict[str, object]) -> Listed:
    ended = last if last.get("event") == "run ended" else {}
    return Listed(
        folder=folder.name,
        at=_text(began, "at"),
        tenant=_text(began, "tenant"),
        command=_text(began, "command"),
        outcome=_text(ended, "outcome") or UNFINISHED,
        error=_text(ended, "error", "code"),
        expires=_text(ended, "sso", "certificate", "not_after")[:10],
        sealed=(folder / SEAL).is_file(),
        report=(folder / REPORT).is_file(),
    )


def _text(entry: object, *names: str) -> str:
    """The text that stands in nested objects under these names; empty if there is none."""
    for name in names:
        entry = entry.get(name) if isinstance(entry, dict) else None
    return entry if isinstance(entry, str) else ""
