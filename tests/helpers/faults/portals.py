"""What the portals themselves do: cover their pages, show another account, give a spoilt file."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.serialization import Encoding

from recordings.azure.state import SigningCertificate
from tests.helpers.faults.cell import BY_HAND, NO_CODES, VERIFY, At, Cell, no_certificate
from tests.helpers.ooma_stand_in import signer
from tests.helpers.plays import Stage, second_certificate


def covered(stage: Stage) -> None:
    """Tours and bubbles at every load, surveys over every panel and dialog."""
    stage.world.options = replace(stage.world.options, tour=True)
    stage.world.azure.teaching_bubble = stage.world.azure.survey = stage.world.ooma.survey = True


def covers() -> Iterator[Cell]:
    """A person would close them, and so does the bot: every run succeeds."""
    place = {"1": 10, "5": 0, "7": 5, "9": 7, "10": 9}
    for step, up_to in place.items():
        yield Cell("cover", "every page and panel", step, covered, up_to=up_to)
    yield Cell(
        "cover", "card 3's panel", "8", covered, up_to=7, prepare=no_certificate,
        options=BY_HAND,
    )  # fmt: skip


def elsewhere(stage: Stage) -> None:
    """Masquerading lands in an account of a similar name."""
    root = stage.world.root.walk()
    stage.world.ooma.masquerades_as = next(one for one in root if one.name == f"{stage.customer.name} Holding")


def there_again(stage: Stage) -> None:
    """Masquerading lands in the account that was chosen."""
    stage.world.ooma.masquerades_as = None


def accounts() -> Iterator[Cell]:
    """Wherever the portal is loaded again the account may be another one."""
    moments: dict[str, tuple[int, At]] = {
        "1": (10, (1, "began")), "5": (0, (5, "began")), "9": (7, (9, "began")), "10": (9, (10, "began")),
        VERIFY: (9, (10, "ended")),
    }  # fmt: skip
    for step, (up_to, at) in moments.items():
        yield Cell(
            "wrong account", "masquerading", step, elsewhere, frozenset({"wrong-place"}), may_succeed=False,
            up_to=up_to, at=at, mend=there_again, options=replace(NO_CODES, child=True),
        )  # fmt: skip


def _der(content: bytes) -> bytes:
    return x509.load_pem_x509_certificate(content).public_bytes(Encoding.DER)


def _pem(certificate: x509.Certificate) -> bytes:
    return certificate.public_bytes(Encoding.PEM)


def expired() -> SigningCertificate:
    """A certificate like Azure's whose time is over."""
    key, like = signer("expired")
    then = datetime.now(UTC) - timedelta(days=400)
    builder = x509.CertificateBuilder(like.issuer, like.subject, key.public_key(), x509.random_serial_number())
    certificate = builder.not_valid_before(then).not_valid_after(then + timedelta(days=365)).sign(key, hashes.SHA256())
    return SigningCertificate(certificate, key, active=True)


def arrives(stage: Stage, change: Callable[[Stage, bytes], bytes]) -> None:
    """The download arrives changed."""
    stage.world.azure.download = partial(change, stage)


def arrives_well(stage: Stage) -> None:
    """The download is what it should be."""
    stage.world.azure.download = bytes


def downloads() -> Iterator[Cell]:
    """The same certificate in another dress is taken; anything else is refused."""
    dressed: dict[str, Callable[[Stage, bytes], bytes]] = {
        "DER": lambda _, content: _der(content),
        "CRLF line ends": lambda _, content: content.replace(b"\n", b"\r\n"),
        "byte order mark": lambda _, content: b"\xef\xbb\xbf" + content,
    }
    spoilt: dict[str, Callable[[Stage, bytes], bytes]] = {
        "sign-in page": lambda *_: b"<!DOCTYPE html><html><title>Sign in to your account</title></html>",
        "empty": lambda *_: b"",
        "expired certificate": lambda *_: _pem(expired().certificate),
        "another tenant's": lambda *_: _pem(signer("another tenant")[1]),
        "the placeholder": lambda stage, _: _pem(stage.idp.certificate),
    }
    for what, change in {**dressed, **spoilt}.items():
        codes = frozenset({"bad-certificate"}) if what in spoilt else frozenset()
        yield Cell(
            "bad download", what, "8", partial(arrives, change=change), codes, may_succeed=what in dressed,
            up_to=7, mend=arrives_well,
        )  # fmt: skip

    def over(stage: Stage) -> None:
        stage.application.certificates = [expired()]

    yield Cell(
        "bad download", "Azure's own has expired", "8", over, frozenset({"bad-certificate"}), may_succeed=False,
        up_to=7, mend=second_certificate,
    )  # fmt: skip
