"""The page objects of Azure and its sign-in, on the recordings: in both wordings, wherever the blade is drawn."""

import json
from pathlib import Path
from typing import Literal
from uuid import uuid4

import pytest

from pages.azure.panel import AzurePane
from pages.azure.panel_basic import BasicSamlPanel
from pages.azure.panel_certificates import CertificatesPanel
from pages.errors import (
    Ambiguous,
    Denied,
    HumanNeeded,
    NotFound,
    PortalError,
    Rejected,
    SessionGone,
    SignInUnanswered,
    WrongPlace,
)
from recordings import Options, Write
from recordings.azure.saml import login_url
from recordings.azure.sessions import BrowserAccounts
from recordings.azure.state import Address, Application
from recordings.faults import Fault, FaultKind
from runbook.certificates.certificate import parse
from tests.helpers.azure_stand_in import Stage as AzureStage
from tests.helpers.azure_stand_in import signed_in
from tests.helpers.opened import opened
from tests.helpers.plays import BY_NAME, Bot, assert_failed, complete, played, second_certificate, values

pytestmark = pytest.mark.timeout(400)

Wording = Literal["today", "guide"]
Blade = Literal["document", "frame"]
NO_CODES = Options(totp=False)

LOOKS: list[tuple[Wording, Blade]] = [
    ("today", "document"),
    ("guide", "frame"),
]
OTHER_LOOKS: list[tuple[Wording, Blade]] = [
    ("today", "frame"),
    ("guide", "document"),
]
every_look = pytest.mark.parametrize(
    ("wording", "blade"), [*LOOKS, *(pytest.param(*look, marks=pytest.mark.everything) for look in OTHER_LOOKS)]
)


# Microsoft's sign-in


@pytest.mark.sign_in
async def test_sign_in_answers_a_push_notification_with_a_code_and_declines_to_stay(bot: Bot, tmp_path: Path) -> None:
    async with played(Options(push=True), tmp_path) as stage, opened(bot, stage) as session:
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
@pytest.mark.sign_in
async def test_sign_in_tells_why_an_account_is_not_let_in(
    bot: Bot,
    tmp_path: Path,
    what: Literal["locked", "disabled", "conditional access", "more information"],
    kind: type[PortalError],
    said: str,
) -> None:
    async with played(NO_CODES, tmp_path) as stage:
        stage.customer.azure_user.trouble = what
        async with opened(bot, stage) as session:
            with pytest.raises(kind) as caught:
                await session.blade.portal.open_saml_blade()
        assert said.lower() in f"{caught.value.message} {caught.value.on_screen}".lower()
        assert stage.customer.azure_user.password_attempts == 1


@pytest.mark.sign_in
async def test_sign_in_tells_that_a_page_came_with_an_error_instead(bot: Bot, tmp_path: Path) -> None:
    async with played(NO_CODES, tmp_path) as stage, opened(bot, stage, timeout=5) as session:
        stage.world.faults.add(Fault("azure.sign_in.password", FaultKind.HTTP_500))
        # Whatever it means: the password has been sent, and is not sent again.
        with pytest.raises(SignInUnanswered, match="HTTP 500 Internal Server Error"):
            await session.blade.portal.open_saml_blade()
        assert stage.customer.azure_user.password_attempts <= 1


@pytest.mark.sign_in
async def test_sign_in_tries_a_wrong_password_once(bot: Bot, tmp_path: Path) -> None:
    wrong = {"RUNBOOK_AZURE_PASSWORD": "not the password"}
    async with played(NO_CODES, tmp_path) as stage:
        async with opened(bot, stage, settings=wrong) as session:
            with pytest.raises(Rejected, match="account or password is incorrect") as caught:
                await session.blade.portal.open_saml_blade()
        assert stage.customer.azure_user.password_attempts == 1
        assert "not the password" not in f"{caught.value.message}{caught.value.on_screen}"


@pytest.mark.sign_in
async def test_sign_in_tells_of_an_account_that_there_is_not(bot: Bot, tmp_path: Path) -> None:
    nobody = {"RUNBOOK_AZURE_USERNAME": "nobody@contoso.onmicrosoft.com"}
    async with played(NO_CODES, tmp_path) as stage:
        async with opened(bot, stage, settings=nobody) as session:
            with pytest.raises(Rejected, match="username may be incorrect"):
                await session.blade.portal.open_saml_blade()
        assert stage.world.operations.get("azure.sign_in.password", 0) == 0


# The Azure portal


async def test_browser_that_signs_in_by_itself_as_somebody_else_changes_nothing(bot: Bot, tmp_path: Path) -> None:
    async with played(NO_CODES, tmp_path) as stage:
        somebody = stage.customer.directory.plain_user
        somebody.role = True
        async with opened(bot, stage) as session:
            # Whoever the session that was planted belongs to: nobody looks before the portal is open.
            stage.world.azure_sessions.browsers["planted"] = BrowserAccounts({somebody: True})
            with pytest.raises(WrongPlace, match=f"signed in as '{somebody.upn}'"):
                await session.open()
            with pytest.raises(WrongPlace, match=f"signed in as '{somebody.upn}'"):
                await session.prove_azure()
        assert stage.world.writes == []


async def test_evidence_tells_once_who_is_signed_in(bot: Bot, tmp_path: Path) -> None:
    async with played(NO_CODES, tmp_path) as stage:
        async with opened(bot, stage) as session:
            await session.open()
            await session.open()
            lines = (session.evidence.folder / "journal.jsonl").read_text("utf-8").splitlines()
        told = [one for one in map(json.loads, lines) if one.get("thing") == "who is signed in to the Azure portal"]
        assert [one["value"] for one in told] == [stage.customer.azure_user.upn]


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
        async with opened(bot, stage, without=BY_NAME, timeout=5) as session:
            with pytest.raises(Ambiguous, match="several enterprise applications named 'Ooma'") as caught:
                await session.blade.portal.open_saml_blade()
        for one in (twin, stage.application):
            assert str(one.object_id) in caught.value.message


async def test_an_application_that_there_is_not_is_an_error_that_names_it(bot: Bot, tmp_path: Path) -> None:
    async with (
        played(NO_CODES, tmp_path) as stage,
        opened(bot, stage, settings={"RUNBOOK_AZURE_APP": "Ooma Enter"}, without=BY_NAME, timeout=4) as session,
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
            await panel.add_identifier("https://pbx.example/saml", held=1)
            await panel.add_reply_url("https://pbx.example/saml/acs", held=1)
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
            await panel.add_identifier("https://taken.example/saml", held=0)
            await panel.add_reply_url("https://taken.example/saml/acs", held=0)
            with pytest.raises(PortalError):
                await panel.save(await session.blade.prove_form(str(stage.customer.directory.id)))
        assert stage.world.writes == []


async def test_a_page_that_leaves_to_sign_in_while_it_is_looked_at_is_not_taken_for_saved(
    bot: Bot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with played(NO_CODES, tmp_path) as stage:
        complete(stage)
        stage.world.faults.add(Fault("azure.card1.save", FaultKind.NEVER_ANSWERS))
        async with opened(bot, stage, timeout=15) as session:
            await session.blade.portal.open_saml_blade()
            await session.blade.edit_basic()
            panel = BasicSamlPanel(session.blade)
            await panel.add_identifier("https://pbx.example/saml", held=1)
            page = session.blade.screen.page
            seen = AzurePane.new_notices

            async def leave(self: AzurePane) -> list[str]:
                notices = await seen(self)
                if session.blade.hands.committed:
                    back = page.url
                    await page.goto(stage.settings["RUNBOOK_AZURE_LOGIN_URL"])
                    await page.goto(back)
                return notices

            monkeypatch.setattr(AzurePane, "new_notices", leave)
            with pytest.raises(SessionGone):
                await panel.save(await session.blade.prove_form(str(stage.customer.directory.id)))


async def test_the_panel_shows_the_certificates_that_there_are(bot: Bot, tmp_path: Path) -> None:
    async with played(NO_CODES, tmp_path) as stage:
        complete(stage)
        async with opened(bot, stage) as session:
            await session.blade.portal.open_saml_blade()
            listed = await CertificatesPanel(session.blade).open()
            assert listed.active_one == stage.active
            assert (listed.inactive_one, listed.is_empty) == ("", False)
        assert stage.world.writes == []


async def test_a_row_of_card_1_that_is_lost_by_saving_is_told(bot: Bot, tmp_path: Path) -> None:
    async with played(NO_CODES, tmp_path) as stage:
        complete(stage, up_to=5)
        stage.application.identifiers.append(Address("https://pbx.example/saml", default=True))
        stage.application.reply_urls.append(Address("https://pbx.example/saml/acs", default=True))

        async def lose(write: Write) -> None:
            if write.operation == "azure.card1.save":
                del stage.application.identifiers[0]

        stage.world.after_write = lose
        assert_failed(result := await bot.run(stage), "not-saved")
        assert result.error is not None
        assert "https://pbx.example/saml" in result.error.message
