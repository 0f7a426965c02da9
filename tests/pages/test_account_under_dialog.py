"""Invariant 11 in Ooma: the account that is proven is the one that is saved to, whatever changes meanwhile."""

from pathlib import Path

import pytest
from playwright.async_api import Locator
from playwright.async_api import TimeoutError as PlaywrightTimeout

from pages.driver.press import Pin, pin
from pages.errors import WrongPlace
from recordings import Options
from runbook.guide import paste_sso_url, save_email_claim, upload_placeholder
from runbook.state import Wanted
from runbook.tenant import EMAIL_CLAIM
from tests.helpers.opened import opened
from tests.helpers.plays import Bot, played


async def test_nothing_is_saved_when_the_account_changes_under_the_open_dialog(bot: Bot, tmp_path: Path) -> None:
    options = Options(totp=False, child=True, tenants=2)
    async with played(options, tmp_path) as stage, opened(bot, stage) as session:
        seen = await session.observe()
        wanted = Wanted(EMAIL_CLAIM)
        await paste_sso_url(session, seen, wanted)
        await upload_placeholder(session, seen, wanted)
        page, other = session.idp.screen.page, stage.world.customers[1].account
        await page.evaluate("account => { location.hash += `?m=${account}` }", other.id)
        await page.locator("header, nav, .core-topbar").get_by_text(other.name).first.wait_for()
        with pytest.raises(WrongPlace):
            await save_email_claim(session, seen, wanted)
        assert stage.world.writes == []


@pytest.mark.long
async def test_a_sign_that_goes_away_while_it_is_read_proves_nothing_and_is_looked_for_again(
    bot: Bot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    goes_away = 100
    reads = 0

    async def fleeting(locator: Locator, *, timeout: float) -> Pin:
        nonlocal reads
        reads += 1
        if reads > goes_away:
            return await pin(locator, timeout=timeout)
        raise PlaywrightTimeout(f"Locator.evaluate: Timeout {timeout:g}ms exceeded.")

    async with played(Options(totp=False, child=True), tmp_path) as stage, opened(bot, stage) as session:
        await session.observe()
        monkeypatch.setattr("pages.ooma.portal.pin", fleeting)
        with pytest.raises(WrongPlace):
            await session.idp.portal.prove_account()
        reads, goes_away = 0, 1
        (proof,) = await session.idp.portal.prove_account()
        assert stage.customer.account.name in proof.text
        assert reads == 2
