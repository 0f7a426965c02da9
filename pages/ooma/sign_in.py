"""The Ooma Admin Portal's sign-in form: user name, password, account name, and a one-time code if asked."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pages.driver.credentials import Credentials
from pages.driver.hands import Hands
from pages.driver.look import Look, button, css, messages, text
from pages.driver.look import field as text_field
from pages.errors import HumanNeeded, NotFound, Rejected, SignInUnanswered, Unreachable


@dataclass(frozen=True)
class OomaCredentials(Credentials):
    """What signs in to the Ooma Admin Portal.

    Attributes:
        account_name: the third field of the sign-in form.
    """

    account_name: str = ""


PASSWORD = css("the password field", "#password", "input[type=password]")
CODE = css("the code field", "#mfa_code", "input[name=mfaCode]", "input[autocomplete='one-time-code']") | text_field(
    "Code", "Verification code", "One-time code", "Authentication code", "Security code", "Enter code",
    "One-time password", placeholders=("Code", "123456"), thing="the code field",
)  # fmt: skip
SIGN_IN = button("Sign in", "Log in", "Login", "Sign on", thing="the 'Sign in' button") | css(
    "the 'Sign in' button", "button[type=submit]", "input[type=submit]"
)
GO_ON = button("Next", "Continue") | SIGN_IN
VERIFY = (
    css("the 'Verify' button", "#btn_mfa_verify")
    | button("Verify")
    | button("Continue", "Submit", "Confirm")
    # The form of the password may still lie behind, with a button of that name.
    | button("Sign in", "Log in")
)
ERROR = messages(
    "an error", ".error-message-wrapper .text", "[role=alert]", ".alert-danger", ".alert-error", ".toast-error",
    ".error-message", ".error", ".monster-invalid:not(input)",
) | text("an error", re.compile(
    r"invalid (credentials|user|password|code)|incorrect|not recogni[sz]ed|wrong (code|password)", re.IGNORECASE
))  # fmt: skip

# The portal's own trouble; whoever took it for a refusal would change a good password.
_TROUBLE = re.compile(r"went wrong|(server|internal) error|unavailable|could not be reached", re.IGNORECASE)

USERNAME = css("the username field", "#login", "input[name=login]", "input[autocomplete=username]") | text_field(
    "Username", "User name", "Login", "Email", "User", placeholders=("Username", "User name"),
    thing="the username field",
)  # fmt: skip
ACCOUNT_NAME = css("the account name field", "#account_name", "input[name=account_name]") | text_field(
    "Account Name",
    "Account",
    "Company",
    placeholders=("Account Name", "Account"),
    thing="the account name field",
)


class OomaSignIn:
    """Signs one account in, each credential once."""

    def __init__(self, hands: Hands, credentials: OomaCredentials, arrived: Look) -> None:
        self._hands = hands
        self._screen = hands.screen
        self._credentials = credentials
        self._arrived = arrived
        # What is still to be entered.
        self._names = {USERNAME: credentials.username}
        if credentials.account_name:
            self._names[ACCOUNT_NAME] = credentials.account_name

    async def sign_in(self) -> None:
        """Fill in the form that is on screen, and the code if one is asked for.

        Raises:
            Rejected: the portal refused, in its own words; it was tried once.
            SignInUnanswered: it failed, or said nothing that is understood; whether it refused isn't known.
            HumanNeeded: a code is asked for, and none is configured.
        """
        credentials = self._credentials
        if await self._screen.sees(PASSWORD) is None:
            await self._begin()
        password = await self._screen.find(PASSWORD)
        form = password.locator("xpath=ancestor::form[1]")
        inside = form if await form.count() else None
        for look, name in self._names.items():
            await self._hands.fill(look, name, within=inside)
        await self._hands.fill_secret(password, credentials.password, PASSWORD.thing)
        before = await self._screen.texts(ERROR)
        await self._hands.press(SIGN_IN, within=inside)
        view, _ = await self._after(PASSWORD, before, {"code": CODE, "portal": self._arrived})
        if view == "code":
            await self._enter_code()

    async def _begin(self) -> None:
        """The first of two pages, which does not ask for the password yet."""
        for look in list(self._names):
            if await self._screen.sees(look) is not None:
                await self._hands.fill(look, self._names.pop(look))
        await self._hands.press(GO_ON)

    async def _enter_code(self) -> None:
        if self._credentials.code is None:
            raise HumanNeeded(
                "the Ooma Admin Portal asks for a one-time code, and no TOTP secret is configured",
                hint="Set {ooma_totp_secret} to the secret of the account's authenticator app.",
            )
        box = await self._screen.find(CODE)
        await self._hands.fill_secret(box, await self._credentials.code(), CODE.thing)
        before = await self._screen.texts(ERROR)
        await self._hands.press(VERIFY)
        await self._after(CODE, before, {"portal": self._arrived})

    async def _after(self, form: Look, before: Sequence[str], ends: dict[str, Look]) -> tuple[str, object]:
        """Wait for what follows a form of the sign-in. An error in it is final: it is not tried again.

        Nor is it where no answer is understood: it may be a refusal in words that nobody here knows.
        """

        async def look() -> tuple[str, object] | None:
            for key, candidate in ends.items():
                hit = await self._screen.sees(candidate)
                # The portal's menus can lie behind the form: they count once it is gone.
                if hit is not None and (key == "code" or await self._screen.sees(form) is None):
                    return key, hit
            # What stood there before, such as that the session has expired, is no answer.
            said = " ".join(words for words in await self._screen.texts(ERROR) if words not in before)
            if said and _TROUBLE.search(said):
                raise SignInUnanswered(
                    f"the Ooma Admin Portal could not sign in {self._credentials.username}: {said}",
                    on_screen=await self._screen.excerpt(),
                )
            if said:
                raise Rejected(
                    f"the Ooma Admin Portal refused to sign in {self._credentials.username}: {said}",
                    on_screen=await self._screen.excerpt(),
                )
            return None

        try:
            return await self._screen.until(look, "the Ooma Admin Portal to sign in")
        except (NotFound, Unreachable) as error:
            raise SignInUnanswered(error.message, on_screen=error.on_screen) from None
