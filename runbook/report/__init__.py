"""The report of a run: one HTML file that opens offline. It is made from the run folder alone."""

from pathlib import Path

from runbook.evidence.entries import Act
from runbook.evidence.folder import REPORT
from runbook.evidence.reading import NoRun, open_journal
from runbook.files import private_folder, write_private
from runbook.report.answer import answer
from runbook.report.exhibits import exhibits
from runbook.report.page import render
from runbook.report.pictures import Gallery
from runbook.report.sections import sections
from runbook.report.timeline import timeline

__all__ = ["NoRun", "write_report"]


def write_report(folder: Path, output: Path | None = None, *, signer: str = "") -> Path:
    """(Re)write the report of a run folder; to another file if one is named.

    Args:
        folder: the run folder.
        output: where to write it; ``report.html`` in the run folder if None.
        signer: fingerprint of the key that seals the folder; empty if nothing does.

    Returns:
        The report's path.

    Raises:
        NoRun: the folder holds no journal that can be read.
        OSError: the report can't be written.
    """
    journal = open_journal(folder)
    acts = [line for line in journal.lines if isinstance(line, Act)]
    gallery = Gallery(folder, [act.screenshot for act in acts if act.screenshot is not None])
    shown = exhibits(journal, gallery)
    html = render(
        answer=answer(journal),
        exhibits=shown,
        journal=journal,
        pictures=gallery.pictures,
        run=folder.resolve().name,
        sections=sections(journal, shown),
        signer=signer,
        timeline=timeline(journal, shown),
    )
    path = output or folder / REPORT
    if output is not None:
        private_folder(output.parent)
    write_private(path, html.encode())
    return path
