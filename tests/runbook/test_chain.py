"""The journal's lines: what was altered, taken away, added or moved is found, and the line named."""

import hashlib
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from runbook.evidence.chain import Kind
from runbook.evidence.signer import load_signer
from runbook.evidence.verification import verify_run
from tests.helpers.properties import examples
from tests.helpers.run_folders import (
    GARBAGE,
    JOURNAL,
    LINES,
    chained,
    copied,
    edit_lines,
    found_in,
    killed_run,
    only_fault,
    sign,
    statement_of,
)

# The journal's lines


@pytest.mark.parametrize("number", range(1, LINES + 1))
def test_altered_line_is_named(folder: Path, number: int) -> None:
    edit_lines(
        folder, lambda lines: [line.replace(b'"at"', b'"aT"') if n == number else line for n, line in numbered(lines)]
    )
    assert found_in(folder) == [(Kind.ALTERED, JOURNAL, number)]


@pytest.mark.parametrize("number", range(1, LINES + 1))
def test_line_whose_link_was_altered_is_named(folder: Path, number: int) -> None:
    edit_lines(
        folder,
        lambda lines: [
            re.sub(rb'"previous": "....', b'"previous": "beef', line) if n == number else line
            for n, line in numbered(lines)
        ],
    )
    assert found_in(folder) == [(Kind.ALTERED, JOURNAL, number)]


@pytest.mark.parametrize("number", range(1, LINES + 1))
def test_deleted_line_is_named(folder: Path, number: int) -> None:
    edit_lines(folder, lambda lines: [line for n, line in numbered(lines) if n != number])
    assert found_in(folder) == [(Kind.MISSING, JOURNAL, number)]


def test_deleted_lines_that_follow_each_other_are_told_at_once(folder: Path) -> None:
    edit_lines(folder, lambda lines: [lines[0], *lines[4:]])
    assert only_fault(folder).message == "lines 2 to 4 are missing"


@pytest.mark.parametrize("place", range(1, LINES + 2))
def test_added_line_is_named(folder: Path, place: int) -> None:
    edit_lines(folder, lambda lines: [*lines[: place - 1], b'{"event": "action"}\n', *lines[place - 1 :]])
    assert found_in(folder) == [(Kind.ADDED, JOURNAL, place)]


@pytest.mark.parametrize("number", range(1, LINES + 1))
def test_doubled_line_is_named(folder: Path, number: int) -> None:
    edit_lines(folder, lambda lines: [*lines[:number], lines[number - 1], *lines[number:]])
    assert found_in(folder) == [(Kind.ADDED, JOURNAL, number + 1)]
    assert f"line {number} stands there once more" in only_fault(folder).message


@examples(60)
@given(number=st.integers(1, LINES), place=st.integers(1, LINES))
def test_moved_line_is_named(pattern: Path, number: int, place: int) -> None:
    with copied(pattern) as folder:

        def move(lines: list[bytes]) -> list[bytes]:
            line = lines.pop(number - 1)
            return [*lines[: place - 1], line, *lines[place - 1 :]]

        edit_lines(folder, move)
        expected = [] if place == number else [(Kind.MOVED, JOURNAL, number)]
        # Of two neighbours that changed places either may be called the moved one.
        either = [(Kind.MOVED, JOURNAL, place)] if abs(place - number) == 1 else expected
        assert found_in(folder) in (expected, either)


def test_reversed_journal_is_told_as_moved_lines(folder: Path) -> None:
    edit_lines(folder, lambda lines: lines[::-1])
    found = found_in(folder)
    assert {kind for kind, _, _ in found} == {Kind.MOVED}
    assert len(found) == LINES - 1


@examples(60)
@given(st.data())
def test_cut_journal_is_found_and_where_it_ends(pattern: Path, data: st.DataObject) -> None:
    with copied(pattern) as folder:
        content = (folder / JOURNAL).read_bytes()
        rest = content[: data.draw(st.integers(0, len(content) - 2))]
        (folder / JOURNAL).write_bytes(rest)
        whole = rest.count(b"\n")
        torn = not rest.endswith(b"\n") and bool(rest)
        found = found_in(folder)
        assert {file for _, file, _ in found} == {JOURNAL}
        assert {line for _, _, line in found} <= {whole + 1, whole + 2}
        assert (Kind.CUT in {kind for kind, _, _ in found}) == torn or rest.endswith(b"}")


def test_journal_that_was_chained_anew_is_found_from_the_altered_line_on(folder: Path) -> None:
    """Whoever alters a line may compute the whole chain again; only the seal shows that."""

    def forge(lines: list[bytes]) -> list[bytes]:
        return chained([*lines[:3], lines[3].replace(b"the SSO URL field", b"the other field"), *lines[4:]])

    edit_lines(folder, forge)
    assert found_in(folder) == [(Kind.ALTERED, JOURNAL, number) for number in range(4, LINES + 1)]
    (folder / "seal.json").unlink()
    assert [kind for kind, _, _ in found_in(folder)] == [Kind.UNSEALED]


def test_chain_that_was_wrong_when_it_was_sealed_is_found_too(folder: Path) -> None:
    """A seal is no proof that its maker wrote the journal line by line."""
    edit_lines(folder, lambda lines: [lines[1], lines[0], *lines[2:]])
    statement = statement_of(folder)
    digests = [hashlib.sha256(line).hexdigest() for line in (folder / JOURNAL).read_bytes().splitlines()]
    statement["predicate"]["journal"] = {"head": digests[-1], "lines": LINES, "digests": digests}
    for one in statement["subject"]:
        if one["name"] == JOURNAL:
            one["digest"]["sha256"] = hashlib.sha256((folder / JOURNAL).read_bytes()).hexdigest()
    sign(folder, statement, load_signer())
    assert Kind.MOVED in {kind for kind, _, _ in found_in(folder)}


def numbered(lines: list[bytes]) -> list[tuple[int, bytes]]:
    return list(enumerate(lines, start=1))


# Runs that were killed


def test_killed_run_has_no_seal_and_its_chain_is_checked_as_far_as_it_goes(tmp_path: Path) -> None:
    evidence = killed_run(tmp_path)
    found = verify_run(evidence.folder)
    assert [(fault.kind, fault.file) for fault in found.faults] == [(Kind.UNSEALED, "seal.json")]
    assert "the journal ends early" in found.faults[0].message
    assert (found.sound, found.ended, found.lines) == (False, False, LINES - 1)
    evidence.journal.close()


def test_line_that_a_kill_cut_off_is_named(tmp_path: Path) -> None:
    evidence = killed_run(tmp_path)
    evidence.journal.close()
    path = evidence.folder / JOURNAL
    path.write_bytes(path.read_bytes()[:-100])
    assert found_in(evidence.folder) == [(Kind.UNSEALED, "seal.json", None), (Kind.CUT, JOURNAL, LINES - 1)]


def test_seal_that_was_taken_away_is_told_from_a_kill(folder: Path) -> None:
    (folder / "seal.json").unlink()
    assert "the journal says that the run ended" in only_fault(folder).message


def test_without_a_seal_the_chain_shows_what_was_done_to_the_lines(folder: Path) -> None:
    (folder / "seal.json").unlink()
    lines = (folder / JOURNAL).read_bytes().splitlines(keepends=True)
    altered = lines[3].replace(b"Azure", b"azure")
    for changed, expected in [
        ([*lines[:3], altered, *lines[4:]], (Kind.ALTERED, 5)),
        ([*lines[:3], *lines[4:]], (Kind.MISSING, 4)),
        ([*lines[:4], lines[3], *lines[4:]], (Kind.MOVED, 5)),
        ([*lines[:3], lines[4], *lines[5:]], (Kind.MISSING, 4)),
        ([*lines[:3], b"garbage\n", *lines[4:]], (Kind.ALTERED, 4)),
        ([*lines[:3], b"garbage\n", *lines[3:]], (Kind.ALTERED, 4)),
        (lines[1:], (Kind.MISSING, 1)),
    ]:
        (folder / JOURNAL).write_bytes(b"".join(changed))
        found = [(kind, line) for kind, file, line in found_in(folder) if file == JOURNAL]
        assert found[:1] == [expected], changed


@examples(60)
@given(content=st.binary() | st.sampled_from(GARBAGE), sealed=st.booleans())
def test_garbage_is_no_journal(pattern: Path, content: bytes, sealed: bool) -> None:
    with copied(pattern) as folder:
        (folder / JOURNAL).write_bytes(content)
        if not sealed:
            (folder / "seal.json").unlink()
        assert JOURNAL in {file for _, file, _ in found_in(folder)}


def test_journal_of_endless_lines_is_read_no_further(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("runbook.evidence.lines.LONGEST_LINE", 1000)
    monkeypatch.setattr("runbook.evidence.lines.MOST_LINES", 50)
    (folder / JOURNAL).write_bytes(b"x" * 1000 + b"\n")
    assert "longer than any line" in verify_run(folder).faults[0].message
    (folder / JOURNAL).write_bytes(b"\n" * 1000)
    assert "more than 50 lines" in verify_run(folder).faults[0].message


def test_faults_of_a_journal_full_of_nonsense_are_counted_and_not_all_listed(folder: Path) -> None:
    edit_lines(folder, lambda lines: [*lines, *[b"nonsense\n"] * 500])
    faults = verify_run(folder).faults
    assert len(faults) == 51
    assert faults[-1].message == "and 450 more of this kind"
