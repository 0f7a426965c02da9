"""Who may import whom, and where words stand: the walls between the rooms."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import takewhile
from pathlib import Path

import pytest

from tests.helpers.rooms import MAY_IMPORT, PAGES, ROOT

MOST_MODULES = 20

# What of pages/ belongs to no room.
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
