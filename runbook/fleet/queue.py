"""The durable queue, kept by DBOS, which only this module and `runbook.fleet.workflows` know.

A batch is a workflow that begins its tenants wave by wave; each attempt at a tenant is a workflow of its own, whose id
is made of both names and its number. What a workflow did lasts or is done again: a worker that takes over looks at the
portals first. DBOS sees to it that a tenant (a partition of the queue) is run by one worker at a time, whichever batch
wants it, and to the limits. With SQLite it can miss a process that takes a tenant at the same moment, so workers also
hold a lock; and it doesn't know who is alive. Both is what the locks of `runbook.fleet.shared` are for.

The queue holds names, orders, results and where a run is. Workers know the secrets, the queue never does.
"""

import asyncio
import logging
import os
import platform
import secrets
from collections.abc import AsyncIterator, Callable, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import monotonic
from typing import Any

import sqlalchemy as sa
from dbos import DBOS, DBOSPortableJSONSerializer, SetWorkflowID, WorkflowStatus
from dbos._migration import sqlite_migrations
from sqlalchemy.exc import SQLAlchemyError

from runbook.errors import QueueUnreachable
from runbook.fleet.order import INTERRUPTED, Marks, Order
from runbook.fleet.queue_file import hint_for, make_usable
from runbook.fleet.settings import AT_A_TIME, PER_MINUTE
from runbook.fleet.shared import OneMachine, Shared
from runbook.fleet.workflows import (
    BATCHES,
    LIVES,
    PAUSE,
    POLL,
    TENANTS,
    Host,
    kept,
    named,
    prefix,
    run_batch,
    withdraw,
)

_UNFINISHED = ["ENQUEUED", "DELAYED", "PENDING"]
_FINISHED = ["SUCCESS", "ERROR", "CANCELLED", "MAX_RECOVERY_ATTEMPTS_EXCEEDED"]
# How long what has ended stays in the queue.
_KEPT = timedelta(days=1)


@dataclass(frozen=True)
class Limits:
    """What the whole fleet keeps to, so that no portal's throttling is provoked.

    Attributes:
        at_a_time: tenants that are worked on at the same time.
        per_minute: tenants that are begun within a minute.
        each: tenants at a time in each worker; None if the batch alone sets a limit.
    """

    at_a_time: int = AT_A_TIME
    per_minute: int = PER_MINUTE
    each: int | None = None


@dataclass(frozen=True)
class Row:
    """An attempt at a tenant, or the pause after it, in the queue.

    Attributes:
        name: the tenant's.
        state: ``waiting``, ``running``, ``ended``, or ``withdrawn`` if it was taken out before it began; ``resting``
            for a pause that is not over.
        where: what its worker tells: host, step, title, note, since.
        attempt: its number, from 1.
        until: the end of a pause, in seconds since 1970.
        id: the queue's own for it.
    """

    name: str
    state: str
    where: Mapping[str, Any]
    attempt: int = 1
    until: float | None = None
    id: str = ""


class Queue:
    """This process's way to the queue."""

    def __init__(self, shared: Shared, version: str, executor: str) -> None:
        self._shared = shared
        self._version = version
        self._executor = executor
        self._silent: dict[str, float] = {}

    async def start(self, order: Order) -> str:
        """Begin a batch, and return its id."""
        batch = f"{datetime.now(UTC):%Y%m%dT%H%M%S%f}-{self._executor}"
        await self._shared.take(_owner(batch))
        with SetWorkflowID(batch):
            await DBOS.enqueue_workflow_async(BATCHES, run_batch, order.model_dump(mode="json"))
        return batch

    async def order(self, batch: str) -> Order:
        """What a batch is to do."""
        status = await DBOS.get_workflow_status_async(batch)
        if status is None or status.input is None:
            raise LookupError(f"the queue has no batch {batch}")
        return Order.model_validate(status.input["args"][0])

    async def marks(self, batch: str) -> Marks:
        """What holds for the batch by now."""
        return Marks.read(await kept(batch))

    async def mark(self, batch: str, name: str, value: str | bool) -> None:
        """Let everybody know something of the batch."""
        await DBOS.update_workflow_attributes_async(batch, {name: value}, merge=True)

    async def tell(self, attempt: str, where: Mapping[str, object]) -> None:
        """Let those who wait know where the run of an attempt is."""
        await DBOS.update_workflow_attributes_async(attempt, dict(where))

    async def interrupt(self, batch: str) -> None:
        """Begin no further tenant of a batch, and let those that run come to an end soon."""
        await self.mark(batch, INTERRUPTED, value=True)
        waiting = await DBOS.list_workflows_async(
            workflow_id_prefix=prefix(batch), status=["ENQUEUED", "DELAYED"], load_input=False
        )
        await withdraw([row.workflow_id for row in waiting])

    async def rows(self, batch: str) -> list[Row]:
        """What of a batch was given to the queue."""
        found = await DBOS.list_workflows_async(workflow_id_prefix=prefix(batch), load_input=False, load_output=False)
        return [_row(batch, row) for row in found if row.name != PAUSE or row.status in _UNFINISHED]

    async def outputs(self, rows: Iterable[Row]) -> list[tuple[Row, dict[str, Any] | str]]:
        """The results of attempts that have ended, as JSON; or why there is none."""
        asked = {row.id: row for row in rows}
        if not asked:
            return []
        found = await DBOS.list_workflows_async(workflow_ids=list(asked), load_input=False)
        return [(asked[row.workflow_id], row.output if isinstance(row.output, dict) else _why(row)) for row in found]

    async def is_over(self, batch: str) -> bool:
        """Whether a batch has ended."""
        status = await DBOS.get_workflow_status_async(batch)
        return status is None or status.status in _FINISHED

    async def end(self, batch: str) -> None:
        """End a batch none of whose tenants runs any more."""
        await DBOS.cancel_workflow_async(batch)

    async def workers(self) -> int:
        """How many processes take tenants of this inventory."""
        return await self._shared.holders(_stand_ins(self._version))

    async def tidy(self) -> None:
        """Give tenants of dead workers to the others, end what nobody will go on with, and forget what is long over."""
        rows = await DBOS.list_workflows_async(status=_UNFINISHED, load_input=False, load_output=False)
        await self._end_orphans(rows)
        await self._recover({row.executor_id for row in rows if row.app_version == self._version})
        old = await DBOS.list_workflows_async(
            name="batch",
            status=_FINISHED,
            completed_before=(datetime.now(UTC) - _KEPT).isoformat(),
            load_input=False,
            load_output=False,
        )
        if old:
            await DBOS.delete_workflows_async([row.workflow_id for row in old], delete_children=True)

    async def _recover(self, executors: Iterable[str | None]) -> None:
        """Put back what was run by workers that are dead."""
        dead = [one for one in executors if one and not await self._shared.holders(_presence(one))]
        self._silent = {one: self._silent.get(one, monotonic()) for one in dead}
        gone = [one for one, since in self._silent.items() if monotonic() - since >= self._shared.grace]
        if gone:
            # Not `resume_workflow`: this one leaves alone what another worker has taken over in the meantime.
            await asyncio.to_thread(DBOS._recover_pending_workflows, gone)  # noqa: SLF001

    async def _end_orphans(self, rows: Sequence[WorkflowStatus]) -> None:
        """End batches that no worker can go on with and nobody waits for: their command was killed."""
        for batch in [row for row in rows if row.name == "batch"]:
            owned = await self._shared.holders(_owner(batch.workflow_id))
            if not owned and not await self._shared.holders(_stand_ins(str(batch.app_version))):
                await DBOS.cancel_workflow_async(batch.workflow_id, cancel_children=True)


def _row(batch: str, row: WorkflowStatus) -> Row:
    states = {"PENDING": "running", "ENQUEUED": "waiting", "DELAYED": "waiting", "CANCELLED": "withdrawn"}
    name, attempt = named(batch, row.workflow_id)
    state = "resting" if row.name == PAUSE else states.get(row.status, "ended")
    until = row.delay_until_epoch_ms / 1000 if row.delay_until_epoch_ms is not None else None
    return Row(name, state, row.attributes or {}, attempt, until, row.workflow_id)


def _why(row: WorkflowStatus) -> str:
    if row.status == "MAX_RECOVERY_ATTEMPTS_EXCEEDED":
        return f"its worker died {LIVES} times while it was running this tenant"
    return str(row.error or row.status)


def _presence(executor: str) -> str:
    return f"executor {executor}"


def _stand_ins(version: str) -> str:
    return f"version {version}"


def _owner(batch: str) -> str:
    return f"batch {batch}"


@asynccontextmanager
async def open_queue(
    database: sa.URL,
    shared: Shared,
    version: str,
    say: Callable[[str], None],
    *,
    limits: Limits | None = None,
    works: bool,
) -> AsyncIterator[tuple[Queue, Host]]:
    """Open the queue; at the end, whatever of it still runs here is broken off and stays in the queue as it is.

    Args:
        database: SQLite or PostgreSQL.
        shared: what the processes have in common beside it.
        version: processes of the same one can stand in for each other.
        say: is told what happened to what was there.
        limits: the fleet's limits from now on; None leaves them as they are.
        works: whether tenants may come to this process.

    Raises:
        QueueUnreachable: there is no such database, or it can't be used.
    """
    executor = f"{platform.node()}-{os.getpid()}-{secrets.token_hex(4)}"
    if isinstance(shared, OneMachine):
        # What another process of this machine puts into the same file is its own affair.
        version = f"{version}-{executor}"
        with shared.alone("opening the queue"):
            file = Path(str(database.database))
            make_usable(file, len(sqlite_migrations), in_use=shared.has_company, say=say)
            await shared.take(_presence(executor))
    else:
        await shared.take(_presence(executor))
    if works:
        await shared.take(_stand_ins(version), together=True)
    DBOS(
        config={
            "name": "runbook",
            "system_database_url": database.render_as_string(hide_password=False),
            "application_version": version,
            "executor_id": executor,
            # Not pickle: what is stored can be read, and searched for what should not be in it.
            "serializer": DBOSPortableJSONSerializer(),
            "use_listen_notify": False,
            "log_level": "ERROR",
        }
    )
    host = Host()
    loop = asyncio.get_running_loop()
    try:
        DBOS.listen_queues([TENANTS, BATCHES] if works else [])
        await _launch(limits, one_machine=isinstance(shared, OneMachine))
        yield Queue(shared, version, executor), host
    finally:
        await host.close()
        with ThreadPoolExecutor(1) as thread:
            await loop.run_in_executor(thread, DBOS.destroy)
        # What came between the two.
        await host.close()
        # DBOS made its own threads the loop's, and ended them.
        loop.set_default_executor(ThreadPoolExecutor())


async def _launch(limits: Limits | None, *, one_machine: bool) -> None:
    """Let DBOS make or update its tables, and begin.

    Raises:
        QueueUnreachable: they can't be made or used.
    """
    log = logging.getLogger("dbos")
    log.addFilter(_in_a_line)
    # What goes wrong here is told below, in a sentence.
    log.disabled = True
    try:
        DBOS.launch()
        await _register(limits)
    except SQLAlchemyError as error:
        cause = getattr(error, "orig", error)
        reason = str(cause).strip().partition("\n")[0]
        hint = hint_for(cause) if one_machine else None
        raise QueueUnreachable(f"the queue's database can't be used: {reason}", hint=hint) from None
    finally:
        log.disabled = False


def _in_a_line(record: logging.LogRecord) -> bool:
    """Let a log line of DBOS be a line: what it couldn't do is told elsewhere, and its traceback helps nobody."""
    record.msg, record.args = record.getMessage().partition("\n")[0], ()
    record.exc_info = record.exc_text = record.stack_info = None
    return True


async def _register(limits: Limits | None) -> None:
    chosen = limits or Limits()
    conflict: Any = "always_update" if limits is not None else "never_update"
    await DBOS.register_queue_async(BATCHES, polling_interval_sec=POLL, on_conflict="always_update")
    await DBOS.register_queue_async(
        TENANTS,
        global_concurrency=chosen.at_a_time,
        # DBOS refuses more for one worker than for all of them.
        worker_concurrency=None if chosen.each is None else min(chosen.each, chosen.at_a_time),
        limiter={"limit": chosen.per_minute, "period": 60.0},
        partition_concurrency=1,
        polling_interval_sec=POLL,
        on_conflict=conflict,
    )
