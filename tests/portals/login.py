"""Microsoft's sign-in pages, and what the sign-in origin tells everybody."""

import base64
from typing import Any

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from tests.portals.model import Directory, RefusedError
from tests.portals.site import Site


class Login(Site):
    """Microsoft's sign-in pages."""

    def app(self) -> Starlette:
        """The routes."""
        steps = [
            Route("/common/GetCredentialType", self.answer(self.user), methods=["POST"]),
            Route("/common/login", self.answer(self.password), methods=["POST"]),
            Route("/common/SAS/EndAuth", self.answer(self.code), methods=["POST"]),
            Route("/kmsi", self.answer(self.finish), methods=["POST"]),
            Route("/{tenant}/oauth2/v2.0/authorize", self.authorize),
        ]
        return Starlette(routes=[*steps, *self.documents()])

    def documents(self) -> list[Route]:
        """What the login origin tells everybody."""
        return [
            Route("/{tenant}/v2.0/.well-known/openid-configuration", self.discovery),
            Route("/{tenant}/federationmetadata/2007-06/federationmetadata.xml", self.metadata),
        ]

    async def authorize(self, request: Request) -> Response:
        """The sign-in page."""
        session = request.cookies.get("ESTSAUTH", "")
        known = self.sessions.get(session) == "ESTSAUTH"
        config = {
            "portal": self.portals.origins["portal"],
            "state": request.query_params.get("state", ""),
            "ticket": session if known else "",
            "awkward": self.skin.name == "awkward",
            "domain": self.skin.domain,
        }
        return self.scripted(f"signin_{self.look}.html", config)

    def user(self, values: dict[str, Any]) -> object:
        """Whether such a user exists."""
        exists = values["username"].strip().lower() == self.portals.settings["RUNBOOK_AZURE_USERNAME"]
        return {"IfExistsResult": 0 if exists else 1}

    def password(self, values: dict[str, Any]) -> object:
        """The password; right leads on to the code."""
        if not self.portals.password_is_right("azure", values["username"], values["password"]):
            raise RefusedError("Your account or password is incorrect. (AADSTS50126)")
        return {"flow": self.portals.open("code")}

    def code(self, values: dict[str, Any]) -> object:
        """The one-time code."""
        known = self.sessions.get(values["flow"]) == "code"
        if not known or not self.portals.code_is_right("azure", values["code"]):
            raise RefusedError("You didn't enter the expected verification code. Please try again.")
        return {"flow": self.portals.open("kmsi")}

    def finish(self, values: dict[str, Any]) -> object:
        """After "Stay signed in?"."""
        if self.sessions.get(values["flow"]) != "kmsi":
            raise RefusedError("Sorry, but we're having trouble signing you in. (AADSTS50058)")
        return {"ticket": self.portals.open("ESTSAUTH")}

    def directory(self, request: Request) -> Directory:
        """The directory that the path names."""
        wanted = request.path_params["tenant"].lower()
        for directory in (self.portals.directory, self.portals.elsewhere):
            if wanted in {directory.domain, directory.id}:
                return directory
        raise HTTPException(400, f"AADSTS90002: Tenant '{wanted}' not found.")

    async def discovery(self, request: Request) -> Response:
        """The OpenID Connect document, from which the id of a domain's tenant can be had."""
        directory = self.directory(request)
        base = f"{self.portals.origins['login']}/{directory.id}"
        document = {
            "issuer": f"{base}/v2.0",
            "authorization_endpoint": f"{base}/oauth2/v2.0/authorize",
            "token_endpoint": f"{base}/oauth2/v2.0/token",
            "tenant_region_scope": "NA",
        }
        return JSONResponse(document)

    async def metadata(self, request: Request) -> Response:
        """The federation metadata; without an application's id it lists other keys."""
        directory, wanted = self.directory(request), request.query_params.get("appid", "")
        app = next((app for app in directory.apps.values() if app.app_id == wanted), None)
        certificate = app.shown_certificate if app else None
        entity = f"https://sts.windows.net/{directory.id}/"
        location = f"{self.portals.origins['login']}/{directory.id}/saml2"
        keys = base64.b64encode(certificate.der).decode() if certificate else ""
        key = (
            '<KeyDescriptor use="signing"><KeyInfo xmlns="http://www.w3.org/2000/09/xmldsig#"><X509Data>'
            f"<X509Certificate>{keys}</X509Certificate></X509Data></KeyInfo></KeyDescriptor>"
        )
        service = "".join(
            f'<{kind} Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-{binding}" Location="{location}"/>'
            for kind, binding in (
                ("SingleLogoutService", "Redirect"),
                ("SingleSignOnService", "Redirect"),
                ("SingleSignOnService", "POST"),
            )
        )
        text = (
            '\ufeff<?xml version="1.0" encoding="utf-8"?>'
            f'<EntityDescriptor ID="_{directory.id}" entityID="{entity}"'
            ' xmlns="urn:oasis:names:tc:SAML:2.0:metadata">'
            '<IDPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol">'
            f"{key if keys else ''}{service}</IDPSSODescriptor></EntityDescriptor>"
        )
        return Response(text.encode(), media_type="application/samlmetadata+xml")
