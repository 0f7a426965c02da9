"""The Ooma Admin Portal and its SAML service provider as one web application.

Written from public facts (support articles, and the conventions of Monster UI, whose terms the portal
shares); nothing here was captured from a live portal.
"""

from pathlib import Path

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from recordings.ooma import accounts, idp, sign_in, sso
from recordings.operations import operation

_HERE = Path(__file__).parent


@operation("ooma.shell")
async def shell(request: Request) -> Response:
    """The one page of the portal; everything else is drawn in the browser."""
    return sso.TEMPLATES.TemplateResponse(request, "index.html", headers={"Cache-Control": "no-store"})


def app() -> Starlette:
    """The application; its `state.world` must be set before it is served."""
    tree = "/v2/accounts/{account:str}"
    sso_tree = "/sso/{account:str}"
    return Starlette(
        routes=[
            Route("/", shell),
            Route("/v2/user_auth", sign_in.password, methods=["PUT"]),
            Route("/v2/user_auth/multi_factor", sign_in.code, methods=["PUT"]),
            Route("/v2/user_auth", sign_in.session, methods=["GET"]),
            Route("/v2/user_auth", sign_in.sign_out, methods=["DELETE"]),
            Route("/v2/search", accounts.search),
            Route(tree, accounts.read),
            Route(f"{tree}/children", accounts.children),
            Route(f"{tree}/sso", idp.read, methods=["GET"]),
            Route(f"{tree}/sso", idp.save, methods=["PUT"]),
            Route(f"{tree}/sso/endpoints", idp.endpoints),
            Route(f"{tree}/sso/enabled", idp.enable, methods=["PATCH"]),
            Route(f"{tree}/sso/sign_request", idp.sign_request, methods=["PATCH"]),
            Route(f"{sso_tree}/acs", sso.acs, methods=["POST"]),
            Route(f"{sso_tree}/login", sso.login),
            Route(f"{sso_tree}/metadata", sso.sp_metadata),
            Mount("/static", StaticFiles(directory=_HERE / "static")),
        ]
    )
