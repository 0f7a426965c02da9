"""Which words in a top bar or heading say whose account it is (invariant 2), and which name another's."""

import re
import string

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from pages.driver.look import MARK, exactly
from pages.ooma.portal import account_sign

NAME = "Contoso"
# Words of a portal about an account; an account that is called so can't be told from them.
PORTALS_WORDS = {
    "account",
    "accounts",
    "masquerading",
    "acting",
    "as",
    "company",
    "customer",
    "current",
    "active",
}


def is_sign(name: str, text: str) -> bool:
    return account_sign(name).search(text) is not None


def is_sign_in_browser(name: str, text: str) -> bool:
    """The same as JavaScript sees it, where the pattern is used: there only ASCII letters are letters."""
    pattern = account_sign(name)
    return re.search(pattern.pattern, text, pattern.flags & ~re.UNICODE | re.ASCII) is not None


SIGNS = [
    "{}",
    " {} ",
    "\ue700 {}",
    "* {} *",
    "Account: {}",
    "Account {}",
    "Current account: {}",
    "Company: {}",
    "Masquerading as {}",
    "Acting as {}",
    "You are masquerading as {}",
    "Reseller > {}",
    "Reseller \u203a Region \u203a {}",
    "Reseller \u00bb {}",
    "Admin | {}",
    "{} (masquerading)",
    "{} (current)",
    "{} | Details",
    "{} 0123456789abcdef0123456789abcdef",
]
NAMES = [
    "Contoso",
    "contoso",
    "Contoso Ltd.",
    "A",
    "M\u00fcller & S\u00f6hne",
    "C++",
    "(Test)",
    "Contoso / EU",
    "7-Eleven",
    "a.b*c",
]


@pytest.mark.parametrize("sign", SIGNS)
@pytest.mark.parametrize("name", NAMES)
def test_what_names_the_account_is_a_sign(name: str, sign: str) -> None:
    assert is_sign(name, sign.format(name))
    assert is_sign_in_browser(name, sign.format(name))


def test_capital_letters_do_not_count() -> None:
    assert is_sign(NAME, "ACCOUNT: CONTOSO")


OTHERS = [
    "Contoso Holding",
    "Contoso - Test",
    "Contoso-Test",
    "Contoso (Test)",
    "Contoso, Inc.",
    "Contoso & Sons",
    "Contoso 2",
    "Contoso2",
    "Contoso.example",
    "Contoso_old",
    "The Contoso",
    "Not-Contoso",
    "Not - Contoso",
    "eContoso",
    "Holding of Contoso",
    "2 Contoso",
    "Contoso Contoso Ltd",
    "Contos",
    "ontoso",
    "Cont oso",
    "Fabrikam",
    "",
    "Account: Contoso Holding",
    "Account: The Contoso",
    "Masquerading as Contoso Holding",
    "Masquerading as Fabrikam",
    "Contoso Holding (masquerading)",
    "Reseller > Contoso Holding",
    "Reseller > Contoso-Test",
    "Contoso Holding > Fabrikam",
    "Contoso Holding | Details",
]


@pytest.mark.parametrize("text", OTHERS)
def test_what_names_another_account_is_no_sign(text: str) -> None:
    assert not is_sign(NAME, text)
    assert not is_sign_in_browser(NAME, text)


@pytest.mark.parametrize(
    "text", ["Contoso > Fabrikam", "Contoso \u203a Fabrikam", "Contoso \u00bb Fabrikam \u00bb Details"]
)
def test_path_that_goes_on_to_a_child_account_is_no_sign_of_its_parent(text: str) -> None:
    assert is_sign("Fabrikam", text.removesuffix(" \u00bb Details"))
    assert not is_sign(NAME, text)


@pytest.mark.parametrize(
    "text", ["Fabrikam trading as Contoso", "Contoso Active", "Not a customer: Fabrikam as Contoso"]
)
def test_portals_words_amid_an_accounts_name_belong_to_the_name(text: str) -> None:
    assert not is_sign(NAME, text)


@pytest.mark.parametrize(
    "text",
    [
        "Contoso \u6771\u4eac",
        "\u0410\u041e Contoso",
        "Contoso \u042e\u0433",
        "Contoso\u00e9",
        "\u00c9Contoso",
    ],
)
def test_other_scripts_letters_are_letters_too(text: str) -> None:
    assert not is_sign(NAME, text)


@pytest.mark.parametrize(
    "text",
    [
        "Contoso \u6771\u4eac",
        "\u0410\u041e Contoso",
        "Contoso \u042e\u0433",
        "Contoso\u00e9",
        "\u00c9Contoso",
    ],
)
def test_other_scripts_letters_are_letters_in_the_browser_too(text: str) -> None:
    assert not is_sign_in_browser(NAME, text)


WORD = st.text(string.ascii_letters + string.digits, min_size=1, max_size=8)
WANTED = st.lists(WORD, min_size=1, max_size=3).map(" ".join)
# What stands between the words of a name; a colon, a bar and the like separate names in the portal.
BETWEEN = st.sampled_from(["", " ", "-", " - ", "_", ", ", " & ", ".", "/", " (", "'s ", " \u2013 ", "+", "@", "#"])


def is_the_portals(words: str) -> bool:
    """Whether words of a portal about an account are among these."""
    found = set(re.findall(r"[a-z0-9]+", words.lower()))
    return bool(found & PORTALS_WORDS) or re.fullmatch(r"[0-9a-f]{32}", words) is not None


@given(WANTED, BETWEEN, WANTED)
def test_name_that_merely_begins_with_the_wanted_one_is_another(name: str, between: str, more: str) -> None:
    assume(not is_the_portals(f"{name} {more}"))
    other = f"{name}{between}{more}"
    assert not is_sign(name, other)
    assert not is_sign_in_browser(name, other)


@given(WANTED, BETWEEN, WANTED)
def test_name_that_merely_ends_with_the_wanted_one_is_another(name: str, between: str, more: str) -> None:
    assume(not is_the_portals(f"{name} {more}"))
    assume(not is_the_portals(f"{more}{between}{name}".replace("_", " ")))
    other = f"{more}{between}{name}"
    assert not is_sign(name, other)
    assert not is_sign_in_browser(name, other)


@given(WANTED, BETWEEN, WANTED, BETWEEN, WANTED)
def test_name_that_merely_contains_the_wanted_one_is_another(
    name: str, before: str, first: str, after: str, last: str
) -> None:
    assume(not is_the_portals(f"{name} {first} {last}"))
    assert not is_sign(name, f"{first}{before}{name}{after}{last}")


@given(
    WANTED,
    BETWEEN,
    WANTED,
    st.sampled_from(["Account: {}", "Masquerading as {}", "Reseller > {}", "{} | Details"]),
)
def test_sign_of_an_account_with_a_longer_name_is_none_of_the_shorter(
    name: str, between: str, more: str, sign: str
) -> None:
    assume(not is_the_portals(f"{name} {more}"))
    for other in (f"{name}{between}{more}", f"{more}{between}{name}"):
        assert is_sign(other, sign.format(other))
        assert not is_sign(name, sign.format(other))


LETTERS = st.characters(categories=["L", "N"])


@given(WANTED, st.sampled_from(["", " "]), st.text(LETTERS, min_size=1, max_size=3))
@example("0", " ", "K")
@example("Contoso", " ", "\u212a")
@example("Contoso", "", "\u00b2")
@example("Contoso", " ", "\u3005")
def test_name_with_letters_or_digits_of_any_script_after_it_is_another(name: str, between: str, more: str) -> None:
    assume(not is_the_portals(f"{name} {more}"))
    assert not is_sign(name, f"{name}{between}{more}")
    assert not is_sign(name, f"{more}{between}{name}")
    assert not exactly(f"x{name}").match(f"x{name}{between}{more}")


def test_no_letter_or_digit_is_a_mark_around_a_name_whatever_the_case() -> None:
    mark = re.compile(MARK, re.IGNORECASE)
    assert [hex(code) for code in range(0x11_0000) if chr(code).isalnum() and mark.match(chr(code))] == []


@given(WANTED, WANTED)
def test_no_accounts_own_name_is_a_sign_of_another(name: str, other: str) -> None:
    assume(name.casefold() != other.casefold())
    assume(not is_the_portals(f"{name} {other}"))
    assert is_sign(name, name)
    assert not is_sign(name, other)


@given(st.text(r".*+?()[]{}|^$\/-ab ", min_size=1, max_size=12).map(lambda name: f"x{name}x"))
def test_no_name_is_taken_for_a_pattern(name: str) -> None:
    assert is_sign(name, name)
    assert not is_sign(name, "xyx")
    assert not is_sign(name, name[:-1] + "y")
