"""The report of a run folder: what it tells, of whole and of broken journals, and that hostile text stays text."""

import hashlib
import os
import re
from dataclasses import replace
from pathlib import Path

import pytest

from runbook.guide import GUIDE
from runbook.report import write_report
from runbook.results import OomaAccount, TenantOutcome
from runbook.state import Seen
from tests.helpers.journals import (
    ACCOUNT_ID,
    ACS,
    COMPLETE,
    KINDS,
    LOGIN,
    THUMBPRINT,
    Recorder,
    drifted,
    failed,
    finished,
    lines,
    planned,
    read_journal,
)
from tests.helpers.report_page import HOSTILE, Kind, report, soil


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "runs" / "20300601T120000Z-contoso"


# What it tells


def test_answer_of_a_finished_run_comes_first(folder: Path) -> None:
    page = report(finished(folder))
    answer = page.text("#answer")
    assert "Applied Single sign-on is set up and switched on." in answer
    assert "valid until 2033-06-01 1095 days left at the time of the run" in answer
    assert "signed on as Ooma" in answer
    assert f"{len(list(lines(folder)))} journal lines" in answer
    assert "interrupted" not in answer.lower()
    assert page.html.index('id="answer"') < page.html.index('id="portals"') < page.html.index('id="steps"')


def test_account_is_told_as_the_portal_shows_it(folder: Path) -> None:
    answer = report(finished(folder)).text("#answer")
    assert f"Contoso Ltd id {ACCOUNT_ID}, realm contoso.sip.example, as the portal shows it" in answer


@pytest.mark.parametrize(
    ("account", "configured", "told"),
    [
        (None, "Contoso Ltd", "Ooma Contoso Ltd https://sp.example"),
        (None, "(own)", "Ooma the account signed in to https://sp.example"),
        (OomaAccount(), "", "Ooma the account signed in to https://sp.example"),
        (OomaAccount(id="1f"), "(own)", "Ooma the account signed in to id 1f, as the portal shows it https://sp"),
        (OomaAccount(name="Contoso"), "Contoso", "Ooma Contoso https://sp.example"),
        (OomaAccount(name="Contoso", realm="c.example"), "Contoso", "Contoso realm c.example, as the portal shows"),
    ],
)
def test_account_is_told_as_it_was_configured_where_nothing_is_shown(
    folder: Path, account: OomaAccount | None, configured: str, told: str
) -> None:
    run = Recorder(folder)
    run.began("verify", ooma_account=configured)
    run.result.ooma_account = account
    run.finish(TenantOutcome.UNCHANGED, COMPLETE)
    assert told in report(folder).text("#answer")


def test_both_portals_stand_side_by_side(folder: Path) -> None:
    page = report(finished(folder))
    portals = page.text("#portals")
    assert f"Login URL, card 4 {LOGIN} SSO URL {LOGIN} same" in portals
    assert f"Reply URL, card 1 {ACS} Callback URL (ACS) {ACS} same" in portals
    assert f"Thumbprint, card 3 {THUMBPRINT} active, until 2033-06-01 X.509 Certificate azure-signing-" in portals
    assert "Enable on as it should be" in portals
    assert "after the last step, from fresh pages" in portals


@pytest.mark.parametrize(
    ("ooma", "says"),
    [
        (None, "Enable nothing there missing"),
        ({"enabled": False}, "Enable off should be on"),
        (
            {"certificate_name": "theirs.pem", "certificate": "theirs.pem"},
            "theirs.pem nothing shown proves its content content not proven",
        ),
        ({"certificate": "placeholder-1a2b3c4d.cert"}, "Enable on with another certificate"),
        ({"sso_url": "https://another.example"}, "Enable on for another provider"),
        ({}, "Enable on as it should be"),
    ],
)
def test_switch_is_judged_with_what_it_switches(folder: Path, ooma: dict[str, object] | None, says: str) -> None:
    assert COMPLETE.ooma is not None
    run = Recorder(folder)
    run.began("verify")
    run.look(Seen(COMPLETE.azure, replace(COMPLETE.ooma, **ooma) if ooma is not None else None))  # type: ignore[arg-type]
    assert says in report(folder).text("#portals")


def test_drift_is_told_with_what_mends_it(folder: Path) -> None:
    page = report(drifted(folder))
    assert "Single sign-on is switched on, but 1 thing in the portals must be put right." in page.text("#answer")
    assert "Run 'runbook apply'." in page.text(".advice")
    assert f"Reply URL, card 1 other Callback URL (ACS) {ACS} different" in page.text("#portals")
    assert f"wrong Azure, Reply URL other {ACS} Run 'runbook apply'." in page.text("#checks")


def test_plan_names_the_steps_that_are_needed_and_what_they_would_write(folder: Path) -> None:
    page = report(planned(folder))
    assert "steps 3, 4, 5, 6, 7, 8, 9 and 10 are still to be done. Nothing was written." in page.text("#answer")
    assert f"Would be written Before After Ooma, SSO URL nothing {LOGIN}" in page.text("#step-3")
    assert "what an earlier step yields" in page.text("#step-7")


def test_failure_comes_with_advice_the_screens_text_and_pictures_of_both_portals(folder: Path) -> None:
    page = report(failed(folder))
    assert "The run failed in step 5. Something had been written to the portals." in page.text("#answer")
    failure = page.text("#failure")
    assert "What went wrong in step 5 Ooma shows 'Ooma'. not-saved" in failure
    assert "Run again." in failure
    assert "Azure: When it failed" in failure
    assert "Ooma: When it failed" in failure
    assert "Something went wrong Ooma" in failure
    assert "an error" not in failure
    assert re.search(
        r"Ooma: Seemed to fail: Ooma says no Picture \d+ ?, 12:00:\d\d, portal\.example/ Journal", page.text("#step-5")
    )
    assert "when last read, before something was written" in page.text("#answer")
    assert "Something was written after that" in page.text("#portals")


def test_ten_steps_have_the_guides_numbers_and_titles(folder: Path) -> None:
    page = report(finished(folder))
    steps = [at["id"] for at in page.of("section") if (at["id"] or "").startswith("step-")]
    assert steps == [f"step-{number}" for number in range(1, 11)]
    for step in GUIDE:
        assert f"{step.number} {step.title} done 1.5 s" in page.text(f"#step-{step.number}")
    assert "Verification done" in page.text("#verification")


def test_step_that_writes_is_compared_with_what_the_portal_showed_before(folder: Path) -> None:
    page = report(finished(folder))
    seventh = page.text("#step-7")
    assert "Before Azure: Read the SAML page" in seventh
    assert re.search(r"After Azure: Read field 7 Ooma Picture \d+, 12:00:\d\d ?, portal.example/#view/SignOn", seventh)
    assert "Before" not in page.text("#step-6")


def test_timeline_has_every_action_with_its_line_and_says_what_was_written(folder: Path) -> None:
    run = finished(folder)
    page = report(run)
    acts = [n for n, line in enumerate(read_journal(run), start=1) if line["event"] in ("action", "intent", "picture")]
    rows = {at["id"] for at in page.of("tr") if "id" in at}
    assert {f"line-{number}" for number in acts} <= rows
    written = [line for line in read_journal(run) if line["event"] == "action" and line["writes"]]
    assert len(page.texts[".writes"]) == len(written) == 9
    assert all("Pressed the 'Save' button written 0.2" in " ".join(text.split()) for text in page.texts[".writes"])


def test_integrity_is_that_of_the_journal_as_it_was_read(folder: Path) -> None:
    run = finished(folder)
    *_, last = lines(run)
    text = report(run).text("#run")
    assert f"{len(list(lines(run)))} lines." in text
    assert hashlib.sha256(last.rstrip(b"\n")).hexdigest() in text
    assert "Playwright 1.65, Python 3.11.2" in text
    assert "replace no timeout 30.0" in text
    assert "evidence verify" not in text
    sealed = report(run, signer="SHA256:abc").text("#run")
    assert "Signer’s key SHA256:abc" in sealed  # noqa: RUF001 - as it stands there
    assert f"runbook evidence verify {run.name}" in sealed


def test_report_is_written_anew_the_same_and_private(folder: Path, tmp_path: Path) -> None:
    first = write_report(finished(folder)).read_bytes()
    assert write_report(folder).read_bytes() == first
    other = write_report(folder, tmp_path / "other.html")
    assert other == tmp_path / "other.html"
    assert other.read_bytes() == first
    if os.name != "nt":
        assert (folder / "report.html").stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("outcome", TenantOutcome)
def test_every_outcome_has_a_sentence(folder: Path, outcome: TenantOutcome) -> None:
    run = Recorder(folder)
    run.began("verify")
    run.finish(outcome, None)
    page = report(folder)
    assert page.text(".outcome") == outcome.value.capitalize()
    assert re.fullmatch(r"[A-Z][^{}]+\.", page.text(".sentence"))


# Hostile text


@pytest.mark.parametrize("kind", KINDS)
def test_hostile_text_everywhere_changes_nothing_of_the_reports_structure(tmp_path: Path, kind: Kind) -> None:
    calm = report(soil(kind(tmp_path / "calm"), "text"))
    page = report(soil(kind(tmp_path / "hostile"), HOSTILE))
    assert [tag for tag, _ in page.elements] == [tag for tag, _ in calm.elements]
    assert [sorted(at) for _, at in page.elements] == [sorted(at) for _, at in calm.elements]
    # All of it is there to be read nonetheless.
    assert page.text("#timeline").count(HOSTILE) > 3
    assert HOSTILE in page.text("#answer")


@pytest.mark.parametrize(
    "text", ["half \ud83d", "\x00\x07\x1b[31m", "a\u202eb\u2066c\ufeff", "\U000e0041", "x" * 100_000, "", " ", "\n"]
)
def test_odd_text_does_not_stop_the_report_and_is_made_visible(folder: Path, text: str) -> None:
    html = report(soil(finished(folder), text)).html
    assert not re.search(r"[\x00-\x08\x0b-\x1f\u202a-\u202e\u2066-\u2069\ufeff\U000e0000-\U000e007f]", html)
    assert len(html) < 1_500_000


# Nothing from outside


def test_report_has_no_address_but_its_own_and_data(folder: Path) -> None:
    page = report(soil(finished(folder), HOSTILE))
    links = list(page.attributes("src", "href", "srcset", "action", "data", "poster", "background", "formaction"))
    assert links
    assert [link for link in links if not re.match(r"#[\w-]+$|data:image/(png|webp);base64,[\w+/]+=*$", link)] == []
    tags = {tag for tag, _ in page.elements}
    assert not tags & {"link", "iframe", "object", "embed", "base", "form"}
    assert not [name for _, at in page.elements for name in at if name == "style" or name.startswith("on")]


def test_policy_lets_nothing_in_but_the_reports_own_style_and_script(folder: Path) -> None:
    page = report(finished(folder))
    (policy,) = (at["content"] for at in page.of("meta") if at.get("http-equiv") == "Content-Security-Policy")
    assert policy is not None
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert len(page.of("script")) == len(page.of("style")) == 1
    assert len(re.findall(r"'sha256-[\w+/]+='", policy)) == 2
