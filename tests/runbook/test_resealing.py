"""Reports of sealed run folders that are written again: the folder stays sound, whatever happens meanwhile."""

import shutil
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from runbook.evidence.chain import Kind
from runbook.evidence.resealing import Unsound, rewrite
from runbook.evidence.seal import read_seal
from runbook.evidence.verification import verify_run
from runbook.report import write_report
from tests.helpers.run_folders import (
    FIRST_PICTURE,
    MOMENT,
    chained,
    edit_lines,
    found_in,
    killed_run,
    other_signer,
    sign,
    statement_of,
)

LATER = MOMENT + timedelta(days=3)


@pytest.fixture
def rewritten(folder: Path) -> Callable[[], None]:
    """Writes another report, as another version of the program would, and seals again."""

    def again() -> None:
        rewrite(folder, lambda into: (into / "report.html").write_bytes(b"another report"), lambda: LATER)

    return again


def test_report_that_is_written_again_leaves_the_folder_sound(folder: Path, rewritten: Callable[[], None]) -> None:
    before = read_seal(folder).statement
    rewritten()
    assert verify_run(folder).sound
    after = read_seal(folder).statement
    assert after.predicate.sealed_at == before.predicate.sealed_at
    assert after.predicate.report_rewritten_at == "2030-06-04T12:30:15.250Z"
    assert after.predicate.journal == before.predicate.journal
    assert {name for name in after.digests if after.digests[name] != before.digests[name]} == {"report.html"}


def test_pdf_that_is_added_is_sealed_too_and_may_be_left_out_again(folder: Path) -> None:
    rewrite(folder, lambda into: (into / "report.pdf").write_bytes(b"%PDF"))
    assert verify_run(folder).sound
    assert "report.pdf" in read_seal(folder).statement.digests
    (folder / "report.pdf").unlink()
    rewrite(folder, lambda _: None)
    assert verify_run(folder).sound
    assert "report.pdf" not in read_seal(folder).statement.digests


def test_report_that_is_not_written_again_stays_sealed(folder: Path) -> None:
    rewrite(folder, lambda into: (into / "report.pdf").write_bytes(b"%PDF"))
    rewrite(folder, lambda into: (into / "report.html").write_bytes(b"another"))
    assert verify_run(folder).sound
    assert {"report.html", "report.pdf"} <= set(read_seal(folder).statement.digests)


def test_folder_is_sound_while_its_report_is_being_written_and_after_a_kill(folder: Path) -> None:
    killed: list[Path] = []

    def write(into: Path) -> None:
        (into / "report.html").write_bytes(b"another")
        (into / ".report.html.half").write_bytes(b"ano")
        assert verify_run(folder).sound
        # All that a kill at this moment would leave.
        killed.append(Path(shutil.copytree(folder.parent, folder.parent.with_name("killed"))))

    rewrite(folder, write)
    for runs in (folder.parent, *killed):
        run_folder = runs / folder.name
        assert verify_run(run_folder).sound
        rewrite(run_folder, lambda into: (into / "report.html").write_bytes(b"a third"))
        assert verify_run(run_folder).sound
        assert [path.name for path in runs.iterdir() if path.name.endswith(".new")] == []


@pytest.mark.parametrize("name", ["report.html", "report.pdf", "seal.json"])
def test_report_that_can_not_take_its_place_changes_nothing(
    folder: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    replace = Path.replace
    refused: list[Path] = []

    def refusing(path: Path, target: Path) -> Path:
        if Path(target) == folder / name and not refused:
            refused.append(path)
            raise PermissionError("held open by another program")
        return replace(path, target)

    monkeypatch.setattr(Path, "replace", refusing)

    def write(into: Path) -> None:
        (into / "report.html").write_bytes(b"another")
        (into / "report.pdf").write_bytes(b"%PDF")

    with pytest.raises(PermissionError):
        rewrite(folder, write)
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before
    assert verify_run(folder).sound


@pytest.mark.parametrize("edit", [lambda path: path.write_bytes(b"altered"), lambda path: path.unlink()])
def test_report_that_was_altered_or_lost_is_written_again(
    folder: Path, rewritten: Callable[[], None], edit: Callable[[Path], object]
) -> None:
    edit(folder / "report.html")
    rewritten()
    assert verify_run(folder).sound


def test_altered_report_that_is_not_written_again_is_not_sealed_either(folder: Path) -> None:
    (folder / "report.html").write_bytes(b"altered")
    rewrite(folder, lambda into: (into / "report.pdf").write_bytes(b"%PDF"))
    assert not (folder / "report.html").exists()
    assert set(read_seal(folder).statement.digests) >= {"report.pdf"}
    assert "report.html" not in read_seal(folder).statement.digests


TAMPERINGS: list[Callable[[Path], object]] = [
    lambda folder: (folder / "certificate.cert").write_bytes(b"another"),
    lambda folder: (folder / FIRST_PICTURE).unlink(),
    lambda folder: (folder / "new").write_bytes(b""),
    lambda folder: edit_lines(folder, lambda lines: chained([*lines[:3], *lines[4:]])),
    lambda folder: (folder / "seal.json").write_bytes(b"{}"),
    lambda folder: sign(folder, statement_of(folder), other_signer()),
]


@pytest.mark.parametrize("tamper", TAMPERINGS)
def test_evidence_that_is_not_sound_is_not_sealed_again_and_nothing_is_written(
    folder: Path, rewritten: Callable[[], None], tamper: Callable[[Path], object]
) -> None:
    tamper(folder)
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    with pytest.raises(Unsound, match="is not as it was sealed"):
        rewritten()
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before


def test_what_is_altered_while_the_report_is_written_is_not_sealed_as_if_it_belonged(folder: Path) -> None:
    def write(into: Path) -> None:
        (into / "report.html").write_bytes(b"another")
        (folder / "certificate.cert").write_bytes(b"another")
        (folder / "new").write_bytes(b"")

    rewrite(folder, write)
    assert found_in(folder) == [(Kind.ALTERED, "certificate.cert", None), (Kind.ADDED, "new", None)]


def test_folder_that_another_machine_sealed_is_left_alone(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, rewritten: Callable[[], None]
) -> None:
    monkeypatch.setenv("RUNBOOK_STATE", str(tmp_path / "state"))
    with pytest.raises(Unsound, match="key of another machine"):
        rewritten()
    assert verify_run(folder).sound


def test_run_that_was_killed_gets_a_report_and_no_seal(tmp_path: Path) -> None:
    evidence = killed_run(tmp_path)
    evidence.journal.close()
    rewrite(evidence.folder, lambda into: write_report(evidence.folder, into / "report.html"))
    assert (evidence.folder / "report.html").is_file()
    assert not (evidence.folder / "seal.json").exists()
