"""One command over some tenants: the browser, a session for each tenant, the evidence, the result."""

import asyncio
import getpass
import platform
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from functools import partial
from importlib import metadata

import structlog
from playwright.async_api import APIRequestContext, Browser, async_playwright
from playwright.async_api import Error as PlaywrightError
from securesystemslib.signer import CryptoSigner

from pages.driver import prepare
from runbook import __version__
from runbook.brake import Brake
from runbook.browser.launch import launch_options
from runbook.browser.one_browser import OneBrowser
from runbook.certificates.patience import GLANCE, Patience
from runbook.engine import STILL_ON, Engine, Reporter
from runbook.errors import BrowserGone, EvidenceLost, RunbookError, unexpected
from runbook.evidence.entries import INTERRUPTED
from runbook.evidence.folder import REPORT, assert_room
from runbook.evidence.recorder import Evidence
from runbook.evidence.redaction import Redactor
from runbook.evidence.seal import SEAL, seal_run
from runbook.evidence.signer import load_signer
from runbook.guide import fresh_result
from runbook.options import Command, Options
from runbook.report import write_report
from runbook.report.index import INDEX, write_index
from runbook.results import Problem, TenantOutcome, TenantResult
from runbook.session import open_session
from runbook.sign_ins.accounts import SignIns
from runbook.sign_ins.codes import CodeBook, UsedCodes
from runbook.state import Wanted
from runbook.tenant import Tenant

# The options that the journal tells.
_TOLD = ("replace", "sign_on", "timeout", "metadata_wait")

Remarks = Callable[[TenantResult], list[str]]

MISSING = "missing in the evidence: "
_REACHED = {
    TenantOutcome.APPLIED: "SSO is on and was verified",
    TenantOutcome.UNCHANGED: "SSO is on and as it should be, and nothing was written to the portals",
    TenantOutcome.PENDING: "the run read both portals and wrote nothing to them",
    TenantOutcome.DRIFTED: "the run read both portals and wrote nothing to them",
    TenantOutcome.FAILED: "the run did not begin",
}


@dataclass(frozen=True)
class Runner:
    """What the runs of all tenants share.

    Attributes:
        options: what is to be done, and how.
        reporter: is told how it gets on.
        remarks: what is to be added to a result before it is written down.
        browser: gives a browser that runs.
        requests: for public documents; without cookies.
        codes: gives one-time codes.
        signer: seals the run folders.
        sign_ins: what tenants of the same accounts share.
        brake: stops the runs.
    """

    options: Options
    reporter: Reporter
    remarks: Remarks
    browser: Callable[[], Awaitable[Browser]]
    requests: APIRequestContext
    codes: CodeBook
    signer: CryptoSigner = field(default_factory=load_signer)
    sign_ins: SignIns = field(default_factory=SignIns)
    brake: Brake = field(default_factory=Brake)

    async def run(self, tenant: Tenant) -> TenantResult:
        """Run the command on one tenant, and leave the evidence, however it ends."""
        result = fresh_result(tenant.name)
        try:
            browser = await self.browser()
            await asyncio.to_thread(assert_room, self.options.runs)
            evidence = Evidence(self.options.runs, tenant.name, Redactor(tenant.secrets))
        except RunbookError as error:
            result.error = Problem(code=error.code, message=error.message, hint=tenant.advice(error.hint))
            return result
        result.evidence = evidence.folder
        ended: TenantResult | None = None
        try:
            if evidence.journal.write("run began", **self._beginning(tenant, browser)):
                await self._try(tenant, evidence, result)
            result.notes += self.remarks(result)
            ended = complete(result, evidence)
        except asyncio.CancelledError:
            step = result.failed_step
            where = f"in step {step.step}, {step.title}" if step is not None else "before the first step"
            self.reporter.note(tenant.name, f"stopped {where}; what was done until then is in {evidence.folder}")
            if result.switched_on:
                self.reporter.note(tenant.name, STILL_ON)
                evidence.journal.write("left on", why=STILL_ON)
            raise
        except Exception as error:  # noqa: BLE001 - a result, and what it says of the switch, is never lost
            self._fail(tenant, evidence, result, error)
            ended = complete(result, evidence)
        finally:
            told = ended.as_json() if ended is not None else {"outcome": INTERRUPTED}
            evidence.journal.write("run ended", **{**told, "evidence": evidence.folder.name})
            evidence.journal.close()
            await self._close(evidence, tenant, result if ended is not None else None)
        return complete(result, evidence)

    @staticmethod
    def _fail(tenant: Tenant, evidence: Evidence, result: TenantResult, error: Exception) -> None:
        """Let a result tell of something that nobody expected."""
        said = evidence.redactor.clean(unexpected(error).message)
        structlog.get_logger().error("run failed", tenant=tenant.name, error=said)
        step = result.failed_step.step if result.failed_step is not None else None
        result.error = Problem(code=RunbookError.code, step=step, message=said, hint=RunbookError.hint)
        result.outcome = TenantOutcome.FAILED
        if result.switched_on and STILL_ON not in result.notes:
            result.notes.append(STILL_ON)
        evidence.journal.write("failed", **result.error.as_json())

    async def _close(self, evidence: Evidence, tenant: Tenant, result: TenantResult | None) -> None:
        """Report, seal and index of a run that is over, however it ended; `result` is None if it was interrupted."""
        try:
            with evidence.writing(REPORT):
                # In a thread of its own: it takes seconds, and other tenants are in the middle of their runs.
                await asyncio.to_thread(write_report, evidence.folder, signer=self.signer.public_key.keyid)
        finally:
            with evidence.writing(SEAL):
                seal_run(
                    evidence.folder,
                    self.signer,
                    evidence.journal.digests,
                    tenant=tenant.name,
                    command=self.options.command.value,
                    outcome=complete(result, evidence).outcome.value if result is not None else INTERRUPTED,
                    missing=evidence.missing.told(),
                )
            with evidence.writing(str(self.options.runs / INDEX)):  # not in the run folder
                await asyncio.to_thread(write_index, self.options.runs)
        for one in evidence.missing.told():
            self.reporter.note(tenant.name, f"{MISSING}{one}")

    async def _try(self, tenant: Tenant, evidence: Evidence, result: TenantResult) -> None:
        """Run it; if the browser crashes, once more, with what was done taken as done."""
        try:
            await self._attempt(tenant, evidence, result)
        except BrowserGone as error:
            evidence.journal.write("browser gone", why=error.message)
            self.reporter.note(tenant.name, f"{error.message}; starting it again")
            try:
                await self._attempt(tenant, evidence, result)
            except BrowserGone as again:
                step = result.failed_step.step if result.failed_step is not None else None
                result.error = Problem(
                    code=again.code, step=step, message=again.message, hint=tenant.advice(again.hint)
                )
                result.outcome = TenantOutcome.FAILED
                if result.switched_on:
                    result.notes.append(STILL_ON)
                evidence.journal.write("failed", **result.error.as_json())

    async def _attempt(self, tenant: Tenant, evidence: Evidence, result: TenantResult) -> None:
        browser = await self.browser()
        has_ended = False
        try:
            async with open_session(
                browser,
                self.requests,
                tenant,
                evidence,
                codes=self.codes,
                sign_ins=self.sign_ins,
                patience=self._patience(tenant),
                timeout=self.options.timeout,
            ) as session:
                wanted = Wanted(tenant.email_claim, self.options.replace)
                engine = Engine(session, wanted, self.reporter, result, self.brake)
                await engine.run(self.options.command, sign_on=self.options.sign_on)
                has_ended = True
        except PlaywrightError as error:
            # Not in the run itself, so while its two windows were opened or closed.
            if has_ended:
                evidence.journal.write("not closed", why=error.message)
                return
            if browser.is_connected():
                raise
            raise BrowserGone(f"the browser crashed: {error.message.splitlines()[0]}") from None

    def _patience(self, tenant: Tenant) -> Patience:
        limit = self.options.metadata_wait
        if self.options.command is not Command.APPLY:
            limit = min(limit, GLANCE)
        return Patience(limit, self.brake, partial(self.reporter.note, tenant.name))

    def _beginning(self, tenant: Tenant, browser: Browser) -> dict[str, object]:
        """Who does what, where and with what; no secret."""
        return {
            "command": self.options.command.value,
            "version": __version__,
            "host": platform.node(),
            "operator": _operator(),
            "system": platform.platform(),
            "python": platform.python_version(),
            "playwright": metadata.version("playwright"),
            "browser": browser.version,
            "tenant": tenant.name,
            "settings": {
                name: value
                for name, value in tenant.model_dump(mode="json").items()
                if not name.endswith(("_password", "_totp_secret"))
            },
            "options": {name: getattr(self.options, name) for name in _TOLD},
        }


def complete(result: TenantResult, evidence: Evidence) -> TenantResult:
    """A result as it is told: a run whose evidence is not complete has failed, whatever it did on the portals."""
    missing = evidence.missing.told()
    if not missing:
        return result
    error = result.error or Problem(
        code=EvidenceLost.code,
        message=f"{_REACHED[result.outcome]}, but its evidence is not complete. Missing in {evidence.folder}:"
        f" {'; '.join(missing)}",
        hint=EvidenceLost.hint,
    )
    outcome = TenantOutcome.SKIPPED if result.outcome is TenantOutcome.SKIPPED else TenantOutcome.FAILED
    notes = [*result.notes, *(f"{MISSING}{one}" for one in missing)]
    return result.model_copy(update={"outcome": outcome, "error": error, "notes": notes})


def no_remarks(_result: TenantResult) -> list[str]:
    """Nothing is to be added to a result."""
    return []


@asynccontextmanager
async def crew(
    options: Options, reporter: Reporter, used_codes: UsedCodes, *, remarks: Remarks = no_remarks
) -> AsyncIterator[Runner]:
    """One browser, and what else is needed to run a command on any number of tenants.

    Args:
        options: what is to be done, and how.
        reporter: is told how it gets on.
        used_codes: remembers which one-time codes were used.
        remarks: what is to be added to a result before it is written down.

    Raises:
        BrowserNotFound: there is no browser, or it doesn't start; nothing was touched.
        NoRoom: the run folders can't be written, or there is no room for one; nothing was touched.
    """
    assert_room(options.runs, in_advance=True)
    launching = launch_options(options.browser, headed=options.headed)
    codes = CodeBook(used_codes, lambda text: reporter.note("", text))
    async with async_playwright() as playwright, AsyncExitStack() as stack:
        await prepare(playwright)
        requests = await playwright.request.new_context()
        stack.push_async_callback(requests.dispose)
        chromium = OneBrowser(playwright, launching)
        stack.push_async_callback(chromium.close)
        # Now, so that nothing is touched where it doesn't start.
        await chromium.get()
        yield Runner(options, reporter, remarks, chromium.get, requests, codes)


def _operator() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "unknown"  # a container without a user database
