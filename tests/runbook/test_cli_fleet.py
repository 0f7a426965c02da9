"""What the command line says of fleets, their settings and their results."""

import json
import socket
import sys
import time
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console

from runbook.cli import fleet_progress
from runbook.cli.fleet_progress import Lines, drawn, watching
from runbook.cli.work import carry_out
from runbook.errors import QueueLost, SettingsError
from runbook.evidence.clock import duration
from runbook.fleet.order import Order, Queued
from runbook.fleet.queue import Row
from runbook.fleet.settings import fleet_settings
from runbook.fleet.watch import Resting, Standing
from runbook.guide import fresh_result
from runbook.options import Command, Task
from runbook.report.summary import write_summary
from runbook.results import Problem, RunResult, TenantOutcome, TenantResult
from tests.helpers.fleets import ENVIRONMENT, inventory_text
from tests.helpers.program import Start

REWORDED = Problem(code="not-found", step=7, message="Azure: waited 30 s for 'Edit'", hint="Look at the screenshot.")


@pytest.fixture
def inventory(here: Path) -> str:
    (here / "msp.toml").write_text(inventory_text(3), encoding="utf-8")
    return "msp.toml"


def result(name: str, outcome: TenantOutcome, problem: Problem | None = None) -> TenantResult:
    made = fresh_result(name)
    made.outcome, made.error = outcome, problem
    return made


def standing(count: int, *, running: int = 0, results: tuple[TenantResult, ...] = (), workers: int = 1) -> Standing:
    names = [f"tenant-{number:03}" for number in range(count)]
    tenants = tuple(Queued(name=name, place=name, accounts=()) for name in names)
    order = Order(task=Task(command=Command.APPLY), tenants=tenants)
    rows = tuple(Row(name, "running", {"step": 3, "title": "Set up", "since": 0.0}) for name in names[:running])
    return Standing(order, rows, results, workers, 60.0, interrupted=False)


# Settings.


def test_the_queue_is_in_the_state_folder_unless_a_database_is_named(tmp_path: Path) -> None:
    here = fleet_settings({"RUNBOOK_STATE": str(tmp_path)})
    assert here.one_machine
    assert here.database.database == str(tmp_path / "queue.sqlite")
    there = fleet_settings({"RUNBOOK_DATABASE_URL": "postgresql://user:word@db.example/queue"})
    assert not there.one_machine
    assert there.database.host == "db.example"


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"RUNBOOK_DATABASE_URL": "mysql://u:hunter2@h/d"}, "must begin with postgresql:// and name a database"),
        ({"RUNBOOK_DATABASE_URL": "postgresql://u:hunter2@h"}, "must begin with postgresql:// and name a database"),
        ({"RUNBOOK_DATABASE_URL": "hunter2"}, "must be an address such as postgresql://"),
        ({"RUNBOOK_DATABASE_URL": "postgresql://u:Pa@hunter2@h/d"}, "write it as %40"),
        ({"RUNBOOK_DATABASE_URL": "postgresql://u:Pa@hunter2:x@h/d"}, "must be an address such as postgresql://"),
        ({"RUNBOOK_DATABASE_URL": "postgresql://u:hunter2@h:port/d"}, "must be an address such as postgresql://"),
        ({"RUNBOOK_TENANTS_AT_A_TIME": "0"}, "RUNBOOK_TENANTS_AT_A_TIME must be a number, at least 1"),
        ({"RUNBOOK_TENANTS_PER_MINUTE": "many"}, "RUNBOOK_TENANTS_PER_MINUTE must be a number, at least 1"),
    ],
)
def test_malformed_settings_are_told_without_the_address(values: dict[str, str], said: str) -> None:
    with pytest.raises(SettingsError) as refusal:
        fleet_settings(values)
    assert said in refusal.value.message
    assert "hunter2" not in refusal.value.message


def test_a_worker_without_a_database_ends_with_2(start: Start, inventory: str, mark: Path) -> None:
    answer = start("worker", "--tenants", inventory, **ENVIRONMENT)
    assert answer.returncode == 2
    assert "RUNBOOK_DATABASE_URL is required" in answer.stderr
    assert not mark.exists()


@pytest.mark.parametrize("command", ["apply", "worker"])
def test_a_database_that_does_not_answer_ends_with_2(start: Start, inventory: str, mark: Path, command: str) -> None:
    with closing(socket.socket()) as nobody:
        nobody.bind(("127.0.0.1", 0))
        address = f"postgresql://user:hunter2@127.0.0.1:{nobody.getsockname()[1]}/queue"
        answer = start(command, "--tenants", inventory, **ENVIRONMENT, RUNBOOK_DATABASE_URL=address)
    assert answer.returncode == 2
    assert "the queue's database can't be used" in answer.stderr
    assert "hunter2" not in answer.stderr + answer.stdout
    assert not mark.exists()


# Progress.


@pytest.mark.parametrize(("count", "height"), [(300, 24), (3, 24), (300, 60)])
def test_the_table_fits_a_terminal(count: int, height: int) -> None:
    results = tuple(result(f"done-{number}", TenantOutcome.APPLIED) for number in range(count // 3))
    failed = result("broken", TenantOutcome.FAILED, REWORDED)
    console = Console(width=80, height=height)
    with console.capture() as capture:
        console.print(drawn(standing(count, running=min(count, 40), results=(*results, failed)), height))
    lines = capture.get().splitlines()
    assert len(lines) < height
    assert max(len(line) for line in lines) <= 80
    assert f"{count // 3 + 1} of {count} tenants" in lines[0]
    assert "1 failed" in lines[0]
    assert "left" in lines[1]
    assert any("tenant-000" in line and "3/10" in line and "Set up" in line for line in lines)
    assert any("broken failed step 7: Azure" in line for line in lines)


def test_the_table_says_when_no_worker_is_there() -> None:
    console = Console(width=100)
    with console.capture() as capture:
        console.print(drawn(standing(2, workers=0), 24))
    assert "runbook worker --tenants FILE" in capture.get()


def test_a_line_for_each_event(capsys: pytest.CaptureFixture[str]) -> None:
    lines = Lines()
    lines.show(standing(2, running=1))
    lines.show(standing(2, running=1))
    lines.show(standing(2, running=2, results=(result("tenant-000", TenantOutcome.FAILED, REWORDED),)))
    said = [line for line in "".join(capsys.readouterr()).splitlines() if line]
    assert len(said) == 3
    assert "tenant began" in said[0]
    assert "tenant-001" in said[1]
    assert "tenant failed" in said[2]
    assert "1 of 2" in said[2]


LAGS = Problem(
    code="metadata-lag", step=8, message="card 3 shows a certificate that isn't published", hint="Run again."
)


def lagging(count: int, until: float | None) -> tuple[Resting, ...]:
    names = [f"late-{number}" for number in range(count)]
    return tuple(Resting(result(name, TenantOutcome.FAILED, LAGS), until) for name in names)


def test_tenants_that_are_tried_again_are_told_with_when_and_why(capsys: pytest.CaptureFixture[str]) -> None:
    lines, soon = Lines(), time.time() + 59.9
    lines.show(replace(standing(3, running=1), resting=lagging(1, soon)))
    lines.show(replace(standing(3, running=1), resting=lagging(1, soon)))
    for attempt in (1, 2):
        lines.show(replace(standing(3), running=(Row("late-0", "running", {}, attempt),)))
    lines.show(replace(standing(3), resting=lagging(1, None)))
    said = [line for line in "".join(capsys.readouterr()).splitlines() if line]
    assert ["again" in line for line in said] == [False, True, False, True, True]
    assert "in 1 min" in said[1]
    assert "step 8: card 3 shows a certificate that isn't published [metadata-lag]" in said[1]
    assert "as soon as there is a place" in said[4]


@pytest.mark.parametrize("count", [1, 3, 40])
def test_the_table_shows_who_is_tried_again_and_still_fits(count: int) -> None:
    console = Console(width=100, height=24)
    shown = replace(standing(300, running=40), resting=lagging(count, time.time() + 59.9))
    with console.capture() as capture:
        console.print(drawn(shown, 24))
    lines = capture.get().splitlines()
    assert len(lines) < 24
    assert sum("is tried again in 1 min: step 8: card 3" in line for line in lines) == min(count, 3)
    assert any("and 37 more that are tried again" in line for line in lines) == (count == 40)


def test_what_concerns_no_tenant_is_told_above_the_table(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = StringIO()
    console = Console(file=terminal, force_terminal=True, width=80)
    monkeypatch.setattr(fleet_progress, "Console", lambda **_: console)
    with watching() as (view, reporter):
        view.show(standing(2, running=1))
        reporter.note("", "waiting 20 s for the next one-time code")
        reporter.note("tenant-000", "what the table tells")
    assert "waiting 20 s for the next one-time code" in terminal.getvalue()
    assert "what the table tells" not in terminal.getvalue()


@pytest.mark.parametrize(("seconds", "words"), [(5.4, "5 s"), (125, "2 min 5 s"), (300, "5 min"), (7325, "2 h 2 min")])
def test_durations(seconds: float, words: str) -> None:
    assert duration(seconds) == words


# The summary.


def test_the_page_tells_reasons_links_reports_and_escapes_what_portals_show(tmp_path: Path) -> None:
    runs = tmp_path / "runs"
    folder = runs / "20260101T000000Z-one"
    folder.mkdir(parents=True)
    (folder / "report.html").touch()
    one = result("one", TenantOutcome.APPLIED)
    one.evidence = folder
    hostile = Problem(code="portal-said", step=5, message="<script>alert(1)</script>\udcff", hint="Read it.")
    refused = Problem(code="sign-in-refused", message="the sign-in auto was refused", hint="Mend it.")
    other = result("other <b>", TenantOutcome.FAILED, hostile)
    other.evidence = Path("/elsewhere/runs/x")
    skipped = [result(f"skipped-{number}", TenantOutcome.SKIPPED, refused) for number in range(3)]
    began = datetime(2026, 1, 1, tzinfo=UTC)
    page = write_summary(runs, RunResult("apply", [one, other, *skipped]), began, began + timedelta(minutes=5))
    assert page == runs / "20260101T000000Z-fleet" / "summary.html"
    html = page.read_text(encoding="utf-8")
    assert "<script>" not in html
    assert "other &lt;b&gt;" in html
    assert '<a href="../20260101T000000Z-one/report.html">report</a>' in html
    assert html.count(">report</a>") == 1
    assert "/elsewhere/runs/x" in html
    assert "3 skipped" in html
    assert "skipped-0, skipped-1, skipped-2" in html
    assert "default-src 'none'; style-src 'unsafe-inline'" in html
    assert page.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("json_of", ["apply", ""])
def test_a_queue_that_is_lost_has_a_document_too(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], json_of: str
) -> None:
    async def lose() -> None:
        raise QueueLost("the connection to the queue's database was lost")

    monkeypatch.setattr("runbook.cli.work.leave", sys.exit)  # which ends the whole process
    with pytest.raises(SystemExit) as ended:
        carry_out(lose(), json_of)
    assert ended.value.code == 1
    told = capsys.readouterr()
    assert told.err.startswith("the connection to the queue's database was lost\n")
    if json_of:
        found = json.loads(told.out)
        assert (found["command"], found["outcome"], found["error"]["code"]) == ("apply", "failed", "queue")
    else:
        assert told.out == ""
