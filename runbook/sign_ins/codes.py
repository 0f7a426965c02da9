"""One-time codes (RFC 6238), each given out once.

The portals refuse a code that was already used, so sign-ins of one account take turns: the next one waits
for the next time window, also when the code before was used by another process, or by a run that is over.
"""

import asyncio
import base64
import hashlib
from collections.abc import Callable
from pathlib import Path
from time import time
from typing import Protocol

from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.twofactor.totp import TOTP
from pydantic import SecretStr

from runbook.files import private_folder

CODES = "one-time-codes"
"""Where this machine's folder for its own affairs remembers them."""

_DIGITS = 6
_INTERVAL = 30
# A code that is about to expire may be refused by the time it arrives.
_MARGIN_SECONDS = 3
# Windows of the past that are still remembered, should the clock be set back a little.
_REMEMBERED = 10


def one_time_code(secret: str, at: float) -> str:
    """The code of a time, as authenticator apps make it.

    Args:
        secret: base32 without spaces; of any length, for Microsoft's have but 80 bits.
        at: seconds since 1970.

    Raises:
        ValueError: the secret is not base32.
    """
    key = base64.b32decode(secret + "=" * (-len(secret) % 8), casefold=True)
    return TOTP(key, _DIGITS, SHA1(), _INTERVAL, enforce_key_length=False).generate(int(at)).decode()  # noqa: S303


class UsedCodes(Protocol):
    """Remembers which time windows of an account are used up, for all processes that it serves."""

    async def take(self, account: str, window: int, forgotten: int) -> bool:
        """Take a window, if nobody has it.

        Args:
            account: a digest of portal and user name.
            window: number of the time window.
            forgotten: windows before this one need not be remembered any more.
        """


class FolderOfCodes:
    """Remembers it in a folder, for the processes of one machine.

    Whoever makes a window's file has the window, so no two processes can have it. A file's name holds a
    digest of the account's name and the window's number; nothing holds a secret.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    async def take(self, account: str, window: int, forgotten: int) -> bool:
        """Take a window, if nobody has it."""
        folder = private_folder(self._folder)
        try:
            (folder / f"{account}-{window}").touch(mode=0o600, exist_ok=False)
        except FileExistsError:
            return False
        for path in folder.glob(f"{account}-*"):
            if int(path.name.rpartition("-")[2]) < forgotten:
                path.unlink(missing_ok=True)
        return True


class CodeBook:
    """Gives out one-time codes, each once."""

    def __init__(self, used: UsedCodes, say: Callable[[str], None], clock: Callable[[], float] = time) -> None:
        self._used = used
        self._say = say
        self._clock = clock
        self._locks: dict[str, asyncio.Lock] = {}

    async def code(self, account: str, secret: SecretStr) -> str:
        """A code of this account that nobody used yet; waits for the next window if need be.

        Args:
            account: portal and user name.
            secret: base32.
        """
        key = hashlib.sha256(account.encode()).hexdigest()
        async with self._locks.setdefault(key, asyncio.Lock()):
            while True:
                now = self._clock()
                window = int(now // _INTERVAL)
                left = (window + 1) * _INTERVAL - now
                late = left < _MARGIN_SECONDS
                if not late and await self._used.take(key, window, window - _REMEMBERED):
                    return one_time_code(secret.get_secret_value(), window * _INTERVAL)
                why = "is about to expire" if late else "was used"
                self._say(f"waiting {left:.0f} s for the next one-time code of {account}: the present one {why}")
                await asyncio.sleep(left)
