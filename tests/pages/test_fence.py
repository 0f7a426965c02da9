"""Invariant 9: a main frame goes to the configured origins and nowhere else, however it is sent away."""

import asyncio
import socket
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field

import pytest
import uvicorn
from playwright.async_api import Browser, Page, expect
from playwright.async_api import Error as PlaywrightError
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from pages.driver.fence import Fence
from pages.driver.look import Look
from pages.driver.screen import Screen
from pages.errors import OriginBlocked, Unreachable
from pages.origins import origin


class _Server(uvicorn.Server):
    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


@dataclass
class Sites:
    """A portal that sends its visitors elsewhere, and the site where it wants them."""

    portal: str = ""
    elsewhere: str = ""
    visits: list[str] = field(default_factory=list)

    async def redirect(self, request: Request) -> Response:
        """Lead elsewhere after so many hops within the portal."""
        hops = int(request.path_params["hops"])
        status = int(request.query_params.get("status", "302"))
        target = f"/redirect/{hops - 1}?status={status}" if hops else f"{self.elsewhere}/"
        return RedirectResponse(target, status_code=status)

    async def lure(self, request: Request) -> Response:
        """A page with one way out."""
        del request
        address = f"{self.elsewhere}/"
        return HTMLResponse(
            f"""<!doctype html><title>portal</title><h1>Portal</h1>
            <a id="link" href="{address}">link</a> <a id="blank" href="{address}" target="_blank">blank</a>
            <a id="hop" href="/redirect/0">hop</a> <a id="home" href="/quiet">home</a>
            <form id="post" method="post" action="{address}"><button>post</button></form>
            <form id="posthop" method="post" action="/redirect/1?status=307"><button>post</button></form>
            <button id="assign" onclick="location.assign('{address}')">assign</button>
            <button id="replace" onclick="location.replace('{address}')">replace</button>
            <button id="open" onclick="window.opened = window.open('{address}')">open</button>
            <button id="opener" onclick="window.open('about:blank').location = '{address}'">o</button>
            <button id="meta" onclick="document.head.insertAdjacentHTML('beforeend',
              '<meta http-equiv=refresh content=&quot;0;url={address}&quot;>')">meta</button>
            <iframe src="{address}framed" title="inside"></iframe>"""
        )

    async def quiet(self, request: Request) -> Response:
        """A page that leaves its visitors in peace."""
        del request
        return HTMLResponse("<!doctype html><title>quiet</title><h1>Quiet</h1>")

    async def visit(self, request: Request) -> Response:
        """The other site takes down who comes."""
        if request.url.path != "/favicon.ico":
            self.visits.append(f"{request.method} {request.url.path}")
        return HTMLResponse("<!doctype html><title>elsewhere</title><h1>Elsewhere</h1>")


@asynccontextmanager
async def sites_served() -> AsyncIterator[Sites]:
    sites = Sites()
    methods = ["GET", "POST"]
    portal = Starlette(
        routes=[
            Route("/redirect/{hops:int}", sites.redirect, methods=methods),
            Route("/quiet", sites.quiet),
            Route("/", sites.lure),
        ]
    )
    elsewhere = Starlette(routes=[Route("/{path:path}", sites.visit, methods=methods)])
    servers, tasks, addresses = [], [], []
    for application in (portal, elsewhere):
        sock = socket.create_server(("127.0.0.1", 0))
        addresses.append(f"http://127.0.0.1:{sock.getsockname()[1]}")
        config = uvicorn.Config(application, log_level="warning", lifespan="off", ws="none")
        config.timeout_graceful_shutdown = 1
        servers.append(_Server(config))
        tasks.append(asyncio.create_task(servers[-1].serve(sockets=[sock])))
    sites.portal, sites.elsewhere = addresses
    try:
        yield sites
    finally:
        for server in servers:
            server.should_exit = True
        await asyncio.gather(*tasks)


@dataclass(frozen=True)
class Guarded:
    """A page behind the fence."""

    page: Page
    fence: Fence
    sites: Sites

    def screen(self) -> Screen:
        return Screen("Portal", self.page, self.fence, timeout=20)


@asynccontextmanager
async def guarded(browser: Browser) -> AsyncIterator[Guarded]:
    async with sites_served() as sites, await browser.new_context() as context:
        fence = Fence(frozenset({sites.portal}))
        page = await context.new_page()
        await fence.around(page)
        yield Guarded(page, fence, sites)


NOWHERE = Look("what is not there", (lambda scope: scope.locator("#nothing"),))


@pytest.mark.parametrize("path", ["/redirect/0", "/redirect/2", "/redirect/1?status=307"])
async def test_a_redirect_to_another_site_is_not_followed(browser: Browser, path: str) -> None:
    async with guarded(browser) as here:
        with pytest.raises(OriginBlocked) as caught:
            await here.screen().goto(here.sites.portal + path)
        assert here.sites.elsewhere in caught.value.message
        assert here.fence.blocked == [here.sites.elsewhere]
        assert here.sites.visits == []


async def test_an_address_of_another_site_is_not_opened(browser: Browser) -> None:
    async with guarded(browser) as here:
        with pytest.raises((OriginBlocked, Unreachable)):
            await here.screen().goto(f"{here.sites.elsewhere}/")
        assert here.sites.visits == []


@pytest.mark.parametrize("way", ["#link", "#hop", "#assign", "#replace", "#meta", "#post button", "#posthop button"])
async def test_a_page_cannot_take_the_main_frame_to_another_site(browser: Browser, way: str) -> None:
    async with guarded(browser) as here:
        screen = here.screen()
        await screen.goto(f"{here.sites.portal}/")
        await here.page.locator(way).click(no_wait_after=True)
        with pytest.raises(OriginBlocked) as caught:
            await screen.find(NOWHERE)
        assert here.sites.elsewhere in caught.value.message
        assert [visit for visit in here.sites.visits if visit != "GET /framed"] == []
        assert origin(here.page.url) in ("", here.sites.portal)


@pytest.mark.parametrize("way", ["#open", "#opener", "#blank"])
async def test_a_window_that_a_page_opens_does_not_reach_another_site(browser: Browser, way: str) -> None:
    async with guarded(browser) as here:
        screen = here.screen()
        await screen.goto(f"{here.sites.portal}/")
        async with here.page.expect_popup() as opening:
            await here.page.locator(way).click()
        await opening.value
        with pytest.raises(OriginBlocked):
            await screen.find(NOWHERE)
        assert [visit for visit in here.sites.visits if visit != "GET /framed"] == []


async def test_frames_and_the_portal_itself_are_let_through(browser: Browser) -> None:
    async with guarded(browser) as here:
        await here.screen().goto(f"{here.sites.portal}/")
        inside = here.page.frame_locator("iframe[title=inside]")
        await expect(inside.get_by_role("heading", name="Elsewhere")).to_be_visible()
        await here.page.locator("#home").click()
        await expect(here.page.get_by_role("heading", name="Quiet")).to_be_visible()
        assert here.sites.visits == ["GET /framed"]
        assert here.fence.blocked == []


async def test_without_the_fence_the_same_page_does_lead_elsewhere(browser: Browser) -> None:
    async with sites_served() as sites, await browser.new_context() as context:
        page = await context.new_page()
        await page.goto(f"{sites.portal}/redirect/2")
        await expect(page.get_by_role("heading", name="Elsewhere")).to_be_visible()
        assert sites.visits == ["GET /"]


async def test_a_portal_that_does_not_answer_is_told_apart_from_one_that_leads_elsewhere(
    browser: Browser,
) -> None:
    async with await browser.new_context() as context:
        with socket.create_server(("127.0.0.1", 0)) as sock:
            address = f"http://127.0.0.1:{sock.getsockname()[1]}"
        fence = Fence(frozenset({address}))
        page = await context.new_page()
        await fence.around(page)
        with pytest.raises(Unreachable):
            await Screen("Portal", page, fence, timeout=20).goto(address)
        with pytest.raises(PlaywrightError):
            await page.goto(address)
        assert fence.blocked == []


@pytest.mark.parametrize(
    ("address", "wanted"),
    [
        ("https://portal.example/x?y#z", "https://portal.example"),
        ("https://portal.example:443/", "https://portal.example"),
        ("http://portal.example:8080", "http://portal.example:8080"),
        ("https://portal.example@evil.example/", "https://evil.example"),
        ("https://[::1]:8443/", "https://[::1]:8443"),
        ("data:text/html,hello", ""),
        ("javascript:alert(1)", ""),
    ],
)
def test_an_origin_is_scheme_host_and_port(address: str, wanted: str) -> None:
    assert origin(address) == wanted
