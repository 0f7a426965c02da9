"""Makes sure that there is a browser to drive: `python -m runbook.browser.install`.

Nothing is done when Playwright and a browser both start. Else Playwright downloads its own Chromium; where
that can't be had, root on Debian and its kin installs the distribution's.
"""

import os
import shutil
import signal
import subprocess
import sys

import typer

from runbook.browser import launch

_DOWNLOAD_SECONDS = 300
_APT_SECONDS = 900
_PLAYWRIGHT = (sys.executable, "-m", "playwright")
_APT = ("apt-get", "--option", "DPkg::Lock::Timeout=120", "--option", "Acquire::Retries=2")
_APT_GET = (*_APT, "install", "--yes", "--no-install-recommends")


def main() -> int:
    """Installs what is missing; returns the exit status."""
    problem = _playwright_problem()
    if problem and _is_debian_root():
        _say("Playwright does not start; apt-get installs the library that it may lack ...")
        _apt_install("libatomic1")
        problem = _playwright_problem()
    if not problem:
        problem = _browser_problem(os.environ.get("RUNBOOK_BROWSER") or None)
    if problem:
        _say(problem)
    return 1 if problem else 0


def _playwright_problem() -> str | None:
    """Says what keeps Playwright itself from starting: a bare Debian lacks a library of its Node.js."""
    complaint = _complaint(*_PLAYWRIGHT, "--version")
    return complaint and (
        f"Playwright does not start: {complaint} "
        "(On Debian and its kin, `apt-get install libatomic1` as root may help.)"
    )


def _browser_problem(choice: str | None) -> str | None:
    """Says what keeps the bot from having a browser, after all that can be done about it."""
    problem = _missing_browser(choice)
    if choice in (None, "chromium"):  # any other is a person's own choice, and theirs to install
        for attempt in (_download, _add_libraries, _install_package):
            if not problem:
                break
            if attempt():
                problem = _missing_browser(choice)
    return problem


def _missing_browser(choice: str | None) -> str | None:
    try:
        path = launch.find(choice)
    except launch.BrowserNotFound as missing:
        return str(missing)
    if sys.platform != "linux":  # elsewhere a browser brings along all that it needs, and would show a window
        return None
    complaint = _complaint(str(path), "--version")
    return complaint and (
        f"{path} does not start: {complaint} (System libraries that it needs may be missing: "
        "on Debian and its kin, `python -m playwright install-deps chromium` as root installs them.)"
    )


def _download() -> bool:
    _say(f"No browser is ready. Playwright downloads Chromium, which takes {_DOWNLOAD_SECONDS} s at most ...")
    return _run(*_PLAYWRIGHT, "install", "--no-shell", "chromium", seconds=_DOWNLOAD_SECONDS)


def _add_libraries() -> bool:
    if not _is_debian_root() or not launch.downloaded():
        return False
    _say("The Chromium that was downloaded needs system libraries; apt-get installs them ...")
    return _run(*_PLAYWRIGHT, "install-deps", "chromium", seconds=_APT_SECONDS)


def _install_package() -> bool:
    if not _is_debian_root():
        return False
    _say("Playwright's Chromium cannot be had; apt-get installs the distribution's ...")
    if not _apt_install("chromium", "fonts-liberation"):
        return False
    # Quicker where no window is shown; older distributions don't have it, and get along without.
    _run(*_APT_GET, "chromium-headless-shell", seconds=_APT_SECONDS)
    return True


def _is_debian_root() -> bool:
    return launch.is_linux_root() and shutil.which("apt-get") is not None


def _apt_install(*packages: str) -> bool:
    return _run(*_APT, "update", seconds=_APT_SECONDS) and _run(*_APT_GET, *packages, seconds=_APT_SECONDS)


def _complaint(*command: str) -> str | None:
    """Runs a command that only proves that a program starts; returns its last words if it does not."""
    try:
        ended = subprocess.run(  # noqa: S603 - Playwright, or the browser that was found
            command, capture_output=True, text=True, timeout=60, check=False
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        return f"{error}."
    words = [*ended.stderr.strip().splitlines(), *ended.stdout.strip().splitlines()]
    return None if ended.returncode == 0 else f"{words[-1] if words else 'no reason given'}."


def _run(*command: str, seconds: float) -> bool:
    """Runs a command with its output shown; says whether it succeeded in the time given."""
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    # In a session of its own, so that whatever the command started can be ended with it.
    with subprocess.Popen(  # noqa: S603 - the commands stand above
        command, env=environment, stdin=subprocess.DEVNULL, start_new_session=True
    ) as process:
        try:
            return process.wait(timeout=seconds) == 0
        except subprocess.TimeoutExpired:
            _say(f"{' '.join(command)} did not finish in {seconds:.0f} s.")
            return False
        finally:
            _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    if process.poll() is not None:
        return
    if sys.platform == "win32":
        process.kill()
    else:
        os.killpg(process.pid, signal.SIGTERM)


def _say(sentence: str) -> None:
    typer.echo(sentence, err=True)


if __name__ == "__main__":
    sys.exit(main())
