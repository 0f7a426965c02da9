"""The way to the tab "IdP and SSO", from wherever the portal begins: what is pressed, until the tab is in sight."""

import re
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace

from playwright.async_api import Locator

from pages.driver.covers import put_aside
from pages.driver.hands import Hands
from pages.driver.look import Look, again, button, pressable, untried
from pages.driver.marks import Mark
from pages.driver.screen import Hit
from pages.driver.scripts import script
from pages.driver.vocabulary import either
from pages.errors import NotFound, SessionGone, WentAway
from pages.ooma import words
from pages.ooma.accounts import APPS, Known
from pages.ooma.detour import Detour
from pages.ooma.sign_in import PASSWORD

TAB = button(*words.IDP_TAB, thing=f"the '{words.IDP_TAB[0]}' tab")
SET_UP = button(*words.SET_UP)
EDIT = button(*words.EDIT_IDP)
_OPENED = replace(EDIT | SET_UP, many=True)
# Not a bare 'Account': that is the menu with the tree of accounts.
ACCOUNT_PAGE = pressable(
    "the company account page",
    re.compile(
        rf"^\W*(?:{either(words.ACCOUNT_PAGE_OF)}\W+{either(words.ACCOUNT_PAGE_KIND)}|{either(words.ACCOUNT_PAGE)})\W*$",
        re.IGNORECASE,
    ),
)
# Ways to that page, in the order in which they are tried.
DETOURS = (
    button(*words.PHONE_SYSTEM, thing="the Phone System App"),
    APPS,
    button(*words.ACCOUNT_SETTINGS, thing="the account's menu"),
)
_WAYS = {look.thing: look for look in DETOURS}
# Seconds that a page gets to show the nearer of two ways.
_MOMENT = 2.5
# Seconds that a menu gets to open under the mouse.
_UNFOLD = 1.0
MOST_CLOSED = 4
"""How often a menu on the way is opened again that was closed by something else."""

# How many things are tried that may lead nearer.
_MOST = 12


class WayToTab:
    """Finds the tab in one tab of the browser."""

    def __init__(self, hands: Hands, known: Known) -> None:
        self._hands = hands
        self._screen = hands.screen
        self._known = known

    async def to_account_page(self) -> None:
        """Follow the menus to the company account page, unless the tab is in sight without that.

        Raises:
            SessionGone: the portal asks to sign in again.
        """
        near: dict[str, Look] = {"tab": TAB, "sign in": PASSWORD, ACCOUNT_PAGE.thing: ACCOUNT_PAGE}
        before = self._known.detours
        pressed: list[Detour] = []
        closed = 0
        while True:
            try:
                found = await self._next(near, pressed, before)
                if found is None:
                    # Begin again. A menu that opens under the mouse may have been pressed, as something had closed it.
                    pressed, before = [], []
                    continue
                view, hit = found
                if view == "sign in":
                    raise SessionGone("the Ooma Admin Portal asks to sign in again", portal=self._screen.portal)
                if isinstance(view, Detour):
                    pressed.append(await self._detour(view, hit, near))
                    continue
                if view != "tab":
                    await self._hands.press(hit.locator, view)
                    await self._screen.find(TAB)
            except WentAway:
                # A menu that was closed is opened again.
                closed += 1
                if closed > MOST_CLOSED:
                    raise
                pressed = []
            else:
                self._known.detours = pressed
                return

    async def to_tab(self) -> None:
        """Press the tab, unless a portal that remembers it has opened it already: that could close it."""
        if await self._screen.sees(_OPENED) is None:
            await self._hands.press(TAB)

    async def _next(
        self, near: dict[str, Look], pressed: Sequence[Detour], before: Sequence[Detour]
    ) -> tuple[str | Detour, Hit] | None:
        """What to press next: what is near the tab, the way of before from its end, or else what may lead there.

        Returns:
            None if the way of before was followed to its end, and nothing nearer is in sight.

        Raises:
            WentAway: what had opened under the mouse has closed.
        """
        moment = min(self._screen.timeout, _MOMENT)
        # What was pressed last led to the page. What came before that may have led to it, or nowhere.
        for back, last in enumerate(reversed(before)):
            if any(one.stands == last.stands for one in pressed):
                break
            known = {one: again(_WAYS[one.thing], one.stands) for one in before[len(before) - 1 - back :]}
            with suppress(NotFound):
                return await self._screen.first_of({**near, **dict(reversed(known.items()))}, timeout=moment)
        # What is nearer to the tab may still be loading: give it a moment before trying a detour.
        with suppress(NotFound):
            return await self._screen.first_of({**near}, timeout=moment)
        if pressed and before and pressed[-1].stands == before[-1].stands:
            return None
        if pressed and pressed[-1].unfolds:
            raise WentAway(f"{self._screen.portal}: {pressed[-1].thing} has closed again", portal=self._screen.portal)
        tried = [one.stands for one in pressed]
        detours = {Detour(thing): untried(look, tried) for thing, look in _WAYS.items()}
        return await self._screen.first_of({**near, **(detours if len(tried) < _MOST else {})})

    async def _detour(self, way: Detour, hit: Hit, near: dict[str, Look]) -> Detour:
        """Press something that may lead nearer: the name of the app that is open looks like what opens it.

        Raises:
            WentAway: it was in a menu that has closed.
        """
        stands = await hit.locator.evaluate(script("stand"))
        await hit.locator.evaluate(script("tag"), Mark.WAY)
        menu = hit.where.locator(f"[{Mark.WAY}]")
        unfolds = way.unfolds and await self._unfolds(menu, near)
        if not unfolds:
            await self._hands.press(menu, way.thing)
        return Detour(way.thing, stands, unfolds)

    async def _unfolds(self, menu: Locator, near: dict[str, Look]) -> bool:
        """Whether something nearer appears under the mouse, as in a menu that opens as the mouse comes.

        Something may come over the menu just as it opens, and close it. Then the mouse is put there again.
        """
        for _ in range(MOST_CLOSED):
            # Such a menu doesn't open for a mouse that is there already.
            if await menu.evaluate(script("hovered")):
                await self._screen.page.mouse.move(0, 0)
            await self._hands.hover(menu)
            with suppress(NotFound):
                await self._screen.first_of(near, timeout=_UNFOLD)
                return True
            if not await put_aside(self._screen, menu):
                return False
        return False
