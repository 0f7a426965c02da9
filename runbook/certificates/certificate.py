"""Certificates: the placeholder of step 4, and the signing certificate of steps 8 and 9."""

import base64
import re
from dataclasses import dataclass
from datetime import datetime, timedelta

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import NameOID

from runbook.certificates.shown import contradicts, is_named
from runbook.errors import BadCertificate

PLACEHOLDER_NAME = "runbook placeholder - not for sign-on"
_PLACEHOLDER_DAYS = 30
# The one public sample of a freshly made Azure certificate has a NotBefore some minutes ahead.
_CLOCK_SKEW = timedelta(minutes=15)
# Names of signing certificates' files, and the numbers before them.
_OURS = re.compile(r"azure-signing-", re.IGNORECASE)
_NUMBERED = re.compile(r"\b(\d{1,6})-azure-signing-", re.IGNORECASE)
_PEM = re.compile(rb"-----BEGIN CERTIFICATE-----.+?-----END CERTIFICATE-----", re.DOTALL)


@dataclass(frozen=True)
class Certificate:
    """An X.509 certificate as it is uploaded.

    Attributes:
        pem: armoured text with Unix line ends.
        thumbprint: SHA-1 of the DER form, 40 hexadecimal digits in capitals, as card 3 shows it.
        sha256: SHA-256 of the DER form, 64 hexadecimal digits.
        not_before, not_after: its validity period, in UTC.
        serial: its serial number, in hexadecimal without leading zeros.
        subject: its subject's common name; empty if it has none.
        is_placeholder: whether its subject says that it is a placeholder.
    """

    pem: bytes
    thumbprint: str
    sha256: str
    not_before: datetime
    not_after: datetime
    serial: str
    subject: str
    is_placeholder: bool

    @property
    def file_name(self) -> str:
        """The name under which it is uploaded: portals may show nothing else of it, so it carries the thumbprint."""
        if self.is_placeholder:
            return f"placeholder-{self.thumbprint[:8].lower()}.cert"
        return f"azure-signing-{self.thumbprint.lower()}.cert"

    def named_beside(self, shown: str) -> str:
        """The file's name; with a number before it where a name of this kind is shown already, whole or cut short."""
        number = 1 + max((int(one) for one in _NUMBERED.findall(shown)), default=0)
        return f"{number}-{self.file_name}" if _OURS.search(shown) else self.file_name


def describe(certificate: x509.Certificate) -> Certificate:
    """What this program needs to know of a certificate."""
    names = certificate.subject.get_attributes_for_oid(NameOID.COMMON_NAME)
    return Certificate(
        pem=certificate.public_bytes(serialization.Encoding.PEM),
        thumbprint=certificate.fingerprint(hashes.SHA1()).hex().upper(),  # noqa: S303 - as card 3 shows it
        sha256=certificate.fingerprint(hashes.SHA256()).hex(),
        not_before=certificate.not_valid_before_utc,
        not_after=certificate.not_valid_after_utc,
        serial=f"{certificate.serial_number:X}",
        subject=str(names[0].value) if names else "",
        is_placeholder=any(name.value == PLACEHOLDER_NAME for name in names),
    )


def make_placeholder(now: datetime) -> Certificate:
    """A self-signed RSA 2048 certificate whose key is forgotten at once (guide, step 4)."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, PLACEHOLDER_NAME)])
    built = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(minutes=5))
        .not_valid_after(now + timedelta(days=_PLACEHOLDER_DAYS))
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    return describe(built)


def parse(content: bytes) -> Certificate:
    """Read a downloaded certificate: PEM or DER, with whatever line ends, with or without a byte-order mark.

    Raises:
        BadCertificate: it is something else, or holds several certificates.
    """
    text = content.removeprefix(b"\xef\xbb\xbf").strip()
    if not text:
        raise BadCertificate("the downloaded certificate is empty")
    blocks = _PEM.findall(text.replace(b"\r\n", b"\n"))
    if len(blocks) > 1:
        raise BadCertificate(f"the downloaded file holds {len(blocks)} certificates instead of one")
    try:
        if blocks:
            return describe(x509.load_pem_x509_certificate(blocks[0]))
        # The DER form is not a text: its last byte may look like white space.
        return describe(x509.load_der_x509_certificate(content))
    except ValueError:
        kind = "a web page" if text[:1] == b"<" else "something else"
        raise BadCertificate(f"the downloaded file is no certificate but {kind}") from None


def parse_base64(text: str) -> Certificate:
    """Read a certificate as federation metadata holds it: the DER form in base64.

    Raises:
        BadCertificate: it is something else.
    """
    try:
        return describe(x509.load_der_x509_certificate(base64.b64decode("".join(text.split()), validate=True)))
    except ValueError:
        raise BadCertificate("the federation metadata holds something that is no certificate") from None


def check_signing(certificate: Certificate, *, shown: str, published: frozenset[str], now: datetime) -> None:
    """Accept a downloaded certificate as the one that Azure signs with, or refuse it.

    Args:
        certificate: what was downloaded.
        shown: the thumbprint on card 3, in whatever form.
        published: the thumbprints in the application's federation metadata.
        now: the present time, in UTC.

    Raises:
        BadCertificate: says what is wrong with it.
    """
    if certificate.is_placeholder:
        raise BadCertificate("the downloaded certificate is the placeholder itself")
    if not shown or contradicts(shown, certificate):
        raise BadCertificate(
            f"the downloaded certificate has the thumbprint {certificate.thumbprint},"
            f" but card 3 shows {shown or 'none'}"
        )
    if certificate.thumbprint not in published:
        raise BadCertificate(
            f"the downloaded certificate ({certificate.thumbprint}) is not in the application's federation metadata"
        )
    if not is_named(shown, certificate) and len(published) > 1:
        raise BadCertificate(
            f"card 3 shows the thumbprint '{shown}', which doesn't tell which of the {len(published)} published"
            f" certificates it is; the downloaded one is {certificate.thumbprint}"
        )
    if certificate.not_after <= now:
        raise BadCertificate(f"the signing certificate expired on {certificate.not_after:%Y-%m-%d}")
    if certificate.not_before > now + _CLOCK_SKEW:
        raise BadCertificate(f"the signing certificate is not valid before {certificate.not_before:%Y-%m-%d %H:%M} UTC")
