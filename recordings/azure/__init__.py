"""The Azure side of the stand-ins: Microsoft's sign-in pages, the portal's shell, and the frame of a blade.

Written from public facts (the guide, Microsoft's documentation, public drivers); nothing here was captured
from a live portal, and no asset or text is copied from one, beyond the labels by which a person finds things.
"""

from starlette.applications import Starlette


def apps() -> tuple[Starlette, Starlette, Starlette]:
    """Three web applications: the sign-in pages, the portal's shell, and the frame of a blade."""
    # Late, because the handlers know the World, which knows the state in this package.
    from recordings.azure.applications import frame_app, login_app, portal_app

    return login_app(), portal_app(), frame_app()


__all__ = ["apps"]
