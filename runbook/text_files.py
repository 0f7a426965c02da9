"""Reads text files that people wrote or exported: on any system, with any program."""

import codecs
from pathlib import Path

_MARKS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
_FOREIGN = {
    b"PK\x03\x04": "a workbook (.xlsx, .ods) or another packed file",
    b"\xd0\xcf\x11\xe0": "an old Excel workbook (.xls)",
    b"%PDF": "a PDF file",
}


class NoText(Exception):
    """A file can't be read as text.

    Attributes:
        why: goes on after the file's name; it holds nothing of the file's content.
        line: where it stops being text; 0 if it can't be read at all.
        is_content: whether what is wrong is its content.
    """

    def __init__(self, why: str, line: int = 0, *, is_content: bool = False) -> None:
        super().__init__(why)
        self.why = why
        self.line = line
        self.is_content = is_content


def read_text(path: Path) -> str:
    """The text of a file in UTF-8, with or without a mark at its beginning, or in UTF-16 with one.

    Line ends are left as they are.

    Raises:
        NoText: it is not there, can't be read, or is no such text.
    """
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        raise NoText("is not there") from None
    except IsADirectoryError:
        raise NoText("is a folder") from None
    except PermissionError as error:
        why = "is a folder" if path.is_dir() else f"can't be read ({error.strerror}); is it open in another program?"
        raise NoText(why) from None
    except OSError as error:
        raise NoText(f"can't be read ({error.strerror})") from None
    return _decode(content)


def _decode(content: bytes) -> str:
    for beginning, what in _FOREIGN.items():
        if content.startswith(beginning):
            raise NoText(f"is {what}, not a text", is_content=True)
    encoding = next((name for mark, name in _MARKS.items() if content.startswith(mark)), "utf-8")
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise NoText("is not UTF-8; save it as UTF-8", line, is_content=True) from None
    if "\0" in text:
        raise NoText("is not UTF-8, or holds characters that no text has; save it as UTF-8", 1, is_content=True)
    return text
