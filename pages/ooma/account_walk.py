"""Going through the whole of Ooma's list of accounts, so that it is certain that there is no other of one name."""

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import replace

from pages.driver.lists import LongList
from pages.driver.look import Look
from pages.driver.pending import Asked, asked_about
from pages.errors import WrongPlace
from pages.ooma import words
from pages.ooma.account_rows import AccountRows, DrawnRow
from pages.ooma.choice import Found, Row, is_lasting

_TRIES = 3
# How many times the longest wait for one thing a search through all accounts may take.
_MOST_WAITS = 10


class AccountWalk:
    """One way through a whole list."""

    def __init__(
        self,
        accounts: AccountRows,
        enough: Callable[[list[Row]], bool],
        reopen: Callable[[], Awaitable[None]] | None,
        *,
        unfold: bool,
        toward: str = "",
    ) -> None:
        self._accounts = accounts
        self._screen = accounts.screen
        self._enough = enough
        self._reopen = reopen
        self._unfold = unfold
        self._toward = toward.split(" > ")
        # How often each account was seen at one time: of those that look the same, two at a time are two.
        self._seen: Counter[tuple[Row, str, int, int]] = Counter()
        # How often each branch's arrow was looked for; and once it was pressed, as often as it ever is.
        self._tried: Counter[tuple[DrawnRow, tuple[str, ...]]] = Counter()
        # Branches that were seen and not opened yet.
        self._left: set[tuple[DrawnRow, tuple[str, ...]]] = set()
        self._doubt = ""
        self._trail: list[Row] = []
        self._page = 0
        self._scrolled = self._turned = False
        # What was there before any branch was opened, and the branch that was opened last, where opening one closes
        # another: what it shows besides is another's though it may look the same.
        self._roots: set[Row] = set()
        self._opened = ""
        self._closes = False
        self._asked = Asked("")
        self._list = LongList(
            accounts.hands, Look("the accounts", ()), *words.MORE_ACCOUNTS, belongs=accounts.is_beside
        )

    @property
    def _rows(self) -> list[Row]:
        return [row for (row, *_), count in self._seen.items() for _ in range(count)]

    async def go(self) -> Found:
        """Go until there is nothing more to show, or what was seen will do.

        Returns:
            Every account that was seen; complete only if there was nothing more.

        Raises:
            WrongPlace: what was meant to open a branch led away from the list.
            WentAway: the list was closed meanwhile.
        """
        async with asked_about(self._screen.page, "") as self._asked:
            self._asked.mark()
            return await self._go()

    async def _go(self) -> Found:
        loop = asyncio.get_running_loop()
        until = loop.time() + self._screen.timeout * _MOST_WAITS
        while loop.time() < until:
            drawn = await self._accounts.settled()
            await self._note(drawn)
            if self._enough(self._rows):
                return Found(tuple(self._rows), complete=False, how_far="the search ended at the configured one")
            if await self._answered():
                continue
            self._asked.mark()
            if self._unfold and await self._open_one(drawn):
                continue
            if await self._more(drawn):
                continue
            if self._asked.is_waiting:
                continue
            if not self._trail:
                if self._asked.has_failed:
                    self._doubt = "the portal answered with an error"
                self._doubt = self._doubt or await self._accounts.says_more(len(self._rows), turned=self._turned)
                if self._doubt:
                    return self._unfinished(self._doubt)
                return Found(tuple(self._rows), complete=True, how_far=f"all {len(self._rows)} accounts were seen")
            if await self._accounts.go_back(next((one.row for one in drawn if self._leads_back(one, drawn)), None)):
                self._trail.pop()
            elif self._reopen is not None:
                self._trail.clear()
                await self._reopen()
            else:
                return self._unfinished(f"the way back from the accounts below '{self._trail[-1].name}' was not found")
            self._page, self._scrolled = 0, False
        return self._unfinished("it would have taken too long")

    async def _answered(self) -> bool:
        """Wait for what the portal's server was asked for since the last press or scroll; whether there was any."""
        if not self._asked.is_waiting:
            return False
        if not await self._screen.answered(self._asked):
            self._doubt = "the portal's server didn't answer"
            self._asked.forget()
        return True

    def _unfinished(self, why: str) -> Found:
        return Found(
            tuple(self._rows), complete=False, how_far=f"{len(self._rows)} accounts were seen, but not all, since {why}"
        )

    async def _note(self, drawn: list[DrawnRow]) -> None:
        if not drawn and not self._trail:
            await self._accounts.assert_open(was_there=bool(self._seen))
        parent = " > ".join(row.name for row in self._trail)
        now: Counter[tuple[Row, str, int, int]] = Counter()
        for one in drawn:
            row = one.row if one.row.parent else replace(one.row, parent=parent)
            if not self._opened:
                self._roots.add(row)
            elif self._closes and row not in self._roots and not one.row.parent:
                row = replace(row, parent=self._opened)
            if is_lasting(row.account_id):
                # One account, wherever it is shown.
                same_id = (key for key in self._seen if key[0].account_id == row.account_id)
                known = next((key for key in same_id if key[0].name == row.name), None)
                now[known or (row, "", 0, 0)] = 1
            else:
                now[row, one.others, one.place, self._page] += 1
        for key, count in now.items():
            self._seen[key] = max(self._seen[key], count)

    def _leads_back(self, one: DrawnRow, drawn: list[DrawnRow]) -> bool:
        """Whether a row is the 'Back to ...' above an account's children: what is drawn in it opens no branch."""
        is_first = bool(self._trail) and one is drawn[0] and one.row not in self._roots
        return is_first and bool(words.LIST_ABOVE_NAMED.search(one.row.name))

    async def _open_one(self, drawn: list[DrawnRow]) -> bool:
        """Open one branch that was not opened before; whether there was one."""
        path = tuple(row.name for row in self._trail)
        closed = [
            (one, (replace(one, box=(), state="", place=-1, is_kept=False), path))
            for one in drawn
            if one.is_closed and not self._leads_back(one, drawn)
        ]
        closed.sort(key=lambda branch: branch[0].row.name not in self._toward)
        self._left.update(key for _, key in closed if not self._tried[key])
        for one, key in closed:
            below = (*path, one.row.name)
            # A branch that was opened before is opened again only for those in it that were not.
            leads_on = any(branch[: len(below)] == below for _, branch in self._left)
            if self._tried[key] >= _TRIES and not leads_on:
                continue
            if not one.row.account_id and sum(other.row == one.row for other in drawn) > 1:
                self._tried[key] = _TRIES
                self._left.discard(key)
                self._doubt = f"which of several branches '{one.row.name}' was opened can't be told"
                continue
            self._tried[key] += 1
            begun = self._asked.begun
            if not await self._accounts.press_arrow(one.row):
                if self._tried[key] >= _TRIES:
                    self._left.discard(key)
                    self._doubt = f"the branch '{one.row.name}' could not be opened"
                return True  # it was drawn again meanwhile: look again
            self._tried[key] = _TRIES
            self._left.discard(key)
            await self._accounts.changed(drawn)
            await self._answered()
            after = await self._accounts.settled()
            self._opened = " > ".join(below)
            was_open = {other.row for other in drawn if other.state == "open"}
            closes = any(other.row in was_open and other.is_closed for other in after)
            self._closes = self._closes or closes
            # The server may say that there is nothing below an account. A page that says so by itself may be late.
            if self._asked.begun == begun and not closes and not _shown(after) - _shown(drawn):
                self._doubt = f"the branch '{one.row.name}' was opened, but showed nothing"
            # Where the children replace the list, what was pressed is gone.
            if all(other.row != one.row for other in after):
                if not after and not await self._accounts.can_go_back():
                    raise WrongPlace(
                        f"{self._screen.portal}: the arrow beside the account '{one.row.name}' led away from the list"
                        " of accounts",
                        portal=self._screen.portal,
                        on_screen=await self._screen.excerpt(),
                    )
                self._trail.append(one.row)
                self._page, self._scrolled = 0, False
            return True
        return False

    async def _more(self, before: list[DrawnRow]) -> bool:
        """Show more of the list; whether there was more."""
        turned = await self._list.go_on("far" if before and all(one.is_kept for one in before) else "step")
        if turned is None:
            # At the end of a list that was scrolled, more of it may only be on its way.
            return self._scrolled and await self._list.grows()
        if turned == "scrolled":
            self._scrolled = True
            return True
        # A further page may take its time.
        if not await self._accounts.changed(before, timeout=self._screen.timeout / 3):
            return False
        # Where rows were only added, those before them are all still there.
        if Counter(one.row for one in before) - Counter(one.row for one in await self._accounts.settled()):
            self._page += 1
        self._turned = True
        return True


def _shown(drawn: list[DrawnRow]) -> Counter[tuple[Row, str]]:
    return Counter((one.row, one.others) for one in drawn)
