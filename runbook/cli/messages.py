"""How the command line tells what is wrong, on stderr."""

import asyncio
import os
import sys
from collections.abc import Coroutine, Iterator
from contextlib import contextmanager
from typing import Any, NoReturn, TypeVar

import typer
from rich.console import Console

from runbook.browser.launch import BrowserNotFound
from runbook.errors import QueueLost, QueueUnreachable, RunbookError, SettingsError
from runbook.evidence.signer import BadKey
from runbook.hints import as_written
from runbook.terminal import plain

T = TypeVar("T")

FAILED = 1
USAGE = 2
INTERRUPTED = 130

_AGAIN = "Run the same command again: what is already configured is found and left alone."


def tell(text: str, style: str = "") -> None:
    """Print one or several lines for the person who watches."""
    for line in text.splitlines():
        Console(stderr=True).print(plain(line, style), soft_wrap=True)


def complain(text: str) -> None:
    """Print what is wrong."""
    tell(text, "red")


def usage(error: RunbookError) -> typer.Exit:
    """Tell what is wrong and what to do; raise what this returns to end with the status of wrong usage."""
    complain(f"{error.message}\n{as_written(error.hint)}")
    return typer.Exit(USAGE)


@contextmanager
def interruptible(advice: str) -> Iterator[None]:
    """On Ctrl-C within, say so with this advice, and end with the status for it."""
    try:
        yield
    except KeyboardInterrupt:
        complain(f"Interrupted. {advice}")
        raise typer.Exit(INTERRUPTED) from None


def carry_out(work: Coroutine[Any, Any, T]) -> T:
    """Do it; what keeps it from being done is told, and ends the program with the status for it."""
    try:
        with interruptible(_AGAIN):
            return asyncio.run(work)
    except asyncio.CancelledError:
        complain(f"Interrupted. {_AGAIN}")
        raise typer.Exit(INTERRUPTED) from None
    except BrowserNotFound as error:
        complain(str(error))
        raise typer.Exit(USAGE) from None
    except QueueLost as error:
        complain(f"{error.message}\n{as_written(error.hint)}")
        leave(FAILED)
    except (BadKey, QueueUnreachable, SettingsError) as error:
        raise usage(error) from None


def leave(status: int) -> NoReturn:
    """End the program at once: threads that still wait for a database that was lost would keep it for ever."""
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(status)
