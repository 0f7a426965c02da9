"""The seal's envelope: forged, foreign, hostile and broken ones are found, and lead nowhere."""

import base64
import hashlib
import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from runbook.evidence.chain import Kind
from runbook.evidence.signer import load_signer, public_pem
from runbook.evidence.verification import verify_run
from tests.helpers.properties import examples
from tests.helpers.run_folders import (
    FIRST_PICTURE,
    GARBAGE,
    JOURNAL,
    LINES,
    copied,
    edit_lines,
    found_in,
    only_fault,
    other_signer,
    sealed_run,
    sign,
    statement_of,
)

# The seal itself


def test_seal_of_another_run_is_found(folder: Path, tmp_path: Path) -> None:
    other = sealed_run(tmp_path, "fabrikam")
    shutil.copy(other / "seal.json", folder / "seal.json")
    found = {(kind, file) for kind, file, _ in found_in(folder)}
    assert (Kind.ALTERED, JOURNAL) in found
    assert (Kind.ALTERED, "report.html") in found


def test_seal_by_another_key_is_found_by_whoever_demands_a_key(folder: Path) -> None:
    stranger = other_signer()
    statement = statement_of(folder)
    statement["predicate"]["publicKey"] = public_pem(stranger.public_key)
    sign(folder, statement, stranger)
    assert found_in(folder, load_signer().public_key.keyid) == [(Kind.SIGNER, "seal.json", None)]
    unpinned = verify_run(folder)
    assert (unpinned.sound, unpinned.own, unpinned.pinned) == (True, False, False)
    assert unpinned.seal is not None
    assert unpinned.seal.fingerprint == stranger.public_key.keyid


def test_seal_that_names_our_key_and_was_signed_by_another_is_found(folder: Path) -> None:
    sign(folder, statement_of(folder), other_signer())
    assert found_in(folder) == [(Kind.ALTERED, "seal.json", None)]


def test_altered_payload_is_found(folder: Path) -> None:
    path = folder / "seal.json"
    envelope = json.loads(path.read_bytes())
    payload = base64.b64decode(envelope["payload"]).replace(b'"outcome":"applied"', b'"outcome":"changed"')
    envelope["payload"] = base64.b64encode(payload).decode()
    path.write_bytes(json.dumps(envelope, indent=2).encode() + b"\n")
    assert found_in(folder) == [(Kind.ALTERED, "seal.json", None)]
    assert "its signature is not that of its content" in only_fault(folder).message


def test_seal_that_was_only_spelled_otherwise_is_found(folder: Path) -> None:
    path = folder / "seal.json"
    envelope = json.loads(path.read_bytes())
    second = {"keyid": "ab" * 32, "sig": envelope["signatures"][0]["sig"]}
    for spelled in (
        json.dumps(envelope),
        json.dumps({**envelope, "more": 1}, indent=2) + "\n",
        json.dumps({**envelope, "signatures": envelope["signatures"] * 2}, indent=2) + "\n",
        json.dumps({**envelope, "signatures": []}, indent=2) + "\n",
        json.dumps({**envelope, "signatures": [*envelope["signatures"], second]}, indent=2) + "\n",
        path.read_text().replace('"payload":', '"payload": "", "payload":', 1),
    ):
        path.write_text(spelled)
        assert found_in(folder) == [(Kind.ALTERED, "seal.json", None)], spelled


def test_without_a_valid_seal_the_chain_and_the_pictures_are_checked_all_the_same(folder: Path) -> None:
    (folder / "seal.json").write_bytes(b"{}")
    (folder / FIRST_PICTURE).write_bytes(b"another")
    (folder / "certificate.cert").write_bytes(b"another")
    edit_lines(folder, lambda lines: [lines[0], *lines[2:]])
    assert sorted(found_in(folder), key=str) == sorted(
        [
            (Kind.ALTERED, "seal.json", None),
            (Kind.MISSING, JOURNAL, 2),
            (Kind.ALTERED, FIRST_PICTURE, None),
            (Kind.ALTERED, "certificate.cert", None),
        ],
        key=str,
    )


@pytest.mark.parametrize(
    "name", ["../outside", "/etc/passwd", "screens/../../outside", "C:\\outside", "a\x1b[2Jb", "", "x" * 100_000]
)
def test_names_in_a_seal_are_data_and_lead_nowhere(folder: Path, name: str) -> None:
    (folder.parent / "outside").write_bytes(b"outside")
    statement = statement_of(folder)
    digest = hashlib.sha256(b"outside").hexdigest()
    statement["subject"].append({"name": name, "digest": {"sha256": digest}})
    sign(folder, statement, load_signer())
    assert found_in(folder) == [(Kind.MISSING, name, None)]


@pytest.mark.parametrize(
    "edit",
    [
        lambda s: s["subject"].append(s["subject"][0]),
        lambda s: s["subject"][0].update(name=7),
        lambda s: s["subject"][0]["digest"].update(sha256="ABC"),
        lambda s: s.update(subject=None),
        lambda s: s.update(_type="https://in-toto.io/Statement/v0.1"),
        lambda s: s.pop("_type"),
        lambda s: s.update(predicateType="https://slsa.dev/provenance/v1"),
        lambda s: s["predicate"].pop("journal"),
        lambda s: s["predicate"]["journal"].update(lines=LINES - 1),
        lambda s: s["predicate"]["journal"].update(head="0" * 64),
        lambda s: s["predicate"]["journal"].update(lines=0, digests=[]),
        lambda s: s["predicate"].update(publicKey="no key"),
        lambda s: s["predicate"].update(more="than we know"),
    ],
)
def test_signed_nonsense_is_no_seal(folder: Path, edit: Any) -> None:  # noqa: ANN401 - a function of a statement
    statement = statement_of(folder)
    edit(statement)
    sign(folder, statement, load_signer())
    assert found_in(folder) == [(Kind.ALTERED, "seal.json", None)]


def test_other_payloads_of_our_key_are_no_seal(folder: Path) -> None:
    sign(folder, statement_of(folder), load_signer(), "application/json")
    assert found_in(folder) == [(Kind.ALTERED, "seal.json", None)]


@examples(60)
@given(st.binary() | st.sampled_from(GARBAGE))
@example(b'{"payload": "\xc3\xa9", "payloadType": "application/vnd.in-toto+json", "signatures": [{}]}')
def test_garbage_is_no_seal(pattern: Path, content: bytes) -> None:
    with copied(pattern) as folder:
        (folder / "seal.json").write_bytes(content)
        assert found_in(folder) == [(Kind.ALTERED, "seal.json", None)]


def test_seal_that_is_too_large_is_not_read(folder: Path) -> None:
    with (folder / "seal.json").open("r+b") as file:
        file.truncate(2**40)
    assert "too large" in only_fault(folder).message
