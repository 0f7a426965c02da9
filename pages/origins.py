"""Addresses: their origins (scheme, host and port), and whether two of them are one or only nearly."""

import re
from collections.abc import Iterable
from urllib.parse import urlsplit

_SITE = re.compile(r"[a-z][\w+.-]*://(?P<user>[^/?#]*@)?[^/?#]*", re.IGNORECASE)


def origin(url: str) -> str:
    """Scheme, host and port of an address; an empty string for one without a host, or that is no address."""
    try:
        parts = urlsplit(url)
        number = parts.port
    except ValueError:
        return ""
    if not parts.hostname:
        return ""
    default = {"http": 80, "https": 443}.get(parts.scheme)
    port = "" if number in (None, default) else f":{number}"
    host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    return f"{parts.scheme}://{host}{port}"


def same_address(one: str, other: str) -> bool:
    """Whether two texts are one address: scheme and host in any letter case, a default port left out.

    All else counts to the letter, as RFC 3986 has it (section 6.2.2.1) and as Microsoft documents it for reply URLs
    ("Redirect URI restrictions and limitations": the path is case-sensitive).
    """
    return _comparable(one) == _comparable(other)


def has_address(addresses: Iterable[str], wanted: str) -> bool:
    """Whether one of some addresses is the one that is wanted (see `same_address`)."""
    return any(same_address(one, wanted) for one in addresses)


def near_miss(wanted: str, there: Iterable[str]) -> tuple[str, str]:
    """What is there instead of a value and hardly differs from it.

    Args:
        wanted: an address or an identifier that is not among those that are there.
        there: what is there.

    Returns:
        The value, and in what it differs, as in ``by a trailing slash``. Two empty texts if there is none.
    """
    for one in there:
        ours, theirs = _comparable(wanted), _comparable(one)
        without_slash = ours.removesuffix("/"), theirs.removesuffix("/")
        if ours == theirs:
            return (
                one,
                "in letter case" if wanted.casefold() == one.casefold() else "in how its host and port are written",
            )
        if without_slash[0] == without_slash[1]:
            return one, "by a trailing slash"
        if ours.casefold() == theirs.casefold():
            return one, "in letter case"
        if without_slash[0].casefold() == without_slash[1].casefold():
            return one, "by a trailing slash and in letter case"
    return "", ""


def _comparable(text: str) -> str:
    """An address with scheme, host and port in one form; any other text as it is."""
    match = _SITE.match(text)
    site = origin(text) if match is not None else ""
    if match is None or not site:
        return text
    scheme, _, host = site.partition("://")
    return f"{scheme}://{match['user'] or ''}{host}{text[match.end() :]}"
