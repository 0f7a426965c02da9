"""Fleets at the command line: a command over an inventory, and ``runbook worker``."""

from collections.abc import Mapping
from pathlib import Path

from runbook.brake import Brake
from runbook.cli import inventory as cli_inventory
from runbook.cli.fleet_progress import watching
from runbook.cli.interrupts import interrupts
from runbook.cli.messages import interruptible, tell
from runbook.cli.progress import LogReporter
from runbook.cli.work import carry_out
from runbook.errors import SettingsError
from runbook.evidence.clock import utc_now
from runbook.fleet.command import Fleet, in_browser
from runbook.fleet.order import order_for
from runbook.fleet.settings import fleet_settings
from runbook.inventory import Inventory, load
from runbook.options import Options
from runbook.report.summary import write_summary
from runbook.results import RunResult


def run_batch(file: Path, options: Options, values: Mapping[str, str]) -> tuple[RunResult, Path]:
    """Run a command over an inventory.

    Args:
        file: the inventory.
        options: what is to be done, and how.
        values: ``RUNBOOK_*`` variables.

    Returns:
        The result, and the page that was written about it.

    Raises:
        SettingsError: it tells everything that is wrong; nothing was touched.
        typer.Exit: the work could not be done, which was told.
    """
    settings = fleet_settings(values)
    with interruptible("Nothing was touched."):  # a command that asks a vault may take its time
        inventory, names = cli_inventory.chosen(file, options.only)
        if settings.one_machine:
            inventory.tenants(names)  # so that a reference that leads nowhere is told before anything is touched
    order = order_for(inventory, names, options)
    began = utc_now()

    async def work() -> RunResult:
        brake = Brake()
        with watching() as (view, reporter), interrupts(brake, lambda text: tell(text, "yellow")):
            fleet = Fleet(settings, lambda: inventory, in_browser(options, reporter), reporter)
            return await fleet.run(order, options.jobs, view, brake)

    result = carry_out(work())
    return result, write_summary(options.runs, result, began, utc_now())


def take_tenants(file: Path, options: Options, values: Mapping[str, str]) -> None:
    """Work on the batches of others until Ctrl-C.

    Args:
        file: the fleet's inventory.
        options: how this machine does it; the task is each order's.
        values: ``RUNBOOK_*`` variables.

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
        opens = in_browser(options, reporter)
        with interrupts(brake, lambda text: tell(text, "yellow")):
            await Fleet(settings, read_again, opens, reporter).work(brake)

    carry_out(work())
