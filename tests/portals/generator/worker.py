"""Examines one drawing after another with a browser of its own: seeds come in as lines, results go out as JSON.

Ends with its input, and so with the process that started it.
"""

import asyncio
import json
import os
import sys
from dataclasses import asdict
from pathlib import Path

from tests.portals.generator.choices import draw
from tests.portals.generator.exam import Exam, browsing, examine


def as_json(exam: Exam) -> dict[str, object]:
    """A result as a line of the results says it."""
    return {
        "seed": exam.drawing.seed,
        "verdict": exam.verdict,
        "seconds": exam.seconds,
        "faults": exam.faults,
        "play": asdict(exam.play) if exam.play is not None else None,
        "choices": dict(exam.drawing.choices),
    }


async def work(folder: Path, pace: float, forced: dict[str, str]) -> None:
    """Examine the drawings that are asked for."""
    async with browsing(os.environ.get("RUNBOOK_BROWSER")) as (playwright, browser):
        while line := await asyncio.to_thread(sys.stdin.readline):
            seed = int(line)
            kept = folder / f"seed-{seed}"
            exam = await examine(playwright, browser, draw(seed, **forced), pace=pace, kept=kept)
            print(json.dumps(as_json(exam)), flush=True)  # noqa: T201


if __name__ == "__main__":
    asyncio.run(work(Path(sys.argv[1]), float(sys.argv[2]), json.loads(sys.argv[3])))
