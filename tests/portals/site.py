"""What the four origins share."""

import asyncio
import json
import random
from collections.abc import Awaitable, Callable, Mapping
from pathlib import Path
from typing import Any

from starlette.requests import ClientDisconnect, Request
from starlette.responses import HTMLResponse, JSONResponse, Response

from tests.portals.model import Portals, RefusedError

WEB = Path(__file__).with_name("web")
UNSTORED = {"cache-control": "no-store"}
Handler = Callable[[Request], Awaitable[Response]]


class Site:
    """What the origins share: what is known of sessions, and a delay before every answer to a script."""

    def __init__(self, portals: Portals) -> None:
        self.portals = portals
        self.skin = portals.skin
        self.sessions = portals.sessions
        self.look = "fluent" if self.skin.name in {"awkward", "generated"} else self.skin.name

    def has(self, request: Request, cookie: str) -> bool:
        """Whether the request belongs to an open session; frames send no cookies but a header."""
        sent = request.cookies.get(cookie) or request.headers.get("x-session")
        return self.sessions.get(sent or request.query_params.get("t", "")) == cookie

    def scripted(self, name: str, config: Mapping[str, object]) -> HTMLResponse:
        """A page of web/, with the shared script and what the script has to know."""
        text = (WEB / name).read_text(encoding="utf-8")
        return HTMLResponse(text.replace("<!-- core -->", self.core(config)), headers=UNSTORED)

    def core(self, config: Mapping[str, object]) -> str:
        """The shared script, and what the page's own has to know."""
        known = json.dumps({**config, "pace": self.skin.pace, "drawn": sorted(self.portals.variations)})
        core = (WEB / "core.js").read_text(encoding="utf-8")
        safe = known.replace("<", "\\u003c")
        return f'<link rel="icon" href="data:,"><script>const CONFIG = {safe};\n{core}</script>'

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
            except ClientDisconnect:
                return Response(status_code=499)  # the page was left meanwhile

        return endpoint
