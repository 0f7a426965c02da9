"""References to secrets: ``env:NAME``, ``file:PATH``, ``keyring:SERVICE/USER``, ``command:ARGV``.

A reference says where a secret is, and may be shown. What it leads to is held in memory only, and never told.
"""

import os
import re
import shlex
import shutil
import stat
import subprocess
from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Lock, Thread
from typing import IO, Self

from pydantic import SecretStr

from runbook.inventory.mistakes import nearest
from runbook.text_files import NoText, read_text

KINDS = ("env", "file", "keyring", "command")
FORMS = "env:NAME, file:PATH, keyring:SERVICE/USER or command:ARGV"
PATTERN = r"^(env:[A-Za-z_][A-Za-z0-9_]*|file:.+|keyring:.+/.+|command:.+)$"

_VARIABLE = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
# A vault may ask its server, and a person's finger; nobody's finger comes after a minute.
_COMMAND_SECONDS = 60
_LONGEST = 64 * 1024
_AT_A_TIME = 4


class Unresolved(Exception):
    """A reference leads nowhere; the message goes on after the reference, and holds no secret."""


@dataclass(frozen=True, order=True)
class Reference:
    """Where a secret is.

    Attributes:
        kind: ``env``, ``file``, ``keyring`` or ``command``.
        target: what stands after the colon.
    """

    kind: str
    target: str

    def __str__(self) -> str:
        return f"{self.kind}:{self.target}"

    @classmethod
    def parse(cls, text: str) -> Self:
        """The reference that a text is.

        Raises:
            ValueError: it is none, and probably the secret itself, which is not repeated.
        """
        kind, _, target = text.strip().partition(":")
        target = target.strip()
        if kind not in KINDS:
            raise ValueError(f"must be a reference to the secret, not the secret itself: {FORMS}")
        if kind == "env" and not _VARIABLE.fullmatch(target):
            raise ValueError("must name a variable after 'env:': letters, digits and underscores")
        if kind == "file" and not target:
            raise ValueError("must name a file after 'file:'")
        if kind == "keyring" and not all(target.rpartition("/")[::2]):
            raise ValueError("must name service and user after 'keyring:', as in keyring:SERVICE/USER")
        if kind == "command":
            _argv(target)
        return cls(kind, target)


class Secrets:
    """Resolves references, each once, however many tenants share it and however it ended.

    Threads may share one; a command that asks a vault takes its time.
    """

    def __init__(self, folder: Path, environment: Mapping[str, str]) -> None:
        """Nothing is resolved yet.

        Args:
            folder: where relative paths begin, and where commands run.
            environment: for ``env:``.
        """
        self._folder = folder.resolve()
        self._environment = environment
        self._known: dict[Reference, SecretStr | str] = {}
        self._locks: dict[Reference, Lock] = {}
        self._lock = Lock()
        self._keyring_lock = Lock()
        self._ways = {"env": self._env, "file": self._file, "keyring": self._keyring, "command": self._command}

    def get(self, reference: Reference) -> SecretStr:
        """The secret.

        Raises:
            Unresolved: it can't be had.
        """
        with self._lock:
            lock = self._locks.setdefault(reference, Lock())
        with lock:
            if reference not in self._known:
                self._known[reference] = self._resolve(reference)
            found = self._known[reference]
        if isinstance(found, str):
            raise Unresolved(found)
        return found

    def prepare(self, references: Iterable[Reference]) -> None:
        """Resolve several, some at a time, so that slow ones don't add up; `get` tells what came of it."""

        def attempt(reference: Reference) -> None:
            with suppress(Unresolved):
                self.get(reference)

        with ThreadPoolExecutor(_AT_A_TIME) as pool:
            list(pool.map(attempt, sorted(set(references))))

    def is_open_to_others(self, reference: Reference) -> bool:
        """Whether it is a file that any user of this machine can read; told where the system has modes."""
        if reference.kind != "file" or os.name != "posix":
            return False
        path = self._path(reference)
        try:
            readable = path.stat().st_mode & stat.S_IROTH
            reachable = all(folder.stat().st_mode & stat.S_IXOTH for folder in path.resolve().parents)
        except OSError:
            return False
        return bool(readable) and reachable

    def _resolve(self, reference: Reference) -> SecretStr | str:
        """The secret, or why it can't be had."""
        try:
            secret = self._ways[reference.kind](reference.target)
        except Unresolved as error:
            return str(error)
        return SecretStr(secret) if secret.strip() else "is empty"

    def _env(self, name: str) -> str:
        if name not in self._environment:
            raise Unresolved(f"is not set{nearest(name, self._environment)}")
        return self._environment[name]

    def _path(self, reference: Reference) -> Path:
        return self._folder / Path(reference.target).expanduser()

    def _file(self, target: str) -> str:
        try:
            text = read_text(self._path(Reference("file", target)))
        except NoText as error:
            raise Unresolved(error.why) from None
        secret = text.removesuffix("\n").removesuffix("\r")
        if "\n" in secret:
            raise Unresolved("holds several lines; a secret is a single one")
        return secret

    def _keyring(self, target: str) -> str:
        import keyring
        import keyring.errors

        service, _, user = target.rpartition("/")
        try:
            # Not every backend can be used by two threads at a time.
            with self._keyring_lock:
                secret = keyring.get_password(service, user)
        except keyring.errors.NoKeyringError:
            raise Unresolved("needs a keyring, and this machine has none that can be used") from None
        except keyring.errors.KeyringError as error:
            raise Unresolved(f"can't be read from the keyring ({type(error).__name__})") from None
        if secret is None:
            raise Unresolved(f"is not in the keyring; 'keyring set {service} {user}' puts it there")
        return secret

    def _command(self, target: str) -> str:
        program, *arguments = _argv(target)
        # With a folder in it a program is meant from the inventory's folder, as files are, on every system.
        place = str(self._folder / Path(program).expanduser()) if Path(program).name != program else program
        found = shutil.which(place)
        if found is None:
            hint = "; a path with backslashes stands in quotes" if "\\" in target else ""
            raise Unresolved(f"can't be run: there is no such program{hint}")
        try:
            process = subprocess.Popen(  # noqa: S603 - the inventory's owner chose it; no shell reads it
                [found, *arguments],
                cwd=self._folder,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,  # what a vault says there may hold the secret
                bufsize=0,
            )
        except OSError as error:
            raise Unresolved(f"can't be run ({error.strerror})") from None
        return _first_line(process)


def _argv(target: str) -> list[str]:
    try:
        argv = shlex.split(target)
    except ValueError:
        raise ValueError("has a quote after 'command:' that does not end") from None
    if not argv:
        raise ValueError("must name a program after 'command:'")
    return argv


def _first_line(process: "subprocess.Popen[bytes]") -> str:
    """The first line of what a program prints, once it has ended well."""
    lines: SimpleQueue[bytes] = SimpleQueue()
    Thread(target=_read, args=(process.stdout, lines), daemon=True).start()
    try:
        # Not the end of its output: an agent that it left running may hold that open.
        status = process.wait(_COMMAND_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
        raise Unresolved(f"did not end within {_COMMAND_SECONDS} s; nobody can answer its questions here") from None
    if status:
        raise Unresolved(f"ended with status {status}; run the command by hand to see why")
    try:
        return lines.get(timeout=_COMMAND_SECONDS).decode("utf-8-sig").rstrip("\r\n")
    except Empty:
        raise Unresolved("printed nothing") from None
    except UnicodeDecodeError:
        raise Unresolved("printed something that is not UTF-8") from None


def _read(stdout: IO[bytes], lines: SimpleQueue[bytes]) -> None:
    """Keep the first line, and let the program print the rest, else it would fail."""
    with stdout:
        lines.put(stdout.readline(_LONGEST))
        while stdout.read(_LONGEST):
            pass
