"""The inventory: what is understood of it, what is resolved when, and its schema."""

import json
import os
import pickle
import re
import sys
import tomllib
from pathlib import Path

import jsonschema
import pytest
from pydantic import SecretStr

from runbook.cli.catalogue import kinds
from runbook.errors import SettingsError
from runbook.inventory import Entry, InventoryError, load, schema
from runbook.settings import FIELDS
from runbook.tenant import EMAIL_CLAIM, Tenant
from tests.helpers.inventories import ENVIRONMENT, EXAMPLE, FIRST, GUID, HEAD, OTHER_GUID, TOTP, Desk, tenant, tenants


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


# What is understood


def test_example_gives_a_tenant_with_its_sign_ins_and_defaults(desk: Desk) -> None:
    inventory = desk.load(EXAMPLE)
    assert inventory.names == ("contoso",)
    assert inventory.warnings == ()
    entry = inventory.entry("contoso")
    assert (entry.azure_sign_in, entry.ooma_sign_in) == ("partner", "reseller")
    assert (entry.place.file, entry.place.line) == (str(desk.folder / "msp.toml"), FIRST)
    tenant = inventory.tenant("contoso")
    assert tenant == Tenant(
        name="contoso",
        azure_tenant="contoso.onmicrosoft.com",
        azure_app="Ooma",
        azure_username="automation@msp.example",
        azure_password=SecretStr("hunter2-azure"),
        azure_totp_secret=SecretStr(TOTP),
        ooma_url="https://portal.example.net",
        ooma_username="automation@msp.example",
        ooma_account_name="msp",
        ooma_password=SecretStr("hunter2-ooma"),
        ooma_account="Contoso Ltd",
        written=tenant.written,
    )


def test_hints_name_keys_with_the_place_where_their_values_are_really_written(desk: Desk) -> None:
    def told(hint: str, tenant: Tenant) -> str:
        return tenant.advice(hint).replace(f"{desk.folder}{os.sep}", "")

    text = EXAMPLE.replace("ooma_url", 'azure_app = "Ooma SSO"\nooma_url', 1).replace('azure_app = "Ooma"\n', "")
    inventory = desk.load(text, "name,azure_tenant,ooma_account\n\nfabrikam,fabrikam.com,Fabrikam\n")
    row, table = inventory.tenants(["fabrikam", "contoso"])
    hint = "Check {ooma_account}, {azure_app}, {azure_password}, {ooma_realm} and RUNBOOK_STATE; {timeout}."
    assert told(hint, row) == (
        "Check ooma_account (customers.csv:3), azure_app (msp.toml:5),"
        " password of [azure_sign_in.partner] (msp.toml:10), ooma_realm and RUNBOOK_STATE; --timeout 60."
    )
    assert told("{ooma_account}", table) == f"ooma_account (msp.toml:{FIRST + 5})"
    alone = row.model_copy(update={"written": None})
    assert alone.advice("Set {azure_totp_secret} or {ooma_account}.") == (
        "Set RUNBOOK_AZURE_TOTP_SECRET or RUNBOOK_OOMA_ACCOUNT."
    )


def test_hints_name_keys_of_a_tenants_own_sign_in_with_its_place(desk: Desk) -> None:
    own = ('azure_username = "admin@contoso.com"', 'azure_password = "env:MSP_OOMA_PASSWORD"')
    found = desk.load(tenant('name = "contoso"', 'azure_tenant = "contoso.com"', *own)).tenant("contoso")
    assert found.advice("{azure_username}").endswith(f"msp.toml:{FIRST + 3})")
    assert found.advice("{azure_username}").startswith("azure_username (")
    assert found.advice("{azure_totp_secret}") == "azure_totp_secret"


@pytest.mark.skipif(os.name != "posix", reason="no such names there")
def test_places_in_hints_are_printable(desk: Desk) -> None:
    path = desk.write("odd\x1b[31m{azure_app}\n.toml", EXAMPLE)
    found = load(path, ENVIRONMENT).tenant("contoso").advice("Check {ooma_account}.")
    assert found.isprintable()
    assert found.endswith(f"odd\\x1b[31m{{azure_app}}\\n.toml:{FIRST + 4}).")


def test_places_are_no_settings_and_nothing_that_is_kept(desk: Desk) -> None:
    """A tenant's settings go into the journal."""
    inventory = desk.load(EXAMPLE)
    assert "written" not in inventory.tenant("contoso").model_dump()
    assert "written" not in FIELDS.values()
    assert "msp.toml" not in repr(inventory.tenant("contoso"))


def test_every_key_of_a_tenant_may_stand_in_its_table_and_under_defaults(desk: Desk) -> None:
    values = {
        "name": "contoso",
        "azure_tenant": "contoso.com",
        "azure_app": "Ooma SSO",
        "azure_object_id": GUID,
        "azure_app_id": OTHER_GUID,
        "azure_username": "admin@contoso.com",
        "azure_password": "env:MSP_AZURE_PASSWORD",
        "azure_totp_secret": "file:azure-totp",
        "azure_portal_url": "https://portal.azure.us",
        "azure_login_url": "https://login.microsoftonline.us",
        "ooma_url": "https://portal.example.net",
        "ooma_username": "admin",
        "ooma_password": "env:MSP_OOMA_PASSWORD",
        "ooma_account_name": "contoso",
        "ooma_totp_secret": "file:azure-totp",
        "ooma_account": "Contoso Ltd",
        "ooma_account_id": "4650dff9c79e2dd8d3c9b8b2b4d1e6f0",
        "ooma_realm": "contoso.sip.example.net",
        "email_claim": "urn:mail",
    }
    assert set(values) == set(FIELDS.values())
    block = "\n".join(f"{key} = {json.dumps(value)}" for key, value in values.items())
    expected = {**values, "azure_password": "hunter2-azure", "ooma_password": "hunter2-ooma"}
    expected |= {"azure_totp_secret": TOTP, "ooma_totp_secret": TOTP}
    given = Tenant.model_validate(expected)
    whole = desk.load(f"[[tenant]]\n{block}\n").tenant("contoso")
    under_defaults = desk.load(f"[defaults]\n{block}\n[[tenant]]\n").tenant("contoso")
    row = desk.load("", f"{','.join(values)}\n{','.join(values.values())}\n").tenant("contoso")
    assert [one.model_copy(update={"written": None}) for one in (whole, under_defaults, row)] == [given] * 3


def test_tenants_of_the_csv_come_after_those_of_the_file_and_take_the_same_defaults(desk: Desk) -> None:
    csv = "name;azure_tenant;ooma_account\nfabrikam;fabrikam.com;Fabrikam\n;\nnorthwind;northwind.com;Northwind\n"
    inventory = desk.load(EXAMPLE, csv)
    assert inventory.names == ("contoso", "fabrikam", "northwind")
    assert [inventory.entry(name).place.line for name in inventory.names] == [FIRST + 1, 2, 4]
    northwind = inventory.tenant("northwind")
    assert northwind.ooma_account == "Northwind"
    assert northwind.azure_app == "Ooma"
    assert northwind.email_claim == EMAIL_CLAIM
    assert northwind.azure_username == "automation@msp.example"


def test_tenant_without_a_name_is_called_by_its_directory(desk: Desk) -> None:
    assert desk.load(tenant('azure_tenant = "contoso.com"')).names == ("contoso.com",)


def test_empty_value_counts_as_none(desk: Desk) -> None:
    text = tenant('name = "contoso"', 'azure_tenant = "contoso.com"', 'azure_app = ""', 'azure_username = " "')
    assert desk.load(text).entry("contoso").azure_app == "Ooma"


def test_tenants_own_sign_in_takes_the_place_of_the_default_one(desk: Desk) -> None:
    own = ('azure_username = "admin@contoso.com"', 'azure_password = "env:MSP_OOMA_PASSWORD"')
    inventory = desk.load(tenant('name = "contoso"', 'azure_tenant = "contoso.com"', *own))
    assert inventory.entry("contoso").azure_sign_in == "admin@contoso.com"
    configured = inventory.tenant("contoso")
    assert configured.azure_password.get_secret_value() == "hunter2-ooma"
    assert configured.azure_totp_secret.get_secret_value() == ""  # never that of the other sign-in


def test_named_sign_in_takes_the_place_of_defaults_keys(desk: Desk) -> None:
    text = EXAMPLE.replace('azure_sign_in = "partner"', 'azure_username = "x"\nazure_password = "env:X"', 1)
    inventory = desk.load(text + 'azure_sign_in = "partner"\n')
    assert inventory.tenant("contoso").azure_username == "automation@msp.example"


def test_own_sign_ins_are_told_apart_by_who_signs_in_where(desk: Desk) -> None:
    def own(name: str, user: str, account: str) -> dict[str, str]:
        return {
            "name": name, "azure_tenant": f"{name}.com", "ooma_username": user,
            "ooma_account_name": account, "ooma_password": "env:MSP_OOMA_PASSWORD",
        }  # fmt: skip

    inventory = desk.load(tenants(own("a", "admin", "a-account"), own("b", "admin", "b-account")))
    names = [inventory.entry(name).ooma_sign_in for name in inventory.names]
    assert names == [
        "admin / a-account / https://portal.example.net",
        "admin / b-account / https://portal.example.net",
    ]


def test_nothing_is_resolved_before_a_tenant_is_asked_for(desk: Desk) -> None:
    command = f'command:\'{sys.executable}\' -c \'open("ran", "a").write("x"); print("hunter2")\''
    text = EXAMPLE.replace("env:MSP_AZURE_PASSWORD", command.replace('"', '\\"'))
    inventory = desk.load(text + tenants({"name": "b", "azure_tenant": "b.com", "ooma_account": "B"})[len(HEAD) :])
    assert not (desk.folder / "ran").exists()
    assert inventory.tenant("contoso").azure_password.get_secret_value() == "hunter2"
    inventory.tenants(["contoso", "b", "contoso"])
    assert (desk.folder / "ran").read_text() == "x"


def test_only_what_is_asked_for_is_resolved(desk: Desk) -> None:
    other = {"name": "b", "azure_tenant": "b.com", "ooma_account": "B", "azure_username": "b@b.com"}
    inventory = desk.load(EXAMPLE + tenants({**other, "azure_password": "env:NOT_SET"})[len(HEAD) :])
    assert inventory.tenant("contoso").name == "contoso"
    with pytest.raises(InventoryError, match="env:NOT_SET is not set"):
        inventory.tenants(["contoso", "b"])


def test_entries_print_and_travel_without_secrets(desk: Desk) -> None:
    inventory = desk.load(EXAMPLE)
    inventory.tenant("contoso")
    entry = inventory.entry("contoso")
    assert "hunter2" not in f"{inventory!r} {inventory} {entry!r} {entry} {entry.model_dump()}"
    copy = pickle.loads(pickle.dumps(entry))  # noqa: S301 - our own
    assert isinstance(copy, Entry)
    assert copy == entry
    with pytest.raises(ValueError, match="frozen"):
        entry.name = "other"


def test_unknown_names_are_told_all_at_once_with_the_nearest(desk: Desk) -> None:
    inventory = desk.load(EXAMPLE)
    with pytest.raises(SettingsError) as refusal:
        inventory.assert_known(["contosso", "contoso", "x"])
    assert refusal.value.message.splitlines() == [
        "the inventory has no tenant 'contosso'; did you mean contoso?",
        "the inventory has no tenant 'x'",
    ]
    with pytest.raises(SettingsError, match="no tenant 'x'"):
        inventory.entry("x")
    with pytest.raises(SettingsError, match="no tenant 'x'"):
        inventory.tenant("x")


# The schema


def faults_of_schema(text: str) -> list[str]:
    validator = jsonschema.Draft202012Validator(schema())
    return [error.json_path for error in validator.iter_errors(tomllib.loads(text))]


def test_schema_is_one_and_accepts_the_example() -> None:
    jsonschema.Draft202012Validator.check_schema(schema())
    assert faults_of_schema(f'tenants_csv = "customers.csv"\n{EXAMPLE}') == []


def test_readmes_example_is_as_it_should_be(desk: Desk) -> None:
    readme = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")
    (text,) = re.findall(r"```toml\n(.*?)```", readme, re.DOTALL)
    (csv,) = re.findall(r"\n((?:    \S*;.*\n)+)", readme)
    assert faults_of_schema(text) == []
    desk.write("customers.csv", "".join(f"{line.strip()}\n" for line in csv.splitlines()))
    inventory = desk.load(text)
    assert inventory.names == ("contoso", "fabrikam", "northwind", "tailspin")
    assert inventory.warnings == ()
    assert inventory.entry("fabrikam").azure_sign_in == "automation@fabrikam.com"
    assert inventory.entry("tailspin").ooma_account == "Tailspin; Toys"


@pytest.mark.parametrize(
    ("wrong", "where"),
    [
        (EXAMPLE.replace("azure_app", "azure_ap"), "$.tenant[0]"),
        (EXAMPLE.replace("env:MSP_AZURE_PASSWORD", "hunter2"), "$.azure_sign_in.partner.password"),
        (EXAMPLE.replace('password = "env:MSP_OOMA_PASSWORD"', ""), "$.ooma_sign_in.reseller"),
        (EXAMPLE.replace('"Ooma"', "1"), "$.tenant[0].azure_app"),
        (EXAMPLE.replace("[[tenant]]", "[tenant]"), "$.tenant"),
        (f'tenant_csv = ""\n{EXAMPLE}', "$"),
    ],
)
def test_schema_refuses_what_the_check_refuses(wrong: str, where: str) -> None:
    assert faults_of_schema(wrong) == [where]


def test_schema_describes_every_key_of_a_tenant_and_no_other() -> None:
    document = json.loads(json.dumps(schema()))
    keys = document["$defs"]["TenantKeys"]["properties"]
    assert set(keys) == {*FIELDS.values(), "azure_sign_in", "ooma_sign_in"}
    assert all(key["description"] for key in keys.values())
    assert keys["azure_app"]["default"] == "Ooma"
    assert "default" not in keys["azure_object_id"]


def test_mistakes_have_a_code_of_their_own() -> None:
    assert InventoryError in kinds()
