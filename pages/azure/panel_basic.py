"""Card 1's panel, 'Basic SAML Configuration': adding an identifier and a reply URL to what is there."""

import re
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass

from playwright.async_api import Error as PlaywrightError
from playwright.async_api import Frame, Locator

from pages.azure import words
from pages.azure.cards import CERTIFICATES, CLAIMS, spelled
from pages.azure.page import SamlBlade
from pages.azure.panel import AzurePane
from pages.driver.look import Look, button, exactly
from pages.driver.marks import Mark
from pages.driver.pairing import all_between
from pages.driver.press import Pin
from pages.driver.screen import Hit
from pages.driver.scripts import script
from pages.driver.vocabulary import Names
from pages.errors import NotFound
from pages.origins import same_address

# Seconds that stored values get to be drawn.
_MOMENT = 5.0
# A row may have a field for its place among the others.
_NOT_ITS_PLACE = ":not([type=number])" + "".join(
    f":not([{attribute}='{name}' i])"
    for name in words.ROW_PLACES
    for attribute in ("aria-label", "placeholder", "title")
)
_TEXT_INPUTS = (
    f"input:not([type=checkbox]):not([type=radio]):not([type=hidden]):not([type=file]){_NOT_ITS_PLACE}, textarea"
)


class BasicSamlPanel:
    """The panel, once card 1's 'Edit' was pressed.

    It may be drawn beside the cards, on a page of its own, or by the shell outside the blade's frame.
    """

    def __init__(self, blade: SamlBlade) -> None:
        self.blade = blade
        self.hands = blade.hands
        self.screen = blade.screen
        self._pane = AzurePane(blade, words.PANEL_BASIC, self._anchor)
        self._identifiers = _group(
            "the identifier field", words.IDENTIFIER, words.IDENTIFIER_HINTS, words.ADD_IDENTIFIER, str.__eq__
        )
        self._reply_urls = _group(
            "the reply URL field", words.REPLY_URL, words.REPLY_URL_HINTS, words.ADD_REPLY_URL, same_address
        )

    async def add_identifier(self, value: str, *, held: int) -> None:
        """Enter an identifier beside the `held` ones that are there."""
        await self._add(self._identifiers, value, held, [words.REPLY_URL])

    async def add_reply_url(self, value: str, *, held: int) -> None:
        """Enter a reply URL beside the `held` ones that are there."""
        nexts = [words.SIGN_ON_URL, words.RELAY_STATE, words.CARD_LOGOUT_URL]
        await self._add(self._reply_urls, value, held, nexts)

    async def _add(self, group: "_Group", value: str, held: int, nexts: Sequence[Names]) -> None:
        async def drawn() -> bool | None:
            values = [(await row.input_value()).strip() for row in await self._rows(group, nexts)]
            return (
                True
                if any(group.same(one, value) for one in values) or len([one for one in values if one]) >= held
                else None
            )

        async def room() -> tuple[str, Locator] | None:
            rows = await self._rows(group, nexts)
            for row in rows:
                if group.same((await row.input_value()).strip(), value):
                    return "there", row
            for row in rows:
                if await row.is_editable() and (empty := await _held_if_empty(row)) is not None:
                    return "empty", empty
            add = await self.screen.ready(group.add)
            return ("add", add) if add is not None else None

        await self._pane.begin()
        with suppress(NotFound):
            # What is stored can be drawn later than the panel, and would be overwritten in the meantime.
            await self.screen.until(drawn, f"what is stored in {group.thing}", timeout=_MOMENT)
        state, found = await self.screen.until(room, group.thing)
        if state == "add":
            await self.hands.press(found, group.add.thing)

            async def empty_row() -> Locator | None:
                for row in await self._rows(group, nexts):
                    if await row.is_editable() and (empty := await _held_if_empty(row)) is not None:
                        return empty
                return None

            found = await self.screen.until(empty_row, f"a new row of {group.thing}")
            state = "empty"
        if state == "empty":
            await self.hands.fill(found, value, group.thing)
            # Some forms hear what was typed only once the field is left.
            with suppress(PlaywrightError):
                await found.blur()

    async def _rows(self, group: "_Group", nexts: Sequence[Names]) -> list[Locator]:
        """The rows of one kind, in every visible frame."""
        for frame in await self.screen.surfaces():
            if rows := await _rows(frame, group, nexts):
                return rows
        return []

    async def save(self, pins: Sequence[Pin]) -> None:
        """Save, and wait until the portal has said how that went (see `AzurePane.save`)."""
        await self._pane.save(pins)

    async def close(self) -> None:
        """Close the panel if it is still open, and answer 'test later' if asked."""
        await self._pane.close()

    async def _anchor(self) -> Hit | None:
        for frame in await self.screen.surfaces():
            for group, nexts in ((self._identifiers, [words.REPLY_URL]), (self._reply_urls, [])):
                if rows := await _rows(frame, group, nexts):
                    return Hit(frame, rows[0])
                if await group.add.any(frame).count():
                    return Hit(frame, group.add.any(frame).first)
        return None


async def _held_if_empty(row: Locator) -> Locator | None:
    """The row itself rather than its place in the list, where another may be drawn meanwhile; None if it is filled."""
    if not await row.evaluate(script("emptyRow")):
        return None
    return row.locator("xpath=ancestor::*[last()]").locator(f"[{Mark.EMPTY_ROW}]")


@dataclass(frozen=True)
class _Group:
    """The fields of one kind in the panel, what adds a row, and whether two of its values are one."""

    thing: str
    names: Names
    labeled: Look
    add: Look
    same: Callable[[str, str], bool]


def _group(thing: str, names: Names, hints: Names, add: Names, same: Callable[[str, str], bool]) -> _Group:
    label = re.compile(rf"^\W*{spelled(names)}(?!\w)", re.IGNORECASE)
    labeled = Look(
        thing,
        (
            # An element that holds a field in a shadow tree may have its hint, too.
            lambda scope: scope.get_by_placeholder(exactly(*hints)).and_(scope.locator(_TEXT_INPUTS)),
            lambda scope: scope.get_by_label(label).and_(scope.locator(_TEXT_INPUTS)),
            lambda scope: scope.get_by_role("textbox", name=label),
        ),
    )
    return _Group(thing, names, labeled, button(*add, thing=f"'{add[0]}'"), same)


async def _rows(frame: Frame, group: _Group, nexts: Sequence[Names]) -> list[Locator]:
    """The fields of one kind on screen in a document.

    By placeholder or label where they have one; else the fields between this kind's label and the next one's.
    """
    for locator in group.labeled.each(frame):
        if await locator.count():
            # A card's read-only boxes are no fields of the panel.
            return [row for row in await locator.all() if await row.is_editable()]
    inputs = Look(group.thing, (lambda scope: scope.locator(_TEXT_INPUTS),))
    stops = [*(exactly(*names) for names in nexts), CLAIMS.title, CERTIFICATES.title]
    found = await all_between(frame, exactly(*group.names), stops, inputs)
    return [row for row in found if await row.is_editable()]
