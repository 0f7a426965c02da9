"""The data behind the 'IdP and SSO' tab: what the dialog stores, the two URLs, the two switches."""

import base64
import binascii
from dataclasses import replace
from pathlib import PurePosixPath, PureWindowsPath
from urllib.parse import urlsplit

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from starlette.requests import Request
from starlette.responses import Response

from recordings.ooma.api import account_of, failure, sent, success, text_of
from recordings.ooma.saml import acs_url, issuer
from recordings.ooma.state import Account, CertificateFact, IdentityProvider
from recordings.operations import change, operation, world_of
from recordings.world import World

NAMEID_FORMAT = "urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress"
OPTIONAL = ("first_name_claim", "last_name_claim", "logout_url", "idp_entity_id", "default_role")
REQUIRED = "This field is required."
NO_URL = "Please enter a valid URL."
NO_CERTIFICATE = "The file is not a valid X.509 certificate."
LARGEST_CERTIFICATE = 64 * 1024


class NotACertificateError(ValueError):
    """The uploaded file holds no X.509 certificate."""


def parse_certificate(content: bytes) -> x509.Certificate:
    """An X.509 certificate from PEM (any line ends, with or without a byte order mark) or DER.

    Raises:
        NotACertificateError: it is something else.
    """
    content = content.removeprefix(b"\xef\xbb\xbf")
    try:
        if b"-----BEGIN " in content:
            return x509.load_pem_x509_certificate(content.replace(b"\r\n", b"\n"))
        return x509.load_der_x509_certificate(content)
    except ValueError as error:
        raise NotACertificateError(NO_CERTIFICATE) from error


def thumbprint(certificate: x509.Certificate) -> str:
    """SHA-1 thumbprint as Azure's card 3 shows it: upper case hex."""
    # Not for security: thumbprints of certificates are SHA-1 by convention.
    return certificate.fingerprint(hashes.SHA1()).hex().upper()  # noqa: S303


def _is_url(value: str) -> bool:
    try:
        parts = urlsplit(value)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.hostname) and " " not in value


def _uploaded(body: dict[str, object]) -> tuple[str, x509.Certificate] | None:
    """Name and certificate of a newly uploaded file; None if the dialog kept what there was."""
    upload = body.get("certificate")
    if not isinstance(upload, dict):
        return None
    try:
        content = base64.b64decode(str(upload.get("content", "")), validate=True)
    except binascii.Error as error:
        raise NotACertificateError(NO_CERTIFICATE) from error
    if len(content) > LARGEST_CERTIFICATE:
        raise NotACertificateError(NO_CERTIFICATE)
    # Browsers send a bare name; whoever sends a path gets its last part stored.
    name = PurePosixPath(PureWindowsPath(str(upload.get("name", ""))).name).name
    return name[:255] or "certificate", parse_certificate(content)


def _wrong_fields(body: dict[str, object]) -> dict[str, str]:
    wrong = {key: REQUIRED for key in ("sso_url", "email_claim") if not text_of(body, key)}
    for key in ("sso_url", "logout_url"):
        if text_of(body, key) and not _is_url(text_of(body, key)):
            wrong[key] = NO_URL
    return wrong


def described(idp: IdentityProvider, fact: CertificateFact) -> list[str]:
    """The lines that the dialog shows of the stored certificate."""
    certificate = idp.certificate
    facts: dict[CertificateFact, list[str]] = {
        "file name": [idp.certificate_name],
        "cut file name": [f"{idp.certificate_name[:19]}..."],
        "subject": [f"Issued to: {certificate.subject.rfc4514_string()}"],
        "SHA-1": ["Thumbprint", thumbprint(certificate)],
        "SHA-256 with colons": [f"SHA-256 fingerprint: {certificate.fingerprint(hashes.SHA256()).hex(':').upper()}"],
        "serial number": [f"Serial number: {certificate.serial_number:x}"],
        "expiry": [f"Expires {certificate.not_valid_after_utc:%m/%d/%Y}"],
        "own name": ["IdP certificate 1"],
        "nothing": [],
    }
    return facts[fact]


def _shown(world: World, account: Account) -> dict[str, object]:
    idp = account.idp
    if idp is None:
        return {"configured": False, "nameid_format": NAMEID_FORMAT}
    return {
        "configured": True,
        "sso_url": idp.sso_url,
        "nameid_format": NAMEID_FORMAT,
        "certificate_shown": described(idp, world.ooma.certificate),
        "email_claim": idp.email_claim,
        **{key: idp.other.get(key, "") for key in OPTIONAL},
        "sign_request": idp.sign_request,
        "enabled": idp.enabled,
    }


@operation("ooma.idp.read", slow=True)
async def read(request: Request) -> Response:
    """What is stored; of the certificate what the portal shows."""
    return success(_shown(world_of(request), account_of(request)))


@operation("ooma.idp.endpoints", slow=True)
async def endpoints(request: Request) -> Response:
    """Callback URL (ACS) and Issuer of the account. The tab asks for them after it was drawn."""
    world, account = world_of(request), account_of(request)
    return success({"acs_url": acs_url(world, account), "issuer": issuer(world, account)})


@operation("ooma.idp.save", slow=True)
async def save(request: Request) -> Response:
    """Store what the dialog holds; refuse missing fields, wrong URLs and files that are no certificate."""
    account = account_of(request)
    body = await sent(request)
    wrong = _wrong_fields(body)
    upload = None
    try:
        upload = _uploaded(body)
    except NotACertificateError as error:
        wrong["certificate"] = str(error)
    held = account.idp
    if upload is None and (held is None or body.get("certificate") != "keep"):
        wrong.setdefault("certificate", REQUIRED)
    if wrong:
        return failure(400, "validation error", fields=wrong)

    if upload is not None:
        name, certificate = upload
    else:
        assert held is not None  # noqa: S101 - checked above
        name, certificate = held.certificate_name, held.certificate
    new = IdentityProvider(
        sso_url=text_of(body, "sso_url"),
        certificate=certificate,
        certificate_name=name,
        email_claim=text_of(body, "email_claim"),
        other={key: text_of(body, key) for key in OPTIONAL},
        sign_request=held.sign_request if held else False,
        enabled=held.enabled if held else False,
    )

    def store() -> None:
        account.idp = new

    detail: dict[str, object] = {
        "sso_url": new.sso_url,
        "email_claim": new.email_claim,
        "certificate_name": name,
        "certificate": thumbprint(certificate),
        **new.other,
    }
    await change(request, world_of(request).customer_of(account), detail, store)
    return success({})


async def _switch(request: Request, key: str) -> Response:
    account = account_of(request)
    on = (await sent(request)).get(key) is True
    idp = account.idp
    if idp is None:
        return failure(404, "No identity provider is set up.")
    held = thumbprint(idp.certificate)

    def store() -> None:
        if key == "enabled":
            if on and not idp.enabled:
                account.enabled_with.append(held)
            account.idp = replace(idp, enabled=on)
        else:
            account.idp = replace(idp, sign_request=on)

    detail: dict[str, object] = {key: on, "certificate": held}
    await change(request, world_of(request).customer_of(account), detail, store)
    return success({key: on})


@operation("ooma.idp.enable", slow=True)
async def enable(request: Request) -> Response:
    """Switch single sign-on on or off."""
    return await _switch(request, "enabled")


@operation("ooma.idp.sign_request", slow=True)
async def sign_request(request: Request) -> Response:
    """Switch the signing of requests to the identity provider on or off."""
    return await _switch(request, "sign_request")
