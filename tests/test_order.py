"""The order of the tests: no worker is left alone with a long one at the end."""

import pytest

from tests.helpers.order import dealt


@pytest.mark.parametrize(("long", "others", "workers"), [(7, 100, 5), (3, 20, 5), (12, 3, 5), (0, 9, 2), (4, 4, 1)])
def test_every_worker_begins_with_its_share_of_the_long_tests(long: int, others: int, workers: int) -> None:
    names = [f"long {number}" for number in range(long)], [f"other {number}" for number in range(others)]
    order = dealt(*names, workers)
    assert sorted(order) == sorted([*names[0], *names[1]])
    assert [name for name in order if name in names[1]] == names[1]
    shares, left = [], order
    for worker in range(workers):
        size = len(left) // (workers - worker)  # as `--dist worksteal` cuts it
        shares.append(left[:size])
        left = left[size:]
    begins = [[name in names[0] for name in share] for share in shares]
    assert all(begin == sorted(begin, reverse=True) for begin in begins)
    counts = [sum(begin) for begin in begins]
    assert max(counts) - min(counts) <= 1
