"""What Azure AD publishes for anybody to read: a tenant's id, and an application's federation metadata."""

import json
import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from urllib.parse import parse_qsl, quote, urlsplit
from xml.etree import ElementTree as ET

from playwright.async_api import APIRequestContext
from playwright.async_api import Error as PlaywrightError

from pages.azure import AZURE
from pages.errors import Unreachable
from pages.origins import origin
from runbook.certificates.certificate import Certificate, parse_base64
from runbook.errors import BadCertificate, RunbookError

_GUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
_NAMESPACES = {
    "md": "urn:oasis:names:tc:SAML:2.0:metadata",
    "ds": "http://www.w3.org/2000/09/xmldsig#",
}
_LARGEST = 2_000_000


@dataclass(frozen=True)
class Answer:
    """An HTTP answer."""

    status: int
    body: bytes


# Fetches an address without cookies and without following redirects.
Fetch = Callable[[str], Awaitable[Answer]]


def fetcher(requests: APIRequestContext, timeout: float) -> Fetch:
    """Get public documents; a redirect is not followed, so that the address asked is the one that answers.

    A connection that the server closes just as it is used again says nothing about the server, so the request is sent
    once more (RFC 9110, section 9.2.2); Playwright does so after that error and no other.
    """

    async def fetch(url: str) -> Answer:
        try:
            response = await requests.get(url, max_redirects=0, max_retries=1, timeout=timeout * 1000)
            return Answer(response.status, await response.body())
        except PlaywrightError as error:
            reason = error.message.splitlines()[0]
            raise Unreachable(f"{url.split('?', maxsplit=1)[0]} could not be read: {reason}", portal=AZURE) from None

    return fetch


# With these Microsoft answers for a domain that belongs to no directory.
_NO_SUCH_DIRECTORY = (400, 404)


class MetadataError(RunbookError):
    """The federation metadata can't be had, or can't be read."""

    code = "metadata"
    hint = "Check {azure_login_url} and the network, then run again."


class NotServed(MetadataError):
    """The federation metadata is not there now, which can pass."""


class MetadataLag(RunbookError):
    """Card 3 shows a signing certificate that Microsoft has not published yet."""

    code = "metadata-lag"
    hint = (
        "Run again in a few minutes; nothing else needs to be done. What is already configured is found and left alone."
    )


# Where a document that was just made is not yet known, where too much is asked for, and where a server is ill.
_PASSING = (404, 429, *range(500, 600))


async def directory_id(fetch: Fetch, login_url: str, tenant: str) -> str:
    """The id of a directory by its domain, from Microsoft's OpenID discovery document.

    Returns:
        The id in small letters; empty if the document doesn't tell (then the pages have to).
    """
    answer = await fetch(f"{login_url}/{quote(tenant)}/v2.0/.well-known/openid-configuration")
    if answer.status in _NO_SUCH_DIRECTORY:
        return ""
    if answer.status != 200:  # noqa: PLR2004 - HTTP OK
        raise Unreachable(f"{login_url} doesn't tell which directory {tenant} is: HTTP {answer.status}", portal=AZURE)
    try:
        issuer = str(json.loads(answer.body)["issuer"])
    except (ValueError, KeyError, TypeError):
        return ""
    match = _GUID.search(issuer)
    return match.group(0).lower() if match else ""


async def published_certificates(fetch: Fetch, login_url: str, metadata_url: str) -> tuple[Certificate, ...]:
    """The signing certificates in an application's federation metadata; several while one replaces another.

    Args:
        fetch: how to get an address.
        login_url: origin of Microsoft's sign-in pages, the only one that is asked.
        metadata_url: card 3's App Federation Metadata Url, which names the application (``appid``).

    Raises:
        NotServed: there are none now; later there may be.
        MetadataError: the address is elsewhere, or doesn't answer with metadata.
        Unreachable: it doesn't answer.
    """
    if origin(metadata_url) != login_url:
        raise MetadataError(f"card 3's metadata address is at {origin(metadata_url)}, not at {login_url}")
    if not any(
        name.lower() == "appid" and _GUID.fullmatch(value) for name, value in parse_qsl(urlsplit(metadata_url).query)
    ):
        raise MetadataError("card 3's metadata address names no application, so it would list the tenant's shared keys")
    answer = await fetch(metadata_url)
    if answer.status in _PASSING:
        raise NotServed(f"the federation metadata can't be read: HTTP {answer.status}")
    if answer.status != 200:  # noqa: PLR2004 - HTTP OK
        raise MetadataError(f"the federation metadata can't be read: HTTP {answer.status}")
    return certificates_in(answer.body)


class _Plain(ET.TreeBuilder):
    """Refuses a document type as soon as it begins: there XML can hide harm, and metadata has none."""

    def doctype(self, *_: str | None) -> None:
        """Is called where a document type begins, in whatever encoding."""
        raise MetadataError("the federation metadata is not a plain metadata document")


def certificates_in(metadata: bytes) -> tuple[Certificate, ...]:
    """The signing certificates of the identity provider in a federation metadata document.

    Raises:
        MetadataError: it is no such document.
    """
    if len(metadata) > _LARGEST:
        raise MetadataError("the federation metadata is not a plain metadata document")
    parser = ET.XMLParser(target=_Plain())  # noqa: S314 - see _Plain
    try:
        root = ET.fromstring(metadata.removeprefix(b"\xef\xbb\xbf"), parser)  # noqa: S314 - see _Plain
    except (ET.ParseError, LookupError, ValueError):
        # The latter two come of an encoding that there is not.
        raise MetadataError("the federation metadata is not XML") from None
    found = root.iterfind(".//md:IDPSSODescriptor/md:KeyDescriptor[@use='signing']//ds:X509Certificate", _NAMESPACES)
    try:
        return tuple(parse_base64(element.text or "") for element in found)
    except BadCertificate as error:
        raise MetadataError(error.message) from None
