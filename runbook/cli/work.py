"""Carries work out for the command line, and tells what keeps it from being done."""

import asyncio
from collections.abc import Coroutine
from typing import Any, TypeVar

import typer

from runbook.browser.launch import BrowserNotFound
from runbook.cli.messages import FAILED, INTERRUPTED, RUN_AGAIN, USAGE, complain, interruptible, leave, usage
from runbook.errors import QueueLost, QueueUnreachable, SettingsError
from runbook.evidence.signer import BadKey
from runbook.hints import as_written

T = TypeVar("T")


def carry_out(work: Coroutine[Any, Any, T]) -> T:
    """Do it; what keeps it from being done is told, and ends the program with the status for it.

    Raises:
        typer.Exit: it was not done, or only a part of it.
    """
    try:
        with interruptible(RUN_AGAIN):
            return asyncio.run(work)
    except asyncio.CancelledError:
        complain(f"Interrupted. {RUN_AGAIN}")
        raise typer.Exit(INTERRUPTED) from None
    except BrowserNotFound as error:
        complain(str(error))
        raise typer.Exit(USAGE) from None
    except QueueLost as error:
        complain(f"{error.message}\n{as_written(error.hint)}")
        leave(FAILED)
    except (BadKey, QueueUnreachable, SettingsError) as error:
        raise usage(error) from None
