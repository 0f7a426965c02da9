"""Which tenants of a batch are begun when: by examples, and for any course that a batch can take."""

from hypothesis import given
from hypothesis import strategies as st

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


COURSES = st.fixed_dictionaries(
    {
        "count": st.integers(1, 30),
        "accounts": st.integers(1, 4),
        "stop_after": st.integers(1, 4),
        "at_once": st.none() | st.integers(1, 5),
    }
)
ENDS = st.sampled_from([WELL, WELL, REWORDED, End(TenantOutcome.FAILED, "unreachable", 1), End(TenantOutcome.SKIPPED)])


@given(course=COURSES, data=st.data())
def test_any_course(course: dict[str, int], data: st.DataObject) -> None:
    """Each tenant is begun once at most, no wave before its time, none after a stop, and the batch always ends."""
    asked = order(**course)
    conductor = Conductor(asked)
    marks = Marks()
    begun: list[str] = []
    running: list[str] = []
    while True:
        new = conductor.next(marks)
        assert not new or not conductor.stopped
        assert all(marks.why_not(asked.queued(name)) is None for name in new)
        assert asked.at_once is None or len(running) + len(new) <= asked.at_once
        begun += new
        running += new
        assert len(running) <= WAVES[0] or len(begun) > WAVES[0]
        if not running:
            break
        name = running.pop(data.draw(st.integers(0, len(running) - 1)))
        end = data.draw(ENDS)
        if data.draw(st.integers(0, 9)) == 0:
            account = asked.queued(name).accounts[0]
            marks = Marks(marks.interrupted, marks.stopped, {**marks.refused, account: "refused"})
        conductor.ended(name, end, marks)
    assert len(begun) == len(set(begun))
    left = {one.name for one in asked.tenants} - set(begun)
    assert not left or conductor.stopped or all(marks.why_not(asked.queued(name)) for name in left)
