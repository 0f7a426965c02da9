"""A fleet whose queue is on a disk that is full: no result is lost, and the command ends."""

import asyncio
import os
import re
from pathlib import Path

import pytest

from runbook.engine import STILL_ON
from runbook.errors import QueueUnreachable
from runbook.fleet import worker
from runbook.fleet.command import Fleet
from runbook.fleet.order import order_for
from runbook.fleet.queue_file import ROOM
from runbook.fleet.worker import Job
from runbook.options import Command, Options
from runbook.results import TenantResult
from tests.helpers.disks import fill, small_disk
from tests.helpers.fleets import Bench, applied, failed, inventory_text, outcomes, rest


async def test_a_queue_that_has_no_room_any_more_loses_no_result_and_breaks_nothing_off(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    with small_disk(tmp_path / "disk") as disk:
        bench = Bench(disk, inventory_text(3))
        inventory = bench.load()
        monkeypatch.setattr(Bench, "load", lambda _: inventory)

        async def filling(job: Job) -> TenantResult:
            fill(disk)
            # The queue can't be written to meanwhile either.
            await asyncio.sleep(2 * worker.LOOK)
            return applied(job)

        bench.stand.act = filling
        result = await asyncio.wait_for(bench.run(), 60)
    assert outcomes(result) == {"tenant-000": "applied", "tenant-001": "skipped queue", "tenant-002": "skipped queue"}
    assert result.exit_code == 1
    assert all(record.exc_info is None for record in caplog.records)
    skipped = result.tenants[1].error
    assert skipped is not None
    # Whoever notices it first says it in the words of the queue or of the system.
    said = r"the queue can't be written to any more: .*(disk is full|No space left on device)"
    assert re.fullmatch(said, skipped.message)


async def test_a_disk_that_fills_up_while_tenants_are_only_waited_for_ends_the_command_and_keeps_their_notes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rest(monkeypatch, 1.0)
    with small_disk(tmp_path / "disk") as disk:
        bench = Bench(disk, inventory_text(1))
        inventory = bench.load()
        monkeypatch.setattr(Bench, "load", lambda _: inventory)

        async def lag(job: Job) -> TenantResult:
            result = failed(job, "metadata-lag", 8)
            if len(bench.stand.begun) == 1:
                result.notes = [STILL_ON]
            else:
                asyncio.get_running_loop().call_later(0.5, fill, disk)
            return result

        bench.stand.act = lag
        # The third attempt is never begun.
        (tenant,) = (await asyncio.wait_for(bench.run(), 60)).tenants
    assert len(bench.stand.begun) == 2
    assert tenant.error is not None
    assert tenant.error.code == "metadata-lag"
    assert tenant.notes[0] == STILL_ON


async def test_a_full_disk_at_the_start_asks_for_room(tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk") as disk:
        bench = Bench(disk, inventory_text(1))
        inventory = bench.load()
        (disk / "state" / "locks").mkdir(parents=True)
        (disk / "state" / "queue.sqlite").touch()
        filler = fill(disk)
        fleet = Fleet(bench.settings, lambda: inventory, bench.stand.open, bench.reporter)
        order = order_for(inventory, inventory.names, Options(command=Command.APPLY))
        # No room at all; then for a probe, and not for the tables of the queue.
        for room in (0, 40 * 4096):
            os.truncate(filler, filler.stat().st_size - room)
            with pytest.raises(QueueUnreachable) as told:
                await fleet.run(order, 1, bench.view, bench.brake)
            assert told.value.hint == ROOM
