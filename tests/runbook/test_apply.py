"""`apply` from an untouched customer to a finished one: the real program, a real browser, both recordings."""

import base64
import io
import itertools
import json
import os
import re
from pathlib import Path
from typing import Any, Literal, NamedTuple

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key
from PIL import Image
from playwright.async_api import Browser, expect

from recordings import Options, Write
from recordings.ooma.state import Account
from runbook.evidence.redaction import HIDDEN
from runbook.evidence.signer import KEY
from runbook.evidence.verification import verify_run
from runbook.results import OomaAccount, StepOutcome, StepResult, TenantOutcome
from tests.helpers.journals import read_journal
from tests.helpers.plays import (
    BY_NAME,
    Bot,
    Silent,
    Stage,
    assert_applied,
    complete,
    played,
    secrets_of,
    start_apply,
)
from tests.helpers.program import Ended, watched
from tests.helpers.report_browser import opened, violations

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


# The first two run every day and visit each value; with the others they hold every pair of values of every two
# columns. Tests say so. The first one is run by the command line, in the last test of this module.
COMMAND_LINE = Case("today", "document", "first-save", "by link", "codes", "own", "admin")
EVERY_DAY = Case("guide", "frame", "replaced", "by name", "no codes", "child", "partner")
OTHERS = [
    Case("guide", "document", "first-save", "by link", "no codes", "child", "admin"),
    Case("guide", "frame", "first-save", "by link", "codes", "own", "partner"),
    Case("today", "frame", "replaced", "by link", "codes", "child", "admin"),
    Case("today", "document", "replaced", "by name", "codes", "own", "partner"),
    Case("today", "document", "first-save", "by name", "no codes", "own", "admin"),
]
CASES = [COMMAND_LINE, EVERY_DAY, *OTHERS]
# It is as slow as life.
SLOW = OTHERS[2]


def options_of(case: Case) -> Options:
    """The stand-ins' options that make a case, but for the search, which is a matter of the settings."""
    return Options(
        wording=case.wording, blade=case.blade, certificate=case.certificate, totp=case.totp == "codes",
        child=case.account == "child", partner=case.sign_in == "partner",
        latency="realistic" if case is SLOW else "none",
    )  # fmt: skip


def left_out(case: Case) -> tuple[str, ...]:
    """The settings that a case does without."""
    return BY_NAME if case.search == "by name" else ()


def test_the_cases_hold_every_pair_of_values() -> None:
    for one, other in itertools.combinations(range(len(Case._fields)), 2):
        wanted = {(a[one], b[other]) for a in CASES for b in CASES}
        assert {(case[one], case[other]) for case in CASES} == wanted
        assert len(wanted) == 4


def test_the_cases_of_every_day_visit_every_value() -> None:
    for column in range(len(Case._fields)):
        assert {COMMAND_LINE[column], EVERY_DAY[column]} == {case[column] for case in CASES}


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
        EVERY_DAY,
        *(pytest.param(case, marks=pytest.mark.everything) for case in (COMMAND_LINE, *OTHERS)),
    ],
    ids=str,
)
async def test_an_untouched_customer_becomes_a_finished_one(bot: Bot, tmp_path: Path, case: Case) -> None:
    async with played(options_of(case), tmp_path) as stage:
        probe = Probe(stage)
        result = await bot.run(stage, without=left_out(case), reporter=probe)
        assert_applied(result)
        stage.assert_finished()
        assert probe.with_placeholder == ["refused: signature"]
        assert result.sso.enabled
        assert result.sso.certificate is not None
        assert result.sso.certificate.sha256 == stage.idp.certificate.fingerprint(hashes.SHA256()).hex()


async def test_a_finished_customer_is_not_written_to_again(bot: Bot, tmp_path: Path) -> None:
    """Though it goes by the account's name only, it tells what else Ooma shows of the account."""
    async with played(Options(totp=False, child=True), tmp_path) as stage:
        complete(stage)
        result = await bot.run(stage)
        assert result.error is None
        assert result.outcome is TenantOutcome.UNCHANGED
        assert stage.world.writes == []
        stage.assert_finished()
        account = stage.customer.account
        assert result.ooma_account == OomaAccount(name=account.name, id=account.id, realm=account.realm)
        add = f"{account.id}: add it as RUNBOOK_OOMA_ACCOUNT_ID, beside RUNBOOK_OOMA_ACCOUNT"
        assert result.notes == [f"Ooma shows the account's id, {add}"]
        assert result.evidence is not None
        shown = f"'{account.name}' (realm {account.realm}, id {account.id})"
        assert accounts_told(result.evidence) == [f"{shown}; found by its name"]


def accounts_told(run: Path) -> list[str]:
    """What a run's journal says of the account that it found."""
    return [entry["value"] for entry in read_journal(run) if entry.get("thing") == "the customer's account"]


# The program as a person starts it, with everything it does in real use: one run, and everything that it leaves behind.


@pytest.mark.long
async def test_the_command_line_configures_a_customer_leaves_evidence_and_keeps_secrets(
    browser: Browser, tmp_path: Path
) -> None:
    """One test checks everything about a run that takes as long as many tests.

    It signs in with one-time codes, takes pictures, logs all it can, and has its settings from a `.env` file.
    """
    assert left_out(COMMAND_LINE) == ()  # the file has all settings
    folder = tmp_path / "here"
    folder.mkdir()
    with_placeholder: list[str] = []

    async def try_sign_on(write: Write) -> None:
        """Azure signs since its certificate came into being, and Ooma still holds the placeholder."""
        if write.operation == "azure.card1.save":
            with_placeholder.append(stage.sign_on())

    async with played(options_of(COMMAND_LINE), tmp_path / "codes") as stage:
        stage.world.after_write = try_sign_on
        ended = await watched(await start_apply(stage, folder, light=False))
        assert ended.status == 0, (ended.stdout.decode(), ended.stderr.decode())
        stage.assert_finished()
        assert with_placeholder == ["refused: signature"]
        document = json.loads(ended.stdout)
        assert_tells_what_was_done(document, stage.customer.account)
        stage.assert_tells(document["tenants"][0]["sso"])
        secrets = [secret.encode() for secret in secrets_of(stage)]
        assert len(secrets) >= 8
    run = folder / document["tenants"][0]["evidence"]
    assert list(folder.glob("runs/*-contoso")) == [run]
    assert_folder_is_whole(run, document["tenants"][0]["sso"])
    assert_secrets_stayed_at_home(folder, run, [*secrets, *sealing_key()], ended)
    assert_pictures_hide_what_was_typed(run)
    await assert_report_shows_what_was_done(browser, run / "report.html")


def assert_tells_what_was_done(document: dict[str, Any], account: Account) -> None:
    """The JSON document tells of one customer, all of whose ten steps were done."""
    assert set(document) >= {"command", "outcome", "tenants"}
    assert (document["command"], document["outcome"]) == ("apply", "applied")
    (tenant,) = document["tenants"]
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
    # The account signed in to: its own page tells these if they have come by the time that the tab is opened.
    told = tenant["ooma_account"]
    assert told["name"] is None
    assert (told["id"], told["realm"]) in {(None, None), (account.id, account.realm)}


def assert_folder_is_whole(run: Path, sso: dict[str, Any]) -> None:
    """The run folder is what its seal says, and holds pictures of every step, the report and the certificate."""
    assert verify_run(run).faults == ()
    assert verify_run(run).own
    screens = sorted(path.name for path in (run / "screens").iterdir())
    assert {name[:2] for name in screens} >= {f"{number:02}" for number in range(1, 11)}
    assert all((run / "screens" / name).read_bytes().startswith(b"\x89PNG") for name in screens)
    assert "<html" in (run / "report.html").read_text(encoding="utf-8")
    certificate = x509.load_pem_x509_certificate((run / "certificate.cert").read_bytes())
    assert sso["certificate"]["sha256"] == certificate.fingerprint(hashes.SHA256()).hex()
    assert sso["certificate"]["not_after"].startswith(f"{certificate.not_valid_after_utc:%Y-%m-%dT%H:%M:%S}")


def sealing_key() -> list[bytes]:
    """The key that seals runs, in the forms in which it could be told."""
    key = load_pem_private_key((Path(os.environ["RUNBOOK_STATE"]) / KEY).read_bytes(), None)
    assert isinstance(key, Ed25519PrivateKey)
    raw = key.private_bytes_raw()
    return [raw, raw.hex().encode(), base64.b64encode(raw), b"PRIVATE KEY"]


def assert_secrets_stayed_at_home(folder: Path, run: Path, secrets: list[bytes], ended: Ended) -> None:
    """Invariant 8: secrets are in no file, but for the one that gave them, no log line and no process argument."""
    assert any(b"chrom" in line for line in ended.arguments)
    files = {path for path in folder.rglob("*") if path.is_file()} - {folder / ".env"}
    assert {path.name for path in files} >= {
        "journal.jsonl", "report.html", "certificate.cert", "seal.json", "index.html"
    }  # fmt: skip
    assert any(path.suffix == ".png" for path in files)
    places = {str(path): path.read_bytes() for path in files}
    places |= {"stdout": ended.stdout, "stderr": ended.stderr, "arguments": b"\n".join(ended.arguments)}
    places["the seal's payload"] = base64.b64decode(json.loads(places[str(run / "seal.json")])["payload"])
    for place, content in places.items():
        without_pictures = re.sub(rb"data:image/\w+;base64,[\w+/=]*", b"", content)
        for secret in secrets:
            # A code of six digits may be a part of a longer number.
            found = re.search(rb"(?<!\d)" + re.escape(secret) + rb"(?!\d)", without_pictures)
            assert found is None, place


def assert_pictures_hide_what_was_typed(run: Path) -> None:
    """Where a secret was typed its picture shows one color only."""
    typed = [entry for entry in read_journal(run) if entry.get("value") == HIDDEN]
    assert len(typed) == 4  # a password and a code at each portal
    for entry in typed:
        picture = (run / entry["screenshot"]["file"]).read_bytes()
        assert colors(picture, entry["box"]) == [(32, 32, 32)], entry["thing"]


def colors(picture: bytes, box: dict[str, float]) -> list[object]:
    """The colors in a part of a screenshot, but for its edge."""
    part = (box["x"] + 2, box["y"] + 2, box["x"] + box["width"] - 2, box["y"] + box["height"] - 2)
    found = Image.open(io.BytesIO(picture)).convert("RGB").crop(part).getcolors()
    return [color for _, color in found or ()]


async def assert_report_shows_what_was_done(browser: Browser, report: Path) -> None:
    """The report in a browser: accessible, and shows the switch before and after, and what was verified."""
    async with opened(browser, report) as page:
        assert await violations(page) == []
        await expect(page.locator("#answer")).to_contain_text("Applied")
        await expect(page.locator("#portals .state.wrong")).to_have_count(0)
        step = page.locator("#step-10")
        await expect(step.locator(".compare")).to_contain_text("About to turn the 'Enable' switch")
        await expect(step.locator(".compare")).to_contain_text("After Ooma: Read 'Enable' on")
        await expect(step.locator(".compare .mark")).to_have_count(2)
        await expect(page.locator("#verification .shot")).not_to_have_count(0)
        await expect(page.locator("#run")).to_contain_text("each with the SHA-256 that the journal names")
