"""Follows a batch until it is over, and puts its results together."""

import asyncio
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from time import monotonic
from typing import Any, Protocol

from runbook.brake import Brake
from runbook.errors import RunbookError, Stopped
from runbook.fleet.attempts import combined, may_pass
from runbook.fleet.order import Order
from runbook.fleet.queue import Queue, Row
from runbook.fleet.worker import not_begun
from runbook.guide import fresh_result
from runbook.results import Problem, TenantResult

# Seconds between looks.
LOOK = 0.5


@dataclass(frozen=True)
class Resting:
    """A tenant whose failure can pass, and that is begun again.

    Attributes:
        result: what its last attempt came to.
        until: when it is begun again, in seconds since 1970; None for as soon as there is a place.
    """

    result: TenantResult
    until: float | None


@dataclass(frozen=True)
class Standing:
    """How far a batch is.

    Attributes:
        order: what it is to do.
        running: the tenants that are being worked on.
        results: those that have ended, in the order in which they were seen to end.
        workers: how many processes take its tenants.
        seconds: since it began.
        interrupted: somebody wants it to end.
        resting: the tenants that are begun again.
    """

    order: Order
    running: tuple[Row, ...]
    results: tuple[TenantResult, ...]
    workers: int
    seconds: float
    interrupted: bool
    resting: tuple[Resting, ...] = ()


class View(Protocol):
    """Is shown how far a batch is."""

    def show(self, standing: Standing) -> None:
        """Look at it now."""


async def follow(queue: Queue, batch: str, view: View, brake: Brake) -> list[TenantResult]:
    """Follow a batch until it is over.

    Args:
        queue: that holds it.
        batch: its id.
        view: is shown how far it is.
        brake: once pulled, the batch is interrupted.

    Returns:
        The result of each of its tenants, in the order's order.
    """
    began = monotonic()
    order = await queue.order(batch)
    attempts: dict[str, dict[int, TenantResult]] = {}
    results: dict[str, TenantResult] = {}
    interrupted = False
    while True:
        over = await queue.is_over(batch)
        rows = await queue.rows(batch)
        ended = [row for row in rows if row.state == "ended" and row.attempt not in attempts.get(row.name, {})]
        for row, output in await queue.outputs(ended):
            attempts.setdefault(row.name, {})[row.attempt] = _result(row.name, output)
        for name in [one for one in attempts if one not in results]:
            told = [attempts[name][number] for number in sorted(attempts[name])]
            if over or not may_pass(told):
                results[name] = combined(told)
        running = tuple(row for row in rows if row.state == "running")
        # Whoever wants the batch to end wants nothing to be begun again.
        resting = () if interrupted else _resting(attempts, rows, {*results, *(row.name for row in running)})
        seconds = monotonic() - began
        workers = await queue.workers()
        view.show(Standing(order, running, tuple(results.values()), workers, seconds, interrupted, resting))
        if over:
            break
        if interrupted and not running:
            await queue.end(batch)
        elif brake.pulled and not interrupted:
            interrupted = True
            await queue.interrupt(batch)
        elif interrupted:
            await asyncio.sleep(LOOK)
        else:
            await brake.wait(LOOK)
    marks = await queue.marks(batch)
    for tenant in order.tenants:
        if tenant.name not in results:
            why = marks.why_not(tenant) or Stopped("the batch was ended before this tenant was begun")
            results[tenant.name] = not_begun(tenant.name, why)
    return [results[tenant.name] for tenant in order.tenants]


def _resting(
    attempts: Mapping[str, Mapping[int, TenantResult]], rows: Iterable[Row], others: Collection[str]
) -> tuple[Resting, ...]:
    until = {row.name: row.until for row in rows if row.state == "resting"}
    return tuple(Resting(made[max(made)], until.get(name)) for name, made in attempts.items() if name not in others)


def _result(name: str, output: dict[str, Any] | str) -> TenantResult:
    if isinstance(output, dict):
        return TenantResult.model_validate(output)
    result = fresh_result(name)
    result.error = Problem(code=RunbookError.code, message=output, hint=RunbookError.hint)
    return result
