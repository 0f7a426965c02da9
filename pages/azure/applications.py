"""The list of enterprise applications in the Azure portal: finding one by its exact name."""

import asyncio
import re
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace

from playwright.async_api import Error as PlaywrightError
from playwright.async_api import Frame

from pages.azure import words
from pages.azure.counted import Counted, Searched
from pages.azure.rows import Row, Seen, first_word, named, rows_from, searched_for
from pages.driver.hands import Hands
from pages.driver.lists import LongList, why_unseen
from pages.driver.look import Look, css, exactly, is_passing, text
from pages.driver.names import canonical, did_you_mean, same
from pages.driver.pending import Asked, asked_about
from pages.driver.scripts import script
from pages.driver.vocabulary import either, like
from pages.errors import Ambiguous, NotFound

# Seconds after which a list that has not changed has settled: those that the server found may come after those that
# were there, and those that were drawn before it was searched only have to be there.
_SETTLED = 1.0
_QUIET = 0.3
# The same while it is gone through, and how long that is waited for.
_DRAWN = 0.1
_DRAWING = 1.0
# Seconds that the list gets to show anything before it is searched, and a search that found nothing before.
_MOMENT = 3.0
# Seconds that more of the list gets to come once something was pressed for it, however it is fetched.
_COMES = 2.5
# How many presses that show nothing new end a walk through the list, and how many steps it may take.
_MOST_IDLE = 2
_MOST_STEPS = 120
# Milliseconds between two keys, of the first typing and of those after it.
_PAUSES = (0, 60, 60)
_IN_PAGE = ", ".join(("main, [role=main]", *words.BLADES))
_LABEL = re.compile(rf"^\W*{either(words.LIST_SEARCH_LABELS)}\W*$", re.IGNORECASE)
LIST_SEARCH = css("the applications' search box", *words.LIST_SEARCH_BOXES) | Look(
    "the applications' search box",
    (
        lambda scope: scope.get_by_placeholder(like(words.LIST_SEARCH_HINTS)),
        # The shell has a search box of its own.
        lambda scope: scope.locator(_IN_PAGE).get_by_role("searchbox"),
        lambda scope: scope.get_by_label(_LABEL),
        lambda scope: scope.locator(_IN_PAGE).get_by_role("textbox", name=like(words.LIST_SEARCH_NAMES)),
    ),
)
_EMPTY = replace(
    text("that nothing was found", re.compile(rf"^\W*{either(words.LIST_EMPTY)}\W*$", re.IGNORECASE)), many=True
)


@dataclass(frozen=True)
class _Found:
    """A row that is on screen: which of those that were read last in its frame."""

    row: Row
    frame: Frame
    index: int


class ApplicationList:
    """The list, once it is shown."""

    def __init__(self, hands: Hands, app: str) -> None:
        self.hands = hands
        self.screen = hands.screen
        self.app = app
        self._thing = f"an application named '{app}'"
        self._list = LongList(hands, replace(text(self._thing, exactly(app)), many=True))
        # The row that was found to be the only one of its name, and whether a search doesn't find it.
        self._only: tuple[str, ...] | None = None
        self._search_misses = False

    async def open(self, reload: Callable[[], Awaitable[None]]) -> None:
        """Open the application's page.

        Args:
            reload: loads the list again.

        Raises:
            NotFound, Ambiguous: there is no application of that name, or there are several.
        """
        seen = Seen(self.app)
        # Whether the list is shown as it was gone through: its beginning may not be on screen any more.
        gone_through = self._only is None
        if gone_through:
            await self._find_the_only_one(seen)
        loop = asyncio.get_running_loop()
        until = loop.time() + self.screen.timeout
        is_first = True
        while is_first or loop.time() < until:
            found = await self._on_screen(seen)
            if found is None:
                if gone_through or not is_first:
                    await reload()
                found = await self._bring_back(seen)
            is_first = False
            self._check(seen)
            if found is not None and found.row.key != self._only:
                # Another than before: then it is not known to be the only one.
                await reload()
                await self._find_the_only_one(seen)
            elif found is not None and await self._press(found):
                return
        raise NotFound(
            f"{self._thing} is in the list, and could not be pressed",
            portal=self.screen.portal,
            on_screen=await self.screen.excerpt(),
        )

    async def _find_the_only_one(self, seen: Seen) -> None:
        doubt = await self._look_everywhere(seen)
        self._check(seen, doubt)
        if doubt:
            raise Ambiguous(
                f"it isn't certain that there is only one enterprise application named '{self.app}', because not all"
                f" of the list was seen: {doubt}",
                portal=self.screen.portal,
                hint="Give the ids of the right one: {azure_object_id} and {azure_app_id}.",
                on_screen=await self.screen.excerpt(),
            )
        self._only = seen.equal[0].key

    def _check(self, seen: Seen, doubt: str = "") -> None:
        """Raise unless exactly one application of that name was seen; the doubt is why there may be more."""
        equal = seen.equal
        if len(equal) > 1:
            raise Ambiguous(
                f"there are several enterprise applications named '{self.app}':"
                f" {'; '.join(sorted(row.said for row in equal))}",
                portal=self.screen.portal,
                hint="Give the ids of the right one: {azure_object_id} and {azure_app_id}.",
            )
        if not equal and self._only is None:
            raise NotFound(
                f"there is no enterprise application named '{self.app}'.{did_you_mean(self.app, seen.names)}"
                + (f" Not all of the list was seen: {doubt}." if doubt else ""),
                portal=self.screen.portal,
                hint="Check {azure_app}: the exact display name; the list shows enterprise applications only.",
                on_screen=" ".join(seen.names)[:400],
            )

    async def _look_everywhere(self, seen: Seen) -> str:
        """Look for rows of that name until it is certain that there are no more; why it is not, or nothing."""
        listed = [one.row for one in await self._settled(_QUIET, min(_MOMENT, self.screen.timeout / 2))]
        seen.add(listed)
        counted = Counted()
        counted.add(listed)
        doubt = await self._why_more(counted)
        goes_on = bool(doubt) or await self._list.goes_on()
        found = Searched()
        # A name that is written otherwise begins with the same letters; without any the whole list has to do.
        if term := searched_for(self.app):
            found = await self._search(term, listed, seen)
            word = first_word(self.app)
            if not seen.equal and word and word != term:
                found = found.then(await self._search(word, listed, seen))
        # A search that asked the server and shows what the list didn't has looked through more than the list. One that
        # didn't ask it may know only the rows that are loaded.
        if found.asked and (found.new_rows or doubt):
            return ""
        if found.failed:
            return found.failed
        if not term or goes_on or found.partly or found.new_rows:
            found_before = bool(seen.equal)
            doubt = await self._look_through(seen)
            self._search_misses = not found_before
        return doubt

    async def _look_through(self, seen: Seen) -> str:
        """Go through the whole list; why it may hold more than was seen, or nothing."""
        async with asked_about(self.screen.page, "") as asked:
            asked.mark()
            await self._type("")
            asked.mark()
            await self._settled(_SETTLED, _MOMENT)
            return await self._go_through(seen, asked)

    async def _search(self, term: str, listed: Sequence[Row], seen: Seen) -> Searched:
        """Search the list, and go through what is found."""
        failed = ""
        for pause in _PAUSES:
            async with (
                asked_about(self.screen.page, "") as asked,
                asked_about(self.screen.page, term) as about,
            ):
                asked.mark()
                await self._type(term, pause)
                asked.mark()
                rows = await self._answer(term, listed, asked)
                failed = self._failed(asked)
                if rows is not None and not failed:
                    doubt = await self._go_through(seen, asked)
                    new_rows = any(row not in listed for row in rows)
                    return Searched(not doubt and new_rows, not doubt and about.is_answered, partly=bool(doubt))
                seen.add(rows or ())
                if asked.is_waiting:
                    break  # waited for as long as may be
            if pause and not failed and not await self._is_wiped(term):
                break  # typed slowly enough, and nothing came of it
        return Searched(failed=failed)

    def _failed(self, asked: Asked) -> str:
        """Why not all came that was asked for; empty if it did."""
        if asked.is_waiting:
            return f"a part of the list didn't come within {self.screen.timeout:g} s"
        return "the portal answered with an error when more of it was asked for" if asked.has_failed else ""

    async def _type(self, term: str, pause: float = 0) -> None:
        box = await self.screen.find(LIST_SEARCH)
        await self.hands.type_in(box, term, LIST_SEARCH.thing, pause=pause)
        with suppress(PlaywrightError):  # drawn again: whoever looks for the answer sees that
            await box.press("Enter")

    async def _is_wiped(self, term: str) -> bool:
        """Whether what was typed is no longer in the search box: a list that came late may have redrawn it."""
        box = await self.screen.sees(LIST_SEARCH)
        return box is not None and await box.locator.input_value() not in (term, term.strip())

    async def _answer(self, term: str, listed: Sequence[Row], asked: Asked) -> list[Row] | None:
        """The rows that the list shows for a search; None if it was not answered, or wiped."""

        def answers(rows: Sequence[Row]) -> bool:
            # Where there is a table, links around it are none of its rows.
            inside = [row for row in rows if row.kind == 0] or rows
            return rows != listed or all(term.casefold() in row.said.casefold() for row in inside)

        found = await self._settled(_SETTLED, self.screen.timeout / 4, typed=term, until=answers)
        # It may show what it knows at once, and what its server finds later.
        while asked.is_waiting and await self.screen.answered(asked):
            found = await self._settled(_SETTLED, self.screen.timeout / 4, typed=term, until=answers)
        rows = [one.row for one in found]
        return rows if answers(rows) and not await self._is_wiped(term) else None

    async def _settled(
        self,
        quiet: float,
        wait: float,
        *,
        typed: str = "",
        until: Callable[[Sequence[Row]], bool] = lambda _: True,
    ) -> list[_Found]:
        """The rows on screen, once they have stayed the same for so many seconds, or the list says that it has none."""
        loop = asyncio.get_running_loop()
        before: list[Row] = []
        since = loop.time()
        last: list[_Found] = []

        async def look() -> list[_Found] | None:
            nonlocal before, since, last
            last = await self._rows()
            rows = [one.row for one in last]
            if rows != before:
                before, since = rows, loop.time()
            if typed and await self._is_wiped(typed):
                return last
            if not rows or all(row.kind for row in rows):
                empty = await self.screen.sees(_EMPTY) is not None
                if empty and until(rows):
                    return last
            return last if rows and until(rows) and loop.time() - since >= quiet else None

        with suppress(NotFound):
            return await self.screen.until(look, self._thing, timeout=wait)
        return last

    async def _go_through(self, seen: Seen, asked: Asked) -> str:
        """Note all rows of the list as it is now; why it may hold more than these, or nothing."""
        seen.begin()
        counted = Counted()
        known: set[Row] = set()
        before: list[Row] = []
        done = ""
        turned = False
        idle = 0
        for _ in range(_MOST_STEPS):
            rows = await self._drawn(asked, before if done == "pressed" else None)
            seen.add(rows)
            counted.add(rows)
            if failed := self._failed(asked):
                return failed
            is_more = not known.issuperset(rows)
            turned = turned or (done == "pressed" and is_more)
            idle = 0 if is_more else idle + (done in ("pressed", "asked"))
            if idle >= _MOST_IDLE:
                break
            known.update(rows)
            before, done = rows, await self._show_more(asked, moved=bool(done))
            if not done:
                break
        else:
            return f"the list goes on after {_MOST_STEPS} steps"
        return await self._why_more(counted, turned=turned)

    async def _show_more(self, asked: Asked, *, moved: bool) -> str:
        """Show more of the list, and say how; ``asked`` if its server may have more, and nothing at its end."""
        asked.mark()
        done = await self._list.go_on()
        if done is not None:
            return done
        if moved and await self._list.grows():
            asked.mark()  # it was scrolled just now
            return "scrolled"
        return "asked" if asked.is_waiting else ""

    async def _drawn(self, asked: Asked, before: Sequence[Row] | None) -> list[Row]:
        """The rows on screen, once all that was asked for has come.

        Args:
            asked: what was asked for.
            before: what they were before something was pressed that shows others.
        """
        found = await self._settled(_DRAWN, _DRAWING)
        while asked.is_waiting and await self.screen.answered(asked):
            found = await self._settled(_QUIET, _DRAWING)
        if [one.row for one in found] == before:
            found = await self._settled(_DRAWN, _COMES, until=lambda rows: list(rows) != before)
        return [one.row for one in found]

    async def _why_more(self, counted: Counted, *, turned: bool = False) -> str:
        """Why the list may hold more than was seen of it, by what stands beside it; or nothing."""
        return await why_unseen(self.screen, "listEnds", {"areas": _IN_PAGE}, counted.number, turned=turned)

    async def _on_screen(self, seen: Seen) -> _Found | None:
        """The application's row, if it is on screen; only rows of the list are noted."""
        found = await self._rows()
        rows = [one.row for one in found]
        seen.begin()
        seen.add(rows)
        equal = named(self.app, rows)
        return next((one for one in found if one.row in equal), None)

    async def _bring_back(self, seen: Seen) -> _Found | None:
        """Search for the row again, and go through the list until it is on screen."""
        term = "" if self._search_misses else searched_for(self.app)
        if term:
            await self._type(term)
        await self._settled(
            _SETTLED if term else _QUIET,
            self.screen.timeout / 4,
            until=lambda rows: not term or bool(named(self.app, rows)),
        )
        async for _ in self._list.steps(settled=True):
            if (found := await self._on_screen(seen)) is not None:
                return found
        return None

    async def _rows(self) -> list[_Found]:
        found = []
        for frame in await self.screen.surfaces():
            try:
                rows = rows_from(await frame.evaluate(script("listRows")))
            except PlaywrightError as error:
                if not is_passing(error):
                    raise
                continue
            found += [_Found(row, frame, index) for index, row in enumerate(rows)]
        return found

    async def _press(self, found: _Found) -> bool:
        """Press what holds the row's name, unless the row was drawn again meanwhile; whether it was pressed."""
        if found.row.place is None or not same(found.row.name, self.app):
            return False
        try:
            kept = await found.frame.evaluate_handle(
                script("keptRow"), [found.index, *found.row.place, list(found.row.pressed)]
            )
        except PlaywrightError as error:
            if not is_passing(error):
                raise
            return False
        target = kept.as_element()
        thing = f"the application '{canonical(self.app)}'"
        return target is not None and await self.hands.press_only(target, found.row.pressed, thing)
