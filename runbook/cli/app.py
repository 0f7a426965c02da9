"""The command line: the only module that prints."""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer

from runbook.cli import evidence as cli_evidence
from runbook.cli import inventory as cli_inventory
from runbook.cli.interrupts import interrupts
from runbook.cli.log import configure
from runbook.cli.messages import INTERRUPTED, carry_out, leave, tell, usage
from runbook.cli.progress import reporting
from runbook.cli.report import report
from runbook.cli.results import finish
from runbook.errors import SettingsError
from runbook.options import Command
from runbook.results import RunResult
from runbook.run import crew
from runbook.settings import collect, state_folder, tenant_from
from runbook.sign_ins.codes import CODES, FolderOfCodes
from runbook.tenant import Tenant

app = typer.Typer(
    name="runbook",
    help="Configures Ooma / Azure AD single sign-on through both admin portals, unattended, with evidence.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
app.add_typer(cli_evidence.app)
app.add_typer(cli_inventory.app, name="inventory")

Runs = Annotated[Path, typer.Option("--runs", help="Folder for the run folders.")]
Headed = Annotated[bool, typer.Option("--headed", help="Show the browser's window.")]
Json = Annotated[bool, typer.Option("--json", help="Print one JSON document on stdout, and nothing else there.")]
Timeout = Annotated[
    float, typer.Option("--timeout", min=1, help="The longest wait for one thing on a portal, in seconds.")
]
Replace = Annotated[
    bool, typer.Option("--replace", help="Replace an identity provider in Ooma that runbook did not set up.")
]
SignOn = Annotated[
    bool, typer.Option("--sign-on", help="Also run Azure's own test, which signs the Azure account on to Ooma.")
]

Tenants = Annotated[
    Path | None, typer.Option("--tenants", metavar="FILE", help="An inventory; else the settings' one tenant.")
]
Only = Annotated[
    list[str] | None, typer.Option("--only", metavar="NAME", help="Take this tenant of the inventory; repeatable.")
]
Jobs = Annotated[int, typer.Option("--jobs", min=1, help="How many tenants at a time, on each machine.")]
StopAfter = Annotated[
    int,
    typer.Option("--stop-after", min=1, metavar="N", help="Begin no further tenant after N failures of a kind."),
]

_STOP_AFTER = 3


@app.callback()
def main_options() -> None:
    """Set up what every command needs."""
    configure(as_json=os.environ.get("RUNBOOK_LOG") == "json")


@app.command()
def apply(  # noqa: PLR0917 - options of the command line
    tenants: Tenants = None,
    only: Only = None,
    jobs: Jobs = 1,
    stop_after: StopAfter = _STOP_AFTER,
    runs: Runs = Path("runs"),
    timeout: Timeout = 30,
    headed: Headed = False,
    replace: Replace = False,
    as_json: Json = False,
) -> None:
    """Carry out the steps of the guide that are still needed, and prove the result."""
    chosen = _Chosen(tenants, only or [], jobs, stop_after)
    _command(Command.APPLY, chosen, runs, timeout, headed=headed, as_json=as_json, replace=replace)


@app.command()
def plan(  # noqa: PLR0917 - options of the command line
    tenants: Tenants = None,
    only: Only = None,
    jobs: Jobs = 1,
    stop_after: StopAfter = _STOP_AFTER,
    runs: Runs = Path("runs"),
    timeout: Timeout = 30,
    headed: Headed = False,
    replace: Replace = False,
    as_json: Json = False,
) -> None:
    """Sign in and read only: which steps are still needed, and what they would write. Exit 3 if any."""
    chosen = _Chosen(tenants, only or [], jobs, stop_after)
    _command(Command.PLAN, chosen, runs, timeout, headed=headed, as_json=as_json, replace=replace)


@app.command()
def verify(  # noqa: PLR0917
    tenants: Tenants = None,
    only: Only = None,
    jobs: Jobs = 1,
    stop_after: StopAfter = _STOP_AFTER,
    runs: Runs = Path("runs"),
    timeout: Timeout = 30,
    headed: Headed = False,
    sign_on: SignOn = False,
    as_json: Json = False,
) -> None:
    """Sign in and read only: is the integration complete and healthy? Exit 3 if not."""
    chosen = _Chosen(tenants, only or [], jobs, stop_after)
    _command(Command.VERIFY, chosen, runs, timeout, headed=headed, as_json=as_json, sign_on=sign_on)


@app.command()
def demo(  # noqa: PLR0917 - options of the command line
    tenants: Annotated[int, typer.Option("--tenants", min=1, help="Number of tenants.")] = 1,
    jobs: Jobs = 1,
    runs: Runs = Path("runs"),
    timeout: Timeout = 30,
    headed: Headed = False,
    fresh: Annotated[bool, typer.Option("--fresh", help="Forget what earlier demos of a fleet configured.")] = False,
    as_json: Json = False,
) -> None:
    """Start stand-ins of both portals on this machine, and run apply against them. Needs no settings."""
    from runbook.cli.demo import run_demo

    work = run_demo(
        tenants,
        jobs,
        tell,
        runs=runs,
        timeout=timeout,
        headed=headed,
        browser=_browser({}),
        fresh=fresh,
    )
    result, summary = carry_out(work)
    raise finish(result, as_json=as_json, summary=summary)


@app.command()
def worker(
    tenants: Annotated[Path, typer.Option("--tenants", metavar="FILE", help="The fleet's inventory.")],
    runs: Runs = Path("runs"),
    headed: Headed = False,
) -> None:
    """Take tenants from the queue in PostgreSQL that 'apply' and the like fill, until Ctrl-C."""
    from runbook.cli import fleet as cli_fleet

    try:
        values = collect(os.environ, Path(".env"))
        configure(as_json=values.get("RUNBOOK_LOG") == "json")
        cli_fleet.take_tenants(tenants, values, runs=runs, browser=_browser(values), headed=headed)
    except SettingsError as error:
        raise usage(error) from None
    leave(INTERRUPTED)


app.command()(report)


@dataclass(frozen=True)
class _Chosen:
    """Which tenants a command works on: of an inventory all or some; without one that of the settings."""

    inventory: Path | None
    only: Sequence[str]
    jobs: int
    stop_after: int

    def __post_init__(self) -> None:
        given = {
            "--only": self.only,
            "--jobs": self.jobs != 1,
            "--stop-after": self.stop_after != _STOP_AFTER,
        }
        for option, value in given.items():
            if value and self.inventory is None:
                raise typer.BadParameter("it needs an inventory: --tenants FILE", param_hint=option)


def _command(
    command: Command,
    chosen: _Chosen,
    runs: Path,
    timeout: float,
    *,
    headed: bool,
    as_json: bool,
    replace: bool = False,
    sign_on: bool = False,
) -> None:
    try:
        values = collect(os.environ, Path(".env"))
        configure(as_json=values.get("RUNBOOK_LOG") == "json")
        used_codes = FolderOfCodes(state_folder(values) / CODES)
        tenant = tenant_from(values, replace=replace) if chosen.inventory is None else None
    except SettingsError as error:
        raise usage(error) from None
    browser = _browser(values)

    async def alone(tenant: Tenant) -> RunResult:
        with reporting() as reporter:
            async with crew(
                command,
                reporter,
                used_codes,
                runs=runs,
                browser=browser,
                headed=headed,
                timeout=timeout,
                sign_on=sign_on,
            ) as runner:
                with interrupts(runner.brake, lambda text: tell(text, "yellow")):
                    result = await runner.run(tenant)
                    return RunResult(command.value, [result], interrupted=runner.brake.pulled)

    if tenant is not None:
        raise finish(carry_out(alone(tenant)), as_json=as_json)
    from runbook.cli import fleet as cli_fleet

    assert chosen.inventory is not None  # noqa: S101 - else there is a tenant
    batch = cli_fleet.Batch(
        command, chosen.inventory, chosen.only, chosen.jobs, chosen.stop_after, timeout, replace, sign_on
    )
    try:
        result, summary = cli_fleet.run_batch(batch, values, runs=runs, browser=browser, headed=headed)
    except SettingsError as error:
        raise usage(error) from None
    raise finish(result, as_json=as_json, summary=summary)


def _browser(values: dict[str, str]) -> str | None:
    return values.get("RUNBOOK_BROWSER") or os.environ.get("RUNBOOK_BROWSER") or None
