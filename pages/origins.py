"""Origins of addresses: scheme, host and port."""

from urllib.parse import urlsplit


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
