"""What the bot does on a page, and who watches it: every action goes through `Hands`.

Each action is shown to a `Witness` before and after, which takes the screenshots and writes the journal.
"""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import replace

from playwright.async_api import Dialog, ElementHandle, FilePayload, FloatRect, Locator
from playwright.async_api import Error as PlaywrightError
from playwright.async_api import TimeoutError as PlaywrightTimeout
from pydantic import SecretStr

from pages.driver import words
from pages.driver.covers import MOST_COVERS, THERE_MS, again, reach, uncover
from pages.driver.look import ON_SCREEN, Look, exactly, text
from pages.driver.marks import Mark
from pages.driver.pending import Writes
from pages.driver.press import Pin, arm, has_arrived, reason, was_lost
from pages.driver.screen import Screen
from pages.driver.scripts import script
from pages.driver.vocabulary import Names
from pages.driver.witness import Action, Witness
from pages.errors import Ambiguous, NotFound, NotSaved, WrongPlace

REDACTED = "(hidden)"
_TRIAL_MS = 1500


class Hands:
    """Acts on one portal's page.

    Attributes:
        committed: whether anything was pressed that may have stored something.
    """

    def __init__(self, screen: Screen, witness: Witness) -> None:
        self.screen = screen
        self.witness = witness
        self.writes = Writes(screen.page)
        self.committed = False
        self._confirming = False
        self._secrets: list[Locator] = []
        screen.page.on("dialog", self._answer)

    async def _answer(self, dialog: Dialog) -> None:
        # The browser's own boxes: leaving a page is what we decided; anything else is agreed to only when
        # the present press is known to ask for it.
        if dialog.type == "beforeunload" or self._confirming:
            await dialog.accept()
        else:
            await dialog.dismiss()

    @asynccontextmanager
    async def confirming(self) -> AsyncIterator[None]:
        """Agree to the browser's own confirmation box while the block runs."""
        self._confirming = True
        try:
            yield
        finally:
            self._confirming = False

    async def open(self, url: str, thing: str) -> None:
        """Load an address, once what was pressed to be stored has been sent."""
        action = Action(self.screen.portal, "open", thing)
        await self.writes.settle()
        await self.screen.goto(url)
        await self.witness.after(self, action)

    async def press(self, what: Look | Locator, thing: str | None = None, *, within: Locator | None = None) -> None:
        """Press something that only leads somewhere: nothing is stored by it."""
        name, locator = await self._found(what, thing, within)
        action = await self._action("press", name, locator)
        await self._click(locator, name)
        await self.witness.after(self, action)

    async def press_again(self, target: ElementHandle, thing: str) -> None:
        """Press something that ignored a press, if that very element is still there and can be pressed at once.

        What takes its place under the same name is not pressed; nor is what was greyed out, for it took the press.
        """
        with suppress(PlaywrightError):
            if await target.evaluate(script("usable")):
                action = Action(self.screen.portal, "press", thing, box=await target.bounding_box())
                await target.click(timeout=_TRIAL_MS)
                await self.witness.after(self, action)

    async def press_if_there(self, locator: Locator, thing: str) -> bool:
        """Press what the page may draw again at any moment, as a list does with its rows (see `press_only`).

        Returns:
            Whether it was pressed. If not, look for it again.
        """
        try:
            target = await locator.element_handle(timeout=_TRIAL_MS)
            lines: list[str] = await target.evaluate(script("letters"))
        except PlaywrightError:
            return False
        return await self.press_only(target, lines, thing)

    async def press_only(self, target: ElementHandle, lines: Sequence[str], thing: str) -> bool:
        """Press this very element, and only while it says these lines to the letter: a list may be drawn again.

        Returns:
            Whether it was pressed.
        """
        try:
            for _ in range(MOST_COVERS):
                if await uncover(self.screen.page.main_frame, target) is None:
                    break
                if not await target.is_visible():
                    return False
            await target.scroll_into_view_if_needed(timeout=_TRIAL_MS)
            action = Action(self.screen.portal, "press", thing, box=await target.bounding_box())
            if not await target.evaluate(script("guard"), [{"element": target, "lines": list(lines)}]):
                return False
        except PlaywrightError:
            return False  # drawn again
        with suppress(PlaywrightError):
            await target.click(timeout=_TRIAL_MS)
        try:
            pressed = await target.evaluate(script("reached"))
            await target.evaluate(script("disarm"))
        except PlaywrightError:
            pressed = True  # it led to another document, so it was let through
        if pressed:
            await self.witness.after(self, action)
        return bool(pressed)

    async def type_in(self, locator: Locator, value: str, thing: str, *, pause: float = 0) -> bool:
        """Type into a field key by key, in place of what it holds: it may listen to nothing but keys.

        Args:
            locator: the field.
            value: what to type.
            thing: what a person would call the field.
            pause: milliseconds between two keys.

        Returns:
            Whether it holds the value now: a list that arrives late may wipe it.

        Raises:
            NotFound: it can't be typed into.
        """
        action = replace(await self._action("fill", thing, locator), value=value)
        try:
            await locator.press("ControlOrMeta+a", timeout=self._ms)
            await locator.press("Backspace", timeout=self._ms)
            await locator.press_sequentially(value, delay=pause, timeout=self._ms)
            # Letters that are on no keyboard come without a key.
            await locator.press("Shift", timeout=self._ms)
            kept = await locator.input_value() == value
        except PlaywrightError as error:
            raise NotFound(
                f"{self.screen.portal}: {thing} can't be typed into: {reason(error)}", portal=self.screen.portal
            ) from None
        await self.witness.after(self, action)
        return kept

    async def hover(self, locator: Locator) -> None:
        """Put the mouse over something, if that can be done at once: a menu may open, or a button show itself.

        Raises:
            WentAway: it went away with what lay over it.
        """
        with suppress(PlaywrightError):
            await reach(self.screen, locator)
            await locator.hover(timeout=_TRIAL_MS)

    async def choose(self, locator: Locator, name: str, thing: str) -> None:
        """Choose one of the names in a field that offers several: nothing is stored by it.

        The field is marked: what it shows from now on is our choice, and no sign of what the page is about.
        """
        action = replace(await self._action("choose", thing, locator), value=name)
        try:
            await locator.evaluate(script("mark"), Mark.CHOSEN)
            await locator.select_option(label=name, timeout=self._ms)
        except PlaywrightError as error:
            raise NotFound(
                f"{self.screen.portal}: '{name}' can't be chosen in {thing}: {reason(error)}", portal=self.screen.portal
            ) from None
        await self.witness.after(self, action)

    async def commit(
        self, locator: Locator, thing: str, pins: Sequence[Pin], *, verb: str = "press", choice: str = ""
    ) -> None:
        """Press something that makes the portal store what the page holds.

        Args:
            locator: what to press.
            thing: what a person would call it.
            pins: what proved that this is the right tenant, application and account. The press reaches the
                page only if each still says the same at that very moment.
            verb: ``press`` or ``switch``.
            choice: what to choose, where it is a field that offers several things: nothing is pressed then.

        Raises:
            WrongPlace: the page changed since it was proven; nothing was pressed.
        """
        action = replace(await self._action(verb, thing, locator), writes=True)
        try:
            await reach(self.screen, locator)
            await self.witness.before(self, action)
            target = await locator.element_handle(timeout=self._ms)
            holds = await arm(target, pins)
        except PlaywrightError as error:
            # Drawn again, or left, while the picture was taken.
            raise NotFound(
                f"{self.screen.portal}: {thing} went away before it was pressed: {reason(error)}",
                portal=self.screen.portal,
                on_screen=await self.screen.excerpt(),
            ) from None
        if not holds:
            raise self._changed(thing)
        self.writes.expect()
        self.committed = True
        try:
            if choice:
                await target.select_option(label=choice, timeout=self._ms)
            else:
                await target.click(timeout=self._ms)
                if await was_lost(target, Mark.PINNED):
                    await target.click(timeout=self._ms)
        except PlaywrightError as error:
            raise NotFound(
                f"{self.screen.portal}: {thing} could not be pressed: {reason(error)}",
                portal=self.screen.portal,
                on_screen=await self.screen.excerpt(),
            ) from None
        try:
            blocked = await target.evaluate(script("disarm"))
        except PlaywrightError:
            blocked = False  # the press led to another document, so it was let through
        if blocked:
            raise self._changed(thing)
        await self.witness.after(self, action)

    def _changed(self, thing: str) -> WrongPlace:
        return WrongPlace(
            f"{self.screen.portal}: the page changed just before {thing} was pressed, so it was not pressed",
            portal=self.screen.portal,
        )

    async def fill(
        self, what: Look | Locator, value: str, thing: str | None = None, *, within: Locator | None = None
    ) -> None:
        """Make a text field hold a value; nothing is done if it already does.

        Raises:
            NotSaved: the field doesn't keep the value.
        """
        name, locator = await self._found(what, thing, within)
        try:
            if await locator.input_value(timeout=self._ms) == value:
                return
            action = replace(await self._action("fill", name, locator), value=value)
            await locator.fill(value, timeout=self._ms)
            kept = await locator.input_value() == value
        except PlaywrightError as error:
            raise NotFound(
                f"{self.screen.portal}: {name} can't be filled in: {reason(error)}", portal=self.screen.portal
            ) from None
        if not kept:
            raise NotSaved(
                f"{self.screen.portal}: {name} doesn't keep what is typed into it", portal=self.screen.portal
            )
        await self.witness.after(self, action)

    async def fill_secret(self, locator: Locator, secret: SecretStr | str, thing: str) -> None:
        """Type a password or code; it is masked in every screenshot from now on.

        Raises:
            NotFound: the field can't be filled in; the error doesn't hold the secret.
        """
        value = secret.get_secret_value() if isinstance(secret, SecretStr) else secret
        self._secrets.append(locator)
        action = replace(await self._action("fill", thing, locator), value=REDACTED)
        try:
            await locator.fill(value, timeout=self._ms)
        except PlaywrightError:
            # Playwright's own message holds the value.
            raise NotFound(f"{self.screen.portal}: {thing} can't be filled in", portal=self.screen.portal) from None
        await self.witness.after(self, action)

    async def secrets_on_page(self) -> list[Locator]:
        """What a screenshot has to mask: password and code fields, in every frame."""
        fields = [frame.locator(", ".join(words.SECRET_FIELDS)) for frame in self.screen.page.frames]
        return fields + self._secrets

    async def upload(self, opener: Locator, file: FilePayload, thing: str) -> None:
        """Press the button that opens the file chooser, and choose a file that exists in memory only.

        A file field that is not on screen, as behind a drop zone, is given the file itself.
        """
        hidden = not await opener.locator(ON_SCREEN).count()
        action = Action(self.screen.portal, "upload", thing) if hidden else await self._action("upload", thing, opener)
        action = replace(action, value=file["name"])
        try:
            if hidden:
                await opener.set_input_files(file, timeout=self._ms)
                await self.witness.after(self, action)
                return
            async with self.screen.page.expect_file_chooser(timeout=self._ms) as chooser:
                await self._click(opener, thing)
            await (await chooser.value).set_files(file)
        except PlaywrightError as error:
            raise NotFound(
                f"{self.screen.portal}: {thing} opened no file chooser: {reason(error)}", portal=self.screen.portal
            ) from None
        await self.witness.after(self, action)

    async def download(self, locator: Locator, thing: str) -> bytes:
        """Press something that downloads a file, and return the file's content.

        Raises:
            NotFound: no download began.
        """
        action = await self._action("download", thing, locator)
        await self.witness.before(self, action)
        try:
            async with self.screen.page.expect_download(timeout=self._ms) as downloading:
                await self._click(locator, thing)
            download = await downloading.value
            content = (await download.path()).read_bytes()
            await download.delete()
        except (PlaywrightError, OSError) as error:
            raise NotFound(
                f"{self.screen.portal}: {thing} started no download: {reason(error)}",
                portal=self.screen.portal,
                on_screen=await self.screen.excerpt(),
            ) from None
        await self.witness.after(self, action)
        return content

    async def saw(self, thing: str, value: str, locator: Locator | None = None) -> None:
        """Tell the witness of a value that was read."""
        action = Action(self.screen.portal, "read", thing, value)
        box = await self._box(locator) if locator is not None else None
        await self.witness.after(self, replace(action, box=box))

    async def saw_beside(self, names: Names, value: str, thing: str) -> None:
        """Tell the witness of a value that was read beside a label."""
        try:
            hit = await self.screen.sees(text(thing, exactly(*names)))
        except Ambiguous:
            hit = None  # the value was read all the same: only the highlight in the report is lost
        await self.saw(thing, value, hit.locator if hit is not None else None)

    async def _found(self, what: Look | Locator, thing: str | None, within: Locator | None) -> tuple[str, Locator]:
        if isinstance(what, Look):
            return thing or what.thing, await self.screen.find(what, within)
        return thing or "it", what

    async def _action(self, verb: str, thing: str, locator: Locator) -> Action:
        action = Action(self.screen.portal, verb, thing)
        return replace(action, box=await self._box(locator))

    async def _box(self, locator: Locator) -> FloatRect | None:
        try:
            target = await locator.element_handle(timeout=self._ms)
            # To scroll waits for the page to be drawn twice, so it is done only where there is need.
            if not await target.evaluate(script("inSight")):
                await target.scroll_into_view_if_needed(timeout=self._ms)
            return await target.bounding_box()
        except PlaywrightError:
            return None  # only the highlight in the report is lost

    async def _click(self, locator: Locator, thing: str) -> None:
        try:
            target = await reach(self.screen, locator)
            await target.evaluate(script("feel"))
            for _ in range(MOST_COVERS):
                try:
                    await locator.click(timeout=_TRIAL_MS)
                except PlaywrightTimeout:
                    if await has_arrived(target):
                        break  # pressed, though the page was too busy to say so in time
                    # Something may have come over it meanwhile.
                    if await uncover(self.screen.page.main_frame, target) is None:
                        await again(self.screen, locator, within=min(self._ms, THERE_MS))
                        await locator.click(timeout=self._ms)
                        break
                    target = await again(self.screen, locator)
                    await target.evaluate(script("feel"))
                else:
                    break
            if await was_lost(target, Mark.PRESSED):
                await locator.click(timeout=self._ms)
        except PlaywrightError as error:
            raise NotFound(
                f"{self.screen.portal}: {thing} could not be pressed: {reason(error)}",
                portal=self.screen.portal,
                on_screen=await self.screen.excerpt(),
            ) from None

    @property
    def _ms(self) -> float:
        return self.screen.timeout * 1000
