"""The lines of a journal as an auditor reads them: do they follow each other, and are they those that were sealed?"""

import enum
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from runbook.evidence.folder import JOURNAL
from runbook.evidence.journal import GENESIS
from runbook.evidence.lines import Line


class Kind(enum.StrEnum):
    """What can be wrong with a run folder."""

    ALTERED = "altered"
    MISSING = "missing"
    ADDED = "added"
    MOVED = "moved"
    CUT = "cut off"
    REFUSED = "refused"
    UNREADABLE = "unreadable"
    UNSEALED = "not sealed"
    SIGNER = "other signer"


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong with a run folder.

    Attributes:
        kind: in which way.
        file: the file's name in the run folder; it may be hostile.
        line: the number of the journal's line, from 1; as it was written, or else as it stands there now.
        message: the whole sentence, without the file's name.
    """

    kind: Kind
    file: str
    message: str
    line: int | None = None


def follow(lines: Sequence[Line]) -> Iterator[Fault]:
    """Where the lines do not follow each other. This needs no seal, and can't name the altered one of two."""
    previous: str | None = GENESIS
    expected, unreadable = 1, 0
    for line in lines:
        number = line.number
        if line.entry is None:
            yield _unreadable(line, last=line.place == len(lines))
            previous, unreadable = None, unreadable + 1
            continue
        if not isinstance(number, int) or number < expected:
            said = f"the line in place {line.place} does not say that it is line {expected}: it was added or moved"
            yield Fault(Kind.MOVED, JOURNAL, said, line.place)
            continue
        # Lines that can't be read may stand where others are missing.
        first_missing = expected + unreadable
        if number > first_missing:
            said = f"{_range(first_missing, number - 1)} missing before line {number}"
            yield Fault(Kind.MISSING, JOURNAL, said, first_missing)
        elif previous is not None and line.entry.get("previous") != previous:
            before = f"line {number - 1} or line {number} was altered" if number > 1 else "it was altered"
            said = f"line {number} does not carry the SHA-256 of what stands before it: {before}"
            yield Fault(Kind.ALTERED, JOURNAL, said, number)
        previous, expected, unreadable = line.digest, number + 1, 0


def _unreadable(line: Line, *, last: bool) -> Fault:
    if last and not line.whole:
        return Fault(Kind.CUT, JOURNAL, f"line {line.place} is cut off, as by a kill while it was written", line.place)
    return Fault(Kind.ALTERED, JOURNAL, f"line {line.place} is no line of a journal", line.place)


def compare(sealed: Sequence[str], lines: Sequence[Line]) -> Iterator[Fault]:
    """How the lines differ from those that were sealed.

    Args:
        sealed: the SHA-256 of each line when the journal was sealed.
        lines: what is there now.
    """
    number_of = {digest: number for number, digest in enumerate(sealed, start=1)}
    known: list[tuple[int, int]] = []  # places and numbers of lines that are as they were
    absent = set(number_of.values())
    for line in lines:
        number = number_of.get(line.digest)
        if number in absent:
            absent.remove(number)
            known.append((line.place, number))
        elif number is not None:
            said = f"line {number} stands there once more, in place {line.place}"
            yield Fault(Kind.ADDED, JOURNAL, said, line.place)
    in_order = _longest_rising(known)
    for place, number in known:
        if (place, number) not in in_order:
            yield Fault(Kind.MOVED, JOURNAL, f"line {number} was moved to place {place}", number)
    yield from _between(lines, sorted(in_order), absent, number_of)


def _between(
    lines: Sequence[Line], in_order: Sequence[tuple[int, int]], absent: set[int], number_of: dict[str, int]
) -> Iterator[Fault]:
    """What was altered, added or taken away between the lines that stayed."""
    ends = [(0, 0), *in_order, (len(lines) + 1, len(number_of) + 1)]
    for (place, number), (next_place, next_number) in pairwise(ends):
        strange = [line for line in lines[place : next_place - 1] if line.digest not in number_of]
        gone = [one for one in range(number + 1, next_number) if one in absent]
        for line, one in zip(strange, gone, strict=False):
            if line.place == len(lines) and not line.whole:
                yield Fault(Kind.CUT, JOURNAL, f"line {one} is cut off", one)
            else:
                yield Fault(Kind.ALTERED, JOURNAL, f"line {one} was altered", one)
        for line in strange[len(gone) :]:
            yield Fault(Kind.ADDED, JOURNAL, f"a line was added in place {line.place}", line.place)
        for first, last in _runs(gone[len(strange) :]):
            yield Fault(Kind.MISSING, JOURNAL, f"{_range(first, last)} missing", first)


def _longest_rising(known: Sequence[tuple[int, int]]) -> set[tuple[int, int]]:
    """As many lines as possible that are in their order: patience sorting. The others were moved."""
    tops: list[int] = []
    last: list[int] = []  # index in `known` of each pile's top
    before: list[int | None] = []
    for index, (_, number) in enumerate(known):
        pile = bisect_left(tops, number)
        tops[pile : pile + 1] = [number]
        last[pile : pile + 1] = [index]
        before.append(last[pile - 1] if pile else None)
    found, index_or_none = set(), last[-1] if last else None
    while index_or_none is not None:
        found.add(known[index_or_none])
        index_or_none = before[index_or_none]
    return found


def _runs(numbers: Sequence[int]) -> list[tuple[int, int]]:
    """Numbers that follow each other, as the first and the last of each run."""
    runs: list[tuple[int, int]] = []
    for number in numbers:
        if runs and number == runs[-1][1] + 1:
            runs[-1] = (runs[-1][0], number)
        else:
            runs.append((number, number))
    return runs


def _range(first: int, last: int) -> str:
    return f"line {first} is" if first == last else f"lines {first} to {last} are"
