"""Examines a range of seeds, as many at a time as there are workers; what is done already is not done again."""

import asyncio
import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic
from typing import Any

from tests.portals.generator.exam import PACE

RESULTS = "results.jsonl"
# The longest line that a worker writes, in bytes.
_LINE = 2**22

Result = dict[str, Any]


@dataclass
class Range:
    """What is to be examined, and what is known of it.

    Attributes:
        seeds: which drawings.
        folder: keeps the results, and what shows why the program failed.
        workers: how many at a time.
        pace: by what the waits of drawings are multiplied.
        forced: options that are not left to the seeds.
        results: by seed.
    """

    seeds: range
    folder: Path
    workers: int = 2
    pace: float = PACE
    forced: dict[str, str] = field(default_factory=dict)
    results: dict[int, Result] = field(default_factory=dict)

    async def run(self) -> None:
        """Examine what is not examined yet."""
        self.folder.mkdir(parents=True, exist_ok=True)
        path = self.folder / RESULTS
        known = {result["seed"]: result for result in read(path)}
        self.results = {seed: known[seed] for seed in self.seeds if seed in known}
        waiting = iter([seed for seed in self.seeds if seed not in known])
        with path.open("a", encoding="utf-8") as file:
            file.write("\n" if _breaks_off(path) else "")
            async with asyncio.TaskGroup() as group:
                for _ in range(self.workers):
                    group.create_task(self._work(waiting, file))

    async def _work(self, waiting: Iterator[int], file: Any) -> None:  # noqa: ANN401 - a text file
        """Give one worker after another what waits, until nothing does."""
        worker: asyncio.subprocess.Process | None = None
        try:
            for seed in waiting:
                worker = worker or await self._hire()
                result = await _ask(worker, seed)
                if result is None:
                    worker = None
                    print(f"{seed}: the worker broke down", file=sys.stderr, flush=True)  # noqa: T201
                    continue
                self.results[seed] = result
                file.write(json.dumps(result, ensure_ascii=False) + "\n")
                file.flush()
                print(told(result), flush=True)  # noqa: T201
        finally:
            if worker is not None:
                await _dismiss(worker)

    async def _hire(self) -> asyncio.subprocess.Process:
        # A session of its own: Ctrl-C is for this process, which ends its workers.
        return await asyncio.create_subprocess_exec(
            sys.executable, "-m", "tests.portals.generator.worker",
            str(self.folder), str(self.pace), json.dumps(self.forced),
            stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE, limit=_LINE, start_new_session=True,
        )  # fmt: skip


async def _ask(worker: asyncio.subprocess.Process, seed: int) -> Result | None:
    """What a worker finds out about a seed; None if it broke down."""
    assert worker.stdin is not None
    assert worker.stdout is not None
    with suppress(BrokenPipeError, ConnectionResetError):
        worker.stdin.write(f"{seed}\n".encode())
        await worker.stdin.drain()
        if line := await worker.stdout.readline():
            result: Result = json.loads(line)
            return result
    await worker.wait()
    return None


async def _dismiss(worker: asyncio.subprocess.Process) -> None:
    """Let a worker close its browser; one that is in the middle of something is ended."""
    assert worker.stdin is not None
    worker.stdin.close()
    try:
        async with asyncio.timeout(5):
            await worker.wait()
    except TimeoutError:
        worker.terminate()
        await worker.wait()


def read(path: Path) -> list[Result]:
    """The results of a file; a line that was being written when everything ended counts for nothing."""
    found = []
    for line in path.read_text(encoding="utf-8").splitlines() if path.exists() else []:
        with suppress(ValueError):
            found.append(json.loads(line))
    return found


def _breaks_off(path: Path) -> bool:
    """Whether the last line of a file was still being written when everything ended."""
    return not path.read_bytes().endswith(b"\n") and path.stat().st_size > 0


def told(result: Result) -> str:
    """A result in a line, or in as many as its failure needs."""
    lines = [f"{result['seed']}: {result['verdict']}, {result['seconds']} s"]
    play = result["play"]
    if result["verdict"] == "drawing":
        lines += [f"  {fault}" for fault in result["faults"]]
    elif result["verdict"] == "wrong":
        lines.append(f"  {play['outcome']} in step {play['step']}: {play['code']}: {play['message']}")
        lines += [f"  wrong: {one}" for one in play["wrong"]]
        lines += [f"  {picture}" for picture in play["pictures"]]
    if len(lines) > 1:
        lines.append("  " + " ".join(f"{name}={option}" for name, option in result["choices"].items()))
    return "\n".join(lines)


def table(results: Iterable[Result]) -> str:
    """How many drawings the program finished, by choice and option; those at fault themselves are left out."""
    judged = [result for result in results if result["verdict"] != "drawing"]
    every: Counter[tuple[str, str]] = Counter()
    right: Counter[tuple[str, str]] = Counter()
    for result in judged:
        drawn = list(result["choices"].items())
        every.update(drawn)
        right.update(drawn if result["verdict"] == "right" else ())
    lines, last = [], ""
    for name, option in sorted(every):
        of = f"{right[name, option]}/{every[name, option]}"
        mark = "" if right[name, option] == every[name, option] else "  <"
        lines.append(f"{name if name != last else '':26} {option:26} {of:>9}{mark}")
        last = name
    return "\n".join(lines)


def total(results: Iterable[Result]) -> str:
    """All in one line."""
    verdicts = Counter(result["verdict"] for result in results)
    judged = verdicts["right"] + verdicts["wrong"]
    return f"{verdicts['right']} of {judged} right; {verdicts['drawing']} drawings at fault"


async def examine_range(seeds: Range) -> bool:
    """Examine a range and tell what came of it; returns whether all is right."""
    began = monotonic()
    try:
        await seeds.run()
    finally:
        results = [seeds.results[seed] for seed in sorted(seeds.results)]
        print(f"\n{table(results)}\n\n{total(results)}; {monotonic() - began:.0f} seconds", flush=True)  # noqa: T201
    return all(result["verdict"] == "right" for result in results)
