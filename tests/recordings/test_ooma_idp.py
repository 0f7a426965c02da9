"""The 'IdP and SSO' tab of the Ooma stand-in and its dialog."""

from collections.abc import AsyncIterator

import pytest
from cryptography.hazmat.primitives.serialization import Encoding
from playwright.async_api import Locator, Page, expect
from playwright.async_api import TimeoutError as PlaywrightTimeout

from recordings import Fault, FaultKind
from recordings.ooma.idp import NotACertificateError, parse_certificate, thumbprint
from recordings.ooma.saml import acs_url, issuer
from tests.helpers.ooma_stand_in import EMAIL_CLAIM, SSO_URL, Portal, ooma_portal, pem, set_up, sign_in, signer


@pytest.fixture
async def portal() -> AsyncIterator[Portal]:
    async with ooma_portal() as served:
        yield served


async def open_tab(page: Page, portal: Portal) -> None:
    await sign_in(page, portal, portal.admin)
    await page.get_by_role("link", name="Account Details").click()
    await page.get_by_role("link", name="IdP and SSO").click()


async def open_edit(page: Page, portal: Portal) -> Locator:
    await open_tab(page, portal)
    await page.get_by_role("button", name="Edit Identity Provider Information").click()
    return page.locator(".ui-dialog")


async def choose(dialog: Locator, name: str, content: bytes) -> None:
    """Upload as a person does: press the button, choose a file."""
    async with dialog.page.expect_file_chooser() as chooser:
        await dialog.get_by_role("button", name="Upload File").click()
    await (await chooser.value).set_files({"name": name, "mimeType": "", "buffer": content})
    await expect(dialog.locator(".file-name")).to_have_text(name)


def switch(page: Page, title: str) -> Locator:
    return page.locator(".switch-row").filter(has_text=title)


async def test_setting_up_stores_what_was_entered_and_shows_the_two_urls(page: Page, portal: Portal) -> None:
    await open_tab(page, portal)
    await expect(page.locator(".account-tab-content button")).to_have_text(["Set Up Identity Provider"])
    await page.get_by_role("button", name="Set Up Identity Provider").click()
    dialog = page.locator(".ui-dialog")
    await expect(dialog.locator(".control-group")).to_have_count(9)
    await expect(dialog.get_by_label("NameID Format")).to_be_disabled()
    await dialog.get_by_label("SSO URL").fill(SSO_URL)
    await dialog.get_by_label("Email Claim").fill(EMAIL_CLAIM)
    await dialog.get_by_label("SSO URL").press("Enter")
    await choose(dialog, "placeholder-1.cert", pem("placeholder").replace(b"\n", b"\r\n"))
    await dialog.get_by_role("button", name="Save").click()
    await expect(dialog).to_have_count(0)

    for label, value in (
        ("Callback URL (ACS)", acs_url(portal.world, portal.account)),
        ("Issuer", issuer(portal.world, portal.account)),
    ):
        row = page.locator(".info-row").filter(has_text=label)
        await expect(row.locator(".info-value")).to_have_text(value)
        await expect(row.get_by_role("button")).to_have_accessible_name("")
    idp = portal.account.idp
    assert idp is not None
    assert (idp.sso_url, idp.email_claim, idp.enabled) == (SSO_URL, EMAIL_CLAIM, False)
    assert idp.certificate == signer("placeholder")[1]
    (write,) = portal.world.writes
    assert (write.operation, write.tenant) == ("ooma.idp.save", "contoso")
    assert write.detail["certificate"] == thumbprint(idp.certificate)
    assert "BEGIN" not in str(write.detail)


async def test_a_survey_lies_over_the_dialog_until_it_is_closed(page: Page, portal: Portal) -> None:
    portal.world.ooma.survey = True
    set_up(portal.account)
    dialog = await open_edit(page, portal)
    cancel = dialog.get_by_role("button", name="Cancel")
    with pytest.raises(PlaywrightTimeout, match="intercepts pointer events"):
        await cancel.click(timeout=1000)
    await page.get_by_role("button", name="Not now").click()
    await cancel.click()
    await expect(dialog).to_have_count(0)


async def test_fields_are_checked_in_the_portals_words(page: Page, portal: Portal) -> None:
    await open_tab(page, portal)
    await page.get_by_role("button", name="Set Up Identity Provider").click()
    dialog = page.locator(".ui-dialog")
    wrong = dialog.locator("label.monster-invalid")
    await dialog.get_by_role("button", name="Save").click()
    await expect(wrong).to_have_text(["This field is required."] * 3)
    await dialog.get_by_label("SSO URL").fill("login.example")
    await dialog.get_by_label("Email Claim").fill(EMAIL_CLAIM)
    await choose(dialog, "<b>no</b>.cert", b"no certificate")
    await dialog.get_by_role("button", name="Save").click()
    await expect(wrong).to_have_text(["Please enter a valid URL."])
    assert "ooma.idp.save" not in portal.world.operations
    await dialog.get_by_label("SSO URL").fill(SSO_URL)
    await dialog.get_by_role("button", name="Save").click()
    await expect(wrong).to_have_text(["The file is not a valid X.509 certificate."])
    await dialog.get_by_role("button", name="Cancel").click()
    await expect(dialog).to_have_count(0)
    assert (portal.account.idp, portal.world.writes) == (None, [])


async def test_the_certificate_is_swapped_by_way_of_the_trash(page: Page, portal: Portal) -> None:
    set_up(portal.account, "placeholder", logout_url="https://login.example/out")
    dialog = await open_edit(page, portal)
    await expect(dialog.get_by_label("SSO URL")).to_have_value(SSO_URL)
    await expect(dialog.get_by_label("Logout URL")).to_have_value("https://login.example/out")
    upload = dialog.get_by_role("button", name="Upload File")
    await expect(upload).to_be_disabled()
    before = await dialog.locator("input[type=file]").get_attribute("id")
    trash = dialog.locator(".trash-badge")
    await expect(trash).to_have_accessible_name("")
    await trash.click()
    await expect(dialog.locator(".file-name")).to_be_hidden()
    assert await dialog.locator("input[type=file]").get_attribute("id") != before
    await choose(dialog, "signing.cert", pem("signing"))
    await expect(upload).to_be_disabled()
    await dialog.get_by_role("button", name="Save").click()
    await expect(dialog).to_have_count(0)
    idp = portal.account.idp
    assert idp is not None
    assert idp.certificate == signer("signing")[1]
    assert (idp.certificate_name, idp.other["logout_url"]) == ("signing.cert", "https://login.example/out")


async def test_the_certificate_is_kept_unless_it_is_thrown_away(page: Page, portal: Portal) -> None:
    set_up(portal.account, "signing").enabled = True
    dialog = await open_edit(page, portal)
    await dialog.get_by_label("First Name Claim").fill("givenname")
    await dialog.get_by_role("button", name="Save").click()
    await expect(dialog).to_have_count(0)
    idp = portal.account.idp
    assert idp is not None
    assert (idp.certificate, idp.enabled) == (signer("signing")[1], True)
    assert idp.other["first_name_claim"] == "givenname"
    await page.get_by_role("button", name="Edit Identity Provider Information").click()
    await dialog.locator(".trash-badge").click()
    await dialog.get_by_role("button", name="Save").click()
    await expect(dialog.locator("label.monster-invalid")).to_have_text(["This field is required."])


async def test_switches_are_labels_over_boxes_without_size(page: Page, portal: Portal) -> None:
    idp = set_up(portal.account)
    await open_tab(page, portal)
    enable, signed = switch(page, "Enable"), switch(page, "Sign Request")
    box = await enable.locator("input").bounding_box()
    assert box is not None
    assert (box["width"], box["height"]) == (0, 0)
    for row in (enable, signed):
        await expect(row.locator("input")).not_to_be_checked()
        await row.locator("label").click()
        await expect(row.locator("input")).to_be_checked()
        await expect(row.locator("label.disabled")).to_have_count(0)
    stored = portal.account.idp
    assert stored is not None
    assert (stored.enabled, stored.sign_request) == (True, True)
    assert portal.account.enabled_with == [thumbprint(idp.certificate)]
    assert [write.operation for write in portal.world.writes] == ["ooma.idp.enable", "ooma.idp.sign_request"]


async def test_a_refused_switch_snaps_back_and_says_oops(page: Page, portal: Portal) -> None:
    set_up(portal.account)
    portal.world.faults.add(Fault("ooma.idp.enable", FaultKind.HTTP_500))
    await open_tab(page, portal)
    await switch(page, "Enable").locator("label").click()
    await expect(page.locator(".api-error-dialog")).to_contain_text("Oops!")
    await expect(switch(page, "Enable").locator("input")).not_to_be_checked()
    assert portal.account.enabled_with == []


@pytest.mark.parametrize("kind", [FaultKind.LIES, FaultKind.DENIES])
async def test_saving_can_lie_and_deny(page: Page, portal: Portal, kind: FaultKind) -> None:
    set_up(portal.account, "placeholder")
    portal.world.faults.add(Fault("ooma.idp.save", kind))
    dialog = await open_edit(page, portal)
    await dialog.get_by_label("Last Name Claim").fill("surname")
    await dialog.get_by_role("button", name="Save").click()
    if kind is FaultKind.LIES:
        await expect(page.get_by_text("Changes Saved!")).to_be_visible()
        assert portal.world.writes == []
    else:
        await expect(page.locator(".api-error-dialog")).to_be_visible()
        assert len(portal.world.writes) == 1


def test_certificates_are_read_from_pem_and_der_whatever_the_line_ends() -> None:
    certificate = signer("signing")[1]
    text = pem("signing")
    for content in (
        text,
        text.replace(b"\n", b"\r\n"),
        b"\xef\xbb\xbf" + text,
        certificate.public_bytes(Encoding.DER),
    ):
        assert parse_certificate(content) == certificate
    for content in (b"", b"junk", b"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"):
        with pytest.raises(NotACertificateError):
            parse_certificate(content)
