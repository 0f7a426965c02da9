"""The file of a queue on one machine: another version may have left it, or something may have damaged it.

A queue holds nothing that the portals don't show. So a file that can't be used is set aside, unless another process
works with it, and a new one is begun.
"""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from runbook.errors import QueueUnreachable
from runbook.files import set_aside

HINT = (
    "If no other runbook is running, move queue.sqlite out of the folder that RUNBOOK_STATE names: it holds nothing"
    " that the portals don't show. Then run the same command again."
)
ROOM = (
    "Make sure that the folder that RUNBOOK_STATE names can be written to, and has room. Then run the same command"
    " again."
)
WAIT = "Wait until the program that uses it has ended, then run the same command again."
# What SQLite keeps beside a database.
_BESIDE = ("-journal", "-wal", "-shm")
_UNUSABLE = {sqlite3.SQLITE_CORRUPT: "is damaged", sqlite3.SQLITE_NOTADB: "is no database"}
# What says nothing of the file: it is busy, or this process may not or can't read it now.
_PASSING = {
    sqlite3.SQLITE_BUSY,
    sqlite3.SQLITE_LOCKED,
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_READONLY,
    sqlite3.SQLITE_PERM,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_NOMEM,
    sqlite3.SQLITE_FULL,
}
# So says a disk that is full, or may not be written to.
_NO_ROOM = {sqlite3.SQLITE_FULL, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_IOERR}
_TABLES = {b"dbos_migrations", b"workflow_status"}
# The lower half of SQLite's codes tells the kind; the rest says more of it.
_KIND = 0xFF


def make_usable(file: Path, newest: int, *, in_use: Callable[[], bool], say: Callable[[str], None]) -> None:
    """Make sure that the queue can be opened, if need be by setting its file aside.

    Args:
        file: the database; it need not be there.
        newest: the version of its tables up to which they are known.
        in_use: whether another process works with it.
        say: is told that it was set aside.

    Raises:
        QueueUnreachable: it can't be used, and can't be set aside either.
    """
    why = _fault(file, newest)
    if not why:
        return
    if in_use():
        raise QueueUnreachable(f"the queue {file} {why}, and another process works with it", hint=WAIT)
    now = datetime.now(UTC)
    try:
        # Last of all the file itself: without it, what is beside it would be taken for part of the new queue.
        for end in _BESIDE:
            other = file.with_name(f"{file.name}{end}")
            if other.exists():
                set_aside(other, now)
        new = set_aside(file, now)
        file.touch(mode=0o600)
    except OSError as error:
        raise QueueUnreachable(f"the queue {file} {why}, and can't be renamed: {error}", hint=HINT) from None
    say(f"the queue {file} {why}: its file was renamed to {new.name}, and a new queue begun")


def _fault(file: Path, newest: int) -> str:
    """What is wrong with a file; empty if nothing is.

    Raises:
        QueueUnreachable: it can't be told.
    """
    if not file.exists():
        return ""
    if not file.is_file():
        return "is no file"
    try:
        with closing(sqlite3.connect(file)) as connection:
            connection.text_factory = bytes  # in a damaged file it need be no Unicode
            return _content_fault(connection, newest)
    except sqlite3.DatabaseError as error:
        # Python's own errors, such as for text that is none, have no code.
        kind = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_CORRUPT) & _KIND
        if kind in _PASSING:
            raise QueueUnreachable(f"the queue {file} can't be used: {error}", hint=hint_for(error)) from None
        return _UNUSABLE.get(kind, "can't be read")


def hint_for(error: BaseException | None) -> str:
    """What to do about an error of SQLite that says nothing of what the file holds, or about another one."""
    kind = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & _KIND
    if kind in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return WAIT
    return ROOM if kind in _NO_ROOM else HINT


def _content_fault(connection: sqlite3.Connection, newest: int) -> str:
    (found,) = connection.execute("PRAGMA quick_check(1)").fetchone()
    if found != b"ok":
        return _UNUSABLE[sqlite3.SQLITE_CORRUPT]
    tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    if not tables:
        return ""
    if not tables >= _TABLES:
        return "is another program's"
    version = connection.execute("SELECT max(version) FROM dbos_migrations").fetchone()[0] or 0
    if not isinstance(version, int):
        return _UNUSABLE[sqlite3.SQLITE_CORRUPT]
    return "is a later version's" if version > newest else ""
