"""Which tenants of a batch are begun when: by examples, and for any course that a batch can take."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from runbook.fleet.attempts import PASSING
from runbook.fleet.conductor import WAVES, Conductor, End
from runbook.fleet.order import Marks, Order, Queued
from runbook.options import Command, Task
from runbook.results import TenantOutcome

WELL = End(TenantOutcome.APPLIED)
REWORDED = End(TenantOutcome.FAILED, "not-found", 7)


def order(count: int, *, accounts: int = 1, stop_after: int = 3, at_once: int | None = None) -> Order:
    tenants = tuple(
        Queued(name=f"t{number}", place=f"p{number}", accounts=(f"a{number % accounts}", "ooma"))
        for number in range(count)
    )
    return Order(task=Task(command=Command.APPLY, stop_after=stop_after), tenants=tenants, at_once=at_once)


def begin(conductor: Conductor, marks: Marks | None = None) -> list[str]:
    return conductor.next(marks or Marks())


def end_all(conductor: Conductor, names: list[str], end: End = WELL) -> None:
    for name in names:
        conductor.ended(name, end, Marks())


def test_one_goes_first_then_a_few_then_all() -> None:
    conductor = Conductor(order(10))
    assert begin(conductor) == ["t0"]
    assert begin(conductor) == []
    end_all(conductor, ["t0"])
    assert begin(conductor) == ["t1", "t2", "t3", "t4"]
    end_all(conductor, ["t1", "t2", "t3"])
    assert begin(conductor) == []
    end_all(conductor, ["t4"])
    assert begin(conductor) == ["t5", "t6", "t7", "t8", "t9"]


def test_no_more_are_begun_than_may_be_in_the_queue_at_once() -> None:
    conductor = Conductor(order(9, at_once=2))
    end_all(conductor, begin(conductor))
    assert begin(conductor) == ["t1", "t2"]
    end_all(conductor, ["t1"])
    assert begin(conductor) == ["t3"]
    end_all(conductor, ["t2", "t3"])
    # The wave ends before the next one begins.
    assert begin(conductor) == ["t4"]
    end_all(conductor, ["t4"])
    assert begin(conductor) == ["t5", "t6"]


def test_the_same_failure_three_times_begins_no_further_tenant() -> None:
    conductor = Conductor(order(300))
    end_all(conductor, begin(conductor), REWORDED)
    end_all(conductor, begin(conductor), REWORDED)
    assert conductor.stopped == "'not-found' in step 7 came 3 times, so no further tenant was begun"
    assert begin(conductor) == []


def test_different_failures_do_not_add_up() -> None:
    conductor = Conductor(order(20))
    end_all(conductor, begin(conductor), REWORDED)
    for name, step in zip(begin(conductor), (1, 2, 3, 4), strict=True):
        conductor.ended(name, End(TenantOutcome.FAILED, "not-found", step), Marks())
    assert not conductor.stopped
    assert len(begin(conductor)) == 15


def test_stop_after_one_ends_with_the_first_failure() -> None:
    conductor = Conductor(order(5, stop_after=1))
    end_all(conductor, begin(conductor), REWORDED)
    assert conductor.stopped == "'not-found' in step 7 came once, so no further tenant was begun"
    assert begin(conductor) == []


def test_a_refused_sign_in_ends_its_tenants_and_does_not_count_for_the_others() -> None:
    conductor = Conductor(order(8, accounts=2, stop_after=1))
    (first,) = begin(conductor)
    marks = Marks(refused={"a0": "wrong password"})
    conductor.ended(first, End(TenantOutcome.FAILED, "rejected-credentials", 1), marks)
    assert not conductor.stopped
    assert begin(conductor, marks) == ["t1", "t3", "t5", "t7"]


LAG = End(TenantOutcome.FAILED, "metadata-lag", 8)
OUTAGE = End(TenantOutcome.FAILED, "unreachable", 1)


def test_a_tenant_that_lags_holds_back_no_wave_and_no_place() -> None:
    conductor = Conductor(order(9, at_once=2))
    assert begin(conductor) == ["t0"]
    assert conductor.ended("t0", LAG, Marks()) == 60
    # The next one is the first wave instead: no further one is begun before one has come through.
    assert begin(conductor) == ["t1"]
    end_all(conductor, ["t1"])
    assert begin(conductor) == ["t2", "t3"]
    conductor.rested("t0")
    assert begin(conductor) == []
    end_all(conductor, ["t2"])
    # It comes before those that were never begun, and the next wave doesn't wait for it either.
    assert begin(conductor) == ["t0"]
    assert conductor.attempts["t0"] == 2
    end_all(conductor, ["t3"])
    assert begin(conductor) == ["t4"]
    end_all(conductor, ["t4"])
    assert begin(conductor) == ["t5"]
    end_all(conductor, ["t5"])
    assert begin(conductor) == ["t6"]


def test_tenants_that_all_lag_are_begun_one_by_one_until_one_comes_through() -> None:
    conductor = Conductor(order(9))
    for name in ("t0", "t1", "t2"):
        assert begin(conductor) == [name]
        assert conductor.ended(name, LAG, Marks()) == 60
    assert begin(conductor) == ["t3"]
    end_all(conductor, ["t3"])
    assert begin(conductor) == ["t4", "t5", "t6", "t7"]


def test_a_tenant_out_of_reach_keeps_its_place_and_its_wave_waits() -> None:
    conductor = Conductor(order(9, at_once=2))
    assert begin(conductor) == ["t0"]
    assert conductor.ended("t0", OUTAGE, Marks()) == 15
    assert begin(conductor) == []
    conductor.rested("t0")
    assert begin(conductor) == ["t0"]
    end_all(conductor, ["t0"])
    assert begin(conductor) == ["t1", "t2"]
    assert conductor.ended("t1", OUTAGE, Marks()) == 15
    assert begin(conductor) == []
    end_all(conductor, ["t2"])
    assert begin(conductor) == ["t3"]


def test_what_may_still_pass_does_not_count_and_its_end_does() -> None:
    conductor = Conductor(order(3, stop_after=2))
    pauses: list[float | None] = []
    begin(conductor)
    for name in ("t0", "t1"):
        while (pause := conductor.ended(name, LAG, Marks())) is not None:
            assert not conductor.stopped
            pauses.append(pause)
            conductor.rested(name)
            begin(conductor)
    assert pauses == [60, 120, 180] * 2
    assert conductor.stopped == "'metadata-lag' in step 8 came 2 times, so no further tenant was begun"


def test_failures_that_can_pass_are_counted_each_by_itself() -> None:
    conductor = Conductor(order(1))
    pauses = []
    for end in (OUTAGE, LAG, OUTAGE, LAG, OUTAGE):
        begin(conductor)
        pauses.append(conductor.ended("t0", end, Marks()))
        conductor.rested("t0")
    assert pauses == [15, 60, 60, 120, None]


@pytest.mark.parametrize(
    "marks", [Marks(interrupted=True), Marks(stopped="enough"), Marks(refused={"a0": "wrong password"})]
)
def test_a_tenant_that_rests_is_not_begun_again_once_something_speaks_against_it(marks: Marks) -> None:
    conductor = Conductor(order(2))
    begin(conductor)
    assert conductor.ended("t0", LAG, marks) is None
    conductor = Conductor(order(1))
    begin(conductor)
    assert conductor.ended("t0", LAG, Marks()) is not None
    conductor.rested("t0")
    assert begin(conductor, marks) == []
    assert begin(conductor) == []


COURSES = st.fixed_dictionaries(
    {
        "count": st.integers(1, 30),
        "accounts": st.integers(1, 4),
        "stop_after": st.integers(1, 4),
        "at_once": st.none() | st.integers(1, 5),
    }
)
ENDS = st.sampled_from([WELL, WELL, REWORDED, OUTAGE, LAG, LAG, End(TenantOutcome.SKIPPED)])


@given(course=COURSES, data=st.data())
def test_any_course(course: dict[str, int], data: st.DataObject) -> None:
    """No tenant is begun while it runs or rests, or once it has ended; no wave before its time; none after a stop.

    The batch always ends, with every tenant begun unless something speaks against it. There are never more places
    taken than allowed, of which those of tenants that lag are free.
    """
    asked = order(**course)
    conductor = Conductor(asked)
    marks = Marks()
    begun: Counter[str] = Counter()
    running: list[str] = []
    resting: dict[str, End] = {}
    gone: set[str] = set()
    late: set[str] = set()
    while True:
        new = conductor.next(marks)
        assert not new or not conductor.stopped
        assert all(marks.why_not(asked.queued(name)) is None for name in new)
        assert not gone & set(new)
        assert not resting.keys() & set(new)
        assert not set(running) & set(new)
        begun.update(new)
        assert all(conductor.attempts[name] == begun[name] for name in new)
        running += new
        placed = [*running, *(name for name, end in resting.items() if end is OUTAGE)]
        assert asked.at_once is None or len(placed) <= asked.at_once
        # Before one has come to its end, the first wave is all there is, whoever it consists of.
        assert len(set(placed) - late) <= WAVES[0] or gone
        if not running and not resting:
            break
        name = data.draw(st.sampled_from([*running, *resting]))
        if data.draw(st.integers(0, 9)) == 0:
            account = asked.queued(name).accounts[0]
            marks = Marks(marks.interrupted, marks.stopped, {**marks.refused, account: "refused"})
        if resting.pop(name, None) is not None:
            conductor.rested(name)
            continue
        running.remove(name)
        end = data.draw(ENDS)
        if conductor.ended(name, end, marks) is None:
            gone.add(name)
            continue
        assert end in (OUTAGE, LAG)
        resting[name] = end
        if end is LAG:
            late.add(name)
    assert max(begun.values(), default=0) <= 1 + len(PASSING["unreachable"].pauses) + len(
        PASSING["metadata-lag"].pauses
    )
    left = {one.name for one in asked.tenants} - gone
    assert not left or conductor.stopped or all(marks.why_not(asked.queued(name)) for name in left)
