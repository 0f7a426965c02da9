"""The kinds of failure, as the README lists them: `python -m runbook.cli.catalogue` prints both tables."""

import importlib
import pkgutil
import sys
from collections.abc import Iterator

import pages
import runbook
from pages.errors import Failure
from pages.microsoft import AADSTS
from runbook.hints import as_written


def kinds() -> list[type[Failure]]:
    """Every kind of failure with a code of its own, in the order of the codes."""
    for package in (pages, runbook):
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if not module.name.endswith("__main__"):
                importlib.import_module(module.name)
    found: dict[str, type[Failure]] = {}
    for kind in _family(Failure):
        if kind.__module__.partition(".")[0] not in {"pages", "runbook"}:
            continue
        # The outermost class speaks for a code that others share.
        found.setdefault(kind.code, kind)
    return [found[code] for code in sorted(found)]


def _family(kind: type[Failure]) -> Iterator[type[Failure]]:
    yield kind
    for child in kind.__subclasses__():
        yield from _family(child)


def errors_table() -> str:
    """Code, meaning and advice of each kind of failure, in Markdown."""
    rows = ["| code | meaning | what to do |", "| --- | --- | --- |"]
    for kind in kinds():
        meaning = (kind.__doc__ or "").splitlines()[0]
        rows.append(f"| `{kind.code}` | {meaning} | {as_written(kind.hint)} |")
    return "\n".join(rows)


def aadsts_table() -> str:
    """Microsoft's codes, with meaning and advice; codes that mean the same share a row."""
    rows: dict[tuple[str, str], list[str]] = {}
    for code, explanation in AADSTS.items():
        rows.setdefault(explanation, []).append(code)
    lines = [f"| {', '.join(codes)} | {meaning} | {as_written(mend)} |" for (meaning, mend), codes in rows.items()]
    return "\n".join(["| AADSTS | meaning | what to do |", "| --- | --- | --- |", *lines])


if __name__ == "__main__":
    sys.stdout.write(f"{errors_table()}\n\n{aadsts_table()}\n")
