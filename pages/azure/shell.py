"""The shell of the Azure portal: opening the SAML blade of one application, and proving whose it is."""

import re
from dataclasses import dataclass, replace
from urllib.parse import quote

from playwright.async_api import Locator

from pages.azure.applications import LIST_SEARCH, ApplicationList
from pages.azure.words import CARD_BASIC
from pages.driver.credentials import Credentials
from pages.driver.hands import Hands
from pages.driver.look import Look, Scope, Way, button, css, escape, exactly, says, text
from pages.driver.press import Pin, pin
from pages.driver.screen import Hit, Screen
from pages.errors import Denied, NotFound, PortalError, SessionGone, WrongPlace
from pages.microsoft.sign_in import RENEWED, MicrosoftSignIn
from pages.microsoft.views import SIGN_IN_VIEWS
from pages.origins import origin

_GUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
_EMAIL = re.compile(r"\S+@\S+")
_LIST_BLADE = "StartboardApplicationsMenuBlade"

CARDS = replace(text("the SAML cards", exactly(*CARD_BASIC)), many=True)
TILES = text("the choice of a single sign-on method", re.compile(r"Select a single sign-on method", re.IGNORECASE))
NO_ACCESS = text("'You do not have access'", re.compile(r"^\W*You (do not|don.t) have access\W*$", re.IGNORECASE))
OTHER_MODE = text(
    "another single sign-on mode",
    re.compile(r"This is a multi-tenant application|uses OpenID Connect and OAuth", re.IGNORECASE),
)
ACCOUNT = css("the account button", "#fxs-avatarmenu-button", ".fxs-avatarmenu-button", "#mectrl_main_trigger") | Look(
    "the account button",
    (
        lambda scope: scope.get_by_role("button", name=re.compile(r"^\W*account\b", re.IGNORECASE)),
        lambda scope: scope.get_by_role("button", name=re.compile(r"\S+@\S+\.\S+")),
        lambda scope: scope.get_by_title(re.compile(r"\S+@\S+\.\S+")),
        lambda scope: scope.get_by_label(re.compile(r"\S+@\S+\.\S+")),
        lambda scope: says(scope.locator("header, [role=banner], .fxs-topbar"), re.compile(r"\S+@\S+\.\S+")),
    ),
)
_SEARCH_ALL = re.compile(r"^\W*Search resources, services,? and docs", re.IGNORECASE)
SHELL = Look(
    "the portal's own search box",
    (
        lambda scope: scope.get_by_placeholder(_SEARCH_ALL),
        lambda scope: scope.get_by_label(_SEARCH_ALL),
    ),
    many=True,
)
SINGLE_SIGN_ON = css("'Single sign-on' in the menu", "[data-telemetryname=Menu-SignOn]") | Look(
    "'Single sign-on' in the menu",
    (
        lambda scope: scope.get_by_role("menuitem", name=exactly("Single sign-on")),
        lambda scope: scope.get_by_role("treeitem", name=exactly("Single sign-on")),
        lambda scope: scope.get_by_role("link", name=exactly("Single sign-on")),
        lambda scope: scope.get_by_role("tab", name=exactly("Single sign-on")),
        lambda scope: scope.get_by_role("button", name=exactly("Single sign-on")),
        lambda scope: says(scope, exactly("Single sign-on")),
        # Where the menu is folded away, the overview leads on: '2. Set up single sign on: Get started'.
        lambda scope: says(scope, exactly("Set up single sign on", "Set up single sign-on")).locator(
            "xpath=following::*[self::a or self::button or @role='button' or @role='link'][1]"
        ),
    ),
)
MANAGE = button("Manage", thing="the 'Manage' group")
SAML_TILE = css("the SAML tile", ".ext-ad-problem-details-card-tile-title:text-is('SAML')") | button(
    "SAML", thing="the SAML tile"
)


@dataclass(frozen=True)
class AzureTarget:
    """Where the application is.

    Attributes:
        portal_url: origin of the portal.
        tenant: domain or id of the directory.
        app: display name of the enterprise application.
        object_id, app_id: when both are given the blade is opened by deep link.
    """

    portal_url: str
    tenant: str
    app: str
    object_id: str = ""
    app_id: str = ""


def _nothing(scope: Scope) -> Locator:
    return scope.locator(":not(*)")


def _directory_sign(tenant: str) -> Look:
    """A line that says which directory this is, by the domain or id that is configured."""
    pattern = rf"^(?=.*\b(?:directory|tenant)\b).*(?<![\w.@-]){escape(tenant)}(?![\w-]|\.\w).*$"
    return replace(text("the directory's name", re.compile(pattern, re.IGNORECASE)), many=True)


class AzurePortal:
    """Opens the SAML blade and says whose directory the portal shows."""

    def __init__(self, hands: Hands, target: AzureTarget, credentials: Credentials) -> None:
        self.hands = hands
        self.screen: Screen = hands.screen
        self.target = target
        self._credentials = credentials
        self._list = ApplicationList(hands, target.app)
        # How often the page had gone from one site to another when the blade was open; None until it is.
        self._moves: int | None = None

    async def open_saml_blade(self) -> str:
        """Sign in if need be, and open the application's SAML blade as a fresh document.

        Returns:
            ``cards``, or ``tiles`` if no single sign-on method was chosen yet.

        Raises:
            Denied: the account may not configure the application.
            NotFound, Ambiguous: there is no such application, or several.
            PortalError: whatever the sign-in pages say.
        """
        self._moves = None
        view = await self._open_saml_blade()
        self._moves = self.screen.moves
        return view

    async def _open_saml_blade(self) -> str:
        target = self.target
        if target.object_id and target.app_id:
            fragment = (
                f"view/Microsoft_AAD_IAM/ManagedAppMenuBlade/~/SignOn/objectId/{target.object_id}"
                f"/appId/{target.app_id}/preferredSingleSignOnMode/saml/servicePrincipalType/Application/fromNav/"
            )
            place = "the application's SAML page"
        else:
            fragment = f"view/Microsoft_AAD_IAM/{_LIST_BLADE}/~/AppAppsPreview"
            place = "the list of enterprise applications"
        # The tenant in the address decides the directory; '?l=' the language of the page.
        url = f"{target.portal_url}/{quote(target.tenant)}?l=en.en-us#{fragment}"
        await self.hands.open(url, place)
        ends = {
            "cards": CARDS,
            "tiles": TILES,
            "no access": NO_ACCESS,
            "mode": OTHER_MODE,
            "list": LIST_SEARCH,
        }
        if target.object_id and target.app_id:
            del ends["list"]
        view, _ = await self._arrive(url, place, ends, target.object_id if "list" not in ends else _LIST_BLADE)
        if view == "list":
            await self._list.open(lambda: self.hands.open(url, place))
            view, _ = await self._open_single_sign_on()
        if view == "no access":
            raise Denied(
                f"the Azure portal says 'You do not have access' to single sign-on of '{target.app}'",
                on_screen=await self.screen.excerpt(),
            )
        if view == "mode":
            raise PortalError(
                f"'{target.app}' doesn't offer SAML: the portal says that it uses another sign-on mode",
                hint="Add Ooma as a non-gallery application, and name it with {azure_app}.",
                on_screen=await self.screen.excerpt(),
            )
        return view

    async def _arrive(self, url: str, place: str, ends: dict[str, Look], route: str) -> tuple[str, Hit]:
        sign_in = MicrosoftSignIn(self.hands, self._credentials)
        try:
            view, hit = await self._signed_in(sign_in, url, place, {**ends, "elsewhere": self._elsewhere(route)})
        except NotFound:
            if origin(self.screen.page.url) != self.target.portal_url:
                raise
        else:
            if view != "elsewhere":
                return view, hit
        # A deep link may end on the home page, or on an empty blade, until the portal's parts have been loaded
        # once; a person loads it again.
        await self.hands.open(url, place)
        return await self._signed_in(sign_in, url, place, ends)

    async def _signed_in(
        self, sign_in: MicrosoftSignIn, url: str, place: str, ends: dict[str, Look]
    ) -> tuple[str, Hit]:
        """Sign in if need be; where somebody else did meanwhile, load the page again with that session."""
        while True:
            view, hit = await sign_in.until(ends)
            if view != RENEWED:
                return view, hit
            await self.hands.open(url, place)

    def _elsewhere(self, route: str) -> Look:
        """The portal's shell, once the address no longer holds what was opened."""

        def unless_there(way: Way) -> Way:
            return lambda scope: way(scope) if route.lower() not in self.screen.page.url.lower() else _nothing(scope)

        return replace(SHELL, ways=tuple(unless_there(way) for way in SHELL.ways))

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
            raise SessionGone("the Azure portal signed in anew since its page was opened")

    async def assert_signed_in(self) -> None:
        """Raise `SessionGone` if the page shows a sign-in form instead of the portal, or has left for one."""
        self.assert_stayed()
        for view in SIGN_IN_VIEWS.values():
            if await self.screen.sees(view) is not None:
                raise SessionGone("the Azure portal asks to sign in again")

    async def prove_directory(self, login_url: str, resolved_id: str) -> list[Pin]:
        """Prove that the portal shows the configured directory.

        Args:
            login_url: card 4's Login URL, which holds the directory's id.
            resolved_id: the id that Microsoft's discovery document gives for the configured domain; empty if
                it gives none.

        Returns:
            The elements that prove it, for the press that depends on it.

        Raises:
            WrongPlace: the page shows another directory, or doesn't show which.
        """
        wanted = self.target.tenant.strip().lower()
        shown_ids = {found.lower() for found in _GUID.findall(login_url)}
        hit = await self.screen.sees(ACCOUNT)
        account = await pin(hit.locator) if hit is not None else None
        pins = [account] if account is not None else []
        expected_id = wanted if _GUID.fullmatch(wanted) else resolved_id.lower()
        if expected_id and shown_ids and expected_id not in shown_ids:
            raise WrongPlace(
                f"the Azure portal shows the directory {', '.join(shown_ids)}, not {self.target.tenant}"
                + (f" ({expected_id})" if expected_id != wanted else "")
            )
        if expected_id and expected_id in shown_ids:
            return pins
        # Account names are left out: a guest's name holds another directory's domain.
        shown = await self.screen.sees(_directory_sign(wanted))
        if shown is not None:
            return [*pins, await pin(shown.locator)]
        said = _EMAIL.sub(" ", account.text.lower()) if account is not None else ""
        if re.search(rf"(?<![\w.-]){escape(wanted)}(?![\w-]|\.\w)", said):
            return pins
        raise WrongPlace(
            f"the Azure portal doesn't show that its directory is {self.target.tenant}; its account button says"
            f" '{account.text if account is not None else 'nothing'}'",
            hint="Check {azure_tenant}, best with the directory's id, and which directory the account opens.",
        )
