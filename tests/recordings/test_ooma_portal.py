"""The Ooma stand-in's top bar, account tree and masquerading."""

import pytest
from playwright.async_api import Page, expect

from tests.helpers.ooma_stand_in import ooma_portal, sign_in


async def current(page: Page, name: str) -> None:
    await expect(page.locator(".core-topbar .current-account-name")).to_have_text(name)


async def test_the_top_bar_has_the_documented_order_and_icons_without_names(page: Page) -> None:
    async with ooma_portal() as portal:
        await sign_in(page, portal, portal.reseller)
        await current(page, "Example Managed Services")
        links = page.locator(".core-topbar a.links")
        ids = [
            "main_topbar_brand", "main_topbar_current_app", "main_topbar_apploader_link",
            "main_topbar_account_toggle_link", "main_topbar_myaccount_link", "main_topbar_signout_link",
        ]  # fmt: skip
        assert [await link.get_attribute("id") for link in await links.all()] == ids
        for number, name in enumerate(["Ooma", "Phone System", "", "", "", ""]):
            await expect(links.nth(number)).to_have_accessible_name(name)
        await page.locator("#main_topbar_apploader_link").click()
        await expect(page.locator("#apploader .app-element")).to_have_text(
            ["Phone System", "Accounts", "Microsoft Teams"]
        )


async def test_the_tree_opens_level_by_level_and_a_name_masquerades(page: Page) -> None:
    async with ooma_portal() as portal:
        await sign_in(page, portal, portal.reseller)
        await page.locator("#main_topbar_account_toggle_link").click()
        names = page.locator(".account-list .account-name")
        await expect(names).to_have_text(["Example Managed Services", "contoso", "contoso Holding", "Ex contoso"])
        await page.locator("[data-name='contoso'] .account-children-link").click()
        await expect(names).to_have_text(["contoso Branch Office"])
        await names.click()
        await expect(page.locator(".toast")).to_contain_text("You are now masquerading the account")
        await current(page, "contoso Branch Office")
        await expect(page.get_by_text("! Masquerading")).to_be_visible()

        await page.locator("#main_topbar_account_toggle_link").click()
        await page.get_by_role("link", name="Back to Parent").click()
        await current(page, "contoso")
        await page.locator("#main_topbar_account_toggle_link").click()
        # The toasts cover it, and they stay as long as the mouse rests on them.
        await page.get_by_role("link", name="Stop Masquerading").dispatch_event("click")
        await current(page, "Example Managed Services")
        await expect(page.get_by_text("You are not masquerading anymore.")).to_be_visible()


async def test_masquerading_can_land_in_another_account_than_the_one_chosen(page: Page) -> None:
    async with ooma_portal() as portal:
        (branch,) = portal.account.children
        portal.world.ooma.masquerades_as = branch
        await sign_in(page, portal, portal.reseller)
        await page.locator("#main_topbar_account_toggle_link").click()
        await page.locator(".account-list").get_by_text("contoso", exact=True).click()
        await current(page, "contoso Branch Office")
        await page.locator("#main_topbar_account_toggle_link").click()
        await page.get_by_role("link", name="Stop Masquerading").dispatch_event("click")
        await current(page, "Example Managed Services")


@pytest.mark.parametrize("lost_by", ["home", "reload"])
async def test_masquerading_is_lost(page: Page, lost_by: str) -> None:
    async with ooma_portal() as portal:
        await sign_in(page, portal, portal.reseller)
        await page.locator("#main_topbar_account_toggle_link").click()
        await page.locator(".account-list").get_by_text("contoso", exact=True).click()
        await current(page, "contoso")
        if lost_by == "home":
            await page.get_by_role("link", name="Ooma", exact=True).click()
        else:
            await page.reload()
        await current(page, "Example Managed Services")


async def test_masquerading_in_the_address_survives_a_reload(page: Page) -> None:
    async with ooma_portal() as portal:
        await sign_in(page, portal, portal.reseller, f"#/apps/phone-system?m={portal.account.id}")
        for _ in range(2):
            await current(page, "contoso")
            await page.get_by_role("link", name="Account Details").click()
            await expect(page.get_by_text(portal.account.id)).to_be_visible()
            await page.reload()


async def test_typing_filters_loaded_rows_and_enter_asks_the_server(page: Page) -> None:
    async with ooma_portal(customers=25) as portal:
        await sign_in(page, portal, portal.reseller)
        await page.locator("#main_topbar_account_toggle_link").click()
        names = page.locator(".account-list .account-list-element:visible .account-name")
        await expect(names).to_have_count(21)
        search = page.get_by_placeholder("Search...")
        # Only keys are listened to: a value that is set without them filters nothing, and Enter asks nobody.
        await search.fill("fabrikam-20")
        await search.press("Enter")
        await expect(names).to_have_count(21)
        await search.fill("")
        await search.press_sequentially("fabrikam-20")
        await expect(names).to_have_count(0)
        await search.press("Enter")
        await expect(names).to_have_text([
            "Ex fabrikam-20", "fabrikam-20", "fabrikam-20 Branch Office", "fabrikam-20 Holding",
            "fabrikam-20 Holding Logistics",
        ])  # fmt: skip
        await expect(search).to_be_disabled()
        await page.locator(".account-name").get_by_text("fabrikam-20", exact=True).click()
        await current(page, "fabrikam-20")


async def test_the_list_loads_more_when_it_is_scrolled(page: Page) -> None:
    async with ooma_portal(customers=15) as portal:
        await sign_in(page, portal, portal.reseller)
        await page.locator("#main_topbar_account_toggle_link").click()
        rows = page.locator(".account-list .account-list-element")
        for count in (21, 41, 46):
            await expect(rows).to_have_count(count)
            await rows.last.scroll_into_view_if_needed()


async def test_an_account_may_not_act_for_its_parent_or_siblings(page: Page) -> None:
    async with ooma_portal() as portal:
        foreign = portal.world.root.id
        await sign_in(page, portal, portal.admin, f"#/apps/phone-system?m={foreign}")
        await expect(page.locator(".api-error-dialog")).to_contain_text("Oops!")
        await current(page, "contoso")
        portal.world.ooma.quiet_refusals = True
        await page.reload()
        await current(page, "contoso")
        await expect(page.get_by_role("link", name="Account Details")).to_be_visible()
        await expect(page.locator(".api-error-dialog, .toast")).to_have_count(0)
        for account in (portal.world.root, *portal.world.root.children[1:]):
            answer = await page.request.get(f"{portal.url}v2/accounts/{account.id}/sso")
            assert answer.status == 403


async def test_the_accounts_app_uses_an_account(page: Page) -> None:
    async with ooma_portal() as portal:
        await sign_in(page, portal, portal.reseller, "#/apps/accounts")
        row = page.get_by_role("row").filter(has=page.get_by_text("contoso", exact=True))
        await row.hover()
        await row.get_by_role("button", name="Use Account").click()
        await current(page, "contoso")
        await expect(page.locator("#main_topbar_current_app_name")).to_have_text("Phone System")


async def test_keys_outside_fields_are_shortcuts(page: Page) -> None:
    async with ooma_portal() as portal:
        await sign_in(page, portal, portal.reseller, f"#/apps/phone-system?m={portal.account.id}")
        await current(page, "contoso")
        await page.keyboard.press("Shift+M")
        await current(page, "Example Managed Services")
        await page.keyboard.press("Shift+L")
        await expect(page.get_by_role("button", name="Sign in")).to_be_visible()


async def test_markup_in_a_name_is_shown_as_text(page: Page) -> None:
    async with ooma_portal() as portal:
        portal.account.name = "<img src=x onerror=\"document.title='run'\">"
        await sign_in(page, portal, portal.reseller)
        await page.locator("#main_topbar_account_toggle_link").click()
        await page.locator(".account-list").get_by_text(portal.account.name, exact=True).click()
        await current(page, portal.account.name)
        await expect(page.locator(".toast")).to_contain_text(portal.account.name)
        await page.get_by_role("link", name="Account Details").click()
        await expect(page.get_by_role("heading", name=portal.account.name)).to_be_visible()
        await page.goto(f"{portal.url}sso/{portal.account.id}/login")
        await expect(page.locator(".sso-account")).to_have_text(portal.account.name)
        assert await page.locator("img").count() == 0
