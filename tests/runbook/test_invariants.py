"""The invariants of the bot, each broken on purpose by a portal, a person or the power supply.

The real program runs against the recordings; what counts is what the portals hold afterwards.
"""

import html
import re
from collections.abc import Callable
from pathlib import Path

import pyotp
import pytest
from playwright.async_api import Browser

from recordings import Options, Write
from recordings.azure.state import AzureUser
from recordings.ooma.idp import thumbprint
from recordings.ooma.state import IdentityProvider, OomaUser
from runbook.evidence.verification import verify_run
from runbook.options import Command
from runbook.results import StepResult, TenantOutcome
from tests.helpers.ooma_stand_in import signer
from tests.helpers.plays import (
    BY_NAME,
    Bot,
    Silent,
    Stage,
    assert_applied,
    assert_failed,
    complete,
    played,
    second_certificate,
)

pytestmark = pytest.mark.timeout(900)

NO_CODES = Options(totp=False)
HOSTILE = "<img src=x onerror=alert(1)>"


class Intruder(Silent):
    """A second administrator, who does something between step 9 and step 10."""

    def __init__(self, act: Callable[[], object]) -> None:
        super().__init__()
        self._act = act

    def ended(self, tenant: str, step: StepResult) -> None:
        super().ended(tenant, step)
        if step.step == 9:
            self._act()


# 1: SSO is never switched on unless Ooma holds Azure's active signing certificate.


@pytest.mark.long
async def test_another_certificate_of_azure_since_the_swap_is_swapped_in_too(bot: Bot, tmp_path: Path) -> None:
    acts = iter([second_certificate])
    async with played(NO_CODES, tmp_path) as stage:
        complete(stage, up_to=7)
        result = await bot.run(stage, reporter=Intruder(lambda: [act(stage) for act in acts]))
        assert_applied(result)
        assert result.evidence is not None
        assert verify_run(result.evidence).sound
        assert stage.customer.account.enabled_with == [stage.active]
        stage.assert_finished()


@pytest.mark.long
async def test_sso_stays_off_while_azure_signs_with_yet_another_certificate_after_each_swap(
    bot: Bot, tmp_path: Path, everything: bool
) -> None:
    async with played(NO_CODES, tmp_path) as stage:
        complete(stage, up_to=7)
        result = await bot.run(stage, reporter=Intruder(lambda: second_certificate(stage)))
        assert_failed(result, "refused")
        assert not stage.idp.enabled
        assert stage.customer.account.enabled_with == []
        if not everything:
            return
        # The next run takes the new certificate.
        assert_applied(await bot.run(stage))
        stage.assert_finished()


@pytest.mark.long
async def test_sso_stays_off_when_somebody_uploads_another_certificate_since_the_swap(bot: Bot, tmp_path: Path) -> None:
    def upload() -> None:
        stage.idp.certificate = signer("somebody else")[1]
        stage.idp.certificate_name = "other.cert"

    async with played(NO_CODES, tmp_path) as stage:
        complete(stage, up_to=7)
        assert_failed(await bot.run(stage, reporter=Intruder(upload)), "refused")
        assert not stage.idp.enabled
        assert stage.customer.account.enabled_with == []


@pytest.mark.long
async def test_a_certificate_that_changes_in_the_moment_of_enabling_is_noticed(bot: Bot, tmp_path: Path) -> None:
    async with played(NO_CODES, tmp_path) as stage:
        complete(stage, up_to=9)
        held = stage.active

        async def roll(write: Write) -> None:
            if write.detail.get("enabled") is True:
                second_certificate(stage)

        stage.world.after_write = roll
        assert_failed(await bot.run(stage), "not-verified")
        assert stage.customer.account.enabled_with == [held]
        assert not stage.idp.enabled


# 2: nothing is written before the page itself shows the right tenant, application and account.


async def test_nothing_is_written_to_another_application_than_the_configured_one(bot: Bot, tmp_path: Path) -> None:
    async with played(NO_CODES, tmp_path) as stage:
        result = await bot.run(stage, settings={"RUNBOOK_AZURE_APP": "Ooma Enterprise Test"})
        assert_failed(result, "wrong-place")
        assert result.error is not None
        assert "'Ooma'" in result.error.message
        assert "'Ooma Enterprise Test'" in result.error.message
        stage.assert_nothing_written()


async def test_nothing_is_written_when_the_ooma_account_is_not_there(bot: Bot, tmp_path: Path) -> None:
    async with played(Options(totp=False, child=True), tmp_path) as stage:
        wrong = {"RUNBOOK_OOMA_ACCOUNT": "contos"}
        result = await bot.run(stage, settings=wrong, timeout=5)
        assert_failed(result, "not-found", "wrong-place")
        stage.assert_nothing_written()


# 3 is a property of how pages are read: see test_project. For 4 see test_apply, too; for 5 see test_kills.


@pytest.mark.parametrize(
    ("command", "up_to"),
    [
        (Command.PLAN, 0),
        pytest.param(Command.VERIFY, 0, marks=pytest.mark.everything),
        pytest.param(Command.PLAN, 5, marks=pytest.mark.everything),
        (Command.PLAN, 7),
        (Command.VERIFY, 9),
        (Command.PLAN, 10),
    ],
)
async def test_reading_writes_nothing_in_any_state(bot: Bot, tmp_path: Path, command: Command, up_to: int) -> None:
    async with played(NO_CODES, tmp_path) as stage:
        if up_to:
            complete(stage, up_to=up_to)
        result = await bot.run(stage, command=command)
        assert result.error is None
        assert result.outcome is (TenantOutcome.UNCHANGED if up_to == 10 else TenantOutcome.PENDING)
        stage.assert_nothing_written()


# 6: an identity provider that the bot did not set up is not overwritten without --replace.


def somebody_elses(stage: Stage) -> IdentityProvider:
    """Give the account another identity provider that is in use."""
    certificate = signer("somebody else")[1]
    account = stage.customer.account
    account.idp = IdentityProvider("https://idp.example/sso", certificate, "okta.cert", "mail", enabled=True)
    account.enabled_with.append(thumbprint(certificate))
    return account.idp


async def test_another_identity_provider_is_left_alone_without_being_told_to_replace_it(
    bot: Bot, tmp_path: Path
) -> None:
    async with played(NO_CODES, tmp_path) as stage:
        theirs = somebody_elses(stage)
        result = await bot.run(stage)
        assert_failed(result, "foreign-provider")
        assert result.error is not None
        assert "https://idp.example/sso" in result.error.message
        assert "--replace" in result.error.hint
        stage.assert_nothing_written()
        assert stage.idp is theirs


@pytest.mark.long
async def test_another_identity_provider_is_replaced_and_the_placeholder_was_never_live(
    bot: Bot, tmp_path: Path
) -> None:
    live: list[str] = []

    async def watch(write: Write) -> None:
        del write
        if stage.idp.enabled:
            live.append(thumbprint(stage.idp.certificate))

    async with played(NO_CODES, tmp_path) as stage:
        theirs = thumbprint(somebody_elses(stage).certificate)
        stage.world.after_write = watch
        assert_applied(await bot.run(stage, replace=True))
        account = stage.customer.account
        assert account.enabled_with == [theirs, stage.active]
        assert set(live) == {stage.active}
        account.enabled_with.remove(theirs)
        stage.assert_finished()


# 7: a rejected password or code is tried once.


@pytest.mark.sign_in
@pytest.mark.parametrize("portal", ["AZURE", "OOMA"])
async def test_a_rejected_password_is_tried_once(bot: Bot, tmp_path: Path, portal: str) -> None:
    async with played(NO_CODES, tmp_path) as stage:
        result = await bot.run(stage, settings={f"RUNBOOK_{portal}_PASSWORD": "not the password"})
        assert_failed(result, "rejected-credentials")
        user = user_of(stage, portal)
        assert (user.password_attempts, user.rejected_attempts) == (1, 1)
        stage.assert_nothing_written()


@pytest.mark.sign_in
@pytest.mark.parametrize("portal", ["AZURE", "OOMA"])
async def test_a_rejected_code_is_tried_once(bot: Bot, tmp_path: Path, portal: str) -> None:
    async with played(Options(), tmp_path) as stage:
        result = await bot.run(stage, settings={f"RUNBOOK_{portal}_TOTP_SECRET": pyotp.random_base32()})
        assert_failed(result, "rejected-credentials")
        user = user_of(stage, portal)
        assert (user.password_attempts, user.code_attempts, user.rejected_attempts) == (1, 1, 1)
        stage.assert_nothing_written()


def user_of(stage: Stage, portal: str) -> AzureUser | OomaUser:
    """Who signs in to a portal."""
    return stage.customer.azure_user if portal == "AZURE" else stage.customer.ooma_user


# For 8 see test_apply: secrets are in no file, log line, error message or process argument.


# 10: whatever a portal shows is data.


@pytest.mark.pictures
async def test_markup_in_names_is_text_in_the_report_and_names_no_file(
    bot: Bot, browser: Browser, tmp_path: Path
) -> None:
    async with played(Options(totp=False, child=True), tmp_path) as stage:
        stage.application.name = HOSTILE
        stage.customer.account.name = f"{HOSTILE}/../../escaped"
        result = await bot.run(
            stage, command=Command.PLAN, settings={"RUNBOOK_TENANT": f"../{HOSTILE}"}, without=BY_NAME
        )
        assert result.error is None, result.error
        assert result.outcome is TenantOutcome.PENDING
    assert result.evidence is not None
    assert result.evidence.parent == bot.runs
    names = [path.name for path in bot.runs.rglob("*") if path.parent.name != ".one-time-codes"]
    assert [name for name in names if not re.fullmatch(r"\.?[\w.-]+", name)] == []
    report = (result.evidence / "report.html").read_text(encoding="utf-8")
    assert HOSTILE not in report
    assert html.escape(HOSTILE, quote=False) in report
    page = await browser.new_page()
    try:
        asked: list[str] = []
        page.on("dialog", lambda dialog: asked.append(dialog.message))
        await page.goto((result.evidence / "report.html").as_uri())
        assert await page.locator("img[src=x], img[onerror]").count() == 0
        assert asked == []
    finally:
        await page.close()
