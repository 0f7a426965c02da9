"""What every request to a portal goes through: latency, faults, and the record of what was done.

A handler is wrapped with ``@operation("ooma.idp.save")``; where it changes something it calls
``await change(request, tenant, detail, mutate)`` so that every write is counted, can be made to lie, and
can be used by a test as a place to kill the bot.
"""

import asyncio
import random
from collections.abc import Awaitable, Callable
from contextvars import ContextVar
from functools import wraps

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from recordings.faults import FaultKind
from recordings.world import World, Write

Handler = Callable[[Request], Awaitable[Response]]

_fault: ContextVar[FaultKind | None] = ContextVar("fault", default=None)
_name: ContextVar[str] = ContextVar("operation")

# About one second a blade, as drivers of the real portal report.
REALISTIC_SECONDS = (0.2, 1.8)


def world_of(request: Request) -> World:
    """The world that this portal shows."""
    world = request.app.state.world
    assert isinstance(world, World)  # noqa: S101 - set by serve()
    return world


def fault_of_request() -> FaultKind | None:
    """The fault that hits the present request; handlers use it for `FaultKind.SESSION_GONE`."""
    return _fault.get()


def operation(name: str, *, slow: bool = False) -> Callable[[Handler], Handler]:
    """Wrap a handler as a named operation.

    Args:
        name: by which tests set faults and read counts.
        slow: whether it takes its time when latency is ``realistic``.
    """

    def wrap(handler: Handler) -> Handler:
        @wraps(handler)
        async def handle(request: Request) -> Response:
            world = world_of(request)
            world.operations[name] = world.operations.get(name, 0) + 1
            fault = world.faults.take(name)
            _fault.set(fault)
            _name.set(name)
            if slow and world.options.latency == "realistic":
                await asyncio.sleep(random.uniform(*REALISTIC_SECONDS))  # noqa: S311 - only a delay
            match fault:
                case FaultKind.HTTP_500:
                    return PlainTextResponse("Internal Server Error", status_code=500)
                case FaultKind.HTTP_503:
                    return PlainTextResponse("The service is unavailable.", status_code=503)
                case FaultKind.NEVER_ANSWERS:
                    await asyncio.Event().wait()
            response = await handler(request)
            if fault is FaultKind.DENIES:
                return PlainTextResponse("Internal Server Error", status_code=500)
            return response

        return handle

    return wrap


async def change(request: Request, tenant: str, detail: dict[str, object], mutate: Callable[[], None]) -> None:
    """Make one change of the present operation, and record it.

    With the fault `FaultKind.LIES` nothing changes, though the handler goes on as if it had.
    """
    world = world_of(request)
    write = Write(_name.get(), tenant, detail, world.now())
    if world.before_write is not None:
        await world.before_write(write)
    if _fault.get() is not FaultKind.LIES:
        mutate()
        world.writes.append(write)
    if world.after_write is not None:
        await world.after_write(write)
