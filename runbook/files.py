"""Private files and folders, and names for them."""

import os
import re
import tempfile
from contextlib import suppress
from datetime import datetime
from pathlib import Path

ASIDE = "-set-aside-"
ASIDE_TIME = "%Y%m%dT%H%M%SZ"

_LONGEST = 60


def private_folder(path: Path) -> Path:
    """Make a folder that only its owner can enter."""
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    return path


def write_private(path: Path, content: bytes) -> None:
    """Write a file that only its owner can read, whole or not at all, into a folder that is there.

    Raises:
        OSError: it can't be written; what was there before is there still.
    """
    # mkstemp makes the file with mode 0600; replacing is atomic on every system.
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            # Network drives and quotas may say only here that there was no room.
            os.fsync(handle)
        Path(temporary).replace(path)
    except BaseException:
        with suppress(OSError):  # why it can't be written says more
            Path(temporary).unlink(missing_ok=True)
        raise


def why(error: OSError) -> str:
    """The system's reason, without the number and the path."""
    return error.strerror or str(error)


def set_aside(path: Path, at: datetime) -> Path:
    """Give what can't be read another name, which tells when that was, and keep it.

    Args:
        path: a file or folder.
        at: when, in UTC.

    Returns:
        What it is called now.

    Raises:
        OSError: it can't be renamed.
    """
    stem = f"{path.stem}{ASIDE}{at:{ASIDE_TIME}}"
    new = path.with_stem(stem)
    number = 1
    while os.path.lexists(new):
        number += 1
        new = path.with_stem(f"{stem}-{number}")
    return path.rename(new)


def slug(words: str) -> str:
    """A name for a file or folder, made of letters, digits and dashes only."""
    plain = re.sub(r"[^a-z0-9]+", "-", words.lower()).strip("-")
    return plain[:_LONGEST].strip("-") or "unnamed"
