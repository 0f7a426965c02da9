"""The Ooma Admin Portal: signing in, going to one account, and opening its "IdP and SSO" tab."""

from contextlib import suppress
from dataclasses import replace

from playwright.async_api import Locator

from pages.driver.hands import Hands
from pages.driver.look import ON_SCREEN, Look, css, text
from pages.driver.marks import Mark
from pages.driver.names import canonical, same
from pages.driver.press import Pin, pin
from pages.driver.screen import Hit, Screen
from pages.driver.scripts import script
from pages.errors import NotFound, SessionGone, WentAway, WrongPlace
from pages.ooma import words
from pages.ooma.accounts import ACCOUNTS, AccountSwitcher, Entered, Known
from pages.ooma.choice import HEX_ID, Row, shape, without_indent
from pages.ooma.identity import app_in, assert_not_denied, id_in, on_page
from pages.ooma.sign_in import PASSWORD, USERNAME, OomaCredentials, OomaSignIn
from pages.ooma.signs import MASQUERADING, account_sign, other_account
from pages.ooma.target import OomaTarget
from pages.ooma.way import ACCOUNT_PAGE, DETOURS, MOST_CLOSED, TAB, WayToTab

SIGNED_OUT = PASSWORD | replace(text("a notice that the session is over", words.SESSION_OVER), many=True)
# How often the portal is loaded to be opened: somebody else may have signed in meanwhile, more than once.
_MOST_LOADS = 5
# Seconds that the account's page gets to show an id that nobody asked for.
_GLIMPSE = 0.5
# How long a sign of the account that has just been seen may take to be read. If it went away, it is looked for again.
_GLANCE_MS = 500
# Seconds that a page gets to show a sign of the account.
_MOMENT = 2.5


class OomaPortal:
    """Signs in, goes to the customer's account, and says whose page is shown."""

    def __init__(
        self,
        hands: Hands,
        url: str,
        target: OomaTarget,
        credentials: OomaCredentials,
        *,
        may_sign_in: bool = True,
        known: Known | None = None,
    ) -> None:
        self.hands = hands
        self.screen: Screen = hands.screen
        self.url = url
        self.target = target
        self.account = target.name
        self.known = known or Known()
        self._credentials = credentials
        self._switcher = AccountSwitcher(hands, target, self.known)
        self._way = WayToTab(hands, self.known)
        # A second tab uses the session of the first, which a sign-in there could end.
        self._may_sign_in = may_sign_in

    def beside(self, hands: Hands) -> "OomaPortal":
        """The same account in another tab, which doesn't sign in."""
        return OomaPortal(hands, self.url, self.target, self._credentials, may_sign_in=False, known=self.known)

    async def open_idp_tab(self) -> None:
        """Sign in if need be, go to the account and open its "IdP and SSO" tab, as a fresh document.

        Raises:
            Rejected, HumanNeeded: the sign-in failed.
            NotFound: the account or the tab isn't there.
            Ambiguous: several accounts have the configured name, or may have; or none is configured, and there are
                several.
            WrongPlace: the portal shows another account.
            SessionGone: this is a second tab, and it would have to sign in.
        """
        if not (self._address and await self._open_by_address(self._address)):
            await self._enter()
            self._keep_app()
            if not self.target.account and not self.known.is_alone:
                await self._switcher.assert_no_other(self._shows)
                await self._enter()
            if self.account and not await self._is_there():
                await self._enter_account()
        await self._open_tab()
        self._keep_app()

    async def _is_there(self) -> bool:
        """Whether a portal that remembers the account shows it already, in a new document.

        Most begin in the account signed in to, and may still show the name in a list of recent accounts, say. So it
        counts only with a notice that one acts for another account, or as the portal's choice in a field.
        """
        row = self.known.row
        if row is None or not await self._shows(self.account):
            return False
        if row.is_current or await self._is_masquerading():
            return True
        return not self.known.own_has_name and await self._chosen_in_field(self.account) is not None

    @property
    def _shown_id(self) -> str:
        return id_in(self.screen.page.url)

    def _keep_app(self) -> None:
        """Remember which app the portal's own address names, to open the account there by its id."""
        self.known.app = app_in(self.screen.page.url) or self.known.app

    @property
    def _address(self) -> str:
        """The account's own address; empty unless its id, and how the portal writes such an address, are known."""
        known, row = self.known, self.known.account
        account_id = self.target.account_id or (row.account_id if row is not None else "")
        is_own = not self.account or (row is not None and row.is_current)
        if is_own or shape(account_id) != HEX_ID or not known.app or not known.takes_address:
            return ""
        return f"{self.url}/#/apps/{known.app}?m={account_id.lower()}"

    async def _open_by_address(self, address: str) -> bool:
        """Go to the account's own address; whether it is shown there."""
        try:
            await self._enter(address)
        except SessionGone:
            # A portal that forgets the session at each such load would be signed in to again and again.
            if not self._may_sign_in:
                raise
            self.known.takes_address = False
            return False
        # An id that may not be opened is passed over in silence by Monster UI, which stays in the account signed in to.
        return (
            self._shown_id == id_in(address)
            and await self._shows_soon(self.account)
            and (not self._has_namesake or await self._is_masquerading())
        )

    async def _enter(self, address: str = "") -> None:
        """Open the portal as a fresh document, signed in.

        Raises:
            SessionGone: it asks to sign in again after that was just done, or this is a second tab.
        """
        signed_in = False
        for _ in range(_MOST_LOADS):
            await self.hands.open(address or f"{self.url}/", "the Ooma Admin Portal")
            view, _ = await self.screen.first_of(
                {"sign in": PASSWORD, "portal": self._landmark(), "first page of the sign-in": USERNAME}
            )
            if view == "portal":
                return
            if not self._may_sign_in:
                raise SessionGone("the Ooma Admin Portal asks each tab to sign in", portal=self.screen.portal)
            if signed_in:
                break
            async with self._credentials.turn() as ours:
                if ours:
                    await OomaSignIn(self.hands, self._credentials, self._landmark()).sign_in()
                    signed_in = True
                    if not address:
                        return
        raise SessionGone(
            "the Ooma Admin Portal asks to sign in again as soon as its page is loaded", portal=self.screen.portal
        )

    def _landmark(self) -> Look:
        ways = [*ACCOUNTS.ways, *TAB.ways]
        for look in (ACCOUNT_PAGE, *DETOURS):
            ways += look.ways
        return Look("the Admin Portal's menus", tuple(ways), many=True)

    async def _enter_account(self) -> None:
        """Go to the customer's account."""
        name = self.account
        if self.known.row is None and self._address:
            # The name may be drawn after the menus.
            self.known.own_has_name = await self._shows_soon(name) and not await self._is_masquerading()
            if await self._open_by_address(self._address):
                return
            await self._enter()
        entered = await self._switcher.enter(self._shows_as_own)
        if entered is Entered.NOT_YET:
            if await self._open_by_address(self._address):
                return
            await self._enter()
            entered = await self._switcher.enter(self._shows_as_own)
        if entered is Entered.ALREADY or (entered is Entered.IN_FIELD and not await self._shows_soon(name)):
            # Only the field shows it, as it would in any case. What counts is what it shows in a new document.
            await self._enter()
        shown = await self._shows_soon(name) and not self._has_namesake
        if shown or await self._is_masquerading():
            # Where only the account's own page shows its name, that is proven there, before anything is written.
            return
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
        if self._has_namesake and not await self._is_masquerading():
            return None
        return True if await self._shows(name) else None

    async def _is_masquerading(self) -> bool:
        return await self.screen.sees(MASQUERADING) is not None

    async def _shows_as_own(self, *, firm: bool = False) -> bool:
        """Whether the name is shown though nothing was chosen yet, nor is remembered to be (see `account_sign`)."""
        return await self._account_sign(self.account, firm=firm) is not None and not await self._is_masquerading()

    async def _open_tab(self) -> None:
        """Follow the menus to the company account page, and open the tab."""
        for left in reversed(range(MOST_CLOSED)):
            await self._way.to_account_page()
            await self._check_page()
            try:
                await self._way.to_tab()
            except WentAway:
                if not left:
                    raise
            else:
                return

    async def _check_page(self) -> None:
        """Compare the id and the realm that the account's page shows, if it does before the tab is opened."""
        if not self.known.is_checked:
            is_asked_for = self.target.account_id or self.target.realm
            shown = await on_page(self.screen, timeout=_MOMENT if is_asked_for else _GLIMPSE)
            assert_not_denied(self.target, self.known.account, shown, self.screen.portal)
            self.known.shown = shown
            self.known.is_checked = True

    async def _shows(self, name: str) -> bool:
        return await self._account_sign(name) is not None

    async def _account_sign(self, name: str, *, firm: bool = False) -> Locator | None:
        """What on the page says that this account is the current one: in the top bar, in a heading, in a notice."""
        hit = await self.screen.sees(account_sign(name, firm=firm)) or await self._sign_beside_tab(name, firm=firm)
        sign = hit.locator if hit is not None else await self._chosen_in_field(name)
        # A frame may show a name while what is around it says whose page it is.
        return sign if sign is None or await self.screen.sees(other_account(name)) is None else None

    async def _sign_beside_tab(self, name: str, *, firm: bool) -> Hit | None:
        """A sign in the tab's own frame, where the bar that tells how to leave the account is in another."""
        if len(await self.screen.surfaces()) == 1 or not await self._is_masquerading():
            return None
        tab = await self.screen.sees(replace(TAB, many=True))
        if tab is None:
            return None
        return await self.screen.sees(account_sign(name, firm=firm, away=True), tab.where.locator("body"))

    async def _chosen_in_field(self, name: str) -> Locator | None:
        """A field in which the portal, and not we, chose the account."""
        for frame in await self.screen.surfaces():
            for field in await frame.locator("select").locator(ON_SCREEN).all():
                if same(without_indent(await field.evaluate(script("chosenLabel"))), name):
                    return field
        return None

    async def _sign(self) -> Pin | None:
        await self.assert_signed_in()
        if self._has_namesake and not await self._is_masquerading():
            return None
        sign = await self._account_sign(self.account)
        return await pin(sign, timeout=_GLANCE_MS) if sign is not None else None

    @property
    def _has_namesake(self) -> bool:
        """Whether the account signed in to has the name of the one that is meant, and is another.

        Then the name alone proves nothing: the portal has to show that it acts for another account as well.
        """
        row = self.known.row
        is_other = row is not None and not row.is_current
        return self.known.own_has_name and (is_other or (row is None and bool(self.target.account_id)))

    async def is_signed_out(self) -> bool:
        """Whether the page shows a sign-in form, or says that the session is over."""
        return await self.screen.sees(SIGNED_OUT) is not None

    async def assert_signed_in(self) -> None:
        """Raise `SessionGone` if the page shows a sign-in form, or says that the session is over."""
        if await self.is_signed_out():
            raise SessionGone("the Ooma Admin Portal asks to sign in again", portal=self.screen.portal)

    async def prove_account(self) -> list[Pin]:
        """Prove that the page belongs to the configured account.

        Where it is the account that was signed in to, the portal begins there at every load, so it is enough that it
        is not masquerading and stays as it is until the press.

        Returns:
            The elements that prove it.

        Raises:
            WrongPlace: the page shows another account, or doesn't show which.
            SessionGone: it shows a sign-in form.
        """
        await self.assert_signed_in()
        assert_not_denied(self.target, self.known.account, Row("", self._shown_id), self.screen.portal)
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
        elsewhere = self._shown_id and self._shown_id != self.target.account_id.lower()
        if elsewhere or await self._is_masquerading():
            raise WrongPlace(
                "the Ooma Admin Portal is masquerading as another account than the one that was signed in to",
                portal=self.screen.portal,
                hint="Name the customer's account with {ooma_account}, or stop masquerading.",
            )
        sign = await self._account_sign(self._credentials.account_name)
        if sign is not None:
            return [await pin(sign)]
        stays = await self._stays()
        return [await pin(stays)] if stays is not None else []

    async def _stays(self) -> Locator | None:
        """A menu that proves nothing but that the page stays as it is.

        It is marked: while a dialog is open, what lies behind it may have no role any more.
        """
        menu = await self.screen.sees(replace(ACCOUNTS, many=True))
        if menu is None:
            hit = await self.screen.sees(css("a menu that stays", f"[{Mark.STAYS}]"))
            return hit.locator if hit is not None else None
        await menu.locator.evaluate(script("tag"), Mark.STAYS)
        return menu.locator.or_(menu.where.locator(f"[{Mark.STAYS}]")).first

    def account_shown(self) -> Row:
        """The account that was proven, as the portal shows it; its name is empty if it is the one signed in to."""
        row = self.known.account or replace(self.known.shown, name=canonical(self.account))
        return replace(row, account_id=row.account_id or self._shown_id)
