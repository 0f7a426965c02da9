"""The one loop for all commands: observe, plan, refuse, act, read back; then verify from fresh pages.

``plan``, ``apply`` and ``verify`` differ only in where the loop stops. There is no resume: looking again is.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from time import monotonic
from typing import Protocol

from playwright.async_api import Error as PlaywrightError

from pages.azure import AZURE
from pages.errors import Failure, PortalError, SessionGone
from runbook.brake import Brake
from runbook.errors import BrowserGone, NotVerified, SignInRefused, Superseded, unexpected
from runbook.evidence.clock import utc_now
from runbook.findings import findings, proven_by_sign_on
from runbook.guide import GUIDE, Step, plan
from runbook.options import Command
from runbook.planning import Need, Proof, proof
from runbook.readback import glance
from runbook.results import Certificate, Problem, StepOutcome, StepResult, TenantOutcome, TenantResult, Verdict
from runbook.session import Session
from runbook.sign_ins.accounts import REFUSALS
from runbook.state import Seen, Wanted

UPLOADED: dict[Proof | None, str] = {
    Proof.STORED: "Ooma shows nothing that only the certificate itself can give; it is known to hold Azure's active one"
    " because this run uploaded it and saw it stored",
    Proof.UPLOADED: "Ooma shows the same whichever certificate it has; it is taken to hold Azure's active one because"
    " this run uploaded it and Ooma reported no error. 'runbook verify --sign-on' proves it",
}
STILL_ON = (
    "SSO was switched on by this run, could not be verified, and could not be switched off again:"
    " look at Ooma's 'IdP and SSO' tab now, and switch 'Enable' off if people can't sign in"
)


class Reporter(Protocol):
    """Is told how a tenant gets on."""

    def began(self, tenant: str, step: StepResult) -> None:
        """A step began."""

    def ended(self, tenant: str, step: StepResult) -> None:
        """A step has its outcome."""

    def note(self, tenant: str, text: str) -> None:
        """Something worth a line happened."""


class Engine:
    """Runs one command on one tenant."""

    def __init__(
        self, session: Session, wanted: Wanted, reporter: Reporter, result: TenantResult, brake: Brake
    ) -> None:
        self._session = session
        self._wanted = wanted
        self._reporter = reporter
        self._brake = brake
        self._journal = session.evidence.journal
        # A run that goes on after the browser crashed keeps what was done.
        self.result = result
        session.switched_on, session.uploaded = result.switched_on, result.uploaded

    async def run(self, command: Command, *, sign_on: bool = False) -> None:
        """Run the command; a failure on a portal becomes part of the result.

        Args:
            command: how far to go.
            sign_on: whether `verify` also runs card 5's test.

        Raises:
            BrowserGone: the browser crashed.
        """
        try:
            await self._run(command, sign_on=sign_on)
        except Failure as error:
            self._assert_browser(error.message)
            await self._failed(error)
        except PlaywrightError as error:
            self._assert_browser(error.message)
            await self._failed(BrowserGone(f"the browser failed: {error.message.splitlines()[0]}"))
        finally:
            self.result.switched_on, self.result.uploaded = self._session.switched_on, self._session.uploaded
            self.result.wrote = self.result.wrote or self._session.has_written
            self.result.ooma_account = self._session.account or self.result.ooma_account

    async def _run(self, command: Command, *, sign_on: bool) -> None:
        try:
            try:
                await self._go(command)
            except Superseded as error:
                # Once: Azure may go on showing its old certificate for a while after it has made a new one.
                self._reporter.note(self.result.name, "Azure's active certificate has changed; repeating steps 8 and 9")
                self._journal.write("certificate changed", why=error.message)
                await self._go(command)
            except (PortalError, PlaywrightError) as error:
                if not await self._has_lost_its_sign_in(error):
                    raise
                # Once: sign in again, look again, and go on with what is still needed.
                self._reporter.note(self.result.name, f"{error.message.splitlines()[0]}; signing in again")
                self._journal.write("session gone", why=error.message)
                self._session.dialog = None
                await self._go(command)
        except Exception as error:
            # Whatever it was, and it is raised again: a switch that nothing proves is worse.
            if not self._session.is_lost:
                await self._switch_off_again(str(error))
            if isinstance(error, Failure | PlaywrightError):
                raise
            raise unexpected(error) from error
        if sign_on:
            await self._try_sign_on()

    async def _has_lost_its_sign_in(self, error: PortalError | PlaywrightError) -> bool:
        """Whether a portal had signed out: what is looked for then isn't found, or is not the right one."""
        if isinstance(error, SessionGone):
            return True
        if isinstance(error, REFUSALS) or self._session.is_lost:
            return False
        try:
            return await self._session.has_signed_out()
        except PlaywrightError:
            return False

    async def _go(self, command: Command) -> None:
        """Observe, and as much of plan, act and verify as the command asks for."""
        seen = await self._look()
        if command is Command.APPLY:
            seen = await self._apply(seen)
        else:
            seen = replace(seen, azure=await glance(self._session, seen.azure))
            self._judge(command, seen)
        self._tell(seen)

    def _assert_browser(self, message: str) -> None:
        if self._session.is_lost:
            raise BrowserGone(f"the browser crashed: {message.splitlines()[0]}") from None

    async def _try_sign_on(self) -> None:
        """Card 5's test; what comes back is one more finding."""
        finding = await self._session.try_sign_on()
        self._journal.write("sign-on tried", **finding.as_json())
        self.result.findings.append(finding)
        if finding.verdict is Verdict.WRONG:
            self.result.outcome = TenantOutcome.DRIFTED
        else:
            self.result.findings = proven_by_sign_on(self.result.findings)

    async def _look(self) -> Seen:
        """Step 1 and 2: open both portals and read them."""
        async with self._step(GUIDE[0]):
            looking = self._session.observe()
            # What this run switched on is verified first, even if the run is to stop.
            seen = await (looking if self._session.switched_on else self._brake.unless_pulled(looking))
        self._journal.write("observed", seen=seen.as_json())
        return seen

    def _judge(self, command: Command, seen: Seen) -> None:
        """For `plan` and `verify`: say of each step whether it is needed."""
        # To verify is to tell what is there, also where `apply` would have to be told to replace it.
        wanted = replace(self._wanted, replace=True) if command is Command.VERIFY else self._wanted
        needs = plan(seen, wanted)
        for step in GUIDE:
            need = needs[step.number]
            if step.number == 1 and not need.needed:
                continue
            satisfied = StepOutcome.DONE if step.only_reads else StepOutcome.NOT_NEEDED
            self._settle(step, need, StepOutcome.PENDING if need.needed else satisfied)
        wrong = command is Command.VERIFY and any(
            one.verdict is Verdict.WRONG for one in findings(seen, self._wanted, utc_now())
        )
        if not wrong and not any(need.needed for need in needs.values()):
            self.result.outcome = TenantOutcome.UNCHANGED
        elif command is Command.VERIFY and seen.ooma is not None and seen.ooma.enabled:
            self.result.outcome = TenantOutcome.DRIFTED
        else:
            self.result.outcome = TenantOutcome.PENDING

    async def _apply(self, seen: Seen) -> Seen:
        """Carry out the steps that are needed, and prove the result."""
        seen = await self._steps(seen)
        # Also what was pressed before the browser crashed, though no step was done by it then.
        if not (self.result.wrote or self._session.has_written):
            self.result.outcome = TenantOutcome.UNCHANGED
            return seen
        seen = await self._verify()
        self._session.switched_on = False  # it is proven
        self.result.outcome = TenantOutcome.APPLIED
        return seen

    async def _steps(self, seen: Seen) -> Seen:
        """The ten steps in order, with a fresh plan before each."""
        for step in GUIDE:
            need = plan(seen, self._wanted)[step.number]
            done = self._result(step.number).outcome is StepOutcome.DONE
            if not need.needed and (done or step.number == 1):
                continue
            if not need.needed and not step.only_reads:
                self._settle(step, need, StepOutcome.NOT_NEEDED)
                continue
            seen = await self._act(step, need, seen)
        return seen

    async def _act(self, step: Step, need: Need, seen: Seen) -> Seen:
        self._brake.check(f"step {step.number}, {step.title}")
        self._journal.write(
            "step planned",
            step=step.number,
            why=need.why,
            changes=[one.as_json() for one in need.changes],
        )
        if not step.only_reads:
            self._session.evidence.assert_complete(f"step {step.number}, {step.title}")
        async with self._step(step, need):
            return await step.act(self._session, seen, self._wanted)

    async def _verify(self) -> Seen:
        """Load both pages afresh, observe and plan again: nothing may be left to do."""
        self._session.evidence.phase = "verify"
        seen, left = await self._left()
        if left:
            # Before a good customer's SSO is switched off again: a card that came late can have looked empty.
            seen, left = await self._left()
        if left:
            number, need = next(iter(left.items()))
            raise NotVerified(
                f"read again from fresh pages, step {number} is still needed: {need.why}",
                portal=GUIDE[number - 1].portal,
            )
        self._reporter.note(self.result.name, "verified: read again from fresh pages, all ten steps hold")
        return seen

    async def _left(self) -> tuple[Seen, dict[int, Need]]:
        seen = await self._session.observe()
        left = {number: need for number, need in plan(seen, self._wanted).items() if need.needed}
        self._journal.write("verified", seen=seen.as_json(), left=sorted(left))
        return seen, left

    async def _switch_off_again(self, why: str) -> None:
        """What this run switched on and can't prove is switched off again, so that nobody is locked out."""
        if not self._session.switched_on:
            return
        idp = self._session.idp
        self._session.evidence.phase = "verify"
        try:
            await idp.reload()
            pins = await idp.prove()
            if not await idp.enable.is_on():
                self._session.switched_on = False
                return
            with self._session.evidence.unrecorded():
                await idp.enable.turn(pins, on=False)
            await idp.reload()
            off = not await idp.enable.is_on()
        except Exception as error:  # noqa: BLE001 - it must not hide what went wrong before, and is told in the result
            self._journal.write("not switched off", why=str(error))
            off = False
        if off:
            self._session.switched_on = False
            self._journal.write("switched off again", why=why)
            note = "SSO was switched on by this run and is switched off again, since it could not be verified"
        else:
            note = STILL_ON
        self.result.notes.append(note)

    @asynccontextmanager
    async def _step(self, step: Step, need: Need | None = None) -> AsyncIterator[None]:
        result = self._result(step.number)
        if need is not None:
            result.why, result.changes = need.why, need.changes
        self._session.evidence.phase = f"{step.number:02}"
        self._reporter.began(self.result.name, result)
        self._journal.write("step began", step=step.number, title=step.title)
        began = monotonic()
        result.outcome = StepOutcome.FAILED
        try:
            yield
            result.outcome = StepOutcome.DONE
        finally:
            result.seconds += monotonic() - began
            self._journal.write(
                "step ended", step=step.number, outcome=result.outcome.value, seconds=round(result.seconds, 3)
            )
            self._reporter.ended(self.result.name, result)

    def _settle(self, step: Step, need: Need, outcome: StepOutcome) -> None:
        result = self._result(step.number)
        result.outcome, result.why, result.changes = outcome, need.why, need.changes
        self._journal.write(
            "step judged",
            step=result.step,
            outcome=outcome.value,
            why=need.why,
            changes=[one.as_json() for one in need.changes],
        )
        self._reporter.ended(self.result.name, result)

    @property
    def _portal(self) -> str:
        """The portal on which the failed step works; what a step itself finds wrong is to be seen there."""
        failed = self.result.failed_step
        return GUIDE[failed.step - 1].portal if failed is not None else AZURE

    def _result(self, number: int) -> StepResult:
        return self.result.steps[number - 1]

    def _tell(self, seen: Seen) -> None:
        self.result.findings = findings(seen, self._wanted, utc_now())
        self._journal.write("findings", findings=[one.as_json() for one in self.result.findings])
        sso = self.result.sso
        sso.login_url = seen.azure.login_url or None
        active = seen.azure.certificate
        if active is not None:
            sso.certificate = Certificate(sha256=active.sha256, not_after=active.not_after)
        if seen.ooma is not None:
            sso.acs_url, sso.issuer, sso.enabled = seen.ooma.acs_url, seen.ooma.issuer, seen.ooma.enabled
        else:
            sso.enabled = False
        for note in (self._session.advice, UPLOADED.get(proof(seen))):
            if note and note not in self.result.notes:
                self.result.notes.append(note)

    async def _failed(self, error: Failure) -> None:
        """Keep what both portals show, and say what went wrong."""
        clean = self._session.evidence.redactor.clean
        step = self.result.failed_step.step if self.result.failed_step is not None else None
        shots: dict[str, str] = {}
        for hands in (self._session.blade.hands, self._session.idp.hands):
            shot = await self._session.evidence.show(hands, "when it failed")
            if shot is not None:
                shots[hands.screen.portal] = str(self._session.evidence.folder / str(shot["file"]))
        screenshot = shots.get(error.portal or self._portal) or next(iter(shots.values()), "")
        hint = self._session.tenant.advice(error.hint)
        problem = self.result.error = Problem(
            code=error.code,
            step=step,
            message=clean(error.message),
            hint=clean(hint),
            on_screen=clean(error.on_screen),
            screenshot=screenshot,
        )
        self.result.outcome = TenantOutcome.FAILED
        if isinstance(error, SignInRefused) and not self._session.has_written:
            # It was refused for another tenant; this one was not tried at all.
            self.result.outcome = TenantOutcome.SKIPPED
            self._result(1).outcome = StepOutcome.NOT_REACHED
        self._journal.write("failed", **problem.as_json())
