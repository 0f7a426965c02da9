"""Token signing certificates of card 3: what they look like, and when they come into being.

Written from public facts; nothing here was captured from a live portal. Public accounts differ about the
moment at which a certificate appears, so `Options.certificate` chooses.
"""

import base64
from datetime import datetime, timedelta
from functools import cache

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID

from recordings.azure.state import Application, SigningCertificate
from recordings.world import World

SUBJECT = "Microsoft Azure Federated SSO Certificate"
VALID_YEARS = 3

# Making a key takes a noticeable moment, so that many tenants share a few; certificates are never shared.
_KEYS = 8
_keys_taken = 0


@cache
def _key(_number: int) -> RSAPrivateKey:
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


def _next_key() -> RSAPrivateKey:
    global _keys_taken  # noqa: PLW0603 - one pool a process
    _keys_taken += 1
    return _key(_keys_taken % _KEYS)


def years_after(moment: datetime, years: int) -> datetime:
    """The same day of a later year; 28 February instead of 29."""
    try:
        return moment.replace(year=moment.year + years)
    except ValueError:
        return moment.replace(year=moment.year + years, day=28)


def make_certificate(world: World, *, active: bool) -> SigningCertificate:
    """A new self-signed certificate, valid for three years, without any extension."""
    key = _next_key()
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, SUBJECT)])
    now = world.now().replace(microsecond=0)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now + timedelta(seconds=world.azure.not_before_seconds))
        .not_valid_after(years_after(now, VALID_YEARS))
        .sign(key, hashes.SHA256())
    )
    return SigningCertificate(certificate, key, active, world.now())


def provide(world: World, application: Application) -> None:
    """Make the certificate that the application has had from the start, where it has one."""
    early = application.established or (
        world.options.certificate == "replaced" and not application.complete and not application.shown_before
    )
    if early and not application.certificates:
        application.certificates.append(make_certificate(world, active=True))


def after_save(world: World, application: Application, *, was_complete: bool) -> None:
    """What saving card 1 does to the certificates; a blade that is open doesn't show it."""
    if was_complete or not application.complete:
        return
    due = {"first-save": not application.certificates, "replaced": True, "new-certificate": False}
    if due[world.options.certificate]:
        application.shown_before = application.certificates
        application.certificates = [make_certificate(world, active=True)]
        application.visible_from = world.now() + timedelta(seconds=world.azure.certificate_seconds)


def visible(world: World, application: Application) -> list[SigningCertificate]:
    """The certificates that a blade shows if it is loaded now."""
    provide(world, application)
    if application.visible_from is not None and world.now() < application.visible_from:
        return application.shown_before
    return application.certificates


def published(world: World, application: Application) -> list[SigningCertificate]:
    """The certificates that the federation metadata can list by now."""
    provide(world, application)
    latest = world.now() - timedelta(seconds=world.azure.metadata_seconds)
    return [one for one in application.certificates if one.made_at is None or one.made_at <= latest]


def pem(certificate: SigningCertificate) -> bytes:
    """The 'Base64' and 'PEM' downloads."""
    return certificate.certificate.public_bytes(Encoding.PEM)


def der(certificate: SigningCertificate) -> bytes:
    """The 'Raw' download."""
    return certificate.certificate.public_bytes(Encoding.DER)


def bare(certificate: SigningCertificate) -> str:
    """Base64 without armour or line ends, as XML documents carry it."""
    return base64.b64encode(der(certificate)).decode()


@cache
def shared_certificate(_directory: object) -> str:
    """A directory's own key, which signs for applications that have none; not an application's."""
    key = _key(-1)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "accounts.accesscontrol.windows.net")])
    now = World.now()
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=30))
        .not_valid_after(years_after(now, 5))
        .sign(key, hashes.SHA256())
    )
    return base64.b64encode(certificate.public_bytes(Encoding.DER)).decode()
