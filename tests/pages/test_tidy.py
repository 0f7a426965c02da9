"""Words of a page as a person reads them."""

import pytest

from pages.driver.values import tidy


@pytest.mark.parametrize(
    ("words", "read"),
    [
        ("\ue783 Unable to save", "Unable to save"),
        ("Save\u200b \n\t SAML\ufeff", "Save SAML"),
        ("  ", ""),
        ("Größe 東京 — ok", "Größe 東京 — ok"),
    ],
)
def test_icon_glyphs_and_line_breaks_are_not_read(words: str, read: str) -> None:
    assert tidy(words) == read
