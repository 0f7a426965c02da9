"""The second factor of a sign-in: push notification or one-time code; then 'Stay signed in?'.

Written from public facts; nothing here was captured from a live portal.
"""

import secrets

import pyotp
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from recordings.azure.flows import flow_of, remember
from recordings.azure.pages import view
from recordings.azure.saml import SignOnError
from recordings.azure.sessions import Flow
from recordings.azure.state import AzureUser
from recordings.operations import operation, world_of


def _methods(user: AzureUser) -> list[str]:
    methods = ["PhoneAppNotification"] if user.push else []
    return [*methods, "PhoneAppOTP"] if user.totp_secret else methods


def after_password(request: Request, flow: Flow, user: AzureUser) -> Response:
    """The second factor, if the user has one; the default method comes first."""
    proofs = [
        {
            "authMethodId": method,
            "data": method,
            "display": "",
            "isDefault": number == 0,
            "isLocationAware": False,
        }
        for number, method in enumerate(_methods(user))
    ]
    if proofs:
        return view(request, "ConvergedTFA", flow, sErrorCode="50074", arrUserProofs=proofs)
    return _ask_to_stay(request, flow, user)


@operation("azure.sign_in.second_factor", slow=True)
async def begin_auth(request: Request) -> Response:
    """Start a method of the second factor; a push notification shows a number."""
    body = await request.json()
    try:
        flow = await flow_of(request)
    except SignOnError as error:
        return _verdict(body, "SessionExpired", code=error.code)
    flow.number = secrets.randbelow(90) + 10
    shown = flow.number if body.get("AuthMethodId") == "PhoneAppNotification" else 0
    return _verdict(body | {"SessionId": secrets.token_hex(16)}, "Success", success=True, number=shown)


async def end_auth(request: Request) -> Response:
    """Take a one-time code, or look whether a push notification was answered."""
    method = (await request.json()).get("AuthMethodId")
    return await (_code(request) if method == "PhoneAppOTP" else _push(request))


@operation("azure.sign_in.push")
async def _push(request: Request) -> Response:
    """Nobody is at the phone."""
    return _verdict(await request.json(), "AuthenticationPending", retry=True)


@operation("azure.sign_in.code", slow=True)
async def _code(request: Request) -> Response:
    """Take a one-time code: RFC 6238, one step of clock skew, each code once."""
    body = await request.json()
    try:
        flow = await flow_of(request)
    except SignOnError as error:
        return _verdict(body, "SessionExpired", code=error.code)
    user = flow.user
    if user is None or not user.totp_secret:
        return _verdict(body, "InvalidFlow", code=50058)
    user.code_attempts += 1
    code = str(body.get("AdditionalAuthData", ""))
    right = pyotp.TOTP(user.totp_secret).verify(code, for_time=world_of(request).now(), valid_window=1)
    if not right or code in user.used_codes:
        user.rejected_attempts += 1
        return _verdict(body, "PhoneAppOTPInvalid", retry=True, code=500121)
    user.used_codes.add(code)
    flow.second_factor = True
    return _verdict(body, "Success", success=True)


def _verdict(
    body: dict[str, object],
    value: str,
    *,
    success: bool = False,
    retry: bool = False,
    code: int = 0,
    number: int = 0,
) -> JSONResponse:
    return JSONResponse(
        {
            "Success": success,
            "ResultValue": value,
            "Message": None,
            "AuthMethodId": body.get("AuthMethodId"),
            "ErrCode": code,
            "Retry": retry,
            "FlowToken": body.get("flowToken"),
            "Ctx": body.get("Ctx"),
            "SessionId": body.get("SessionId"),
            "Entropy": number,
        }
    )


def _user_of(flow: Flow) -> AzureUser:
    """Whoever gave all that was asked for.

    Raises:
        SignOnError: something is still missing.
    """
    if flow.user is None or not flow.password:
        raise SignOnError(50058, "Session information is not sufficient for single-sign-on.")
    if _methods(flow.user) and not flow.second_factor:
        raise SignOnError(500121, "Authentication failed during strong authentication request.")
    return flow.user


@operation("azure.sign_in.finish", slow=True)
async def process_auth(request: Request) -> Response:
    """After the second factor."""
    flow = await flow_of(request)
    return _ask_to_stay(request, flow, _user_of(flow))


def _ask_to_stay(request: Request, flow: Flow, user: AzureUser) -> Response:
    if user.asked_to_stay and world_of(request).azure.ask_to_stay:
        return view(request, "KmsiInterrupt", flow, sErrorCode="50140")
    return remember(request, flow, user, persistent=False)


@operation("azure.sign_in.stay", slow=True)
async def kmsi(request: Request) -> Response:
    """The answer to 'Stay signed in?'."""
    flow = await flow_of(request)
    user = _user_of(flow)
    form = await request.form()
    if form.get("DontShowAgain"):
        user.asked_to_stay = False
    return remember(request, flow, user, persistent=form.get("LoginOptions") == "1")
