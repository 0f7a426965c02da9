"""What signs in to a portal, and whose turn it is to do so."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass, field

from pydantic import SecretStr

CodeSource = Callable[[], Awaitable[str]]
"""Gives a one-time code that was not used before."""

Turn = Callable[[], AbstractAsyncContextManager[bool]]
"""Waits until nobody else signs in with the account.

It yields whether the page has to sign in. If not, somebody else did meanwhile, and the page's browser context has
that session now: the page is to be loaded again. What is raised within it is what came of the sign-in.
"""


@asynccontextmanager
async def at_once() -> AsyncIterator[bool]:
    """The turn of a page that shares its account with nobody."""
    yield True


@dataclass
class Origin:
    """How the session of a browser context came to be.

    Attributes:
        typed: whether this program typed name and password for it. A browser may also sign in by itself, and then as
            whomever it likes.
    """

    typed: bool = False


@dataclass(frozen=True)
class Credentials:
    """One account of a portal.

    Attributes:
        code: gives a one-time code, or None if the account has none.
        turn: whose turn it is to sign in.
        origin: how the session came to be; a sign-in notes here that it typed.
    """

    username: str
    password: SecretStr = field(repr=False)
    code: CodeSource | None = None
    turn: Turn = at_once
    origin: Origin = field(default_factory=Origin)
