"""The fault matrix: whatever goes wrong at whichever step, nothing unsafe goes live, and another run finishes the work.

The real program runs against the recordings. `--everything` runs all cells, runs the program again after each, and
prints the matrix. Otherwise a few cells are run, once each.
"""

import asyncio
from collections.abc import Callable
from pathlib import Path

import pytest

from recordings import Fault, Write
from recordings.azure.saml import login_url
from recordings.ooma.idp import thumbprint
from recordings.ooma.saml import acs_url, issuer
from runbook.results import StepResult, TenantOutcome, TenantResult
from runbook.tenant import EMAIL_CLAIM
from tests.helpers.faults import CELLS
from tests.helpers.faults.cell import STEPS, Cell
from tests.helpers.faults.matrix import PROPERTY
from tests.helpers.plays import Bot, Silent, Stage, assert_failed, played, values

pytestmark = pytest.mark.timeout(900)

# The longest wait for one thing, in seconds: short, because a portal that never answers makes a run wait for all of it.
SHORT = 8.0
# The same where everything has to succeed in the end.
PATIENT = 30.0
# A run ends, whatever happens and however busy the machine is: in seconds.
LONGEST = 300.0
# Together they visit every kind of fault and every step that has requests.
QUICK = {
    "http 500, azure.card1.save, 7",
    "http 503, ooma.idp.enable, 3",
    "never answers, azure.shell, 1",
    "never answers, ooma.idp.endpoints, 6",
    "says it saved and did not, ooma.idp.save, 9",
    "saved and says it failed, ooma.idp.save, 5",
    "session gone, azure.blade.read, 10",
    "cover, every page and panel, 10",
    "second administrator, SSO URL, 9",
    "wrong account, masquerading, verify",
    "bad download, another tenant's, 8",
}  # fmt: skip


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "cell" in metafunc.fixturenames:
        every = metafunc.config.getoption("everything")
        metafunc.parametrize("cell", [cell for cell in CELLS if every or str(cell) in QUICK], ids=str)


def test_the_chosen_cells_visit_every_fault_and_every_step() -> None:
    assert {str(cell) for cell in CELLS} >= QUICK
    assert len({str(cell) for cell in CELLS}) == len(CELLS)
    chosen = [cell for cell in CELLS if str(cell) in QUICK]
    assert {cell.fault for cell in chosen} == {cell.fault for cell in CELLS}
    # After steps 2 and 4 only a second administrator can change something: nothing is asked of a portal.
    assert {cell.step for cell in chosen} == {cell.step for cell in CELLS} - {"2", "4"}
    assert {cell.step for cell in CELLS} == set(STEPS)


class Moment(Silent):
    """Lets the fault come when its step begins, or has ended."""

    def __init__(self, cell: Cell, stage: Stage, watch: "Watch") -> None:
        super().__init__()
        self.came = False
        self._cell = cell
        self._stage = stage
        self._watch = watch
        self._watch.excuse()
        self.at(0, "began")

    def at(self, step: int, event: str) -> None:
        if (step, event) == self._cell.at and not self.came:
            self.came = True
            self._cell.act(self._stage)
            self._watch.excuse()

    def began(self, tenant: str, step: StepResult) -> None:
        super().began(tenant, step)
        self.at(step.step, "began")

    def ended(self, tenant: str, step: StepResult) -> None:
        super().ended(tenant, step)
        self.at(step.step, "ended")


class Watch:
    """Looks at Ooma after every write: is it on with another certificate than Azure's active one?"""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self.wrong: list[str] = []
        self.right: set[str] = set()
        # What somebody else had switched on, with whatever certificate, is not the bot's doing.
        self.excused: set[str] = set()
        stage.world.after_write = self._look

    def excuse(self) -> None:
        """What is on now was switched on by somebody else."""
        idp = self._stage.customer.account.idp
        if idp is not None and idp.enabled:
            self.excused.add(thumbprint(idp.certificate))

    def forgive_earlier(self) -> None:
        """Forget the certificates that were Azure's active one when they went live, and are it no longer."""
        account, active = self._stage.customer.account, self._stage.application.active_certificate
        now = active.thumbprint if active is not None else ""
        account.enabled_with = [one for one in account.enabled_with if one == now or one not in self.right]

    async def _look(self, write: Write) -> None:
        idp = self._stage.customer.account.idp
        if idp is None or not idp.enabled:
            return
        held, active = thumbprint(idp.certificate), self._stage.application.active_certificate
        if active is not None and held == active.thumbprint:
            self.right.add(held)
        elif held not in self.excused or write.detail.get("enabled") is True:
            self.wrong.append(f"{write.operation}: on with {idp.certificate_name}")


def assert_works(stage: Stage) -> None:
    """Whoever is told that it works can sign on; what others added may be there as well."""
    assert stage.idp.enabled
    assert stage.idp.sso_url == login_url(stage.world, stage.customer.directory)
    assert stage.idp.email_claim == EMAIL_CLAIM
    assert thumbprint(stage.idp.certificate) == stage.active
    assert issuer(stage.world, stage.customer.account) in values(stage.application.identifiers)
    assert acs_url(stage.world, stage.customer.account) in values(stage.application.reply_urls)
    assert stage.sign_on() == stage.customer.azure_user.mail


def is_finished(stage: Stage) -> bool:
    """Whether nothing is left to do, and nothing is there that should not be."""
    try:
        stage.assert_finished()
    except AssertionError:
        return False
    return True


def has_hit(fault: Fault) -> bool:
    """Whether a fault has hit a request: the number of times that are left has changed."""
    return fault.times not in (1, -1)


def told(result: TenantResult) -> tuple[str, str]:
    """How a run ended, and what a person reads of it."""
    problem = result.error
    if problem is None:
        return result.outcome.value, ""
    return problem.code, f"step {problem.step}: {problem.message} | {problem.hint} {result.notes or ''}"


@pytest.mark.long
async def test_a_fault_does_no_harm(
    bot: Bot, tmp_path: Path, cell: Cell, everything: bool, record_property: Callable[[str, object], None]
) -> None:
    bot.has_sessions = "sign_in" not in cell.where
    async with played(cell.options, tmp_path) as stage:
        cell.put(stage)
        watch = Watch(stage)
        moment = Moment(cell, stage, watch)
        async with asyncio.timeout(LONGEST):
            timeout = SHORT if cell.codes else PATIENT
            first = await bot.run(stage, reporter=moment, timeout=timeout, replace=cell.replace)
        record_property(PROPERTY, [cell.fault, cell.where, cell.step, *told(first)])
        assert moment.came
        assert [fault for fault in stage.world.faults.pending if not has_hit(fault)] == []
        assert watch.wrong == []
        stage.assert_others_untouched()
        if first.error is None:
            assert cell.may_succeed, "the fault went unnoticed"
            assert first.outcome in (TenantOutcome.APPLIED, TenantOutcome.UNCHANGED)
            assert_works(stage)
        else:
            assert_failed(first, *cell.codes)
        if not everything:
            return

        cell.mend(stage)
        watch.forgive_earlier()
        if first.error is None and is_finished(stage):
            return  # another test shows that what is finished stays as it is
        bot.has_sessions = True
        second = await bot.run(stage, replace=cell.replace)
        assert second.error is None, second.error
        assert second.outcome in (TenantOutcome.APPLIED, TenantOutcome.UNCHANGED)
        assert watch.wrong == []
        watch.forgive_earlier()
        stage.assert_finished()
