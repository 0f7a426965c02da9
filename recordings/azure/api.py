"""What the portal's pages ask for: who is signed in, applications, and the SAML configuration.

Every request carries the portal's token; the portal's origin and the frame's serve the same addresses.
Written from public facts; nothing here was captured from a live portal.
"""

from uuid import UUID

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from recordings.azure.sessions import AzureBehaviour, PortalSession
from recordings.azure.state import Application
from recordings.faults import FaultKind
from recordings.operations import fault_of_request, operation, world_of

_NO_ACCESS = "You do not have access"
PAGE_SIZE = 6


def token_of(request: Request) -> str:
    """The token that a request carries."""
    return request.headers.get("authorization", "").removeprefix("Bearer ")


def session_of(request: Request) -> PortalSession:
    """The session of this tab; HTTP 401 when there is none, or none any longer."""
    sessions = world_of(request).azure_sessions
    session = sessions.portal.get(token_of(request))
    if session is not None and fault_of_request() is FaultKind.SESSION_GONE:
        sessions.expire(session.user)
        session = None
    if session is None:
        raise HTTPException(401, "The access token has expired.")
    return session


def application_of(request: Request, *, to_configure: bool = True) -> Application:
    """The application that the address names; HTTP 401, 403 or 404."""
    session = session_of(request)
    if to_configure and not session.user.role:
        raise HTTPException(403, _NO_ACCESS)
    try:
        wanted = UUID(request.path_params["object_id"])
    except ValueError as error:
        raise HTTPException(404, "The resource was not found.") from error
    for application in session.directory.applications:
        if application.object_id == wanted:
            return application
    raise HTTPException(404, f"Resource '{wanted}' does not exist or one of its references is not present.")


def customer_of(request: Request) -> str:
    """Name of the customer whose directory this session is in; for the record of writes."""
    return world_of(request).customer_of(session_of(request).directory)


async def sent(request: Request) -> dict[str, object]:
    """The JSON object that the page sent."""
    body = await request.json()
    if not isinstance(body, dict):
        raise HTTPException(400, "A JSON object is expected.")
    return body


def summary(application: Application) -> dict[str, object]:
    """An application as lists and titles show it."""
    return {
        "name": application.name,
        "objectId": str(application.object_id),
        "appId": str(application.app_id),
    }


def _shown_upn(session: PortalSession, behaviour: AzureBehaviour) -> str:
    """The address that the account button shows."""
    upn, directory = session.user.upn, session.directory
    if behaviour.guest_upn and session.user in directory.guests:
        upn = f"{upn.replace('@', '_')}#EXT#@{directory.domain}"
    return behaviour.signed_in_as or upn


@operation("azure.session")
async def session(request: Request) -> Response:
    """Who is signed in, to which directory, and how this portal behaves."""
    current = session_of(request)
    world = world_of(request)
    behaviour = world.azure
    directory = current.directory
    return JSONResponse(
        {
            "upn": _shown_upn(current, behaviour),
            "showsAddress": behaviour.shows_address,
            "name": current.user.display_name,
            "directory": {"id": str(directory.id), "name": directory.name, "domain": directory.domain},
            "wording": world.options.wording,
            "blade": world.options.blade,
            "frameOrigin": world.origins.blade,
            "loginOrigin": world.origins.login,
            "teachingBubble": behaviour.teaching_bubble,
            "menuCollapsed": behaviour.menu_collapsed,
            "toastSeconds": behaviour.toast_seconds,
        }
    )


@operation("azure.extension", slow=True)
async def extension(request: Request) -> Response:
    """The part of the portal that draws a deep link's blade; until it has loaded there is the home page."""
    session_of(request)
    behaviour = world_of(request).azure
    lost = behaviour.lost_deep_links > 0
    if lost:
        behaviour.lost_deep_links -= 1
    return JSONResponse({"lost": lost})


@operation("azure.apps.list", slow=True)
async def applications(request: Request) -> Response:
    """Enterprise applications whose name starts with what is searched, or that have this object id."""
    directory = session_of(request).directory
    search = request.query_params.get("search", "").strip().lower()
    found = [
        one for one in directory.applications if one.name.lower().startswith(search) or str(one.object_id) == search
    ]
    found.sort(key=lambda one: one.name.lower())
    try:
        count = int(request.query_params.get("count", PAGE_SIZE))
    except ValueError as error:
        raise HTTPException(400, "count is a number") from error
    return JSONResponse({"value": [summary(one) for one in found[:count]], "more": len(found) > count})


@operation("azure.apps.read")
async def application(request: Request) -> Response:
    """An application's overview."""
    return JSONResponse(summary(application_of(request, to_configure=False)))
