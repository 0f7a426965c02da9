"""`apply` from an untouched customer to a finished one: the real program, a real browser, both recordings."""

import itertools
import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Literal, NamedTuple

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes

from recordings import Options
from runbook.results import StepOutcome, StepResult, TenantOutcome
from tests.helpers.plays import BY_NAME, Bot, Silent, Stage, assert_applied, complete, played

pytestmark = pytest.mark.timeout(600)


class Case(NamedTuple):
    """How the portals look, and how the customer is set up."""

    wording: Literal["today", "guide"]
    blade: Literal["document", "frame"]
    certificate: Literal["first-save", "replaced"]
    search: Literal["by link", "by name"]
    totp: Literal["no codes", "codes"]
    account: Literal["own", "child"]
    sign_in: Literal["admin", "partner"]

    def __str__(self) -> str:
        return "-".join(self)


# Two cases visit each value; with the others they hold every pair of values of every two columns. A test says so.
EVERY_DAY = [
    Case("today", "document", "first-save", "by link", "no codes", "own", "admin"),
    Case("guide", "frame", "replaced", "by name", "codes", "child", "partner"),
]
OTHERS = [
    Case("guide", "document", "first-save", "by link", "codes", "child", "admin"),
    Case("guide", "frame", "first-save", "by link", "no codes", "own", "partner"),
    Case("today", "frame", "replaced", "by link", "no codes", "child", "admin"),
    Case("today", "document", "replaced", "by name", "no codes", "own", "partner"),
    Case("today", "document", "first-save", "by name", "codes", "own", "admin"),
]
CASES = [*EVERY_DAY, *OTHERS]
# It is as slow as life.
SLOW = OTHERS[2]


def test_the_cases_hold_every_pair_of_values() -> None:
    for one, other in itertools.combinations(range(len(Case._fields)), 2):
        wanted = {(a[one], b[other]) for a in CASES for b in CASES}
        assert {(case[one], case[other]) for case in CASES} == wanted
        assert len(wanted) == 4


def test_the_cases_of_every_day_visit_every_value() -> None:
    for column in range(len(Case._fields)):
        assert {case[column] for case in EVERY_DAY} == {case[column] for case in CASES}


class Probe(Silent):
    """Tries a SAML sign-on while Azure signs already and Ooma still holds the placeholder."""

    def __init__(self, stage: Stage) -> None:
        super().__init__()
        self.stage = stage
        self.with_placeholder: list[str] = []

    def ended(self, tenant: str, step: StepResult) -> None:
        super().ended(tenant, step)
        if step.step == 8 and step.outcome is StepOutcome.DONE:
            self.with_placeholder.append(self.stage.sign_on())


@pytest.mark.long
@pytest.mark.sign_in
@pytest.mark.parametrize(
    "case",
    [
        EVERY_DAY[0],
        pytest.param(EVERY_DAY[1], marks=pytest.mark.pictures),
        *(pytest.param(case, marks=pytest.mark.everything) for case in OTHERS),
    ],
    ids=str,
)
async def test_an_untouched_customer_becomes_a_finished_one(bot: Bot, tmp_path: Path, case: Case) -> None:
    options = Options(
        wording=case.wording, blade=case.blade, certificate=case.certificate, totp=case.totp == "codes",
        child=case.account == "child", partner=case.sign_in == "partner",
        latency="realistic" if case is SLOW else "none",
    )  # fmt: skip
    async with played(options, tmp_path) as stage:
        probe = Probe(stage)
        result = await bot.run(stage, without=BY_NAME if case.search == "by name" else (), reporter=probe)
        assert_applied(result)
        stage.assert_finished()
        assert probe.with_placeholder == ["refused: signature"]
        assert result.sso.enabled
        assert result.sso.certificate is not None
        assert result.sso.certificate.sha256 == stage.idp.certificate.fingerprint(hashes.SHA256()).hex()


async def test_a_finished_customer_is_not_written_to_again(bot: Bot, tmp_path: Path) -> None:
    async with played(Options(totp=False), tmp_path) as stage:
        complete(stage)
        result = await bot.run(stage)
        assert result.error is None
        assert result.outcome is TenantOutcome.UNCHANGED
        assert stage.world.writes == []
        stage.assert_finished()


@contextmanager
def recordings_playing(env: Path, *arguments: str) -> Iterator[None]:
    """Both portals in a process of their own, until the block ends; the settings are in the file."""
    process = subprocess.Popen(
        [sys.executable, "-m", "recordings", "--env", str(env), *arguments], stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    watchdog = threading.Timer(570, process.kill)
    watchdog.start()
    try:
        for line in process.stdout:
            if line.startswith("Playing until"):
                break
        yield
    finally:
        watchdog.cancel()
        process.send_signal(signal.SIGTERM)
        process.wait()
        process.stdout.close()


def apply_in(folder: Path) -> tuple[int, dict[str, Any], str]:
    """`python -m runbook apply --json` in a folder with a .env file: status, the document, stderr."""
    done = subprocess.run(
        [sys.executable, "-m", "runbook", "apply", "--json", "--timeout", "60"],
        cwd=folder,
        env={name: value for name, value in os.environ.items() if not name.startswith("RUNBOOK_")}
        | {name: os.environ[name] for name in ("RUNBOOK_BROWSER", "RUNBOOK_STATE") if name in os.environ},
        capture_output=True,
        text=True,
        check=False,
        timeout=500,
    )
    return done.returncode, json.loads(done.stdout), done.stderr


@pytest.mark.long
def test_the_command_line_configures_a_customer_and_then_finds_nothing_to_do(tmp_path: Path) -> None:
    with recordings_playing(tmp_path / ".env", "--no-totp"):
        status, first, log = apply_in(tmp_path)
        assert status == 0, (first, log)
        again_status, again, _ = apply_in(tmp_path)

    assert set(first) >= {"command", "outcome", "tenants"}
    assert (first["command"], first["outcome"]) == ("apply", "applied")
    (tenant,) = first["tenants"]
    assert set(tenant) >= {"name", "outcome", "steps", "sso", "error", "evidence"}
    assert (tenant["name"], tenant["outcome"], tenant["error"]) == ("contoso", "applied", None)
    assert [step["step"] for step in tenant["steps"]] == list(range(1, 11))
    for step in tenant["steps"]:
        assert set(step) >= {"step", "title", "outcome", "seconds"}
        assert step["outcome"] == "done"
        assert step["title"]
        assert step["seconds"] >= 0
    sso = tenant["sso"]
    assert set(sso) == {"login_url", "acs_url", "issuer", "enabled", "certificate"}
    assert sso["enabled"] is True
    assert sso["login_url"].endswith("/saml2")

    folder = tmp_path / tenant["evidence"]
    screens = sorted(path.name for path in (folder / "screens").iterdir())
    assert {name[:2] for name in screens} >= {f"{number:02}" for number in range(1, 11)}
    assert all((folder / "screens" / name).read_bytes().startswith(b"\x89PNG") for name in screens)
    assert "<html" in (folder / "report.html").read_text(encoding="utf-8")
    certificate = x509.load_pem_x509_certificate((folder / "certificate.cert").read_bytes())
    assert sso["certificate"]["sha256"] == certificate.fingerprint(hashes.SHA256()).hex()
    assert sso["certificate"]["not_after"].startswith(f"{certificate.not_valid_after_utc:%Y-%m-%dT%H:%M:%S}")

    assert again_status == 0
    assert again["outcome"] == "unchanged"
    assert {step["outcome"] for step in again["tenants"][0]["steps"]} == {"done", "not needed"}
    assert again["tenants"][0]["sso"] == sso
