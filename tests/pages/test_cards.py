"""The five cards of the SAML page, over what a page's reader gives."""

import pytest

from pages.azure import words
from pages.azure.cards import AzureCertificate, parse_cards
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
    bare = without_certificate(bare, "")
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


EXPIRATION = "6/1/2033, 12:00:00 PM"
SPACED = " ".join(THUMBPRINT[at : at + 4] for at in range(0, 40, 4))


def without_certificate(tokens: list[Token], word: str) -> list[Token]:
    """The cards with a word, or nothing, beside the labels of the certificate."""
    for line in ("Active", THUMBPRINT, EXPIRATION):
        tokens = with_line(tokens, line, *([word] if word else []))
    return tokens


@pytest.mark.parametrize(
    "word",
    ["", "Required", "-", "\u2014", "--", "None", "No certificate", "No certificates found", "Not available", "N/A",
     "n.a.", "No signing certificate yet", "Add a certificate", "Not set", "Not configured", "There is no certificate"],
)  # fmt: skip
def test_words_for_none_beside_the_labels_are_no_certificate(word: str) -> None:
    cards = parse_cards(without_certificate(TODAY, word))
    assert cards is not None
    assert cards.certificate is None


@pytest.mark.parametrize("word", ["Required", "-", "None", "No certificate", "Not available"])
def test_words_for_none_in_the_labels_own_line_are_no_certificate(word: str) -> None:
    lines = {
        "Status: Active": "Status",
        f"Thumbprint: {THUMBPRINT}": "Thumbprint",
        f"Expiration: {EXPIRATION}": "Expiration",
    }
    tokens = GUIDES
    for line, label in lines.items():
        tokens = with_line(tokens, line, f"{label}: {word}")
    cards = parse_cards(tokens)
    assert cards is not None
    assert cards.certificate is None


@pytest.mark.parametrize("instead", [(), ("None",), ("-",), ("Not available",)])
@pytest.mark.parametrize(
    "kept", ["Active", "Inactive", "Aktiv", "Disabled", "Loading", THUMBPRINT, EXPIRATION, "????", "****"]
)
@pytest.mark.parametrize("label", ["Status", "Thumbprint", "Expiration"])
def test_whatever_else_stands_beside_one_of_them_is_a_certificate(
    label: str, kept: str, instead: tuple[str, ...]
) -> None:
    tokens = with_line(without_certificate(TODAY, instead[0] if instead else ""), label, label, kept)
    cards = parse_cards(tokens)
    assert cards is not None
    assert (cards.certificate is not None) == (kept != "????")


def test_card_of_verification_certificates_is_no_signing_certificate() -> None:
    own = (
        "Verification certificates (optional)",
        "Status",
        "Active",
        "Thumbprint",
        THUMBPRINT,
        "Expiration",
        EXPIRATION,
    )
    cards = parse_cards(with_line(without_certificate(TODAY, ""), own[0], *own))
    assert cards is not None
    assert cards.certificate is None


def bare(*lines: str, verification: str = "Verification certificates (optional)") -> list[Token]:
    """Today's cards with nothing on card 3 but these lines, and the block of verification certificates."""
    begin, end = (TODAY.index(Token("text", line)) for line in ("SAML Certificates", "4"))
    block = (verification, "Required", "No", "Active", "0", "Expired", "0")
    return [*TODAY[: begin + 1], *page(*lines), *page(*block), *TODAY[end:]]


@pytest.mark.parametrize(
    "lines",
    [
        ("Thumbprint (SHA-1)", THUMBPRINT),
        ("Thumbprint (SHA-1)", " = " + THUMBPRINT),
        (f"Thumbprint (SHA-1) = {THUMBPRINT}",),
        (f"Thumbprint (SHA-1): {THUMBPRINT}",),
        ("Fingerprint", THUMBPRINT),
        ("Thumbprint", f"[{THUMBPRINT}]"),
        ("Key", SPACED),
        ("Key", SPACED[:24], SPACED[25:]),
        ("Key", ":".join(THUMBPRINT[at : at + 2] for at in range(0, 40, 2)).lower(), "12/1/2027"),
        ("Token signing certificate", f"contoso-2027 {THUMBPRINT}"),
    ],
)
def test_fingerprint_is_read_whatever_its_label_is(lines: tuple[str, ...]) -> None:
    cards = parse_cards(bare(*lines))
    assert cards is not None
    assert cards.certificate is not None
    assert cards.certificate.thumbprint.replace(" ", "") == THUMBPRINT


@pytest.mark.parametrize(
    ("lines", "certificate"),
    [
        (("Certificate status", "In use"), AzureCertificate("", "In use", "")),
        (("Expiration date (UTC)", "12/1/2027"), AzureCertificate("", "", "12/1/2027")),
        (("In use",), None),
        (("Status (Active)",), None),
        (("[Inactive]",), None),
        (("Valid to", "2027-12-01"), None),
        (("Signs until 1 December 2027",), None),
        (("Expiration (12/1/2027)",), AzureCertificate("", "", "(12/1/2027)")),
        (("Thumbprint", "None", "Current", "Dec. 1, 2027"), None),
        (("Keys", THUMBPRINT, "and", THUMBPRINT[::-1]), None),
    ],
)
def test_whatever_is_a_part_of_a_certificate_is_one(
    lines: tuple[str, ...], certificate: AzureCertificate | None
) -> None:
    """A state without its label doesn't say which one is active."""
    cards = parse_cards(bare(*lines))
    assert cards is not None
    assert cards.certificate == (certificate or AzureCertificate("", "", "", is_offered=True))


@pytest.mark.parametrize(
    "lines",
    [
        (),
        ("Add a certificate",),
        ("Token signing certificate", "[Edit]", "Add a certificate", "Only one certificate can be active at a time."),
        ("Token signing certificate", "Thumbprint (SHA-1)", "None", "Certificate status", "-"),
        ("App Federation Metadata Url", f" = {METADATA}", METADATA, "Notification Email", "a@2027-12-01.example"),
    ],
)
@pytest.mark.parametrize("verification", ["Verification certificates (optional)", "Verification certificates (for SP)"])
def test_card_without_any_part_of_a_certificate_shows_none(lines: tuple[str, ...], verification: str) -> None:
    cards = parse_cards(bare(*lines, verification=verification))
    assert cards is not None
    assert cards.certificate is None


@pytest.mark.parametrize("has_heading", [True, False])
def test_block_of_verification_certificates_may_come_first(has_heading: bool) -> None:
    def moved(tokens: list[Token]) -> list[Token]:
        begin, end = (tokens.index(Token("text", line)) for line in ("Verification certificates (optional)", "4"))
        at = tokens.index(Token("text", "Token signing certificate"))
        own = tokens[at if has_heading else at + 1 : begin]
        return [*tokens[:at], *tokens[begin:end], *own, *tokens[end:]]

    assert parse_cards(moved(TODAY)) == CARDS
    cards = parse_cards(moved(without_certificate(TODAY, "")))
    assert cards is not None
    # Without a heading between them it isn't seen whose word 'Active' is.
    assert (cards.certificate is None) == has_heading


@pytest.mark.parametrize("shown", [THUMBPRINT.lower(), f"{THUMBPRINT} ", f"\ue8c8 {THUMBPRINT}"])
def test_thumbprint_is_told_in_capitals(shown: str) -> None:
    cards = parse_cards(with_line(TODAY, THUMBPRINT, shown))
    assert cards is not None
    assert cards.certificate is not None
    assert cards.certificate.thumbprint == THUMBPRINT


@pytest.mark.parametrize("line", ["{}", "Thumbprint: {}"])
@pytest.mark.parametrize(
    "shown",
    [THUMBPRINT[:-1], THUMBPRINT + "0", "G" + THUMBPRINT[1:], "01234567", "0123\u20264567", "01234567...",
     ":".join(("01", "23") * 10), SPACED, "****", "\u2022" * 8, "SHA-256 0123", "Hidden"],
)  # fmt: skip
def test_thumbprint_of_another_form_is_told_as_it_is_shown(shown: str, line: str) -> None:
    cards = parse_cards(with_line(TODAY, THUMBPRINT, line.format(shown)))
    assert cards is not None
    assert cards.certificate == AzureCertificate(shown, "Active", EXPIRATION)


def test_thumbprint_in_several_lines_is_told_whole_and_without_its_explanation() -> None:
    cards = parse_cards(with_line(TODAY, THUMBPRINT, SPACED[:24], SPACED[25:], "Learn more about thumbprints"))
    assert cards is not None
    assert cards.certificate is not None
    assert cards.certificate.thumbprint == SPACED


@pytest.mark.parametrize("line", ["Thumbprint 01234567", "Thumbprint 0123 4567", "Thumbprint: 01:23"])
def test_thumbprint_may_stand_in_its_labels_own_line(line: str) -> None:
    cards = parse_cards(with_line(with_line(TODAY, THUMBPRINT), "Thumbprint", line))
    assert cards is not None
    assert cards.certificate is not None
    assert cards.certificate.thumbprint == line.removeprefix("Thumbprint").strip(": ")


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


TABLE = ("Status", "Expiration", "Thumbprint", "Active", "6/1/2033, 12:00:00 PM", THUMBPRINT)
ONE = AzureCertificate(THUMBPRINT, "Active", "6/1/2033, 12:00:00 PM")


@pytest.mark.parametrize(
    "lines",
    [
        TABLE,
        ("Token signing certificate", *TABLE, "Notification Email", "a@b.example"),
        ("Thumbprint", "Status", THUMBPRINT, "Active", "Expiration", "6/1/2033, 12:00:00 PM"),
    ],
)
def test_certificate_is_read_off_a_table(lines: tuple[str, ...]) -> None:
    cards = parse_cards(bare(*lines))
    assert cards is not None
    assert cards.certificate == ONE


@pytest.mark.parametrize(
    "lines",
    [
        (*TABLE, "Inactive", "1/1/2031", THUMBPRINT[::-1]),
        (*TABLE, "Inactive"),
        (*TABLE[:3], *TABLE[4:]),
        (*TABLE[:3], "Active", THUMBPRINT, "6/1/2033, 12:00:00 PM"),
    ],
    ids=["two rows", "the beginning of a second row", "a cell without a text", "cells in another order"],
)
def test_table_of_which_not_one_row_is_sure_says_of_none_that_it_is_active(lines: tuple[str, ...]) -> None:
    cards = parse_cards(bare(*lines))
    assert cards is not None
    assert cards.certificate is not None
    assert not cards.certificate.is_active
