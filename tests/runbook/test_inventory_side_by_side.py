"""What tenants of one inventory must not share, and what is worth a warning: looked at side by side."""

import os
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.helpers.inventories import EXAMPLE, FIRST, GUID, HEAD, OTHER_GUID, Desk, tenant, tenants

CONTOSO = ('name = "contoso"', 'azure_tenant = "contoso.com"', 'ooma_account = "Contoso"')


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def one(who: str, **keys: str) -> dict[str, str]:
    """A tenant that shares nothing with others."""
    return {"name": who, "azure_tenant": f"{who}.com", "ooma_account": who.upper(), **keys}


IDS = {"azure_object_id": GUID, "azure_app_id": OTHER_GUID}


@pytest.mark.parametrize(
    ("first", "second", "said"),
    [
        (one("a"), one("b", name="A"), f"msp.toml:{FIRST + 5}: A: name is that of a, too (msp.toml:{FIRST + 1})"),
        (
            {"azure_tenant": "a.com", "ooma_account": "A", "azure_app": "Ooma"},
            {"azure_tenant": "a.com", "ooma_account": "B", "azure_app": "Other"},
            f"msp.toml:{FIRST + 5}: a.com: azure_tenant is that of a.com, too (msp.toml:{FIRST + 1}); give each a name",
        ),
        (
            one("a", azure_tenant="x.com"),
            one("b", azure_tenant="X.com"),
            (
                f"msp.toml:{FIRST + 6}: b: azure_tenant is that of a, too (msp.toml:{FIRST + 2}), and so is its"
                " application 'Ooma'"
            ),
        ),
        (
            one("a", azure_tenant="x.com", **IDS),
            one("b", azure_tenant="x.com"),
            f"msp.toml:{FIRST + 8}: b: azure_tenant is that of a, too",
        ),
        (
            one("a", azure_object_id=GUID, azure_app_id=GUID),
            one("b", azure_object_id=GUID, azure_app_id=OTHER_GUID),
            f"msp.toml:{FIRST + 10}: b: azure_object_id is that of a, too (msp.toml:{FIRST + 4})",
        ),
        (
            one("a", azure_tenant="x.com", azure_object_id=GUID, azure_app_id=GUID),
            one("b", azure_tenant="x.com", azure_object_id=OTHER_GUID, azure_app_id=GUID),
            f"msp.toml:{FIRST + 11}: b: azure_app_id is that of a, too (msp.toml:{FIRST + 5})",
        ),
        (
            one("a", ooma_account="Contoso Ltd"),
            one("b", ooma_account="Contoso  Ltd"),
            f"msp.toml:{FIRST + 7}: b: ooma_account is that of a, too (msp.toml:{FIRST + 3}); ooma_account_id or",
        ),
        (
            one("a", ooma_account="Caf\u00e9"),
            one("b", ooma_account="Cafe\u0301"),
            f"msp.toml:{FIRST + 7}: b: ooma_account is that of a, too (msp.toml:{FIRST + 3})",
        ),
        (
            one("a", ooma_account="X", ooma_account_id="1f"),
            one("b", ooma_account="X"),
            f"msp.toml:{FIRST + 8}: b: ooma_account is that of a, too (msp.toml:{FIRST + 3})",
        ),
        (
            one("a", ooma_account_id="1f"),
            one("b", ooma_account_id="1F"),
            f"msp.toml:{FIRST + 9}: b: ooma_account_id is that of a, too (msp.toml:{FIRST + 4})",
        ),
        (
            one("a", ooma_realm="A.example"),
            one("b", ooma_realm="a.example"),
            f"msp.toml:{FIRST + 9}: b: ooma_realm is that of a, too (msp.toml:{FIRST + 4})",
        ),
        (
            one("a", ooma_account="(own)", ooma_account_id="1f"),
            one("b", ooma_account="(own)", ooma_account_id="2f"),
            f"msp.toml:{FIRST + 8}: b: ooma_account is that of a, too (msp.toml:{FIRST + 3})",
        ),
    ],
)
def test_tenants_that_are_one_and_the_same_are_told(
    desk: Desk, first: Mapping[str, str], second: Mapping[str, str], said: str
) -> None:
    (told,) = [line for line in desk.mistakes(tenants(first, second)) if "is that of" in line]
    assert told.startswith(said)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (one("a"), one("b")),
        (one("a", azure_tenant="x.com"), one("b", azure_tenant="x.com", azure_app="Ooma Office")),
        (
            one("a", azure_tenant="x.com", azure_object_id=GUID, azure_app_id=GUID),
            one("b", azure_tenant="x.com", azure_object_id=OTHER_GUID, azure_app_id=OTHER_GUID),
        ),
        # Without ids in both, an application id of another directory is another application.
        (one("a", azure_app_id=GUID, azure_object_id=GUID), one("b", azure_app_id=GUID, azure_object_id=OTHER_GUID)),
        (one("a", ooma_account="X"), one("b", ooma_account="X", ooma_url="https://other.example.net")),
        (one("a", ooma_account="X", ooma_account_id="1f"), one("b", ooma_account="X", ooma_account_id="2f")),
        (one("a", ooma_account="X", ooma_realm="x.example"), one("b", ooma_account="X", ooma_realm="y.example")),
        (one("a", ooma_account_id="1f"), one("b", ooma_account_id="1f", ooma_url="https://other.example.net")),
        (one("a", ooma_account="X"), one("b", ooma_account="x")),
        (one("a", ooma_account="Contoso, Inc."), one("b", ooma_account="Contoso Inc")),
        (one("a", ooma_account="(own)"), one("b", ooma_account="own")),
        (one("a", azure_tenant="x.com"), one("b", azure_tenant="x.com", azure_app="OOMA")),
    ],
)
def test_tenants_that_only_look_alike_are_no_mistake(
    desk: Desk, first: Mapping[str, str], second: Mapping[str, str]
) -> None:
    assert desk.load(tenants(first, second)).names == ("a", "b")


def test_two_own_sign_ins_to_one_account_are_told(desk: Desk) -> None:
    def own(name: str, user: str) -> dict[str, str]:
        keys = {"ooma_username": user, "ooma_account_name": "msp", "ooma_password": "env:MSP_OOMA_PASSWORD"}
        return {"name": name, "azure_tenant": f"{name}.com", **keys}

    (told,) = desk.mistakes(tenants(own("a", "x"), own("b", "y")))
    assert told == f"msp.toml:{FIRST + 10}: b: ooma_account_name is that of a, too (msp.toml:{FIRST + 4})"
    (told,) = desk.mistakes(tenants(own("a", "x"), {**own("b", "y"), "ooma_account": "(own)"}))
    assert told == f"msp.toml:{FIRST + 12}: b: ooma_account is that of a, too (msp.toml:{FIRST})"


def test_tenant_that_would_hit_the_resellers_own_account_is_told(desk: Desk) -> None:
    """An empty cell among three hundred, and the reseller would be locked out of its own account."""
    csv = "name,azure_tenant,ooma_account\na,a.com,A\nb,b.com,\nc,c.com,C\n"
    (told,) = desk.mistakes(HEAD, csv)
    assert told == (
        "customers.csv:3: b: ooma_account is required, since several tenants share the sign-in:"
        " name the customer's account; (own) if the account signed in to is meant"
    )
    assert desk.load(HEAD, csv.replace("b.com,", "b.com,(own)")).entry("b").ooma_account == "(own)"
    assert desk.load(HEAD, "name,azure_tenant\na,a.com\n").entry("a").ooma_account == ""


def test_mistakes_of_one_tenant_bring_no_others_with_them(desk: Desk) -> None:
    """A malformed directory or account is no missing one, and none that others have."""
    bad = one("a", azure_tenant="no domain", ooma_account="#N/A")
    assert len(desk.mistakes(tenants(bad, {**bad, "name": "b"}))) == 4


# Warnings


def test_sign_ins_that_nobody_uses_or_that_are_one_and_the_same_are_worth_a_warning(desk: Desk) -> None:
    second = '[azure_sign_in.second]\nusername = "Automation@msp.example"\npassword = "env:X"\n'
    assert desk.warnings(EXAMPLE + second) == [
        f"msp.toml:{FIRST + 5}: [azure_sign_in.second]: is used by no tenant",
        (
            f"msp.toml:{FIRST + 5}: [azure_sign_in.second]: signs in as [azure_sign_in.partner] does:"
            " a refused password would be tried by both"
        ),
    ]


@pytest.mark.parametrize(
    ("first", "second", "said"),
    [
        (
            one("a", ooma_account="Contoso Ltd"),
            one("b", ooma_account="contoso LTD"),
            f"msp.toml:{FIRST + 7}: b: ooma_account differs from that of a (msp.toml:{FIRST + 3}) only in letter case",
        ),
        (
            one("a", azure_tenant="x.com"),
            one("b", azure_tenant="x.com", azure_app="ooma"),
            f"msp.toml:{FIRST + 8}: b: azure_app differs from that of a (msp.toml:{FIRST}) only in letter case",
        ),
    ],
)
def test_names_that_differ_in_letter_case_only_are_worth_a_warning(
    desk: Desk, first: Mapping[str, str], second: Mapping[str, str], said: str
) -> None:
    assert desk.warnings(tenants(first, second)) == [said]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (one("a", ooma_account="X", ooma_account_id="1f"), one("b", ooma_account="x", ooma_account_id="2f")),
        (one("a", ooma_account="X"), one("b", ooma_account="x", ooma_url="https://other.example.net")),
        (one("a", azure_app="X"), one("b", azure_app="x")),
    ],
)
def test_names_that_differ_in_letter_case_where_that_is_meant_are_worth_none(
    desk: Desk, first: Mapping[str, str], second: Mapping[str, str]
) -> None:
    assert desk.warnings(tenants(first, second)) == []


@pytest.mark.parametrize(("key", "other"), [("azure_object_id", "azure_app_id"), ("azure_app_id", "azure_object_id")])
def test_one_id_without_the_other_is_worth_a_warning(desk: Desk, key: str, other: str) -> None:
    assert desk.warnings(tenant(*CONTOSO, f'{key} = "{GUID}"')) == [
        f"msp.toml:{FIRST + 4}: contoso: {key} has no effect without {other}: the application is found by its name"
    ]


@pytest.mark.skipif(os.name != "posix", reason="files have no such modes there")
def test_secret_that_everybody_can_read_is_worth_a_warning(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        "runbook.inventory.secret_references.Secrets.is_open_to_others", lambda _, reference: reference.kind == "file"
    )
    assert desk.warnings(EXAMPLE) == [
        (
            "msp.toml:9: [azure_sign_in.partner]: totp_secret is file:azure-totp, which every user of this machine can"
            " read: chmod 600"
        )
    ]
