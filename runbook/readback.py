"""Writing to the portals, and reading back what was written: a portal's word that it saved is no proof."""

import re

from pages.azure import AzurePortal
from pages.errors import NotFound, NotSaved, PortalError, PortalSaid, SessionGone
from pages.ooma import DialogValues, IdpDialog, OomaPortal
from runbook.certificates.making import make_certificate
from runbook.errors import Refused
from runbook.session import Session
from runbook.state import AzureState, OomaState

_ADDRESS = re.compile(r"https?://[^\s/]+\.\S+", re.IGNORECASE)


async def keep(session: Session, portal: AzurePortal | OomaPortal, error: PortalError) -> PortalError:
    """Keep what a portal showed when it seemed to fail; what it shows after a reload decides.

    Raises:
        SessionGone: it asks to sign in again.
    """
    await session.evidence.doubt(portal.hands, error.message)
    await portal.assert_signed_in()
    return error


async def turn(session: Session, *, on: bool) -> None:
    """Switch SSO on or off, and load the tab again to see that it is so."""
    pins = await session.idp.prove()
    if on:
        session.switched_on = True
    said: PortalError | None = None
    try:
        await session.idp.enable.turn(pins, on=on)
        await session.idp.portal.assert_signed_in()
    except (NotSaved, NotFound) as error:
        said = await keep(session, session.idp.portal, error)
    await session.idp.reload()
    await session.idp.prove()
    tab = await session.idp.read()
    if tab is None or tab.enabled != on:
        word = "on" if on else "off"
        raise said or NotSaved(
            f"Ooma doesn't show that SSO is {word} after it was switched {word}, and the tab reloaded"
        )


async def assert_unchanged(session: Session, before: OomaState | None) -> None:
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
            hint="Find out who works on it, then run again: what is there by then is compared again.",
        )


async def open_dialog(session: Session, planned: OomaState | None) -> IdpDialog:
    """Ooma's dialog. What proves the account when it is opened has to hold until it is saved.

    Else the page could go to another account beneath it, and back: the dialog saves to where it was opened.

    Raises:
        Refused: it holds an identity provider, and none was seen when the steps were planned.
    """
    if session.dialog is None:
        session.pins = await session.idp.prove()
        dialog = await session.idp.open_dialog()
        held = await dialog.read()
        file = held.certificate.file_name if held.certificate is not None else ""
        if planned is None and (dialog.edits or file or _ADDRESS.match(held.sso_url)):
            raise Refused(
                f"Ooma showed no identity provider when it was read, and has one now ({held.sso_url or file})",
                hint="Find out who works on it, then run again: what is there by then is compared again.",
            )
        session.dialog = dialog
    return session.dialog


async def save_and_read_back(session: Session, dialog: IdpDialog, planned: OomaState | None) -> OomaState:
    """Save the dialog, unless somebody changed the provider since it was planned, and read what Ooma holds then.

    Raises:
        NotSaved, PortalSaid: it isn't what the dialog held.
        Refused: somebody else changed something meanwhile.
    """
    session.dialog = None
    before = await dialog.read()
    await assert_unchanged(session, planned)
    said: PortalError | None = None
    try:
        await dialog.save([*session.pins, *await session.idp.prove()])
        await session.idp.portal.assert_signed_in()
    except (PortalSaid, NotFound) as error:
        said = await keep(session, session.idp.portal, error)
    await session.idp.reload()
    await session.idp.prove()
    ooma = await session.read_ooma()
    if ooma is None or (said is not None and not _has_stored(ooma, before)):
        raise said or NotSaved("Ooma shows no identity provider after it was saved")
    return ooma


def _has_stored(ooma: OomaState, dialog: DialogValues) -> bool:
    """Whether Ooma shows what the dialog held, of the certificate as far as its file's name tells."""
    file = dialog.certificate.file_name if dialog.certificate is not None else ""
    return (dialog.sso_url, dialog.email_claim, file) == (ooma.sso_url, ooma.email_claim, ooma.certificate_name)


async def read_back_cards(session: Session, ooma: OomaState, said: PortalError | None) -> AzureState:
    """Load the blade again until card 1 shows both addresses: it can be stale for a while after saving."""

    async def shown() -> AzureState | None:
        azure = await session.read_azure()
        there = azure.has_identifier(ooma.issuer) and azure.has_reply_url(ooma.acs_url)
        return azure if there else None

    await session.blade.reload()
    try:
        return await session.blade.screen.until(shown, "card 1 to show both addresses", refresh=session.blade.reload)
    except NotFound as error:
        raise said or NotSaved(error.message, on_screen=error.on_screen) from None


async def wait_for_certificate(session: Session) -> AzureState:
    """Load the blade again until card 3 shows a certificate that is published as well.

    On some applications Azure makes none by itself; then one is made on card 3's panel, if it shows none either. The
    only one that is there, if it is inactive, as a run leaves it that ended in between, is made active.
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
        if azure.shows_certificate and not azure.inactive:
            raise
    await make_certificate(session, azure)
    await session.blade.reload()
    try:
        return await screen.until(shown, thing, refresh=session.blade.reload)
    except NotFound as error:
        azure = await session.read_azure()
        if azure.shows_certificate and not azure.inactive:
            raise
        there = f"the certificate {azure.thumbprint} as inactive" if azure.thumbprint else "no certificate"
        raise NotSaved(
            f"Azure's card 3 shows {there} after one was made and activated", on_screen=error.on_screen
        ) from None
