"""Who may import whom, and where words stand: the walls between the rooms."""

import ast
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import takewhile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PAGES = ROOT / "pages"
MOST_MODULES = 20

# What each room of pages/ may import of the others. `errors` and `origins` belong to none.
MAY_IMPORT = {
    "driver": set[str](),
    "microsoft": {"driver"},
    "azure": {"driver", "microsoft"},
    "ooma": {"driver"},
}
SHARED = {"errors", "origins"}
# Where runbook/ may enter pages/.
DOORS = {"pages.errors", "pages.origins", *(f"pages.{room}" for room in MAY_IMPORT)}


@dataclass(frozen=True)
class Import:
    """One import of one module, whether at run time, within a function or for type checking only."""

    importer: str
    imported: str
    line: int

    def __str__(self) -> str:
        return f"{self.importer}:{self.line} imports {self.imported}"


def name_of(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


MODULES = {
    name_of(path): path for package in ("pages", "runbook", "recordings") for path in (ROOT / package).rglob("*.py")
}
TESTS = {name_of(path): path for path in (ROOT / "tests").rglob("*.py")}


def imports_of(name: str, path: Path) -> Iterator[Import]:
    """All that a module imports of the project's own; a name imported from a package is that module, if it is one."""
    package = name if path.name == "__init__.py" else name.rpartition(".")[0]
    known = MODULES.keys() | TESTS.keys()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            base = package.split(".")[: len(package.split(".")) - node.level + 1] if node.level else []
            source = ".".join([*base, *([node.module] if node.module else [])])
            found = [inner if (inner := f"{source}.{alias.name}") in known else source for alias in node.names]
        else:
            continue
        yield from (Import(name, one, node.lineno) for one in found if one in known)


def imports(*packages: str) -> list[Import]:
    found = [
        one for name, path in MODULES.items() if name.partition(".")[0] in packages for one in imports_of(name, path)
    ]
    assert found
    return found


def room_of(module: str) -> str:
    """The room of a module of pages/, or its own name for one that belongs to none; empty elsewhere."""
    parts = module.split(".")
    return parts[1] if parts[0] == "pages" and len(parts) > 1 else ""


def test_every_folder_of_pages_is_a_room_that_the_rules_know() -> None:
    assert {path.parent.name for path in PAGES.glob("*/__init__.py")} == set(MAY_IMPORT)
    assert {path.stem for path in PAGES.glob("*.py")} == {"__init__", *SHARED}


@pytest.mark.parametrize("room", MAY_IMPORT)
def test_a_room_imports_no_room_that_it_must_not_know(room: str) -> None:
    allowed = MAY_IMPORT[room] | SHARED | {room}
    strangers = [
        str(one) for one in imports("pages") if room_of(one.importer) == room and room_of(one.imported) not in allowed
    ]
    assert strangers == []


def test_what_belongs_to_no_room_imports_none() -> None:
    found = [str(one) for one in imports("pages") if room_of(one.importer) in SHARED | {""}]
    assert found == []


def test_runbook_enters_pages_by_its_doors_only() -> None:
    entries = [one for one in imports("runbook") if one.imported.partition(".")[0] == "pages"]
    assert {one.imported for one in entries} >= {"pages.errors", "pages.azure", "pages.ooma", "pages.driver"}
    words = {f"{door}.words" for door in DOORS}  # a door hands them out
    assert [str(one) for one in entries if one.imported not in DOORS | words | {"pages"}] == []


@pytest.mark.parametrize("room", MAY_IMPORT)
def test_a_door_names_what_it_hands_out(room: str) -> None:
    """`from pages.azure import x` reaches what the door offers, not what happens to be imported there."""
    tree = ast.parse((PAGES / room / "__init__.py").read_text("utf-8"))
    (listed,) = (
        ast.literal_eval(node.value)
        for node in tree.body
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__all__"
    )
    taken = {
        alias.name
        for name, path in MODULES.items()
        if name.partition(".")[0] == "runbook"
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.ImportFrom) and node.module == f"pages.{room}"
        for alias in node.names
    }
    assert taken - set(listed) == set()
    assert set(listed) - taken == set(), "nobody takes these"


def test_no_modules_import_each_other_in_a_circle() -> None:
    """Not even for type checking. A package stands for its `__init__`; its own modules never go through it."""
    edges: dict[str, set[str]] = {}
    for one in imports("pages", "runbook", "recordings"):
        edges.setdefault(one.importer, set()).add(one.imported)
    assert circles(edges) == []


def circles(edges: dict[str, set[str]]) -> list[str]:
    """Every way that leads back to where it began, each told once."""
    found: list[str] = []
    done: set[str] = set()

    def walk(module: str, path: tuple[str, ...]) -> None:
        if module in path:
            found.append(" -> ".join([*path[path.index(module) :], module]))
        elif module not in done:
            for other in sorted(edges.get(module, ())):
                walk(other, (*path, module))
            done.add(module)

    for module in sorted(edges):
        walk(module, ())
    return found


def test_circles_are_found() -> None:
    assert circles({"a": {"b"}, "b": {"c"}, "c": {"a", "d"}}) == ["a -> b -> c -> a"]
    assert circles({"a": {"b", "c"}, "b": {"c"}}) == []


@pytest.mark.parametrize("package", ["pages", "runbook", "recordings"])
def test_no_folder_is_a_heap(package: str) -> None:
    folders = {path.parent for path in (ROOT / package).rglob("*.py")}
    assert folders
    assert [str(folder) for folder in folders if len(list(folder.glob("*.py"))) > MOST_MODULES] == []


def test_no_test_module_imports_from_another() -> None:
    found = [
        str(one)
        for name, path in TESTS.items()
        for one in imports_of(name, path)
        if one.imported.rpartition(".")[2].startswith(("test_", "conftest"))
    ]
    assert found == []


# Words


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


# The README


def test_readme_shows_every_folder_in_fifteen_lines() -> None:
    section = (ROOT / "README.md").read_text("utf-8").partition("## How the code is laid out\n")[2]
    shown = list(takewhile(lambda line: line.startswith("    "), section.lstrip("\n").splitlines()))
    assert 0 < len(shown) <= 15
    named, package = set(), ""
    for line in shown:
        folders = [word for word in line.split() if word.endswith("/")]
        if not line.startswith("     "):
            package = folders.pop(0)
            named.add(package)
        # Later in the line a folder is only mentioned.
        named.update(f"{package}{folder}" for folder in folders if line.startswith("     "))
    there = {f"{path.parent.relative_to(ROOT).as_posix()}/" for path in (ROOT / "tests").glob("*/__init__.py")}
    for name in ("pages", "runbook"):
        there |= {f"{path.parent.relative_to(ROOT).as_posix()}/" for path in (ROOT / name).rglob("__init__.py")}
    # What tests/ has for each of the packages is said in its own line.
    assert named - {"recordings/"} == there - {"tests/pages/", "tests/runbook/", "tests/recordings/"} | {"tests/"}
