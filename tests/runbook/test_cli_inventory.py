"""Inventories on the command line: their check, the choice of tenants, and a run over several."""

import asyncio
import json
import os
import re
import shlex
import stat
import sys
from pathlib import Path

import jsonschema
import pytest
import typer

from recordings import Options, World, serve
from recordings.inventory import write_inventory
from runbook.cli.inventory import check_inventory
from runbook.inventory import schema
from tests.helpers.inventories import ENVIRONMENT, EXAMPLE, FIRST, TOTP
from tests.helpers.program import Start

SECRETS = {name: value for name, value in ENVIRONMENT.items() if name.startswith("MSP_")}
CSV = "name;azure_tenant;ooma_account\r\nfabrikam;fabrikam.com;Fabrikam\r\nnorthwind;northwind.com;Northwind\r\n"


@pytest.fixture
def inventory(here: Path) -> Path:
    """An inventory of three tenants in the folder in which the program is started."""
    (here / "azure-totp").write_text(TOTP)
    (here / "azure-totp").chmod(0o600)
    (here / "customers.csv").write_text(CSV, encoding="utf-8-sig")
    path = here / "msp.toml"
    path.write_text(f'tenants_csv = "customers.csv"\n{EXAMPLE}')
    return path


@pytest.mark.usefixtures("inventory")
def test_check_lists_what_was_understood(start: Start, mark: Path) -> None:
    answer = start("inventory", "check", "msp.toml", **SECRETS, COLUMNS="40")
    assert answer.returncode == 0, answer.stderr
    assert answer.stderr == ""
    head, *rows, last = answer.stdout.splitlines()
    assert head.split() == ["tenant", "directory", "application", "Ooma", "portal", "Ooma", "account", "sign-ins"]
    assert [row.split()[:3] for row in rows] == [
        ["contoso", "contoso.onmicrosoft.com", "Ooma"],
        ["fabrikam", "fabrikam.com", "Ooma"],
        ["northwind", "northwind.com", "Ooma"],
    ]
    assert rows[0].rstrip().endswith("https://portal.example.net  Contoso Ltd   partner, reseller")
    assert last.startswith("3 tenants, 1 Azure and 1 Ooma sign-ins: nothing is wrong. Next: runbook plan --tenants msp")
    assert "hunter2" not in answer.stdout
    assert not mark.exists()


def test_check_shows_what_tells_accounts_apart(
    here: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(here)
    head, _, _ = EXAMPLE.partition("[[tenant]]")
    keys = 'ooma_account = "Contoso"\nooma_account_id = "4650dff9"\nooma_realm = "contoso.example"\n'
    account = ("Contoso, id 4650dff9, realm contoso.example", "(the sign-in's only one)", "(own)")
    for text, told in zip((keys, "", 'ooma_account = "(own)"\n'), account, strict=True):
        path = here / "msp.toml"
        path.write_text(f'{head}[[tenant]]\nazure_tenant = "contoso.com"\n{text}'.replace("file:azure-totp", "env:T"))
        for name, value in {**SECRETS, "T": TOTP}.items():
            monkeypatch.setenv(name, value)
        check_inventory(path, as_json=False)
        assert told in capsys.readouterr().out
    path.write_text(path.read_text().replace('ooma_account = "(own)"\n', keys))
    with pytest.raises(typer.Exit):
        check_inventory(path, as_json=True)
    (found,) = json.loads(capsys.readouterr().out)["tenants"]
    assert (found["ooma_account_id"], found["ooma_realm"]) == ("4650dff9", "contoso.example")


def test_check_tells_every_mistake_and_ends_with_2(start: Start, inventory: Path, here: Path) -> None:
    inventory.write_text(inventory.read_text().replace("azure_app", "azure_ap"))
    (here / "customers.csv").write_text(CSV.replace("northwind.com", "hunter2 northwind"))
    answer = start("inventory", "check", "msp.toml", MSP_AZURE_PASSWORD="hunter2")
    assert answer.returncode == 2
    assert answer.stdout == ""
    *mistakes, hint = answer.stderr.splitlines()
    assert [line.partition(" ")[0] for line in mistakes] == [
        "msp.toml:15:",
        f"msp.toml:{FIRST + 4}:",
        "customers.csv:3:",
    ]
    assert "runbook inventory check" in hint
    assert "hunter2" not in answer.stderr
    assert "Traceback" not in answer.stderr


def test_check_as_json_is_one_document_whatever_comes_of_it(start: Start, inventory: Path) -> None:
    good = start("inventory", "check", "msp.toml", "--json", **SECRETS)
    assert good.returncode == 0
    found = json.loads(good.stdout)
    assert [(one["name"], one["file"], one["line"]) for one in found["tenants"]] == [
        ("contoso", "msp.toml", FIRST + 1), ("fabrikam", "customers.csv", 2), ("northwind", "customers.csv", 3),
    ]  # fmt: skip
    assert {(one["azure_sign_in"], one["ooma_sign_in"]) for one in found["tenants"]} == {("partner", "reseller")}
    assert (found["mistakes"], found["warnings"]) == ([], [])
    inventory.write_text(inventory.read_text() + "\n[azure_sign_in.old]\nusername = 'x'\npassword = 'hunter2'\n")
    bad = start("inventory", "check", "msp.toml", "--json", **SECRETS)
    assert bad.returncode == 2
    assert bad.stderr == ""
    (mistake,) = json.loads(bad.stdout)["mistakes"]
    assert mistake["of"] == "[azure_sign_in.old]"
    assert mistake["key"] == "password"
    assert json.loads(bad.stdout)["tenants"] == []
    assert "hunter2" not in bad.stdout


def test_what_is_wrong_with_dotenv_is_told_by_the_check_of_an_inventory_too(
    start: Start, inventory: Path, here: Path
) -> None:
    """References lead there."""
    (here / ".env").write_text("\nMSP_AZURE_PASSWORD='hunter2\n")
    answer = start("inventory", "check", inventory.name, "--json", MSP_OOMA_PASSWORD="hunter2")
    assert answer.returncode == 2
    found = json.loads(answer.stdout)
    assert (found["command"], found["outcome"], found["tenants"]) == ("inventory check", "failed", [])
    assert found["error"]["message"].startswith(".env:2: is not NAME=value")
    assert "hunter2" not in answer.stdout + answer.stderr


def test_warnings_are_told_and_do_no_harm(start: Start, inventory: Path) -> None:
    inventory.write_text(inventory.read_text() + "\n[azure_sign_in.old]\nusername = 'x'\npassword = 'env:HOME'\n")
    answer = start("inventory", "check", "msp.toml", **SECRETS)
    assert answer.returncode == 0
    assert answer.stderr == f"warning: msp.toml:{FIRST + 7}: [azure_sign_in.old]: is used by no tenant\n"


def test_schema_is_printed(start: Start) -> None:
    answer = start("inventory", "schema")
    assert answer.returncode == 0
    assert json.loads(answer.stdout) == json.loads(json.dumps(schema()))
    jsonschema.Draft202012Validator.check_schema(json.loads(answer.stdout))


@pytest.mark.usefixtures("inventory")
def test_names_that_are_not_there_end_with_2_and_the_nearest(start: Start, mark: Path) -> None:
    arguments = ("--tenants", "msp.toml", "--only", "fabricam", "--only", "contoso", "--only", "x", "--json")
    answer = start("verify", *arguments, **SECRETS)
    assert answer.returncode == 2
    assert json.loads(answer.stdout)["error"]["code"] == "settings"
    assert answer.stderr.splitlines()[:2] == [
        "the inventory has no tenant 'fabricam'; did you mean fabrikam?",
        "the inventory has no tenant 'x'",
    ]
    assert not mark.exists()


@pytest.mark.usefixtures("inventory")
def test_references_and_settings_are_checked_before_a_browser_starts(start: Start, mark: Path, here: Path) -> None:
    answer = start("apply", "--tenants", "msp.toml", "--jobs", "2", MSP_AZURE_PASSWORD="hunter2")
    assert answer.returncode == 2
    assert "msp.toml:15: [ooma_sign_in.reseller]: password env:MSP_OOMA_PASSWORD is not set" in answer.stderr
    answer = start("apply", "--tenants", "msp.toml", **SECRETS, RUNBOOK_AZURE_TENANT="hunter2.example")
    assert answer.returncode == 2
    assert "RUNBOOK_AZURE_TENANT is a setting for one tenant" in answer.stderr
    assert "hunter2" not in answer.stderr
    assert not mark.exists()
    assert not (here / "runs").exists()


@pytest.mark.usefixtures("inventory")
def test_good_inventory_lets_the_browser_start(start: Start, mark: Path) -> None:
    """Else the tests above would prove nothing."""
    assert start("plan", "--tenants", "msp.toml", "--only", "fabrikam", **SECRETS).returncode != 0
    assert mark.exists()


@pytest.mark.parametrize("arguments", [("--only", "contoso"), ("--jobs", "2")])
def test_choice_among_tenants_needs_an_inventory(start: Start, mark: Path, arguments: tuple[str, ...]) -> None:
    answer = start("plan", *arguments)
    assert answer.returncode == 2
    assert arguments[0] in answer.stderr
    assert "--tenants FILE" in answer.stderr
    assert not mark.exists()


@pytest.mark.skipif(os.name != "posix", reason="process groups are signalled otherwise there")
@pytest.mark.parametrize("command", [("inventory", "check"), ("apply", "--tenants")])
def test_ctrl_c_while_a_vault_is_asked_ends_with_130(
    start: Start, inventory: Path, mark: Path, command: tuple[str, ...]
) -> None:
    """The terminal sends it to the program and to the command that it waits for."""
    code = "import os, signal, time; os.killpg(0, signal.SIGINT); time.sleep(600)"
    reference = f"command:{shlex.quote(sys.executable)} -c '{code}'"
    inventory.write_text(inventory.read_text().replace("env:MSP_AZURE_PASSWORD", reference))
    answer = start(*command, "msp.toml", **SECRETS)
    assert answer.returncode == 130
    assert answer.stderr == "Interrupted. Nothing was touched.\n"
    assert answer.stdout == ""
    assert not mark.exists()


@pytest.mark.long
async def test_plan_over_an_inventory_of_the_recordings(start: Start, here: Path) -> None:
    """From the file that the stand-ins write to the summary, with a sign-in that both tenants share."""
    world = World.make(Options(tenants=3, child=True, totp=False))
    async with serve(world):
        write_inventory(here / "rehearsal.toml", world)
        arguments = ("--tenants", "rehearsal.toml", "--only", "contoso-003", "--only", "contoso-001", "--jobs", "2")
        browser = os.environ.get("RUNBOOK_BROWSER", "")
        answer = await asyncio.to_thread(start, "plan", *arguments, "--json", RUNBOOK_BROWSER=browser)
    assert answer.returncode == 3, answer.stderr
    found = json.loads(answer.stdout)
    assert [(one["name"], one["outcome"]) for one in found["tenants"]] == [
        ("contoso-001", "pending"),
        ("contoso-003", "pending"),
    ]
    (summary,) = (here / "runs").glob("*-fleet/summary.json")
    assert json.loads(summary.read_text("utf-8")) == found
    page = (summary.parent / "summary.html").read_text("utf-8")
    for link in re.findall(r'<a href="([^"]+)">report</a>', page):
        assert (summary.parent / link).resolve().is_file()
    assert page.count(">report</a>") == 2
    assert stat.S_IMODE(summary.stat().st_mode) == 0o600
    assert stat.S_IMODE(summary.parent.stat().st_mode) == 0o700
    assert world.writes == []
    secrets = [secret.read_text().strip() for secret in (here / "rehearsal-secrets").iterdir()]
    assert secrets
    assert [secret for secret in secrets if secret in answer.stdout + answer.stderr] == []
    assert [customer.azure_user.password_attempts for customer in world.customers] == [1, 0, 1]
