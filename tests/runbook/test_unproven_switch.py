"""Whatever goes wrong after 'Enable' was pressed: SSO is proven, or off again, or the result says that it may be on."""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.async_api import Error as PlaywrightError
from sqlalchemy.exc import OperationalError

from runbook.engine import STILL_ON
from runbook.results import TenantOutcome, TenantResult
from runbook.state import Seen
from tests.helpers.paper_portals import PaperSession, Portals, apply_on_paper
from tests.helpers.states import ACTIVE, FINISHED, file_of, fingerprint_of

ODD = [ValueError("odd"), RuntimeError("odd"), OperationalError("INSERT", None, Exception("database or disk is full"))]


@dataclass
class Breaking(Portals):
    """Portals that can't be read any more once SSO is on, for a reason that nobody expected."""

    error: Exception = ODD[0]
    also_off: bool = False

    def read(self) -> Seen:
        if self.enabled:
            raise self.error
        return self.seen

    def turn(self, *, on: bool) -> None:
        if not on and self.also_off:
            raise self.error
        super().turn(on=on)


def assert_told(result: TenantResult, runs: Path) -> None:
    assert result.outcome is TenantOutcome.FAILED
    assert result.error is not None
    assert result.evidence is not None
    entries = [json.loads(line) for line in (result.evidence / "journal.jsonl").read_text("utf-8").splitlines()]
    assert entries[-1]["event"] == "run ended"
    assert entries[-1]["outcome"] == "failed"
    assert (result.evidence / "seal.json").is_file()
    assert runs in result.evidence.parents


@pytest.mark.parametrize("error", ODD, ids=lambda error: type(error).__name__)
async def test_what_nobody_expected_switches_sso_off_again(tmp_path: Path, error: Exception) -> None:
    portals = Breaking(error=error)
    result = await apply_on_paper(portals, tmp_path)
    assert portals.was_on
    assert not portals.enabled
    assert_told(result, tmp_path)
    assert any("switched off again" in note for note in result.notes)
    assert STILL_ON not in result.notes


@pytest.mark.parametrize("error", ODD, ids=lambda error: type(error).__name__)
async def test_what_can_not_be_switched_off_either_is_told(tmp_path: Path, error: Exception) -> None:
    portals = Breaking(error=error, also_off=True)
    result = await apply_on_paper(portals, tmp_path)
    assert portals.enabled
    assert_told(result, tmp_path)
    assert result.notes.count(STILL_ON) == 1


@dataclass
class Replaced(Portals):
    """Somebody puts another certificate into Ooma as soon as SSO is on."""

    shown: str = "somebody-elses.cert"

    def turn(self, *, on: bool) -> None:
        super().turn(on=on)
        if on and self.seen.ooma is not None:
            self.seen = replace(self.seen, ooma=replace(self.seen.ooma, certificate=self.shown))


@pytest.mark.parametrize("before", [file_of(ACTIVE), fingerprint_of(ACTIVE)])
@pytest.mark.parametrize("shown", ["somebody-elses.cert", "", "IdP certificate"])
async def test_a_certificate_that_is_replaced_at_once_is_not_taken_for_the_own_one(
    tmp_path: Path, before: str, shown: str
) -> None:
    assert FINISHED.ooma is not None
    portals = Replaced(shown=shown)
    portals.seen = replace(FINISHED, ooma=replace(FINISHED.ooma, certificate=before, enabled=False))
    result = await apply_on_paper(portals, tmp_path)
    assert portals.was_on
    assert not portals.enabled
    assert result.error is not None
    assert result.error.code == "not-verified"


async def test_an_expired_certificate_is_not_switched_on(tmp_path: Path) -> None:
    assert FINISHED.ooma is not None
    assert FINISHED.azure.certificate is not None
    azure = replace(
        FINISHED.azure, certificate=replace(FINISHED.azure.certificate, not_after=datetime(2020, 1, 1, tzinfo=UTC))
    )
    portals = Portals(replace(FINISHED, azure=azure, ooma=replace(FINISHED.ooma, enabled=False)))
    result = await apply_on_paper(portals, tmp_path)
    assert not portals.was_on
    assert result.error is not None
    assert result.error.code == "bad-certificate"


@asynccontextmanager
async def crashes_then_does_not_open(number: int, session: PaperSession) -> AsyncIterator[PaperSession]:
    """The browser crashes after 'Enable', and its second window can't be opened."""
    if number > 1:
        raise PlaywrightError("Browser.new_context: Protocol error")
    read = session.portals.read

    def lost() -> Seen:
        session.is_lost = session.portals.enabled
        if session.is_lost:
            raise PlaywrightError("Target crashed")
        return read()

    session.portals.read = lost  # type: ignore[method-assign]
    yield session


async def test_a_crash_after_which_no_window_opens_loses_no_result(tmp_path: Path) -> None:
    portals = Portals()
    result = await apply_on_paper(portals, tmp_path, opening=crashes_then_does_not_open)
    assert portals.enabled
    assert_told(result, tmp_path)
    assert STILL_ON in result.notes


@asynccontextmanager
async def does_not_close(_number: int, session: PaperSession) -> AsyncIterator[PaperSession]:
    yield session
    raise PlaywrightError("BrowserContext.close: Protocol error")


async def test_a_window_that_does_not_close_changes_nothing_of_the_result(tmp_path: Path) -> None:
    portals = Portals()
    result = await apply_on_paper(portals, tmp_path, opening=does_not_close)
    assert portals.enabled
    assert result.outcome is TenantOutcome.APPLIED
    assert STILL_ON not in result.notes
