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

HINT = "The queue is in the folder that RUNBOOK_STATE names. Then run the same command again."
# What SQLite keeps beside a database.
_BESIDE = ("-journal", "-wal", "-shm")
_DAMAGED = {sqlite3.SQLITE_CORRUPT: "it is damaged", sqlite3.SQLITE_NOTADB: "it is no database"}
_TABLES = {"dbos_migrations", "workflow_status"}
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
        raise QueueUnreachable(f"the queue {file} can't be used, {why}, but another process works with it", hint=HINT)
    now = datetime.now(UTC)
    try:
        new = set_aside(file, now)
        for end in _BESIDE:
            other = file.with_name(f"{file.name}{end}")
            if other.exists():
                other.rename(new.with_name(f"{new.name}{end}"))
        file.touch(mode=0o600)
    except OSError as error:
        raise QueueUnreachable(f"the queue {file} can't be used, {why}, nor set aside: {error}", hint=HINT) from None
    say(f"the queue {file} can't be used, {why}; it is now {new.name}, and a new one is begun")


def _fault(file: Path, newest: int) -> str:
    """What is wrong with a file; empty if nothing is.

    Raises:
        QueueUnreachable: it can't be told.
    """
    if not file.exists():
        return ""
    if not file.is_file():
        return "it is no file"
    try:
        with closing(sqlite3.connect(file)) as connection:
            (found,) = connection.execute("PRAGMA quick_check(1)").fetchone()
            if found != "ok":
                return _DAMAGED[sqlite3.SQLITE_CORRUPT]
            tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
            if tables and not tables >= _TABLES:
                return "it is another program's"
            rows = connection.execute("SELECT max(version) FROM dbos_migrations").fetchone() if tables else (None,)
            return "it is a later version's" if (rows[0] or 0) > newest else ""
    except sqlite3.DatabaseError as error:
        kind = error.sqlite_errorcode & _KIND
        if kind not in _DAMAGED:
            raise QueueUnreachable(f"the queue {file} can't be used: {error}", hint=HINT) from None
        return _DAMAGED[kind]
