"""Going to a customer's account at Ooma: its 'Account' menu, its Accounts App, or a list of accounts in the top bar."""

import asyncio
import re
import unicodedata
from collections import Counter
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from enum import Enum, auto
from typing import Protocol, TypeVar

from playwright.async_api import Locator

from pages.driver.hands import Hands
from pages.driver.look import Look, button, css, exactly, says
from pages.driver.names import canonical, same
from pages.driver.scripts import script
from pages.driver.vocabulary import either
from pages.errors import NotFound, WentAway
from pages.ooma import words
from pages.ooma.account_list import AccountList
from pages.ooma.account_rows import SEARCH
from pages.ooma.choice import (
    HEX_ID,
    Found,
    Row,
    assert_alone,
    can_be_written_otherwise,
    choose,
    is_certain,
    is_lasting,
    is_one,
    shape,
    together,
    with_first,
    without_indents,
)  # fmt: skip
from pages.ooma.detour import Detour
from pages.ooma.signs import BANNER
from pages.ooma.target import OomaTarget

T = TypeVar("T")

APPS = css("the apps menu", *words.APPS_CSS) | button(*words.APPS)
_MENU_BEGINS = re.compile(rf"^\W*{either(words.ACCOUNT_MENU)}\b", re.IGNORECASE)
_MENU = re.compile(rf"^\W*{either(words.ACCOUNT_MENU)}\W*$", re.IGNORECASE)
ACCOUNTS = css("the 'Account' menu", *words.ACCOUNT_MENU_CSS) | Look(
    "the 'Account' menu",
    (
        lambda scope: scope.get_by_role("button", name=_MENU),
        lambda scope: scope.get_by_role("button", name=_MENU_BEGINS),
        lambda scope: scope.get_by_role("link", name=_MENU),
        lambda scope: scope.get_by_title(_MENU),
        lambda scope: scope.locator("[role=combobox]").and_(scope.get_by_role("combobox", name=_MENU_BEGINS)),
        lambda scope: says(scope.locator("header, nav, [role=banner]"), exactly(*words.ACCOUNTS)),
    ),
)
_ACCOUNTS_APP = replace(button(*words.ACCOUNTS_APP, thing="the Accounts App"), many=True)
# A list of accounts may be named after the account that is shown now.
_MENUS = Look(
    "a menu in the top bar",
    (lambda scope: scope.locator(BANNER).locator(", ".join(words.TOP_BAR_MENU_CSS)),),
    many=True,
)
_GO = button(*words.GO)
# Seconds that a nearer way gets to appear before a farther one is tried.
_MOMENT = 2.5
# Seconds that a menu gets to show what is in it before it is closed and opened again.
_UNFOLD = 1.2
# How often the list of accounts is opened again that was closed by something else.
_MOST_CLOSED = 4
# A word that more accounts have in their names than that tells nothing of one of them.
_MOST_OF_A_WORD = 60


class Entered(Enum):
    """How an account was chosen."""

    ALREADY = auto()
    """It was shown already."""
    IN_FIELD = auto()
    """In a field, which then shows it whatever the portal makes of the choice."""
    NOT_YET = auto()
    """It was found, and is far away in the list by now; its id is known, and so is an address that takes it."""
    PRESSED = auto()


class IsShown(Protocol):
    """Whether a page shows the name of an account that is looked for."""

    async def __call__(self, *, firm: bool = False) -> bool:
        """Answer; with `firm`, whether it stands where it can only be that of the account whose page it is."""


@dataclass
class Known:
    """What is known of the account, once it was found: both tabs of a run share it.

    Attributes:
        row: the account as the list shows it, proven to be the only one of its name; None until it was looked for.
        app: the app of the portal that holds its pages, as the portal's own address names it.
        is_searched: whether searching for its name shows it.
        through_apps: whether the list of accounts was last opened from the page of apps.
        detours: what was pressed on the way to the account's page.
        takes_address: whether the account can be opened by an address without signing in again.
        own_has_name: whether the account signed in to shows the very name of the one that is wanted.
        is_alone: whether there is no account but the one that was signed in to.
        is_checked: whether the account's page was asked for its id and realm.
        shown: what that page shows of the account.
    """

    row: Row | None = None
    app: str = ""
    is_searched: bool = True
    through_apps: bool = False
    detours: list[Detour] = field(default_factory=list)
    takes_address: bool = True
    own_has_name: bool = False
    is_alone: bool = False
    is_checked: bool = False
    shown: Row = field(default_factory=lambda: Row(""))

    @property
    def account(self) -> Row | None:
        """The account with all that is known of it, wherever that was shown; None until it was looked for."""
        if self.row is None:
            return None
        return replace(
            self.row,
            account_id=self.row.account_id or self.shown.account_id,
            realm=self.row.realm or self.shown.realm,
        )


class AccountSwitcher:
    """Finds one account among those that can be opened, and opens it."""

    def __init__(self, hands: Hands, target: OomaTarget, known: Known | None = None) -> None:
        self.hands = hands
        self.screen = hands.screen
        self.target = target
        self.known = known or Known()
        self._list = AccountList(hands, target.name)
        self._choice = Look(
            "the list of accounts",
            (
                lambda scope: scope.locator("select").filter(
                    has=scope.locator("option", has_text=canonical(target.name))
                ),
            ),
        )

    async def enter(self, is_shown: IsShown) -> Entered:
        """Choose the account wherever the portal offers the accounts.

        Args:
            is_shown: whether the page of the account signed in to shows the name of the one that is wanted.

        Raises:
            NotFound: the portal offers no account of that name, or no accounts at all.
            Ambiguous: several accounts have that name, or may have.
            WrongPlace: the account of that name has another id or realm than the configured one.
        """
        return await self._unless_closed(lambda: self._enter(is_shown))

    @staticmethod
    async def _unless_closed(act: Callable[[], Awaitable[T]]) -> T:
        """Do something with the list of accounts; from the start if the list is closed meanwhile.

        What opens over the page at any moment can close a menu, or its own closing does.
        """
        for _ in range(_MOST_CLOSED):
            with suppress(WentAway):
                return await act()
        return await act()

    async def _enter(self, is_shown: IsShown) -> Entered:
        known = self.known
        try:
            choice = await self._open_accounts()
        except WentAway:
            raise
        except NotFound:
            if not await is_shown(firm=True):
                raise
            # No other account can be reached.
            known.own_has_name, known.row = True, Row(canonical(self.target.name), is_current=True)
            return Entered.ALREADY
        if is_new := known.row is None:
            # By now the page has drawn whose it is.
            known.own_has_name = known.own_has_name or await is_shown()
        is_own = is_new and known.own_has_name and await is_shown(firm=True)
        if choice is not None:
            return await self._choose(choice, own=is_own)
        row = known.row = known.row or await self._find(own=is_own)
        if known.own_has_name and row.is_current:
            return Entered.ALREADY
        if is_new and known.app and shape(row.account_id) == HEX_ID and not await self._is_in_sight(row):
            return Entered.NOT_YET
        await self._bring(row)
        was_shown = not is_new and await is_shown()
        await self._list.use(row)
        if was_shown:
            # The name alone proves nothing here: it may be that of a link to the account.
            await self.screen.until(lambda: self._took(row), f"the account '{row.name}' to open once it was pressed")
        return Entered.PRESSED

    async def _took(self, row: Row) -> bool | None:
        """Whether a press on an account did anything: its list went away, or marks the account as current."""
        rows, pressed = await self._list.rows(), self._list.pressed
        same_account = [one for one in rows if is_one(one.row, row) and one.box in pressed]
        return True if not same_account or any(one.row.is_current for one in same_account) else None

    async def assert_no_other(self, is_shown: Callable[[str], Awaitable[bool]]) -> None:
        """Open the list of accounts, and make sure that there is none but the one that was signed in to.

        Args:
            is_shown: whether the portal shows an account of that name as the current one.

        Raises:
            Ambiguous: there are others, or there may be.
        """

        async def look() -> Found:
            if await self._open_accounts() is None:
                # Two are enough to know.
                return await self._list.walk(lambda rows: len(rows) > 1)
            return Found(how_far="its list of accounts is a field to choose from")

        found = Found(how_far="no list of accounts was found")
        with suppress(NotFound):
            found = await self._unless_closed(look)
        is_own = len(found.rows) == 1 and found.rows[0].is_current and await is_shown(found.rows[0].name)
        assert_alone(found, self.screen.portal, is_own=is_own)
        self.known.is_alone = True

    async def _find(self, *, own: bool) -> Row:
        """Look for the account until it is certain which one is meant."""
        target = self.target

        def enough(rows: list[Row]) -> bool:
            return is_certain(target, rows)

        # The account signed in to stands in the list before anything is searched, and may have the name too.
        first = [one.row for one in await self._list.settled()]
        found = await self._list.search(target.name)
        if found is not None and found.complete and not enough(list(found.rows)):
            is_found = any(same(row.name, target.name) for row in found.rows)
            if not is_found or can_be_written_otherwise(target.name):
                found = await self._search_by_a_word(found)
        if found is None or not (found.complete or enough(list(found.rows))):
            if found is not None and not await self._list.end_search(found):
                await self._reopen()
            searched, found = found, together(found, await self._list.walk(enough, reopen=self._reopen), first)
            row = choose(target, with_first(found, first), self.screen.portal, own=own)
            self.known.is_searched = searched is not None and any(is_one(one, row) for one in searched.rows)
            return row
        return choose(target, with_first(found, first), self.screen.portal, own=own)

    async def _search_by_a_word(self, before: Found) -> Found:
        """What a search for one word of the name finds as well.

        The server may know the name with a space more, or with an accent as a character of its own; and characters
        such as an apostrophe may be what a search fails for.
        """
        name = canonical(self.target.name)
        words = re.findall(r"\w+", name)
        word = max((one for one in words if unicodedata.is_normalized("NFD", one)), key=len, default="")
        if word in {"", name}:
            return before
        if not await self._list.end_search(before):
            await self._reopen()
        found = await self._list.search(word, lambda rows: len(rows) > _MOST_OF_A_WORD)
        if found is None or not found.complete:
            return before
        every = Counter(before.rows) | Counter(found.rows)
        return replace(found, rows=tuple(every.elements()))

    async def _bring(self, row: Row) -> None:
        """Bring an account on screen that was found before; that it is the only one is known."""
        if await self._is_in_sight(row):
            return
        if self.known.is_searched:
            found = await self._list.search(row.name, lambda rows: any(same(one.name, row.name) for one in rows))
            if await self._is_in_sight(row):
                return
            if found is not None and not await self._list.end_search(found):
                await self._reopen()
        await self._list.bring(row, self._reopen)

    async def _is_in_sight(self, row: Row) -> bool:
        return await self.screen.sees(self._list.look(row)) is not None

    async def _choose(self, choice: Locator, *, own: bool) -> Entered:
        """Choose the account in a field, and press the field's 'Go' if it has one."""
        offered = await choice.evaluate(script("optionLabels"))
        names = without_indents([one["label"] for one in offered])
        rows = [
            Row(canonical(name), one["value"] if is_lasting(one["value"]) else "", is_current=one["chosen"])
            for one, name in zip(offered, names, strict=True)
        ]
        found = Found(tuple(rows), complete=True)
        row = self.known.row = choose(self.target, found, self.screen.portal, own=own)
        if self.known.own_has_name and row.is_current:
            return Entered.ALREADY
        label = offered[next(at for at, one in enumerate(rows) if one is row)]["label"]
        form = choice.locator("xpath=ancestor::form[1]")
        beside = form if await form.count() else choice.locator("xpath=ancestor::*[not(self::label)][1]")
        await self.hands.choose(choice, label, self._choice.thing)
        go = await self.screen.sees(_GO, beside) if await beside.count() else None
        if go is not None:
            await self.hands.press(go.locator, _GO.thing)
        return Entered.IN_FIELD

    async def _open_accounts(self) -> Locator | None:
        """Open the list of accounts. Returns it if it is a field to choose from.

        Raises:
            NotFound: there is none.
        """
        ways = {"choice": self._choice, "accounts": ACCOUNTS} if self.target.name else {"accounts": ACCOUNTS}
        apps = {"apps": APPS} if self.known.through_apps else {}
        try:
            # The nearer way may come later than the farther one, which leads away into other apps.
            view, hit = await self.screen.first_of(ways | apps, timeout=_MOMENT)
        except NotFound:
            view, hit = await self.screen.first_of({**ways, "apps": APPS, "menu": _MENUS})
        if view == "choice":
            return hit.locator
        await self._list.forget_old()
        if view == "accounts":
            await self._open_menu(ACCOUNTS)
        if view == "apps":
            await self.hands.press(hit.locator, APPS.thing)
            try:
                app = await self.screen.find(_ACCOUNTS_APP, timeout=_MOMENT)
            except NotFound:
                view = "menu"
            else:
                await self.hands.press(app, _ACCOUNTS_APP.thing)
                await self.screen.until(self._shows_accounts, "the list of accounts")
                self.known.through_apps = True
        if view == "menu":
            await self._try_menus()
        return None

    async def _open_menu(self, menu: Look) -> None:
        """Open the menu of accounts. One that opened empty is closed, and opened again: it was not ready."""
        loop = asyncio.get_running_loop()
        begun = loop.time()
        while True:
            await self.hands.press(await self.screen.find(menu), menu.thing)
            with suppress(NotFound):
                await self.screen.until(self._shows_accounts, "the list of accounts", timeout=_UNFOLD)
                return
            if loop.time() - begun > self.screen.timeout / 3:
                # Perhaps the accounts were there all the time.
                await self._list.take_all()
            if loop.time() - begun > self.screen.timeout:
                raise NotFound(
                    f"{self.screen.portal}: {menu.thing} opened, but showed no accounts",
                    portal=self.screen.portal,
                    on_screen=await self.screen.excerpt(),
                )

    async def _reopen(self) -> None:
        """Close the menu of accounts and open it again, to get rid of what a search left in it."""
        if (hit := await self.screen.sees(ACCOUNTS)) is None:
            await self._list.search_for_nothing()
            return
        before, searched = set(await self._list.rows()), await self._list.search_place()
        await self.hands.press(hit.locator, f"{ACCOUNTS.thing}, to close it")

        async def closed() -> bool | None:
            return None if before & set(await self._list.rows()) else True

        with suppress(NotFound):
            await self.screen.until(closed, "the menu of accounts to close", timeout=_UNFOLD)
            await self._list.settled()
            # A page of accounts is there again, whole. What came on the page behind a menu is no account.
            if searched is None or await self._list.search_place() != searched:
                await self._list.forget_old()
                await self._open_menu(ACCOUNTS)

    async def _shows_accounts(self) -> bool | None:
        """Whether there are accounts to choose from, or a search for them."""
        return True if await self._list.is_there() or await self.screen.sees(SEARCH) is not None else None

    async def _try_menus(self) -> None:
        """Open the menus of the top bar one by one, until one shows the account or a search for it."""
        wanted = self._list.look(Row(self.target.name))
        for frame in await self.screen.surfaces():
            for menu in await _MENUS.any(frame).element_handles():
                await self.hands.press_again(menu, _MENUS.thing)
                with suppress(NotFound):
                    await self.screen.first_of({"row": wanted, "search": SEARCH}, timeout=_MOMENT / 2)
                    return
                await self.hands.press_again(menu, f"{_MENUS.thing}, to close it")
        await self.screen.find(ACCOUNTS)
