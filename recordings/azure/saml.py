"""The Azure stand-in as a SAML identity provider: requests in, signed responses out.

Written from public facts (Microsoft's protocol documentation, one public sample response); nothing here
was captured from a live portal.
"""

import base64
import binascii
import uuid
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from lxml import etree
from signxml.algorithms import CanonicalizationMethod, DigestAlgorithm, SignatureConstructionMethod
from signxml.algorithms import SignatureMethod as Method
from signxml.signer import XMLSigner

from recordings.azure.certificates import pem, provide
from recordings.azure.state import Address, Application, AzureUser, Directory, SigningCertificate
from recordings.world import Customer, World

_SAML = "urn:oasis:names:tc:SAML:2.0:assertion"
_SAMLP = "urn:oasis:names:tc:SAML:2.0:protocol"
_DSIG = "http://www.w3.org/2000/09/xmldsig#"
_IDENTITY = "http://schemas.microsoft.com/identity/claims/"
_CLAIMS = "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/"
_METHODS = "http://schemas.microsoft.com/claims/authnmethodsreferences"
_EMAIL_FORMAT = "urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress"
_LIFETIME = timedelta(minutes=70)
_EARLIER = timedelta(minutes=5)


class SignOnError(Exception):
    """A sign-on that the identity provider stops on its own page.

    Attributes:
        code: the number after AADSTS.
    """

    def __init__(self, code: int, message: str) -> None:
        super().__init__(f"AADSTS{code}: {message}")
        self.code = code


@dataclass(frozen=True)
class AuthnRequest:
    """What matters of a service provider's request."""

    id: str
    issuer: str
    acs_url: str


def entra_identifier(directory: Directory) -> str:
    """Card 4's 'Microsoft Entra Identifier': the issuer of responses, with its trailing slash."""
    return f"https://sts.windows.net/{directory.id}/"


def login_url(world: World, directory: Directory) -> str:
    """Card 4's Login URL, and its Logout URL."""
    return f"{world.origins.login}/{directory.id}/saml2"


def read_request(saml_request: str, *, deflated: bool) -> AuthnRequest:
    """Parse a SAML request.

    Raises:
        SignOnError: it is missing or unreadable.
    """
    if not saml_request:
        raise SignOnError(750054, "SAMLRequest or SAMLResponse must be present as query string parameters.")
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    try:
        data = base64.b64decode(saml_request)
        root = etree.fromstring(zlib.decompress(data, -zlib.MAX_WBITS) if deflated else data, parser)
    except (binascii.Error, zlib.error, etree.XMLSyntaxError, ValueError) as error:
        raise SignOnError(75005, "The request is not a valid Saml2 protocol message.") from error
    if root.tag != f"{{{_SAMLP}}}AuthnRequest":
        raise SignOnError(75005, "The request is not a valid Saml2 protocol message.")
    request_id = root.get("ID", "")
    if not request_id or request_id[0].isdigit():
        raise SignOnError(7500529, f"The value '{request_id}' is not a valid SAML ID.")
    issuer = (root.findtext(f"{{{_SAML}}}Issuer") or "").strip()
    return AuthnRequest(request_id, issuer, root.get("AssertionConsumerServiceURL", ""))


def application_of(directory: Directory, request: AuthnRequest) -> Application:
    """The application that a request comes from.

    Raises:
        SignOnError: no application has this identifier, or not this reply URL.
    """
    for application in directory.applications:
        if request.issuer in {one.value for one in application.identifiers}:
            known = {one.value for one in application.reply_urls}
            if request.acs_url and request.acs_url not in known:
                raise SignOnError(
                    50011,
                    f"The reply URL '{request.acs_url}' specified in the request does not match the reply "
                    f"URLs configured for the application '{request.issuer}'.",
                )
            return application
    raise SignOnError(
        700016,
        f"Application with identifier '{request.issuer}' was not found in the directory '{directory.name}'. "
        "This can happen if the application has not been installed by the administrator of the tenant or "
        "consented to by any user in the tenant.",
    )


def default_of(addresses: list[Address]) -> str:
    """The default address, else the first; empty if there is none."""
    chosen = next((one for one in addresses if one.default), addresses[0] if addresses else None)
    return chosen.value if chosen else ""


def _stamp(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%S.") + f"{moment.microsecond // 1000:03}Z"


def _attributes(directory: Directory, user: AzureUser) -> Iterator[tuple[str, tuple[str, ...]]]:
    given, _, family = user.display_name.partition(" ")
    password = "http://schemas.microsoft.com/ws/2008/06/identity/authenticationmethod/password"
    multiple = "http://schemas.microsoft.com/claims/multipleauthn"
    yield f"{_IDENTITY}tenantid", (str(directory.id),)
    yield f"{_IDENTITY}objectidentifier", (str(user.object_id),)
    yield f"{_IDENTITY}displayname", (user.display_name,)
    yield f"{_IDENTITY}identityprovider", (entra_identifier(directory),)
    yield _METHODS, (password, multiple) if user.totp_secret else (password,)
    yield f"{_CLAIMS}givenname", (given,)
    yield f"{_CLAIMS}surname", (family,)
    if user.mail:
        # People without a mailbox have no such attribute.
        yield f"{_CLAIMS}emailaddress", (user.mail,)
    yield f"{_CLAIMS}name", (user.upn,)


def _add(parent: etree._Element, tag: str, text: str | None = None, **attributes: str) -> etree._Element:
    child = etree.SubElement(parent, f"{{{_SAML}}}{tag}", attributes)
    child.text = text
    return child


def _assertion(
    world: World,
    directory: Directory,
    application: Application,
    user: AzureUser,
    *,
    recipient: str,
    request: str,
) -> etree._Element:
    now = world.now()
    until = _stamp(now + _LIFETIME - _EARLIER)
    own_id = f"_{uuid.uuid4()}"
    assertion = etree.Element(
        f"{{{_SAML}}}Assertion",
        {"ID": own_id, "IssueInstant": _stamp(now), "Version": "2.0"},
        nsmap={None: _SAML},
    )
    _add(assertion, "Issuer", entra_identifier(directory))
    # Where the signer puts the signature: after the issuer, as the schema wants it.
    etree.SubElement(assertion, f"{{{_DSIG}}}Signature", {"Id": "placeholder"}, nsmap={None: _DSIG})
    subject = _add(assertion, "Subject")
    _add(subject, "NameID", user.upn, Format=_EMAIL_FORMAT)
    bearer = _add(subject, "SubjectConfirmation", Method="urn:oasis:names:tc:SAML:2.0:cm:bearer")
    answered = {"InResponseTo": request} if request else {}
    _add(bearer, "SubjectConfirmationData", NotOnOrAfter=until, Recipient=recipient, **answered)
    conditions = _add(assertion, "Conditions", NotBefore=_stamp(now - _EARLIER), NotOnOrAfter=until)
    _add(_add(conditions, "AudienceRestriction"), "Audience", default_of(application.identifiers))
    statement = _add(assertion, "AttributeStatement")
    for name, values in _attributes(directory, user):
        attribute = _add(statement, "Attribute", Name=name)
        for value in values:
            _add(attribute, "AttributeValue", value)
    authn = _add(assertion, "AuthnStatement", AuthnInstant=_stamp(now), SessionIndex=own_id)
    context = _add(authn, "AuthnContext")
    _add(context, "AuthnContextClassRef", "urn:oasis:names:tc:SAML:2.0:ac:classes:Password")
    return assertion


def _sign(element: etree._Element, certificate: SigningCertificate) -> etree._Element:
    signer = XMLSigner(
        method=SignatureConstructionMethod.enveloped,
        signature_algorithm=Method.RSA_SHA256,
        digest_algorithm=DigestAlgorithm.SHA256,
        c14n_algorithm=CanonicalizationMethod.EXCLUSIVE_XML_CANONICALIZATION_1_0,
    )
    signer.namespaces = {None: _DSIG}  # type: ignore[dict-item]
    reference = f"#{element.get('ID')}"
    return signer.sign(element, key=certificate.key, cert=pem(certificate).decode(), reference_uri=reference)


def respond(
    world: World,
    directory: Directory,
    application: Application,
    user: AzureUser,
    *,
    in_response_to: str | None = None,
    acs_url: str = "",
) -> tuple[str, str]:
    """Sign a user on to an application.

    Returns:
        The address to post to, and the form field `SAMLResponse`, base64.

    Raises:
        SignOnError: the user isn't assigned, or the application isn't set up.
    """
    provide(world, application)
    if not user.assigned:
        raise SignOnError(
            50105,
            f"Your administrator has configured the application {application.name} "
            f"('{application.app_id}') to block users unless they are specifically granted ('assigned') "
            f"access to the application. The signed in user '{user.upn}' is blocked because they are not.",
        )
    recipient = acs_url or default_of(application.reply_urls)
    certificate = application.active_certificate
    if not recipient or not application.identifiers:
        raise SignOnError(750056, "The application has no identifier or no reply URL.")
    if certificate is None:
        raise SignOnError(50003, "No signing key is configured.")
    request = in_response_to or ""
    assertion = _assertion(world, directory, application, user, recipient=recipient, request=request)
    attributes = {
        "ID": f"_{uuid.uuid4()}",
        "Version": "2.0",
        "IssueInstant": _stamp(world.now()),
        "Destination": recipient,
    }
    if request:
        attributes["InResponseTo"] = request
    response = etree.Element(f"{{{_SAMLP}}}Response", attributes, nsmap={"samlp": _SAMLP})
    issuer = etree.SubElement(response, f"{{{_SAML}}}Issuer", nsmap={None: _SAML})
    issuer.text = entra_identifier(directory)
    status = etree.SubElement(response, f"{{{_SAMLP}}}Status")
    success = "urn:oasis:names:tc:SAML:2.0:status:Success"
    etree.SubElement(status, f"{{{_SAMLP}}}StatusCode", {"Value": success})
    response.append(_sign(assertion, certificate))
    return recipient, base64.b64encode(etree.tostring(response)).decode()


def sign_on_response(
    world: World, customer: Customer, *, in_response_to: str | None = None, user: AzureUser | None = None
) -> str:
    """The SAML response with which a customer's directory signs its person on, without a browser.

    Args:
        world: where the customer is.
        customer: whose application for Ooma is meant.
        in_response_to: id of the request; None for a sign-on that begins at the identity provider.
        user: who signs on; the one who configures the application if None.

    Returns:
        The form field `SAMLResponse`, base64.

    Raises:
        SignOnError: the user isn't assigned, or the application isn't set up.
    """
    person = user or customer.azure_user
    application = customer.application
    return respond(world, customer.directory, application, person, in_response_to=in_response_to)[1]
