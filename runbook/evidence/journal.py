"""The journal of a run while the run goes on."""

import errno
import hashlib
import json
import os
from contextlib import suppress
from pathlib import Path

from runbook.evidence.clock import Clock, stamp
from runbook.evidence.missing import Missing
from runbook.evidence.redaction import Redactor
from runbook.files import why

GENESIS = "0" * 64


class Journal:
    """An append-only file of JSON lines, flushed at every line.

    Each line carries the SHA-256 of the line before (``previous``), so that a cut or altered line shows, and
    a run that was killed leaves a journal that is valid as far as it goes.

    A line that can't be written, as on a full disk, is left out as a whole. The next one that can be written says
    before it how many are missing.

    Attributes:
        digests: the SHA-256 of each line so far, in hexadecimal. The last one stands for the whole journal.
    """

    def __init__(self, path: Path, redactor: Redactor, clock: Clock, missing: Missing) -> None:
        """Begin a journal.

        Args:
            path: of a file that is not there yet.
            redactor: takes out secrets.
            clock: tells the time.
            missing: is told of each line that can't be written.

        Raises:
            OSError: the file can't be made.
        """
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_APPEND, 0o600)
        # No buffer: it would keep what could not be written, and write it later.
        self._file = os.fdopen(handle, "ab", buffering=0)
        self._path = path
        self._redactor = redactor
        self._clock = clock
        self._missing = missing
        self._length = 0
        self._is_torn = False
        self._untold = 0
        self._why = ""
        self.digests: list[str] = []

    def write(self, event: str, **values: object) -> bool:
        """Append one line: what happened, when, and whatever belongs to it.

        Returns:
            Whether it stands in the journal now.
        """
        try:
            if self._untold:
                self._append("lines missing", count=self._untold, why=self._why)
                self._untold = 0
            self._append(event, **values)
        except OSError as error:
            with suppress(OSError):  # else before the next line
                self._cut_back()
            self._why = self._why if self._untold else why(error)
            self._untold += 1
            self._missing.add(self._path.name, error)
            return False
        return True

    def _append(self, event: str, **values: object) -> None:
        # What is cleaned is each text by itself: in JSON a secret may be spelled otherwise.
        cleaned = {name: self._redactor.clean_all(value) for name, value in values.items()}
        entry = {"line": len(self.digests) + 1, "at": stamp(self._clock()), "event": event, **cleaned}
        previous = self.digests[-1] if self.digests else GENESIS
        text = json.dumps({**entry, "previous": previous}, ensure_ascii=False)
        # Half of a surrogate pair, which a portal can show, becomes JSON's own escape.
        line = text.encode(errors="backslashreplace")
        self._cut_back()
        self._assert_there()
        self._is_torn = True
        left = memoryview(line + b"\n")
        while left:
            left = left[self._file.write(left) :]
        os.fsync(self._file.fileno())
        self._is_torn = False
        self._length += len(line) + 1
        self.digests.append(hashlib.sha256(line).hexdigest())

    def _cut_back(self) -> None:
        """Take away what was written of a line that could not be written as a whole."""
        if self._is_torn:
            self._file.truncate(self._length)
            self._is_torn = False

    def _assert_there(self) -> None:
        """Raise `OSError` unless this file still is the one of that name: a deleted one takes lines for nobody."""
        if not os.path.samestat(os.lstat(self._path), os.fstat(self._file.fileno())):
            raise FileNotFoundError(errno.ENOENT, "it was replaced by another file", str(self._path))

    def close(self) -> None:
        """Close the file."""
        with suppress(OSError):  # each line is on the disk already, or counted as missing
            self._cut_back()
        with suppress(OSError):
            self._file.close()
