"""The ten steps of the guide, in its order and with its numbers.

Each step says when it is needed, what it does on the portals, and what proves it: every step that writes reads
back what it wrote before it is done.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace

from pages.azure import AZURE, BasicSamlPanel
from pages.azure import words as azure_words
from pages.errors import NotFound, NotSaved, PortalError, PortalSaid
from pages.ooma import OOMA
from pages.ooma import words as ooma_words
from runbook import planning
from runbook.certificates.certificate import check_signing, make_placeholder, parse
from runbook.certificates.held import names, names_a_file
from runbook.errors import NotVerified
from runbook.evidence.clock import utc_now
from runbook.planning import Need
from runbook.readback import (
    assert_told,
    assert_unchanged,
    keep,
    open_dialog,
    read_back_cards,
    save_and_read_back,
    turn,
    until_published,
    wait_for_certificate,
)
from runbook.results import StepOutcome, StepResult, TenantOutcome, TenantResult
from runbook.session import Session
from runbook.state import OomaState, Seen, Uploaded, Wanted

Plan = Callable[[Seen, Wanted], Need]
Act = Callable[[Session, Seen, Wanted], Awaitable[Seen]]


@dataclass(frozen=True)
class Step:
    """One step of the guide.

    Attributes:
        number: the guide's number.
        title: what it is about.
        portal: on which portal it works; what went wrong in it is to be seen there, unless the failure says otherwise.
        plan: says whether it is needed, once SAML is chosen and unless Ooma's identity provider is to be left alone.
        act: does it, reads back what was written, and returns what is seen now.
        proof: what shows that it is done.
        only_reads: whether there is nothing to it but reading: it is done whenever what it reads is there.
    """

    number: int
    title: str
    portal: str
    plan: Plan
    act: Act
    proof: str
    only_reads: bool = False


async def open_portals(session: Session, seen: Seen, wanted: Wanted) -> Seen:
    """Step 1: the SAML page in Azure and the "IdP and SSO" tab in Ooma, side by side."""
    del wanted
    said: PortalError | None = None
    if not seen.azure.saml_chosen:
        # Nothing names the application on this page but the blade's title, so that is what is proven.
        pins = await session.blade.prove_tiles(session.directory)
        try:
            await session.blade.portal.choose_saml(pins)
        except NotFound as error:
            said = await keep(session, session.blade.portal, error)
    seen = await session.observe()
    if not seen.azure.saml_chosen:
        raise said or NotSaved("Azure asks for a single sign-on method again after SAML was chosen")
    return seen


async def copy_login_url(session: Session, seen: Seen, wanted: Wanted) -> Seen:
    """Step 2: the Login URL on parameter card 4."""
    del wanted
    await session.blade.show(azure_words.LOGIN_URL, seen.azure.login_url, "Login URL on card 4")
    return seen


async def paste_sso_url(session: Session, seen: Seen, wanted: Wanted) -> Seen:
    """Step 3: press 'Set Up Identity Provider', and paste the Login URL into 'SSO URL'."""
    del wanted
    if seen.ooma is not None and seen.ooma.enabled:
        # A provider that is to be replaced goes off first: a placeholder must never be live. Nobody can sign on from
        # then on until step 10, so what is known to take its time is waited for before.
        assert_told(seen.azure)
        azure = await until_published(session, seen.azure)
        await assert_unchanged(session, seen.ooma)
        await turn(session, on=False)
        seen = replace(seen, azure=azure, ooma=replace(seen.ooma, enabled=False))
    dialog = await open_dialog(session, seen.ooma)
    await dialog.set_sso_url(seen.azure.login_url)
    return seen


async def upload_placeholder(session: Session, seen: Seen, wanted: Wanted) -> Seen:
    """Step 4: upload a placeholder certificate; its private key was never kept."""
    del wanted
    placeholder = make_placeholder(utc_now())
    session.placeholder = placeholder.file_name
    dialog = await open_dialog(session, seen.ooma)
    await dialog.certificate.upload(
        {"name": placeholder.file_name, "mimeType": MIME_TYPE, "buffer": placeholder.pem},
        "the placeholder certificate",
    )
    return seen


async def save_email_claim(session: Session, seen: Seen, wanted: Wanted) -> Seen:
    """Step 5: fill in 'Email Claim' and press 'Save'."""
    dialog = await open_dialog(session, seen.ooma)
    await dialog.set_email_claim(wanted.email_claim)
    ooma = await save_and_read_back(session, dialog, seen.ooma)
    if session.placeholder:
        # A portal that gives files names of its own shows no name of ours for the next one either.
        session.keeps_no_names = not names(ooma.shown or "", session.placeholder)
    if ooma.email_claim != wanted.email_claim or ooma.sso_url != seen.azure.login_url:
        raise NotSaved(f"Ooma shows the SSO URL '{ooma.sso_url}' and the Email Claim '{ooma.email_claim}' after saving")
    return replace(seen, ooma=ooma)


async def copy_addresses(session: Session, seen: Seen, wanted: Wanted) -> Seen:
    """Step 6: the Callback URL (ACS) and the Issuer on the updated tab."""
    del wanted
    if seen.ooma is None:
        raise NotVerified("Ooma shows no identity provider after step 5")
    await session.idp.show(ooma_words.CALLBACK, seen.ooma.acs_url, "Callback URL (ACS)")
    await session.idp.show(ooma_words.ISSUER, seen.ooma.issuer, "Issuer")
    return seen


async def save_basic_configuration(session: Session, seen: Seen, wanted: Wanted) -> Seen:
    """Step 7: card 1: the Issuer as Identifier, the Callback URL as Reply URL; save."""
    del wanted
    ooma = _set_up(seen)
    await session.prove_azure()
    await session.blade.edit_basic()
    panel = BasicSamlPanel(session.blade)
    await panel.add_identifier(ooma.issuer, held=len(seen.azure.identifiers))
    await panel.add_reply_url(ooma.acs_url, held=len(seen.azure.reply_urls))
    said: PortalError | None = None
    try:
        await panel.save(await session.blade.prove_form(session.directory))
        await panel.close()
    except (PortalSaid, NotFound) as error:
        said = await keep(session, session.blade.portal, error)
    azure = await read_back_cards(session, ooma, said)
    lost = [one for one in seen.azure.identifiers if not azure.has_identifier(one)]
    lost += [one for one in seen.azure.reply_urls if not azure.has_reply_url(one)]
    if lost:
        raise NotSaved(
            f"card 1 showed these before it was saved, and does no longer: {', '.join(sorted(lost))}",
            hint="Enter them again in the Azure portal, then run again.",
        )
    await session.blade.show(azure_words.IDENTIFIER, ooma.issuer, "Identifier on card 1")
    await session.blade.show(azure_words.REPLY_URL, ooma.acs_url, "Reply URL on card 1")
    return replace(seen, azure=azure)


async def download_certificate(session: Session, seen: Seen, wanted: Wanted) -> Seen:
    """Step 8: download Certificate (Base64) from card 3, and check that it is the one to trust."""
    del wanted
    azure = await wait_for_certificate(session)
    await session.blade.show(azure_words.THUMBPRINT, azure.thumbprint, "Thumbprint on card 3")
    certificate = parse(await session.blade.download_base64())
    check_signing(
        certificate,
        shown=azure.signs_with,
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
    before = _set_up(seen)
    # A name that is shown already would not tell whether this file was stored.
    name = certificate.named_beside(before.shown or "")
    dialog = await open_dialog(session, seen.ooma)
    await dialog.certificate.upload(
        {"name": name, "mimeType": MIME_TYPE, "buffer": certificate.pem},
        "the signing certificate",
    )
    ooma = await save_and_read_back(session, dialog, seen.ooma)
    was_seen = planning.was_stored(before, ooma, name)
    seen = replace(seen, ooma=ooma, uploaded=Uploaded(certificate.thumbprint, ooma.shown, was_seen=was_seen))
    may_go_unseen = session.keeps_no_names or not names_a_file(ooma.shown or "")
    if planning.proof(seen) is None or not (was_seen or may_go_unseen):
        raise NotSaved(f"Ooma shows the certificate '{ooma.certificate_words}' after {name} was saved")
    session.uploaded = seen.uploaded
    return seen


async def enable(session: Session, seen: Seen, wanted: Wanted) -> Seen:
    """Step 10: switch SSO on, but only with Azure's active signing certificate in place."""
    # Both pages are read once more: an administrator may have changed something meanwhile.
    seen = await session.observe()
    ooma = planning.may_enable(seen, plan(seen, wanted), utc_now())
    await turn(session, on=True)
    await session.idp.show(ooma_words.ENABLE, "on", "'Enable'")
    return replace(seen, ooma=replace(ooma, enabled=True))


GUIDE = (
    Step(
        1,
        "Open both portals",
        AZURE,
        plan=planning.both_portals,
        act=open_portals,
        proof="both pages name the tenant, the application and the account",
        only_reads=True,
    ),
    Step(
        2,
        "Read the Login URL on card 4",
        AZURE,
        plan=planning.login_url,
        act=copy_login_url,
        proof="card 4 shows it",
        only_reads=True,
    ),
    Step(
        3,
        "Set up the identity provider: SSO URL",
        OOMA,
        plan=planning.sso_url,
        act=paste_sso_url,
        proof="the field holds it",
    ),
    Step(
        4,
        "Upload the placeholder certificate",
        OOMA,
        plan=planning.placeholder,
        act=upload_placeholder,
        proof="the dialog holds it",
    ),
    Step(
        5,
        "Fill in the Email Claim and save",
        OOMA,
        plan=planning.email_claim,
        act=save_email_claim,
        proof="the dialog shows it when opened again",
    ),
    Step(
        6,
        "Read Callback URL (ACS) and Issuer",
        OOMA,
        plan=planning.addresses,
        act=copy_addresses,
        proof="the tab shows them",
        only_reads=True,
    ),
    Step(
        7,
        "Enter both in Basic SAML Configuration",
        AZURE,
        plan=planning.basic_configuration,
        act=save_basic_configuration,
        proof="card 1 shows them after a reload",
    ),
    Step(
        8,
        "Download the signing certificate",
        AZURE,
        plan=planning.download,
        act=download_certificate,
        proof="its thumbprint is card 3's and published",
    ),
    Step(
        9,
        "Swap the placeholder for it",
        OOMA,
        plan=planning.swap,
        act=swap_certificate,
        proof="the dialog holds it when opened again",
    ),
    Step(
        10,
        "Switch SSO on",
        OOMA,
        plan=planning.enable,
        act=enable,
        proof="the switch is on after a reload",
    ),
)


def plan(seen: Seen, wanted: Wanted) -> dict[int, Need]:
    """What each of the ten steps still has to do.

    Returns:
        One `Need` for each step, by its number; none is needed on a finished tenant.

    Raises:
        ForeignProvider: Ooma has another identity provider, and it is not to be replaced.
    """
    if not seen.azure.saml_chosen:
        first, *others = GUIDE
        later = planning.after_step_1(seen)
        return {first.number: first.plan(seen, wanted), **{step.number: later for step in others}}
    planning.refuse_foreign(seen, wanted)
    return {step.number: step.plan(seen, wanted) for step in GUIDE}


def fresh_result(name: str) -> TenantResult:
    """A result in which no step was reached yet: a tenant that comes to nothing has failed."""
    steps = [StepResult(step=step.number, title=step.title, outcome=StepOutcome.NOT_REACHED) for step in GUIDE]
    return TenantResult(name=name, outcome=TenantOutcome.FAILED, steps=steps)


# A person's browser says this of a .cer file; portals that look at the type expect it.
MIME_TYPE = "application/x-x509-ca-cert"


def _set_up(seen: Seen) -> OomaState:
    if seen.ooma is None:
        raise NotVerified("Ooma shows no identity provider")
    return seen.ooma
