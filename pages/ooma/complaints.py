"""What Ooma's portal says is wrong: because of what was just done, or with what a page shows.

A reason appears after what it is the reason for, or stands at the field. A banner that is there for good, or a notice
of something that was done earlier, is none.
"""

import re
from collections.abc import Iterable

from pages.driver.answers import Since
from pages.driver.look import messages, text
from pages.driver.screen import Screen
from pages.driver.vocabulary import either
from pages.ooma import words

ERROR = messages("an error", *words.TAB_ERROR_CSS) | text(
    "an error", re.compile(rf"^\W*{either(words.OOPS)}\b", re.IGNORECASE)
)
MESSAGES = messages("a message", *words.INVALID_CSS, *words.MESSAGE_CSS) | text(
    "a message", re.compile(rf"^\W*{either(words.INVALID)}", re.IGNORECASE)
)
_ELSEWHERE = re.compile(either(words.MASQUERADING_AS, words.MASQUERADING, words.STOP_MASQUERADING), re.IGNORECASE)


class Complaints:
    """What the portal has said since `begin` that may be a reason why something was not done."""

    def __init__(self, screen: Screen) -> None:
        self._since = Since(screen, MESSAGES, invalid=words.INVALID_CSS, passing=words.MESSAGE_CSS)

    async def begin(self) -> None:
        """Note what is said before anything is done."""
        await self._since.begin(again=True)

    async def known(self) -> str:
        """What is known to be a complaint: by its words, or since it is about a field that is wrong."""
        at_fields = await self._since.at_fields()
        wrong = [one for one, is_wrong in at_fields.items() if is_wrong or words.WRONG.search(one)]
        return _told([*wrong, *(one for one in await self._since.notices() if words.WRONG.search(one))])

    async def all(self) -> str:
        """That, and whatever else may be one."""
        return _told([*await self._since.at_fields(), *await self._since.notices()])


def is_about_masquerading(said: str) -> bool:
    """Whether a message only says for whom one acts, whatever it looks like."""
    return _ELSEWHERE.search(said) is not None and words.WRONG.search(said) is None


def _is_complaint(said: str) -> bool:
    """Whether a message may be one: not one of success or of progress."""
    is_well = words.SAVED.search(said) is not None and words.WRONG.search(said) is None
    return not is_well and not is_about_masquerading(said)


def _told(said: Iterable[str]) -> str:
    found = dict.fromkeys(one for one in said if _is_complaint(one))
    return " ".join(one for one in found if not any(one != other and one in other for other in found))
