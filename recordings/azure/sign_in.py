"""Microsoft's sign-in up to the password, and the way out; `second_factor` does the rest.

Written from public facts; nothing here was captured from a live portal.
"""

import secrets

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from recordings.azure.directories import find_directory, find_user
from recordings.azure.flows import PERSISTENT_COOKIE, begin, browser_of, complete, flow_of
from recordings.azure.pages import blocked_page, html, view
from recordings.azure.saml import SignOnError
from recordings.azure.second_factor import after_password
from recordings.azure.sessions import Flow, PortalTarget
from recordings.azure.state import AzureUser
from recordings.operations import operation, world_of

_LOCKED_AFTER = 10
_UNKNOWN = 50034
_WORDS = {
    _UNKNOWN: "This username may be incorrect. Make sure you typed it correctly. Otherwise, contact your admin.",
    50126: "Your account or password is incorrect. If you don't remember your password, reset it now.",
    50053: "Your account is temporarily locked to prevent unauthorized use. Try again later, and if you "
    "still have trouble, contact your admin.",
    50057: "Your account has been locked. Contact your support person to unlock it, then try again.",
}


@operation("azure.authorize")
async def authorize(request: Request) -> Response:
    """Where the portal sends a browser that has no session of its own."""
    world = world_of(request)
    query = request.query_params
    directory = find_directory(world, request.path_params["tenant"])
    redirect_uri = query.get("redirect_uri", "")
    if not redirect_uri.startswith(f"{world.origins.portal}/"):
        raise SignOnError(50011, f"The redirect URI '{redirect_uri}' does not match the application's.")
    if not browser_of(request).signed_in() and "sso_reload" not in query:
        # The page first looks for another way to sign in silently, and comes back to itself.
        return html("redirecting.html", address=f"{request.url.path}?{request.url.query}&sso_reload=true")
    flow = world.azure_sessions.start_flow(directory, PortalTarget(redirect_uri, query.get("state", "")))
    select = query.get("prompt") == "select_account"
    return begin(request, flow, login_hint=query.get("login_hint", ""), select=select)


@operation("azure.sign_in.user", slow=True)
async def credential_type(request: Request) -> Response:
    """Whether an account exists; asked for when the account name is entered."""
    username = str((await request.json()).get("username", ""))
    known = find_user(world_of(request), username) is not None
    return JSONResponse(
        {
            "Username": username,
            "Display": username,
            "IfExistsResult": 0 if known else 1,
            "ThrottleStatus": 0,
            "Credentials": {"PrefCredential": 1, "HasPassword": True, "FederationRedirectUrl": None},
            "EstsProperties": {"DomainType": 3},
            "sErrTxt": "" if known else _WORDS[_UNKNOWN],
        }
    )


def _refuse(request: Request, flow: Flow, username: str, code: int) -> Response:
    return view(
        request,
        "ConvergedSignIn",
        flow,
        sView="username" if code == _UNKNOWN else "password",
        sPOST_Username=username,
        sErrorCode=str(code),
        sErrTxt=_WORDS[code],
    )


def _reason_to_refuse(user: AzureUser, given: str) -> int | None:
    """Count a password, and say why it doesn't do; None if it does."""
    user.password_attempts += 1
    locked = user.trouble == "locked" or user.rejected_attempts >= _LOCKED_AFTER
    right = secrets.compare_digest(given.encode(), user.password.encode())
    if locked or not right:
        user.rejected_attempts += 1
        return 50053 if locked else 50126
    return 50057 if user.trouble == "disabled" else None


@operation("azure.sign_in.password", slow=True)
async def password(request: Request) -> Response:
    """Take account name and password; go on to the second factor, or say what is wrong."""
    flow = await flow_of(request)
    form = await request.form()
    username = str(form.get("login", ""))
    user = find_user(world_of(request), username)
    refused = _UNKNOWN if user is None else _reason_to_refuse(user, str(form.get("passwd", "")))
    if user is None or refused is not None:
        return _refuse(request, flow, username, refused or _UNKNOWN)
    flow.user, flow.password = user, True
    if user.trouble == "conditional access":
        return blocked_page(request, flow)
    if user.trouble == "more information":
        return view(request, "ConvergedProofUpRedirect", flow, sErrorCode="50079")
    return after_password(request, flow, user)


@operation("azure.sign_in.account", slow=True)
async def reprocess(request: Request) -> Response:
    """An account of the picker was chosen: let it in if it is signed in, else ask for its password."""
    flow = await flow_of(request)
    chosen = str((await request.form()).get("login", ""))
    user = find_user(world_of(request), chosen)
    if user is not None and browser_of(request).accounts.get(user, False):
        return complete(request, flow, user)
    return view(request, "ConvergedSignIn", flow, sView="password", sPOST_Username=chosen)


@operation("azure.sign_in.proof_up")
async def proof_up(_request: Request) -> Response:
    """Where 'More information required' leads: nothing that an unattended run should fill in."""
    return html("proof_up.html")


@operation("azure.sign_out")
async def sign_out(request: Request) -> Response:
    """End this browser's sign-in sessions, and the portal's of the same people."""
    sessions = world_of(request).azure_sessions
    browser = browser_of(request)
    for user in browser.accounts:
        browser.accounts[user] = False
        sessions.expire_portal(user)
    response = html("signed_out.html")
    response.delete_cookie(PERSISTENT_COOKIE)
    return response


@operation("azure.openid_configuration")
async def openid_configuration(request: Request) -> Response:
    """What a tenant's domain stands for: the issuer carries its id."""
    world = world_of(request)
    tenant = request.path_params["tenant"]
    try:
        directory = find_directory(world, tenant)
    except SignOnError as error:
        answer = {"error": "invalid_tenant", "error_description": str(error), "error_codes": [error.code]}
        return JSONResponse(answer, status_code=400)
    name = str(directory.id) if directory else "{tenantid}"
    base = f"{world.origins.login}/{directory.id if directory else tenant}"
    return JSONResponse(
        {
            "token_endpoint": f"{base}/oauth2/v2.0/token",
            "issuer": f"https://login.microsoftonline.com/{name}/v2.0",
            "authorization_endpoint": f"{base}/oauth2/v2.0/authorize",
            "end_session_endpoint": f"{base}/oauth2/v2.0/logout",
            "tenant_region_scope": "EU",
            "cloud_instance_name": "microsoftonline.com",
        }
    )
