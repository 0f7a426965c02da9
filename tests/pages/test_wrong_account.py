"""The wrong customer is never written to: random trees of accounts and settings, through the portal to a real write.

Who may be written to is told from the tree; who was, by the stand-in.
"""

import random
from collections import Counter
from pathlib import Path

import pytest

from pages.errors import Ambiguous, NotFound, PortalError, WrongPlace
from recordings import Options
from recordings.ooma.state import Account, OomaBehaviour, add_account
from runbook.certificates.certificate import make_placeholder
from runbook.errors import SettingsError
from runbook.evidence.clock import utc_now
from runbook.guide import MIME_TYPE
from runbook.results import TenantResult
from tests.helpers.accounts import Tree, tree_of
from tests.helpers.applications import is_same
from tests.helpers.opened import opened
from tests.helpers.plays import Bot, Stage, assert_applied, assert_failed, played

CHILD = Options(totp=False, child=True)
REFUSALS = (Ambiguous, NotFound, WrongPlace)
URL = "https://login.example/saml2"
CLAIM = "http://claims.example/emailaddress"


def planted_tree(stage: Stage, number: int) -> tuple[Tree, list[Account], OomaBehaviour, Account | None]:
    """Make the portal's tree of accounts that of a number; and in which mood the portal is.

    Returns:
        The tree, its accounts, the mood, and the account to which every choice leads, if it is so.
    """
    rng = random.Random(number)  # noqa: S311 - no secret
    tree = tree_of(number)
    root = stage.world.root
    root.children.clear()
    root.idp, root.name, root.realm, root.id = None, tree.nodes[0].name, tree.nodes[0].realm, tree.nodes[0].id
    accounts = [root]
    for node in tree.nodes[1:]:
        assert node.parent is not None
        account = add_account(accounts[node.parent], node.name, rng)
        account.id, account.realm = node.id, node.realm
        accounts.append(account)
    elsewhere = rng.choice(accounts) if rng.random() < 0.15 else None
    mood = OomaBehaviour(
        masquerades_as=elsewhere,
        menu_sleeps=rng.choice([0, 0, 0, 0.3]),
        tree=rng.choice(["sliding", "rows"]),
        search=rng.choice(["server", "server", "filter", "none"]),
        redraws=rng.random() < 0.2,
        late_list=rng.choice([0, 0, 0, 0.2]),
        late_list_keeps_text=rng.random() < 0.5,
        quiet_refusals=rng.random() < 0.5,
        search_pages=rng.random() < 0.2,
    )
    return tree, accounts, mood, elsewhere


def meant_by(tree: Tree) -> tuple[set[int], bool]:
    """The account that may be written to, if any, and whether it has to be: by all that the portal knows."""
    if tree.wanted == "(own)":
        # Nothing shows the id and the realm of the account that was signed in to.
        return {0}, not tree.account_id and not tree.realm
    if not tree.wanted:
        return ({0}, True) if len(tree.nodes) == 1 else (set(), False)
    named = [at for at, node in enumerate(tree.nodes) if is_same(node.name, tree.wanted)]
    right = [at for at in named if tree.confirmed(tree.nodes[at], id_shown=True, realm_shown=True)]
    if len(right) == 1:
        return set(right), right != [0]
    if len(named) != 1:
        return set(), False
    if tree.contradicted(tree.nodes[named[0]], id_shown=True, realm_shown=True):
        return ({0} if named == [0] else set()), False
    # A row that isn't marked as the one shown now may be another account of the name of the one signed in to.
    return set(named), named != [0]


async def write(bot: Bot, stage: Stage, tree: Tree, timeout: float) -> PortalError | SettingsError | None:
    """Set up an identity provider as the program does; what kept it from it, if anything did."""
    settings = {
        "RUNBOOK_OOMA_ACCOUNT": tree.wanted,
        "RUNBOOK_OOMA_ACCOUNT_ID": tree.account_id,
        "RUNBOOK_OOMA_REALM": tree.realm,
    }
    empty = tuple(name for name, value in settings.items() if not value)
    try:
        async with opened(bot, stage, settings=settings, without=empty, timeout=timeout) as session:
            await session.idp.reload()
            pins = await session.idp.prove()
            dialog = await session.idp.open_dialog()
            await dialog.set_sso_url(URL)
            await dialog.set_email_claim(CLAIM)
            placeholder = make_placeholder(utc_now())
            file = {"name": placeholder.file_name, "mimeType": MIME_TYPE, "buffer": placeholder.pem}
            await dialog.certificate.upload(file, "the placeholder certificate")  # type: ignore[arg-type]
            await dialog.save([*pins, *await session.idp.prove()])
    except (PortalError, SettingsError) as error:
        return error
    return None


async def tried(bot: Bot, stage: Stage, number: int, timeout: float = 20) -> str:
    """What a case ends with: an account of the right name was written to, or why none was.

    Raises:
        AssertionError: another account was written to, or the one that was meant wasn't.
    """
    tree, accounts, mood, elsewhere = planted_tree(stage, number)
    stage.world.ooma = mood
    stage.world.writes.clear()
    raised = await write(bot, stage, tree, timeout)
    written = [at for at, account in enumerate(accounts) if account.idp is not None]
    may, must = meant_by(tree)
    told = (number, tree, mood, raised)
    assert len(stage.world.writes) == len(written), told
    assert set(written) <= may, told
    if written:
        return "written"
    assert raised is not None, told
    if isinstance(raised, SettingsError):
        # An id or a realm without a name is refused before anything is opened.
        assert not tree.wanted, told
        assert tree.account_id or tree.realm, told
        return "refused in settings"
    assert isinstance(raised, REFUSALS), told
    assert raised.hint or isinstance(raised, WrongPlace), told
    leads_astray = elsewhere is not None and may != {accounts.index(elsewhere)}
    return f"missed: {raised!r}" if must and not leads_astray else type(raised).__name__


async def search(bot: Bot, tmp_path: Path, numbers: range) -> Counter[str]:
    """Try these cases; how often each ended how."""
    ends: Counter[str] = Counter()
    missed: list[object] = []
    async with played(CHILD, tmp_path) as stage:
        for number in numbers:
            end = await tried(bot, stage, number)
            ends[end] += 1
            if end.startswith("missed"):
                missed.append((number, end))
    assert not missed, (missed, ends)
    return ends


@pytest.mark.long
async def test_nobody_else_is_written_to(bot: Bot, tmp_path: Path) -> None:
    await search(bot, tmp_path, range(3, 7))


@pytest.mark.everything
@pytest.mark.timeout(1800)
@pytest.mark.parametrize("first", [1000, 1040, 1080, 1120])
async def test_nobody_else_is_written_to_whatever_the_tree(bot: Bot, tmp_path: Path, first: int) -> None:
    ends = await search(bot, tmp_path, range(first, first + 40))
    assert ends["written"] > 5


async def applied(bot: Bot, stage: Stage, **settings: str) -> TenantResult:
    """A whole run; nothing is found missing for long."""
    return await bot.run(stage, settings=settings, without=[one for one in settings if not settings[one]], timeout=20)


@pytest.mark.everything
async def test_reseller_without_a_configured_customer_is_left_alone(bot: Bot, tmp_path: Path) -> None:
    async with played(CHILD, tmp_path) as stage:
        assert_failed(await applied(bot, stage, RUNBOOK_OOMA_ACCOUNT=""), "ambiguous")
        stage.assert_nothing_written()


@pytest.mark.everything
async def test_reseller_with_one_customer_in_a_list_without_hooks_is_left_alone(bot: Bot, tmp_path: Path) -> None:
    async with played(CHILD, tmp_path) as stage:
        stage.world.root.children[:] = [stage.customer.account]
        stage.customer.account.children.clear()
        stage.world.ooma.tree = "rows"
        assert_failed(await applied(bot, stage, RUNBOOK_OOMA_ACCOUNT=""), "ambiguous")
        assert stage.world.writes == []


@pytest.mark.everything
async def test_twin_is_left_alone_and_the_one_with_the_id_is_configured(bot: Bot, tmp_path: Path) -> None:
    async with played(CHILD, tmp_path) as stage:
        account = stage.customer.account
        add_account(stage.world.root.children[-1], account.name)
        assert_failed(await applied(bot, stage), "ambiguous")
        assert stage.world.writes == []
        assert_applied(await applied(bot, stage, RUNBOOK_OOMA_ACCOUNT_ID=account.id))
        assert [one for one in stage.world.root.walk() if one.idp is not None] == [account]


@pytest.mark.everything
@pytest.mark.parametrize("name", ["CONTOSO", "Test: contoso", "contoso.", "contoso\u200b", "Old | contoso"])
async def test_portal_that_goes_to_an_account_of_a_name_like_it_is_left_alone(
    bot: Bot, tmp_path: Path, name: str
) -> None:
    async with played(CHILD, tmp_path) as stage:
        stage.world.ooma.masquerades_as = add_account(stage.world.root, name)
        assert_failed(await applied(bot, stage), "wrong-place")
        assert stage.world.writes == []


@pytest.mark.everything
@pytest.mark.parametrize("name", ["contoso.", "CONTOSO", "*contoso"])
async def test_account_of_a_name_like_it_is_told_and_left_alone(bot: Bot, tmp_path: Path, name: str) -> None:
    async with played(CHILD, tmp_path) as stage:
        stage.customer.account.name = name
        result = await applied(bot, stage, RUNBOOK_OOMA_ACCOUNT="contoso")
        assert_failed(result, "not-found")
        assert result.error is not None
        assert f"Did you mean '{name}'" in result.error.message
        assert stage.world.writes == []


@pytest.mark.everything
@pytest.mark.parametrize("reached", [True, False])
async def test_reseller_named_like_the_customer_is_left_alone(bot: Bot, tmp_path: Path, reached: bool) -> None:
    async with played(CHILD, tmp_path) as stage:
        stage.world.root.name = "Example Managed Services | contoso"
        if reached:
            assert_applied(await applied(bot, stage))
        else:
            stage.customer.account.name = "Fabrikam"
            assert_failed(await applied(bot, stage, RUNBOOK_OOMA_ACCOUNT="contoso"), "not-found")
            assert stage.world.writes == []
        assert stage.world.root.idp is None
