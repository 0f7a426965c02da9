"""What is in a run folder, and the digests of its files. No link is followed, and nothing is opened but plain files."""

import hashlib
import os
import stat
from collections.abc import Iterator
from io import BufferedReader
from pathlib import Path

_JUNCTION = 0xA0000003  # a folder's link on Windows


class Contents:
    """What is in a run folder.

    Attributes:
        files: the plain files by their names, with slashes.
        folders: the names of the folders.
        strange: what is neither, and why: links, sockets, devices, folders that can't be looked into.
    """

    def __init__(self, folder: Path) -> None:
        self.files: dict[str, Path] = {}
        self.folders: set[str] = set()
        self.strange: dict[str, str] = {}
        waiting = [(folder, "")]
        while waiting:
            waiting += self._look(*waiting.pop())

    def _look(self, folder: Path, prefix: str) -> Iterator[tuple[Path, str]]:
        try:
            with os.scandir(folder) as entries:
                found = list(entries)
        except OSError as error:
            self.strange[prefix.rstrip("/")] = f"it can't be looked into: {error.strerror or error}"
            return
        for entry in found:
            # A name that is no Unicode can't stand in JSON.
            name = prefix + os.fsencode(entry.name).decode(errors="backslashreplace")
            if _is_link(entry):
                self.strange[name] = "it is a link, and links are not followed"
            elif entry.is_dir(follow_symlinks=False):
                self.folders.add(name)
                yield Path(entry.path), f"{name}/"
            elif entry.is_file(follow_symlinks=False):
                self.files[name] = Path(entry.path)
            else:
                self.strange[name] = "it is no plain file"


def _is_link(entry: "os.DirEntry[str]") -> bool:
    if entry.is_symlink():
        return True
    return getattr(entry.stat(follow_symlinks=False), "st_reparse_tag", 0) == _JUNCTION


def open_plain(path: Path) -> BufferedReader:
    """Open a plain file to read; waits for nobody at the other end of a pipe.

    Raises:
        OSError: it is a link or something else, or can't be read.
    """
    flags = [getattr(os, name, 0) for name in ("O_NOFOLLOW", "O_NONBLOCK", "O_BINARY")]
    handle = os.open(path, os.O_RDONLY | flags[0] | flags[1] | flags[2])
    file = os.fdopen(handle, "rb")
    if not stat.S_ISREG(os.fstat(handle).st_mode):
        file.close()
        raise OSError("it is no plain file")
    return file


def digest_of(path: Path) -> str:
    """The SHA-256 of a file, in hexadecimal.

    Raises:
        OSError: it is no plain file, or can't be read.
    """
    with open_plain(path) as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
