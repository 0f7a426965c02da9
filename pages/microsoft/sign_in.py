"""Microsoft's sign-in pages: a state machine over whatever page they show next.

The pages change without a change of address, fields of other pages stay in the document, and one button is
'Next', 'Sign in' and 'Yes'; so the page is recognized by what is on screen (the table in views.py), each credential is
typed once, and after each press the next page is awaited. Sources: public drivers and Microsoft's error code reference.
"""

import re
from collections.abc import Iterator, Mapping
from contextlib import AsyncExitStack, contextmanager
from typing import Final, assert_never

from playwright.async_api import Error as PlaywrightError
from playwright.async_api import Frame, Request

from pages.driver.credentials import Credentials
from pages.driver.hands import Hands
from pages.driver.look import Look, button, css, escape, is_passing, text
from pages.driver.screen import Hit
from pages.driver.vocabulary import either
from pages.errors import (
    Denied,
    HumanNeeded,
    NotFound,
    PortalError,
    Rejected,
    SessionGone,
    SignInUnanswered,
    Unreachable,
)
from pages.microsoft import words
from pages.microsoft.aadsts import AADSTS, codes_in, explain, kind_of_error
from pages.microsoft.views import (
    CODE,
    ERROR,
    OTHER_ACCOUNT,
    OTHER_WAY,
    PASSWORD,
    PICKER,
    PUSH,
    SUBMIT,
    USERNAME,
    VIEWS,
    Do,
    Press,
    Stop,
    View,
)
from pages.origins import origin

# Seconds after which a press that sent nothing was ignored. Drivers of the real page wait 0.5 to 1.5 s
# between typing and the first press.
_PATIENCE: Final = (0.5, *(1.0,) * 7)

# The longest sign-in that is known shows nine pages: picker, confirmation, name, switch to password, password, push,
# methods, code, 'Stay signed in?'. Three times as many leave room for pages that start over; more go in circles.
MOST_PAGES: Final = 30

# What is seen where somebody else signed in with the account meanwhile.
RENEWED: Final = "renewed"

_EMPTY_FIELD: Final = re.compile(rf"^{either(words.EMPTY_FIELD)}\b", re.IGNORECASE)


class MicrosoftSignIn:
    """Signs one account in, each credential once."""

    def __init__(self, hands: Hands, credentials: Credentials) -> None:
        self._hands = hands
        self._screen = hands.screen
        self._credentials = credentials
        self._typed: set[str] = set()
        # What was typed into a page, also beside something else.
        self._entered: set[str] = set()
        # The origin that asked for the password; empty once it was accepted.
        self._asked_by = ""

    def _on_navigated(self, frame: Frame) -> None:
        """Leaving the sign-in pages means that what was typed was accepted."""
        if frame.parent_frame is None and origin(frame.url) not in ("", self._asked_by):
            self._asked_by = ""

    @contextmanager
    def _watching_departures(self) -> Iterator[None]:
        """Notice when the page leaves the sign-in pages; also whether it did so since the last time."""
        page = self._screen.page
        self._on_navigated(page.main_frame)
        page.on("framenavigated", self._on_navigated)
        try:
            yield
        finally:
            page.remove_listener("framenavigated", self._on_navigated)

    async def until(self, arrived: Mapping[str, Look]) -> tuple[str, Hit]:
        """Answer the sign-in pages until something else is on screen, and say what.

        Args:
            arrived: what may be seen once signed in, or at once if there was a session.

        Returns:
            What was seen; or `RENEWED`, if somebody else signed in meanwhile and the page is to be opened again.

        Raises:
            Rejected: a credential was refused; it was tried once.
            HumanNeeded: the pages ask for what only a person can give.
            WrongPlace: the account doesn't belong to the tenant.
            NotFound, Unreachable: an unknown page, or none, or known ones without end.
            SignInUnanswered: the same, once the password was entered: it may be a refusal.
        """
        looks: dict[str | View, Look] = dict(arrived.items())
        looks |= {view: view.look for view in VIEWS}
        thing = f"{next(iter(arrived.values())).thing}, or a page of Microsoft's sign-in that can be answered"
        waited = False
        shown = 0
        with self._watching_departures():
            async with AsyncExitStack() as turn:
                while True:
                    view, hit = await self._next(looks, thing)
                    if isinstance(view, str):
                        if {"username", "password"} <= self._entered:
                            self._credentials.origin.typed = True
                        return view, hit
                    if not waited and not isinstance(view.answer, Stop):
                        if not await turn.enter_async_context(self._credentials.turn()):
                            return RENEWED, hit
                        waited = True
                        continue  # the page may show something else by now
                    if view.after_password:
                        self._asked_by = ""
                    shown += 1
                    if shown > MOST_PAGES:
                        raise await self._stuck(
                            f"Microsoft's sign-in showed more than {MOST_PAGES} pages without getting anywhere,"
                            f" {view.look.thing} last"
                        )
                    await self._answer(view, hit)

    async def _next(self, looks: Mapping[str | View, Look], thing: str) -> tuple[str | View, Hit]:
        try:
            return await self._screen.first_of(looks, thing=thing)
        except (NotFound, Unreachable) as error:
            if not self._asked_by:
                raise
            raise SignInUnanswered(error.message, portal=self._screen.portal, on_screen=error.on_screen) from None

    async def _stuck(self, message: str) -> PortalError:
        # A password that was not accepted yet may have been refused.
        kind = SignInUnanswered if self._asked_by else NotFound
        return kind(message, portal=self._screen.portal, on_screen=await self._screen.excerpt())

    async def _answer(self, view: View, hit: Hit) -> None:
        match view.answer:
            case Press(what):
                await self._press_past(what, view.look)
            case Stop(kind):
                raise await self._error(kind)
            case Do.ENTER_USERNAME:
                await self._enter_username(hit)
            case Do.ENTER_PASSWORD:
                await self._enter_password(hit)
            case Do.ENTER_CODE:
                await self._enter_code(hit)
            case Do.LEAVE_PUSH:
                await self._leave_push()
            case Do.PICK_ACCOUNT:
                await self._pick_account()
            case unanswered:
                assert_never(unanswered)

    async def _enter_username(self, hit: Hit) -> None:
        await self._once("username")
        await self._hands.fill(hit.locator, self._credentials.username, USERNAME.thing)
        self._entered.add("username")
        await self._submit(USERNAME, "username")

    async def _enter_password(self, hit: Hit) -> None:
        await self._once("password")
        self._asked_by = origin(hit.where.page.url)
        together = await self._screen.sees(USERNAME)
        if together is not None and await together.locator.is_editable():
            # Both fields on one page, as other identity providers have them.
            await self._hands.fill(together.locator, self._credentials.username, USERNAME.thing)
            self._entered.add("username")
        await self._hands.fill_secret(hit.locator, self._credentials.password, PASSWORD.thing)
        self._entered.add("password")
        await self._submit(PASSWORD, "password")

    async def _enter_code(self, hit: Hit) -> None:
        if self._credentials.code is None:
            raise HumanNeeded(
                "Microsoft asks for a verification code, and no TOTP secret is configured",
                portal=self._screen.portal,
                hint="Set {azure_totp_secret} to the secret of the account's authenticator app.",
            )
        await self._once("code")
        code = await self._credentials.code()
        boxes = hit.where.locator(", ".join(words.CODE_BOX_HOOKS))
        if await boxes.count() > 1:
            for index, digit in enumerate(code):
                await self._hands.fill_secret(boxes.nth(index), digit, "a box of the code")
        else:
            await self._hands.fill_secret(hit.locator, code, CODE.thing)
        await self._submit(CODE, "code")

    async def _leave_push(self) -> None:
        if self._credentials.code is None:
            raise HumanNeeded(
                "Microsoft sent a push notification, and no TOTP secret is configured",
                portal=self._screen.portal,
                hint="Set {azure_totp_secret}, or use an account that signs in with a code.",
            )
        await self._press_past(OTHER_WAY, PUSH)

    async def _once(self, what: str) -> None:
        """Each credential is typed once; being asked again means that it was refused, unless it was accepted."""
        if what == "username" and "password" not in self._typed and not await self._error_text():
            what = "username, again" if what in self._typed else what  # the page started over by itself
        if what in self._typed:
            if "password" in self._typed and not self._asked_by:
                raise SessionGone("the Azure portal asks to sign in again", portal=self._screen.portal)
            raise await self._error(Rejected)
        self._typed.add(what)

    async def _submit(self, view: Look, what: str) -> None:
        """Press the button that goes on, until the page takes it, and wait for the next page.

        These pages ignore a press that comes too soon after typing. A press that sends nothing was ignored
        and is repeated; one that sent something never is.
        """
        sent = False
        old_error = await self._error_text()

        def on_request(request: Request) -> None:
            nonlocal sent
            sent = sent or request.method == "POST" or request.is_navigation_request()

        self._screen.page.on("request", on_request)
        try:
            button = await self._screen.find(SUBMIT)
            held = await button.element_handle()
            await self._hands.press(button, SUBMIT.thing)
            for patience in _PATIENCE:
                if sent or await self._moved_on(view, timeout=patience, old_error=old_error):
                    break
                await self._hands.press_again(held, SUBMIT.thing)
        finally:
            self._screen.page.remove_listener("request", on_request)
        if not await self._moved_on(view, timeout=self._screen.timeout, old_error=old_error):
            # The name alone is no credential that could have been refused.
            kind = NotFound if view is USERNAME else SignInUnanswered
            raise kind(
                f"Microsoft's sign-in doesn't go on after the {what}",
                portal=self._screen.portal,
                on_screen=await self._screen.excerpt(),
            )

    async def _moved_on(self, view: Look, *, timeout: float, old_error: str = "") -> bool:
        """Whether the view was left within the time. A new error in it ends the sign-in."""

        async def look() -> bool | None:
            if await self._screen.sees(view) is None or (
                # The account's name may stay in sight above the field for the password.
                view is USERNAME and await self._screen.sees(PASSWORD) is not None
            ):
                return True
            error = await self._error_text()
            if error and error != old_error and self._is_verdict(error):
                raise await self._error(Rejected)
            return None

        try:
            return await self._screen.until(look, "the next page of the sign-in", timeout=timeout)
        except NotFound:
            return False

    async def _error_text(self) -> str:
        try:
            return " ".join(await self._screen.texts(ERROR))
        except PlaywrightError as error:
            if not is_passing(error):
                raise
            return ""  # the page was left: then nothing on it is for us

    @staticmethod
    def _is_verdict(error: str) -> bool:
        """Whether an error is the server's verdict, not a prompt to fill in an empty field."""
        return not _EMPTY_FIELD.search(error)

    async def _press_past(self, what: Look, view: Look) -> None:
        """Press something that decides nothing, until its view is left.

        The list of methods is redrawn under the cursor while a push is pending, so a press can be lost.
        """
        old_error = await self._error_text()
        for _ in range(5):
            await self._hands.press(what)
            if await self._moved_on(view, timeout=self._screen.timeout / 5, old_error=old_error):
                return
            if await self._screen.sees(what) is None:
                break
        if not await self._moved_on(view, timeout=self._screen.timeout, old_error=old_error):
            raise await self._stuck(f"Microsoft's sign-in still shows {view.thing} after pressing {what.thing}")

    async def _pick_account(self) -> None:
        username = self._credentials.username
        hooks = [hook.format(_quoted(username)) for hook in words.ACCOUNT_TILE_HOOKS]
        tile = css(f"the tile of {username}", *hooks) | button(username)
        tile |= text("the account's tile", re.compile(rf"^\W*{escape(username)}\W*$", re.IGNORECASE))
        if await self._screen.sees(tile) is not None:
            await self._press_past(tile, PICKER)
        else:
            await self._press_past(OTHER_ACCOUNT, PICKER)

    async def _error(self, kind: type[PortalError]) -> PortalError:
        """The error that fits what the page says; of this kind, unless a code on the page tells another."""
        said = await self._error_text()
        page = await self._screen.excerpt()
        everything = f"{said} {page}"
        explained = explain(everything)
        if explained is None and kind is Denied:
            explained = AADSTS["53003"]  # the page hides its number
        meaning = f" ({explained.meaning})" if explained is not None else ""
        return kind_of_error(kind, codes_in(everything))(
            f"Microsoft's sign-in says{meaning}: {said or page}",
            portal=self._screen.portal,
            hint=f"{explained.mend[0].upper()}{explained.mend[1:]}." if explained is not None else None,
            on_screen=page,
        )


def _quoted(value: str) -> str:
    """A value as a string of CSS."""
    return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'
