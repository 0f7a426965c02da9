"""What a run folder is called, and the files in it."""

import os
import tempfile
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from runbook.errors import NoRoom
from runbook.files import private_folder, slug, why

JOURNAL = "journal.jsonl"
SCREENS = "screens"
CERTIFICATE = "certificate.cert"
REPORT = "report.html"
PDF = "report.pdf"

# Bytes that have to be free before a run begins. One of the demo leaves twice as much, most of it pictures; where less
# is free, a run would hardly come to its end.
ROOM = 5_000_000


def run_folder(runs: Path, what: str, began: datetime) -> Path:
    """Make a new private folder whose name tells the time and what it is of.

    Args:
        runs: folder for the run folders.
        what: the tenant's name, or another word.
        began: in UTC.

    Raises:
        FileExistsError: there are too many of the same second.
    """
    private_folder(runs)
    name = f"{began:%Y%m%dT%H%M%SZ}-{slug(what)}"
    for number in range(1, 1000):
        folder = runs / (name if number == 1 else f"{name}-{number}")
        try:
            folder.mkdir(mode=0o700)
        except FileExistsError:
            continue
        return folder
    raise FileExistsError(f"{runs} has too many runs of the same second")


def assert_room(runs: Path, *, in_advance: bool = False, at_once: int = 1) -> None:
    """Make the folder for run folders, and see by writing to it that there is room for a run.

    What the system says is free is no answer: it knows nothing of quotas, nor of what a network drive takes.

    Args:
        runs: the folder.
        in_advance: whether it may come to no run, so that what was made for the look is taken away again.
        at_once: how many runs there are at the same time; there has to be room for each.

    Raises:
        NoRoom: it can't be made, can't be written to, or has too little room.
    """
    made = [path for path in (runs, *runs.parents) if in_advance and not os.path.lexists(path)]
    try:
        private_folder(runs)
        # Without a name, or deleted with the process: nothing is left of it.
        with tempfile.TemporaryFile(dir=runs) as file:
            # No zeros: some file systems store them in no space at all.
            for _ in range(at_once):
                file.write(os.urandom(ROOM))
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        raise NoRoom(_no_room(runs, error, at_once)) from None
    finally:
        with suppress(OSError):  # there is something in it by now, or it was not made
            for path in made:
                path.rmdir()


def _no_room(runs: Path, error: OSError, at_once: int) -> str:
    if runs.is_symlink() and not runs.exists():
        return f"{runs}, the folder for the run folders, is a link that leads nowhere"
    if os.path.lexists(runs) and not runs.is_dir():
        return f"{runs}, which --runs names, is not a folder"
    what = "a run" if at_once == 1 else f"{at_once} runs at a time"
    room = at_once * ROOM // 1_000_000
    return f"{runs} can't hold {what} ({room} MB): {why(error)}"
