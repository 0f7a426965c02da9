"""Going to a customer's account at Ooma: its 'Account' menu, its Accounts App, or a list of accounts in the top bar."""

import re
from contextlib import suppress
from dataclasses import replace

from playwright.async_api import Locator

from pages.driver.hands import Hands
from pages.driver.lists import LongList
from pages.driver.look import MARK, ON_SCREEN, Look, button, css, escape, exactly, says
from pages.errors import Ambiguous, NotFound

BANNER = "header, [role=banner], .core-topbar, .core-topbar-wrapper, .navbar, .topbar, nav"
APPS = css("the apps menu", "#main_topbar_apploader_link") | button("Apps", "All apps")
_ACCOUNT_MENU = r"accounts?|account (menu|jump|tree)|(switch|select|change) account"
ACCOUNTS = css("the 'Account' menu", "#main_topbar_account_toggle_link") | Look(
    "the 'Account' menu",
    (
        lambda scope: scope.locator("[data-original-title='Account'], [data-title='Account']"),
        lambda scope: scope.locator("[data-original-title='Account Jump'], [data-title='Account Jump']"),
        lambda scope: scope.get_by_role("button", name=re.compile(rf"^\W*({_ACCOUNT_MENU})\b", re.IGNORECASE)),
        lambda scope: scope.get_by_role("link", name=re.compile(rf"^\W*({_ACCOUNT_MENU})\W*$", re.IGNORECASE)),
        lambda scope: scope.get_by_title(re.compile(rf"^\W*({_ACCOUNT_MENU})\W*$", re.IGNORECASE)),
        lambda scope: scope.locator("[role=combobox]").and_(
            scope.get_by_role("combobox", name=re.compile(rf"^\W*({_ACCOUNT_MENU})\b", re.IGNORECASE))
        ),
        lambda scope: says(scope.locator("header, nav, [role=banner]"), exactly("Account", "Accounts")),
    ),
)
_ACCOUNTS_APP = button("Accounts", "Accounts App", "Account Manager", thing="the Accounts App")
# Such a list can go by the name of the account that is shown now.
_MENUS = Look(
    "a menu in the top bar",
    (lambda scope: scope.locator(BANNER).locator("[aria-haspopup]:not([aria-haspopup=false]), .dropdown-toggle"),),
    many=True,
)
_SEARCH = css("the account search", ".account-browser-search") | Look(
    "the account search",
    (
        lambda scope: scope.get_by_role("searchbox", name=re.compile("account|search", re.IGNORECASE)),
        lambda scope: scope.get_by_placeholder(re.compile(r"search|find|filter", re.IGNORECASE)),
        lambda scope: scope.get_by_role("textbox", name=re.compile("search", re.IGNORECASE)),
        lambda scope: scope.locator("input[role=combobox]").and_(
            scope.get_by_role("combobox", name=re.compile("account|search", re.IGNORECASE))
        ),
    ),
)
_COLLAPSED = replace(
    css(
        "the arrow of an account",
        "[role=treeitem][aria-expanded=false] > button",
        "[role=treeitem][aria-expanded=false]",
        ".account-children-link",
        "button[aria-expanded=false][aria-label*='xpand']",
        "[title*='xpand']",
    ),
    many=True,
)
_TREE = "[role=tree], [role=menu], [role=listbox], .account-browser-container, .dropdown-menu, [class*=account-tree]"
_LIST = Look(
    "the list of accounts", (lambda scope: scope.locator(_TREE), lambda scope: scope.locator("table")), many=True
)
_USE = exactly("Use Account", "Use", "Masquerade", "Switch", "Switch to account", "Select", "Manage")
_GO = button("Go", "Switch", "Switch account", "Use", "Use Account", "Apply", "Change", "Select", "Masquerade", "OK")
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
        self._list = LongList(hands, self._row, "More")

    async def enter(self) -> bool:
        """Choose the account wherever the portal offers the accounts.

        Returns:
            Whether it was chosen in a field, which shows it from then on whatever the portal makes of that.

        Raises:
            NotFound: it offers none of that name, or no accounts at all.
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
        """Choose the account in a list, and press 'Go' where one belongs to the list."""
        offered: list[str] = await choice.evaluate("field => [...field.options].map(option => option.label)")
        fitting = [label for label in offered if self._exact.match(label)]
        if len(fitting) != 1:
            raise Ambiguous(f"{self.screen.portal} offers {len(fitting)} accounts that are called '{self.name}'")
        form = choice.locator("xpath=ancestor::form[1]")
        beside = form if await form.count() else choice.locator("xpath=..")
        await self.hands.choose(choice, fitting[0], self._choice.thing)
        go = await self.screen.sees(_GO, beside) if await beside.count() else None
        if go is not None:
            await self.hands.press(go.locator, _GO.thing)

    async def _open_accounts(self) -> Locator | None:
        """Open the list of accounts; returns it where it is a field to choose from."""
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
        """Open one menu of the top bar after the other, until one shows the account or lets it be searched."""
        for frame in await self.screen.surfaces():
            for menu in await _MENUS.any(frame).element_handles():
                await self.hands.press_again(menu, _MENUS.thing)
                with suppress(NotFound):
                    await self.screen.first_of({"row": self._row, "search": _SEARCH}, timeout=_MOMENT / 2)
                    return
                await self.hands.press_again(menu, f"{_MENUS.thing}, to close it")
        await self.screen.find(ACCOUNTS)

    async def _use(self, row: Locator) -> None:
        """Press the account's name, or 'Use Account' in its row where the accounts stand in a table."""
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
            # Typing filters the rows that are loaded; Enter asks the server. In a combobox it would choose the
            # row that is marked, whichever that is.
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
