"""Fleets at the command line: a command over an inventory, and ``runbook worker``."""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from runbook.brake import Brake
from runbook.cli import inventory as cli_inventory
from runbook.cli.fleet_progress import watching
from runbook.cli.interrupts import interrupts
from runbook.cli.messages import interruptible, tell
from runbook.cli.progress import LogReporter
from runbook.cli.work import carry_out
from runbook.errors import EvidenceLost, SettingsError
from runbook.evidence.clock import utc_now
from runbook.evidence.folder import assert_room
from runbook.files import why
from runbook.fleet.command import Fleet, in_browser
from runbook.fleet.order import order_for
from runbook.fleet.settings import fleet_settings
from runbook.inventory import Inventory, load
from runbook.options import Options
from runbook.report.summary import write_summary
from runbook.results import Problem, RunResult


def run_batch(
    file: Path, options: Options, values: Mapping[str, str], *, as_json: bool
) -> tuple[RunResult, Path | None]:
    """Run a command over an inventory.

    Args:
        file: the inventory.
        options: what is to be done, and how.
        values: ``RUNBOOK_*`` variables.
        as_json: whether there is to be a JSON document on stdout in any case.

    Returns:
        The result, and the page that was written about it, if it could be.

    Raises:
        SettingsError: it tells everything that is wrong; nothing was touched.
        NoRoom: the run folders, or the summary, will not find room; nothing was touched.
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

    # On one machine all run folders are here; else there is only the summary.
    at_once = min(options.jobs, len(order.tenants)) if settings.one_machine else 1
    assert_room(options.runs, in_advance=True, at_once=at_once)
    result = carry_out(work(), options.command.value if as_json else "")
    return result, summarize(options.runs, result, began)


def summarize(runs: Path, result: RunResult, began: datetime) -> Path | None:
    """Write the summary of a fleet; if that can't be done, the result says so and is shown all the same.

    Args:
        runs: folder for the run folders.
        result: of the whole command.
        began: when it began, in UTC.

    Returns:
        The page; None if it could not be written.
    """
    try:
        return write_summary(runs, result, began, utc_now())
    except OSError as error:
        message = f"the summary can't be written to {runs}: {why(error)}; the tenants' results are complete"
        result.error = Problem(code=EvidenceLost.code, message=message, hint=EvidenceLost.hint)
        return None


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
