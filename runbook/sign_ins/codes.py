"""One-time codes (RFC 6238), each given out once.

The portals refuse a code that was already used, so sign-ins of one account take turns: the next one waits
for the next time window, also when the code before was used by another process, or by a run that is over.
"""

import asyncio
import base64
import hashlib
import os
import re
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from time import time
from typing import Protocol

from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.twofactor.totp import TOTP
from pydantic import SecretStr

from runbook.errors import RunbookError
from runbook.files import ASIDE, ASIDE_TIME, private_folder, set_aside

CODES = "one-time-codes"
"""Where this machine's folder for its own affairs remembers them."""

_DIGITS = 6
_INTERVAL = 30
# A code that is about to expire may be refused by the time it arrives.
_MARGIN_SECONDS = 3
# Windows of the past that are still remembered, should the clock be set back a little.
_REMEMBERED = 10
# A digest, and the number of a window.
_KNOWN = re.compile(r"[0-9a-f]+-\d+")


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

    async def take(self, account: str, window: int, forgotten: int) -> str:
        """Take a window, if nobody has it.

        Args:
            account: a digest of portal and user name.
            window: number of the time window.
            forgotten: windows before this one need not be remembered any more.

        Returns:
            What speaks against it, as the end of "the present code ..."; empty if it is taken now.

        Raises:
            RunbookError: it can't be written down.
        """


class FolderOfCodes:
    """Remembers it in a folder, for the processes of one machine.

    The process that makes a window's file has the window, so no two processes can have it. A file's name holds a
    digest of the account's name and the window's number; nothing holds a secret.

    Something else in the folder's place is set aside. Nobody knows what it said, so all windows until then count as
    used; its new name tells every process when that was. Other files in the folder are the system's or a person's.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    async def take(self, account: str, window: int, forgotten: int) -> str:
        """Take a window, if nobody has it."""
        try:
            if aside := self._set_aside(window):
                return f"may have been used: the used codes could not be read, and were renamed to {aside}"
            if window in self._unknown():
                return "may have been used"
            return self._take(account, window, forgotten)
        except OSError as error:
            raise RunbookError(
                f"which one-time codes were used can't be written down: {error}",
                hint="Make sure that the folder that RUNBOOK_STATE names can be written to, then run again.",
            ) from None

    def _take(self, account: str, window: int, forgotten: int) -> str:
        folder = private_folder(self._folder)
        try:
            (folder / f"{account}-{window}").touch(mode=0o600, exist_ok=False)
        except FileExistsError:
            return "was used"
        for path in folder.glob(f"{account}-*"):
            if _KNOWN.fullmatch(path.name) and int(path.name.rpartition("-")[2]) < forgotten:
                path.unlink(missing_ok=True)
        return ""

    def _set_aside(self, window: int) -> str:
        """Set aside what is in the folder's place, and say what it is called now; empty if there is nothing else."""
        if self._folder.is_dir() or not os.path.lexists(self._folder):
            return ""
        with suppress(FileNotFoundError):  # another process came first
            return str(set_aside(self._folder, datetime.fromtimestamp(window * _INTERVAL, UTC)))
        return ""

    def _unknown(self) -> set[int]:
        """The windows of which nobody knows any more whether they were used."""
        unknown: set[int] = set()
        for path in self._folder.parent.glob(f"{self._folder.name}{ASIDE}*"):
            with suppress(ValueError):
                at = datetime.strptime(path.name.partition(ASIDE)[2][:16], ASIDE_TIME).replace(tzinfo=UTC)
                last = int(at.timestamp()) // _INTERVAL
                unknown.update(range(last - _REMEMBERED, last + 1))
        return unknown


class CodeBook:
    """Gives out one-time codes, each once."""

    def __init__(self, used: UsedCodes, say: Callable[[str], None], clock: Callable[[], float] = time) -> None:
        self._used = used
        self._say = say
        self._clock = clock
        self._locks: dict[str, asyncio.Lock] = {}
        self._given: set[tuple[str, int]] = set()

    async def code(self, account: str, secret: SecretStr, *, unrecorded: bool = False) -> str:
        """A code of this account that nobody used yet; waits for the next window if need be.

        Args:
            account: portal and user name.
            secret: base32.
            unrecorded: give it out even if it can't be written down that it is used; this process doesn't use it again.

        Raises:
            RunbookError: it can't be written down.
        """
        key = hashlib.sha256(account.encode()).hexdigest()
        async with self._locks.setdefault(key, asyncio.Lock()):
            while True:
                now = self._clock()
                window = int(now // _INTERVAL)
                left = (window + 1) * _INTERVAL - now
                why = "is about to expire"
                if left >= _MARGIN_SECONDS:
                    try:
                        why = await self._used.take(key, window, window - _REMEMBERED)
                    except RunbookError:
                        if not unrecorded:
                            raise
                        why = "was used" if (key, window) in self._given else ""
                    if not why:
                        self._given.add((key, window))
                        return one_time_code(secret.get_secret_value(), window * _INTERVAL)
                self._say(f"waiting {left:.0f} s for the next one-time code of {account}: the present one {why}")
                await asyncio.sleep(left)
