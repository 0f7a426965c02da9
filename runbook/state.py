"""What was seen in both portals, as frozen values, and what is wanted."""

from dataclasses import dataclass, replace

from pydantic_core import to_jsonable_python

from pages.origins import has_address
from runbook.certificates.held import ActiveCertificate, may_be_same
from runbook.certificates.shown import read

__all__ = ["ActiveCertificate", "AzureState", "OomaState", "Seen", "Uploaded", "Wanted"]


_WORDS = 120


@dataclass(frozen=True)
class AzureState:
    """The enterprise application's SAML configuration.

    Attributes:
        saml_chosen: whether SAML is the application's single sign-on method; nothing else is known if not.
        login_url: card 4.
        identifiers, reply_urls: card 1.
        thumbprint: of the certificate on card 3, in the form in which the portal shows it; empty if it shows none.
        certificate: that certificate, if it is active and the federation metadata has it too.
        inactive: whether card 3 says that Azure doesn't sign with it.
        status, expiration: of the certificate on card 3, as the portal words them.
        offered: whether card 3 shows nothing of a certificate but that it can be downloaded.
        published: every signing certificate that the federation metadata has listed in this run, inactive ones too.
        metadata_url: where they are; card 3's App Federation Metadata Url.
        unread: why they could not be read just now; empty if they were.
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
    offered: bool = False
    published: tuple[ActiveCertificate, ...] = ()
    metadata_url: str = ""
    unread: str = ""

    @property
    def lags(self) -> bool:
        """Whether card 3 shows an active certificate that the federation metadata is not known to list."""
        is_shown = self.shows_certificate and not self.inactive
        return bool(is_shown and self.metadata_url and self.certificate is None and not self.in_doubt)

    @property
    def in_doubt(self) -> bool:
        """Whether several certificates are published, and card 3 doesn't tell which of them is active."""
        if self.certificate is not None or self.inactive or len(self.published) <= 1:
            return False
        shown = read(self.thumbprint)
        return shown is None or any(map(shown.fits, self.published))

    @property
    def shows_certificate(self) -> bool:
        """Whether card 3 shows a certificate, in whatever form."""
        return bool(self.thumbprint or self.status or self.expiration or self.offered or self.inactive)

    @property
    def certificate_words(self) -> str:
        """What card 3 shows of its certificate, for a message."""
        if not self.shows_certificate:
            return "no certificate"
        return f"the certificate {self.thumbprint}" if self.thumbprint else "a certificate without a thumbprint"

    @property
    def signs_with(self) -> str:
        """The thumbprint of the certificate on card 3 for a message: all of it where it is known; empty for none."""
        return self.certificate.thumbprint if self.certificate is not None else self.thumbprint

    def has_identifier(self, wanted: str) -> bool:
        """Whether card 1 has this identifier, to the letter."""
        return wanted in self.identifiers

    def has_reply_url(self, wanted: str) -> bool:
        """Whether card 1 has this reply URL (see `pages.origins.same_address`)."""
        return has_address(self.reply_urls, wanted)


@dataclass(frozen=True)
class OomaState:
    """The identity provider that Ooma has.

    Attributes:
        certificate_name: the name of the certificate's file; empty where Ooma shows none.
        acs_url, issuer: the two addresses that Azure needs.
        enabled: whether SSO is on.
        sign_request: whether Ooma signs its requests; None where the portal doesn't show it.
        certificate: all that Ooma shows of the certificate, line by line; empty where it shows nothing of the one that
            it has, None if it has none (or in journals that know the file's name only).
    """

    sso_url: str
    email_claim: str
    certificate_name: str
    acs_url: str
    issuer: str
    enabled: bool
    sign_request: bool | None = None
    certificate: str | None = None

    @property
    def shown(self) -> str | None:
        """All that Ooma shows of the certificate; None if it has none."""
        return self.certificate if self.certificate is not None else self.certificate_name or None

    def is_like(self, other: "OomaState | None") -> bool:
        """Whether it can be the same, read at another time: of the certificate a line may have come late."""
        if other is None or not may_be_same(self.shown, other.shown):
            return False
        return replace(self, certificate=None, certificate_name="") == replace(
            other, certificate=None, certificate_name=""
        )

    @property
    def certificate_words(self) -> str:
        """What Ooma shows of the certificate, for a message."""
        if self.shown is None:
            return "(none)"
        return self.certificate_name or ", ".join(self.shown.splitlines())[:_WORDS] or "(a certificate without a name)"


@dataclass(frozen=True)
class Uploaded:
    """A signing certificate that this very run uploaded to Ooma and saved there.

    Attributes:
        thumbprint: the certificate's, 40 hexadecimal digits in capitals.
        shown: what Ooma showed of it then. Once it shows something else, somebody has changed it.
        was_seen: whether what Ooma shows changed with it; else Ooma shows the same of every certificate.
    """

    thumbprint: str
    shown: str | None
    was_seen: bool = True


@dataclass(frozen=True)
class Seen:
    """Both portals at one time.

    Attributes:
        azure: what Azure shows.
        ooma: what Ooma shows; None while no identity provider is set up.
        uploaded: what this run uploaded to Ooma before; None if nothing.
        switched_on: whether this run switched SSO on, which is not proven yet.
    """

    azure: AzureState
    ooma: OomaState | None
    uploaded: Uploaded | None = None
    switched_on: bool = False

    def as_json(self) -> object:
        """All of it, for the journal."""
        return to_jsonable_python(self)


@dataclass(frozen=True)
class Wanted:
    """What the tenant's settings ask for."""

    email_claim: str
    replace: bool = False
