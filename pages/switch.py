"""A switch, however it is drawn: a checkbox, an ARIA switch, a label over a checkbox of no size, two radio buttons."""

from collections.abc import Sequence

from playwright.async_api import Frame, Locator

from pages.confirmation import confirming
from pages.errors import Ambiguous, NotFound, NotSaved
from pages.hands import Hands, Pin
from pages.labels import Names
from pages.look import ON_SCREEN, exactly, text
from pages.scripts import TOGGLE

# Seconds that a switch gets to be drawn anew once the portal has answered.
_MOMENT = 2.0
_TOGGLES = (
    "input[type=checkbox], input[type=radio], [role=switch], [role=checkbox], [role=radio], button[aria-pressed],"
    " [class*=switch i], [class*=toggle i]"
)


class Switch:
    """One switch on a page, known by the words beside it."""

    def __init__(self, hands: Hands, names: Names) -> None:
        self.hands = hands
        self.names = names
        self.thing = f"the '{names[0]}' switch"

    async def is_on(self) -> bool:
        """Whether it is on; waits until it is there."""
        control = await self._control()
        return await _state(control)

    async def is_on_if_shown(self) -> bool | None:
        """Whether it is on; None if there is none at this moment."""
        control = await self._look()
        return None if control is None else await _state(control)

    async def turn(self, pins: Sequence[Pin], *, on: bool) -> None:
        """Switch it on or off; nothing is done if it is so already.

        Raises:
            NotSaved: it stays, or snaps back.
        """
        control = await self._control()
        if await _state(control) == on:
            return
        async with confirming(self.hands) as question:
            await self.hands.commit(await self._pressable(control, on=on), self.thing, pins, verb="switch")

            async def turned() -> bool | None:
                await question.agree()
                return True if await _state(await self._control()) == on else None

            async def sent() -> bool | None:
                return True if await turned() or self.hands.writes.answered else None

            wanted = f"{self.thing} to be {'on' if on else 'off'}"
            try:
                # It is drawn as pressed before the portal has answered, and snaps back if that refuses.
                await self.hands.screen.until(sent, wanted)
                await self.hands.writes.settle()
                await self.hands.screen.until(turned, wanted, timeout=_MOMENT)
            except NotFound as error:
                raise NotSaved(
                    f"{self.hands.screen.portal}: {self.thing} does not stay {'on' if on else 'off'}",
                    on_screen=error.on_screen,
                ) from None

    async def _control(self) -> Locator:
        return await self.hands.screen.until(self._look, self.thing)

    async def _look(self) -> Locator | None:
        for frame in await self.hands.screen.surfaces():
            found = await self._in(frame)
            if found is not None:
                return found
        return None

    async def _in(self, frame: Frame) -> Locator | None:
        pattern = exactly(*self.names)
        toggles = frame.locator(_TOGGLES)
        for named in (
            frame.get_by_role("switch", name=pattern),
            frame.get_by_role("checkbox", name=pattern),
            frame.get_by_label(pattern).and_(toggles),
        ):
            count = await named.count()
            if count == 1:
                return named
            if count > 1:
                raise Ambiguous(f"{self.hands.screen.portal} shows {count} things that could be {self.thing}")
        words = text(self.thing, pattern).any(frame)
        if await words.count() == 0:
            return None
        # Not tied to its words: then the one that stands beside them.
        handles = [await word.element_handle() for word in await words.all()]
        index = await toggles.evaluate_all(TOGGLE, [handles, pattern.pattern])
        return toggles.nth(index) if index >= 0 else None

    @staticmethod
    async def _pressable(control: Locator, *, on: bool) -> Locator:
        """What a person presses: the control, what is drawn over or around it, or the other of two radio buttons."""
        if not on and await control.evaluate("e => e.matches('input[type=radio]')"):
            name = await control.get_attribute("name")
            control = control.page.locator(f'input[type=radio][name="{name}"]:not(:checked)').first
        if await control.locator(ON_SCREEN).count():
            return control
        name = await control.get_attribute("id")
        around = control.locator("xpath=ancestor::*").locator(ON_SCREEN)
        for drawn in (control.locator("xpath=ancestor::label[1]"), control.page.locator(f'label[for="{name}"]')):
            if await drawn.locator(ON_SCREEN).count():
                return drawn
        return around.last


async def _state(control: Locator) -> bool:
    return bool(await control.evaluate(_IS_ON))


_IS_ON = """e => {
  const box = e.matches('input') ? e : e.querySelector('input[type=checkbox]');
  const said = e.getAttribute('aria-checked') ?? e.getAttribute('aria-pressed');
  return box?.checked ?? (said ? said === 'true'
    : /(^|[\\s_-])(on|checked|active|enabled|selected)(\\s|$)/i.test(e.getAttribute('class') || ''));
}"""
