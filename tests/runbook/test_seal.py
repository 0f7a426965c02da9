"""The seal of a run folder: whatever was altered, taken away or added is found, and its place named."""

import hashlib
import json
import os
import re
import shutil
import socket
import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from runbook.evidence.chain import Kind
from runbook.evidence.contents import open_plain
from runbook.evidence.seal import read_seal, seal_run
from runbook.evidence.signer import load_signer, public_pem
from runbook.evidence.verification import verify_run
from runbook.report import NoRun
from tests.helpers.properties import examples
from tests.helpers.run_folders import (
    FILES,
    FIRST_PICTURE,
    JOURNAL,
    LINES,
    SECOND_PICTURE,
    copied,
    edit_lines,
    found_in,
    killed_run,
    only_fault,
    other_signer,
    sealed_run,
    sign,
    statement_of,
)

README = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")
posix = pytest.mark.skipif(os.name == "nt", reason="there are no such files")


# A run folder that nobody touched


def test_untouched_folder_is_sound(pattern: Path) -> None:
    found = verify_run(pattern)
    assert found.faults == ()
    assert (found.sound, found.own, found.pinned, found.ended, found.lines) == (True, True, False, True, LINES)
    assert found.seal is not None
    assert sorted(found.seal.statement.digests) == FILES


def test_seal_says_whose_run_it_was_and_how_the_journal_ends(pattern: Path) -> None:
    predicate = read_seal(pattern).statement.predicate
    assert (predicate.tenant, predicate.command, predicate.outcome) == ("contoso", "apply", "applied")
    assert predicate.sealed_at == "2030-06-01T12:30:15.250Z"
    assert predicate.report_rewritten_at is None
    assert (predicate.journal.lines, predicate.public_key) == (LINES, public_pem(load_signer().public_key))
    last = (pattern / JOURNAL).read_bytes().splitlines()[-1]
    assert predicate.journal.head == hashlib.sha256(last).hexdigest()


def test_statement_and_envelope_have_the_fields_of_their_standards(pattern: Path) -> None:
    envelope = json.loads((pattern / "seal.json").read_bytes())
    assert set(envelope) == {"payload", "payloadType", "signatures"}
    assert envelope["payloadType"] == "application/vnd.in-toto+json"
    assert [set(one) for one in envelope["signatures"]] == [{"keyid", "sig"}]
    statement = statement_of(pattern)
    assert set(statement) == {"_type", "subject", "predicateType", "predicate"}
    assert statement["_type"] == "https://in-toto.io/Statement/v1"
    assert all(set(one) == {"name", "digest"} and set(one["digest"]) == {"sha256"} for one in statement["subject"])


def test_pinned_key_is_the_one_that_signed(pattern: Path) -> None:
    found = verify_run(pattern, load_signer().public_key.keyid)
    assert found.sound
    assert found.pinned


def test_modes_of_files_are_no_part_of_it(folder: Path) -> None:
    for path in folder.rglob("*"):
        path.chmod(0o755)
    assert verify_run(folder).sound


# One byte


@examples(300)
@given(st.data())
def test_one_altered_byte_is_found_wherever_it_is(pattern: Path, data: st.DataObject) -> None:
    with copied(pattern) as folder:
        name = data.draw(st.sampled_from([*FILES, "seal.json"]))
        content = bytearray((folder / name).read_bytes())
        offset = data.draw(st.integers(0, len(content) - 1))
        content[offset] ^= data.draw(st.integers(1, 255))
        (folder / name).write_bytes(content)
        found = found_in(folder)
        assert {file for _, file, _ in found} == {name}
        if name == JOURNAL:
            # Without its end a line is one with the next.
            number = bytes(content[:offset]).count(b"\n") + 1
            assert {line for _, _, line in found} <= {number, number + 1, None}


@examples(100)
@given(st.data())
def test_one_added_or_missing_byte_is_found_wherever_it_is(pattern: Path, data: st.DataObject) -> None:
    with copied(pattern) as folder:
        name = data.draw(st.sampled_from([*FILES, "seal.json"]))
        content = (folder / name).read_bytes()
        offset = data.draw(st.integers(0, len(content) - 1))
        instead = content[offset : offset + 1] + b" " if data.draw(st.booleans()) else b""
        (folder / name).write_bytes(content[:offset] + instead + content[offset + 1 :])
        assert {file for _, file, _ in found_in(folder)} == {name}


def test_lines_that_end_otherwise_are_found(folder: Path) -> None:
    content = (folder / JOURNAL).read_bytes()
    (folder / JOURNAL).write_bytes(content.removesuffix(b"\n"))
    assert "not how they end" in only_fault(folder).message


# Files


@pytest.mark.parametrize("name", FILES)
def test_missing_file_is_named(folder: Path, name: str) -> None:
    (folder / name).unlink()
    assert found_in(folder) == [(Kind.MISSING, name, None)]


@pytest.mark.parametrize("name", ["notes.txt", ".hidden", "screens/one.png", "screens/deeper/still/one.png", "x/y"])
def test_added_file_is_named(folder: Path, name: str) -> None:
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    (folder / name).write_bytes(b"added")
    assert (Kind.ADDED, name, None) in found_in(folder)


def test_added_folder_is_named_though_it_is_empty(folder: Path) -> None:
    (folder / "screens" / "new").mkdir()
    assert found_in(folder) == [(Kind.ADDED, "screens/new/", None)]


def test_folder_of_screens_may_be_empty(tmp_path: Path) -> None:
    folder = sealed_run(tmp_path)
    for path in (folder / "screens").iterdir():
        path.unlink()
    assert {kind for kind, _, _ in found_in(folder)} == {Kind.MISSING}


def test_renamed_file_is_missing_and_added(folder: Path) -> None:
    (folder / "certificate.cert").rename(folder / "certificate.pem")
    assert found_in(folder) == [(Kind.MISSING, "certificate.cert", None), (Kind.ADDED, "certificate.pem", None)]


def test_swapped_pictures_are_named_with_each_others_names(folder: Path) -> None:
    one, other = folder / FIRST_PICTURE, folder / SECOND_PICTURE
    one_content, other_content = one.read_bytes(), other.read_bytes()
    one.write_bytes(other_content)
    other.write_bytes(one_content)
    faults = verify_run(folder).faults
    assert [(fault.kind, fault.file) for fault in faults] == [
        (Kind.ALTERED, FIRST_PICTURE),
        (Kind.ALTERED, SECOND_PICTURE),
    ]
    assert faults[0].message.endswith(f"its content is that of {SECOND_PICTURE}")
    assert faults[1].message.endswith(f"its content is that of {FIRST_PICTURE}")


def test_picture_that_was_altered_before_the_sealing_is_found_by_the_journal(tmp_path: Path) -> None:
    evidence = killed_run(tmp_path)
    (evidence.folder / FIRST_PICTURE).write_bytes(b"another picture")
    evidence.journal.close()
    seal_again(evidence.folder, evidence.journal.digests)
    assert found_in(evidence.folder) == [(Kind.ALTERED, FIRST_PICTURE, None)]
    assert "line 3 of the journal" in only_fault(evidence.folder).message


def test_line_that_was_altered_before_the_sealing_is_found(tmp_path: Path) -> None:
    evidence = killed_run(tmp_path)
    evidence.journal.close()
    edit_lines(evidence.folder, lambda lines: [lines[0], lines[1].replace(b"Open", b"open"), *lines[2:]])
    seal_again(evidence.folder, evidence.journal.digests)
    assert found_in(evidence.folder) == [(Kind.ALTERED, JOURNAL, 2)]


def seal_again(folder: Path, lines: list[str]) -> None:
    seal_run(folder, load_signer(), lines, tenant="contoso", command="apply", outcome="applied")


@posix
def test_links_are_refused_though_they_lead_to_the_same_content(folder: Path, tmp_path: Path) -> None:
    shutil.move(folder / FIRST_PICTURE, tmp_path / "elsewhere.png")
    (folder / FIRST_PICTURE).symlink_to(tmp_path / "elsewhere.png")
    assert found_in(folder) == [(Kind.REFUSED, FIRST_PICTURE, None)]
    assert "it is a link" in only_fault(folder).message


@posix
def test_pipe_is_not_opened_to_be_read(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(OSError, match="no plain file"):
        open_plain(tmp_path / "pipe")


@posix
def test_folder_that_is_a_link_is_refused_and_not_entered(folder: Path, tmp_path: Path) -> None:
    shutil.move(folder / "screens", tmp_path / "elsewhere")
    (folder / "screens").symlink_to(tmp_path / "elsewhere")
    found = found_in(folder)
    assert (Kind.REFUSED, "screens", None) in found
    assert {(kind, file) for kind, file, _ in found[1:]} == {(Kind.MISSING, name) for name in FILES[3:]}


@posix
def test_what_is_no_plain_file_is_refused_and_nobody_waits_for_it(folder: Path) -> None:
    (folder / "certificate.cert").unlink()
    os.mkfifo(folder / "certificate.cert")
    (folder / JOURNAL).unlink()
    os.mkfifo(folder / JOURNAL)
    with socket.socket(socket.AF_UNIX) as server:
        here = Path.cwd()
        os.chdir(folder)  # such addresses are short
        try:
            server.bind("socket")
        finally:
            os.chdir(here)
        found = found_in(folder)
    assert {(kind, file) for kind, file, _ in found} >= {
        (Kind.REFUSED, "certificate.cert"),
        (Kind.REFUSED, JOURNAL),
        (Kind.REFUSED, "socket"),
    }


@posix
@pytest.mark.parametrize("target", ["elsewhere", "/dev/zero", "nowhere"])
def test_seal_that_is_a_link_is_refused(folder: Path, tmp_path: Path, target: str) -> None:
    shutil.move(folder / "seal.json", tmp_path / "elsewhere")
    (folder / "seal.json").symlink_to(tmp_path / target)
    assert found_in(folder) == [(Kind.REFUSED, "seal.json", None)]


def test_everything_is_told_at_once(folder: Path) -> None:
    (folder / "certificate.cert").write_bytes(b"another")
    (folder / FIRST_PICTURE).unlink()
    (folder / "new").write_bytes(b"")
    edit_lines(folder, lambda lines: [lines[0], *lines[2:]])
    assert sorted(found_in(folder), key=str) == sorted(
        [
            (Kind.ALTERED, "certificate.cert", None),
            (Kind.MISSING, FIRST_PICTURE, None),
            (Kind.ADDED, "new", None),
            (Kind.MISSING, JOURNAL, 2),
        ],
        key=str,
    )


# Folders that are none


def test_what_is_no_run_folder_is_told_so(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    for path, said in [(tmp_path / "none", "no folder"), (tmp_path / "file", "no folder"), (tmp_path, "neither")]:
        with pytest.raises(NoRun, match=said):
            verify_run(path)


def test_folder_that_has_lost_its_journal_is_still_a_run_folder(folder: Path) -> None:
    (folder / JOURNAL).unlink()
    (folder / "seal.json").write_bytes(b"")
    assert {(kind, file) for kind, file, _ in found_in(folder)} == {
        (Kind.ALTERED, "seal.json"),
        (Kind.MISSING, JOURNAL),
    }


# With tools that are not ours


def check_with_openssl(folder: Path) -> "subprocess.CompletedProcess[str]":
    """What the README tells an auditor to do, in the run folder, with the key beside it."""
    (folder.parent / "key.pem").write_text(public_pem(load_signer().public_key))
    (snippet,) = re.findall(r"```sh\n(.*?)```", README, re.DOTALL)
    return subprocess.run(["bash", "-c", snippet], cwd=folder, capture_output=True, text=True, check=False)


@pytest.mark.skipif(not shutil.which("openssl"), reason="OpenSSL's command is not installed")
def test_seal_can_be_checked_with_openssl_as_the_readme_says(folder: Path) -> None:
    good = check_with_openssl(folder)
    assert good.returncode == 0, good.stderr
    assert good.stdout.split() == ["Signature", "Verified", "Successfully", "6", "6"]
    (folder / "certificate.cert").write_bytes(b"another")
    altered = check_with_openssl(folder)
    assert altered.returncode != 0
    assert "certificate.cert: FAILED" in altered.stdout
    sign(folder, statement_of(folder), other_signer())
    forged = check_with_openssl(folder)
    assert forged.returncode != 0
    assert "Verified Successfully" not in forged.stdout


@pytest.mark.skipif(not shutil.which("openssl"), reason="OpenSSL's command is not installed")
def test_fingerprint_is_what_openssl_prints(tmp_path: Path) -> None:
    (tmp_path / "key.pem").write_text(public_pem(load_signer().public_key))
    encoded = subprocess.run(
        ["openssl", "pkey", "-pubin", "-in", tmp_path / "key.pem", "-outform", "DER"], capture_output=True, check=True
    ).stdout
    assert hashlib.sha256(encoded).hexdigest() == load_signer().public_key.keyid
