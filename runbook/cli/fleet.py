"""The command line of fleets: a command over an inventory, and ``runbook worker``."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from runbook.brake import Brake
from runbook.cli import inventory as cli_inventory
from runbook.cli.fleet_progress import watching
from runbook.cli.interrupts import interrupts
from runbook.cli.messages import carry_out, interruptible, tell
from runbook.cli.progress import LogReporter
from runbook.errors import SettingsError
from runbook.evidence.clock import utc_now
from runbook.fleet.command import Fleet, in_browser
from runbook.fleet.order import order_for
from runbook.fleet.settings import fleet_settings
from runbook.inventory import Inventory, load
from runbook.options import Command
from runbook.report.summary import write_summary
from runbook.results import RunResult


@dataclass(frozen=True)
class Batch:
    """A command over an inventory, as the command line has it.

    Attributes:
        command: how far to go.
        file: the inventory.
        only: names of the tenants to take; all of them if there is none.
        jobs: how many tenants at a time, on each machine.
        stop_after: how often the same failure may come back before no further tenant is begun.
        timeout: the longest wait for one thing on a portal, in seconds.
        replace: whether an identity provider in Ooma that runbook did not set up may be replaced.
        sign_on: whether `verify` also runs card 5's test.
    """

    command: Command
    file: Path
    only: Sequence[str]
    jobs: int
    stop_after: int
    timeout: float
    replace: bool = False
    sign_on: bool = False


def run_batch(
    batch: Batch, values: Mapping[str, str], *, runs: Path, browser: str | None, headed: bool
) -> tuple[RunResult, Path]:
    """Run a command over an inventory.

    Returns:
        The result, and the page that was written about it.

    Raises:
        SettingsError: it tells everything that is wrong; nothing was touched.
        typer.Exit: the work could not be done, which was told.
    """
    settings = fleet_settings(values)
    with interruptible("Nothing was touched."):  # a command that asks a vault may take its time
        inventory, names = cli_inventory.chosen(batch.file, batch.only)
        if settings.one_machine:
            inventory.tenants(names)  # so that a reference that leads nowhere is told before anything is touched
    order = order_for(
        inventory,
        names,
        batch.command,
        replace=batch.replace,
        sign_on=batch.sign_on,
        timeout=batch.timeout,
        stop_after=batch.stop_after,
    )
    began = utc_now()

    async def work() -> RunResult:
        brake = Brake()
        with watching() as (view, reporter), interrupts(brake, lambda text: tell(text, "yellow")):
            opens = in_browser(reporter, runs=runs, browser=browser, headed=headed)
            return await Fleet(settings, lambda: inventory, opens, reporter).run(order, batch.jobs, view, brake)

    result = carry_out(work())
    return result, write_summary(runs, result, began, utc_now())


def take_tenants(file: Path, values: Mapping[str, str], *, runs: Path, browser: str | None, headed: bool) -> None:
    """Work on the batches of others until Ctrl-C.

    Raises:
        SettingsError: it tells everything that is wrong.
        typer.Exit: the work can't begin, which was told.
    """
    settings = fleet_settings(values)
    if settings.one_machine:
        raise SettingsError(
            "RUNBOOK_DATABASE_URL is required: on one machine, 'apply' and the like work through their tenants"
            " themselves, and --jobs says how many at a time"
        )
    with interruptible("Nothing was touched."):
        inventory = load(file, resolve=True)
    cli_inventory.warn(inventory.warnings)

    def read_again() -> Inventory:
        """For each batch, so that secrets that were corrected meanwhile count."""
        return load(file)

    async def work() -> None:
        reporter = LogReporter()
        brake = Brake()
        opens = in_browser(reporter, runs=runs, browser=browser, headed=headed)
        with interrupts(brake, lambda text: tell(text, "yellow")):
            await Fleet(settings, read_again, opens, reporter).work(brake)

    carry_out(work())
