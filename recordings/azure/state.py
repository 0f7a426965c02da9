"""State of the Azure stand-in: directories, their users and enterprise applications.

Written from public facts; nothing here was captured from a live portal.
"""

import base64
import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal
from uuid import UUID, uuid4

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.x509 import Certificate


@dataclass(eq=False)
class AzureUser:
    """Somebody who signs in to Microsoft.

    Attributes:
        totp_secret: empty if no code is ever asked for.
        push: whether the second factor is a push notification by default; nobody ever approves it.
        trouble: what the sign-in pages say after the password, instead of letting the user in.
        role: whether the user may configure applications.
        assigned: whether the user is assigned to the application (card 5's test needs it).
        asked_to_stay: whether 'Stay signed in?' still comes; its check box ends that.
        password_attempts: how often a password was sent for this user, right or wrong.
        code_attempts: how often a one-time code was sent.
        rejected_attempts: how many of those passwords and codes were refused.
        used_codes: one-time codes that were already taken; each is taken once.
    """

    upn: str
    display_name: str
    mail: str
    password: str
    object_id: UUID = field(default_factory=uuid4)
    totp_secret: str = ""
    push: bool = False
    trouble: Literal["", "locked", "conditional access", "more information", "disabled"] = ""
    role: bool = True
    assigned: bool = True
    asked_to_stay: bool = True
    password_attempts: int = 0
    code_attempts: int = 0
    rejected_attempts: int = 0
    used_codes: set[str] = field(default_factory=set)


@dataclass
class Address:
    """An identifier or reply URL of card 1."""

    value: str
    default: bool = False


@dataclass(eq=False)
class SigningCertificate:
    """A token signing certificate of card 3, with its key.

    Attributes:
        made_at: None for long ago.
    """

    certificate: Certificate
    key: RSAPrivateKey
    active: bool
    made_at: datetime | None = None

    @property
    def thumbprint(self) -> str:
        """SHA-1 of the certificate: 40 capital hexadecimal digits, as card 3 shows it."""
        return self.certificate.fingerprint(hashes.SHA1()).hex().upper()  # noqa: S303 - the portal's own


@dataclass(eq=False)
class Application:
    """An enterprise application (a service principal) and its SAML configuration.

    Attributes:
        saml: whether SAML was chosen; until then the blade shows tiles to choose from.
        established: set up long ago by somebody else; it has its certificate from the start.
        certificates: those that exist; see `recordings.azure.certificates` for when they come into being.
        visible_from: the certificates become visible to a blade that was loaded after this moment.
        shown_before: what a blade shows until then.
    """

    name: str
    object_id: UUID
    app_id: UUID
    identifiers: list[Address] = field(default_factory=list)
    reply_urls: list[Address] = field(default_factory=list)
    sign_on_url: str = ""
    relay_state: str = ""
    logout_url: str = ""
    saml: bool = True
    established: bool = False
    certificates: list[SigningCertificate] = field(default_factory=list)
    visible_from: datetime | None = None
    shown_before: list[SigningCertificate] = field(default_factory=list)

    @property
    def complete(self) -> bool:
        """Whether both required fields of card 1 are set."""
        return bool(self.identifiers and self.reply_urls)

    @property
    def active_certificate(self) -> SigningCertificate | None:
        """The certificate with which responses are signed."""
        return next((one for one in self.certificates if one.active), None)


@dataclass(eq=False)
class Directory:
    """An Azure AD (Entra ID) tenant."""

    id: UUID
    name: str
    domain: str
    administrator: AzureUser
    users: list[AzureUser] = field(default_factory=list)
    guests: list[AzureUser] = field(default_factory=list)
    applications: list[Application] = field(default_factory=list)

    @property
    def application(self) -> Application:
        """The application that is meant for Ooma."""
        return next(application for application in self.applications if application.name == "Ooma")

    @property
    def plain_user(self) -> AzureUser:
        """A member who may not configure applications."""
        return next(user for user in self.users if not user.role)

    def members(self) -> Iterator[AzureUser]:
        """The directory's own people, without guests."""
        yield self.administrator
        yield from self.users


# Names that begin alike, and enough others that a list shows only some of them at once.
_ESTABLISHED = ("Adobe Creative Cloud", "Atlassian Cloud", "Box", "DocuSign", "Dropbox Business", "GitHub",
                "Ooma Office", "Salesforce", "Slack", "Zoom")  # fmt: skip
_UNTOUCHED = ("Ooma", "Ooma Enterprise Test", "Old Ooma")


def _guid(rng: random.Random) -> UUID:
    return UUID(bytes=rng.randbytes(16), version=4)


def _user(rng: random.Random, name: str, upn: str) -> AzureUser:
    letters = "abcdefghjkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789"
    return AzureUser(
        upn=upn,
        display_name=name,
        mail=upn,
        password="".join(rng.choices(letters, k=16)),
        object_id=_guid(rng),
        totp_secret=base64.b32encode(rng.randbytes(20)).decode(),
    )


def _application(rng: random.Random, name: str, domain: str) -> Application:
    application = Application(name=name, object_id=_guid(rng), app_id=_guid(rng))
    if name in _ESTABLISHED:
        host = f"{name.lower().replace(' ', '-')}.example"
        application.established = True
        application.identifiers = [Address(f"https://{host}/saml/{domain}", default=True)]
        application.reply_urls = [Address(f"https://{host}/saml/{domain}/acs", default=True)]
    return application


def make_directory(rng: random.Random, name: str, *, totp: bool, push: bool) -> Directory:
    """An untouched directory with an administrator, a plain user and several similar applications."""
    domain = f"{name.lower().replace(' ', '-')}.onmicrosoft.com"
    administrator = _user(rng, "Robin Admin", f"admin@{domain}")
    plain = _user(rng, "Sam Plain", f"sam@{domain}")
    plain.role = False
    for user in (administrator, plain):
        user.push = push and totp
        user.totp_secret = user.totp_secret if totp else ""
    names = sorted((*_ESTABLISHED, *_UNTOUCHED))
    return Directory(
        id=_guid(rng),
        name=name,
        domain=domain,
        administrator=administrator,
        users=[plain],
        applications=[_application(rng, one, domain) for one in names],
    )
