"""Words of a portal, each with where it is known from.

`words.py` of each room holds nothing but these: what a public source documents, and what is a guess. The keys of the
sources are explained in pages/README.md.
"""

import re

Names = tuple[str, ...]
"""The names of one thing, today's first."""


def documented(source: str, *words: str) -> Names:
    """Words that a public source gives.

    Args:
        source: its key in pages/README.md; for the reader, and for the test that each word has one.
        words: as the portal writes them; for `like`, parts of a pattern.
    """
    del source
    return words


def guessed(*words: str) -> Names:
    """Words that no public source gives: they follow other portals, or what a person would write."""
    return words


def either(*names: Names) -> str:
    """The part of a pattern that any of these words matches, each a part of a pattern itself."""
    return "(?:" + "|".join(word for some in names for word in some) + ")"


def like(*names: Names) -> re.Pattern[str]:
    """A pattern that finds any of these words, each a pattern itself, in a text; letter case is ignored."""
    return re.compile(either(*names), re.IGNORECASE)
