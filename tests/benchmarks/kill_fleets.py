"""Kills fleets at random moments, with real browsers, until everything is finished; then looks at every value.

    python -m tests.benchmarks.kill_fleets --tenants 60 --kills 5              # the command, with its queue in SQLite
    python -m tests.benchmarks.kill_fleets --tenants 60 --kills 5 --workers 3  # one of three workers, with PostgreSQL

It takes minutes to an hour, so it is no part of the suite; `test_fleet_processes` has the same in small, without a
browser. The recordings are played by this process, which so sees every write.
"""

import argparse
import asyncio
import json
import os
import random
import sys
import tempfile
from collections import Counter
from contextlib import ExitStack
from pathlib import Path
from time import monotonic

from recordings import Options, World, Write, serve
from recordings.inventory import write_inventory
from tests.helpers.postgres import binaries, server
from tests.helpers.worlds import assert_everything_is_its_tenants

Process = asyncio.subprocess.Process
chance = random.Random()  # noqa: S311 - moments, not secrets


class Killer:
    """Starts processes of a fleet, and kills one when the time has come."""

    def __init__(self, world: World, folder: Path, jobs: int, database: str) -> None:
        self._world = world
        self._folder = folder
        self._jobs = jobs
        inherited = {key: value for key, value in os.environ.items() if not key.startswith("RUNBOOK_")}
        kept = {"RUNBOOK_BROWSER": os.environ["RUNBOOK_BROWSER"]} if "RUNBOOK_BROWSER" in os.environ else {}
        self._environment = inherited | kept | {"RUNBOOK_STATE": str(folder / "state")}
        if database:
            self._environment["RUNBOOK_DATABASE_URL"] = database
        self._written = asyncio.Event()
        world.after_write = self._note

    async def _note(self, write: Write) -> None:
        del write
        self._written.set()

    async def start(self, *arguments: str) -> Process:
        """Start a command over the inventory."""
        return await asyncio.create_subprocess_exec(
            sys.executable, "-m", "runbook", *arguments, "--tenants", self._folder / "msp.toml",
            cwd=self._folder, env=self._environment, stdout=asyncio.subprocess.PIPE,
            stderr=(self._folder / "log").open("ab"),
        )  # fmt: skip

    async def command(self) -> Process:
        """Start the command that is repeated."""
        return await self.start("apply", "--json", "--jobs", str(self._jobs), "--timeout", "120")

    async def when_the_time_has_come(self, running: Process) -> None:
        """Wait for some more writes and a moment, unless the process ends before."""
        ended = asyncio.create_task(running.wait())
        moment = asyncio.create_task(self._moment())
        await asyncio.wait({ended, moment}, return_when=asyncio.FIRST_COMPLETED)
        moment.cancel()

    async def _moment(self) -> None:
        wanted = len(self._world.writes) + chance.randint(1, max(2, len(self._world.customers) // 2))
        while len(self._world.writes) < wanted:
            self._written.clear()
            await self._written.wait()
        await asyncio.sleep(chance.uniform(0, 3))


async def told(process: Process) -> Counter[str]:
    """The outcomes that the command printed."""
    said, _ = await process.communicate()
    return Counter(tenant["outcome"] for tenant in json.loads(said)["tenants"])


async def kill_command(killer: Killer, kills: int) -> Counter[str]:
    """Kill the command again and again, then let it end."""
    for number in range(kills):
        process = await killer.command()
        await killer.when_the_time_has_come(process)
        if process.returncode is not None:
            say(f"it was finished before kill {number + 1}")
            return await told(process)
        process.kill()
        await process.communicate()
        say(f"killed the command ({number + 1} of {kills})")
    return await told(await killer.command())


async def kill_workers(killer: Killer, kills: int, workers: int) -> Counter[str]:
    """Kill one of the workers again and again, while the command waits."""
    started = [await killer.start("worker") for _ in range(workers)]
    try:
        command = await killer.command()
        answer = asyncio.create_task(told(command))
        for number in range(kills):
            await killer.when_the_time_has_come(command)
            if command.returncode is not None:
                break
            victim = chance.choice(started)
            started.remove(victim)
            victim.kill()
            await victim.wait()
            say(f"killed a worker ({number + 1} of {kills})")
            started.append(await killer.start("worker"))
        await answer
        return await told(await killer.command())
    finally:
        for process in started:
            process.kill()
            await process.wait()


async def main() -> None:
    """Kill, finish, look."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--tenants", type=int, default=60)
    parser.add_argument("--kills", type=int, default=5)
    parser.add_argument("--jobs", type=int, default=4)
    parser.add_argument("--workers", type=int, default=0, help="kill one of so many workers, with PostgreSQL")
    chosen = parser.parse_args()
    world = World.make(Options(tenants=chosen.tenants, partner=True, child=True))
    began = monotonic()
    with tempfile.TemporaryDirectory() as name, ExitStack() as stack:
        folder = Path(name)
        database = ""
        if chosen.workers:
            programs = binaries()
            assert programs is not None, "install PostgreSQL; on Debian: python -m tests.helpers.postgres"
            database = stack.enter_context(server(programs)).url
        async with serve(world):
            write_inventory(folder / "msp.toml", world)
            killer = Killer(world, folder, chosen.jobs, database)
            if chosen.workers:
                outcomes = await kill_workers(killer, chosen.kills, chosen.workers)
            else:
                outcomes = await kill_command(killer, chosen.kills)
            assert_everything_is_its_tenants(world)
        runs = len([path for path in (folder / "runs").iterdir() if (path / "journal.jsonl").is_file()])
    say(f"in {monotonic() - began:.0f} s and {runs} runs all {chosen.tenants} tenants were finished")
    say(f"the last command said: {dict(outcomes)}; {len(world.writes)} writes, each of them its tenant's own")
    assert set(outcomes) <= {"applied", "unchanged"}


def say(words: str) -> None:
    """Print a line."""
    sys.stdout.write(words + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    asyncio.run(main())
