"""The Azure portal's SAML page of one enterprise application. See pages/README.md."""

from typing import Final

from pages.azure import words
from pages.azure.cards import AzureCertificate
from pages.azure.certificate_list import CertificateList
from pages.azure.page import SamlBlade
from pages.azure.panel_basic import BasicSamlPanel
from pages.azure.panel_certificates import CertificatesPanel
from pages.azure.panel_test import SignOnTest
from pages.azure.routes import AzureTarget
from pages.azure.shell import AzurePortal

AZURE: Final = "Azure"
"""The portal's name, in messages and evidence."""

__all__ = [
    "AZURE",
    "AzureCertificate",
    "AzurePortal",
    "AzureTarget",
    "BasicSamlPanel",
    "CertificateList",
    "CertificatesPanel",
    "SamlBlade",
    "SignOnTest",
    "words",
]
