"""The ten steps of the guide, in its order and with its numbers.

Each step says when it is needed (`runbook.planning`), what it does on the portals, and what proves it: every
step that writes reads back what it wrote before it is done.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace

from pages import labels
from pages.azure_basic_saml import BasicSamlPanel
from pages.azure_certificates import CertificatesPanel
from pages.azure_portal import AzurePortal
from pages.errors import NotFound, NotSaved, PortalError, PortalSaid, SessionGone
from pages.ooma_dialog import IdpDialog
from pages.ooma_portal import OomaPortal
from runbook.certificate import check_signing, make_placeholder, parse
from runbook.errors import NotVerified, Refused
from runbook.evidence import utc_now
from runbook.planning import holds_active_certificate, may_enable
from runbook.session import Session
from runbook.state import AzureState, OomaState, Seen, Wanted

Act = Callable[[Session, Seen, Wanted], Awaitable[Seen]]


@dataclass(frozen=True)
class Step:
    """One step of the guide.

    Attributes:
        number: the guide's number.
        title: what it is about.
        act: does it, reads back what was written, and returns what is seen now.
        proof: what shows that it is done.
    """

    number: int
    title: str
    act: Act
    proof: str


async def open_portals(session: Session, seen: Seen, wanted: Wanted) -> Seen:
    """Step 1: the SAML page in Azure and the "IdP and SSO" tab in Ooma, side by side."""
    del wanted
    if not seen.azure.saml_chosen:
        # Nothing names the application on this page but the blade's title, so that is what is proven.
        await session.blade.portal.choose_saml(await session.blade.prove_tiles(session.directory))
    return await session.observe()


async def copy_login_url(session: Session, seen: Seen, wanted: Wanted) -> Seen:
    """Step 2: the Login URL on parameter card 4."""
    del wanted
    await session.blade.show(labels.LOGIN_URL, seen.azure.login_url, "Login URL on card 4")
    return seen


async def paste_sso_url(session: Session, seen: Seen, wanted: Wanted) -> Seen:
    """Step 3: press 'Set Up Identity Provider', and paste the Login URL into 'SSO URL'."""
    del wanted
    if seen.ooma is not None and seen.ooma.enabled:
        # A provider that is to be replaced goes off first: a placeholder must never be live.
        await _assert_unchanged(session, seen.ooma)
        await _turn(session, on=False)
        seen = replace(seen, ooma=replace(seen.ooma, enabled=False))
    dialog = await _open_dialog(session)
    await dialog.set_sso_url(seen.azure.login_url)
    return seen


async def upload_placeholder(session: Session, seen: Seen, wanted: Wanted) -> Seen:
    """Step 4: upload a placeholder certificate; its private key was never kept."""
    del wanted
    placeholder = make_placeholder(utc_now())
    dialog = await _open_dialog(session)
    await dialog.upload_certificate(
        {"name": placeholder.file_name, "mimeType": MIME_TYPE, "buffer": placeholder.pem},
        "the placeholder certificate",
    )
    return seen


async def save_email_claim(session: Session, seen: Seen, wanted: Wanted) -> Seen:
    """Step 5: fill in 'Email Claim' and press 'Save'."""
    dialog = await _open_dialog(session)
    await dialog.set_email_claim(wanted.email_claim)
    ooma = await _save_and_read_back(session, dialog, seen.ooma)
    if ooma.email_claim != wanted.email_claim or ooma.sso_url != seen.azure.login_url:
        raise NotSaved(f"Ooma shows the SSO URL '{ooma.sso_url}' and the Email Claim '{ooma.email_claim}' after saving")
    return replace(seen, ooma=ooma)


async def copy_addresses(session: Session, seen: Seen, wanted: Wanted) -> Seen:
    """Step 6: the Callback URL (ACS) and the Issuer on the updated tab."""
    del wanted
    if seen.ooma is None:
        raise NotVerified("Ooma shows no identity provider after step 5")
    await session.idp.show(labels.CALLBACK, seen.ooma.acs_url, "Callback URL (ACS)")
    await session.idp.show(labels.ISSUER, seen.ooma.issuer, "Issuer")
    return seen


async def save_basic_configuration(session: Session, seen: Seen, wanted: Wanted) -> Seen:
    """Step 7: card 1: the Issuer as Identifier, the Callback URL as Reply URL; save."""
    del wanted
    ooma = _set_up(seen)
    await session.prove_azure()
    await session.blade.edit_basic()
    panel = BasicSamlPanel(session.blade)
    await panel.add_identifier(ooma.issuer)
    await panel.add_reply_url(ooma.acs_url)
    said: PortalError | None = None
    try:
        await panel.save(await session.blade.prove_form(session.directory))
        await panel.close()
    except (PortalSaid, NotFound) as error:
        said = await _keep(session, session.blade.portal, error)
    azure = await _read_back_cards(session, ooma, said)
    await session.blade.show(labels.IDENTIFIER, ooma.issuer, "Identifier on card 1")
    await session.blade.show(labels.REPLY_URL, ooma.acs_url, "Reply URL on card 1")
    return replace(seen, azure=azure)


async def download_certificate(session: Session, seen: Seen, wanted: Wanted) -> Seen:
    """Step 8: download Certificate (Base64) from card 3, and check that it is the one to trust."""
    del wanted
    azure = await _wait_for_certificate(session)
    await session.blade.show(labels.THUMBPRINT, azure.thumbprint, "Thumbprint on card 3")
    certificate = parse(await session.blade.download_base64())
    check_signing(
        certificate,
        shown=azure.thumbprint,
        published=frozenset(one.thumbprint for one in session.published),
        now=utc_now(),
    )
    session.downloaded = certificate
    session.evidence.keep_certificate(certificate.pem)
    return replace(seen, azure=azure)


async def swap_certificate(session: Session, seen: Seen, wanted: Wanted) -> Seen:
    """Step 9: edit the identity provider: trash the placeholder, upload the signing certificate, save."""
    del wanted
    certificate = session.downloaded
    if certificate is None:
        raise NotVerified("step 9 needs the certificate of step 8")
    dialog = await _open_dialog(session)
    await dialog.upload_certificate(
        {"name": certificate.file_name, "mimeType": MIME_TYPE, "buffer": certificate.pem},
        "the signing certificate",
    )
    ooma = await _save_and_read_back(session, dialog, seen.ooma)
    seen = replace(seen, ooma=ooma)
    if not holds_active_certificate(seen):
        raise NotSaved(f"Ooma shows the certificate '{ooma.certificate_name}' after saving {certificate.file_name}")
    return seen


async def enable(session: Session, seen: Seen, wanted: Wanted) -> Seen:
    """Step 10: switch SSO on, but only with Azure's active signing certificate in place."""
    # Both pages are read once more: an administrator may have changed something meanwhile.
    seen = await session.observe()
    ooma = may_enable(seen, wanted)
    await _turn(session, on=True)
    await session.idp.show(labels.ENABLE, "on", "'Enable'")
    return replace(seen, ooma=replace(ooma, enabled=True))


GUIDE = (
    Step(1, "Open both portals", open_portals, "both pages name the tenant, the application and the account"),
    Step(2, "Read the Login URL on card 4", copy_login_url, "card 4 shows it"),
    Step(3, "Set up the identity provider: SSO URL", paste_sso_url, "the field holds it"),
    Step(4, "Upload the placeholder certificate", upload_placeholder, "the dialog shows the file"),
    Step(5, "Fill in the Email Claim and save", save_email_claim, "the dialog shows it when opened again"),
    Step(6, "Read Callback URL (ACS) and Issuer", copy_addresses, "the tab shows them"),
    Step(
        7,
        "Enter both in Basic SAML Configuration",
        save_basic_configuration,
        "card 1 shows them after a reload",
    ),
    Step(
        8,
        "Download the signing certificate",
        download_certificate,
        "its thumbprint is card 3's and published",
    ),
    Step(9, "Swap the placeholder for it", swap_certificate, "the dialog shows the file when opened again"),
    Step(10, "Switch SSO on", enable, "the switch is on after a reload"),
)

# A person's browser says this of a .cer file; portals that look at the type expect it.
MIME_TYPE = "application/x-x509-ca-cert"


def _set_up(seen: Seen) -> OomaState:
    if seen.ooma is None:
        raise NotVerified("Ooma shows no identity provider")
    return seen.ooma


async def _keep(session: Session, portal: AzurePortal | OomaPortal, error: PortalError) -> PortalError:
    """Keep what a portal showed when it seemed to fail; what it shows after a reload decides.

    Raises:
        SessionGone: it asks to sign in again.
    """
    await session.evidence.doubt(portal.hands, error.message)
    await portal.assert_signed_in()
    return error


async def _turn(session: Session, *, on: bool) -> None:
    """Switch SSO on or off, and load the tab again to see that it is so."""
    pins = await session.idp.prove()
    if on:
        session.switched_on = True
    said: PortalError | None = None
    try:
        await session.idp.enable.turn(pins, on=on)
        await session.idp.portal.assert_signed_in()
    except (NotSaved, NotFound) as error:
        said = await _keep(session, session.idp.portal, error)
    await session.idp.reload()
    await session.idp.prove()
    tab = await session.idp.read()
    if tab is None or tab.enabled != on:
        word = "on" if on else "off"
        raise said or NotSaved(
            f"Ooma doesn't show that SSO is {word} after it was switched {word}, and the tab reloaded"
        )


async def _assert_unchanged(session: Session, before: OomaState | None) -> None:
    """Look at Ooma once more just before it is written to: somebody else may have changed something meanwhile.

    The look is taken in a second tab, because a dialog may be open in the first.

    Raises:
        Refused: it is not as it was when the steps were planned.
    """
    try:
        now = await session.read_ooma_beside()
    except SessionGone as error:
        # Where each tab has a session of its own, what was seen before the dialog was opened has to do.
        session.evidence.journal.write("not looked again", why=error.message, phase=session.evidence.phase)
        return
    if now != before:
        there = f"the SSO URL {now.sso_url}" if now is not None else "none any more"
        raise Refused(
            f"Ooma's identity provider was changed by somebody else since this run began (now: {there});"
            " it is left as it is",
            hint="Find out who works on it, then run again: what is there now is compared anew.",
        )


async def _open_dialog(session: Session) -> IdpDialog:
    """Ooma's dialog. What proves the account when it is opened has to hold until it is saved.

    Else the page could go to another account beneath it, and back: the dialog saves to where it was opened.
    """
    if session.dialog is None:
        session.pins = await session.idp.prove()
        session.dialog = await session.idp.open_dialog()
    return session.dialog


async def _save_and_read_back(session: Session, dialog: IdpDialog, planned: OomaState | None) -> OomaState:
    session.dialog = None
    before = await dialog.read()
    await _assert_unchanged(session, planned)
    said: PortalError | None = None
    try:
        await dialog.save([*session.pins, *await session.idp.prove()])
        await session.idp.portal.assert_signed_in()
    except (PortalSaid, NotFound) as error:
        said = await _keep(session, session.idp.portal, error)
    await session.idp.reload()
    await session.idp.prove()
    ooma = await session.read_ooma()
    if ooma is None or (said is not None and before != (ooma.sso_url, ooma.email_claim, ooma.certificate_name)):
        raise said or NotSaved("Ooma shows no identity provider after it was saved")
    return ooma


async def _read_back_cards(session: Session, ooma: OomaState, said: PortalError | None) -> AzureState:
    """Load the blade again until card 1 shows both addresses: it can be stale for a while after saving."""

    async def shown() -> AzureState | None:
        azure = await session.read_azure()
        there = ooma.issuer in azure.identifiers and ooma.acs_url in azure.reply_urls
        return azure if there else None

    await session.blade.reload()
    try:
        return await session.blade.screen.until(shown, "card 1 to show both addresses", refresh=session.blade.reload)
    except NotFound as error:
        raise said or NotSaved(error.message, on_screen=error.on_screen) from None


async def _wait_for_certificate(session: Session) -> AzureState:
    """Load the blade again until card 3 shows a certificate that is published as well.

    On some applications Azure makes none by itself; then one is made on card 3's panel. One that is there but
    inactive, as a run leaves it that ended in between, is made active.
    """
    screen = session.blade.screen

    async def shown() -> AzureState | None:
        azure = await session.read_azure()
        return azure if azure.certificate is not None else None

    thing = "card 3 to show a published signing certificate"
    try:
        return await screen.until(shown, thing, timeout=screen.timeout / 3, refresh=session.blade.reload)
    except NotFound:
        azure = await session.read_azure()
        if azure.thumbprint and not azure.inactive:
            raise
    await session.prove_azure()
    await session.blade.edit_certificates()
    await CertificatesPanel(session.blade).make_active_certificate(await session.blade.prove_form(session.directory))
    await session.blade.reload()
    try:
        return await screen.until(shown, thing, refresh=session.blade.reload)
    except NotFound as error:
        azure = await session.read_azure()
        if azure.thumbprint and not azure.inactive:
            raise
        there = f"the certificate {azure.thumbprint} as inactive" if azure.thumbprint else "no certificate"
        raise NotSaved(
            f"Azure's card 3 shows {there} after one was made and activated", on_screen=error.on_screen
        ) from None
