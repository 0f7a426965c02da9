"""What the four origins share."""

import asyncio
import json
import random
import secrets
from collections.abc import Awaitable, Callable, Mapping
from pathlib import Path
from typing import Any

from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response

from tests.portals.model import Portals, RefusedError

WEB = Path(__file__).with_name("web")
Handler = Callable[[Request], Awaitable[Response]]


class Site:
    """What the origins share: sessions, and a delay before every answer to a script."""

    def __init__(self, portals: Portals) -> None:
        self.portals = portals
        self.skin = portals.skin
        self.sessions: dict[str, str] = {}  # session -> what it was opened for
        self.look = "fluent" if self.skin.name == "awkward" else self.skin.name

    def open(self, kind: str) -> str:
        """Opens a session."""
        token = secrets.token_urlsafe(16)
        self.sessions[token] = kind
        return token

    def has(self, request: Request, cookie: str) -> bool:
        """Whether the request belongs to an open session; frames send no cookies but a header."""
        sent = request.cookies.get(cookie) or request.headers.get("x-session")
        return self.sessions.get(sent or request.query_params.get("t", "")) == cookie

    def scripted(self, name: str, config: Mapping[str, object]) -> HTMLResponse:
        """A page of web/, with the shared script and what the script has to know."""
        known = json.dumps({**config, "pace": self.skin.pace, "drawn": sorted(self.portals.variations)}).replace(
            "<", "\\u003c"
        )
        core = (WEB / "core.js").read_text(encoding="utf-8")
        script = f'<link rel="icon" href="data:,"><script>const CONFIG = {known};\n{core}</script>'
        text = (WEB / name).read_text(encoding="utf-8")
        return HTMLResponse(text.replace("<!-- core -->", script), headers={"cache-control": "no-store"})

    def answer(self, act: Callable[[dict[str, Any]], object], cookie: str = "") -> Handler:
        """Makes an endpoint that takes JSON and answers JSON."""

        async def endpoint(request: Request) -> Response:
            await asyncio.sleep(random.uniform(*self.skin.latency))  # noqa: S311
            if cookie and not self.has(request, cookie):
                return JSONResponse({"error": "Your session has expired."}, 401)
            try:
                return JSONResponse(act(await request.json()))
            except RefusedError as error:
                return JSONResponse({"error": str(error)}, 400)

        return endpoint
