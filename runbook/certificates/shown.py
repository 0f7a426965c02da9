"""Which certificate a portal means by the text that it shows as a thumbprint, in whatever form. Pure functions."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

# How many digits of a fingerprint are enough to tell certificates of one application apart.
_ENOUGH = 8
# Digits of a whole one: SHA-1, SHA-256.
_WHOLE = (40, 64)
# What may stand around a label's words; the sign for what is left out belongs to the digits.
_MARKS = r"[^\w\u2026]*"
_LABEL = re.compile(
    rf"^{_MARKS}(?:(?:certificate\s+)?(?:fingerprint|thumbprint){_MARKS})?(?:\(?sha[-\s]?(?:1|256)\)?{_MARKS})?"
    rf"(?:(?:fingerprint|thumbprint){_MARKS})?",
    re.IGNORECASE,
)
_PREFIX = re.compile(r"^0x", re.IGNORECASE)
# What stands between the digits, and what stands for digits that are left out or masked.
_BETWEEN = re.compile(r"[\s:.,_\u2010-\u2015\u00ad\u200b-\u200f\ufeff-]+")
_LEFT_OUT = re.compile(r"(?:\u2026|\.{2,}|[*\u2022\u25cf\u00b7\u2219\u22c5\u2027]+|\b[xX]{2,}\b)")
_HEX = re.compile(r"[0-9a-f]*")


class Fingerprinted(Protocol):
    """A certificate with both of its fingerprints, in hexadecimal digits of either case."""

    @property
    def thumbprint(self) -> str:
        """SHA-1 of the DER form."""

    @property
    def sha256(self) -> str:
        """SHA-256 of the DER form."""


C = TypeVar("C", bound=Fingerprinted)


@dataclass(frozen=True)
class Shown:
    """A fingerprint as far as a text shows it, in small letters.

    Attributes:
        head: its first digits.
        tail: its last ones.
        is_whole: whether nothing is marked as left out: then the head is all that is shown.
    """

    head: str
    tail: str = ""
    is_whole: bool = True

    @property
    def is_telling(self) -> bool:
        """Whether it shows enough to tell one certificate from another."""
        return len(self.head) + len(self.tail) >= _ENOUGH

    def is_within(self, other: "Shown") -> bool:
        """Whether it is the other, or a shortened form of it, where the other is a whole fingerprint."""
        return other.is_whole and len(other.head) in _WHOLE and self._fits(other.head)

    def fits(self, certificate: Fingerprinted) -> bool:
        """Whether it can be a fingerprint of this certificate."""
        return any(self._fits(digest.lower()) for digest in (certificate.thumbprint, certificate.sha256))

    def _fits(self, digest: str) -> bool:
        if len(self.head) + len(self.tail) > len(digest):
            return False
        if self.is_whole:
            return digest.startswith(self.head) or digest.endswith(self.head)
        return digest.startswith(self.head) and digest.endswith(self.tail)


def read(text: str) -> Shown | None:
    """What a text shows of a fingerprint; None if that can't be read, as where it is masked, or missing."""
    plain = _PREFIX.sub("", _LABEL.sub("", _LEFT_OUT.sub("\u2026", text.strip()).strip("'\"()[]{}<>")))
    parts = [_BETWEEN.sub("", part).lower() for part in plain.split("\u2026")]
    if len(parts) not in (1, 2) or not all(_HEX.fullmatch(part) for part in parts) or not any(parts):
        return None
    return Shown(parts[0]) if len(parts) == 1 else Shown(parts[0], parts[1], is_whole=False)


def is_named(text: str, certificate: Fingerprinted) -> bool:
    """Whether a text names this certificate: by a whole fingerprint in any spelling, or by eight digits of one or more.

    That doesn't say that it names no other (see `identified`).
    """
    shown = read(text)
    return shown is not None and shown.is_telling and shown.fits(certificate)


def contradicts(text: str, certificate: Fingerprinted) -> bool:
    """Whether a text can't mean this certificate: what can be read in it is of another one."""
    shown = read(text)
    return shown is not None and not shown.fits(certificate)


def may_be_one(text: str, other: str, published: Sequence[Fingerprinted]) -> bool:
    """Whether two texts that tell a certificate from others name the same one.

    Args:
        text: what one place of a portal shows as the thumbprint.
        other: what another place shows.
        published: what both may name, where one can't be compared with the other.
    """
    one, two = read(text), read(other)
    if one is None or two is None or not (one.is_telling and two.is_telling):
        return False
    if any(short.is_within(whole) for short, whole in ((one, two), (two, one))):
        return True
    return len([each for each in published if one.fits(each) and two.fits(each)]) == 1


def identified(text: str, published: Sequence[C]) -> C | None:
    """The one published certificate that a text means.

    Args:
        text: what the portal shows as the thumbprint; may be empty.
        published: the certificates in the application's federation metadata.

    Returns:
        The only one that the text names; where it tells too little to name any, the only one that is published,
        unless the text contradicts it. None if there is no such one, or several.
    """
    shown = read(text)
    if shown is not None and shown.is_telling:
        fitting = [one for one in published if shown.fits(one)]
    else:
        fitting = [one for one in published if not contradicts(text, one)] if len(published) == 1 else []
    return fitting[0] if len(fitting) == 1 else None
