"""Reads a .env file, and refuses what would be lost or altered in reading it.

python-dotenv passes over a line that it can't read, takes what follows a `#` for a comment, and lets a value without
its closing quote go on over the lines below. A setting that is lost that way can lead to another customer, so each of
these is a mistake here. It is python-dotenv's own parser that reads the file: there is no second grammar that could
see things otherwise.

No message repeats anything of the file. What looks like a name may be a password whose `=` was forgotten.
"""

import os
import re
import unicodedata
from io import StringIO
from pathlib import Path

from dotenv.parser import Binding, parse_stream

from runbook.errors import SettingsError
from runbook.terminal import printable
from runbook.text_files import NoText, read_text

PREFIX = "RUNBOOK_"
BREAK = re.compile("[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")
"""What ends a line, for one program or another."""

_PLAIN_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_BEGINS_SETTING = re.compile(rf"\s*(?:export\s+)?['\"]?{PREFIX}", re.IGNORECASE)
_QUOTES = ("'", '"')
_CURLY = tuple("\u2018\u2019\u201a\u201b\u201c\u201d\u201e\u201f")

_NO_LINE = (
    "is not NAME=value: look for a quote without its partner, and put a value that holds one kind of quote"
    ' in quotes of the other kind, such as "Joe\'s Pizza"'
)
_NO_EQUAL_SIGN = "has no =: write NAME=value; a comment begins with #"
_NO_NAME = "has no name that a setting can have: write it in letters, digits and underscores only, followed by ="
_LETTER_CASE = "has a setting's name in small letters: write RUNBOOK_ and what follows in capitals"
_SWALLOWED = (
    "begins a value that goes on over a line with another setting: its closing quote is missing, or is further down"
)
_LINE_BREAK = "sets a value that holds a line break: its closing quote is missing, or is further down"
_ESCAPE = (
    r"sets a value in which a backslash stands for a line break, a tab or the like, as \n does in double quotes:"
    " put the value in single quotes"
)
_CUT = "sets a value that ends at a #: put the value in quotes, or the comment on a line of its own"
_COMMENT = (
    "has a comment that may be a part of the value, since a quote is in it, or no space before its #:"
    " put the whole value in quotes, or the comment on a line of its own"
)
_HALF_QUOTED = (
    "sets a value that ends with a quote and doesn't begin with one: a quote is missing at the beginning;"
    " or put the whole value in quotes of the other kind"
)
_CURLY_QUOTED = (
    "sets a value with curly quotes around it, which would be a part of it: write straight ones, ' or \";"
    " or put those around the curly ones"
)


def read_dotenv(path: Path) -> dict[str, str]:
    """The variables of a .env file; none if there is no such file.

    Args:
        path: the file; messages name it as it is given here.

    Raises:
        SettingsError: the file can't be read, or lines of it can't be taken as they are meant. All of them are told,
            each with the file and the line.
    """
    values: dict[str, str] = {}
    first: dict[str, int] = {}
    mistakes: list[str] = []
    # As Python opens a text: a line ends alike on every system. python-dotenv counts some of the others twice.
    for binding in parse_stream(StringIO(_text(path), newline=None)):
        # Empty lines above belong to it.
        written = binding.original.string.lstrip()
        above = binding.original.string[: len(binding.original.string) - len(written)]
        line = binding.original.line + above.count("\n")
        if wrong := _wrong(binding, written):
            mistakes.append(f"{printable(str(path))}:{line}: {wrong}")
        elif binding.key is not None and binding.value is not None:
            if binding.key.startswith(PREFIX) and first.setdefault(binding.key, line) != line:
                text = f"sets again what line {first[binding.key]} sets: keep one of the two"
                mistakes.append(f"{printable(str(path))}:{line}: {text}")
            values[binding.key] = binding.value
    if mistakes:
        raise SettingsError("\n".join(mistakes))
    return values


def _text(path: Path) -> str:
    # Many people have a folder of this name for their virtual environment. A link that leads nowhere was meant.
    if not os.path.lexists(path) or path.is_dir():
        return ""
    if path.is_fifo():
        raise SettingsError(f"{printable(str(path))}: is a pipe, which would be waited for; it must be a file")
    try:
        return read_text(path)
    except NoText as error:
        place = f"{path}:{error.line}" if error.line else str(path)
        raise SettingsError(f"{printable(place)}: {error.why}") from None


def _wrong(binding: Binding, written: str) -> str:
    """Why a statement can't be taken as it is meant; empty if it can.

    Args:
        binding: what python-dotenv makes of it.
        written: as it stands in the file, from its first letter on.
    """
    if binding.error:
        return _NO_LINE
    if binding.key is None:
        return ""  # a comment, or empty lines
    if binding.value is None:
        return _NO_EQUAL_SIGN
    if any(_BEGINS_SETTING.match(line) for line in written.split("\n")[1:]):
        return _SWALLOWED
    altered = _altered(binding.value, written.partition("=")[2].strip()) if binding.key.startswith(PREFIX) else ""
    return _misnamed(binding.key) or altered


def _misnamed(key: str) -> str:
    """Why a name is hardly the one that was meant; empty if it is, or belongs to another program."""
    letters = re.sub(r"[^A-Z0-9]", "", key.upper())
    if "RUNBOOK" in letters and not _PLAIN_NAME.fullmatch(key):
        return _NO_NAME
    return _LETTER_CASE if key.upper().startswith(PREFIX) and not key.startswith(PREFIX) else ""


def _altered(value: str, written: str) -> str:
    """Why a setting's value is hardly what was meant; empty if it is.

    Args:
        value: as python-dotenv reads it.
        written: what stands after the `=`, without white space around it.
    """
    if any(unicodedata.category(sign) == "Cc" and sign not in written for sign in value):
        return _ESCAPE
    if BREAK.search(value):
        return _LINE_BREAK
    if written.startswith(_QUOTES):
        comment = _comment(value, written)
        is_odd = comment and (comment.startswith("#") or any(sign in comment for sign in _QUOTES))
        return _COMMENT if is_odd else ""
    if written != value:
        return _CUT
    if written.endswith(_QUOTES):
        return _HALF_QUOTED
    return _CURLY_QUOTED if written.startswith(_CURLY) or written.endswith(_CURLY) else ""


def _comment(value: str, written: str) -> str:
    """What follows the closing quote of a value: a comment with the white space before it, or nothing.

    Without it the value reads the same; python-dotenv says where that is so.
    """
    for match in re.finditer(r"\s*#", written):
        alone = [(one.error, one.value) for one in parse_stream(StringIO(f"{PREFIX}={written[: match.start()]}"))]
        if alone == [(False, value)]:
            return written[match.start() :]
    return ""
