"""Certificates for tests: real ones, quickly made."""

import base64
from datetime import UTC, datetime, timedelta

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ed25519
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID

NOW = datetime(2030, 6, 1, 12, 0, tzinfo=UTC)
AZURE_NAME = "Microsoft Azure Federated SSO Certificate"


def make_certificate(
    name: str = AZURE_NAME,
    *,
    not_before: datetime = NOW - timedelta(days=1),
    not_after: datetime = NOW + timedelta(days=3 * 365),
) -> x509.Certificate:
    """A self-signed certificate with a key of its own."""
    key = ed25519.Ed25519PrivateKey.generate()
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(not_before)
        .not_valid_after(not_after)
        .sign(key, None)
    )


def pem(certificate: x509.Certificate) -> bytes:
    """The certificate in armour."""
    return certificate.public_bytes(Encoding.PEM)


def der(certificate: x509.Certificate) -> bytes:
    """The bare certificate."""
    return certificate.public_bytes(Encoding.DER)


def in_metadata(certificate: x509.Certificate) -> str:
    """The certificate as federation metadata holds it."""
    return base64.b64encode(der(certificate)).decode()
