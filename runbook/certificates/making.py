"""Making the signing certificate on card 3's panel, where Azure made none, and only there."""

from typing import Literal

from pages.azure import AZURE, CertificateList, CertificatesPanel
from runbook.certificates.shown import may_be_one
from runbook.errors import CertificateInDoubt
from runbook.session import Session
from runbook.state import AzureState


def what_is_missing(azure: AzureState, listed: CertificateList) -> Literal["certificate", "activation", "nothing"]:
    """What has to be done on the panel: all, or the rest of what a run began that ended in between.

    Nothing if the panel shows an active one already: then the card is late, and loading it again is all that helps.

    Args:
        azure: what card 3 shows.
        listed: what the panel shows.

    Raises:
        CertificateInDoubt: there is a certificate already, or may be one.
    """
    if listed.is_empty and not azure.shows_certificate:
        return "certificate"
    if listed.active_one and not azure.shows_certificate:
        return "nothing"
    ours = listed.inactive_one
    if ours and not azure.shows_certificate:
        return "activation"
    if ours and azure.inactive and may_be_one(ours, azure.thumbprint, azure.published):
        return "activation"
    raise CertificateInDoubt(
        f"Azure's card 3 shows {_on_card(azure)}, and its panel shows {listed}; no certificate is made or made active"
        " there, because one is in use already, or may be",
        portal=AZURE,
    )


async def make_certificate(session: Session, azure: AzureState) -> None:
    """Make the application's first signing certificate and make it active; or what of it is missing.

    Args:
        session: both portals, with the cards on screen.
        azure: what was read on the cards.

    Raises:
        CertificateInDoubt: there is a certificate already, or may be one; nothing was pressed but 'Edit'.
        PortalSaid: the portal refused, in its own words.
    """
    await session.prove_azure()
    panel = CertificatesPanel(session.blade)
    listed = await panel.open()
    try:
        missing = what_is_missing(azure, listed)
    except CertificateInDoubt as error:
        error.on_screen = await session.blade.screen.excerpt()
        raise
    pins = await session.blade.prove_form(session.directory)
    if missing == "certificate":
        listed = await panel.make(pins)
        if not listed.inactive_one and not listed.active_one:
            raise CertificateInDoubt(
                f"Azure's panel of card 3 shows {listed} after a new certificate was saved, instead of that one only",
                portal=AZURE,
                on_screen=await session.blade.screen.excerpt(),
            )
    if not listed.active_one:
        await panel.activate(pins)
    await panel.close()


def _on_card(azure: AzureState) -> str:
    return f"{azure.certificate_words} with the status '{azure.status}'" if azure.status else azure.certificate_words
