"""Records a run while it goes on: the journal, the screenshots and the certificate."""

import asyncio
import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic

from playwright.async_api import Error as PlaywrightError

from pages.driver import Action, Watched
from runbook.errors import EvidenceLost
from runbook.evidence.clock import Clock, utc_now
from runbook.evidence.folder import CERTIFICATE, JOURNAL, SCREENS, run_folder
from runbook.evidence.journal import Journal
from runbook.evidence.missing import Missing
from runbook.evidence.reading import NoRun
from runbook.evidence.redaction import Redactor, safe_address
from runbook.files import private_folder, slug, why, write_private


class Evidence:
    """A run folder while the run goes on; it watches the page objects' hands.

    What can't be written, as on a full disk, is remembered and told in the result. From then on nothing is written
    to a portal any more, but for what protects the customer; what was written already is read back and verified.

    Attributes:
        folder: the run folder.
        missing: what could not be written.
        phase: prefix of the screenshots' names: the step's number, or ``verify``.
    """

    def __init__(self, runs: Path, tenant: str, redactor: Redactor, clock: Clock = utc_now) -> None:
        """Begin a run folder.

        Raises:
            EvidenceLost: it can't be made.
        """
        self.redactor = redactor
        self.missing = Missing()
        try:
            self.folder = run_folder(runs, tenant, clock())
            private_folder(self.folder / SCREENS)
            self.journal = Journal(self.folder / JOURNAL, redactor, clock, self.missing)
        except OSError as error:
            raise EvidenceLost(f"a run folder can't be made in {runs}: {why(error)}") from None
        self.phase = "01"
        self._must_record = True
        self._serial = 0
        # When each portal's page was last drawn before something was done on it: drawing is no part of that.
        self._drawn: dict[str, float] = {}

    def assert_complete(self, where: str) -> None:
        """Raise `EvidenceLost` if something is missing, unless what is done now protects the customer.

        Args:
            where: what would be done next, for the message.
        """
        if self.missing and self._must_record:
            told = "; ".join(self.missing.told())
            raise EvidenceLost(
                f"the run stopped before {where}, because what it does can't be recorded any more."
                f" Missing in {self.folder}: {told}"
            )

    @contextmanager
    def unrecorded(self) -> Iterator[None]:
        """Within, what protects the customer is done even if it can't be recorded."""
        self._must_record = False
        try:
            yield
        finally:
            self._must_record = True

    @contextmanager
    def writing(self, name: str) -> Iterator[None]:
        """Within, a file of the run is written; if that fails, it is missing, and the run goes on.

        Args:
            name: the file's, as the run folder has it.
        """
        try:
            yield
        except (OSError, NoRun) as error:
            self.missing.add(name, error)

    async def before(self, hands: Watched, action: Action) -> None:
        """Record the intent of an action that writes, with the page as it is before.

        Raises:
            EvidenceLost: it can't be recorded, or something else could not be before; it must not be done then.
        """
        if action.writes or action.verb == "download":
            shot = await self.picture(hands, f"before {action.verb} {action.thing}")
            await self._record("intent", hands, action, shot)
            self._drawn[action.portal] = monotonic()
        if action.writes:
            self.assert_complete(f"{action.thing} was pressed")

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
            Its name in the run folder, digest and cost; None if the page could not be drawn or the picture not be
            written, which is recorded.
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
        name = f"{SCREENS}/{self.phase}-{self._serial:03}-{slug(hands.screen.portal)}-{slug(what)}.png"
        if not self._keep(name, content, what=what):
            return None
        return {
            "file": name,
            "sha256": hashlib.sha256(content).hexdigest(),
            "title": title,
            "seconds": round(monotonic() - began, 3),
        }

    def keep_certificate(self, pem: bytes) -> None:
        """Store the signing certificate as the guide demands: with the extension ``.cert``."""
        if self._keep(CERTIFICATE, pem):
            self.journal.write(
                "certificate kept", certificate={"file": CERTIFICATE, "sha256": hashlib.sha256(pem).hexdigest()}
            )

    def _keep(self, name: str, content: bytes, **about: str) -> bool:
        """Write a file of the run; if that fails, it is missing, and the journal says so.

        Returns:
            Whether it was written.
        """
        try:
            write_private(self.folder / name, content)
        except OSError as error:
            self.missing.add(name, error)
            self.journal.write("not kept", phase=self.phase, file_name=name, why=why(error), **about)
            return False
        return True
