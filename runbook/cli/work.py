"""Carries work out for the command line, and tells what keeps it from being done."""

import asyncio
from collections.abc import Coroutine
from contextlib import suppress
from typing import Any, TypeVar

import typer

from runbook.browser.launch import BrowserNotFound
from runbook.cli.messages import FAILED, INTERRUPTED, RUN_AGAIN, complain, interruptible, leave, usage
from runbook.errors import NoRoom, QueueLost, QueueUnreachable, RunbookError, SettingsError
from runbook.evidence.signer import BadKey

T = TypeVar("T")


def carry_out(work: Coroutine[Any, Any, T], json_of: str = "") -> T:
    """Do it; what keeps it from being done is told, and ends the program with the status for it.

    Args:
        work: what is to be done.
        json_of: the command of which there is to be a JSON document on stdout in any case; empty for none.

    Raises:
        typer.Exit: it was not done, or only a part of it.
    """
    try:
        with interruptible(RUN_AGAIN):
            return asyncio.run(work)
    except asyncio.CancelledError:
        complain(f"Interrupted. {RUN_AGAIN}")
        raise typer.Exit(INTERRUPTED) from None
    except QueueLost as error:
        with suppress(typer.Exit):  # a stdout that can't be written to was told
            usage(error, json_of)
        leave(FAILED)
    except (BadKey, BrowserNotFound, NoRoom, QueueUnreachable, SettingsError) as error:
        raise usage(error, json_of) from None
    except OSError as error:
        told = RunbookError(f"The program can't go on: {error}")
        raise usage(told, json_of, status=FAILED) from None
