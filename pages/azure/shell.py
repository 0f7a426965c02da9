"""The shell of the Azure portal: opening the SAML page of one application, and proving whose it is."""

import asyncio
import re
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace

from playwright.async_api import Error as PlaywrightError
from playwright.async_api import Locator

from pages.azure import words
from pages.azure.account import Shown, who_is_shown
from pages.azure.account_menu import AccountMenu
from pages.azure.applications import LIST_SEARCH, ApplicationList
from pages.azure.cards import BASIC, missing, shown
from pages.azure.directory import GUID
from pages.azure.routes import AzureTarget, Route, application_list, saml_page
from pages.driver.credentials import Credentials
from pages.driver.hands import Hands
from pages.driver.look import Look, Scope, Way, button, css, escape, exactly, says, text
from pages.driver.press import Pin, pin
from pages.driver.screen import Hit, Screen
from pages.driver.scripts import script
from pages.driver.values import Token
from pages.driver.vocabulary import either, like
from pages.errors import Denied, NotFound, PortalError, SessionGone, WrongPlace
from pages.microsoft.sign_in import RENEWED, MicrosoftSignIn
from pages.microsoft.views import SIGN_IN_VIEWS
from pages.origins import origin

_EMAIL = re.compile(r"\S+@\S+")
_USER = re.compile(r"\S+@\S+\.\S+")
# How many titles of cards make a page the SAML page, for messages: one alone can be a heading of another page.
_FEW = 2
# Seconds that a last look at the page may take.
_LOOK = 5.0
# The same for who is signed in to be shown, where nothing else tells.
_ACCOUNT_COMES = 10.0

CARDS = replace(text("the SAML cards", BASIC.title), many=True)
TILES = text("the choice of a single sign-on method", like(words.CHOOSE_METHOD))
_NO_ACCESS = re.compile(rf"^\W*{either(words.NO_ACCESS)}\W*$", re.IGNORECASE)
NO_ACCESS = text("'You do not have access'", _NO_ACCESS)
OTHER_MODE = text("another single sign-on mode", like(words.OTHER_MODE))
_ACCOUNT = re.compile(rf"^\W*{either(words.ACCOUNT)}\b", re.IGNORECASE)
_TOP_BARS = ", ".join(("header, [role=banner]", *words.TOP_BARS))
ACCOUNT = css("the account button", *words.ACCOUNT_BUTTONS) | Look(
    "the account button",
    (
        lambda scope: scope.get_by_role("button", name=_ACCOUNT),
        lambda scope: scope.get_by_role("button", name=_USER),
        lambda scope: scope.get_by_title(_USER),
        lambda scope: scope.get_by_label(_USER),
        lambda scope: says(scope.locator(_TOP_BARS), _USER),
    ),
)
_SEARCH_ALL = re.compile(rf"^\W*{either(words.SEARCH_ALL)}", re.IGNORECASE)
SHELL = Look(
    "the portal's own search box",
    (
        lambda scope: scope.get_by_placeholder(_SEARCH_ALL),
        lambda scope: scope.get_by_label(_SEARCH_ALL),
    ),
    many=True,
)
HOME = Look(
    "the home page", (lambda scope: scope.get_by_role("heading", level=1, name=exactly(*words.HOME)),), many=True
)
_SINGLE_SIGN_ON = exactly(*words.SINGLE_SIGN_ON)
SINGLE_SIGN_ON = css("'Single sign-on' in the menu", *words.MENU_SIGN_ON) | Look(
    "'Single sign-on' in the menu",
    (
        lambda scope: scope.get_by_role("menuitem", name=_SINGLE_SIGN_ON),
        lambda scope: scope.get_by_role("treeitem", name=_SINGLE_SIGN_ON),
        lambda scope: scope.get_by_role("link", name=_SINGLE_SIGN_ON),
        lambda scope: scope.get_by_role("tab", name=_SINGLE_SIGN_ON),
        lambda scope: scope.get_by_role("button", name=_SINGLE_SIGN_ON),
        lambda scope: says(scope, _SINGLE_SIGN_ON),
        # Where the menu is folded away, the overview leads on: '2. Set up single sign on: Get started'.
        lambda scope: says(scope, exactly(*words.SET_UP_SIGN_ON)).locator(
            "xpath=following::*[self::a or self::button or @role='button' or @role='link'][1]"
        ),
    ),
)
MANAGE = button(*words.MANAGE, thing="the 'Manage' group")
SAML_TILE = css("the SAML tile", *words.SAML_TILES) | button(*words.SAML, thing="the SAML tile")


def _nothing(scope: Scope) -> Locator:
    return scope.locator(":not(*)")


def _directory_sign(tenant: str) -> Look:
    """A line that says which directory this is, by the domain or id that is configured."""
    pattern = rf"^(?=.*\b{either(words.DIRECTORY)}\b).*(?<![\w.@-]){escape(tenant)}(?![\w-]|\.\w).*$"
    return replace(text("the directory's name", re.compile(pattern, re.IGNORECASE)), many=True)


class AzurePortal:
    """Opens the SAML page and says whose directory the portal shows."""

    def __init__(self, hands: Hands, target: AzureTarget, credentials: Credentials) -> None:
        self.hands = hands
        self.screen: Screen = hands.screen
        self.target = target
        self._credentials = credentials
        self._list = ApplicationList(hands, target.app)
        # How often the page had gone from one site to another when the blade was open; None until it is.
        self._moves: int | None = None

    async def open_saml_blade(self) -> str:
        """Sign in if need be, and open the application's SAML page as a new document.

        Returns:
            ``cards``, or ``tiles`` if no single sign-on method was chosen yet.

        Raises:
            Denied: the account may not configure the application.
            WrongPlace: and it is somebody else's.
            NotFound, Ambiguous: there is no such application, or several.
            PortalError: whatever the sign-in pages say.
        """
        self._moves = None
        try:
            view = await self._open_saml_blade()
        except NotFound as error:
            raise await self.name_missing_card(error) from None
        self._moves = self.screen.moves
        return view

    async def name_missing_card(self, error: NotFound) -> NotFound:
        """The error to raise when the cards didn't come: one that names the card, if the page shows others."""
        best: Sequence[Token] = ()
        with suppress(TimeoutError):
            async with asyncio.timeout(_LOOK):
                for frame in await self.screen.surfaces():
                    with suppress(PlaywrightError):  # left meanwhile
                        best = max(best, await self.screen.read(frame), key=shown)
        if shown(best) < _FEW or not (lacking := missing(best)):
            return error
        return NotFound(
            f"{self.screen.portal}: waited {self.screen.timeout:g} s for {lacking}",
            portal=self.screen.portal,
            hint=error.hint,
            on_screen=error.on_screen,
        )

    async def _open_saml_blade(self) -> str:
        target = self.target
        ends = {"cards": CARDS, "tiles": TILES, "no access": NO_ACCESS, "mode": OTHER_MODE}
        if target.has_ids:
            view, _ = await self._arrive(saml_page(target), ends)
        else:
            route = application_list(target)
            view, _ = await self._arrive(route, {**ends, "list": LIST_SEARCH})
            if view == "list":
                await self._list.open(lambda: self.hands.open(route.url, route.place))
                view, _ = await self._open_single_sign_on()
        if view == "no access":
            await self.prove_account()  # it may be somebody else's access
            raise Denied(
                f"the Azure portal says 'You do not have access' to single sign-on of '{target.app}'",
                portal=self.screen.portal,
                on_screen=await self.screen.excerpt(),
            )
        if view == "mode":
            raise PortalError(
                f"'{target.app}' doesn't offer SAML: the portal says that it uses another sign-on mode",
                portal=self.screen.portal,
                hint="Add Ooma as a non-gallery application, and name it with {azure_app}.",
                on_screen=await self.screen.excerpt(),
            )
        return view

    async def _arrive(self, route: Route, ends: dict[str, Look]) -> tuple[str, Hit]:
        await self.hands.open(route.url, route.place)
        sign_in = MicrosoftSignIn(self.hands, self._credentials)
        try:
            view, hit = await self._signed_in(sign_in, route, {**ends, "elsewhere": self._elsewhere(route)})
        except NotFound:
            if origin(self.screen.page.url) != self.target.portal_url:
                raise
        else:
            if view != "elsewhere":
                return view, hit
        # A deep link may end on the home page, or on an empty blade, until the portal's parts have been loaded
        # once; a person loads it again.
        await self.hands.open(route.url, route.place)
        return await self._signed_in(sign_in, route, ends)

    async def _signed_in(self, sign_in: MicrosoftSignIn, route: Route, ends: dict[str, Look]) -> tuple[str, Hit]:
        """Sign in if need be; where somebody else did meanwhile, load the page again with that session."""
        while True:
            view, hit = await sign_in.until(ends)
            if view != RENEWED:
                return view, hit
            await self.hands.open(route.url, route.place)

    def _elsewhere(self, route: Route) -> Look:
        """The portal's shell once the address no longer holds what was opened, or the title of its home page."""

        def unless_there(way: Way) -> Way:
            return lambda scope: _nothing(scope) if route.is_at(self.screen.page.url) else way(scope)

        return replace(SHELL, ways=(*(unless_there(way) for way in SHELL.ways), *HOME.ways))

    async def choose_saml(self, pins: list[Pin]) -> None:
        """Choose SAML as the application's single sign-on method, and wait for the cards.

        Raises:
            NotFound: they did not come.
            SessionGone: the page went to the sign-in pages instead, perhaps there and back again.
        """
        tile = await self.screen.find(SAML_TILE)
        await self.hands.commit(tile, SAML_TILE.thing, pins)

        async def chosen() -> bool | None:
            hit = await self.screen.sees(CARDS)
            self.assert_stayed()
            return None if hit is None else True

        await self.screen.until(chosen, CARDS.thing)

    async def _open_single_sign_on(self) -> tuple[str, Hit]:
        ends = {"cards": CARDS, "tiles": TILES, "no access": NO_ACCESS, "mode": OTHER_MODE}
        view, hit = await self.screen.first_of({**ends, "menu": SINGLE_SIGN_ON, "group": MANAGE})
        if view == "group":
            await self.hands.press(hit.locator, MANAGE.thing)
            view, hit = await self.screen.first_of({**ends, "menu": SINGLE_SIGN_ON})
        if view == "menu":
            await self.hands.press(hit.locator, SINGLE_SIGN_ON.thing)
            view, hit = await self.screen.first_of(ends)
        return view, hit

    @property
    def has_left(self) -> bool:
        """Whether the page has left for the sign-in pages since the blade was opened, perhaps there and back again."""
        return self._moves is not None and self.screen.moves != self._moves

    def assert_stayed(self) -> None:
        """Raise `SessionGone` if the page has left since the blade was opened.

        To be asked after the page was looked at: one that leaves meanwhile lacks what one lacks that has saved.
        """
        if self.has_left:
            raise SessionGone(
                "the Azure portal has signed in again since its page was opened", portal=self.screen.portal
            )

    async def assert_signed_in(self) -> None:
        """Raise `SessionGone` if the page shows a sign-in form instead of the portal, or has left for one."""
        self.assert_stayed()
        for view in SIGN_IN_VIEWS.values():
            if await self.screen.sees(view) is not None:
                raise SessionGone("the Azure portal asks to sign in again", portal=self.screen.portal)

    async def prove_account(self) -> str:
        """Prove that the configured account is signed in: a browser may have signed in by itself, as somebody else.

        Returns:
            Who is shown; empty if nobody is, and this program typed name and password.

        Raises:
            WrongPlace: somebody else is shown; or nobody, and this program did not type both.
            SessionGone: the page asks to sign in again instead.
        """
        credentials = self._credentials

        async def look() -> Shown | None:
            shown = await self._shown()
            known = shown.strangers(credentials.username) or shown.holds(credentials.username)
            return shown if known or credentials.origin.typed else None

        shown = Shown()
        with suppress(NotFound):  # the button may come late
            shown = await self.screen.until(look, ACCOUNT.thing, timeout=min(_ACCOUNT_COMES, self.screen.timeout))
        strangers = shown.strangers(credentials.username)
        if strangers or not (shown.holds(credentials.username) or credentials.origin.typed):
            await self.assert_signed_in()
        if strangers:
            raise WrongPlace(
                f"the Azure portal is signed in as '{strangers[0]}', not '{credentials.username}'",
                portal=self.screen.portal,
                hint="Sign out that account, or check {azure_username}.",
            )
        if not shown.holds(credentials.username) and not credentials.origin.typed:
            raise WrongPlace(
                f"the Azure portal doesn't show that it is signed in as '{credentials.username}', and this run didn't"
                " type that name and its password",
                portal=self.screen.portal,
                hint="Sign out of the account that the browser signed in to by itself, or check {azure_username}.",
                on_screen=await self.screen.excerpt(),
            )
        return " ".join(shown.addresses)

    async def _shown(self) -> Shown:
        """Who the top bar names. Addresses elsewhere, as on a card, are no sign."""
        hooks, bars = ", ".join(words.ACCOUNT_BUTTONS), ", ".join(words.TOP_BARS)
        return who_is_shown(await self.screen.page.evaluate(script("barTexts"), [hooks, bars, _ACCOUNT.pattern]))

    async def prove_directory(self, login_url: str, resolved_id: str) -> list[Pin]:
        """Prove that the portal shows the configured directory, to the configured account.

        Args:
            login_url: card 4's Login URL, which holds the directory's id.
            resolved_id: the id that Microsoft's discovery document gives for the configured domain; empty if
                it gives none.

        Returns:
            The elements that prove it, for the press that depends on it.

        Raises:
            WrongPlace: the page shows another directory or account, or doesn't show which.
        """
        await self.prove_account()
        wanted = self.target.tenant.strip().lower()
        shown_ids = {found.lower() for found in GUID.findall(login_url)}
        hit = await self.screen.sees(ACCOUNT)
        account = await pin(hit.locator) if hit is not None else None
        pins = [account] if account is not None else []
        expected_id = wanted if GUID.fullmatch(wanted) else resolved_id.lower()
        if expected_id and shown_ids and expected_id not in shown_ids:
            raise WrongPlace(
                f"the Azure portal shows the directory {', '.join(shown_ids)}, not {self.target.tenant}"
                + (f" ({expected_id})" if expected_id != wanted else ""),
                portal=self.screen.portal,
            )
        if expected_id and expected_id in shown_ids:
            return pins
        # Account names are left out: a guest's name holds another directory's domain.
        sign = await self.screen.sees(_directory_sign(wanted))
        if sign is not None:
            return [*pins, await pin(sign.locator)]
        said = _EMAIL.sub(" ", account.text.lower()) if account is not None else ""
        if re.search(rf"(?<![\w.-]){escape(wanted)}(?![\w-]|\.\w)", said):
            return pins
        # Where no card tells, a person looks into the account's menu.
        menu = await AccountMenu(self.hands, self._credentials.username).directory(wanted, expected_id)
        if menu is not None:
            return [*pins, menu]
        raise WrongPlace(
            f"the Azure portal doesn't show that its directory is {self.target.tenant}; its account button says"
            f" '{account.text if account is not None else 'nothing'}'",
            portal=self.screen.portal,
            hint="Check {azure_tenant}, best with the directory's id, and which directory the account opens.",
        )
