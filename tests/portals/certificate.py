"""The certificates that the portals make, take and show."""

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa


@dataclass(frozen=True)
class Certificate:
    """An X.509 certificate as the portals show it."""

    pem: str

    @property
    def x509(self) -> x509.Certificate:
        """The parsed certificate."""
        return x509.load_pem_x509_certificate(self.pem.encode())

    @property
    def der(self) -> bytes:
        """Its bytes."""
        return self.x509.public_bytes(serialization.Encoding.DER)

    @property
    def thumbprint(self) -> str:
        """SHA-1 in upper case hex, as card 3 shows it."""
        return hashlib.sha1(self.der, usedforsecurity=False).hexdigest().upper()

    @property
    def facts(self) -> dict[str, str]:
        """What a portal can tell of it."""
        return {
            "subject": self.x509.subject.rfc4514_string(),
            "sha1": self.thumbprint,
            "sha256": hashlib.sha256(self.der).hexdigest().upper(),
            "serial": f"{self.x509.serial_number:X}",
            "starts": self.x509.not_valid_before_utc.date().isoformat(),
            "expires": self.x509.not_valid_after_utc.date().isoformat(),
        }

    @classmethod
    def for_signing(cls, starts_in: timedelta) -> "Certificate":
        """A new signing certificate: three years, self-signed, no extensions."""
        key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        name = x509.Name.from_rfc4514_string("CN=Microsoft Azure Federated SSO Certificate")
        start = datetime.now(UTC).replace(microsecond=0) + starts_in
        unsigned = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
        dated = unsigned.not_valid_before(start).not_valid_after(start + timedelta(days=3 * 365))
        signed = dated.serial_number(x509.random_serial_number()).sign(key, hashes.SHA256())
        return cls(signed.public_bytes(serialization.Encoding.PEM).decode())
