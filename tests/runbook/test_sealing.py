"""The key that seals, and the commands: `evidence verify`, `evidence key`, `report`."""

import json
import os
import shutil
import stat
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.rsa import generate_private_key
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat
from typer.testing import CliRunner, Result

from runbook.cli.app import app
from runbook.evidence.chain import Kind
from runbook.evidence.signer import KEY, BadKey, load_signer, own_fingerprint, public_pem
from runbook.evidence.verification import verify_run
from tests.helpers.run_folders import (
    FIRST_PICTURE,
    edit_lines,
    found_in,
    killed_run,
    other_signer,
    sealed_run,
    sign,
    statement_of,
)

posix = pytest.mark.skipif(sys.platform == "win32", reason="there are no such modes")


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(app, [str(one) for one in arguments], prog_name="runbook")


# The key


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A state folder of this test's own, which is not there yet."""
    monkeypatch.setenv("RUNBOOK_STATE", str(tmp_path / "state"))
    return tmp_path / "state"


def test_key_is_made_once_and_is_private(place: Path) -> None:
    assert own_fingerprint() is None
    assert not place.exists()
    first = load_signer().public_key.keyid
    content = (place / KEY).read_bytes()
    assert load_signer().public_key.keyid == first == own_fingerprint()
    assert (place / KEY).read_bytes() == content
    if sys.platform != "win32":
        assert stat.S_IMODE(place.stat().st_mode) == 0o700
        assert {stat.S_IMODE(path.stat().st_mode) for path in place.iterdir()} == {0o600}


def test_processes_that_start_at_the_same_time_agree_on_one_key(place: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        assert len(set(pool.map(lambda _: load_signer().public_key.keyid, range(16)))) == 1
    assert place.is_dir()


def test_place_of_the_key_may_stand_in_dotenv(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("RUNBOOK_STATE")
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".env").write_text("RUNBOOK_STATE=secrets\n")
    load_signer()
    assert (tmp_path / "secrets" / KEY).is_file()


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="other systems have other places")
def test_place_of_the_key_is_the_systems_own_if_none_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("RUNBOOK_STATE")
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    load_signer()
    assert (tmp_path / "runbook" / KEY).is_file()


RSA = generate_private_key(65537, 2048)
RSA_PRIVATE = RSA.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
RSA_PUBLIC = RSA.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)


@pytest.mark.parametrize("content", [b"", b"no key", RSA_PRIVATE, b"\x00" * 200_000])
def test_what_stands_in_the_keys_place_and_is_none_is_told_and_left_alone(place: Path, content: bytes) -> None:
    place.mkdir()
    (place / KEY).write_bytes(content)
    with pytest.raises(BadKey, match="holds no private Ed25519 key"):
        load_signer()
    assert own_fingerprint() is None
    assert (place / KEY).read_bytes() == content


def test_folder_that_can_not_be_made_is_told(place: Path) -> None:
    place.write_bytes(b"a file")
    with pytest.raises(BadKey, match="can't be made"):
        load_signer()
    answer = run("evidence", "key")
    assert answer.exit_code == 2
    assert answer.stdout == ""
    assert "can't be made" in answer.stderr


def test_evidence_key_prints_the_public_key_and_nothing_of_the_private_one(place: Path) -> None:
    answer = run("evidence", "key")
    assert answer.exit_code == 0
    assert answer.stdout == public_pem(load_signer().public_key)
    assert answer.stdout.startswith("-----BEGIN PUBLIC KEY-----\n")
    assert "PRIVATE" not in answer.output
    assert (place / KEY).read_text().splitlines()[1] not in answer.output


# The command `report`


def test_report_command_seals_again(folder: Path) -> None:
    answer = run("report", folder)
    assert answer.exit_code == 0, answer.stderr
    assert answer.stdout.strip() == str(folder / "report.html")
    assert verify_run(folder).sound
    assert load_signer().public_key.keyid in (folder / "report.html").read_text("utf-8")


def test_report_of_a_run_that_nobody_sealed_names_no_key(folder: Path) -> None:
    (folder / "seal.json").unlink()
    assert run("report", folder).exit_code == 0
    assert load_signer().public_key.keyid not in (folder / "report.html").read_text("utf-8")


def test_report_command_refuses_and_says_how_to_get_a_report_elsewhere(folder: Path, tmp_path: Path) -> None:
    (folder / "certificate.cert").write_bytes(b"another")
    report = (folder / "report.html").read_bytes()
    answer = run("report", folder)
    assert answer.exit_code == 1
    assert answer.stdout == ""
    assert "certificate.cert" in answer.stderr
    assert "--output" in answer.stderr
    assert (folder / "report.html").read_bytes() == report
    elsewhere = run("report", folder, "--output", tmp_path / "elsewhere.html")
    assert elsewhere.exit_code == 0
    assert "not sound" in elsewhere.stderr
    assert "contoso.example" in (tmp_path / "elsewhere.html").read_text("utf-8")
    assert found_in(folder) == [(Kind.ALTERED, "certificate.cert", None)]


def test_report_command_writes_nothing_else_into_a_run_folder(folder: Path) -> None:
    answer = run("report", folder, "--output", folder / "screens" / "report.html")
    assert answer.exit_code == 2
    assert verify_run(folder).sound


# evidence verify


def test_verify_of_a_sound_folder_ends_with_0_and_says_who_signed(folder: Path) -> None:
    answer = run("evidence", "verify", folder)
    assert answer.exit_code == 0
    assert answer.stdout.startswith(f"{folder}: sound\n")
    assert f"Signed by the key {load_signer().public_key.keyid}" in answer.stdout
    assert "this machine's own key. No key was demanded" in answer.stdout


def test_verify_with_the_right_key_says_so(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "key.pem").write_text(run("evidence", "key").stdout)
    answer = run("evidence", "verify", folder, "--public-key", tmp_path / "key.pem")
    assert answer.exit_code == 0
    assert "That is the key that was demanded" in answer.stdout


def test_verify_with_another_key_ends_with_1(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "key.pem").write_text(public_pem(other_signer().public_key))
    answer = run("evidence", "verify", folder, "--public-key", tmp_path / "key.pem")
    assert answer.exit_code == 1
    assert "NOT SOUND" in answer.stdout
    assert "not by the one that was demanded" in answer.stdout


def test_verify_on_another_machine_says_that_the_key_is_not_its_own(folder: Path, place: Path) -> None:
    answer = run("evidence", "verify", folder)
    assert answer.exit_code == 0
    assert "That is not this machine's own key. No key was demanded" in answer.stdout
    assert not place.exists()


def test_verify_of_a_killed_run_says_plainly_that_there_is_no_seal(tmp_path: Path) -> None:
    evidence = killed_run(tmp_path)
    evidence.journal.close()
    answer = run("evidence", "verify", evidence.folder)
    assert answer.exit_code == 1
    assert "not sealed: seal.json: there is none, and the journal ends early: the run was killed" in answer.stdout
    assert "checked as far as it goes, 6 lines" in answer.stdout


def test_verify_names_every_place(folder: Path) -> None:
    (folder / "certificate.cert").write_bytes(b"another")
    (folder / "new").write_bytes(b"")
    (folder / FIRST_PICTURE).unlink()
    edit_lines(folder, lambda lines: [lines[0], *lines[2:]])
    answer = run("evidence", "verify", folder)
    assert answer.exit_code == 1
    for said in (
        "altered: certificate.cert",
        "added: new",
        f"missing: {FIRST_PICTURE}",
        "missing: journal.jsonl: line 2 is",
    ):
        assert said in answer.stdout


def test_verify_prints_one_json_document(folder: Path) -> None:
    good = json.loads(run("evidence", "verify", folder, "--json").stdout)
    assert good["sound"] is True
    assert good["faults"] == []
    assert good["seal"]["signer"] == {"fingerprint": load_signer().public_key.keyid, "own": True, "pinned": False}
    assert (good["seal"]["outcome"], good["seal"]["lines"], good["journal"]) == (
        "applied",
        7,
        {"lines": 7, "ended": True},
    )
    edit_lines(folder, lambda lines: lines[:-2])
    answer = run("evidence", "verify", folder, "--json")
    assert answer.exit_code == 1
    assert json.loads(answer.stdout)["faults"] == [
        {"kind": "missing", "file": "journal.jsonl", "line": 6, "message": "lines 6 to 7 are missing"}
    ]


@pytest.mark.parametrize(
    "content", [None, b"", b"no key", RSA_PUBLIC, RSA_PRIVATE, b"\x00" * 200_000], ids=lambda _: "key"
)
def test_key_that_can_not_be_read_is_wrong_usage(folder: Path, tmp_path: Path, content: bytes | None) -> None:
    if content is not None:
        (tmp_path / "key.pem").write_bytes(content)
    answer = run("evidence", "verify", folder, "--public-key", tmp_path / "key.pem")
    assert answer.exit_code == 2
    assert answer.stdout == ""
    assert "key.pem" in answer.stderr


def test_private_key_is_no_public_key_to_demand(folder: Path) -> None:
    state = Path(os.environ["RUNBOOK_STATE"])
    answer = run("evidence", "verify", folder, "--public-key", state / KEY)
    assert answer.exit_code == 2


def test_folder_that_is_no_run_is_wrong_usage(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "none"):
        answer = run("evidence", "verify", path)
        assert answer.exit_code == 2
        assert answer.stdout == ""
        assert str(path) in answer.stderr.replace("\n", "")
        answer = run("evidence", "verify", path, "--json")
        assert answer.exit_code == 2
        told = json.loads(answer.stdout)
        assert (told["command"], told["outcome"], told["tenants"]) == ("evidence verify", "failed", [])
        assert str(path) in told["error"]["message"]


@posix
def test_terminal_is_not_obeying_names_in_a_run_folder(folder: Path) -> None:
    hostile = "\x1b[2J\x1b]0;title\x07[bold]\u202e\x9bm"
    (folder / hostile).write_bytes(b"")
    statement = statement_of(folder)
    statement["predicate"]["tenant"] = hostile
    sign(folder, statement, load_signer())
    answer = run("evidence", "verify", folder)
    assert answer.exit_code == 1
    assert not set("\x1b\x07\u202e\x9b") & set(answer.output)
    assert "[bold]" in answer.stdout
    assert "\x1b" not in run("evidence", "verify", folder, "--json").output


def test_folder_can_be_checked_where_it_was_copied_to(tmp_path: Path) -> None:
    shutil.move(sealed_run(tmp_path / "runs"), tmp_path / "archive")
    assert run("evidence", "verify", tmp_path / "archive").exit_code == 0
