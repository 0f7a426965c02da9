"""Faults that a test sets on an operation of a portal."""

import enum
from dataclasses import dataclass, field
from fnmatch import fnmatchcase


class FaultKind(enum.Enum):
    """What goes wrong with one request."""

    HTTP_500 = "http 500"
    HTTP_503 = "http 503"
    NEVER_ANSWERS = "never answers"
    LIES = "says it saved and did not"
    DENIES = "saved and says it failed"
    SESSION_GONE = "session gone"


@dataclass
class Fault:
    """One thing that goes wrong.

    Attributes:
        operation: name of an operation, for example ``ooma.idp.save``; ``*`` is a wildcard.
        kind: what happens instead.
        after: how many matching requests pass first.
        times: how many requests it then hits; -1 is every one.
    """

    operation: str
    kind: FaultKind
    after: int = 0
    times: int = 1

    def hits(self, operation: str) -> bool:
        """Count one request against this fault and say whether it is hit."""
        if self.times == 0 or not fnmatchcase(operation, self.operation):
            return False
        if self.after > 0:
            self.after -= 1
            return False
        self.times -= 1
        return True


@dataclass
class Faults:
    """The faults that are set; the first that matches a request is used."""

    pending: list[Fault] = field(default_factory=list)

    def add(self, fault: Fault) -> None:
        """Set a fault."""
        self.pending.append(fault)

    def take(self, operation: str) -> FaultKind | None:
        """The fault that hits this request, if any."""
        return next((fault.kind for fault in self.pending if fault.hits(operation)), None)
