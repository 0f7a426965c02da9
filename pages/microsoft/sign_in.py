"""Microsoft's sign-in pages: a state machine over whatever view they show next.

The views change without a change of address, fields of other views stay in the document, and one button is
'Next', 'Sign in' and 'Yes'; so the view is decided by what is on screen, each credential is typed once, and
after each press the next view is awaited. Sources: public drivers and Microsoft's error code reference.
"""

import re
from contextlib import AsyncExitStack

from playwright.async_api import Error as PlaywrightError
from playwright.async_api import Frame, Request

from pages.driver.credentials import Credentials
from pages.driver.hands import Hands
from pages.driver.look import Look, button, css, escape, is_passing, text
from pages.driver.screen import Hit
from pages.errors import (
    Denied,
    HumanNeeded,
    NotFound,
    PortalError,
    PortalSaid,
    Rejected,
    SessionGone,
    SignInUnanswered,
    Unreachable,
    WrongPlace,
)
from pages.microsoft.aadsts import AADSTS, codes_in, explain
from pages.microsoft.views import (
    CODE,
    CODE_METHOD,
    CONFIRM,
    DECLINE,
    ERROR,
    OTHER_ACCOUNT,
    OTHER_WAY,
    PASSWORD,
    PICKER,
    PUSH,
    STAY,
    SUBMIT,
    USE_PASSWORD,
    USERNAME,
    VIEWS,
)
from pages.origins import origin

# Seconds after which a press that sent nothing was ignored. Drivers of the real page wait 0.5 to 1.5 s
# between typing and the first press.
_PATIENCE = (0.5, *(1.0,) * 7)

# What is seen where somebody else signed in with the account meanwhile.
RENEWED = "renewed"

# Pages that come only when the password was accepted.
_AFTER_PASSWORD = {"stay", "push", "code", "methods"}
_WRONG_TENANT = {"50020", "16000", "90072", "90002"}
_REFUSED = {"50034", "50126", "50056", "500121"}


class MicrosoftSignIn:
    """Signs one account in, each credential once."""

    def __init__(self, hands: Hands, credentials: Credentials) -> None:
        self._hands = hands
        self._screen = hands.screen
        self._credentials = credentials
        self._typed: set[str] = set()
        # The origin that asked for the password; empty once it was accepted.
        self._asked_by = ""
        self._screen.page.on("framenavigated", self._on_navigated)

    def _on_navigated(self, frame: Frame) -> None:
        """Leaving the sign-in pages means that what was typed was accepted."""
        if frame.parent_frame is None and origin(frame.url) not in ("", self._asked_by):
            self._asked_by = ""

    async def until(self, arrived: dict[str, Look]) -> tuple[str, Hit]:
        """Answer the sign-in pages until something else is on screen, and say what.

        Args:
            arrived: what may be seen once signed in, or at once if there was a session.

        Returns:
            What was seen; or `RENEWED`, if somebody else signed in meanwhile and the page is to be opened again.

        Raises:
            Rejected: a credential was refused; it was tried once.
            HumanNeeded: the pages ask for what only a person can give.
            WrongPlace: the account doesn't belong to the tenant.
            NotFound, Unreachable: an unknown page, or none.
            SignInUnanswered: the same, once the password was entered: it may be a refusal.
        """
        views = {**{f"at {name}": look for name, look in arrived.items()}, **VIEWS}
        thing = f"{next(iter(arrived.values())).thing}, or a page of Microsoft's sign-in that can be answered"
        async with AsyncExitStack() as turn:
            waited = False
            while True:
                try:
                    view, hit = await self._screen.first_of(views, thing=thing)
                except (NotFound, Unreachable) as error:
                    if self._asked_by:
                        raise SignInUnanswered(error.message, on_screen=error.on_screen) from None
                    raise
                if view.startswith("at "):
                    return view.removeprefix("at "), hit
                if view.startswith("stop "):
                    await self._stop(view.removeprefix("stop "))
                if not waited:
                    if not await turn.enter_async_context(self._credentials.turn()):
                        return RENEWED, hit
                    waited = True
                    continue  # the page may show something else by now
                if view in _AFTER_PASSWORD:
                    self._asked_by = ""
                await self._answer(view, hit)

    async def _answer(self, view: str, hit: Hit) -> None:
        match view:
            case "username":
                await self._once("username")
                await self._hands.fill(hit.locator, self._credentials.username, "the account name field")
                await self._submit(USERNAME, "username")
            case "password":
                await self._once("password")
                self._asked_by = origin(hit.where.page.url)
                together = await self._screen.sees(USERNAME)
                if together is not None and await together.locator.is_editable():
                    # Both fields on one page, as other identity providers have them.
                    await self._hands.fill(together.locator, self._credentials.username, USERNAME.thing)
                await self._hands.fill_secret(hit.locator, self._credentials.password, "the password field")
                await self._submit(PASSWORD, "password")
            case "push":
                if self._credentials.code is None:
                    raise HumanNeeded(
                        "Microsoft sent a push notification, and no TOTP secret is configured",
                        hint="Set {azure_totp_secret}, or use an account that signs in with a code.",
                    )
                await self._press_past(OTHER_WAY, PUSH)
            case "methods":
                await self._press_past(CODE_METHOD, CODE_METHOD)
            case "code":
                await self._enter_code(hit)
            case "stay":
                # 'No': the session ends with the browser, and nothing is left on this machine.
                await self._press_past(DECLINE, STAY)
            case "confirm":
                await self._press_past(SUBMIT, CONFIRM)
            case "switch to password":
                await self._press_past(USE_PASSWORD, USE_PASSWORD)
            case "picker":
                await self._pick_account()

    async def _enter_code(self, hit: Hit) -> None:
        if self._credentials.code is None:
            raise HumanNeeded(
                "Microsoft asks for a verification code, and no TOTP secret is configured",
                hint="Set {azure_totp_secret} to the secret of the account's authenticator app.",
            )
        await self._once("code")
        code = await self._credentials.code()
        boxes = hit.where.locator("input[id^='codeEntry-']")
        if await boxes.count() > 1:
            for index, digit in enumerate(code):
                await self._hands.fill_secret(boxes.nth(index), digit, "a box of the code")
        else:
            await self._hands.fill_secret(hit.locator, code, "the code field")
        await self._submit(CODE, "code")

    async def _once(self, what: str) -> None:
        """Each credential is typed once; being asked again means that it was refused, unless it was accepted."""
        if what == "username" and "password" not in self._typed and not await self._error_text():
            what = "username, again" if what in self._typed else what  # the page began anew by itself
        if what in self._typed:
            if "password" in self._typed and not self._asked_by:
                raise SessionGone("the Azure portal asks to sign in again")
            await self._stop("refused")
        self._typed.add(what)

    async def _submit(self, view: Look, what: str) -> None:
        """Press the button that goes on, until the page takes it, and wait until the view has changed.

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
                await self._stop("refused")
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
        return not re.search(r"^(please enter|enter a valid|enter your)\b", error, re.IGNORECASE)

    async def _press_past(self, what: Look, view: Look) -> None:
        """Press something that decides nothing, until its view is left.

        The list of methods is drawn anew under the cursor while a push is pending, so a press can be lost.
        """
        old_error = await self._error_text()
        for _ in range(5):
            await self._hands.press(what)
            if await self._moved_on(view, timeout=self._screen.timeout / 5, old_error=old_error):
                return
            if await self._screen.sees(what) is None:
                break
        if not await self._moved_on(view, timeout=self._screen.timeout, old_error=old_error):
            raise NotFound(
                f"Microsoft's sign-in still shows {view.thing} after pressing {what.thing}",
                on_screen=await self._screen.excerpt(),
            )

    async def _pick_account(self) -> None:
        username = self._credentials.username
        tile = css(f"the tile of {username}", f'[data-test-id="{_quoted(username)}" i]') | button(username)
        tile |= text("the account's tile", re.compile(rf"^\W*{escape(username)}\W*$", re.IGNORECASE))
        if await self._screen.sees(tile) is not None:
            await self._press_past(tile, PICKER)
        else:
            await self._press_past(OTHER_ACCOUNT, PICKER)

    async def _stop(self, why: str) -> None:
        """Raise the error that fits what the page says."""
        words = await self._error_text()
        page = await self._screen.excerpt()
        codes = codes_in(f"{words} {page}")
        explained = explain(f"{words} {page}")
        if explained is None and why == "policy":
            explained = AADSTS["53003"]  # the page hides its number
        meaning = f" ({explained.meaning})" if explained is not None else ""
        message = f"Microsoft's sign-in says{meaning}: {words or page}"
        hint = f"{explained.mend[0].upper()}{explained.mend[1:]}." if explained is not None else None
        kind: type[PortalError] = PortalSaid
        if any(code in _WRONG_TENANT for code in codes):
            kind = WrongPlace
        elif why == "policy" or any(code.startswith("53") for code in codes):
            kind = Denied
        elif why == "refused" or any(code in _REFUSED for code in codes):
            kind = Rejected
        elif why in ("proof-up", "consent", "new password", "denied push") or codes:
            kind = HumanNeeded
        raise kind(message, on_screen=page, hint=hint)


def _quoted(value: str) -> str:
    return value.replace("\\", "\\\\").replace('"', '\\"')
