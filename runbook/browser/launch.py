"""Finds the browser that the bot drives and says how to start it; downloads nothing."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TypedDict

from runbook.errors import RunbookError

CHANNELS = ("chrome", "msedge", "chromium")

_NAMES = {"chrome": "Google Chrome", "msedge": "Microsoft Edge", "chromium": "Chromium"}
_COMMANDS = {
    "chrome": ("google-chrome", "google-chrome-stable"),
    "msedge": ("microsoft-edge", "microsoft-edge-stable"),
    "chromium": ("chromium", "chromium-browser"),
}
# Chromium without any window: a page of its own costs it a quarter of the processor time.
_SHELL = "chromium-headless-shell"
_WINDOWS = {
    "chrome": "Google/Chrome/Application/chrome.exe",
    "msedge": "Microsoft/Edge/Application/msedge.exe",
    "chromium": "Chromium/Application/chrome.exe",
}
_ASK_PLAYWRIGHT = """
from playwright.sync_api import sync_playwright
with sync_playwright() as playwright:
    print(playwright.chromium.executable_path)
"""
_QUIET = (  # a browser that holds administrators' sessions talks to the two portals and to nobody else
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--disable-gpu",
    "--disable-quic",
)


# What Chromium and the loader write when they give up.
_TELLING = re.compile(r"FATAL|no usable sandbox|shared libraries|cannot open|permission denied", re.IGNORECASE)


class BrowserNotFound(RunbookError):
    """There is no browser, or it doesn't start; nothing was touched."""

    code = "no-browser"
    hint = "Do what the message says, then run the same command again."


class LaunchOptions(TypedDict):
    """What `playwright.chromium.launch` is called with."""

    executable_path: str
    headless: bool
    chromium_sandbox: bool
    args: list[str]
    handle_sigint: bool
    handle_sigterm: bool
    handle_sighup: bool


def launch_options(choice: str | None, *, headed: bool) -> LaunchOptions:
    """Returns the keyword arguments for `playwright.chromium.launch`.

    Args:
        choice: The value of `RUNBOOK_BROWSER`: a path, a channel, or nothing for the first one found.
        headed: Whether to show a window.
    """
    # Playwright adds --no-sandbox unless told otherwise. Chromium refuses to run as root with its sandbox,
    # and that is the only reason to go without.
    return {
        "executable_path": str(find(choice, headed=headed)),
        "headless": not headed,
        "chromium_sandbox": not is_linux_root(),
        "args": list(_QUIET),
        # A terminal sends Ctrl-C to Playwright's own process, too, which would close the browser under a write
        # that is to be finished first. When this process ends, the browser ends with it all the same.
        "handle_sigint": False,
        "handle_sigterm": False,
        "handle_sighup": False,
    }


def why_not_started(message: str) -> str:
    """Returns the line of Playwright's message that tells why a browser did not start, and what may help."""
    lines = [line.strip() for line in message.splitlines() if line.strip()]
    telling = next((line for line in lines if _TELLING.search(line)), lines[0] if lines else "")
    reason = re.sub(r"^(- )?(\[pid=\d+\])?(\[err\])?\s*(\[[\d:/.]+:\w+:[^\]]*\])?\s*", "", telling)
    sandbox = " Its sandbox needs user namespaces, which some containers and Ubuntu's AppArmor forbid."
    return (
        f"The browser did not start: {reason}{sandbox if 'sandbox' in reason.lower() else ''}"
        " Start it by hand to see more, or choose another one with RUNBOOK_BROWSER."
    )


def find(choice: str | None, *, headed: bool = False) -> Path:
    """Returns the executable of the chosen browser, or of the first one found."""
    if not choice or choice in CHANNELS:
        return _first((choice,) if choice else CHANNELS, headed=headed)
    path = Path(choice).expanduser()
    if _is_executable(path):
        return path.absolute()
    if path.exists():
        raise BrowserNotFound(
            f"RUNBOOK_BROWSER is {choice!r}, which is not a program that can be started. "
            "Give the path of the browser's executable file."
        )
    if len(path.parts) == 1:
        raise BrowserNotFound(
            f"RUNBOOK_BROWSER is {choice!r}, which is neither a channel ({', '.join(CHANNELS)}) "
            "nor the path of a browser. Correct it, or unset it to use the first browser found."
        )
    raise BrowserNotFound(
        f"RUNBOOK_BROWSER is {choice!r}, but there is no such file. "
        "Correct the path, or unset it to use the first browser found."
    )


def installed(channel: str, *, headed: bool = False) -> Path | None:
    """Returns the executable of a channel's browser as its vendor's installer leaves it, if it is there."""
    return next((path for path in _places(channel, headed=headed) if _is_executable(path)), None)


def downloaded() -> Path | None:
    """Returns the Chromium that Playwright itself downloaded earlier, if it is there.

    Only Playwright knows where it keeps its browsers; asking it takes most of a second, so this comes last.
    """
    answer = subprocess.run(  # noqa: S603 - this interpreter, and the program above
        [sys.executable, "-c", _ASK_PLAYWRIGHT], capture_output=True, text=True, timeout=60, check=False
    )
    path = Path(answer.stdout.strip())
    return path if answer.returncode == 0 and _is_executable(path) else None


def is_linux_root() -> bool:
    """Whether this process is root on Linux."""
    return sys.platform == "linux" and os.geteuid() == 0


def _first(channels: tuple[str, ...], *, headed: bool) -> Path:
    found = next((path for channel in channels if (path := installed(channel, headed=headed))), None)
    if not found and "chromium" in channels:
        found = downloaded()
    if found:
        return found
    names = [_NAMES[channel] for channel in channels]
    if "chromium" in channels:
        names.append("Playwright's own download of Chromium")
    looked_for = " or ".join(filter(None, [", ".join(names[:-1]), names[-1]]))
    raise BrowserNotFound(
        f"No browser was found: looked for {looked_for}. "
        "Install one of Google Chrome, Microsoft Edge and Chromium, or run "
        "`python -m runbook.browser.install`, or set RUNBOOK_BROWSER to the path of a browser."
    )


def _places(channel: str, *, headed: bool) -> Iterator[Path]:
    if sys.platform == "win32":
        for root in ("PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA"):
            if folder := os.environ.get(root):
                yield Path(folder, _WINDOWS[channel])
    elif sys.platform == "darwin":
        name = _NAMES[channel]
        for applications in (Path("/Applications"), Path.home() / "Applications"):
            yield applications / f"{name}.app" / "Contents" / "MacOS" / name
    commands = (_SHELL, *_COMMANDS[channel]) if channel == "chromium" and not headed else _COMMANDS[channel]
    yield from (Path(found) for command in commands if (found := shutil.which(command)))


def _is_executable(path: Path) -> bool:
    return path.is_file() and os.access(path, os.X_OK)
