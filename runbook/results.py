"""What came of a run, and the JSON that tells it."""

import enum
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from runbook.findings import Finding
from runbook.planning import Change


class StepOutcome(enum.StrEnum):
    """What came of one step."""

    DONE = "done"
    NOT_NEEDED = "not needed"
    PENDING = "pending"
    FAILED = "failed"
    NOT_REACHED = "not reached"


class TenantOutcome(enum.StrEnum):
    """What came of one tenant."""

    APPLIED = "applied"
    UNCHANGED = "unchanged"
    PENDING = "pending"
    DRIFTED = "drifted"
    FAILED = "failed"
    SKIPPED = "skipped"


@dataclass
class StepResult:
    """One step of the guide: its outcome, the reason, what it changes, and how long it took."""

    step: int
    title: str
    outcome: StepOutcome = StepOutcome.NOT_REACHED
    seconds: float = 0.0
    why: str = ""
    changes: tuple[Change, ...] = ()

    def as_json(self) -> dict[str, object]:
        """As the contract has it, with the reason and the changes added."""
        return {
            "step": self.step,
            "title": self.title,
            "outcome": self.outcome.value,
            "seconds": round(self.seconds, 3),
            "why": self.why,
            "changes": [
                {"portal": one.portal, "field": one.field, "before": one.before, "after": one.after}
                for one in self.changes
            ],
        }


@dataclass(frozen=True)
class Problem:
    """Why a tenant failed: a stable code, the step, what happened, what to do, what was on screen."""

    code: str
    step: int | None
    message: str
    hint: str
    on_screen: str = ""
    screenshot: str = ""

    def as_json(self) -> dict[str, object]:
        """As the contract has it, with what was on screen added."""
        return {
            "code": self.code,
            "step": self.step,
            "message": self.message,
            "hint": self.hint,
            "on_screen": self.on_screen,
            "screenshot": self.screenshot,
        }


@dataclass
class Sso:
    """The values of the integration, as far as they were read."""

    login_url: str | None = None
    acs_url: str | None = None
    issuer: str | None = None
    enabled: bool | None = None
    certificate_sha256: str | None = None
    certificate_not_after: datetime | None = None

    def as_json(self) -> dict[str, object]:
        """As the contract has it."""
        certificate = None
        if self.certificate_sha256 is not None and self.certificate_not_after is not None:
            certificate = {
                "sha256": self.certificate_sha256,
                "not_after": self.certificate_not_after.isoformat().replace("+00:00", "Z"),
            }
        return {
            "login_url": self.login_url,
            "acs_url": self.acs_url,
            "issuer": self.issuer,
            "enabled": self.enabled,
            "certificate": certificate,
        }


@dataclass
class TenantResult:
    """One tenant's run.

    Attributes:
        findings: what a person would check, with a verdict for each; empty if the portals could not be read.
        wrote: whether this run pressed anything that may have stored something.
        switched_on: whether this run pressed 'Enable' to switch SSO on.
    """

    name: str
    steps: list[StepResult]
    outcome: TenantOutcome = TenantOutcome.FAILED
    sso: Sso = field(default_factory=Sso)
    problem: Problem | None = None
    evidence: Path | None = None
    notes: list[str] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    wrote: bool = False
    switched_on: bool = False

    @property
    def failed_step(self) -> StepResult | None:
        """The step that failed or was broken off, if one was."""
        return next((one for one in self.steps if one.outcome is StepOutcome.FAILED), None)

    def as_json(self) -> dict[str, object]:
        """As the contract has it, with findings and notes added."""
        return {
            "name": self.name,
            "outcome": self.outcome.value,
            "steps": [step.as_json() for step in self.steps],
            "sso": self.sso.as_json(),
            "error": self.problem.as_json() if self.problem is not None else None,
            "evidence": str(self.evidence) if self.evidence is not None else None,
            "findings": [one.as_json() for one in self.findings],
            "notes": self.notes,
        }


@dataclass
class RunResult:
    """A whole command.

    Attributes:
        interrupted: somebody wanted it to end before it was over.
    """

    command: str
    tenants: list[TenantResult]
    interrupted: bool = False

    @property
    def outcome(self) -> str:
        """The tenants' common outcome, or the one that asks most for attention."""
        order = (
            TenantOutcome.FAILED, TenantOutcome.SKIPPED, TenantOutcome.DRIFTED,
            TenantOutcome.PENDING, TenantOutcome.APPLIED, TenantOutcome.UNCHANGED,
        )  # fmt: skip
        found = {tenant.outcome for tenant in self.tenants}
        return next((outcome.value for outcome in order if outcome in found), TenantOutcome.UNCHANGED.value)

    @property
    def exit_code(self) -> int:
        """0 all as it should be, 1 a tenant failed, 3 something is pending or drifted, 130 interrupted."""
        if self.interrupted:
            return 130
        found = {tenant.outcome for tenant in self.tenants}
        if found & {TenantOutcome.FAILED, TenantOutcome.SKIPPED}:
            return 1
        if found & {TenantOutcome.PENDING, TenantOutcome.DRIFTED}:
            return 3
        return 0

    def as_json(self) -> dict[str, object]:
        """The document that ``--json`` prints."""
        return {
            "command": self.command,
            "outcome": self.outcome,
            "tenants": [tenant.as_json() for tenant in self.tenants],
        }
