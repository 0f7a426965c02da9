"""Text of a portal in the report: whatever it is, it is visible, short enough, and can be written down."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from runbook.evidence.entries import without_surrogates
from runbook.report.text import brief, sentence, short_address, shown, visible

ANY = st.text(st.characters(), max_size=50)  # surrogates too


@given(ANY)
def test_nothing_is_invisible(text: str) -> None:
    said = visible(text)
    odd = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
    assert {one for one in said if unicodedata.category(one) in odd} <= set("\n\t\u200c\u200d")
    assert visible(said) == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a\u202eb", "a⟨U+202E⟩b"),
        ("\x00", "⟨U+0000⟩"),
        ("\ud83d", "⟨U+D83D⟩"),
        ("\u0301" * 6, "\u0301" * 4 + "⟨U+0301⟩" * 2),
        ("Zoë, Łódź, \u05d0\u05d1, 東京, 👩‍🔧", "Zoë, Łódź, \u05d0\u05d1, 東京, 👩‍🔧"),
    ],
)
def test_only_what_is_invisible_is_spelled_out(text: str, said: str) -> None:
    assert visible(text) == said


@given(st.recursive(ANY | st.integers() | st.none(), lambda inner: st.lists(inner) | st.dictionaries(ANY, inner)))
def test_a_cleaned_value_has_the_same_shape_and_can_be_encoded(value: object) -> None:
    def check(before: object, after: object) -> None:
        assert type(before) is type(after)
        if isinstance(before, str) and isinstance(after, str):
            after.encode()
        elif isinstance(before, list) and isinstance(after, list):
            for one, other in zip(before, after, strict=True):
                check(one, other)
        elif isinstance(before, dict) and isinstance(after, dict):
            for one, other in zip(before.values(), after.values(), strict=True):
                check(one, other)
        else:
            assert before == after

    check(value, without_surrogates(value))


@given(st.text(max_size=300))
def test_addresses_in_captions_are_short(address: str) -> None:
    assert len(short_address(address)) <= 90
    assert short_address(f"https://host.example/{address}".replace("[", ""))


def test_address_keeps_host_and_end() -> None:
    long = "https://portal.example/t#view/" + "x" * 200 + "/fromNav/"
    assert short_address(long).startswith("portal.example/t#view/")
    assert short_address(long).endswith("/fromNav/")
    assert short_address("https://sp.example/#/apps") == "sp.example/#/apps"


def test_long_text_says_how_long_it_was() -> None:
    assert brief("x" * 10, 10) == "x" * 10
    assert brief("x" * 11, 10) == "x" * 10 + " … (11 characters)"
    assert len(str(shown("x" * 1_000_000))) < 5000


@pytest.mark.parametrize(
    ("text", "said"), [("sSO is off", "SSO is off."), ("why?", "Why?"), ("  ", ""), ("", ""), ("Done.", "Done.")]
)
def test_reason_becomes_a_sentence(text: str, said: str) -> None:
    assert sentence(text) == said
