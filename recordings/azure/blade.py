"""The SAML blade's data: reading it, saving card 1, and card 3's certificates.

Written from public facts; nothing here was captured from a live portal.
"""

import asyncio
from urllib.parse import urlsplit

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from recordings.azure.api import application_of, customer_of, sent, session_of, summary
from recordings.azure.certificates import (
    VALID_YEARS,
    after_save,
    der,
    make_certificate,
    pem,
    provide,
    visible,
    years_after,
)
from recordings.azure.metadata import federation_metadata, metadata_url
from recordings.azure.saml import entra_identifier, login_url
from recordings.azure.state import Address, Application, Directory, SigningCertificate
from recordings.operations import change, operation, world_of
from recordings.world import World

_NOT_UNIQUE = "Please enter an Identifier which is unique within your organization."


def _certificate(world: World, one: SigningCertificate) -> dict[str, object]:
    return {
        "thumbprint": one.thumbprint,
        "shown": world.azure.thumbprint(one),
        "status": "Active" if one.active else "Inactive",
        "expiration": one.certificate.not_valid_after_utc.isoformat(),
    }


def _addresses(addresses: list[Address]) -> list[dict[str, object]]:
    return [{"value": one.value, "default": one.default} for one in addresses]


def _basic(application: Application) -> dict[str, object]:
    return {
        "identifiers": _addresses(application.identifiers),
        "replyUrls": _addresses(application.reply_urls),
        "signOnUrl": application.sign_on_url,
        "relayState": application.relay_state,
        "logoutUrl": application.logout_url,
        "complete": application.complete,
    }


def _configuration(request: Request, application: Application) -> dict[str, object]:
    world = world_of(request)
    directory = session_of(request).directory
    address = login_url(world, directory)
    behaviour = world.azure
    return {
        "application": summary(application),
        "mode": "saml" if application.saml else None,
        "wording": world.options.wording,
        "basic": _basic(application),
        "certificates": [_certificate(world, one) for one in visible(world, application)],
        "notificationEmail": directory.administrator.mail,
        "metadataUrl": metadata_url(world, directory, application),
        "setUp": {"loginUrl": address, "identifier": entra_identifier(directory), "logoutUrl": address},
        "testUrl": f"{address}/test?appid={application.app_id}",
        "behaviour": {
            "staleCards": behaviour.stale_cards,
            "olderGrid": behaviour.older_grid,
            "testPrompt": behaviour.test_prompt,
            "spuriousEdits": behaviour.spurious_edits > 0,
            "survey": behaviour.survey,
        },
    }


def _loaded(request: Request, application: Application) -> JSONResponse:
    """A blade that somebody will look at."""
    configuration = _configuration(request, application)
    behaviour = world_of(request).azure
    if application.saml and behaviour.spurious_edits > 0:
        behaviour.spurious_edits -= 1
    return JSONResponse(configuration)


@operation("azure.blade.read", slow=True)
async def read(request: Request) -> Response:
    """Everything that the five cards show."""
    return _loaded(request, application_of(request))


@operation("azure.blade.choose", slow=True)
async def choose(request: Request) -> Response:
    """Choose SAML as the way to sign on."""
    application = application_of(request)

    def mutate() -> None:
        application.saml = True

    await change(request, customer_of(request), {"mode": "saml"}, mutate)
    return _loaded(request, application)


@operation("azure.blade.parked")
async def parked(request: Request) -> Response:
    """Another application's blade, looked at before and still in the page, to the left of the window."""
    directory = session_of(request).directory
    if not session_of(request).user.role:
        raise HTTPException(403, "You do not have access")
    other = next((one for one in directory.applications if one.established), None)
    return JSONResponse(_configuration(request, other) if other else None)


def _owner(directory: Directory, identifier: str) -> Application | None:
    for application in directory.applications:
        if identifier in {one.value for one in application.identifiers}:
            return application
    return None


@operation("azure.card1.check")
async def check(request: Request) -> Response:
    """Whether no other application of the directory has this identifier, and what else speaks against it."""
    identifier = request.query_params.get("identifier", "")
    application, behaviour = application_of(request), world_of(request).azure
    owner = _owner(session_of(request).directory, identifier)
    known = identifier in {one.value for one in application.identifiers}
    problem = behaviour.refuses_identifier if behaviour.refuses_at == "field" and not known else ""
    return JSONResponse({"unique": owner in (None, application), "problem": problem})


def _is_address(value: str) -> bool:
    try:
        parts = urlsplit(value)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.hostname) and not set(value) & set(' "<>')


def _entered(body: dict[str, object], key: str) -> list[Address]:
    rows = body.get(key)
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise HTTPException(400, f"{key} is a list of rows")
    addresses = [Address(str(row.get("value", "")).strip(), row.get("default") is True) for row in rows]
    values = [one.value for one in addresses]
    if not values or len(set(values)) != len(values) or not all(values):
        raise HTTPException(400, "Values must be given, and each only once.")
    if sum(one.default for one in addresses) != 1:
        raise HTTPException(400, "One value must be the default.")
    return addresses


@operation("azure.card1.save", slow=True)
async def save_basic(request: Request) -> Response:
    """Save the Basic SAML Configuration; takes a moment."""
    application = application_of(request)
    customer = customer_of(request)
    body = await sent(request)
    identifiers, reply_urls = _entered(body, "identifiers"), _entered(body, "replyUrls")
    if not all(_is_address(one.value) for one in reply_urls):
        raise HTTPException(400, "A reply URL must be an absolute URL.")
    for one in identifiers:
        if _owner(session_of(request).directory, one.value) not in (None, application):
            raise HTTPException(400, _NOT_UNIQUE)
    refused = world_of(request).azure.refuses_identifier
    if refused and {one.value for one in identifiers} - {one.value for one in application.identifiers}:
        raise HTTPException(400, refused)
    optional = {key: str(body.get(key, "")).strip() for key in ("signOnUrl", "relayState", "logoutUrl")}
    world = world_of(request)
    await asyncio.sleep(world.azure.save_seconds)

    def mutate() -> None:
        provide(world, application)
        was_complete = application.complete
        application.identifiers, application.reply_urls = identifiers, reply_urls
        application.sign_on_url = optional["signOnUrl"]
        application.relay_state = optional["relayState"]
        application.logout_url = optional["logoutUrl"]
        after_save(world, application, was_complete=was_complete)

    detail: dict[str, object] = {
        "application": application.name,
        "identifiers": [one.value for one in identifiers],
        "reply_urls": [one.value for one in reply_urls],
        "default_identifier": next(one.value for one in identifiers if one.default),
        "default_reply_url": next(one.value for one in reply_urls if one.default),
        "sign_on_url": optional["signOnUrl"],
        "relay_state": optional["relayState"],
        "logout_url": optional["logoutUrl"],
    }
    await change(request, customer, detail, mutate)
    return JSONResponse(
        {
            "identifiers": _addresses(identifiers),
            "replyUrls": _addresses(reply_urls),
            **optional,
            "complete": True,
        }
    )


@operation("azure.certificate.new")
async def new_certificate(request: Request) -> Response:
    """The row that 'New Certificate' adds: three years from now, not saved yet."""
    application_of(request)
    behaviour = world_of(request).azure
    problem = behaviour.refuses_certificate if behaviour.refuses_at == "field" else ""
    expiration = years_after(world_of(request).now(), VALID_YEARS).isoformat()
    return JSONResponse({"expiration": expiration, "problem": problem})


@operation("azure.certificate.save", slow=True)
async def save_certificate(request: Request) -> Response:
    """Save a new certificate; it is inactive until somebody makes it active."""
    application = application_of(request)
    world = world_of(request)
    await asyncio.sleep(world.azure.save_seconds)
    if world.azure.refuses_certificate:
        raise HTTPException(400, world.azure.refuses_certificate)
    made = make_certificate(world, active=False)

    def mutate() -> None:
        provide(world, application)
        application.certificates.append(made)

    await change(request, customer_of(request), {"thumbprint": made.thumbprint}, mutate)
    return JSONResponse(_certificate(world, made))


def _chosen(request: Request, application: Application, *, replaced_too: bool = False) -> SigningCertificate:
    provide(world_of(request), application)
    candidates = application.certificates
    if replaced_too:
        # What an open blade still shows can be downloaded, though it was replaced.
        candidates = [*candidates, *application.shown_before]
    for one in candidates:
        if one.thumbprint == request.path_params["thumbprint"]:
            return one
    raise HTTPException(404, "There is no such certificate.")


@operation("azure.certificate.activate", slow=True)
async def activate(request: Request) -> Response:
    """Sign with this certificate from now on."""
    application = application_of(request)
    chosen = _chosen(request, application)
    await asyncio.sleep(world_of(request).azure.save_seconds)

    def mutate() -> None:
        for one in application.certificates:
            one.active = one is chosen

    await change(request, customer_of(request), {"thumbprint": chosen.thumbprint}, mutate)
    return JSONResponse([_certificate(world_of(request), one) for one in application.certificates])


@operation("azure.certificate.delete", slow=True)
async def delete(request: Request) -> Response:
    """Delete a certificate that is not the active one."""
    application = application_of(request)
    chosen = _chosen(request, application)
    if chosen.active:
        raise HTTPException(400, "The active certificate cannot be deleted.")

    def mutate() -> None:
        application.certificates.remove(chosen)

    await change(request, customer_of(request), {"thumbprint": chosen.thumbprint}, mutate)
    return JSONResponse([_certificate(world_of(request), one) for one in application.certificates])


@operation("azure.certificate.download", slow=True)
async def download(request: Request) -> Response:
    """A certificate's file; the page makes the download of it."""
    application = application_of(request)
    chosen = _chosen(request, application, replaced_too=True)
    match request.path_params["kind"]:
        case "base64":
            content = world_of(request).azure.download(pem(chosen))
            return Response(content, media_type="application/octet-stream")
        case "pem":
            return Response(pem(chosen), media_type="application/octet-stream")
        case "raw":
            return Response(der(chosen), media_type="application/octet-stream")
        case "xml":
            document = federation_metadata(world_of(request), session_of(request).directory, application)
            return Response(document, media_type="application/xml")
    raise HTTPException(404, "There is no such download.")
