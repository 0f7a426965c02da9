"""One tenant from the environment and .env: what is accepted, and how mistakes are told."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from runbook.errors import SettingsError
from runbook.settings import FIELDS, collect, tenant_from
from runbook.sign_ins.codes import one_time_code
from runbook.tenant import EMAIL_CLAIM, Tenant

GOOD = {
    "RUNBOOK_AZURE_TENANT": "contoso.onmicrosoft.com",
    "RUNBOOK_AZURE_USERNAME": "admin@contoso.onmicrosoft.com",
    "RUNBOOK_AZURE_PASSWORD": "azure-pass-7261",
    "RUNBOOK_OOMA_URL": "https://portal.example.net",
    "RUNBOOK_OOMA_USERNAME": "admin",
    "RUNBOOK_OOMA_PASSWORD": "ooma-pass-9104",
}
NAMED = {**GOOD, "RUNBOOK_OOMA_ACCOUNT": "Contoso Ltd"}
TOTP = "JBSWY3DPEHPK3PXP"
GUID = "6b0c1f8e-7d0a-4a55-9a51-0d1c4b7e9f10"


def faults(values: Mapping[str, str]) -> list[str]:
    """What is said about settings, a line for each fault."""
    with pytest.raises(SettingsError) as refusal:
        tenant_from(values)
    return refusal.value.message.splitlines()


def fault_of(name: str, value: str) -> str:
    """What is said about one wrong setting among right ones."""
    (said,) = faults({**GOOD, name: value})
    return said


def test_least_settings_give_a_tenant_with_the_contracts_defaults() -> None:
    tenant = tenant_from(GOOD)
    assert tenant.name == "contoso.onmicrosoft.com"
    assert tenant.azure_app == "Ooma"
    assert tenant.email_claim == EMAIL_CLAIM
    assert tenant.email_claim == "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/emailaddress"
    assert tenant.azure_portal_url == "https://portal.azure.com"
    assert tenant.azure_login_url == "https://login.microsoftonline.com"
    assert tenant.ooma_account == ""


def test_every_setting_of_the_contract_reaches_the_tenant() -> None:
    values = {
        **GOOD,
        "RUNBOOK_TENANT": "contoso",
        "RUNBOOK_AZURE_APP": "Ooma SSO",
        "RUNBOOK_AZURE_OBJECT_ID": GUID,
        "RUNBOOK_AZURE_APP_ID": GUID,
        "RUNBOOK_AZURE_TOTP_SECRET": TOTP,
        "RUNBOOK_OOMA_ACCOUNT_NAME": "msp",
        "RUNBOOK_OOMA_TOTP_SECRET": TOTP,
        "RUNBOOK_OOMA_ACCOUNT": "Contoso Ltd",
        "RUNBOOK_OOMA_ACCOUNT_ID": "4650dff9c79e2dd8d3c9b8b2b4d1e6f0",
        "RUNBOOK_OOMA_REALM": "contoso.sip.example.net",
        "RUNBOOK_EMAIL_CLAIM": "urn:mail",
        "RUNBOOK_AZURE_PORTAL_URL": "https://portal.azure.us",
        "RUNBOOK_AZURE_LOGIN_URL": "https://login.microsoftonline.us",
    }
    tenant = tenant_from(values)
    shown = tenant.model_dump(mode="json") | {
        name: getattr(tenant, name).get_secret_value()
        for name in FIELDS.values()
        if name.endswith(("_password", "_totp_secret"))
    }
    assert {name: shown[field] for name, field in FIELDS.items()} == values


def test_all_faults_are_told_at_once() -> None:
    said = faults(
        {
            "RUNBOOK_AZURE_TENANT": "not a domain",
            "RUNBOOK_AZURE_APP_ID": "42",
            "RUNBOOK_AZURE_USERNAME": "a",
            "RUNBOOK_OOMA_URL": "http://portal.example.net",
            "RUNBOOK_OOMA_TOTP_SECRET": "0189",
            "RUNBOOK_OOMA_PASWORD": "x",
        }
    )
    assert {line.split()[0] for line in said} == {
        "RUNBOOK_AZURE_TENANT",
        "RUNBOOK_AZURE_APP_ID",
        "RUNBOOK_AZURE_PASSWORD",
        "RUNBOOK_OOMA_URL",
        "RUNBOOK_OOMA_USERNAME",
        "RUNBOOK_OOMA_PASSWORD",
        "RUNBOOK_OOMA_PASWORD",
        "RUNBOOK_OOMA_TOTP_SECRET",
    }


@pytest.mark.parametrize("name", sorted(GOOD))
def test_missing_setting_is_named_as_required(name: str) -> None:
    assert faults({key: value for key, value in GOOD.items() if key != name}) == [f"{name} is required"]
    assert fault_of(name, "") == f"{name} is required"


@pytest.mark.parametrize(
    ("unknown", "nearest"),
    [
        ("RUNBOOK_OMA_URL", "RUNBOOK_OOMA_URL"),
        ("RUNBOOK_AZURE_TENNANT", "RUNBOOK_AZURE_TENANT"),
        ("RUNBOOK_OOMA_TOTP", "RUNBOOK_OOMA_TOTP_SECRET"),
        ("RUNBOOK_EMAILCLAIM", "RUNBOOK_EMAIL_CLAIM"),
        ("RUNBOOK_BROWSR", "RUNBOOK_BROWSER"),
    ],
)
def test_unknown_setting_is_told_with_the_nearest_known_one(unknown: str, nearest: str) -> None:
    assert fault_of(unknown, "x") == f"{unknown} is not a setting; did you mean {nearest}?"


@pytest.mark.parametrize(
    ("unknown", "told"),
    [
        ("RUNBOOK_OOMA_PASSWORDHUNTER2", "a variable whose name begins with RUNBOOK_OOMA_PASSWORD is not a setting"),
        ("RUNBOOK_OOMA_ACCOUNT_NAMES", "a variable whose name begins with RUNBOOK_OOMA_ACCOUNT_NAME is not a setting"),
        ("RUNBOOK_OOMA_PASSWD:Hunter2", "a variable whose name begins with RUNBOOK_ is not a setting"),
        ("RUNBOOK_Hunter2", "a variable whose name begins with RUNBOOK_ is not a setting"),
    ],
)
def test_what_may_be_a_value_without_its_equal_sign_is_not_repeated(unknown: str, told: str) -> None:
    said = fault_of(unknown, "")
    assert said.partition(";")[0] == told
    assert "hunter2" not in said.lower()


def test_replace_is_no_setting_but_an_option() -> None:
    assert fault_of("RUNBOOK_REPLACE", "1").startswith("RUNBOOK_REPLACE is not a setting")


def test_settings_of_the_program_are_no_fault() -> None:
    assert tenant_from({**GOOD, "RUNBOOK_BROWSER": "chrome", "RUNBOOK_LOG": "json"}) == tenant_from(GOOD)


SECRETS = {
    "RUNBOOK_AZURE_PASSWORD": "hunter2-azure",
    "RUNBOOK_OOMA_PASSWORD": "hunter2-ooma",
    "RUNBOOK_AZURE_TOTP_SECRET": "GEZDGNBVGY3TQOJQ",
    "RUNBOOK_OOMA_TOTP_SECRET": "MFRGGZDFMZTWQ2LK",
}


def test_no_secret_stands_in_what_a_tenant_prints() -> None:
    tenant = tenant_from({**GOOD, **SECRETS})
    printed = f"{tenant!r} {tenant} {tenant.model_dump()} {tenant.model_dump_json()}"
    assert [value for value in SECRETS.values() if value in printed] == []
    assert set(tenant.secrets) == set(SECRETS.values())


@pytest.mark.parametrize(
    "broken",
    [
        {"RUNBOOK_OOMA_URL": "nonsense"},
        {"RUNBOOK_AZURE_TOTP_SECRET": "hunter2-0189", "RUNBOOK_OOMA_TOTP_SECRET": "hunter2-\u00e9"},
        {"RUNBOOK_OOMA_URL": "https://admin:hunter2@portal.example.net"},
        {"RUNBOOK_OOMA_URL": "https://admin:hunter2@portal\u2100.example"},
        {"RUNBOOK_OOMA_URL": "https://admin:hunter2@[portal]"},
        {"RUNBOOK_OOMA_PASWORD": "hunter2"},
    ],
)
def test_no_message_holds_a_value(broken: dict[str, str]) -> None:
    with pytest.raises(SettingsError) as refusal:
        tenant_from({**GOOD, **SECRETS, **broken})
    told = f"{refusal.value!r} {refusal.value.message} {refusal.value.hint}"
    assert "hunter2" not in told
    assert refusal.value.__cause__ is None
    assert [value for value in SECRETS.values() if value in told] == []


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("https://portal.example.net/", "https://portal.example.net"),
        (" HTTPS://Portal.Example.NET ", "https://portal.example.net"),
        ("https://portal.example.net:8443", "https://portal.example.net:8443"),
        ("https://portal.example.net:443", "https://portal.example.net"),
        ("http://127.0.0.1:8080", "http://127.0.0.1:8080"),
        ("http://localhost:8080/", "http://localhost:8080"),
        ("http://azure.localhost:8080", "http://azure.localhost:8080"),
        ("http://[::1]:8080", "http://[::1]:8080"),
        ("http://127.0.0.1:80", "http://127.0.0.1"),
    ],
)
def test_address_is_kept_as_the_origin_that_a_browser_will_name(given: str, kept: str) -> None:
    tenant = tenant_from({**GOOD, "RUNBOOK_OOMA_URL": given})
    assert tenant.ooma_url == kept
    assert kept in tenant.origins


@pytest.mark.parametrize("name", ["RUNBOOK_OOMA_URL", "RUNBOOK_AZURE_PORTAL_URL", "RUNBOOK_AZURE_LOGIN_URL"])
@pytest.mark.parametrize(
    "host",
    [
        "portal.example.net",
        "127.0.0.1.example.net",
        "localhost.example.net",
        "notlocalhost",
        "10.0.0.1",
        "[fe80::1]",
    ],
)
def test_http_is_for_loopback_only(name: str, host: str) -> None:
    assert "must begin with https://" in fault_of(name, f"http://{host}")


@pytest.mark.parametrize(
    "address",
    [
        "portal.example.net",
        "ftp://portal.example.net",
        "https://",
        "https:///path",
        "javascript:alert(1)",
        "https://portal.example.net/admin",
        "https://portal.example.net?x=1",
        "https://portal.example.net#x",
        "https://user@portal.example.net",
        "https://portal.example.net:port",
        "https://portal.example.net:99999",
        "https://[portal",
        "https://portal .example.net",
    ],
)
def test_what_is_no_origin_is_refused(address: str) -> None:
    assert fault_of("RUNBOOK_OOMA_URL", address).startswith("RUNBOOK_OOMA_URL must ")


@pytest.mark.parametrize("tenant", ["contoso.onmicrosoft.com", "Contoso.com", f" {GUID.upper()} "])
def test_azure_tenant_is_a_domain_or_an_id(tenant: str) -> None:
    assert tenant_from({**GOOD, "RUNBOOK_AZURE_TENANT": tenant}).azure_tenant == tenant.strip().lower()


@pytest.mark.parametrize("tenant", ["contoso", "contoso/..", "a b.com", "-a.com", "6b0c1f8e-7d0a", "contoso.com?x"])
def test_other_azure_tenants_are_refused(tenant: str) -> None:
    assert fault_of("RUNBOOK_AZURE_TENANT", tenant).startswith("RUNBOOK_AZURE_TENANT must be")


@pytest.mark.parametrize("name", ["RUNBOOK_AZURE_OBJECT_ID", "RUNBOOK_AZURE_APP_ID"])
def test_ids_are_checked(name: str) -> None:
    assert fault_of(name, "12345").startswith(f"{name} must be an id")
    assert fault_of(name, GUID.replace("-", "")).startswith(f"{name} must be an id")


@pytest.mark.parametrize("written", [TOTP, TOTP.lower(), "jbsw y3dp ehpk 3pxp", f" {TOTP} "])
def test_totp_secret_may_be_written_in_groups_and_small_letters(written: str) -> None:
    secret = tenant_from({**GOOD, "RUNBOOK_AZURE_TOTP_SECRET": written}).azure_totp_secret
    assert one_time_code(secret.get_secret_value(), 59) == "996554"


@pytest.mark.parametrize("length", [16, 26, 32, 52])
def test_totp_secret_may_be_as_short_as_microsofts(length: int) -> None:
    written = (TOTP * 4)[:length]
    secret = tenant_from({**GOOD, "RUNBOOK_AZURE_TOTP_SECRET": written}).azure_totp_secret
    assert secret.get_secret_value() == written


@pytest.mark.parametrize("written", ["0189", "JBSWY3DP!", "A", "otpauth://totp/x?secret=JBSWY3DPEHPK3PXP", "\u00e9"])
@pytest.mark.parametrize("name", ["RUNBOOK_AZURE_TOTP_SECRET", "RUNBOOK_OOMA_TOTP_SECRET"])
def test_totp_secret_has_to_be_base32(name: str, written: str) -> None:
    assert fault_of(name, written).startswith(f"{name} is not a TOTP secret")


def test_password_is_kept_to_the_letter() -> None:
    password = "  a b\t"
    assert tenant_from({**GOOD, "RUNBOOK_OOMA_PASSWORD": password}).ooma_password.get_secret_value() == password


@pytest.mark.parametrize("name", ["RUNBOOK_AZURE_PASSWORD", "RUNBOOK_OOMA_PASSWORD", "RUNBOOK_AZURE_USERNAME"])
def test_white_space_alone_is_no_credential(name: str) -> None:
    assert fault_of(name, "   ") == f"{name} is empty"


@pytest.mark.parametrize("field", ["name", "ooma_account", "ooma_account_name", "azure_app"])
def test_names_lose_the_white_space_around_them(field: str) -> None:
    setting = next(name for name, known in FIELDS.items() if known == field)
    assert getattr(tenant_from({**GOOD, setting: "  Contoso Ltd "}), field) == "Contoso Ltd"


@pytest.mark.parametrize("account", ["(own)", " (own) ", "own", "Own", "(owner)", "Contoso (own)", ""])
def test_account_signed_in_to_is_written_to_the_letter_and_other_names_are_names(account: str) -> None:
    assert tenant_from({**GOOD, "RUNBOOK_OOMA_ACCOUNT": account}).ooma_account == account.strip()


@pytest.mark.parametrize(
    "account", ["(Own)", "(OWN)", "( own )", "(own )", "(o wn)", "\uff08own\uff09", "(own\u200b)", "(\u00a0own)"]
)
def test_what_is_nearly_the_account_signed_in_to_is_refused(account: str) -> None:
    assert fault_of("RUNBOOK_OOMA_ACCOUNT", account) == (
        "RUNBOOK_OOMA_ACCOUNT must be (own), to the letter, if the account signed in to is meant"
    )


@pytest.mark.parametrize("value", ["4650 dff9", "a\tb", "1.23457E+31", "5e+30"])
def test_account_id_is_one_word_and_no_rounded_number(value: str) -> None:
    assert fault_of("RUNBOOK_OOMA_ACCOUNT_ID", value).startswith("RUNBOOK_OOMA_ACCOUNT_ID ")
    assert value not in fault_of("RUNBOOK_OOMA_ACCOUNT_ID", value)


@pytest.mark.parametrize("value", ["4650dff9c79e2dd8d3c9b8b2b4d1e6f0", "C-1042", "12345", "1e5"])
def test_account_id_need_not_be_made_as_the_portals_are(value: str) -> None:
    assert tenant_from({**NAMED, "RUNBOOK_OOMA_ACCOUNT_ID": f" {value} "}).ooma_account_id == value


@pytest.mark.parametrize("value", ["contoso.sip.example.net", "Contoso.SIP.example.net", "contoso", "a_b-1.example"])
def test_realm_is_a_name_like_a_hosts(value: str) -> None:
    assert tenant_from({**NAMED, "RUNBOOK_OOMA_REALM": f" {value} "}).ooma_realm == value


@pytest.mark.parametrize("value", ["contoso sip", "https://contoso.example", "contoso/x", "a@contoso.example", "a..b"])
def test_what_is_no_realm_is_refused(value: str) -> None:
    assert fault_of("RUNBOOK_OOMA_REALM", value).startswith("RUNBOOK_OOMA_REALM must be a realm, such as")


ID_AND_REALM = {"RUNBOOK_OOMA_ACCOUNT_ID": "4650dff9", "RUNBOOK_OOMA_REALM": "contoso.example"}


@pytest.mark.parametrize("name", ID_AND_REALM)
def test_id_and_realm_need_the_account_too(name: str) -> None:
    missing = "needs RUNBOOK_OOMA_ACCOUNT too: the account's exact name, or (own) for the account signed in to"
    assert fault_of(name, ID_AND_REALM[name]) == f"{name} {missing}"


@pytest.mark.parametrize("account", ["(own)", "Contoso Ltd"])
def test_id_and_realm_may_stand_with_a_name_or_the_account_signed_in_to(account: str) -> None:
    tenant = tenant_from({**GOOD, **ID_AND_REALM, "RUNBOOK_OOMA_ACCOUNT": account})
    assert (tenant.ooma_account, tenant.ooma_account_id) == (account, "4650dff9")


def test_claim_has_no_spaces() -> None:
    assert fault_of("RUNBOOK_EMAIL_CLAIM", "e mail").startswith("RUNBOOK_EMAIL_CLAIM must be")


def test_tenant_does_not_change_once_it_is_made() -> None:
    tenant = tenant_from(GOOD)
    with pytest.raises(ValueError, match="frozen"):
        tenant.azure_app = "Other"
    assert isinstance(tenant, Tenant)


# Where settings come from


@pytest.fixture
def dotenv(tmp_path: Path) -> Path:
    return tmp_path / ".env"


def test_environment_wins_over_dotenv(dotenv: Path) -> None:
    dotenv.write_text("RUNBOOK_OOMA_URL=https://file.example\nRUNBOOK_AZURE_APP=From file\n")
    found = collect({"RUNBOOK_OOMA_URL": "https://environment.example"}, dotenv)
    assert found == {"RUNBOOK_OOMA_URL": "https://environment.example", "RUNBOOK_AZURE_APP": "From file"}


def test_environment_alone_is_enough(dotenv: Path) -> None:
    assert collect({**GOOD, "PATH": "/bin", "HOME": "/"}, dotenv) == GOOD


def test_dotenv_is_not_copied_into_the_environment(dotenv: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("RUNBOOK_OOMA_PASSWORD", raising=False)
    dotenv.write_text("RUNBOOK_OOMA_PASSWORD=x\n")
    collect({}, dotenv)
    with pytest.raises(KeyError):
        monkeypatch.delenv("RUNBOOK_OOMA_PASSWORD")


def test_other_programs_variables_in_dotenv_are_left_alone(dotenv: Path) -> None:
    dotenv.write_text("DATABASE_URL=x\n# RUNBOOK_TENANT=no\nexport RUNBOOK_TENANT='contoso'\n")
    assert collect({}, dotenv) == {"RUNBOOK_TENANT": "contoso"}


def test_dollar_signs_in_a_password_are_kept(dotenv: Path) -> None:
    dotenv.write_text("RUNBOOK_OOMA_PASSWORD=pa${HOME}$1\n")
    assert collect({"HOME": "/root"}, dotenv) == {"RUNBOOK_OOMA_PASSWORD": "pa${HOME}$1"}


def test_dotenv_with_a_byte_order_mark_loses_no_line(dotenv: Path) -> None:
    dotenv.write_bytes(b"\xef\xbb\xbfRUNBOOK_TENANT=contoso\r\nRUNBOOK_AZURE_APP=Ooma\r\n")
    assert collect({}, dotenv) == {"RUNBOOK_TENANT": "contoso", "RUNBOOK_AZURE_APP": "Ooma"}


def test_variable_that_holds_a_line_break_is_told_by_its_name_alone(dotenv: Path) -> None:
    environment = {
        "RUNBOOK_OOMA_PASSWORD": "hunter2\n", "RUNBOOK_AZURE_APP": "Ooma\r\nhunter2", "MSP_KEY": "several\nlines",
        "RUNBOOK_hunter2": "a\nb",
    }  # fmt: skip
    with pytest.raises(SettingsError) as refusal:
        collect(environment, dotenv)
    assert refusal.value.message.splitlines() == [
        "RUNBOOK_AZURE_APP holds a line break: a setting is a single line, also at its end",
        "RUNBOOK_OOMA_PASSWORD holds a line break: a setting is a single line, also at its end",
        ("a variable whose name begins with RUNBOOK_ holds a line break: a setting is a single line, also at its end"),
    ]
