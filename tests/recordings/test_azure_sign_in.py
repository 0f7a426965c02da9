"""The sign-in pages of the Azure stand-in, as a person or a driver meets them."""

import re
from collections.abc import AsyncIterator
from datetime import timedelta

import pyotp
import pytest
from playwright.async_api import Browser, BrowserContext, Page, expect

from recordings import Options, World, serve
from recordings.azure.flows import PERSISTENT_COOKIE, SESSION_COOKIE
from tests.helpers.azure_stand_in import (
    NOTICED,
    Stage,
    account_button,
    error_code,
    give_code,
    give_password,
    page_id,
    signed_in,
    type_and_go,
)


@pytest.fixture
async def stage() -> AsyncIterator[Stage]:
    world = World.make(Options(tenants=2))
    async with serve(world) as origins:
        yield Stage(world, origins, world.customers[0])


async def test_a_whole_sign_in(stage: Stage, page: Page, browser: Browser) -> None:
    await page.goto(stage.portal())
    await expect(page).to_have_title("Sign in to your account")
    assert await page_id(page) == "ConvergedSignIn"
    await give_password(page, stage.user)
    await expect(page.locator("#idRichContext_DisplaySign")).to_have_text(re.compile(r"^\d\d$"))
    assert await page_id(page) == "ConvergedTFA"
    assert await page.locator("#idTxtBx_SAOTCC_OTC").count() == 0
    totp = pyotp.TOTP(stage.user.totp_secret)
    await give_code(page, totp.at(stage.world.now() - timedelta(seconds=90)))
    await expect(page.locator("#idSpan_SAOTCC_Error_OTC")).to_contain_text("didn't enter the expected")
    assert await error_code(page) == "500121"
    await give_code(page, totp.now())
    await page.locator("#KmsiCheckboxField").wait_for()
    assert await page_id(page) == "KmsiInterrupt"
    await page.locator("#idSIButton9").click()
    button = account_button(page)
    await expect(button).to_be_visible()
    directory = stage.customer.directory
    named = await button.get_attribute("aria-label") or ""
    assert stage.user.upn in named
    assert f"{directory.name} ({directory.domain})" in named
    kept = {one["name"]: one for one in await page.context.cookies(stage.origins.login)}
    assert kept[PERSISTENT_COOKIE]["expires"] > 0
    assert kept[SESSION_COOKIE]["httpOnly"]
    # The cookie alone signs a new context in, silently.
    async with await browser.new_context() as other:
        await other.add_cookies([kept[SESSION_COOKIE]])  # type: ignore[list-item]
        again = await other.new_page()
        await again.goto(stage.portal())
        await expect(account_button(again)).to_be_visible()
    assert (stage.user.password_attempts, stage.user.code_attempts, stage.user.rejected_attempts) == (1, 2, 1)


async def test_a_click_in_the_tick_of_the_input_is_ignored(stage: Stage, page: Page) -> None:
    await page.goto(stage.portal())
    field = page.locator("#i0116:not(.moveOffScreen)")
    await field.wait_for()
    await field.evaluate(
        """(input, upn) => {
            input.value = upn;
            input.dispatchEvent(new Event("input", { bubbles: true }));
            document.getElementById("idSIButton9").click();
        }""",
        stage.user.upn,
    )
    await page.wait_for_timeout(NOTICED)
    await expect(field).to_have_value(stage.user.upn)
    assert "azure.sign_in.user" not in stage.world.operations
    await page.locator("#idSIButton9").click()
    await expect(page.locator("#displayName")).to_have_text(stage.user.upn)


async def test_each_view_holds_the_twin_of_the_other_field(stage: Stage, page: Page) -> None:
    await page.goto(stage.portal())
    await page.locator("#i0116:not(.moveOffScreen)").wait_for()
    assert await page.locator("#i0118.moveOffScreen").is_visible()
    await type_and_go(page, "#i0116", stage.user.upn)
    await page.locator("#i0118:not(.moveOffScreen)").wait_for()
    assert await page.locator("#i0116.moveOffScreen").is_visible()
    await page.locator("#idBtn_Back").click()
    await expect(page.locator("#i0116:not(.moveOffScreen)")).to_have_value(stage.user.upn)


async def test_an_empty_field_is_not_a_rejection(stage: Stage, page: Page) -> None:
    await page.goto(stage.portal())
    await page.locator("#idSIButton9").click()
    await expect(page.locator("#usernameError")).to_contain_text("Enter a valid email address")
    assert await error_code(page) == "50058"
    # The old text stays until the server has answered.
    await page.locator("#i0116:not(.moveOffScreen)").fill("nobody@nowhere.example")
    await page.wait_for_timeout(NOTICED)
    await expect(page.locator("#usernameError")).to_contain_text("Enter a valid email address")
    await page.locator("#idSIButton9").click()
    await expect(page.locator("#usernameError")).to_contain_text("may be incorrect")
    assert await error_code(page) == "50034"


async def test_without_second_factor_and_question(stage: Stage, page: Page) -> None:
    stage.user.totp_secret, stage.user.push = "", False
    stage.world.azure.ask_to_stay = False
    await page.goto(stage.portal())
    await give_password(page, stage.user)
    await expect(account_button(page)).to_be_visible()


async def test_nobody_approves_a_push(stage: Stage, page: Page) -> None:
    stage.world.azure.push_seconds = 1
    await page.goto(stage.portal())
    await give_password(page, stage.user)
    await expect(page.locator("#idDiv_SAASTO_Title")).to_have_text("We didn't hear from you")


async def test_sessions_expire_apart(stage: Stage, page: Page, context: BrowserContext) -> None:
    await signed_in(stage, context, stage.user)
    await page.goto(stage.portal())
    await expect(account_button(page)).to_be_visible()
    sessions = stage.world.azure_sessions
    sessions.expire_portal(stage.user)
    await page.reload()
    await expect(account_button(page)).to_be_visible()
    assert stage.world.operations["azure.token"] == 2
    sessions.expire(stage.user)
    await page.reload()
    await expect(page.locator("#loginHeader")).to_have_text("Pick an account")
    await page.locator(f"[data-test-id='{stage.user.upn}']").click()
    await expect(page.locator("#displayName")).to_have_text(stage.user.upn)
    await expect(page.locator("#i0118:not(.moveOffScreen)")).to_be_visible()
    sessions.expire_login(forget=True)
    await page.goto(stage.portal())
    await expect(page.locator("#loginHeader")).to_have_text("Sign in")


async def test_the_picker_offers_who_is_signed_in(stage: Stage, page: Page, context: BrowserContext) -> None:
    stage.world.azure.pick_account = True
    other = stage.world.customers[1].azure_user
    await signed_in(stage, context, stage.user, other)
    await page.goto(stage.portal())
    tile = page.locator(f"[data-test-id='{stage.user.upn}']")
    await expect(tile).to_contain_text("Signed in")
    await expect(page.locator("#otherTile")).to_be_visible()
    await tile.click()
    await expect(account_button(page)).to_be_visible()


async def test_strangers_and_unknown_tenants_are_refused(stage: Stage, page: Page, context: BrowserContext) -> None:
    stranger = stage.world.customers[1].azure_user
    await signed_in(stage, context, stranger)
    await page.goto(stage.portal())
    await page.locator(f"[data-test-id='{stranger.upn}']").click()
    await expect(page.locator("#service_exception_message")).to_contain_text("AADSTS50020")
    await page.goto(stage.portal(tenant="nowhere.onmicrosoft.com"))
    await expect(page.locator("#service_exception_message")).to_contain_text("AADSTS90002")
    assert await page_id(page) == "ConvergedError"


async def test_the_address_names_the_directory(stage: Stage, page: Page, context: BrowserContext) -> None:
    theirs = stage.world.customers[1].directory
    theirs.guests.append(stage.user)
    await signed_in(stage, context, stage.user)
    for tenant in (theirs.domain, "", f"@{theirs.domain}", str(theirs.id)):
        expected = theirs if tenant else stage.customer.directory
        await page.goto(stage.portal(tenant=f"{tenant}?l=en"))
        await expect(account_button(page)).to_contain_text(expected.domain)


async def test_a_wrong_password_then_conditional_access(stage: Stage, page: Page) -> None:
    await page.goto(stage.portal())
    await give_password(page, stage.user, "not the password")
    await expect(page.locator("#passwordError")).to_contain_text("password is incorrect")
    assert await error_code(page) == "50126"
    assert (stage.user.password_attempts, stage.user.rejected_attempts) == (1, 1)
    stage.user.trouble = "conditional access"
    await type_and_go(page, "#i0118", stage.user.password)
    await expect(page.get_by_role("heading", name="You cannot access this right now")).to_be_visible()
    await page.get_by_role("button", name="More details").click()
    await expect(page.locator("#details")).to_contain_text("AADSTS53003")
