"""The addresses of the service provider: Callback URL (ACS), start of a sign-on, metadata."""

from pathlib import Path

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.templating import Jinja2Templates

from recordings.ooma.api import account_by_id
from recordings.ooma.saml import SignOnRefusedError, check_sign_on, metadata, start_sign_on
from recordings.operations import operation, world_of

TEMPLATES = Jinja2Templates(Path(__file__).parent / "templates")


def _page(request: Request, *, email: str = "", refusal: SignOnRefusedError | None = None) -> Response:
    account = account_by_id(world_of(request), request.path_params["account"])
    shown = {
        "account": account.name,
        "enabled": account.idp is not None and account.idp.enabled,
        "email": email,
        "refusal": refusal,
    }
    return TEMPLATES.TemplateResponse(request, "sso.html", shown, status_code=403 if refusal else 200)


@operation("ooma.acs", slow=True)
async def acs(request: Request) -> Response:
    """Take a SAML response and say who signed on, or why nobody did."""
    world = world_of(request)
    account = account_by_id(world, request.path_params["account"])
    saml_response = (await request.form()).get("SAMLResponse")
    try:
        email = check_sign_on(world, account, saml_response if isinstance(saml_response, str) else "")
        return _page(request, email=email)
    except SignOnRefusedError as refusal:
        return _page(request, refusal=refusal)


@operation("ooma.sso.start")
async def login(request: Request) -> Response:
    """Start a sign-on here: redirect to the SSO URL with a SAML request, signed if 'Sign Request' is on."""
    world = world_of(request)
    try:
        address = start_sign_on(world, account_by_id(world, request.path_params["account"]))
    except SignOnRefusedError as refusal:
        return _page(request, refusal=refusal)
    return RedirectResponse(address, status_code=302)


@operation("ooma.sso.metadata")
async def sp_metadata(request: Request) -> Response:
    """The service provider's SAML metadata."""
    world = world_of(request)
    try:
        document = metadata(world, account_by_id(world, request.path_params["account"]))
    except SignOnRefusedError as refusal:
        return _page(request, refusal=refusal)
    return Response(document, media_type="application/samlmetadata+xml")
