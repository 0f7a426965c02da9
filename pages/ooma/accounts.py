"""Going to a customer's account at Ooma: its 'Account' menu, its Accounts App, or a list of accounts in the top bar."""

import re
from contextlib import suppress
from dataclasses import replace

from playwright.async_api import Locator

from pages.driver.hands import Hands
from pages.driver.lists import LongList
from pages.driver.look import MARK, ON_SCREEN, Look, button, css, escape, exactly, says
from pages.driver.scripts import script
from pages.driver.vocabulary import either
from pages.errors import Ambiguous, NotFound
from pages.ooma import words

BANNER = ", ".join(words.TOP_BAR_CSS)
APPS = css("the apps menu", *words.APPS_CSS) | button(*words.APPS)
_MENU_BEGINS = re.compile(rf"^\W*{either(words.ACCOUNT_MENU)}\b", re.IGNORECASE)
_MENU = re.compile(rf"^\W*{either(words.ACCOUNT_MENU)}\W*$", re.IGNORECASE)
ACCOUNTS = css("the 'Account' menu", *words.ACCOUNT_MENU_CSS) | Look(
    "the 'Account' menu",
    (
        lambda scope: scope.get_by_role("button", name=_MENU_BEGINS),
        lambda scope: scope.get_by_role("link", name=_MENU),
        lambda scope: scope.get_by_title(_MENU),
        lambda scope: scope.locator("[role=combobox]").and_(scope.get_by_role("combobox", name=_MENU_BEGINS)),
        lambda scope: says(scope.locator("header, nav, [role=banner]"), exactly(*words.ACCOUNTS)),
    ),
)
_ACCOUNTS_APP = button(*words.ACCOUNTS_APP, thing="the Accounts App")
# A list of accounts may be named after the account that is shown now.
_MENUS = Look(
    "a menu in the top bar",
    (lambda scope: scope.locator(BANNER).locator(", ".join(words.TOP_BAR_MENU_CSS)),),
    many=True,
)
_SEARCH = css("the account search", *words.ACCOUNT_SEARCH_CSS) | Look(
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
_COLLAPSED = replace(css("the arrow of an account", *words.ACCOUNT_ARROW_CSS), many=True)
_TREE = ", ".join(words.ACCOUNT_TREE_CSS)
_LIST = Look(
    "the list of accounts", (lambda scope: scope.locator(_TREE), lambda scope: scope.locator("table")), many=True
)
_USE = exactly(*words.USE_ACCOUNT)
_GO = button(*words.GO)
# Seconds that a nearer way gets to appear before a farther one is tried.
_MOMENT = 2.5


class AccountSwitcher:
    """Finds one account among those that can be opened, and opens it."""

    def __init__(self, hands: Hands, name: str) -> None:
        self.hands = hands
        self.screen = hands.screen
        self.name = name
        exact = re.compile(rf"^{MARK}*{escape(name)}{MARK}*$")
        self._row = Look(
            f"the account '{name}' in the account tree",
            (
                lambda scope: scope.locator(_TREE).get_by_role("treeitem", name=exact),
                lambda scope: scope.locator(_TREE).get_by_role("menuitem", name=exact),
                lambda scope: says(scope.locator(_TREE), exact),
                lambda scope: scope.get_by_role("treeitem", name=exact),
                lambda scope: scope.get_by_role("menuitem", name=exact),
                lambda scope: scope.get_by_role("link", name=exact),
                lambda scope: scope.get_by_role("button", name=exact),
                lambda scope: says(scope, exact),
            ),
        )
        self._exact = exact
        self._choice = Look(
            "the list of accounts",
            (lambda scope: scope.locator("select").filter(has=scope.locator("option").filter(has_text=exact)),),
        )
        self._list = LongList(hands, self._row, *words.MORE_ACCOUNTS)

    async def enter(self) -> bool:
        """Choose the account wherever the portal offers the accounts.

        Returns:
            Whether it was chosen in a field, which then shows it whatever the portal makes of the choice.

        Raises:
            NotFound: the portal offers no account of that name, or no accounts at all.
            Ambiguous: a list offers several accounts of that name.
        """
        choice = await self._open_accounts()
        if choice is not None:
            await self._choose(choice)
            return True
        near = {"row": self._row, "search": _SEARCH, "collapsed": _COLLAPSED}
        try:
            view, _ = await self.screen.first_of(near, timeout=min(self.screen.timeout, _MOMENT))
        except NotFound:
            # Any list that goes on, then.
            view, _ = await self.screen.first_of({**near, "list": _LIST})
        if view != "row":
            await self._look_for_row()
        await self._use(await self.screen.find(self._row))
        return False

    async def _choose(self, choice: Locator) -> None:
        """Choose the account in a list, and press the list's 'Go' if it has one."""
        offered: list[str] = await choice.evaluate(script("optionLabels"))
        fitting = [label for label in offered if self._exact.match(label)]
        if len(fitting) != 1:
            raise Ambiguous(
                f"{self.screen.portal} offers {len(fitting)} accounts named '{self.name}'", portal=self.screen.portal
            )
        form = choice.locator("xpath=ancestor::form[1]")
        beside = form if await form.count() else choice.locator("xpath=..")
        await self.hands.choose(choice, fitting[0], self._choice.thing)
        go = await self.screen.sees(_GO, beside) if await beside.count() else None
        if go is not None:
            await self.hands.press(go.locator, _GO.thing)

    async def _open_accounts(self) -> Locator | None:
        """Open the list of accounts. Returns it if it is a field to choose from."""
        ways = {"choice": self._choice, "accounts": ACCOUNTS, "apps": APPS}
        try:
            view, hit = await self.screen.first_of(ways, timeout=_MOMENT)
        except NotFound:
            view, hit = await self.screen.first_of({**ways, "menu": _MENUS})
        if view == "choice":
            return hit.locator
        if view in ("accounts", "apps"):
            await self.hands.press(hit.locator, ways[view].thing)
        if view == "apps":
            try:
                app = await self.screen.find(_ACCOUNTS_APP, timeout=_MOMENT)
            except NotFound:
                view = "menu"
            else:
                await self.hands.press(app, _ACCOUNTS_APP.thing)
        if view == "menu":
            await self._try_menus()
        return None

    async def _try_menus(self) -> None:
        """Open the menus of the top bar one by one, until one shows the account or a search for it."""
        for frame in await self.screen.surfaces():
            for menu in await _MENUS.any(frame).element_handles():
                await self.hands.press_again(menu, _MENUS.thing)
                with suppress(NotFound):
                    await self.screen.first_of({"row": self._row, "search": _SEARCH}, timeout=_MOMENT / 2)
                    return
                await self.hands.press_again(menu, f"{_MENUS.thing}, to close it")
        await self.screen.find(ACCOUNTS)

    async def _use(self, row: Locator) -> None:
        """Press the account's name, or 'Use Account' in its row if the accounts are in a table."""
        line = row.locator("xpath=ancestor-or-self::*[self::tr or self::li or @role='row'][1]")
        if await line.count():
            await self.hands.hover(line)  # the button may only show under the mouse
            use = line.get_by_role("button", name=_USE).or_(line.get_by_role("link", name=_USE)).locator(ON_SCREEN)
            if await use.count() == 1:
                await self.hands.press(use, f"'Use Account' beside {self._row.thing}")
                return
        await self.hands.press(row, self._row.thing)

    async def _look_for_row(self) -> None:
        """Search the tree, or expand and scroll it, until the account is on screen."""
        search = await self.screen.sees(_SEARCH)
        if search is not None:
            await self.hands.fill(search.locator, self.name, _SEARCH.thing)
            # Typing filters the loaded rows, and Enter asks the server. In a combobox it would choose whichever
            # row is marked.
            if await search.locator.get_attribute("role") != "combobox":
                await search.locator.press("Enter")
            try:
                await self.screen.find(self._row, timeout=min(self.screen.timeout, 5))
            except NotFound:
                await self.hands.fill(search.locator, "", _SEARCH.thing)
            else:
                return
        if not await self._list.seek(self._expand):
            await self.screen.find(self._row)

    async def _expand(self) -> bool:
        opener = await self.screen.sees(_COLLAPSED)
        if opener is None:
            return False
        held = await opener.locator.element_handle()
        await self.hands.press(opener.locator, _COLLAPSED.thing)
        await self._list.until_used(held)
        return True
