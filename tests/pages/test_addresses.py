"""When two addresses are one, and when they are only nearly the same."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from pages.origins import has_address, near_miss, same_address

ACS = "https://sp.example/sso/Abc/acs"


@pytest.mark.parametrize(
    "other",
    [
        ACS,
        "HTTPS://SP.Example/sso/Abc/acs",
        "https://sp.example:443/sso/Abc/acs",
        "Https://SP.EXAMPLE:443/sso/Abc/acs",
    ],
)
def test_scheme_and_host_are_one_in_any_letter_case_and_with_their_default_port(other: str) -> None:
    assert same_address(ACS, other)
    assert same_address(other, ACS)
    assert has_address(["https://other.example", other], ACS)


@pytest.mark.parametrize(
    "other",
    [
        "http://sp.example/sso/Abc/acs",
        "https://sp.example:8443/sso/Abc/acs",
        "https://sp.example.evil/sso/Abc/acs",
        "https://sp.example@evil.example/sso/Abc/acs",
        "https://user@sp.example/sso/Abc/acs",
        "https://sp.example/sso/abc/acs",
        f"{ACS}/",
        f"{ACS}?a=b",
        f"{ACS}#a",
        f" {ACS}",
        "",
        "sp.example/sso/Abc/acs",
    ],
)
def test_all_else_counts_to_the_letter(other: str) -> None:
    assert not same_address(ACS, other)
    assert not has_address([other], ACS)


@pytest.mark.parametrize(
    ("there", "difference"),
    [
        (f"{ACS}/", "by a trailing slash"),
        ("https://SP.example/sso/Abc/acs/", "by a trailing slash"),
        ("https://sp.example/sso/abc/acs", "in letter case"),
        ("https://sp.example/SSO/abc/acs/", "by a trailing slash and in letter case"),
        ("https://sp.example:443/sso/Abc/acs", "in how its host and port are written"),
    ],
)
def test_what_hardly_differs_is_told_with_its_difference(there: str, difference: str) -> None:
    assert near_miss(ACS, ["https://other.example/acs", there]) == (there, difference)


@pytest.mark.parametrize("there", [(), ("https://sp.example/sso/Abc",), (f"{ACS}//",), (f"{ACS}?a",), ("Ooma",)])
def test_what_differs_in_more_is_no_near_miss(there: tuple[str, ...]) -> None:
    assert near_miss(ACS, there) == ("", "")


def test_plain_words_may_be_near_each_other_too() -> None:
    assert near_miss("ooma", ["Ooma"]) == ("Ooma", "in letter case")


@given(st.text(max_size=12), st.text(max_size=12))
def test_what_is_no_address_is_compared_to_the_letter(one: str, other: str) -> None:
    assert same_address(one, one)
    assume("://" not in one + other)
    assert same_address(one, other) == (one == other)


PATHS = st.text(alphabet="aA/?&=#%.", max_size=8).map("/{}".format)


@given(PATHS, PATHS)
def test_paths_and_queries_are_never_taken_for_one_another(one: str, other: str) -> None:
    assert same_address(f"https://sp.example{one}", f"HTTPS://SP.EXAMPLE:443{other}") == (one == other)
