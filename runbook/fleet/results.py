"""Results as they come back from the queue."""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from runbook.findings import Finding, Verdict
from runbook.planning import Change
from runbook.results import Problem, Sso, StepOutcome, StepResult, TenantOutcome, TenantResult


def from_json(kept: Mapping[str, Any]) -> TenantResult:
    """The result whose `as_json` this is."""
    problem = kept["error"]
    evidence = kept["evidence"]
    return TenantResult(
        name=kept["name"],
        steps=[_step(step) for step in kept["steps"]],
        outcome=TenantOutcome(kept["outcome"]),
        sso=_sso(kept["sso"]),
        problem=Problem(**problem) if problem is not None else None,
        evidence=Path(evidence) if evidence is not None else None,
        notes=list(kept["notes"]),
        findings=[Finding(**{**one, "verdict": Verdict(one["verdict"])}) for one in kept["findings"]],
    )


def _step(kept: Mapping[str, Any]) -> StepResult:
    changes = tuple(Change(**change) for change in kept["changes"])
    return StepResult(kept["step"], kept["title"], StepOutcome(kept["outcome"]), kept["seconds"], kept["why"], changes)


def _sso(kept: Mapping[str, Any]) -> Sso:
    certificate = kept["certificate"] or {}
    until = certificate.get("not_after")
    return Sso(
        login_url=kept["login_url"],
        acs_url=kept["acs_url"],
        issuer=kept["issuer"],
        enabled=kept["enabled"],
        certificate_sha256=certificate.get("sha256"),
        certificate_not_after=datetime.fromisoformat(until) if until is not None else None,
    )
