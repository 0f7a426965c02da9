"""How the command line tells what is wrong, on stderr. Every command imports it, so it imports little."""

import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import NoReturn

import typer
from rich.console import Console

from runbook.errors import RunbookError
from runbook.files import why
from runbook.hints import as_written
from runbook.terminal import plain

FAILED = 1
USAGE = 2
INTERRUPTED = 130

RUN_AGAIN = "Run the same command again: what is already configured is found and left alone."


def tell(text: str, style: str = "") -> None:
    """Print one or several lines for the person who watches."""
    for line in text.splitlines():
        Console(stderr=True).print(plain(line, style), soft_wrap=True)


def complain(text: str) -> None:
    """Print what is wrong."""
    tell(text, "red")


def usage(error: RunbookError, json_of: str = "", *, status: int = USAGE) -> typer.Exit:
    """Tell what is wrong and what to do; raise what this returns to end with the status of wrong usage, or another.

    Args:
        error: what is wrong.
        json_of: the command of which there is to be a JSON document on stdout, too; empty for none.
        status: with which the program ends.
    """
    hint = as_written(error.hint)
    complain(f"{error.message}\n{hint}")
    if json_of:
        mistakes = [mistake.as_json() for mistake in getattr(error, "mistakes", ())]
        told = {"code": error.code, "message": error.message, "hint": hint, "mistakes": mistakes}
        print_json({"command": json_of, "outcome": "failed", "tenants": [], "error": told})
    return typer.Exit(status)


def print_json(document: object, instead: str = "") -> None:
    """Print one JSON document on stdout; for the rest see `printing`."""
    with printing(instead):
        sys.stdout.write(json.dumps(document, indent=2) + "\n")


@contextmanager
def printing(instead: str = "") -> Iterator[None]:
    """Within, stdout is written to. If it can't be, as on a full disk, say so, and end with the status of a failure.

    Args:
        instead: what else there is to say then.

    Raises:
        typer.Exit: it could not be written to, which was told.
    """
    try:
        yield
        sys.stdout.flush()
    except OSError as error:
        forget_stdout()
        complain(f"The output can't be written to stdout: {why(error)}. {instead}".strip())
        raise typer.Exit(FAILED) from None


def forget_stdout() -> None:
    """Let what is still to be written to stdout go nowhere: when Python ends it would try again, and complain."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


@contextmanager
def interruptible(advice: str) -> Iterator[None]:
    """On Ctrl-C within, say so with this advice, and end with the status for it."""
    try:
        yield
    except KeyboardInterrupt:
        complain(f"Interrupted. {advice}")
        raise typer.Exit(INTERRUPTED) from None


def leave(status: int) -> NoReturn:
    """End the program at once: threads that still wait for a database that was lost would keep it forever."""
    with suppress(OSError):
        sys.stdout.flush()
    sys.stderr.flush()
    os._exit(status)
