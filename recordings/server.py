"""Serves a `World` on loopback: four origins, one event loop."""

import asyncio
import socket
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from urllib.parse import urlsplit

import uvicorn
from starlette.applications import Starlette

from recordings.azure import apps as azure_apps
from recordings.ooma import app as ooma_app
from recordings.world import Origins, World


class _Server(uvicorn.Server):
    """A uvicorn server that leaves the process's signals alone."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Capture none: whoever started the recordings handles signals."""
        yield


def _listen(port: int) -> socket.socket:
    sock = socket.socket()
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    sock.bind(("127.0.0.1", port))
    # Whoever connects before the server has started waits instead of being refused.
    sock.listen(128)
    return sock


@asynccontextmanager
async def serve(world: World, *, first_port: int = 0) -> AsyncIterator[Origins]:
    """Play both portals until the block ends.

    Args:
        world: the state that they show and change. One that was served before is served at the same addresses,
            since what was configured names them.
        first_port: the first of four consecutive ports; 0 lets the system choose.

    Yields:
        Where each is served. The blade's frame has another host name, so that it is a
        cross-site frame as in life.

    Raises:
        OSError: a port is taken.
    """
    before = world.origins
    ports = [first_port + offset if first_port else 0 for offset in range(4)]
    if before.login:
        ports = [urlsplit(one).port or 0 for one in (before.login, before.portal, before.blade, before.ooma)]
    sockets = [_listen(port) for port in ports]
    login, portal, blade, ooma = (sock.getsockname()[1] for sock in sockets)
    world.origins = Origins(
        login=f"http://127.0.0.1:{login}",
        portal=f"http://127.0.0.1:{portal}",
        blade=f"http://localhost:{blade}",
        ooma=f"http://127.0.0.1:{ooma}",
    )
    applications: list[Starlette] = [*azure_apps(), ooma_app()]
    servers = []
    for application in applications:
        application.state.world = world
        servers.append(
            _Server(
                uvicorn.Config(application, log_level="warning", lifespan="off", ws="none", timeout_graceful_shutdown=1)
            )
        )
    tasks = [asyncio.create_task(server.serve(sockets=[sock])) for server, sock in zip(servers, sockets, strict=True)]
    try:
        yield world.origins
    finally:
        for server in servers:
            server.should_exit = True
        await asyncio.gather(*tasks)
        for sock in sockets:
            sock.close()
