"""What a run did and what came of it, in a person's words."""

from collections.abc import Sequence
from datetime import UTC, datetime

from runbook.evidence.entries import Act

_DONE = {
    "open": "Opened",
    "press": "Pressed",
    "fill": "Filled in",
    "upload": "Uploaded",
    "download": "Downloaded",
    "switch": "Turned",
    "read": "Read",
}
_TO_DO = {"download": "download", "switch": "turn"}


def act(done: Act) -> str:
    """One action, in words."""
    if done.event == "intent":
        return f"About to {_TO_DO.get(done.verb, done.verb)} {done.thing}"
    if done.event == "seemed to fail":
        return f"Seemed to fail: {done.why}"
    if done.event == "picture":
        return done.thing[:1].upper() + done.thing[1:]
    return f"{_DONE.get(done.verb, done.verb.capitalize())} {done.thing}"


def count(number: int, thing: str) -> str:
    """A number of things."""
    return f"{number} {thing}{'' if number == 1 else 's'}"


def listed(things: Sequence[object]) -> str:
    """Things in a row: '3, 4 and 5'."""
    *most, last = map(str, things)
    return f"{', '.join(most)} and {last}" if most else last


def duration(seconds: float) -> str:
    """A duration for people: tenths of a second below a minute."""
    if seconds < 60:  # noqa: PLR2004 - a minute
        return f"{seconds:.1f} s"
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours} h {minutes} min" if hours else f"{minutes} min {rest} s"


def moment(at: datetime) -> str:
    """A date and time in UTC."""
    return f"{at.astimezone(UTC):%Y-%m-%d %H:%M:%S} UTC"


def clock(at: datetime) -> str:
    """A time of day in UTC."""
    return f"{at.astimezone(UTC):%H:%M:%S}"
