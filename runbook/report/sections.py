"""The ten steps of the guide as a run went through them, and the verification after the last."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from runbook.evidence.entries import INTERRUPTED, Act, Entry, Observed, OfStep
from runbook.evidence.reading import Journal
from runbook.guide import GUIDE, Step
from runbook.report.exhibits import Comparison, Exhibit, compare
from runbook.results import Change, StepOutcome, TenantResult

VERIFY = "verify"


@dataclass(frozen=True)
class Section:
    """A step of the guide, or the verification after the last one.

    Attributes:
        anchor: its place in the page.
        number: the guide's; None for the verification.
        title: what it is about.
        proof: what shows that it is done.
        outcome: what came of it.
        why: the reason.
        seconds: how long it took; 0 if nothing was done.
        changes: what it writes.
        comparison: the portal before and after, where the step changed it.
        leads: the pictures that tell most, where none are compared.
        rest: the other pictures.
    """

    anchor: str
    number: int | None
    title: str
    proof: str
    outcome: str
    why: str = ""
    seconds: float = 0.0
    changes: Sequence[Change] = ()
    comparison: Comparison | None = None
    leads: Sequence[Exhibit] = ()
    rest: Sequence[Exhibit] = ()


def sections(journal: Journal, shown: Sequence[Exhibit]) -> list[Section]:
    """One for each step; one more if both portals were read again at the end."""
    return [*(_step(step, journal, shown) for step in GUIDE), *_verification(journal, shown)]


def _step(step: Step, journal: Journal, shown: Sequence[Exhibit]) -> Section:
    phase = f"{step.number:02}"
    pictures = [one for one in shown if one.act.phase == phase]
    told = _told(journal.result, journal.lines, step.number)
    acts = [line for line in journal.lines if isinstance(line, Act)]
    doing = [act for act in acts if act.phase == phase and act.does]
    comparison = None
    if told.outcome == StepOutcome.DONE and told.changes:
        comparison = compare(pictures, doing, acts, shown)
    leads, rest = _sorted(pictures, comparison)
    return Section(
        anchor=f"step-{step.number}",
        number=step.number,
        title=step.title,
        proof=step.proof,
        outcome=told.outcome,
        why=told.why,
        seconds=told.seconds,
        changes=told.changes,
        comparison=comparison,
        leads=leads,
        rest=rest,
    )


@dataclass(frozen=True)
class _Told:
    outcome: str
    why: str
    seconds: float
    changes: Sequence[Change]


def _told(result: TenantResult | None, lines: Sequence[Entry], number: int) -> _Told:
    """What the journal says of a step: in the run's result, or line by line where it ends early."""
    for step in result.steps if result is not None else ():
        if step.step == number:
            return _Told(step.outcome, step.why, step.seconds, step.changes)
    has_failed = any(line.event == "failed" for line in lines)
    outcome, why, seconds, changes = str(StepOutcome.NOT_REACHED), "", 0.0, tuple[Change, ...]()
    for line in lines:
        if not isinstance(line, OfStep) or line.step != number:
            continue
        if line.event in ("step planned", "step judged"):
            why, changes = line.why, line.changes
        if line.event == "step began":
            outcome = INTERRUPTED
        if line.outcome is not None:
            # Of what was broken off the program itself says that it failed; a real failure is told of as well.
            outcome = INTERRUPTED if line.outcome is StepOutcome.FAILED and not has_failed else line.outcome
        seconds += line.seconds or 0
    return _Told(outcome, why, seconds, changes)


def stopped_in(journal: Journal) -> Section | None:
    """The step in which an interrupted run was stopped; None if it was in none."""
    broken = (StepOutcome.FAILED, INTERRUPTED)
    return next((one for one in sections(journal, ()) if one.number is not None and one.outcome in broken), None)


def _verification(journal: Journal, shown: Sequence[Exhibit]) -> Iterator[Section]:
    lines = [line for line in journal.lines if line.phase == VERIFY or line.event == "verified"]
    if not lines:
        return
    pictures = [one for one in shown if one.act.phase == VERIFY]
    leads, rest = _sorted(pictures, None)
    held = any(isinstance(line, Observed) and not line.left for line in lines)
    yield Section(
        anchor="verification",
        number=None,
        title="Verification",
        proof="both portals are read again from fresh pages, and no step is needed any more",
        outcome=StepOutcome.DONE if held else StepOutcome.FAILED if journal.result is not None else INTERRUPTED,
        seconds=(lines[-1].at - lines[0].at).total_seconds(),
        leads=leads,
        rest=rest,
    )


def _sorted(pictures: Sequence[Exhibit], comparison: Comparison | None) -> tuple[Sequence[Exhibit], Sequence[Exhibit]]:
    """Those that tell most, and the others: the last one of each portal, or the last two.

    Where two are compared, those tell most.
    """
    if comparison is not None:
        leads: list[Exhibit] = []
        told = [comparison.before, comparison.after]
    else:
        leads = sorted({one.act.portal: one for one in pictures}.values(), key=lambda one: one.number)
        leads = told = leads if len(leads) > 1 else list(pictures[-2:])
    return leads, [one for one in pictures if one not in told]
