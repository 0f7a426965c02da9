"""The state behind both portals: directories and applications in Azure, accounts in Ooma.

Tests hold a `World` and look into it or change it directly; the portals' pages do so through HTTP.
"""

import random
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Literal
from uuid import UUID

from recordings.azure.sessions import AzureBehaviour, AzureSessions
from recordings.azure.state import Application, AzureUser, Directory, make_directory
from recordings.faults import Faults
from recordings.ooma.state import Account, OomaBehaviour, OomaSessions, OomaUser, make_account, make_reseller


@dataclass(frozen=True)
class Options:
    """How the portals look and behave.

    Attributes:
        tenants: number of customers.
        seed: makes ids, names and latency repeatable.
        latency: ``none``, or ``realistic``: about one second a blade, with spread.
        wording: today's labels, or those of the guide (2023).
        blade: the SAML blade is drawn in the top document, or in a cross-origin frame.
        certificate: when the signing certificate comes into being: after the first complete save and a
            refresh (the guide's account), from the start but replaced at the first complete save, or only
            through 'New Certificate' in card 3's edit panel. Public accounts differ.
        totp: whether both sign-ins ask for a one-time code.
        push: whether Azure's second factor is a push notification by default (the code is 'another way').
        child: whether each customer is a child account of a reseller who signs in to Ooma.
        partner: whether one partner sign-in serves all Azure directories; else each has its own.
        tour: whether at every load the Ooma portal opens with a tour that covers the page.
    """

    tenants: int = 1
    seed: int = 0
    latency: Literal["none", "realistic"] = "none"
    wording: Literal["today", "guide"] = "today"
    blade: Literal["document", "frame"] = "document"
    certificate: Literal["first-save", "replaced", "new-certificate"] = "first-save"
    totp: bool = True
    push: bool = True
    child: bool = False
    partner: bool = False
    tour: bool = False


@dataclass(frozen=True)
class Origins:
    """Where the portals are served: scheme, host and port, without a trailing slash."""

    login: str
    portal: str
    blade: str
    ooma: str


@dataclass(frozen=True)
class Write:
    """One change that a portal was asked to make.

    Attributes:
        operation: for example ``azure.card1.save``.
        tenant: name of the customer whose data changes.
        detail: the values written; never a secret.
        at: when.
    """

    operation: str
    tenant: str
    detail: dict[str, object]
    at: datetime


WriteHook = Callable[[Write], Awaitable[None]]


@dataclass(frozen=True)
class Customer:
    """One customer in both portals, and who signs in for it."""

    name: str
    directory: Directory
    application: Application
    account: Account
    azure_user: AzureUser
    ooma_user: OomaUser

    @property
    def listed_as(self) -> str:
        """What settings call the customer's account in Ooma's tree: its name, or ``(own)`` where one signs in to it."""
        return "(own)" if self.ooma_user.home is self.account else self.account.name

    def settings(self, origins: Origins) -> dict[str, str]:
        """The ``RUNBOOK_*`` settings with which the bot configures this customer."""
        values = {
            "RUNBOOK_TENANT": self.name,
            "RUNBOOK_AZURE_TENANT": self.directory.domain,
            "RUNBOOK_AZURE_APP": self.application.name,
            "RUNBOOK_AZURE_OBJECT_ID": str(self.application.object_id),
            "RUNBOOK_AZURE_APP_ID": str(self.application.app_id),
            "RUNBOOK_AZURE_USERNAME": self.azure_user.upn,
            "RUNBOOK_AZURE_PASSWORD": self.azure_user.password,
            "RUNBOOK_OOMA_USERNAME": self.ooma_user.username,
            "RUNBOOK_OOMA_PASSWORD": self.ooma_user.password,
            "RUNBOOK_OOMA_ACCOUNT_NAME": self.ooma_user.account_name,
            "RUNBOOK_OOMA_ACCOUNT": self.listed_as,
            "RUNBOOK_AZURE_PORTAL_URL": origins.portal,
            "RUNBOOK_AZURE_LOGIN_URL": origins.login,
            "RUNBOOK_OOMA_URL": origins.ooma,
        }
        if self.azure_user.totp_secret:
            values["RUNBOOK_AZURE_TOTP_SECRET"] = self.azure_user.totp_secret
        if self.ooma_user.totp_secret:
            values["RUNBOOK_OOMA_TOTP_SECRET"] = self.ooma_user.totp_secret
        return values


@dataclass
class World:
    """Everything that both portals know.

    Attributes:
        customers: the customers, in order.
        directories: every Azure directory by id, the customers' and the partner's.
        root: the topmost Ooma account; every other is below it.
        azure_sessions: who is signed in to Microsoft and to the Azure portal; tests expire sessions here.
        azure: what differs between users and days on the Azure portal.
        ooma_sessions: who is signed in to the Ooma portal; tests expire sessions here.
        ooma: what differs between days on the Ooma portal.
        writes: every change made, in order.
        operations: how often each operation was asked for.
        before_write, after_write: called around each change, for tests that kill the bot there.
        origins: set while the portals are served.
    """

    options: Options = field(default_factory=Options)
    customers: list[Customer] = field(default_factory=list)
    directories: dict[UUID, Directory] = field(default_factory=dict)
    root: Account = field(default_factory=make_reseller)
    azure_sessions: AzureSessions = field(default_factory=AzureSessions)
    azure: AzureBehaviour = field(default_factory=AzureBehaviour)
    ooma_sessions: OomaSessions = field(default_factory=OomaSessions)
    ooma: OomaBehaviour = field(default_factory=OomaBehaviour)
    faults: Faults = field(default_factory=Faults)
    writes: list[Write] = field(default_factory=list)
    operations: dict[str, int] = field(default_factory=dict)
    before_write: WriteHook | None = None
    after_write: WriteHook | None = None
    origins: Origins = Origins(login="", portal="", blade="", ooma="")

    @classmethod
    def make(cls, options: Options) -> "World":
        """A world with untouched customers; the same options make the same names and ids."""
        world = cls(options=options)
        rng = random.Random(options.seed)  # noqa: S311 - repeatable stand-ins, not secrets
        world.root = make_reseller(rng, totp=options.totp)
        partner: Directory | None = None
        if options.partner:
            partner = make_directory(rng, "Partner", totp=options.totp, push=options.push)
            world.directories[partner.id] = partner
        for number in range(1, options.tenants + 1):
            name = f"contoso-{number:03}" if options.tenants > 1 else "contoso"
            directory = make_directory(rng, name, totp=options.totp, push=options.push)
            world.directories[directory.id] = directory
            azure_user = directory.administrator
            if partner is not None:
                azure_user = partner.administrator
                directory.guests.append(azure_user)
            account = make_account(rng, world.root, name, totp=options.totp)
            people = (azure_user, directory.administrator, *directory.users)
            account.emails = list(dict.fromkeys(person.mail for person in people if person.mail))
            ooma_user = world.root.users[0] if options.child else account.users[0]
            world.customers.append(Customer(name, directory, directory.application, account, azure_user, ooma_user))
        return world

    def customer_of(self, place: Directory | Account) -> str:
        """Name of the customer that a directory or account belongs to; its own name if to none."""
        for customer in self.customers:
            if place in (customer.directory, customer.account):
                return customer.name
        return place.name

    @staticmethod
    def now() -> datetime:
        """The portals' clock, in UTC."""
        return datetime.now(UTC)
