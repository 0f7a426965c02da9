"""Prints the fault matrix: fault by step, how each run ended, and what a person is told."""

import pytest

from tests.helpers.faults.cell import STEPS

PROPERTY = "fault matrix"


def write_matrix(reporter: pytest.TerminalReporter) -> None:
    """Print the matrix of the cells that ran; `!` marks a cell whose test failed."""
    ended: dict[tuple[str, str], dict[str, str]] = {}
    told = []
    for outcome in ("passed", "failed"):
        for report in reporter.stats.get(outcome, ()):
            for name, value in report.user_properties:
                if name != PROPERTY or report.when != "call":
                    continue
                fault, where, step, code, message = value
                mark = "!" if report.failed else ""
                ended.setdefault((fault, where), {})[step] = mark + code
                told.append(f"{mark}{fault}, {where}, {step}: {code}: {message}")
    reporter.section(PROPERTY)
    rows = [[*row, *(cells.get(step, "") for step in STEPS)] for row, cells in sorted(ended.items())]
    table = [["fault", "where", *STEPS], *rows]
    widths = [max(len(line[column]) for line in table) for column in range(len(table[0]))]
    for row in table:
        reporter.write_line(" | ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())
    reporter.section("what a person is told")
    for line in sorted(told):
        reporter.write_line(line)
