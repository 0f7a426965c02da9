"""Ooma's list of accounts, once it is open: searching it, and going through all of it."""

from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import replace

from playwright.async_api import Error as PlaywrightError
from playwright.async_api import Locator

from pages.driver.look import button, css, exactly, pressable
from pages.driver.names import canonical
from pages.driver.pairing import belonging
from pages.driver.pending import Asked, asked_about
from pages.driver.screen import Hit
from pages.errors import Ambiguous, NotFound
from pages.ooma import words
from pages.ooma.account_rows import ANSWER, NONE, SEARCH, SEARCH_FIELD, AccountRows, DrawnRow
from pages.ooma.account_walk import AccountWalk
from pages.ooma.choice import Found, Row, is_one

_ASK_SERVER = css("what searches all accounts", *words.SEARCH_ALL_CSS) | pressable(
    "what searches all accounts", words.SEARCH_ALL
)
_START = button(*words.START_SEARCH, thing="what starts the search")
_RESET = css("what ends the search", *words.RESET_SEARCH_CSS) | pressable(
    "what ends the search", exactly(*words.RESET_SEARCH)
)
_TRIES = 3
# Seconds that a list gets to come back once the search field was emptied.
_CLEARED = 0.7


class AccountList(AccountRows):
    """The list, with its search."""

    async def search(self, name: str, enough: Callable[[list[Row]], bool] = lambda _: False) -> Found | None:
        """Search for a name as a person does, and go through what the search finds.

        Args:
            name: what to type.
            enough: whether the rows seen so far will do.

        Returns:
            What was found: complete only if the portal's server was asked, and answered. None if there is no search,
            or it doesn't do anything.
        """
        async with asked_about(self.screen.page, name) as asked:
            if not await self._ask(name, asked):
                return None
            now = await self.rows()
            await self.screen.answered(asked)
            if asked.begun > 0 and await self.screen.sees(NONE) is None:
                # What was filtered at once may be drawn again with what the server knows.
                await self.changed(now)
            await self.assert_open()
            says_none = await self.screen.sees(NONE) is not None
            if (says_none or asked.begun == 0) and not await self.rows():
                # What says so may say it of the rows that were loaded: a list that is still to come holds others.
                how_far = f"the search for '{name}' found none"
                return Found((), asked.is_answered, how_far, is_whole=not says_none)
            found = await self.walk(enough, unfold=False)
            folded = [one for one in await self.rows() if one.is_closed and not _fits(one, name)]
        # A branch that doesn't fit the search itself is shown for what it holds.
        is_whole = found.complete and not folded
        return replace(
            found,
            complete=is_whole and asked.is_answered,
            is_whole=is_whole,
            how_far=f"a search for '{name}' showed {len(found.rows)} accounts",
        )

    async def _ask(self, name: str, asked: Asked) -> bool:
        """Type a name into the search, and do what starts it; whether it did anything."""
        for _ in range(_TRIES):
            box = await self.screen.ready(SEARCH)
            if box is None:
                return False
            before = await self.rows()
            if not await self._type(box, name):
                continue
            # Typing filters the loaded rows, and Enter asks the server. In a combobox it would choose whichever
            # row is marked.
            is_combobox = await box.get_attribute("role") == "combobox"
            # A field named after what is chosen in it may be one without saying so: there, Enter comes last.
            offers = is_combobox or await self.screen.sees(SEARCH_FIELD) is not None
            if not offers:
                await self._press_enter(box)
            await self._answered(lambda: asked.begun > 0, before)
            if asked.begun == 0 and offers and not is_combobox and await self.rows() == before:
                await self._press_enter(box)
                await self._answered(lambda: asked.begun > 0, before)
            if asked.begun == 0 and not is_combobox and await self.rows() == before and await self._start(box):
                await self._answered(lambda: asked.begun > 0, before)
            if asked.begun == 0 and not is_combobox:
                link = await self.screen.sees(_ASK_SERVER)
                if link is not None and await self.hands.press_if_there(link.locator, _ASK_SERVER.thing):
                    await self._answered(lambda: asked.begun > 0, before)
            if asked.begun > 0 or await self._is_filtered(name):
                return True
        # What was typed may have filtered the list all the same, in a way that can't be told.
        if not await self.end_search(Found(tuple(one.row for one in await self.rows()))):
            await self.search_for_nothing()
        return False

    async def _type(self, box: Locator, words: str) -> bool:
        """Whether the search box takes what is typed, and keeps it: it may be drawn again, or wiped by a late list."""
        with suppress(NotFound):
            return await self.hands.type_in(box, words, SEARCH.thing)
        return False

    @staticmethod
    async def _press_enter(box: Locator) -> None:
        with suppress(PlaywrightError):
            await box.press("Enter", timeout=1000)

    async def _start(self, box: Locator) -> bool:
        """Press what starts the search, if there is anything beside the field; whether it was pressed."""
        for frame in await self.screen.surfaces():
            with suppress(PlaywrightError, Ambiguous):
                start = await belonging(self.screen, _START, Hit(frame, box))
                if start is not None:
                    return await self.hands.press_if_there(start, _START.thing)
        return False

    async def _is_filtered(self, name: str) -> bool:
        """Whether the list shows only what fits the search, or nothing: one that came late shows all of it."""
        return all(_fits(one, name) for one in await self.settled())

    async def _answered(self, was_asked: Callable[[], bool], before: list[DrawnRow]) -> None:
        """Wait until a search does something: asks the server, or shows other rows or that there are none."""

        async def look() -> bool | None:
            if was_asked() or await self.screen.sees(NONE) is not None:
                return True
            return True if await self.rows() != before else None

        with suppress(NotFound):
            await self.screen.until(look, "the search to do something", timeout=ANSWER)

    async def end_search(self, found: Found) -> bool:
        """Bring the whole list back.

        Args:
            found: what the search showed.

        Returns:
            Whether the list shows anything else now. If not, it may still be that of the search.
        """
        reset = await self.screen.sees(_RESET)
        box = await self.screen.ready(SEARCH)
        before = await self.rows()
        if reset is not None:
            await self.hands.press_if_there(reset.locator, _RESET.thing)
        elif box is not None:
            await self._type(box, "")
        if not await self.changed(before, timeout=_CLEARED):
            return False
        now = {one.row for one in await self.settled()}
        return bool(now) and now != set(found.rows)

    async def search_place(self) -> tuple[int, int] | None:
        """Where the search field stands in the window, to some twenty pixels; None if there is none."""
        hit = await self.screen.sees(SEARCH)
        box = await hit.locator.bounding_box() if hit is not None else None
        return (round(box["x"] / 20), round(box["y"] / 20)) if box is not None else None

    async def search_for_nothing(self) -> None:
        """Start the search with its field as it is now, empty, where nothing else brings the whole list back."""
        box = await self.screen.ready(SEARCH)
        if box is None:
            return
        before = await self.rows()
        await self._press_enter(box)
        if not await self.changed(before, timeout=_CLEARED):
            await self._start(box)

    async def walk(
        self,
        enough: Callable[[list[Row]], bool],
        *,
        unfold: bool = True,
        reopen: Callable[[], Awaitable[None]] | None = None,
        toward: str = "",
    ) -> Found:
        """Go through the whole list: scroll it, turn its pages, and open every branch.

        Args:
            enough: whether the rows seen so far will do.
            unfold: whether branches are opened.
            reopen: opens the list again, where nothing leads back from a branch.
            toward: the branches that are opened before others, as `Row.parent` names them.

        Returns:
            Every account that was seen; complete if there was nothing more to show.
        """
        walk = AccountWalk(self, enough, reopen, unfold=unfold, toward=toward)
        return await walk.go()

    async def bring(self, row: Row, reopen: Callable[[], Awaitable[None]]) -> None:
        """Go through the list to an account that it showed before, also if that is on a page before this one.

        Args:
            row: the account.
            reopen: opens the list again.
        """

        def is_there(rows: list[Row]) -> bool:
            return any(is_one(one, row) for one in rows)

        await self.walk(is_there, toward=row.parent)
        if await self.screen.sees(self.look(row)) is None:
            await reopen()
            await self.walk(is_there, toward=row.parent)


def _fits(one: DrawnRow, name: str) -> bool:
    """Whether a row says anywhere what was searched for."""
    said = f"{one.row.name} {one.row.account_id} {one.row.realm} {one.others}"
    return canonical(name).casefold() in said.casefold()
