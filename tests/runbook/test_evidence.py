"""What a run leaves behind: the journal's chain, private files, no secrets, and names for files."""

import asyncio
import hashlib
import itertools
import json
import os
import stat
import string
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from time import monotonic
from typing import Any, cast

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from playwright.async_api import Error as PlaywrightError

from pages.driver.hands import Hands
from pages.driver.witness import Action
from runbook.evidence.journal import GENESIS, Journal
from runbook.evidence.recorder import Evidence
from runbook.evidence.redaction import HIDDEN, Redactor, safe_address
from runbook.files import private_folder, slug, write_private

MOMENT = datetime(2030, 6, 1, 12, 30, 15, 250_000, tzinfo=UTC)
posix = pytest.mark.skipif(sys.platform == "win32", reason="there are no such modes")


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


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
        opened.append(Journal(journal_path, Redactor(secrets), lambda: MOMENT))
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


# Files and folders


@posix
@pytest.mark.parametrize("mask", [0o022, 0o000, 0o077])
def test_files_are_0600_and_folders_0700_whatever_the_umask(tmp_path: Path, mask: int) -> None:
    before = os.umask(mask)
    try:
        evidence = Evidence(tmp_path / "runs", "contoso", Redactor(), lambda: MOMENT)
        evidence.journal.write("something")
        evidence.keep_certificate(b"pem")
        evidence.journal.close()
    finally:
        os.umask(before)
    found = [tmp_path / "runs", *(tmp_path / "runs").rglob("*")]
    assert {mode(path) for path in found if path.is_dir()} == {0o700}
    assert {path.name: mode(path) for path in found if path.is_file()} == {
        "journal.jsonl": 0o600,
        "certificate.cert": 0o600,
    }


@posix
def test_file_that_is_written_again_becomes_private(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"old")
    path.chmod(0o666)
    write_private(path, b"new")
    assert path.read_bytes() == b"new"
    assert mode(path) == 0o600


def test_file_that_could_not_be_written_leaves_the_old_one_and_no_rest(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "file"
    write_private(path, b"old")

    def fail(*_: object) -> None:
        raise OSError("disk full")

    monkeypatch.setattr(Path, "replace", fail)
    with pytest.raises(OSError, match="disk full"):
        write_private(path, b"new")
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_runs_folder_that_is_there_is_used(tmp_path: Path) -> None:
    assert private_folder(tmp_path) == tmp_path


def new_folder(runs: Path, tenant: str) -> Path:
    evidence = Evidence(runs, tenant, Redactor(), lambda: MOMENT)
    evidence.journal.close()
    return evidence.folder


def test_run_folder_is_named_by_time_and_tenant(tmp_path: Path) -> None:
    assert new_folder(tmp_path, "Contoso Ltd") == tmp_path / "20300601T123015Z-contoso-ltd"


def test_runs_of_the_same_second_get_folders_of_their_own(tmp_path: Path) -> None:
    assert len({new_folder(tmp_path, "contoso") for _ in range(3)}) == 3


@pytest.mark.parametrize("tenant", ["../../etc", "/etc/passwd", "..", "a\\b", "C:\\x", "\x00"])
def test_tenants_name_leads_nowhere_else(tmp_path: Path, tenant: str) -> None:
    assert new_folder(tmp_path / "runs", tenant).resolve().parent == (tmp_path / "runs").resolve()


# What the hands do


class Page:
    """As much of a browser's page as a picture needs."""

    url = "https://user:hunter2@portal.example/app?token=hunter2#access_token=hunter2"

    async def title(self) -> str:
        return "Title"

    async def screenshot(self, **options: object) -> bytes:
        assert options["mask"] == ["the password field"]
        return b"\x89PNG"


class Screen:
    portal = "Azure"
    timeout = 1
    page = Page()


class FakeHands:
    screen = Screen()

    async def secrets_on_page(self) -> list[str]:
        return ["the password field"]


def action(**values: Any) -> Action:  # noqa: ANN401 - of the kind that the field has
    known = {
        "portal": "Azure",
        "verb": "fill",
        "thing": "the 'Identifier' field",
        "value": "x",
        "writes": False,
    }
    return Action(**{**known, **values})


@pytest.fixture
def evidence(tmp_path: Path) -> Iterator[Evidence]:
    evidence = Evidence(tmp_path, "contoso", Redactor(("hunter2",)), lambda: MOMENT)
    yield evidence
    evidence.journal.close()


def journal_of(evidence: Evidence) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (evidence.folder / "journal.jsonl").read_bytes().splitlines()]


HANDS = cast("Hands", FakeHands())


async def test_write_is_recorded_with_a_masked_picture_before_it_is_done(evidence: Evidence) -> None:
    evidence.phase = "07"
    await evidence.before(HANDS, action(verb="press", thing="'Save'", writes=True))
    (entry,) = journal_of(evidence)
    assert (entry["event"], entry["phase"], entry["verb"], entry["writes"]) == ("intent", "07", "press", True)
    shot = evidence.folder / entry["screenshot"]["file"]
    assert shot.name == "07-001-azure-before-press-save.png"
    assert hashlib.sha256(shot.read_bytes()).hexdigest() == entry["screenshot"]["sha256"]
    if sys.platform != "win32":
        assert mode(shot) == 0o600


async def test_action_is_recorded_with_title_and_duration_also_without_a_picture(evidence: Evidence) -> None:
    await evidence.after(HANDS, action(verb="press"))
    await evidence.after(HANDS, action(began=monotonic() - 7))
    pressed, filled = journal_of(evidence)
    assert (pressed["title"], pressed["screenshot"]) == ("Title", None)
    assert (filled["title"], filled["screenshot"]["title"]) == ("Title", "Title")
    assert 0 <= pressed["seconds"] < 5
    assert 7 <= filled["seconds"] < 12


async def test_duration_of_a_write_is_that_of_the_press_and_not_of_the_picture_before(
    evidence: Evidence, monkeypatch: pytest.MonkeyPatch
) -> None:
    times = iter([100.0, 130.0, 130.5])  # the picture begins, is recorded, the press is done
    monkeypatch.setattr("runbook.evidence.recorder.Evidence.picture", none)
    monkeypatch.setattr("runbook.evidence.recorder.monotonic", lambda: next(times))
    press = action(verb="press", writes=True, began=next(times))
    await evidence.before(HANDS, press)
    await evidence.after(HANDS, press)
    intent, done = journal_of(evidence)
    assert (intent["event"], intent["seconds"]) == ("intent", None)
    assert (done["event"], done["seconds"]) == ("action", 0.5)


async def none(self: Evidence, hands: Hands, what: str) -> None:
    """A page that can't be drawn."""
    del self, hands, what


async def test_page_that_does_not_tell_its_title_is_no_obstacle(
    evidence: Evidence, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def crashed(_: object) -> str:
        raise PlaywrightError("Target crashed")

    async def hung(_: object) -> str:
        await asyncio.Event().wait()
        return ""

    monkeypatch.setattr(Screen, "timeout", 0.01)
    for title in (crashed, hung):
        monkeypatch.setattr(Page, "title", title)
        await evidence.after(HANDS, action(verb="press"))
    assert [entry["title"] for entry in journal_of(evidence)] == [None, None]


async def test_picture_that_belongs_to_no_action_is_recorded_too(evidence: Evidence) -> None:
    shot = await evidence.show(HANDS, "when it failed")
    (entry,) = journal_of(evidence)
    assert (entry["event"], entry["thing"], entry["screenshot"]) == ("picture", "when it failed", shot)


async def test_what_seemed_to_fail_is_recorded_with_its_page(evidence: Evidence) -> None:
    await evidence.doubt(HANDS, "it said hunter2")
    (entry,) = journal_of(evidence)
    assert (entry["event"], entry["portal"], entry["why"]) == ("seemed to fail", "Azure", "it said (hidden)")
    assert entry["address"] == "https://portal.example/app"
    assert entry["screenshot"]["file"].endswith("azure-what-seemed-to-fail.png")


def test_certificate_is_recorded_with_its_digest(evidence: Evidence) -> None:
    evidence.keep_certificate(b"pem")
    (entry,) = journal_of(evidence)
    assert entry["certificate"] == {"file": "certificate.cert", "sha256": hashlib.sha256(b"pem").hexdigest()}


async def test_recorded_address_has_no_query_user_or_token(evidence: Evidence) -> None:
    await evidence.after(HANDS, action())
    assert journal_of(evidence)[0]["address"] == "https://portal.example/app"


async def test_pictures_are_listed_in_the_order_in_which_they_were_taken(evidence: Evidence) -> None:
    for phase in ("01", "02", "10"):
        evidence.phase = phase
        for _ in range(2):
            await evidence.after(HANDS, action())
    taken = [Path(entry["screenshot"]["file"]).name for entry in journal_of(evidence)]
    assert taken == sorted(taken)
    assert len(set(taken)) == 6


@pytest.mark.parametrize("thing", ["../../../x", "/etc/passwd", "a\x00b", "<script>", "x" * 5000, "\u0416", ""])
async def test_no_file_name_is_taken_unchecked_from_a_portal(evidence: Evidence, thing: str) -> None:
    await evidence.after(HANDS, action(thing=thing))
    shot = evidence.folder / journal_of(evidence)[0]["screenshot"]["file"]
    assert shot.resolve().parent == (evidence.folder / "screens").resolve()
    assert len(shot.name) < 200


# Addresses and names


ORIGIN = st.sampled_from(["https://portal.example", "http://127.0.0.1:8080", "https://[::1]", "chrome-error://x"])
SEEN = st.sampled_from(["", "/apps/sso", "/a%20b"])
SECRET = st.text(string.ascii_letters + string.digits + "._~-", max_size=20).map("SECRET{}".format)


ENDS = [
    "?{}",
    "?a=1&code={}",
    "?{}#/route",
    "#{}",
    "#access_token={}",
    "#id_token={}&state=1",
    "#/route?code={}",
    "#/route=x&{}",
    "#/a&access_token%3D{}",
    "#/a%3Fcode%3d{}",
    "#view{}",
    "#view/Blade?{}",
    "#view/Blade&code={}",
    "#blade/x&access_token={}",
    "#@contoso.example/x?{}",
    "#?{}",
    "#state-{}",
    ";jsessionid={}",
    ";{}?x",
    ";x={}#/route",
]


@given(ORIGIN, SEEN, SECRET, st.sampled_from(ENDS))
def test_no_query_or_token_is_left_in_an_address(origin: str, path: str, secret: str, end: str) -> None:
    # A browser names no address without a path before what belongs to the path.
    safe = safe_address(f"{origin}{path or '/'}{end.format(secret)}")
    assert secret not in safe
    assert safe.startswith(origin)


@given(SECRET)
def test_no_user_or_password_is_left_in_an_address(secret: str) -> None:
    assert safe_address(f"https://{secret}:{secret}@portal.example/x") == "https://portal.example/x"
    assert safe_address(f"https://a@{secret}@portal.example/x") == "https://portal.example/x"


@given(st.text())
@example("http://[")
@example("https://a\u2100b/")
@example("//host:port")
def test_any_text_gives_an_address_without_a_query_or_nothing(text: str) -> None:
    assert "?" not in safe_address(text)


@pytest.mark.parametrize(
    "address",
    [
        "https://portal.azure.com/#view/Microsoft_AAD_IAM/ManagedAppMenuBlade/~/SignOn/objectId/6b0c1f8e/appId/0f4f",
        "https://portal.azure.com/#@contoso.onmicrosoft.com/blade/x",
        "https://portal.example/#/apps/voip",
        "https://portal.example/",
        "about:blank",
    ],
)
def test_route_is_kept(address: str) -> None:
    assert safe_address(address) == address


@pytest.mark.parametrize("address", ["data:text/html,SECRET", "blob:https://portal.example/SECRET", "SECRET", ""])
def test_addresses_without_a_host_are_not_told(address: str) -> None:
    assert safe_address(address) == ""


@given(st.text())
@example("\u0130\u0131\u212a\ufb01")
@example("-" * 100)
@example("a" * 59 + "-b")
def test_name_for_a_file_is_short_and_made_of_small_letters_digits_and_dashes(words: str) -> None:
    name = slug(words)
    assert 0 < len(name) <= 60
    assert set(name) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
    assert not name.startswith("-")
    assert not name.endswith("-")


@given(st.text())
def test_name_for_a_file_stays_the_same_when_it_is_made_again(words: str) -> None:
    assert slug(slug(words)) == slug(words)
