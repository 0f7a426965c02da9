"""Writing to the portals, and reading back what was written: a portal's word that it saved is no proof."""

import re
from collections.abc import Awaitable, Callable
from contextlib import suppress

from pages.azure import AZURE, AzurePortal
from pages.errors import NotFound, NotSaved, PortalError, PortalSaid, SessionGone, Unreachable
from pages.ooma import DialogValues, IdpDialog, OomaPortal
from runbook.certificates.entra import MetadataError, MetadataLag
from runbook.certificates.making import make_certificate
from runbook.certificates.patience import WORD
from runbook.errors import CertificateInDoubt, Refused
from runbook.evidence.clock import duration
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
    is_same = now.is_like(before) if now is not None else before is None
    if not is_same:
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
    """Load the blade again until card 3 shows an active certificate, and wait until it is published.

    On some applications Azure makes none by itself; then one is made on card 3's panel, if it shows none either. The
    only one that is there, if it is inactive, as a run leaves it that ended in between, is made active.
    """
    blade = session.blade
    azure = await _card_3(session, blade.screen.timeout / 3, refresh=blade.reload)
    assert_told(azure)
    if azure.inactive or not azure.shows_certificate:
        await make_certificate(session, azure)
        await blade.reload()
        azure = await _card_3(session, refresh=blade.reload)
        assert_told(azure)
    if azure.inactive or not azure.shows_certificate:
        raise NotSaved(
            f"Azure's card 3 shows {_inactive(azure)}, though its panel showed an active one",
            on_screen=await blade.screen.excerpt(),
        )
    if not azure.metadata_url:
        raise NotFound(
            f"card 3 shows {azure.certificate_words}, but not where it is published",
            portal=AZURE,
            on_screen=await blade.screen.excerpt(),
        )
    return await until_published(session, azure)


def assert_told(azure: AzureState) -> None:
    """Raise `CertificateInDoubt` if card 3 doesn't tell which of the published certificates is active."""
    if azure.in_doubt:
        thumbprint, status = azure.thumbprint or "(none)", azure.status or "(none)"
        raise CertificateInDoubt(
            f"{len(azure.published)} signing certificates are published, and card 3 doesn't tell which of them is"
            f" active: it shows the thumbprint '{thumbprint}' with the status '{status}'",
            portal=AZURE,
        )


async def until_published(session: Session, azure: AzureState) -> AzureState:
    """Wait until the certificate that card 3 shows as active is published, if it isn't.

    Args:
        session: both portals.
        azure: what was read just now.

    Returns:
        What is there then.

    Raises:
        MetadataLag: the metadata does not list it within the limit.
        Unreachable: the metadata can't be read, not even at the end.
        Refused: card 3 shows no active certificate any more.
        Interrupted: somebody wants the run to end.
    """
    if not azure.lags:
        return azure
    azure = await _wait(session, azure)
    if azure.lags:
        raise _lag(session, azure)
    if azure.certificate is None:
        raise Refused(
            f"card 3 shows {_inactive(azure)}; it showed an active one, which was waited for to be published",
            hint="Find out who works on it, then run again.",
        )
    return azure


async def glance(session: Session, azure: AzureState) -> AzureState:
    """Look once more at what lags, for commands that only tell what is there.

    Raises:
        Unreachable: the metadata can't be read, so that nothing can be told.
        Interrupted: somebody wants the run to end.
    """
    if azure.lags:
        azure = await _wait(session, azure)
    if azure.lags and azure.unread:
        raise _lag(session, azure)
    return azure


async def _wait(session: Session, azure: AzureState) -> AzureState:
    """What is there once the metadata lists card 3's certificate, or the limit has passed.

    The metadata is read again and again, since that costs little. The portal's page is loaded again before, between
    and after that: it may be the page that is behind.
    """
    patience, journal = session.patience, session.evidence.journal
    patience.begin()
    azure = await _load_again(session)
    while azure.lags and not patience.is_over:
        patience.tell(f"Microsoft to publish {azure.certificate_words}")
        journal.write("metadata lags", phase=session.evidence.phase, why=_lagging(azure), limit=patience.limit)
        word = patience.now() + WORD
        while patience.now() < word and not patience.is_over and not session.has_published(azure.thumbprint):
            await patience.pause()
            await session.read_published(azure.metadata_url)
        azure = await _load_again(session)
    if not azure.lags:
        journal.write("metadata agree", phase=session.evidence.phase, seconds=round(patience.waited, 3))
        patience.end()
    return azure


async def _load_again(session: Session) -> AzureState:
    """What card 3 shows on a page that was loaded afresh."""
    await session.blade.reload()
    await session.prove_azure()
    return await _card_3(session, session.blade.screen.timeout / 3)


async def _card_3(
    session: Session, timeout: float | None = None, *, refresh: Callable[[], Awaitable[None]] | None = None
) -> AzureState:
    """What card 3 shows once it shows an active certificate, or when the time is over: by default the screen's."""

    async def shown() -> AzureState | None:
        azure = await session.read_azure()
        return azure if azure.certificate is not None or azure.lags else None

    with suppress(NotFound):
        return await session.blade.screen.until(shown, "an active certificate", timeout=timeout, refresh=refresh)
    return await session.read_azure()


def _inactive(azure: AzureState) -> str:
    return f"{azure.certificate_words}{' as inactive' if azure.inactive else ''}"


def _lagging(azure: AzureState) -> str:
    """What differs between card 3 and the metadata."""
    listed = ", ".join(one.thumbprint for one in azure.published) or "none"
    metadata = azure.unread or f"the application's federation metadata lists {listed}"
    return f"card 3 shows {azure.certificate_words} as active, but {metadata}"


def _lag(session: Session, azure: AzureState) -> MetadataLag | Unreachable:
    """What to tell of metadata that does not list the certificate, or that could not be read even at the end.

    The latter is no lag of Microsoft's: a proxy may block it, and then the next tenants fail in the same way.
    """
    said = f"{_lagging(azure)}; waited {duration(session.patience.waited)} for it"
    if azure.unread:
        return Unreachable(said, portal=AZURE, hint=MetadataError.hint)
    return MetadataLag(said, portal=AZURE)
