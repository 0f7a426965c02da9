"""A process of a fleet whose portals are files, to be killed by tests.

``python -m tests.helpers.fleet_process --help`` tells how to start it.

The world is a folder. A tenant has some values to be set; each is a file that is made once and holds the tenant's
name. A run looks first, then sets what is missing, as the real one does, and may be killed anywhere. What must not
happen is put down in ``wrong``.
"""

import argparse
import asyncio
import os
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import cast

from filelock import FileLock, Timeout
from playwright.async_api import BrowserContext

from pages.errors import Rejected
from runbook.brake import Brake
from runbook.certificates.entra import MetadataLag
from runbook.cli.interrupts import interrupts
from runbook.cli.messages import INTERRUPTED, leave
from runbook.cli.work import carry_out
from runbook.errors import SignInRefused
from runbook.fleet import attempts, command
from runbook.fleet.command import Fleet
from runbook.fleet.order import order_for
from runbook.fleet.settings import fleet_settings
from runbook.fleet.shared import Shared
from runbook.fleet.worker import Job, Run, not_begun
from runbook.guide import fresh_result
from runbook.inventory import Inventory, load
from runbook.options import Command, Options
from runbook.results import TenantOutcome, TenantResult
from runbook.sign_ins.accounts import azure_account
from tests.helpers.contexts import Context
from tests.helpers.fleets import ENVIRONMENT, Silent, Views, failed, inventory_text, outcomes

VALUES = 3
# Seconds between looks at who is alive, and until a lost queue is tried again: less than in life, where a tenant takes
# longer, too.
SOON = 0.5


class World:
    """The portals."""

    def __init__(self, folder: Path, seconds: float, late: int = 0) -> None:
        self.folder = folder
        self._seconds = seconds
        self._late = late
        folder.mkdir(exist_ok=True)

    async def run(self, job: Job) -> TenantResult:
        """Sign in, and set what is missing."""
        name = job.tenant.name
        result = fresh_result(name)
        with self._alone(name):
            try:
                await self._sign_in(job)
            except SignInRefused as error:
                return not_begun(name, error)
            except Rejected as error:
                return failed(job, error.code)
            if self.lags(name).count(name) < self._late:
                self._put_down("lags", name)
                return failed(job, MetadataLag.code, 8)
            result.outcome = TenantOutcome.UNCHANGED
            for number in range(VALUES):
                await asyncio.sleep(self._seconds / VALUES)
                value = self.folder / f"{name}.{number}"
                if value.exists():
                    continue
                with value.open("x", encoding="utf-8") as file:
                    file.write(name)
                result.outcome = TenantOutcome.APPLIED
        return result

    async def _sign_in(self, job: Job) -> None:
        account = azure_account(job.tenant)
        seat = job.sign_ins.seat(account)
        if seat.session is not None:
            return
        async with seat.turn(cast("BrowserContext", Context(None))) as ours:
            if not ours:
                return
            with self._alone(f"sign-in of {account.name}"):
                self._put_down("attempts", account.name)
                await asyncio.sleep(self._seconds)
                if account.name.startswith("auto1@"):
                    raise Rejected("the password is wrong")

    @contextmanager
    def _alone(self, what: str) -> Iterator[None]:
        try:
            with FileLock(self.folder / f"{what}.lock", timeout=0):
                yield
        except Timeout:
            self._put_down("wrong", f"{what}: twice at the same time")

    def _put_down(self, file: str, line: str) -> None:
        with (self.folder / file).open("a", encoding="utf-8") as lines:
            lines.write(line + "\n")

    def attempts(self) -> list[str]:
        """Who signed in, in order."""
        return (self.folder / "attempts").read_text(encoding="utf-8").splitlines()

    def lags(self, name: str = "") -> list[str]:
        """The tenants whose metadata lagged, in order; of one of them only, if it is named."""
        path = self.folder / "lags"
        lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
        return [line for line in lines if name in ("", line)]

    def finished(self) -> set[str]:
        """The tenants with all their values, all of them their own."""
        assert not (self.folder / "wrong").exists(), (self.folder / "wrong").read_text(encoding="utf-8")
        found: dict[str, int] = {}
        for path in self.folder.glob("*.[0-9]"):
            assert path.read_text(encoding="utf-8") in (path.stem, "")
            found[path.stem] = found.get(path.stem, 0) + 1
        return {name for name, count in found.items() if count == VALUES}

    @asynccontextmanager
    async def open(self, shared: Shared) -> AsyncIterator[Run]:
        """Open what runs tenants."""
        del shared
        yield self.run


async def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("role", choices=("run", "work"))
    parser.add_argument("folder", type=Path)
    parser.add_argument("--count", type=int, default=6)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--seconds", type=float, default=0.3)
    parser.add_argument("--partners", type=int, default=1, help="the second one has a wrong password")
    parser.add_argument("--late", type=int, default=0, help="attempts at each tenant for which the metadata lags")
    parser.add_argument("--pause", type=float, default=0.3, help="seconds before another attempt")
    chosen = parser.parse_args()
    path = chosen.folder / "msp.toml"
    if not path.exists():  # else other processes may be reading it
        path.write_text(inventory_text(chosen.count, partners=chosen.partners), encoding="utf-8")

    def read() -> Inventory:
        return load(path, ENVIRONMENT)

    settings = fleet_settings(
        {**os.environ, "RUNBOOK_STATE": str(chosen.folder / "state"), "RUNBOOK_TENANTS_PER_MINUTE": "10000"}
    )
    brake = Brake()
    command.TIDY = command.AGAIN = SOON
    for code, passing in attempts.PASSING.items():
        attempts.PASSING[code] = replace(passing, pauses=tuple(chosen.pause for _ in passing.pauses))
    world = World(chosen.folder / "world", chosen.seconds, chosen.late)
    fleet = Fleet(settings, read, world.open, Silent())
    with interrupts(brake, lambda _: None):
        if chosen.role == "work":
            await fleet.work(brake)
            leave(INTERRUPTED)
        order = order_for(read(), read().names, Options(command=Command.APPLY))
        result = await fleet.run(order, chosen.jobs, Views(), brake)
    for name, outcome in outcomes(result).items():
        sys.stdout.write(f"{name} {outcome}\n")


if __name__ == "__main__":
    carry_out(main())
