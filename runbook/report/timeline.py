"""Everything that a run did, in order: one row for each line of the journal that tells of a deed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from runbook.evidence.entries import Act
from runbook.evidence.reading import Journal
from runbook.report import words
from runbook.report.exhibits import Exhibit
from runbook.report.sections import VERIFY

# What the run itself says, besides its steps; the others of the journal's lines are told elsewhere in the report.
_EVENTS = {
    "run began": "The run began",
    "session gone": "The portal asked to sign in again",
    "certificate changed": "Azure had made another signing certificate active",
    "browser gone": "The browser was started again",
    "screenshot failed": "A picture could not be taken",
    "not kept": "A file could not be written to the run folder",
    "lines missing": "Lines before this one could not be written to the journal",
    "sign-on tried": "Azure's own sign-on test was run",
    "verified": "Both portals were read again from fresh pages",
    "failed": "The run failed",
    "switched off again": "SSO was switched off again",
    "not switched off": "SSO could not be switched off again",
    "certificate kept": "The signing certificate was stored in the run folder",
    "run ended": "The run ended",
}


@dataclass(frozen=True)
class Row:
    """One line of the timeline.

    Attributes:
        line: its number in the journal.
        at: when it was written down, which is after it was done.
        place: the step, or the verification; empty where it belongs to none.
        portal: on which portal; empty for what the run itself did.
        what: what was done, in words.
        writes: whether the portal stores something because of it.
        value: what was filled in or read, or the reason.
        seconds: how long it took, if that is known.
        exhibit: its picture.
        address: of the page.
    """

    line: int
    at: datetime
    place: str
    portal: str
    what: str
    writes: bool = False
    value: str = ""
    seconds: float | None = None
    exhibit: Exhibit | None = None
    address: str = ""


def timeline(journal: Journal, shown: Sequence[Exhibit]) -> list[Row]:
    """All rows, in order."""
    return list(_rows(journal, {one.act.number: one for one in shown}))


def _rows(journal: Journal, shown: dict[int, Exhibit]) -> Iterator[Row]:
    for line in journal.lines:
        if isinstance(line, Act):
            yield Row(
                line.number,
                line.at,
                _place(line.phase),
                line.portal,
                words.act(line),
                line.writes and line.event == "action",
                line.value or "",
                line.seconds,
                shown.get(line.number),
                line.address,
            )
        elif line.event in _EVENTS:
            yield Row(line.number, line.at, _place(line.phase), "", _EVENTS[line.event], value=line.why)


def _place(phase: str) -> str:
    return "Verification" if phase == VERIFY else f"Step {int(phase)}" if phase.isdecimal() else ""
