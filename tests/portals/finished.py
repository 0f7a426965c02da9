"""What a finished integration is, by the model of the portals: what counts is what they hold in the end."""

from dataclasses import dataclass
from typing import Self

from tests.portals.model import Idp, Portals

EMAIL_CLAIM = "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/emailaddress"


@dataclass(frozen=True)
class Before:
    """What an application had before anybody came, and keeps."""

    identifiers: tuple[str, ...]
    reply_urls: tuple[str, ...]

    @classmethod
    def of(cls, portals: Portals) -> Self:
        """What it has now."""
        return cls(tuple(portals.azure.identifiers), tuple(portals.azure.reply_urls))


def unfinished(portals: Portals, before: Before) -> list[str]:
    """What is missing or wrong; nothing if the integration is complete and nothing of before is lost.

    It is also wrong if it was ever live with another certificate than Azure's.
    """
    idp = portals.ooma.idp
    missing = _wrong_in_azure(portals, before) + misplaced(portals)
    if idp is None:
        return [*missing, "Ooma has no identity provider"]
    return missing + _wrong_in_ooma(portals, idp)


def misplaced(portals: Portals) -> list[str]:
    """The writes that are not the customer's."""
    own = {f"{portals.azure.directory}/{portals.azure.name}", portals.ooma.name}
    return [f"{one.portal} {one.action} was written in {one.where}" for one in portals.writes if one.where not in own]


def _wrong_in_azure(portals: Portals, before: Before) -> list[str]:
    azure, ooma = portals.azure, portals.ooma
    certificate = azure.certificate
    checks = {
        "Azure has no certificate": certificate is not None,
        "Azure does not show its certificate yet": certificate == azure.shown_certificate,
        f"identifiers are {azure.identifiers}": azure.identifiers == [*before.identifiers, ooma.issuer],
        f"reply URLs are {azure.reply_urls}": azure.reply_urls == [*before.reply_urls, ooma.acs_url],
        # What was the default of the application before stays its default.
        f"the default identifier is {azure.default_identifier}": [azure.default_identifier] == azure.identifiers[:1],
        f"the default reply URL is {azure.default_reply_url}": [azure.default_reply_url] == azure.reply_urls[:1],
    }
    return [said for said, right in checks.items() if not right]


def _wrong_in_ooma(portals: Portals, idp: Idp) -> list[str]:
    certificate = portals.azure.certificate
    known = [certificate.thumbprint] if certificate is not None else []
    pem = certificate.pem.strip() if certificate is not None else ""
    checks = {
        f"SSO URL is {idp['sso_url']}": idp["sso_url"] == portals.login_url(portals.directory),
        f"Email Claim is {idp['email_claim']}": idp["email_claim"] == EMAIL_CLAIM,
        f"Ooma has another certificate, {idp['certificate_name']}": idp["certificate"].strip() == pem,
        "SSO is off": idp["enabled"],
        f"SSO was switched on with {idp['enabled_with']}": idp["enabled_with"] == known,
    }
    return [said for said, right in checks.items() if not right]
