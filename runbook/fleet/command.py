"""The two things to do with a fleet: run a batch and wait for it, and work on batches of others."""

import asyncio
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass, replace
from time import monotonic
from typing import Any, TypeVar

from sqlalchemy.exc import SQLAlchemyError

from runbook.brake import Brake
from runbook.engine import Reporter
from runbook.errors import QueueLost, QueueUnreachable
from runbook.fleet.attempts import combined
from runbook.fleet.order import Order, version_of
from runbook.fleet.queue import Limits, Queue, open_queue
from runbook.fleet.queue_file import ROOM
from runbook.fleet.settings import FleetSettings, prepare
from runbook.fleet.shared import Shared
from runbook.fleet.watch import View, follow
from runbook.fleet.worker import LOOK, Job, Run, Worker, not_begun
from runbook.fleet.workflows import Host
from runbook.inventory import Inventory
from runbook.options import Options
from runbook.results import RunResult, TenantResult
from runbook.run import Remarks, crew, no_remarks

T = TypeVar("T")

# Seconds between looks at who is alive.
TIDY = 5.0
# Seconds until a queue that was lost is tried again.
AGAIN = 10.0

Opens = Callable[[Shared], AbstractAsyncContextManager[Run]]
"""Opens what runs tenants, such as a browser, for as long as it is needed."""


@dataclass(frozen=True)
class Fleet:
    """This process's part of a fleet.

    Attributes:
        settings: where the queue is, and what the fleet keeps to.
        load: reads the inventory.
        opens: opens what runs tenants.
        reporter: is told how the tenants of this process get on.
    """

    settings: FleetSettings
    load: Callable[[], Inventory]
    opens: Opens
    reporter: Reporter

    async def run(self, order: Order, jobs: int, view: View, brake: Brake) -> RunResult:
        """Run a batch, and wait for it: on one machine here, else by the workers that there are.

        Args:
            order: what to do.
            jobs: how many tenants at a time, on each machine.
            view: is shown how far it is.
            brake: once pulled, the batch is interrupted.

        Returns:
            What came of it. If the queue of this machine can't be written to any more, as on a full disk, what runs
            ends before its next step, as if it had been interrupted, and no further tenant is begun.

        Raises:
            QueueUnreachable: the queue can't be used.
            BrowserNotFound: there is no browser; nothing was touched.
        """
        here = self.settings.one_machine
        limits = Limits(self.settings.at_a_time, self.settings.per_minute, None if here else jobs)
        if here:
            order = order.model_copy(update={"at_once": jobs})
        async with self._open(limits, works=here) as (queue, worker, shared, host):
            work = _batch(queue, order, view, brake)
            try:
                results = await beside(_notice_loss(shared, host), beside(_look_after(queue, worker), work))
            except (QueueUnreachable, SQLAlchemyError) as error:
                if isinstance(error, QueueLost):
                    raise  # what other processes do by now is not known
                reason, _, _ = str(getattr(error, "orig", error)).strip().partition("\n")
                lost = QueueLost(f"the queue can't be written to any more: {reason}", hint=ROOM)
                if not here or worker is None:
                    raise lost from None
                results = await self._without_queue(worker, order, lost)
        return RunResult(order.task.command.value, results, interrupted=brake.pulled)

    async def work(self, brake: Brake) -> None:
        """Take tenants from the queue until the brake is pulled; those that run are then given back.

        If the queue is lost, what runs is broken off, and the worker waits until it is there again.

        Raises:
            QueueUnreachable: the queue can't be used from the start.
            BrowserNotFound: there is no browser.
        """
        was_there = False
        while not brake.pulled:
            try:
                async with self._open(None, works=True) as (queue, worker, shared, host):
                    was_there = True
                    await beside(_notice_loss(shared, host), beside(_look_after(queue, worker), brake.pulling()))
                    if worker is not None:
                        await worker.leave()
            except QueueUnreachable as error:
                if not was_there:
                    raise
                # Others may have taken over what ran here; it was broken off.
                self.reporter.note("", f"{error.message}; trying again in {AGAIN:.0f} s")
                await brake.wait(AGAIN)

    async def _without_queue(self, worker: Worker, order: Order, lost: QueueLost) -> list[TenantResult]:
        """What came of a batch whose queue was lost, once what this process runs of it has ended."""
        self._say(f"{lost.message}; what is being written is finished first, and no further tenant is begun")
        await worker.finish()
        ended = {one.name: worker.ended(one.name) for one in order.tenants}
        return [combined(made) if made else not_begun(name, lost) for name, made in ended.items()]

    def _say(self, text: str) -> None:
        self.reporter.note("", text)

    @asynccontextmanager
    async def _open(
        self, limits: Limits | None, *, works: bool
    ) -> AsyncIterator[tuple[Queue, Worker | None, Shared, Host]]:
        prepare(self.settings)
        shared = self.settings.shared()
        try:
            await shared.check()
            version = version_of(self.load())
            async with open_queue(self.settings.database, shared, version, self._say, limits=limits, works=works) as (
                queue,
                host,
            ):
                await queue.tidy()
                if not works:
                    yield queue, None, shared, host
                    return
                async with self.opens(shared) as run:
                    worker = Worker(run, self.load, self.reporter, queue, shared)
                    host.worker.set_result(worker)
                    try:
                        yield queue, worker, shared, host
                    finally:
                        await host.close()
        finally:
            await shared.close()


def in_browser(options: Options, reporter: Reporter, *, remarks: Remarks = no_remarks) -> Opens:
    """Tenants are run in one browser of this machine, as their order says; see `runbook.run.crew`."""

    @asynccontextmanager
    async def opens(shared: Shared) -> AsyncIterator[Run]:
        async with crew(options, reporter, shared.used_codes, remarks=remarks) as runner:

            async def run(job: Job) -> TenantResult:
                own = replace(
                    runner,
                    options=options.doing(job.order.task),
                    sign_ins=job.sign_ins,
                    brake=job.brake,
                    reporter=job.reporter,
                )
                return await own.run(job.tenant)

            yield run

    return opens


async def _batch(queue: Queue, order: Order, view: View, brake: Brake) -> list[TenantResult]:
    return await follow(queue, await queue.start(order), view, brake)


async def _notice_loss(shared: Shared, host: Host) -> None:
    """Fail once the queue is lost. Runs on its own, because questions to a lost queue wait for it to come back."""
    while True:
        await shared.check()
        if host.lost:
            raise QueueUnreachable(host.lost)
        await asyncio.sleep(LOOK)


async def _look_after(queue: Queue, worker: Worker | None) -> None:
    """See to what others decided, and who is alive, for as long as this process has to do with the queue."""
    tidied = monotonic()
    while True:
        if worker is not None:
            await worker.look()
        if monotonic() - tidied > TIDY:
            await queue.tidy()
            tidied = monotonic()
        await asyncio.sleep(LOOK)


async def beside(background: Coroutine[Any, Any, None], work: Coroutine[Any, Any, T]) -> T:
    """Do something while something else goes on in the background; if that fails, this fails in the same way."""
    tasks = asyncio.create_task(background), asyncio.create_task(work)
    try:
        await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        if tasks[0].done():
            tasks[0].result()
        return await tasks[1]
    finally:
        for task in tasks:
            task.cancel()
        # Both may have failed, for the same reason.
        await asyncio.gather(*tasks, return_exceptions=True)
