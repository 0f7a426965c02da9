"""Decides which tenants of a batch are begun next: waves, and an end when the same failure keeps coming back.

It knows no queue and no clock: what it is told decides what it says.
"""

from collections import Counter
from dataclasses import dataclass

from runbook.fleet.attempts import pause_after
from runbook.fleet.order import Marks, Order
from runbook.results import TenantOutcome

# A new wording in a portal is to hit one customer, then a few, and only then all that are left.
WAVES = (1, 4)


@dataclass(frozen=True)
class End:
    """What came of one attempt at a tenant, as far as it matters for the others."""

    outcome: TenantOutcome
    code: str = ""
    step: int | None = None


class Conductor:
    """The course of one batch.

    Attributes:
        attempts: how often each tenant was begun.
        stopped: why no further tenant is begun; empty as long as they are.
    """

    def __init__(self, order: Order) -> None:
        self._order = order
        self._waiting = [tenant.name for tenant in order.tenants]
        self._wave: list[str] = []
        self._waves = 0
        # Those that have a place; also during a pause, if their failure is one that keeps it.
        self._placed: set[str] = set()
        # Those that gave their place back once: no wave waits for them, since another one has their part in it.
        self._late: set[str] = set()
        # Those whose pause is over.
        self._back: list[str] = []
        self._codes: dict[str, list[str]] = {}
        self._failures: Counter[tuple[str, int | None]] = Counter()
        self.attempts: Counter[str] = Counter()
        self.stopped = ""

    def next(self, marks: Marks) -> list[str]:
        """The tenants to begin now, in order. It is asked again whenever an attempt has ended, or a pause is over.

        Args:
            marks: what holds by now; tenants of which they speak are not begun any more.
        """
        if self.stopped:
            self._back, self._wave, self._waiting = [], [], []
        self._back = self._free(self._back, marks)
        self._wave = self._free(self._wave, marks)
        self._waiting = self._free(self._waiting, marks)
        if not self._wave and self._late.issuperset({*self._placed, *self._back}):
            size = WAVES[self._waves] if self._waves < len(WAVES) else len(self._waiting)
            self._waves += 1
            self._wave, self._waiting = self._waiting[:size], self._waiting[size:]
        begun = [*self._back, *self._wave]
        if self._order.at_once is not None:
            begun = begun[: max(0, self._order.at_once - len(self._placed))]
        self._back = [name for name in self._back if name not in begun]
        self._wave = [name for name in self._wave if name not in begun]
        self._placed.update(begun)
        self.attempts.update(begun)
        return begun

    def _free(self, names: list[str], marks: Marks) -> list[str]:
        return [name for name in names if marks.why_not(self._order.queued(name)) is None]

    def ended(self, name: str, end: End, marks: Marks) -> float | None:
        """A tenant that was begun has ended.

        Args:
            name: the tenant's name.
            end: what came of it.
            marks: what holds since then.

        Returns:
            Seconds after which `rested` is to be called for it, since its failure can pass; None if that was its end.
        """
        self._placed.discard(name)
        if end.outcome is not TenantOutcome.FAILED:
            return None
        tenant = self._order.queued(name)
        codes = self._codes.setdefault(name, [])
        codes.append(end.code)
        pause = pause_after(codes)
        if pause is not None and not self.stopped and marks.why_not(tenant) is None:
            if pause.keeps_place:
                self._placed.add(name)
            elif name not in self._late:
                self._late.add(name)
                # What its wave was to show, the next tenant shows in its stead.
                self._wave, self._waiting = self._wave + self._waiting[:1], self._waiting[1:]
            return pause.seconds
        refused = any(account in marks.refused for account in tenant.accounts)
        # A refused sign-in ends the tenants that share it, and says nothing about the others.
        if not refused and not marks.interrupted:
            self._count(end)
        return None

    def rested(self, name: str) -> None:
        """The pause of a tenant is over: it is begun again as soon as there is a place."""
        self._placed.discard(name)
        self._back.append(name)

    def _count(self, end: End) -> None:
        failure = (end.code, end.step)
        self._failures[failure] += 1
        if self._failures[failure] >= self._order.task.stop_after and not self.stopped:
            where = f" in step {end.step}" if end.step is not None else ""
            times = "once" if self._order.task.stop_after == 1 else f"{self._order.task.stop_after} times"
            self.stopped = f"'{end.code}'{where} came {times}, so no further tenant was begun"
