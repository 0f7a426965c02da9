"""What a portal shows of a certificate, in every spelling: whether it is the active one, another one, or untold."""

import string
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from functools import cache

import pytest
from cryptography import x509
from hypothesis import assume, example, given
from hypothesis import strategies as st

from runbook.certificates.certificate import Certificate, describe, make_placeholder
from runbook.certificates.held import ActiveCertificate, Match, is_placeholder, match, may_be_same
from tests.helpers.ooma_stand_in import signer

NOW = datetime(2026, 11, 30, 12, tzinfo=UTC)
SUBJECT = "Microsoft Azure Federated SSO Certificate"
LABELS = ("Thumbprint", "Fingerprint", "SHA-1 fingerprint", "SHA256 Fingerprint", "Certificate thumbprint (SHA-1)")
EXTENSIONS = ("cert", "cer", "crt", "pem", "der")


@cache
def parsed(subject: str = SUBJECT) -> Certificate:
    return describe(signer(subject)[1])


def as_active(one: Certificate) -> ActiveCertificate:
    return ActiveCertificate(one.thumbprint, one.sha256, one.not_after, one.serial, one.subject)


ACTIVE = as_active(parsed())


def grouped(digits: str, sign: str, size: int) -> str:
    return sign.join(digits[at : at + size] for at in range(0, len(digits), size))


@st.composite
def spelled(draw: st.DrawFn, digits: str) -> str:
    """A number in hexadecimal, as portals write it."""
    text = draw(st.sampled_from([digits.upper(), digits.lower()]))
    sign = draw(st.sampled_from(["", ":", "-", " "]))
    return grouped(text, sign, draw(st.sampled_from([2, 4, 8]))) if sign else text


@st.composite
def labelled(draw: st.DrawFn, digits: str, labels: tuple[str, ...] = LABELS) -> str:
    """The same behind its label, in one line or in two, among other words."""
    between = draw(st.sampled_from([": ", "\n", " = "]))
    line = f"{draw(st.sampled_from(labels))}{between}{draw(spelled(digits))}"
    return "\n".join([*draw(st.sampled_from([[], ["IdP certificate"], ["Active", "customer.pem"]])), line])


bytes_of_20 = st.binary(min_size=20, max_size=20)


@given(st.data(), st.booleans())
def test_a_whole_fingerprint_that_is_shown_as_one_proves_the_content(data: st.DataObject, sha1: bool) -> None:
    shown = data.draw(labelled(ACTIVE.thumbprint if sha1 else ACTIVE.sha256))
    assert match(shown, ACTIVE) is Match.PROVEN


@given(st.data(), bytes_of_20)
def test_another_ones_fingerprint_is_another_certificate_whatever_the_file_is_called(
    data: st.DataObject, other: bytes
) -> None:
    assume(other.hex().upper() != ACTIVE.thumbprint)
    name = data.draw(st.sampled_from(["", "customer.pem\n", f"azure-signing-{ACTIVE.thumbprint.lower()}.cert\n"]))
    assert match(name + data.draw(labelled(other.hex())), ACTIVE) is Match.OTHER
    assert match(name + data.draw(spelled(other.hex())), ACTIVE) is Match.OTHER


@given(
    st.text(alphabet=string.ascii_letters + string.digits + "-_ ()", max_size=12),
    st.sampled_from([ACTIVE.thumbprint, ACTIVE.thumbprint.lower(), ACTIVE.sha256]),
    st.text(alphabet=string.ascii_letters + string.digits + "-_()", max_size=8),
    st.sampled_from([*(f".{one}" for one in EXTENSIONS), ""]),
)
@example("azure-signing-", ACTIVE.thumbprint.lower(), "", ".cert")
@example("azure-signing-", ACTIVE.thumbprint.lower(), "", "")
@example("", ACTIVE.thumbprint, "", "")
@example("Thumbprint ", ACTIVE.thumbprint, " (1)", ".cert")
@example("sha1-", ACTIVE.thumbprint, "", ".p7b")
@example("Thumbprint ", ACTIVE.thumbprint, "", ".txt")
@example("fingerprint-", ACTIVE.thumbprint, "", "")
@example("fingerprint_", ACTIVE.thumbprint, "", "")
@example("sha256 ", ACTIVE.sha256, "", ".txt")
@example("Thumbprint ", ACTIVE.thumbprint, "", "")
@example("SHA-1 ", ACTIVE.thumbprint, "\u2026", "")
def test_a_files_name_proves_nothing_whatever_it_says(head: str, digits: str, tail: str, extension: str) -> None:
    # Not even one that is nothing but the thumbprint: a person may have called the file so.
    assert match(f"X.509\n{head}{digits}{tail}{extension}", ACTIVE) is not Match.PROVEN


@given(st.integers(0, 40), st.sampled_from(["\u2026", "...", "", "\u2026.cert", "...cert"]), st.integers(0, 6))
def test_a_name_of_ours_that_is_cut_short_is_compared_as_far_as_it_goes(kept: int, mark: str, end: int) -> None:
    own = ACTIVE.thumbprint.lower()
    assert match(f"azure-signing-{own[:kept]}{mark}", ACTIVE) is Match.OPEN
    tail = own[len(own) - end :]
    assert match(f"azure-signing-{own[:kept]}\u2026{tail}.cert", ACTIVE) is Match.OPEN
    if kept:
        wrong = own[: kept - 1] + ("0" if own[kept - 1] != "0" else "1")
        assert match(f"azure-signing-{wrong}{mark}", ACTIVE) is Match.OTHER


@pytest.mark.parametrize(
    "name", ["azure-signing-cert.pem", "azure-signing.cer", "Ooma.cer", "certificate", "", "1 file"]
)
def test_a_name_that_somebody_else_gave_tells_nothing(name: str) -> None:
    assert match(name, ACTIVE) is Match.OPEN


@pytest.mark.parametrize(
    "shown",
    [
        "placeholder-1a2b3c4d.cert",
        "placeholder-1a2b\u2026",
        "CN=runbook placeholder - not for sign-on",
        "Subject: runbook placehol",
    ],
)
def test_a_placeholder_is_recognized_by_its_name_and_by_its_subject(shown: str) -> None:
    assert is_placeholder(shown) or match(shown, ACTIVE) is Match.OTHER
    assert match(shown, ACTIVE) is Match.OTHER


@given(st.sampled_from(["Serial number", "Serial", "Serial No."]), st.data())
def test_a_serial_number_proves_the_content_and_another_one_is_another_certificate(
    label: str, data: st.DataObject
) -> None:
    own = int(ACTIVE.serial, 16)
    digits = f"{own:x}".zfill(len(f"{own:x}") + len(f"{own:x}") % 2)
    hexadecimal = data.draw(
        st.sampled_from([digits, digits.upper(), grouped(digits, ":", 2), f"00:{grouped(digits, ':', 2)}"])
    )
    between = data.draw(st.sampled_from([": ", "\n"]))
    assert match(f"{label}{between}{hexadecimal}", ACTIVE) is Match.PROVEN
    assert match(f"{label}{between}{own}", ACTIVE) is Match.PROVEN
    other = data.draw(st.integers(10, 2**127))
    assume(own not in {other, int(str(other), 16)} and int(f"{other:x}", 16) != own)
    assert match(f"{label}{between}{other}", ACTIVE) is Match.OTHER


@pytest.mark.parametrize(
    ("shown", "expected"),
    [
        (f"CN={SUBJECT}", Match.OPEN),
        (f"Subject: CN={SUBJECT}, issued by CN=Contoso CA", Match.OPEN),
        (f"Subject\n{SUBJECT}", Match.OPEN),
        (f"Issued to: {SUBJECT} Expires soon", Match.OPEN),
        ("CN=Microsoft Azure Federated\u2026", Match.OPEN),
        ("Issuer: CN=Contoso CA", Match.OPEN),
        ("CN=okta.example", Match.OTHER),
        ("Subject: Somebody else", Match.OTHER),
        ("Subject\nSomebody else", Match.OTHER),
    ],
)
def test_a_subject_proves_nothing_but_may_speak_against_it(shown: str, expected: Match) -> None:
    assert match(shown, ACTIVE) is expected


FORMATS = (
    "%m/%d/%Y", "%d/%m/%Y", "%d.%m.%Y", "%Y-%m-%d", "%Y-%m-%dT%H:%M:%SZ", "%d %b %Y", "%B %d, %Y",
    "%b %d %H:%M:%S %Y GMT", "%m/%d/%Y, %I:%M:%S %p",
)  # fmt: skip


moments = st.integers(0, 4700 * 86400).map(
    lambda seconds: datetime(2027, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds)
)


@given(
    moments,
    st.sampled_from(FORMATS),
    st.sampled_from(["Expires: ", "Expiration date ", "Valid until\n", "Not after: "]),
    st.integers(-11, 11),
)
def test_the_date_of_expiry_proves_nothing_in_whatever_order_and_time_zone(
    moment: datetime, form: str, label: str, hours: int
) -> None:
    active = ActiveCertificate(ACTIVE.thumbprint, ACTIVE.sha256, moment)
    there = moment.astimezone(timezone(timedelta(hours=hours)))
    assert match(label + there.strftime(form), active) is Match.OPEN


@given(moments, st.integers(1, 3000))
def test_another_date_of_expiry_is_another_certificate(moment: datetime, years: int) -> None:
    active = ActiveCertificate(ACTIVE.thumbprint, ACTIVE.sha256, moment)
    other = moment + timedelta(days=2 + years)
    assume(other.year != moment.year)
    assert match(f"Expires {other:%Y-%m-%d}", active) is Match.OTHER


def test_a_placeholder_never_matches_by_any_of_its_facts() -> None:
    one = make_placeholder(NOW)
    facts = [
        one.file_name, f"CN={one.subject}", f"Fingerprint {one.thumbprint}", f"SHA-256: {one.sha256}",
        f"Serial number: {one.serial}", f"Expires {one.not_after:%Y-%m-%d}",
    ]  # fmt: skip
    active = ActiveCertificate(ACTIVE.thumbprint, ACTIVE.sha256, NOW + timedelta(days=1096), ACTIVE.serial, SUBJECT)
    assert [fact for fact in facts if match(fact, active) is not Match.OTHER] == []


@given(st.text(max_size=200))
def test_no_other_text_proves_anything(text: str) -> None:
    assert match(text, ACTIVE) is not Match.PROVEN


def cut(digits: str, sign: str, mark: str) -> str:
    parts = [digits[at : at + 2] for at in range(0, len(digits), 2)]
    return sign.join(parts[:5]) + mark + sign.join(parts[-2:])


@given(bytes_of_20, st.sampled_from([":", "", " "]), st.sampled_from(["\u2026", "..."]), st.sampled_from([": ", "\n"]))
def test_a_fingerprint_that_is_cut_short_proves_nothing_but_may_speak_against_it(
    other: bytes, sign: str, mark: str, between: str
) -> None:
    assume(other.hex()[:10] != ACTIVE.thumbprint[:10].lower())
    assert match(f"SHA-1 fingerprint{between}{cut(ACTIVE.thumbprint, sign, mark)}", ACTIVE) is Match.OPEN
    assert match(f"SHA-1 fingerprint{between}{cut(other.hex(), sign, mark)}", ACTIVE) is Match.OTHER


def test_a_short_serial_number_is_one_that_others_have_too() -> None:
    small = replace(ACTIVE, serial="1")
    assert match("Serial number: 01", small) is Match.OPEN
    assert match("Serial number: 02", small) is Match.OTHER
    assert match("Serial number: 10", replace(ACTIVE, serial="A")) is Match.OPEN


@pytest.mark.parametrize(
    "shown",
    [
        "Validity\nNot Before: Nov 30 12:00:00 2026 GMT\nNot After : Nov 30 12:00:00 2029 GMT",
        "Validity\n2026-11-30\n2029-11-30",
        "Expires 11/2029",
        "Valid to: 2029-11",
        "Expires in 36 months (2029)",
        "Expires in 1095 days",
        "Subject: O=Contoso",
        f"MD5 fingerprint: {'AB:' * 15}AB",
        f"Fingerprint: {'AB' * 16}",
        f"SHA-512: {'AB:' * 63}AB",
        f"SHA-384 fingerprint: {'AB' * 48}",
        f"SHA-512 fingerprint: {' '.join(['AB'] * 64)}",
        "expires " + "1" * 5000,
    ],
)
def test_what_tells_too_little_speaks_against_nothing(shown: str) -> None:
    active = replace(ACTIVE, not_after=datetime(2029, 11, 30, 12, tzinfo=UTC))
    assert match(shown, active) is Match.OPEN


@pytest.mark.parametrize("cut_off", ["\u2026", "..."])
def test_a_serial_number_that_is_cut_short_or_grouped_speaks_against_nothing(cut_off: str) -> None:
    digits = ACTIVE.serial.lower()
    assert match(f"Serial number: {digits[:8]}{cut_off}", ACTIVE) is Match.OPEN
    assert match(f"Serial number: {grouped(digits, ' ', 4)}", ACTIVE) is Match.OPEN


@given(st.lists(st.sampled_from(["a.cert", "b.cert", "CN=x", "Expires"]), max_size=4))
def test_a_line_that_comes_late_makes_no_other_certificate_but_another_line_does(lines: list[str]) -> None:
    whole = "\n".join(lines)
    assert may_be_same(whole, whole)
    assert may_be_same(whole, f"{whole}\nlate") == may_be_same(f"{whole}\nlate", whole) == bool(lines)
    assert not may_be_same(f"{whole}\none", f"{whole}\nother")
    assert not may_be_same(whole, f"{whole}\nevil.cert")
    assert not may_be_same(whole, f"{whole}\nSerial number: 12")
    assert not may_be_same(whole, None)
    assert not may_be_same(None, whole)


def test_two_fingerprints_of_which_one_is_right_prove_nothing() -> None:
    both = f"SHA-1: {ACTIVE.thumbprint}\nSHA-1: {'B' * 40}"
    assert match(both, ACTIVE) is Match.OPEN


def test_the_facts_are_those_of_the_certificate() -> None:
    certificate: x509.Certificate = signer(SUBJECT)[1]
    assert int(parsed().serial, 16) == certificate.serial_number
    assert parsed().subject == SUBJECT
