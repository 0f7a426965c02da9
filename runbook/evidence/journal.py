"""The journal of a run while the run goes on."""

import hashlib
import json
import os
from pathlib import Path
from typing import IO

from runbook.evidence.clock import Clock, stamp
from runbook.evidence.redaction import Redactor

GENESIS = "0" * 64


class Journal:
    """An append-only file of JSON lines, flushed at every line.

    Each line carries the SHA-256 of the line before (``previous``), so that a cut or altered line shows, and
    a run that was killed leaves a journal that is valid as far as it goes.

    Attributes:
        digests: the SHA-256 of each line so far, in hexadecimal. The last one stands for the whole journal.
    """

    def __init__(self, path: Path, redactor: Redactor, clock: Clock) -> None:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_APPEND, 0o600)
        self._file: IO[bytes] = os.fdopen(handle, "ab")
        self._redactor = redactor
        self._clock = clock
        self.digests: list[str] = []

    def write(self, event: str, **values: object) -> None:
        """Append one line: what happened, when, and whatever belongs to it."""
        # What is cleaned is each text by itself: in JSON a secret may be spelled otherwise.
        cleaned = {name: self._redactor.clean_all(value) for name, value in values.items()}
        entry = {"line": len(self.digests) + 1, "at": stamp(self._clock()), "event": event, **cleaned}
        previous = self.digests[-1] if self.digests else GENESIS
        text = json.dumps({**entry, "previous": previous}, ensure_ascii=False)
        # Half of a surrogate pair, which a portal can show, becomes JSON's own escape.
        line = text.encode(errors="backslashreplace")
        self._file.write(line + b"\n")
        self._file.flush()
        os.fsync(self._file.fileno())
        self.digests.append(hashlib.sha256(line).hexdigest())

    def close(self) -> None:
        """Close the file."""
        self._file.close()
