"""The list of enterprise applications in the Azure portal: finding one by its exact name."""

import asyncio
import re
from collections.abc import Awaitable, Callable

from pages.azure import words
from pages.driver.hands import Hands
from pages.driver.lists import LongList
from pages.driver.look import Look, css, escape, says
from pages.driver.scripts import script
from pages.driver.values import tidy
from pages.driver.vocabulary import either, like
from pages.errors import Ambiguous, NotFound

# Seconds after which a list that has not changed has settled.
_SETTLED = 1.0
# Seconds that a search gets that found nothing before.
_MOMENT = 3.0
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


class ApplicationList:
    """The list, once it is shown."""

    def __init__(self, hands: Hands, app: str) -> None:
        self.hands = hands
        self.screen = hands.screen
        self.app = app
        pattern = re.compile(rf"^\s*{escape(app)}\s*$")
        self._row = Look(
            f"an application named '{app}'",
            (
                lambda scope: scope.get_by_role("link", name=pattern),
                lambda scope: scope.get_by_role("button", name=pattern),
                lambda scope: scope.get_by_role("gridcell", name=pattern),
                lambda scope: scope.get_by_role("cell", name=pattern),
                lambda scope: says(scope, pattern),
            ),
        )
        self._list = LongList(hands, self._row)
        # Whether a search found nothing though the application is there.
        self._search_misses = False

    async def open(self, reload: Callable[[], Awaitable[None]]) -> None:
        """Open the application's page.

        Args:
            reload: loads the list again.

        Raises:
            NotFound, Ambiguous: there is no application of that name, or there are several.
        """
        box = await self.screen.find(LIST_SEARCH)
        await self.hands.fill(box, self.app, LIST_SEARCH.thing)
        await box.press("Enter")
        # The other half is for going through the list, where the search knows only the rows that are there.
        wait = self.screen.timeout / 2
        patience = min(wait, _MOMENT) if self._search_misses else wait
        rows: set[str] = set()
        try:
            try:
                rows = await self.screen.until(self._settled(), self._row.thing, timeout=patience)
            except NotFound:
                rows = await self._all_of_its_name(reload)
                self._search_misses = bool(rows)
            link = await self.screen.find(self._row, timeout=wait)
        except Ambiguous:
            rows |= await self._rows()
        except NotFound as error:
            raise NotFound(
                f"there is no enterprise application named '{self.app}' in the list",
                portal=self.screen.portal,
                hint="Check {azure_app}: the exact display name; the list shows enterprise applications only.",
                on_screen=error.on_screen,
            ) from None
        else:
            if len(rows) <= 1:
                await self.hands.press(link, f"the application '{self.app}'")
                return
        raise Ambiguous(
            f"there are several enterprise applications named '{self.app}': {'; '.join(sorted(rows))}",
            portal=self.screen.portal,
            hint="Give the ids of the right one: {azure_object_id} and {azure_app_id}.",
        )

    def _settled(self) -> Callable[[], Awaitable[set[str] | None]]:
        """Looks for the rows of that name, once they have stayed the same: those of the server may still come."""
        loop = asyncio.get_running_loop()
        before: set[str] = set()
        since = loop.time()

        async def look() -> set[str] | None:
            nonlocal before, since
            rows = await self._rows()
            if rows != before:
                before, since = rows, loop.time()
            return rows if rows and loop.time() - since >= _SETTLED else None

        return look

    async def _all_of_its_name(self, reload: Callable[[], Awaitable[None]]) -> set[str]:
        """Go through the whole list: the search may know only the rows that are drawn already."""
        await self.hands.fill(await self.screen.find(LIST_SEARCH), "", LIST_SEARCH.thing)
        found: set[str] = set()
        async for _ in self._list.steps():
            found |= await self._rows()
        if found and not await self._rows():
            await reload()
            await self.screen.find(LIST_SEARCH)
            await self._list.seek()
        return found

    async def _rows(self) -> set[str]:
        found: set[str] = set()
        for frame in await self.screen.surfaces():
            for locator in self._row.each(frame):
                # All at once: a list that draws only what is in sight may take a row away between two questions.
                found |= {tidy(said) for said in await locator.evaluate_all(script("rowTexts"))}
                if found:
                    return found
        return found
