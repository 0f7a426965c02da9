"""The scripts that run in a portal's pages: selector engines, and what reads and watches a page."""

import asyncio
import json
import re
from collections.abc import Callable
from functools import cache
from importlib import resources

from playwright.async_api import Error as PlaywrightError
from playwright.async_api import Locator, Playwright

from pages.driver import words
from pages.driver.marks import Mark

# How many seconds a page gets to answer before it is asked the slow way.
_AT_ONCE = 1.0
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


async def ask(locator: Locator, name: str, given: str | bool | None = None) -> object:
    """What a function for the browser says of an element (see `script`).

    Gives the same answer as `locator.evaluate`, which first waits for the element and so takes several times as long
    when it is already there. But the element is found in the page's own world, where a portal may have changed what
    scripts rely on: so what proves where a page is does not go this way. Nor does what may take long, such as reading a
    whole page: it is asked a second time if it takes more than a moment.
    """
    try:
        async with asyncio.timeout(_AT_ONCE):
            said: list[object] = await locator.evaluate_all(_of_one(name), given)
    except (TimeoutError, PlaywrightError):
        said = []  # the page is busy, or is just being left
    return said[0] if said else await locator.evaluate(script(name), given)


@cache
def _of_one(name: str) -> str:
    """The function for a list: its answer is a list too, empty unless there is exactly one element."""
    return f"function (all, given) {{ return all.length === 1 ? [({script(name)})(all[0], given)] : []; }}"


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
    for name in ("onscreen", "says", "beside", "line", "sign", "row", "fieldBlock", "standing", "drawing"):
        await playwright.selectors.register(name, engine(name), content_script=True)
