"""Public documents are asked for by HTTP: what a connection does, and what the server says, are told apart."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from playwright.async_api import APIRequestContext, Playwright

from pages.errors import Unreachable
from runbook.certificates.entra import Answer, fetcher


class Server:
    """Keeps connections open, and aborts those that are used again, so many times."""

    def __init__(self, aborts: int) -> None:
        self.aborts = aborts
        self.asked = 0

    async def answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            for number in range(9):
                head = await reader.readuntil(b"\r\n\r\n")
                self.asked += 1
                if b"/down" in head or (number and self.aborts):
                    self.aborts -= 1
                    writer.transport.abort()
                    return
                writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\nConnection: keep-alive\r\n\r\nbody")
        except asyncio.IncompleteReadError:
            writer.close()


@asynccontextmanager
async def served(playwright: Playwright, server: Server) -> AsyncIterator[tuple[APIRequestContext, str]]:
    listening = await asyncio.start_server(server.answer, "127.0.0.1", 0)
    address = f"http://127.0.0.1:{listening.sockets[0].getsockname()[1]}"
    async with listening:
        requests = await playwright.request.new_context()
        yield requests, address
        await requests.dispose()


async def test_a_connection_that_is_closed_as_it_is_used_again_is_made_anew(playwright: Playwright) -> None:
    server = Server(aborts=1)
    async with served(playwright, server) as (requests, address):
        fetch = fetcher(requests, timeout=5)
        assert await fetch(f"{address}/metadata") == Answer(200, b"body")
        assert await fetch(f"{address}/metadata") == Answer(200, b"body")
    assert server.aborts == 0
    assert server.asked == 3


async def test_a_server_that_keeps_closing_connections_is_said_to_be_out_of_reach(playwright: Playwright) -> None:
    server = Server(aborts=0)
    async with served(playwright, server) as (requests, address):
        with pytest.raises(Unreachable, match=r"/down could not be read: ") as caught:
            await fetcher(requests, timeout=5)(f"{address}/down?secret=1")
    assert "secret" not in str(caught.value)
    assert server.asked == 2
