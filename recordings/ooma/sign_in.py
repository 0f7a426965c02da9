"""Sign-in with user name, password and account name, then a one-time code; and the way out."""

import secrets

import pyotp
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from recordings.faults import FaultKind
from recordings.ooma.api import SESSION_COOKIE, failure, sent, signed_in, success, text_of
from recordings.ooma.state import Account, OomaSessions, OomaUser
from recordings.operations import fault_of_request, operation, world_of
from recordings.world import World


def _find_user(world: World, username: str, account_name: str) -> OomaUser | None:
    for account in world.root.walk():
        for user in account.users:
            if (user.username.lower(), user.account_name.lower()) == (username.lower(), account_name.lower()):
                return user
    return None


def _let_in(sessions: OomaSessions, user: OomaUser) -> JSONResponse:
    response = success({"username": user.username, "account_id": user.home.id})
    response.set_cookie(SESSION_COOKIE, sessions.start(user), httponly=True, samesite="lax")
    return response


@operation("ooma.sign_in.password", slow=True)
async def password(request: Request) -> Response:
    """Take user name, password and account name; answer with a session, or ask for a code."""
    body = await sent(request)
    world = world_of(request)
    user = _find_user(world, text_of(body, "username"), text_of(body, "account_name"))
    if user is None:
        return failure(401, "Invalid Credentials")
    user.password_attempts += 1
    given = str(body.get("password", ""))
    if not secrets.compare_digest(given.encode(), user.password.encode()):
        user.rejected_attempts += 1
        return failure(401, "Invalid Credentials")
    if user.trouble == "disabled":
        return failure(423, "Your account has been disabled.")
    if not user.totp_secret:
        return _let_in(world.ooma_sessions, user)
    ticket = secrets.token_urlsafe(16)
    world.ooma_sessions.waiting[ticket] = user
    second = {"provider_name": "otp", "id": ticket}
    return failure(401, "multi-factor authentication required", multi_factor_request=second)


@operation("ooma.sign_in.code", slow=True)
async def code(request: Request) -> Response:
    """Take the one-time code: RFC 6238, one step of clock skew, each code once."""
    body = await sent(request)
    world = world_of(request)
    sessions = world.ooma_sessions
    ticket = text_of(body, "id")
    if fault_of_request() is FaultKind.SESSION_GONE:
        sessions.waiting.pop(ticket, None)
    user = sessions.waiting.get(ticket)
    if user is None:
        return failure(401, "Invalid Credentials", restart=True)
    user.code_attempts += 1
    given = text_of(body, "code")
    right = pyotp.TOTP(user.totp_secret).verify(given, for_time=world.now(), valid_window=1)
    if not right or given in user.used_codes:
        user.rejected_attempts += 1
        return failure(401, "Invalid code")
    user.used_codes.add(given)
    del sessions.waiting[ticket]
    return _let_in(sessions, user)


def _named(account: Account) -> dict[str, str]:
    return {"id": account.id, "name": account.name, "realm": account.realm}


@operation("ooma.session")
async def session(request: Request) -> Response:
    """Who is signed in, and where."""
    user, world = signed_in(request), world_of(request)
    other = world.ooma.masquerades_as
    shown = ("menu_sleeps", "late_list_keeps_text", "apps_first", "tree", "search", "redraws", "quiet_refusals")
    return success(
        {
            "username": user.username,
            "account": _named(user.home),
            "tour": world.options.tour,
            "survey": world.ooma.survey,
            "masquerades_as": _named(other) if other else None,
            "behaviour": {name: getattr(world.ooma, name) for name in shown},
        }
    )


@operation("ooma.sign_out")
async def sign_out(request: Request) -> Response:
    """End the session of this browser."""
    world_of(request).ooma_sessions.users.pop(request.cookies.get(SESSION_COOKIE, ""), None)
    response = success({})
    response.delete_cookie(SESSION_COOKIE)
    return response
