"""The placeholder of step 4, and which signing certificate is accepted in steps 8 and 9."""

import hashlib
import itertools
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import rsa
from hypothesis import given
from hypothesis import strategies as st

from runbook.certificates.certificate import (
    Certificate,
    check_signing,
    describe,
    make_placeholder,
    parse,
    parse_base64,
)
from runbook.certificates.held import is_placeholder
from runbook.errors import BadCertificate
from tests.helpers.certificates import NOW, der, in_metadata, make_certificate, pem

SIGNING = make_certificate()


@pytest.fixture(scope="module")
def placeholder() -> Certificate:
    return make_placeholder(NOW)


def test_placeholder_is_self_signed_rsa_2048_and_valid_now(placeholder: Certificate) -> None:
    certificate = x509.load_pem_x509_certificate(placeholder.pem)
    key = certificate.public_key()
    assert isinstance(key, rsa.RSAPublicKey)
    assert key.key_size == 2048
    certificate.verify_directly_issued_by(certificate)
    assert placeholder.not_before <= NOW < placeholder.not_after


def test_placeholder_says_in_its_subject_and_file_name_that_it_is_one(placeholder: Certificate) -> None:
    certificate = x509.load_pem_x509_certificate(placeholder.pem)
    assert "placeholder" in certificate.subject.rfc4514_string()
    assert placeholder.is_placeholder
    assert placeholder.file_name.startswith("placeholder-")
    assert placeholder.file_name.endswith(".cert")


def test_placeholder_is_known_again_when_it_is_read_back(placeholder: Certificate) -> None:
    assert parse(placeholder.pem) == placeholder


def test_placeholders_private_key_leaves_no_trace_in_what_is_returned(placeholder: Certificate) -> None:
    assert b"PRIVATE" not in placeholder.pem
    assert placeholder.pem.count(b"-----BEGIN") == 1
    assert all(isinstance(value, bytes | str | datetime | bool) for value in vars(placeholder).values())


def test_each_placeholder_is_another_one(placeholder: Certificate) -> None:
    assert make_placeholder(NOW).sha256 != placeholder.sha256


def test_thumbprint_and_digest_are_those_of_the_der_form() -> None:
    found = describe(SIGNING)
    assert found.thumbprint == hashlib.sha1(der(SIGNING), usedforsecurity=False).hexdigest().upper()
    assert found.sha256 == hashlib.sha256(der(SIGNING)).hexdigest()


@pytest.mark.parametrize(
    "dress",
    [
        pytest.param(lambda text: text, id="as it is"),
        pytest.param(lambda text: text.replace(b"\n", b"\r\n"), id="CRLF"),
        pytest.param(lambda text: b"\xef\xbb\xbf" + text, id="BOM"),
        pytest.param(lambda text: b"\xef\xbb\xbf" + text.replace(b"\n", b"\r\n"), id="BOM and CRLF"),
        pytest.param(lambda text: b"\n\n " + text.rstrip(), id="blank lines, no last line end"),
        pytest.param(lambda text: b"Subject: CN=Azure\n" + text, id="words before it"),
    ],
)
def test_same_certificate_is_read_however_the_file_is_dressed(dress: Callable[[bytes], bytes]) -> None:
    assert parse(dress(pem(SIGNING))) == describe(SIGNING)


def test_der_form_is_read_whatever_byte_it_ends_with() -> None:
    """Also one that ends with what would be white space in a text."""
    made = (make_certificate() for _ in itertools.count())
    ends_in_space = next(one for one in made if der(one)[-1:].isspace())
    assert parse(der(ends_in_space)) == describe(ends_in_space)


def test_what_is_kept_has_unix_line_ends_and_no_byte_order_mark() -> None:
    dressed = b"\xef\xbb\xbf" + pem(SIGNING).replace(b"\n", b"\r\n")
    assert parse(dressed).pem == pem(SIGNING)


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "empty"),
        (b" \r\n", "empty"),
        (b"\xef\xbb\xbf", "empty"),
        (b"<!doctype html><title>Sign in to your account</title>", "a web page"),
        (b"\xef\xbb\xbf\r\n<html></html>", "a web page"),
        (b"hello", "no certificate"),
        (b"-----BEGIN CERTIFICATE-----\naGVsbG8=\n-----END CERTIFICATE-----\n", "no certificate"),
        (pem(SIGNING)[: len(pem(SIGNING)) // 2], "no certificate"),
        (der(SIGNING)[:-5], "no certificate"),
        (pem(SIGNING) + pem(make_certificate()), "2 certificates"),
    ],
)
def test_anything_else_is_refused_and_the_message_says_what_it_is(content: bytes, says: str) -> None:
    with pytest.raises(BadCertificate, match=says):
        parse(content)


def test_certificate_of_the_metadata_is_the_same_one_also_when_wrapped_into_lines() -> None:
    text = in_metadata(SIGNING)
    wrapped = "\n      ".join(text[at : at + 64] for at in range(0, len(text), 64))
    assert parse_base64(text) == parse_base64(f"\n{wrapped}\n") == describe(SIGNING)


@pytest.mark.parametrize("text", ["", "aGVsbG8=", "not base64!", "MII\u00e9"])
def test_metadata_without_a_certificate_is_refused(text: str) -> None:
    with pytest.raises(BadCertificate):
        parse_base64(text)


def test_signing_certificates_file_name_carries_its_thumbprint_and_the_guides_extension() -> None:
    certificate = describe(SIGNING)
    assert certificate.file_name.endswith(".cert")
    assert certificate.thumbprint.lower() in certificate.file_name


@given(st.lists(st.sampled_from(["", "1-", "7-", "x-"]), max_size=3), st.sampled_from(["\n", " "]))
def test_a_file_gets_a_name_that_is_not_shown_yet(prefixes: list[str], between: str) -> None:
    certificate = describe(SIGNING)
    shown = between.join(f"{prefix}azure-signing-{'0' * 40}.cert" for prefix in prefixes)
    name = certificate.named_beside(shown)
    assert name.endswith(certificate.file_name)
    assert name.removesuffix(certificate.file_name) not in {prefix for prefix in prefixes if prefix != "x-"}
    assert (name == certificate.file_name) == (not prefixes)


def test_placeholders_file_name_says_that_it_is_one(placeholder: Certificate) -> None:
    assert is_placeholder(placeholder.file_name)
    assert not is_placeholder(describe(SIGNING).file_name)


def accept(certificate: Certificate, *, shown: str | None = None, published: frozenset[str] | None = None) -> None:
    check_signing(
        certificate,
        shown=certificate.thumbprint if shown is None else shown,
        published=frozenset({certificate.thumbprint}) if published is None else published,
        now=NOW,
    )


def test_signing_certificate_is_accepted_when_card_and_metadata_agree() -> None:
    certificate = describe(SIGNING)
    accept(certificate)
    accept(certificate, shown=certificate.thumbprint.lower())
    accept(certificate, published=frozenset({"0" * 40, certificate.thumbprint}))


@pytest.mark.parametrize("form", ["{0:.8}", "{0:.12}\u2026", "SHA-1: {0}", "{1}", "****"])
def test_signing_certificate_is_accepted_by_a_thumbprint_in_any_form(form: str) -> None:
    certificate = describe(SIGNING)
    accept(certificate, shown=form.format(certificate.thumbprint, certificate.sha256))


def test_signing_certificate_is_refused_by_another_ones_thumbprint_in_any_form() -> None:
    other = describe(make_certificate())
    for shown in (other.thumbprint[:8], f"...{other.thumbprint[-10:]}", other.sha256, other.thumbprint[:5]):
        with pytest.raises(BadCertificate, match="but card 3 shows"):
            accept(describe(SIGNING), shown=shown)


def test_text_that_names_none_is_not_enough_where_several_are_published() -> None:
    certificate = describe(SIGNING)
    with pytest.raises(BadCertificate, match="doesn't tell which of the 2 published"):
        accept(certificate, shown="****", published=frozenset({"0" * 40, certificate.thumbprint}))


def test_signing_certificate_may_begin_a_few_minutes_ahead_as_azures_do() -> None:
    accept(describe(make_certificate(not_before=NOW + timedelta(minutes=10))))


def test_placeholder_is_never_taken_for_the_signing_certificate(placeholder: Certificate) -> None:
    with pytest.raises(BadCertificate, match="placeholder"):
        accept(placeholder)


def test_certificate_of_another_thumbprint_than_card_3_shows_is_refused() -> None:
    other = describe(make_certificate())
    with pytest.raises(BadCertificate, match=f"card 3 shows {other.thumbprint}"):
        accept(describe(SIGNING), shown=other.thumbprint)


def test_certificate_is_refused_when_card_3_shows_none() -> None:
    with pytest.raises(BadCertificate):
        accept(describe(SIGNING), shown="")


@pytest.mark.parametrize("published", [frozenset[str](), frozenset({"0" * 40})])
def test_certificate_that_is_not_published_is_refused(published: frozenset[str]) -> None:
    with pytest.raises(BadCertificate, match="metadata"):
        accept(describe(SIGNING), published=published)


@pytest.mark.parametrize("age", [timedelta(0), timedelta(days=1)])
def test_expired_certificate_is_refused(age: timedelta) -> None:
    expired = make_certificate(not_before=NOW - timedelta(days=9), not_after=NOW - age)
    with pytest.raises(BadCertificate, match=f"expired on {NOW - age:%Y-%m-%d}"):
        accept(describe(expired))


def test_certificate_that_is_not_valid_yet_is_refused() -> None:
    with pytest.raises(BadCertificate, match="not valid before"):
        accept(describe(make_certificate(not_before=NOW + timedelta(hours=1))))
