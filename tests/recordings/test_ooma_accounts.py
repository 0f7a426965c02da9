"""What is awkward about the Ooma stand-in's lists of accounts; each test shows that it really is there."""

import pytest
from playwright.async_api import Page, expect

from recordings.ooma.state import add_account
from tests.helpers.ooma_stand_in import ooma_portal, sign_in

TOGGLE = "#main_topbar_account_toggle_link"
ROWS = ".account-list .account-list-element"


async def current(page: Page, name: str) -> None:
    await expect(page.locator(".core-topbar .current-account-name")).to_have_text(name)


@pytest.mark.parametrize("keeps_text", [False, True])
async def test_a_late_list_wipes_what_was_typed(page: Page, keeps_text: bool) -> None:
    async with ooma_portal() as portal:
        portal.world.ooma.late_list = 0.5
        portal.world.ooma.late_list_keeps_text = keeps_text
        await sign_in(page, portal, portal.reseller)
        await page.locator(TOGGLE).click()
        search = page.get_by_placeholder("Search...")
        await search.press_sequentially("Ex")
        await expect(page.locator(ROWS)).to_have_count(0)
        await expect(page.locator(ROWS)).to_have_count(4)
        # Nothing is filtered, and the way to the server's search is gone.
        await expect(page.locator(f"{ROWS}:visible")).to_have_count(4)
        await expect(search).to_have_value("Ex" if keeps_text else "")
        await search.press("Enter")
        await expect(page.locator(f"{ROWS}:visible")).to_have_count(4)
        assert "ooma.accounts.search" not in portal.world.operations


async def test_the_menu_opens_empty_until_it_woke_up_and_is_opened_again(page: Page) -> None:
    async with ooma_portal() as portal:
        portal.world.ooma.menu_sleeps = 0.6
        await sign_in(page, portal, portal.reseller)
        await page.locator(TOGGLE).click()
        await expect(page.locator("#main_topbar_account_toggle")).to_have_class("open")
        await page.wait_for_timeout(700)
        await expect(page.locator(".account-browser-search, .account-list")).to_have_count(0)
        await page.locator(TOGGLE).click()
        await page.locator(TOGGLE).click()
        await expect(page.locator(ROWS)).to_have_count(4)


async def test_while_the_level_below_slides_in_the_old_rows_work_and_the_new_ones_do_not(page: Page) -> None:
    async with ooma_portal() as portal:
        await sign_in(page, portal, portal.reseller)
        await page.locator(TOGGLE).click()
        await page.locator("[data-name='contoso'] .account-children-link").click()
        coming = page.locator(".account-list-slider [data-name='contoso Branch Office'] .account-link")
        await coming.dispatch_event("click")
        await expect(page.locator(".account-list [data-name='contoso']")).to_have_count(1)
        await current(page, "Example Managed Services")
        browsing = page.locator(".account-toggle-header .current-account-container")
        await expect(browsing).to_have_text("contoso")
        await expect(coming).to_have_count(0)
        await current(page, "Example Managed Services")
        await page.get_by_text("Back to parent", exact=True).click()
        await expect(page.locator(ROWS)).to_have_count(4)


async def test_the_menu_opens_below_the_account_that_is_masqueraded(page: Page) -> None:
    async with ooma_portal() as portal:
        await sign_in(page, portal, portal.reseller, f"#/apps/phone-system?m={portal.account.id}")
        await current(page, "contoso")
        await page.locator(TOGGLE).click()
        await expect(page.locator(f"{ROWS} .account-name")).to_have_text(["contoso Branch Office"])
        await page.locator(".account-list").get_by_text("Back to parent", exact=True).click()
        await page.locator("[data-name='Ex contoso'] .account-link").click()
        await current(page, "Ex contoso")
        # The address still names the account from before, and a reload believes it.
        assert portal.account.id in page.url
        await page.reload()
        await current(page, "contoso")


async def test_the_account_menu_may_come_later_than_apps_that_open_with_a_tour(page: Page) -> None:
    async with ooma_portal() as portal:
        portal.world.ooma.apps_first = True
        await sign_in(page, portal, portal.reseller)
        await page.locator("#main_topbar_apploader_link").click()
        await expect(page.locator(TOGGLE)).to_be_hidden()
        await page.get_by_role("link", name="Accounts").click()
        await expect(page.locator(".tour-overlay")).to_contain_text("Welcome to Accounts.")
        await expect(page.locator(TOGGLE)).to_be_visible()
        await page.get_by_role("button", name="Skip").click()
        await page.locator(TOGGLE).click()
        await expect(page.locator(ROWS)).to_have_count(4)


async def test_a_tree_of_plain_rows_unfolds_in_place_by_an_arrow_without_a_name(page: Page) -> None:
    async with ooma_portal() as portal:
        portal.world.ooma.tree = "rows"
        portal.world.ooma.search = "none"
        await sign_in(page, portal, portal.reseller)
        await page.locator(TOGGLE).click()
        rows = page.locator(".tree-row")
        await expect(rows).to_have_count(4)
        await expect(page.get_by_placeholder("Search...")).to_have_count(0)
        await expect(page.locator("[role=tree], [role=treeitem], [aria-expanded]")).to_have_count(0)
        arrow = rows.nth(1).locator("i")
        await expect(arrow).to_have_accessible_name("")
        await arrow.click()
        names = page.locator(".tree-name")
        await expect(names).to_have_text(
            ["Example Managed Services", "contoso", "contoso Branch Office", "contoso Holding", "Ex contoso"]
        )
        await current(page, "Example Managed Services")
        await rows.nth(2).locator(".tree-realm").click()
        await current(page, "contoso Branch Office")


@pytest.mark.parametrize("tree", ["sliding", "rows"])
async def test_a_search_may_only_filter_what_is_loaded(page: Page, tree: str) -> None:
    async with ooma_portal(customers=8) as portal:
        portal.world.ooma.search = "filter"
        portal.world.ooma.tree = tree  # type: ignore[assignment]
        await sign_in(page, portal, portal.reseller)
        await page.locator(TOGGLE).click()
        await expect(page.locator(".account-browser-container [data-id]")).to_have_count(21)
        search = page.get_by_placeholder("Search...")
        await search.press_sequentially("fabrikam-07 h")
        await search.press("Enter")
        await expect(page.locator(".account-browser-container [data-id]:visible")).to_have_count(0)
        assert "ooma.accounts.search" not in portal.world.operations


@pytest.mark.parametrize("tree", ["sliding", "rows"])
async def test_what_was_found_may_be_drawn_again_in_another_shape(page: Page, tree: str) -> None:
    async with ooma_portal() as portal:
        portal.world.ooma.redraws = True
        portal.world.ooma.tree = tree  # type: ignore[assignment]
        await sign_in(page, portal, portal.reseller)
        await page.locator(TOGGLE).click()
        row = page.locator("[data-name='contoso Holding']")
        await row.wait_for()
        await page.get_by_placeholder("Search...").press_sequentially("contoso h")
        found = await row.element_handle()
        assert found is not None
        await expect(row).to_have_text(
            f"contoso HoldingExample Managed Services{await row.get_attribute('data-realm')}"
        )
        assert not await found.evaluate("row => row.isConnected")
        await row.click()
        await current(page, "contoso Holding")


async def test_a_searchs_answer_may_come_in_pages(page: Page) -> None:
    async with ooma_portal(customers=12) as portal:
        portal.world.ooma.search_pages = True
        await sign_in(page, portal, portal.reseller)
        await page.locator(TOGGLE).click()
        await expect(page.locator(ROWS)).to_have_count(21)
        search = page.get_by_placeholder("Search...")
        await search.press_sequentially("fabrikam")
        await search.press("Enter")
        for count in (20, 40, 55):
            await expect(page.locator(ROWS)).to_have_count(count)
            await page.locator(ROWS).last.scroll_into_view_if_needed()


async def test_accounts_of_any_name_may_be_anywhere_even_twice(page: Page) -> None:
    async with ooma_portal() as portal:
        root = portal.world.root
        root.name = "\u30aa\u30fc\u30de & <S\u00f6hne>"
        twin = add_account(add_account(root, "\U0001f3e2"), "contoso")
        assert twin.realm != portal.account.realm
        await sign_in(page, portal, portal.reseller)
        await current(page, root.name)
        await page.locator(TOGGLE).click()
        search = page.get_by_placeholder("Search...")
        await expect(page.locator("[data-name='\U0001f3e2']")).to_be_visible()
        await search.press_sequentially("contoso")
        await search.press("Enter")
        twins = page.locator(f"{ROWS}[data-name='contoso']")
        await expect(twins).to_have_count(2)
        # The first of an answer's arrows leads up, to the accounts beside the parent.
        await twins.and_(page.locator(f"[data-id='{twin.id}']")).locator(".account-children-link").click()
        await expect(page.locator("[data-name='\U0001f3e2']")).to_be_visible()
        await expect(twins).to_have_count(1)
        await search.press_sequentially("nobody")
        await search.press("Enter")
        await expect(page.get_by_text("No account found")).to_be_visible()


async def test_the_accounts_app_loads_more_when_it_is_scrolled(page: Page) -> None:
    async with ooma_portal(customers=15) as portal:
        await sign_in(page, portal, portal.reseller, "#/apps/accounts")
        rows = page.locator("tbody tr")
        for count in (20, 40, 45):
            await expect(rows).to_have_count(count)
            await rows.last.scroll_into_view_if_needed()
