"""How the command line tells what is wrong, on stderr."""

import asyncio
import os
import sys
from collections.abc import Coroutine, Iterator
from contextlib import contextmanager
from typing import Any, NoReturn, TypeVar

import typer
from rich.console import Console
from rich.text import Text

from runbook.browser import BrowserNotFound
from runbook.errors import QueueLost, QueueUnreachable, RunbookError, SettingsError
from runbook.signer import BadKey

T = TypeVar("T")

FAILED = 1
USAGE = 2
INTERRUPTED = 130

_AGAIN = "Run the same command again: what is already configured is found and left alone."


def printable(words: str) -> str:
    """A line without what a terminal would obey; names in files and on portals may be hostile."""
    return "".join(
        sign if sign.isprintable() else sign.encode("unicode_escape", "backslashreplace").decode() for sign in words
    )


def complain(text: str, style: str = "red") -> None:
    """Print a complaint of one or several lines."""
    lines = "\n".join(printable(line) for line in text.splitlines())
    Console(stderr=True).print(Text(lines, style=style), soft_wrap=True)


def usage(error: RunbookError) -> typer.Exit:
    """Tell what is wrong and what to do; raise what this returns to end with the status of wrong usage."""
    complain(f"{error.message}\n{error.hint}")
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
        complain(f"{error.message}\n{error.hint}")
        leave(FAILED)
    except (BadKey, QueueUnreachable, SettingsError) as error:
        raise usage(error) from None


def leave(status: int) -> NoReturn:
    """End the program at once: threads that still wait for a database that was lost would keep it for ever."""
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(status)
