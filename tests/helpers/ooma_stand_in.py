"""Helps the tests of the Ooma stand-in: a small world without Azure, served alone, and signed responses."""

import asyncio
import base64
import random
import socket
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from uuid import uuid4

import uvicorn
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID
from playwright.async_api import Page
from signxml.algorithms import CanonicalizationMethod
from signxml.signer import XMLSigner

from recordings.ooma import app
from recordings.ooma.api import SESSION_COOKIE
from recordings.ooma.saml import acs_url, issuer
from recordings.ooma.state import Account, IdentityProvider, OomaUser, make_account, make_reseller
from recordings.world import Options, Origins, World

EMAIL_CLAIM = "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/emailaddress"
EMAIL = "admin@contoso.onmicrosoft.com"
SSO_URL = "https://login.example/contoso/saml2"


class _Server(uvicorn.Server):
    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


@dataclass(frozen=True)
class Portal:
    """A served Ooma stand-in: its world, a customer's account and the people who sign in."""

    world: World
    account: Account
    reseller: OomaUser
    admin: OomaUser

    @property
    def url(self) -> str:
        return f"{self.world.origins.ooma}/"


@asynccontextmanager
async def ooma_portal(
    *, customers: int = 1, totp: bool = False, options: Options | None = None
) -> AsyncIterator[Portal]:
    """Serve a reseller with some customers; the first one is `account`."""
    rng = random.Random(7)  # noqa: S311 - repeatable, no secrets
    world = World(options=options or Options(), root=make_reseller(rng, totp=totp))
    names = ["contoso", *(f"fabrikam-{number:02}" for number in range(1, customers))]
    accounts = [make_account(rng, world.root, name, totp=totp) for name in names]
    accounts[0].emails = [EMAIL]
    sock = socket.socket()
    sock.bind(("127.0.0.1", 0))
    sock.listen(128)
    world.origins = Origins(login="", portal="", blade="", ooma=f"http://127.0.0.1:{sock.getsockname()[1]}")
    application = app()
    application.state.world = world
    server = _Server(
        uvicorn.Config(application, log_level="warning", lifespan="off", ws="none", timeout_graceful_shutdown=1)
    )
    task = asyncio.create_task(server.serve(sockets=[sock]))
    try:
        yield Portal(world, accounts[0], world.root.users[0], accounts[0].users[0])
    finally:
        server.should_exit = True
        await task
        sock.close()


async def sign_in(page: Page, portal: Portal, user: OomaUser, address: str = "") -> None:
    """Open the portal with a session that was started without the form, which is quicker."""
    token = portal.world.ooma_sessions.start(user)
    await page.context.add_cookies([{"name": SESSION_COOKIE, "value": token, "url": portal.url}])
    await page.goto(portal.url + address)
    await page.locator(".core-topbar").wait_for()


@cache
def signer(name: str) -> tuple[rsa.RSAPrivateKey, x509.Certificate]:
    """A key and its self-signed certificate; the same ones for the same name."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    now = datetime.now(UTC)
    builder = x509.CertificateBuilder().subject_name(subject).issuer_name(subject)
    builder = builder.public_key(key.public_key()).serial_number(x509.random_serial_number())
    builder = builder.not_valid_before(now - timedelta(days=1)).not_valid_after(now + timedelta(days=30))
    return key, builder.sign(key, hashes.SHA256())


def pem(name: str) -> bytes:
    """The certificate of a signer."""
    return signer(name)[1].public_bytes(Encoding.PEM)


def set_up(account: Account, name: str = "signing", **other: str) -> IdentityProvider:
    """Give an account an identity provider that holds the certificate of a signer."""
    account.idp = IdentityProvider(SSO_URL, signer(name)[1], f"{name}.cert", EMAIL_CLAIM, dict(other))
    return account.idp


def saml_response(
    portal: Portal,
    *,
    signed_by: str | None = "signing",
    email: str | None = EMAIL,
    audience: str | None = None,
    destination: str | None = None,
    minutes: int = 0,
    in_response_to: str = "",
) -> str:
    """A response of the shape that Azure sends, base64."""
    key = uuid4().hex
    account, world = portal.account, portal.world
    destination = destination or acs_url(world, account)
    now = datetime.now(UTC) + timedelta(minutes=minutes)
    start, instant, end = ((now + timedelta(minutes=delta)).strftime("%Y-%m-%dT%H:%M:%SZ") for delta in (-5, 0, 60))
    bearer = "urn:oasis:names:tc:SAML:2.0:cm:bearer"
    context = "urn:oasis:names:tc:SAML:2.0:ac:classes:Password"
    origin = "<Issuer>https://sts.windows.net/0000/</Issuer>"
    answered = f' InResponseTo="{in_response_to}"' if in_response_to else ""
    value = f'<Attribute Name="{EMAIL_CLAIM}"><AttributeValue>{email}</AttributeValue></Attribute>'
    assertion = (
        f'<Assertion xmlns="urn:oasis:names:tc:SAML:2.0:assertion" ID="_a{key}" IssueInstant="{instant}"'
        f' Version="2.0">{origin}'
        '<Signature xmlns="http://www.w3.org/2000/09/xmldsig#" Id="placeholder"></Signature>'
        f"<Subject><NameID>someone</NameID>"
        f'<SubjectConfirmation Method="{bearer}"><SubjectConfirmationData{answered}'
        f' NotOnOrAfter="{end}" Recipient="{destination}"/></SubjectConfirmation></Subject>'
        f'<Conditions NotBefore="{start}" NotOnOrAfter="{end}"><AudienceRestriction><Audience>'
        f"{audience or issuer(world, account)}</Audience></AudienceRestriction></Conditions>"
        f'<AttributeStatement><Attribute Name="other"><AttributeValue>x</AttributeValue></Attribute>'
        f"{value if email is not None else ''}</AttributeStatement>"
        f'<AuthnStatement AuthnInstant="{instant}" SessionIndex="_a{key}"><AuthnContext>'
        f"<AuthnContextClassRef>{context}</AuthnContextClassRef></AuthnContext></AuthnStatement>"
        "</Assertion>"
    )
    assertion = _signed(assertion, signed_by)
    document = (
        f'<samlp:Response xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" ID="_r{key}" Version="2.0"'
        f' IssueInstant="{instant}" Destination="{destination}"{answered}>'
        '<Issuer xmlns="urn:oasis:names:tc:SAML:2.0:assertion">https://sts.windows.net/0000/</Issuer>'
        '<samlp:Status><samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:Success"/></samlp:Status>'
        f"{assertion}</samlp:Response>"
    )
    return base64.b64encode(document.encode()).decode()


def _signed(assertion: str, name: str | None) -> str:
    from lxml import etree

    tree = etree.fromstring(assertion)
    if name is None:
        tree.remove(tree.find("{http://www.w3.org/2000/09/xmldsig#}Signature"))
    else:
        key, certificate = signer(name)
        exclusive = CanonicalizationMethod.EXCLUSIVE_XML_CANONICALIZATION_1_0
        tree = XMLSigner(c14n_algorithm=exclusive).sign(
            tree, key=key, cert=[certificate], reference_uri=str(tree.get("ID")), id_attribute="ID"
        )
    return str(etree.tostring(tree, encoding="unicode"))
