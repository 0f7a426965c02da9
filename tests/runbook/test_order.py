"""What a batch's order tells other machines, and which of them can stand in for each other."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pydantic import create_model

from runbook import __version__
from runbook.fleet import order as module
from runbook.fleet.order import Order, order_for, queued, version_of
from runbook.inventory import Inventory, load
from runbook.options import Command, Options
from runbook.results import TenantResult
from tests.helpers.fleets import ENVIRONMENT, inventory_text
from tests.helpers.inventories import GUID

OPTIONS = Options(
    command=Command.VERIFY,
    inventory=Path("msp.toml"),
    only=("tenant-001",),
    jobs=7,
    stop_after=5,
    timeout=61.5,
    replace=True,
    sign_on=True,
    runs=Path("mine"),
    browser="/opt/browser",
    headed=True,
)


def read(folder: Path, text: str) -> Inventory:
    path = folder / "msp.toml"
    path.write_text(text, encoding="utf-8")
    return load(path, ENVIRONMENT)


def test_an_order_tells_what_is_to_be_done_and_nothing_of_the_machine_that_gave_it(tmp_path: Path) -> None:
    told = order_for(read(tmp_path, inventory_text(2)), ["tenant-001"], OPTIONS).model_dump(mode="json")
    assert told["task"] == {
        "command": "verify",
        "stop_after": 5,
        "timeout": 61.5,
        "replace": True,
        "sign_on": True,
        "metadata_wait": 20,
    }
    assert set(told) == {"task", "tenants", "at_once"}
    own = Options(command=Command.APPLY, runs=Path("theirs"), browser="chrome")
    theirs = own.doing(Order.model_validate(told).task)
    assert theirs == Options(
        command=Command.VERIFY,
        stop_after=5,
        timeout=61.5,
        metadata_wait=20,
        replace=True,
        sign_on=True,
        runs=Path("theirs"),
        browser="chrome",
    )


def test_workers_with_the_same_tenants_stand_in_for_each_other_wherever_their_secrets_are(tmp_path: Path) -> None:
    text = inventory_text(2)
    version = version_of(read(tmp_path, text))
    assert version.startswith(f"{__version__}-")
    assert version_of(read(tmp_path, text.replace("env:AZURE_PASSWORD", "env:OOMA_PASSWORD"))) == version
    assert version_of(read(tmp_path, inventory_text(3))) != version


def test_workers_may_keep_the_inventory_in_other_files_and_lines(tmp_path: Path) -> None:
    text = inventory_text(2)
    assert version_of(read(tmp_path, f"\n\n{text}")) == version_of(read(tmp_path, text))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ('ooma_account = "Contoso  Ltd"', 'ooma_account = "contoso ltd"'),
        ('ooma_account = "Contoso"', 'ooma_account = "Contoso"\nooma_account_id = "1f"\nooma_realm = "x.example"'),
        ('ooma_account = "(own)"', ""),
        ("", f'azure_object_id = "{GUID}"\nazure_app_id = "{GUID}"'),
    ],
)
def test_tenants_that_may_be_one_are_never_worked_on_at_the_same_time(tmp_path: Path, one: str, other: str) -> None:
    """They are of two inventories, perhaps; the queue takes the tenants of one place one after the other."""
    sign_in = 'ooma_account = "Customer 000"'
    places = [
        queued(read(tmp_path, inventory_text(1).replace(sign_in, lines)).entry("tenant-000")).place
        for lines in (one, other)
    ]
    assert places[0] == places[1]


def test_tenants_of_two_accounts_have_two_places(tmp_path: Path) -> None:
    inventory = read(tmp_path, inventory_text(2))
    assert len({queued(inventory.entry(name)).place for name in inventory.names}) == 2


REWORDED = type("Order", (Order,), {"__doc__": "Said in other words.", "__module__": __name__})
LONGER = create_model("Order", __base__=Order, more=(bool, False))
OTHER_RESULT = create_model("TenantResult", __base__=TenantResult, more=(bool, False))


@pytest.fixture
def no_shape() -> Iterator[None]:
    """A process works the shape out once, since it does not change there as it does in these tests."""
    yield
    module._shape.cache_clear()


@pytest.mark.parametrize(
    ("kind", "same"),
    [(REWORDED, True), (LONGER, False), (OTHER_RESULT, False)],
    ids=["reworded", "order", "result"],
)
@pytest.mark.usefixtures("no_shape")
def test_workers_that_write_something_else_into_the_queue_do_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: type, same: bool
) -> None:
    inventory = read(tmp_path, inventory_text(2))
    version = version_of(inventory)
    monkeypatch.setattr(module, kind.__name__, kind)
    module._shape.cache_clear()
    assert (version_of(inventory) == version) is same
