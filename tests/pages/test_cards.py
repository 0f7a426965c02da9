"""The five cards of the SAML page, over what a page's reader gives."""

import pytest

from pages.azure import words
from pages.azure.cards import parse_cards
from pages.driver.look import exactly
from pages.driver.values import Token
from tests.helpers.cards import (
    ACS,
    APP_ID,
    CARDS,
    GUIDES,
    ISSUER,
    LOGIN,
    METADATA,
    THUMBPRINT,
    TODAY,
    page,
    with_line,
    with_values,
)


@pytest.mark.parametrize("tokens", [TODAY, GUIDES], ids=["today's wording", "the guide's wording"])
def test_cards_are_read_in_either_wording(tokens: list[Token]) -> None:
    assert parse_cards(tokens) == CARDS


def test_application_id_is_the_one_that_the_metadata_address_names() -> None:
    assert CARDS.app_id == APP_ID
    cards = parse_cards(with_values(TODAY, METADATA, METADATA.replace(APP_ID, APP_ID.upper())))
    assert cards is not None
    assert cards.app_id == APP_ID
    without = parse_cards(with_values(TODAY, METADATA, METADATA.partition("?")[0]))
    assert without is not None
    assert without.app_id == ""


def test_untouched_application_has_neither_addresses_nor_certificate() -> None:
    bare = with_line(with_line(TODAY, ISSUER, "Required"), ACS, "Required")
    bare = with_line(with_line(bare, THUMBPRINT), "Active")
    cards = parse_cards(bare)
    assert cards is not None
    assert cards.identifiers == ()
    assert cards.reply_urls == ()
    assert cards.certificate is None
    assert cards.login_url == LOGIN


@pytest.mark.parametrize("count", [1, 2, 5])
def test_all_identifiers_and_reply_urls_are_read(count: int) -> None:
    identifiers = tuple(f"urn:app:{number}" for number in range(count))
    reply_urls = tuple(f"https://sp.example/{number}" for number in range(count))
    cards = parse_cards(with_line(with_line(TODAY, ISSUER, *identifiers), ACS, *reply_urls))
    assert cards is not None
    assert cards.identifiers == identifiers
    assert cards.reply_urls == reply_urls


@pytest.mark.parametrize("identifier", ["urn:ooma:1", "spn:x", "plain-text", "47110", "https://sp.example/a?b=c#d"])
@pytest.mark.parametrize("line", ["{}", "Identifier (Entity ID): {}", "Identifier (Entity ID) {}"])
def test_identifier_need_not_be_an_address(identifier: str, line: str) -> None:
    cards = parse_cards(with_line(TODAY, ISSUER, line.format(identifier)))
    assert cards is not None
    assert cards.identifiers == (identifier,)


def test_explanations_under_a_label_are_no_values() -> None:
    cards = parse_cards(
        with_line(with_line(TODAY, ISSUER, ISSUER, "(default value)", "Learn more"), ACS, "The reply URL", ACS)
    )
    assert cards is not None
    assert cards.identifiers == (ISSUER,)
    assert cards.reply_urls == (ACS,)


def test_card_of_verification_certificates_is_no_signing_certificate() -> None:
    cards = parse_cards(with_line(TODAY, THUMBPRINT))
    assert cards is not None
    assert cards.certificate is None


@pytest.mark.parametrize("shown", [THUMBPRINT.lower(), f"{THUMBPRINT} ", f"\ue8c8 {THUMBPRINT}"])
def test_thumbprint_is_told_in_capitals(shown: str) -> None:
    cards = parse_cards(with_line(TODAY, THUMBPRINT, shown))
    assert cards is not None
    assert cards.certificate is not None
    assert cards.certificate.thumbprint == THUMBPRINT


@pytest.mark.parametrize("shown", [THUMBPRINT[:-1], THUMBPRINT + "0", "G" + THUMBPRINT[1:], "Loading..."])
def test_what_is_no_thumbprint_is_no_certificate(shown: str) -> None:
    cards = parse_cards(with_line(TODAY, THUMBPRINT, shown))
    assert cards is not None
    assert cards.certificate is None


@pytest.mark.parametrize(
    "app", ["Ooma", "Ooma (test)", "Set up", "M\u00fcller & S\u00f6hne", "Ooma SAML 2.0", "single sign"]
)
def test_applications_name_is_card_4s(app: str) -> None:
    cards = parse_cards(with_values(TODAY, "Ooma", app))
    assert cards is not None
    assert cards.app == app


@pytest.mark.parametrize("tokens", [TODAY, GUIDES], ids=["today's wording", "the guide's wording"])
def test_cards_that_are_still_being_drawn_are_not_taken_for_complete(tokens: list[Token]) -> None:
    """As long as card 4's Login URL is missing nothing is known."""
    last = next(at for at, one in enumerate(tokens) if LOGIN in one.text)
    assert [parse_cards(tokens[:count]) for count in range(last + 1)] == [None] * (last + 1)
    assert parse_cards(tokens[: last + 1]) is not None


def test_page_without_the_cards_yields_nothing() -> None:
    assert parse_cards([]) is None
    assert parse_cards(page("Select a single sign-on method", "[SAML]", "Login URL", LOGIN)) is None


def test_login_url_of_another_card_is_not_card_4s() -> None:
    moved = with_line(with_values(TODAY, LOGIN, ""), ISSUER, ISSUER, "Login URL", LOGIN)
    assert parse_cards(moved) is None


def test_cards_are_read_with_their_number_in_the_titles_line() -> None:
    titles = [
        "Basic SAML Configuration",
        "Attributes & Claims",
        "SAML Certificates",
        "Set up Ooma",
        "Test single sign-on with Ooma",
    ]
    numbered = [one for one in TODAY if one.text not in {"1", "2", "3", "4", "5"}]
    for number, title in enumerate(titles, start=1):
        numbered = with_line(numbered, title, f"{number} {title}")
    assert parse_cards(numbered) == CARDS


def test_words_that_a_portal_may_use_are_known_one_by_one() -> None:
    """No two labels of one card answer to the same words."""
    card = (
        words.IDENTIFIER,
        words.REPLY_URL,
        words.SIGN_ON_URL,
        words.RELAY_STATE,
        words.CARD_LOGOUT_URL,
    )
    for names in card:
        for other in card:
            assert (names is other) == any(exactly(*other).match(name) for name in names)
