"""The program on drawings of the portals that its page objects were not written against.

The real program runs; what counts is what the other portals' own model holds afterwards.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from runbook.options import Command
from runbook.results import StepOutcome, TenantOutcome, TenantResult
from runbook.settings import tenant_from
from runbook.sign_ins.accounts import SignIns
from tests.helpers.plays import Bot, Silent, assert_applied, assert_failed
from tests.portals import SKINS, Portals, serve
from tests.portals.finished import Before, unfinished

pytestmark = pytest.mark.timeout(600)

# What the portals show stays late, but nothing is shown by waiting for it as long as in life.
PACE = 0.25


@dataclass
class Customer:
    """The customer of a pair of portals, and what stood in them before anybody came."""

    portals: Portals
    folder: Path
    before: Before
    runs: int = 0
    sign_ins: SignIns = field(default_factory=SignIns)

    async def run(self, bot: Bot, *, command: Command = Command.APPLY, timeout: float = 60) -> TenantResult:
        """Run a command as the portals' settings say; a second run has the session of the first.

        Every run has one-time codes of its own: a used one is refused, and the next is half a minute away.
        """
        self.runs += 1
        self.portals.renew_codes()
        return await bot.configure(
            tenant_from(self.portals.settings),
            self.folder / f"codes-{self.runs}",
            command=command,
            reporter=Silent(),
            timeout=timeout,
            sign_ins=self.sign_ins,
        )

    def assert_finished(self) -> None:
        """The integration is complete, was never live with a placeholder, and lost nothing of before."""
        assert unfinished(self.portals, self.before) == []

    def assert_nothing_written(self) -> None:
        """Neither portal was changed."""
        assert self.portals.writes == []


@asynccontextmanager
async def played(skin: str, folder: Path, *variations: str) -> AsyncIterator[Customer]:
    """Serve both portals of a skin, untouched."""
    async with serve(skin, pace=PACE, **dict.fromkeys(variations, True)) as portals:
        yield Customer(portals, folder, Before.of(portals))


# By default each skin is met once: as it is, or not as the guide has it.
VARIED: dict[str, list[str]] = {
    # The portal shows the old certificate for a while after it was replaced.
    "awkward": ["early_certificate"],
    # The method is chosen in a frame that the browser runs in a process of its own.
    "fluent": ["tiles", "other_site", "enable_button", "account_list"],
    "classic2023": ["enable_radios", "cut_values", "two_saves", "drop_zone", "two_steps", "news", "cookie_banner"],
}
# By default these are only planned, so that what happens to the certificate in them is seen with --everything only.
PLANNED = ("awkward", "entra", "ibiza", "minimal")
TO_DO = [3, 4, 5, 6, 7, 8, 9, 10]
EVERYTHING = [pytest.mark.everything]


@pytest.mark.long
@pytest.mark.parametrize(
    "skin", [pytest.param(skin, marks=EVERYTHING if skin in {*VARIED, *PLANNED} else []) for skin in SKINS]
)
async def test_an_untouched_customer_is_configured_and_needs_no_more(
    bot: Bot, tmp_path: Path, skin: str, everything: bool
) -> None:
    async with played(skin, tmp_path) as customer:
        assert_applied(await customer.run(bot))
        customer.assert_finished()
        if not everything:
            return
        written = list(customer.portals.writes)
        second = await customer.run(bot)
        assert second.error is None, second.error
        assert second.outcome is TenantOutcome.UNCHANGED
        assert customer.portals.writes == written


@pytest.mark.long
@pytest.mark.parametrize(
    ("skin", "variations"),
    [
        *(
            pytest.param(skin, variations, marks=EVERYTHING if skin in PLANNED else [])
            for skin, variations in VARIED.items()
        ),
        pytest.param("fluent", [*VARIED["fluent"], "long_list"], marks=EVERYTHING),
    ],
)
async def test_a_customer_is_configured_where_a_portal_is_not_as_the_guide_has_it(
    bot: Bot, tmp_path: Path, skin: str, variations: list[str]
) -> None:
    async with played(skin, tmp_path, *variations) as customer:
        assert_applied(await customer.run(bot))
        customer.assert_finished()


@pytest.mark.parametrize("skin", PLANNED)
async def test_a_plan_finds_all_that_is_to_do_and_writes_nothing(bot: Bot, tmp_path: Path, skin: str) -> None:
    async with played(skin, tmp_path, *VARIED.get(skin, ())) as customer:
        result = await customer.run(bot, command=Command.PLAN)
        assert result.error is None, result.error
        assert result.outcome is TenantOutcome.PENDING
        assert [step.step for step in result.steps if step.outcome is StepOutcome.PENDING] == TO_DO
        customer.assert_nothing_written()


@pytest.mark.parametrize(("skin", "variation"), [("fluent", "wrong_directory"), ("minimal", "wrong_account")])
async def test_nothing_is_written_in_another_place(bot: Bot, tmp_path: Path, skin: str, variation: str) -> None:
    async with played(skin, tmp_path, variation) as customer:
        # The account that was chosen might still appear: the program waits for it as long as it may.
        assert_failed(await customer.run(bot, timeout=8), "wrong-place")
        customer.assert_nothing_written()


def test_a_customers_name_may_be_in_another_branch_too() -> None:
    portals = Portals(SKINS["fluent"], frozenset({"twin_account"}))
    first, second = (one for one in portals.accounts.values() if one.name == portals.skin.account)
    assert (first, second) == (portals.twin, portals.ooma)
    assert first.parent != second.parent


@pytest.mark.everything
async def test_sso_stays_off_where_ooma_only_says_that_it_saved_the_certificate(bot: Bot, tmp_path: Path) -> None:
    async with played("minimal", tmp_path, "sso_save_lies") as customer:
        assert_failed(await customer.run(bot), "not-saved")
        idp = customer.portals.ooma.idp
        assert idp is not None
        assert not idp["enabled"]
        assert idp["enabled_with"] == []


async def test_another_identity_provider_is_left_alone(bot: Bot, tmp_path: Path) -> None:
    async with played("classic2023", tmp_path, "foreign_idp") as customer:
        assert_failed(await customer.run(bot), "foreign-provider")
        customer.assert_nothing_written()
