"""``python -m runbook`` and the console script ``runbook``."""

from runbook.cli import app


def main() -> None:
    """Run the command line."""
    app(prog_name="runbook")


if __name__ == "__main__":
    main()
