"""Signing in to the Ooma stand-in, being signed out, and losing the session."""

import pyotp
from playwright.async_api import Page, expect

from recordings import Fault, FaultKind, Options
from tests.helpers.ooma_stand_in import Portal, ooma_portal, sign_in


async def enter(page: Page, portal: Portal, password: str) -> None:
    form = page.locator("#form_login")
    await form.get_by_label("Username").fill(portal.admin.username.upper())
    await form.get_by_label("Password").fill(password)
    await form.get_by_label("Account Name").fill(portal.admin.account_name)
    await form.get_by_role("button", name="Sign in").click()


async def test_a_wrong_password_is_counted_and_said(page: Page) -> None:
    async with ooma_portal() as portal:
        await page.goto(portal.url)
        error = page.locator(".error-message-wrapper .text")
        await expect(error).to_be_hidden()
        await enter(page, portal, "wrong")
        await expect(error).to_have_text("Invalid Credentials")
        assert (portal.admin.password_attempts, portal.admin.rejected_attempts) == (1, 1)
        await enter(page, portal, portal.admin.password)
        await expect(page.locator(".core-topbar")).to_be_visible()
        assert (portal.admin.password_attempts, portal.admin.rejected_attempts) == (2, 1)


async def test_the_form_remembers_who_was_here_and_has_a_second_form_beside_it(page: Page) -> None:
    async with ooma_portal() as portal:
        await page.goto(portal.url)
        await expect(page.get_by_label("Username")).to_have_count(2)
        await page.get_by_text("Remember Me").click()
        await enter(page, portal, "wrong")
        await expect(page.get_by_text("Invalid Credentials")).to_be_visible()
        await page.reload()
        await expect(page.locator("#account_name")).to_have_value("contoso")
        await page.get_by_text("Forgot your info?").click()
        await expect(page.get_by_role("button", name="Reset Password")).to_be_visible()
        await expect(page.get_by_role("button", name="Sign in")).to_be_hidden()


async def test_a_code_is_checked_and_accepted_once(page: Page) -> None:
    async with ooma_portal(totp=True) as portal:
        await page.goto(portal.url)
        verify = page.get_by_role("button", name="Verify")
        field = page.get_by_label("Verification code")
        right = pyotp.TOTP(portal.admin.totp_secret).now()

        await enter(page, portal, portal.admin.password)
        await field.fill("12345")
        await expect(verify).to_be_disabled()
        await field.fill("000000" if right != "000000" else "000001")
        await field.press("Enter")
        await expect(page.get_by_text("Invalid code")).to_be_hidden()
        await verify.click()
        await expect(page.get_by_text("Invalid code")).to_be_visible()
        await field.fill(right)
        await verify.click()
        await expect(page.locator(".core-topbar")).to_be_visible()
        assert portal.admin.used_codes == {right}

        await page.context.clear_cookies()
        await page.goto("about:blank")
        await page.goto(portal.url)
        await enter(page, portal, portal.admin.password)
        await field.fill(right)
        await verify.click()
        await expect(page.get_by_text("Invalid code")).to_be_visible()
        assert (portal.admin.code_attempts, portal.admin.rejected_attempts) == (3, 2)


async def test_a_disabled_account_and_a_failing_server_are_said(page: Page) -> None:
    async with ooma_portal() as portal:
        portal.admin.trouble = "disabled"
        await page.goto(portal.url)
        await enter(page, portal, portal.admin.password)
        await expect(page.get_by_text("Your account has been disabled.")).to_be_visible()
        portal.world.faults.add(Fault("ooma.sign_in.password", FaultKind.HTTP_503))
        await enter(page, portal, portal.admin.password)
        await expect(page.get_by_text("Oops!")).to_be_visible()


async def test_signing_out_asks_first(page: Page) -> None:
    async with ooma_portal() as portal:
        await sign_in(page, portal, portal.admin)
        await page.locator("#main_topbar_signout_link").click()
        await page.keyboard.press("Escape")
        await page.get_by_role("button", name="Cancel").click()
        await expect(page.locator(".ui-dialog")).to_have_count(0)
        assert portal.world.ooma_sessions.users
        await page.locator("#main_topbar_signout_link").click()
        await page.get_by_role("button", name="OK").click()
        await expect(page.get_by_role("button", name="Sign in")).to_be_visible()
        assert not portal.world.ooma_sessions.users


async def test_a_lost_session_leads_back_to_the_sign_in_page(page: Page) -> None:
    async with ooma_portal() as portal:
        await sign_in(page, portal, portal.admin)
        portal.world.ooma_sessions.expire(portal.reseller)
        await page.get_by_role("link", name="Account Details").click()
        await expect(page.get_by_text("Account Realm")).to_be_visible()
        portal.world.ooma_sessions.expire(portal.admin)
        await page.get_by_role("link", name="IdP and SSO").click()
        await expect(page.get_by_text("Your session expired.")).to_be_visible()
        await page.locator("#close_button").click()
        await expect(page.get_by_role("button", name="Sign in")).to_be_visible()


async def test_a_session_can_be_lost_in_the_middle_of_anything(page: Page) -> None:
    async with ooma_portal() as portal:
        await sign_in(page, portal, portal.admin)
        portal.world.faults.add(Fault("ooma.idp.read", FaultKind.SESSION_GONE))
        await page.get_by_role("link", name="Account Details").click()
        await page.get_by_role("link", name="IdP and SSO").click()
        await expect(page.get_by_text("Your session expired.")).to_be_visible()
        assert not portal.world.ooma_sessions.users


async def test_a_tour_covers_the_page_only_if_it_is_wanted(page: Page) -> None:
    async with ooma_portal(options=Options(tour=True)) as portal:
        await sign_in(page, portal, portal.admin)
        await page.get_by_role("button", name="Skip").click()
        await page.get_by_role("link", name="Account Details").click()
        await expect(page.get_by_text("Account Realm")).to_be_visible()
