"""The command line as a person starts it, as far as it needs no browser."""

import json
from pathlib import Path

import pytest

from tests.helpers.program import SETTINGS, Start

COMMANDS = ("apply", "plan", "verify", "demo", "report", "inventory")


def test_help_lists_the_commands(start: Start) -> None:
    answer = start("--help")
    assert answer.returncode == 0
    assert [name for name in COMMANDS if f" {name} " not in answer.stdout] == []
    assert answer.stderr == ""


@pytest.mark.parametrize("command", ["apply", "verify"])
def test_faults_in_settings_end_with_2_all_told_on_stderr_and_no_browser(
    start: Start, here: Path, mark: Path, command: str
) -> None:
    """An unset setting, a misspelt one, and a malformed one."""
    settings = {name: value for name, value in SETTINGS.items() if name != "RUNBOOK_OOMA_URL"}
    settings |= {"RUNBOOK_OOMA_PASWORD": "hunter2-typo", "RUNBOOK_AZURE_TOTP_SECRET": "hunter2-totp"}
    answer = start(command, "--json", **settings)
    assert answer.returncode == 2
    found = json.loads(answer.stdout)
    assert (found["command"], found["outcome"], found["tenants"]) == (command, "failed", [])
    assert found["error"].keys() == {"code", "message", "hint", "mistakes"}
    assert found["error"]["code"] == "settings"
    assert found["error"]["message"] + "\n" + found["error"]["hint"] + "\n" == answer.stderr
    assert "RUNBOOK_OOMA_URL is required" in answer.stderr
    assert "RUNBOOK_OOMA_PASWORD is not a setting; did you mean RUNBOOK_OOMA_PASSWORD?" in answer.stderr
    assert "RUNBOOK_AZURE_TOTP_SECRET is not a TOTP secret" in answer.stderr
    assert "Traceback" not in answer.stderr
    assert "hunter2" not in answer.stderr
    assert not mark.exists()
    assert list(here.iterdir()) == []


def test_settings_come_from_dotenv_of_the_present_folder_too(start: Start, here: Path, mark: Path) -> None:
    lines = [f"{name}={value}" for name, value in SETTINGS.items() if name != "RUNBOOK_OOMA_USERNAME"]
    (here / ".env").write_text("\n".join([*lines, "RUNBOOK_OMA_USERNAME=admin"]))
    answer = start("plan")
    assert answer.returncode == 2
    assert answer.stdout == ""
    faults = [line for line in answer.stderr.splitlines() if line.startswith("RUNBOOK_")]
    assert faults == [
        "RUNBOOK_OMA_USERNAME is not a setting; did you mean RUNBOOK_OOMA_USERNAME?",
        "RUNBOOK_OOMA_USERNAME is required",
    ]
    assert not mark.exists()


def test_what_is_wrong_with_dotenv_ends_with_2_and_its_lines_before_anything_is_touched(
    start: Start, here: Path, mark: Path
) -> None:
    lines = [f"{name}={value}" for name, value in SETTINGS.items()]
    (here / ".env").write_text("\n".join([*lines, "RUNBOOK_OOMA_ACCOUNT='Joe's Pizza hunter2'\n"]))
    answer = start("apply", "--json")
    assert answer.returncode == 2
    assert answer.stderr.startswith(f".env:{len(lines) + 1}: is not NAME=value: look for a quote without its partner")
    assert json.loads(answer.stdout)["error"]["message"] == answer.stderr.splitlines()[0]
    assert "hunter2" not in answer.stdout + answer.stderr
    assert not mark.exists()
    assert [path.name for path in here.iterdir()] == [".env"]


def test_browser_that_is_not_there_ends_with_2_before_anything_is_touched(start: Start, here: Path) -> None:
    answer = start("apply", "--json", **SETTINGS, RUNBOOK_BROWSER=str(here / "none"))
    assert answer.returncode == 2
    assert json.loads(answer.stdout)["error"]["code"] == "no-browser"
    assert "RUNBOOK_BROWSER" in answer.stderr
    assert "Traceback" not in answer.stderr
    assert list(here.iterdir()) == []


@pytest.mark.parametrize("command", [("apply", "--json"), ("demo", "--tenants", "2")])
def test_browser_that_does_not_start_ends_with_2_and_says_why(
    start: Start, here: Path, command: tuple[str, ...]
) -> None:
    """Settings of a tenant that lie in the folder are nothing to the demo."""
    browser = here.parent / "broken"
    browser.write_text("#!/bin/sh\necho '[1:1:FATAL:zygote.cc(129)] No usable sandbox!' >&2\nexit 1\n")
    browser.chmod(0o755)
    answer = start(*command, **SETTINGS, RUNBOOK_BROWSER=str(browser))
    assert answer.returncode == 2
    if "--json" in command:
        assert json.loads(answer.stdout)["error"]["code"] == "no-browser"
    else:
        assert answer.stdout == ""
    assert "The browser did not start: No usable sandbox! Its sandbox needs user namespaces" in answer.stderr
    assert "Traceback" not in answer.stderr
    assert list(here.iterdir()) == []


def test_browser_of_these_tests_would_leave_a_mark(start: Start, mark: Path) -> None:
    """Else the other tests would prove nothing."""
    assert start("apply", **SETTINGS).returncode != 0
    assert mark.exists()


@pytest.mark.parametrize(
    "arguments",
    [("aply",), ("apply", "--timeout", "0")],
)
def test_wrong_usage_ends_with_2_and_says_so_on_stderr(start: Start, mark: Path, arguments: tuple[str, ...]) -> None:
    answer = start(*arguments, **SETTINGS)
    assert answer.returncode == 2
    assert answer.stdout == ""
    assert "Usage: runbook" in answer.stderr
    assert not mark.exists()


def test_report_is_made_of_a_run_folder_and_its_path_printed(start: Start, here: Path, mark: Path) -> None:
    run = here / "runs" / "a run"
    run.mkdir(parents=True)
    began = {
        "event": "run began",
        "at": "2030-06-01T12:00:00.000Z",
        **dict.fromkeys(("command", "version", "host", "operator", "system", "browser", "tenant"), "x"),
        "settings": {"azure_tenant": "contoso.example", "azure_app": "Ooma", "ooma_account": ""},
    }
    (run / "journal.jsonl").write_text(json.dumps(began) + "\n")
    answer = start("report", "runs/a run")
    assert answer.returncode == 0, answer.stderr
    assert answer.stdout == f"{Path('runs') / 'a run' / 'report.html'}\n"
    assert "contoso.example" in (run / "report.html").read_text("utf-8")
    assert not mark.exists()


def test_report_of_a_folder_that_is_no_run_ends_with_2(start: Start, here: Path) -> None:
    answer = start("report", str(here))
    assert answer.returncode == 2
    assert answer.stdout == ""
    assert "holds no journal.jsonl" in answer.stderr
    assert "Traceback" not in answer.stderr
