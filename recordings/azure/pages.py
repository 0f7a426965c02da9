"""The HTML pages of the sign-in origin: the one that views are drawn in, errors, and the last hop out.

Written from public facts; nothing here was captured from a live portal.
"""

import uuid
from pathlib import Path
from typing import Literal

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from recordings.azure.sessions import Flow
from recordings.operations import world_of

HERE = Path(__file__).parent
TEMPLATES = Environment(loader=FileSystemLoader(HERE / "templates"), autoescape=True, undefined=StrictUndefined)

PORTAL_APP_ID = "c44b4083-3bb0-49c1-b47d-974e53cbdf3c"
_PAGE_NUMBERS = {
    "ConvergedSignIn": 1104,
    "ConvergedTFA": 1114,
    "KmsiInterrupt": 1115,
    "ConvergedProofUpRedirect": 1121,
}
Page = Literal["ConvergedSignIn", "ConvergedTFA", "KmsiInterrupt", "ConvergedProofUpRedirect"]


def html(template: str, *, status: int = 200, **values: object) -> HTMLResponse:
    """A page from a template; never cached."""
    text = TEMPLATES.get_template(template).render(**values)
    return HTMLResponse(text, status_code=status, headers={"Cache-Control": "no-store"})


def view(request: Request, page: Page, flow: Flow, **config: object) -> HTMLResponse:
    """A page of the sign-in, whose script draws the view that its configuration asks for."""
    world = world_of(request)
    tenant = str(flow.directory.id) if flow.directory else "common"
    server_data: dict[str, object] = {
        "pgid": page,
        "hpgid": _PAGE_NUMBERS[page],
        "hpgact": 1800,
        "sFT": flow.id,
        "sFTName": "flowToken",
        "sCtx": flow.id,
        "canary": uuid.uuid4().hex,
        "correlationId": str(uuid.uuid4()),
        "sessionId": str(uuid.uuid4()),
        "sErrorCode": "50058",
        "sErrTxt": "",
        "sPOST_Username": flow.user.upn if flow.user else "",
        "urlPost": f"/{tenant}/login",
        "urlLogin": "/common/reprocess",
        "urlGetCredentialType": "/common/GetCredentialType?mkt=en-US",
        "urlBeginAuth": "/common/SAS/BeginAuth",
        "urlEndAuth": "/common/SAS/EndAuth",
        "urlProcessAuth": "/common/SAS/ProcessAuth",
        "urlKmsi": "/kmsi",
        "urlProofUp": "/registerSsprMethodsInterrupt",
        "iMaxPollAttempts": 10,
        "iPollingTimeout": int(world.azure.push_seconds * 1000),
        "iPollingInterval": 1000,
        "iTotpOtcLength": 6,
        **config,
    }
    return html("sign_in.html", config=server_data)


async def error_page(request: Request, error: Exception) -> Response:
    """'Sorry, but we're having trouble signing you in.': what a `SignOnError` leads to."""
    now = world_of(request).now()
    return html("error.html", error=error, at=now, request_id=uuid.uuid4(), correlation_id=uuid.uuid4())


def blocked_page(request: Request, flow: Flow) -> HTMLResponse:
    """'You cannot access this right now': Conditional Access."""
    now = world_of(request).now()
    return html("blocked.html", user=flow.user, at=now, request_id=uuid.uuid4(),
                correlation_id=uuid.uuid4(), app_id=PORTAL_APP_ID)  # fmt: skip


def hidden_form(action: str, fields: dict[str, str]) -> HTMLResponse:
    """The last hop to the relying party: a form that posts itself."""
    return html("hidden_form.html", action=action, fields=fields)
