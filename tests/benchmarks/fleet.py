"""What many tenants cost: throughput, memory, open browser contexts; and what more workers bring.

    python -m tests.benchmarks.fleet --tenants 1 10 100 500 --jobs 4
    python -m tests.benchmarks.fleet --tenants 1 10 100 500 --jobs 4 --command plan
    python -m tests.benchmarks.fleet --workers 1 2 4 --tenants 24 --jobs 2

The recordings are played by a process of their own. For each number of tenants there is a row: a command on untouched
tenants or, with ``--again``, on those that it has been run on before. Memory is the resident set: of this process,
and of the browser with all its processes and Playwright's driver (so what they share counts more than once). With
``--workers`` the queue is in PostgreSQL, and each worker is a process of its own with its own browser.
"""

import argparse
import asyncio
import json
import os
import sys
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from time import monotonic

import psutil
from playwright.async_api import Browser

from runbook.brake import Brake
from runbook.fleet.command import Fleet
from runbook.fleet.order import order_for
from runbook.fleet.settings import fleet_settings
from runbook.fleet.shared import Shared
from runbook.fleet.watch import Standing
from runbook.fleet.worker import Job, Run
from runbook.inventory import load
from runbook.options import Command, Options
from runbook.results import TenantResult
from runbook.run import crew
from tests.helpers.fleets import Silent, outcomes
from tests.helpers.postgres import binaries, server

ROOT = Path(__file__).parent.parent.parent
MEGABYTE = 1024 * 1024


@asynccontextmanager
async def recordings(count: int, folder: Path, *options: str) -> AsyncIterator[Path]:
    """The stand-ins in a process of their own; yields the inventory of their customers."""
    file = folder / "inventory" / "msp.toml"
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "recordings", "--tenants", str(count), "--child", "--partner", "--inventory", file,
        *options, cwd=ROOT, stdout=asyncio.subprocess.PIPE,
    )  # fmt: skip
    try:
        assert process.stdout is not None
        async for line in process.stdout:
            if line.startswith(b"Playing"):
                break
        yield file
    finally:
        process.terminate()
        await process.wait()


@dataclass
class Measured:
    """What was seen while a batch went on."""

    python: int = 0
    browser: int = 0
    contexts: int = 0
    browser_halfway: int = 0
    python_halfway: int = 0
    left: int = -1

    def look(self, browser: Browser | None, ended: int, total: int) -> None:
        """Measure now."""
        this = psutil.Process()
        python = this.memory_info().rss
        others = 0
        for child in this.children(recursive=True):
            with suppress(psutil.NoSuchProcess):
                if "recordings" not in child.cmdline():
                    others += child.memory_info().rss
        self.python, self.browser = max(self.python, python), max(self.browser, others)
        if ended * 2 <= total:
            self.python_halfway = max(self.python_halfway, python)
            self.browser_halfway = max(self.browser_halfway, others)
        if browser is not None:
            self.left = len(browser.contexts)
            self.contexts = max(self.contexts, self.left)


async def one_machine(command: Command, count: int, jobs: int, *, again: bool) -> None:
    """Print the row of one number of tenants."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        async with recordings(count, folder) as file:
            inventory = load(file, {})
            chosen = Options(command=command, timeout=120, runs=folder / "runs")
            order = order_for(inventory, inventory.names, chosen)
            measured = Measured()
            browsers: list[Browser] = []

            class View:
                def show(self, standing: Standing) -> None:
                    measured.look(browsers[-1] if browsers else None, len(standing.results), count)

            @asynccontextmanager
            async def opens(shared: Shared) -> AsyncIterator[Run]:
                async with crew(chosen, Silent(), shared.used_codes) as runner:
                    browsers.append(await runner.browser())

                    async def run(job: Job) -> TenantResult:
                        own = replace(runner, sign_ins=job.sign_ins, brake=job.brake)
                        return await own.run(job.tenant)

                    yield run
                    measured.look(browsers[-1], count, count)

            settings = fleet_settings({"RUNBOOK_STATE": str(folder / "state"), "RUNBOOK_TENANTS_PER_MINUTE": "1000"})
            fleet = Fleet(settings, lambda: inventory, opens, Silent())
            if again:
                await fleet.run(order, jobs, View(), Brake())
                measured = Measured()
            began = monotonic()
            result = await fleet.run(order, jobs, View(), Brake())
            seconds = monotonic() - began
            row(
                count, ", ".join(sorted(set(outcomes(result).values()))), f"{seconds:.0f}",
                f"{count / seconds * 60:.1f}", megabytes(measured.python_halfway), megabytes(measured.python),
                megabytes(measured.browser_halfway), megabytes(measured.browser), measured.contexts, measured.left,
            )  # fmt: skip


async def many_workers(count: int, workers: int, jobs: int) -> None:
    """Print the row of one number of workers."""
    programs = binaries()
    assert programs is not None, "there is no PostgreSQL; 'python -m tests.helpers.postgres' installs it on Debian"
    with tempfile.TemporaryDirectory() as name, server(programs) as postgres:
        folder = Path(name)
        async with recordings(count, folder, "--latency", "realistic") as file:
            inherited = {key: value for key, value in os.environ.items() if not key.startswith("RUNBOOK_")}
            environment = inherited | {
                "RUNBOOK_DATABASE_URL": postgres.url,
                "RUNBOOK_STATE": str(folder / "state"),
                "RUNBOOK_TENANTS_PER_MINUTE": "1000",
            }

            async def start(*arguments: str) -> asyncio.subprocess.Process:
                return await asyncio.create_subprocess_exec(
                    sys.executable, "-m", "runbook", *arguments, "--tenants", file, "--runs", folder / "runs",
                    cwd=folder, env=environment, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.DEVNULL,
                )  # fmt: skip

            started = [await start("worker") for _ in range(workers)]
            try:
                began = monotonic()
                command = await start("apply", "--json", "--jobs", str(jobs), "--timeout", "120")
                said, _ = await command.communicate()
                seconds = monotonic() - began
            finally:
                for process in started:
                    process.terminate()
                for process in started:
                    await process.wait()
            found = sorted({tenant["outcome"] for tenant in json.loads(said)["tenants"]})
            row(workers, workers * jobs, ", ".join(found), f"{seconds:.0f}", f"{count / seconds * 60:.1f}")


def megabytes(size: int) -> str:
    """For a table."""
    return f"{size / MEGABYTE:.0f}"


def row(*cells: object) -> None:
    """Print a line of the table."""
    sys.stdout.write("| " + " | ".join(str(cell) for cell in cells) + " |\n")
    sys.stdout.flush()


async def main() -> None:
    """Print the table that is asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--tenants", type=int, nargs="+", default=[1, 10, 100])
    parser.add_argument("--jobs", type=int, default=4)
    parser.add_argument("--command", type=Command, default=Command.APPLY, help="apply, plan or verify")
    parser.add_argument("--again", action="store_true", help="measure the second run")
    parser.add_argument("--workers", type=int, nargs="+", default=[])
    chosen = parser.parse_args()
    if chosen.workers:
        row("workers", "tenants at a time", "outcomes", "seconds", "tenants a minute")
        row(*["---"] * 5)
        for workers in chosen.workers:
            await many_workers(chosen.tenants[0], workers, chosen.jobs)
        return
    row(
        "tenants", "outcomes", "seconds", "tenants a minute", "Python MB by half", "Python MB at most",
        "browser MB by half", "browser MB at most", "contexts at most", "contexts left",
    )  # fmt: skip
    row(*["---"] * 10)
    for count in chosen.tenants:
        await one_machine(chosen.command, count, chosen.jobs, again=chosen.again)


if __name__ == "__main__":
    asyncio.run(main())
