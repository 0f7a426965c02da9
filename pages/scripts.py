"""The scripts that run in a portal's pages: selector engines, and what reads and watches a page."""

from importlib import resources

from playwright.async_api import Playwright


def _script(name: str) -> str:
    """A script of ours, with what they share put in where a line names it."""
    folder = resources.files("pages")
    text = folder.joinpath(name).read_text("utf-8")
    for shared in ("shown", "words", "behind"):
        text = text.replace(f"  {shared.upper()}\n", folder.joinpath(f"{shared}.js").read_text("utf-8"))
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
    """Register the selector engines of `pages.look`; once for each Playwright, before pages are made."""
    await playwright.selectors.register("onscreen", ENGINE, content_script=True)
    await playwright.selectors.register("says", _script("says.js"), content_script=True)
    await playwright.selectors.register("beside", _script("beside.js"), content_script=True)
