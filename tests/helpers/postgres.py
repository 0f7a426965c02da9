"""A PostgreSQL server for tests: on loopback, in a folder that goes with it.

    python -m tests.helpers.postgres

makes sure that there is one to start: root on Debian gets the distribution's package by `apt-get`.
"""

import os
import pwd
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.exc import OperationalError

_APT = ("apt-get", "--option", "DPkg::Lock::Timeout=120", "--option", "Acquire::Retries=2")


def binaries() -> Path | None:
    """Where the server's programs are: in the path, or where Debian puts them."""
    found = shutil.which("initdb")
    if found is not None:
        return Path(found).resolve().parent
    versions = Path("/usr/lib/postgresql").glob("*/bin/initdb")
    return max((path.parent for path in versions), key=lambda path: int(path.parent.name), default=None)


@dataclass
class Server:
    """A server that can be stopped and started again.

    Attributes:
        password: of its one user.
    """

    folder: Path
    programs: Path
    port: int
    password: str = field(default_factory=lambda: secrets.token_hex(8))
    _process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        """As RUNBOOK_DATABASE_URL has it."""
        return f"postgresql://runbook:{self.password}@127.0.0.1:{self.port}/postgres"

    def make(self) -> None:
        """Make the files of an empty server."""
        word = self.folder / "password"
        word.write_text(self.password, encoding="utf-8")
        if (user := _unprivileged()) is not None:
            for path in (self.folder, word):
                shutil.chown(path, user)
        subprocess.run(
            [
                self.programs / "initdb", "--pgdata", self.folder / "data", "--username", "runbook",
                "--pwfile", word, "--auth", "scram-sha-256", "--encoding", "UTF8", "--locale", "C", "--no-sync",
            ],
            user=user, check=True, stdout=subprocess.DEVNULL, cwd=self.folder,
        )  # fmt: skip

    def start(self) -> None:
        """Start it, and wait until it answers."""
        settings = {
            "listen_addresses": "127.0.0.1", "port": str(self.port), "unix_socket_directories": "",
            "fsync": "off", "max_connections": "200", "log_min_messages": "fatal",
        }  # fmt: skip
        options = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
        self._process = subprocess.Popen(
            [self.programs / "postgres", "-D", self.folder / "data", *options],
            user=_unprivileged(), cwd=self.folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        engine = sa.create_engine(sa.make_url(self.url).set(drivername="postgresql+psycopg"))
        while True:
            assert self._process.poll() is None, "the server did not start"
            try:
                with engine.connect():
                    break
            except OperationalError:
                time.sleep(0.1)
        engine.dispose()

    def stop(self) -> None:
        """End it at once, with every connection."""
        if self._process is not None:
            self._process.send_signal(signal.SIGINT)
            self._process.wait()
            self._process = None


@contextmanager
def server(programs: Path) -> Iterator[Server]:
    """A server that runs until the block ends."""
    with closing(socket.socket()) as one:
        one.bind(("127.0.0.1", 0))
        port = one.getsockname()[1]
    # Not below pytest's folder: that one is closed to other users.
    with tempfile.TemporaryDirectory(prefix="postgres-") as name:
        made = Server(Path(name), programs, port)
        made.make()
        made.start()
        try:
            yield made
        finally:
            made.stop()


def _unprivileged() -> str | None:
    """The server does not run as root."""
    if os.geteuid() != 0:
        return None
    known = {one.pw_name for one in pwd.getpwall()}
    return "postgres" if "postgres" in known else "nobody"


def main() -> int:
    """Install what is missing; returns the exit status, which is 0 also where tests will have to go without."""
    if binaries() is None and os.geteuid() == 0 and shutil.which("apt-get"):
        sys.stderr.write("The tests of fleets want PostgreSQL; apt-get installs it ...\n")
        environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        for arguments in (("update",), ("install", "--yes", "--no-install-recommends", "postgresql")):
            if subprocess.run([*_APT, *arguments], env=environment, check=False).returncode:
                break
    if binaries() is None:
        sys.stderr.write("There is no PostgreSQL: the tests that need it are skipped.\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
