"""What is left out of most runs in tests: it takes most of their time, and is not what is tested."""

from pages.driver import Watched
from runbook.evidence.recorder import Evidence

SESSIONS = "SESSIONS_OF_THE_TEST"
"""Environment variable of `tests.helpers.light_program`: the sessions, by portal, as JSON."""


async def no_picture(self: Evidence, hands: Watched, what: str) -> None:
    """Stands in for `Evidence.picture`; a page that can't be drawn gives none either."""
    del self, hands, what
