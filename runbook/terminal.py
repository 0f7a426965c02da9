"""What a terminal is given to show: names in files and texts of portals may be hostile, and a terminal obeys some."""

from rich.text import Text


def printable(words: str) -> str:
    """A line without what a terminal would obey: line breaks and control characters are shown as Python writes them."""
    return "".join(
        sign if sign.isprintable() else sign.encode("unicode_escape", "backslashreplace").decode() for sign in words
    )


def plain(words: str, style: str = "") -> Text:
    """A printable line in one style; nothing in it is markup."""
    return Text(printable(words), style=style)
