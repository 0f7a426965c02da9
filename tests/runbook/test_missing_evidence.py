"""Evidence that can't be written, wherever that happens: what is there is whole, and what is missing is told."""

import asyncio
import errno
import json
import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from unittest.mock import patch

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from runbook.engine import STILL_ON
from runbook.errors import NoRoom
from runbook.evidence import folder as folders
from runbook.evidence.chain import Kind
from runbook.evidence.folder import JOURNAL, assert_room
from runbook.evidence.recorder import Evidence
from runbook.evidence.redaction import Redactor
from runbook.evidence.seal import SEAL, seal_run
from runbook.evidence.signer import load_signer
from runbook.evidence.verification import verify_run
from runbook.report import NoRun, write_report
from runbook.report.index import INDEX
from runbook.results import RunResult, TenantOutcome
from runbook.state import Seen
from tests.helpers.disks import fill, small_disk
from tests.helpers.paper_portals import Portals, apply_on_paper
from tests.helpers.plays import Silent
from tests.helpers.properties import examples
from tests.helpers.run_folders import beginning

resource = pytest.importorskip("resource", reason="this system sets no limit to the size of files")

# More than a run brings to the disk.
MANY = 80
REASONS = [errno.ENOSPC, errno.EDQUOT, errno.EIO, errno.EROFS, errno.ENOENT]


class Disk:
    """Stands in for `os.fsync`, through which all evidence goes: some calls fail.

    Args:
        first: the number of the first call that fails.
        count: how many do.
        reason: the system's number for it.
    """

    def __init__(self, first: int, count: int, reason: int = errno.ENOSPC) -> None:
        self.calls = 0
        self.failed = 0
        self._failing = range(first, first + count)
        self._error = OSError(reason, os.strerror(reason))

    def fsync(self, handle: int) -> None:
        """Bring a file to the disk, or fail."""
        del handle
        self.calls += 1
        if self.calls in self._failing:
            self.failed += 1
            raise self._error


def assert_whole(folder: Path) -> None:
    """Whatever is there is as it was written: at most there is no seal, or no journal to seal."""
    found = verify_run(folder)
    if found.lines:
        assert {fault.kind for fault in found.faults} <= {Kind.UNSEALED}, found.faults
        first = json.loads((folder / JOURNAL).read_bytes().splitlines()[0])
        if first["event"] == "run began":
            assert write_report(folder).is_file()
        else:
            # Nothing was done in such a run, and nobody knows of what the report would have to tell.
            assert first["event"] == "lines missing"
            with pytest.raises(NoRun, match="does not begin as a journal does"):
                write_report(folder)
    else:
        assert {fault.kind for fault in found.faults} == {Kind.UNSEALED, Kind.MISSING}


@examples(100)
@given(
    first=st.integers(1, MANY),
    count=st.sampled_from([1, 2, 5, MANY]),
    reason=st.sampled_from(REASONS),
    unproven=st.booleans(),
)
@example(first=MANY, count=0, reason=errno.ENOSPC, unproven=False)
@example(first=MANY, count=0, reason=errno.ENOSPC, unproven=True)
@example(first=2, count=1, reason=errno.ENOSPC, unproven=False)
def test_whichever_file_can_not_be_written_the_switch_is_proven_or_off(
    tmp_path_factory: pytest.TempPathFactory, first: int, count: int, reason: int, unproven: bool
) -> None:
    runs = tmp_path_factory.mktemp("runs")
    portals, disk, reporter = Portals(changes_at_once=unproven), Disk(first, count, reason), Silent()
    with patch.object(os, "fsync", disk.fsync), patch.object(folders, "ROOM", 10):
        result = asyncio.run(apply_on_paper(portals, runs, reporter))
    assert json.dumps(RunResult("apply", [result]).as_json())
    if portals.enabled:
        assert not unproven
        assert result.sso.enabled
    if not disk.failed:
        assert disk.calls <= MANY or count
        assert result.outcome is (TenantOutcome.FAILED if unproven else TenantOutcome.APPLIED)
        assert portals.enabled != unproven
        assert portals.unrecorded == []
        assert result.evidence is not None
        assert verify_run(result.evidence).sound
        return
    assert RunResult("apply", [result]).exit_code == 1
    assert result.error is not None
    if portals.enabled:
        assert result.error.code == "evidence"
        assert result.error.message.startswith("SSO is on and was verified, but its evidence is not complete. Missing")
    elif portals.was_on:
        assert any("switched off again" in note for note in result.notes)
    # Nothing is done unrecorded, but what protects the customer.
    assert portals.unrecorded in ([], ["the 'Enable' switch"])
    assert not portals.unrecorded or unproven
    if result.evidence is None:
        assert result.error.code == "no-room"
        return
    missing = [note for note in result.notes if note.startswith("missing in the evidence: ")]
    assert missing
    assert all(os.strerror(reason) in note or "report.html" in note or SEAL in note for note in missing)
    assert reporter.notes[-len(missing) :] == missing
    if (result.evidence / SEAL).is_file():
        found = verify_run(result.evidence)
        assert found.sound
        assert found.seal is not None
        told = [note.removeprefix("missing in the evidence: ") for note in missing]
        assert found.seal.statement.predicate.missing == [one for one in told if INDEX not in one]
    assert_whole(result.evidence)


@contextmanager
def largest_file(size: int) -> Iterator[None]:
    """Within, no file of this process grows beyond a size: a write ends there, as on a full disk."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@given(st.lists(st.none() | st.integers(0, 200), max_size=12))
def test_journal_leaves_out_what_it_can_not_write_as_a_whole_and_says_how_much(
    tmp_path_factory: pytest.TempPathFactory, room: list[int | None]
) -> None:
    evidence = Evidence(tmp_path_factory.mktemp("runs"), "contoso", Redactor())
    assert evidence.journal.write("run began", **beginning())
    path = evidence.folder / JOURNAL
    lost = 0
    for number, bytes_left in enumerate(room):
        with largest_file(path.stat().st_size + bytes_left) if bytes_left is not None else nullcontext():
            written = evidence.journal.write("something", number=number, text="x" * 200)
        assert written == (bytes_left is None)
        lost += not written
    evidence.journal.write("run ended", outcome="interrupted")
    evidence.journal.close()
    entries = [json.loads(line) for line in path.read_bytes().splitlines()]
    assert sum(one["count"] for one in entries if one["event"] == "lines missing") == lost
    assert sum(one["event"] == "something" for one in entries) == len(room) - lost
    told = evidence.missing.told()
    assert told == ([f"{lost} line{'s' * (lost > 1)} of {JOURNAL} (File too large)"] if lost else [])
    seal_run(
        evidence.folder, load_signer(), evidence.journal.digests, tenant="contoso", command="apply",
        outcome="interrupted", missing=told,
    )  # fmt: skip
    assert verify_run(evidence.folder).sound


def begun(runs: Path) -> Evidence:
    evidence = Evidence(runs, "contoso", Redactor())
    evidence.journal.write("run began", **beginning())
    return evidence


def test_lines_for_a_file_that_was_deleted_are_missing(tmp_path: Path) -> None:
    evidence = begun(tmp_path)
    shutil.rmtree(evidence.folder)
    assert not evidence.journal.write("something")
    evidence.keep_certificate(b"pem")
    evidence.journal.close()
    assert evidence.missing.told() == [
        f"2 lines of {JOURNAL} (No such file or directory)",
        "certificate.cert (No such file or directory)",
    ]
    # No new folder without a past is made in its place.
    assert not evidence.folder.exists()
    with pytest.raises(OSError, match="No such file"):
        seal_run(evidence.folder, load_signer(), evidence.journal.digests, tenant="x", command="apply", outcome="x")
    assert not evidence.folder.exists()


def test_lines_for_a_file_that_was_replaced_are_missing(tmp_path: Path) -> None:
    evidence = begun(tmp_path)
    path = evidence.folder / JOURNAL
    copy = path.read_bytes()
    path.unlink()
    path.write_bytes(copy)
    assert not evidence.journal.write("something")
    evidence.journal.close()
    assert path.read_bytes() == copy
    assert evidence.missing.told() == [f"1 line of {JOURNAL} (it was replaced by another file)"]


# What else the system refuses


class Refusing(Portals):
    """Portals that can't be read once SSO is on, because the system refuses something."""

    def read(self) -> Seen:
        if self.enabled:
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), "a lock")
        return super().read()


class Cancelling(Portals):
    """Portals whose run is broken off as soon as SSO is on."""

    def turn(self, *, on: bool) -> None:
        super().turn(on=on)
        task = asyncio.current_task()
        assert task is not None
        task.cancel()


async def test_what_the_system_refuses_while_the_switch_is_being_proven_switches_it_off_again(tmp_path: Path) -> None:
    portals = Refusing()
    result = await apply_on_paper(portals, tmp_path)
    assert portals.was_on
    assert not portals.enabled
    assert result.outcome is TenantOutcome.FAILED
    assert result.error is not None
    assert "Permission denied: 'a lock'" in result.error.message
    assert any("switched off again" in note for note in result.notes)
    assert result.evidence is not None
    assert verify_run(result.evidence).sound


async def test_run_that_is_broken_off_when_sso_is_on_says_that_it_is(tmp_path: Path) -> None:
    portals, reporter = Cancelling(), Silent()
    with pytest.raises(asyncio.CancelledError):
        await apply_on_paper(portals, tmp_path, reporter)
    assert portals.enabled
    assert STILL_ON in reporter.notes


# Before the browser starts


def test_room_is_looked_for_by_writing_and_nothing_is_left_of_it(tmp_path: Path) -> None:
    runs = tmp_path / "a" / "runs"
    assert_room(runs, in_advance=True)
    assert list(tmp_path.iterdir()) == []
    assert_room(runs)
    assert list(runs.iterdir()) == []
    assert_room(runs, in_advance=True)
    assert runs.is_dir()


def test_disk_without_room_for_a_run_is_told(tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk") as disk:
        assert_room(disk / "runs")
        filler = fill(disk)
        with pytest.raises(NoRoom, match=r"can't hold a run \(5 MB\): No space left on device"):
            assert_room(disk / "runs")
        os.truncate(filler, filler.stat().st_size - 1_000_000)
        with pytest.raises(NoRoom, match=r"No space left on device"):
            assert_room(disk / "runs")
        filler.unlink()
        assert_room(disk / "runs")


@pytest.mark.skipif(sys.platform == "win32", reason="links need a privilege there")
def test_folder_that_is_none_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    (tmp_path / "link").symlink_to(tmp_path / "gone")
    for name, said in {
        "file": "which --runs names, is not a folder",
        "file/runs": "can't hold a run (5 MB): Not a directory",
        "link": "the folder for the run folders, is a link that leads nowhere",
    }.items():
        with pytest.raises(NoRoom) as told:
            assert_room(tmp_path / name)
        assert said in told.value.message
        assert str(tmp_path / name) in told.value.message
        assert "\n" not in told.value.message
