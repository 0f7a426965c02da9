"""Journals that end early, are damaged, or are none: each has a report or an error that names the place."""

import json
from pathlib import Path
from typing import Any

import pytest

from runbook.report import NoRun, read_journal, write_report
from runbook.results import StepOutcome
from tests.helpers.journals import COMPLETE, Recorder, failed, finished, interrupted, lines
from tests.helpers.report_page import Kind, report


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
