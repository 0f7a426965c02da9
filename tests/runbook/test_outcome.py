"""The JSON that `--json` prints, and the exit status."""

import json
from datetime import UTC, datetime
from itertools import product
from pathlib import Path

import pytest

from runbook.guide import fresh_result
from runbook.planning import Change
from runbook.results import Problem, RunResult, Sso, StepOutcome, StepResult, TenantOutcome, TenantResult

EXIT = {
    TenantOutcome.APPLIED: 0,
    TenantOutcome.UNCHANGED: 0,
    TenantOutcome.PENDING: 3,
    TenantOutcome.DRIFTED: 3,
    TenantOutcome.FAILED: 1,
    TenantOutcome.SKIPPED: 1,
}


def result(*outcomes: TenantOutcome) -> RunResult:
    return RunResult(
        "apply", [TenantResult(f"tenant-{number}", [], outcome) for number, outcome in enumerate(outcomes)]
    )


def test_document_has_the_contracts_shape() -> None:
    tenant = fresh_result("contoso")
    tenant.steps[0] = StepResult(1, "Open both portals", StepOutcome.DONE, 1.23456)
    tenant.outcome = TenantOutcome.FAILED
    tenant.sso = Sso(
        "https://login.example/saml2",
        "https://sp.example/acs",
        "https://sp.example/issuer",
        enabled=True,
        certificate_sha256="ab" * 32,
        certificate_not_after=datetime(2033, 6, 1, 12, 0, tzinfo=UTC),
    )
    tenant.problem = Problem("not-found", 7, "It is not there.", "Look.")
    tenant.evidence = Path("runs") / "x"
    shown = json.loads(json.dumps(RunResult("apply", [tenant]).as_json()))
    assert shown["command"] == "apply"
    assert shown["outcome"] == "failed"
    (one,) = shown["tenants"]
    assert {"name", "outcome", "steps", "sso", "error", "evidence"} <= one.keys()
    assert one["name"] == "contoso"
    assert one["outcome"] == "failed"
    assert [step["step"] for step in one["steps"]] == list(range(1, 11))
    assert {key: one["steps"][0][key] for key in ("step", "title", "outcome", "seconds")} == {
        "step": 1,
        "title": "Open both portals",
        "outcome": "done",
        "seconds": 1.235,
    }
    assert {step["outcome"] for step in one["steps"][1:]} == {"not reached"}
    assert one["sso"] == {
        "login_url": "https://login.example/saml2",
        "acs_url": "https://sp.example/acs",
        "issuer": "https://sp.example/issuer",
        "enabled": True,
        "certificate": {"sha256": "ab" * 32, "not_after": "2033-06-01T12:00:00Z"},
    }
    assert {key: one["error"][key] for key in ("code", "step", "message", "hint")} == {
        "code": "not-found",
        "step": 7,
        "message": "It is not there.",
        "hint": "Look.",
    }
    assert one["evidence"] == str(Path("runs") / "x")


def test_what_was_not_read_is_null_and_never_left_out() -> None:
    shown = json.loads(json.dumps(TenantResult("contoso", []).as_json()))
    assert shown["error"] is None
    assert shown["evidence"] is None
    assert shown["sso"] == {
        "login_url": None,
        "acs_url": None,
        "issuer": None,
        "enabled": None,
        "certificate": None,
    }


@pytest.mark.parametrize("sso", [Sso(certificate_sha256="ab"), Sso(certificate_not_after=datetime.now(UTC))])
def test_certificate_is_told_whole_or_not_at_all(sso: Sso) -> None:
    assert sso.as_json()["certificate"] is None


def test_changes_are_told_with_old_and_new_value() -> None:
    change = Change("Azure", "Reply URL", None, "https://sp.example/acs")
    step = StepResult(7, "Enter both", StepOutcome.PENDING, why="Azure doesn't know them", changes=(change,))
    assert step.as_json()["changes"] == [
        {"portal": "Azure", "field": "Reply URL", "before": None, "after": "https://sp.example/acs"}
    ]
    assert step.as_json()["why"] == "Azure doesn't know them"


def test_words_for_outcomes_are_the_contracts() -> None:
    assert {outcome.value for outcome in TenantOutcome} == {
        "applied",
        "unchanged",
        "pending",
        "drifted",
        "failed",
        "skipped",
    }
    assert {outcome.value for outcome in StepOutcome} == {
        "done",
        "not needed",
        "pending",
        "failed",
        "not reached",
    }


def test_tenant_that_came_to_nothing_counts_as_failed() -> None:
    assert TenantResult("contoso", []).outcome is TenantOutcome.FAILED


@pytest.mark.parametrize("outcome", list(TenantOutcome))
def test_exit_status_of_one_tenant(outcome: TenantOutcome) -> None:
    assert result(outcome).exit_code == EXIT[outcome]
    assert result(outcome).outcome == outcome.value


def test_a_failure_counts_more_than_anything_else_and_pending_more_than_success() -> None:
    for outcomes in product(TenantOutcome, repeat=3):
        codes = {EXIT[outcome] for outcome in outcomes}
        expected = 1 if 1 in codes else 3 if 3 in codes else 0
        run = result(*outcomes)
        assert run.exit_code == expected, outcomes
        assert EXIT[TenantOutcome(run.outcome)] == expected, outcomes


def test_no_tenants_are_no_failure() -> None:
    assert result().exit_code == 0
