"""``runbook evidence``: to check run folders, and to hand out the public key."""

import sys
from pathlib import Path

import typer
from rich.console import Console

from runbook.cli.messages import FAILED, print_json, printing, usage
from runbook.errors import RunbookError
from runbook.evidence.signer import load_signer, public_pem, read_public_key
from runbook.evidence.verification import Verification, verify_run
from runbook.terminal import plain


def verify(folder: Path, public_key: Path | None, *, as_json: bool) -> typer.Exit:
    """Check a run folder against its seal, and tell all that is wrong.

    Args:
        folder: a run folder.
        public_key: file with the key that has to have sealed it; any key will do if None.
        as_json: tell it as one JSON document on stdout.

    Returns:
        To be raised, to end with the status that belongs to what was found.

    Raises:
        typer.Exit: it can't be checked, which was told.
    """
    try:
        pinned = read_public_key(public_key).keyid if public_key is not None else None
        found = verify_run(folder, pinned)
    except RunbookError as error:
        raise usage(error, "evidence verify" if as_json else "") from None
    if as_json:
        print_json(found.as_json())
    else:
        with printing():
            _tell(found)
    return typer.Exit(0 if found.sound else FAILED)


def print_key() -> None:
    """Print the public key with which this machine seals, in PEM; the key is made if there is none yet.

    Raises:
        typer.Exit: there is none and none can be made, which was told.
    """
    try:
        pem = public_pem(load_signer().public_key)
    except RunbookError as error:
        raise usage(error) from None
    with printing():
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
    for one in predicate.missing:
        say(f"  Missing, since the run could not write it: {one}", "yellow")
    say(f"  Signed by the key {found.seal.fingerprint}")
    whose = "this machine's own key" if found.own else "not this machine's own key"
    if found.pinned:
        say(f"  That is the key that was demanded, and {whose}.")
    else:
        say(f"  That is {whose}. No key was demanded: --public-key FILE tells who has to have signed.")
