"""A list that draws its rows only when it is scrolled to them, or when more of it is asked for; and where it ends."""

import re
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Final, Literal

from playwright.async_api import ElementHandle, Locator
from playwright.async_api import Error as PlaywrightError

from pages.driver import words
from pages.driver.hands import Hands
from pages.driver.look import Look, exactly, is_passing, is_ready, pressable
from pages.driver.screen import Screen
from pages.driver.scripts import script
from pages.driver.vocabulary import either
from pages.errors import NotFound

Belongs = Callable[[Locator], Awaitable[bool]]

_MOST_STEPS = 120
# Seconds that rows get to be drawn once a list was scrolled, and to come from the server at its end.
_DRAWN = 0.5
_LOADED = 2.5
# What a list says of how much of it is shown.
_NUMBER = r"(?<!\d)(?P<{}>\d{{1,3}}(?:[.,'\s]\d{{3}})+|\d+)"
_OF = rf"{_NUMBER.format('upper')}\s*{either(words.LIST_OF)}\s*{_NUMBER.format('total')}"
_COUNTS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"{_NUMBER.format('lower')}\s*{either(words.LIST_TO)}\s*{_OF}",
        rf"^\W*{either(words.LIST_SHOWN)}\W+{_OF}",
        rf"^\W*{_OF}(?:\s+{either(words.LIST_ROWS)})?\W*$",
    )
)
# What turns the pages may stand in the same line.
_PAGE = re.compile(
    rf"^\W*(?:{either(words.LIST_BACK)}\W+)*{either(words.LIST_PAGE)}\W+{_OF}(?:\W|{either(words.NEXT)})*$",
    re.IGNORECASE,
)
_NEXT = exactly(*words.NEXT)
ENDS: Final = {
    "pagers": ", ".join(words.LIST_PAGERS),
    "more": exactly(*words.MORE).pattern,
    "back": exactly(*words.LIST_BACK).pattern,
}
"""What scripts have to know that read the ends of a list (see `ends`)."""


@dataclass(frozen=True)
class Ends:
    """What stands in or beside a list and may tell that it goes on.

    Attributes:
        table: whether it has rows of a table.
        more: what shows more of it; empty if nothing does.
        pages: ``further`` if it has pages after this one, ``unsure`` if it isn't known which this one is.
        signs: whether another control leads on.
        lines: what it says beside its rows.
    """

    table: bool = True
    more: str = ""
    pages: str = ""
    signs: bool = False
    lines: tuple[str, ...] = ()


class LongList:
    """Goes through a list until a row is on screen."""

    def __init__(self, hands: Hands, row: Look, *more: str, belongs: Belongs | None = None) -> None:
        """Describe a list.

        Args:
            hands: what acts on its page.
            row: what is looked for in it; without a way to find it, nothing is waited for.
            more: further names of what shows more of it.
            belongs: whether something of such a name is the list's, and not another's, as of a tour.
        """
        self.hands = hands
        self.screen = hands.screen
        self._row = row
        self._more = replace(
            pressable(f"what shows more rows than {row.thing}", exactly(*words.MORE, *more)), many=True
        )
        self._belongs = belongs

    async def steps(
        self, expand: Callable[[], Awaitable[bool]] | None = None, *, settled: bool = False
    ) -> AsyncIterator[None]:
        """Show one part of the list after the other.

        Args:
            expand: opens one more branch where the list is a tree; whether there was one to open.
            settled: what is shown has been waited for, so that a list that doesn't go on is at its end.
        """
        for _ in range(_MOST_STEPS):
            yield
            if expand is not None and await expand():
                continue
            if await self.go_on() is not None:
                settled = False
            elif settled or not await self.grows():
                return

    async def goes_on(self) -> bool:
        """Whether the list has more to show: by scrolling, or by pressing what shows more."""
        for frame in await self.screen.surfaces():
            if await frame.evaluate(script("scroll"), "look"):
                return True
        return await self._find_more() is not None

    async def _find_more(self) -> Locator | None:
        """What shows more of the list, if it can be pressed at this moment."""
        if self._belongs is None:
            return await self.screen.ready(self._more)
        for frame in await self.screen.surfaces():
            for one in await self._more.any(frame).all():
                if await self._belongs(one):
                    return one if await is_ready(one) else None
        return None

    async def seek(self, expand: Callable[[], Awaitable[bool]] | None = None) -> bool:
        """Show more of the list until the row is there; whether it is (see `steps`)."""
        async for _ in self.steps(expand):
            if await self.screen.sees(self._row) is not None:
                return True
        return False

    async def go_on(self, how: Literal["step", "far"] = "step") -> Literal["scrolled", "pressed"] | None:
        """Show more of the list: by scrolling, or by pressing what shows more.

        Args:
            how: scroll by what is in sight, or to the end at once, as a list may be that keeps all rows drawn.

        Returns:
            How it was done; None if there is no more to show now.
        """
        if await self._scroll(how):
            if self._row.ways:
                with suppress(NotFound):
                    await self.screen.find(self._row, timeout=_DRAWN)
            return "scrolled"
        more = await self._find_more()
        if more is None:
            return None
        held = await more.element_handle()
        await self.hands.press(more, self._more.thing)
        await self.until_used(held)
        return "pressed"

    async def _scroll(self, how: Literal["step", "far"] = "step") -> bool:
        for frame in await self.screen.surfaces():
            if await frame.evaluate(script("scroll"), how):
                return True
        return False

    async def grows(self) -> bool:
        """Whether the list goes on after a while: at its end, more of it may only be on its way."""

        async def more() -> bool | None:
            return True if await self._scroll() else None

        with suppress(NotFound):
            return await self.screen.until(more, "more of the list", timeout=_LOADED)
        return False

    async def until_used(self, held: ElementHandle) -> None:
        """Give what was pressed a moment to go away, or to show that it is open."""

        async def used() -> bool | None:
            try:
                open_now = await held.get_attribute("aria-expanded") == "true"
                return True if open_now or not await held.is_visible() else None
            except PlaywrightError:
                return True  # gone, with its document

        with suppress(NotFound):
            await self.screen.until(used, "the list to change", timeout=1)


async def why_unseen(screen: Screen, reader: str, given: Mapping[str, object], seen: int, *, turned: bool) -> str:
    """Why a list on a page may hold more than was seen of it; empty if nothing beside it tells so.

    Args:
        screen: the page's.
        reader: the script that reads the ends of the list (see `Ends`); null where a document has no such list.
        given: what it has to know besides `ENDS`; it may replace a part of that.
        seen: how many rows were seen.
        turned: whether something was pressed that showed more of it.
    """
    read = []
    for frame in await screen.surfaces():
        try:
            read.append(await frame.evaluate(script(reader), {**ENDS, **given}))
        except PlaywrightError as error:
            if not is_passing(error):
                raise
    ends = [Ends(**{**one, "lines": tuple(one["lines"])}) for one in read if one is not None]
    tables = [one for one in ends if one.table]
    return why_more(tables or ends, seen, turned=turned)


def why_more(ends: Sequence[Ends], seen: int, *, turned: bool) -> str:
    """Why a list may hold more than was seen of it; empty if nothing tells so.

    Args:
        ends: what stands beside it.
        seen: how many rows of a table were seen; 0 where it is none.
        turned: whether something was pressed that showed more of it.
    """
    for one in ends:
        for line in one.lines:
            if _tells_of_more(line, seen):
                return f"the list says '{line[:80]}'"
        # What turns the pages may stay where it is behind the last one, and may be grey by its looks alone.
        is_last_page = _NEXT.match(one.more) is not None and any(_is_last_page(line) for line in one.lines)
        if one.more and not is_last_page:
            return f"'{one.more}' is still there, but shows nothing more"
        if one.signs or one.pages == "further" or (one.pages == "unsure" and not turned):
            return "the list has more pages, which can't be opened"
    return ""


def _tells_of_more(line: str, seen: int) -> bool:
    if page := _PAGE.search(line):
        return _value(page["upper"]) < _value(page["total"])
    count = next((found for pattern in _COUNTS if (found := pattern.search(line))), None)
    return count is not None and _value(count["total"]) > (seen or _value(count["upper"]))


def _is_last_page(line: str) -> bool:
    page = _PAGE.search(line)
    return page is not None and _value(page["upper"]) == _value(page["total"])


def _value(number: str) -> int:
    return int(re.sub(r"\D", "", number))
