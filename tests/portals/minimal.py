"""The skin of plain pages: forms, redirects and native dialogs, drawn by the server."""

from collections.abc import Awaitable, Callable
from typing import Any
from urllib.parse import quote, urlencode

from jinja2 import Environment, FileSystemLoader
from starlette.applications import Starlette
from starlette.datastructures import FormData, UploadFile
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from tests.portals.login import Login
from tests.portals.model import Account, App, Directory, RefusedError
from tests.portals.server import AzurePortal, OomaPortal
from tests.portals.site import WEB

PAGES = Environment(loader=FileSystemLoader(WEB), autoescape=True)
PAGE_SIZE = 20


def draw(template: str, **values: object) -> HTMLResponse:
    """A page of one of the three templates."""
    text = PAGES.get_template(f"minimal_{template}.html").render(values)
    return HTMLResponse(text, headers={"cache-control": "no-store"})


def texts(form: FormData) -> dict[str, str]:
    """The fields of a form that are no files."""
    return {key: value for key, value in form.items() if isinstance(value, str)}


class MinimalLogin(Login):
    """Microsoft's sign-in, one page a question."""

    def app(self) -> Starlette:
        """The routes."""
        routes = [
            Route("/{tenant}/oauth2/v2.0/authorize", self.authorize),
            Route("/common/login", self.step, methods=["POST"]),
        ]
        return Starlette(routes=[*routes, *self.documents()])

    async def authorize(self, request: Request) -> Response:
        """The first question, or none when somebody is signed in."""
        state, session = request.query_params.get("state", ""), request.cookies.get("ESTSAUTH", "")
        if self.sessions.get(session) == "ESTSAUTH":
            return self.leave(session, state)
        return draw("login", view="username", state=state)

    def leave(self, ticket: str, state: str) -> Response:
        """Back to the portal."""
        portal = self.portals.origins["portal"]
        response = draw("login", view="leave", ticket=ticket, state=state, portal=portal)
        response.set_cookie("ESTSAUTH", ticket, httponly=True)
        return response

    async def step(self, request: Request) -> Response:
        """One answer, and the next question."""
        form = texts(await request.form())
        view, known = (
            form["view"],
            {"state": form["state"], "user": form.get("user") or form.get("loginfmt", "")},
        )
        try:
            if view == "username":
                found = self.user({"username": known["user"]}) == {"IfExistsResult": 0}
                wrong = "" if found else "This username may be incorrect. (AADSTS50034)"
                return draw("login", view="password" if found else view, error=wrong, **known)
            if view == "password":
                answer = self.password({"username": known["user"], "password": form["passwd"]})
                return draw("login", view="code", answer=answer, **known)
            if view == "code":
                return draw(
                    "login",
                    view="kmsi",
                    answer=self.code({"flow": form["flow"], "code": form["otc"]}),
                    **known,
                )
            self.finish({"flow": form["flow"]})
            return self.leave(self.portals.open("ESTSAUTH"), known["state"])
        except RefusedError as error:
            answer = {"flow": form.get("flow", "")}
            return draw("login", view=view, error=str(error), answer=answer, **known)


class MinimalAzure(AzurePortal):
    """Azure's portal without a script, but for what reads the address."""

    def app(self) -> Starlette:
        """The routes."""
        routes = [
            Route("/signin/index/", self.signed_in, methods=["POST"]),
            Route("/{dir}/home", self.guarded(self.home)),
            Route("/{dir}/apps", self.guarded(self.list)),
            Route("/{dir}/overview", self.guarded(self.overview)),
            Route("/{dir}/saml", self.guarded(self.blade)),
            Route("/{dir}/saml/edit", self.guarded(self.edit), methods=["GET", "POST"]),
            Route("/{dir}/saml/mode", self.guarded(self.choose), methods=["POST"]),
            Route("/{dir}/certificate", self.guarded(self.certificate)),
            Route("/{path:path}", self.shell),
        ]
        return Starlette(routes=routes)

    def guarded(self, act: Callable[[Request], Awaitable[Response]]) -> Callable[[Request], Awaitable[Response]]:
        """Sends whoever has no session back to the start."""

        async def endpoint(request: Request) -> Response:
            if not self.has(request, "portal_session"):
                return RedirectResponse(f"/{request.path_params['dir']}", 303)
            return await act(request)

        return endpoint

    async def shell(self, request: Request) -> Response:
        """Forwards by the part of the address that only the browser sees."""
        if not self.has(request, "portal_session"):
            return await super().shell(request)
        wanted = request.path_params["path"].lstrip("@").split("/")[0]
        return draw("azure", view="forward", directory=self.portals.directory_for(wanted))

    def page(self, view: str, request: Request, **values: object) -> Response:
        """A page within the frame that all pages have."""
        user = self.portals.settings["RUNBOOK_AZURE_USERNAME"]
        return draw("azure", view=view, directory=self.which(request), user=user, **values)

    def which(self, request: Request) -> Directory:
        """The directory of the address."""
        return self.portals.directory_for(request.path_params["dir"])

    def application(self, request: Request) -> tuple[Directory, App]:
        """The application of the address."""
        directory = self.which(request)
        return directory, directory.apps[request.query_params["oid"]]

    async def home(self, request: Request) -> Response:
        """The first page."""
        return self.page("home", request)

    async def list(self, request: Request) -> Response:
        """The applications, by pages."""
        wanted, number = request.query_params.get("q", ""), int(request.query_params.get("page", "1"))
        every = sorted(self.which(request).apps.values(), key=lambda app: app.name.lower())
        found = [app for app in every if app.name.lower().startswith(wanted.lower()) or app.object_id == wanted]
        part = found[(number - 1) * PAGE_SIZE : number * PAGE_SIZE]
        more = number + 1 if len(found) > number * PAGE_SIZE else 0
        return self.page("apps", request, apps=part, q=wanted, more=more)

    async def overview(self, request: Request) -> Response:
        """An application's first page."""
        return self.page("overview", request, app=self.application(request)[1])

    async def blade(self, request: Request) -> Response:
        """The five cards."""
        directory, app = self.application(request)
        card, saved = self.portals.card(directory, app), "saved" in request.query_params
        return self.page("saml", request, app=app, card=card, saved=saved)

    async def choose(self, request: Request) -> Response:
        """Chooses the method of single sign-on."""
        self.portals.choose_saml(*self.application(request))
        return RedirectResponse(f"/{self.which(request).domain}/saml?{request.url.query}", 303)

    async def edit(self, request: Request) -> Response:
        """Card 1 on a page of its own."""
        directory, app = self.application(request)
        values: dict[str, Any] = {
            "identifier": [(one, one == app.default_identifier) for one in app.identifiers],
            "reply": [(one, one == app.default_reply_url) for one in app.reply_urls],
            **app.optional,
        }
        if request.method == "GET":
            return self.page("edit", request, app=app, values=values, error="")
        form = await request.form()
        values = dict(texts(form))
        for kind in ("identifier", "reply"):
            chosen, typed = str(form.get(f"default_{kind}", "0")), form.getlist(kind)
            values[kind] = [(str(one), str(place) == chosen) for place, one in enumerate(typed)]
        action, _, where = str(form.get("action", "save")).partition(":")
        if action == "add":
            values[where].append(("", not values[where]))
        elif action.startswith("delete"):
            values[action.removeprefix("delete-")].pop(int(where))
        else:
            lists = {kind: [one for one, _ in values[kind]] for kind in ("identifier", "reply")}
            first = {kind: [one for one, default in values[kind] if default and one] for kind in lists}
            optional = {key: [values[key]] for key in ("signOnUrl", "relayState", "logoutUrl")}
            try:
                self.portals.save_saml(
                    directory,
                    app,
                    {
                        "identifiers": lists["identifier"],
                        "replyUrls": lists["reply"],
                        "defaultIdentifier": first["identifier"],
                        "defaultReplyUrl": first["reply"],
                        **optional,
                    },
                )
            except RefusedError as error:
                return self.page("edit", request, app=app, values=values, error=str(error))
            return RedirectResponse(f"/{directory.domain}/saml?oid={app.object_id}&saved=1", 303)
        return self.page("edit", request, app=app, values=values, error="")

    async def certificate(self, request: Request) -> Response:
        """The file itself."""
        app = self.application(request)[1]
        shown = app.shown_certificate
        if shown is None:
            return HTMLResponse("<p>Not found</p>", 404)
        raw = request.query_params.get("format") == "raw"
        headers = {"content-disposition": f"attachment; filename*=UTF-8''{quote(app.name)}.cer"}
        content = shown.der if raw else shown.pem.encode()
        return Response(content, media_type="application/pkix-cert", headers=headers)


class MinimalOoma(OomaPortal):
    """The Ooma Admin Portal without a script, but for native dialogs."""

    def app(self) -> Starlette:
        """The routes."""
        self.current: dict[str, str] = {}
        routes = [
            Route("/login", self.enter, methods=["GET", "POST"]),
            Route("/accounts", self.guarded(self.list), methods=["GET", "POST"]),
            Route("/company", self.guarded(self.company)),
            Route("/company/idp", self.guarded(self.edit), methods=["GET", "POST"]),
            Route("/company/switch", self.guarded(self.turn), methods=["POST"]),
            Route("/{path:path}", self.guarded(self.phone)),
        ]
        return Starlette(routes=routes)

    def guarded(self, act: Callable[[Request], Awaitable[Response]]) -> Callable[[Request], Awaitable[Response]]:
        """Sends whoever has no session to the sign-in."""

        async def endpoint(request: Request) -> Response:
            if not self.has(request, "ooma_session"):
                return RedirectResponse("/login", 303)
            return await act(request)

        return endpoint

    async def enter(self, request: Request) -> Response:
        """The sign-in."""
        if request.method == "GET":
            return draw("ooma", view="login", error="")
        form = texts(await request.form())
        if not self.portals.password_is_right("ooma", form["username"], form["password"], form["account"]):
            return draw("ooma", view="login", error="Invalid credentials")
        response = RedirectResponse("/", 303)
        response.set_cookie("ooma_session", self.portals.open("ooma_session"), httponly=True)
        return response

    def here(self, request: Request) -> Account:
        """The account that the session works in."""
        root = self.portals.root.id
        return self.portals.accounts[self.current.get(request.cookies["ooma_session"], root)]

    def page(self, view: str, request: Request, **values: object) -> Response:
        """A page within the frame that all pages have."""
        user = self.portals.settings["RUNBOOK_OOMA_USERNAME"]
        return draw("ooma", view=view, account=self.here(request), root=self.portals.root, user=user, **values)

    async def phone(self, request: Request) -> Response:
        """The Phone System App."""
        return self.page("phone", request)

    async def list(self, request: Request) -> Response:
        """The Accounts App."""
        if request.method == "POST":
            wanted = str((await request.form())["id"])
            self.current[request.cookies["ooma_session"]] = self.portals.masquerade(wanted).id
            return RedirectResponse("/", 303)
        text, number = request.query_params.get("q", ""), int(request.query_params.get("page", "1"))
        found = [one for one in self.portals.accounts.values() if text.lower() in one.name.lower()]
        part = found[(number - 1) * 10 : number * 10]
        more = urlencode({"q": text, "page": number + 1}) if len(found) > number * 10 else ""
        return self.page("accounts", request, accounts=part, known=self.portals.accounts, q=text, more=more)

    async def company(self, request: Request) -> Response:
        """The company account page."""
        return self.page("company", request, tab=request.query_params.get("tab", "details"))

    async def edit(self, request: Request) -> Response:
        """The form of the identity provider."""
        account = self.here(request)
        idp = account.idp
        stored = {"ssoUrl": idp["sso_url"], "emailClaim": idp["email_claim"], **idp["other"]} if idp else {}
        if request.method == "GET":
            return self.page("idp", request, values=stored, file=idp["certificate_name"] if idp else "", error="")
        async with request.form() as form:
            values, upload = texts(form), form.get("file")
            chosen, text = "", ""
            if isinstance(upload, UploadFile) and upload.filename:
                chosen, text = upload.filename, (await upload.read()).decode(errors="replace")
        kept, action = values.pop("kept", ""), values.pop("action", "save")
        if action == "delete":
            return self.page("idp", request, values=values, file="", error="")
        try:
            if chosen:
                self.portals.save_idp(account, {**values, "certificateName": chosen, "certificate": text})
            elif not kept:
                wrong = "X.509 Certificate: please choose a file."
                return self.page("idp", request, values=values, file="", error=wrong)
            else:
                self.portals.save_idp(account, dict(values))
        except RefusedError as error:
            return self.page("idp", request, values=values, file=kept, error=str(error))
        return RedirectResponse("/company?tab=idp&saved=1", 303)

    async def turn(self, request: Request) -> Response:
        """One of the two switches."""
        form = texts(await request.form())
        self.portals.switch(self.here(request), form["name"], "on" in form)
        return RedirectResponse("/company?tab=idp", 303)
