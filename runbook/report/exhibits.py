"""The pictures of a run, each with what was done and where, and which two of them show a step's effect."""

from collections.abc import Sequence
from dataclasses import dataclass

from runbook.evidence.entries import Act, Box
from runbook.evidence.reading import Journal
from runbook.report import words
from runbook.report.pictures import Copy, Gallery, Picture

_PADDING = 4  # pixels between a thing and its highlight
_ABOUT_AS_ALIKE = 2  # times the difference of the picture that is most alike


@dataclass(frozen=True)
class Mark:
    """A highlight, in pixels of the picture."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True)
class Exhibit:
    """A picture of the run: what was done, and where on the picture.

    Attributes:
        number: counted from 1 over the whole run.
        act: the line of the journal that it belongs to.
        copy: the picture, if it is there.
        mark: the highlight around the thing; None if the whole page is meant.
    """

    number: int
    act: Act
    copy: Copy
    mark: Mark | None

    @property
    def words(self) -> str:
        """What was done."""
        return words.act(self.act)


@dataclass(frozen=True)
class Comparison:
    """One portal before and after a step."""

    before: Exhibit
    after: Exhibit


def exhibits(journal: Journal, gallery: Gallery) -> list[Exhibit]:
    """Every line of the journal that has a picture, in order."""
    acts = [line for line in journal.lines if isinstance(line, Act) and line.screenshot is not None]
    return [_exhibit(number, act, gallery) for number, act in enumerate(acts, start=1)]


def _exhibit(number: int, act: Act, gallery: Gallery) -> Exhibit:
    assert act.screenshot is not None  # noqa: S101 - only such acts are asked for
    copy = gallery[act.screenshot]
    mark = _mark(act.box, copy.picture) if act.box is not None and copy.picture is not None else None
    return Exhibit(number, act, copy, mark)


def _mark(box: Box, picture: Picture) -> Mark | None:
    """The box with some room around it, as far as it lies in the picture; None if it lies outside."""
    left, top = max(box.x - _PADDING, 0), max(box.y - _PADDING, 0)
    right = min(box.x + box.width + _PADDING, picture.width)
    bottom = min(box.y + box.height + _PADDING, picture.height)
    if left >= right or top >= bottom:
        return None
    return Mark(left, top, right - left, bottom - top)


def compare(
    step: Sequence[Exhibit], doing: Sequence[Act], acts: Sequence[Act], shown: Sequence[Exhibit]
) -> Comparison | None:
    """The two pictures that show what a step did.

    After is the step's last picture of the portal that it worked on. Before is a picture of that portal from
    between the last write on it and the step's first touch: the last of those that are most like the other, so
    that what differs is what the step did.

    Args:
        step: the step's own pictures.
        doing: the step's actions that change what a page shows.
        acts: all actions of the run.
        shown: all pictures of the run.
    """
    if not doing:
        return None
    first, portal = doing[0], doing[-1].portal
    after = next((one for one in reversed(step) if one.act.portal == portal and one.act.event != "intent"), None)
    if after is None or after.copy.picture is None:
        return None
    since = max(
        (act.number for act in acts if act.portal == portal and act.writes and act.number < first.number), default=0
    )
    # What is only intended is not on its picture yet; what was filled in is.
    until = first.number if first.event == "intent" else first.number - 1
    earlier = [one for one in shown if one.act.portal == portal and since < one.act.number <= until]
    earlier = [one for one in earlier if one.act.address == after.act.address] or earlier
    alike = [(after.copy.picture.difference(one.copy.picture), one) for one in earlier if one.copy.picture is not None]
    if not alike:
        return None
    limit = _ABOUT_AS_ALIKE * min(difference for difference, _ in alike)
    return Comparison(next(one for difference, one in reversed(alike) if difference <= limit), after)
