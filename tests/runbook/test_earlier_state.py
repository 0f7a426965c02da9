"""What an earlier or later version left in the state folder is read, or set aside with a sentence."""

import json
import re
import secrets
import shutil
import sqlite3
import stat
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
import sqlalchemy as sa
from hypothesis import given
from hypothesis import strategies as st

from runbook.errors import QueueUnreachable
from runbook.fleet import shared
from runbook.fleet.queue_file import make_usable
from runbook.fleet.shared import OneMachine
from tests.helpers.fleets import ENVIRONMENT, Bench, Silent, inventory_text, outcomes
from tests.helpers.postgres import binaries, server
from tests.helpers.program import Start
from tests.helpers.properties import examples

APPLIED = {"tenant-000": "applied", "tenant-001": "applied"}


@dataclass
class Notes(Silent):
    """A reporter that keeps what concerns no tenant."""

    said: list[str] = field(default_factory=list)

    def note(self, tenant: str, text: str) -> None:
        if not tenant:
            self.said.append(text)


@pytest.fixture
def notes() -> Notes:
    return Notes()


@pytest.fixture
def bench(tmp_path: Path, notes: Notes) -> Bench:
    state = tmp_path / "state"
    state.mkdir(mode=0o700)
    (state / "queue.sqlite").touch(mode=0o600)
    return Bench(tmp_path, inventory_text(2), reporter=notes)


@pytest.fixture
def queue(bench: Bench) -> Path:
    return bench.settings.state / "queue.sqlite"


def aside(queue: Path) -> list[str]:
    return sorted(path.name for path in queue.parent.glob("*set-aside*"))


@contextmanager
def rows(queue: Path) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(queue)) as connection, connection:
        yield connection


def content(path: Path) -> bytes:
    """Of a file; a folder has none."""
    return path.read_bytes() if path.is_file() else b""


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def cut(queue: Path) -> None:
    whole = queue.read_bytes()
    queue.write_bytes(whole[: len(whole) // 2])


def scratch(queue: Path) -> None:
    whole = bytearray(queue.read_bytes())
    whole[3 * 4096 : 9 * 4096] = b"\xff" * 6 * 4096
    queue.write_bytes(bytes(whole))


def of_a_later_version(queue: Path) -> None:
    with rows(queue) as connection:
        connection.execute("UPDATE dbos_migrations SET version = 9999")
        connection.execute("ALTER TABLE workflow_status RENAME COLUMN attributes TO facets")


def of_another_program(queue: Path) -> None:
    queue.unlink()
    with rows(queue) as connection:
        connection.execute("CREATE TABLE workflow_status (x)")


def no_database(queue: Path) -> None:
    queue.write_text("This is a letter. " * 500)


def no_file(queue: Path) -> None:
    queue.unlink()
    queue.mkdir()
    queue.with_name("queue.sqlite-wal").write_text("what was beside it")


@pytest.mark.parametrize(
    ("spoil", "why"),
    [
        (cut, "is damaged"),
        pytest.param(scratch, "is damaged", marks=pytest.mark.everything),
        (of_a_later_version, "is a later version's"),
        pytest.param(of_another_program, "is another program's", marks=pytest.mark.everything),
        pytest.param(no_database, "is no database", marks=pytest.mark.everything),
        (no_file, "is no file"),
    ],
)
async def test_a_queue_that_cannot_be_used_is_set_aside_with_one_sentence(
    bench: Bench, queue: Path, notes: Notes, spoil: Callable[[Path], None], why: str
) -> None:
    assert outcomes(await bench.run()) == APPLIED
    assert notes.said == []
    spoil(queue)
    before = content(queue)
    assert outcomes(await bench.run()) == APPLIED
    (said,) = notes.said
    (new, *beside) = aside(queue)
    assert re.fullmatch(r"queue-set-aside-\d{8}T\d{6}Z\.sqlite", new)
    assert said == f"the queue {queue} {why}: its file was renamed to {new}, and a new queue begun"
    assert beside == ([f"{new}-wal"] if spoil is no_file else [])
    assert content(queue.parent / new) == before
    assert mode(queue) == 0o600
    assert outcomes(await bench.run()) == APPLIED
    assert len(notes.said) == 1


@examples(200)
@given(st.data())
def test_however_a_queue_is_damaged_it_is_used_or_set_aside(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    queue = tmp_path_factory.getbasetemp() / "damaged" / "queue.sqlite"
    shutil.rmtree(queue.parent, ignore_errors=True)
    queue.parent.mkdir()
    with rows(queue) as connection:
        connection.execute("CREATE TABLE dbos_migrations (version INTEGER NOT NULL PRIMARY KEY)")
        connection.execute("CREATE TABLE workflow_status (workflow_uuid TEXT PRIMARY KEY, output TEXT)")
        connection.execute("INSERT INTO dbos_migrations VALUES (1)")
        connection.executemany("INSERT INTO workflow_status VALUES (?, ?)", [(f"b/{n}", "x" * n) for n in range(99)])
    whole = bytearray(queue.read_bytes())
    for _ in range(data.draw(st.integers(1, 20))):
        # Most of a page is empty; its beginning says what is in it.
        place = data.draw(st.integers(0, len(whole) // 512 - 1)) * 512 + data.draw(st.integers(0, 120))
        whole[place] = data.draw(st.integers(0, 255))
    queue.write_bytes(whole)
    said: list[str] = []
    make_usable(queue, 1, in_use=lambda: False, say=said.append)
    assert len(said) == len(aside(queue)) <= 1
    make_usable(queue, 1, in_use=lambda: False, say=said.append)
    assert len(said) <= 1


@pytest.mark.parametrize("version", ["text", b"\xff", 9999, 1.5])
def test_a_queue_whose_version_is_no_number_of_ours_is_set_aside(tmp_path: Path, version: object) -> None:
    queue = tmp_path / "queue.sqlite"
    with rows(queue) as connection:
        connection.execute("CREATE TABLE dbos_migrations (version)")
        connection.execute("CREATE TABLE workflow_status (x)")
        connection.execute("INSERT INTO dbos_migrations VALUES (?)", (version,))
    said: list[str] = []
    make_usable(queue, 1, in_use=lambda: False, say=said.append)
    assert len(said) == len(aside(queue)) == 1


async def test_what_else_is_in_the_folder_of_locks_is_no_lock(bench: Bench, queue: Path, notes: Notes) -> None:
    no_database(queue)
    locks = bench.settings.state / "locks"
    (locks / "sub").mkdir(parents=True)
    (locks / "desktop.ini").write_text("a system's own")
    assert outcomes(await bench.run()) == APPLIED
    assert len(notes.said) == 1


async def test_an_empty_file_is_an_empty_queue(bench: Bench, queue: Path, notes: Notes) -> None:
    assert content(queue) == b""
    assert outcomes(await bench.run()) == APPLIED
    assert (notes.said, aside(queue)) == ([], [])


async def test_a_queue_with_which_another_process_works_is_left_alone(bench: Bench, queue: Path, notes: Notes) -> None:
    no_database(queue)
    other = OneMachine(bench.settings.state)
    await other.take("executor of another process")
    with pytest.raises(QueueUnreachable, match="is no database, and another process works with it"):
        await bench.run()
    assert (notes.said, aside(queue), bench.stand.begun) == ([], [], [])
    await other.close()
    assert outcomes(await bench.run()) == APPLIED
    assert len(notes.said) == 1


async def test_a_process_that_was_stopped_while_it_opened_the_queue_holds_up_nobody_for_ever(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shared, "PATIENCE", 0.1)
    with (
        OneMachine(bench.settings.state).alone("opening the queue"),
        pytest.raises(QueueUnreachable, match="busy with opening the queue"),
    ):
        await bench.run()
    assert bench.stand.begun == []


async def test_a_locked_queue_is_not_set_aside(bench: Bench, queue: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """By a program that takes no part in the fleet, such as a person's own look at it."""
    connect = sqlite3.connect
    monkeypatch.setattr(sqlite3, "connect", lambda file: connect(file, timeout=0))
    await bench.run()
    with closing(connect(queue, isolation_level=None)) as person:
        person.execute("BEGIN EXCLUSIVE")
        with pytest.raises(QueueUnreachable, match="database is locked"):
            await bench.run()
    assert aside(queue) == []


async def test_what_the_version_before_left_in_the_queue_is_ended_or_forgotten(
    bench: Bench, queue: Path, notes: Notes
) -> None:
    """A finished batch and a killed one, whose orders were of another shape."""
    await bench.run()
    await bench.run_and_kill()
    with rows(queue) as connection:
        batches = connection.execute(
            "SELECT workflow_uuid, workflow_input.inputs FROM workflow_status JOIN workflow_input USING (workflow_uuid)"
            " WHERE name = 'batch'"
        ).fetchall()
        assert len(batches) == 2
        for name, inputs in batches:
            given = json.loads(inputs)
            (order,) = given["positionalArgs"]
            given["positionalArgs"] = [{**order.pop("task"), **order}]
            changed = (json.dumps(given), name)
            connection.execute("UPDATE workflow_input SET inputs = ? WHERE workflow_uuid = ?", changed)
        connection.execute("UPDATE workflow_status SET application_version = '0.0.9-' || executor_id")
    assert outcomes(await bench.run()) == APPLIED
    assert (notes.said, aside(queue)) == ([], [])
    with rows(queue) as connection:
        left = "SELECT status FROM workflow_status WHERE application_version LIKE '0.0.9-%'"
        states = connection.execute(left).fetchall()
        assert {state for (state,) in states} == {"SUCCESS", "CANCELLED"}


def test_the_command_line_tells_that_a_queue_was_set_aside(start: Start, here: Path, tmp_path: Path) -> None:
    (here / "msp.toml").write_text(inventory_text(2), encoding="utf-8")
    state = tmp_path / "state"
    state.mkdir()
    (state / "queue.sqlite").write_text("no database" * 500)
    answer = start("plan", "--tenants", "msp.toml", **ENVIRONMENT)
    assert "is no database: its file was renamed to queue-set-aside-" in answer.stderr
    assert "Traceback" not in answer.stderr
    assert answer.returncode == 2  # for the browser of these tests is none


def test_postgresql_in_which_no_tables_can_be_made_ends_with_2_and_says_so(start: Start, here: Path) -> None:
    programs = binaries()
    if programs is None:
        pytest.skip("there is no PostgreSQL; 'python -m tests.helpers.postgres' installs it on Debian")
    (here / "msp.toml").write_text(inventory_text(2), encoding="utf-8")
    word = secrets.token_hex(8)
    with server(programs) as made:
        engine = sa.create_engine(
            sa.make_url(made.url).set(drivername="postgresql+psycopg"), isolation_level="AUTOCOMMIT"
        )
        with engine.connect() as connection:
            connection.execute(sa.text(f"CREATE USER guest PASSWORD '{word}'"))
        engine.dispose()
        address = f"postgresql://guest:{word}@127.0.0.1:{made.port}/postgres"
        answer = start("apply", "--tenants", "msp.toml", **ENVIRONMENT, RUNBOOK_DATABASE_URL=address)
    assert answer.returncode == 2
    assert "the queue's database can't be used: permission denied" in answer.stderr
    assert "Check RUNBOOK_DATABASE_URL" in answer.stderr
    assert "Traceback" not in answer.stderr
    assert word not in answer.stderr


# The demo's memory.


@pytest.mark.parametrize(
    "left",
    [
        pytest.param('{"options": {"tenants": 2}}', id="other options"),
        pytest.param('{"worlds": []}', id="other keys", marks=pytest.mark.everything),
        pytest.param("[]", id="a list", marks=pytest.mark.everything),
        pytest.param('{"options": ', id="cut", marks=pytest.mark.everything),
        pytest.param("\xff", id="no text"),
    ],
)
def test_a_demo_begins_from_nothing_where_it_cannot_read_what_it_remembers_and_says_so(
    start: Start, tmp_path: Path, left: str
) -> None:
    state = tmp_path / "state"
    state.mkdir()
    (state / "demo-2.json").write_text(left, encoding="latin-1")
    answer = start("demo", "--tenants", "2")
    (new,) = state.glob("demo-2-set-aside-*.json")
    assert new.read_text(encoding="latin-1") == left
    assert f"can't be used: its file was renamed to {new}, and the demo begins from nothing." in answer.stderr
    assert "They remember" not in answer.stderr
    assert "Traceback" not in answer.stderr
    assert json.loads((state / "demo-2.json").read_text("utf-8"))["options"]["tenants"] == 2
    again = start("demo", "--tenants", "2")
    assert "They remember what the last demo of as many tenants configured" in again.stderr
    assert "set-aside" not in again.stderr


def test_nothing_is_said_where_there_is_nothing_to_remember(start: Start, tmp_path: Path) -> None:
    answer = start("demo", "--tenants", "2")
    assert "can't be read" not in answer.stderr
    assert [path.name for path in (tmp_path / "state").glob("demo-*")] == ["demo-2.json"]
