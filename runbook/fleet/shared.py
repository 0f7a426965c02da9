"""What the processes of a fleet have in common beside the queue: locks, and which one-time codes were used.

A lock is held by a process, not for a time: it ends with the process, however that ends. So it tells who is alive,
which the queue doesn't know. On one machine a lock is one of the system's file locks; where the queue is in
PostgreSQL it is an advisory lock of one connection.
"""

import asyncio
import hashlib
import os
import re
import tempfile
from collections.abc import Awaitable, Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from time import monotonic
from typing import Protocol, TypeVar

import sqlalchemy as sa
from filelock import FileLock, Timeout
from sqlalchemy.exc import SQLAlchemyError

from runbook.errors import QueueLost, QueueUnreachable
from runbook.files import private_folder, why
from runbook.fleet.queue_file import ROOM
from runbook.sign_ins.codes import CODES, FolderOfCodes, UsedCodes

T = TypeVar("T")

# Seconds after which a process that does what takes a moment must have been stopped.
PATIENCE = 10.0
# Seconds between looks whether the folder of one machine can still be written to, and what is written there, in bytes:
# more than the queue needs for the end of a tenant.
PROBE = 5.0
_PROBED = 1 << 16
# The server ends a session whose machine is gone after half a minute, and with it the locks.
# What `_path` makes; other files may be the system's or a person's.
_LOCK = re.compile(r"[0-9a-f]{32}")
_SIGNS_OF_LIFE = "-c tcp_keepalives_idle=15 -c tcp_keepalives_interval=5 -c tcp_keepalives_count=3"


class Shared(Protocol):
    """Locks between processes, by name, and the one-time codes that were used.

    Attributes:
        used_codes: for the one-time codes of all processes.
        grace: seconds after which a process that holds its lock no more is dead: it may have lost the lock without
            knowing it yet, and `check` tells it.
    """

    used_codes: UsedCodes
    grace: float

    async def take(self, name: str, *, together: bool = False) -> bool:
        """Try to hold a lock.

        Args:
            name: of the lock.
            together: whether others may hold it in the same way at the same time.

        Returns:
            Whether this process holds it now.

        Raises:
            QueueUnreachable: it can't be taken for another reason.
        """

    async def give_back(self, name: str) -> None:
        """Hold it no longer."""

    async def holders(self, name: str) -> int:
        """How many processes hold a lock."""

    async def check(self) -> None:
        """Raise `QueueUnreachable` if what this process holds is lost."""

    async def close(self) -> None:
        """Give back everything."""


class OneMachine:
    """Shared by the processes of one machine, in a private folder."""

    grace = 0.0

    def __init__(self, folder: Path) -> None:
        self._place = folder
        self._folder = private_folder(folder / "locks")
        self._held: dict[str, FileLock] = {}
        self._probed: float | None = None
        self.used_codes: UsedCodes = FolderOfCodes(folder / CODES)

    async def take(self, name: str, *, together: bool = False) -> bool:
        """Try to hold a lock; nobody works together here, but the name may be asked for in that way."""
        del together
        if name in self._held:
            return False
        lock = FileLock(self._path(name), timeout=0, mode=0o600)
        try:
            lock.acquire()
        except Timeout:
            return False
        except OSError as error:
            raise QueueUnreachable(
                f"a lock can't be taken in {self._folder}: {why(error)}",
                hint=ROOM,
            ) from None
        self._held[name] = lock
        return True

    async def give_back(self, name: str) -> None:
        """Hold it no longer."""
        self._held.pop(name).release()

    async def holders(self, name: str) -> int:
        """One or none."""
        path = self._path(name)
        return int(name in self._held or (path.exists() and self._is_held(path)))

    async def check(self) -> None:
        """Raise `QueueUnreachable` if the folder can't be written to any more; file locks themselves are not lost.

        While tenants are only waited for, nothing else of this process writes there: the queue retries the
        end of a pause forever, and says nothing.
        """
        if self._probed is None or monotonic() - self._probed >= PROBE:
            await asyncio.to_thread(self._probe)
            self._probed = monotonic()

    def _probe(self) -> None:
        try:
            with tempfile.TemporaryFile(dir=self._place) as file:
                # No zeros: some file systems store them in no space at all.
                file.write(os.urandom(_PROBED))
                file.flush()
                os.fsync(file.fileno())
        except OSError as error:
            said = f"the folder {self._place} can't be written to: {why(error)}"
            raise QueueUnreachable(said, hint=ROOM) from None

    @contextmanager
    def alone(self, name: str) -> Iterator[None]:
        """Do something that takes a moment, and that one process does at a time.

        Raises:
            QueueUnreachable: another process has been doing it for long.
        """
        try:
            lock = FileLock(self._path(name), timeout=PATIENCE, mode=0o600)
            lock.acquire()
        except Timeout:
            raise QueueUnreachable(
                f"another process of this machine has been busy with {name} for {PATIENCE} s"
            ) from None
        self._held[name] = lock
        try:
            yield
        finally:
            self._held.pop(name).release()

    def has_company(self) -> bool:
        """Whether another process holds any lock."""
        own = {self._path(name) for name in self._held}
        locks = (path for path in self._folder.iterdir() if _LOCK.fullmatch(path.name) and path.is_file())
        return any(self._is_held(path) for path in locks if path not in own)

    async def close(self) -> None:
        """Give back everything; what is held until then is this process's own, and nobody takes it again."""
        for name in list(self._held):
            await self.give_back(name)
            self._path(name).unlink(missing_ok=True)

    def _is_held(self, path: Path) -> bool:
        try:
            with FileLock(path, timeout=0, mode=0o600):
                return False
        except Timeout:
            return True

    def _path(self, name: str) -> Path:
        return self._folder / hashlib.sha256(name.encode()).hexdigest()[:32]


class InDatabase:
    """Shared by all processes that use one PostgreSQL database."""

    grace = 10.0

    def __init__(self, url: sa.URL) -> None:
        self._engine = sa.create_engine(
            url,
            isolation_level="AUTOCOMMIT",
            pool_size=1,
            max_overflow=0,
            connect_args={"application_name": "runbook", "options": _SIGNS_OF_LIFE, "connect_timeout": 10},
        )
        self._connection: sa.Connection | None = None
        # One thread: the connection serves one at a time, and what was begun is ended, also if nobody waits for it.
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="shared")
        self._held: dict[str, bool] = {}
        self.used_codes: UsedCodes = _TableOfCodes(self.run)

    async def take(self, name: str, *, together: bool = False) -> bool:
        """Try to hold a lock."""
        kind = "_shared" if together else ""

        def work(connection: sa.Connection) -> bool:
            if name in self._held:
                return False
            taken = sa.text(f"SELECT pg_try_advisory_lock{kind}(:key)")
            if not connection.execute(taken, {"key": _number(name)}).scalar():
                return False
            self._held[name] = together
            return True

        return await self.run(work)

    async def give_back(self, name: str) -> None:
        """Hold it no longer."""

        def work(connection: sa.Connection) -> None:
            kind = "_shared" if self._held.pop(name) else ""
            connection.execute(sa.text(f"SELECT pg_advisory_unlock{kind}(:key)"), {"key": _number(name)})

        await self.run(work)

    async def holders(self, name: str) -> int:
        """How many connections hold a lock."""
        # A lock of one 64-bit number is shown as its two halves.
        counted = sa.text(
            "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND granted AND objsubid = 1"
            " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"
            " AND (classid::bigint << 32) | objid::bigint = :key"
        )
        return await self.run(lambda connection: int(connection.execute(counted, {"key": _number(name)}).scalar_one()))

    async def check(self) -> None:
        """Raise `QueueUnreachable` if the connection is gone, and all locks with it."""
        await self.run(lambda connection: connection.execute(sa.text("SELECT 1")).scalar_one())

    async def close(self) -> None:
        """Give back everything."""
        self._thread.shutdown(wait=False)
        self._held.clear()
        self._engine.dispose()

    async def run(self, work: Callable[[sa.Connection], T]) -> T:
        """Do something on the one connection that holds the locks.

        Raises:
            QueueUnreachable: the connection can't be had, or was lost.
        """
        return await asyncio.get_running_loop().run_in_executor(self._thread, self._connected, work)

    def _connected(self, work: Callable[[sa.Connection], T]) -> T:
        try:
            if self._connection is None:
                if self._held:
                    raise QueueLost("the connection to the queue's database was lost")
                self._connection = self._engine.connect()
            return work(self._connection)
        except SQLAlchemyError as error:
            if self._connection is not None:
                self._connection.invalidate()
                self._connection.close()
                self._connection = None
            reason = str(getattr(error, "orig", error)).strip().partition("\n")[0]
            if self._held:
                raise QueueLost(f"the connection to the queue's database was lost: {reason}") from None
            raise QueueUnreachable(f"the queue's database can't be used: {reason}") from None


class _TableOfCodes:
    """The time windows whose one-time codes were used, in a table."""

    def __init__(self, run: Callable[[Callable[[sa.Connection], bool]], Awaitable[bool]]) -> None:
        self._run = run

    async def take(self, account: str, window: int, forgotten: int) -> str:
        """Take a window of an account, if nobody has it."""

        def work(connection: sa.Connection) -> bool:
            values = {"account": account, "used": window, "forgotten": forgotten}
            if not connection.execute(sa.text("SELECT to_regclass('runbook_used_codes')")).scalar():
                # Two that make it at the same time would fail, in spite of IF NOT EXISTS.
                key = {"key": _number("used codes")}
                connection.execute(sa.text("SELECT pg_advisory_lock(:key)"), key)
                connection.execute(
                    sa.text(
                        "CREATE TABLE IF NOT EXISTS runbook_used_codes"
                        " (account text, used bigint, PRIMARY KEY (account, used))"
                    )
                )
                connection.execute(sa.text("SELECT pg_advisory_unlock(:key)"), key)
            connection.execute(
                sa.text("DELETE FROM runbook_used_codes WHERE account = :account AND used < :forgotten"), values
            )
            added = sa.text("INSERT INTO runbook_used_codes VALUES (:account, :used) ON CONFLICT DO NOTHING")
            return connection.execute(added, values).rowcount == 1

        return "" if await self._run(work) else "was used"


def _number(name: str) -> int:
    """The 64-bit number that stands for a lock."""
    return int.from_bytes(hashlib.sha256(f"runbook {name}".encode()).digest()[:8], byteorder="big", signed=True)
