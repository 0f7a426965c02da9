"""Microsoft's public documents, as a stand-in for the web gives them."""

from collections.abc import Sequence

from cryptography import x509

from runbook.certificates.entra import Answer
from tests.helpers.certificates import in_metadata, make_certificate

LOGIN = "https://login.example"


DIRECTORY = "6b0c1f8e-7d0a-4a55-9a51-0d1c4b7e9f10"


APP = "0f4f3bb1-7f4c-4f28-b1f5-2d8ad1c5e7a2"


ONE = make_certificate()
METADATA_URL = f"{LOGIN}/{DIRECTORY}/federationmetadata/2007-06/federationmetadata.xml?appid={APP}"


def key(certificate: x509.Certificate, use: str = "signing") -> str:
    return (
        f'<KeyDescriptor use="{use}"><KeyInfo xmlns="http://www.w3.org/2000/09/xmldsig#"><X509Data>'
        f"<X509Certificate>{in_metadata(certificate)}</X509Certificate></X509Data></KeyInfo></KeyDescriptor>"
    )


def metadata(
    *keys: str, before: str = "", role: str = "", declaration: str = '<?xml version="1.0" encoding="utf-8"?>'
) -> str:
    """A document of the shape of Azure AD's: a WS-Federation role, and the identity provider."""
    return (
        f'{declaration}{before}<EntityDescriptor xmlns="urn:oasis:names:tc:SAML:2.0:metadata"'
        f' entityID="https://sts.example/{DIRECTORY}/">{role}'
        '<IDPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol">'
        f"{''.join(keys)}"
        '<SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect"'
        f' Location="{LOGIN}/{DIRECTORY}/saml2"/></IDPSSODescriptor></EntityDescriptor>'
    )


def thumbprints(found: Sequence[object]) -> list[object]:
    return [getattr(one, "thumbprint", None) for one in found]


class Web:
    """Answers one address, and remembers what was asked."""

    def __init__(self, body: bytes | str, status: int = 200) -> None:
        self.asked: list[str] = []
        self._answer = Answer(status, body.encode() if isinstance(body, str) else body)

    async def __call__(self, url: str) -> Answer:
        self.asked.append(url)
        return self._answer
