"""The Ooma stand-in as a SAML service provider, by python3-saml: requests out, responses in.

Written from public facts; the shapes of Callback URL and Issuer are guesses.
"""

import base64
import binascii
from datetime import timedelta
from functools import cache
from typing import Literal
from urllib.parse import urlsplit

import xmlsec
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID
from onelogin.saml2.auth import OneLogin_Saml2_Auth
from onelogin.saml2.errors import OneLogin_Saml2_Error, OneLogin_Saml2_ValidationError
from onelogin.saml2.response import OneLogin_Saml2_Response
from onelogin.saml2.settings import OneLogin_Saml2_Settings
from onelogin.saml2.xml_utils import OneLogin_Saml2_XML

from recordings.ooma.state import Account, IdentityProvider
from recordings.world import World

Refusal = Literal["not set up", "unreadable", "signature", "response", "no email", "unknown user"]

_SIGNATURE_CODES = {
    OneLogin_Saml2_ValidationError.INVALID_SIGNATURE,
    OneLogin_Saml2_ValidationError.NO_SIGNATURE_FOUND,
    OneLogin_Saml2_ValidationError.NO_SIGNED_ASSERTION,
}
_ISSUERS = "/samlp:Response/saml:Issuer"
_REDIRECT = "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect"
_POST = "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST"


class SignOnRefusedError(Exception):
    """A SAML sign-on that the service provider doesn't accept.

    Attributes:
        reason: the kind of refusal; the message says more.
    """

    def __init__(self, reason: Refusal, message: str) -> None:
        super().__init__(message)
        self.reason = reason


def issuer(world: World, account: Account) -> str:
    """The account's 'Issuer': entity id of the service provider, and audience of responses."""
    return f"{world.origins.ooma}/sso/{account.id}"


def acs_url(world: World, account: Account) -> str:
    """The account's 'Callback URL (ACS)', to which responses are posted."""
    return f"{world.origins.ooma}/sso/{account.id}/acs"


@cache
def _sp_key() -> tuple[str, str]:
    """Key and certificate with which requests are signed; made when first needed, never stored."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Ooma stand-in")])
    now = World.now()
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=365))
        .sign(key, hashes.SHA256())
    )
    private = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()
    return private, certificate.public_bytes(Encoding.PEM).decode()


def _settings(
    world: World, account: Account, idp: IdentityProvider, *, idp_entity_id: str, sign: bool = False
) -> OneLogin_Saml2_Settings:
    service: dict[str, object] = {
        "entityId": issuer(world, account),
        "assertionConsumerService": {"url": acs_url(world, account), "binding": _POST},
        "NameIDFormat": "urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress",
    }
    if sign:
        service["privateKey"], service["x509cert"] = _sp_key()
    return OneLogin_Saml2_Settings(
        {
            "strict": True,
            "debug": False,
            "sp": service,
            "idp": {
                "entityId": idp_entity_id,
                "singleSignOnService": {"url": idp.sso_url, "binding": _REDIRECT},
                "x509cert": idp.certificate.public_bytes(Encoding.PEM).decode(),
            },
            "security": {
                "wantAssertionsSigned": True,
                "authnRequestsSigned": sign,
                "signatureAlgorithm": "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256",
                # The identity provider decides how people sign in (Azure answers 75011 to a mismatch).
                "requestedAuthnContext": False,
            },
        }
    )


def _request_data(url: str) -> dict[str, object]:
    """What python3-saml must know of an HTTP request that came to this address."""
    parts = urlsplit(url)
    https = "on" if parts.scheme == "https" else "off"
    return {"https": https, "http_host": parts.netloc, "script_name": parts.path, "get_data": {}}


def _issuer_of(saml_response: str) -> str:
    """The identity provider that the response says it comes from; not proven by itself."""
    document = OneLogin_Saml2_XML.to_etree(base64.b64decode(saml_response))
    found = OneLogin_Saml2_XML.query(document, _ISSUERS + "|/samlp:Response/saml:Assertion/saml:Issuer")
    return str(found[0].text) if found else ""


def _validated(world: World, account: Account, idp: IdentityProvider, saml_response: str) -> OneLogin_Saml2_Response:
    # Without a configured entity id the identity provider is known by its certificate alone: whatever
    # issuer the response names is expected, and the signature must still be the certificate's.
    entity_id = idp.other.get("idp_entity_id") or _issuer_of(saml_response)
    settings = _settings(world, account, idp, idp_entity_id=entity_id)
    response = OneLogin_Saml2_Response(settings, saml_response)
    request_id = response.get_in_response_to()
    requests = world.ooma_sessions.requests
    if request_id is not None and requests.get(request_id) != account.id:
        raise SignOnRefusedError("response", f"InResponseTo {request_id} is no request of this account")
    response.is_valid(_request_data(acs_url(world, account)), request_id, raise_exceptions=True)
    if issuer(world, account) not in response.get_audiences():
        # python3-saml lets a response without any audience pass.
        raise SignOnRefusedError("response", "The response names no audience")
    requests.pop(request_id or "", None)
    return response


def check_sign_on(world: World, account: Account, saml_response: str) -> str:
    """Validate a SAML response as if it were posted to the account's Callback URL.

    It is checked whether or not single sign-on is enabled.

    Args:
        world: where the account is.
        account: whose identity provider is meant.
        saml_response: the form field `SAMLResponse`, base64.

    Returns:
        The e-mail address of the person who signed on.

    Raises:
        SignOnRefusedError: why it isn't accepted.
    """
    idp = account.idp
    if idp is None:
        raise SignOnRefusedError("not set up", "No identity provider is set up for this account")
    try:
        response = _validated(world, account, idp, saml_response)
        attributes: dict[str, list[str]] = response.get_attributes()
    except OneLogin_Saml2_ValidationError as error:
        reason: Refusal = "signature" if error.code in _SIGNATURE_CODES else "response"
        raise SignOnRefusedError(reason, str(error)) from error
    except (OneLogin_Saml2_Error, xmlsec.Error) as error:
        raise SignOnRefusedError("response", str(error)) from error
    except (binascii.Error, SyntaxError, ValueError) as error:
        raise SignOnRefusedError("unreadable", "This is not a SAML response") from error
    email = next(iter(attributes.get(idp.email_claim, [])), "").strip()
    if not email:
        raise SignOnRefusedError("no email", f"The response carries no value for {idp.email_claim}")
    if email.lower() not in {known.lower() for known in account.emails}:
        raise SignOnRefusedError("unknown user", f"{email} is not a user of this account")
    return email


def start_sign_on(world: World, account: Account) -> str:
    """Where to send the browser to sign on: the SSO URL with a SAML request.

    Raises:
        SignOnRefusedError: no identity provider is set up.
    """
    idp = account.idp
    if idp is None:
        raise SignOnRefusedError("not set up", "No identity provider is set up for this account")
    # python3-saml wants some entity id; requests don't carry it.
    entity_id = idp.other.get("idp_entity_id") or idp.sso_url
    settings = _settings(world, account, idp, idp_entity_id=entity_id, sign=idp.sign_request)
    auth = OneLogin_Saml2_Auth(_request_data(acs_url(world, account)), settings)
    address = auth.login(return_to=world.origins.ooma)
    world.ooma_sessions.requests[auth.get_last_request_id()] = account.id
    return str(address)


def metadata(world: World, account: Account) -> bytes:
    """The service provider's SAML metadata, with the certificate that verifies signed requests.

    Raises:
        SignOnRefusedError: no identity provider is set up.
    """
    idp = account.idp
    if idp is None:
        raise SignOnRefusedError("not set up", "No identity provider is set up for this account")
    settings = _settings(world, account, idp, idp_entity_id=idp.sso_url, sign=idp.sign_request)
    document = settings.get_sp_metadata()
    return document if isinstance(document, bytes) else str(document).encode()
