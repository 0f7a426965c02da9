"""``runbook evidence``: to check run folders, and to hand out the public key."""

import json
import sys
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from runbook.cli.messages import FAILED, usage
from runbook.errors import RunbookError
from runbook.evidence.signer import load_signer, public_pem, read_public_key
from runbook.evidence.verification import Verification, verify_run
from runbook.terminal import plain

app = typer.Typer(name="evidence", help="Checks run folders, offline.", no_args_is_help=True)


@app.command()
def verify(
    folder: Annotated[Path, typer.Argument(metavar="RUN", help="A run folder.")],
    public_key: Annotated[
        Path | None, typer.Option("--public-key", help="File with the public key that has to have sealed it.")
    ] = None,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print one JSON document on stdout, and nothing else there.")
    ] = False,
) -> None:
    """Is a run folder as it was sealed when the run ended? Exit 1 if not; all that is wrong is told."""
    try:
        pinned = read_public_key(public_key).keyid if public_key is not None else None
        found = verify_run(folder, pinned)
    except RunbookError as error:
        raise usage(error) from None
    if as_json:
        sys.stdout.write(json.dumps(found.as_json(), indent=2) + "\n")
    else:
        _tell(found)
    raise typer.Exit(0 if found.sound else FAILED)


@app.command()
def key() -> None:
    """Print the public key with which this machine seals, in PEM; the key is made if there is none yet."""
    try:
        pem = public_pem(load_signer().public_key)
    except RunbookError as error:
        raise usage(error) from None
    sys.stdout.write(pem)


def _tell(found: Verification) -> None:
    console = Console()

    def say(words: str, style: str = "") -> None:
        console.print(plain(words, style), soft_wrap=True)

    if found.sound:
        say(f"{found.folder}: sound", "bold green")
    else:
        say(f"{found.folder}: NOT SOUND", "bold red")
    for fault in found.faults:
        say(f"  {fault.kind.value}: {fault.file}: {fault.message}", "red")
    if found.seal is None:
        say(f"  The journal was checked as far as it goes, {found.lines} lines, and the files that it names.")
        say("  Without a seal nobody can say that nothing was left out, nor who wrote it.")
        return
    predicate = found.seal.statement.predicate
    say(f"  {predicate.command} of {predicate.tenant}: {predicate.outcome}; sealed at {predicate.sealed_at}")
    if predicate.report_rewritten_at:
        say(f"  The report was written again, and the folder sealed again, at {predicate.report_rewritten_at}")
    say(f"  Sealed are {len(found.seal.statement.subject)} files and {predicate.journal.lines} lines of the journal")
    say(f"  Signed by the key {found.seal.fingerprint}")
    whose = "this machine's own key" if found.own else "not this machine's own key"
    if found.pinned:
        say(f"  That is the key that was demanded, and {whose}.")
    else:
        say(f"  That is {whose}. No key was demanded: --public-key FILE tells who has to have signed.")
