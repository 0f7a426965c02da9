"""A command over tenants, or a worker: what this machine's settings add to it, and who carries it out."""

import os
from dataclasses import replace
from pathlib import Path

import typer

from runbook.cli.interrupts import interrupts
from runbook.cli.log import configure
from runbook.cli.messages import tell, usage
from runbook.cli.progress import reporting
from runbook.cli.results import finish
from runbook.cli.work import carry_out
from runbook.errors import NoRoom, SettingsError
from runbook.options import Options
from runbook.results import RunResult
from runbook.run import crew
from runbook.settings import collect, state_folder, tenant_from
from runbook.sign_ins.codes import CODES, FolderOfCodes, UsedCodes
from runbook.tenant import Tenant


def run(options: Options, *, as_json: bool) -> typer.Exit:
    """Run a command over the tenants of an inventory, or over the one of the settings, and show the result.

    Args:
        options: what is to be done, and how; the browser is the settings'.
        as_json: show it as one JSON document on stdout, and nothing else there.

    Returns:
        To be raised, to end with the status that belongs to the result.

    Raises:
        typer.Exit: the work could not be done, which was told.
    """
    json_of = options.command.value if as_json else ""
    try:
        options, values = _with_settings(options)
        if options.inventory is None:
            used_codes = FolderOfCodes(state_folder(values) / CODES)
            result = carry_out(_alone(tenant_from(values), options, used_codes), json_of)
            return finish(result, as_json=as_json)
        # One tenant needs no queue, which takes its time to be imported.
        from runbook.cli.fleet import run_batch

        result, summary = run_batch(options.inventory, options, values, as_json=as_json)
    except (NoRoom, SettingsError) as error:
        raise usage(error, json_of) from None
    return finish(result, as_json=as_json, summary=summary)


def take_tenants(inventory: Path, options: Options) -> None:
    """Work on the batches of others until Ctrl-C.

    Args:
        inventory: the fleet's.
        options: how this machine does it; the browser is the settings', and the task is each order's.

    Raises:
        typer.Exit: the work can't begin, which was told.
    """
    from runbook.cli import fleet

    try:
        options, values = _with_settings(options)
        fleet.take_tenants(inventory, options, values)
    except SettingsError as error:
        raise usage(error) from None


def _with_settings(options: Options) -> tuple[Options, dict[str, str]]:
    """The settings, and what they say of this machine. From here on there is a log."""
    values = collect(os.environ, Path(".env"))
    configure(as_json=values.get("RUNBOOK_LOG") == "json")
    return replace(options, browser=values.get("RUNBOOK_BROWSER") or None), values


async def _alone(tenant: Tenant, options: Options, used_codes: UsedCodes) -> RunResult:
    with reporting() as reporter:
        async with crew(options, reporter, used_codes) as runner:
            with interrupts(runner.brake, lambda text: tell(text, "yellow")):
                result = await runner.run(tenant)
                return RunResult(options.command.value, [result], interrupted=runner.brake.pulled)
