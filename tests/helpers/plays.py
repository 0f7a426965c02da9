"""Helps tests that run the real program against the recordings: worlds, runs, what must hold after."""

import asyncio
import json
import os
import sys
from collections import Counter
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from playwright.async_api import Browser, Playwright

from recordings import Customer, Options, Origins, World, serve
from recordings.__main__ import _env_text
from recordings.azure.certificates import make_certificate, provide
from recordings.azure.saml import login_url, sign_on_response
from recordings.azure.state import Address, Application
from recordings.files import write_private
from recordings.ooma.idp import thumbprint
from recordings.ooma.saml import SignOnRefusedError, acs_url, check_sign_on, issuer
from recordings.ooma.state import IdentityProvider
from runbook.certificates.certificate import make_placeholder, parse
from runbook.options import Command
from runbook.options import Options as Asked
from runbook.results import StepOutcome, StepResult, TenantOutcome, TenantResult
from runbook.run import Runner
from runbook.settings import tenant_from
from runbook.sign_ins.accounts import SignIns
from runbook.sign_ins.codes import CodeBook, FolderOfCodes
from runbook.tenant import EMAIL_CLAIM, Tenant
from tests.helpers.lightness import SESSIONS
from tests.helpers.sessions import SignedIn, planted

ROOT = Path(__file__).parents[2]
BY_NAME = ("RUNBOOK_AZURE_OBJECT_ID", "RUNBOOK_AZURE_APP_ID")


class Silent:
    """A reporter that keeps what it is told."""

    def __init__(self) -> None:
        self.notes: list[str] = []
        self.finished: list[tuple[int, StepOutcome]] = []

    def began(self, tenant: str, step: StepResult) -> None:
        """A step began."""

    def ended(self, tenant: str, step: StepResult) -> None:  # noqa: ARG002 - as Reporter has it
        """A step has its outcome."""
        self.finished.append((step.step, step.outcome))

    def note(self, tenant: str, text: str) -> None:  # noqa: ARG002 - as Reporter has it
        """Something worth a line happened."""
        self.notes.append(text)


@dataclass
class Bot:
    """The program without its command line: one browser serves many runs.

    Attributes:
        has_sessions: whether both portals remember a session before a run begins.
    """

    playwright: Playwright
    browser: Browser
    runs: Path
    has_sessions: bool = False

    async def run(
        self,
        stage: "Stage",
        *,
        command: Command = Command.APPLY,
        settings: dict[str, str] | None = None,
        without: Sequence[str] = (),
        reporter: Silent | None = None,
        replace: bool = False,
        timeout: float = 60,
        sign_on: bool = False,
        metadata_wait: float = Asked.metadata_wait,
    ) -> TenantResult:
        """Run a command for the world's first customer, as the settings of that customer say."""
        known = {**stage.settings, **(settings or {})}
        tenant = tenant_from({name: known[name] for name in known if name not in without})
        return await self.configure(
            tenant,
            stage.codes,
            command=command,
            reporter=reporter or Silent(),
            replace=replace,
            timeout=timeout,
            sign_on=sign_on,
            metadata_wait=metadata_wait,
            sign_ins=stage.sign_ins() if self.has_sessions else None,
        )

    async def get_browser(self) -> Browser:
        """The browser that the runs share."""
        return self.browser

    async def configure(
        self,
        tenant: Tenant,
        codes: Path,
        *,
        command: Command = Command.APPLY,
        reporter: Silent,
        replace: bool = False,
        timeout: float = 60,
        sign_on: bool = False,
        metadata_wait: float = Asked.metadata_wait,
        sign_ins: SignIns | None = None,
    ) -> TenantResult:
        """Run a command for one tenant; `codes` keeps in mind which one-time codes were used."""
        book = CodeBook(FolderOfCodes(codes), lambda text: reporter.note("", text))
        requests = await self.playwright.request.new_context()
        try:
            options = Asked(
                command=command,
                runs=self.runs,
                replace=replace,
                timeout=timeout,
                sign_on=sign_on,
                metadata_wait=metadata_wait,
            )
            sign_ins = sign_ins or SignIns()
            runner = Runner(options, reporter, lambda _: [], self.get_browser, requests, book, sign_ins=sign_ins)
            return await runner.run(tenant)
        finally:
            await requests.dispose()


@dataclass(frozen=True)
class Stage:
    """A world that is being played, and its first customer."""

    world: World
    origins: Origins
    codes: Path
    before: dict[str, object] = field(default_factory=dict)

    @property
    def customer(self) -> Customer:
        """The customer that the tests configure."""
        return self.world.customers[0]

    @property
    def application(self) -> Application:
        """The customer's application for Ooma."""
        return self.customer.application

    @property
    def settings(self) -> dict[str, str]:
        """The `RUNBOOK_*` settings of the customer."""
        return self.customer.settings(self.origins)

    @property
    def idp(self) -> IdentityProvider:
        """What Ooma holds."""
        assert self.customer.account.idp is not None
        return self.customer.account.idp

    @property
    def active(self) -> str:
        """Thumbprint of the certificate with which Azure signs."""
        assert self.application.active_certificate is not None
        return self.application.active_certificate.thumbprint

    def sign_ins(self) -> SignIns:
        """The customer's sign-ins, for whom both portals remember a session."""
        return SignedIn(planted(self.world, self.origins, self.customer))

    def sign_on(self) -> str:
        """Sign the customer's person on by SAML: the e-mail address, or the reason of the refusal."""
        try:
            response = sign_on_response(self.world, self.customer)
            return check_sign_on(self.world, self.customer.account, response)
        except SignOnRefusedError as error:
            return f"refused: {error.reason}"

    def assert_finished(self) -> None:
        """The integration is complete, nothing is there twice, and nobody else's data changed."""
        world, customer, idp = self.world, self.customer, self.idp
        assert idp.sso_url == login_url(world, customer.directory)
        assert idp.email_claim == EMAIL_CLAIM
        assert idp.enabled
        assert thumbprint(idp.certificate) == self.active
        assert set(customer.account.enabled_with) == {self.active}
        assert values(self.application.identifiers) == [issuer(world, customer.account)]
        assert values(self.application.reply_urls) == [acs_url(world, customer.account)]
        assert self.sign_on() == customer.azure_user.mail
        self.assert_others_untouched()

    def assert_tells(self, sso: dict[str, Any]) -> None:
        """What the program says of the integration, as JSON, is what both portals hold."""
        told = dict(sso)
        certificate = told.pop("certificate")
        assert told == {
            "login_url": self.idp.sso_url,
            "acs_url": acs_url(self.world, self.customer.account),
            "issuer": issuer(self.world, self.customer.account),
            "enabled": self.idp.enabled,
        }
        assert certificate["sha256"] == self.idp.certificate.fingerprint(hashes.SHA256()).hex()
        assert certificate["not_after"].startswith(f"{self.idp.certificate.not_valid_after_utc:%Y-%m-%dT%H:%M:%S}")

    def assert_never_live_with_another_certificate(self) -> None:
        """SSO was switched on with Azure's active certificate or not at all."""
        certificate = self.application.active_certificate
        allowed = {certificate.thumbprint} if certificate is not None else set()
        assert set(self.customer.account.enabled_with) <= allowed

    def assert_others_untouched(self) -> None:
        """Every other application and account is as it was, and every write was this customer's."""
        assert others(self.world) == self.before
        assert {write.tenant for write in self.world.writes} <= {self.customer.name}

    def assert_nothing_written(self) -> None:
        """Neither portal was changed."""
        assert self.world.writes == []
        self.assert_others_untouched()


def values(addresses: Sequence[Address]) -> list[str]:
    """The addresses themselves."""
    return [address.value for address in addresses]


def others(world: World) -> dict[str, object]:
    """Everything that is stored for everybody but the first customer."""
    customer = world.customers[0]
    found: dict[str, object] = {}
    for directory in world.directories.values():
        for one in directory.applications:
            if one is not customer.application:
                found[str(one.object_id)] = (
                    one.name, values(one.identifiers), values(one.reply_urls), one.sign_on_url,
                    one.relay_state, one.logout_url, one.saml,
                )  # fmt: skip
    for account in world.root.walk():
        if account is not customer.account:
            found[account.id] = (account.name, account.idp, tuple(account.enabled_with))
    return found


@asynccontextmanager
async def played(options: Options, codes: Path, *, world: World | None = None) -> AsyncIterator[Stage]:
    """Serve a world; `codes` is where the bot keeps in mind which one-time codes were used."""
    world = world or World.make(options)
    before = others(world)
    async with serve(world) as origins:
        yield Stage(world, origins, codes, before)


def complete(stage: Stage, *, up_to: int = 10, customer: Customer | None = None) -> None:
    """Put a customer into the state in which the guide's steps up to a number are done.

    Args:
        stage: an untouched world.
        up_to: 5, 7, 9 or 10: the steps after which something is stored.
        customer: by default the first.
    """
    world, customer = stage.world, customer or stage.customer
    application = customer.application
    placeholder = make_placeholder(datetime.now(UTC))
    idp = IdentityProvider(
        sso_url=login_url(world, customer.directory),
        certificate=x509.load_pem_x509_certificate(placeholder.pem),
        certificate_name=placeholder.file_name,
        email_claim=EMAIL_CLAIM,
    )
    customer.account.idp = idp
    if up_to >= 7:
        provide(world, application)
        application.identifiers.append(Address(issuer(world, customer.account), default=True))
        application.reply_urls.append(Address(acs_url(world, customer.account), default=True))
        application.certificates = [make_certificate(world, active=True)]
    if up_to >= 9:
        assert application.active_certificate is not None
        idp.certificate = application.active_certificate.certificate
        idp.certificate_name = parse(_pem(idp.certificate)).file_name
    if up_to >= 10:
        idp.enabled = True
        assert application.active_certificate is not None
        customer.account.enabled_with.append(application.active_certificate.thumbprint)


def second_certificate(stage: Stage) -> str:
    """What a second administrator does on card 3: a new certificate, made active; returns its thumbprint."""
    new = make_certificate(stage.world, active=True)
    for one in stage.application.certificates:
        one.active = False
    stage.application.certificates.append(new)
    stage.application.visible_from = datetime.now(UTC) - timedelta(seconds=1)
    return new.thumbprint


def _pem(certificate: x509.Certificate) -> bytes:
    from cryptography.hazmat.primitives.serialization import Encoding

    return certificate.public_bytes(Encoding.PEM)


def assert_applied(result: TenantResult) -> None:
    """The run did what was asked for; else the test says what the program said."""
    assert result.error is None, result.error
    assert result.outcome is TenantOutcome.APPLIED


def assert_failed(result: TenantResult, *codes: str) -> None:
    """The run failed with one of these codes, and told what happened and what to do."""
    assert result.outcome is TenantOutcome.FAILED
    assert result.error is not None
    assert result.error.code in codes, result.error
    assert result.error.message
    assert result.error.hint


def secrets_of(stage: Stage) -> list[str]:
    """Every password, TOTP secret and session cookie that a run had in its hands."""
    customer, world = stage.customer, stage.world
    users = (customer.azure_user, customer.ooma_user)
    found = [secret for user in users for secret in (user.password, user.totp_secret) if secret]
    found += [code for user in users for code in user.used_codes]
    found += [*world.ooma_sessions.users, *world.azure_sessions.browsers, *world.azure_sessions.portal]
    return found


def operations(world: World) -> Counter[str]:
    """How often each operation was asked for."""
    return Counter(world.operations)


async def start_apply(stage: Stage, folder: Path, *, light: bool = True) -> asyncio.subprocess.Process:
    """`apply --json` as a process of its own, and of a group as a terminal makes one.

    Args:
        stage: whose customer is configured.
        folder: in which it is started.
        light: whether it takes no pictures, and begins with sessions that the portals know. Else it is exactly
            `python -m runbook` with the `.env` file that the stand-ins write, and logs all it can.
    """
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("RUNBOOK_")}
    chosen = {name: os.environ[name] for name in ("RUNBOOK_BROWSER", "RUNBOOK_STATE") if name in os.environ}
    if light:
        sessions = planted(stage.world, stage.origins, stage.customer)
        how = {SESSIONS: json.dumps(sessions), "PYTHONPATH": str(ROOT), **stage.settings}
    else:
        write_private(folder / ".env", _env_text(stage.world))
        how = {"RUNBOOK_LOG": "json"}
    return await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.helpers.light_program" if light else "runbook", "apply", "--json",
        "--timeout", "60", cwd=folder, env=inherited | chosen | how,
        stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE, start_new_session=True,
    )  # fmt: skip
