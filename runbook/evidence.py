"""What a run leaves behind: a folder with the journal, the screenshots and the certificate."""

import asyncio
import hashlib
import json
import os
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from time import monotonic
from typing import IO

from playwright.async_api import Error as PlaywrightError

from pages.driver import Action, Watched
from runbook.files import private_folder, slug, write_private
from runbook.redact import Redactor, safe_address

JOURNAL = "journal.jsonl"
SCREENS = "screens"
CERTIFICATE = "certificate.cert"
REPORT = "report.html"
PDF = "report.pdf"
GENESIS = "0" * 64

Clock = Callable[[], datetime]


def utc_now() -> datetime:
    """The present time in UTC."""
    return datetime.now(UTC)


class Journal:
    """An append-only file of JSON lines, flushed at every line.

    Each line carries the SHA-256 of the line before (``previous``), so that a cut or altered line shows, and
    a run that was killed leaves a journal that is valid as far as it goes.

    Attributes:
        digests: the SHA-256 of each line so far, in hexadecimal. The last one stands for the whole journal.
    """

    def __init__(self, path: Path, redactor: Redactor, clock: Clock) -> None:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_APPEND, 0o600)
        self._file: IO[bytes] = os.fdopen(handle, "ab")
        self._redactor = redactor
        self._clock = clock
        self.digests: list[str] = []

    def write(self, event: str, **values: object) -> None:
        """Append one line: what happened, when, and whatever belongs to it."""
        # What is cleaned is each text by itself: in JSON a secret may be spelled otherwise.
        cleaned = {name: self._redactor.clean_all(value) for name, value in values.items()}
        entry = {"line": len(self.digests) + 1, "at": stamp(self._clock()), "event": event, **cleaned}
        previous = self.digests[-1] if self.digests else GENESIS
        text = json.dumps({**entry, "previous": previous}, ensure_ascii=False)
        # Half of a surrogate pair, which a portal can show, becomes JSON's own escape.
        line = text.encode(errors="backslashreplace")
        self._file.write(line + b"\n")
        self._file.flush()
        os.fsync(self._file.fileno())
        self.digests.append(hashlib.sha256(line).hexdigest())

    def close(self) -> None:
        """Close the file."""
        self._file.close()


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


def run_folder(runs: Path, what: str, began: datetime) -> Path:
    """Make a new private folder whose name tells the time and what it is of.

    Args:
        runs: folder for the run folders.
        what: the tenant's name, or another word.
        began: in UTC.

    Raises:
        FileExistsError: there are too many of the same second.
    """
    private_folder(runs)
    name = f"{began:%Y%m%dT%H%M%SZ}-{slug(what)}"
    for number in range(1, 1000):
        folder = runs / (name if number == 1 else f"{name}-{number}")
        try:
            folder.mkdir(mode=0o700)
        except FileExistsError:
            continue
        return folder
    raise FileExistsError(f"{runs} has too many runs of the same second")


def stamp(moment: datetime) -> str:
    """A moment in UTC as the journal has it: ISO 8601, to the millisecond."""
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")
