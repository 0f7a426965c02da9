"""``python -m runbook`` and the console script ``runbook``."""

import io
import os
import sys
from contextlib import suppress


class _Stderr(io.TextIOWrapper):
    """stderr that never fails: what can't be told there, as on a full disk, must not break off a run."""

    def write(self, text: str) -> int:
        with suppress(OSError):
            super().write(text)
        return len(text)

    def flush(self) -> None:
        with suppress(OSError):
            super().flush()


def _replace_closed_streams() -> None:
    """Let a stdout that was closed (``>&-``) be one that can't be written to, and a stderr one that goes nowhere."""
    if sys.stdout is None:
        # Opened to read only: each write fails as it would on the closed one, and is told like that of a full disk.
        sys.stdout = os.fdopen(os.open(os.devnull, os.O_RDONLY), "w", encoding="utf-8")
    if sys.stderr is None:
        sys.stderr = os.fdopen(os.open(os.devnull, os.O_WRONLY), "w", encoding="utf-8")


def main() -> None:
    """Run the command line."""
    _replace_closed_streams()
    try:
        from runbook.cli.app import app
        from runbook.cli.messages import FAILED, complain, forget_stdout
    except KeyboardInterrupt:
        sys.stderr.write("Interrupted. Run the same command again.\n")
        sys.exit(130)
    for stream in (sys.stdout, sys.stderr):
        # Names and what portals say are in any script; where output isn't a terminal, Windows would write it in
        # the code page of the country, and stop at what that lacks.
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding=None if stream.isatty() else "utf-8", errors="backslashreplace")
    if isinstance(sys.stderr, io.TextIOWrapper):
        told = sys.stderr
        sys.stderr = _Stderr(told.buffer, encoding=told.encoding, errors=told.errors, line_buffering=True)
    try:
        app(prog_name="runbook")
    except OSError as error:
        forget_stdout()
        complain(f"The program can't go on: {error}.")
        sys.exit(FAILED)


if __name__ == "__main__":
    main()
