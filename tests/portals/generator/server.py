"""Serves a drawing: the sites of `tests.portals.server`, with pages that scripts draw by the choices."""

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from functools import partial
from html import escape
from typing import Any

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from tests.portals.certificate import Certificate
from tests.portals.generator.azure_choices import azure_scripts
from tests.portals.generator.choices import Drawing
from tests.portals.generator.customers import skin_of, variations_of
from tests.portals.generator.ooma_choices import ooma_scripts
from tests.portals.model import Account, Portals
from tests.portals.server import AzurePortal, Kinds, OomaPortal, serve
from tests.portals.site import UNSTORED, WEB, Site

VENDOR = WEB.with_name("vendor")


def _files(renamed: Mapping[str, str]) -> list[BaseRoute]:
    """The scripts of all drawings; words may be told otherwise, as when a portal is reworded."""

    async def script(request: Request) -> Response:
        path = WEB / "generated" / request.path_params["name"]
        if not path.is_file():
            return Response(status_code=404)
        text = path.read_text(encoding="utf-8")
        for old, new in renamed.items():
            text = text.replace(old, new)
        return Response(text, media_type="text/javascript")

    return [Mount("/vendor", StaticFiles(directory=VENDOR)), Route("/generated/{name}", script)]


def _page(site: Site, drawing: Drawing, title: str, files: Sequence[str], config: dict[str, object]) -> HTMLResponse:
    """A page that its scripts draw; they stand at its end, so that there is a body to draw in."""
    styles = [f'<link rel="stylesheet" href="/{file}">' for file in files if file.endswith(".css")]
    scripts = [f'<script src="/{file}"></script>' for file in files if not file.endswith(".css")]
    libraries = [script for script in scripts if 'src="/vendor/' in script]
    own = [script for script in scripts if script not in libraries]
    core = site.core({**config, "seed": drawing.seed, "choices": dict(drawing.choices)})
    head = f'<meta charset="utf-8"><title>{escape(title)}</title>{"".join(styles)}'
    body = "\n".join([*libraries, core, *own])
    return HTMLResponse(
        f'<!doctype html><html lang="en"><head>{head}</head><body>\n{body}\n</body></html>', headers=UNSTORED
    )


class GeneratedAzure(AzurePortal):
    """Azure's portal, and the frame of its blade."""

    def __init__(self, portals: Portals, drawing: Drawing, renamed: Mapping[str, str]) -> None:
        super().__init__(portals)
        self.drawing, self.renamed = drawing, renamed

    def app(self) -> Starlette:
        """The routes."""
        return Starlette(routes=[*_files(self.renamed), *super().app().routes])

    def draw(self, page: str, config: dict[str, object]) -> HTMLResponse:
        """The shell (`azure`) or a frame (`blade`)."""
        files = azure_scripts(self.drawing.choices)
        return _page(
            self, self.drawing, "Microsoft Azure", files, {**config, "page": "frame" if page == "blade" else page}
        )

    def card(self, values: dict[str, Any]) -> object:
        """All the cards, and everything that can be told of the certificate."""
        _, app = self.find(values)
        card = self.portals.card(*self.find(values))
        shown = app.shown_certificate
        if shown is not None:
            told = card["certificate"]
            assert isinstance(told, dict)
            card["certificate"] = {**shown.facts, **told}
        return card


class GeneratedOoma(OomaPortal):
    """The Ooma Admin Portal."""

    def __init__(self, portals: Portals, drawing: Drawing, renamed: Mapping[str, str]) -> None:
        super().__init__(portals)
        self.drawing, self.renamed = drawing, renamed

    def app(self) -> Starlette:
        """The routes."""
        return Starlette(routes=[*_files(self.renamed), *super().app().routes])

    def draw(self, config: dict[str, object]) -> HTMLResponse:
        """The one page of the portal."""
        files = ooma_scripts(self.drawing.choices)
        return _page(self, self.drawing, "Ooma Enterprise", files, {**config, "page": "ooma"})

    def accounts(self, values: dict[str, Any]) -> object:
        """Every account; or one page of those that a search finds, or that belong to an account."""
        if not values:
            return [self.told(account) for account in self.portals.accounts.values()]
        found = [account for account in self.portals.accounts.values() if _matches(account, values)]
        size, page = int(values.get("size") or 10), int(values.get("page") or 0)
        return {
            "items": [self.told(account) for account in found[page * size : (page + 1) * size]],
            "total": len(found),
            "page": page,
            "pages": max(1, -(-len(found) // size)),
        }

    def told(self, account: Account) -> dict[str, object]:
        """What a list shows of an account."""
        children = sum(other.parent == account.id for other in self.portals.accounts.values())
        return {"id": account.id, "name": account.name, "parent": account.parent, "children": children}

    def idp(self, values: dict[str, Any]) -> object:
        """What the tab shows, and what a portal can tell of a certificate without showing it."""
        account = self.portals.accounts[values["id"]]
        told = super().idp(values)
        assert isinstance(told, dict)
        if account.idp is not None:
            told["idp"]["certificate_facts"] = Certificate(account.idp["certificate"]).facts
        return told

    def check_file(self, values: dict[str, Any]) -> object:
        """Looks at a file that was chosen."""
        super().check_file(values)
        return {"certificate_facts": Certificate(values["text"]).facts}


def _matches(account: Account, values: dict[str, Any]) -> bool:
    wanted, parent = str(values.get("query") or "").strip().casefold(), values.get("parent")
    return wanted in account.name.casefold() and (parent is None or account.parent == parent)


@asynccontextmanager
async def served(
    drawing: Drawing, *, port: int = 0, pace: float = 1.0, renamed: Mapping[str, str] | None = None
) -> AsyncIterator[Portals]:
    """Serves both portals of a drawing on loopback for as long as the context lasts.

    Args:
        drawing: which.
        port: the first of four; 0: any free ones.
        pace: by what every wait is multiplied.
        renamed: words of the pages, and what stands there instead.
    """
    words = renamed or {}
    kinds = Kinds(
        azure=partial(GeneratedAzure, drawing=drawing, renamed=words),
        ooma=partial(GeneratedOoma, drawing=drawing, renamed=words),
    )
    async with serve(skin_of(drawing), kinds, port=port, pace=pace, **variations_of(drawing)) as portals:
        yield portals
