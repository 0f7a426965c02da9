"""Decides which tenants of a batch are begun next: waves, and an end when the same failure keeps coming back.

It knows no queue and no clock: what it is told decides what it says.
"""

from collections import Counter
from dataclasses import dataclass

from runbook.fleet.order import Marks, Order
from runbook.results import TenantOutcome

# A new wording in a portal is to hit one customer, then a few, and only then all that are left.
WAVES = (1, 4)


@dataclass(frozen=True)
class End:
    """What came of one tenant, as far as it matters for the others."""

    outcome: TenantOutcome
    code: str = ""
    step: int | None = None


class Conductor:
    """The course of one batch.

    Attributes:
        stopped: why no further tenant is begun; empty as long as they are.
    """

    def __init__(self, order: Order) -> None:
        self._order = order
        self._waiting = [tenant.name for tenant in order.tenants]
        self._wave: list[str] = []
        self._waves = 0
        self._running: set[str] = set()
        self._failures: Counter[tuple[str, int | None]] = Counter()
        self.stopped = ""

    def next(self, marks: Marks) -> list[str]:
        """The tenants to begin now, in order. It is asked again whenever one has ended.

        Args:
            marks: what holds by now; tenants of which they speak are not begun any more.
        """
        if self.stopped:
            self._wave, self._waiting = [], []
        self._wave = self._free(self._wave, marks)
        self._waiting = self._free(self._waiting, marks)
        if not self._wave and not self._running:
            size = WAVES[self._waves] if self._waves < len(WAVES) else len(self._waiting)
            self._waves += 1
            self._wave, self._waiting = self._waiting[:size], self._waiting[size:]
        room = len(self._wave) if self._order.at_once is None else self._order.at_once - len(self._running)
        begun, self._wave = self._wave[:room], self._wave[room:]
        self._running.update(begun)
        return begun

    def _free(self, names: list[str], marks: Marks) -> list[str]:
        return [name for name in names if marks.why_not(self._order.queued(name)) is None]

    def ended(self, name: str, end: End, marks: Marks) -> None:
        """A tenant that was begun has ended.

        Args:
            name: the tenant's name.
            end: what came of it.
            marks: what holds since then.
        """
        self._running.discard(name)
        refused = any(account in marks.refused for account in self._order.queued(name).accounts)
        # A refused sign-in ends the tenants that share it, and says nothing about the others.
        if end.outcome is not TenantOutcome.FAILED or refused or marks.interrupted:
            return
        failure = (end.code, end.step)
        self._failures[failure] += 1
        if self._failures[failure] >= self._order.task.stop_after and not self.stopped:
            where = f" in step {end.step}" if end.step is not None else ""
            times = "once" if self._order.task.stop_after == 1 else f"{self._order.task.stop_after} times"
            self.stopped = f"'{end.code}'{where} came {times}, so no further tenant was begun"
