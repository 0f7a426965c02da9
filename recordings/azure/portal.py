"""The portal's origin and the frame's: their pages, and how a tab gets its token.

Written from public facts; nothing here was captured from a live portal.
"""

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from recordings.azure.pages import PORTAL_APP_ID, html
from recordings.operations import operation, world_of


@operation("azure.shell")
async def shell(request: Request) -> Response:
    """The one page of the portal; its script reads tenant and blade from the address."""
    world = world_of(request)
    return html("shell.html", config={"login": world.origins.login, "clientId": PORTAL_APP_ID})


@operation("azure.token")
async def signed_in(request: Request) -> Response:
    """Take the code that the sign-in pages post, and leave a token in the tab."""
    form = await request.form()
    token = world_of(request).azure_sessions.redeem(str(form.get("code", "")))
    if token is None:
        return RedirectResponse("/", status_code=302)
    return html("signed_in.html", token=token)


@operation("azure.frame")
async def frame(request: Request) -> Response:
    """A blade's page for the frame; it waits until the shell says what to show."""
    return html("frame.html", config={"portal": world_of(request).origins.portal})
