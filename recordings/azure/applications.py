"""The three web applications: sign-in pages, portal, and the frame of a blade.

Written from public facts; nothing here was captured from a live portal.
"""

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from recordings.azure import api, blade, identity_provider, portal, second_factor, sign_in
from recordings.azure.pages import HERE, error_page
from recordings.azure.saml import SignOnError


async def _refused(_request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)  # noqa: S101 - registered for no other
    answer = {"error": {"code": str(error.status_code), "message": error.detail}}
    return JSONResponse(answer, status_code=error.status_code)


async def _no_icon(_request: Request) -> Response:
    return Response(status_code=204)


def _application(*routes: Route) -> Starlette:
    static = Mount("/static", StaticFiles(directory=HERE / "static"))
    return Starlette(
        routes=[static, Route("/favicon.ico", _no_icon), *routes],
        exception_handlers={HTTPException: _refused, SignOnError: error_page},
    )


def _api() -> list[Route]:
    one = "/api/apps/{object_id}"
    certificate = one + "/saml/certificates/{thumbprint}"
    return [
        Route("/api/session", api.session),
        Route("/api/extension", api.extension),
        Route("/api/parked", blade.parked),
        Route("/api/apps", api.applications),
        Route(one, api.application),
        Route(one + "/saml", blade.read),
        Route(one + "/saml/mode", blade.choose, methods=["PUT"]),
        Route(one + "/saml/basic", blade.save_basic, methods=["PUT"]),
        Route(one + "/saml/unique", blade.check),
        Route(one + "/saml/certificates/new", blade.new_certificate),
        Route(one + "/saml/certificates", blade.save_certificate, methods=["POST"]),
        Route(certificate + "/active", blade.activate, methods=["PUT"]),
        Route(certificate, blade.delete, methods=["DELETE"]),
        Route(certificate + "/{kind}", blade.download),
    ]


def login_app() -> Starlette:
    """Microsoft's sign-in pages and the SAML identity provider."""
    return _application(
        Route("/common/GetCredentialType", sign_in.credential_type, methods=["POST"]),
        Route("/common/reprocess", sign_in.reprocess, methods=["POST"]),
        Route("/common/SAS/BeginAuth", second_factor.begin_auth, methods=["POST"]),
        Route("/common/SAS/EndAuth", second_factor.end_auth, methods=["POST"]),
        Route("/common/SAS/ProcessAuth", second_factor.process_auth, methods=["POST"]),
        Route("/kmsi", second_factor.kmsi, methods=["POST"]),
        Route("/registerSsprMethodsInterrupt", sign_in.proof_up),
        Route("/{tenant}/login", sign_in.password, methods=["POST"]),
        Route("/{tenant}/oauth2/v2.0/authorize", sign_in.authorize),
        Route("/{tenant}/oauth2/v2.0/logout", sign_in.sign_out),
        Route("/{tenant}/v2.0/.well-known/openid-configuration", sign_in.openid_configuration),
        Route("/{tenant}/saml2", identity_provider.sign_on, methods=["GET", "POST"]),
        Route("/{tenant}/saml2/test", identity_provider.sign_on_test),
        Route("/{tenant}/federationmetadata/2007-06/federationmetadata.xml", identity_provider.metadata),
    )


def portal_app() -> Starlette:
    """The portal's shell."""
    return _application(
        *_api(),
        Route("/signin/index/", portal.signed_in, methods=["POST"]),
        Route("/", portal.shell),
        Route("/{tenant}", portal.shell),
        Route("/{tenant}/", portal.shell),
    )


def frame_app() -> Starlette:
    """The origin on which blades are drawn that have a frame of their own."""
    return _application(*_api(), Route("/ReactView/{view}", portal.frame))
