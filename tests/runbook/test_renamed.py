"""`apply` on stand-ins in which every name of the DOM is another one: what a person sees is all there is to go by."""

import random
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, nullcontext
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import pytest
from playwright.async_api import Browser, Page, expect

from pages.driver.marks import Mark
from recordings import Options
from recordings.ooma.state import add_account
from runbook.options import Command
from tests.helpers.plays import BY_NAME, Bot, Stage, assert_applied, assert_failed, played
from tests.helpers.renamed import MADE, Names, Noted, names_noted, renamed
from tests.helpers.sessions import planted

pytestmark = pytest.mark.timeout(600)

RENAMED = Names(seed=1)
WRAPPED = Names(seed=2, wraps=True)
# By these alone the bot knows the nameless icon that opens Ooma's accounts, and the list that it opens.
OF_ACCOUNTS = frozenset({"data-title", "account-list"})
BELOW_A_RESELLER = Options(child=True)


class Case(NamedTuple):
    """How a customer's pages are drawn, and whether the application is looked for by its name."""

    names: Names
    options: Options
    by_name: bool = False


# The first two run every day.
CASES = {
    "renamed-today": Case(RENAMED, Options()),
    "wrapped-guide": Case(WRAPPED, Options(wording="guide", blade="frame"), by_name=True),
    "renamed-guide": Case(RENAMED, Options(wording="guide", certificate="replaced")),
    "wrapped-today": Case(WRAPPED, Options(certificate="new-certificate")),
    "wrapped-reseller": Case(replace(WRAPPED, kept=OF_ACCOUNTS), BELOW_A_RESELLER, by_name=True),
}
# Every control that is drawn: what it is, and where it stands.
BOXES = """() => [...document.querySelectorAll("a, button, input, select, label, [role=button], [role=link]")]
  .map((one) => [one, one.getBoundingClientRect()]).filter(([, box]) => box.width > 1 && box.height > 1)
  .map(([one, { x, y, width, height }]) =>
    `${one.localName} ${one.innerText} ${[x, y, width, height].map(Math.round)}`)"""


def assert_no_name_is_left(noted: Noted, names: Names) -> None:
    """The pages worked, and had no name by which the bot could know anything but for those it put there itself."""
    assert noted.errors == []
    assert len(noted.names) > 150
    assert [name for name in noted.names - names.kept - set(Mark) if not MADE.fullmatch(name)] == []


@asynccontextmanager
async def staged(names: Names, options: Options, folder: Path) -> AsyncIterator[Stage]:
    """A world with other names, of which none is left at the end."""
    with renamed(names), names_noted() as noted:
        async with played(options, folder) as stage:
            yield stage
    assert_no_name_is_left(noted, names)


@pytest.mark.long
@pytest.mark.parametrize(
    "name", [*list(CASES)[:2], *(pytest.param(name, marks=pytest.mark.everything) for name in list(CASES)[2:])]
)
async def test_apply_needs_no_name_of_the_dom(bot: Bot, tmp_path: Path, name: str) -> None:
    case = CASES[name]
    async with staged(case.names, case.options, tmp_path) as stage:
        assert_applied(await bot.run(stage, without=BY_NAME if case.by_name else ()))
        stage.assert_finished()


@pytest.mark.long
@pytest.mark.everything
@pytest.mark.sign_in
@pytest.mark.parametrize("names", [RENAMED, WRAPPED], ids=["renamed", "wrapped"])
async def test_the_sign_in_needs_no_name_of_the_dom(bot: Bot, tmp_path: Path, names: Names) -> None:
    async with staged(names, Options(), tmp_path) as stage:
        assert_applied(await bot.run(stage))
        stage.assert_finished()


@pytest.mark.long
@pytest.mark.everything
@pytest.mark.xfail(
    reason="the icon that opens the list of accounts has neither a name nor words there",
    raises=AssertionError,
)
@pytest.mark.parametrize("names", [RENAMED, WRAPPED], ids=["renamed", "wrapped"])
async def test_the_list_of_accounts_needs_no_name_of_the_dom(bot: Bot, tmp_path: Path, names: Names) -> None:
    async with staged(names, BELOW_A_RESELLER, tmp_path) as stage:
        assert_applied(await bot.run(stage, timeout=20))
        stage.assert_finished()


@pytest.mark.long
async def test_a_namesake_below_an_arrow_without_a_name_is_found(bot: Bot, tmp_path: Path) -> None:
    async with staged(replace(RENAMED, kept=OF_ACCOUNTS), BELOW_A_RESELLER, tmp_path) as stage:
        stage.world.ooma.search = "none"
        above = next(one for one in stage.world.root.children if one is not stage.customer.account)
        add_account(above, stage.customer.account.name, random.Random(1))  # noqa: S311 - no secret
        assert_failed(await bot.run(stage, command=Command.PLAN), "ambiguous")


async def boxes_of(page: Page, stage: Stage) -> list[list[str]]:
    """Look at both portals as a person does: where the controls of each page stand."""
    seen = []
    customer, application = stage.customer, stage.application
    await page.goto(stage.origins.ooma)
    await page.get_by_text("Account Details", exact=True).click()
    await page.get_by_text("IdP and SSO").click()
    await page.get_by_role("button", name="Set Up Identity Provider").click()
    await expect(page.get_by_label("SSO URL")).to_be_focused()
    seen.append(await page.evaluate(BOXES))
    blade = f"ManagedAppMenuBlade/~/SignOn/objectId/{application.object_id}/appId/{application.app_id}"
    await page.goto(f"{stage.origins.portal}/{customer.directory.domain}#view/Microsoft_AAD_IAM/{blade}")
    # The first is that of another application, whose blade was left.
    edits = page.get_by_label("Edit basic SAML configuration")
    await expect(edits).to_have_count(2)
    await edits.last.click()
    await page.get_by_text("Add identifier").click()
    await expect(page.get_by_placeholder("Enter an identifier")).to_be_focused()
    seen.append(await page.evaluate(BOXES))
    return seen


async def looked_at(browser: Browser, folder: Path, names: Names | None) -> tuple[list[list[str]], Noted]:
    """Both portals as they are drawn, with other names if any are given."""
    with renamed(names) if names else nullcontext(), names_noted() as noted:
        async with played(Options(), folder) as stage, await browser.new_context() as context:
            for session in planted(stage.world, stage.origins, stage.customer).values():
                await context.add_cookies(session["cookies"])  # type: ignore[arg-type]
            return await boxes_of(await context.new_page(), stage), noted


async def test_no_name_is_left_and_nothing_looks_otherwise(browser: Browser, tmp_path: Path) -> None:
    boxes, before = await looked_at(browser, tmp_path, None)
    same_boxes, after = await looked_at(browser, tmp_path, WRAPPED)
    assert {"monster-button", "idp_sso_url", "data-field", "fxs-topbar", "data-telemetryname"} <= before.names
    assert before.names & after.names == set()
    assert_no_name_is_left(after, WRAPPED)
    assert boxes == same_boxes
