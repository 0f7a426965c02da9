"""The recordings with other names: every class, id and data attribute is renamed in what is served.

Nothing in `recordings/` is changed. Style sheets and pages are rewritten on their way to the browser. The scripts say
their names in so many ways (in templates, in conditions, to be split at blanks) that their words stay as they are;
instead they are made to call `renamed.js` wherever a name goes into the page or comes out of it. Microsoft's sign-in
pages are renamed like the portals.

What is left as it is: the `name` of form fields, values of data attributes, and addresses, of which none names an
element. They are part of what a form sends, or of what the stand-ins tell their own scripts.
"""

import json
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import pytest
from playwright.async_api import Browser, BrowserContext
from starlette.applications import Starlette
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from recordings.azure import apps as azure_apps
from recordings.ooma import app as ooma_app

_HERE = Path(__file__).parent
# What a new name looks like; no name in the recordings does.
MADE = re.compile(r"(?:data-)?x[0-9a-f]{8}")

_NAMING = "class|id|for|aria-labelledby|aria-describedby|aria-controls|aria-owns"
_ATTRIBUTE = re.compile(rf'(?<=\s)(?:({_NAMING})="([^"]*)"|(data-[\w-]+)(?=[=\s>]))')
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_SELECTORS = re.compile(r"[^{}]+(?=\{)")
_SELECTED = re.compile(r'"[^"]*"|([.#])([A-Za-z_][\w-]*)|\[(data-[\w-]+)')
# What takes or gives a name, or puts a control into the page; `renamed.js` has one of its own for each.
_CALLS = re.compile(
    r"(?<!\.)\.(querySelectorAll|querySelector|matches|closest|getElementById|getAttribute|setAttribute|append|prepend"
    r"|replaceChildren|after|remove|cloneNode|id|htmlFor|className|parentElement|classList|dataset)\b"
)


@dataclass(frozen=True)
class Names:
    """New names for old ones.

    Attributes:
        seed: other seeds give other names.
        wraps: whether every control is drawn within one or two elements of no meaning, too.
        kept: classes, ids and data attributes that stay as they are.
    """

    seed: int = 0
    wraps: bool = False
    kept: frozenset[str] = frozenset()

    def code(self, name: str) -> str:
        """The new name of a class or an id; `code` in `renamed.js` gives the same."""
        if MADE.fullmatch(name) or name in self.kept:
            return name
        code = 0x811C9DC5
        for byte in f"{self.seed} {name}".encode():
            code = (code ^ byte) * 0x01000193 & 0xFFFFFFFF
        return f"x{code:08x}"

    def attribute(self, name: str) -> str:
        """The new name of a data attribute."""
        return name if name in self.kept else f"data-{self.code(name)}"

    def html(self, text: str) -> str:
        """A page with other names, whose scripts find what they are made to call."""
        script = (_HERE / "renamed.js").read_text("utf-8")
        choices = json.dumps([self.seed, self.wraps, sorted(self.kept)])
        first = f"<script>(\n{script})(...{choices});</script>"
        return _ATTRIBUTE.sub(self._attribute, text).replace("<head>", f"<head>{first}", 1)

    def css(self, text: str) -> str:
        """A style sheet with other names."""
        return _SELECTORS.sub(lambda found: _SELECTED.sub(self._selected, found[0]), _COMMENT.sub("", text))

    def javascript(self, text: str) -> str:
        """A script that says the old names to `renamed.js`."""
        return _CALLS.sub(r".renamed_\1", text)

    def _attribute(self, found: re.Match[str]) -> str:
        naming, names, data = found.groups()
        if data:
            return self.attribute(data)
        return f'{naming}="{" ".join(self.code(name) for name in names.split())}"'

    def _selected(self, found: re.Match[str]) -> str:
        sign, name, data = found.groups()
        if data:
            return f"[{self.attribute(data)}"
        return sign + self.code(name) if sign else found[0]


class _Renaming:
    """Rewrites the pages, style sheets and scripts that an application answers with."""

    def __init__(self, app: ASGIApp, names: Names) -> None:
        self._app = app
        self._kinds: dict[str, Callable[[str], str]] = {
            "text/html": names.html,
            "text/css": names.css,
            "text/javascript": names.javascript,
            "application/javascript": names.javascript,
        }

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request; an answer of another kind passes as it comes."""
        start: Message = {}
        body = b""

        async def rewritten(message: Message) -> None:
            nonlocal start, body
            if message["type"] == "http.response.start":
                start = message
                return
            body += message.get("body", b"")
            if message.get("more_body"):
                return
            headers = MutableHeaders(raw=start["headers"])
            rewrite = self._kinds.get(headers.get("content-type", "").partition(";")[0])
            content = rewrite(body.decode()).encode() if rewrite and body else body
            if "content-length" in headers:
                headers["content-length"] = str(len(content))
            await send(start)
            await send({"type": "http.response.body", "body": content})

        await self._app(scope, receive, rewritten)


@contextmanager
def renamed(names: Names) -> Iterator[None]:
    """Worlds that are served from now on have other names."""

    def rewriting(app: Starlette) -> Starlette:
        app.add_middleware(partial(_Renaming, names=names))
        return app

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("recordings.server.azure_apps", lambda: [rewriting(app) for app in azure_apps()])
        patch.setattr("recordings.server.ooma_app", lambda: rewriting(ooma_app()))
        yield


@dataclass
class Noted:
    """What pages had, and what went wrong in them.

    Attributes:
        names: all classes, ids and data attributes.
        errors: what the pages' own scripts stumbled over.
    """

    names: set[str] = field(default_factory=set)
    errors: list[str] = field(default_factory=list)


@contextmanager
def names_noted() -> Iterator[Noted]:
    """Note what pages have from now on, whoever opens them."""
    noted = Noted()
    new_context = Browser.new_context

    async def watched(self: Browser, **options: object) -> BrowserContext:
        context = await new_context(self, **options)  # type: ignore[arg-type]
        await context.expose_binding("tellNames", lambda _, names: noted.names.update(names))
        await context.add_init_script(path=_HERE / "names_seen.js")
        context.on("weberror", lambda error: noted.errors.append(error.error.stack or str(error.error)))
        return context

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Browser, "new_context", watched)
        yield noted
