"""Fleets of several processes, some of which are killed; the portals are files (`tests.helpers.fleet_process`)."""

import asyncio
import os
import secrets
import signal
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
import sqlalchemy as sa

from tests.helpers.fleet_process import World
from tests.helpers.postgres import Server, binaries, server

ROOT = Path(__file__).parents[2]

pytestmark = pytest.mark.long


@dataclass
class Machines:
    """Processes that share a queue and a world."""

    folder: Path
    count: int = 6
    database: str = ""
    partners: int = 1
    seconds: float = 0.3
    late: int = 0
    pause: float = 0.3
    started: list[asyncio.subprocess.Process] = field(default_factory=list)

    @property
    def world(self) -> World:
        """The portals."""
        return World(self.folder / "world", 0)

    async def start(self, role: str, *, jobs: int = 2) -> asyncio.subprocess.Process:
        """Start one more process."""
        inherited = {name: value for name, value in os.environ.items() if not name.startswith("RUNBOOK_")}
        database = {"RUNBOOK_DATABASE_URL": self.database} if self.database else {}
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "tests.helpers.fleet_process", role, self.folder, "--count", str(self.count),
            "--jobs", str(jobs), "--partners", str(self.partners), "--seconds", str(self.seconds),
            "--late", str(self.late), "--pause", str(self.pause),
            cwd=ROOT, env=inherited | database,
            stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
        )  # fmt: skip
        self.started.append(process)
        return process

    async def until_finished(self, more: int) -> None:
        """Wait until so many more tenants are finished than now."""
        wanted = min(self.count, len(self.world.finished()) + more)
        while len(self.world.finished()) < wanted:  # noqa: ASYNC110 - it is other processes that do it
            await asyncio.sleep(0.02)

    async def until_resting(self, lags: int) -> None:
        """Wait until so many attempts have failed because the metadata lagged."""
        while len(self.world.lags()) < lags:  # noqa: ASYNC110 - it is other processes that do it
            await asyncio.sleep(0.02)

    async def kill(self, process: asyncio.subprocess.Process) -> None:
        """Kill it, if it still runs."""
        if process.returncode is None:
            process.kill()
        await process.communicate()


async def ended(process: asyncio.subprocess.Process) -> dict[str, str]:
    """The outcome of each tenant, once the process has come to its end."""
    said, log = await process.communicate()
    assert process.returncode == 0, log.decode()
    return dict(line.split(" ", 1) for line in said.decode().splitlines())


@asynccontextmanager
async def machines(folder: Path, **options: object) -> AsyncIterator[Machines]:
    made = Machines(folder, **options)  # type: ignore[arg-type]
    try:
        yield made
    finally:
        for process in made.started:
            await made.kill(process)


@pytest.fixture(scope="module")
def postgres() -> Iterator[Server]:
    programs = binaries()
    if programs is None:
        pytest.skip("there is no PostgreSQL; 'python -m tests.helpers.postgres' installs it on Debian")
    with server(programs) as made:
        yield made


@pytest.fixture
def database(postgres: Server) -> str:
    """A database of the test's own."""
    engine = sa.create_engine(
        sa.make_url(postgres.url).set(drivername="postgresql+psycopg"), isolation_level="AUTOCOMMIT"
    )
    name = f"test_{secrets.token_hex(4)}"
    with engine.connect() as connection:
        connection.execute(sa.text(f"CREATE DATABASE {name}"))
    engine.dispose()
    return postgres.url.rpartition("/")[0] + f"/{name}"


async def test_a_command_that_is_killed_is_finished_by_the_same_command(tmp_path: Path) -> None:
    async with machines(tmp_path) as some:
        for _ in range(2):
            process = await some.start("run")
            await some.until_finished(1 + secrets.randbelow(2))
            await some.kill(process)
        assert len(some.world.finished()) < some.count
        outcomes = await ended(await some.start("run"))
        assert set(outcomes.values()) == {"applied", "unchanged"}
        assert len(some.world.finished()) == some.count


async def test_two_commands_at_once_never_run_the_same_tenant_at_the_same_time(tmp_path: Path) -> None:
    async with machines(tmp_path) as some:
        both = [await some.start("run") for _ in range(2)]
        one, other = [await ended(process) for process in both]
        assert set(one.values()) | set(other.values()) == {"applied", "unchanged"}
        for name in one:
            assert sorted((one[name], other[name])) == ["applied", "unchanged"]
        assert len(some.world.finished()) == some.count


async def test_one_of_three_workers_is_killed(tmp_path: Path, database: str) -> None:
    async with machines(tmp_path, count=9, database=database, seconds=1.0) as some:
        workers = [await some.start("work") for _ in range(3)]
        command = await some.start("run")
        await some.until_finished(4)
        await some.kill(secrets.choice(workers))
        outcomes = await ended(command)
        assert set(outcomes.values()) <= {"applied", "unchanged"}
        assert len(some.world.finished()) == some.count


async def test_workers_try_a_refused_sign_in_once_in_all(tmp_path: Path, database: str) -> None:
    async with machines(tmp_path, count=8, database=database, partners=2) as some:
        for _ in range(3):
            await some.start("work")
        outcomes = await ended(await some.start("run"))
        assert some.world.attempts().count("auto1@msp.example") == 1
        assert {end for name, end in outcomes.items() if int(name[-3:]) % 2 == 0} == {"applied"}
        assert sorted(end for name, end in outcomes.items() if int(name[-3:]) % 2) == [
            "failed rejected-credentials",
            *["skipped sign-in-refused"] * 3,
        ]


async def test_a_worker_that_is_sent_away_gives_its_tenants_back(tmp_path: Path, database: str) -> None:
    async with machines(tmp_path, count=6, database=database, seconds=0.6) as some:
        first = await some.start("work")
        command = await some.start("run")
        await some.until_finished(2)
        first.send_signal(signal.SIGTERM)
        await first.communicate()
        assert len(some.world.finished()) < some.count
        await some.start("work")
        outcomes = await ended(command)
        assert set(outcomes.values()) <= {"applied", "unchanged"}
        assert len(some.world.finished()) == some.count


async def test_a_worker_survives_the_loss_of_the_database(tmp_path: Path, postgres: Server, database: str) -> None:
    async with machines(tmp_path, count=6, database=database, seconds=0.6) as some:
        worker = await some.start("work")
        command = await some.start("run")
        await some.until_finished(2)
        postgres.stop()
        _, log = await command.communicate()
        assert command.returncode == 1
        assert "the queue's database was lost" in log.decode()
        postgres.start()
        outcomes = await ended(await some.start("run"))
        assert set(outcomes.values()) <= {"applied", "unchanged"}
        assert worker.returncode is None
        assert len(some.world.finished()) == some.count


async def test_tenants_that_rest_when_every_worker_dies_are_begun_again_by_the_next(
    tmp_path: Path, database: str
) -> None:
    """A pause is nobody's: it ends while no worker is there, and the batch goes on behind it."""
    async with machines(tmp_path, count=3, database=database, late=2, pause=3.0) as some:
        worker = await some.start("work")
        command = await some.start("run")
        await some.until_resting(3)
        await some.kill(worker)
        assert some.world.finished() == set()
        await some.start("work")
        outcomes = await ended(command)
        assert set(outcomes.values()) == {"applied"}
        assert len(some.world.finished()) == some.count
        assert sorted(some.world.lags()) == sorted(list(outcomes) * 2)


async def test_a_command_that_is_killed_while_its_tenants_rest_is_finished_by_the_same_command(tmp_path: Path) -> None:
    async with machines(tmp_path, count=3, late=2, pause=1.0) as some:
        process = await some.start("run")
        await some.until_resting(3)
        await some.kill(process)
        outcomes = await ended(await some.start("run"))
        assert set(outcomes.values()) == {"applied"}
        assert len(some.world.lags()) == 6
