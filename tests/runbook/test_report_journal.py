"""Journals that end early, are damaged, or are none: each has a report or an error that names the place."""

import json
import os
import sys
from pathlib import Path
from typing import Any

import pytest

from runbook.evidence.verification import verify_run
from runbook.report import NoRun, write_report
from runbook.results import StepOutcome
from tests.helpers.journals import COMPLETE, Recorder, failed, finished, interrupted, lines, read_journal
from tests.helpers.report_page import Kind, report

posix = pytest.mark.skipif(sys.platform == "win32", reason="there are no such files")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "runs" / "20300601T120000Z-contoso"


# Runs that came to no end


def test_killed_run_says_in_which_step_it_stopped(folder: Path) -> None:
    page = report(interrupted(folder))
    assert "Interrupted The run was stopped in step 5" in page.text("#answer")
    assert "Run the same command again" in page.text("#answer")
    assert "5 Fill in the Email Claim and save interrupted" in page.text("#step-5")


def test_run_that_ctrl_c_ended_is_interrupted_in_its_step_too(folder: Path) -> None:
    run = Recorder(folder)
    run.began()
    run.step(3, COMPLETE)
    run.ended(3, StepOutcome.FAILED)  # as the program says of whatever was broken off
    run.journal.write("run ended", outcome="interrupted", evidence=folder.name)
    page = report(folder)
    assert "The run was stopped in step 3" in page.text("#answer")
    assert "interrupted" in page.text("#step-3")


@pytest.mark.parametrize("kind", [finished, failed])
def test_journal_that_ends_at_any_line_has_a_report(folder: Path, kind: Kind) -> None:
    whole = list(lines(kind(folder)))
    for shot in (folder / "screens").iterdir():
        shot.unlink()  # they take most of the time, and are no part of this
    for count in range(1, len(whole), 3):
        (folder / "journal.jsonl").write_bytes(b"".join(whole[:count]))
        page = report(folder)
        assert page.text(".outcome") == "Interrupted"
        assert f"{count} line" in page.text("#run")


def test_last_line_that_was_cut_off_is_left_out_and_told(folder: Path) -> None:
    *whole, last = lines(finished(folder))
    for cut in range(1, len(last) - 1, len(last) // 5):
        (folder / "journal.jsonl").write_bytes(b"".join(whole) + last[:cut])
        page = report(folder)
        assert page.text(".outcome") == "Interrupted"
        assert "one more was cut off" in page.text("#run")
        assert len(read_journal(folder)) == len(whole)


# Folders that are none


def test_folder_without_a_journal_is_no_run(tmp_path: Path) -> None:
    with pytest.raises(NoRun, match="holds no journal"):
        write_report(tmp_path)
    with pytest.raises(NoRun):
        write_report(tmp_path / "nowhere")


@posix
def test_journal_that_is_a_link_or_no_plain_file_is_not_read(folder: Path, tmp_path: Path) -> None:
    """As the verification does: what a link leads to was not written by the run."""
    journal = finished(folder) / "journal.jsonl"
    journal.rename(tmp_path / "elsewhere")
    journal.symlink_to(tmp_path / "elsewhere")
    with pytest.raises(NoRun, match="can't be read: it is a link, and links are not followed"):
        write_report(folder)
    journal.unlink()
    os.mkfifo(journal)
    with pytest.raises(NoRun, match="can't be read: it is no plain file"):
        write_report(folder)
    assert not (folder / "report.html").exists()


@pytest.mark.parametrize(
    ("limit", "value", "said"),
    [("LONGEST_LINE", 3000, "is longer than any line of a journal"), ("MOST_LINES", 20, "more than 20 lines")],
)
def test_what_is_too_long_for_the_verification_is_so_for_the_report(
    folder: Path, monkeypatch: pytest.MonkeyPatch, limit: str, value: int, said: str
) -> None:
    finished(folder)
    write_report(folder)
    monkeypatch.setattr(f"runbook.evidence.lines.{limit}", value)
    with pytest.raises(NoRun, match=said) as refusal:
        write_report(folder)
    assert str(folder / "journal.jsonl") in refusal.value.message
    assert any(fault.message in refusal.value.message for fault in verify_run(folder).faults)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\n",
        b"hello\n",
        b'{"event": "run began"',
        b'{"event": "action"}\n',
        b"[]\n",
        b"null\n",
        b'"run began"\n',
        b"\xff\xfe\n",
        b'{"event": "run began"}\n',
        b"[" * 100_000,
        b'{"event": "run began", "a": ' * 900 + b"1" + b"}" * 900,
    ],
)
def test_file_that_does_not_begin_as_a_journal_is_no_run(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "journal.jsonl").write_bytes(content)
    with pytest.raises(NoRun):
        write_report(tmp_path)
    assert not (tmp_path / "report.html").exists()


@pytest.mark.parametrize(
    "damage", [b"", b"garbage", b'{"event": "a', b"null", b"[]", b"7", b"{}", b'{"event": 7}', b"\xff"]
)
def test_journal_that_is_damaged_before_its_end_is_no_run(folder: Path, damage: bytes) -> None:
    first, _, *rest = lines(finished(folder))
    (folder / "journal.jsonl").write_bytes(first + damage + b"\n" + b"".join(rest))
    with pytest.raises(NoRun, match="line 2"):
        write_report(folder)


@pytest.mark.parametrize(
    ("field", "value"),
    [("at", "yesterday"), ("at", None), ("box", {"x": "left"}), ("writes", "perhaps"), ("screenshot", {"file": 7})],
)
def test_line_of_a_wrong_form_is_named_with_its_field(folder: Path, field: str, value: object) -> None:
    whole = [json.loads(line) for line in lines(finished(folder))]
    number, entry = next((n, one) for n, one in enumerate(whole, start=1) if one["event"] == "action")
    entry[field] = value
    (folder / "journal.jsonl").write_text("".join(json.dumps(one) + "\n" for one in whole))
    with pytest.raises(NoRun, match=rf"line {number}, 'action': {field}"):
        write_report(folder)


def test_lines_and_fields_that_the_report_does_not_know_are_no_fault(folder: Path) -> None:
    whole = [{**json.loads(line), "later": {"more": [1]}} for line in lines(finished(folder))]
    added: dict[str, Any] = {"event": "something new", "at": whole[1]["at"]}
    (folder / "journal.jsonl").write_text("".join(json.dumps(one) + "\n" for one in (whole[0], added, *whole[1:])))
    assert "Applied" in report(folder).text("#answer")
