"""A card that isn't there is told as that card: over what a page's reader gives, and on the recordings."""

from pathlib import Path
from typing import Literal

import pytest
from playwright.async_api import Page, Route

from pages.azure import words
from pages.azure.cards import missing, parse_cards, shown
from pages.driver.values import Token
from pages.errors import NotFound
from recordings import Options
from tests.helpers.cards import GUIDES, LOGIN, TODAY, page, with_line, with_values
from tests.helpers.opened import opened
from tests.helpers.plays import BY_NAME, Bot, complete, played

# Seconds for a card that does not come: where the others are there already, and where the page has to come first.
WAIT = 2
WAIT_FOR_ALL = 5
CARD_1 = f"card 1 ('{words.CARD_BASIC[0]}')"
CARD_3 = f"card 3 ('{words.CARD_CERTIFICATES[0]}')"
CARD_4 = f"card 4 ('{words.CARD_SET_UP[0]} ...')"


@pytest.mark.parametrize("tokens", [TODAY, GUIDES], ids=["today's wording", "the guide's wording"])
def test_nothing_is_missing_of_the_cards_in_either_wording(tokens: list[Token]) -> None:
    assert missing(tokens) == ""
    assert shown(tokens) == 5


@pytest.mark.parametrize(
    ("tokens", "title", "said"),
    [
        (TODAY, "Basic SAML Configuration", CARD_1),
        (TODAY, "SAML Certificates", CARD_3),
        (TODAY, "Set up Ooma", CARD_4),
        (GUIDES, "Basic SAML Configuration", CARD_1),
        (GUIDES, "SAML Signing Certificate", CARD_3),
        (GUIDES, "Set up Ooma", CARD_4),
    ],
)
def test_the_card_whose_title_is_not_there_is_named(tokens: list[Token], title: str, said: str) -> None:
    renamed = with_line(tokens, title, "Something else")
    assert missing(renamed) == said
    assert shown(renamed) == 4
    assert parse_cards(renamed) is None


@pytest.mark.parametrize("title", ["Attributes & Claims", "Test single sign-on with Ooma"])
def test_cards_on_which_nothing_is_read_may_be_missing(title: str) -> None:
    assert missing(with_line(TODAY, title, "Something else")) == ""


def test_several_missing_cards_are_all_named() -> None:
    renamed = with_line(with_line(TODAY, "Basic SAML Configuration", "One"), "SAML Certificates", "Three")
    assert missing(renamed) == f"{CARD_1} and {CARD_3}"


def test_card_4_without_its_login_url_is_told_from_a_missing_card_4() -> None:
    assert missing(with_values(TODAY, LOGIN, "")) == f"the Login URL on {CARD_4}"


def test_a_card_that_is_only_a_title_is_told_from_a_missing_card() -> None:
    begun = TODAY[: TODAY.index(Token("text", "SAML Certificates")) + 1]
    assert missing(begun) == f"anything on {CARD_3} and {CARD_4}"


def test_a_heading_of_another_page_is_not_card_4() -> None:
    assert shown(page("Overview", "Set up single sign on", "Set up single sign-on with SAML")) == 0


async def relabel(page: Page, old: str, new: str) -> None:
    """Let the stand-in of Azure call a card something else."""

    async def answer(route: Route) -> None:
        response = await route.fetch()
        script = await response.text()
        assert old in script
        await route.fulfill(response=response, body=script.replace(old, new))

    await page.route("**/saml_words.js", answer)


def assert_told(error: NotFound, seconds: int, said: str) -> None:
    """The error names what was waited for, and who knows about it."""
    assert error.message == f"Azure: waited {seconds} s for {said}"
    assert error.portal == "Azure"
    assert "pages/README.md" in error.hint


@pytest.mark.timeout(200)
@pytest.mark.parametrize(("title", "said"), [("SAML Certificates", CARD_3), ("Set up ${name}", CARD_4)])
async def test_a_renamed_card_is_named_in_the_error(bot: Bot, tmp_path: Path, title: str, said: str) -> None:
    async with played(Options(totp=False), tmp_path) as stage:
        complete(stage)
        async with opened(bot, stage) as session:
            await relabel(session.blade.screen.page, title, f"Another {title}")
            await session.blade.portal.open_saml_blade()
            session.blade.screen.timeout = WAIT
            with pytest.raises(NotFound) as caught:
                await session.blade.read()
        assert_told(caught.value, WAIT, said)
        assert stage.world.writes == []


@pytest.mark.timeout(200)
@pytest.mark.parametrize(("blade", "without"), [("document", ()), ("frame", BY_NAME)])
async def test_a_renamed_card_1_is_named_when_the_page_is_opened(
    bot: Bot, tmp_path: Path, blade: Literal["document", "frame"], without: tuple[str, ...]
) -> None:
    async with played(Options(totp=False, blade=blade), tmp_path) as stage:
        complete(stage)
        async with opened(bot, stage, without=without, timeout=WAIT_FOR_ALL) as session:
            await relabel(session.blade.screen.page, "Basic SAML Configuration", "SAML basics")
            with pytest.raises(NotFound) as caught:
                await session.blade.portal.open_saml_blade()
        assert_told(caught.value, WAIT_FOR_ALL, CARD_1)
        assert stage.world.writes == []
