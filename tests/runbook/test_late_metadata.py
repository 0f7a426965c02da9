"""Runs against an Azure whose federation metadata lags behind card 3: the real program, both recordings."""

from pathlib import Path

import pytest

from recordings import Options
from runbook.certificates.patience import EVERY
from runbook.options import Command
from runbook.results import StepOutcome, StepResult, TenantOutcome
from tests.helpers.journals import read_journal
from tests.helpers.plays import Bot, Silent, Stage, assert_applied, assert_failed, complete, played

pytestmark = [pytest.mark.timeout(600), pytest.mark.long]

NO_CODES = Options(totp=False)
AN_HOUR = 3600.0


class Flapping(Silent):
    """Lets the metadata catch up once they were waited for, and forget again once SSO is on."""

    def __init__(self, stage: Stage) -> None:
        super().__init__()
        self._azure = stage.world.azure
        self._azure.metadata_seconds = AN_HOUR

    def note(self, tenant: str, text: str) -> None:
        super().note(tenant, text)
        if text.startswith("waiting up to"):
            self._azure.metadata_seconds = 0.0

    def ended(self, tenant: str, step: StepResult) -> None:
        super().ended(tenant, step)
        if step.step == 10:
            self._azure.metadata_seconds = AN_HOUR


@pytest.mark.everything
async def test_metadata_that_lag_are_waited_for_and_may_flap_afterwards(bot: Bot, tmp_path: Path) -> None:
    async with played(NO_CODES, tmp_path) as stage:
        complete(stage, up_to=7)
        reporter = Flapping(stage)
        result = await bot.run(stage, reporter=reporter)
        assert_applied(result)
        stage.assert_finished()
        waited = [note for note in reporter.notes if "publish the certificate" in note]
        assert waited == [f"waiting up to 5 min for Microsoft to publish the certificate {stage.active}"]
        assert result.evidence is not None
        told = [entry for entry in read_journal(result.evidence) if entry["event"].startswith("metadata")]
        assert [entry["event"] for entry in told] == ["metadata lags", "metadata agree"]
        assert [entry["phase"] for entry in told] == ["08", "08"]

        # A finished customer is left alone, though the first server asked doesn't know the certificate.
        writes = len(stage.world.writes)
        reporter = Flapping(stage)
        again = await bot.run(stage, reporter=reporter)
        assert again.outcome is TenantOutcome.UNCHANGED
        assert len(stage.world.writes) == writes
        assert stage.idp.enabled


async def test_metadata_that_lag_for_too_long_leave_sso_off_and_a_later_run_finishes(bot: Bot, tmp_path: Path) -> None:
    async with played(NO_CODES, tmp_path) as stage:
        complete(stage, up_to=7)
        stage.world.azure.metadata_seconds = AN_HOUR
        result = await bot.run(stage, metadata_wait=2 * EVERY)
        assert_failed(result, "metadata-lag")
        assert result.error is not None
        assert result.error.step == 8
        assert stage.active in result.error.message
        assert not stage.idp.enabled
        assert stage.world.writes == []
        told = await bot.run(stage, command=Command.VERIFY, metadata_wait=0)
        assert told.outcome is TenantOutcome.PENDING
        assert [one.found for one in told.findings if "doesn't publish" in one.found] != []
        stage.world.azure.metadata_seconds = 0.0
        assert_applied(await bot.run(stage))
        stage.assert_finished()


async def test_a_provider_that_is_on_is_not_replaced_before_azures_certificate_is_published(
    bot: Bot, tmp_path: Path
) -> None:
    async with played(NO_CODES, tmp_path) as stage:
        complete(stage)
        stage.idp.sso_url = "https://other.example/saml"
        stage.world.azure.metadata_seconds = AN_HOUR
        result = await bot.run(stage, replace=True, metadata_wait=0)
        assert_failed(result, "metadata-lag")
        assert result.steps[2].outcome is StepOutcome.FAILED
        assert stage.world.writes == []
        assert stage.idp.enabled
