"""``runbook report``: to write the report of a run folder again, and to print it."""

import os
from pathlib import Path

import typer
from rich.console import Console

from runbook.cli.messages import FAILED, USAGE, complain, printing, usage
from runbook.errors import RunbookError
from runbook.evidence.folder import REPORT
from runbook.evidence.resealing import Unsound, rewrite
from runbook.evidence.seal import signer_of
from runbook.evidence.verification import verify_run
from runbook.files import why
from runbook.hints import as_written
from runbook.report import write_report
from runbook.report.index import refresh_index
from runbook.settings import collect
from runbook.terminal import plain


def write_again(folder: Path, output: Path | None, *, pdf: bool) -> None:
    """(Re)write the report of a run folder, and seal the folder again if nothing else in it was altered.

    Args:
        folder: a run folder.
        output: where to write it; None for the folder itself.
        pdf: whether it is also printed as a PDF.

    Raises:
        typer.Exit: it could not be written, or the folder is not as it was sealed; which was told.
    """
    written: list[Path] = []

    def write(file: Path) -> None:
        written.append(write_report(folder, file, signer=signer_of(folder)))
        if pdf:
            from runbook.report.pdf import write_pdf

            browser = collect(os.environ, Path(".env")).get("RUNBOOK_BROWSER")
            written.append(write_pdf(folder, written[0], browser or None))

    try:
        if output is None:
            rewrite(folder, lambda into: write(into / REPORT))
        else:
            write(output)
            if not verify_run(folder).sound:
                complain("The evidence is not sound, see 'runbook evidence verify'; so the report proves nothing.")
    except Unsound as error:
        complain(f"{error.message}\n{as_written(error.hint)}")
        raise typer.Exit(FAILED) from None
    except RunbookError as error:
        raise usage(error) from None
    except OSError as error:
        complain(f"The report can't be written to {output or folder}: {why(error)}.")
        raise typer.Exit(USAGE) from None
    if output is None:
        _refresh_list(folder)
    with printing():
        for path in written:
            # What was written beside the run folder is in it by now.
            Console().print(plain(str(path if output is not None else folder / path.name)), soft_wrap=True)


def _refresh_list(folder: Path) -> None:
    try:
        refresh_index(folder)
    except OSError as error:
        complain(f"The report was written, but the list of runs can't be: {why(error)}.")
        raise typer.Exit(FAILED) from None
