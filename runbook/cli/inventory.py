"""Inventories at the command line: ``runbook inventory ...``, and the tenants for ``--tenants``."""

from collections.abc import Iterable, Sequence
from pathlib import Path

import typer
from rich.console import Console
from rich.table import Table

from runbook.cli.messages import USAGE, interruptible, print_json, printing, tell, usage
from runbook.errors import SettingsError
from runbook.inventory import Entry, Inventory, InventoryError, Mistake, load, schema, told
from runbook.terminal import plain

_WIDEST = 10_000


def check_inventory(file: Path, *, as_json: bool) -> None:
    """Tell every mistake of an inventory and of the CSV file beside it, else the tenants; every reference is followed.

    Args:
        file: an inventory.
        as_json: tell it as one JSON document on stdout.

    Raises:
        typer.Exit: there are mistakes, which were told.
    """
    entries: Sequence[Entry] = ()
    warnings: Sequence[Mistake] = ()
    mistakes: Sequence[Mistake] = ()
    try:
        with interruptible("Nothing was touched."):
            inventory = load(file, resolve=True)
    except InventoryError as error:
        mistakes = error.mistakes
        if not as_json:
            raise usage(error) from None
    except SettingsError as error:
        raise usage(error, "inventory check" if as_json else "") from None
    else:
        entries, warnings = list(inventory.entries.values()), inventory.warnings
    if as_json:
        document = {
            "command": "inventory check",
            "inventory": str(file),
            "tenants": [_as_json(entry) for entry in entries],
            "mistakes": [mistake.as_json() for mistake in mistakes],
            "warnings": [warning.as_json() for warning in warnings],
        }
        print_json(document)
        raise typer.Exit(USAGE if mistakes else 0)
    warn(warnings)
    with printing():
        _show(entries)
        next_step = f"{_count(entries)}: nothing is wrong. Next: runbook plan --tenants {file}"
        Console().print(plain(next_step), soft_wrap=True)


def print_schema() -> None:
    """Print the JSON Schema of inventories, for editors."""
    print_json(schema())


def chosen(file: Path, only: Sequence[str]) -> tuple[Inventory, list[str]]:
    """An inventory, and the names of the tenants that a command is to work on; warnings are printed.

    Args:
        file: an inventory.
        only: names of the tenants to take; all of them if there is none.

    Raises:
        SettingsError: it tells everything that is wrong.
    """
    inventory = load(file)
    inventory.assert_known(only)
    warn(inventory.warnings)
    return inventory, [name for name in inventory.names if name in only or not only]


def warn(warnings: Sequence[Mistake]) -> None:
    """Print what can be meant, but hardly is."""
    for line in told(warnings):
        tell(f"warning: {line}", "yellow")


def _show(entries: Iterable[Entry]) -> None:
    """A line for each tenant, also where lines are longer than the screen is wide."""
    table = Table(box=None, pad_edge=False)
    for head in ("tenant", "directory", "application", "Ooma portal", "Ooma account", "sign-ins"):
        table.add_column(head, no_wrap=True)
    for entry in entries:
        sign_ins = f"{entry.azure_sign_in}, {entry.ooma_sign_in}"
        cells = (entry.name, entry.azure_tenant, entry.azure_app, entry.ooma_url, _account(entry), sign_ins)
        table.add_row(*(plain(cell) for cell in cells))
    console = Console()
    width = console.measure(table, options=console.options.update(width=_WIDEST)).maximum
    Console(width=max(console.width, width)).print(table, crop=False)


def _account(entry: Entry) -> str:
    """The account as a person would tell it to another."""
    told = [entry.ooma_account or "(the sign-in's only one)"]
    told += [f"id {entry.ooma_account_id}"] if entry.ooma_account_id else []
    told += [f"realm {entry.ooma_realm}"] if entry.ooma_realm else []
    return ", ".join(told)


def _count(entries: Sequence[Entry]) -> str:
    count = len(entries)
    azure, ooma = ({getattr(entry, key) for entry in entries} for key in ("azure_sign_in", "ooma_sign_in"))
    return f"{count} tenant{'s' * (count != 1)}, {len(azure)} Azure and {len(ooma)} Ooma sign-ins"


def _as_json(entry: Entry) -> dict[str, object]:
    return {
        "name": entry.name,
        "azure_tenant": entry.azure_tenant,
        "azure_app": entry.azure_app,
        "azure_object_id": entry.azure_object_id,
        "azure_app_id": entry.azure_app_id,
        "ooma_url": entry.ooma_url,
        "ooma_account": entry.ooma_account,
        "ooma_account_id": entry.ooma_account_id,
        "ooma_realm": entry.ooma_realm,
        "azure_sign_in": entry.azure_sign_in,
        "ooma_sign_in": entry.ooma_sign_in,
        "file": entry.place.file,
        "line": entry.place.line,
    }
