"""`python -m recordings`: what it prints, what it writes, how it ends."""

import io
import os
import signal
import stat
import subprocess
import sys
import threading
import tomllib
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from dotenv import dotenv_values

from recordings.__main__ import _line
from recordings.inventory import write_inventory
from recordings.world import Options, World

LAST_LINE = "Playing until Ctrl-C."


@contextmanager
def playing(*arguments: str) -> Iterator[tuple[subprocess.Popen[str], list[str]]]:
    """Start it and read what it prints until it plays."""
    process = subprocess.Popen(
        [sys.executable, "-m", "recordings", *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={key: value for key, value in os.environ.items() if key != "PYTHONUNBUFFERED"},
    )
    assert process.stdout is not None
    assert process.stderr is not None
    watchdog = threading.Timer(60, process.kill)
    watchdog.start()
    try:
        lines: list[str] = []
        while LAST_LINE not in lines:
            line = process.stdout.readline()
            assert line, f"it ended after {lines}, saying {process.stderr.read()}"
            lines.append(line.rstrip("\n"))
        yield process, lines
    finally:
        watchdog.cancel()
        if process.poll() is None:
            process.kill()
        process.wait()
        process.stdout.close()
        process.stderr.close()


def settings_in(lines: list[str]) -> dict[str, str]:
    text = "\n".join(line for line in lines if line.startswith("RUNBOOK_"))
    return {key: value or "" for key, value in dotenv_values(stream=io.StringIO(text), interpolate=False).items()}


def test_it_prints_addresses_and_settings_and_ends_on_request(tmp_path: Path) -> None:
    env = tmp_path / ".env"
    env.write_text("old", encoding="utf-8")
    env.chmod(0o644)
    with playing("--env", str(env), "--seed", "5") as (process, lines):
        text = "\n".join(lines)
        assert "written from public facts" in text
        settings = settings_in(lines)
        for key in ("RUNBOOK_AZURE_PORTAL_URL", "RUNBOOK_AZURE_LOGIN_URL", "RUNBOOK_OOMA_URL"):
            assert text.count(settings[key]) >= 2
        assert settings["RUNBOOK_OOMA_TOTP_SECRET"]
        assert settings["RUNBOOK_OOMA_ACCOUNT"] == "(own)"
        assert dict(dotenv_values(env)) == settings
        assert stat.S_IMODE(env.stat().st_mode) == 0o600
        with urllib.request.urlopen(settings["RUNBOOK_OOMA_URL"]) as answer:  # noqa: S310 - our own address
            assert b"written from public facts" in answer.read()
        process.send_signal(signal.SIGTERM)
        assert process.wait(10) == 0
        assert process.stderr is not None
        assert process.stderr.read() == ""


def test_each_of_several_tenants_has_its_block(tmp_path: Path) -> None:
    env = tmp_path / "env"
    arguments = ("--tenants", "2", "--child", "--no-totp", "--latency", "realistic", "--env", str(env))
    with playing(*arguments) as (process, lines):
        names = [line.partition("=")[2] for line in lines if line.startswith("RUNBOOK_OOMA_ACCOUNT=")]
        assert names == ["contoso-001", "contoso-002"]
        assert not any("TOTP" in line for line in lines)
        assert dotenv_values(env)["RUNBOOK_TENANT"] == "contoso-001"
        assert "# RUNBOOK_TENANT=contoso-002" in env.read_text(encoding="utf-8")
        process.send_signal(signal.SIGINT)
        assert process.wait(10) == 0


def test_inventory_lists_every_customer_and_refers_to_private_files(tmp_path: Path) -> None:
    path = tmp_path / "rehearsal.toml"
    with playing("--tenants", "2", "--child", "--partner", "--inventory", str(path)) as (process, lines):
        settings = settings_in(lines)  # of the last customer
        assert f"Written to {path}; now: runbook plan --tenants {path}" in lines
        process.send_signal(signal.SIGTERM)
        assert process.wait(10) == 0
    inventory = tomllib.loads(path.read_text(encoding="utf-8"))
    assert [tenant["name"] for tenant in inventory["tenant"]] == ["contoso-001", "contoso-002"]
    tenant = inventory["tenant"][1]
    azure, ooma = inventory["azure_sign_in"]["partner"], inventory["ooma_sign_in"]["reseller"]
    found = {f"RUNBOOK_{key.upper()}": value for key, value in (tenant | inventory["defaults"]).items()}
    found |= {f"RUNBOOK_AZURE_{key.upper()}": value for key, value in azure.items()}
    found |= {f"RUNBOOK_OOMA_{key.upper()}": value for key, value in ooma.items()}
    del found["RUNBOOK_AZURE_SIGN_IN"], found["RUNBOOK_OOMA_SIGN_IN"]
    found["RUNBOOK_TENANT"] = found.pop("RUNBOOK_NAME")
    for key, value in found.items():
        if value.startswith("file:"):
            secret = tmp_path / value.removeprefix("file:")
            assert stat.S_IMODE(secret.stat().st_mode) == 0o600
            found[key] = secret.read_text(encoding="utf-8").removesuffix("\n")
    assert found == settings
    assert settings["RUNBOOK_AZURE_PASSWORD"] not in path.read_text(encoding="utf-8")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_an_inventory_says_where_the_account_signed_in_to_is_meant(tmp_path: Path) -> None:
    path = tmp_path / "own.toml"
    world = World.make(Options(tenants=2))
    write_inventory(path, world)
    tenants = tomllib.loads(path.read_text(encoding="utf-8"))["tenant"]
    assert [tenant["ooma_account"] for tenant in tenants] == ["(own)", "(own)"]


@pytest.mark.parametrize("wrong", [("--tenants", "0"), ("--latency", "some"), ("--port", "65535"), ("more",)])
def test_wrong_arguments_are_refused(wrong: tuple[str, ...]) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "recordings", *wrong], capture_output=True, text=True, check=False, timeout=60
    )
    assert done.returncode == 2
    assert wrong[0] in done.stderr


@pytest.mark.parametrize("value", ["plain", "two words", "it's", 'a "b" #c', "$HOME", "back\\slash", "(own)", ""])
def test_every_value_survives_a_dotenv_file(tmp_path: Path, value: str) -> None:
    path = tmp_path / "env"
    path.write_text(_line("KEY", value) + "\n", encoding="utf-8")
    assert dotenv_values(path, interpolate=False)["KEY"] == value
