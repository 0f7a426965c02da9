"""The command line: the commands and their options. Each command imports what it does, so that help comes at once."""

import os
from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from runbook import __version__
from runbook.cli.messages import INTERRUPTED, interruptible, leave, tell
from runbook.options import Command, Options


class _Group(TyperGroup):
    """Commands whose help comes at once, and that answer Ctrl-C with a sentence, also while they import."""

    def get_help_option(self, ctx: Any) -> Any:  # noqa: ANN401 - as Typer has it, whose own types are private
        option = super().get_help_option(ctx)
        # Typer's own is None, and to make a bool of that Typer imports pydantic, which takes half of the time.
        if option is not None:
            option.default = False
        return option

    def invoke(self, ctx: Any) -> Any:  # noqa: ANN401
        with interruptible("Run the same command again."):
            return super().invoke(ctx)


app = typer.Typer(
    name="runbook",
    cls=_Group,
    # Commands, also those of a group, take it from here.
    context_settings={"help_option_names": ["--help", "-h"]},
    help="Configures Ooma / Azure AD single sign-on through both admin portals, unattended, with evidence.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
evidence = typer.Typer(cls=_Group, help="Checks run folders, offline.", no_args_is_help=True)
inventory = typer.Typer(
    cls=_Group, help="Looks at an inventory, the file that lists tenants; no browser starts.", no_args_is_help=True
)

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
Run = Annotated[Path, typer.Argument(metavar="RUN", help="A run folder.")]


def _print_version(asked: bool) -> None:
    if asked:
        typer.echo(f"runbook {__version__}")
        raise typer.Exit


@app.callback()
def main_options(
    version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Take the options that stand before a command."""
    del version


@app.command(
    "plan", help="Sign in and read only: which steps are still needed, and what they would write. Exit 3 if any."
)
@app.command("apply", help="Carry out the steps of the guide that are still needed, and prove the result.")
def apply_or_plan(  # noqa: PLR0917 - options of the command line
    context: typer.Context,
    tenants: Tenants = Options.inventory,
    only: Only = None,
    jobs: Jobs = Options.jobs,
    stop_after: StopAfter = Options.stop_after,
    runs: Runs = Options.runs,
    timeout: Timeout = Options.timeout,
    headed: Headed = Options.headed,
    replace: Replace = Options.replace,
    as_json: Json = False,
) -> None:
    """Apply the guide, or only say what that would do: both take the same options."""
    options = Options(
        command=Command(str(context.info_name)),
        inventory=tenants,
        only=tuple(only or ()),
        jobs=jobs,
        stop_after=stop_after,
        runs=runs,
        timeout=timeout,
        headed=headed,
        replace=replace,
    )
    _run(options, as_json=as_json)


@app.command()
def verify(  # noqa: PLR0917 - options of the command line
    tenants: Tenants = Options.inventory,
    only: Only = None,
    jobs: Jobs = Options.jobs,
    stop_after: StopAfter = Options.stop_after,
    runs: Runs = Options.runs,
    timeout: Timeout = Options.timeout,
    headed: Headed = Options.headed,
    sign_on: SignOn = Options.sign_on,
    as_json: Json = False,
) -> None:
    """Sign in and read only: is the integration complete and healthy? Exit 3 if not."""
    options = Options(
        command=Command.VERIFY,
        inventory=tenants,
        only=tuple(only or ()),
        jobs=jobs,
        stop_after=stop_after,
        runs=runs,
        timeout=timeout,
        headed=headed,
        sign_on=sign_on,
    )
    _run(options, as_json=as_json)


@app.command()
def demo(  # noqa: PLR0917 - options of the command line
    tenants: Annotated[int, typer.Option("--tenants", min=1, help="Number of tenants.")] = 1,
    jobs: Jobs = Options.jobs,
    runs: Runs = Options.runs,
    timeout: Timeout = Options.timeout,
    headed: Headed = Options.headed,
    fresh: Annotated[bool, typer.Option("--fresh", help="Forget what earlier demos of a fleet configured.")] = False,
    as_json: Json = False,
) -> None:
    """Start stand-ins of both portals on this machine, and run apply against them. Needs no settings."""
    from runbook.cli.demo import run_demo
    from runbook.cli.log import configure
    from runbook.cli.results import finish
    from runbook.cli.work import carry_out

    configure(as_json=os.environ.get("RUNBOOK_LOG") == "json")
    options = Options(
        command=Command.APPLY,
        jobs=jobs,
        runs=runs,
        timeout=timeout,
        headed=headed,
        browser=os.environ.get("RUNBOOK_BROWSER") or None,
    )
    result, summary = carry_out(run_demo(options, tenants, tell, fresh=fresh), "apply" if as_json else "")
    raise finish(result, as_json=as_json, summary=summary)


@app.command()
def worker(
    tenants: Annotated[Path, typer.Option("--tenants", metavar="FILE", help="The fleet's inventory.")],
    runs: Runs = Options.runs,
    headed: Headed = Options.headed,
) -> None:
    """Take tenants from the queue in PostgreSQL that 'apply' and the like fill, until Ctrl-C."""
    from runbook.cli.run import take_tenants

    # Each order says what is to be done.
    take_tenants(tenants, Options(command=Command.APPLY, runs=runs, headed=headed))
    leave(INTERRUPTED)


@app.command()
def report(
    folder: Run,
    output: Annotated[
        Path | None, typer.Option("--output", help="Write it to this file, and leave the run folder as it is.")
    ] = None,
    pdf: Annotated[bool, typer.Option("--pdf", help="Also print it as report.pdf.")] = False,
) -> None:
    """(Re)write the report of a run folder, and seal the folder again if nothing else in it was altered."""
    from runbook.cli.report import write_again

    if output is not None and folder.resolve() in output.resolve().parents:
        raise typer.BadParameter("names a file in the run folder, which is sealed", param_hint="--output")
    write_again(folder, output, pdf=pdf)


@evidence.command(name="verify")
def verify_evidence(
    folder: Run,
    public_key: Annotated[
        Path | None, typer.Option("--public-key", help="File with the public key that has to have sealed it.")
    ] = None,
    as_json: Json = False,
) -> None:
    """Is a run folder as it was sealed when the run ended? Exit 1 if not; all that is wrong is told."""
    from runbook.cli.evidence import verify

    raise verify(folder, public_key, as_json=as_json)


@evidence.command()
def key() -> None:
    """Print the public key with which this machine seals, in PEM; the key is made if there is none yet."""
    from runbook.cli.evidence import print_key

    print_key()


@inventory.command()
def check(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="An inventory.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON document on stdout.")] = False,
) -> None:
    """Find every mistake of an inventory and of the CSV file beside it, and follow every reference."""
    from runbook.cli.inventory import check_inventory

    check_inventory(file, as_json=as_json)


@inventory.command()
def schema() -> None:
    """Print the JSON Schema of inventories, for editors."""
    from runbook.cli.inventory import print_schema

    print_schema()


app.add_typer(evidence, name="evidence")
app.add_typer(inventory, name="inventory")


def _run(options: Options, *, as_json: bool) -> None:
    """Run a command over tenants, and end with its status."""
    given = [name for name in ("only", "jobs", "stop_after") if getattr(options, name) != getattr(Options, name)]
    if given and options.inventory is None:
        option = f"--{given[0].replace('_', '-')}"
        raise typer.BadParameter("it needs an inventory: --tenants FILE", param_hint=option)
    from runbook.cli.run import run

    raise run(options, as_json=as_json)
