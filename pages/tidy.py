"""Words as a person reads them."""

import re

# What icon fonts draw, and marks without a width.
_GLYPHS = re.compile("[\ue000-\uf8ff\u200b-\u200f\ufeff]")


def tidy(words: str) -> str:
    """One line, without icon glyphs, and with single spaces."""
    return " ".join(_GLYPHS.sub(" ", words).split())
