"""The portal's shell and the SAML blade of the Azure stand-in, as they look in a browser."""

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from playwright.async_api import BrowserContext, Page, Route, expect
from playwright.async_api import TimeoutError as PlaywrightTimeout

from recordings import Fault, FaultKind, Options, World, serve
from recordings.azure.certificates import pem
from recordings.azure.sessions import AzureBehaviour
from tests.helpers.azure_stand_in import Stage, account_button, open_blade, shown_blade, signed_in

ACS = "https://sp.example/acs"
ENTITY_ID = "https://sp.example"
LIST = "#view/Microsoft_AAD_IAM/StartboardApplicationsMenuBlade/~/AppAppsPreview"
QUICK = AzureBehaviour(toast_seconds=0.8, save_seconds=0.05)


@asynccontextmanager
async def staged(context: BrowserContext, options: Options, **behaviour: object) -> AsyncIterator[Stage]:
    """A world of this kind, into which the context is signed in."""
    world = World.make(options)
    world.azure = replace(QUICK, **behaviour)  # type: ignore[arg-type]
    async with serve(world) as origins:
        stage = Stage(world, origins, world.customers[0])
        await signed_in(stage, context, stage.user)
        yield stage


@pytest.fixture
async def stage(context: BrowserContext) -> AsyncIterator[Stage]:
    async with staged(context, Options()) as stage:
        yield stage


@pytest.mark.parametrize(("drawn", "wording"), [("document", "today"), ("frame", "guide")])
async def test_steps_seven_and_eight_by_hand(context: BrowserContext, page: Page, drawn: str, wording: str) -> None:
    async with staged(context, Options(blade=drawn, wording=wording)) as stage:  # type: ignore[arg-type]
        blade = await open_blade(stage, page)
        today = wording == "today"
        for number, title in enumerate(
            (
                "Basic SAML Configuration",
                "Attributes & Claims" if today else "User Attributes & Claims",
                "SAML Certificates" if today else "SAML Signing Certificate",
                "Set up Ooma",
                "Test single sign-on with Ooma" if today else "Validate single sign-on with Ooma",
            ),
            start=1,
        ):
            await expect(blade.card(number).get_by_role("heading", level=3)).to_have_text(title)
        await expect(blade.value(1, "Identifier (Entity ID)")).to_have_text("Required")
        assert await blade.card(3).get_by_text("Download", exact=True).count() == 0
        login = blade.card(4).get_by_label("Login URL")
        logout = blade.card(4).get_by_label("Logout URL")
        assert await login.input_value() == await logout.input_value()
        assert str(stage.customer.directory.id) in await login.input_value()
        entra = blade.card(4).get_by_label("Microsoft Entra Identifier" if today else "Azure AD Identifier")
        assert (await entra.input_value()).startswith("https://sts.windows.net/")

        save = await blade.fill_card1(ENTITY_ID, ACS)
        await expect(save).to_have_attribute("aria-disabled", "false")
        await save.click()
        await expect(page.locator(".fxs-toast-success")).to_contain_text("Successfully saved")
        await expect(save).to_have_attribute("aria-disabled", "true")
        await blade.close("Basic SAML Configuration")
        await blade.root.get_by_role("button", name="No, I'll test later").click()
        await expect(blade.value(1, "Identifier (Entity ID)")).to_have_text("Required")

        await page.reload()
        blade = await shown_blade(stage, page)
        await expect(blade.value(1, "Identifier (Entity ID)")).to_have_text(ENTITY_ID)
        await expect(blade.value(3, "Status")).to_have_text("Active")
        active = stage.application.active_certificate
        assert active
        await expect(blade.value(3, "Thumbprint")).to_have_text(active.thumbprint)
        async with page.expect_download() as downloading:
            await blade.value(3, "Certificate (Base64)").get_by_text("Download", exact=True).click()
        download = await downloading.value
        assert download.suggested_filename == "Ooma.cer"
        content = Path(await download.path()).read_bytes()  # noqa: ASYNC240 - a small file
        certificate = x509.load_pem_x509_certificate(content)
        assert certificate.fingerprint(hashes.SHA1()).hex().upper() == active.thumbprint  # noqa: S303
    assert [write.operation for write in stage.world.writes] == ["azure.card1.save"]


async def test_earlier_blades_stay_in_the_document(stage: Stage, page: Page) -> None:
    blade = await open_blade(stage, page)
    await blade.open_card1()
    width = page.viewport_size
    assert width
    for name in ("Save", "Edit basic SAML configuration"):
        everywhere = await page.get_by_role("button", name=name, exact=True).all()
        places = [await one.bounding_box() for one in everywhere if await one.is_visible()]
        inside = [place for place in places if place and 0 <= place["x"] < width["width"]]
        assert len(places) > len(inside) == 1


async def test_a_hidden_frame_holds_the_same_words(context: BrowserContext, page: Page) -> None:
    async with staged(context, Options(blade="frame")) as stage:
        await open_blade(stage, page)
        hidden = page.locator("iframe.fxs-display-none")
        await expect(hidden).to_be_hidden()
        words = hidden.content_frame.get_by_text("Set up Single Sign-On with SAML")
        await expect(words).to_have_count(1)
        await expect(words).to_be_hidden()
        assert "localhost" in (await hidden.get_attribute("src") or "")


async def test_card_one_says_what_it_does_not_accept(stage: Stage, page: Page) -> None:
    blade = await open_blade(stage, page)
    taken = next(one for one in stage.customer.directory.applications if one.name == "Zoom").identifiers[0]
    save = await blade.fill_card1(taken.value, "sp.example/acs")
    pane = blade.pane("Basic SAML Configuration")
    await expect(pane.get_by_text("unique within your organization")).to_be_visible()
    await expect(pane.get_by_text("must be a valid URL")).to_be_visible()
    await expect(save).to_have_attribute("aria-disabled", "true")
    await pane.get_by_placeholder("Enter an identifier").fill(ENTITY_ID)
    await pane.get_by_placeholder("Enter a reply URL").fill(ACS)
    await expect(save).to_have_attribute("aria-disabled", "false")
    await pane.get_by_text("Add reply URL", exact=True).click()
    await pane.get_by_placeholder("Enter a reply URL").last.fill(ACS)
    await expect(pane.get_by_text("already in the list")).to_be_visible()
    await expect(save).to_have_attribute("aria-disabled", "true")
    await pane.get_by_placeholder("Enter a reply URL").last.fill(f"{ACS}/2")
    defaults = pane.get_by_role("checkbox", name="Default")
    await defaults.last.click()
    await expect(defaults.nth(1)).to_have_attribute("aria-checked", "false")
    await save.click()
    await expect(page.locator(".fxs-toast-success")).to_be_visible()
    urls = [(one.value, one.default) for one in stage.application.reply_urls]
    assert urls == [(ACS, False), (f"{ACS}/2", True)]
    await pane.get_by_title("Delete").last.click()
    await blade.close("Basic SAML Configuration")
    await expect(page.locator(".fxs-messagebox-text")).to_have_text("Your unsaved edits will be discarded")
    await page.get_by_role("button", name="Cancel").click()
    await expect(pane).to_be_visible()
    await page.evaluate("location.hash = '#home'")
    await page.get_by_role("button", name="OK").click()
    await expect(page.get_by_text("Azure services")).to_be_visible()
    assert len(stage.application.reply_urls) == 2


async def test_a_save_that_fails_is_said_in_the_portals_words(stage: Stage, page: Page) -> None:
    stage.world.faults.add(Fault("azure.card1.save", FaultKind.HTTP_503))
    blade = await open_blade(stage, page)
    save = await blade.fill_card1(ENTITY_ID, ACS)
    await save.click()
    failed = page.locator(".fxs-toast-error")
    await expect(failed).to_contain_text("Unable to save single sign-on configuration")
    await expect(failed).to_contain_text("The service is unavailable.")
    # Saving again is the remedy.
    await save.click()
    await expect(page.locator(".fxs-toast-success")).to_be_visible()
    await blade.close("Basic SAML Configuration")
    await page.get_by_role("button", name="No, I'll test later").click()
    await page.get_by_role("button", name="Notifications").click()
    pane = blade.pane("Notifications")
    await expect(pane.get_by_role("listitem")).to_have_count(2)
    await pane.get_by_text("Unable to save single sign-on configuration").click()
    await expect(blade.pane("Notification Details")).to_contain_text("The service is unavailable.")


@pytest.mark.parametrize("drawn", ["document", "frame"])
async def test_a_session_that_ends_during_a_save_leads_to_the_sign_in(
    context: BrowserContext, page: Page, drawn: str
) -> None:
    async with staged(context, Options(blade=drawn)) as stage:  # type: ignore[arg-type]
        stage.world.faults.add(Fault("azure.card1.save", FaultKind.SESSION_GONE))
        blade = await open_blade(stage, page)
        save = await blade.fill_card1(ENTITY_ID, ACS)
        await save.click()
        await expect(page).to_have_title("Sign in to your account")
        assert not stage.application.complete


async def test_a_blade_that_cannot_be_read_says_so(context: BrowserContext, page: Page) -> None:
    for drawn in ("document", "frame"):
        async with staged(context, Options(blade=drawn)) as stage:
            stage.world.faults.add(Fault("azure.blade.read", FaultKind.HTTP_500))
            await page.goto(stage.blade())
            frame = page.frame_locator("iframe.fxs-reactview-frame-active")
            error = (frame if drawn == "frame" else page).locator(".ext-ad-error")
            await expect(error).to_contain_text("Internal Server Error")
            await context.clear_cookies()


async def test_without_the_role_there_is_no_access(stage: Stage, page: Page) -> None:
    stage.user.role = False
    await page.goto(stage.blade())
    await expect(page.get_by_role("heading", name="You do not have access")).to_be_visible()


async def test_the_application_is_found_by_name(context: BrowserContext, page: Page) -> None:
    async with staged(context, Options(), teaching_bubble=True) as stage:
        await page.goto(stage.portal(LIST))
        search = page.get_by_placeholder("Search by application name or object ID")
        await search.wait_for()
        await page.get_by_role("button", name="Dismiss", exact=True).click()
        names = page.get_by_role("grid").get_by_role("link").filter(has_not_text="Load more")
        await expect(names).to_have_count(6)
        await expect(page.get_by_role("link", name="Ooma", exact=True)).to_have_count(0)
        await search.fill("ooma")
        await expect(names).to_have_text(["Ooma", "Ooma Enterprise Test", "Ooma Office"])
        await search.fill(str(stage.application.object_id))
        await expect(names).to_have_text(["Ooma"])
        await names.click()
        menu = page.get_by_role("navigation", name="Ooma")
        manage = menu.get_by_role("button", name="Manage")
        await expect(manage).to_have_attribute("aria-expanded", "false")
        await expect(menu.get_by_text("Single sign-on")).to_be_hidden()
        await manage.click()
        await menu.get_by_text("Single sign-on").click()
        blade = await shown_blade(stage, page)
        await expect(blade.card(4).get_by_role("heading")).to_have_text("Set up Ooma")
        await expect(page.get_by_label("Close content 'Ooma | SAML-based Sign-on'")).to_be_visible()


async def test_the_account_button_may_show_another_address_or_none(context: BrowserContext, page: Page) -> None:
    async with staged(context, Options(partner=True), guest_upn=True) as stage:
        domain = stage.customer.directory.domain
        await page.goto(stage.blade())
        button = account_button(page)
        guest = f"{stage.user.upn.replace('@', '_')}#EXT#@{domain}"
        await expect(button).to_contain_text(guest)
        stage.world.azure.signed_in_as = "someone@else.example"
        await page.reload()
        await expect(button).to_contain_text("someone@else.example")
        stage.world.azure.shows_address = False
        await page.reload()
        await expect(button).to_have_text(re.compile(rf"^{stage.user.display_name}.*{re.escape(domain)}"))
        drawn = await button.evaluate("button => button.outerHTML")
        assert "@" not in drawn


async def test_a_deep_link_first_shows_the_home_page(context: BrowserContext, page: Page) -> None:
    async with staged(context, Options(), lost_deep_links=1) as stage:
        await page.goto(stage.blade())
        await expect(page.get_by_text("Azure services")).to_be_visible()
        await expect(account_button(page)).to_contain_text(stage.customer.directory.domain)
        await page.wait_for_timeout(300)
        await expect(page.get_by_text("Azure services")).to_be_visible()
        await page.reload()
        await shown_blade(stage, page)


async def test_a_certificate_that_is_made_by_hand(context: BrowserContext, page: Page) -> None:
    async with staged(context, Options(certificate="new-certificate"), toast_seconds=30) as stage:
        blade = await open_blade(stage, page)
        await blade.card(3).get_by_text("Add a certificate").click()
        pane = blade.pane("SAML Signing Certificate")
        await pane.get_by_role("button", name="New Certificate").click()
        await expect(pane.get_by_text("Will be displayed on save")).to_be_visible()
        assert stage.application.certificates == []
        await pane.get_by_role("button", name="Save").click()
        await expect(pane.get_by_text("Inactive")).to_be_visible()
        (made,) = stage.application.certificates
        assert not made.active
        await page.get_by_label("Dismiss toast notification").click()
        await pane.get_by_role("button", name="Context menu").click()
        await pane.get_by_role("menuitem", name="Make certificate active").click()
        await page.get_by_role("button", name="Yes").click()
        await expect(pane.get_by_text("Active", exact=True)).to_be_visible()
        assert made.active
        await pane.get_by_role("button", name="Context menu").click()
        async with page.expect_download() as downloading:
            await pane.get_by_role("menuitem", name="PEM certificate download").click()
        assert (await downloading.value).suggested_filename == "Ooma.pem"
    operations = [write.operation for write in stage.world.writes]
    assert operations == ["azure.certificate.save", "azure.certificate.activate"]


async def test_card_five_signs_on_in_a_new_tab(context: BrowserContext, page: Page) -> None:
    posted: list[str] = []

    async def accept(route: Route) -> None:
        posted.append(route.request.post_data or "")
        await route.fulfill(body="Signed on")

    await context.route(f"{ACS}*", accept)
    await context.grant_permissions(["clipboard-read", "clipboard-write"])
    async with staged(context, Options(), stale_cards=False) as stage:
        blade = await open_blade(stage, page)
        test = blade.card(5).get_by_role("button", name="Test", exact=True)
        await expect(test).to_have_attribute("aria-disabled", "true")
        save = await blade.fill_card1(ENTITY_ID, ACS)
        await save.click()
        await expect(page.locator(".fxs-toast-success")).to_be_visible()
        await blade.close("Basic SAML Configuration")
        await page.get_by_role("button", name="Yes").click()
        await expect(test).to_have_attribute("aria-disabled", "false")
        async with context.expect_page() as opening:
            await blade.pane("Test single sign-on with Ooma").get_by_title("Test sign in").click()
        tab = await opening.value
        await expect(tab.get_by_text("Signed on")).to_be_visible()
        assert re.match("SAMLResponse=.+", posted[0])
        await blade.close("Test single sign-on with Ooma")
        row = blade.card(4).locator(".ext-ad-row").filter(has=page.get_by_label("Login URL"))
        await row.get_by_title("Copy to clipboard").click()
        copied = await page.evaluate("navigator.clipboard.readText()")
        assert copied == f"{stage.origins.login}/{stage.customer.directory.id}/saml2"


async def test_older_ways(context: BrowserContext, page: Page) -> None:
    flags: dict[str, object] = {"older_grid": True, "spurious_edits": 1, "menu_collapsed": False}
    async with staged(context, Options(), **flags) as stage:
        stage.application.saml = False
        await page.goto(stage.blade())
        await page.get_by_role("button", name="SAML", exact=False).filter(has_text="signed assertions").click()
        blade = await shown_blade(stage, page)
        await expect(page.get_by_role("navigation").get_by_text("Single sign-on")).to_be_visible()
        pane = await blade.open_card1()
        assert await pane.get_by_text("Add identifier").count() == 0
        await pane.get_by_placeholder("Enter an identifier").fill(ENTITY_ID)
        await expect(pane.get_by_placeholder("Enter an identifier")).to_have_count(2)
        await pane.get_by_placeholder("Enter an identifier").first.fill("")
        await blade.close("Basic SAML Configuration")
        await page.get_by_role("button", name="OK").click()
        await expect(pane).to_be_hidden()


@pytest.mark.parametrize("drawn", ["document", "frame"])
async def test_a_survey_lies_over_a_panel_until_it_is_closed(context: BrowserContext, page: Page, drawn: str) -> None:
    async with staged(context, Options(blade=drawn), survey=True) as stage:  # type: ignore[arg-type]
        blade = await open_blade(stage, page)
        pane = await blade.open_card1()
        under = pane.get_by_text("Add identifier", exact=True)
        with pytest.raises(PlaywrightTimeout, match="intercepts pointer events"):
            await under.click(timeout=1000)
        await pane.get_by_role("button", name="Maybe later").click()
        await under.click()


async def test_a_download_can_arrive_as_something_else(context: BrowserContext, page: Page) -> None:
    async with staged(context, Options(certificate="replaced"), download=bytes.swapcase) as stage:
        blade = await open_blade(stage, page)
        base64 = blade.card(3).locator(".ext-ad-row", has_text="Certificate (Base64)")
        async with page.expect_download() as downloading:
            await base64.get_by_text("Download").click()
        content = (await (await downloading.value).path()).read_bytes()
        (certificate,) = stage.application.certificates
        assert content == pem(certificate).swapcase()
