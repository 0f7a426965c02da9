"""Values that are read beside their labels, over what a page's reader gives."""

import re
from collections.abc import Iterable, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pages.azure import words
from pages.azure.cards import AzureCertificate, SamlCards, parse_cards
from pages.driver.look import exactly
from pages.driver.values import Token, addresses, is_named, section, values_after
from pages.driver.vocabulary import Names

ISSUER = "https://sp.example/issuer/1"
ACS = "https://sp.example/acs/1"
LOGIN = "https://login.example/6b0c1f8e-7d0a-4a55-9a51-0d1c4b7e9f10/saml2"
APP_ID = "0f4f3bb1-7f4c-4f28-b1f5-2d8ad1c5e7a2"
METADATA = f"https://login.example/6b0c1f8e/federationmetadata/2007-06/federationmetadata.xml?appid={APP_ID}"
THUMBPRINT = "0123456789ABCDEF0123456789ABCDEF01234567"

LABEL, NEXT = ("Login URL", "Sign-in URL"), ("Logout URL",)


def page(*lines: str | Token) -> list[Token]:
    """Lines of text; '[Copy]' is a button, 'Name = value' the field of that name."""
    return [line if isinstance(line, Token) else token(line) for line in lines]


def token(line: str) -> Token:
    if line.startswith("["):
        return Token("button", line.strip("[]"))
    name, sign, value = line.partition(" = ")
    return Token("value", value, name) if sign else Token("text", line)


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


# The five cards

TODAY = page(
    "Set up single sign-on with SAML",
    "[Upload metadata file]",
    "1",
    "Basic SAML Configuration",
    "[Edit]",
    "Identifier (Entity ID)",
    ISSUER,
    "Reply URL (Assertion Consumer Service URL)",
    ACS,
    "Sign on URL",
    "Optional",
    "Relay State (Optional)",
    "Optional",
    "Logout Url (Optional)",
    "Optional",
    "2",
    "Attributes & Claims",
    "[Edit]",
    "givenname",
    "user.givenname",
    "Unique User Identifier",
    "user.userprincipalname",
    "3",
    "SAML Certificates",
    "Token signing certificate",
    "[Edit]",
    "Status",
    "Active",
    "Thumbprint",
    THUMBPRINT,
    "Expiration",
    "6/1/2033, 12:00:00 PM",
    "Notification Email",
    "admin@contoso.example",
    "App Federation Metadata Url",
    f" = {METADATA}",
    "[Copy]",
    "Certificate (Base64)",
    "[Download]",
    "Certificate (Raw)",
    "[Download]",
    "Federation Metadata XML",
    "[Download]",
    "Verification certificates (optional)",
    "[Edit]",
    "Required",
    "No",
    "Active",
    "0",
    "Expired",
    "0",
    "4",
    "Set up Ooma",
    "You'll need to configure the application to link with Microsoft Entra ID.",
    "Login URL",
    f" = {LOGIN}",
    "[Copy]",
    "Microsoft Entra Identifier",
    " = https://sts.example/6b0c1f8e/",
    "[Copy]",
    "Logout URL",
    f" = {LOGIN}",
    "[Copy]",
    "5",
    "Test single sign-on with Ooma",
    "Test to see if single sign-on is working.",
    "[Test]",
)
GUIDES = page(
    "Set up Single Sign-On with SAML",
    "Basic SAML Configuration",
    "[Edit]",
    f"Identifier (Entity ID): {ISSUER}",
    f"Reply URL (Assertion Consumer Service URL): {ACS}",
    "Sign on URL: Optional",
    "User Attributes & Claims",
    "[Edit]",
    "SAML Signing Certificate",
    "[Edit]",
    "Status: Active",
    f"Thumbprint: {THUMBPRINT}",
    "Expiration: 6/1/2033, 12:00:00 PM",
    "Notification Email: admin@contoso.example",
    f"App Federation Metadata Url = {METADATA}",
    "Certificate (Base64)",
    "[Download]",
    "Certificate (Raw)",
    "[Download]",
    "Federation Metadata XML",
    "[Download]",
    "Set up Ooma",
    "You'll need to configure the application to link with Azure AD.",
    f"Login URL = {LOGIN}",
    "[Copy]",
    "Azure AD Identifier = https://sts.example/6b0c1f8e/",
    f"Logout URL = {LOGIN}",
    "Validate single sign-on with Ooma",
    "[Test]",
)
CARDS = SamlCards(
    app="Ooma",
    identifiers=(ISSUER,),
    reply_urls=(ACS,),
    certificate=AzureCertificate(THUMBPRINT, "Active", "6/1/2033, 12:00:00 PM"),
    metadata_url=METADATA,
    login_url=LOGIN,
)


def with_line(tokens: list[Token], line: str, *instead: str) -> list[Token]:
    """The tokens with one line of text replaced by others."""
    at = tokens.index(Token("text", line))
    return [*tokens[:at], *page(*instead), *tokens[at + 1 :]]


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


def with_values(tokens: list[Token], old: str, new: str) -> list[Token]:
    return [Token(one.kind, one.text.replace(old, new), one.name) for one in tokens]


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


@pytest.mark.parametrize("identifier", ["urn:ooma:1", "spn:x", "plain-text", "https://sp.example/a?b=c#d"])
def test_identifier_need_not_be_an_address(identifier: str) -> None:
    cards = parse_cards(with_line(TODAY, ISSUER, identifier))
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
