"""Runs the tenants that the queue gives to this process."""

import asyncio
import json
import platform
from collections.abc import AsyncIterator, Callable, Coroutine, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from time import time
from typing import Any, Protocol

import structlog

from runbook.brake import Brake
from runbook.engine import Reporter
from runbook.errors import Interrupted, RunbookError, SettingsError, SignInRefused, unexpected
from runbook.evidence.redaction import Redactor
from runbook.fleet.order import Marks, Order, refused_mark, version_of
from runbook.fleet.shared import Shared
from runbook.guide import fresh_result
from runbook.inventory import Inventory
from runbook.results import Problem, StepResult, TenantOutcome, TenantResult
from runbook.sign_ins.accounts import Account, SignIns
from runbook.tenant import Tenant
from runbook.terminal import printable

# Seconds between looks at what others decided.
LOOK = 1.0


@dataclass(frozen=True)
class Job:
    """One tenant to be run, and what goes with it."""

    order: Order
    tenant: Tenant
    sign_ins: SignIns
    brake: Brake
    reporter: Reporter


Run = Callable[[Job], Coroutine[Any, Any, TenantResult]]


class Desk(Protocol):
    """What a worker asks and tells the queue."""

    async def order(self, batch: str) -> Order:
        """What the batch is to do."""

    async def marks(self, batch: str) -> Marks:
        """What holds for the batch by now."""

    async def mark(self, batch: str, name: str, value: str | bool) -> None:
        """Let everybody know something of the batch."""

    async def tell(self, attempt: str, where: Mapping[str, object]) -> None:
        """Let those who wait know where the run of an attempt is."""


@dataclass
class _Batch:
    """What the tenants of one batch share in this process."""

    id: str
    order: Order
    inventory: Inventory
    sign_ins: SignIns
    brake: Brake
    secrets: set[str] = field(default_factory=set)
    running: int = 0
    ended: dict[str, list[TenantResult]] = field(default_factory=dict)


class Worker:
    """The tenants of this process.

    The inventory is read again for each batch, so that secrets that were corrected meanwhile count.
    """

    def __init__(self, run: Run, load: Callable[[], Inventory], reporter: Reporter, desk: Desk, shared: Shared) -> None:
        self._run = run
        self._load = load
        self._version = version_of(load())
        self._reporter = reporter
        self._desk = desk
        self._shared = shared
        self._batches: dict[str, _Batch] = {}
        self._leaving = asyncio.Event()
        self._idle = asyncio.Event()
        self._idle.set()

    async def leave(self) -> None:
        """Take no further tenant, end what is running where nothing is half written, and give it back.

        Tenants that were broken off stay in the queue as they are, for other workers.
        """
        self._leaving.set()
        await self.finish()

    async def finish(self) -> None:
        """Wait until what is running has ended, as it does soon once the brake is pulled."""
        self.pull()
        await self._idle.wait()

    def pull(self) -> None:
        """Stop every run where nothing is half written."""
        for batch in self._batches.values():
            batch.brake.pull()

    def ended(self, name: str) -> list[TenantResult]:
        """What a tenant's attempts here came to, in order, should the queue be unable to keep it."""
        return [result for batch in self._batches.values() for result in batch.ended.get(name, ())]

    async def look(self) -> None:
        """Stop the runs of batches that somebody interrupted."""
        for batch in [one for one in self._batches.values() if one.running and not one.brake.pulled]:
            if (await self._desk.marks(batch.id)).interrupted:
                batch.brake.pull()

    async def attempt(self, batch_id: str, name: str, told_as: str) -> dict[str, object]:
        """Run a tenant once, unless something speaks against it, and return its result as JSON.

        Args:
            batch_id: of the batch.
            name: of the tenant.
            told_as: what the queue calls this attempt.
        """
        batch = await self._batch(batch_id)
        batch.running += 1
        self._idle.clear()
        try:
            async with self._alone(batch, name):
                result = await self._unless_marked(batch, name, told_as)
                batch.ended.setdefault(name, []).append(result)
        finally:
            batch.running -= 1
            if not any(one.running for one in self._batches.values()):
                self._idle.set()
        if self._leaving.is_set() and result.error is not None and result.error.code == Interrupted.code:
            # Without an end it is another worker's: this process doesn't come back from here.
            await asyncio.Event().wait()
        return _storable(Redactor(tuple(batch.secrets)).clean_all(result.as_json()))

    @asynccontextmanager
    async def _alone(self, batch: _Batch, name: str) -> AsyncIterator[None]:
        """Wait until no other process works on the tenant's customer, or the batch is interrupted.

        The queue sees to that as well, but in SQLite two processes may each count the running tenants before either
        takes one: DBOS reads there outside of the transaction in which it takes them.
        """
        lock = f"customer {batch.order.queued(name).place}"
        is_held = await self._shared.take(lock)
        if not is_held:
            self._reporter.note(name, "another run is working on this customer; waiting for its end")
        while not is_held and not batch.brake.pulled:
            await batch.brake.wait(LOOK)
            is_held = await self._shared.take(lock)
        try:
            yield
        finally:
            if is_held:
                await self._shared.give_back(lock)

    async def _unless_marked(self, batch: _Batch, name: str, told_as: str) -> TenantResult:
        queued = batch.order.queued(name)
        why_not = (await self._desk.marks(batch.id)).why_not(queued)
        if why_not is None and batch.brake.pulled:
            why_not = Interrupted("the run was interrupted before this tenant was begun")
        if why_not is not None:
            return not_begun(name, why_not)
        try:
            if version_of(batch.inventory) != self._version:
                raise SettingsError(
                    "the inventory was changed while this worker was running", hint="Start the worker again."
                )
            tenant = await asyncio.to_thread(batch.inventory.tenant, name)
        except RunbookError as error:
            result = not_begun(name, error)
            result.outcome = TenantOutcome.FAILED
            return result
        batch.secrets.update(tenant.secrets)
        async with self._told(batch, name, told_as) as reporter:
            return await self._guarded(Job(batch.order, tenant, batch.sign_ins, batch.brake, reporter))

    async def _guarded(self, job: Job) -> TenantResult:
        """Run it; whatever else goes wrong is this tenant's failure, and holds no secret."""
        running = asyncio.create_task(self._run(job))
        try:
            await asyncio.wait({running})
        except asyncio.CancelledError:
            running.cancel()
            await asyncio.wait({running})
            raise
        error = running.exception()
        if error is None:
            return running.result()
        if not isinstance(error, Exception):
            raise error
        said = Redactor(job.tenant.secrets).clean(unexpected(error).message)
        structlog.get_logger().error("run failed", tenant=job.tenant.name, error=said)
        result = fresh_result(job.tenant.name)
        result.error = Problem(code=RunbookError.code, message=said, hint=RunbookError.hint)
        return result

    async def _batch(self, batch_id: str) -> _Batch:
        if batch_id not in self._batches:
            order = await self._desk.order(batch_id)
            inventory = await asyncio.to_thread(self._load)
            brake = Brake()
            sign_ins = SignIns(_Guard(batch_id, brake, self._desk, self._shared))
            # Another tenant of the batch may have come here in the meantime.
            batch = self._batches.setdefault(batch_id, _Batch(batch_id, order, inventory, sign_ins, brake))
            if self._leaving.is_set():
                batch.brake.pull()
            for old in [one for one in self._batches.values() if not one.running and one is not batch]:
                del self._batches[old.id]
        return self._batches[batch_id]

    @asynccontextmanager
    async def _told(self, batch: _Batch, name: str, told_as: str) -> AsyncIterator[Reporter]:
        """A reporter that also lets the queue know in which step the run is."""
        telling = _Telling(self._reporter)

        async def tell() -> None:
            while True:
                await telling.changed.wait()
                telling.changed.clear()
                await self._desk.tell(told_as, telling.where)
                await batch.brake.wait(LOOK)

        task = asyncio.create_task(tell())
        try:
            yield telling
        finally:
            task.cancel()
            await asyncio.wait({task})
            if not task.cancelled():
                structlog.get_logger().warning("progress could not be told", tenant=name, error=repr(task.exception()))


class _Guard:
    """Sees to it that of all processes one at a time signs in with an account, and none that was refused."""

    def __init__(self, batch_id: str, brake: Brake, desk: Desk, shared: Shared) -> None:
        self._batch = batch_id
        self._brake = brake
        self._desk = desk
        self._shared = shared

    @asynccontextmanager
    async def alone(self, account: Account) -> AsyncIterator[None]:
        """Wait until no other process signs in with the account."""
        name = f"sign-in {account}"
        while not await self._shared.take(name):
            self._brake.check("the sign-in")
            await self._brake.wait(LOOK)
        try:
            refused = (await self._desk.marks(self._batch)).refused.get(str(account))
            if refused is not None:
                raise SignInRefused(refused, portal=account.portal)
            yield
        finally:
            await self._shared.give_back(name)

    async def refuse(self, account: Account, why: str) -> None:
        """Let everybody know that the account was refused."""
        await self._desk.mark(self._batch, refused_mark(account), why)


class _Telling:
    """Passes everything on, and keeps where the run is."""

    def __init__(self, reporter: Reporter) -> None:
        self._reporter = reporter
        self.changed = asyncio.Event()
        self.where: dict[str, object] = {"host": platform.node(), "since": time()}
        self.changed.set()

    def began(self, tenant: str, step: StepResult) -> None:
        """A step began."""
        self._reporter.began(tenant, step)
        self._is(step=step.step, title=step.title, note="")

    def ended(self, tenant: str, step: StepResult) -> None:
        """A step has its outcome."""
        self._reporter.ended(tenant, step)

    def note(self, tenant: str, text: str) -> None:
        """Something worth a line happened."""
        self._reporter.note(tenant, text)
        self._is(note=printable(text))  # also since no database takes every sign

    def _is(self, **where: object) -> None:
        self.where |= where
        self.changed.set()


def not_begun(name: str, why: RunbookError) -> TenantResult:
    """The result of a tenant that was skipped."""
    result = fresh_result(name)
    result.outcome = TenantOutcome.SKIPPED
    result.error = Problem(code=why.code, message=why.message, hint=why.hint)
    return result


def _storable(value: object) -> dict[str, object]:
    """The same without what no database takes: half of a surrogate pair, which a portal can show."""
    text = json.dumps(value, ensure_ascii=False).encode(errors="replace")
    stored: dict[str, object] = json.loads(text)
    return stored
