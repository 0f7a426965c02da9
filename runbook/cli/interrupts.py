"""Ctrl-C: the first time a run ends where nothing is half written, the second time at once."""

import asyncio
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

from runbook.brake import Brake


@contextmanager
def interrupts(brake: Brake, say: Callable[[str], None]) -> Iterator[None]:
    """Pull the brake on the first Ctrl-C or SIGTERM, and cancel the present task on the second.

    Args:
        brake: stops what runs.
        say: tells the person who pressed it what happens now.
    """
    loop = asyncio.get_running_loop()
    task = asyncio.current_task()

    def react() -> None:
        if not brake.pulled:
            say("Interrupted: what is being written is finished first. Ctrl-C once more stops at once.")
            brake.pull()
        elif task is not None:
            task.cancel()

    def handle(number: int, frame: FrameType | None) -> None:
        del number, frame
        loop.call_soon_threadsafe(react)

    # Not the loop's own handlers: Windows has none.
    before = {number: signal.signal(number, handle) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
