"""Helps tests of the inventory: an example, and a folder to write inventories into."""

import json
import os
from collections.abc import Mapping
from pathlib import Path

import pytest

from runbook.inventory import Inventory, InventoryError, load

TOTP = "JBSWY3DPEHPK3PXP"
GUID = "6b0c1f8e-7d0a-4a55-9a51-0d1c4b7e9f10"
OTHER_GUID = "7c0c1f8e-7d0a-4a55-9a51-0d1c4b7e9f10"
ENVIRONMENT = {"MSP_AZURE_PASSWORD": "hunter2-azure", "MSP_OOMA_PASSWORD": "hunter2-ooma", "PATH": "/bin"}

# The example of the README, and of the design.
EXAMPLE = """\
[defaults]
azure_sign_in = "partner"
ooma_sign_in = "reseller"
ooma_url = "https://portal.example.net"

[azure_sign_in.partner]
username = "automation@msp.example"
password = "env:MSP_AZURE_PASSWORD"
totp_secret = "file:azure-totp"

[ooma_sign_in.reseller]
username = "automation@msp.example"
account_name = "msp"
password = "env:MSP_OOMA_PASSWORD"

[[tenant]]
name = "contoso"
azure_tenant = "contoso.onmicrosoft.com"
azure_app = "Ooma"
ooma_account = "Contoso Ltd"
"""
HEAD, _, _ = EXAMPLE.partition("[[tenant]]")
FIRST = len(HEAD.splitlines()) + 1


class Desk:
    """A folder with an inventory in it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.write("azure-totp", TOTP + "\n")
        (folder / "azure-totp").chmod(0o600)

    def write(self, name: str, text: str) -> Path:
        path = self.folder / name
        path.write_text(text, encoding="utf-8")
        return path

    def load(
        self, text: str, csv: str | None = None, *, environment: Mapping[str, str] = ENVIRONMENT, resolve: bool = False
    ) -> Inventory:
        """Load this inventory, with this CSV file beside it."""
        if csv is not None:
            self.write("customers.csv", csv)
            text = f'tenants_csv = "customers.csv"\n{text}'
        return load(self.write("msp.toml", text), environment, resolve=resolve)

    def mistakes(self, text: str, csv: str | None = None, **options: object) -> list[str]:
        """What is said about this inventory, a line for each mistake, without the folder."""
        with pytest.raises(InventoryError) as refusal:
            self.load(text, csv, **options)  # type: ignore[arg-type]
        assert refusal.value.code == "inventory"
        assert refusal.value.hint
        assert "hunter2" not in f"{refusal.value!r} {refusal.value.message} {refusal.value.mistakes}"
        return refusal.value.message.replace(f"{self.folder}{os.sep}", "").splitlines()

    def warnings(self, text: str, csv: str | None = None) -> list[str]:
        """The warnings about this inventory."""
        return [str(one).replace(f"{self.folder}{os.sep}", "") for one in self.load(text, csv).warnings]


def tenant(*lines: str) -> str:
    """The example's sign-ins with one tenant that has these lines."""
    return HEAD + "[[tenant]]\n" + "\n".join(lines) + "\n"


def tenants(*tables: Mapping[str, str]) -> str:
    """The example's sign-ins with these tenants."""
    blocks = ("\n".join(f"{key} = {json.dumps(value)}" for key, value in table.items()) for table in tables)
    return HEAD + "".join(f"[[tenant]]\n{block}\n" for block in blocks)
