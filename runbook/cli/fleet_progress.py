"""Shows how far a batch is: a table on a terminal, a line for each event elsewhere. Everything goes to stderr."""

import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

import structlog
from rich.console import Console, Group, RenderableType
from rich.live import Live
from rich.progress_bar import ProgressBar
from rich.table import Table
from rich.text import Text

from runbook.cli.progress import LogReporter
from runbook.engine import Reporter
from runbook.evidence.clock import duration
from runbook.fleet.queue import Row
from runbook.fleet.watch import Resting, Standing, View
from runbook.guide import GUIDE
from runbook.results import StepResult, TenantOutcome, TenantResult
from runbook.terminal import plain, printable

STYLES = {
    TenantOutcome.APPLIED: "green",
    TenantOutcome.UNCHANGED: "green",
    TenantOutcome.PENDING: "yellow",
    TenantOutcome.DRIFTED: "yellow",
    TenantOutcome.FAILED: "red",
    TenantOutcome.SKIPPED: "red",
}
_LAST = 5
_MOST_RESTING = 3
# What of a terminal is not for the tenants that are being worked on.
_OTHER_LINES = 8 + _LAST
NO_WORKER = "no worker takes tenants of this inventory; start one: runbook worker --tenants FILE"


class Lines:
    """A line when a tenant begins, is to be tried again, and has ended, and when there is no worker."""

    def __init__(self) -> None:
        self._log = structlog.get_logger()
        self._begun: set[tuple[str, int]] = set()
        self._resting: set[str] = set()
        self._told = 0
        self._alone = False

    def show(self, standing: Standing) -> None:
        """Tell what is new."""
        for row in standing.running:
            if (row.name, row.attempt) not in self._begun:
                self._begun.add((row.name, row.attempt))
                began = "tenant began" if row.attempt == 1 else "tenant began again"
                self._log.info(began, tenant=row.name, host=row.where.get("host", ""))
        for one in standing.resting:
            if one.result.name not in self._resting:
                self._log.info("tenant is tried again", tenant=one.result.name, when=_when(one), why=said(one.result))
        self._resting = {one.result.name for one in standing.resting}
        total = len(standing.order.tenants)
        for number, result in enumerate(standing.results[self._told :], start=self._told + 1):
            why = {"why": said(result)} if result.error is not None else {}
            self._log.info(
                f"tenant {result.outcome.value}",
                tenant=result.name,
                **why,
                seconds=round(sum(step.seconds for step in result.steps), 1),
                ended=f"{number} of {total}",
            )
        self._told = len(standing.results)
        if not standing.workers and not self._alone:
            self._log.warning(NO_WORKER)
        self._alone = not standing.workers


class Board:
    """A table that is redrawn: what is being worked on, what ended last, and how long it will take."""

    def __init__(self, live: Live) -> None:
        self._live = live

    def show(self, standing: Standing) -> None:
        """Draw it."""
        self._live.update(drawn(standing, self._live.console.height))


def drawn(standing: Standing, height: int) -> RenderableType:
    """The table.

    Args:
        standing: what to draw.
        height: lines of the terminal.
    """
    total, ended = len(standing.order.tenants), len(standing.results)
    counts = Counter(result.outcome for result in standing.results)
    head = Text.assemble((f"{standing.order.task.command.value} ", "bold"), f"{ended} of {total} tenants")
    for outcome in TenantOutcome:
        if counts[outcome]:
            head.append(f"  {counts[outcome]} {outcome.value}", STYLES[outcome])
    bar = Table.grid(padding=(0, 1))
    bar.add_row(ProgressBar(total=max(total, 1), completed=ended, width=40), Text(_times(standing), style="dim"))
    parts: list[RenderableType] = [head, bar]
    if standing.interrupted:
        parts.append(Text("interrupted: what is being written is finished first", style="yellow"))
    elif not standing.workers:
        parts.append(Text(NO_WORKER, style="yellow"))
    resting = [_resting(one) for one in standing.resting[:_MOST_RESTING]]
    if len(resting) < len(standing.resting):
        resting.append(Text(f"and {len(standing.resting) - len(resting)} more that are tried again", style="dim"))
    room = max(3, height - _OTHER_LINES - len(resting))
    shown = standing.running if len(standing.running) <= room else standing.running[: room - 1]
    parts.append(_running(shown))
    if len(shown) < len(standing.running):
        parts.append(Text(f"and {len(standing.running) - len(shown)} more", style="dim"))
    parts += resting
    parts += [_ended(result) for result in standing.results[-_LAST:]]
    return Group(*parts)


def _running(rows: tuple[Row, ...]) -> Table:
    hosts = {row.where.get("host") for row in rows}
    table = Table.grid(padding=(0, 2), expand=True)
    table.add_column(no_wrap=True, overflow="ellipsis", max_width=30)
    table.add_column(no_wrap=True, justify="right")
    table.add_column(no_wrap=True, overflow="ellipsis", max_width=38)
    table.add_column(no_wrap=True, justify="right")
    table.add_column(no_wrap=True, overflow="ellipsis", ratio=1)
    for row in rows:
        step = row.where.get("step")
        since = row.where.get("since")
        notes = [str(row.where["host"])] if len(hosts) > 1 and "host" in row.where else []
        notes += [str(row.where["note"])] if row.where.get("note") else []
        table.add_row(
            plain(row.name, "bold"),
            Text(f"{step}/{len(GUIDE)}" if step is not None else ""),
            plain(str(row.where.get("title", ""))),
            Text(f"{max(0, time.time() - float(since)):.0f} s" if since is not None else "", style="dim"),
            plain(", ".join(notes), "dim"),
        )
    return table


def _resting(one: Resting) -> Text:
    line = Text.assemble(printable(one.result.name), " ", (f"is tried again {_when(one)}: ", "yellow"), no_wrap=True)
    line.append(printable(said(one.result)), "dim")
    line.overflow = "ellipsis"
    return line


def _when(one: Resting) -> str:
    left = one.until - time.time() if one.until is not None else 0.0
    return f"in {duration(left)}" if left > 0 else "as soon as there is a place"


def _ended(result: TenantResult) -> Text:
    line = Text.assemble(printable(result.name), " ", (result.outcome.value, STYLES[result.outcome]), no_wrap=True)
    if result.error is not None:
        line.append(f" {printable(said(result))}", "dim")
    line.overflow = "ellipsis"
    return line


def said(result: TenantResult) -> str:
    """Why a tenant did not end well, in a line."""
    if result.error is None:
        return ""
    where = f"step {result.error.step}: " if result.error.step is not None else ""
    return f"{where}{result.error.message} [{result.error.code}]"


def _times(standing: Standing) -> str:
    passed = f"{duration(standing.seconds)} passed"
    ended = len(standing.results)
    left = len(standing.order.tenants) - ended
    if not ended or not left:
        return passed
    return f"{passed}, about {duration(standing.seconds / ended * left)} left"


class _Notes:
    """Says above the table what concerns no tenant; the table tells the rest."""

    def __init__(self, console: Console) -> None:
        self._console = console

    def began(self, tenant: str, step: StepResult) -> None:
        """A step began."""

    def ended(self, tenant: str, step: StepResult) -> None:
        """A step has its outcome."""

    def note(self, tenant: str, text: str) -> None:
        """Something worth a line happened."""
        if not tenant:
            self._console.print(plain(text), soft_wrap=True)


@contextmanager
def watching() -> Iterator[tuple[View, Reporter]]:
    """The view that suits where stderr goes, and the reporter for the tenants of this process."""
    console = Console(stderr=True)
    if not console.is_terminal:
        yield Lines(), LogReporter()
        return
    with Live(console=console, refresh_per_second=4) as live:
        yield Board(live), _Notes(console)
