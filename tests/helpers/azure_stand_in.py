"""What the tests of the Azure stand-in do by hand: sign in, open the blade, fill card 1.

Raw Playwright on purpose: page objects would hide what the stand-in really does.
"""

import re
from dataclasses import dataclass

from playwright.async_api import BrowserContext, FrameLocator, Locator, Page, expect

from recordings import Customer, Origins, World
from recordings.azure.flows import SESSION_COOKIE
from recordings.azure.sessions import BrowserAccounts
from recordings.azure.state import Application, AzureUser

# A little longer than the sign-in page needs to notice what was typed.
NOTICED = 320


@dataclass(frozen=True)
class Stage:
    """A world that is being played, with its first customer."""

    world: World
    origins: Origins
    customer: Customer

    @property
    def user(self) -> AzureUser:
        return self.customer.azure_user

    @property
    def application(self) -> Application:
        return self.customer.application

    def portal(self, fragment: str = "", tenant: str | None = None) -> str:
        """An address in the portal, in the customer's directory unless told otherwise."""
        place = self.customer.directory.domain if tenant is None else tenant
        return f"{self.origins.portal}/{place}{fragment}"

    def blade(self) -> str:
        """The deep link of the SAML blade."""
        application = self.application
        return self.portal(
            "#view/Microsoft_AAD_IAM/ManagedAppMenuBlade/~/SignOn/objectId/"
            f"{application.object_id}/appId/{application.app_id}/preferredSingleSignOnMode/saml"
            "/servicePrincipalType/Application/fromNav/"
        )


def cookie(stage: Stage, *users: AzureUser) -> str:
    """The cookie of a browser in which these users are signed in."""
    stage.world.azure_sessions.browsers["planted"] = BrowserAccounts(dict.fromkeys(users, True))
    return "planted"


async def signed_in(stage: Stage, context: BrowserContext, *users: AzureUser) -> None:
    """Give a browser context the cookie of users who are signed in."""
    value = cookie(stage, *users)
    await context.add_cookies([{"name": SESSION_COOKIE, "value": value, "url": stage.origins.login, "httpOnly": True}])


async def type_and_go(page: Page, field: str, text: str, button: str = "#idSIButton9") -> None:
    await page.locator(f"{field}:not(.moveOffScreen)").fill(text)
    await page.wait_for_timeout(NOTICED)
    await page.locator(button).click()


async def give_password(page: Page, user: AzureUser, password: str | None = None) -> None:
    """Enter account name and password."""
    await type_and_go(page, "#i0116", user.upn)
    await type_and_go(page, "#i0118", password or user.password)


async def give_code(page: Page, code: str) -> None:
    """Enter a one-time code, by another way if a push notification is waiting."""
    code_box = page.locator("#idTxtBx_SAOTCC_OTC")
    await code_box.or_(page.locator("#idRichContext_DisplaySign")).wait_for()
    if not await code_box.is_visible():
        await page.locator("#signInAnotherWay").click()
        await page.locator("[data-value=PhoneAppOTP]").click()
    await type_and_go(page, "#idTxtBx_SAOTCC_OTC", code, "#idSubmit_SAOTCC_Continue")


async def page_id(page: Page) -> str:
    """The `PageID` of a sign-in page."""
    await page.locator("#loginHeader, [role=heading]").first.wait_for()
    return await page.locator("meta[name=PageID]").get_attribute("content") or ""


async def error_code(page: Page) -> str:
    return str(await page.evaluate("window.ServerData.sErrorCode"))


def account_button(page: Page) -> Locator:
    return page.locator("#fxs-avatarmenu-button")


@dataclass(frozen=True)
class Blade:
    """The SAML blade that is in front, wherever it is drawn."""

    page: Page
    root: Page | FrameLocator
    cards: Locator

    def card(self, number: int) -> Locator:
        return self.cards.locator(".ext-ad-card").nth(number - 1)

    def value(self, number: int, label: str) -> Locator:
        """The value beside a label of a card."""
        rows = self.card(number).locator(".ext-ad-row")
        exactly = self.page.get_by_text(re.compile(f"^{re.escape(label)}$"))
        return rows.filter(has=exactly).locator(".ext-ad-row-value")

    def pane(self, title: str) -> Locator:
        return self.root.get_by_role("dialog", name=title)

    async def open_card1(self) -> Locator:
        await self.card(1).get_by_role("button", name="Edit basic SAML configuration").click()
        return self.pane("Basic SAML Configuration")

    async def fill_card1(self, identifier: str, reply_url: str) -> Locator:
        """Open card 1's panel and enter both required values; returns the panel's Save button."""
        pane = await self.open_card1()
        await pane.get_by_text("Add identifier", exact=True).click()
        await pane.get_by_placeholder("Enter an identifier").last.fill(identifier)
        await pane.get_by_text("Add reply URL", exact=True).click()
        await pane.get_by_placeholder("Enter a reply URL").last.fill(reply_url)
        return pane.get_by_role("button", name="Save")

    async def close(self, title: str) -> None:
        # A toast that lies over the button goes by itself.
        await self.root.get_by_role("button", name=f"Close content '{title}'").click()


async def open_blade(stage: Stage, page: Page) -> Blade:
    """Open the SAML blade by its deep link, with a user who is signed in already."""
    await page.goto(stage.blade())
    return await shown_blade(stage, page)


async def shown_blade(stage: Stage, page: Page) -> Blade:
    root: Page | FrameLocator = page
    if stage.world.options.blade == "frame":
        root = page.frame_locator("iframe.fxs-reactview-frame-active")
        cards = root.locator(".fxs-frame-content")
    else:
        cards = page.locator(".fxs-blade:not(.fxs-blade-parked)")
    await expect(cards.get_by_text("Set up Single Sign-On with SAML")).to_be_visible()
    return Blade(page, root, cards)
