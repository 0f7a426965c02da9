"""Runs the program on a drawing, as it is run on a customer's portals."""

import asyncio
import shutil
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic

from playwright.async_api import Browser, Playwright
from playwright.async_api import Error as PlaywrightError

from pages.driver import Watched
from runbook.brake import Brake
from runbook.certificates.patience import Patience
from runbook.engine import Engine
from runbook.errors import BrowserGone
from runbook.evidence.recorder import Evidence
from runbook.evidence.redaction import Redactor
from runbook.guide import fresh_result
from runbook.options import Command, Options
from runbook.results import Problem, TenantOutcome, TenantResult
from runbook.session import Session, open_session
from runbook.settings import tenant_from
from runbook.sign_ins.codes import CodeBook, FolderOfCodes
from runbook.state import Wanted
from runbook.tenant import Tenant
from tests.helpers.plays import Silent
from tests.helpers.sessions import SignedIn
from tests.portals.finished import Before, misplaced, unfinished
from tests.portals.generator.sessions import planted
from tests.portals.model import Portals

TIMEOUT = 30.0
"""The longest wait for one thing, in seconds: what the program itself takes."""

LONGEST = 300.0
"""Seconds within which the program has ended, whatever became of it."""

_AT_THE_END = "when it failed"


@dataclass
class Play:
    """What became of a run.

    Attributes:
        outcome: the program's own word; 'hung' if it did not end.
        wrong: what the portals hold that they should not, or don't hold.
        code: of the program's error.
        message: of the program's error.
        step: in which it failed.
        steps: what became of each step, and its seconds.
        pictures: of both portals when it failed.
        seconds: how long it took.
    """

    outcome: str
    wrong: list[str] = field(default_factory=list)
    code: str = ""
    message: str = ""
    on_screen: str = ""
    step: int | None = None
    steps: dict[int, tuple[str, float]] = field(default_factory=dict)
    pictures: list[str] = field(default_factory=list)
    seconds: float = 0.0

    @property
    def is_right(self) -> bool:
        """Whether the program did all that it should."""
        return self.outcome == TenantOutcome.APPLIED and not self.wrong


class _Glimpses(Evidence):
    """Evidence that has a picture of a failure only: drawing pages is most of a run's time."""

    async def picture(self, hands: Watched, what: str) -> dict[str, object] | None:
        """The end of a run that failed; nothing of anything else."""
        return await super().picture(hands, what) if what == _AT_THE_END else None


async def play(
    playwright: Playwright, browser: Browser, portals: Portals, *, kept: Path | None = None, timeout: float = TIMEOUT
) -> Play:
    """Configure the customer of a drawing, with sessions that the portals know.

    Args:
        playwright: for public documents, and prepared (see `pages.driver.prepare`).
        browser: runs.
        portals: are served, and untouched.
        kept: where to keep journal and pictures of a run that failed; by default they are not kept.
        timeout: the longest wait for one thing, in seconds.
    """
    tenant = tenant_from(portals.settings)
    with TemporaryDirectory() as temporary:
        evidence = _Glimpses(Path(temporary), tenant.name, Redactor(tenant.secrets))
        began = monotonic()
        try:
            played = await _play(playwright, browser, portals, tenant, evidence=evidence, timeout=timeout)
        finally:
            evidence.journal.close()
        played.seconds = round(monotonic() - began, 1)
        if not played.is_right and kept is not None:
            await asyncio.to_thread(shutil.copytree, evidence.folder, kept, dirs_exist_ok=True)
            played.pictures = sorted(str(path) for path in kept.glob("**/*.png"))  # noqa: ASYNC240
    return played


async def _play(
    playwright: Playwright, browser: Browser, portals: Portals, tenant: Tenant, *, evidence: Evidence, timeout: float
) -> Play:
    before, result, brake = Before.of(portals), fresh_result(tenant.name), Brake()
    requests = await playwright.request.new_context()
    codes = CodeBook(FolderOfCodes(evidence.folder / "codes"), lambda _: None)
    limit = Options(command=Command.APPLY).metadata_wait
    try:
        async with open_session(
            browser,
            requests,
            tenant,
            evidence,
            codes=codes,
            sign_ins=SignedIn(planted(portals)),
            patience=Patience(limit, brake, lambda _: None),
            timeout=timeout,
        ) as session:
            run = partial(Engine, session, Wanted(tenant.email_claim, replace=False), Silent(), result, brake)
            hung = await _ran(run())
            played = _told(result, portals, before, hung=hung)
            if result.error is None and not played.is_right:
                await _show(session)
            return played
    except (PlaywrightError, BrowserGone) as error:
        result.error = Problem(code=BrowserGone.code, message=str(error))
        return _told(result, portals, before, hung=False)
    finally:
        await requests.dispose()


async def _ran(engine: Engine) -> bool:
    """Let it run; returns whether it had to be ended."""
    try:
        async with asyncio.timeout(LONGEST):
            await engine.run(Command.APPLY)
    except TimeoutError:
        return True
    return False


async def _show(session: Session) -> None:
    """Picture both portals as they are."""
    for hands in (session.blade.hands, session.idp.hands):
        await session.evidence.show(hands, _AT_THE_END)


def _told(result: TenantResult, portals: Portals, before: Before, *, hung: bool) -> Play:
    """What a result says, beside what the portals hold."""
    applied = result.outcome is TenantOutcome.APPLIED
    played = Play(
        "hung" if hung else result.outcome.value,
        unfinished(portals, before) if applied else misplaced(portals),
        steps={one.step: (one.outcome.value, round(one.seconds, 1)) for one in result.steps},
    )
    if result.error is not None:
        played.code, played.message, played.step = result.error.code, result.error.message, result.error.step
        played.on_screen = result.error.on_screen
    return played
