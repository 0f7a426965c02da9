"""The Ooma Admin Portal: signing in, going to one account, and opening its "IdP and SSO" tab."""

import re
from contextlib import suppress
from dataclasses import replace

from playwright.async_api import Locator

from pages.driver.hands import Hands
from pages.driver.look import MARK, ON_SCREEN, Look, button, css, escape, pressable, says, text
from pages.driver.press import Pin, pin
from pages.driver.screen import Screen
from pages.driver.scripts import script
from pages.driver.values import tidy
from pages.driver.vocabulary import Names, either
from pages.errors import NotFound, SessionGone, WrongPlace
from pages.ooma import words
from pages.ooma.accounts import ACCOUNTS, APPS, BANNER, AccountSwitcher
from pages.ooma.sign_in import PASSWORD, USERNAME, OomaCredentials, OomaSignIn

TAB = button(*words.IDP_TAB, thing=f"the '{words.IDP_TAB[0]}' tab")
# Not a bare 'Account': that is the menu with the tree of accounts.
ACCOUNT_PAGE = pressable(
    "the company account page",
    re.compile(
        rf"^\W*(?:{either(words.ACCOUNT_PAGE_OF)}\W+{either(words.ACCOUNT_PAGE_KIND)}|{either(words.ACCOUNT_PAGE)})\W*$",
        re.IGNORECASE,
    ),
)
# Ways to that page from wherever the portal begins, in the order in which they are tried.
DETOURS = (
    button(*words.PHONE_SYSTEM, thing="the Phone System App"),
    APPS,
    button(*words.ACCOUNT_SETTINGS, thing="the account's menu"),
)
SIGNED_OUT = PASSWORD | replace(text("a notice that the session is over", words.SESSION_OVER), many=True)
MASQUERADING = text(
    "a masquerading notice",
    re.compile(
        rf"^\W*(?:{either(words.MASQUERADING)}\b|{either(words.STOP_MASQUERADING)}\W*$)",
        re.IGNORECASE,
    ),
) | css("a masquerading notice", *words.MASQUERADING_CSS)
_HEADINGS = ", ".join(("h1, h2, h3, [role=heading]", *words.BREADCRUMB_CSS))
# How long a sign of the account that has just been seen may take to be read. If it went away, it is looked for again.
_GLANCE_MS = 500
# Seconds that a page gets to show the nearer of two ways.
_MOMENT = 2.5
# Seconds that a menu gets to open under the mouse.
_UNFOLD = 1.0


def account_sign(name: str) -> re.Pattern[str]:
    """What a top bar or heading says to tell whose account it shows, and nothing that names another.

    'Account: Contoso', 'Masquerading as Contoso', 'Reseller > Contoso', 'Contoso (masquerading)' and
    'Contoso | Account details' are signs of Contoso; 'Contoso Holding', 'Contoso - Test' and
    'Contoso > Fabrikam' are not.
    """
    whose = rf"\b{either(words.BEFORE_ACCOUNT)}\b"
    before = rf"(?:.*[:|>\u203a\u00bb]\s*|{MARK}*(?:{either(words.YOU_ARE)} )?(?:{whose}{MARK}*)+|{MARK}*)"
    role = rf"(?:\s*\({either(words.ACCOUNT_STATE)}\)|{MARK}+[0-9a-f]{{32}})?"
    page = rf"(?:\s*\|\s*{either(words.ACCOUNT_PAGES)}\b.*)?"
    return re.compile(rf"^{before}{escape(name)}{role}{MARK}*{page}$", re.IGNORECASE)


def _masquerading_as(name: str) -> re.Pattern[str]:
    """What a notice above the page says while it is this account's."""
    end = rf"{MARK}*(?:{MARK}{either(words.AFTER_MASQUERADING_AS)}\b.*)?$"
    return re.compile(rf"\b{either(words.MASQUERADING_AS)}{MARK}+{escape(name)}{end}", re.IGNORECASE)


def _has_class(names: Names) -> str:
    """A condition of XPath's: a class contains one of these."""
    return " or ".join(f"contains(@class,'{name}')" for name in names)


_PASSING_NOTICE = f"ancestor-or-self::*[{_has_class(words.PASSING_NOTICE_CLASSES)}]"
_INSIDE_TREE = (
    f"ancestor::*[@role='tree' or @role='menu' or @role='listbox' or {_has_class(words.ACCOUNT_LIST_CLASSES)}]"
)


class OomaPortal:
    """Signs in, goes to the customer's account, and says whose page is shown."""

    def __init__(
        self, hands: Hands, url: str, account: str, credentials: OomaCredentials, *, may_sign_in: bool = True
    ) -> None:
        self.hands = hands
        self.screen: Screen = hands.screen
        self.url = url
        self.account = account
        self._credentials = credentials
        # A second tab uses the session of the first, which a sign-in there could end.
        self._may_sign_in = may_sign_in

    def beside(self, hands: Hands) -> "OomaPortal":
        """The same account in another tab, which doesn't sign in."""
        return OomaPortal(hands, self.url, self.account, self._credentials, may_sign_in=False)

    async def open_idp_tab(self) -> None:
        """Sign in if need be, go to the account and open its "IdP and SSO" tab, as a fresh document.

        Raises:
            Rejected, HumanNeeded: the sign-in failed.
            NotFound: the account or the tab isn't there.
            WrongPlace: the portal shows another account.
            SessionGone: this is a second tab, and it would have to sign in.
        """
        await self._enter()
        if self.account and not await self._shows(self.account):
            await self._enter_account()
        await self._open_tab()

    async def _enter(self) -> None:
        """Open the portal as a fresh document, signed in."""
        while True:
            await self.hands.open(f"{self.url}/", "the Ooma Admin Portal")
            view, _ = await self.screen.first_of(
                {"sign in": PASSWORD, "portal": self._landmark(), "first page of the sign-in": USERNAME}
            )
            if view == "portal":
                return
            if not self._may_sign_in:
                raise SessionGone("the Ooma Admin Portal asks each tab to sign in", portal=self.screen.portal)
            async with self._credentials.turn() as ours:
                if ours:
                    await OomaSignIn(self.hands, self._credentials, self._landmark()).sign_in()
                    return

    def _landmark(self) -> Look:
        ways = [*ACCOUNTS.ways, *TAB.ways]
        for look in (ACCOUNT_PAGE, *DETOURS):
            ways += look.ways
        return Look("the Admin Portal's menus", tuple(ways), many=True)

    async def _enter_account(self) -> None:
        """Go to the customer's account."""
        name = self.account
        in_field = await AccountSwitcher(self.hands, name).enter()
        if in_field and not await self._shows_soon(name):
            # Only the field shows it, as it would in any case. What counts is what it shows in a new document.
            await self._enter()
        try:
            await self.screen.until(lambda: self._entered(name), f"the portal to show the account '{name}'")
        except NotFound as error:
            raise WrongPlace(
                f"the Ooma Admin Portal doesn't show the account '{name}' after it was chosen",
                portal=self.screen.portal,
                on_screen=error.on_screen,
            ) from None

    async def _shows_soon(self, name: str) -> bool:
        with suppress(NotFound):
            await self.screen.until(lambda: self._entered(name), "a sign of the account", timeout=_MOMENT)
            return True
        return False

    async def _entered(self, name: str) -> bool | None:
        return True if await self._shows(name) else None

    async def _open_tab(self) -> None:
        """Follow the menus to the company account page, and open the tab."""
        near: dict[str, Look] = {"tab": TAB, "sign in": PASSWORD, ACCOUNT_PAGE.thing: ACCOUNT_PAGE}
        detours = {look.thing: look for look in DETOURS}
        while True:
            try:
                # What is nearer to the tab may still be loading: give it a moment before trying a detour.
                view, hit = await self.screen.first_of(near, timeout=min(self.screen.timeout, _MOMENT))
            except NotFound:
                view, hit = await self.screen.first_of(near | detours)
            if view == "sign in":
                raise SessionGone("the Ooma Admin Portal asks to sign in again", portal=self.screen.portal)
            if view in detours and await self._unfolds(hit.locator, near):
                del detours[view]
                continue
            await self.hands.press(hit.locator, view if view != "tab" else TAB.thing)
            if view == ACCOUNT_PAGE.thing:
                await self.hands.press(TAB)
            if view not in detours:
                return
            del detours[view]

    async def _unfolds(self, menu: Locator, near: dict[str, Look]) -> bool:
        """Whether something nearer appears under the mouse, as in a menu that opens without a press."""
        with suppress(NotFound):
            await self.hands.hover(menu)
            await self.screen.first_of(near, timeout=_UNFOLD)
            return True
        return False

    async def _shows(self, name: str) -> bool:
        return await self._account_sign(name) is not None

    async def _account_sign(self, name: str) -> Locator | None:
        """What on the page says that this account is the current one: in the top bar, or in a heading."""
        said = account_sign(name)
        for frame in await self.screen.surfaces():
            for where in (BANNER, _HEADINGS):
                for locator in (
                    says(frame.locator(where), said),
                    frame.locator(where).get_by_title(said),
                    frame.locator(where).get_by_label(said),
                    frame.locator(where).filter(has_text=said),
                ):
                    shown = locator.locator(ON_SCREEN)
                    for one in await shown.all():
                        if not await one.locator(f"xpath=self::*[{_INSIDE_TREE}]").count():
                            return one
            for field in await frame.locator("select").locator(ON_SCREEN).all():
                chosen = await field.evaluate(script("chosenLabel"))
                # A number before an account's name is part of it, unlike one before a label.
                if re.fullmatch(rf"{MARK}*{escape(tidy(name))}{MARK}*", tidy(chosen), re.IGNORECASE):
                    return field
            # A notice above the page, but not one that goes away by itself.
            notices = says(frame, _masquerading_as(name)).locator(ON_SCREEN)
            for notice in await notices.all():
                if not await notice.locator(f"xpath=self::*[{_PASSING_NOTICE}]").count():
                    return notice
        return None

    async def _sign(self) -> Pin | None:
        await self.assert_signed_in()
        sign = await self._account_sign(self.account)
        return await pin(sign, timeout=_GLANCE_MS) if sign is not None else None

    async def is_signed_out(self) -> bool:
        """Whether the page shows a sign-in form, or says that the session is over."""
        return await self.screen.sees(SIGNED_OUT) is not None

    async def assert_signed_in(self) -> None:
        """Raise `SessionGone` if the page shows a sign-in form, or says that the session is over."""
        if await self.is_signed_out():
            raise SessionGone("the Ooma Admin Portal asks to sign in again", portal=self.screen.portal)

    async def prove_account(self) -> list[Pin]:
        """Prove that the page belongs to the configured account.

        Without a configured account it is the one that was signed in to: the portal begins there at every
        load, so it is enough that it is not masquerading and stays as it is until the press.

        Returns:
            The elements that prove it.

        Raises:
            WrongPlace: the page shows another account, or doesn't show which.
            SessionGone: it shows a sign-in form.
        """
        await self.assert_signed_in()
        if self.account:
            # Where every press loads a page, the page may still be on its way.
            try:
                # What goes away while it is read proves nothing, and is looked for again.
                return [
                    await self.screen.until(self._sign, "a sign of the account", timeout=min(self.screen.timeout, 5))
                ]
            except NotFound as error:
                raise WrongPlace(
                    f"the Ooma Admin Portal doesn't show that its account is '{self.account}'",
                    portal=self.screen.portal,
                    on_screen=error.on_screen,
                ) from None
        with suppress(NotFound):
            await self.screen.find(self._landmark(), timeout=_MOMENT)
        if await self.screen.sees(MASQUERADING) is not None:
            raise WrongPlace(
                "the Ooma Admin Portal is masquerading as another account than the one that was signed in to",
                portal=self.screen.portal,
                hint="Name the customer's account with {ooma_account}, or stop masquerading.",
            )
        sign = await self._account_sign(self._credentials.account_name)
        if sign is not None:
            return [await pin(sign)]
        menu = await self.screen.sees(ACCOUNTS)
        return [await pin(menu.locator)] if menu is not None else []
