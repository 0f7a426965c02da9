"""Which certificate does Ooma hold? What the portal shows of it, compared with Azure's active one.

No public source tells what Ooma shows of a certificate, so any of its facts may come in any spelling. A file's name and
a subject that every tenant's certificate has tell nothing of the content; but they can speak against it.
"""

import enum
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from runbook.certificates.certificate import PLACEHOLDER_NAME


class Match(enum.Enum):
    """What a description says about a certificate being the one that it is compared with."""

    PROVEN = "only that certificate's content gives what is shown"
    OPEN = "nothing that is shown speaks against it, and nothing proves it"
    OTHER = "it is another one"


@dataclass(frozen=True)
class ActiveCertificate:
    """Azure's active signing certificate, as card 3 and the federation metadata agree on it.

    Attributes:
        thumbprint: SHA-1, 40 hexadecimal digits in capitals.
        sha256: 64 hexadecimal digits.
        not_after: when it expires.
        serial: its serial number in hexadecimal, without leading zeros; empty in journals that don't tell.
        subject: its subject's common name; empty likewise.
    """

    thumbprint: str
    sha256: str
    not_after: datetime
    serial: str = ""
    subject: str = ""


# Names that this program gives to files, also where a portal cuts them short, with an ellipsis or without.
_SIGNING_NAME = re.compile(
    r"azure[-_ ]signing[-_ ](?P<head>[0-9a-f]*)(?![0-9a-z])(?:\s*(?:\u2026|\.{2,})\s*(?P<tail>[0-9a-f]*)(?![0-9a-z]))?",
    re.IGNORECASE,
)
_PLACEHOLDER_NAME = re.compile(rf"placeholder-[0-9a-f]*|{PLACEHOLDER_NAME[:19]}", re.IGNORECASE)
# Part of a word that is, or begins, a file's name.
_FILE = re.compile(r"azure[-_]signing[-_]|placeholder-|.\.(?:cert?|crt|pem|der)\b", re.IGNORECASE)
# All that may be a part of a file's name, in which there may be spaces.
_BEFORE_ENDING = re.compile(rf"^.*(?:{_FILE.pattern}|\u2026|\.\.\.)\S*", re.IGNORECASE)
_SHA1_BYTES, _SHA256_BYTES = 20, 32
_FINGERPRINT = re.compile(r"finger\s?print|thumb\s?print|sha-?\s?(?:1|2?56)\b", re.IGNORECASE)
_SERIAL = re.compile(r"\bserial\b(?:\s+(?:number|no\b\.?|#))?", re.IGNORECASE)
_SERIAL_NUMBER = re.compile(
    r"\W*(?:0x)?([0-9a-f]{1,64}(?:[:-][0-9a-f]{2}){,40}|[0-9a-f]{2}(?: [0-9a-f]{2}){,40})", re.IGNORECASE
)
_SUBJECT = re.compile(r"\b(?:subject|issued to|common name)\b(?!\s+(?:alt|key))", re.IGNORECASE)
_EXPIRY = re.compile(r"\b(?:expir\w*|valid (?:until|to|thru|through)|not after|validity)\b", re.IGNORECASE)
_COMMON_NAME = re.compile(r"\bCN\s*=\s*([^,;/+\n]+)", re.IGNORECASE)
_ISSUER = re.compile(r"\b(?:issuer|issued by)\b", re.IGNORECASE)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_DATE_PART = re.compile(r"\d+|[^\W\d_]{3,}")
_CUT = re.compile(r"\s*(?:\u2026|\.{3})\s*$")
# A description longer than that is none; characters.
_LONGEST = 10_000
# So many letters of a subject tell that it was cut short.
_BEGINNING = 8


def _bytes(number: int) -> str:
    """The part of a pattern for so many bytes in hexadecimal: in one, or in groups with a sign between them."""
    kinds = [rf"[0-9a-f]{{{2 * number}}}"]
    for group in (1, 2, 4):
        digits = rf"[0-9a-f]{{{2 * group}}}"
        kinds += [rf"{digits}(?:{sign}{digits}){{{number // group - 1}}}" for sign in ":- "]
    return rf"(?<![0-9a-z])(?:{'|'.join(kinds)})(?![0-9a-z]|[:-][0-9a-f]{{2}})"


_DIGESTS = re.compile("|".join(map(_bytes, (_SHA256_BYTES, _SHA1_BYTES))), re.IGNORECASE)
_COLONS = re.compile(r"[0-9a-f]{2}(?::[0-9a-f]{2})+", re.IGNORECASE)


def is_placeholder(shown: str) -> bool:
    """Whether what a portal shows is a placeholder of ours, by file name or subject."""
    return _PLACEHOLDER_NAME.search(shown) is not None


def may_be_same(before: str | None, now: str | None) -> bool:
    """Whether two descriptions can be of one certificate, read at two times.

    A line may come late, so one may have more lines than the other; but none has none.

    Args:
        before: all that the portal showed of it, line by line; None for no certificate.
        now: the same, later.
    """
    if not before or not now:
        return before == now
    one, other = set(before.splitlines()), set(now.splitlines())
    return one <= other or other <= one


def match(shown: str, active: ActiveCertificate) -> Match:
    """Compare what a portal shows of a certificate with Azure's active one.

    Args:
        shown: all that the portal says of it, line by line.
        active: the certificate that it should be.

    Returns:
        `Match.PROVEN` only for a whole fingerprint or serial number that is shown as one. A file's name proves nothing,
        whatever it says.
    """
    shown = shown[:_LONGEST]
    if is_placeholder(shown) or _contradicts_name(shown, active):
        return Match.OTHER
    lines = [line for one in shown.splitlines() if (line := _without_files(one))]
    if False in (found := _compared(lines, active)):
        # With two of them shown, it doesn't tell which one is held.
        return Match.OPEN if True in found else Match.OTHER
    if True in _compared([_BEFORE_ENDING.sub("", one) for one in shown.splitlines()], active):
        return Match.PROVEN
    is_other = _contradicts_subject(lines, active) or _contradicts_expiry(lines, active)
    return Match.OTHER if is_other else Match.OPEN


def _compared(lines: Sequence[str], active: ActiveCertificate) -> list[bool | None]:
    return [*_fingerprints(lines, active), *_serials(lines, active)]


def _without_files(line: str) -> str:
    return " ".join(word for word in _SIGNING_NAME.sub(" ", line).split() if _FILE.search(word) is None)


def _contradicts_name(shown: str, active: ActiveCertificate) -> bool:
    """Whether a file's name of ours has another thumbprint in it."""
    own = active.thumbprint.lower()
    return any(
        not own.startswith(name["head"].lower()) or not own.endswith((name["tail"] or "").lower())
        for name in _SIGNING_NAME.finditer(shown)
    )


def _fingerprints(lines: Sequence[str], active: ActiveCertificate) -> Iterator[bool | None]:
    """For each whole fingerprint whether it is the active certificate's; None if it could be a name as well."""
    own = {_digits(active.thumbprint), _digits(active.sha256)}
    for at, line in enumerate(lines):
        for found in _DIGESTS.finditer(line):
            # A serial number may be as long.
            if _is_labelled(lines, at, found.start(), _SERIAL):
                continue
            is_own = _digits(found.group(0)) in own
            # Digits by themselves may be a name that somebody gave to the file; colons are in no file's name.
            is_firm = _COLONS.fullmatch(found.group(0)) or _is_labelled(lines, at, found.start(), _FINGERPRINT)
            yield is_own if is_firm or not is_own else None


def _serials(lines: Sequence[str], active: ActiveCertificate) -> Iterator[bool]:
    """For each serial number whether it is the active certificate's."""
    own = active.serial.lower()
    if not own:
        return
    for value in _values(lines, _SERIAL):
        number = _SERIAL_NUMBER.match(value)
        if number is not None and any(sign.isdigit() for sign in number[1]):
            digits = _digits(number[1])
            yield own in {digits.lstrip("0"), f"{int(digits):x}" if digits.isdecimal() else digits}


def _digits(text: str) -> str:
    return re.sub(r"[^0-9a-f]", "", text.lower())


def _is_labelled(lines: Sequence[str], at: int, start: int, label: re.Pattern[str]) -> bool:
    """Whether a label stands before a place in a line, or alone in the line above."""
    above = lines[at - 1] if at else ""
    return label.search(lines[at][:start]) is not None or (
        label.search(above) is not None and _DIGESTS.search(above) is None
    )


def _contradicts_subject(lines: Sequence[str], active: ActiveCertificate) -> bool:
    own = _plain(active.subject)
    if not own:
        return False
    named = [
        found[1]
        for at, line in enumerate(lines)
        for found in _COMMON_NAME.finditer(line)
        if not _is_labelled(lines, at, found.start(), _ISSUER)
    ]
    named = named or [value for value in _values(lines, _SUBJECT) if re.search(r"[^\W\d_]", value)]
    return not all(_may_be(own, _plain(_CUT.sub("", one)), is_cut=_CUT.search(one) is not None) for one in named)


def _may_be(own: str, shown: str, *, is_cut: bool) -> bool:
    """Whether a name is shown, with something else behind it, or cut short."""
    return own in shown or ((is_cut or len(shown) >= _BEGINNING) and own.startswith(shown))


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold().strip(" .'\"")


def _contradicts_expiry(lines: Sequence[str], active: ActiveCertificate) -> bool:
    """Whether a date of expiry is shown that it can't have, in whatever order, language and time zone."""
    at = active.not_after.toordinal()
    days = [date.fromordinal(day) for day in (at - 1, at, at + 1) if 0 < day <= date.max.toordinal()]
    return any(
        _is_date(parts) and not any(_fits(parts, day) for day in days)
        for parts in (_DATE_PART.findall(value) for value in _values(lines, _EXPIRY))
    )


def _is_date(parts: Sequence[str]) -> bool:
    numbers = [int(part) for part in parts if part.isdecimal()]
    return len(numbers) >= 2 and any(2000 <= number < 2200 for number in numbers)  # noqa: PLR2004


def _fits(parts: Sequence[str], day: date) -> bool:
    numbers = [int(part) for part in parts if part.isdecimal()]
    months = [_MONTHS.index(part[:3].lower()) + 1 for part in parts if part[:3].lower() in _MONTHS]
    if day.year not in numbers or day.day not in numbers:
        return False
    is_spelled = any(part.isalpha() for part in parts)
    return day.month in (months or numbers) or (is_spelled and not months)


def _values(lines: Sequence[str], label: re.Pattern[str]) -> Iterator[str]:
    """What stands behind a label, in its line or in the next one."""
    for at, line in enumerate(lines):
        named = label.search(line)
        if named is None:
            continue
        rest = line[named.end() :].strip(" :=\t")
        if re.search(r"\w", rest):
            yield rest
        elif at + 1 < len(lines):
            yield lines[at + 1]
