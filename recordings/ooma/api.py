"""What the handlers of the Ooma stand-in share: who asks, for which account, and the shape of answers."""

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse

from recordings.faults import FaultKind
from recordings.ooma.state import Account, OomaUser
from recordings.operations import fault_of_request, world_of
from recordings.world import World

SESSION_COOKIE = "monster-auth"


def success(data: object, **more: object) -> JSONResponse:
    """An answer with data."""
    return JSONResponse({"status": "success", "data": data, **more})


def failure(status: int, message: str, **data: object) -> JSONResponse:
    """A refusal in the portal's words."""
    return JSONResponse({"status": "error", "message": message, "data": data}, status_code=status)


async def sent(request: Request) -> dict[str, object]:
    """The JSON object that the page sent."""
    try:
        body = await request.json()
    except ValueError:
        body = None
    if not isinstance(body, dict):
        raise HTTPException(400, "A JSON object is expected.")
    return body


def text_of(body: dict[str, object], key: str) -> str:
    """A text field of what was sent, without surrounding blanks; empty when missing."""
    value = body.get(key)
    return value.strip() if isinstance(value, str) else ""


def signed_in(request: Request) -> OomaUser:
    """The user of this session; HTTP 401 when there is none, or none any longer."""
    sessions = world_of(request).ooma_sessions
    user = sessions.users.get(request.cookies.get(SESSION_COOKIE, ""))
    if fault_of_request() is FaultKind.SESSION_GONE:
        sessions.expire(user)
        user = None
    if user is None:
        raise HTTPException(401, "invalid_credentials")
    return user


def account_of(request: Request) -> Account:
    """The account that the address names, if this user may act for it; else HTTP 401 or 403.

    A parent may act for its descendants, never the other way round.
    """
    wanted = request.path_params["account"]
    for account in signed_in(request).home.walk():
        if account.id == wanted:
            return account
    raise HTTPException(403, "forbidden")


def account_by_id(world: World, account_id: str) -> Account:
    """Any account by its id, for pages that need no session; HTTP 404 if there is none."""
    for account in world.root.walk():
        if account.id == account_id:
            return account
    raise HTTPException(404, "not found")
