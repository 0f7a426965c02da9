"""The Ooma side of the stand-ins: the Admin Portal, and the SAML service provider behind it.

Written from public facts; nothing here was captured from a live portal.
"""

from starlette.applications import Starlette


def app() -> Starlette:
    """The portal as one web application."""
    # Late, because the handlers know the World, which knows the state in this package.
    from recordings.ooma.application import app as make

    return make()


__all__ = ["app"]
