"""Fixtures for all tests: the browser that the bot itself would use, and the program as a person starts it."""

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import structlog
from playwright.async_api import Browser, Playwright, expect

from pages.driver.scripts import prepare
from runbook.browser.launch import launch_options
from runbook.evidence.recorder import Evidence
from tests.helpers.faults.matrix import write_matrix
from tests.helpers.lightness import no_picture
from tests.helpers.order import choose, put_long_ones_first
from tests.helpers.plays import Bot
from tests.helpers.program import Start
from tests.helpers.run_folders import sealed_run

ROOT = Path(__file__).parent.parent
# What Python and its programs need to start at all.
PASSED_ON = ("PATH", "SYSTEMROOT", "HOME", "TMPDIR", "TEMP", "VIRTUAL_ENV", "COVERAGE_PROCESS_START")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--everything",
        action="store_true",
        help="run what takes long, too: every fault at every step (and print the matrix), every kill point, "
        "every look of the portals, second runs",
    )


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    choose(config, items)
    put_long_ones_first(items)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    if config.getoption("everything"):
        write_matrix(terminalreporter)


# What a page is expected to show comes late on a busy machine.
expect.set_options(timeout=30_000)
# A shell that starts something in the background lets it ignore Ctrl-C, and all that it starts.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(scope="session", autouse=True)
def state(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder of the tests' own for what the program keeps, in this process and in those that tests start."""
    with pytest.MonkeyPatch.context() as patch:
        folder = tmp_path_factory.mktemp("state")
        patch.setenv("RUNBOOK_STATE", str(folder))
        yield folder


@pytest.fixture(autouse=True)
def own_log() -> Iterator[None]:
    """What a test configured for its log ends with it: the stream to which it wrote is closed by then."""
    yield
    structlog.reset_defaults()


@pytest.fixture(scope="session")
def pattern(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A sealed run folder that no test changes."""
    return sealed_run(tmp_path_factory.mktemp("runs"))


@pytest.fixture
def folder(pattern: Path, tmp_path: Path) -> Path:
    """A sealed run folder that a test may change."""
    return Path(shutil.copytree(pattern, tmp_path / "run"))


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """Starts the browser that the bot would start; `--headed` and `--slowmo` work as ever."""
    headed = browser_type_launch_args.get("headless") is False
    return {**browser_type_launch_args, **launch_options(os.environ.get("RUNBOOK_BROWSER"), headed=headed)}


@pytest.fixture(scope="session")
async def playwright(playwright: Playwright) -> Playwright:
    """Prepares Playwright once, before any browser starts: what `pages` registers belongs here."""
    await prepare(playwright)
    return playwright


@pytest.fixture(scope="session")
def base_url() -> None:
    """No base URL: there are two portals. The plugin's own fixture is of a kind that pytest deprecates."""


@pytest.fixture(scope="session")
def everything(pytestconfig: pytest.Config) -> bool:
    """Whether a test does all that it can, however long it takes."""
    return bool(pytestconfig.getoption("everything"))


@pytest.fixture
def light(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Drawing pages is most of a run's time, and decides nothing in most tests: runs do it only with the marker."""
    if request.node.get_closest_marker("pictures") is None:
        monkeypatch.setattr(Evidence, "picture", no_picture)


@pytest.fixture
def bot(playwright: Playwright, browser: Browser, tmp_path: Path, request: pytest.FixtureRequest, light: None) -> Bot:
    """The program, to be run on worlds in this process, with run folders of this test.

    Signing in is a good part of a run, too: the portals know the administrators already, but for the marker's tests.
    """
    del light
    signs_in = request.node.get_closest_marker("sign_in") is not None
    return Bot(playwright, browser, tmp_path / "runs", has_sessions=not signs_in)


@pytest.fixture
def mark(tmp_path: Path) -> Path:
    """Is there once the browser was started."""
    return tmp_path / "browser-was-started"


@pytest.fixture
def here(tmp_path: Path) -> Path:
    """The empty folder in which the program is started."""
    folder = tmp_path / "here"
    folder.mkdir()
    return folder


@pytest.fixture
def start(tmp_path: Path, here: Path, mark: Path) -> Start:
    """Starts the program with these settings only, in a process group of its own, with a browser that leaves a mark."""
    browser = tmp_path / "browser"
    browser.write_text(f"#!{sys.executable}\nimport pathlib\npathlib.Path({str(mark)!r}).touch()\n")
    browser.chmod(0o755)

    def run(*arguments: str, **settings: str) -> "subprocess.CompletedProcess[str]":
        environment = {name: os.environ[name] for name in PASSED_ON if name in os.environ}
        environment |= {"RUNBOOK_BROWSER": str(browser), "COLUMNS": "200", "PYTHONIOENCODING": "cp1252"}
        environment |= {"PYTHONPATH": str(ROOT), "RUNBOOK_STATE": str(tmp_path / "state")}
        return subprocess.run(
            [sys.executable, "-m", "runbook", *arguments],
            cwd=here,
            env=environment | settings,
            capture_output=True,
            encoding="utf-8",
            check=False,
            start_new_session=True,
        )

    return run
