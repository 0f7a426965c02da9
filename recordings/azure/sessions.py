"""Who is signed in to Microsoft, and how the Azure stand-in behaves; both hang on the World.

Written from public facts; nothing here was captured from a live portal.
"""

import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from operator import attrgetter
from typing import Literal

from recordings.azure.state import Application, AzureUser, Directory, SigningCertificate


@dataclass
class AzureBehaviour:
    """What differs between users and days on the real portal; tests set these on ``world.azure``.

    Attributes:
        teaching_bubble: at every load a bubble covers the blade's top until it is closed.
        survey: a survey covers each panel as soon as it opens, until it is closed.
        menu_collapsed: the application's menu shows its 'Manage' group closed (a user setting in life).
        ask_to_stay: whether 'Stay signed in?' comes.
        pick_account: show the account picker even if one account is signed in.
        stale_cards: card 1 keeps its old text after a save, until the page is loaded afresh.
        older_grid: card 1's panel has an empty last row instead of 'Add identifier' and 'Add reply URL'.
        test_prompt: when closing card 1's panel asks whether to test.
        lost_deep_links: how many deep links stay on the home page until the page is loaded again.
        spurious_edits: in how many blades closing an untouched panel asks about unsaved edits all the same.
        save_seconds: how long a save takes before the portal answers, apart from latency.
        certificate_seconds: how long after a save its new certificate can be seen.
        metadata_seconds: how long after a certificate was made the federation metadata lists it.
        not_before_seconds: how far in the future a new certificate begins to be valid.
        toast_seconds: how long a toast stays over the page's upper right corner.
        push_seconds: how long a push notification waits for somebody.
        signed_in_as: the address that the account button shows instead of the user's own, as where the browser
            signed somebody else in by itself.
        shows_address: whether the account button shows an address at all; else only a name and the directory.
        guest_upn: whether a guest is shown by the name that the directory gives guests:
            ``robin_partner.example#EXT#@customer.onmicrosoft.com``.
        refuses_identifier: the words with which a new identifier is refused, as by a tenant's policy.
        refuses_certificate: the same for a new certificate.
        refuses_at: whether that is said when it is saved, by a notification, or beside the field while 'Save' is greyed
            out.
        thumbprint: how card 3 and its panel write a certificate's thumbprint; nothing if it returns an empty text.
        download: what becomes of card 3's Base64 file on its way: given the right one, returns what arrives.
    """

    teaching_bubble: bool = False
    survey: bool = False
    menu_collapsed: bool = True
    ask_to_stay: bool = True
    pick_account: bool = False
    stale_cards: bool = True
    older_grid: bool = False
    test_prompt: Literal["when complete", "always", "never"] = "when complete"
    lost_deep_links: int = 0
    spurious_edits: int = 0
    save_seconds: float = 0.2
    certificate_seconds: float = 0.0
    metadata_seconds: float = 0.0
    not_before_seconds: float = 0.0
    toast_seconds: float = 5.0
    push_seconds: float = 120.0
    signed_in_as: str = ""
    shows_address: bool = True
    guest_upn: bool = False
    refuses_identifier: str = ""
    refuses_certificate: str = ""
    refuses_at: Literal["save", "field"] = "save"
    thumbprint: Callable[[SigningCertificate], str] = attrgetter("thumbprint")
    download: Callable[[bytes], bytes] = bytes


@dataclass(frozen=True)
class PortalTarget:
    """A sign-in that ends in the portal."""

    redirect_uri: str
    state: str


@dataclass(frozen=True)
class SamlTarget:
    """A sign-in that ends with a SAML response.

    Attributes:
        in_response_to: id of the request; None when it began here (card 5).
        acs_url: where the response goes; empty for the default reply URL.
    """

    application: Application
    in_response_to: str | None = None
    acs_url: str = ""
    relay_state: str = ""


@dataclass(eq=False)
class Flow:
    """A sign-in under way in one tab.

    Attributes:
        directory: the directory to sign in to; None for the user's own.
        second_factor: whether it was given.
        number: what the push notification wants to be told.
    """

    id: str
    directory: Directory | None
    target: PortalTarget | SamlTarget
    user: AzureUser | None = None
    password: bool = False
    second_factor: bool = False
    number: int = 0


@dataclass(eq=False)
class BrowserAccounts:
    """The accounts that one browser knows, by its cookie on the sign-in origin.

    Attributes:
        accounts: whether each is still signed in; the others are only remembered.
    """

    accounts: dict[AzureUser, bool] = field(default_factory=dict)

    def signed_in(self) -> list[AzureUser]:
        """Those that need no password."""
        return [user for user, live in self.accounts.items() if live]


@dataclass(frozen=True)
class PortalSession:
    """What a token of the portal stands for."""

    user: AzureUser
    directory: Directory


@dataclass
class AzureSessions:
    """Everything that is signed in or about to be; tests expire sessions here.

    Attributes:
        browsers: by the value of the sign-in origin's cookie.
        portal: by token; a tab keeps its token in its session storage.
        codes: handed from the sign-in pages to the portal, each good once.
        flows: sign-ins under way.
    """

    browsers: dict[str, BrowserAccounts] = field(default_factory=dict)
    portal: dict[str, PortalSession] = field(default_factory=dict)
    codes: dict[str, PortalSession] = field(default_factory=dict)
    flows: dict[str, Flow] = field(default_factory=dict)

    def expire_login(self, user: AzureUser | None = None, *, forget: bool = False) -> None:
        """End the sessions of the sign-in origin, of one user or of everybody.

        Args:
            user: whose sessions end; None for everybody's.
            forget: whether the browsers forget the accounts too, so that no account picker comes.
        """
        for browser in self.browsers.values():
            for known in [known for known in browser.accounts if user in (None, known)]:
                browser.accounts[known] = False
                if forget:
                    del browser.accounts[known]

    def expire_portal(self, user: AzureUser | None = None) -> None:
        """End the portal's own sessions, of one user or of everybody."""
        self.portal = {token: session for token, session in self.portal.items() if user not in (None, session.user)}

    def expire(self, user: AzureUser | None = None) -> None:
        """End both kinds of session; the browsers still remember the accounts."""
        self.expire_login(user)
        self.expire_portal(user)

    def start_flow(self, directory: Directory | None, target: PortalTarget | SamlTarget) -> Flow:
        """Begin a sign-in."""
        flow = Flow(id=secrets.token_urlsafe(24), directory=directory, target=target)
        self.flows[flow.id] = flow
        return flow

    def start_portal(self, user: AzureUser, directory: Directory) -> str:
        """The code with which the portal may start a session."""
        code = secrets.token_urlsafe(24)
        self.codes[code] = PortalSession(user, directory)
        return code

    def redeem(self, code: str) -> str | None:
        """Exchange a code for a token; None if it is unknown or was used."""
        session = self.codes.pop(code, None)
        if session is None:
            return None
        token = secrets.token_urlsafe(32)
        self.portal[token] = session
        return token
