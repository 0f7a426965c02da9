"""The JSON that `--json` prints and that is read back, and the exit status."""

import json
from datetime import UTC, datetime
from itertools import product
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from runbook.cli.results import finish
from runbook.guide import fresh_result
from runbook.report.summary import write_summary
from runbook.results import (
    Certificate,
    Change,
    Finding,
    OomaAccount,
    Problem,
    RunResult,
    Sso,
    StepOutcome,
    StepResult,
    TenantOutcome,
    TenantResult,
    Verdict,
)
from tests.helpers.journals import Recorder, read_journal
from tests.helpers.report_page import report

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
        "apply", [TenantResult(name=f"tenant-{number}", outcome=outcome) for number, outcome in enumerate(outcomes)]
    )


def test_document_has_the_contracts_shape() -> None:
    tenant = fresh_result("contoso")
    tenant.steps[0] = StepResult(step=1, title="Open both portals", outcome=StepOutcome.DONE, seconds=1.23456)
    tenant.outcome = TenantOutcome.FAILED
    tenant.sso = Sso(
        login_url="https://login.example/saml2",
        acs_url="https://sp.example/acs",
        issuer="https://sp.example/issuer",
        enabled=True,
        certificate=Certificate(sha256="ab" * 32, not_after=datetime(2033, 6, 1, 12, 0, tzinfo=UTC)),
    )
    tenant.ooma_account = OomaAccount(name="Contoso Ltd", id="4650dff9")
    tenant.error = Problem(code="not-found", step=7, message="It is not there.", hint="Look.")
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
    assert one["ooma_account"] == {"name": "Contoso Ltd", "id": "4650dff9", "realm": None}
    assert {key: one["error"][key] for key in ("code", "step", "message", "hint")} == {
        "code": "not-found",
        "step": 7,
        "message": "It is not there.",
        "hint": "Look.",
    }
    assert one["evidence"] == str(Path("runs") / "x")


def test_what_was_not_read_is_null_and_never_left_out() -> None:
    shown = json.loads(json.dumps(fresh_result("contoso").as_json()))
    assert shown["error"] is None
    assert shown["evidence"] is None
    assert shown["ooma_account"] is None
    assert shown["sso"] == {
        "login_url": None,
        "acs_url": None,
        "issuer": None,
        "enabled": None,
        "certificate": None,
    }


def test_changes_are_told_with_old_and_new_value() -> None:
    change = Change(portal="Azure", field="Reply URL", before=None, after="https://sp.example/acs")
    why = "Azure doesn't know them"
    step = StepResult(step=7, title="Enter both", outcome=StepOutcome.PENDING, why=why, changes=(change,))
    assert step.as_json()["changes"] == [
        {"portal": "Azure", "field": "Reply URL", "before": None, "after": "https://sp.example/acs"}
    ]
    assert step.as_json()["why"] == why


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
    assert fresh_result("contoso").outcome is TenantOutcome.FAILED


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


# What comes back from the queue and from journals

TEXT = st.text(st.characters())  # halves of surrogate pairs too
MAYBE = st.none() | TEXT
TIMES = st.datetimes(min_value=datetime(2000, 1, 1), max_value=datetime(2100, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 - hypothesis wants it so
CHANGES = st.builds(Change, portal=TEXT, field=TEXT, before=MAYBE, after=MAYBE)
STEPS = st.builds(
    StepResult,
    step=st.integers(1, 10),
    title=TEXT,
    outcome=st.sampled_from(StepOutcome),
    seconds=st.floats(0, 1e6),
    why=TEXT,
    changes=st.lists(CHANGES, max_size=2).map(tuple),
)
PROBLEMS = st.builds(
    Problem,
    code=TEXT,
    step=st.none() | st.integers(1, 10),
    message=TEXT,
    hint=TEXT,
    on_screen=TEXT,
    screenshot=TEXT,
)
RESULTS = st.builds(
    TenantResult,
    name=TEXT,
    outcome=st.sampled_from(TenantOutcome),
    steps=st.lists(STEPS, max_size=2),
    sso=st.builds(
        Sso,
        login_url=MAYBE,
        acs_url=MAYBE,
        issuer=MAYBE,
        enabled=st.sampled_from([None, True, False]),
        certificate=st.none() | st.builds(Certificate, sha256=TEXT, not_after=TIMES),
    ),
    ooma_account=st.none() | st.builds(OomaAccount, name=MAYBE, id=MAYBE, realm=MAYBE),
    error=st.none()
    | st.builds(
        Problem,
        code=TEXT,
        step=st.none() | st.integers(1, 10),
        message=TEXT,
        hint=TEXT,
        on_screen=TEXT,
        screenshot=TEXT,
    ),
    evidence=st.none() | st.just(Path("runs") / "x"),
    findings=st.lists(
        st.builds(Finding, what=TEXT, verdict=st.sampled_from(Verdict), found=TEXT, expected=TEXT, mend=TEXT),
        max_size=2,
    ),
    notes=st.lists(TEXT, max_size=2),
    wrote=st.booleans(),
    switched_on=st.booleans(),
)


@given(RESULTS)
def test_a_result_that_is_read_back_is_the_one_that_was_told(result: TenantResult) -> None:
    told = json.loads(json.dumps(result.as_json()))
    read = TenantResult.model_validate(told)
    assert read.as_json() == told
    assert read.outcome is result.outcome
    assert (read.wrote, read.switched_on) == (False, False)
    assert list(told) == ["name", "outcome", "steps", "sso", "ooma_account", "error", "evidence", "findings", "notes"]


def test_a_result_of_an_earlier_version_names_no_account() -> None:
    """As a queue may hold it."""
    told = fresh_result("contoso").as_json()
    del told["ooma_account"]
    assert TenantResult.model_validate(told).ooma_account is None


HALF = "half \ud800 of a pair"


def shown_by_a_portal(folder: Path) -> Recorder:
    """A run whose portals showed half of a surrogate pair in every place."""
    run = Recorder(folder)
    run.began()
    run.result.steps[6].outcome = StepOutcome.FAILED
    run.result.steps[6].why = HALF
    run.result.steps[6].changes = (Change(portal="Azure", field="Reply URL", before=HALF, after=None),)
    run.result.sso = Sso(login_url=HALF)
    run.result.ooma_account = OomaAccount(name=HALF, id=HALF, realm=HALF)
    run.result.notes.append(HALF)
    return run


def test_half_of_a_surrogate_pair_goes_through_journal_and_report(tmp_path: Path) -> None:
    folder = tmp_path / "20300601T120000Z-contoso"
    error = Problem(code="portal-said", step=7, message=HALF, hint="Read it.", on_screen=HALF)
    shown_by_a_portal(folder).finish(TenantOutcome.FAILED, None, error)
    last = read_journal(folder)[-1]
    assert last["notes"] == [HALF]
    assert last["error"]["message"] == last["steps"][6]["changes"][0]["before"] == last["sso"]["login_url"] == HALF
    page = report(folder)
    spelled = "half ⟨U+D800⟩ of a pair"
    assert spelled in page.text("#failure")
    assert spelled in page.text("#answer")
    assert spelled in page.text("#step-7")


def test_half_of_a_surrogate_pair_goes_through_json_and_summary(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run = RunResult("apply", [shown_by_a_portal(tmp_path / "run").result])
    finish(run, as_json=True)
    printed = json.loads(capsys.readouterr().out)
    page = write_summary(tmp_path, run, datetime.now(UTC), datetime.now(UTC))
    kept = json.loads(page.with_name("summary.json").read_text("utf-8"))
    assert printed == kept == run.as_json()
    assert printed["tenants"][0]["notes"] == [HALF]
