"""The workflows of the queue: a batch, which begins its tenants wave by wave, and a tenant.

What a workflow did is recorded step by step. Where its process dies, another one goes through the records and goes
on behind them; so a workflow decides by nothing but its arguments and what its steps gave back.
"""

import asyncio
from typing import Any

from dbos import DBOS, SetEnqueueOptions, SetWorkflowID, WorkflowHandleAsync

from runbook.fleet.conductor import Conductor, End
from runbook.fleet.order import STOPPED, Marks, Order
from runbook.fleet.worker import Worker
from runbook.results import TenantOutcome, TenantResult

# Failures that can pass, and seconds to wait before each further attempt.
PASSING = frozenset({"unreachable", "browser"})
PAUSES = (15.0, 60.0)
# A tenant that takes its worker down again and again is given up.
LIVES = 5
# Seconds between looks at the queue.
POLL = 0.25
TENANTS, BATCHES = "tenants", "batches"


class Host:
    """What a process has for the workflows that come to it. DBOS knows them by name, so there is one a process.

    Attributes:
        worker: runs the tenants, from when it is there.
    """

    present: "Host | None" = None

    def __init__(self) -> None:
        self.worker: asyncio.Future[Worker] = asyncio.get_running_loop().create_future()
        self._tasks: set[asyncio.Task[Any]] = set()
        self._closed = False
        Host.present = self

    async def enter(self) -> None:
        """Note the present task, which runs a workflow; once the host is closed, it goes no further."""
        task = asyncio.current_task()
        if task is not None:
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)
        if self._closed:
            await asyncio.Event().wait()

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
    """Run one tenant, and again after a while if it failed for what can pass."""
    await _host().enter()
    ended = TenantResult.model_validate(await _attempt(batch, name, 0.0))
    for pause in PAUSES:
        if ended.error is None or ended.error.code not in PASSING:
            break
        before, ended = ended, TenantResult.model_validate(await _attempt(batch, name, pause))
        if ended.outcome is TenantOutcome.SKIPPED:
            return before.as_json()  # stopped in the pause: what the earlier attempt left is what counts
        if ended.error is not None:
            # Such as that SSO is on and could not be switched off again.
            ended.notes = [*before.notes, *ended.notes]
    return ended.as_json()


@DBOS.step(name="attempt")
async def _attempt(batch: str, name: str, pause: float) -> dict[str, Any]:
    worker = await _host().worker
    return await worker.attempt(batch, name, pause)


@DBOS.workflow(name="batch")
async def run_batch(ordered: dict[str, Any]) -> None:
    """Begin the tenants of a batch, wave by wave, and end with the last one."""
    await _host().enter()
    batch = str(DBOS.workflow_id)
    order = Order.model_validate(ordered)
    conductor = Conductor(order)
    marks = Marks()
    running: dict[str, WorkflowHandleAsync[dict[str, Any]]] = {}
    while True:
        for name in conductor.next(marks):
            place = order.queued(name).place
            with SetWorkflowID(id_of(batch, name)), SetEnqueueOptions(queue_partition_key=place):
                running[name] = await DBOS.enqueue_workflow_async(TENANTS, run_tenant, batch, name)
        if not running:
            return
        first = await DBOS.wait_first_async(list(running.values()), polling_interval_sec=POLL)
        name = first.workflow_id.removeprefix(id_of(batch, ""))
        del running[name]
        seen = await _end(batch, name)
        before, marks = marks, Marks.read(seen["marks"])
        conductor.ended(name, End(TenantOutcome(seen["outcome"]), seen["code"], seen["step"]), marks)
        if conductor.stopped and not marks.stopped:
            await _mark(batch, STOPPED, conductor.stopped)
            marks = Marks.read({**seen["marks"], STOPPED: conductor.stopped})
        if marks != before:
            await withdraw([id_of(batch, one) for one in running if marks.why_not(order.queued(one))])


@DBOS.step(name="end")
async def _end(batch: str, name: str) -> dict[str, Any]:
    """What came of a tenant, and what holds for the batch since then."""
    (row,) = await DBOS.list_workflows_async(workflow_ids=[id_of(batch, name)], load_input=False)
    seen: dict[str, Any] = {
        "outcome": TenantOutcome.SKIPPED.value,
        "code": "",
        "step": None,
        "marks": await kept(batch),
    }
    if row.status == "SUCCESS" and isinstance(row.output, dict):
        ended = TenantResult.model_validate(row.output)
        seen["outcome"] = ended.outcome.value
        if ended.error is not None:
            seen["code"], seen["step"] = ended.error.code, ended.error.step
    elif row.status != "CANCELLED":
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


def id_of(batch: str, name: str) -> str:
    """The id of a tenant's workflow."""
    return f"{batch}/{name}"
