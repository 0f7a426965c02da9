"""Where the words and selectors that are looked for on a portal are: in its `words.py`, with their sources."""

import ast
import re
from collections.abc import Iterator, Mapping

import pytest

from tests.helpers.rooms import MAY_IMPORT, PAGES, ROOT


def modules(*rooms: str) -> Iterator[tuple[str, ast.Module]]:
    """The rooms' modules but for their `words.py`."""
    for room in rooms:
        for path in sorted((PAGES / room).glob("*.py")):
            if path.name != "words.py":
                yield path.relative_to(ROOT).as_posix(), ast.parse(path.read_text("utf-8"))


def documentation(tree: ast.Module) -> set[int]:
    """The strings that stand for themselves: docstrings."""
    return {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}


# What builds a look or a pattern of a name, and which of its first arguments are our own words for messages.
BUILDERS = {
    "css": 1,
    "messages": 1,
    "text": 1,
    "pressable": 1,
    "button": 0,
    "field": 0,
    "exactly": 0,
    "Look": 1,
    "says": 1,
    "beside": 1,
}
# Playwright's own, by a name or a text.
FINDERS = {"get_by_text", "get_by_label", "get_by_placeholder", "get_by_title", "get_by_alt_text"}
NAMED = {"name", "has_text", "has_not_text", "placeholders"}


# A selector that knows a portal's classes, ids or attributes; ARIA's roles and states are everybody's.
HOOK = re.compile(
    r"(?:^|[\s,>(+~])(?:[abip]|div|span|input|button|label|li|td|svg|select|form)?[.#](?!js$)[A-Za-z][\w-]*(?=$|[\s,>.:)\[+~])"
    r"|(?:^|>> )text=|:(?:has-text|text|text-is|text-matches)\("
    r"|[@\[](?:class|id|data-[\w-]+|title|placeholder|aria-label|name|value|autocomplete)(?:[*^$~|]?=|,'\w)"
)


def literals(node: ast.AST, constants: Mapping[str, ast.AST]) -> list[str]:
    """The strings in an expression, also those of the module's own constants that it names."""
    found = []
    for one in ast.walk(node):
        if isinstance(one, ast.Constant) and isinstance(one.value, str):
            found.append(one.value)
        elif isinstance(one, ast.Name) and one.id in constants:
            others = {name: value for name, value in constants.items() if name != one.id}
            found += literals(constants[one.id], others)
    return found


def constants_of(tree: ast.Module) -> dict[str, ast.AST]:
    """What a module's own names stand for, as far as they are strings and patterns of them."""
    found: dict[str, ast.AST] = {}
    for node in tree.body:
        target = node.targets[0] if isinstance(node, ast.Assign) else getattr(node, "target", None)
        value = getattr(node, "value", None)
        if not isinstance(target, ast.Name) or value is None:
            continue
        if not isinstance(value, ast.Call) or called(value) == "compile":
            found[target.id] = value
    return found


def called(node: ast.Call) -> str:
    return node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")


def misplaced(call: ast.Call, constants: Mapping[str, ast.AST]) -> list[str]:
    """The words in a call that belong into a `words.py`."""
    name = called(call)
    given: list[ast.AST] = [keyword.value for keyword in call.keywords if keyword.arg in NAMED]
    if name in BUILDERS:
        given += call.args[BUILDERS[name] :]
    elif name in FINDERS:
        given += call.args
    # What is called within has words of its own to answer for.
    return [
        word
        for one in given
        if not isinstance(one, ast.Lambda | ast.Tuple)
        for word in literals(one, constants)
        if re.search(r"[A-Za-z]{2}", re.sub(r"\\[A-Za-z]|https?|\(\?[a-zA-Z]", "", word))
    ]


def test_words_that_are_looked_for_stand_in_words_py() -> None:
    found = []
    for place, tree in modules(*MAY_IMPORT):
        constants = constants_of(tree)
        calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
        found += [
            f"{place}:{call.lineno} {called(call)}({word!r})" for call in calls for word in misplaced(call, constants)
        ]
    assert found == []


def test_selectors_that_know_a_portal_stand_in_words_py() -> None:
    found = []
    for place, tree in modules(*MAY_IMPORT):
        docstrings = documentation(tree)
        found += [
            f"{place}:{node.lineno} {node.value!r}"
            for node in ast.walk(tree)
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings
            if HOOK.search(node.value)
        ]
    assert found == []


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ('button("Save")', ["Save"]),
        ("button(*words.SAVE, thing=\"the 'Save' button\")", []),
        ('css("the panel", ".fxs-blade")', [".fxs-blade"]),
        ('text("a title", re.compile("Basic SAML"))', ["Basic SAML"]),
        ('text("a title", TITLE)', ["Basic SAML"]),
        ('text("a title", words.TITLE)', []),
        ('scope.get_by_role("button", name="Save")', ["Save"]),
        ('scope.get_by_role("button", name=pattern)', []),
        ('field(*words.SSO_URL, placeholders=("https",))', []),
        ('scope.get_by_title("Close")', ["Close"]),
        ('says(scope, re.compile("Some words"))', ["Some words"]),
        ('button("OK")', ["OK"]),
    ],
)
def test_misplaced_words_are_found(source: str, words: list[str]) -> None:
    call = ast.parse(source, mode="eval").body
    assert isinstance(call, ast.Call)
    constants = constants_of(ast.parse("TITLE = re.compile('Basic SAML')"))
    assert misplaced(call, constants) == words


@pytest.mark.parametrize(
    ("text", "is_hook"),
    [
        (".fxs-blade", True),
        ("#i0116:not(.moveOffScreen)", True),
        ("div.monster-invalid", True),
        ("[class*=close i]", True),
        ("ancestor::*[contains(@class,'toast')]", True),
        ("input[name=passwd]", True),
        ("text=Save everything", True),
        ("button:has-text('Save')", True),
        ("[role=dialog], dialog", False),
        ("input[type=file]", False),
        ("xpath=ancestor::form[1]", False),
        ("the panel. Close it.", False),
    ],
)
def test_selectors_that_know_a_portal_are_told_from_others(text: str, is_hook: bool) -> None:
    assert bool(HOOK.search(text)) is is_hook


@pytest.mark.parametrize("room", MAY_IMPORT)
def test_each_word_says_whether_it_is_documented_or_guessed(room: str) -> None:
    tree = ast.parse((PAGES / room / "words.py").read_text("utf-8"))
    docstrings = documentation(tree)
    marked = {
        id(one)
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and called(node) in {"documented", "guessed"}
        for one in ast.walk(node)
    }
    bare = [
        f"{node.lineno}: {node.value}"
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in marked | docstrings
    ]
    assert bare == []


def test_sources_of_words_are_those_that_the_readme_explains() -> None:
    readme = (PAGES / "README.md").read_text("utf-8")
    explained = set(re.findall(r"^\| `([A-Z0-9-]+)` \|", readme, re.MULTILINE))
    given = {
        str(ast.literal_eval(node.args[0]))
        for room in MAY_IMPORT
        for node in ast.walk(ast.parse((PAGES / room / "words.py").read_text("utf-8")))
        if isinstance(node, ast.Call) and called(node) == "documented"
    }
    assert given == explained


# Failures


def failures() -> set[str]:
    """The kinds of failure that a portal's page can show."""
    tree = ast.parse((PAGES / "errors.py").read_text("utf-8"))
    kinds = {"Failure"}
    for node in tree.body:
        if isinstance(node, ast.ClassDef) and {ast.unparse(base) for base in node.bases} & kinds:
            kinds.add(node.name)
    assert "NotFound" in kinds
    return kinds


def test_each_failure_says_on_which_portal_it_happened() -> None:
    kinds = failures() | {"kind"}
    silent = [
        f"{place}:{node.lineno}"
        for place, tree in modules(*MAY_IMPORT)
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and called(node) in kinds
        and "portal" not in {keyword.arg for keyword in node.keywords}
    ]
    assert silent == []
