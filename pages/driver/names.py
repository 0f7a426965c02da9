"""Names of customers, as a portal shows them and as people write them: the same, or only alike."""

import difflib
import re
import unicodedata
from collections.abc import Iterable

_MOST = 3
# Letters of other alphabets that look like a Latin one.
_LOOK_ALIKE = str.maketrans(
    "\u0430\u0432\u0435\u043a\u043c\u043d\u043e\u0440\u0441\u0442\u0443\u0445\u0455\u0456\u0458\u03b1\u03b9\u03bd\u03bf\u03c1",
    "abekmhopctyxsijaivop",
)
_ALIKE = 0.75


def canonical(name: str) -> str:
    """A name as it is compared: NFC, each run of white space as one space, trimmed.

    Nothing else is ignored: letter case, punctuation, characters without a width and look-alike letters
    make another name.
    """
    return " ".join(unicodedata.normalize("NFC", name).split())


def same(one: str, other: str) -> bool:
    """Whether two texts are one name (see `canonical`). An empty one is no name."""
    return bool(canonical(one)) and canonical(one) == canonical(other)


def near(name: str, others: Iterable[str]) -> tuple[str, ...]:
    """Those of some names that somebody may have meant who wrote `name`: at most three, the most alike first.

    They are for a message only; a name that is merely near is never taken.
    """
    wanted = _skeleton(name)
    ranked = []
    for other in dict.fromkeys(map(canonical, others)):
        if not other or same(name, other):
            continue
        skeleton = _skeleton(other)
        alike = 1.0 if skeleton == wanted else difflib.SequenceMatcher(None, wanted, skeleton).ratio()
        if alike >= _ALIKE:
            ranked.append((-alike, other))
    return tuple(other for _, other in sorted(ranked)[:_MOST])


def did_you_mean(name: str, others: Iterable[str]) -> str:
    """`` Did you mean ...?`` with the names that are near, and how they differ where the eye misses it; or nothing."""
    told = [f"'{other}'{_difference(name, other)}" for other in near(name, others)]
    return f" Did you mean {' or '.join(told)}?" if told else ""


def _skeleton(name: str) -> str:
    """A name without what the eye may miss: case, accents, punctuation, the alphabet, and what has no width."""
    letters = unicodedata.normalize("NFKD", name).casefold().translate(_LOOK_ALIKE)
    return canonical(re.sub(r"[^\w\s]|_", "", letters))


def _difference(name: str, other: str) -> str:
    """How a name differs where that is hard to see: in letter case, or in characters that look like others."""
    name, other = canonical(name), canonical(other)
    if name.casefold() == other.casefold():
        return " (it differs in letter case)"
    matcher = difflib.SequenceMatcher(None, name, other, autojunk=False)
    for kind, begin, end, other_begin, other_end in matcher.get_opcodes():
        ours, theirs = name[begin:end], other[other_begin:other_end]
        if kind != "equal" and any(not one.isascii() for one in ours + theirs):
            here, there = _characters(ours), _characters(theirs)
            return f" (it has {there or 'nothing'} where yours has {here or 'nothing'})"
    return ""


def _characters(text: str) -> str:
    return ", ".join(f"U+{ord(one):04X} {unicodedata.name(one, '')}".strip() for one in text)
