"""Whose turn it is to sign in, where several pages share one account."""

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager

Turn = Callable[[], AbstractAsyncContextManager[bool]]
"""Waits until nobody else signs in with the account.

It yields whether the page has to sign in. If not, somebody else did meanwhile, and the page's browser context has
that session now: the page is to be loaded again. What is raised within it is what came of the sign-in.
"""


@asynccontextmanager
async def at_once() -> AsyncIterator[bool]:
    """The turn of a page that shares its account with nobody."""
    yield True
