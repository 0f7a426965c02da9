"""Four origins on loopback: Azure's portal, its blade frames, Microsoft's sign-in, and Ooma."""

import asyncio
import contextlib
import json
import random
import socket
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import dataclass
from typing import Any

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from tests.portals.login import Login
from tests.portals.model import Account, App, Directory, Portals, RefusedError
from tests.portals.site import Site
from tests.portals.skins import SKINS, Skin


class AzurePortal(Site):
    """The portal's shell and the frames of its blades. Both speak to the same endpoints."""

    def app(self) -> Starlette:
        """The routes."""
        cookie = "portal_session"
        routes = [
            Route("/signin/index/", self.signed_in, methods=["POST"]),
            Route("/api/apps", self.answer(self.apps, cookie), methods=["POST"]),
            Route("/api/card", self.answer(self.card, cookie), methods=["POST"]),
            Route("/api/saml", self.answer(self.save, cookie), methods=["POST"]),
            Route("/api/mode", self.answer(self.mode, cookie), methods=["POST"]),
            Route("/frame", self.frame),
            Route("/{path:path}", self.shell),
        ]
        return Starlette(routes=routes)

    async def signed_in(self, request: Request) -> Response:
        """Microsoft's sign-in posts its ticket here."""
        form = await request.form()
        if self.sessions.get(str(form.get("id_token"))) != "ESTSAUTH":
            return HTMLResponse("<p>We could not sign you in.</p>", 403)
        back = "/" + str(form.get("state", "")).lstrip("/")
        response = RedirectResponse(back, 303)
        response.set_cookie("portal_session", self.portals.open("portal_session"), httponly=True)
        return response

    async def shell(self, request: Request) -> Response:
        """The portal itself, or the way to the sign-in."""
        if not self.has(request, "portal_session"):
            tenant = request.path_params["path"].lstrip("@").split("/")[0] or "organizations"
            sign_in = f"{self.portals.origins['login']}/{tenant}/oauth2/v2.0/authorize?client_id=c44b4083"
            return HTMLResponse(
                "<!doctype html><title>Microsoft Azure</title><script>location.replace("
                f"{json.dumps(sign_in)} + '&state=' + encodeURIComponent("
                "location.pathname + location.search + location.hash))</script>"
            )
        return self.draw("azure", self.config(request))

    def config(self, request: Request) -> dict[str, object]:
        """What a page of the portal has to know."""
        path = request.path_params.get("path", "").lstrip("@")
        wanted = request.query_params.get("dir") or path.split("/")[0]
        directory = self.portals.directory_for(wanted)
        token = request.cookies.get("portal_session") or request.query_params.get("t")
        return {
            "directory": directory.id,
            "domain": directory.domain,
            "company": directory.name,
            "user": self.portals.settings["RUNBOOK_AZURE_USERNAME"],
            "frames": self.portals.origins["frames"],
            "token": token,
        }

    async def frame(self, request: Request) -> Response:
        """A blade of another origin."""
        if not self.has(request, "portal_session"):
            return HTMLResponse("", 401)
        return self.draw("blade", self.config(request))

    def draw(self, page: str, config: dict[str, object]) -> HTMLResponse:
        """The shell (`azure`) or a frame (`blade`)."""
        return self.scripted(f"{self.skin.name}_{page}.html", config)

    def find(self, values: dict[str, Any]) -> tuple[Directory, App]:
        """The application that a request is about."""
        directory = self.portals.directory_for(values["directory"])
        if values["objectId"] not in directory.apps:
            raise RefusedError("The application was not found in this directory.")
        return directory, directory.apps[values["objectId"]]

    def apps(self, values: dict[str, Any]) -> object:
        """The list of applications."""
        known = self.portals.directory_for(values["directory"]).apps.values()
        every = [{"name": app.name, "objectId": app.object_id, "appId": app.app_id} for app in known]
        return sorted(every, key=lambda app: app["name"].lower())

    def card(self, values: dict[str, Any]) -> object:
        """All the cards of one application."""
        return self.portals.card(*self.find(values))

    def save(self, values: dict[str, Any]) -> object:
        """Saves card 1."""
        self.portals.save_saml(*self.find(values), values)
        return {}

    def mode(self, values: dict[str, Any]) -> object:
        """Chooses SAML."""
        self.portals.choose_saml(*self.find(values))
        return {}


class OomaPortal(Site):
    """The Ooma Admin Portal."""

    def app(self) -> Starlette:
        """The routes."""
        cookie = "ooma_session"
        routes = [
            Route("/api/login", self.sign_in, methods=["POST"]),
            Route("/api/accounts", self.answer(self.accounts, cookie), methods=["POST"]),
            Route("/api/masquerade", self.answer(self.masquerade, cookie), methods=["POST"]),
            Route("/api/idp", self.answer(self.idp, cookie), methods=["POST"]),
            Route("/api/file", self.answer(self.check_file, cookie), methods=["POST"]),
            Route("/api/save", self.answer(self.save, cookie), methods=["POST"]),
            Route("/api/switch", self.answer(self.switch, cookie), methods=["POST"]),
            Route("/{path:path}", self.home),
        ]
        return Starlette(routes=routes)

    async def home(self, request: Request) -> Response:
        """The one page of the portal."""
        signed_in = self.has(request, "ooma_session")
        root = self.portals.root
        user = self.portals.settings["RUNBOOK_OOMA_USERNAME"]
        config = {"signedIn": signed_in, "root": {"id": root.id, "name": root.name}, "user": user}
        return self.draw({**config, "accept": ",".join(self.skin.suffixes)})

    def draw(self, config: dict[str, object]) -> HTMLResponse:
        """A page that knows this."""
        return self.scripted(f"{self.skin.name}_ooma.html", config)

    async def sign_in(self, request: Request) -> Response:
        """Username, password, account name, and a one-time code where the skin has one."""
        values = await request.json()
        await asyncio.sleep(random.uniform(*self.skin.latency))  # noqa: S311
        if values.get("flow"):
            known = self.sessions.get(values["flow"]) == "ooma_code"
            if not known or not self.portals.code_is_right("ooma", values["code"]):
                return JSONResponse({"error": "Invalid verification code"}, 401)
        elif not self.portals.password_is_right("ooma", *(values[key] for key in ("username", "password", "account"))):
            return JSONResponse({"error": "Invalid Credentials"}, 401)
        elif self.skin.ooma_code:
            return JSONResponse({"flow": self.portals.open("ooma_code")})
        response = JSONResponse({})
        response.set_cookie("ooma_session", self.portals.open("ooma_session"), httponly=True)
        return response

    def accounts(self, _: dict[str, Any]) -> object:
        """Every account that can be opened."""
        known = self.portals.accounts.values()
        return [{"id": account.id, "name": account.name, "parent": account.parent} for account in known]

    def masquerade(self, values: dict[str, Any]) -> object:
        """Opens another account."""
        account = self.portals.masquerade(values["id"])
        return {"id": account.id, "name": account.name}

    def account(self, values: dict[str, Any]) -> Account:
        """The account that a request is about."""
        return self.portals.accounts[values.pop("id")]

    def idp(self, values: dict[str, Any]) -> object:
        """What the tab shows. The certificate itself is never shown again."""
        account = self.account(values)
        shown = dict(account.idp) if account.idp else None
        if shown:
            del shown["certificate"], shown["enabled_with"]
        return {"name": account.name, "idp": shown, "acs": account.acs_url, "issuer": account.issuer}

    def check_file(self, values: dict[str, Any]) -> object:
        """Looks at a file that was chosen."""
        self.portals.check_certificate(values["name"], values["text"])
        return {}

    def save(self, values: dict[str, Any]) -> object:
        """Saves the dialog."""
        self.portals.save_idp(self.account(values), values)
        return {}

    def switch(self, values: dict[str, Any]) -> object:
        """Turns a switch."""
        self.portals.switch(self.account(values), values["name"], values["on"])
        return {}


@dataclass(frozen=True)
class Kinds:
    """What draws the sites of a pair of portals."""

    azure: Callable[[Portals], AzurePortal] = AzurePortal
    login: Callable[[Portals], Login] = Login
    ooma: Callable[[Portals], OomaPortal] = OomaPortal


def kinds_of(skin: Skin) -> Kinds:
    """What draws a skin."""
    if skin.name != "minimal":
        return Kinds()
    from tests.portals.minimal import MinimalAzure, MinimalLogin, MinimalOoma

    return Kinds(MinimalAzure, MinimalLogin, MinimalOoma)


class _Server(uvicorn.Server):
    """A server that leaves signals to the program it runs in."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


@contextlib.asynccontextmanager
async def serve(
    skin: str | Skin, kinds: Kinds | None = None, /, *, port: int = 0, pace: float = 1.0, **variations: bool
) -> AsyncIterator[Portals]:
    """Serves both portals of a skin on loopback for as long as the context lasts.

    Args:
        skin: the skin, or its name.
        kinds: what draws the sites; by default what draws the skin.
        port: the first of four; 0: any free ones.
        pace: by what every wait of the portals is multiplied.
        variations: see `skins.VARIATIONS`.
    """
    drawn = (SKINS[skin] if isinstance(skin, str) else skin).paced(pace)
    portals = Portals(drawn, frozenset(name for name, on in variations.items() if on))
    sockets = [socket.create_server(("127.0.0.1", port and port + number)) for number in range(4)]
    ports = [listening.getsockname()[1] for listening in sockets]
    names = ("portal", "login", "ooma", "frames")
    hosts = {name: f"http://127.0.0.1:{number}" for name, number in zip(names, ports, strict=True)}
    if "other_site" in portals.variations:
        hosts["frames"] = f"http://localhost:{ports[3]}"
    portals.serve_at(hosts)
    kinds = kinds or kinds_of(drawn)
    shell, login, ooma = (kind(portals).app() for kind in (kinds.azure, kinds.login, kinds.ooma))
    sites = dict(zip(ports, (shell, login, ooma, shell), strict=True))

    async def dispatch(scope: Scope, receive: Receive, send: Send) -> None:
        await sites[scope["server"][1]](scope, receive, send)

    config = uvicorn.Config(dispatch, log_level="warning", lifespan="off", ws="none")
    config.timeout_graceful_shutdown = 1
    server = _Server(config)
    running = asyncio.create_task(server.serve(sockets=sockets))
    try:
        while not server.started:  # noqa: ASYNC110
            await asyncio.sleep(0.01)
        yield portals
    finally:
        server.should_exit = True
        await running
        for listening in sockets:
            listening.close()
