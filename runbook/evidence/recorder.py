"""Records a run while it goes on: the journal, the screenshots and the certificate."""

import asyncio
import hashlib
from pathlib import Path
from time import monotonic

from playwright.async_api import Error as PlaywrightError

from pages.driver import Action, Watched
from runbook.evidence.clock import Clock, utc_now
from runbook.evidence.folder import CERTIFICATE, JOURNAL, SCREENS, run_folder
from runbook.evidence.journal import Journal
from runbook.evidence.redaction import Redactor, safe_address
from runbook.files import private_folder, slug, write_private


class Evidence:
    """A run folder while the run goes on; it watches the page objects' hands.

    Attributes:
        folder: the run folder.
        phase: prefix of the screenshots' names: the step's number, or ``verify``.
    """

    def __init__(self, runs: Path, tenant: str, redactor: Redactor, clock: Clock = utc_now) -> None:
        self.folder = run_folder(runs, tenant, clock())
        self.redactor = redactor
        self.journal = Journal(self.folder / JOURNAL, redactor, clock)
        self.phase = "01"
        self._screens = private_folder(self.folder / SCREENS)
        self._serial = 0
        # When each portal's page was last drawn before something was done on it: drawing is no part of that.
        self._drawn: dict[str, float] = {}

    async def before(self, hands: Watched, action: Action) -> None:
        """Record the intent of an action that writes, with the page as it is before."""
        if action.writes or action.verb == "download":
            shot = await self.picture(hands, f"before {action.verb} {action.thing}")
            await self._record("intent", hands, action, shot)
            self._drawn[action.portal] = monotonic()

    async def after(self, hands: Watched, action: Action) -> None:
        """Record an action that was done, and how long it took from the finding of the thing on."""
        seconds = monotonic() - max(action.began, self._drawn.get(action.portal, 0))
        pictured = action.verb in ("fill", "upload", "download", "read")
        shot = await self.picture(hands, f"{action.verb} {action.thing}") if pictured else None
        await self._record("action", hands, action, shot, round(seconds, 3))

    async def show(self, hands: Watched, what: str) -> dict[str, object] | None:
        """Take a screenshot that belongs to no action, and record it; returns what `picture` does."""
        shot = await self.picture(hands, what)
        if shot is not None:
            await self._record("picture", hands, Action(hands.screen.portal, "see", what), shot)
        return shot

    async def doubt(self, hands: Watched, why: str) -> None:
        """Record that something seemed to fail, with the page as it is; what is read later decides."""
        shot = await self.picture(hands, "what seemed to fail")
        self.journal.write(
            "seemed to fail",
            phase=self.phase,
            portal=hands.screen.portal,
            address=safe_address(hands.screen.page.url),
            why=why,
            screenshot=shot,
        )

    async def _record(
        self,
        event: str,
        hands: Watched,
        action: Action,
        shot: dict[str, object] | None,
        seconds: float | None = None,
    ) -> None:
        title = shot["title"] if shot is not None else await self._title(hands)
        self.journal.write(
            event,
            phase=self.phase,
            portal=action.portal,
            verb=action.verb,
            thing=action.thing,
            value=action.value,
            writes=action.writes,
            box=action.box,
            address=safe_address(hands.screen.page.url),
            title=title,
            seconds=seconds,
            screenshot=shot,
        )

    @staticmethod
    async def _title(hands: Watched) -> str | None:
        """The page's title; None where the page doesn't tell it."""
        try:
            async with asyncio.timeout(hands.screen.timeout):
                return await hands.screen.page.title()
        except (PlaywrightError, TimeoutError):
            return None

    async def picture(self, hands: Watched, what: str) -> dict[str, object] | None:
        """Take a screenshot with secrets masked.

        Returns:
            Its name in the run folder, digest and cost; None if the page could not be drawn, which is
            recorded.
        """
        began = monotonic()
        page = hands.screen.page
        try:
            title = await page.title()
            content = await page.screenshot(
                mask=await hands.secrets_on_page(), mask_color="#202020", timeout=hands.screen.timeout * 1000
            )
        except PlaywrightError as error:
            self.journal.write("screenshot failed", phase=self.phase, what=what, why=error.message.splitlines()[0])
            return None
        self._serial += 1
        name = f"{self.phase}-{self._serial:03}-{slug(hands.screen.portal)}-{slug(what)}.png"
        write_private(self._screens / name, content)
        return {
            "file": f"{SCREENS}/{name}",
            "sha256": hashlib.sha256(content).hexdigest(),
            "title": title,
            "seconds": round(monotonic() - began, 3),
        }

    def keep_certificate(self, pem: bytes) -> Path:
        """Store the signing certificate as the guide demands: with the extension ``.cert``."""
        path = self.folder / CERTIFICATE
        write_private(path, pem)
        self.journal.write(
            "certificate kept", certificate={"file": CERTIFICATE, "sha256": hashlib.sha256(pem).hexdigest()}
        )
        return path
