"""The ways through Ooma's list of accounts: the account of exactly the configured name, and the only one, or none.

What decides is whose tab is open in the end: the stand-in tells by its addresses.
"""

import asyncio
from pathlib import Path

import pytest

from pages.errors import Ambiguous, NotFound, PortalError, WrongPlace
from recordings import Options
from recordings.faults import Fault, FaultKind
from recordings.ooma.saml import acs_url
from recordings.ooma.state import Account, add_account
from tests.helpers.opened import opened
from tests.helpers.plays import Bot, Stage, complete, played

CHILD = Options(totp=False, child=True)
# Beyond the rows that a list loads at first.
MANY = 26
# Long enough for whatever a drawing holds back.
PATIENT = 20.0


def deep(stage: Stage, many: int = MANY) -> Account:
    """Put the customer two levels down, among others and beyond the first page of its list."""
    root, customer = stage.world.root, stage.customer.account
    for number in range(many):
        add_account(root, f"Branch {number:02}")
    region = add_account(root, "Region West")
    area = add_account(region, "Area 7")
    for number in range(many):
        add_account(area, f"Another {number:02}")
    root.children.remove(customer)
    area.children.append(customer)
    customer.parent = area
    return area


async def shown(bot: Bot, stage: Stage, timeout: float = PATIENT, **settings: str) -> str:
    """Whose tab is open once the portal was asked for the configured account."""
    complete(stage)
    async with opened(bot, stage, settings=settings, timeout=timeout) as session:
        await session.idp.reload()
        assert await session.idp.prove()
        tab = await session.idp.read()
        assert tab is not None
        return tab.acs_url


DRAWINGS: dict[str, dict[str, object]] = {
    "as it is": {},
    "the menu sleeps": {"menu_sleeps": 1.5},
    "a late list wipes what was typed": {"late_list": 0.8},
    "a late list keeps what was typed": {"late_list": 0.8, "late_list_keeps_text": True},
    "the apps come first": {"apps_first": True},
    "rows are drawn again": {"redraws": True},
    "answers in pages": {"search_pages": True},
    "a tree of plain rows": {"tree": "rows"},
}
# Here all branches are opened, one after the other.
SLOW: dict[str, dict[str, object]] = {
    "only loaded rows are filtered": {"search": "filter"},
    "no search": {"search": "none"},
    "a tree of plain rows without a search": {"tree": "rows", "search": "none"},
}


@pytest.mark.parametrize("drawing", DRAWINGS, ids=lambda name: name.replace(" ", "-"))
async def test_the_account_is_found_however_the_list_is_drawn(bot: Bot, tmp_path: Path, drawing: str) -> None:
    async with played(CHILD, tmp_path) as stage:
        deep(stage)
        await assert_found(bot, stage, DRAWINGS[drawing])


async def assert_found(bot: Bot, stage: Stage, drawing: dict[str, object]) -> None:
    for name, value in drawing.items():
        setattr(stage.world.ooma, name, value)
    assert await shown(bot, stage) == acs_url(stage.world, stage.customer.account)
    assert stage.world.writes == []


@pytest.mark.everything
@pytest.mark.parametrize("drawing", SLOW, ids=lambda name: name.replace(" ", "-"))
async def test_the_account_is_found_in_a_large_list_without_a_search(bot: Bot, tmp_path: Path, drawing: str) -> None:
    async with played(CHILD, tmp_path) as stage:
        deep(stage)
        await assert_found(bot, stage, SLOW[drawing])


@pytest.mark.long
async def test_the_account_is_found_where_only_loaded_rows_are_filtered(bot: Bot, tmp_path: Path) -> None:
    async with played(CHILD, tmp_path) as stage:
        stage.world.root.children[:] = [stage.customer.account]
        stage.customer.account.children.clear()
        deep(stage, 0)
        await assert_found(bot, stage, SLOW["only loaded rows are filtered"])


async def refused(bot: Bot, stage: Stage, kind: type[PortalError], **settings: str) -> PortalError:
    """Why the portal isn't gone through; with a limit that nothing may wait for."""
    without = tuple(name for name, value in settings.items() if not value)
    async with opened(bot, stage, settings=settings, without=without, timeout=300) as session:
        with pytest.raises(kind) as caught:
            await session.idp.reload()
    assert stage.world.writes == []
    return caught.value


def twin(stage: Stage) -> Account:
    """An account of the customer's name in another branch."""
    return add_account(add_account(stage.world.root, "Region West"), stage.customer.account.name)


async def test_two_accounts_of_one_name_are_told_and_none_is_opened(bot: Bot, tmp_path: Path) -> None:
    async with played(CHILD, tmp_path) as stage:
        other = twin(stage)
        error = await refused(bot, stage, Ambiguous)
        for account in (stage.customer.account, other):
            assert f"realm {account.realm}, id {account.id}" in error.message
        assert "{ooma_account_id} or {ooma_realm}" in error.hint


@pytest.mark.parametrize(
    ("told", "is_twin"),
    [
        ("id", True),
        ("id", False),
        pytest.param("realm", True, marks=pytest.mark.long),
        pytest.param("realm", False, marks=pytest.mark.everything),
        pytest.param("both", True, marks=pytest.mark.everything),
    ],
)
async def test_of_two_accounts_of_one_name_the_configured_one_is_opened(
    bot: Bot, tmp_path: Path, told: str, is_twin: bool
) -> None:
    async with played(CHILD, tmp_path) as stage:
        other = twin(stage)
        account = other if is_twin else stage.customer.account
        settings = {
            "id": {"RUNBOOK_OOMA_ACCOUNT_ID": account.id.upper()},
            "realm": {"RUNBOOK_OOMA_REALM": account.realm},
            "both": {"RUNBOOK_OOMA_ACCOUNT_ID": account.id, "RUNBOOK_OOMA_REALM": account.realm.upper()},
        }[told]
        complete(stage)
        other.idp = stage.idp
        assert await shown(bot, stage, PATIENT, **settings) == acs_url(stage.world, account)


@pytest.mark.parametrize(
    "settings", [{"RUNBOOK_OOMA_ACCOUNT_ID": "0" * 32}, {"RUNBOOK_OOMA_REALM": "nobody.example"}], ids=["id", "realm"]
)
async def test_account_of_another_id_or_realm_is_not_opened(bot: Bot, tmp_path: Path, settings: dict[str, str]) -> None:
    async with played(CHILD, tmp_path) as stage:
        error = await refused(bot, stage, WrongPlace, **settings)
        assert stage.customer.account.realm in error.message


async def test_without_an_account_the_customers_are_told_and_none_is_opened(bot: Bot, tmp_path: Path) -> None:
    async with played(CHILD, tmp_path) as stage:
        error = await refused(bot, stage, Ambiguous, RUNBOOK_OOMA_ACCOUNT="")
        assert f"'{stage.customer.account.name}'" in error.message
        assert "write (own) there" in error.hint


@pytest.mark.parametrize("tree", ["sliding", "rows"])
async def test_without_an_account_a_single_customer_is_enough_to_stop(bot: Bot, tmp_path: Path, tree: str) -> None:
    async with played(CHILD, tmp_path) as stage:
        stage.world.root.children[:] = [stage.customer.account]
        stage.customer.account.children.clear()
        stage.world.ooma.tree = tree  # type: ignore[assignment]
        await refused(bot, stage, Ambiguous, RUNBOOK_OOMA_ACCOUNT="")


async def test_without_an_account_the_only_one_is_opened(bot: Bot, tmp_path: Path) -> None:
    async with played(Options(totp=False), tmp_path) as stage:
        stage.customer.account.children.clear()
        complete(stage)
        async with opened(bot, stage, without=("RUNBOOK_OOMA_ACCOUNT",)) as session:
            await session.idp.reload()
            assert await session.idp.prove()
            tab = await session.idp.read()
        assert tab is not None
        assert tab.acs_url == acs_url(stage.world, stage.customer.account)


@pytest.mark.parametrize("tree", ["sliding", "rows"])
async def test_account_of_a_name_that_is_near_is_told_and_not_opened(bot: Bot, tmp_path: Path, tree: str) -> None:
    async with played(CHILD, tmp_path) as stage:
        stage.world.ooma.tree = tree  # type: ignore[assignment]
        stage.customer.account.name = "Contoso."
        error = await refused(bot, stage, NotFound, RUNBOOK_OOMA_ACCOUNT="contoso")
        assert "Did you mean 'Contoso.'" in error.message
        assert "{ooma_account}" in error.hint


async def test_account_that_is_nowhere_is_told_at_once(bot: Bot, tmp_path: Path) -> None:
    async with played(CHILD, tmp_path) as stage:
        async with asyncio.timeout(60):
            error = await refused(bot, stage, NotFound, RUNBOOK_OOMA_ACCOUNT="Zebra 42")
        assert "no account named 'Zebra 42'" in error.message


@pytest.mark.everything
async def test_a_search_that_the_server_fails_is_not_all_there_is(bot: Bot, tmp_path: Path) -> None:
    """What is on screen then are the rows that were loaded before, and a twin may be anywhere."""
    async with played(CHILD, tmp_path) as stage:
        add_account(add_account(stage.world.root, "Region West"), stage.customer.account.name)
        stage.world.faults.add(Fault("ooma.accounts.search", FaultKind.HTTP_500, times=9))
        with pytest.raises(Ambiguous):
            await shown(bot, stage)
        assert stage.world.writes == []


@pytest.mark.parametrize("told", ["ID", "REALM"])
async def test_the_account_signed_in_to_has_to_be_the_configured_one_too(bot: Bot, tmp_path: Path, told: str) -> None:
    wrong = {"RUNBOOK_OOMA_ACCOUNT_ID": "0" * 32} if told == "ID" else {"RUNBOOK_OOMA_REALM": "other.example"}
    async with played(Options(totp=False), tmp_path) as stage:
        await refused(bot, stage, WrongPlace, **wrong)
