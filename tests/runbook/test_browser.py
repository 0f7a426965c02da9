"""Which browser is driven, how it is started, and how one is installed where there is none."""

import os
import re
import subprocess
import sys
import textwrap
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.async_api import Browser, Error, Playwright
from pytest_playwright_asyncio import CreateContextCallback

from runbook.browser import install as installer
from runbook.browser import launch

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="elsewhere installed browsers can't be hidden")

Program = Callable[..., Path]
Calls = Callable[[], list[str]]


@pytest.fixture
def programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The only folder with programs, empty; nor has Playwright downloaded anything."""
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("PLAYWRIGHT_BROWSERS_PATH", str(tmp_path / "downloads"))
    monkeypatch.delenv("RUNBOOK_BROWSER", raising=False)
    return folder


@pytest.fixture
def program(programs: Path) -> Program:
    """Makes a program that notes its arguments in `calls`, then runs the text given for any of them."""

    def make(name: str, *, within: Path = programs, **when: str) -> Path:
        path = within / name
        path.parent.mkdir(parents=True, exist_ok=True)
        lines = [
            f"#!{sys.executable}",
            "import pathlib, subprocess, sys, time",
            f"with pathlib.Path({str(programs.parent / 'calls')!r}).open('a') as calls:",
            f"    print({name!r}, *sys.argv[1:], file=calls)",
        ]
        for word, python in when.items():
            lines += [f"if {word!r} in ['always', *sys.argv]:", textwrap.indent(python, "    ")]
        path.write_text("\n".join(lines))
        path.chmod(0o755)
        return path

    return make


@pytest.fixture
def calls(programs: Path) -> Calls:
    """Returns what was called so far, but for the calls that only ask for a version."""

    def read() -> list[str]:
        noted = programs.parent / "calls"
        lines = noted.read_text().splitlines() if noted.exists() else []
        return [line for line in lines if not line.endswith(" --version")]

    return read


def playwrights_own_place() -> Path:
    """Where Playwright would look for its own download."""
    answer = subprocess.run([sys.executable, "-c", launch._ASK_PLAYWRIGHT], capture_output=True, text=True, check=True)
    return Path(answer.stdout.strip())


def leave_browser(path: Path, shell: str = "") -> str:
    """Python text that leaves a browser at `path`, which does what the shell text says."""
    return (
        f"path = pathlib.Path({str(path)!r})\n"
        "path.parent.mkdir(parents=True, exist_ok=True)\n"
        f"path.write_text({f'#!/bin/sh{chr(10)}{shell}{chr(10)}'!r})\n"
        "path.chmod(0o755)"
    )


class TestFinding:
    def test_first_found_is_chrome_then_edge_then_chromium(self, program: Program) -> None:
        found = []
        for name in (
            "chromium-browser",
            "chromium",
            "microsoft-edge",
            "google-chrome-stable",
            "google-chrome",
        ):
            program(name)
            found.append(launch.find(None).name)
        assert found == [
            "chromium-browser",
            "chromium",
            "microsoft-edge",
            "google-chrome-stable",
            "google-chrome",
        ]

    @pytest.mark.parametrize(
        ("channel", "name"),
        [("chrome", "google-chrome"), ("msedge", "microsoft-edge"), ("chromium", "chromium")],
    )
    def test_channel_is_taken_even_if_another_comes_first(self, program: Program, channel: str, name: str) -> None:
        for each in ("google-chrome", "microsoft-edge", "chromium"):
            program(each)
        assert launch.find(channel).name == name

    def test_chromium_without_a_window_is_preferred_where_none_is_to_be_shown(self, program: Program) -> None:
        program("chromium")
        program("chromium-headless-shell")
        assert launch.find("chromium").name == "chromium-headless-shell"
        assert launch.find("chromium", headed=True).name == "chromium"
        program("google-chrome")
        assert launch.find(None).name == "google-chrome"

    def test_path_is_taken_as_it_is(self, program: Program, tmp_path: Path) -> None:
        program("google-chrome")
        mine = program("my-browser", within=tmp_path / "elsewhere")
        assert launch.find(str(mine)) == mine
        assert launch.find("~/elsewhere/my-browser") == mine

    @pytest.mark.usefixtures("programs")
    def test_playwrights_download_comes_last(self, program: Program) -> None:
        place = playwrights_own_place()
        program(place.name, within=place.parent)
        assert launch.find(None) == place
        assert launch.find("chromium") == place
        installed = program("chromium")
        assert launch.find(None) == installed

    @pytest.mark.usefixtures("programs")
    def test_nothing_found_says_what_was_looked_for_and_what_to_do(self) -> None:
        with pytest.raises(launch.BrowserNotFound) as missing:
            launch.find(None)
        for word in ("Chrome", "Edge", "Chromium", "python -m runbook.browser.install", "RUNBOOK_BROWSER"):
            assert word in str(missing.value)

    def test_missing_channel_names_only_that_browser(self, program: Program) -> None:
        program("chromium")
        with pytest.raises(launch.BrowserNotFound, match=r"looked for Microsoft Edge\."):
            launch.find("msedge")

    @pytest.mark.parametrize(
        ("choice", "words"),
        [
            ("firefox", "neither a channel (chrome, msedge, chromium) nor the path"),
            ("/no/such/browser", "no such file"),
            ("~", "not a program"),
        ],
    )
    def test_wrong_choice_is_quoted_in_a_clear_error(self, program: Program, choice: str, words: str) -> None:
        program("google-chrome")
        with pytest.raises(launch.BrowserNotFound, match=re.escape(words)) as wrong:
            launch.find(choice)
        assert f"RUNBOOK_BROWSER is {choice!r}" in str(wrong.value)

    def test_windows_and_mac_are_searched_where_their_installers_put_browsers(
        self, program: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        edge = program("Microsoft/Edge/Application/msedge.exe", within=tmp_path / "Program Files (x86)")
        chrome = program("Google Chrome.app/Contents/MacOS/Google Chrome", within=tmp_path / "Applications")
        monkeypatch.setenv("PROGRAMFILES(X86)", str(tmp_path / "Program Files (x86)"))
        with monkeypatch.context() as windows:
            windows.setattr(sys, "platform", "win32")
            assert launch.installed("msedge") == edge
        with monkeypatch.context() as mac:
            mac.setattr(sys, "platform", "darwin")
            assert launch.installed("chrome") == chrome


class TestStarting:
    @pytest.mark.parametrize(("user", "sandboxed"), [(0, False), (1000, True)])
    async def test_sandbox_is_given_up_only_for_root(
        self,
        playwright: Playwright,
        program: Program,
        calls: Calls,
        monkeypatch: pytest.MonkeyPatch,
        *,
        user: int,
        sandboxed: bool,
    ) -> None:
        program("chromium", always="sys.exit(1)")
        monkeypatch.setattr(os, "geteuid", lambda: user)
        with pytest.raises(Error):
            await playwright.chromium.launch(**launch.launch_options(None, headed=False))
        arguments = calls()[0].split()
        assert ("--no-sandbox" not in arguments) is sandboxed
        assert {"--headless", "--disable-background-networking", "--disable-quic"} <= set(arguments)

    def test_window_is_shown_only_on_request(self, program: Program) -> None:
        program("chromium")
        assert launch.launch_options(None, headed=False)["headless"] is True
        assert launch.launch_options("chromium", headed=True)["headless"] is False

    async def test_the_browser_of_this_machine_can_be_driven(
        self, browser: Browser, new_context: CreateContextCallback
    ) -> None:
        pages = [await (await new_context()).new_page() for _ in range(2)]
        for number, page in enumerate(pages):
            await page.set_content(f"<label>Issuer <input value='{number}'></label>")
        assert [await page.get_by_label("Issuer").input_value() for page in pages] == ["0", "1"]
        assert len(browser.contexts) == 2


class TestInstalling:
    @pytest.fixture(autouse=True)
    def playwright_does(self, program: Program, monkeypatch: pytest.MonkeyPatch) -> Program:
        """A Playwright that starts but can download nothing; called with Python texts, it does those."""

        def replace(**when: str) -> Path:
            path = program("playwright", **when)
            monkeypatch.setattr(installer, "_PLAYWRIGHT", (str(path),))
            return path

        replace(install="sys.exit('no network')")
        return replace

    @pytest.fixture
    def root(self, programs: Path, program: Program, monkeypatch: pytest.MonkeyPatch) -> None:
        """Root on Debian: apt-get is there, and leaves a Chromium when asked for it."""
        program("apt-get", chromium=leave_browser(programs / "chromium"))
        monkeypatch.setattr(os, "geteuid", lambda: 0)

    @pytest.fixture
    def somebody(self, program: Program, monkeypatch: pytest.MonkeyPatch) -> None:
        """A person without root's rights, on Debian."""
        program("apt-get")
        monkeypatch.setattr(os, "geteuid", lambda: 1000)

    @pytest.mark.usefixtures("root")
    def test_a_browser_that_starts_is_enough(
        self, program: Program, calls: Calls, capfd: pytest.CaptureFixture[str]
    ) -> None:
        program("chromium")
        assert installer.main() == 0
        assert calls() == []
        assert capfd.readouterr() == ("", "")

    @pytest.mark.usefixtures("root")
    def test_playwrights_download_is_tried_first(self, playwright_does: Program, calls: Calls) -> None:
        playwright_does(install=leave_browser(playwrights_own_place()))
        assert installer.main() == 0
        assert calls() == ["playwright install --no-shell chromium"]

    @pytest.mark.usefixtures("root")
    def test_root_on_debian_falls_back_to_the_distribution(self, calls: Calls) -> None:
        assert installer.main() == 0
        download, update, install, extra = calls()
        assert download == "playwright install --no-shell chromium"
        assert update.endswith(" update")
        assert install.endswith(" install --yes --no-install-recommends chromium fonts-liberation")
        assert extra.endswith(" chromium-headless-shell")

    @pytest.mark.usefixtures("root")
    def test_download_that_lacks_libraries_gets_them(self, playwright_does: Program, calls: Calls) -> None:
        place = playwrights_own_place()
        playwright_does(
            **{"install": leave_browser(place, "exit 127"), "install-deps": leave_browser(place)},
        )
        assert installer.main() == 0
        assert calls() == ["playwright install --no-shell chromium", "playwright install-deps chromium"]

    @pytest.mark.usefixtures("somebody")
    def test_libraries_that_only_root_can_install_are_named(
        self, playwright_does: Program, calls: Calls, capfd: pytest.CaptureFixture[str]
    ) -> None:
        playwright_does(install=leave_browser(playwrights_own_place(), "echo libnss3.so: not found >&2; exit 127"))
        assert installer.main() == 1
        assert calls() == ["playwright install --no-shell chromium"]
        problem = capfd.readouterr().err.splitlines()[-1]
        assert "libnss3.so: not found" in problem
        assert "`python -m playwright install-deps chromium` as root" in problem

    @pytest.mark.usefixtures("somebody")
    def test_without_any_way_left_a_person_is_told_what_to_do(
        self, calls: Calls, capfd: pytest.CaptureFixture[str]
    ) -> None:
        assert installer.main() == 1
        assert calls() == ["playwright install --no-shell chromium"]
        assert "Install one of Google Chrome" in capfd.readouterr().err.splitlines()[-1]

    @pytest.mark.usefixtures("root")
    def test_a_browser_chosen_by_name_is_not_replaced_by_another(
        self, calls: Calls, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("RUNBOOK_BROWSER", "/no/such/browser")
        assert installer.main() == 1
        assert calls() == []
        assert "RUNBOOK_BROWSER is '/no/such/browser'" in capfd.readouterr().err

    @pytest.mark.usefixtures("root")
    def test_library_that_playwright_itself_needs_is_installed(
        self, program: Program, playwright_does: Program, calls: Calls, tmp_path: Path
    ) -> None:
        program("chromium")
        library = tmp_path / "libatomic.so.1"
        playwright_does(always=f"sys.exit(not pathlib.Path({str(library)!r}).exists())")
        program("apt-get", libatomic1=f"pathlib.Path({str(library)!r}).touch()")
        assert installer.main() == 0
        assert [line.split()[-1] for line in calls()] == ["update", "libatomic1"]

    @pytest.mark.usefixtures("somebody")
    def test_download_that_hangs_is_ended_with_all_that_it_started(
        self,
        playwright_does: Program,
        monkeypatch: pytest.MonkeyPatch,
        capfd: pytest.CaptureFixture[str],
        tmp_path: Path,
    ) -> None:
        survived = tmp_path / "survived"
        child = f"import pathlib, time; time.sleep(2); pathlib.Path({str(survived)!r}).touch()"
        playwright_does(install=f"subprocess.run([sys.executable, '-c', {child!r}])\ntime.sleep(60)")
        monkeypatch.setattr(installer, "_DOWNLOAD_SECONDS", 0.5)
        assert installer.main() == 1
        assert "did not finish in" in capfd.readouterr().err
        time.sleep(2)
        assert not survived.exists()
