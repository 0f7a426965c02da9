"""The scripts that run in a portal's pages: selector engines, and what reads and watches a page."""

import json
import re
from collections.abc import Callable
from functools import cache
from importlib import resources

from playwright.async_api import Playwright

from pages.driver import words
from pages.driver.marks import Mark

_GLOBALS = re.compile(r"^/\* global ([\w, ]+) \*/$", re.MULTILINE)


@cache
def script(name: str) -> str:
    """A function for the browser.

    Args:
        name: of the function, and of its file in `js/`. What that file lists in a `/* global a, b */` comment, as
            linters know it, is declared in files of those names, which come along; but `marks` are those of
            `pages.driver.marks`, and `words` are those of `pages.driver.words`.
    """
    return f"function (...given) {{\n{_with_globals(name)}\nreturn {name}(...given);\n}}"


@cache
def engine(name: str) -> str:
    """A selector engine of Playwright's: what the function of that name returns (see `script`)."""
    return f"({script(name)})()"


def _with_globals(name: str) -> str:
    """A script with what it uses before it, each once."""
    parts: dict[str, str] = {}
    used: dict[str, set[str]] = {table: set() for table in _TABLES}

    def take(name: str) -> None:
        if name in parts:
            return
        text = resources.files("pages.driver").joinpath("js", f"{name}.js").read_text("utf-8")
        parts[name] = ""  # known from here on, also to what it needs
        for needed in (one for match in _GLOBALS.finditer(text) for one in re.findall(r"\w+", match[1])):
            if needed in _TABLES:
                used[needed].update(re.findall(rf"\b{needed}\.(\w+)", text))
            else:
                take(needed)
        del parts[name]  # what it needs comes first
        parts[name] = text

    take(name)
    tables = [_table(table, names) for table, names in used.items() if names]
    return "\n".join((*tables, *parts.values()))


def _table(table: str, names: set[str]) -> str:
    """A constant that holds what scripts use of a list of Python's."""
    entries = {name: _TABLES[table](re.sub(r"([A-Z])", r"_\1", name).upper()) for name in sorted(names)}
    return f"const {table} = {json.dumps(entries)};"


def _mark(name: str) -> str:
    return Mark[name]


def _words(name: str) -> list[str]:
    return list(getattr(words, name))


_TABLES: dict[str, Callable[[str], str | list[str]]] = {"marks": _mark, "words": _words}


async def prepare(playwright: Playwright) -> None:
    """Register the selector engines of `pages.driver.look`; once for each Playwright, before pages are made."""
    for name in ("onscreen", "says", "beside"):
        await playwright.selectors.register(name, engine(name), content_script=True)
