"""Sessions that the portals of a drawing know before anybody comes."""

from playwright.async_api import StorageState

from tests.helpers.sessions import state_with
from tests.portals.model import Portals


def planted(portals: Portals) -> dict[str, StorageState]:
    """Let both portals know a session; returns what browsers would hold, by the name of the portal."""
    return {
        "Azure": state_with(portals.origins["portal"], "portal_session", portals.open("portal_session")),
        "Ooma": state_with(portals.origins["ooma"], "ooma_session", portals.open("ooma_session")),
    }
