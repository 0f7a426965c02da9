"""Sessions that are there before a run begins, for what is not about the sign-in."""

from urllib.parse import urlsplit

from playwright.async_api import StorageState

from recordings import Customer, Origins, World
from recordings.azure.flows import SESSION_COOKIE as AZURE_COOKIE
from recordings.azure.sessions import BrowserAccounts
from recordings.ooma.api import SESSION_COOKIE as OOMA_COOKIE
from runbook.sign_ins.accounts import Account, Seat, SignIns


class SignedIn(SignIns):
    """The sign-ins of customers whose portals remember a session; when it ends, it is renewed as ever.

    Args:
        sessions: with what a browser begins, by the name of the portal.
    """

    def __init__(self, sessions: dict[str, StorageState]) -> None:
        super().__init__()
        self._sessions = sessions

    def seat(self, account: Account) -> Seat:
        """A place for a browser context that begins with the session, unless somebody signed in meanwhile."""
        seat = super().seat(account)
        seat.session = seat.session or self._sessions[account.portal]
        return seat


def planted(world: World, origins: Origins, customer: Customer) -> dict[str, StorageState]:
    """Let both portals remember a customer's administrators; returns what their browsers would hold."""
    world.azure_sessions.browsers["planted"] = BrowserAccounts({customer.azure_user: True})
    return {
        "Azure": state_with(origins.login, AZURE_COOKIE, "planted"),
        "Ooma": state_with(origins.ooma, OOMA_COOKIE, world.ooma_sessions.start(customer.ooma_user)),
    }


def state_with(origin: str, name: str, value: str) -> StorageState:
    """What a browser holds that has one cookie."""
    return {
        "cookies": [
            {
                "name": name, "value": value, "domain": urlsplit(origin).hostname or "", "path": "/", "expires": -1,
                "httpOnly": True, "secure": False, "sameSite": "Lax",
            }
        ],
        "origins": [],
    }  # fmt: skip
