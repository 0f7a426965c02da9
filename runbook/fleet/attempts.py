"""Which failures of a tenant can pass, when it is begun again, and what its attempts come to."""

from collections.abc import Sequence
from dataclasses import dataclass

from pages.errors import Unreachable
from runbook.certificates.entra import MetadataLag
from runbook.errors import BrowserGone
from runbook.evidence.clock import duration
from runbook.results import TenantOutcome, TenantResult

# Seconds that a tenant of a fleet waits by itself for Microsoft to publish its certificate. Then others have its place.
METADATA_WAIT = 20.0


@dataclass(frozen=True)
class Passing:
    """How a failure that can pass is tried again.

    Attributes:
        pauses: seconds before each further attempt.
        keeps_place: whether the tenant keeps its place in the meantime, and its wave waits for it.
    """

    pauses: tuple[float, ...]
    keeps_place: bool


@dataclass(frozen=True)
class Pause:
    """The time until a tenant is begun again; see `Passing`."""

    seconds: float
    keeps_place: bool


# What is out of reach for one tenant is so for the next ones, too: they would only add to the load, and fail as well.
_OUTAGE = Passing((15.0, 60.0), keeps_place=True)
PASSING = {
    Unreachable.code: _OUTAGE,
    BrowserGone.code: _OUTAGE,
    # Concerns this tenant alone. In all at least the 5 minutes that a tenant without a fleet waits.
    MetadataLag.code: Passing((60.0, 120.0, 180.0), keeps_place=False),
}


def pause_after(codes: Sequence[str]) -> Pause | None:
    """When to begin a tenant again.

    Args:
        codes: how its attempts have failed so far, in order.

    Returns:
        The pause before the next attempt; None if there is none: the last failure can't pass, or came too often.
    """
    passing = PASSING.get(codes[-1]) if codes else None
    before = codes.count(codes[-1]) - 1 if codes else 0
    if passing is None or before >= len(passing.pauses):
        return None
    return Pause(passing.pauses[before], passing.keeps_place)


def may_pass(attempts: Sequence[TenantResult]) -> bool:
    """Whether a tenant that ended in this way is begun again, unless its batch ends before."""
    return pause_after(_codes(attempts)) is not None


def combined(attempts: Sequence[TenantResult]) -> TenantResult:
    """What the attempts of one tenant come to: the last one that was not merely withdrawn.

    If it failed, the earlier ones' notes count as well, such as that SSO is on and could not be switched off again.

    Args:
        attempts: one at least, in order.
    """
    *before, last = attempts
    if before and last.outcome is TenantOutcome.SKIPPED:
        return combined(before)
    if not before or last.error is None:
        return last
    codes = _codes(before)
    pauses = [pause_after(codes[: number + 1]) for number in range(len(codes))]
    waited = sum(pause.seconds for pause in pauses if pause is not None)
    notes = [note for one in attempts for note in one.notes]
    notes.append(f"it was tried {len(attempts)} times, with {duration(waited)} of pauses in total")
    return last.model_copy(update={"notes": list(dict.fromkeys(notes))})


def _codes(attempts: Sequence[TenantResult]) -> list[str]:
    """How they failed; nothing if the last one didn't."""
    if attempts[-1].outcome is not TenantOutcome.FAILED:
        return []
    return [one.error.code if one.error is not None else "" for one in attempts]
