"""Which tests run, and in what order: the long ones first, so that no worker ends alone with one of them."""

import os
from collections.abc import Sequence
from typing import TypeVar

import pytest

T = TypeVar("T")


def choose(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what only `--everything` runs."""
    if config.getoption("everything"):
        return
    left_out = [item for item in items if item.get_closest_marker("everything")]
    if left_out:
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if not item.get_closest_marker("everything")]


def put_long_ones_first(items: list[pytest.Item]) -> None:
    """Deal the long tests out to the workers, each of which begins with a share of the list, one after another."""
    workers = int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", "1"))
    items[:] = dealt(
        [item for item in items if item.get_closest_marker("long")],
        [item for item in items if not item.get_closest_marker("long")],
        workers,
    )


def dealt(long: Sequence[T], others: Sequence[T], workers: int) -> list[T]:
    """The list of which the workers get equal shares, as `--dist worksteal` cuts it; each share begins with long ones.

    Args:
        long: the long tests.
        others: the other tests, whose order is kept.
        workers: how many workers there are.
    """
    order: list[T] = []
    left, taken = len(long) + len(others), 0
    for worker in range(workers):
        share = left // (workers - worker)
        begins = long[worker::workers]
        rest = max(0, share - len(begins))
        order += [*begins, *others[taken : taken + rest]]
        taken += rest
        left -= share
    return [*order, *others[taken:]]
