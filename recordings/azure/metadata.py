"""The federation metadata of a directory or of one of its applications.

Written from public facts; nothing here was captured from a live portal.
"""

import uuid

from lxml import etree

from recordings.azure.certificates import bare, published, shared_certificate
from recordings.azure.saml import entra_identifier, login_url
from recordings.azure.state import Application, Directory
from recordings.world import World

_SAMLP = "urn:oasis:names:tc:SAML:2.0:protocol"
_METADATA = "urn:oasis:names:tc:SAML:2.0:metadata"
_DSIG = "http://www.w3.org/2000/09/xmldsig#"
_FED = "http://docs.oasis-open.org/wsfed/federation/200706"
_XSI = "http://www.w3.org/2001/XMLSchema-instance"


def metadata_url(world: World, directory: Directory, application: Application) -> str:
    """Card 3's App Federation Metadata Url."""
    path = "federationmetadata/2007-06/federationmetadata.xml"
    return f"{world.origins.login}/{directory.id}/{path}?appid={application.app_id}"


def federation_metadata(world: World, directory: Directory, application: Application | None) -> bytes:
    """The federation metadata document, with its byte-order mark.

    An application's lists each of its signing certificates, inactive ones too: by design, as Microsoft says in
    MicrosoftDocs/azure-docs. Nobody says that the active one comes first, so here they are ordered by thumbprint.

    Without an application it lists the directory's shared key, with which no application's responses verify.
    """
    keys = [shared_certificate(directory)]
    if application is not None:
        listed = sorted(published(world, application), key=lambda one: one.thumbprint)
        keys = [bare(one) for one in listed] or keys
    root = etree.Element(
        f"{{{_METADATA}}}EntityDescriptor",
        {"ID": f"_{uuid.uuid4()}", "entityID": entra_identifier(directory)},
        nsmap={None: _METADATA},
    )
    protocols = {
        "RoleDescriptor": _FED,
        "IDPSSODescriptor": _SAMLP,
    }
    address = login_url(world, directory)
    for tag, protocol in protocols.items():
        descriptor = etree.SubElement(
            root, f"{{{_METADATA}}}{tag}", {"protocolSupportEnumeration": protocol}, nsmap={"fed": _FED}
        )
        if tag == "RoleDescriptor":
            descriptor.set(f"{{{_XSI}}}type", "fed:SecurityTokenServiceType")
        for key in keys:
            use = etree.SubElement(descriptor, f"{{{_METADATA}}}KeyDescriptor", {"use": "signing"})
            info = etree.SubElement(use, f"{{{_DSIG}}}KeyInfo", nsmap={None: _DSIG})
            data = etree.SubElement(info, f"{{{_DSIG}}}X509Data")
            etree.SubElement(data, f"{{{_DSIG}}}X509Certificate").text = key
        if tag == "IDPSSODescriptor":
            for service, binding in (
                ("SingleLogoutService", "HTTP-Redirect"),
                ("SingleSignOnService", "HTTP-Redirect"),
                ("SingleSignOnService", "HTTP-POST"),
            ):
                name = f"urn:oasis:names:tc:SAML:2.0:bindings:{binding}"
                etree.SubElement(descriptor, f"{{{_METADATA}}}{service}", {"Binding": name, "Location": address})
    document: bytes = etree.tostring(root, xml_declaration=True, encoding="utf-8")
    return b"\xef\xbb\xbf" + document
