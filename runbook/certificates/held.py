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
from runbook.certificates.shown import read


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
    r"azure[-_ ]signing[-_ ](?P<head>[0-9a-f]*)(?![0-9a-z])"
    r"(?:\s*(?:\u2026|\.{2,})\s*(?P<tail>[0-9a-f]*)(?![0-9a-z]))?",
    re.IGNORECASE,
)
_PLACEHOLDER_NAME = re.compile(rf"placeholder-[0-9a-f]*|{PLACEHOLDER_NAME[:19]}", re.IGNORECASE)
# Part of a word that is, or begins, a file's name.
_FILE = re.compile(r"azure[-_]signing[-_]|placeholder-|\w\.[a-z]\w{1,4}\b", re.IGNORECASE)
# All that may be a part of a file's name, in which there may be spaces.
_BEFORE_ENDING = re.compile(rf"^.*(?:{_FILE.pattern}|\u2026|\.\.\.)\S*", re.IGNORECASE)
# So many letters of a name that is cut short can be recognized.
_TELLING_NAME = 8
_SHA1_BYTES, _SHA256_BYTES = 20, 32
# A shorter serial number is one that several certificates can have.
_LONG_SERIAL = 16
_FINGERPRINT = re.compile(r"finger\s?print|thumb\s?print|sha-?\s?(?:1|2?56)\b", re.IGNORECASE)
_OTHER_DIGESTS = re.compile(r"\bmd-?5\b|sha-?\s?(?:384|512)\b", re.IGNORECASE)
_SERIAL = re.compile(r"\bserial\b(?:\s+(?:number|no\b\.?|#))?", re.IGNORECASE)
_SERIAL_NUMBER = re.compile(r"\W*(?:0x)?([0-9a-f]{1,64}(?:[:-][0-9a-f]{2,8}){,40})(?![0-9a-z])", re.IGNORECASE)
_SUBJECT = re.compile(r"\b(?:subject|issued to|common name)\b(?!\s+(?:alt|key))", re.IGNORECASE)
_EXPIRY = re.compile(r"\b(?:expir\w*|valid (?:until|to|thru|through)|not after)\b", re.IGNORECASE)
_COMMON_NAME = re.compile(r"\bCN\s*=\s*([^,;/+\n]+)", re.IGNORECASE)
_ISSUER = re.compile(r"\b(?:issuer|issued by)\b", re.IGNORECASE)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_DATE_PART = re.compile(r"\d{1,9}|[^\W\d_]{3,}")
_CUT = re.compile(r"\s*(?:\u2026|\.{3})\s*$")
_LEFT_OUT = re.compile(r"\u2026|\.{3}|[*\u2022]{2}")
# What stands between a label and its value: a file's name has no colon on any system.
_BETWEEN = re.compile(r"[^\w]*[:=][^\w]*")
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
    # Not a part of a longer one.
    return rf"(?<![0-9a-z])(?<![ :-][0-9a-f]{{2}}[ :-])(?:{'|'.join(kinds)})(?![0-9a-z]|[ :-][0-9a-f]{{2,8}}\b)"


_DIGESTS = re.compile("|".join(map(_bytes, (_SHA256_BYTES, _SHA1_BYTES))), re.IGNORECASE)
_COLONS = re.compile(r"[0-9a-f]{2}(?::[0-9a-f]{2})+", re.IGNORECASE)


def is_placeholder(shown: str) -> bool:
    """Whether what a portal shows is a placeholder of ours, by file name or subject."""
    return _PLACEHOLDER_NAME.search(shown) is not None


def names_a_file(shown: str) -> bool:
    """Whether a portal shows a file's name, whole or cut short."""
    return any(pattern.search(shown[:_LONGEST]) for pattern in (_SIGNING_NAME, _FILE))


def names(shown: str, file_name: str) -> bool:
    """Whether what a portal shows can be this file's name, whole or cut short.

    Args:
        shown: all that the portal shows of a certificate.
        file_name: of a file that this program uploaded.
    """
    stem = file_name.rpartition(".")[0]
    if stem in shown:
        return True
    for word in shown.split():
        head, mark, tail = word.replace("\u2026", "...").partition("...")
        is_telling = mark and len(head) + len(tail) >= _TELLING_NAME
        if is_telling and file_name.startswith(head) and file_name.endswith(tail):
            return True
    return False


def may_be_same(before: str | None, now: str | None) -> bool:
    """Whether two descriptions can be of one certificate, read at two times.

    A line may come late, unless it tells certificates apart; but none has none.

    Args:
        before: all that the portal showed of it, line by line; None for no certificate.
        now: the same, later.
    """
    if not before or not now:
        return before == now
    one, other = set(before.splitlines()), set(now.splitlines())
    return (one <= other or other <= one) and not any(map(_tells_apart, one ^ other))


def _tells_apart(line: str) -> bool:
    return any(pattern.search(line) for pattern in (_FILE, _SIGNING_NAME, _DIGESTS, _FINGERPRINT, _SERIAL))


def match(shown: str, active: ActiveCertificate) -> Match:
    """Compare what a portal shows of a certificate with Azure's active one.

    Args:
        shown: all that the portal says of it, line by line.
        active: the certificate that it should be.

    Returns:
        `Match.PROVEN` only for a whole fingerprint or a long serial number that is shown as one. A file's name proves
        nothing, whatever it says.
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
    is_other = (
        _contradicts_part(lines, active) or _contradicts_subject(lines, active) or _contradicts_expiry(lines, active)
    )
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
            # Digits by themselves, or glued to a word, may be a name that somebody gave to the file.
            is_firm = _COLONS.fullmatch(found.group(0)) or _is_value_of(lines, at, found.start(), _FINGERPRINT)
            yield is_own if is_firm or not is_own else None


def _serials(lines: Sequence[str], active: ActiveCertificate) -> Iterator[bool | None]:
    """For each serial number whether it is the active certificate's; None if it could be a name or another's too."""
    own = active.serial.lower()
    if not own:
        return
    for at, start, value in _values(lines, _SERIAL):
        number = _SERIAL_NUMBER.match(value)
        if number is None or _LEFT_OUT.search(value) or not any(sign.isdigit() for sign in number[1]):
            continue
        digits = _digits(number[1])
        is_own = own in {digits.lstrip("0"), f"{int(digits):x}" if digits.isdecimal() else digits}
        if is_own:
            is_firm = _COLONS.fullmatch(number[1]) or _is_value_of(lines, at, start + number.start(1), _SERIAL)
            yield True if is_firm and len(own) >= _LONG_SERIAL else None
        elif not re.match(r" [0-9a-f]{2,8}\b", value[number.end() :], re.IGNORECASE):
            yield False  # else there is more of it, in groups with spaces between them


def _contradicts_part(lines: Sequence[str], active: ActiveCertificate) -> bool:
    """Whether a fingerprint that is cut short is another one's."""
    for at, _, value in _values(lines, _FINGERPRINT):
        if _OTHER_DIGESTS.search(lines[at]) or _DIGESTS.search(value):
            continue
        part = read(value)
        if part is not None and part.is_telling and len(part.head) < 2 * _SHA1_BYTES and not part.fits(active):
            # Of sixteen bytes it may be an MD5 fingerprint.
            return not part.is_whole or len(part.head) != 32  # noqa: PLR2004
    return False


def _digits(text: str) -> str:
    return re.sub(r"[^0-9a-f]", "", text.lower())


def _is_labelled(lines: Sequence[str], at: int, start: int, label: re.Pattern[str]) -> bool:
    """Whether a label stands before a place in a line, or alone in the line above."""
    above = lines[at - 1] if at else ""
    return label.search(lines[at][:start]) is not None or (
        label.search(above) is not None and _DIGESTS.search(above) is None
    )


def _is_value_of(lines: Sequence[str], at: int, start: int, label: re.Pattern[str]) -> bool:
    """Whether what begins at a place is the value of a label: behind its colon, or alone in the line below it."""
    before = lines[at][:start]
    if named := list(label.finditer(before)):
        return _BETWEEN.fullmatch(before[named[-1].end() :]) is not None
    return not re.search(r"\w", before) and at > 0 and _is_labelled(lines, at, start, label)


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
    # Without a common name it may be another part of the subject, such as the organization.
    named = named or [
        value for _, _, value in _values(lines, _SUBJECT) if re.search(r"[^\W\d_]", value) and "=" not in value
    ]
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
        for parts in (_DATE_PART.findall(value) for _, _, value in _values(lines, _EXPIRY))
    )


def _is_date(parts: Sequence[str]) -> bool:
    """Whether there are a year, a month and a day."""
    numbers = [int(part) for part in parts if part.isdecimal()]
    needed = 2 if any(part[:3].lower() in _MONTHS for part in parts) else 3
    return len(numbers) >= needed and any(2000 <= number < 2200 for number in numbers)  # noqa: PLR2004


def _fits(parts: Sequence[str], day: date) -> bool:
    numbers = [int(part) for part in parts if part.isdecimal()]
    months = [_MONTHS.index(part[:3].lower()) + 1 for part in parts if part[:3].lower() in _MONTHS]
    if day.year not in numbers or day.day not in numbers:
        return False
    is_spelled = any(part.isalpha() for part in parts)
    return day.month in (months or numbers) or (is_spelled and not months)


def _values(lines: Sequence[str], label: re.Pattern[str]) -> Iterator[tuple[int, int, str]]:
    """What stands behind a label, in its line or in the next one, with the line's number and where it begins there."""
    for at, line in enumerate(lines):
        # Two words may make one label: 'SHA-1 fingerprint'.
        end = max((named.end() for named in label.finditer(line)), default=None)
        if end is None:
            continue
        if re.search(r"\w", line[end:]):
            yield at, end, line[end:]
        elif at + 1 < len(lines):
            yield at + 1, 0, lines[at + 1]
