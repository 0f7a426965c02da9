"""Rules of the project that no linter knows."""

import ast
import re
import subprocess
import sys
import tomllib
import zipfile
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

import pytest
from packaging.requirements import Requirement

ROOT = Path(__file__).parent.parent
PACKAGES = ("runbook", "pages", "recordings")
LONGEST_FILE = 400


def sources(*packages: str) -> list[Path]:
    found = [path for package in packages for path in sorted((ROOT / package).rglob("*.py"))]
    assert found
    return found


def nodes(*packages: str) -> Iterator[tuple[str, ast.AST]]:
    """Every node of every source file, with a place to name in a message."""
    for path in sources(*packages):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            yield f"{path.relative_to(ROOT).as_posix()}:{getattr(node, 'lineno', 0)}", node


def imported(node: ast.AST) -> set[str]:
    """The top-level packages that a statement imports; relative imports stay within their own."""
    if isinstance(node, ast.Import):
        return {alias.name.partition(".")[0] for alias in node.names}
    if isinstance(node, ast.ImportFrom) and node.module and not node.level:
        return {node.module.partition(".")[0]}
    return set()


def tracked(*folders: str) -> list[str]:
    """The files that git knows and that are there."""
    listed = subprocess.run(
        ["git", "-C", ROOT, "ls-files", "-z", *folders], capture_output=True, text=True, check=False
    )
    if listed.returncode:
        pytest.skip("not a git checkout")
    return [name for name in listed.stdout.split("\0") if name and (ROOT / name).is_file()]


@pytest.mark.parametrize(
    ("package", "foreign", "excepted"),
    [
        ("recordings", {"runbook", "pages"}, ()),
        ("pages", {"runbook", "recordings"}, ()),
        ("runbook", {"recordings"}, ("runbook/cli/demo.py:",)),
    ],
)
def test_packages_keep_apart(package: str, foreign: set[str], excepted: tuple[str, ...]) -> None:
    strangers = [
        f"{place} imports {', '.join(sorted(names))}"
        for place, node in nodes(package)
        if (names := imported(node) & foreign) and not place.startswith(excepted)
    ]
    assert strangers == []


def test_only_the_queue_knows_dbos() -> None:
    knowing = {
        place.partition(":")[0] for place, node in nodes("runbook", "pages", "recordings") if "dbos" in imported(node)
    }
    assert knowing == {"runbook/fleet/queue.py", "runbook/fleet/workflows.py"}


def test_nothing_sleeps() -> None:
    """The bot waits for what a person would wait for; only one-time codes and the queue are waited for by the clock."""
    waits = {"sleep", "wait_for_timeout"}
    sleepers = [
        place
        for place, node in nodes("runbook", "pages")
        if not place.startswith(("runbook/sign_ins/codes.py:", "runbook/fleet/"))
        and (
            (isinstance(node, ast.Attribute) and node.attr in waits)
            or (isinstance(node, ast.ImportFrom) and any(alias.name in waits for alias in node.names))
        )
    ]
    assert sleepers == []


def test_nothing_touches_the_clipboard() -> None:
    """Invariant 3: a browser has one clipboard for all tenants, so values are read off the pages."""
    touching = re.compile(
        r"navigator\.clipboard|clipboardData|clipboard-(?:read|write)|execCommand|(?:Control|Meta|ControlOrMeta|Shift)\+(?:[CVX]|Insert)\b",
        re.IGNORECASE,
    )
    files = [path for package in ("runbook", "pages") for path in (ROOT / package).rglob("*")]
    scripts = [path for path in files if path.suffix in {".py", ".js"}]
    assert len(scripts) > len(sources("runbook", "pages"))
    found = [
        f"{path.relative_to(ROOT).as_posix()}: {match.group(0)}"
        for path in scripts
        for match in touching.finditer(path.read_text(encoding="utf-8"))
    ]
    assert found == []


def test_everything_public_is_described() -> None:
    silent = [
        f"{path.relative_to(ROOT).as_posix()}:{node.lineno} {node.name}"
        for path in sources(*PACKAGES)
        for node in public(ast.parse(path.read_text(encoding="utf-8")))
        if not ast.get_docstring(node)
    ]
    assert silent == []


def public(
    scope: ast.Module | ast.ClassDef,
) -> Iterator[ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef]:
    """The public classes and functions of a module, and the public methods of those classes."""
    for node in scope.body:
        if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            if node.name.startswith("_"):
                continue
            yield node
            if isinstance(node, ast.ClassDef):
                yield from public(node)


def test_files_stay_short() -> None:
    lengths = {
        path.relative_to(ROOT).as_posix(): len(path.read_text(encoding="utf-8").splitlines())
        for path in sources(*PACKAGES, "tests")
    }
    assert {name: length for name, length in lengths.items() if length > LONGEST_FILE} == {}


def test_no_file_names_a_package_registry() -> None:
    """Whoever installs decides where packages come from; the lock has hashes, so that any mirror will do."""
    hosts = [
        ("pypi", "org"),
        ("pythonhosted", "org"),
        ("registry", "npmjs"),
        ("deb", "debian"),
        ("npmjs", "org"),
    ]
    banned = [".".join(labels) for labels in hosts]
    found = [
        f"{name} contains {words}"
        for name in tracked()
        for words in banned
        if words.encode() in (ROOT / name).read_bytes()
    ]
    assert found == []


def test_lock_is_whole() -> None:
    """Each locked requirement has a hash, and all that the project requires is locked."""
    text = (ROOT / "requirements.txt").read_text(encoding="utf-8").replace("\\\n", "")
    lines = [line for line in text.splitlines() if line[:1].isalnum()]
    assert [line for line in lines if "--hash=sha256:" not in line] == []
    locked = {line.partition("==")[0]: line.partition("==")[2].split()[0] for line in lines}

    metadata = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    project = metadata["project"]
    wanted = [
        Requirement(text)
        for text in chain(
            metadata["build-system"]["requires"],
            project["dependencies"],
            *project["optional-dependencies"].values(),
        )
    ]
    assert [str(each) for each in wanted if each.name not in locked or locked[each.name] not in each.specifier] == []


def test_wheel_has_all_that_the_packages_have(tmp_path: Path) -> None:
    """Templates, style sheets and scripts come along."""
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", tmp_path],
        cwd=ROOT,
        check=True,
    )
    (wheel,) = tmp_path.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        assert sorted(set(tracked(*PACKAGES)) - set(archive.namelist())) == []
