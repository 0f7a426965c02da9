"""What was seen in both portals, as frozen values, and what is wanted."""

from dataclasses import dataclass
from datetime import datetime

from pydantic_core import to_jsonable_python

from runbook.certificates.certificate import PLACEHOLDER_NAME, thumbprint_of_file

__all__ = ["PLACEHOLDER_NAME", "ActiveCertificate", "AzureState", "OomaState", "Seen", "Wanted"]


@dataclass(frozen=True)
class ActiveCertificate:
    """Azure's active signing certificate, as card 3 and the federation metadata agree on it."""

    thumbprint: str
    sha256: str
    not_after: datetime


@dataclass(frozen=True)
class AzureState:
    """The enterprise application's SAML configuration.

    Attributes:
        saml_chosen: whether SAML is the application's single sign-on method; nothing else is known if not.
        login_url: card 4.
        identifiers, reply_urls: card 1.
        thumbprint: of the certificate on card 3; empty while there is none.
        certificate: that certificate, if it is active and the federation metadata has it too.
        inactive: whether card 3 says that Azure doesn't sign with it.
        status, expiration: of the certificate on card 3, as the portal words them.
        published: every signing certificate in the federation metadata.
    """

    saml_chosen: bool = True
    login_url: str = ""
    identifiers: tuple[str, ...] = ()
    reply_urls: tuple[str, ...] = ()
    thumbprint: str = ""
    certificate: ActiveCertificate | None = None
    inactive: bool = False
    status: str = ""
    expiration: str = ""
    published: tuple[ActiveCertificate, ...] = ()


@dataclass(frozen=True)
class OomaState:
    """The identity provider that Ooma has.

    Attributes:
        certificate_name: the file name that the dialog shows; all that Ooma tells of the certificate.
        acs_url, issuer: the two addresses that Azure needs.
        enabled: whether SSO is on.
        sign_request: whether Ooma signs its requests; None where the portal doesn't show it.
    """

    sso_url: str
    email_claim: str
    certificate_name: str
    acs_url: str
    issuer: str
    enabled: bool
    sign_request: bool | None = None

    @property
    def thumbprint(self) -> str:
        """The thumbprint that the certificate's file name carries; empty for a name that isn't ours."""
        return thumbprint_of_file(self.certificate_name)


@dataclass(frozen=True)
class Seen:
    """Both portals at one time; `ooma` is None while no identity provider is set up."""

    azure: AzureState
    ooma: OomaState | None

    def as_json(self) -> object:
        """All of it, for the journal."""
        return to_jsonable_python(self)


@dataclass(frozen=True)
class Wanted:
    """What the tenant's settings ask for."""

    email_claim: str
    replace: bool = False
