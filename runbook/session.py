"""Both portals of one tenant, signed in, and what is seen in them."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from functools import partial
from typing import TypeVar

from playwright.async_api import APIRequestContext, Browser, ViewportSize
from pydantic import SecretStr

from pages.azure import AzureCertificate, AzurePortal, AzureTarget, SamlBlade, SignOnTest
from pages.driver import Credentials, Fence, Hands, Pin, Screen
from pages.errors import Unreachable
from pages.microsoft import explain
from pages.ooma import OWN, IdpDialog, IdpPage, OomaCredentials, OomaPortal, OomaTarget, explained, is_lasting
from runbook.certificates.certificate import Certificate
from runbook.certificates.entra import Fetch, NotServed, directory_id, fetcher, published_certificates
from runbook.certificates.patience import Patience
from runbook.certificates.shown import identified
from runbook.evidence.recorder import Evidence
from runbook.findings import APPLY
from runbook.results import Finding, OomaAccount, Verdict
from runbook.sign_ins.accounts import SignIns, azure_account, ooma_account
from runbook.sign_ins.codes import CodeBook
from runbook.state import ActiveCertificate, AzureState, OomaState, Seen, Uploaded
from runbook.tenant import Tenant

A = TypeVar("A")
B = TypeVar("B")

NOBODY_SHOWN = "nobody is shown; this program typed the name and the password"
VIEWPORT: ViewportSize = {"width": 1440, "height": 1000}


async def both(one: Awaitable[A], other: Awaitable[B]) -> tuple[A, B]:
    """Do something in both portals at the same time; if one fails, the other is let end first.

    A page that is given up in the middle of loading would spoil what is done on it next.
    """
    first, second = await asyncio.gather(one, other, return_exceptions=True)
    if isinstance(first, BaseException):
        raise first
    if isinstance(second, BaseException):
        raise second
    return first, second


@dataclass
class Session:
    """The two portals of one tenant.

    Attributes:
        tenant: whose they are.
        blade: the SAML blade in Azure.
        idp: the "IdP and SSO" tab in Ooma.
        fetch: gets public documents from Microsoft's sign-in origin.
        evidence: the run's folder.
        patience: how long to wait for Microsoft to publish a certificate.
        dialog: Ooma's dialog while it is open, between steps 3 and 5.
        pins: what proved the account when the dialog was opened.
        downloaded: the signing certificate, between steps 8 and 9.
        placeholder: the name of step 4's file; empty until there was one.
        keeps_no_names: whether Ooma showed another name than the placeholder's once that was stored.
        uploaded: what step 9 put into Ooma; None until it did.
        directory: the directory's id by the configured domain, if Microsoft tells.
        published: every signing certificate that the federation metadata has listed in this run.
        switched_on: whether this run pressed 'Enable' to switch SSO on, and it is neither proven nor off again.
        tells_account: whether the evidence tells who is signed in to Azure.
        account: the customer's account, as Ooma shows it; None until it is proven.
    """

    tenant: Tenant
    blade: SamlBlade
    idp: IdpPage
    fetch: Fetch
    evidence: Evidence
    patience: Patience
    dialog: IdpDialog | None = None
    pins: Sequence[Pin] = ()
    downloaded: Certificate | None = None
    placeholder: str = ""
    keeps_no_names: bool = False
    uploaded: Uploaded | None = None
    directory: str = ""
    published: tuple[Certificate, ...] = field(default=())
    switched_on: bool = False
    tells_account: bool = False
    account: OomaAccount | None = None

    @property
    def has_written(self) -> bool:
        """Whether anything was pressed in either portal that may have stored something."""
        return self.blade.hands.committed or self.idp.hands.committed

    @property
    def is_lost(self) -> bool:
        """Whether the browser, or one of the two pages, has crashed."""
        return any(hands.screen.is_lost for hands in (self.blade.hands, self.idp.hands))

    async def has_signed_out(self) -> bool:
        """Whether one of the portals has asked to sign in again since its page was opened."""
        return self.blade.portal.has_left or await self.idp.portal.is_signed_out()

    async def open(self) -> bool:
        """Open both pages, signing in where that is needed, and prove whose they are.

        Returns:
            Whether SAML is chosen as the application's sign-on method, so that there are cards.
        """
        if not self.directory:
            self.directory = await directory_id(self.fetch, self.tenant.azure_login_url, self.tenant.azure_tenant)
        view, _ = await both(self.blade.portal.open_saml_blade(), self.idp.reload())
        who = await self.blade.portal.prove_account()
        if not self.tells_account:
            await self.blade.hands.saw("who is signed in to the Azure portal", who or NOBODY_SHOWN)
            self.tells_account = True
        account = await self.idp.prove()
        if self.account is None:
            await self._tell_account()
        await self.idp.hands.saw("the IdP and SSO tab", account[0].text if account else "")
        if view != "cards":
            return False
        await self.blade.prove(self.directory)
        await self.blade.hands.saw("the SAML page", self.tenant.azure_app)
        return True

    async def _tell_account(self) -> None:
        """Let the evidence tell which account was found, and what proves it."""
        portal = self.idp.portal
        row = portal.account_shown()
        await self.idp.hands.saw("the customer's account", explained(portal.target, row))
        name, account_id, realm = (
            self.evidence.redactor.clean(text) or None for text in (row.name, row.account_id, row.realm)
        )
        self.account = OomaAccount(name=name, id=account_id, realm=realm)

    @property
    def advice(self) -> str:
        """What to configure so that the account is known by its id from now on; empty if nothing is to be."""
        tenant, shown = self.tenant, self.account.id if self.account is not None else None
        if not shown or not is_lasting(shown) or tenant.ooma_account_id or tenant.ooma_account in ("", OWN):
            return ""
        return tenant.advice(
            f"Ooma shows the account's id, {shown}: add it as {{ooma_account_id}}, beside {{ooma_account}}"
        )

    async def observe(self) -> Seen:
        """Load both portals afresh and read them. Nothing is changed by it."""
        cards = await self.open()
        azure, ooma = await both(self.read_azure() if cards else _no_saml(), self.read_ooma())
        return Seen(azure, ooma, self.uploaded, self.switched_on)

    async def read_azure(self) -> AzureState:
        """Read the five cards, and the federation metadata that belongs to them."""
        cards = await self.blade.read()
        active = None
        published: tuple[ActiveCertificate, ...] = ()
        unread = ""
        if cards.certificate is not None and cards.metadata_url:
            unread = await self.read_published(cards.metadata_url)
            published = tuple(map(_as_seen, self.published))
            active = active_certificate(cards.certificate, published)
        shown = cards.certificate
        return AzureState(
            login_url=cards.login_url,
            identifiers=cards.identifiers,
            reply_urls=cards.reply_urls,
            thumbprint=shown.thumbprint if shown is not None else "",
            certificate=active,
            inactive=shown is not None and shown.is_inactive,
            status=shown.status if shown is not None else "",
            expiration=shown.expiration if shown is not None else "",
            offered=shown is not None and shown.is_offered,
            published=published,
            metadata_url=cards.metadata_url,
            unread=unread,
        )

    def has_published(self, thumbprint: str) -> bool:
        """Whether the federation metadata has listed a certificate in this run, by what card 3 shows of it."""
        return identified(thumbprint, self.published) is not None

    async def read_published(self, metadata_url: str) -> str:
        """Read the federation metadata.

        Several servers answer for them. A certificate that one of them has listed is published, though another one
        may not know of it yet.

        Args:
            metadata_url: card 3's App Federation Metadata Url.

        Returns:
            Why they can't be read just now; empty if they were.

        Raises:
            MetadataError: the address is not the application's, or answers with something else.
        """
        try:
            listed = await published_certificates(self.fetch, self.tenant.azure_login_url, metadata_url)
        except (NotServed, Unreachable) as error:
            return error.message
        self.published = tuple({one.sha256: one for one in (*self.published, *listed)}.values())
        return ""

    async def read_ooma(self) -> OomaState | None:
        """Read the tab and, by opening and cancelling it, the dialog; None while nothing is set up."""
        return await _read_idp(self.idp)

    async def read_ooma_beside(self) -> OomaState | None:
        """Read the same in a second tab, while the dialog is open in the first.

        Raises:
            SessionGone: that tab would have to sign in again.
        """
        first = self.idp.hands
        page = await first.screen.page.context.new_page()
        try:
            screen = Screen(first.screen.portal, page, first.screen.fence, timeout=first.screen.timeout)
            idp = IdpPage(self.idp.portal.beside(Hands(screen, self.evidence)))
            await idp.reload()
            await idp.prove()
            return await _read_idp(idp)
        finally:
            await page.close()
            await first.screen.page.bring_to_front()

    async def try_sign_on(self) -> Finding:
        """Run card 5's test. Nothing is configured by it."""
        what = "SAML sign-on of the administrator (card 5)"
        tab = await self.idp.read()
        if tab is None:
            return Finding(
                what=what,
                verdict=Verdict.WRONG,
                found="not tried, Ooma has no identity provider",
                expected="accepted by Ooma",
                mend=APPLY,
            )
        result = await SignOnTest(self.blade).run(tab.acs_url)
        if result.accepted:
            return Finding(what=what, verdict=Verdict.OK, found=result.said)
        explained = explain(result.said)
        mend = (
            self.tenant.advice(explained.mend)
            if explained is not None
            else "correct what else is wrong first, then look at the screenshots"
        )
        return Finding(what=what, verdict=Verdict.WRONG, found=result.said, expected="accepted by Ooma", mend=mend)

    async def prove_azure(self) -> list[Pin]:
        """Prove the directory and the application on the page as it is now."""
        return await self.blade.prove(self.directory)


def active_certificate(shown: AzureCertificate, published: tuple[ActiveCertificate, ...]) -> ActiveCertificate | None:
    """The published certificate with which Azure signs, by what card 3 shows; None if that can't be told.

    The federation metadata lists inactive certificates too, so among several only the word 'Active' tells.
    """
    if shown.is_inactive or not (shown.is_active or len(published) == 1):
        return None
    return identified(shown.thumbprint, published)


async def _read_idp(idp: IdpPage) -> OomaState | None:
    tab = await idp.read()
    if tab is None:
        return None
    dialog = await idp.open_dialog()
    held = await dialog.read()
    field = held.certificate
    said = [one for one in (field.words if field is not None else "", tab.certificate) if one]
    ooma = OomaState(
        held.sso_url,
        held.email_claim,
        field.file_name if field is not None else "",
        tab.acs_url,
        tab.issuer,
        tab.enabled,
        tab.sign_request,
        certificate="\n".join(said) if said or field is not None else None,
    )
    await idp.hands.saw("the identity provider's dialog", f"{ooma.sso_url} {ooma.certificate_words}")
    await dialog.cancel()
    return ooma


def _as_seen(one: Certificate) -> ActiveCertificate:
    return ActiveCertificate(one.thumbprint, one.sha256, one.not_after, one.serial, one.subject)


async def _no_saml() -> AzureState:
    return AzureState(saml_chosen=False)


@asynccontextmanager
async def open_session(
    browser: Browser,
    requests: APIRequestContext,
    tenant: Tenant,
    evidence: Evidence,
    *,
    codes: CodeBook,
    sign_ins: SignIns,
    patience: Patience,
    timeout: float,
) -> AsyncIterator[Session]:
    """Both portals of one tenant, each in a browser context of its own; closed at the end.

    Args:
        browser: the one browser.
        requests: for public documents; without cookies.
        tenant: whose portals are opened.
        evidence: watches what is done.
        codes: gives one-time codes.
        sign_ins: what tenants of the same accounts share.
        patience: how long to wait for Microsoft to publish a certificate.
        timeout: the longest wait for one thing, in seconds.
    """

    async def code(account: str, secret: SecretStr) -> str:
        # What this run switched on is proven, or switched off again, even if nothing can be written down any more.
        value = await codes.code(account, secret, unrecorded=session.switched_on)
        evidence.redactor.add(value)
        return value

    fence = Fence(tenant.origins)
    async with AsyncExitStack() as stack:
        hands, turns, origins = [], [], []
        for account in (azure_account(tenant), ooma_account(tenant)):
            seat = sign_ins.seat(account)
            # A context for each portal, and so a window: Chromium draws the hidden tab of two in one window
            # a few times a second only, and every press waits for the page to be drawn.
            context = await stack.enter_async_context(
                await browser.new_context(
                    viewport=VIEWPORT, locale="en-US", service_workers="block", storage_state=seat.session
                )
            )
            turns.append(partial(seat.turn, context))
            origins.append(seat.origin)
            page = await context.new_page()
            await fence.around(page)
            hands.append(Hands(Screen(account.portal, page, fence, timeout=timeout), evidence))
        azure_hands, ooma_hands = hands
        azure = AzurePortal(
            azure_hands,
            AzureTarget(
                tenant.azure_portal_url,
                tenant.azure_tenant,
                tenant.azure_app,
                tenant.azure_object_id,
                tenant.azure_app_id,
            ),
            Credentials(
                tenant.azure_username,
                tenant.azure_password,
                _codes(code, f"azure {tenant.azure_username}", tenant.azure_totp_secret),
                turns[0],
                origins[0],
            ),
        )
        ooma = OomaPortal(
            ooma_hands,
            tenant.ooma_url,
            OomaTarget(tenant.ooma_account, tenant.ooma_account_id, tenant.ooma_realm),
            OomaCredentials(
                tenant.ooma_username,
                tenant.ooma_password,
                _codes(code, f"ooma {tenant.ooma_account_name} {tenant.ooma_username}", tenant.ooma_totp_secret),
                turns[1],
                account_name=tenant.ooma_account_name,
            ),
        )
        session = Session(tenant, SamlBlade(azure), IdpPage(ooma), fetcher(requests, timeout), evidence, patience)
        yield session


def _codes(
    code: Callable[[str, SecretStr], Awaitable[str]], account: str, secret: SecretStr
) -> Callable[[], Awaitable[str]] | None:
    return partial(code, account, secret) if secret.get_secret_value() else None
