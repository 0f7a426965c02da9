"""One sign-in for each portal and account, shared by all tenants that use it.

The first tenant signs in; its session (cookies and local storage, in memory only) is given to the others. The
first to find it expired renews it while the others wait. A refusal is final: nobody tries the account again.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager, nullcontext
from dataclasses import dataclass, field
from typing import Protocol

from playwright.async_api import BrowserContext, StorageState

from pages.azure import AZURE
from pages.driver import Origin
from pages.errors import Denied, HumanNeeded, PortalError, Rejected, SignInUnanswered
from pages.ooma import OOMA
from runbook.errors import SignInRefused
from runbook.tenant import TenantWithoutSecrets

# What isn't understood may be a refusal, and a refused password isn't tried again.
REFUSALS = (Rejected, SignInUnanswered, HumanNeeded, Denied)


@dataclass(frozen=True)
class Account:
    """Who signs in where.

    Attributes:
        portal: name of the portal.
        origin: of the pages that ask for the password.
        name: of the account, and in Ooma the account's name in the sign-in form.
    """

    portal: str
    origin: str
    name: str

    def __str__(self) -> str:
        return f"{self.portal} {self.origin} {self.name}"


def azure_account(tenant: TenantWithoutSecrets) -> Account:
    """Who signs in to Azure for this tenant."""
    return Account(AZURE, tenant.azure_login_url, tenant.azure_username.casefold())


def ooma_account(tenant: TenantWithoutSecrets) -> Account:
    """Who signs in to Ooma for this tenant."""
    name = f"{tenant.ooma_username} {tenant.ooma_account_name}".strip()
    return Account(OOMA, tenant.ooma_url, name.casefold())


class Guard(Protocol):
    """What other processes have to do with it."""

    def alone(self, account: Account) -> AbstractAsyncContextManager[None]:
        """Wait until no other process signs in with the account.

        Raises:
            SignInRefused: the account was refused elsewhere.
        """

    async def refuse(self, account: Account, why: str) -> None:
        """Let everybody know that the account was refused."""


class _NobodyElse:
    """The guard of a process that works by itself."""

    def alone(self, account: Account) -> AbstractAsyncContextManager[None]:
        del account
        return nullcontext()

    async def refuse(self, account: Account, why: str) -> None:
        """There is nobody to tell."""


@dataclass
class _Shared:
    """What is known of one account."""

    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    session: StorageState | None = None
    typed: bool = False
    age: int = 0
    refused: str = ""


class SignIns:
    """The accounts that the tenants of one batch sign in with, as far as this process knows them."""

    def __init__(self, guard: Guard | None = None) -> None:
        self._guard: Guard = guard or _NobodyElse()
        self._accounts: dict[Account, _Shared] = {}

    def seat(self, account: Account) -> "Seat":
        """A place for one browser context that uses this account."""
        return Seat(account, self._accounts.setdefault(account, _Shared()), self._guard)


class Seat:
    """One browser context's share in an account."""

    def __init__(self, account: Account, shared: _Shared, guard: Guard) -> None:
        self._account = account
        self._shared = shared
        self._guard = guard
        self._age = shared.age
        self.session = shared.session
        """What to begin the browser context with; None if nobody signed in yet."""
        self.origin = Origin(typed=shared.session is not None and shared.typed)
        """How the context's session came to be; a sign-in notes here whether it typed name and password."""

    @asynccontextmanager
    async def turn(self, context: BrowserContext) -> AsyncIterator[bool]:
        """Wait for the turn to sign in; see `pages.driver.credentials.Turn`.

        Raises:
            SignInRefused: the account was refused.
        """
        shared = self._shared
        async with shared.lock:
            if shared.refused:
                raise SignInRefused(shared.refused, portal=self._account.portal)
            if shared.session is not None and shared.age > self._age:
                await context.set_storage_state(shared.session)
                self._age = shared.age
                self.origin.typed = shared.typed
                yield False
                return
            async with self._guard.alone(self._account):
                try:
                    yield True
                except REFUSALS as error:
                    shared.refused = _told(self._account, error)
                    await self._guard.refuse(self._account, shared.refused)
                    raise
                shared.session = await context.storage_state()
                shared.typed = self.origin.typed
                shared.age += 1
                self._age = shared.age


def _told(account: Account, error: PortalError) -> str:
    return f"the sign-in {account.name} was refused for another tenant, and is not tried again: {error.message}"
