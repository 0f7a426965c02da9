"""What a person asks of one command. Each default is written here and nowhere else."""

import enum
from dataclasses import dataclass, fields, replace
from pathlib import Path


class Command(enum.StrEnum):
    """How far the engine's loop goes."""

    PLAN = "plan"
    APPLY = "apply"
    VERIFY = "verify"


@dataclass(frozen=True, kw_only=True)
class Task:
    """What is to be done, on whichever machine.

    Attributes:
        command: how far to go.
        stop_after: how often the same failure may come back before no further tenant is begun.
        timeout: the longest wait for one thing on a portal, in seconds.
        metadata_wait: the longest wait for Microsoft to publish a signing certificate, in seconds. How long it takes is
            stated nowhere: this is a guess.
        replace: whether an identity provider in Ooma that runbook did not set up may be replaced.
        sign_on: whether `verify` also runs card 5's test.
    """

    command: Command
    stop_after: int = 3
    timeout: float = 30
    metadata_wait: float = 300
    replace: bool = False
    sign_on: bool = False


@dataclass(frozen=True, kw_only=True)
class Options(Task):
    """One command, as the command line has it: a task, and what holds on this machine only.

    Attributes:
        inventory: lists the tenants; None for the one tenant of the settings.
        only: names of the inventory's tenants to take; all of them if there is none.
        jobs: how many tenants at a time, on each machine.
        runs: folder for the run folders.
        browser: path or channel of the browser; the first one found if None.
        headed: whether the browser's window is shown.
    """

    inventory: Path | None = None
    only: tuple[str, ...] = ()
    jobs: int = 1
    runs: Path = Path("runs")
    browser: str | None = None
    headed: bool = False

    @property
    def task(self) -> Task:
        """What of it another machine may be told."""
        return Task(**{field.name: getattr(self, field.name) for field in fields(Task)})

    def doing(self, task: Task) -> "Options":
        """Another task on this machine."""
        return replace(self, **{field.name: getattr(task, field.name) for field in fields(Task)})
