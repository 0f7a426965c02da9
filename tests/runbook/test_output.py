"""Where the program can't write: `--runs`, stdout, stderr, the reports of a run. It is told in a sentence."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

import pytest
import typer

from runbook.cli.fleet import summarize
from runbook.cli.results import finish
from runbook.evidence.seal import signer_of
from runbook.evidence.verification import verify_run
from runbook.report import write_report
from runbook.results import RunResult, TenantOutcome, TenantResult
from tests.helpers.disks import fill, small_disk
from tests.helpers.fleets import ENVIRONMENT, inventory_text
from tests.helpers.program import SETTINGS, Start
from tests.helpers.run_folders import killed_run, sealed_run

ROOT = Path(__file__).parents[2]
FULL = Path("/dev/full")
# Bytes of which a disk in memory gives out whole ones.
PAGE = os.sysconf("SC_PAGESIZE") if hasattr(os, "sysconf") else 4096
INVENTORY = """
[[tenant]]
name = "contoso"
azure_tenant = "contoso.example"
azure_username = "admin@contoso.example"
azure_password = "env:AZURE"
ooma_url = "https://portal.example.net"
ooma_username = "admin"
ooma_password = "env:OOMA"
"""
full = pytest.mark.skipif(not FULL.exists(), reason="this system has no full device")


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    with small_disk(tmp_path / "disk") as folder:
        yield folder


def program(*arguments: str | Path, stdout: int, stderr: int = subprocess.PIPE) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-m", "runbook", *map(str, arguments)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.run(command, stdout=stdout, stderr=stderr, env=environment, encoding="utf-8", check=False)


@pytest.mark.parametrize(
    ("arguments", "kind"),
    [
        (("apply", "--json"), "file"),
        (("plan", "--json"), "dangling"),
        (("verify", "--json"), "below a file"),
        (("demo", "--json"), "file"),
        (("demo", "--tenants", "2", "--json"), "dangling"),
        (("apply", "--tenants", "msp.toml", "--json"), "file"),
        (("apply",), "dangling"),
    ],
)
def test_runs_folder_that_can_not_be_used_ends_with_2_and_a_sentence_before_the_browser_starts(
    start: Start, here: Path, mark: Path, arguments: tuple[str, ...], kind: str
) -> None:
    (here / "msp.toml").write_text(INVENTORY)
    runs = here / "the runs"
    if kind == "dangling":
        runs.symlink_to(here / "gone")
    else:
        runs.touch()
    if kind == "below a file":
        runs /= "below"
    one = {} if "--tenants" in arguments or arguments[0] == "demo" else SETTINGS
    answer = start(*arguments, "--runs", str(runs), AZURE="hunter2-azure", OOMA="hunter2-ooma", **one)
    assert answer.returncode == 2
    assert not mark.exists()
    told = [line for line in answer.stderr.splitlines() if str(runs) in line]
    assert len(told) == 1
    assert "Traceback" not in answer.stderr
    if "--json" in arguments:
        found = json.loads(answer.stdout)
        command = "apply" if arguments[0] == "demo" else arguments[0]
        assert (found["command"], found["outcome"], found["tenants"]) == (command, "failed", [])
        assert found["error"]["code"] == "no-room"
        assert found["error"]["message"] == told[0]
    else:
        assert answer.stdout == ""


def test_disk_that_is_full_from_the_beginning_ends_with_2_before_the_browser_starts(
    start: Start, disk: Path, mark: Path
) -> None:
    fill(disk)
    answer = start("apply", "--json", "--runs", str(disk / "runs"), **SETTINGS)
    assert answer.returncode == 2
    assert not mark.exists()
    assert json.loads(answer.stdout)["error"]["code"] == "no-room"
    assert "No space left on device" in answer.stderr
    assert "Traceback" not in answer.stderr
    assert [path.name for path in disk.iterdir()] == ["filler"]


def test_room_is_asked_for_every_run_at_a_time(start: Start, here: Path, disk: Path, mark: Path) -> None:
    (here / "msp.toml").write_text(inventory_text(2))
    arguments = ("apply", "--json", "--tenants", "msp.toml", "--runs", str(disk / "runs"), "--jobs", "9")
    answer = start(*arguments, **ENVIRONMENT)
    assert answer.returncode == 2
    assert not mark.exists()
    told = json.loads(answer.stdout)["error"]
    assert told["code"] == "no-room"
    assert "can't hold 2 runs at a time (10 MB): No space left on device" in told["message"]
    # The disk has room for one.
    start(*arguments, "--only", "tenant-000", **ENVIRONMENT)
    assert mark.exists()


# stdout and stderr


@full
@pytest.mark.parametrize(
    "arguments",
    [
        ("evidence", "verify", "RUN", "--json"),
        ("evidence", "verify", "RUN"),
        ("evidence", "key"),
        ("inventory", "schema"),
    ],
)
def test_stdout_that_is_full_is_a_sentence_and_status_1(folder: Path, arguments: Sequence[str]) -> None:
    with FULL.open("wb") as stdout:
        answer = program(*(folder if one == "RUN" else one for one in arguments), stdout=stdout.fileno())
    assert answer.returncode == 1
    assert answer.stderr == "The output can't be written to stdout: No space left on device.\n"


@full
def test_help_on_a_full_stdout_is_a_sentence_and_status_1() -> None:
    with FULL.open("wb") as stdout:
        answer = program("--help", stdout=stdout.fileno())
    assert answer.returncode == 1
    assert "No space left on device" in answer.stderr
    assert "Traceback" not in answer.stderr
    assert answer.stderr.count("\n") == 1


def test_reader_of_stdout_that_is_gone_is_a_sentence_and_status_1(folder: Path) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    try:
        answer = program("evidence", "verify", folder, "--json", stdout=writer)
    finally:
        os.close(writer)
    assert answer.returncode == 1
    assert answer.stderr == "The output can't be written to stdout: Broken pipe.\n"


@full
def test_stderr_that_is_full_changes_nothing(tmp_path: Path) -> None:
    with FULL.open("wb") as stderr:
        answer = program("report", tmp_path / "none", stdout=subprocess.PIPE, stderr=stderr.fileno())
    assert (answer.returncode, answer.stdout) == (2, "")


@pytest.mark.skipif(os.name != "posix", reason="the shell's way to close a stream")
@pytest.mark.parametrize("arguments", ["evidence verify RUN --json", "evidence verify RUN", "--version", "--help"])
def test_stdout_that_is_closed_is_a_sentence_and_status_1(folder: Path, arguments: str) -> None:
    answer = closed(arguments.replace("RUN", str(folder)), ">&-")
    assert answer.returncode == 1
    assert "Bad file descriptor" in answer.stderr
    assert answer.stderr.count("\n") == 1


@pytest.mark.skipif(os.name != "posix", reason="the shell's way to close a stream")
def test_stderr_that_is_closed_changes_nothing(folder: Path, tmp_path: Path) -> None:
    answer = closed(f"evidence verify {folder} --json", "2>&-")
    assert answer.returncode == 0
    assert json.loads(answer.stdout)["sound"]
    answer = closed(f"evidence verify {tmp_path / 'none'} --json", "2>&-")
    assert answer.returncode == 2
    assert json.loads(answer.stdout)["outcome"] == "failed"
    assert closed(f"evidence verify {folder} --json", "<&- >&- 2>&-").returncode == 1


def closed(arguments: str, how: str) -> "subprocess.CompletedProcess[str]":
    """The program, some of whose streams the shell closes."""
    command = f"exec {sys.executable} -m runbook {arguments} {how}"
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.run(["sh", "-c", command], capture_output=True, env=environment, encoding="utf-8", check=False)


# Reports that are written again


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_report_for_which_there_is_no_room_is_told_and_leaves_a_sound_folder_as_it_is(
    start: Start, tmp_path: Path, disk: Path
) -> None:
    folder = sealed_run(disk / "runs")
    before = contents(folder)
    size = write_report(folder, tmp_path / "report.html", signer=signer_of(folder)).stat().st_size
    filler = fill(disk)
    # In the end there is room for the report, and none for the new seal.
    for room in (0, -(-size // PAGE) * PAGE):
        os.truncate(filler, filler.stat().st_size - room)
        answer = start("report", str(folder), RUNBOOK_STATE=os.environ["RUNBOOK_STATE"])
        assert answer.returncode == 2, answer
        assert answer.stderr == f"The report can't be written to {folder}: No space left on device.\n"
        assert contents(folder) == before
        assert verify_run(folder).sound


@pytest.mark.parametrize("output", ["file/report.html", "folder"])
def test_report_into_a_place_that_can_not_be_written_is_told(
    start: Start, here: Path, folder: Path, output: str
) -> None:
    (here / "file").touch()
    (here / "folder").mkdir()
    answer = start("report", str(folder), "--output", output)
    assert answer.returncode == 2
    assert answer.stderr.startswith(f"The report can't be written to {output}: ")
    assert answer.stderr.count("\n") == 1
    assert verify_run(folder).sound


def test_a_run_that_had_no_room_for_its_seal_is_told_as_one(start: Start, tmp_path: Path) -> None:
    evidence = killed_run(tmp_path / "runs")
    evidence.journal.close()
    answer = start("evidence", "verify", str(evidence.folder))
    assert answer.returncode == 1
    assert "the run was killed, had no room to write, or is still going on" in answer.stdout


# What came of the tenants


@full
def test_results_that_can_not_be_shown_are_told_in_short(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[str] = []
    monkeypatch.setattr("runbook.cli.messages.complain", said.append)
    monkeypatch.setattr("runbook.cli.messages.forget_stdout", lambda: None)
    tenants = [TenantResult(name=f"tenant-{number}", outcome=TenantOutcome.FAILED) for number in range(7)]
    tenants[0].evidence = tmp_path
    with suppress(OSError), FULL.open("w") as stdout:  # what is still to be written fails again when it is closed
        monkeypatch.setattr(sys, "stdout", stdout)
        with pytest.raises(typer.Exit):
            finish(RunResult("apply", tenants), as_json=True)
    (line,) = said
    assert f"tenant-0: failed, see {tmp_path}; tenant-1: failed; " in line
    assert line.endswith("tenant-4: failed and 2 more")


# The summary of a fleet


@pytest.mark.parametrize("as_json", [True, False])
def test_summary_that_can_not_be_written_loses_no_result(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], as_json: bool
) -> None:
    (tmp_path / "runs").touch()
    tenant = TenantResult(name="contoso", outcome=TenantOutcome.APPLIED)
    result = RunResult("apply", [tenant])
    page = summarize(tmp_path / "runs", result, datetime.now(UTC))
    assert page is None
    assert finish(result, as_json=as_json, summary=page).exit_code == 1
    told = capsys.readouterr()
    assert told.err.startswith(f"the summary can't be written to {tmp_path / 'runs'}: ")
    if as_json:
        found = json.loads(told.out)
        assert (found["outcome"], found["error"]["code"]) == ("failed", "evidence")
        assert [one["outcome"] for one in found["tenants"]] == ["applied"]
    else:
        assert "contoso: applied" in told.out
