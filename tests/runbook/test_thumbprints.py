"""`apply` where card 3 and its panel write thumbprints in another form than 40 digits."""

from collections.abc import Callable
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import hashes

from recordings import Options
from recordings.azure.certificates import make_certificate
from recordings.azure.state import SigningCertificate
from runbook.results import TenantOutcome
from tests.helpers.plays import Bot, assert_applied, complete, played

pytestmark = [pytest.mark.timeout(400), pytest.mark.long]

FORMS: dict[str, Callable[[SigningCertificate], str]] = {
    "eight digits": lambda one: one.thumbprint[:8],
    "cut short": lambda one: f"{one.thumbprint[:6]}...{one.thumbprint[-6:]}",
    "with colons": lambda one: ":".join(one.thumbprint[at : at + 2] for at in range(0, 40, 2)),
    "SHA-256": lambda one: one.certificate.fingerprint(hashes.SHA256()).hex(),
}


@pytest.mark.parametrize(
    "form", ["eight digits", *(pytest.param(form, marks=pytest.mark.everything) for form in list(FORMS)[1:])]
)
async def test_a_customer_is_finished_beside_an_inactive_certificate(bot: Bot, tmp_path: Path, form: str) -> None:
    async with played(Options(totp=False), tmp_path) as stage:
        stage.world.azure.thumbprint = FORMS[form]
        complete(stage, up_to=7)
        stage.application.certificates.insert(0, make_certificate(stage.world, active=False))
        assert_applied(await bot.run(stage))
        stage.assert_finished()
        # Nothing was done to either certificate.
        assert not {one.operation for one in stage.world.writes} & {
            "azure.certificate.save",
            "azure.certificate.activate",
        }
        stage.world.writes.clear()
        assert (await bot.run(stage)).outcome is TenantOutcome.UNCHANGED


@pytest.mark.everything
async def test_the_only_published_certificate_is_taken_where_card_3_shows_no_thumbprint(
    bot: Bot, tmp_path: Path
) -> None:
    async with played(Options(totp=False), tmp_path) as stage:
        stage.world.azure.thumbprint = lambda _: ""
        assert_applied(await bot.run(stage))
        stage.assert_finished()
