"""What came of a run over an inventory: by outcome and reason, as a file for scripts and as a page for people."""

import json
import os
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from urllib.parse import quote

from runbook.evidence.folder import REPORT, run_folder
from runbook.files import write_private
from runbook.report.templating import environment
from runbook.results import RunResult, TenantOutcome, TenantResult

FLEET = "fleet"
SUMMARY = "summary.json"
PAGE = "summary.html"


@dataclass(frozen=True)
class Group:
    """Tenants with the same outcome for the same reason.

    Attributes:
        why: the reason; empty if there is none to tell.
    """

    outcome: TenantOutcome
    why: str
    tenants: Sequence[TenantResult]


def groups(result: RunResult) -> Iterator[Group]:
    """The tenants by outcome and reason, those that ask most for attention first."""
    found: dict[tuple[TenantOutcome, str], list[TenantResult]] = defaultdict(list)
    for tenant in result.tenants:
        found[tenant.outcome, _why(tenant)].append(tenant)
    order = list(TenantOutcome)[::-1]
    for outcome, why in sorted(found, key=lambda key: (order.index(key[0]), -len(found[key]), key[1])):
        yield Group(outcome, why, found[outcome, why])


def _why(tenant: TenantResult) -> str:
    problem = tenant.error
    if problem is None:
        return ""
    if tenant.outcome is TenantOutcome.SKIPPED:
        return f"{problem.message} [{problem.code}]"  # the same for all of them
    return f"step {problem.step} [{problem.code}]" if problem.step is not None else f"[{problem.code}]"


def write_summary(runs: Path, result: RunResult, began: datetime, ended: datetime) -> Path:
    """Write what ``--json`` prints, and a page, into a folder of its own beside the tenants' run folders.

    Args:
        runs: folder for the run folders.
        result: of the whole command.
        began: when it began, in UTC.
        ended: when it ended, in UTC.

    Returns:
        The page.
    """
    folder = run_folder(runs, FLEET, began)
    text = json.dumps(result.as_json(), indent=2, ensure_ascii=False) + "\n"
    # Half of a surrogate pair, which a portal can show, can't be written.
    write_private(folder / SUMMARY, text.encode(errors="backslashreplace"))
    html = (
        environment()
        .get_template("summary.html.j2")
        .render(
            command=result.command,
            interrupted=result.interrupted,
            began=began,
            seconds=(ended - began).total_seconds(),
            counts=Counter(tenant.outcome.value for tenant in result.tenants),
            groups=[group for group in groups(result) if group.why],
            tenants=[(tenant, _why_in_full(tenant), _link(tenant, folder)) for tenant in result.tenants],
        )
    )
    write_private(folder / PAGE, html.encode(errors="replace"))
    return folder / PAGE


def _why_in_full(tenant: TenantResult) -> str:
    problem = tenant.error
    if problem is None:
        return ""
    return f"{f'step {problem.step}: ' if problem.step is not None else ''}{problem.message}"


def _link(tenant: TenantResult, folder: Path) -> str:
    """The way from the summary's page to a tenant's report; empty if there is none on this machine."""
    if tenant.evidence is None or not (tenant.evidence / REPORT).is_file():
        return ""
    return quote(Path(os.path.relpath(tenant.evidence / REPORT, folder)).as_posix())
