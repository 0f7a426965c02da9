"""Keeps secrets out of everything that is written or printed."""

import re
from collections.abc import Mapping
from urllib.parse import urlsplit

HIDDEN = "(hidden)"
_SHORTEST = 4
# Routes of the two portals; any other fragment may be a token.
_ROUTE = re.compile(r"^(?!.*%(?:3[df]|26))(?:(?:view|blade|@[\w.-]+)?/)[^?=&;]*$", re.IGNORECASE)


class Redactor:
    """Replaces every known secret in a text.

    Page objects and the journal don't put secrets anywhere; this is the second wall, for what a portal echoes.
    """

    def __init__(self, secrets: tuple[str, ...] = ()) -> None:
        self._secrets = {secret for secret in secrets if len(secret) >= _SHORTEST}

    def add(self, secret: str) -> None:
        """Know one more secret, such as a one-time code."""
        self._secrets.add(secret)

    def clean(self, text: str) -> str:
        """The text without secrets."""
        for secret in sorted(self._secrets, key=len, reverse=True):
            text = text.replace(secret, HIDDEN)
        return text

    def clean_all(self, value: object) -> object:
        """A value as JSON knows them, without secrets in any text within; names of fields stay."""
        if isinstance(value, str):
            return self.clean(value)
        if isinstance(value, Mapping):
            return {name: self.clean_all(one) for name, one in value.items()}
        if isinstance(value, list | tuple):
            return [self.clean_all(one) for one in value]
        return value


def safe_address(url: str) -> str:
    """An address without what can be a token in it: no query, no user, and of the fragment only a route."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    if not parts.hostname:
        return url if url == "about:blank" else ""
    host = parts.netloc.rpartition("@")[2]
    path = parts.path.partition(";")[0]
    fragment = f"#{parts.fragment}" if _ROUTE.match(parts.fragment) else ""
    return f"{parts.scheme}://{host}{path}{fragment}"
