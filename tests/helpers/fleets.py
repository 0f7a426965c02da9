"""Helps tests of fleets: inventories, and runs without a browser."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest
import sqlalchemy as sa

from runbook.brake import Brake
from runbook.fleet import attempts
from runbook.fleet.command import Fleet
from runbook.fleet.order import order_for
from runbook.fleet.settings import FleetSettings
from runbook.fleet.shared import Shared
from runbook.fleet.watch import Standing
from runbook.fleet.worker import Job, Run
from runbook.guide import fresh_result
from runbook.inventory import Inventory, load
from runbook.options import Command, Options
from runbook.results import Problem, RunResult, StepResult, TenantOutcome, TenantResult

AZURE_PASSWORD = "correct horse battery"
OOMA_PASSWORD = "staple of the Ooma account"
ENVIRONMENT = {"AZURE_PASSWORD": AZURE_PASSWORD, "OOMA_PASSWORD": OOMA_PASSWORD}


def inventory_text(count: int, *, partners: int = 1) -> str:
    """An inventory of some tenants that share sign-ins; ``partners`` different ones for Azure."""
    lines = ["[defaults]", 'ooma_url = "https://ooma.example"', 'ooma_sign_in = "reseller"', ""]
    lines += ["[ooma_sign_in.reseller]", 'username = "auto@msp.example"', 'password = "env:OOMA_PASSWORD"', ""]
    for number in range(partners):
        lines += [f"[azure_sign_in.partner{number}]", f'username = "auto{number}@msp.example"']
        lines += ['password = "env:AZURE_PASSWORD"', ""]
    for number in range(count):
        name = f"tenant-{number:03}"
        lines += ["[[tenant]]", f'name = "{name}"', f'azure_tenant = "{name}.onmicrosoft.com"']
        lines += [f'ooma_account = "Customer {number:03}"', f'azure_sign_in = "partner{number % partners}"', ""]
    return "\n".join(lines)


Act = Callable[[Job], Awaitable[TenantResult]]


def applied(job: Job) -> TenantResult:
    """The result of a run to which nothing happened."""
    result = fresh_result(job.tenant.name)
    result.outcome = TenantOutcome.APPLIED
    return result


def failed(job: Job, code: str, step: int | None = 1) -> TenantResult:
    """The result of a run that failed."""
    result = fresh_result(job.tenant.name)
    result.error = Problem(code=code, step=step, message=f"{code} happened", hint="look")
    return result


@dataclass
class Stand:
    """Stands in for browser and portals: counts what is run, and how much at the same time."""

    act: Act | None = None
    seconds: float = 0.01
    begun: list[str] = field(default_factory=list)
    now: set[str] = field(default_factory=set)
    most: int = 0

    async def run(self, job: Job) -> TenantResult:
        """Run one tenant."""
        name = job.tenant.name
        assert name not in self.now
        self.begun.append(name)
        self.now.add(name)
        self.most = max(self.most, len(self.now))
        try:
            if self.act is not None:
                return await self.act(job)
            await asyncio.sleep(self.seconds)
            return applied(job)
        finally:
            self.now.discard(name)

    @asynccontextmanager
    async def open(self, shared: Shared) -> AsyncIterator[Run]:
        """Open what runs tenants."""
        del shared
        yield self.run


class Silent:
    """A reporter that says nothing."""

    def began(self, tenant: str, step: StepResult) -> None:
        """A step began."""

    def ended(self, tenant: str, step: StepResult) -> None:
        """A step has its outcome."""

    def note(self, tenant: str, text: str) -> None:
        """Something worth a line happened."""


class Views:
    """Keeps what it is shown."""

    def __init__(self) -> None:
        self.shown: list[Standing] = []

    def show(self, standing: Standing) -> None:
        """Keep it."""
        self.shown.append(standing)


@dataclass
class Bench:
    """A machine with an inventory, and a queue of its own."""

    folder: Path
    text: str
    stand: Stand = field(default_factory=Stand)
    view: Views = field(default_factory=Views)
    brake: Brake = field(default_factory=Brake)
    environment: Mapping[str, str] = field(default_factory=lambda: ENVIRONMENT)
    reporter: Silent = field(default_factory=Silent)

    def load(self) -> Inventory:
        """The inventory."""
        path = self.folder / "msp.toml"
        path.write_text(self.text, encoding="utf-8")
        return load(path, self.environment)

    @property
    def settings(self) -> FleetSettings:
        """Where the queue is."""
        state = self.folder / "state"
        return FleetSettings(sa.URL.create("sqlite", database=str(state / "queue.sqlite")), state, 100, 10_000)

    async def run(
        self,
        names: Iterable[str] | None = None,
        *,
        jobs: int = 4,
        stop_after: int = Options.stop_after,
        command: Command = Command.APPLY,
    ) -> RunResult:
        """Run a batch."""
        inventory = self.load()
        order = order_for(inventory, names or inventory.names, Options(command=command, stop_after=stop_after))
        fleet = Fleet(self.settings, self.load, self.stand.open, self.reporter)
        return await fleet.run(order, jobs, self.view, self.brake)

    async def run_and_kill(self) -> None:
        """Begin a batch and break it off as by a kill: nothing of the process's own says goodbye to the queue."""
        begun = asyncio.Event()

        async def never(job: Job) -> TenantResult:
            del job
            begun.set()
            await asyncio.Event().wait()
            raise AssertionError

        self.stand.act = never
        running = asyncio.create_task(self.run())
        await begun.wait()
        running.cancel()
        await asyncio.wait({running})
        self.stand = Stand()


def outcomes(result: RunResult) -> dict[str, str]:
    """Outcome and code by tenant."""
    return {
        one.name: one.outcome.value + (f" {one.error.code}" if one.error is not None else "") for one in result.tenants
    }


def rest(monkeypatch: pytest.MonkeyPatch, seconds: float) -> None:
    """Let all pauses be of one length."""
    for code, passing in attempts.PASSING.items():
        shorter = replace(passing, pauses=tuple(seconds for _ in passing.pauses))
        monkeypatch.setitem(attempts.PASSING, code, shorter)
