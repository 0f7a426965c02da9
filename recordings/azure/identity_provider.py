"""Addresses of the SAML identity provider on the sign-in origin: sign-on, its test, and metadata.

Written from public facts; nothing here was captured from a live portal.
"""

from uuid import UUID

from starlette.requests import Request
from starlette.responses import Response

from recordings.azure.directories import find_directory
from recordings.azure.flows import begin
from recordings.azure.metadata import federation_metadata
from recordings.azure.saml import SignOnError, application_of, read_request
from recordings.azure.sessions import SamlTarget
from recordings.azure.state import Application, Directory
from recordings.operations import operation, world_of


def _directory(request: Request) -> Directory:
    directory = find_directory(world_of(request), request.path_params["tenant"])
    if directory is None:
        raise SignOnError(90002, "A sign-on needs the address of one tenant.")
    return directory


def _application(directory: Directory, app_id: str) -> Application:
    for application in directory.applications:
        if str(application.app_id) == app_id.lower():
            return application
    raise SignOnError(
        700016, f"Application with identifier '{app_id}' was not found in the directory '{directory.name}'."
    )


@operation("azure.sign_on", slow=True)
async def sign_on(request: Request) -> Response:
    """A service provider's request, by redirect or by post; signs in first where needed."""
    form = await request.form() if request.method == "POST" else request.query_params
    directory = _directory(request)
    sent = read_request(str(form.get("SAMLRequest", "")), deflated=request.method == "GET")
    application = application_of(directory, sent)
    target = SamlTarget(application, sent.id, sent.acs_url, str(form.get("RelayState", "")))
    flow = world_of(request).azure_sessions.start_flow(directory, target)
    return begin(request, flow, login_hint=str(request.query_params.get("login_hint", "")))


@operation("azure.sign_on.test", slow=True)
async def sign_on_test(request: Request) -> Response:
    """The tab that card 5's test opens: a sign-on that begins here."""
    directory = _directory(request)
    application = _application(directory, request.query_params.get("appid", ""))
    target = SamlTarget(application, relay_state=application.relay_state)
    flow = world_of(request).azure_sessions.start_flow(directory, target)
    return begin(request, flow)


@operation("azure.metadata", slow=True)
async def metadata(request: Request) -> Response:
    """The federation metadata, of one application if its id is given."""
    app_id = request.query_params.get("appid")
    try:
        directory = _directory(request)
        application = _application(directory, str(UUID(app_id))) if app_id else None
    except (SignOnError, ValueError) as error:
        return Response(str(error), status_code=400, media_type="text/plain")
    return Response(federation_metadata(world_of(request), directory, application), media_type="text/xml")
