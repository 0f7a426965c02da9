"""Sessions that are there before a run begins, for what is not about the sign-in."""

from urllib.parse import urlsplit

from playwright.async_api import StorageState

from recordings import Customer, Origins, World
from recordings.azure.flows import SESSION_COOKIE as AZURE_COOKIE
from recordings.azure.sessions import BrowserAccounts
from recordings.ooma.api import SESSION_COOKIE as OOMA_COOKIE
from runbook.sign_ins.accounts import Account, Seat, SignIns


class SignedIn(SignIns):
    """The sign-ins of a customer, for whom both portals remember a session; when it ends, it is renewed as ever."""

    def __init__(self, world: World, origins: Origins, customer: Customer) -> None:
        super().__init__()
        world.azure_sessions.browsers["planted"] = BrowserAccounts({customer.azure_user: True})
        self._planted = {
            "Azure": _state(origins.login, AZURE_COOKIE, "planted"),
            "Ooma": _state(origins.ooma, OOMA_COOKIE, world.ooma_sessions.start(customer.ooma_user)),
        }

    def seat(self, account: Account) -> Seat:
        """A place for a browser context that begins with the session, unless somebody signed in meanwhile."""
        seat = super().seat(account)
        seat.session = seat.session or self._planted[account.portal]
        return seat


def _state(origin: str, name: str, value: str) -> StorageState:
    return {
        "cookies": [
            {
                "name": name, "value": value, "domain": urlsplit(origin).hostname or "", "path": "/", "expires": -1,
                "httpOnly": True, "secure": False, "sameSite": "Lax",
            }
        ],
        "origins": [],
    }  # fmt: skip
