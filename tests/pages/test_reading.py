"""Values that are read beside their labels, over what a page's reader gives."""

import re
from collections.abc import Iterable, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pages.azure import words
from pages.driver.values import Token, addresses, identifier_after, is_named, section, values_after
from pages.driver.vocabulary import Names
from tests.helpers.cards import page

LABEL, NEXT = ("Login URL", "Sign-in URL"), ("Logout URL",)


def beside(*lines: str | Token, names: Names = LABEL, others: Iterable[Names] = (NEXT,)) -> list[str]:
    return list(values_after(page(*lines), names, others))


@pytest.mark.parametrize(
    "lines",
    [
        pytest.param(("Login URL", "https://a"), id="line after the label"),
        pytest.param(("Sign-in URL", "https://a"), id="the label's other name"),
        pytest.param(("LOGIN   URL", "https://a"), id="capitals and white space"),
        pytest.param(("Login URL *", "https://a"), id="mark after the label"),
        pytest.param(("Login URL:", "https://a"), id="colon, then a line"),
        pytest.param(("Login URL: https://a",), id="colon in the label's own line"),
        pytest.param(("Login URL : https://a",), id="space before the colon"),
        pytest.param(("Login URL \u24d8: https://a",), id="mark before the colon"),
        pytest.param(("Login URL https://a",), id="address in the label's own line"),
        pytest.param(("Login URL = https://a",), id="field that carries the label"),
        pytest.param(("Login URL", " = https://a"), id="field without a name after the label"),
        pytest.param(("Login URL", "Copy to clipboard = https://a"), id="field of another name after the label"),
        pytest.param(("Login URL", "[Copy]", "https://a", "[Copy]"), id="buttons around"),
        pytest.param(("Login URL", "\u24d8", "https://a"), id="icon between"),
        pytest.param(("Login URL", "https://a", "https://a"), id="shown twice"),
        pytest.param(("Logout URL", "https://x", "Login URL", "https://a"), id="another label before"),
        pytest.param(("Login URL", "https://a", "Logout URL", "https://x"), id="another label after"),
        pytest.param(("Login URL", "https://a", "Logout URL = https://x"), id="another field after"),
    ],
)
def test_value_is_found_beside_its_label(lines: tuple[str, ...]) -> None:
    assert beside(*lines) == ["https://a"]


@pytest.mark.parametrize("unset", ["Required", "required", "Optional", "-", "None", "Not set", "Not configured"])
def test_word_that_says_that_nothing_is_set_is_no_value(unset: str) -> None:
    assert beside("Login URL", unset, "Logout URL", "https://x") == []
    assert beside(f"Login URL: {unset}") == []
    assert beside(f"Login URL = {unset}") == []
    assert beside("Login URL", unset, "https://a") == ["https://a"]


@pytest.mark.parametrize(
    "lines",
    [
        (),
        ("https://a",),
        ("Login URL",),
        ("Login URL", "Logout URL", "https://x"),
        ("Login URLs", "https://a"),
        ("The Login URL", "https://a"),
        ("[Login URL]", "https://a"),
        ("Login URL", "[https://a]"),
        ("Login URL = ",),
        ("Login URL", "1", "2."),
    ],
)
def test_nothing_is_read_where_nothing_stands_beside_the_label(lines: tuple[str, ...]) -> None:
    assert beside(*lines) == []


def test_several_values_keep_their_order_and_come_once() -> None:
    assert beside("Login URL", "https://b", "https://a", "[Copy]", "https://b") == ["https://b", "https://a"]


VALUE = st.integers(0, 99).map("https://a.example/{}".format)


@given(st.lists(VALUE, unique=True, max_size=5), st.lists(VALUE, max_size=3))
def test_values_under_a_label_are_read_whole_and_end_at_the_next_label(mine: list[str], others: list[str]) -> None:
    assert beside("Login URL", *mine, "Logout URL", *others) == mine


@given(st.lists(VALUE, unique=True, max_size=5))
def test_fields_are_read_as_lines_are(values: list[str]) -> None:
    assert beside(*(f"Login URL = {value}" for value in values)) == values


def test_addresses_have_no_spaces() -> None:
    values = ["urn:a", "https://a", "an explanation", "", "spiffe:x\ty", "plain"]
    assert addresses(values) == ("urn:a", "https://a", "plain")


ISSUER = ("Issuer", "Issuer URL")


@pytest.mark.parametrize("issuer", ["ooma", "Ooma-Contoso_1", "4711", "urn:ooma:1", "https://sp.example/1", "a.b/c"])
@pytest.mark.parametrize(
    "lines",
    [
        pytest.param(("Issuer", "VALUE", "Help"), id="line after the label"),
        pytest.param(("Issuer", "[Copy]", "VALUE Copy", "Help"), id="copy badge"),
        pytest.param(("Issuer", "\ue8c8", "VALUE", "Learn more about it"), id="icon between"),
        pytest.param(("Issuer: VALUE", "Help"), id="colon"),
        pytest.param(("Issuer VALUE", "Help"), id="label's own line"),
        pytest.param(("Issuer = VALUE", "Help"), id="field"),
        pytest.param(("Issuer", " = VALUE", "Help"), id="field after the label"),
        pytest.param(("Callback", "https://sp.example/acs", "Issuer", "VALUE", "Enable", "other"), id="another after"),
    ],
)
def test_one_identifier_is_read_whether_it_is_an_address_or_a_plain_word(lines: tuple[str, ...], issuer: str) -> None:
    tokens = page(*(line.replace("VALUE", issuer) for line in lines))
    assert identifier_after(tokens, ISSUER, [ISSUER, ("Callback",), ("Enable",)]) == issuer


@pytest.mark.parametrize(
    "lines",
    [
        ("Issuer",),
        ("Issuer", "Enable"),
        ("Issuer", "Required"),
        ("Issuer", "Optional", "Help"),
        ("Issuer", "Loading...", "contoso"),
        ("Issuer", "Loading\u2026", "contoso"),
        ("Issuer", "Loading", "contoso"),
        ("Issuer = ", "contoso"),
        ("Issuer", "-", "Copy"),
        ("Issuer", "[Copy]", "Edit"),
        ("Issuer", "The name of the service", "contoso"),
        ("Issuer", "conto...", "Help"),
        ("Issuer details", "contoso"),
        ("Issuer (EntityID)", "contoso"),
        ("Issuer: Required",),
        ("Issuer Required",),
    ],
)
def test_what_is_no_identifier_is_not_taken_for_one(lines: tuple[str, ...]) -> None:
    assert identifier_after(page(*lines), ISSUER, [ISSUER, ("Enable",)]) == ""


def test_an_address_is_the_identifier_wherever_it_stands_beside_its_label() -> None:
    tokens = page("Issuer", "The name of the service", "https://sp.example/1", "urn:two")
    assert identifier_after(tokens, ISSUER, [ISSUER]) == "https://sp.example/1"


def test_names_are_known_with_marks_and_a_cards_number_but_not_within_a_sentence() -> None:
    assert is_named("1 Basic SAML Configuration", words.CARD_BASIC)
    assert is_named("\ue70f basic saml configuration *", words.CARD_BASIC)
    assert not is_named("Read about Basic SAML Configuration", words.CARD_BASIC)
    assert not is_named("Basic SAML Configurations", words.CARD_BASIC)


ONE, TWO, THREE = (re.compile(rf"^{title}$") for title in ("One", "Two", "Three"))


def words_of(tokens: Sequence[Token]) -> list[str]:
    return [token.text for token in tokens]


def test_section_goes_from_its_title_to_the_next() -> None:
    tokens = page("before", "One", "a", "[Edit]", "Two", "b", "Three", "c")
    assert words_of(section(tokens, ONE, [TWO, THREE])) == ["a", "Edit"]
    assert words_of(section(tokens, TWO, [ONE, THREE])) == ["b"]
    assert words_of(section(tokens, THREE, [ONE, TWO])) == ["c"]


def test_section_is_found_though_a_menu_names_the_titles_before() -> None:
    tokens = page("One", "Two", "Three", "One", "a", "aa", "Two", "b", "bb", "Three", "c", "cc")
    assert words_of(section(tokens, ONE, [TWO, THREE])) == ["a", "aa"]
    assert words_of(section(tokens, TWO, [ONE, THREE])) == ["b", "bb"]


def test_section_without_its_title_is_empty() -> None:
    assert section(page("Two", "b"), ONE, [TWO]) == []


def test_title_of_a_button_or_field_begins_nothing() -> None:
    assert section(page("[One]", "a", "One = One", "b"), ONE, [TWO]) == []
