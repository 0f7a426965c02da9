"""The page objects of the Ooma Admin Portal on the recordings."""

from pathlib import Path
from typing import Literal

import pytest

from pages.errors import (
    NotFound,
    NotSaved,
    PortalSaid,
    Rejected,
)
from pages.ooma.certificate_field import ShownCertificate
from pages.ooma.dialog import DialogValues
from recordings import Options
from recordings.faults import Fault, FaultKind
from recordings.ooma.saml import acs_url, issuer
from runbook.errors import Refused
from runbook.readback import open_dialog
from runbook.tenant import EMAIL_CLAIM
from tests.helpers.opened import opened
from tests.helpers.plays import Bot, Stage, complete, played

pytestmark = pytest.mark.timeout(400)

Wording = Literal["today", "guide"]
NO_CODES = Options(totp=False)
MIME = "application/x-x509-ca-cert"
both_wordings = pytest.mark.parametrize("wording", ["today", "guide"])


async def test_the_portal_goes_to_the_child_account_of_exactly_that_name(bot: Bot, tmp_path: Path) -> None:
    async with played(Options(totp=False, child=True), tmp_path) as stage:
        complete(stage)
        async with opened(bot, stage) as session:
            await session.idp.reload()
            assert await session.idp.prove()
            tab = await session.idp.read()
        account = stage.customer.account
        assert tab is not None
        assert (tab.acs_url, tab.issuer) == (acs_url(stage.world, account), issuer(stage.world, account))
        assert tab.enabled


async def test_a_child_account_that_there_is_not_is_not_guessed(bot: Bot, tmp_path: Path) -> None:
    wrong = {"RUNBOOK_OOMA_ACCOUNT": "contos"}
    async with (
        played(Options(totp=False, child=True), tmp_path) as stage,
        opened(bot, stage, settings=wrong, timeout=4) as session,
    ):
        with pytest.raises(NotFound):
            await session.idp.reload()


@pytest.mark.sign_in
async def test_ooma_tells_that_the_credentials_are_wrong_and_is_asked_once(bot: Bot, tmp_path: Path) -> None:
    wrong = {"RUNBOOK_OOMA_PASSWORD": "not the password"}
    async with played(NO_CODES, tmp_path) as stage:
        async with opened(bot, stage, settings=wrong) as session:
            with pytest.raises(Rejected, match="Invalid Credentials"):
                await session.idp.reload()
        assert stage.customer.ooma_user.password_attempts == 1


@both_wordings
async def test_the_dialog_takes_a_certificate_and_replaces_it_and_the_switch_converges(
    bot: Bot, tmp_path: Path, wording: Wording
) -> None:
    options = Options(totp=False, wording=wording)
    async with played(options, tmp_path) as stage, opened(bot, stage) as session:
        complete(stage, up_to=9)
        first, second = stage.idp.certificate, stage.idp.certificate_name
        pem = _pem(stage)
        stage.customer.account.idp = None
        await session.idp.reload()
        assert await session.idp.read() is None
        dialog = await session.idp.open_dialog()
        await dialog.set_sso_url("https://login.example/saml2")
        await dialog.set_email_claim(EMAIL_CLAIM)
        await dialog.certificate.upload({"name": "first.cert", "mimeType": MIME, "buffer": pem}, "the first")
        assert await dialog.certificate.read() == ShownCertificate("first.cert", "first.cert")
        await dialog.certificate.upload({"name": second, "mimeType": MIME, "buffer": pem}, "the second")
        await dialog.save(await session.idp.prove())
        assert stage.idp.certificate == first
        assert stage.idp.certificate_name == second
        await session.idp.reload()
        dialog = await session.idp.open_dialog()
        held = ShownCertificate(second, second)
        assert await dialog.read() == DialogValues("https://login.example/saml2", EMAIL_CLAIM, held)
        await dialog.cancel()
        for on in (True, True, False):
            await session.idp.enable.turn(await session.idp.prove(), on=on)
            assert await session.idp.enable.is_on() is on
            assert stage.idp.enabled is on
        switched = [write.operation for write in stage.world.writes]
        assert switched == ["ooma.idp.save", "ooma.idp.enable", "ooma.idp.enable"]


async def test_the_tab_tells_why_it_shows_no_addresses(bot: Bot, tmp_path: Path) -> None:
    async with played(NO_CODES, tmp_path) as stage, opened(bot, stage, timeout=15) as session:
        complete(stage)
        stage.world.faults.add(Fault("ooma.idp.endpoints", FaultKind.HTTP_500, times=-1))
        await session.idp.reload()
        with pytest.raises(PortalSaid) as caught:
            await session.idp.read()
        assert "Callback URL" not in caught.value.message
        assert len(caught.value.message) < 200


@pytest.mark.parametrize("kind", [FaultKind.HTTP_500, FaultKind.LIES])
async def test_a_switch_that_the_portal_does_not_store_is_not_taken_for_switched(
    bot: Bot, tmp_path: Path, kind: FaultKind
) -> None:
    async with played(NO_CODES, tmp_path) as stage, opened(bot, stage) as session:
        complete(stage, up_to=9)
        stage.world.faults.add(Fault("ooma.idp.enable", kind))
        await session.idp.reload()
        if kind is FaultKind.LIES:  # only a reload tells
            await session.idp.enable.turn(await session.idp.prove(), on=True)
            await session.idp.reload()
            assert not await session.idp.enable.is_on()
        else:
            with pytest.raises(NotSaved, match="does not stay on"):
                await session.idp.enable.turn(await session.idp.prove(), on=True)
        assert not stage.idp.enabled


async def test_the_dialog_tells_that_ooma_refuses_a_file(bot: Bot, tmp_path: Path) -> None:
    async with played(NO_CODES, tmp_path) as stage, opened(bot, stage, timeout=15) as session:
        await session.idp.reload()
        dialog = await session.idp.open_dialog()
        await dialog.set_sso_url("https://login.example/saml2")
        await dialog.set_email_claim(EMAIL_CLAIM)
        await dialog.certificate.upload(
            {"name": "page.cert", "mimeType": MIME, "buffer": b"<html>Sign in</html>"}, "a page"
        )
        pins = await session.idp.prove()
        with pytest.raises(PortalSaid, match=r"not a valid X\.509 certificate"):
            await dialog.save(pins)
        assert stage.world.writes == []


async def test_a_provider_where_none_was_seen_is_not_edited(bot: Bot, tmp_path: Path) -> None:
    async with played(NO_CODES, tmp_path) as stage:
        complete(stage)
        async with opened(bot, stage) as session:
            await session.idp.reload()
            with pytest.raises(Refused, match="has one now"):
                await open_dialog(session, None)
            assert session.dialog is None
        assert stage.world.writes == []


def _pem(stage: Stage) -> bytes:
    from cryptography.hazmat.primitives.serialization import Encoding

    return stage.idp.certificate.public_bytes(Encoding.PEM)
