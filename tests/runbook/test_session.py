"""What a session reads of Azure: the cards, and the federation metadata that belongs to them."""

from types import SimpleNamespace
from typing import cast

import pytest

from pages.azure.cards import AzureCertificate, SamlCards
from pages.azure.page import SamlBlade
from pages.ooma.tab import IdpPage
from runbook.certificates.certificate import describe
from runbook.evidence.recorder import Evidence
from runbook.session import Session
from runbook.tenant import Tenant
from tests.helpers.entra import LOGIN, METADATA_URL, ONE, Web, key, metadata

THUMBPRINT = describe(ONE).thumbprint


def session(status: str) -> Session:
    """A session that sees a published certificate of this status on card 3."""
    certificate = AzureCertificate(THUMBPRINT, status, "6/1/2033")
    cards = SamlCards("Ooma", (), (), certificate, METADATA_URL, f"{LOGIN}/saml2")

    async def read() -> SamlCards:
        return cards

    return Session(
        cast("Tenant", SimpleNamespace(azure_login_url=LOGIN)),
        cast("SamlBlade", SimpleNamespace(read=read)),
        cast("IdpPage", None),
        Web(metadata(key(ONE))),
        cast("Evidence", None),
    )


@pytest.mark.parametrize("status", ["Active", "", "\u2713 Active"])
async def test_the_certificate_on_card_3_is_the_active_one_if_it_is_published(status: str) -> None:
    azure = await session(status).read_azure()
    assert azure.certificate is not None
    assert azure.certificate.thumbprint == azure.thumbprint == THUMBPRINT
    assert not azure.inactive


@pytest.mark.parametrize("status", ["Inactive", "inactive", " Inactive *"])
async def test_a_certificate_that_card_3_calls_inactive_is_not_the_active_one_though_it_is_published(
    status: str,
) -> None:
    azure = await session(status).read_azure()
    assert azure.thumbprint == THUMBPRINT
    assert azure.published[0].thumbprint == THUMBPRINT
    assert azure.certificate is None
    assert azure.inactive
