"""``python -m runbook`` and the console script ``runbook``."""

import io
import sys


def main() -> None:
    """Run the command line."""
    try:
        from runbook.cli.app import app
    except KeyboardInterrupt:
        sys.stderr.write("Interrupted. Run the same command again.\n")
        sys.exit(130)
    for stream in (sys.stdout, sys.stderr):
        # Names and what portals say are in any script; where output isn't a terminal, Windows would write it in
        # the code page of the country, and stop at what that lacks.
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding=None if stream.isatty() else "utf-8", errors="backslashreplace")
    app(prog_name="runbook")


if __name__ == "__main__":
    main()
