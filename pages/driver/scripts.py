"""The scripts that run in a portal's pages: selector engines, and what reads and watches a page."""

import re
from functools import cache
from importlib import resources

from playwright.async_api import Playwright

_GLOBALS = re.compile(r"^/\* global ([\w, ]+) \*/$", re.MULTILINE)


@cache
def script(name: str) -> str:
    """A function for the browser.

    Args:
        name: of the function, and of its file in `js/`. What that file lists in a `/* global a, b */` comment, as
            linters know it, is declared in files of those names, which come along.
    """
    return f"(...given) => {{\n{_with_globals(name)}\nreturn {name}(...given);\n}}"


@cache
def engine(name: str) -> str:
    """A selector engine of Playwright's: what the function of that name returns (see `script`)."""
    return f"({script(name)})()"


def _with_globals(name: str) -> str:
    parts: dict[str, str] = {}

    def take(name: str) -> None:
        if name not in parts:
            text = resources.files("pages.driver").joinpath("js", f"{name}.js").read_text("utf-8")
            parts[name] = ""  # known from here on, also to what it needs
            for needed in (one for match in _GLOBALS.finditer(text) for one in re.findall(r"\w+", match[1])):
                take(needed)
            parts[name] = parts.pop(name) or text  # what it needs comes first

    take(name)
    return "\n".join(parts.values())


def _script(name: str) -> str:
    """A script of ours, with what they share put in where a line names it."""
    folder = resources.files("pages.driver")
    text = folder.joinpath("js", name).read_text("utf-8")
    for shared in ("shown", "words", "behind"):
        text = text.replace(f"  {shared.upper()}\n", folder.joinpath("js", f"{shared}.js").read_text("utf-8"))
    return text


ENGINE = _script("onscreen.js")
READER = _script("reader.js")
CHANGED = _script("changed.js")
MEANT = _script("meant.js")
FEEL = _script("feel.js")
IN_SIGHT = _script("in_sight.js")
NEAREST = _script("nearest.js")
OWNER = _script("owner.js")
SCROLL = _script("scroll.js")
TOGGLE = _script("toggle.js")
INACTIVE = _script("inactive.js")
_PRESSABLES = "button, a, [role=button], input[type=button], input[type=submit]"
SEEN = _script("seen.js").replace("PRESSABLES", f"'{_PRESSABLES}'")
QUESTION = _script("question.js").replace("PRESSABLES", f"'{_PRESSABLES}'")


async def prepare(playwright: Playwright) -> None:
    """Register the selector engines of `pages.driver.look`; once for each Playwright, before pages are made."""
    await playwright.selectors.register("onscreen", ENGINE, content_script=True)
    await playwright.selectors.register("says", _script("says.js"), content_script=True)
    await playwright.selectors.register("beside", _script("beside.js"), content_script=True)
