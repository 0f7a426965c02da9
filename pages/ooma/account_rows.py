"""The rows of Ooma's list of accounts, whatever it is drawn as: reading them, and pressing what is in them."""

import asyncio
import json
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Any, Literal
from urllib.parse import quote

from playwright.async_api import Error as PlaywrightError
from playwright.async_api import Frame, Locator

from pages.driver.answers import Lasting
from pages.driver.hands import Hands
from pages.driver.lists import why_unseen
from pages.driver.look import Look, button, css, exactly, is_passing, pressable, text
from pages.driver.marks import Mark
from pages.driver.names import canonical
from pages.driver.scripts import script
from pages.driver.vocabulary import either
from pages.driver.words import LIST_BACK, MORE
from pages.errors import NotFound, WentAway
from pages.ooma import words
from pages.ooma.choice import Row, is_id, is_one

_LISTS = ", ".join(words.ACCOUNT_TREE_CSS)
_BACK = replace(
    css("what leads back to the list above", *words.LIST_ABOVE_CSS)
    | pressable("what leads back to the list above", exactly(*words.LIST_ABOVE))
    # Elsewhere, 'Back to ...' may lead back to another account.
    | Look("", (lambda scope: scope.locator(_LISTS).get_by_role("link", name=words.LIST_ABOVE_NAMED),)),
    many=True,
)
# Named after what is chosen in it. One that was there before the accounts were opened may store what is typed into it,
# as may one that is filled in when nobody has typed into it, or is sent with others.
SEARCH_FIELD = Look(
    "the account search",
    (
        lambda scope: (
            scope.get_by_role("textbox", name=exactly(*words.ACCOUNT_SEARCH_FIELD))
            .and_(scope.locator(", ".join(words.ACCOUNT_SEARCH_FIELD_CSS)))
            .and_(scope.locator(f"input:not([{Mark.OLD_TEXT}])"))
        ),
    ),
)
SEARCH = css("the account search", *words.ACCOUNT_SEARCH_CSS) | Look(
    "the account search",
    (
        lambda scope: scope.get_by_role("searchbox", name=words.ACCOUNT_SEARCH),
        lambda scope: scope.get_by_placeholder(words.ACCOUNT_SEARCH_PLACEHOLDER),
        lambda scope: scope.get_by_role("textbox", name=words.ACCOUNT_SEARCH_TEXT_FIELD),
        lambda scope: scope.locator("input[role=combobox]").and_(
            scope.get_by_role("combobox", name=words.ACCOUNT_SEARCH)
        ),
    ),
)
SEARCH |= SEARCH_FIELD
NONE = replace(text("that no account was found", words.NO_ACCOUNT), many=True)
_USE = replace(button(*words.USE_DETAILS, thing="'Use Account'"), many=True)
_GIVEN = {
    "arrows": ", ".join(words.ACCOUNT_ARROW_CSS),
    "names": rf"^\W*{either(words.NAME_COLUMN)}\W*$",
    "up": rf"\b{either(words.LIST_ABOVE_HINT)}\b",
    "uses": either(words.USE_ACCOUNT),
    "states": either(words.ACCOUNT_STATUS),
    "turns": rf"^\W*(?:\d+|{either(MORE)}|{either(LIST_BACK)})\W*$",
    "bars": rf"{exactly(*words.APPS).pattern}|^\W*{either(words.ACCOUNT_MENU)}\W*$",
    "shortcuts": rf"^\W*{either(words.SHORTCUTS)}\W*$",
    "noise": rf"^\W*{either(words.NO_ROW)}\W*$",
    "more": rf"(?:{exactly(*MORE).pattern}|^\W*{either(words.FURTHER_ACCOUNTS)}\W*$)",
}
# Seconds that a list has to stay as it is before it is read: longer than two pictures of what moves, shorter than a
# person takes to read.
_STILL = 0.25
# Seconds without any row after which a list is closed, and not only drawn again.
_CLOSED = 1.5
# Seconds for which a row has to be gone that was pressed: its details may open a moment later.
_GONE = 0.5
ANSWER = 1.5
"""Seconds that a list gets to do something once it was asked to."""

Part = Literal["name", "arrow", "use"]


@dataclass(frozen=True)
class DrawnRow:
    """A row as it is drawn now.

    Attributes:
        row: the account.
        others: what else it says.
        state: of its branch: ``open``, ``closed``, ``unsure`` where something in it may open one, or empty without one.
        place: where it stands in a list that draws only the rows in sight; else -1.
        is_kept: whether its list keeps all rows drawn.
        box: where it is on screen, in pixels.
    """

    row: Row
    others: str
    state: str
    place: int
    is_kept: bool
    box: tuple[int, ...]

    @property
    def is_closed(self) -> bool:
        """Whether there may be accounts in its branch that aren't drawn."""
        return self.state in {"closed", "unsure"}


class AccountRows:
    """The rows of whatever lists accounts: a tree, a table, a menu."""

    def __init__(self, hands: Hands, wanted: str) -> None:
        """Describe the lists of a page.

        Args:
            hands: what acts on it.
            wanted: the name of an account that is looked for; empty if none is.
        """
        self.hands = hands
        self.screen = hands.screen
        # Where the rows stood that were pressed.
        self.pressed: list[tuple[int, ...]] = []
        self._given: dict[str, Any] = {**_GIVEN, "wanted": canonical(wanted), "forms": [], "seen": []}

    async def forget_old(self) -> None:
        """What is written on the page before the accounts are opened is no account, such as a row of another menu.

        What is still being drawn counts, too: the page gets a moment to come to rest.
        """
        still = Lasting(_STILL)

        async def look() -> bool | None:
            return True if still.holds(await self._mark_old(is_old=True) or "nothing") else None

        with suppress(NotFound):
            await self.screen.until(look, "the page to come to rest", timeout=ANSWER)

    async def take_all(self) -> None:
        """Count what was there before, too."""
        await self._mark_old(is_old=False)

    async def _mark_old(self, *, is_old: bool) -> str:
        """Mark what is written now, or nothing; returns what was marked, and where it stands."""
        seen: list[str] = []
        for frame in await self.screen.surfaces():
            try:
                seen += await frame.evaluate(script("markOld"), is_old)
            except PlaywrightError as error:
                if not is_passing(error):
                    raise
        self._given.update(forms=[], seen=seen)
        return "\n".join(seen)

    async def is_there(self) -> bool:
        """Whether there is a list: several rows, or one that has a branch; a heading alone is none."""
        rows = await self.rows()
        return bool(rows) and (bool(self._given["forms"]) or any(one.state in {"open", "closed"} for one in rows))

    async def assert_open(self, *, was_there: bool = False) -> None:
        """Make sure that the list is there: one that was closed meanwhile shows no account either.

        Args:
            was_there: whether it showed an account before.

        Raises:
            WentAway: it isn't.
        """
        if await self.rows() or await self.screen.sees(NONE) is not None:
            return
        if was_there or await self.screen.sees(SEARCH) is None:
            raise WentAway(
                f"{self.screen.portal}: the list of accounts was closed while it was read",
                portal=self.screen.portal,
                on_screen=await self.screen.excerpt(),
            )

    def look(self, row: Row, part: Part = "name") -> Look:
        """The rows of one account, as a look: its name, its arrow, or the button that opens the account."""
        given = {**self._given, "name": canonical(row.name), "id": row.account_id, "realm": row.realm, "part": part}
        body = quote(json.dumps(given), safe="")
        thing = {"name": "the account", "arrow": "the arrow of the account", "use": "what opens the account"}[part]
        return Look(f"{thing} '{row.name}'", (lambda scope: scope.locator(f"row={body}"),), many=True)

    async def rows(self) -> list[DrawnRow]:
        """The rows that are drawn now, in the outermost frame that has a list, or else a row at all."""
        some: list[DrawnRow] = []
        for frame in await self.screen.surfaces():
            found, is_list = await self._rows_of(frame)
            if is_list:
                return found
            some = some or found
        return some

    async def _rows_of(self, frame: Frame) -> tuple[list[DrawnRow], bool]:
        try:
            raw = await frame.evaluate(script("rows"), self._given)
        except PlaywrightError as error:
            if not is_passing(error):
                raise
            return [], False
        forms = {one["form"] for one in raw if one["form"]}
        self._given["forms"] = sorted({*self._given["forms"], *forms})
        found = [
            DrawnRow(
                Row(
                    canonical(one["name"]),
                    one["id"] if is_id(one["id"]) else "",
                    one["realm"],
                    canonical(one["parent"]),
                    one["current"],
                ),
                one["others"],
                one["state"],
                one["place"],
                one["kept"],
                tuple(one["drawn"]),
            )
            for one in raw
        ]
        return found, bool(forms)

    async def says_more(self, seen: int, *, turned: bool) -> str:
        """Why the list may have more rows than were seen, for messages; empty if nothing beside it says so.

        Args:
            seen: how many rows were seen.
            turned: whether its pages were turned.
        """
        return await why_unseen(self.screen, "accountEnds", self._given, seen, turned=turned)

    async def is_beside(self, control: Locator) -> bool:
        """Whether something stands with the rows: not in another document, nor in what floats over them."""
        with suppress(PlaywrightError):  # drawn again
            return bool(await control.evaluate(script("isBesideRows"), self._given, timeout=1000 * _CLOSED))
        return False

    async def settled(self, *, timeout: float = ANSWER) -> list[DrawnRow]:
        """The rows, once they have stayed as they are for a moment, longer while something is loading; perhaps none."""
        loop = asyncio.get_running_loop()
        before: list[DrawnRow] | None = None
        since = loop.time()

        async def look() -> list[DrawnRow] | None:
            nonlocal before, since
            now = await self.rows()
            if now != before:
                before, since = now, loop.time()
            # A list without rows may be one whose rows are still to come: its heading may stand there already. A sign
            # of loading may be there for good, at the end of a list that goes on when it comes in sight.
            is_list = now and self._given["forms"]
            wait = _STILL if is_list and not await self._is_loading() else timeout
            return now if loop.time() - since >= wait else None

        return await self.screen.until(look, "the list of accounts to come to rest")

    async def _is_loading(self) -> bool:
        loader = css("a sign of loading", *words.LIST_LOADING_CSS)
        return await self.screen.sees(replace(loader, many=True)) is not None

    async def press_arrow(self, row: Row) -> bool:
        """Open an account's branch; whether its arrow was pressed."""
        arrow = await self.screen.sees(self.look(row, "arrow"))
        return arrow is not None and await self.hands.press_if_there(arrow.locator, f"the arrow of '{row.name}'")

    async def can_go_back(self) -> bool:
        """Whether the list is one that can be left for the list above."""
        return await self.screen.sees(_BACK) is not None

    async def go_back(self, row: Row | None = None) -> bool:
        """Go back to the list above, where an arrow replaced the list by its account's children; whether it did.

        Args:
            row: what is drawn as a row of the list, and leads back.
        """
        before = await self.rows()
        back = await self.screen.sees(_BACK)
        if back is None and row is not None:
            back = await self.screen.sees(self.look(row))
        if back is None or not await self.hands.press_if_there(back.locator, _BACK.thing):
            return False
        return await self.changed(before)

    async def changed(self, before: list[DrawnRow], *, timeout: float = ANSWER) -> bool:
        """Wait until the list shows something else than before; whether it did."""

        async def look() -> bool | None:
            return True if await self.rows() != before else None

        with suppress(NotFound):
            return await self.screen.until(look, "the list to change", timeout=timeout)
        return False

    async def use(self, row: Row) -> None:
        """Choose an account that is on screen, however often its row is drawn again meanwhile.

        Raises:
            NotFound: it is not there, or can't be pressed.
            WentAway: the list was closed.
        """
        closed = Lasting(_CLOSED)

        async def press() -> str | None:
            hit = await self.screen.sees(self.look(row))
            if closed.holds("" if hit is not None or await self.rows() else "no row"):
                raise WentAway(
                    f"{self.screen.portal}: the list of accounts was closed before '{row.name}' was pressed",
                    portal=self.screen.portal,
                    on_screen=await self.screen.excerpt(),
                )
            if hit is None:
                return None
            self.pressed = [one.box for one in await self.rows() if is_one(one.row, row)]
            use = await self._use_button(row, hit.locator)
            if use is not None:
                return "used" if await self.hands.press_if_there(use, f"'Use Account' beside '{row.name}'") else None
            return "pressed" if await self.hands.press_if_there(hit.locator, f"the account '{row.name}'") else None

        if await self.screen.until(press, f"the account '{row.name}' in the list of accounts") == "pressed":
            await self._use_in_details(row)

    async def _use_in_details(self, row: Row) -> None:
        """Press 'Use Account' where a row that was pressed has opened the account's details instead of the account."""
        gone = Lasting(_GONE)

        async def look() -> tuple[Locator | None] | None:
            hit = await self.screen.sees(_USE)
            if hit is not None and await hit.locator.evaluate(script("isAbout"), row.name):
                return (hit.locator,)
            is_there = any(is_one(one.row, row) and one.box in self.pressed for one in await self.rows())
            return (None,) if gone.holds("" if is_there else "gone") else None

        with suppress(NotFound):
            (use,) = await self.screen.until(look, "'Use Account' in its details", timeout=ANSWER)
            if use is not None:
                await self.hands.press_if_there(use, f"'Use Account' in the details of '{row.name}'")

    async def _use_button(self, row: Row, name: Locator) -> Locator | None:
        """The 'Use Account' in an account's row, which may only show under the mouse."""
        await self.hands.hover(name)
        use = await self.screen.sees(self.look(row, "use"))
        return use.locator if use is not None else None
