"""Which certificate a text means that a portal shows as a thumbprint."""

import hashlib
import re
from dataclasses import dataclass

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from runbook.certificates.shown import contradicts, identified, is_named


@dataclass(frozen=True)
class Certificate:
    """What is known of a certificate here."""

    content: bytes

    @property
    def thumbprint(self) -> str:
        return hashlib.sha1(self.content).hexdigest().upper()  # noqa: S324 - as card 3 shows it

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.content).hexdigest()


CERTIFICATES = [Certificate(bytes([number])) for number in range(9)]
ONE, OTHER = CERTIFICATES[:2]
LEFT_OUT = st.sampled_from(["\u2026", "...", "..", " ... ", "****", "\u2022\u2022\u2022\u2022", " \u2026 "])


def grouped(digest: str, size: int, sign: str) -> str:
    return sign.join(digest[at : at + size] for at in range(0, len(digest), size))


@st.composite
def spellings(draw: st.DrawFn, digest: str) -> str:
    """A fingerprint as one portal or another may write it."""
    cased = draw(st.sampled_from([digest.upper(), digest.lower()]))
    spaced = grouped(cased, draw(st.sampled_from([2, 4, 8, 64])), draw(st.sampled_from([":", " ", "-", "\u00a0", ""])))
    before = draw(st.sampled_from(["", " ", "SHA-1: ", "SHA256 Fingerprint=", "sha1 ", "Thumbprint (SHA-256): ", "0x"]))
    return before + spaced + draw(st.sampled_from(["", " ", "\u200b"]))


@st.composite
def shortened(draw: st.DrawFn, digest: str) -> str:
    """Eight digits or more of a fingerprint, from its beginning, its end, or both."""
    count = draw(st.integers(8, len(digest) - 1))
    head = draw(st.integers(0, count))
    if draw(st.booleans()):
        return draw(st.sampled_from([digest[:count], digest[-count:]]))
    return f"{digest[:head]}{draw(LEFT_OUT)}{digest[len(digest) - (count - head) :]}"


digests = st.sampled_from(CERTIFICATES).flatmap(
    lambda one: st.tuples(st.just(one), st.sampled_from([one.thumbprint, one.sha256]))
)


@given(st.data(), digests)
def test_every_spelling_of_a_fingerprint_names_its_certificate_and_no_other(
    data: st.DataObject, chosen: tuple[Certificate, str]
) -> None:
    certificate, digest = chosen
    text = data.draw(st.one_of(spellings(digest), shortened(digest)))
    assert [one for one in CERTIFICATES if is_named(text, one)] == [certificate]
    assert identified(text, CERTIFICATES) == certificate
    others = [one for one in CERTIFICATES if one != certificate]
    assert identified(text, others) is None
    # Nor is the only one that is published taken for what the text doesn't name.
    assert identified(text, others[:1]) is None


@given(digests, st.integers(8, 20), LEFT_OUT, st.sampled_from(["", "Thumbprint: ", "SHA-1 ", "SHA-256 Fingerprint="]))
def test_digits_before_or_after_what_is_left_out_are_those_of_that_end_only(
    chosen: tuple[Certificate, str], count: int, left_out: str, label: str
) -> None:
    certificate, digest = chosen
    head, tail = digest[:count], digest[-count:]
    for text in (f"{label}{head}{left_out}", f"{label}{left_out}{tail}"):
        assert is_named(text, certificate)
    for text in (f"{label}{tail}{left_out}", f"{label}{left_out}{head}"):
        assert not is_named(text, certificate)
        assert contradicts(text, certificate)


@given(st.text(max_size=80))
def test_random_text_names_none(text: str) -> None:
    assume(len(re.findall(r"[0-9a-fA-F]", text)) < 8)
    assert not any(is_named(text, one) for one in CERTIFICATES)
    assert identified(text, CERTIFICATES) is None


@given(st.text(alphabet="0123456789abcdef", min_size=8, max_size=70))
def test_random_digits_name_none(text: str) -> None:
    assume(
        not any(
            text in (digest := one.thumbprint.lower()) or text in one.sha256 or digest in text for one in CERTIFICATES
        )
    )
    assert identified(text, CERTIFICATES) is None
    assert contradicts(text, ONE)


@pytest.mark.parametrize(
    "text", ["", "****", "\u2022" * 12, "Hidden", "Show", "-", "\u2026", "XX XX XX XX", "AB... (hidden)"]
)
def test_what_cannot_be_read_means_the_only_published_certificate(text: str) -> None:
    assert not is_named(text, ONE)
    assert identified(text, [ONE]) == ONE
    assert identified(text, [ONE, OTHER]) is None
    assert identified(text, []) is None


def test_too_few_digits_mean_the_only_published_certificate_if_they_are_its_own() -> None:
    few = ONE.thumbprint[-4:]
    for text in (few, f"****{few}", ONE.thumbprint[:7]):
        assert identified(text, [ONE]) == ONE
        assert identified(text, [OTHER]) is None
        assert identified(text, [ONE, OTHER]) is None


def test_a_shortened_form_that_fits_two_certificates_names_neither() -> None:
    @dataclass(frozen=True)
    class Twin:
        thumbprint: str
        sha256: str

    one = Twin("AB" * 4 + "01" * 16, "cd" * 32)
    other = Twin("AB" * 4 + "02" * 16, "ef" * 32)
    assert identified("ABABABAB", [one, other]) is None
    assert identified("ABABABAB01", [one, other]) == one
    assert identified("ABAB\u202601010101", [one, other]) == one


@pytest.mark.parametrize(
    "change", [lambda text: text + "0", lambda text: text[:-1] + ("0" if text[-1] != "0" else "1")]
)
def test_a_digit_too_many_or_another_one_names_none(change: object) -> None:
    assert callable(change)
    assert identified(change(ONE.thumbprint), CERTIFICATES) is None
    assert contradicts(change(ONE.thumbprint), ONE)
