"""The journal: its chain, each line on the disk before the next thing happens, and no secrets."""

import hashlib
import itertools
import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from runbook.evidence.journal import GENESIS, Journal
from runbook.evidence.missing import Missing
from runbook.evidence.redaction import HIDDEN, Redactor

MOMENT = datetime(2030, 6, 1, 12, 30, 15, 250_000, tzinfo=UTC)


def is_whole(lines: list[bytes]) -> bool:
    """Whether a journal's lines belong together: the chain recomputed as an auditor would."""
    previous = GENESIS
    for number, line in enumerate(lines, start=1):
        entry = json.loads(line)
        if entry["previous"] != previous or entry["line"] != number:
            return False
        previous = hashlib.sha256(line).hexdigest()
    return True


Open = Callable[..., Journal]


@pytest.fixture
def journal_path(tmp_path: Path) -> Path:
    return tmp_path / "journal.jsonl"


@pytest.fixture
def open_journal(journal_path: Path) -> Iterator[Open]:
    opened = []

    def make(*secrets: str) -> Journal:
        opened.append(Journal(journal_path, Redactor(secrets), lambda: MOMENT, Missing()))
        return opened[-1]

    yield make
    for journal in opened:
        journal.close()


@pytest.fixture
def lines(open_journal: Open, journal_path: Path) -> list[bytes]:
    """The lines of a journal of some events."""
    journal = open_journal()
    for number in range(6):
        journal.write("something", value=f"M\u00fcller \u2028 {number}", nothing=None)
    return journal_path.read_bytes().splitlines()


def test_lines_tell_what_happened_when_and_in_which_order(open_journal: Open, journal_path: Path) -> None:
    journal = open_journal()
    journal.write("run began", tenant="contoso")
    journal.write("run ended", outcome="applied")
    first, second = map(json.loads, journal_path.read_text("utf-8").splitlines())
    assert first == {
        "line": 1,
        "at": "2030-06-01T12:30:15.250Z",
        "event": "run began",
        "tenant": "contoso",
        "previous": "0" * 64,
    }
    assert (second["line"], second["event"], second["outcome"]) == (2, "run ended", "applied")


def test_chain_of_an_untouched_journal_holds(lines: list[bytes]) -> None:
    assert len(lines) == 6
    assert is_whole(lines)


def test_chain_holds_as_far_as_a_killed_run_came(lines: list[bytes]) -> None:
    assert all(is_whole(lines[:count]) for count in range(len(lines)))


def test_altering_a_line_shows(lines: list[bytes]) -> None:
    for at in range(len(lines) - 1):
        altered = lines[at].replace(b"something", b"somethinG")
        assert altered != lines[at]
        assert not is_whole([*lines[:at], altered, *lines[at + 1 :]])


def test_altering_even_the_white_space_of_a_line_shows(lines: list[bytes]) -> None:
    for at in range(len(lines) - 1):
        respaced = lines[at].replace(b": ", b":", 1)
        assert json.loads(respaced) == json.loads(lines[at])
        assert not is_whole([*lines[:at], respaced, *lines[at + 1 :]])


def test_dropping_a_line_shows(lines: list[bytes]) -> None:
    for at in range(len(lines) - 1):
        assert not is_whole([*lines[:at], *lines[at + 1 :]])


def test_reordering_lines_shows(lines: list[bytes]) -> None:
    for one, other in itertools.combinations(range(len(lines)), 2):
        swapped = list(lines)
        swapped[one], swapped[other] = swapped[other], swapped[one]
        assert not is_whole(swapped)


def test_doubling_or_inserting_a_line_shows(lines: list[bytes]) -> None:
    for at in range(len(lines)):
        assert not is_whole([*lines[: at + 1], lines[at], *lines[at + 1 :]])


def test_every_line_is_on_disk_before_the_next_thing_happens(open_journal: Open, journal_path: Path) -> None:
    journal = open_journal()
    for number in range(1, 4):
        journal.write("something", number=number)
        content = journal_path.read_bytes()
        assert content.endswith(b"\n")
        assert len(content.splitlines()) == number


def test_every_line_is_brought_to_the_disk_itself(open_journal: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    synced: list[int] = []
    monkeypatch.setattr("runbook.evidence.journal.os.fsync", synced.append)
    journal = open_journal()
    journal.write("one")
    journal.write("two")
    assert len(synced) == 2


def test_journal_is_never_begun_over_another(open_journal: Open, journal_path: Path) -> None:
    journal_path.write_text("older")
    with pytest.raises(FileExistsError):
        open_journal()
    assert journal_path.read_text() == "older"


@pytest.mark.parametrize("text", ["half \ud83d", "\udcff", "\x00\x1f\x7f", "a\r\nb\u2028c\u2029d\x85e", "\U0001f600"])
def test_line_stays_one_readable_line_whatever_a_portal_shows(
    open_journal: Open, journal_path: Path, text: str
) -> None:
    journal = open_journal()
    journal.write("something", value=text)
    journal.write("something else")
    lines = journal_path.read_bytes().splitlines()
    assert json.loads(lines[0])["value"] == text
    assert len(lines) == 2
    assert is_whole(lines)


# Invariant 8


SECRETS = [
    "hunter2",
    'pa"ss\\word',
    "p\u00e4ss\nwort",
    "line",
    "previous",
    '", "',
    "true",
    "0000",
    "a/b<c>&d'e",
]


@pytest.mark.parametrize("secret", SECRETS)
def test_no_secret_stands_in_the_journal_however_it_is_spelled(
    open_journal: Open, journal_path: Path, secret: str
) -> None:
    journal = open_journal(secret)
    journal.write(
        "something",
        text=f"before {secret} after",
        nested={"list": [secret, {"deep": f"x{secret}"}]},
        pair=(secret,),
    )
    journal.write("something else")
    lines = journal_path.read_bytes().splitlines()
    entry = json.loads(lines[0])
    assert entry["text"] == f"before {HIDDEN} after"
    assert entry["nested"] == {"list": [HIDDEN, {"deep": f"x{HIDDEN}"}]}
    assert entry["pair"] == [HIDDEN]
    assert is_whole(lines)


def test_secret_that_becomes_known_later_is_hidden_from_then_on(open_journal: Open, journal_path: Path) -> None:
    redactor = Redactor()
    journal = open_journal()
    journal._redactor = redactor
    redactor.add("492817")
    journal.write("something", text="code 492817")
    assert b"492817" not in journal_path.read_bytes()


def test_longer_secret_leaves_no_rest_where_a_shorter_one_is_a_part_of_it() -> None:
    assert Redactor(("pass", "password")).clean("password, pass") == f"{HIDDEN}, {HIDDEN}"


def test_text_without_secrets_stays_as_it_is() -> None:
    assert Redactor(("hunter2", "")).clean("nothing to hide") == "nothing to hide"
