"""Stops runs where nothing is half written."""

import asyncio
from collections.abc import Coroutine
from typing import Any, TypeVar

from runbook.errors import Interrupted

T = TypeVar("T")


class Brake:
    """Pulled once, it ends what only reads at once, and what writes before its next step."""

    def __init__(self) -> None:
        self._pulled = asyncio.Event()

    @property
    def pulled(self) -> bool:
        """Whether it was."""
        return self._pulled.is_set()

    def pull(self) -> None:
        """Stop."""
        self._pulled.set()

    def check(self, where: str) -> None:
        """Raise `Interrupted` if it was pulled.

        Args:
            where: what would be done next, for the message.
        """
        if self.pulled:
            raise Interrupted(f"the run was interrupted before {where}")

    async def pulling(self) -> None:
        """Wait until it is pulled."""
        await self._pulled.wait()

    async def wait(self, seconds: float) -> None:
        """Wait that long, or until it is pulled."""
        try:
            async with asyncio.timeout(seconds):
                await self.pulling()
        except TimeoutError:
            return

    async def unless_pulled(self, work: Coroutine[Any, Any, T]) -> T:
        """Do what may be broken off anywhere.

        Raises:
            Interrupted: it was.
        """
        task = asyncio.create_task(work)
        pulled = asyncio.create_task(self._pulled.wait())
        try:
            await asyncio.wait({task, pulled}, return_when=asyncio.FIRST_COMPLETED)
            if task.done():
                return task.result()
        finally:
            pulled.cancel()
            if not task.done():
                task.cancel()
                await asyncio.wait({task})
        raise Interrupted("the run was interrupted while it only looked")
