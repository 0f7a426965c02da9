"""References to secrets: what they lead to, what is told if they lead nowhere, and that no secret is told."""

import os
import re
import shlex
import stat
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.backends import fail
from keyring.errors import InitError

from runbook.inventory import secret_references
from runbook.inventory.secret_references import PATTERN, Reference, Secrets, Unresolved

SECRET = "hunter2 \u00fc"


@pytest.fixture
def secrets(tmp_path: Path) -> Secrets:
    return Secrets(tmp_path, {"MSP_PASSWORD": SECRET, "EMPTY": "", "BLANK": "  "})


def value(secrets: Secrets, reference: str) -> str:
    return secrets.get(Reference.parse(reference)).get_secret_value()


def refusal(secrets: Secrets, reference: str) -> str:
    with pytest.raises(Unresolved) as refused:
        value(secrets, reference)
    assert "hunter2" not in repr(refused.value)
    return str(refused.value)


def program(tmp_path: Path, code: str) -> str:
    """A reference to a command that runs this Python code in the inventory's folder."""
    (tmp_path / "vault.py").write_text(f"import os, sys, time\n{code}\n", encoding="utf-8")
    return f"command:{shlex.quote(sys.executable)} vault.py"


# What a reference is


@pytest.mark.parametrize(
    ("written", "kind", "target"),
    [
        ("env:MSP_PASSWORD", "env", "MSP_PASSWORD"),
        (" env: MSP_PASSWORD ", "env", "MSP_PASSWORD"),
        ("file:/run/secrets/azure totp", "file", "/run/secrets/azure totp"),
        ("keyring:https://vault.example/a/me@msp.example", "keyring", "https://vault.example/a/me@msp.example"),
        ("command:op read 'op://MSP/Azure portal/password'", "command", "op read 'op://MSP/Azure portal/password'"),
    ],
)
def test_each_kind_is_recognized(written: str, kind: str, target: str) -> None:
    reference = Reference.parse(written)
    assert reference == Reference(kind, target)
    assert str(reference) == f"{kind}:{target}"


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("hunter2", "must be a reference to the secret, not the secret itself"),
        ("hunter2:hunter2", "must be a reference to the secret"),
        ("ENV:hunter2", "must be a reference to the secret"),
        ("$hunter2", "must be a reference to the secret"),
        ("env:hunter2!", "must name a variable after 'env:'"),
        ("env:$hunter2", "must name a variable after 'env:'"),
        ("env:", "must name a variable after 'env:'"),
        ("file:", "must name a file after 'file:'"),
        ("keyring:hunter2", "must name service and user after 'keyring:'"),
        ("keyring:/hunter2", "must name service and user after 'keyring:'"),
        ("keyring:hunter2/", "must name service and user after 'keyring:'"),
        ("command: ", "must name a program after 'command:'"),
        ("command:echo 'hunter2", "has a quote after 'command:' that does not end"),
    ],
)
def test_what_is_no_reference_is_refused_and_never_repeated(written: str, said: str) -> None:
    with pytest.raises(ValueError, match=r"^(must|has)") as refused:
        Reference.parse(written)
    assert str(refused.value).startswith(said)
    assert "hunter2" not in repr(refused.value)
    assert refused.value.__cause__ is None


# The environment and files


def test_variable_is_kept_to_the_letter(secrets: Secrets) -> None:
    assert value(secrets, "env:MSP_PASSWORD") == SECRET


def test_variable_that_is_not_set_is_told_with_the_nearest_one(secrets: Secrets) -> None:
    assert refusal(secrets, "env:MSP_PASWORD") == "is not set; did you mean MSP_PASSWORD?"
    assert refusal(secrets, "env:OTHER") == "is not set"


@pytest.mark.parametrize("name", ["EMPTY", "BLANK"])
def test_empty_variable_is_no_secret(secrets: Secrets, name: str) -> None:
    assert refusal(secrets, f"env:{name}") == "is empty"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("end", ["", "\n", "\r\n"])
def test_file_is_read_without_its_line_end(secrets: Secrets, tmp_path: Path, encoding: str, end: str) -> None:
    """Windows PowerShell writes UTF-16."""
    (tmp_path / "secret").write_bytes(f"{SECRET} {end}".encode(encoding))
    assert value(secrets, "file:secret") == f"{SECRET} "


def test_files_are_found_from_the_inventorys_folder_by_full_path_and_at_home(
    secrets: Secrets, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("USERPROFILE", str(tmp_path / "home"))
    for folder in ("home", "within"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "secret").write_text(folder)
    assert value(secrets, "file:within/secret") == "within"
    assert value(secrets, f"file:{tmp_path / 'within' / 'secret'}") == "within"
    assert value(secrets, "file:~/secret") == "home"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"hunter2\nhunter2\n", "holds several lines; a secret is a single one"),
        (b"\n", "is empty"),
        (b"hunter2\xff", "is not UTF-8; save it as UTF-8"),
    ],
)
def test_file_that_holds_no_secret_is_told(secrets: Secrets, tmp_path: Path, content: bytes, said: str) -> None:
    (tmp_path / "secret").write_bytes(content)
    assert refusal(secrets, "file:secret") == said


def test_file_that_is_not_there_is_told(secrets: Secrets, tmp_path: Path) -> None:
    assert refusal(secrets, "file:secret") == "is not there"
    (tmp_path / "folder").mkdir()
    assert refusal(secrets, "file:folder") == "is a folder"


@pytest.mark.skipif(os.name != "posix", reason="files have no such modes there")
@pytest.mark.parametrize(
    ("folder", "file", "told"), [(0o755, 0o644, True), (0o755, 0o640, False), (0o700, 0o644, False)]
)
def test_file_that_everybody_can_read_is_known(folder: int, file: int, told: bool) -> None:
    # Pytest's own folders are private.
    with tempfile.TemporaryDirectory() as name:
        place = Path(name)
        place.chmod(folder)
        if not all(parent.stat().st_mode & stat.S_IXOTH for parent in place.resolve().parents):
            pytest.skip("the folder for temporary files is private")
        (place / "secret").write_text(SECRET)
        (place / "secret").chmod(file)
        secrets = Secrets(place, {})
        assert secrets.is_open_to_others(Reference("file", "secret")) is told
        assert not secrets.is_open_to_others(Reference("file", "none"))
        assert not secrets.is_open_to_others(Reference("env", "HOME"))


# The keyring


class Ring(KeyringBackend):
    """A keyring in memory."""

    priority = 1
    locked = False

    def get_password(self, service: str, username: str) -> str | None:
        if self.locked:
            raise InitError("hunter2")
        return {("msp/azure", "me@msp.example"): SECRET}.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        raise NotImplementedError


class LockedRing(Ring):
    """One that can't be opened."""

    locked = True


@pytest.fixture
def ring() -> Iterator[None]:
    before = keyring.get_keyring()
    yield
    keyring.set_keyring(before)


@pytest.mark.usefixtures("ring")
def test_keyring_gives_the_password_of_service_and_user(secrets: Secrets) -> None:
    keyring.set_keyring(Ring())  # type: ignore[no-untyped-call]
    assert value(secrets, "keyring:msp/azure/me@msp.example") == SECRET
    said = refusal(secrets, "keyring:msp/other/me@msp.example")
    assert said == "is not in the keyring; 'keyring set msp/other me@msp.example' puts it there"


@pytest.mark.usefixtures("ring")
def test_keyring_that_cannot_be_used_is_told(secrets: Secrets) -> None:
    keyring.set_keyring(fail.Keyring())  # type: ignore[no-untyped-call]
    assert "this machine has none that can be used" in refusal(secrets, "keyring:a/b")
    keyring.set_keyring(LockedRing())  # type: ignore[no-untyped-call]
    assert refusal(secrets, "keyring:a/c") == "can't be read from the keyring (InitError)"


# Commands


def test_first_line_of_a_commands_output_is_the_secret(secrets: Secrets, tmp_path: Path) -> None:
    code = f"sys.stdout.buffer.write('{SECRET} \\r\\nsecond\\n'.encode())"
    assert value(secrets, program(tmp_path, code)) == f"{SECRET} "


def test_command_is_read_by_no_shell(secrets: Secrets, tmp_path: Path) -> None:
    reference = program(tmp_path, "print(sys.argv[1:])")
    assert value(secrets, f"{reference} '$HOME' ; `id` \"a b\"") == "['$HOME', ';', '`id`', 'a b']"


def test_command_runs_in_the_inventorys_folder_and_may_be_a_file_there(secrets: Secrets, tmp_path: Path) -> None:
    script = tmp_path / "vault"
    script.write_text(f"#!{sys.executable}\nimport os\nprint(os.getcwd())\n")
    script.chmod(0o755)
    assert value(secrets, "command:./vault") == str(tmp_path.resolve())


def test_long_output_is_read_to_its_end_and_not_kept(secrets: Secrets, tmp_path: Path) -> None:
    code = f"print('{'x' * 10}')\nfor _ in range(1000): print('y' * 10_000)"
    assert value(secrets, program(tmp_path, code)) == "x" * 10


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("print('hunter2'); print('hunter2', file=sys.stderr); sys.exit(3)", "ended with status 3; run the command"),
        ("pass", "is empty"),
        ("print()", "is empty"),
        ("sys.stdout.buffer.write(b'hunter2\\xff')", "printed something that is not UTF-8"),
    ],
)
def test_command_that_gives_no_secret_is_told(
    secrets: Secrets, tmp_path: Path, capfd: pytest.CaptureFixture[str], code: str, said: str
) -> None:
    assert refusal(secrets, program(tmp_path, code)).startswith(said)
    assert capfd.readouterr() == ("", "")


def test_command_that_is_not_there_is_told(secrets: Secrets) -> None:
    assert refusal(secrets, "command:no-such-program-anywhere x") == "can't be run: there is no such program"
    assert refusal(secrets, "command:./none") == "can't be run: there is no such program"
    assert refusal(secrets, "command:C:\\Tools\\op.exe read") == (
        "can't be run: there is no such program; a path with backslashes stands in quotes"
    )


def test_command_that_does_not_end_is_ended(secrets: Secrets, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(secret_references, "_COMMAND_SECONDS", 1)
    code = "print('hunter2', flush=True)\nopen('pid', 'w').write(str(os.getpid()))\ntime.sleep(600)"
    assert refusal(secrets, program(tmp_path, code)).startswith("did not end within 1 s")
    with pytest.raises(ProcessLookupError):
        os.kill(int((tmp_path / "pid").read_text()), 0)


@pytest.mark.skipif(os.name != "posix", reason="forks")
def test_agent_that_a_command_leaves_running_does_not_hold_it_up(secrets: Secrets, tmp_path: Path) -> None:
    """It has inherited the output, which therefore doesn't end."""
    code = (
        "print('x', flush=True)\n"
        "if not os.fork():\n"
        "    open('pid', 'w').write(str(os.getpid()))\n"
        "    time.sleep(600)\n"
        "while not os.path.exists('pid') or not open('pid').read(): pass"
    )
    try:
        assert value(secrets, program(tmp_path, code)) == "x"
    finally:
        os.kill(int((tmp_path / "pid").read_text()), 9)


# Once


def test_each_reference_is_resolved_once_however_many_ask_and_however_it_ends(secrets: Secrets, tmp_path: Path) -> None:
    code = "open('runs', 'a').write('x')\nprint('secret') if sys.argv[1:] else sys.exit(1)"
    failing = Reference.parse(program(tmp_path, code))
    working = Reference(failing.kind, f"{failing.target} more")
    with ThreadPoolExecutor(8) as pool:
        assert len({secret.get_secret_value() for secret in pool.map(secrets.get, [working] * 8)}) == 1
    assert (tmp_path / "runs").read_text() == "x"
    for _ in range(3):
        refusal(secrets, str(failing))
    assert (tmp_path / "runs").read_text() == "xx"
    secrets.prepare([working, failing, failing])
    assert (tmp_path / "runs").read_text() == "xx"


def test_nothing_that_resolves_prints_a_secret(secrets: Secrets) -> None:
    found = secrets.get(Reference.parse("env:MSP_PASSWORD"))
    assert "hunter2" not in f"{secrets!r} {secrets} {found!r} {found} {Reference.parse('env:MSP_PASSWORD')!r}"


@pytest.mark.parametrize("written", ["env:A", "file:x", "keyring:a/b", "command:op read x"])
def test_pattern_for_editors_knows_every_kind(written: str) -> None:
    assert re.search(PATTERN, written)
    assert not re.search(PATTERN, "hunter2")
