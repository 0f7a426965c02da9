"""The PDF of a report, printed by the real program: its pages, texts and pictures."""

import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader
from typer.testing import CliRunner

from runbook.cli.app import app
from runbook.guide import GUIDE
from tests.helpers.journals import failed, finished, interrupted
from tests.helpers.report_page import MOST_HOSTILE, Kind, soil


def printed(folder: Path) -> PdfReader:
    """Print a run folder's report; pytest's own event loop is in the way here, so in a thread without one."""
    answer = CliRunner().invoke(app, ["report", str(folder), "--pdf"])
    assert answer.exit_code == 0, answer.output
    assert answer.stdout.splitlines() == [str(folder / "report.html"), str(folder / "report.pdf")]
    return PdfReader(folder / "report.pdf")


def texts(pdf: PdfReader) -> list[str]:
    return [" ".join(page.extract_text().split()) for page in pdf.pages]


def test_pdf_of_a_finished_run_tells_all_that_the_report_tells(tmp_path: Path) -> None:
    folder = finished(tmp_path / "run")
    pdf = printed(folder)
    pages = texts(pdf)
    whole = " ".join(pages)
    for number, page in enumerate(pages, start=1):
        assert f"page {number} of {len(pages)}" in page
        assert "contoso" in page
    assert "Single sign-on is set up and switched on" in pages[0]
    assert "valid until 2033-06-01" in pages[0]
    for step in GUIDE:
        assert step.title in whole
    for words in ("Both portals, side by side", "Checks", "Timeline", "The run and its evidence", "Before", "After"):
        assert words in whole
    for control in ("Slider", "Side by side", "Previous", "only what was written", "Go to the ten steps"):
        assert control not in whole
    if os.name != "nt":
        assert (folder / "report.pdf").stat().st_mode & 0o777 == 0o600


def test_every_picture_is_printed_and_identical_ones_are_stored_once(tmp_path: Path) -> None:
    folder = finished(tmp_path / "run")
    pdf = printed(folder)
    stored = {image.indirect_reference.idnum for page in pdf.pages for image in page.images if image.indirect_reference}
    unique = {path.read_bytes() for path in (folder / "screens").iterdir()}
    assert len(stored) == len(unique)


def test_no_heading_stands_alone_at_the_end_of_a_page(tmp_path: Path) -> None:
    """A step's heading comes with its reason, its values and its first pictures."""
    pdf = printed(finished(tmp_path / "run"))
    for page in texts(pdf):
        for step in GUIDE[1:]:
            if f"{step.number} {step.title} done" in page:
                assert re.search(rf"{re.escape(step.title)} done .*Proof .*Picture \d+", page), page


def test_pdf_has_an_outline_and_tags_for_readers(tmp_path: Path) -> None:
    pdf = printed(finished(tmp_path / "run"))
    titles = list(_titles(pdf.outline))
    assert "Timeline" in titles
    assert any("Enter both in Basic SAML Configuration" in title for title in titles)
    assert "/StructTreeRoot" in pdf.root_object


@pytest.mark.parametrize(("kind", "outcome"), [(failed, "Failed"), (interrupted, "Interrupted")])
def test_pdf_of_a_run_that_came_to_no_good_end(tmp_path: Path, kind: Kind, outcome: str) -> None:
    first = texts(printed(kind(tmp_path / "run")))[0]
    assert outcome in first
    assert "step 5" in first


def test_hostile_text_is_text_on_paper_too(tmp_path: Path) -> None:
    pdf = printed(soil(finished(tmp_path / "run"), MOST_HOSTILE))
    for number in (1, len(pdf.pages)):
        page = " ".join(pdf.pages[number - 1].extract_text().split())
        assert "</bdi></code></td>" in page
        assert f"page {number} of {len(pdf.pages)}" in page
    assert not {"/OpenAction", "/AA"} & set(pdf.root_object)


def test_without_a_browser_the_program_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RUNBOOK_BROWSER", str(tmp_path / "none"))
    folder = finished(tmp_path / "run")
    answer = CliRunner().invoke(app, ["report", str(folder), "--pdf"])
    assert answer.exit_code == 2
    assert "RUNBOOK_BROWSER" in answer.stderr
    assert not (folder / "report.pdf").exists()


def _titles(outline: list[Any]) -> Iterator[str]:
    for entry in outline:
        if isinstance(entry, list):
            yield from _titles(entry)
        else:
            yield entry.title
