"""How long a run waits for Microsoft to publish a certificate, and whom it tells."""

from collections.abc import Callable
from dataclasses import dataclass
from time import monotonic

from runbook.brake import Brake
from runbook.evidence.clock import duration

# Seconds between readings of the metadata: a small public document, but the servers that give it are everybody's.
EVERY = 5.0
# Seconds between words to whoever follows the run; then the portal's page is loaded again, too.
WORD = 30.0
# `plan` and `verify` tell what is there: they only make sure that it was not one server that is behind the others.
GLANCE = 15.0


@dataclass
class Patience:
    """How long a run waits for a certificate to be published.

    Attributes:
        limit: the longest wait, in seconds.
        brake: ends it.
        note: tells whoever follows the run.
        now: a clock, in seconds.
    """

    limit: float
    brake: Brake
    note: Callable[[str], None]
    now: Callable[[], float] = monotonic
    _began: float | None = None
    _told: bool = False

    @property
    def waited(self) -> float:
        """Seconds since the wait began."""
        return 0.0 if self._began is None else self.now() - self._began

    @property
    def is_over(self) -> bool:
        """Whether the limit has passed."""
        return self.waited >= self.limit

    def begin(self) -> None:
        """Begin to wait. A wait that a sign-in broke off goes on."""
        if self._began is None:
            self._began = self.now()

    def end(self) -> None:
        """What was waited for has come."""
        self._began, self._told = None, False

    def tell(self, thing: str) -> None:
        """Say what is waited for, and for how long at most."""
        waiting = f"waiting up to {duration(self.limit)}"
        if self._told:
            waiting = f"still waiting, up to {duration(self.limit - self.waited)} more,"
        self._told = True
        self.note(f"{waiting} for {thing}")

    async def pause(self) -> None:
        """Wait a moment.

        Raises:
            Interrupted: somebody wants the run to end.
        """
        await self.brake.wait(max(0.0, min(EVERY, self.limit - self.waited)))
        self.brake.check("Microsoft published the signing certificate")
