"""Which steps Ooma's certificate needs, by what is shown of it and what this run did, and whether SSO may go on."""

from dataclasses import replace
from datetime import timedelta

import pytest

from runbook.errors import BadCertificate
from runbook.guide import plan
from runbook.planning import may_enable, was_stored
from runbook.state import Seen, Uploaded, Wanted
from tests.helpers.states import ACTIVE, FINISHED, WANTED, file_of


def needed(seen: Seen, wanted: Wanted) -> list[int]:
    return [number for number, need in plan(seen, wanted).items() if need.needed]


@pytest.mark.parametrize(
    ("now", "stays"),
    [
        (file_of(ACTIVE), True),
        (f"{file_of(ACTIVE)}\nExpires 06/01/2033", True),  # a line that came late
        (f"{file_of(ACTIVE)}\nExpires 01/15/2031", False),
        ("other.cert", False),
        ("", False),
        (None, False),
    ],
)
def test_what_this_run_uploaded_counts_until_something_else_is_shown(now: str | None, stays: bool) -> None:
    assert FINISHED.ooma is not None
    uploaded = Uploaded(ACTIVE, file_of(ACTIVE))
    seen = replace(FINISHED, ooma=replace(FINISHED.ooma, certificate=now, enabled=False), uploaded=uploaded)
    assert needed(seen, WANTED[0]) == ([10] if stays else [8, 9, 10])
    assert replace(FINISHED.ooma, certificate=uploaded.shown).is_like(replace(FINISHED.ooma, certificate=now)) == (
        now is not None and file_of(ACTIVE) in now
    )


def test_enabling_is_refused_once_the_certificate_has_expired() -> None:
    assert FINISHED.ooma is not None
    assert FINISHED.azure.certificate is not None
    off = replace(FINISHED, ooma=replace(FINISHED.ooma, enabled=False))
    until = FINISHED.azure.certificate.not_after
    needs = plan(off, WANTED[0])
    assert may_enable(off, needs, until - timedelta(days=1)) == off.ooma
    with pytest.raises(BadCertificate, match="expired on 2033-06-01"):
        may_enable(off, needs, until)


def test_what_this_run_uploaded_has_to_be_proven_also_while_sso_is_on() -> None:
    assert FINISHED.ooma is not None
    other = replace(FINISHED.ooma, certificate="somebody-elses.cert")
    assert needed(replace(FINISHED, ooma=other), WANTED[0]) == []
    uploaded = Uploaded(ACTIVE, file_of(ACTIVE))
    assert needed(replace(FINISHED, ooma=other, uploaded=uploaded), WANTED[0]) == [8, 9]


CUT = f"azure-signing-{ACTIVE[:5].lower()}..."


@pytest.mark.parametrize(
    ("before", "now", "name", "stored"),
    [
        ("placeholder-1a2b3c4d.cert", file_of(ACTIVE), file_of(ACTIVE), True),
        ("placeholder-1a2b3c4d.cert", CUT, file_of(ACTIVE), True),
        (file_of(ACTIVE), f"1-{file_of(ACTIVE)}", f"1-{file_of(ACTIVE)}", True),
        (CUT, f"1-{CUT}", f"1-{file_of(ACTIVE)}", True),
        ("CN=placeholder", "CN=Azure", file_of(ACTIVE), True),
        (None, "", file_of(ACTIVE), True),
        # The same is shown as before, or another file's name.
        (file_of(ACTIVE), file_of(ACTIVE), f"1-{file_of(ACTIVE)}", False),
        ("idp.cert", "idp.cert", file_of(ACTIVE), False),
        ("placeholder-1a2b3c4d.cert", "idp.cert", file_of(ACTIVE), False),
        ("IdP certificate 1", "IdP certificate 1", file_of(ACTIVE), False),
        ("", "", file_of(ACTIVE), False),
    ],
)
def test_a_file_was_seen_stored_if_what_ooma_shows_has_changed_to_it(
    before: str | None, now: str, name: str, stored: bool
) -> None:
    assert FINISHED.ooma is not None
    states = [replace(FINISHED.ooma, certificate=shown) for shown in (before, now)]
    assert was_stored(states[0], states[1], name) is stored
