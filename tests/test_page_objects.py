"""Each page object on the recordings: in both wordings, and wherever the SAML blade is drawn."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Literal
from uuid import uuid4

import pytest

from pages.azure_basic_saml import BasicSamlPanel
from pages.errors import (
    Ambiguous,
    Denied,
    HumanNeeded,
    NotFound,
    NotSaved,
    PortalError,
    PortalSaid,
    Rejected,
    Unreachable,
    WrongPlace,
)
from recordings import Options
from recordings.azure.saml import login_url
from recordings.azure.state import Address, Application
from recordings.faults import Fault, FaultKind
from recordings.ooma.api import SESSION_COOKIE
from recordings.ooma.saml import acs_url, issuer
from runbook.certificate import parse
from runbook.codes import CodeBook, FolderOfCodes
from runbook.evidence import Evidence
from runbook.redact import Redactor
from runbook.session import Session, open_session
from runbook.settings import tenant_from
from runbook.sign_ins import SignIns
from runbook.tenant import EMAIL_CLAIM
from tests.azure_stand_in import Stage as AzureStage
from tests.azure_stand_in import signed_in
from tests.plays import BY_NAME, Bot, Stage, complete, played, second_certificate, values

pytestmark = pytest.mark.timeout(400)

Wording = Literal["today", "guide"]
Blade = Literal["document", "frame"]
NO_CODES = Options(totp=False)
MIME = "application/x-x509-ca-cert"

LOOKS: list[tuple[Wording, Blade]] = [
    ("today", "document"),
    ("today", "frame"),
    ("guide", "document"),
    ("guide", "frame"),
]
every_look = pytest.mark.parametrize(("wording", "blade"), LOOKS)
both_wordings = pytest.mark.parametrize("wording", ["today", "guide"])


@asynccontextmanager
async def opened(
    bot: Bot,
    stage: Stage,
    *,
    settings: Mapping[str, str] | None = None,
    without: tuple[str, ...] = (),
    sessions: bool = True,
    timeout: float = 40,
) -> AsyncIterator[Session]:
    """The page objects of both portals; already signed in unless the sign-in is what is tested."""
    known = {**stage.settings, **(settings or {})}
    tenant = tenant_from({name: value for name, value in known.items() if name not in without})
    evidence = Evidence(bot.runs, tenant.name, Redactor(tenant.secrets))
    codes = CodeBook(FolderOfCodes(stage.codes / "codes"), lambda _: None)
    requests = await bot.playwright.request.new_context()
    try:
        async with open_session(
            bot.browser, requests, tenant, evidence, codes=codes, sign_ins=SignIns(), timeout=timeout
        ) as session:
            if sessions:
                azure = AzureStage(stage.world, stage.origins, stage.customer)
                await signed_in(azure, session.blade.screen.page.context, stage.customer.azure_user)
                token = stage.world.ooma_sessions.start(stage.customer.ooma_user)
                await session.idp.screen.page.context.add_cookies(
                    [{"name": SESSION_COOKIE, "value": token, "url": stage.origins.ooma}]
                )
            yield session
    finally:
        evidence.journal.close()
        await requests.dispose()


# Microsoft's sign-in


async def test_sign_in_answers_a_push_notification_with_a_code_and_declines_to_stay(bot: Bot, tmp_path: Path) -> None:
    async with played(Options(push=True), tmp_path) as stage, opened(bot, stage, sessions=False) as session:
        assert await session.blade.portal.open_saml_blade() == "cards"
        user = stage.customer.azure_user
        assert (user.password_attempts, user.code_attempts, user.rejected_attempts) == (1, 1, 0)
        (browser,) = stage.world.azure_sessions.browsers.values()
        assert browser.signed_in() == [user]
        cookies = await session.blade.screen.page.context.cookies(stage.origins.login)
        assert not [one["name"] for one in cookies if one["name"] == "ESTSAUTHPERSISTENT"]


async def test_sign_in_takes_the_configured_account_in_the_account_picker(bot: Bot, tmp_path: Path) -> None:
    async with played(NO_CODES, tmp_path) as stage:
        stage.world.azure.pick_account = True
        async with opened(bot, stage) as session:
            azure = AzureStage(stage.world, stage.origins, stage.customer)
            context = session.blade.screen.page.context
            user = stage.customer.azure_user
            await signed_in(azure, context, stage.customer.directory.plain_user, user)
            assert await session.blade.portal.open_saml_blade() == "cards"
            assert user.password_attempts == 0
            assert {one.user for one in stage.world.azure_sessions.portal.values()} == {user}


@pytest.mark.parametrize(
    ("what", "kind", "said"),
    [
        ("locked", Rejected, "temporarily locked"),
        ("disabled", Rejected, "Contact your support person"),
        ("conditional access", Denied, "Conditional Access"),
        ("more information", HumanNeeded, "More information required"),
    ],
)
async def test_sign_in_tells_why_an_account_is_not_let_in(
    bot: Bot,
    tmp_path: Path,
    what: Literal["locked", "disabled", "conditional access", "more information"],
    kind: type[PortalError],
    said: str,
) -> None:
    async with played(NO_CODES, tmp_path) as stage:
        stage.customer.azure_user.trouble = what
        async with opened(bot, stage, sessions=False) as session:
            with pytest.raises(kind) as caught:
                await session.blade.portal.open_saml_blade()
        assert said.lower() in f"{caught.value.message} {caught.value.on_screen}".lower()
        assert stage.customer.azure_user.password_attempts == 1


async def test_sign_in_tells_that_a_page_came_with_an_error_instead(bot: Bot, tmp_path: Path) -> None:
    async with played(NO_CODES, tmp_path) as stage, opened(bot, stage, sessions=False, timeout=6) as session:
        stage.world.faults.add(Fault("azure.sign_in.password", FaultKind.HTTP_500))
        with pytest.raises(Unreachable, match="HTTP 500 Internal Server Error"):
            await session.blade.portal.open_saml_blade()
        assert stage.customer.azure_user.password_attempts <= 1


async def test_sign_in_tries_a_wrong_password_once(bot: Bot, tmp_path: Path) -> None:
    wrong = {"RUNBOOK_AZURE_PASSWORD": "not the password"}
    async with played(NO_CODES, tmp_path) as stage:
        async with opened(bot, stage, settings=wrong, sessions=False) as session:
            with pytest.raises(Rejected, match="account or password is incorrect") as caught:
                await session.blade.portal.open_saml_blade()
        assert stage.customer.azure_user.password_attempts == 1
        assert "not the password" not in f"{caught.value.message}{caught.value.on_screen}"


async def test_sign_in_tells_of_an_account_that_there_is_not(bot: Bot, tmp_path: Path) -> None:
    nobody = {"RUNBOOK_AZURE_USERNAME": "nobody@contoso.onmicrosoft.com"}
    async with played(NO_CODES, tmp_path) as stage:
        async with opened(bot, stage, settings=nobody, sessions=False) as session:
            with pytest.raises(Rejected, match="username may be incorrect"):
                await session.blade.portal.open_saml_blade()
        assert stage.world.operations.get("azure.sign_in.password", 0) == 0


# The Azure portal


@every_look
async def test_an_application_is_found_by_its_exact_name_and_its_cards_are_read(
    bot: Bot, tmp_path: Path, wording: Wording, blade: Blade
) -> None:
    options = Options(totp=False, wording=wording, blade=blade)
    async with played(options, tmp_path) as stage:
        complete(stage)
        async with opened(bot, stage, without=BY_NAME) as session:
            assert await session.blade.portal.open_saml_blade() == "cards"
            cards = await session.blade.read()
            assert cards.app == "Ooma"
            assert cards.login_url == login_url(stage.world, stage.customer.directory)
            assert list(cards.identifiers) == values(stage.application.identifiers)
            assert list(cards.reply_urls) == values(stage.application.reply_urls)
            assert cards.certificate is not None
            assert cards.certificate.thumbprint == stage.active
            assert cards.app_id == str(stage.application.app_id)
            assert await session.blade.prove(str(stage.customer.directory.id))


async def test_two_applications_of_one_name_are_an_error_that_lists_them(bot: Bot, tmp_path: Path) -> None:
    async with played(NO_CODES, tmp_path) as stage:
        twin = Application("Ooma", uuid4(), uuid4())
        stage.customer.directory.applications.append(twin)
        async with opened(bot, stage, without=BY_NAME, timeout=15) as session:
            with pytest.raises(Ambiguous, match="several enterprise applications named 'Ooma'") as caught:
                await session.blade.portal.open_saml_blade()
        for one in (twin, stage.application):
            assert str(one.object_id) in caught.value.message


async def test_an_application_that_there_is_not_is_an_error_that_names_it(bot: Bot, tmp_path: Path) -> None:
    async with (
        played(NO_CODES, tmp_path) as stage,
        opened(bot, stage, settings={"RUNBOOK_AZURE_APP": "Ooma Enter"}, without=BY_NAME, timeout=15) as session,
    ):
        with pytest.raises(NotFound, match="no enterprise application named 'Ooma Enter'"):
            await session.blade.portal.open_saml_blade()


async def test_an_account_without_the_role_is_told_so(bot: Bot, tmp_path: Path) -> None:
    async with played(NO_CODES, tmp_path) as stage:
        stage.customer.azure_user.role = False
        async with opened(bot, stage) as session:
            with pytest.raises(Denied, match="You do not have access"):
                await session.blade.portal.open_saml_blade()


async def test_another_application_or_directory_is_not_proven(bot: Bot, tmp_path: Path) -> None:
    async with played(NO_CODES, tmp_path) as stage:
        async with opened(bot, stage) as session:
            await session.blade.portal.open_saml_blade()
            with pytest.raises(WrongPlace):
                await session.blade.prove(str(uuid4()))
            assert await session.blade.prove(str(stage.customer.directory.id))
        other = {"RUNBOOK_AZURE_APP": "Ooma Enterprise Test"}
        async with opened(bot, stage, settings=other) as session:
            await session.blade.portal.open_saml_blade()
            with pytest.raises(WrongPlace, match="'Ooma'"):
                await session.blade.prove(str(stage.customer.directory.id))


@every_look
async def test_card_1_keeps_what_others_entered_and_card_3_gives_the_active_certificate(
    bot: Bot, tmp_path: Path, wording: Wording, blade: Blade
) -> None:
    options = Options(totp=False, wording=wording, blade=blade)
    async with played(options, tmp_path) as stage:
        complete(stage)
        before = (values(stage.application.identifiers), values(stage.application.reply_urls))
        second_certificate(stage)
        async with opened(bot, stage) as session:
            await session.blade.portal.open_saml_blade()
            assert parse(await session.blade.download_base64()).thumbprint == stage.active
            await session.blade.edit_basic()
            panel = BasicSamlPanel(session.blade)
            await panel.add_identifier("https://pbx.example/saml")
            await panel.add_reply_url("https://pbx.example/saml/acs")
            await panel.save(await session.blade.prove_form(str(stage.customer.directory.id)))
            await panel.close()
        after = (values(stage.application.identifiers), values(stage.application.reply_urls))
        assert after == (
            [*before[0], "https://pbx.example/saml"],
            [*before[1], "https://pbx.example/saml/acs"],
        )
        assert [write.operation for write in stage.world.writes] == ["azure.card1.save"]


async def test_card_1_is_not_saved_with_an_identifier_of_another_application(bot: Bot, tmp_path: Path) -> None:
    async with played(NO_CODES, tmp_path) as stage:
        box = next(one for one in stage.customer.directory.applications if one.name == "Box")
        box.identifiers.append(Address("https://taken.example/saml"))
        async with opened(bot, stage, timeout=15) as session:
            await session.blade.portal.open_saml_blade()
            await session.blade.edit_basic()
            panel = BasicSamlPanel(session.blade)
            await panel.add_identifier("https://taken.example/saml")
            await panel.add_reply_url("https://taken.example/saml/acs")
            with pytest.raises(PortalError):
                await panel.save(await session.blade.prove_form(str(stage.customer.directory.id)))
        assert stage.world.writes == []


# The Ooma Admin Portal


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
        opened(bot, stage, settings=wrong, timeout=10) as session,
    ):
        with pytest.raises(NotFound):
            await session.idp.reload()


async def test_ooma_tells_that_the_credentials_are_wrong_and_is_asked_once(bot: Bot, tmp_path: Path) -> None:
    wrong = {"RUNBOOK_OOMA_PASSWORD": "not the password"}
    async with played(NO_CODES, tmp_path) as stage:
        async with opened(bot, stage, settings=wrong, sessions=False) as session:
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
        await dialog.upload_certificate({"name": "first.cert", "mimeType": MIME, "buffer": pem}, "the first")
        assert await dialog.certificate_name() == "first.cert"
        await dialog.upload_certificate({"name": second, "mimeType": MIME, "buffer": pem}, "the second")
        await dialog.save(await session.idp.prove())
        assert stage.idp.certificate == first
        assert stage.idp.certificate_name == second
        await session.idp.reload()
        dialog = await session.idp.open_dialog()
        assert await dialog.read() == ("https://login.example/saml2", EMAIL_CLAIM, second)
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
        await dialog.upload_certificate(
            {"name": "page.cert", "mimeType": MIME, "buffer": b"<html>Sign in</html>"}, "a page"
        )
        pins = await session.idp.prove()
        with pytest.raises(PortalSaid, match=r"not a valid X\.509 certificate"):
            await dialog.save(pins)
        assert stage.world.writes == []


def _pem(stage: Stage) -> bytes:
    from cryptography.hazmat.primitives.serialization import Encoding

    return stage.idp.certificate.public_bytes(Encoding.PEM)
