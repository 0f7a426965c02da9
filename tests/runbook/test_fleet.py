"""A fleet on one machine: waves, retries, refusals, interruptions, and what the queue must not hold."""

import asyncio
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import cast

import pytest
from playwright.async_api import BrowserContext

from pages.errors import Rejected
from runbook.engine import STILL_ON
from runbook.errors import QueueLost, SignInRefused
from runbook.fleet import attempts, command, worker
from runbook.fleet.order import order_for
from runbook.fleet.queue import Queue
from runbook.fleet.shared import OneMachine
from runbook.fleet.worker import Job, not_begun
from runbook.options import Command, Options
from runbook.results import TenantOutcome, TenantResult
from runbook.sign_ins.accounts import Account, azure_account
from tests.helpers.contexts import Context
from tests.helpers.fleets import AZURE_PASSWORD, OOMA_PASSWORD, Bench, applied, failed, inventory_text, outcomes, rest


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    return Bench(tmp_path, inventory_text(8))


@pytest.fixture(autouse=True)
def hurry(monkeypatch: pytest.MonkeyPatch) -> None:
    rest(monkeypatch, 0.05)


async def test_all_tenants_are_run_once_and_no_more_at_a_time_than_allowed(bench: Bench) -> None:
    bench.stand.seconds = 0.3
    result = await bench.run(jobs=2)
    names = list(bench.load().names)
    assert outcomes(result) == dict.fromkeys(names, "applied")
    assert [one.name for one in result.tenants] == names
    assert sorted(bench.stand.begun) == names
    assert bench.stand.begun[0] == names[0]
    assert bench.stand.most == 2
    assert result.exit_code == 0
    assert {row.name for standing in bench.view.shown for row in standing.running} <= set(names)


async def test_hints_of_a_fleets_tenants_name_the_key_with_its_line(bench: Bench) -> None:
    hints = {}

    async def act(job: Job) -> TenantResult:
        hints[job.tenant.name] = job.tenant.advice("{ooma_account}")
        return applied(job)

    bench.stand.act = act
    await bench.run(["tenant-001"])
    line = bench.text.splitlines().index('ooma_account = "Customer 001"') + 1
    assert hints == {"tenant-001": f"ooma_account ({bench.folder / 'msp.toml'}:{line})"}


async def test_a_queue_that_is_lost_while_it_does_not_answer_ends_the_command(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A question to a database that is gone waits for it to come back, however long that takes."""
    asked = asyncio.Event()

    async def never(queue: Queue) -> None:
        del queue
        asked.set()
        await asyncio.Event().wait()

    async def begun(job: Job) -> TenantResult:
        # Not before the command has begun: to open the queue tidies it, too.
        monkeypatch.setattr(Queue, "tidy", never)
        await asyncio.Event().wait()
        return applied(job)

    async def check(shared: OneMachine) -> None:
        del shared
        if asked.is_set():
            raise QueueLost("the connection to the queue's database was lost")

    monkeypatch.setattr(OneMachine, "check", check)
    monkeypatch.setattr(command, "TIDY", 0.0)
    bench.stand.act = begun
    with pytest.raises(QueueLost):
        await asyncio.wait_for(bench.run(), 60)
    assert asked.is_set()


async def test_a_customer_that_another_process_works_on_is_waited_for(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In SQLite, DBOS counts the running tenants before it takes one: two processes may take one customer's."""
    order = order_for(bench.load(), ["tenant-000"], Options(command=Command.APPLY))
    customer = f"customer {order.queued('tenant-000').place}"
    other = OneMachine(bench.settings.state)
    assert await other.take(customer)
    take, tries = OneMachine.take, 0

    async def tried(shared: OneMachine, name: str, *, together: bool = False) -> bool:
        nonlocal tries
        tries += name == customer
        if tries == 3:
            assert bench.stand.begun == []
            await other.give_back(customer)
        return await take(shared, name, together=together)

    monkeypatch.setattr(OneMachine, "take", tried)
    monkeypatch.setattr(worker, "LOOK", 0.01)
    assert outcomes(await bench.run(["tenant-000"])) == {"tenant-000": "applied"}
    assert tries >= 3
    assert await other.take(customer)
    await other.close()


async def test_a_chosen_few_are_run_and_a_second_batch_is_a_new_one(bench: Bench) -> None:
    first = await bench.run(["tenant-002", "tenant-005"])
    again = await bench.run(["tenant-002"], command=Command.VERIFY)
    assert list(outcomes(first)) == ["tenant-002", "tenant-005"]
    assert (again.command, list(outcomes(again))) == ("verify", ["tenant-002"])
    assert bench.stand.begun == ["tenant-002", "tenant-005", "tenant-002"]


async def test_the_same_failure_three_times_leaves_the_rest_alone(bench: Bench) -> None:
    async def reworded(job: Job) -> TenantResult:
        return failed(job, "not-found", 7)

    bench.text = inventory_text(12)
    bench.stand.act = reworded
    result = await bench.run(jobs=1)
    assert len(bench.stand.begun) == 3
    ends = list(outcomes(result).values())
    assert ends == ["failed not-found"] * 3 + ["skipped stopped"] * 9
    problem = result.tenants[-1].error
    assert problem is not None
    assert problem.message == "'not-found' in step 7 came 3 times, so no further tenant was begun"
    assert result.exit_code == 1


async def test_what_is_in_the_queue_already_is_taken_out_when_the_batch_stops(bench: Bench) -> None:
    """The last wave is as large as it can be, and the failures come in it."""

    async def later(job: Job) -> TenantResult:
        await asyncio.sleep(0.05)
        return applied(job) if job.tenant.name < "tenant-005" else failed(job, "not-found", 3)

    bench.text = inventory_text(40)
    bench.stand.act = later
    result = await bench.run(jobs=4)
    assert 8 <= len(bench.stand.begun) <= 12
    assert list(outcomes(result).values())[-20:] == ["skipped stopped"] * 20


def refuse(account: Account) -> None:
    if account.name.startswith("auto1"):
        raise Rejected("AADSTS50126")


@pytest.mark.parametrize(("code", "begun"), [("unreachable", 3), ("browser", 3), ("metadata-lag", 4), ("not-found", 1)])
async def test_only_failures_that_can_pass_are_tried_again(bench: Bench, code: str, begun: int) -> None:
    async def fail(job: Job) -> TenantResult:
        return failed(job, code)

    bench.stand.act = fail
    result = await bench.run(["tenant-000"])
    assert len(bench.stand.begun) == begun
    assert outcomes(result) == {"tenant-000": f"failed {code}"}


async def test_what_an_earlier_attempt_left_is_told_though_a_later_one_got_nowhere(bench: Bench) -> None:
    async def fail(job: Job) -> TenantResult:
        result = failed(job, "unreachable", 10 if len(bench.stand.begun) == 1 else 1)
        result.notes = [STILL_ON] if len(bench.stand.begun) == 1 else []
        return result

    bench.stand.act = fail
    (tenant,) = (await bench.run(["tenant-000"])).tenants
    assert len(bench.stand.begun) == 3
    assert tenant.notes == [STILL_ON, "it was tried 3 times, with 0 s of pauses in total"]


@pytest.mark.parametrize("code", ["unreachable", "metadata-lag"])
async def test_a_tenant_that_is_stopped_between_two_attempts_keeps_the_result_of_the_first(
    bench: Bench, monkeypatch: pytest.MonkeyPatch, code: str
) -> None:
    rest(monkeypatch, 3600.0)

    async def fail(job: Job) -> TenantResult:
        asyncio.get_running_loop().call_later(0.2, bench.brake.pull)
        return failed(job, code)

    bench.stand.act = fail
    ends = outcomes(await bench.run())
    assert ends.pop("tenant-000") == f"failed {code}"
    assert bench.stand.begun.count("tenant-000") == 1
    assert bench.view.shown[-1].resting == ()


async def test_a_portal_that_comes_back_is_a_success(bench: Bench) -> None:
    async def once(job: Job) -> TenantResult:
        return failed(job, "unreachable") if len(bench.stand.begun) == 1 else applied(job)

    bench.stand.act = once
    assert outcomes(await bench.run(["tenant-000"])) == {"tenant-000": "applied"}
    assert len(bench.stand.begun) == 2


async def test_a_first_tenant_that_lags_holds_nobody_back_and_is_finished_in_the_end(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One at a time: it gives its place to others, in the same wave and in the next ones, and has it again later."""
    passing = attempts.PASSING["metadata-lag"]
    monkeypatch.setitem(attempts.PASSING, "metadata-lag", replace(passing, pauses=(0.05,) * 1000))
    lagging = True

    async def lag(job: Job) -> TenantResult:
        nonlocal lagging
        assert job.order.task.metadata_wait == attempts.METADATA_WAIT
        if job.tenant.name == "tenant-000" and lagging:
            return failed(job, "metadata-lag", 8)
        # All are begun in spite of it, though each attempt at it fails until they are.
        lagging = len(set(bench.stand.begun)) < 8
        return applied(job)

    bench.stand.act = lag
    result = await bench.run(jobs=1)
    assert set(outcomes(result).values()) == {"applied"}
    assert bench.stand.most == 1
    assert bench.stand.begun[:2] == ["tenant-000", "tenant-001"]
    assert bench.stand.begun.count("tenant-000") >= 2
    assert len(bench.stand.begun) - bench.stand.begun.count("tenant-000") == 7
    rested = [one for standing in bench.view.shown for one in standing.resting]
    assert {one.result.name for one in rested} == {"tenant-000"}
    assert {one.result.error.code for one in rested if one.result.error is not None} == {"metadata-lag"}


async def test_tenants_that_lag_for_good_count_only_in_the_end(bench: Bench) -> None:
    async def lag(job: Job) -> TenantResult:
        if job.tenant.name < "tenant-003":
            return failed(job, "metadata-lag", 8)
        return applied(job)

    bench.stand.act = lag
    result = await bench.run(stop_after=3)
    ends = list(outcomes(result).values())
    assert ends == ["failed metadata-lag"] * 3 + ["applied"] * 5
    assert len(bench.stand.begun) == 3 * 4 + 5
    assert result.tenants[0].notes == ["it was tried 4 times, with 0 s of pauses in total"]


async def test_a_stop_ends_the_pauses_too(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    rest(monkeypatch, 3600.0)

    async def fail(job: Job) -> TenantResult:
        return failed(job, *(("metadata-lag", 8) if job.tenant.name == "tenant-000" else ("not-found", 7)))

    bench.stand.act = fail
    ends = list(outcomes(await bench.run(jobs=1)).values())
    assert ends == ["failed metadata-lag", *["failed not-found"] * 3, *["skipped stopped"] * 4]


async def test_a_refused_sign_in_ends_its_tenants_and_no_others(bench: Bench) -> None:
    """One attempt is made in all; the tenants of the other sign-in finish."""
    attempts: list[str] = []

    async def sign_in(job: Job) -> TenantResult:
        account = azure_account(job.tenant)
        seat = job.sign_ins.seat(account)
        if seat.session is not None:
            return applied(job)
        try:
            async with seat.turn(cast("BrowserContext", Context(None))) as ours:
                if ours:
                    attempts.append(account.name)
                    await asyncio.sleep(0.1)
                    refuse(account)
        except Rejected as error:
            return failed(job, error.code)
        except SignInRefused as error:
            return not_begun(job.tenant.name, error)
        return applied(job)

    bench.text = inventory_text(12, partners=2)
    bench.stand.act = sign_in
    result = await bench.run(jobs=6)
    ends = outcomes(result)
    assert {ends[name] for name in list(ends)[::2]} == {"applied"}
    assert sorted(list(ends.values())[1::2]) == ["failed rejected-credentials", *["skipped sign-in-refused"] * 5]
    assert sorted(attempts) == ["auto0@msp.example", "auto1@msp.example"]
    assert result.exit_code == 1
    skipped = next(one for one in result.tenants if one.outcome is TenantOutcome.SKIPPED)
    assert skipped.error is not None
    assert "auto1@msp.example" in skipped.error.message
    assert "AADSTS50126" in skipped.error.message


async def test_interrupted_tenants_finish_what_they_write_and_the_rest_is_not_begun(bench: Bench) -> None:
    written: list[str] = []

    async def write(job: Job) -> TenantResult:
        if len(bench.stand.begun) == 3:
            bench.brake.pull()
        while not job.brake.pulled:
            await asyncio.sleep(0.01)
            if len(bench.stand.begun) < 3:
                return applied(job)
        await asyncio.sleep(0.3)
        written.append(job.tenant.name)
        return failed(job, "interrupted", 5)

    bench.stand.act = write
    result = await bench.run(jobs=2)
    assert result.exit_code == 130
    ends = outcomes(result)
    assert {name for name, end in ends.items() if end == "failed interrupted"} == set(written)
    assert 1 <= len(written) <= 2
    assert len(bench.stand.begun) + list(ends.values()).count("skipped interrupted") == len(ends)
    assert bench.view.shown[-1].interrupted


async def test_a_run_that_breaks_is_one_tenants_failure_and_tells_no_secret(bench: Bench) -> None:
    async def break_off(job: Job) -> TenantResult:
        if job.tenant.name == "tenant-003":
            raise ZeroDivisionError(f"typed {job.tenant.azure_password.get_secret_value()}")
        return applied(job)

    bench.stand.act = break_off
    result = await bench.run()
    ends = outcomes(result)
    assert ends.pop("tenant-003") == "failed failed"
    assert set(ends.values()) == {"applied"}
    problem = result.tenants[3].error
    assert problem is not None
    assert problem.message == "ZeroDivisionError: typed (hidden)"


async def test_the_queue_holds_no_secret(bench: Bench) -> None:
    async def tell(job: Job) -> TenantResult:
        job.reporter.note(job.tenant.name, "signing in")
        await asyncio.sleep(0.1)
        result = failed(job, "portal-said")
        result.notes = [f"{secret} \udcff \x00" for secret in job.tenant.secrets]
        return result

    bench.stand.act = tell
    result = await bench.run(["tenant-000"])
    assert result.tenants[0].notes == ["(hidden) ? \x00", "(hidden) ? \x00"]
    files = [path for path in bench.settings.state.rglob("*") if path.is_file()]
    stored = b"".join(path.read_bytes() for path in files)
    assert b"tenant-000" in stored
    for secret in (AZURE_PASSWORD, OOMA_PASSWORD):
        assert secret.encode() not in stored
    assert {path.stat().st_mode & 0o077 for path in files} == {0}


async def test_what_a_killed_command_left_is_ended_by_the_next(bench: Bench) -> None:
    await bench.run_and_kill()
    assert set(outcomes(await bench.run()).values()) == {"applied"}
    assert len(bench.stand.begun) == 8


@pytest.fixture(autouse=True)
def no_threads_left() -> Iterator[None]:
    """A queue that was closed leaves nothing behind."""
    before = set(threading.enumerate())
    yield
    left = [one.name for one in threading.enumerate() if one not in before and "queue" in one.name]
    assert left == []
