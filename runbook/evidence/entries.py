"""The lines of a journal that the report tells of, as frozen values."""

import re
from typing import Any, Literal, TypeVar

from pydantic import AwareDatetime, BaseModel, ConfigDict, FiniteFloat, NonNegativeInt

from runbook.results import Change, Finding, StepOutcome, TenantResult
from runbook.state import Seen

INTERRUPTED = "interrupted"

_SURROGATE = re.compile("[\ud800-\udfff]")

Value = TypeVar("Value")


class _Part(BaseModel):
    """Whatever else a line holds is none of the report's business."""

    model_config = ConfigDict(frozen=True, extra="ignore")


class Shot(_Part):
    """A screenshot: its name in the run folder, and the digest of the file."""

    file: str
    sha256: str
    title: str | None = None


class Box(_Part):
    """Where a thing was in the window, in CSS pixels; so also in the screenshot, which has one pixel for each."""

    x: FiniteFloat
    y: FiniteFloat
    width: FiniteFloat
    height: FiniteFloat


class Entry(_Part):
    """Any line.

    Attributes:
        number: counted from 1.
        at: when it was written.
        event: what it tells of.
        phase: the step's two digits, or ``verify``, where the line belongs to one.
        why: a reason, in words.
    """

    number: NonNegativeInt
    at: AwareDatetime
    event: str
    phase: str = ""
    why: str = ""


class Began(Entry):
    """The run began: who does what, where and with what."""

    command: str
    version: str
    host: str
    operator: str
    system: str
    browser: str
    python: str = ""
    playwright: str = ""
    tenant: str
    settings: dict[str, object]
    options: dict[str, object] = {}


class Act(Entry):
    """Something was done on a page (``action``), is about to be done (``intent``), or was only looked at."""

    event: Literal["action", "intent", "picture", "seemed to fail"]
    portal: str = ""
    verb: str = ""
    thing: str = ""
    value: str | None = None
    writes: bool = False
    box: Box | None = None
    address: str = ""
    seconds: FiniteFloat | None = None
    screenshot: Shot | None = None

    @property
    def does(self) -> bool:
        """Whether it changes what a page shows, be it stored or not yet."""
        return self.writes or self.verb in ("fill", "upload", "switch")


class OfStep(Entry):
    """A step was planned, began, ended or was judged."""

    step: int
    outcome: StepOutcome | None = None
    seconds: FiniteFloat | None = None
    changes: tuple[Change, ...] = ()


class Observed(Entry):
    """Both portals were read; `left` are the steps that are still needed, where that was asked."""

    seen: Seen
    left: tuple[int, ...] = ()


class Findings(Entry):
    """All that was checked."""

    findings: tuple[Finding, ...] = ()


class Ended(Entry):
    """The run ended.

    Attributes:
        result: what came of it; None if it was interrupted.
    """

    result: TenantResult | None


# What the report takes from a result. Other lines say the rest, such as whose run it is: faults in that harm nobody.
_TOLD = ("outcome", "steps", "ooma_account", "error", "findings", "notes")

_KINDS: dict[str, type[Entry]] = {
    "run began": Began,
    **dict.fromkeys(("action", "intent", "picture", "seemed to fail"), Act),
    **dict.fromkeys(("step planned", "step began", "step ended", "step judged"), OfStep),
    **dict.fromkeys(("observed", "verified"), Observed),
    "findings": Findings,
}


def read_entry(number: int, entry: dict[str, Any]) -> Entry:
    """One line of a journal, typed.

    Raises:
        pydantic.ValidationError: something is missing, or is of another kind.
    """
    clean = {**without_surrogates(entry), "number": number}
    if clean["event"] == "run ended":
        told = {name: clean[name] for name in _TOLD if name in clean}
        result = None if told.get("outcome") == INTERRUPTED else TenantResult.model_validate({"name": "", **told})
        return Ended.model_validate({**clean, "result": result})
    return _KINDS.get(entry["event"], Entry).model_validate(clean)


def without_surrogates(value: Value) -> Value:
    """A value as JSON knows them in which half of a surrogate pair, which no encoding knows, is spelled out."""
    cleaned: object = value
    if isinstance(value, str):
        cleaned = _SURROGATE.sub(lambda half: f"⟨U+{ord(half[0]):04X}⟩", value)
    elif isinstance(value, dict):
        cleaned = {name: without_surrogates(one) for name, one in value.items()}
    elif isinstance(value, list):
        cleaned = [without_surrogates(one) for one in value]
    return cleaned  # type: ignore[return-value]  # of the same kind as the value
