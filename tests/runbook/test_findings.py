"""What `verify` says, over every combination of what can stand in the two portals."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from runbook.findings import findings
from runbook.guide import plan
from runbook.results import Finding, Verdict
from runbook.state import Seen, Wanted
from tests.helpers.states import (
    ACS,
    ACTIVE,
    CLAIM,
    FINISHED,
    ISSUER,
    STATES,
    active,
    file_of,
    fingerprint_of,
    has_finished,
)

NOW = datetime(2030, 1, 1, tzinfo=UTC)
WANTED = Wanted(CLAIM)
CARD_1 = ("Azure, Identifier (Entity ID)", "Azure, Reply URL")


def until(seen: Seen, moment: datetime) -> Seen:
    """The same, with a signing certificate that is valid until then."""
    certificate = replace(active(ACTIVE), not_after=moment)
    return replace(seen, azure=replace(seen.azure, certificate=certificate))


def of(seen: Seen, what: str) -> Finding:
    return next(one for one in findings(seen, WANTED, NOW) if what in one.what)


def test_something_is_wrong_exactly_if_a_step_is_needed() -> None:
    for seen in STATES:
        wrong = [one for one in findings(seen, WANTED, NOW) if one.verdict is Verdict.WRONG]
        needed = [number for number, need in plan(seen, replace(WANTED, replace=True)).items() if need.needed]
        assert bool(wrong) == bool(needed), (seen, wrong, needed)
        assert bool(wrong) != has_finished(seen), seen


def test_each_finding_that_is_not_ok_says_what_should_be_and_what_mends_it() -> None:
    for seen in STATES:
        for one in findings(seen, WANTED, NOW):
            assert one.found
            assert (one.verdict is Verdict.OK) == (not one.mend) == (not one.expected)


@given(st.integers(-400, 4000))
def test_a_certificate_that_expires_soon_is_a_warning_and_one_that_did_is_wrong(days: int) -> None:
    seen = until(FINISHED, NOW + timedelta(days=days))
    verdicts = {one.what: one.verdict for one in findings(seen, WANTED, NOW)}
    validity = verdicts.pop("Azure, validity of the signing certificate")
    assert validity is (Verdict.WRONG if days <= 0 else Verdict.WARNING if days < 60 else Verdict.OK)
    assert set(verdicts.values()) == {Verdict.OK}


@pytest.mark.parametrize(("days", "words"), [(59, "59 days"), (1, "1 day,"), (0, "expired since 2030-01-01")])
def test_validity_is_told_in_days(days: int, words: str) -> None:
    assert words in str(of(until(FINISHED, NOW + timedelta(days=days)), "validity"))


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("placeholder-12345678.cert", "the placeholder"),
        (file_of("B" * 40), "azure-signing-bbbb"),
        (None, "(none)"),
        (f"Subject: CN=Somebody else\n{file_of(ACTIVE)}", "Somebody else"),
    ],
)
def test_sso_that_is_on_with_another_certificate_is_told_with_what_to_do_at_once(name: str | None, words: str) -> None:
    assert FINISHED.ooma is not None
    assert FINISHED.azure.certificate is not None
    azure = replace(FINISHED.azure, certificate=replace(FINISHED.azure.certificate, subject="Microsoft Azure"))
    seen = replace(FINISHED, azure=azure, ooma=replace(FINISHED.ooma, certificate=name))
    assert words in of(seen, "X.509").found
    assert "at once" in of(seen, "Enable").mend


@pytest.mark.parametrize("shown", [file_of(ACTIVE), f"azure-signing-{ACTIVE[:4]}\u2026", "customer.pem", ""])
def test_a_certificate_whose_content_nothing_tells_is_a_warning_while_sso_is_on(shown: str) -> None:
    assert FINISHED.ooma is not None
    seen = replace(FINISHED, ooma=replace(FINISHED.ooma, certificate=shown))
    found = of(seen, "X.509")
    assert found.verdict is Verdict.WARNING
    assert "content not proven" in found.found
    assert "--sign-on" in found.mend
    assert not any(need.needed for need in plan(seen, WANTED).values())


@pytest.mark.parametrize("shown", [file_of(ACTIVE), fingerprint_of(ACTIVE), "customer.pem"])
def test_while_the_active_certificate_is_not_known_oomas_is_not_called_another_one(shown: str) -> None:
    assert FINISHED.ooma is not None
    azure = replace(FINISHED.azure, certificate=None)
    seen = replace(FINISHED, azure=azure, ooma=replace(FINISHED.ooma, certificate=shown))
    assert "can't be compared" in of(seen, "X.509").found
    assert of(seen, "Enable").verdict is Verdict.OK
    placeholder = replace(FINISHED.ooma, certificate="placeholder-1a2b3c4d.cert")
    assert of(replace(seen, ooma=placeholder), "Enable").verdict is Verdict.WRONG


def test_another_identity_provider_is_told_with_the_option_that_replaces_it() -> None:
    assert FINISHED.ooma is not None
    seen = replace(FINISHED, ooma=replace(FINISHED.ooma, sso_url="https://idp.example/sso"))
    assert "https://idp.example/sso" in of(seen, "SSO URL").found
    assert "--replace" in of(seen, "SSO URL").mend


def with_card_1(identifier: str, reply_url: str) -> Seen:
    """The finished state, with these entries on card 1."""
    return replace(FINISHED, azure=replace(FINISHED.azure, identifiers=(identifier,), reply_urls=(reply_url,)))


@pytest.mark.parametrize(
    ("identifier", "reply_url", "needed", "said"),
    [
        (ISSUER, ACS.replace("https://sp", "HTTPS://SP"), False, ""),
        (ISSUER, ACS.replace(".example", ".example:443"), False, ""),
        (ISSUER, f"{ACS}/", True, f"Azure has {ACS}/, which differs from Ooma's only by a trailing slash"),
        (ISSUER, ACS.replace("acs", "ACS"), True, "only in letter case"),
        (ISSUER.replace("sp.", "SP."), ACS, True, "only in letter case"),
        (f"{ISSUER}/", ACS, True, f"Azure has {ISSUER}/, which differs from Ooma's only by a trailing slash"),
    ],
)
def test_entries_that_hardly_differ_are_told_and_the_right_one_is_added_beside_them(
    identifier: str, reply_url: str, needed: bool, said: str
) -> None:
    seen = with_card_1(identifier, reply_url)
    need = plan(seen, WANTED)[7]
    assert need.needed is needed
    assert said in need.why
    found = [one for one in findings(seen, WANTED, NOW) if one.what in CARD_1]
    assert any(one.verdict is Verdict.WRONG for one in found) is needed
    assert said in " ".join(one.found for one in found)
    assert {change.field for change in need.changes} <= {"Identifier (Entity ID)", "Reply URL"}


def test_an_inactive_certificate_is_told_with_the_command_that_activates_it() -> None:
    seen = replace(FINISHED, azure=replace(FINISHED.azure, certificate=None, inactive=True))
    found = of(seen, "Azure, signing certificate")
    assert found.found == f"{ACTIVE}, inactive"
    assert found.mend == "run 'runbook apply'"


def test_a_certificate_that_several_published_ones_could_be_is_told_with_what_to_do() -> None:
    both = (active(ACTIVE), active("B" * 40))
    azure = replace(FINISHED.azure, certificate=None, thumbprint="****", status="Aktiv", published=both)
    found = of(replace(FINISHED, azure=azure), "Azure, signing certificate")
    assert found.found == "****, with the status 'Aktiv'; which of the 2 published ones is active can't be told"
    assert "one certificate is active" in found.mend


def test_a_certificate_without_a_thumbprint_is_none_the_less_a_certificate() -> None:
    azure = replace(FINISHED.azure, certificate=None, thumbprint="", status="Active")
    assert (
        "without a thumbprint, which the federation" in of(replace(FINISHED, azure=azure), "signing certificate").found
    )
    azure = replace(FINISHED.azure, certificate=None, thumbprint="", status="", offered=True)
    assert "without a thumbprint" in of(replace(FINISHED, azure=azure), "signing certificate").found
    azure = replace(FINISHED.azure, certificate=None, thumbprint="", status="")
    assert of(replace(FINISHED, azure=azure), "signing certificate").found == "(none)"


def test_a_line_reads_as_a_sentence() -> None:
    assert FINISHED.ooma is not None
    seen = replace(FINISHED, ooma=replace(FINISHED.ooma, enabled=False))
    assert str(of(seen, "Enable")) == "Ooma, Enable: is off, should be on. To fix it: run 'runbook apply'."
    assert str(of(FINISHED, "Enable")) == "Ooma, Enable: on"
