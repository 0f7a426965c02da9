"""Tenants side by side in one real browser: shared sign-ins, and nothing of one tenant in another."""

from pathlib import Path

import pytest

from recordings import Options, Write
from recordings.inventory import write_inventory
from runbook.brake import Brake
from runbook.fleet.command import Fleet, in_browser
from runbook.fleet.order import order_for
from runbook.fleet.settings import fleet_settings
from runbook.inventory import load
from runbook.options import Command
from runbook.options import Options as Asked
from runbook.results import RunResult
from tests.helpers.fleets import Silent, Views, outcomes
from tests.helpers.plays import complete, played
from tests.helpers.worlds import assert_everything_is_its_tenants

pytestmark = [pytest.mark.timeout(600), pytest.mark.long, pytest.mark.usefixtures("light")]

SHARED = Options(tenants=3, partner=True, child=True, totp=False)


async def run(folder: Path) -> RunResult:
    """Run `apply` on all tenants of the inventory that was written here."""
    inventory = load(folder / "msp.toml", {})
    options = Asked(command=Command.APPLY, timeout=60, runs=folder / "runs")
    order = order_for(inventory, inventory.names, options)
    opens = in_browser(options, Silent())
    settings = fleet_settings({"RUNBOOK_STATE": str(folder / "state")})
    return await Fleet(settings, lambda: inventory, opens, Silent()).run(order, 4, Views(), Brake())


@pytest.mark.parametrize("up_to", [pytest.param(0, marks=pytest.mark.everything), 7])
async def test_tenants_side_by_side_share_sign_ins_and_nothing_else(tmp_path: Path, up_to: int) -> None:
    """All have an application 'Ooma' and accounts of similar names, and one sign-in for each portal.

    In the middle of it everybody's session ends; it is renewed once for all.
    """
    async with played(SHARED, tmp_path) as stage:
        world = stage.world
        ends_at = 6
        if up_to:
            ends_at = 2
            first, *others = world.customers
            complete(stage, customer=first)  # it is run alone, before the others
            for customer in others:
                complete(stage, up_to=up_to, customer=customer)
        write_inventory(tmp_path / "msp.toml", world)
        partner, reseller = stage.customer.azure_user, stage.customer.ooma_user

        async def end_sessions(write: Write) -> None:
            del write
            if len(world.writes) == ends_at:
                world.azure_sessions.expire()
                world.ooma_sessions.expire()

        world.after_write = end_sessions
        result = await run(tmp_path)
        ended = list(outcomes(result).values())
        assert ended == ["unchanged" if up_to else "applied", "applied", "applied"], [
            one.error for one in result.tenants
        ]
        assert_everything_is_its_tenants(world)
        told = {one.name: one.ooma_account.id for one in result.tenants if one.ooma_account is not None}
        assert told == {customer.name: customer.account.id for customer in world.customers}
        assert partner.password_attempts == 2
        assert reseller.password_attempts == 2


@pytest.mark.everything
async def test_a_refused_sign_in_is_tried_once_and_only_its_tenants_are_left_out(tmp_path: Path) -> None:
    """Of two Azure sign-ins one has a wrong password."""
    async with played(SHARED, tmp_path) as stage:
        world, inventory = stage.world, tmp_path / "msp.toml"
        write_inventory(inventory, world)
        other = world.customers[2].directory.administrator
        second = f'[azure_sign_in.second]\nusername = "{other.upn}"\npassword = "file:wrong"\n'
        (tmp_path / "wrong").write_text("not the password")
        head, *tenants = inventory.read_text("utf-8").split("[[tenant]]")
        tenants[1:] = [one.replace('"partner"', '"second"') for one in tenants[1:]]
        inventory.write_text("[[tenant]]".join([head + second, *tenants]), "utf-8")
        result = await run(tmp_path)
        first, last = ("failed rejected-credentials", "skipped sign-in-refused")
        ended = list(outcomes(result).values())
        assert ended[0] == "applied", [one.error for one in result.tenants]
        assert sorted(ended[1:]) == [first, last]
        assert other.password_attempts == 1
        assert {write.tenant for write in world.writes} == {world.customers[0].name}
        assert result.exit_code == 1
