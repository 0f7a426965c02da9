"""Every mistake in an inventory is told at once, with file, line and key."""

import os
from pathlib import Path

import pytest

from runbook.inventory import InventoryError, load
from tests.helpers.inventories import ENVIRONMENT, EXAMPLE, FIRST, HEAD, Desk, tenant, tenants


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


AT = f"msp.toml:{FIRST}: contoso: "
CONTOSO = ('name = "contoso"', 'azure_tenant = "contoso.com"', 'ooma_account = "Contoso"')


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('azure_ap = "x"', "azure_ap is not known here; did you mean azure_app?"),
        ("replace = true", "replace is not known here"),
        ('tenants_csv = "x"', "tenants_csv belongs at the top of the file, above the first [table]"),
        ("azure_app = 17", "azure_app must be text: put it in quotes"),
        ('azure_app = ["x"]', "azure_app must be text: put it in quotes"),
        ('azure_object_id = "42"', "azure_object_id must be an id such as 00000000-0000"),
        ('azure_portal_url = "portal.azure.us"', "azure_portal_url must be an address such as"),
        ('email_claim = "e mail"', "email_claim must be a claim's name, without spaces"),
        ('azure_app = "O\\u200boma"', "azure_app holds an invisible character or an unusual space (U+200B)"),
        ('azure_app = "Ooma\\u00a0Office"', "azure_app holds an invisible character or an unusual space (U+00A0)"),
        ('azure_app = "Ooma\\nOffice"', "azure_app holds a line break, tab or control character (U+000A)"),
        ('azure_app = "#N/A"', "azure_app is #N/A, which a spreadsheet writes where a formula failed"),
        ('ooma_account_id = "#REF!"', "ooma_account_id is #REF!, which a spreadsheet writes where a formula failed"),
        ('ooma_account_id = "1.2E+31"', "ooma_account_id is a number that a spreadsheet has rounded"),
        ('ooma_realm = "#N/A"', "ooma_realm is #N/A, which a spreadsheet writes where a formula failed"),
        ('ooma_realm = "a b"', "ooma_realm must be a realm, such as contoso.sip.example.net"),
        ('azure_app = "env:APP"', "azure_app is no secret, so write the value itself"),
        (
            'azure_sign_in = "partnr"',
            "azure_sign_in names [azure_sign_in.partnr], which is not there; did you mean par",
        ),
    ],
)
def test_each_mistake_in_a_tenant_is_told_with_its_line_and_key(desk: Desk, line: str, said: str) -> None:
    (told,) = desk.mistakes(tenant(*CONTOSO, line))
    assert told.startswith(f"msp.toml:{FIRST + 4}: contoso: {said}")


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (['name = "contoso"'], "contoso: azure_tenant is required, here or under [defaults]"),
        ([], "a tenant without name: azure_tenant is required, here or under [defaults]"),
        (
            [*CONTOSO, 'azure_username = "x"'],
            "contoso: azure_password is required, since azure_username begins a sign-in of its own",
        ),
        (
            [*CONTOSO[:2], 'ooma_account_name = "Contoso"', 'ooma_password = "env:X"'],
            "contoso: ooma_username is required, since ooma_account_name begins a sign-in of its own",
        ),
    ],
)
def test_what_is_missing_is_told_with_the_tenants_line(desk: Desk, lines: list[str], said: str) -> None:
    assert desk.mistakes(tenant(*lines)) == [f"msp.toml:{FIRST}: {said}"]


def test_id_and_realm_without_the_account_are_told_where_they_stand(desk: Desk) -> None:
    missing = "needs ooma_account too: the account's exact name, or (own) for the account signed in to"
    lines = ('ooma_account_id = "4650dff9"', 'ooma_realm = "contoso.example"')
    assert desk.mistakes(tenant(*CONTOSO[:2], *lines)) == [
        f"msp.toml:{FIRST + 3}: contoso: ooma_account_id {missing}",
        f"msp.toml:{FIRST + 4}: contoso: ooma_realm {missing}",
    ]
    desk.load(tenant(*CONTOSO[:2], *lines, 'ooma_account = "(own)"'))
    head = "name,azure_tenant,ooma_account,ooma_account_id\n"
    rows = "a,a.example,A,1f\nb,b.example,,2f\nc,c.example,C,\n"
    assert desk.mistakes(HEAD, head + rows) == [f"customers.csv:3: b: ooma_account_id {missing}"]
    (told,) = desk.mistakes(tenant(*CONTOSO[:2], *lines[:1], 'ooma_account = "(Own)"'))
    assert told.startswith(f"msp.toml:{FIRST + 4}: contoso: ooma_account must be (own), to the letter")


def test_account_name_that_was_meant_for_the_account_is_told_as_such(desk: Desk) -> None:
    told = desk.mistakes(tenant(*CONTOSO[:2], 'ooma_account_name = "Contoso"'))
    hint = "since ooma_account_name begins a sign-in of its own; did you mean ooma_account,"
    assert len(told) == 2
    assert all(hint in line for line in told)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", ["msp.toml: names no tenants: each has a [[tenant]], or a row of the file in tenants_csv"]),
        (HEAD, ["msp.toml: names no tenants: each has a [[tenant]], or a row of the file in tenants_csv"]),
        (f'azure_app = "x"\n{EXAMPLE}', ["msp.toml:1: azure_app is above the first table: it belongs under"]),
        (f'tenant_csv = "x"\n{EXAMPLE}', ["msp.toml:1: tenant_csv is not known here; did you mean tenants_csv?"]),
        (f"{EXAMPLE}[[tenants]]\n", [f"msp.toml:{FIRST + 5}: tenants is not known here; did you mean tenant?"]),
        (EXAMPLE.replace("[[tenant]]", "[tenant]"), [f"msp.toml:{FIRST}: tenant must be a list of tables, with two"]),
        (f'tenants_csv = ["x"]\n{EXAMPLE}', ["msp.toml:1: tenants_csv must be text: put it in quotes"]),
        (f'tenants_csv = "none.csv"\n{EXAMPLE}', ["msp.toml:1: tenants_csv names none.csv, which is not there"]),
        (f'defaults = "x"\n{EXAMPLE.partition("[azure")[2]}', ["msp.toml:2: is not TOML"]),
        (
            f'azure_sign_in = "partner"\n{tenant(*CONTOSO).replace("[azure_sign_in.partner]", "[x]")}',
            [
                "msp.toml:1: azure_sign_in must be tables, [azure_sign_in.NAME]; to choose one is for [defaults]",
                "msp.toml:3: [defaults]: azure_sign_in names [azure_sign_in.partner], which is not there; there is no",
                "msp.toml:7: x is not known here",
            ],
        ),
        (
            EXAMPLE.replace("[ooma_sign_in.reseller]", "[ooma_sign_in]"),
            [
                "msp.toml:3: [defaults]: ooma_sign_in names [ooma_sign_in.reseller], which is not there",
                "msp.toml:12: username needs a sign-in around it that has a name, as in [ooma_sign_in.partner]",
                "msp.toml:13: account_name needs a sign-in around it",
                "msp.toml:14: password needs a sign-in around it",
            ],
        ),
        (
            EXAMPLE.replace("[ooma_sign_in.reseller]", "[ooma_sign_in.msp.example]"),
            [
                "msp.toml:3: [defaults]: ooma_sign_in names [ooma_sign_in.reseller], which is not there",
                "msp.toml:11: [ooma_sign_in.msp]: holds tables: a name with a dot stands in quotes, as in [ooma",
            ],
        ),
        (
            EXAMPLE.replace("account_name", "acount_name").replace('password = "env:MSP_OOMA_PASSWORD"', ""),
            [
                "msp.toml:11: [ooma_sign_in.reseller]: password is required",
                "msp.toml:13: [ooma_sign_in.reseller]: acount_name is not known here; did you mean account_name?",
            ],
        ),
        (
            EXAMPLE.replace("ooma_url", 'azure_username = "x"\nooma_url'),
            ["msp.toml:2: [defaults]: azure_sign_in names a sign-in, and azure_username begins another one: keep one"],
        ),
        (
            EXAMPLE.replace('azure_sign_in = "partner"', "").replace('ooma_sign_in = "reseller"', ""),
            [
                (
                    f"{AT}azure_sign_in is required, here or under [defaults]; or a sign-in of the tenant's own:"
                    " azure_username and azure_password"
                ),
                (
                    f"{AT}ooma_sign_in is required, here or under [defaults]; or a sign-in of the tenant's own:"
                    " ooma_username and ooma_password"
                ),
            ],
        ),
        (EXAMPLE.replace('"Ooma"', "Ooma"), [f"msp.toml:{FIRST + 3}: is not TOML: invalid value; text stands in"]),
        (EXAMPLE.replace('"https://portal', '"http://portal'), ["msp.toml:4: [defaults]: ooma_url must begin with"]),
    ],
)
def test_mistakes_in_the_shape_of_the_file_are_told(desk: Desk, text: str, told: list[str]) -> None:
    found = desk.mistakes(text)
    assert len(found) == len(told), found
    assert [line for line, start in zip(found, told, strict=True) if not line.startswith(start)] == []


def test_plain_secrets_are_refused_wherever_they_stand_and_never_repeated(desk: Desk) -> None:
    text = EXAMPLE.replace("env:MSP_AZURE_PASSWORD", "hunter2").replace(
        "ooma_url", 'azure_password = "hunter2"\nooma_url'
    )
    csv = "name,azure_tenant,ooma_account,ooma_username,ooma_password\nb,b.com,B,b,hunter2\n"
    told = [line for line in desk.mistakes(text, csv) if "must be a reference to the secret, not the secret" in line]
    assert [line.partition(": ")[0] for line in told] == ["msp.toml:5", "msp.toml:10", "customers.csv:2"]


def test_references_that_lead_nowhere_are_told_with_the_reference_and_once(desk: Desk) -> None:
    text = EXAMPLE.replace("azure-totp", "none") + tenants(
        {"name": "b", "azure_tenant": "b.com", "ooma_account": "B"}
    ).removeprefix(HEAD)
    environment = {"MSP_AZURE_PASWORD": "hunter2"}
    expected = [
        (
            "msp.toml:8: [azure_sign_in.partner]: password env:MSP_AZURE_PASSWORD is not set; did you mean"
            " MSP_AZURE_PASWORD?"
        ),
        "msp.toml:9: [azure_sign_in.partner]: totp_secret file:none is not there",
        (
            "msp.toml:14: [ooma_sign_in.reseller]: password env:MSP_OOMA_PASSWORD is not set; did you mean"
            " MSP_AZURE_PASWORD?"
        ),
    ]
    assert desk.mistakes(text, environment=environment, resolve=True) == expected
    inventory = desk.load(text, environment=environment)
    with pytest.raises(InventoryError) as refusal:
        inventory.tenants(inventory.names)
    assert refusal.value.message.replace(f"{desk.folder}{os.sep}", "").splitlines() == expected


def test_references_are_followed_beside_other_mistakes(desk: Desk) -> None:
    told = desk.mistakes(EXAMPLE.replace("azure_app =", "azure_ap ="), environment={}, resolve=True)
    assert [line.partition(": ")[0] for line in told] == ["msp.toml:8", "msp.toml:14", f"msp.toml:{FIRST + 3}"]


def test_secret_that_is_malformed_is_told_with_its_reference(desk: Desk) -> None:
    desk.write("azure-totp", "hunter2-0189")
    said = "msp.toml:9: [azure_sign_in.partner]: totp_secret file:azure-totp is not a TOTP secret: it must be base32"
    (told,) = desk.mistakes(EXAMPLE, resolve=True)
    assert told.startswith(said)
    with pytest.raises(InventoryError, match="is not a TOTP secret"):
        desk.load(EXAMPLE).tenant("contoso")


def test_all_mistakes_of_both_files_are_told_at_once(desk: Desk) -> None:
    text = EXAMPLE.replace("ooma_url", "ooma_ulr").replace('"automation@msp.example"\nacc', '""\nacc')
    csv = "name,azure_tenant,ooma_account,phone\na,a,A,1\nb,b.com,#REF!,2\nc,c.com,C, d,x\n"
    assert desk.mistakes(text, csv) == [
        "msp.toml:5: [defaults]: ooma_ulr is not known here; did you mean ooma_url?",
        "msp.toml:12: [ooma_sign_in.reseller]: username is required",
        f"msp.toml:{FIRST + 1}: contoso: ooma_url is required, here or under [defaults]",
        "customers.csv:1: header: phone is not a tenant key; delete the column if it isn't meant for runbook",
        "customers.csv:2: a: azure_tenant must be the tenant's domain, such as contoso.onmicrosoft.com, or its id",
        "customers.csv:2: a: ooma_url is required, here or under [defaults]",
        "customers.csv:3: b: ooma_account is #REF!, which a spreadsheet writes where a formula failed",
        "customers.csv:3: b: ooma_url is required, here or under [defaults]",
        "customers.csv:4: has 5 cells, and the header names 4: a value with a comma in it stands in quotes",
    ]


def test_one_mistake_in_many_rows_is_told_once_with_their_lines(desk: Desk) -> None:
    rows = [f"t{number},t{number}.com,T{number},hunter2" for number in range(1, 301)]
    rows[9] = "t10,t10.com,T10,"
    text = HEAD.replace("ooma_url", "azure_app").replace('"https://portal.example.net"', '"Ooma"')
    told = desk.mistakes(text, "\n".join(["name,azure_tenant,ooma_account,azure_password", *rows]))
    assert [line[:60] for line in told] == [
        "customers.csv:2-10,12-301: 299 tenants: azure_password must be a reference"[:60],
        "customers.csv:2-10,12-301: 299 tenants: azure_username is required, since"[:60],
        "customers.csv:2-301: 300 tenants: ooma_url is required, here or under"[:60],
    ]


def test_inventory_that_is_no_toml_file_is_told(desk: Desk) -> None:
    def said(path: Path) -> str:
        with pytest.raises(InventoryError) as refusal:
            load(path, ENVIRONMENT)
        return refusal.value.message.removeprefix(f"{desk.folder}{os.sep}")

    assert said(desk.folder / "none.toml") == "none.toml: is not there"
    assert said(desk.write("customers.csv", "name\n")) == (
        "customers.csv: is no inventory: write a TOML file that has tenants_csv = 'customers.csv', and name that"
    )
    path = desk.folder / "latin.toml"
    path.write_bytes(EXAMPLE.replace("Contoso Ltd", "M\u00fcller").encode("cp1252"))
    assert said(path) == f"latin.toml:{FIRST + 4}: is not UTF-8; save it as UTF-8"


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_inventory_may_be_saved_with_any_windows_editor(desk: Desk, encoding: str) -> None:
    path = desk.folder / "msp.toml"
    path.write_bytes(EXAMPLE.replace("\n", "\r\n").replace("Contoso Ltd", "M\u00fcller").encode(encoding))
    assert load(path, ENVIRONMENT).entry("contoso").ooma_account == "M\u00fcller"


def test_settings_of_one_tenant_in_the_environment_are_refused(desk: Desk) -> None:
    """Whoever set them may think that they choose the tenant."""
    environment = {
        **ENVIRONMENT, "RUNBOOK_AZURE_TENANT": "hunter2", "RUNBOOK_OOMA_URL": "", "RUNBOOK_BROWSER": "chrome",
        "RUNBOOK_MSP": "hunter2", "RUNBOOK_LOG": "json",
    }  # fmt: skip
    text = EXAMPLE.replace("env:MSP_OOMA_PASSWORD", "env:RUNBOOK_MSP")
    assert desk.mistakes(text, environment=environment) == [
        (
            "environment and .env: RUNBOOK_AZURE_TENANT is a setting for one tenant, and has no effect on an inventory:"
            " unset it"
        )
    ]


def test_environment_and_dotenv_of_the_present_folder_give_variables(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in [name for name in os.environ if name.startswith("RUNBOOK_")]:
        monkeypatch.delenv(name)
    monkeypatch.chdir(desk.folder)
    monkeypatch.setenv("MSP_AZURE_PASSWORD", "hunter2-environment")
    desk.write(".env", "MSP_AZURE_PASSWORD=hunter2-x\nMSP_OOMA_PASSWORD=hunter2-dotenv\n")
    found = load(desk.write("msp.toml", EXAMPLE)).tenant("contoso")
    assert found.azure_password.get_secret_value() == "hunter2-environment"
    assert found.ooma_password.get_secret_value() == "hunter2-dotenv"
