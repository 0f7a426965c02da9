"""How the command line shows results, on stdout."""

from collections.abc import Callable
from pathlib import Path

import typer
from rich.console import Console
from rich.text import Text

from runbook.cli.messages import complain, print_json, printing
from runbook.options import Command
from runbook.report.summary import groups
from runbook.results import RunResult, StepOutcome, StepResult, TenantOutcome, TenantResult, Verdict
from runbook.terminal import plain, printable

# As many tenants are shown one by one in any case; of more, those that ask for attention.
_FEW = 5
_WELL = {TenantOutcome.APPLIED, TenantOutcome.UNCHANGED}


def finish(result: RunResult, *, as_json: bool, summary: Path | None = None) -> typer.Exit:
    """Show the result; raise what this returns to end with the status that belongs to it.

    Args:
        result: of the whole command.
        as_json: as one JSON document, and nothing else.
        summary: the page that was written about it, if one was.
    """
    if result.error is not None:
        complain(f"{result.error.message}\n{result.error.hint}")
    instead = _in_short(result)
    if as_json:
        print_json(result.as_json(), instead)
    else:
        with printing(instead):
            _show(result, summary)
    return typer.Exit(result.exit_code)


def _in_short(result: RunResult) -> str:
    """The outcomes in a line, for where the results can't be shown, and where the evidence is."""
    told = [
        f"{printable(one.name)}: {one.outcome.value}{f', see {one.evidence}' if one.evidence is not None else ''}"
        for one in result.tenants[:_FEW]
    ]
    return f"{'; '.join(told)}{_and_more(len(result.tenants))}"


def _and_more(count: int) -> str:
    """What is added to the first few of so many."""
    return f" and {count - _FEW} more" if count > _FEW else ""


def _show(result: RunResult, summary: Path | None) -> None:
    console = Console()
    few = len(result.tenants) <= _FEW
    shown = [one for one in result.tenants if few or (one.outcome not in _WELL and one.evidence is not None)]
    for tenant in shown:
        _summarize(console, tenant, result.command)
    if summary is not None:
        _count(console, result)
        console.print(plain(f"Summary: {summary}"), soft_wrap=True)


def _count(console: Console, result: RunResult) -> None:
    """How many tenants came to which end for which reason, and which they are unless all is well."""
    interrupted = ", interrupted" if result.interrupted else ""
    console.print(Text(f"{result.command}: {len(result.tenants)} tenants{interrupted}", style="bold"))
    for group in groups(result):
        style = _STYLES[group.outcome]
        line = Text.assemble(f"  {len(group.tenants):>4} ", (group.outcome.value, style))
        if group.why:
            line.append(f"  {printable(group.why)}")
        if group.outcome not in _WELL:
            names = [tenant.name for tenant in group.tenants]
            line.append(f"  {printable(', '.join(names[:_FEW]))}{_and_more(len(names))}", "dim")
        console.print(line, soft_wrap=True)


_STYLES = {
    TenantOutcome.APPLIED: "bold green",
    TenantOutcome.UNCHANGED: "bold green",
    TenantOutcome.PENDING: "bold yellow",
    TenantOutcome.DRIFTED: "bold yellow",
    TenantOutcome.FAILED: "bold red",
    TenantOutcome.SKIPPED: "bold red",
}


_VERDICTS = {Verdict.OK: "green", Verdict.WARNING: "yellow", Verdict.WRONG: "red"}


def _show_pending(say: Callable[[str, str], None], step: StepResult) -> None:
    """A step that is still needed: why, and what it would write, as a diff has it."""
    if step.outcome is not StepOutcome.PENDING:
        return
    say(f"  step {step.step}, {step.title}: {step.why}", "")
    for change in step.changes:
        say(f"      {change.portal}, {change.field}", "")
        if change.before:
            say(f"    - {change.before}", "red")
        say(f"    + {change.after or '(what an earlier step will yield)'}", "green")


def _summarize(console: Console, tenant: TenantResult, command: str) -> None:
    """One tenant's result for a person."""

    def say(words: str, style: str = "") -> None:
        console.print(plain(words, style), soft_wrap=True)

    console.print(
        Text.assemble((printable(tenant.name), "bold"), ": ", (tenant.outcome.value, _STYLES[tenant.outcome]))
    )
    if command == Command.PLAN:
        for step in tenant.steps:
            _show_pending(say, step)
    if tenant.error is not None:
        problem = tenant.error
        where = f"step {problem.step}: " if problem.step is not None else ""
        say(f"  {where}{problem.message} [{problem.code}]", "red")
        say(f"  What to do: {problem.hint}")
        if problem.screenshot:
            say(f"  Screenshot: {problem.screenshot}")
    for finding in tenant.findings:
        # The plan says the same in its own way; after `apply` only what is left to be done is news.
        if command == Command.VERIFY or (command == Command.APPLY and finding.verdict is not Verdict.OK):
            say(f"  {finding.verdict.value:<8}{finding}", _VERDICTS[finding.verdict])
    sso = tenant.sso
    if sso.enabled is not None:
        say(f"  SSO is {'on' if sso.enabled else 'off'}")
    if sso.certificate is not None:
        until = sso.certificate.not_after
        say(f"  Signing certificate: SHA-256 {sso.certificate.sha256}, valid until {until:%Y-%m-%d}")
    for note in tenant.notes:
        say(f"  {note}")
    if tenant.evidence is not None:
        say(f"  Screenshots: {tenant.evidence / 'screens'}")
        say(f"  Report: {tenant.evidence / 'report.html'}")
