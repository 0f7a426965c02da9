"""What a run folder is called, and the files in it."""

from datetime import datetime
from pathlib import Path

from runbook.files import private_folder, slug

JOURNAL = "journal.jsonl"
SCREENS = "screens"
CERTIFICATE = "certificate.cert"
REPORT = "report.html"
PDF = "report.pdf"


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
