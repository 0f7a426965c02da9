"""What came of a run: the one declaration of it.

The engine fills it in, ``--json`` and the journal print it, and the queue and the report read it back. Journals and
queues may be of another version: keys that are not known are ignored, and only what no reader can do without is
required.
"""

import enum
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, FiniteFloat, PlainSerializer, PlainValidator
from pydantic_core import PydanticKnownError

from runbook.state import Uploaded


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise PydanticKnownError("string_type")
    return value


# Also half of a surrogate pair, which a portal can show, and which pydantic's own strings refuse.
Text = Annotated[str, PlainValidator(_text)]
Seconds = Annotated[FiniteFloat, PlainSerializer(lambda seconds: round(seconds, 3))]


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


class Verdict(enum.StrEnum):
    """How serious a finding is."""

    OK = "ok"
    WARNING = "warning"
    WRONG = "wrong"


class _Part(BaseModel):
    """Part of a result. Its fields stand in the order in which they are told."""

    def as_json(self) -> dict[str, object]:
        """All of it, as JSON knows values."""
        return self.model_dump(mode="json")


class _Fixed(_Part):
    model_config = ConfigDict(frozen=True)


class Change(_Fixed):
    """One value that a step would write.

    Attributes:
        portal: ``Azure`` or ``Ooma``.
        field: the portal's name for it.
        before: what is there; None for nothing.
        after: what would be; None if an earlier step has to yield it first.
    """

    portal: Text
    field: Text
    before: Text | None = None
    after: Text | None = None


class StepResult(_Part):
    """One step of the guide.

    Attributes:
        step: the guide's number.
        title: what it is about.
        outcome: what came of it.
        seconds: how long it took; told to the millisecond.
        why: the reason.
        changes: what it writes.
    """

    step: int
    title: Text = ""
    outcome: StepOutcome
    seconds: Seconds = 0.0
    why: Text = ""
    changes: tuple[Change, ...] = ()


class Certificate(_Fixed):
    """Azure's active signing certificate: its SHA-256 in hexadecimal, and when it expires."""

    sha256: Text
    not_after: AwareDatetime


class Sso(_Part):
    """The values of the integration, as far as they were read."""

    login_url: Text | None = None
    acs_url: Text | None = None
    issuer: Text | None = None
    enabled: bool | None = None
    certificate: Certificate | None = None


class OomaAccount(_Fixed):
    """The customer's account, as Ooma shows it; None for what it doesn't show.

    Attributes:
        name: None for the account signed in to, which isn't looked for by its name.
        id, realm: what tells accounts of one name apart.
    """

    name: Text | None = None
    id: Text | None = None
    realm: Text | None = None


class Problem(_Fixed):
    """Why a tenant failed.

    Attributes:
        code: stable name of the kind of failure.
        step: in which it failed; None if it was in none.
        message: what happened.
        hint: what to do.
        on_screen: what the portal showed.
        screenshot: path of the picture of it; empty if there is none.
    """

    code: Text
    step: int | None = None
    message: Text
    hint: Text = ""
    on_screen: Text = ""
    screenshot: Text = ""


class Finding(_Fixed):
    """One thing that a person would check.

    Attributes:
        what: the portal, and its own name for the thing.
        verdict: whether it is as it should be.
        found: what is there.
        expected: what should be; empty if that is what is there.
        mend: what to do; empty if there is nothing to do.
    """

    what: Text
    verdict: Verdict
    found: Text
    expected: Text = ""
    mend: Text = ""

    def __str__(self) -> str:
        if self.verdict is Verdict.OK:
            return f"{self.what}: {self.found}"
        return f"{self.what}: is {self.found}, should be {self.expected}. To fix it: {self.mend}."


class TenantResult(_Part):
    """One tenant's run.

    Attributes:
        name: the tenant's.
        outcome: what came of it.
        steps: the guide's ten.
        sso: the values of the integration.
        ooma_account: the account that was worked on; None if none was reached.
        error: why it failed.
        evidence: the run folder.
        findings: what a person would check, with a verdict for each; empty if the portals could not be read.
        notes: what else there is to say.
        wrote: whether this run pressed anything that may have stored something; not told.
        switched_on: whether this run pressed 'Enable' to switch SSO on, and it is neither proven nor off again; not
            told.
        uploaded: the certificate that this run uploaded to Ooma; not told.
    """

    name: Text
    outcome: TenantOutcome
    steps: list[StepResult] = Field(default_factory=list)
    sso: Sso = Field(default_factory=Sso)
    ooma_account: OomaAccount | None = None
    error: Problem | None = None
    evidence: Path | None = None
    findings: list[Finding] = Field(default_factory=list)
    notes: list[Text] = Field(default_factory=list)
    wrote: bool = Field(default=False, exclude=True)
    switched_on: bool = Field(default=False, exclude=True)
    uploaded: Uploaded | None = Field(default=None, exclude=True)

    @property
    def failed_step(self) -> StepResult | None:
        """The step that failed or was broken off, if one was."""
        return next((one for one in self.steps if one.outcome is StepOutcome.FAILED), None)


# No model: nothing reads it back.
@dataclass
class RunResult:
    """A whole command.

    Attributes:
        interrupted: somebody wanted it to end before it was over.
        error: what went wrong that concerns no tenant.
    """

    command: str
    tenants: list[TenantResult]
    interrupted: bool = False
    error: Problem | None = None

    @property
    def outcome(self) -> str:
        """The tenants' common outcome, or the one that asks most for attention."""
        order = (
            TenantOutcome.FAILED, TenantOutcome.SKIPPED, TenantOutcome.DRIFTED,
            TenantOutcome.PENDING, TenantOutcome.APPLIED, TenantOutcome.UNCHANGED,
        )  # fmt: skip
        found = {tenant.outcome for tenant in self.tenants}
        if self.error is not None:
            found.add(TenantOutcome.FAILED)
        return next((outcome.value for outcome in order if outcome in found), TenantOutcome.UNCHANGED.value)

    @property
    def exit_code(self) -> int:
        """0 all as it should be, 1 a tenant failed, 3 something is pending or drifted, 130 interrupted."""
        if self.interrupted:
            return 130
        found = {tenant.outcome for tenant in self.tenants}
        if self.error is not None or found & {TenantOutcome.FAILED, TenantOutcome.SKIPPED}:
            return 1
        if found & {TenantOutcome.PENDING, TenantOutcome.DRIFTED}:
            return 3
        return 0

    def as_json(self) -> dict[str, object]:
        """The document that ``--json`` prints."""
        document: dict[str, object] = {
            "command": self.command,
            "outcome": self.outcome,
            "tenants": [tenant.as_json() for tenant in self.tenants],
        }
        if self.error is not None:
            document["error"] = self.error.as_json()
        return document
