"""Shows how a run gets on: live on a terminal, as log lines elsewhere. Everything goes to stderr."""

from collections.abc import Iterator
from contextlib import contextmanager

import structlog
from rich.console import Console, Group
from rich.live import Live
from rich.spinner import Spinner
from rich.table import Table
from rich.text import Text

from runbook.engine import Reporter
from runbook.guide import fresh_result
from runbook.results import StepOutcome, StepResult
from runbook.terminal import plain

_MARKS = {
    StepOutcome.DONE: ("✓", "green"),
    StepOutcome.NOT_NEEDED: ("–", "dim"),
    StepOutcome.PENDING: ("○", "yellow"),
    StepOutcome.FAILED: ("✗", "red"),
    StepOutcome.NOT_REACHED: (" ", "dim"),
}


class LogReporter:
    """One log line for each event."""

    def __init__(self) -> None:
        self._log = structlog.get_logger()

    def began(self, tenant: str, step: StepResult) -> None:
        """A step began."""
        self._log.info("step began", tenant=tenant, step=step.step, title=step.title)

    def ended(self, tenant: str, step: StepResult) -> None:
        """A step has its outcome."""
        self._log.info(
            f"step {step.outcome.value}",
            tenant=tenant,
            step=step.step,
            title=step.title,
            seconds=round(step.seconds, 1),
            **({"why": step.why} if step.why else {}),
        )

    def note(self, tenant: str, text: str) -> None:
        """Something worth a line happened."""
        self._log.info(text, **({"tenant": tenant} if tenant else {}))


class LiveReporter:
    """A table of the ten steps that is redrawn as they change."""

    def __init__(self, live: Live) -> None:
        self._live = live
        self._steps: dict[str, dict[int, StepResult]] = {}
        self._running: dict[str, int] = {}
        self._notes: list[str] = []

    def began(self, tenant: str, step: StepResult) -> None:
        """A step began."""
        self._running[tenant] = step.step
        self._update(tenant, step)

    def ended(self, tenant: str, step: StepResult) -> None:
        """A step has its outcome."""
        self._running.pop(tenant, None)
        self._update(tenant, step)

    def note(self, tenant: str, text: str) -> None:
        """Something worth a line happened."""
        self._notes.append(f"{tenant}: {text}" if tenant else text)
        self._draw()

    def _update(self, tenant: str, step: StepResult) -> None:
        steps = self._steps.setdefault(tenant, {one.step: one for one in fresh_result(tenant).steps})
        steps[step.step] = step
        self._draw()

    def _draw(self) -> None:
        tables = [self._table(tenant, steps) for tenant, steps in self._steps.items()]
        self._live.update(Group(*tables, *(plain(note, "dim") for note in self._notes[-3:])))

    def _table(self, tenant: str, steps: dict[int, StepResult]) -> Table:
        table = Table.grid(padding=(0, 1))
        table.add_row("", "", plain(tenant, "bold"), "")
        for number, step in steps.items():
            running = self._running.get(tenant) == number
            mark, style = _MARKS[step.outcome]
            sign = Spinner("dots") if running else Text(mark, style=style)
            seconds = f"{step.seconds:.1f} s" if step.seconds else ""
            detail = "" if running or step.outcome is StepOutcome.DONE else step.why
            table.add_row(sign, Text(str(number)), Text(step.title), plain(f"{seconds} {detail}".strip(), "dim"))
        return table


@contextmanager
def reporting() -> Iterator[Reporter]:
    """The reporter that suits where stderr goes."""
    console = Console(stderr=True)
    if not console.is_terminal:
        yield LogReporter()
        return
    with Live(console=console, refresh_per_second=8) as live:
        yield LiveReporter(live)
