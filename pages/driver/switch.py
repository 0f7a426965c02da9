"""A switch, however it is drawn.

It may be a checkbox, an ARIA switch, a label over a checkbox of no size, two radio buttons, a list of two, be it the
browser's own or a drawn one, or a button that says what it will do.
"""

from collections.abc import Sequence

from playwright.async_api import Frame, Locator

from pages.driver import words
from pages.driver.answers import Confirmation, confirming
from pages.driver.hands import Hands
from pages.driver.look import ON_SCREEN, button, escape, exactly, is_ready, text
from pages.driver.marks import Mark
from pages.driver.pairing import belonging
from pages.driver.press import Pin
from pages.driver.screen import Hit
from pages.driver.scripts import ask, script
from pages.driver.vocabulary import Names, either, like
from pages.errors import Ambiguous, NotFound, NotSaved

# Once the portal has answered, a switch gets this part of the longest wait to be redrawn, but no fewer than these
# seconds. On a busy machine that takes long, and one that is given up too early is reported as refused; one that was
# refused costs this much time.
_REDRAWN = 1 / 5
_MOMENT = 2.0
_RADIOS = "input[type=radio], [role=radio]"
_TOGGLES = ", ".join(
    (
        "input[type=checkbox], input[type=radio], [role=switch], [role=checkbox], [role=radio], button[aria-pressed]",
        "[aria-checked]:not([role])",
        *(f"{hook}:not([role*=group])" for hook in words.TOGGLE_HOOKS),
    )
)
_BARE = exactly(*words.BARE_ON, *words.BARE_OFF)


class Switch:
    """One switch on a page, known by the words beside it.

    What says no more than 'Enabled' is it only if nothing beside it says that it is about something else.
    """

    def __init__(
        self,
        hands: Hands,
        names: Names,
        *,
        save: Names,
        others: Names = (),
        turn_on: Names = (),
        turn_off: Names = (),
        about: Names = (),
    ) -> None:
        """Describe a switch.

        Args:
            hands: what acts on its page.
            names: what it is called.
            save: what the button is called that saves its form, where there is one.
            others: what other switches near it are called.
            turn_on: what a button is called that stands in its place while it is off.
            turn_off: what it is called while it is on.
            about: what words beside it are about, where it is such a button or says no more than 'Enabled'; parts of
                a pattern.
        """
        self.hands = hands
        self.names = names
        self.thing = f"the '{names[0]}' switch"
        self._named = exactly(*names)
        self._others = exactly(*others) if others else None
        self._buttons = exactly(*turn_on, *turn_off) if turn_on else None
        telling = [name for name in (*turn_on, *turn_off) if not _BARE.match(name)]
        self._telling = exactly(*telling) if telling else None
        self._turn_off = exactly(*turn_off) if turn_off else None
        self._about = like(about) if about else None
        # All that is said beside the switches and by their buttons.
        said = (*map(escape, (*names, *others, *turn_on, *turn_off)), *about)
        self._own_words = rf"^\W*(?:{either(said, words.SWITCH_TALK, words.ON, words.OFF)}(?:\W+|$))+$"
        self._save_button = button(*save)

    async def is_on(self) -> bool:
        """Whether it is on; waits until it is there."""
        return await self._state(await self._control())

    async def is_on_if_shown(self) -> bool | None:
        """Whether it is on; None if there is none at this moment."""
        control = await self._look()
        return None if control is None else await self._state(control)

    async def turn(self, pins: Sequence[Pin], *, on: bool) -> None:
        """Switch it on or off; nothing is done if it is so already.

        Raises:
            NotSaved: it stays, or snaps back.
        """
        control = await self._control()
        if await self._state(control) == on:
            return
        async with confirming(self.hands) as question:
            choice = str(await control.evaluate(script("choiceFor"), on))
            save = await self._save(control)
            saved_before = save is not None and await is_ready(save)
            if await control.evaluate(script("showsChoice")):
                pressed = await self._option(control, on=on)
            else:
                pressed = control if choice else await self._pressable(control, on=on)
            await self.hands.commit(pressed, self.thing, pins, verb="switch", choice=choice)
            try:
                await self._until_turned(question, on=on)
                if not self.hands.writes.answered:
                    await self._save_form(pins, question, saved_before=saved_before, on=on)
            except NotFound as error:
                raise NotSaved(
                    f"{self.hands.screen.portal}: {self.thing} does not stay {'on' if on else 'off'}",
                    portal=error.portal,
                    on_screen=error.on_screen,
                ) from None

    async def _until_turned(self, question: Confirmation, *, on: bool) -> None:
        async def turned() -> bool | None:
            await question.agree()
            return True if await self._state(await self._control()) == on else None

        async def sent() -> bool | None:
            return True if await turned() or self.hands.writes.answered else None

        wanted = f"{self.thing} to be {'on' if on else 'off'}"
        redrawn = max(_MOMENT, self.hands.screen.timeout * _REDRAWN)
        # It is drawn as pressed before the portal has answered, and snaps back if that refuses.
        await self.hands.screen.until(sent, wanted)
        await self.hands.writes.settle()
        agreed = question.agreed
        await self.hands.screen.until(turned, wanted, timeout=redrawn)
        if question.agreed != agreed:
            # The question came late: only now is anything sent.
            await self.hands.writes.settle()
            await self.hands.screen.until(turned, wanted, timeout=redrawn)

    async def _save_form(self, pins: Sequence[Pin], question: Confirmation, *, saved_before: bool, on: bool) -> None:
        """Press the 'Save' of the form in which the switch stands, where to switch it sent nothing yet.

        It is the switch's if both are in one form, if there was nothing to save before, or if the two stand together
        and there is nothing else that it could save.
        """
        control = await self._control()
        save = await self._save(control)
        if save is None or not await is_ready(save):
            return
        if saved_before and not await self._saves(control, save):
            return
        await self.hands.commit(save, f"{self._save_button.thing} beside {self.thing}", pins)
        await self._until_turned(question, on=on)

    async def _saves(self, control: Locator, save: Locator) -> bool:
        """Whether a 'Save' that can be pressed in any case is the switch's."""
        held = await save.element_handle()
        if await control.evaluate(script("inOneForm"), held):
            return True
        return bool(await control.evaluate(script("savesOnly"), [held, self._own_words, _TOGGLES]))

    async def _save(self, control: Locator) -> Locator | None:
        held = await control.element_handle()
        frame = await held.owner_frame()
        if frame is None:
            return None
        try:
            return await belonging(self.hands.screen, self._save_button, Hit(frame, control))
        except Ambiguous:
            return None  # none is pressed; whether the switch was stored is read from a fresh page

    async def _control(self) -> Locator:
        return await self.hands.screen.until(self._look, self.thing)

    async def _look(self) -> Locator | None:
        for frame in await self.hands.screen.surfaces():
            found = await self._in(frame)
            if found is not None:
                return found
        return None

    async def _in(self, frame: Frame) -> Locator | None:
        toggles = frame.locator(_TOGGLES)
        for named in (
            frame.get_by_role("switch", name=self._named),
            frame.get_by_role("checkbox", name=self._named),
            frame.get_by_label(self._named).and_(toggles),
            frame.get_by_role("radio", name=self._named),
        ):
            if (found := self._one([one for one in await named.all() if await self._may_be(one)])) is not None:
                return found
        lists = frame.locator("select").locator(ON_SCREEN)
        if (found := self._one([one for one in await lists.all() if await self._is_list(one)])) is not None:
            return found
        drawn = frame.locator("[role=combobox]").locator(ON_SCREEN)
        if (found := self._one([one for one in await drawn.all() if await self._is_drawn_list(one)])) is not None:
            return found
        return await self._beside_words(frame, toggles) or await self._button(frame)

    def _one(self, found: Sequence[Locator]) -> Locator | None:
        if len(found) > 1:
            portal = self.hands.screen.portal
            raise Ambiguous(f"{portal} shows {len(found)} things that could be {self.thing}", portal=portal)
        return found[0] if found else None

    async def _may_be(self, control: Locator) -> bool:
        """Whether something of its name is this switch, as far as the words around it tell."""
        owner = str(await ask(control, "owner"))
        if self._others is not None and self._others.match(owner):
            return False
        return not owner or self._is_about_this(owner) or not await ask(control, "saysOnlyState")

    def _is_about_this(self, owner: str) -> bool:
        if self._others is not None and self._others.match(owner):
            return False
        return self._named.match(owner) is not None or (
            self._about is not None and self._about.search(owner) is not None
        )

    async def _is_list(self, control: Locator) -> bool:
        return bool(await ask(control, "isOnOffList")) and self._is_about_this(str(await ask(control, "owner")))

    async def _is_drawn_list(self, control: Locator) -> bool:
        return bool(await ask(control, "showsChoice")) and self._is_about_this(str(await ask(control, "owner")))

    async def _option(self, control: Locator, *, on: bool) -> Locator:
        """Open a list that is drawn, and find in it what is to be chosen."""
        frame = await (await control.element_handle()).owner_frame()
        assert frame is not None  # noqa: S101 - an element on screen belongs to a frame
        options = frame.get_by_role("option")
        await self.hands.press(control, self.thing)

        async def offered() -> Locator | None:
            index = await options.evaluate_all(script("onOffOption"), on)
            return options.nth(index) if index >= 0 else None

        return await self.hands.screen.until(offered, f"what {self.thing} offers")

    async def _beside_words(self, frame: Frame, toggles: Locator) -> Locator | None:
        """A toggle that isn't tied to its words: the one that stands beside them."""
        named = text(self.thing, self._named).any(frame)
        labels = [await label.element_handle() for label in await named.all() if await ask(label, "mayLabel", _TOGGLES)]
        others = self._others.pattern if self._others is not None else ""
        refused: list[int] = []
        about = [labels, self._named.pattern, others, refused, _TOGGLES]
        while (index := await toggles.evaluate_all(script("toggle"), about)) >= 0:
            if await self._may_be(toggles.nth(index)):
                return toggles.nth(index)
            refused.append(index)
        return None

    async def _button(self, frame: Frame) -> Locator | None:
        """A button that says what it will do; of two, one for each, the one that can be pressed."""
        if self._buttons is None:
            return None
        found = []
        buttons = frame.get_by_role("button", name=self._buttons)
        # A link may be drawn as a button; what says no more than 'Enable' may lead anywhere.
        if self._telling is not None:
            buttons = buttons.or_(frame.get_by_role("link", name=self._telling))
        for one in await buttons.locator(ON_SCREEN).all():
            owner = str(await ask(one, "owner")) if _BARE.match(str(await ask(one, "called"))) else ""
            if not owner or self._is_about_this(owner):
                found.append(one)
        if len(found) > 1:
            found = [one for one in found if await one.is_enabled()]
        return self._one(found) or await self._drawn_button(frame)

    async def _drawn_button(self, frame: Frame) -> Locator | None:
        """The same without a role: words that say what they will do, under the mouse's hand, and no switch's label."""
        if self._telling is None:
            return None
        said = await text(self.thing, self._telling).any(frame).all()
        return self._one([one for one in said if await ask(one, "isDrawnButton")])

    async def _state(self, control: Locator) -> bool:
        if self._buttons is not None and self._turn_off is not None:
            said = str(await ask(control, "called"))
            # What says 'Disable SSO' says what it will do, whatever its class is called.
            tells = self._buttons.match(said) is not None and _BARE.match(said) is None
            if await ask(control, "isButton", tells) or (tells and await ask(control, "isDrawnButton")):
                return self._turn_off.match(said) is not None
        return bool(await ask(control, "isOn"))

    @staticmethod
    async def _pressable(control: Locator, *, on: bool) -> Locator:
        """What a person presses: the control, what is drawn over or around it, or the other of two radio buttons."""
        document = control.locator("xpath=ancestor::*[last()]")
        if not on and await control.evaluate(script("matches"), _RADIOS):
            await control.evaluate(script("otherRadio"))
            control = document.locator(f"[{Mark.OTHER_RADIO}]")
        if await control.locator(ON_SCREEN).count():
            return control
        name = await control.get_attribute("id")
        around = control.locator("xpath=ancestor::*").locator(ON_SCREEN)
        for drawn in (control.locator("xpath=ancestor::label[1]"), document.locator(f'label[for="{name}"]')):
            if await drawn.locator(ON_SCREEN).count():
                return drawn.locator(ON_SCREEN).first
        return around.last
