"""What a session reads of Azure, the cards and the metadata that belongs to them; its advice about the account."""

import os
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest
from cryptography.x509 import load_pem_x509_certificate

from pages.azure.cards import AzureCertificate, SamlCards
from pages.azure.page import SamlBlade
from pages.ooma.tab import IdpPage
from runbook.brake import Brake
from runbook.certificates.certificate import Certificate, describe
from runbook.certificates.patience import Patience
from runbook.evidence.recorder import Evidence
from runbook.results import OomaAccount
from runbook.session import Session
from runbook.tenant import Tenant
from tests.helpers.certificates import make_certificate
from tests.helpers.entra import LOGIN, METADATA_URL, ONE, Web, key, metadata
from tests.helpers.inventories import EXAMPLE, FIRST, Desk

ONLY, OTHER = describe(ONE), describe(make_certificate())
THUMBPRINT = ONLY.thumbprint


def session(status: str, tenant: Tenant | None = None, *, shown: str = "{0}", several: bool = False) -> Session:
    """A session that sees a published certificate of this status on card 3, perhaps beside another one."""
    certificate = AzureCertificate(in_form(shown), status, "6/1/2033")
    cards = SamlCards("Ooma", (), (), certificate, METADATA_URL, f"{LOGIN}/saml2")
    keys = [*([in_metadata_of(OTHER)] if several else []), key(ONE)]

    async def read() -> SamlCards:
        return cards

    return Session(
        tenant or cast("Tenant", SimpleNamespace(azure_login_url=LOGIN)),
        cast("SamlBlade", SimpleNamespace(read=read)),
        cast("IdpPage", None),
        Web(metadata(*keys)),
        cast("Evidence", None),
        Patience(0, Brake(), lambda _: None),
    )


def in_form(shown: str) -> str:
    return shown.format(THUMBPRINT, ONLY.sha256, THUMBPRINT[-4:])


def in_metadata_of(certificate: Certificate) -> str:
    return key(load_pem_x509_certificate(certificate.pem))


# Templates, since the thumbprint is another one in each process.
FORMS = ["{0}", "{0:.8}", "{0:.4}\u2026{2}", "{1}", "sha1: {0}"]
UNREADABLE = ["", "****", "Hidden"]


@pytest.mark.parametrize("shown", [*FORMS, *UNREADABLE])
@pytest.mark.parametrize("status", ["Active", "", "\u2713 Active", "Aktiv", "Disabled"])
async def test_the_certificate_on_card_3_is_the_active_one_if_it_is_the_only_one_published(
    status: str, shown: str
) -> None:
    azure = await session(status, shown=shown).read_azure()
    assert azure.certificate is not None
    assert azure.certificate.thumbprint == THUMBPRINT
    assert azure.thumbprint == in_form(shown)
    assert azure.shows_certificate
    assert not azure.inactive


@pytest.mark.parametrize("shown", FORMS)
async def test_among_several_published_certificates_the_active_one_is_the_one_that_card_3_names(shown: str) -> None:
    azure = await session("Active", shown=shown, several=True).read_azure()
    assert azure.certificate is not None
    assert azure.certificate.thumbprint == THUMBPRINT
    assert len(azure.published) == 2


@pytest.mark.parametrize(
    ("status", "shown"),
    [*(("Active", shown) for shown in UNREADABLE), *((status, "{0}") for status in ("", "Aktiv", "Disabled"))],
)
async def test_among_several_published_certificates_none_is_guessed(status: str, shown: str) -> None:
    azure = await session(status, shown=shown, several=True).read_azure()
    assert azure.certificate is None
    assert azure.shows_certificate


async def test_the_only_published_certificate_is_not_taken_where_card_3_names_another() -> None:
    azure = await session("Active", shown=OTHER.thumbprint[:10]).read_azure()
    assert azure.certificate is None
    assert azure.shows_certificate


@pytest.mark.parametrize("status", ["Inactive", "inactive", " Inactive *"])
@pytest.mark.parametrize("shown", ["{0}", "{0:.8}", ""])
async def test_a_certificate_that_card_3_calls_inactive_is_not_the_active_one_though_it_is_published(
    status: str, shown: str
) -> None:
    azure = await session(status, shown=shown).read_azure()
    assert azure.thumbprint == in_form(shown)
    assert azure.published[0].thumbprint == THUMBPRINT
    assert azure.certificate is None
    assert azure.inactive


ID = "4650dff9c79e2dd8d3c9b8b2b4d1e6f0"
PLACE = f"msp.toml:{FIRST + 4}"
ADVICE = f"Ooma shows the account's id, {ID}: add it as ooma_account_id, beside ooma_account ({PLACE})"


@pytest.mark.parametrize(
    ("account", "shown", "told"),
    [
        ('"Contoso Ltd"', ID, ADVICE),
        ('"Contoso Ltd"', "1042000", ""),
        ('"Contoso Ltd"', None, ""),
        (f'"Contoso Ltd"\nooma_account_id = "{ID}"', ID, ""),
        ('"(own)"', ID, ""),
    ],
)
def test_id_of_an_account_that_is_found_by_its_name_is_to_be_added_where_the_name_stands(
    tmp_path: Path, account: str, shown: str | None, told: str
) -> None:
    tenant = Desk(tmp_path).load(EXAMPLE.replace('"Contoso Ltd"', account)).tenant("contoso")
    found = session("", tenant)
    assert found.advice == ""
    found.account = OomaAccount(name="Contoso Ltd", id=shown)
    assert found.advice.replace(f"{tmp_path}{os.sep}", "") == told
