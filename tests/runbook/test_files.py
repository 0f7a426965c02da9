"""Private files and folders, the names of run folders, and names for files."""

import os
import stat
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from runbook.evidence.recorder import Evidence
from runbook.evidence.redaction import Redactor
from runbook.files import private_folder, slug, write_private

MOMENT = datetime(2030, 6, 1, 12, 30, 15, 250_000, tzinfo=UTC)
posix = pytest.mark.skipif(sys.platform == "win32", reason="there are no such modes")


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


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
