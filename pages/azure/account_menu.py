"""The menu of the account button, where the portal says which directory it shows."""

import re
from collections import Counter
from contextlib import suppress

from playwright.async_api import Locator

from pages.azure import words
from pages.azure.directory import names_directory
from pages.driver.answers import Lasting
from pages.driver.hands import Hands
from pages.driver.look import PRESSABLE, Look, Scope, css, escape
from pages.driver.marks import Mark
from pages.driver.press import Pin, pin
from pages.driver.scripts import script
from pages.driver.vocabulary import either
from pages.errors import NotFound

# Seconds that the menu gets to open, and to close; and for which it has to say the same, since it may come in parts.
_MOMENT = 5.0
_STAYS = 0.4


# What a page has a header of its own in, as a card or an article does.
_PARTS = ("main", "[role=main]", "article", "section", "aside", "dialog", "[role=dialog]")
_HEADERS = f"header:not({', '.join(f'{part} header' for part in _PARTS)})"
_TOP_BARS = ", ".join((_HEADERS, "[role=banner]", *words.TOP_BARS))
_NAMED = re.compile(rf"^\W*{either(words.ACCOUNT)}\b", re.IGNORECASE)


def account_button(username: str) -> Look:
    """The button of the top bar that is called the account, or by its address; nothing in the page itself."""
    address = re.compile(rf"(?<![\w.+-]){escape(username.strip())}(?![\w-]|\.\w)", re.IGNORECASE)

    def bar(scope: Scope) -> Locator:
        return scope.locator(_TOP_BARS)

    return css("the account button", *words.ACCOUNT_BUTTONS) | Look(
        "the account button",
        (
            lambda scope: bar(scope).get_by_role("button", name=address),
            lambda scope: bar(scope).get_by_role("link", name=address),
            lambda scope: bar(scope).get_by_role("button", name=_NAMED),
            lambda scope: bar(scope).get_by_title(address).and_(scope.locator(PRESSABLE)),
        ),
    )


class AccountMenu:
    """The menu: opened to be read, and closed again."""

    def __init__(self, hands: Hands, username: str) -> None:
        self.hands = hands
        self.screen = hands.screen
        self._button = account_button(username)

    async def directory(self, tenant: str, directory_id: str) -> Pin | None:
        """The account button, if its menu names this directory and no other.

        To go to another directory loads the page again, and this very button is gone then: so is its mark.
        """
        hit = await self.screen.sees(self._button)
        if hit is None:
            return None
        await hit.locator.evaluate(script("tag"), Mark.ACCOUNT)
        button = hit.where.locator(f"[{Mark.ACCOUNT}]")
        before = Counter(await self._lines())
        await self.hands.press(button, self._button.thing)
        said = Lasting(_STAYS)

        async def names() -> bool | None:
            # In the order in which they are read: a label comes before its value.
            left, lines = Counter(before), []
            for line in await self._lines():
                if left[line]:
                    left[line] -= 1
                else:
                    lines.append(line)
            told = names_directory(lines, tenant, directory_id)
            return True if said.holds("\n".join(lines) if told else "") else None

        try:
            await self.screen.until(names, "the directory in the account's menu", timeout=_MOMENT)
        except NotFound:
            return None
        finally:
            await self._close(before)
        await self.hands.saw("the directory in the account's menu", said.said)
        return await pin(button) if await button.count() == 1 else None

    async def _close(self, before: Counter[str]) -> None:
        """Press the button again if the menu is still there; one that stays open is in nobody's way."""

        async def closed() -> bool | None:
            return None if Counter(await self._lines()) - before else True

        if await closed():
            return
        with suppress(NotFound):
            await self.hands.press(self._button)
            await self.screen.until(closed, "the account's menu to close", timeout=_MOMENT)

    async def _lines(self) -> list[str]:
        """What the top document says: the shell draws the menu."""
        read = await self.screen.read(self.screen.page.main_frame)
        return [token.text for token in read if token.kind != "value" and token.text]
