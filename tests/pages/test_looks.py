"""What may stand around a name without being a part of it."""

import re
import string

from hypothesis import example, given
from hypothesis import strategies as st

from pages.driver.look import MARK, exactly

NAMES = st.text(string.ascii_letters + string.digits, min_size=1, max_size=8)
LETTERS = st.characters(categories=["L", "N"])


def test_no_letter_or_digit_is_a_mark_around_a_name_whatever_the_case() -> None:
    mark = re.compile(MARK, re.IGNORECASE)
    assert [hex(code) for code in range(0x11_0000) if chr(code).isalnum() and mark.match(chr(code))] == []


@given(NAMES, st.sampled_from(["", " "]), st.text(LETTERS, min_size=1, max_size=3))
@example("0", " ", "K")
@example("Contoso", " ", "\u212a")
@example("Contoso", "", "\u00b2")
@example("Contoso", " ", "\u3005")
def test_name_with_letters_or_digits_of_any_script_after_it_is_another(name: str, between: str, more: str) -> None:
    assert not exactly(f"x{name}").match(f"x{name}{between}{more}")


@given(st.text(r".*+?()[]{}|^$\/-ab ", min_size=1, max_size=12).map(lambda name: f"x{name}x"))
def test_no_name_is_taken_for_a_pattern(name: str) -> None:
    assert exactly(name).match(name)
    assert not exactly(name).match("xyx")
    assert not exactly(name).match(name[:-1] + "y")
