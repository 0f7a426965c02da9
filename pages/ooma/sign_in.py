"""The Ooma Admin Portal's sign-in form: user name, password, account name, and a one-time code if asked."""

from collections.abc import Sequence
from dataclasses import dataclass

from pages.driver.credentials import Credentials
from pages.driver.hands import Hands
from pages.driver.look import Look, button, css, messages, text
from pages.driver.look import field as text_field
from pages.errors import HumanNeeded, NotFound, Rejected, SignInUnanswered, Unreachable
from pages.ooma import words


@dataclass(frozen=True)
class OomaCredentials(Credentials):
    """What signs in to the Ooma Admin Portal.

    Attributes:
        account_name: the third field of the sign-in form.
    """

    account_name: str = ""


USERNAME = css("the username field", *words.USERNAME_CSS) | text_field(
    *words.USERNAME, placeholders=words.USERNAME_PLACEHOLDERS, thing="the username field"
)
PASSWORD = css("the password field", *words.PASSWORD_CSS)
ACCOUNT_NAME = css("the account name field", *words.ACCOUNT_NAME_CSS) | text_field(
    *words.ACCOUNT_NAME, placeholders=words.ACCOUNT_NAME_PLACEHOLDERS, thing="the account name field"
)
SIGN_IN = button(*words.SIGN_IN, thing="the 'Sign in' button") | css("the 'Sign in' button", *words.SIGN_IN_CSS)
GO_ON = button(*words.GO_ON) | SIGN_IN
CODE = css("the code field", *words.CODE_CSS) | text_field(
    *words.CODE, placeholders=words.CODE_PLACEHOLDERS, thing="the code field"
)
VERIFY = (
    css("the 'Verify' button", *words.VERIFY_CSS)
    | button(*words.VERIFY)
    | button(*words.VERIFY_ELSE)
    # The password form may still be there behind it, with a button of that name.
    | button(*words.VERIFY_AS_SIGN_IN)
)
ERROR = messages("an error", *words.SIGN_IN_ERROR_CSS) | text("an error", words.REFUSED)


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
        """Fill in the form on screen, and the code if the portal asks for one.

        Raises:
            Rejected: the portal refused, in its own words. It was tried once.
            SignInUnanswered: it failed, or said nothing we understand, so we don't know whether it refused.
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
        """Fill in the first of two pages, the one that doesn't ask for the password yet."""
        for look in list(self._names):
            if await self._screen.sees(look) is not None:
                await self._hands.fill(look, self._names.pop(look))
        await self._hands.press(GO_ON)

    async def _enter_code(self) -> None:
        if self._credentials.code is None:
            raise HumanNeeded(
                "the Ooma Admin Portal asks for a one-time code, and no TOTP secret is configured",
                portal=self._screen.portal,
                hint="Set {ooma_totp_secret} to the secret of the account's authenticator app.",
            )
        box = await self._screen.find(CODE)
        await self._hands.fill_secret(box, await self._credentials.code(), CODE.thing)
        before = await self._screen.texts(ERROR)
        await self._hands.press(VERIFY)
        await self._after(CODE, before, {"portal": self._arrived})

    async def _after(self, form: Look, before: Sequence[str], ends: dict[str, Look]) -> tuple[str, object]:
        """Wait for what follows a form of the sign-in. An error in it is final: it isn't tried again.

        Nor is it tried again where no answer is understood: that may be a refusal in words we don't know.
        """

        async def look() -> tuple[str, object] | None:
            for key, candidate in ends.items():
                hit = await self._screen.sees(candidate)
                # The portal's menus can lie behind the form: they count once it is gone.
                if hit is not None and (key == "code" or await self._screen.sees(form) is None):
                    return key, hit
            # What was there before, such as that the session has expired, is no answer.
            said = " ".join(one for one in await self._screen.texts(ERROR) if one not in before)
            # The portal's own trouble: reported as a refusal, it would make somebody change a good password.
            if said and words.TROUBLE.search(said):
                raise SignInUnanswered(
                    f"the Ooma Admin Portal could not sign in {self._credentials.username}: {said}",
                    portal=self._screen.portal,
                    on_screen=await self._screen.excerpt(),
                )
            if said:
                raise Rejected(
                    f"the Ooma Admin Portal refused to sign in {self._credentials.username}: {said}",
                    portal=self._screen.portal,
                    on_screen=await self._screen.excerpt(),
                )
            return None

        try:
            return await self._screen.until(look, "the Ooma Admin Portal to sign in")
        except (NotFound, Unreachable) as error:
            raise SignInUnanswered(error.message, portal=self._screen.portal, on_screen=error.on_screen) from None
