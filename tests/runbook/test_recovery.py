"""What happens when the ground gives way: the browser crashes, a person interrupts, the proof fails."""

import asyncio
import json
import os
import signal
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.async_api import Browser
from playwright.async_api import Error as PlaywrightError
from starlette.exceptions import HTTPException

from recordings import Options, Write
from recordings.faults import Fault, FaultKind
from runbook.browser.launch import launch_options
from runbook.browser.one_browser import OneBrowser
from runbook.evidence.verification import verify_run
from runbook.options import Command
from runbook.report.index import INDEX
from runbook.results import TenantOutcome, Verdict
from tests.helpers.journals import read_journal
from tests.helpers.ooma_stand_in import signer
from tests.helpers.plays import Bot, Silent, assert_applied, assert_failed, complete, played, start_apply

pytestmark = pytest.mark.timeout(600)

NO_CODES = Options(totp=False)
Crash = Callable[[Browser], Awaitable[None]]


@dataclass
class CrashingBot(Bot):
    """A bot with a browser of its own, which a test may crash."""

    one: OneBrowser | None = None

    async def get_browser(self) -> Browser:
        assert self.one is not None
        return await self.one.get()


@asynccontextmanager
async def own_browser(bot: Bot) -> AsyncIterator[CrashingBot]:
    one = OneBrowser(bot.playwright, launch_options(None, headed=False))
    try:
        yield CrashingBot(bot.playwright, bot.browser, bot.runs, bot.has_sessions, one)
    finally:
        await one.close()


async def crash_browser(browser: Browser) -> None:
    with suppress(PlaywrightError):
        await (await browser.new_browser_cdp_session()).send("Browser.crash")


async def crash_page(browser: Browser) -> None:
    context = browser.contexts[-1]
    with suppress(PlaywrightError):
        await (await context.new_cdp_session(context.pages[0])).send("Page.crash")


@pytest.mark.parametrize(
    ("crash", "up_to", "operation"),
    [
        pytest.param(crash_page, 7, "ooma.idp.save", marks=pytest.mark.everything),
        (crash_page, 9, "ooma.idp.enable"),
        pytest.param(crash_browser, 9, "ooma.idp.enable", marks=pytest.mark.everything),
    ],
)
@pytest.mark.long
async def test_a_browser_that_crashes_is_started_again_once(
    bot: Bot, tmp_path: Path, crash: Crash, up_to: int, operation: str
) -> None:
    crashes: list[str] = []
    reporter = Silent()
    async with played(NO_CODES, tmp_path) as stage, own_browser(bot) as mine:
        if up_to:
            complete(stage, up_to=up_to)

        async def once(write: Write) -> None:
            if write.operation == operation and not crashes:
                crashes.append(operation)
                await crash(await mine.get_browser())

        stage.world.after_write = once
        assert_applied(await mine.run(stage, reporter=reporter))
        stage.assert_finished()
    assert crashes == [operation]
    assert [note for note in reporter.notes if "starting it again" in note]


@pytest.mark.long
async def test_a_browser_that_crashes_again_is_a_failure_that_says_so(bot: Bot, tmp_path: Path) -> None:
    async with played(NO_CODES, tmp_path) as stage, own_browser(bot) as mine:
        complete(stage, up_to=7)

        async def always(write: Write) -> None:
            del write
            await crash_browser(await mine.get_browser())

        stage.world.before_write = always
        result = await mine.run(stage)
        assert_failed(result, "browser")
        assert result.evidence is not None
        assert verify_run(result.evidence).sound
        # The second crash came when SSO had just been switched on: nobody could prove it or take it back.
        assert stage.idp.enabled == result.switched_on
        assert any("could not be switched off again" in note for note in result.notes) == stage.idp.enabled
        stage.assert_never_live_with_another_certificate()


async def test_a_list_of_runs_that_can_not_be_written_is_told_and_leaves_the_folder_sound(
    bot: Bot, tmp_path: Path
) -> None:
    (bot.runs / INDEX).mkdir(parents=True)
    reporter = Silent()
    async with played(NO_CODES, tmp_path) as stage:
        complete(stage)
        result = await bot.run(stage, reporter=reporter)
    assert_failed(result, "evidence")
    assert result.error is not None
    assert result.error.step is None
    assert result.error.message.startswith("SSO is on and as it should be, and nothing was written to the portals, but")
    assert result.sso.enabled
    assert result.evidence is not None
    assert verify_run(result.evidence).sound
    assert result.notes[-1].startswith(f"missing in the evidence: {bot.runs / INDEX} (")
    assert reporter.notes[-1] == result.notes[-1]


async def test_a_journal_that_is_too_long_for_a_report_is_told(
    bot: Bot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("runbook.evidence.lines.LONGEST_LINE", 100)
    async with played(NO_CODES, tmp_path) as stage:
        complete(stage)
        result = await bot.run(stage)
    assert_failed(result, "evidence")
    (note,) = result.notes
    assert note.startswith("missing in the evidence: report.html (")
    assert "line 1 is longer than any line of a journal" in note


# 7: what this run switched on and can't prove is switched off again.


@pytest.mark.long
async def test_sso_is_switched_off_again_when_azure_can_not_be_read_any_more(bot: Bot, tmp_path: Path) -> None:
    async with played(NO_CODES, tmp_path) as stage:
        complete(stage, up_to=9)

        async def out_of_order(write: Write) -> None:
            if write.detail.get("enabled") is True:
                stage.world.faults.add(Fault("azure.*", FaultKind.HTTP_500, times=-1))

        stage.world.after_write = out_of_order
        result = await bot.run(stage, timeout=20)
        assert result.outcome is TenantOutcome.FAILED
        assert not stage.idp.enabled
        assert any("switched off again, since it could not be verified" in note for note in result.notes)
        stage.assert_never_live_with_another_certificate()


async def test_sso_that_can_not_be_switched_off_again_is_said_loudly(bot: Bot, tmp_path: Path) -> None:
    async with played(NO_CODES, tmp_path) as stage:
        complete(stage, up_to=9)

        async def all_out_of_order(write: Write) -> None:
            if write.detail.get("enabled") is True:
                stage.world.faults.add(Fault("azure.*", FaultKind.HTTP_500, times=-1))
                stage.world.faults.add(Fault("ooma.*", FaultKind.HTTP_500, times=-1))

        stage.world.after_write = all_out_of_order
        result = await bot.run(stage, timeout=20)
        assert result.outcome is TenantOutcome.FAILED
        assert stage.idp.enabled
        assert any("could not be switched off again" in note for note in result.notes)


@pytest.mark.long
async def test_sso_that_was_on_before_the_run_is_not_switched_off_by_a_failure(bot: Bot, tmp_path: Path) -> None:
    async with played(NO_CODES, tmp_path) as stage:
        complete(stage)
        stage.application.reply_urls.clear()
        stage.world.faults.add(Fault("azure.card1.save", FaultKind.HTTP_500, times=-1))
        result = await bot.run(stage, timeout=10)
        assert result.outcome is TenantOutcome.FAILED
        assert stage.idp.enabled


# verify: each finding is a line with what is, what should be, and what mends it.


async def test_verify_tells_all_that_differs_and_writes_nothing(bot: Bot, tmp_path: Path) -> None:
    async with played(NO_CODES, tmp_path) as stage:
        complete(stage)
        stage.application.reply_urls.clear()
        stage.idp.email_claim = "mail"
        result = await bot.run(stage, command=Command.VERIFY)
        assert result.outcome is TenantOutcome.DRIFTED
        wrong = {one.what: one for one in result.findings if one.verdict is Verdict.WRONG}
        assert set(wrong) == {"Azure, Reply URL", "Ooma, Email Claim"}
        assert wrong["Ooma, Email Claim"].found == "mail"
        assert wrong["Azure, Reply URL"].expected.endswith("/acs")
        stage.assert_nothing_written()


async def test_verify_tells_another_identity_provider_instead_of_failing(bot: Bot, tmp_path: Path) -> None:
    async with played(NO_CODES, tmp_path) as stage:
        complete(stage)
        stage.idp.sso_url = "https://idp.example/sso"
        result = await bot.run(stage, command=Command.VERIFY)
        assert result.outcome is TenantOutcome.DRIFTED
        assert any("--replace" in one.mend for one in result.findings)
        stage.assert_nothing_written()


@pytest.mark.parametrize(("wording", "blade"), [("today", "frame"), ("guide", "document")])
async def test_the_sign_on_test_says_what_came_back(bot: Bot, tmp_path: Path, wording: str, blade: str) -> None:
    options = Options(totp=False, wording=wording, blade=blade)  # type: ignore[arg-type]
    async with played(options, tmp_path) as stage:
        complete(stage)
        accepted = await bot.run(stage, command=Command.VERIFY, sign_on=True)
        assert accepted.outcome is TenantOutcome.UNCHANGED, accepted
        last = accepted.findings[-1]
        assert last.verdict is Verdict.OK
        assert stage.customer.azure_user.mail in last.found
        stage.assert_nothing_written()


async def test_a_sign_on_that_is_refused_is_drift_with_the_reason(bot: Bot, tmp_path: Path) -> None:
    async with played(NO_CODES, tmp_path) as stage:
        complete(stage)
        stage.customer.azure_user.assigned = False
        result = await bot.run(stage, command=Command.VERIFY, sign_on=True)
        assert result.outcome is TenantOutcome.DRIFTED
        assert "AADSTS50105" in result.findings[-1].found
        assert "Users and groups" in result.findings[-1].mend
        stage.customer.azure_user.assigned = True
        # The file's name promises the active certificate, and the content is another's: only this test shows it.
        stage.idp.certificate = signer("somebody else")[1]
        result = await bot.run(stage, command=Command.VERIFY, sign_on=True)
        assert result.outcome is TenantOutcome.DRIFTED
        assert [one.what for one in result.findings if one.verdict is Verdict.WRONG] == [result.findings[-1].what]
        assert "refused" in result.findings[-1].found
        stage.assert_nothing_written()


# Ctrl-C


def ctrl_c(process: asyncio.subprocess.Process) -> None:
    """As a terminal does: the signal goes to the program and to every process that it started."""
    os.killpg(process.pid, signal.SIGINT)


@pytest.mark.skipif(sys.platform == "win32", reason="no signals to processes there")
@pytest.mark.long
async def test_ctrl_c_finishes_what_is_being_written_and_stops(tmp_path: Path, everything: bool) -> None:
    async with played(NO_CODES, tmp_path) as stage:
        process = await start_apply(stage, tmp_path)

        async def interrupt(write: Write) -> None:
            del write
            stage.world.before_write = None
            ctrl_c(process)
            await asyncio.sleep(0.5)

        stage.world.before_write = interrupt
        said, log = await process.communicate()
        assert process.returncode == 130
        assert "Ctrl-C once more stops at once" in log.decode()
        (tenant,) = json.loads(said)["tenants"]
        assert tenant["error"]["code"] == "interrupted"
        assert [step["outcome"] for step in tenant["steps"][4:7]] == ["done", "not reached", "not reached"]
        assert stage.idp.sso_url
        assert len(stage.world.writes) == 1
        if not everything:
            return
        again = await start_apply(stage, tmp_path)
        said, log = await again.communicate()
        assert json.loads(said)["outcome"] == "applied", log.decode()
        stage.assert_finished()


@pytest.mark.skipif(sys.platform == "win32", reason="no signals to processes there")
async def test_ctrl_c_twice_stops_at_once_closes_the_journal_and_says_where(tmp_path: Path) -> None:
    async with played(NO_CODES, tmp_path) as stage:
        process = await start_apply(stage, tmp_path)

        async def interrupt(write: Write) -> None:
            del write
            ctrl_c(process)
            await asyncio.sleep(1)  # signals that come together are one
            ctrl_c(process)
            await process.wait()
            raise HTTPException(503)

        stage.world.before_write = interrupt
        # Somebody has to read what it says, or it would wait for that for ever.
        _, log = await process.communicate()
        stage.world.before_write = None
        assert process.returncode == 130
        assert "stopped in step 5, Fill in the Email Claim and save" in log.decode()
        (folder,) = [path for path in (tmp_path / "runs").iterdir() if path.name.endswith("-contoso")]
        journal = read_journal(folder)
        assert journal[-1]["event"] == "run ended"
        assert journal[-1]["outcome"] == "interrupted"
        assert "interrupted" in (folder / "report.html").read_text(encoding="utf-8")
        sealed = verify_run(folder)
        assert sealed.faults == ()
        assert sealed.seal is not None
        assert sealed.seal.statement.predicate.outcome == "interrupted"


# 1: a placeholder is never live, also where the other identity provider's switch only seems to go off.


async def test_another_provider_is_not_replaced_while_sso_does_not_really_go_off(bot: Bot, tmp_path: Path) -> None:
    async with played(NO_CODES, tmp_path) as stage:
        complete(stage)
        stage.idp.sso_url = "https://idp.example/sso"
        held = stage.idp
        stage.world.faults.add(Fault("ooma.idp.enable", FaultKind.LIES))
        assert_failed(await bot.run(stage, replace=True, timeout=20), "not-saved")
        assert stage.idp is held


@pytest.mark.long
async def test_a_session_that_ends_in_the_middle_is_renewed_once(bot: Bot, tmp_path: Path) -> None:
    async with played(NO_CODES, tmp_path) as stage:
        complete(stage, up_to=9)
        stage.world.faults.add(Fault("ooma.idp.enable", FaultKind.SESSION_GONE))
        assert_applied(await bot.run(stage))
        stage.assert_finished()
