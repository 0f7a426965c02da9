"""Both portals on paper: the real engine, evidence and report, without a browser and without page objects."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, cast
from unittest.mock import patch

from pages.driver.hands import Hands
from pages.driver.witness import Action
from runbook.engine import Reporter
from runbook.evidence.clock import utc_now
from runbook.evidence.recorder import Evidence
from runbook.guide import GUIDE, Step, plan
from runbook.options import Command, Options
from runbook.planning import may_enable
from runbook.results import TenantResult
from runbook.run import Runner, no_remarks
from runbook.session import Session
from runbook.state import AzureState, OomaState, Seen, Uploaded, Wanted
from runbook.tenant import Tenant
from tests.helpers.plays import Silent
from tests.helpers.run_folders import FakeHands
from tests.helpers.states import ACS, ACTIVE, CLAIM, FINISHED, ISSUER, LOGIN, OLD, active, file_of

TENANT = Tenant.model_validate(
    {
        "azure_tenant": "contoso.example",
        "azure_username": "admin@contoso.example",
        "azure_password": "correct horse",
        "ooma_url": "https://ooma.example",
        "ooma_username": "admin@contoso.example",
        "ooma_password": "battery staple",
        "email_claim": CLAIM,
    }
)


@dataclass
class Portals:
    """What the two portals hold.

    Attributes:
        seen: all of it.
        was_on: whether SSO was ever on.
        changes_at_once: whether somebody makes another certificate active as soon as SSO is on.
        unrecorded: what was pressed without its intent being the journal's last line.
    """

    seen: Seen = field(
        default_factory=lambda: Seen(replace(FINISHED.azure, identifiers=(), reply_urls=()), None)  # never configured
    )
    was_on: bool = False
    changes_at_once: bool = False
    unrecorded: list[str] = field(default_factory=list)

    @property
    def enabled(self) -> bool:
        """Whether SSO is on."""
        return self.seen.ooma is not None and self.seen.ooma.enabled

    def read(self) -> Seen:
        """What both portals show."""
        return self.seen

    def turn(self, *, on: bool) -> None:
        """Switch SSO on or off."""
        assert self.seen.ooma is not None
        self.seen = replace(self.seen, ooma=replace(self.seen.ooma, enabled=on))
        self.was_on = self.was_on or on
        if on and self.changes_at_once:
            other = replace(self.seen.azure, thumbprint=OLD, certificate=active(OLD))
            self.seen = replace(self.seen, azure=other)


class PaperSession:
    """As much of a session as the engine needs; it stands for its portal, page and switch, too."""

    def __init__(self, portals: Portals, evidence: Evidence) -> None:
        self.portals = portals
        self.evidence = evidence
        self.tenant = TENANT
        self.switched_on = False
        self.uploaded: Uploaded | None = None
        self.has_written = False
        self.is_lost = False
        self.account = None
        self.advice = ""
        self.blade = self.idp = self.enable = self
        self.hands = cast("Hands", FakeHands())

    async def observe(self) -> Seen:
        """Read both portals."""
        await self.evidence.after(self.hands, Action("Azure", "read", "the SAML page", "Ooma"))
        await asyncio.sleep(0)
        return replace(self.portals.read(), uploaded=self.uploaded, switched_on=self.switched_on)

    async def reload(self) -> None:
        """Load the page again."""

    async def prove(self) -> list[object]:
        """Prove the account."""
        return []

    async def is_on(self) -> bool:
        """Whether the switch is on."""
        return self.portals.enabled

    async def turn(self, pins: list[object], *, on: bool) -> None:
        """Switch it."""
        del pins
        await self.press("the 'Enable' switch", lambda: self.portals.turn(on=on))

    async def press(self, thing: str, change: Callable[[], None]) -> None:
        """Press something that is stored, as `Hands.commit` does."""
        action = Action("Ooma", "press", thing, writes=True)
        await self.evidence.before(self.hands, action)
        lines = (self.evidence.folder / "journal.jsonl").read_bytes().splitlines()
        last = json.loads(lines[-1]) if lines else {}
        if (last.get("event"), last.get("thing")) != ("intent", thing):
            self.portals.unrecorded.append(thing)
        self.has_written = True
        change()
        await self.evidence.after(self.hands, action)


async def _act(number: int, session: PaperSession) -> Seen:
    portals, evidence = session.portals, session.evidence
    azure, ooma = portals.seen.azure, portals.seen.ooma

    def store(azure: AzureState, ooma: OomaState | None) -> Callable[[], None]:
        return lambda: setattr(portals, "seen", Seen(azure, ooma))

    match number:
        case 5:
            provider = OomaState(LOGIN, CLAIM, "placeholder-12345678.cert", ACS, ISSUER, enabled=False)
            await session.press("'Save'", store(azure, provider))
        case 7:
            await session.press(
                "the panel's 'Save'", store(replace(azure, identifiers=(ISSUER,), reply_urls=(ACS,)), ooma)
            )
        case 8:
            await evidence.before(session.hands, Action("Azure", "download", "the certificate"))
            evidence.keep_certificate(b"-----BEGIN CERTIFICATE-----\n")
        case 9:
            assert ooma is not None
            await session.press("'Save'", store(azure, replace(ooma, certificate_name=file_of(ACTIVE))))
            session.uploaded = Uploaded(ACTIVE, file_of(ACTIVE))
        case 10:
            seen = await session.observe()
            may_enable(seen, plan(seen, Wanted(CLAIM)), utc_now())
            session.switched_on = True
            await session.turn([], on=True)
        case _:
            await evidence.after(session.hands, Action("Ooma", "fill", f"the field of step {number}", "value"))
    return replace(portals.seen, uploaded=session.uploaded, switched_on=session.switched_on)


def _on_paper(step: Step) -> Step:
    async def act(session: Session, seen: Seen, wanted: Wanted) -> Seen:
        del seen, wanted
        return await _act(step.number, cast("PaperSession", session))

    return replace(step, act=act)


class _Browser:
    version = "1"

    @staticmethod
    def is_connected() -> bool:
        return True


Opening = Callable[[int, PaperSession], AbstractAsyncContextManager[PaperSession]]
"""Opens a session; the number is 1 for the first of a run, and 2 after the browser has crashed."""


@asynccontextmanager
async def open_well(_number: int, session: PaperSession) -> AsyncIterator[PaperSession]:
    """Opens it without more ado."""
    yield session


async def apply_on_paper(
    portals: Portals, runs: Path, reporter: Reporter | None = None, opening: Opening = open_well
) -> TenantResult:
    """Run `apply` against portals on paper, with its evidence in a folder for run folders."""
    opened_before = 0

    async def browser() -> Any:  # noqa: ANN401 - only its version is asked for
        return _Browser()

    @asynccontextmanager
    async def opened(*given: Any, **_: object) -> AsyncIterator[PaperSession]:  # noqa: ANN401
        nonlocal opened_before
        opened_before += 1
        async with opening(opened_before, PaperSession(portals, given[3])) as session:
            yield session

    nothing: Any = None
    options = Options(command=Command.APPLY, runs=runs)
    runner = Runner(options, reporter or Silent(), no_remarks, browser, nothing, nothing)
    with patch("runbook.run.open_session", opened), patch("runbook.engine.GUIDE", tuple(map(_on_paper, GUIDE))):
        return await runner.run(TENANT)
