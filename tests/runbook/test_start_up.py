"""What a command imports before it does anything: help comes at once, and Ctrl-C is answered from the beginning."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer

from runbook import __version__
from runbook.cli.app import app
from tests.helpers.program import Start

ROOT = Path(__file__).parents[2]
HEAVY = {
    "PIL", "asyncio", "cryptography", "dbos", "dotenv", "filelock", "jinja2", "keyring", "playwright", "pydantic",
    "securesystemslib", "sqlalchemy", "structlog",
    "pages.azure", "pages.driver", "pages.microsoft", "pages.ooma", "recordings",
    "runbook.browser", "runbook.engine", "runbook.evidence", "runbook.fleet", "runbook.inventory", "runbook.report",
    "runbook.run", "runbook.settings", "runbook.sign_ins", "runbook.tenant",
}  # fmt: skip

LISTING = """
import json, sys
from runbook.__main__ import main
try:
    main()
except SystemExit as end:
    sys.stderr.write(json.dumps([end.code, sorted(sys.modules)]))
"""
# Ctrl-C comes in the moment in which a module is asked for.
INTERRUPTING = """
import os, signal, sys
module = sys.argv.pop(1)
class Interrupting:
    @staticmethod
    def find_spec(name, path=None, target=None):
        if name == module:
            os.kill(os.getpid(), signal.SIGINT)
        return None
sys.meta_path.insert(0, Interrupting)
signal.signal(signal.SIGINT, signal.default_int_handler)
from runbook.__main__ import main
main()
"""


def commands(group: Any, *names: str) -> Iterator[tuple[str, ...]]:  # noqa: ANN401 - the library's own type is private
    """The program itself, every group, every command."""
    yield names
    for name, command in getattr(group, "commands", {}).items():
        yield from commands(command, *names, name)


COMMANDS = list(commands(typer.main.get_command(app)))


def python(code: str, *arguments: str, here: Path | None = None) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-c", code, *arguments],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        cwd=here,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def heavy(modules: list[str]) -> set[str]:
    """What of the heavy ones is there, by itself or by a part of it."""
    return {name for name in HEAVY if any(one == name or one.startswith(f"{name}.") for one in modules)}


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
@pytest.mark.parametrize("option", ["--help", "-h"])
def test_help_of_every_command_imports_nothing_that_takes_long(command: tuple[str, ...], option: str) -> None:
    answer = python(LISTING, *command, option)
    status, modules = json.loads(answer.stderr)
    assert status == 0
    assert "Usage:" in answer.stdout
    assert "Show this message and exit." in answer.stdout
    assert heavy(modules) == set()


def test_every_heavy_package_would_be_found() -> None:
    everything = "runbook.cli.demo, runbook.cli.report, runbook.cli.run, PIL, keyring"
    answer = python(f"import json, sys, {everything}\nprint(json.dumps(sorted(sys.modules)))")
    assert heavy(json.loads(answer.stdout)) == HEAVY


def test_version_is_told_and_nothing_else(start: Start) -> None:
    answer = start("--version")
    assert (answer.returncode, answer.stdout, answer.stderr) == (0, f"runbook {__version__}\n", "")


@pytest.mark.parametrize(
    ("module", "command"),
    [
        ("typer", ["apply"]),
        ("playwright", ["apply"]),
        ("dbos", ["demo"]),
        ("cryptography", ["evidence", "key"]),
        ("pydantic", ["inventory", "check", "msp.toml"]),
        ("jinja2", ["report", "."]),
    ],
)
def test_ctrl_c_while_a_command_is_being_imported_ends_with_130_and_a_sentence(
    tmp_path: Path, module: str, command: list[str]
) -> None:
    answer = python(INTERRUPTING, module, *command, here=tmp_path)
    assert answer.stderr == "Interrupted. Run the same command again.\n"
    assert answer.returncode == 130
    assert answer.stdout == ""
    assert list(tmp_path.iterdir()) == []
