"""The workflows of the queue: a batch, which begins its tenants wave by wave, an attempt at a tenant, and a pause.

What a workflow did is recorded step by step. Where its process dies, another one goes through the records and goes
on behind them; so a workflow decides by nothing but its arguments and what its steps gave back.
"""

import asyncio
from typing import Any

from dbos import DBOS, SetEnqueueOptions, SetWorkflowID, WorkflowHandleAsync
from sqlalchemy.exc import SQLAlchemyError

from runbook.fleet.conductor import Conductor, End
from runbook.fleet.order import STOPPED, Marks, Order
from runbook.fleet.worker import Worker
from runbook.results import TenantOutcome, TenantResult

# A tenant that takes its worker down again and again is given up.
LIVES = 5
# Seconds between looks at the queue.
POLL = 0.25
TENANTS, BATCHES = "tenants", "batches"
PAUSE = "pause"


class Host:
    """What a process has for the workflows that come to it. DBOS knows them by name, so there is one a process.

    Attributes:
        worker: runs the tenants, from when it is there.
        lost: why the queue could not keep what came of a workflow, as on a full disk; empty as long as it could.
    """

    present: "Host | None" = None

    def __init__(self) -> None:
        self.worker: asyncio.Future[Worker] = asyncio.get_running_loop().create_future()
        self._tasks: set[asyncio.Task[Any]] = set()
        self._closed = False
        self.lost = ""
        Host.present = self

    async def enter(self) -> None:
        """Note the present task, which runs a workflow; once the host is closed, it goes no further."""
        task = asyncio.current_task()
        if task is not None:
            self._tasks.add(task)
            task.add_done_callback(self._ended)
        if self._closed:
            await asyncio.Event().wait()

    def _ended(self, task: asyncio.Task[Any]) -> None:
        self._tasks.discard(task)
        error = None if task.cancelled() else task.exception()
        if isinstance(error, SQLAlchemyError):
            self.lost = str(getattr(error, "orig", error)).strip().partition("\n")[0]

    async def close(self) -> None:
        """Break off what this process still runs. It stays in the queue as it is."""
        self._closed = True
        while self._tasks:
            for task in self._tasks:
                task.cancel()
            await asyncio.wait(set(self._tasks))


def _host() -> Host:
    if Host.present is None:
        raise RuntimeError("a workflow came to a process that has nothing to run it with")
    return Host.present


@DBOS.workflow(name="tenant", max_recovery_attempts=LIVES)
async def run_tenant(batch: str, name: str) -> dict[str, Any]:
    """Run one tenant once. What can pass is tried again in a workflow of its own, so that others have the place."""
    await _host().enter()
    return await _attempt(batch, name, str(DBOS.workflow_id))


@DBOS.step(name="attempt")
async def _attempt(batch: str, name: str, told_as: str) -> dict[str, Any]:
    worker = await _host().worker
    return await worker.attempt(batch, name, told_as)


@DBOS.workflow(name=PAUSE)
async def rest() -> None:
    """Nothing: it is put into the queue with a delay, and its end is the end of a pause, whoever dies meanwhile."""


@DBOS.workflow(name="batch")
async def run_batch(ordered: dict[str, Any]) -> None:
    """Begin the tenants of a batch, wave by wave and again after their pauses, and end with the last one."""
    await _host().enter()
    batch = str(DBOS.workflow_id)
    order = Order.model_validate(ordered)
    conductor = Conductor(order)
    marks = Marks()
    # By tenant: its attempt that runs, or its pause.
    awaited: dict[str, WorkflowHandleAsync[Any]] = {}
    resting: set[str] = set()
    while True:
        for name in conductor.next(marks):
            place = order.queued(name).place
            with (
                SetWorkflowID(id_of(batch, name, conductor.attempts[name])),
                SetEnqueueOptions(queue_partition_key=place),
            ):
                awaited[name] = await DBOS.enqueue_workflow_async(TENANTS, run_tenant, batch, name)
        if not awaited:
            return
        first = await DBOS.wait_first_async(list(awaited.values()), polling_interval_sec=POLL)
        name = next(name for name, handle in awaited.items() if handle.workflow_id == first.workflow_id)
        del awaited[name]
        seen = await _end(first.workflow_id, batch)
        before, marks = marks, Marks.read(seen["marks"])
        if name in resting:
            resting.remove(name)
            conductor.rested(name)
        else:
            pause = conductor.ended(name, End(TenantOutcome(seen["outcome"]), seen["code"], seen["step"]), marks)
            if pause is not None:
                with (
                    SetWorkflowID(id_of(batch, name, conductor.attempts[name], pause=True)),
                    SetEnqueueOptions(delay_seconds=pause),
                ):
                    awaited[name] = await DBOS.enqueue_workflow_async(BATCHES, rest)
                resting.add(name)
        if conductor.stopped and not marks.stopped:
            await _mark(batch, STOPPED, conductor.stopped)
            marks = Marks.read({**seen["marks"], STOPPED: conductor.stopped})
        if marks != before:
            gone = [one for one in awaited if marks.why_not(order.queued(one))]
            await withdraw([awaited[one].workflow_id for one in gone])


@DBOS.step(name="end")
async def _end(ended: str, batch: str) -> dict[str, Any]:
    """What came of an attempt, and what holds for the batch since then."""
    (row,) = await DBOS.list_workflows_async(workflow_ids=[ended], load_input=False)
    seen: dict[str, Any] = {
        "outcome": TenantOutcome.SKIPPED.value,
        "code": "",
        "step": None,
        "marks": await kept(batch),
    }
    if row.status == "SUCCESS" and isinstance(row.output, dict):
        result = TenantResult.model_validate(row.output)
        seen["outcome"] = result.outcome.value
        if result.error is not None:
            seen["code"], seen["step"] = result.error.code, result.error.step
    elif row.status != "CANCELLED" and row.name != PAUSE:
        seen |= {"outcome": TenantOutcome.FAILED.value, "code": "failed"}
    return seen


@DBOS.step(name="mark")
async def _mark(batch: str, name: str, value: str) -> None:
    await DBOS.update_workflow_attributes_async(batch, {name: value}, merge=True)


@DBOS.step(name="withdraw")
async def withdraw(ids: list[str]) -> None:
    """Take those out that have not begun. Why must be marked before: what begins meanwhile sees the mark."""
    rows = await DBOS.list_workflows_async(workflow_ids=ids, status=["ENQUEUED", "DELAYED"], load_input=False)
    if rows:
        await DBOS.cancel_workflows_async([row.workflow_id for row in rows])


async def kept(batch: str) -> dict[str, Any]:
    """The marks of a batch, as they are stored."""
    status = await DBOS.get_workflow_status_async(batch)
    return dict(status.attributes or {}) if status is not None else {}


def id_of(batch: str, name: str, attempt: int, *, pause: bool = False) -> str:
    """The id of an attempt's workflow, or of that of the pause after it."""
    return f"{prefix(batch)}{attempt}{'+' if pause else ''}/{name}"


def prefix(batch: str) -> str:
    """What the ids of everything in a batch begin with."""
    return f"{batch}/"


def named(batch: str, workflow: str) -> tuple[str, int]:
    """The tenant and the number of the attempt; see `id_of`."""
    number, _, name = workflow.removeprefix(prefix(batch)).partition("/")
    return name, int(number.rstrip("+"))
