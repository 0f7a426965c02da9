"""How a sign-in begins and ends: the account picker, the session cookie, and the way to where it leads.

Written from public facts; nothing here was captured from a live portal.
"""

import secrets

from starlette.requests import Request
from starlette.responses import Response

from recordings.azure.directories import home_of, may_enter
from recordings.azure.pages import PORTAL_APP_ID, hidden_form, view
from recordings.azure.saml import SignOnError, respond
from recordings.azure.sessions import BrowserAccounts, Flow, PortalTarget
from recordings.azure.state import AzureUser
from recordings.faults import FaultKind
from recordings.operations import fault_of_request, world_of

SESSION_COOKIE = "ESTSAUTH"
PERSISTENT_COOKIE = "ESTSAUTHPERSISTENT"
_PERSISTENT_SECONDS = 90 * 24 * 3600


def browser_of(request: Request) -> BrowserAccounts:
    """The accounts that this browser knows; empty if it has no cookie of ours."""
    sessions = world_of(request).azure_sessions
    for name in (PERSISTENT_COOKIE, SESSION_COOKIE):
        known = sessions.browsers.get(request.cookies.get(name, ""))
        if known is not None:
            if fault_of_request() is FaultKind.SESSION_GONE:
                for user in known.signed_in():
                    sessions.expire_login(user)
            return known
    return BrowserAccounts()


async def flow_of(request: Request) -> Flow:
    """The sign-in that a form or script continues.

    Raises:
        SignOnError: it is unknown, or its session is gone.
    """
    flows = world_of(request).azure_sessions.flows
    if request.headers.get("content-type", "").startswith("application/json"):
        token = str((await request.json()).get("flowToken", ""))
    else:
        token = str((await request.form()).get("flowToken", ""))
    if fault_of_request() is FaultKind.SESSION_GONE:
        flows.pop(token, None)
    if token not in flows:
        raise SignOnError(50058, "Session information is not sufficient for single-sign-on.")
    return flows[token]


def begin(request: Request, flow: Flow, *, login_hint: str = "", select: bool = False) -> Response:
    """The first page of a sign-in: none at all if one account is signed in."""
    browser = browser_of(request)
    live = browser.signed_in()
    pick = select or world_of(request).azure.pick_account
    if len(live) == 1 and may_enter(flow.directory, live[0]) and not pick:
        return complete(request, flow, live[0])
    if browser.accounts and not login_hint:
        tiles = [
            {"upn": user.upn, "name": user.display_name, "signedIn": is_live}
            for user, is_live in browser.accounts.items()
        ]
        return view(request, "ConvergedSignIn", flow, sView="picker", arrSessions=tiles)
    first = "password" if login_hint else "username"
    return view(request, "ConvergedSignIn", flow, sView=first, sPOST_Username=login_hint)


def complete(request: Request, flow: Flow, user: AzureUser) -> Response:
    """Let a signed-in user go where the sign-in was meant to lead.

    Raises:
        SignOnError: this user has no business there.
    """
    world = world_of(request)
    directory = flow.directory or home_of(world, user)
    if not may_enter(directory, user):
        raise SignOnError(
            50020,
            f"User account '{user.upn}' from identity provider "
            f"'https://sts.windows.net/{home_of(world, user).id}/' does not exist in tenant "
            f"'{directory.name}' and cannot access the application '{PORTAL_APP_ID}'(Azure Portal) in that "
            "tenant. The account needs to be added as an external user in the tenant first. Sign out and "
            "sign in again with a different Azure Active Directory user account.",
        )
    world.azure_sessions.flows.pop(flow.id, None)
    target = flow.target
    if isinstance(target, PortalTarget):
        code = world.azure_sessions.start_portal(user, directory)
        fields = {"code": code, "state": target.state, "session_state": secrets.token_hex(16)}
        return hidden_form(target.redirect_uri, fields)
    address, response = respond(
        world,
        directory,
        target.application,
        user,
        in_response_to=target.in_response_to,
        acs_url=target.acs_url,
    )
    fields = {"SAMLResponse": response}
    if target.relay_state:
        fields["RelayState"] = target.relay_state
    return hidden_form(address, fields)


def remember(request: Request, flow: Flow, user: AzureUser, *, persistent: bool) -> Response:
    """Sign the browser in by a cookie of this origin, and go on."""
    browsers = world_of(request).azure_sessions.browsers
    browser = browser_of(request)
    token = next((key for key, known in browsers.items() if known is browser), None)
    if token is None:
        token = secrets.token_urlsafe(24)
        browsers[token] = browser
    browser.accounts[user] = True
    response = complete(request, flow, user)
    response.set_cookie(SESSION_COOKIE, token, httponly=True, samesite="lax")
    if persistent:
        response.set_cookie(PERSISTENT_COOKIE, token, httponly=True, samesite="lax", max_age=_PERSISTENT_SECONDS)
    return response
