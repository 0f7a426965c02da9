"""Names in files and texts of portals reach the terminal as signs to be read, never as orders that it obeys."""

import io

import pytest
import structlog
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console
from rich.live import Live

from runbook.cli.fleet_progress import drawn
from runbook.cli.log import configure
from runbook.cli.messages import complain
from runbook.cli.progress import LiveReporter
from runbook.cli.results import finish
from runbook.fleet.order import Order, Queued
from runbook.fleet.queue import Row
from runbook.fleet.watch import Standing
from runbook.guide import fresh_result
from runbook.options import Command, Task
from runbook.results import Finding, Problem, RunResult, StepOutcome, StepResult, TenantOutcome, TenantResult, Verdict
from runbook.terminal import printable

# It would clear the screen, name the window, and turn a line around.
HOSTILE = "evil\x1b[2J\x1b]0;owned\x07\x9b2J\u202egnp\nnext"
ORDERS = ("\x1b[2J", "\x1b]0;", "\x07", "\x9b", "\u202e")


def assert_harmless(said: str) -> None:
    assert "evil" in said
    assert [order for order in ORDERS if order in said] == []


def failed() -> TenantResult:
    result = fresh_result(HOSTILE)
    result.outcome = TenantOutcome.FAILED
    result.error = Problem(code="portal-said", step=5, message=f"Ooma said: {HOSTILE}", hint="Read it.")
    result.notes = [HOSTILE]
    return result


@given(st.text())
def test_any_words_become_one_line_of_printable_signs(words: str) -> None:
    said = printable(words)
    assert said.isprintable()
    assert printable(said) == said
    assert said == words or not words.isprintable()


def test_results_obey_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    verified = fresh_result(HOSTILE)
    verified.outcome = TenantOutcome.DRIFTED
    verified.findings = [
        Finding(what="email claim", verdict=Verdict.WRONG, found=HOSTILE, expected="mail", mend=HOSTILE)
    ]
    finish(RunResult("verify", [failed(), verified]), as_json=False)
    assert_harmless(capsys.readouterr().out)


def test_complaints_and_log_lines_obey_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    complain(HOSTILE)
    assert_harmless(capsys.readouterr().err)
    configure(as_json=False)
    structlog.get_logger().info(HOSTILE, tenant="evil\x1b[2J")
    said = capsys.readouterr().err
    assert_harmless(said)
    assert len(said.splitlines()) == 1


def test_live_tables_obey_nothing() -> None:
    screen = io.StringIO()
    console = Console(file=screen, force_terminal=True, width=300, height=60)
    with Live(console=console, auto_refresh=False) as live:
        reporter = LiveReporter(live)
        reporter.note(HOSTILE, HOSTILE)
        reporter.ended(
            HOSTILE, StepResult(step=3, title="Set up", outcome=StepOutcome.FAILED, seconds=1.0, why=HOSTILE)
        )
        live.refresh()
    assert_harmless(screen.getvalue())
    order = Order(task=Task(command=Command.APPLY), tenants=(Queued(name=HOSTILE, place="p", accounts=()),))
    row = Row(HOSTILE, "running", {"host": HOSTILE, "step": 3, "title": HOSTILE, "note": HOSTILE, "since": 0})
    screen.seek(0)
    screen.truncate()
    console.print(drawn(Standing(order, (row,), (failed(),), 1, 1.0, interrupted=False), 60))
    assert_harmless(screen.getvalue())
