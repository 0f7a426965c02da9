"""What a person asks of one command. Each default is written here and nowhere else."""

import enum
from dataclasses import dataclass
from pathlib import Path


class Command(enum.StrEnum):
    """How far the engine's loop goes."""

    PLAN = "plan"
    APPLY = "apply"
    VERIFY = "verify"


@dataclass(frozen=True, kw_only=True)
class Options:
    """One command, as the command line has it.

    Attributes:
        command: how far to go.
        inventory: lists the tenants; None for the one tenant of the settings.
        only: names of the inventory's tenants to take; all of them if there is none.
        jobs: how many tenants at a time, on each machine.
        stop_after: how often the same failure may come back before no further tenant is begun.
        timeout: the longest wait for one thing on a portal, in seconds.
        replace: whether an identity provider in Ooma that runbook did not set up may be replaced.
        sign_on: whether `verify` also runs card 5's test.
        runs: folder for the run folders.
        browser: path or channel of the browser; the first one found if None.
        headed: whether the browser's window is shown.
    """

    command: Command
    inventory: Path | None = None
    only: tuple[str, ...] = ()
    jobs: int = 1
    stop_after: int = 3
    timeout: float = 30
    replace: bool = False
    sign_on: bool = False
    runs: Path = Path("runs")
    browser: str | None = None
    headed: bool = False
