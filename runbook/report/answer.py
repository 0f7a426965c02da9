"""What stands at the top of a report: the outcome in a sentence, and the state of the integration."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from runbook.evidence.entries import INTERRUPTED, Act, Observed
from runbook.evidence.reading import Journal
from runbook.findings import WARN_DAYS
from runbook.options import Command
from runbook.report import words
from runbook.report.portals import Pair, pairs
from runbook.report.sections import VERIFY, stopped_in
from runbook.report.text import sentence
from runbook.results import Finding, OomaAccount, Problem, StepOutcome, TenantOutcome, TenantResult, Verdict

_AGAIN = "Run the same command again: what is already configured is found and left alone."
_MOODS = {
    TenantOutcome.APPLIED: "ok",
    TenantOutcome.UNCHANGED: "ok",
    TenantOutcome.PENDING: "warning",
    TenantOutcome.DRIFTED: "wrong",
}


@dataclass(frozen=True)
class Validity:
    """A certificate's time, counted from the run."""

    verdict: Verdict
    until: datetime
    says: str
    sha256: str
    thumbprint: str


@dataclass(frozen=True)
class Answer:
    """The answer to what a reader wants to know first.

    Attributes:
        outcome: the tenant's outcome, or ``interrupted``.
        mood: ``ok``, ``warning`` or ``wrong``.
        sentence: what a customer needs to know.
        advice: what to do next; empty if there is nothing to do.
        enabled: whether SSO is on, as far as it was read.
        account: the customer's account, as Ooma showed it; None if it was not reached, or no line says so.
        certificate: Azure's active signing certificate, if it was read.
        observed: when both portals were last read; None if they were not.
        is_outdated: whether something was written after that.
        pairs: both portals side by side.
        findings: what was checked.
        notes: what else came of the run.
        problem: why it failed.
    """

    outcome: str
    mood: str
    sentence: str
    advice: str
    enabled: bool | None
    account: OomaAccount | None
    certificate: Validity | None
    observed: datetime | None
    is_outdated: bool
    pairs: Sequence[Pair]
    findings: Sequence[Finding]
    notes: Sequence[str]
    problem: Problem | None


def answer(journal: Journal) -> Answer:
    """The answer that a journal gives."""
    ended = journal.result
    read = [line for line in journal.lines if isinstance(line, Observed)]
    last = read[-1] if read else None
    writes = [line.number for line in journal.lines if isinstance(line, Act) and line.writes]
    claim = str(journal.began.settings.get("email_claim", ""))
    return Answer(
        outcome=ended.outcome if ended is not None else INTERRUPTED,
        mood=_mood(ended),
        sentence=_sentence(journal.began.command, ended, wrote=bool(writes)) if ended else _stopped(journal),
        advice=_advice(ended),
        enabled=_enabled(last),
        account=ended.ooma_account if ended is not None else None,
        certificate=_validity(last, journal.last.at) if last is not None else None,
        observed=last.at if last is not None else None,
        is_outdated=last is not None and any(number > last.number for number in writes),
        pairs=pairs(last, claim) if last is not None and last.seen.azure.saml_chosen else (),
        findings=ended.findings if ended is not None else (),
        notes=ended.notes if ended is not None else (),
        problem=ended.error if ended is not None else None,
    )


def _mood(ended: TenantResult | None) -> str:
    mood = _MOODS.get(ended.outcome, "wrong") if ended is not None else "wrong"
    warned = ended is not None and any(one.verdict is Verdict.WARNING for one in ended.findings)
    return "warning" if mood == "ok" and warned else mood


def _sentence(command: str, ended: TenantResult, *, wrote: bool) -> str:
    """What a customer needs to know of a run that came to its end."""
    match ended.outcome:
        case TenantOutcome.APPLIED:
            says = "Single sign-on is set up and switched on. Both portals were read again afterwards, and agree."
        case TenantOutcome.UNCHANGED if command == Command.APPLY:
            says = "Single sign-on was set up and switched on already. Nothing was written."
        case TenantOutcome.UNCHANGED:
            says = "Single sign-on is set up, switched on, and as it should be."
        case TenantOutcome.PENDING:
            pending = [step.step for step in ended.steps if step.outcome is StepOutcome.PENDING]
            many = (
                f"steps {words.listed(pending)} are" if len(pending) > 1 else f"step {pending[0]} is" if pending else ""
            )
            says = f"Single sign-on is not complete{f': {many} still to be done' if many else ''}. Nothing was written."
        case TenantOutcome.DRIFTED:
            wrong = sum(one.verdict is Verdict.WRONG for one in ended.findings)
            things = words.count(wrong, "thing") if wrong else "something"
            says = f"Single sign-on is switched on, but {things} in the portals must be put right."
        case TenantOutcome.FAILED:
            failed = ended.failed_step
            where = (
                f"in step {failed.step}" if failed is not None else "after the last step" if wrote else "at the start"
            )
            says = f"The run failed {where}. {'Something' if wrote else 'Nothing'} had been written to the portals."
        case _:
            says = "This tenant was not worked on."
    return says


def _stopped(journal: Journal) -> str:
    """Where a run stopped that came to no end."""
    section = stopped_in(journal)
    if section is not None:
        where = f"in step {section.number}, “{section.title}”"
    elif any(line.phase == VERIFY for line in journal.lines):
        where = "during the verification after step 10"
    else:
        where = "between two steps" if len(journal.lines) > 1 else "before the first step"
    return f"The run was stopped {where}, at {words.moment(journal.last.at)}."


def _advice(ended: TenantResult | None) -> str:
    if ended is None:
        return _AGAIN
    if ended.error is not None:
        return ended.error.hint
    mends = list(dict.fromkeys(one.mend for one in ended.findings if one.mend))
    # One that says more than another says that as well.
    most = [mend for mend in mends if not any(other != mend and other.startswith(mend) for other in mends)]
    return " ".join(sentence(mend) for mend in most)


def _enabled(observed: Observed | None) -> bool | None:
    if observed is None:
        return None
    return observed.seen.ooma is not None and observed.seen.ooma.enabled


def _validity(observed: Observed, at: datetime) -> Validity | None:
    """How long the certificate is valid, and how serious that is."""
    active = observed.seen.azure.certificate
    if active is None:
        return None
    days = (active.not_after - at).days
    if active.not_after <= at:
        verdict, says = Verdict.WRONG, f"expired on {active.not_after.astimezone(UTC):%Y-%m-%d}"
    else:
        verdict = Verdict.WARNING if days < WARN_DAYS else Verdict.OK
        says = f"{words.count(days, 'day')} left at the time of the run"
    return Validity(verdict, active.not_after, says, active.sha256, active.thumbprint)
