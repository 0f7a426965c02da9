"""The scripts that run in a portal's pages: each is JavaScript by itself, and lists what it needs of the others."""

import ast
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import cast

import pytest
from playwright.async_api import Browser, Locator
from playwright.async_api import Error as PlaywrightError

from pages.driver import words
from pages.driver.fence import Fence
from pages.driver.hands import Hands
from pages.driver.marks import Mark
from pages.driver.press import pin
from pages.driver.screen import Screen
from pages.driver.scripts import _with_globals, ask, script
from pages.errors import WrongPlace
from tests.helpers.notes import Notes

PAGES = Path(__file__).parents[2] / "pages"
FILES = {path.stem: path for path in sorted(PAGES.rglob("*.js"))}
SCRIPTS = {name: path.read_text(encoding="utf-8") for name, path in FILES.items()}
# The same without comments.
CODE = {name: re.sub(r"^\s*(?://.*|/\*.*\*/)$", "", text, flags=re.MULTILINE) for name, text in SCRIPTS.items()}
TABLES = {"marks", "words"}
MODULES = sorted(PAGES.rglob("*.py"))
DECLARED = re.compile(r"^(?:function|const) (\w+)", re.MULTILINE)
LISTED = re.compile(r"^/\* global ([\w, ]+) \*/$", re.MULTILINE)


def listed_by(name: str) -> list[str]:
    return [one for line in LISTED.findall(SCRIPTS.get(name, "")) for one in re.findall(r"\w+", line)]


def needed_by(name: str) -> set[str]:
    """A script and all that it needs, over any number of steps."""
    needed: set[str] = set()
    waiting = [name]
    while waiting:
        one = waiting.pop()
        waiting += [] if one in needed else listed_by(one)
        needed.add(one)
    return needed


async def test_each_file_is_javascript_by_itself(browser: Browser) -> None:
    async with await browser.new_context() as context:
        page = await context.new_page()
        parse = "text => { try { new Function(text) } catch (error) { return String(error) } }"
        said = {name: await page.evaluate(parse, text) for name, text in SCRIPTS.items()}
        assert {name: error for name, error in said.items() if error} == {}
        assert await page.evaluate(parse, "const a = ;")
        typed = {name: await page.evaluate(f"() => typeof ({script(name)})") for name in SCRIPTS}
        assert {name: kind for name, kind in typed.items() if kind != "function"} == {}


def test_each_file_declares_what_it_is_called_and_nothing_else() -> None:
    assert {name: DECLARED.findall(text) for name, text in SCRIPTS.items()} == {name: [name] for name in SCRIPTS}


def test_each_file_says_what_it_is_for() -> None:
    assert [name for name, text in SCRIPTS.items() if not text.startswith("// ")] == []


def test_scripts_have_one_folder() -> None:
    assert {path.parent.relative_to(PAGES).as_posix() for path in FILES.values()} == {"driver/js"}


def test_what_a_file_lists_is_there_and_used() -> None:
    unknown = {name: set(listed_by(name)) - {*SCRIPTS, *TABLES} for name in SCRIPTS}
    assert {name: names for name, names in unknown.items() if names} == {}
    idle = {name: [one for one in listed_by(name) if not mentions(name, one)] for name in SCRIPTS}
    assert {name: names for name, names in idle.items() if names} == {}


def test_what_a_file_uses_of_others_it_lists() -> None:
    """What it declares itself, or is given, may be called like another file."""
    missing = {
        name: {one for one in {*SCRIPTS, *TABLES} - {name, *listed_by(name)} if mentions(name, one)} - own_of(name)
        for name in SCRIPTS
    }
    assert {name: names for name, names in missing.items() if names} == {}


def mentions(name: str, one: str) -> bool:
    """Whether a script names a function or a table, and not a property or a part of a text of that name."""
    code = re.sub(r'"[^"\n]*"', '""', CODE[name]).replace("...", " ")
    return re.search(rf"(?<![.\w]){one}\b(?!:)", code) is not None


def own_of(name: str) -> set[str]:
    """The names that a script gives to things of its own."""
    own = r"\b(?:const|let) ([^=;)]*)|\bfunction \w+\(([^)]*)|\(([^()]*)\) =>|(\w+) =>|, (\w+) = "
    return {one for found in re.findall(own, CODE[name]) for part in found for one in re.findall(r"\w+", part)}


def test_what_a_script_needs_comes_with_it_once() -> None:
    composed = {name: DECLARED.findall(_with_globals(name)) for name in SCRIPTS}
    assert {name: sorted(parts) for name, parts in composed.items()} == {
        name: sorted(needed_by(name)) for name in SCRIPTS
    }


def test_what_a_script_needs_comes_before_it_over_any_number_of_steps() -> None:
    assert DECLARED.findall(_with_globals("guard")) == [
        "marks",
        "flat",
        "passable",
        "letters",
        "clean",
        "said",
        "guard",
    ]
    assert [name for name in SCRIPTS if DECLARED.findall(_with_globals(name))[-1] != name] == []


def test_a_script_is_given_the_marks_and_words_that_it_uses_and_no_others() -> None:
    marks = _with_globals("otherRadio").splitlines()[0]
    assert marks == f"const marks = {json.dumps({'otherRadio': Mark.OTHER_RADIO})};"
    given = _with_globals("nearest").splitlines()[0]
    assert given == f"const words = {json.dumps({'layerClasses': words.LAYER_CLASSES})};"


def test_scripts_do_not_spell_marks() -> None:
    """All marks are in one list, which Python reads too."""
    hidden = re.compile(r"\b__\w+")
    shown = re.compile(r"""Attribute\(\s*["'`]data-|\.dataset\b""")
    left = re.compile(r"""(?:set|toggle|remove)Attribute\(\s*["'`]""")
    found = {
        name: [*hidden.findall(code), *left.findall(code), *(mark for mark in Mark if mark in code)]
        + (shown.findall(code) if "setAttribute" in code else [])
        for name, code in CODE.items()
    }
    assert {name: marks for name, marks in found.items() if marks} == {}


def texts(path: Path) -> Iterator[tuple[str, str]]:
    """The strings of a Python file with their places; but not what describes its parts."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    descriptions = {node.value for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node not in descriptions:
            yield f"{path.relative_to(PAGES).as_posix()}:{node.lineno}", node.value


def test_no_python_file_holds_a_script() -> None:
    script_like = re.compile(r"=>|\b(?:document|window|performance)\.\w|querySelector")
    places = [place for path in MODULES for place, text in texts(path) if script_like.search(text)]
    assert places == []


def test_no_python_file_but_their_list_spells_a_mark() -> None:
    places = [
        place
        for path in MODULES
        if path.name != "marks.py"
        for place, text in texts(path)
        if any(mark in text for mark in Mark)
    ]
    assert places == []


SAYING = """<!doctype html><title>portal</title>
<p id=text title="Account&#10;details">\ue700  Contoso <b>Ltd</b>\n &nbsp;(main)\uf8ff</p>
<input id=field value="Contoso  \ue701 Ltd" aria-label="Account \ue702" title="The   account">
<button id=save onclick="stored.push(1)">Save</button>
<iframe id=inner srcdoc="<input id=inside value='Contoso \ue701' aria-label='Account' title=Current>"></iframe>
<script>window.stored = []</script>"""


async def test_pins_and_the_guard_hear_an_element_say_the_same(browser: Browser) -> None:
    """What proves the place speaks in every way at once; the slightest change of any of them holds the press back."""
    async with await browser.new_context() as context:
        page = await context.new_page()
        await page.set_content(SAYING)
        hands = Hands(Screen("Portal", page, Fence(frozenset()), timeout=5), Notes())
        inside = page.frame_locator("#inner").locator("#inside")
        pins = [await pin(page.locator("#text")), await pin(page.locator("#field")), await pin(inside)]
        assert [one.text for one in pins] == [
            "Contoso Ltd (main) Account details", "Contoso Ltd Account The account", "Contoso Account Current",
        ]  # fmt: skip
        save = page.locator("#save")
        await hands.commit(save, "'Save'", pins)
        assert await page.evaluate("stored.length") == 1
        for change, back in (
            ("field.value = 'Fabrikam'", "field.value = 'Contoso Ltd'"),
            ("field.ariaLabel = 'Accounts'", "field.ariaLabel = 'Account'"),
            ("field.title = ''", "field.title = 'The account'"),
            ("text.querySelector('b').hidden = true", "text.querySelector('b').hidden = false"),
            ("inner.contentDocument.querySelector('input').value = ''", ""),
        ):
            await page.evaluate(change)
            with pytest.raises(WrongPlace) as raised:
                await hands.commit(save, "'Save'", pins)
            assert raised.value.portal == "Portal"
            await page.evaluate(back)
        assert await page.evaluate("stored.length") == 1


async def test_an_element_is_asked_as_if_it_were_waited_for(browser: Browser) -> None:
    async with await browser.new_context() as context:
        page = await context.new_page()
        await page.set_content("<p id=one></p>")
        assert await ask(page.locator("p"), "matches", "#one") is True
        assert await ask(page.locator("p"), "matches", "#other") is False
        await page.evaluate("setTimeout(() => { one.innerHTML = '<b></b>' }, 500)")
        assert await ask(page.locator("b"), "matches", "p > b") is True
        with pytest.raises(PlaywrightError, match="strict mode violation"):
            await ask(page.locator("p, b"), "matches", "p")


@pytest.mark.parametrize("error", [PlaywrightError("Execution context was destroyed"), TimeoutError()])
async def test_an_element_of_a_page_that_is_just_being_left_is_waited_for(error: Exception) -> None:
    class Leaving:
        async def evaluate_all(self, *_: object) -> object:
            raise error

        async def evaluate(self, *_: object) -> object:
            return "waited for"

    assert await ask(cast("Locator", Leaving()), "said") == "waited for"
