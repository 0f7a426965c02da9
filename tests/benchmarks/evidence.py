"""What evidence costs: `apply` with screenshots and journal, and without, in turn.

    python -m tests.benchmarks.evidence --pairs 5

Each pair configures two untouched customers of the stand-ins, one each way, right after each other, so that both
halves of a pair meet the machine in the same mood.
"""

import argparse
import asyncio
import sys
import tempfile
from pathlib import Path
from statistics import median
from time import monotonic
from unittest.mock import AsyncMock, patch

from playwright.async_api import async_playwright

from pages.driver.scripts import prepare
from recordings import Options
from runbook.browser.launch import launch_options
from runbook.evidence.recorder import Evidence
from tests.helpers.plays import Bot, assert_applied, played


async def seconds(bot: Bot, folder: Path, *, evidence: bool) -> float:
    """How long one `apply` on an untouched customer takes, in seconds."""
    async with played(Options(totp=False), folder) as stage:
        began = monotonic()
        if evidence:
            result = await bot.run(stage)
        else:
            with patch.object(Evidence, "before", AsyncMock()), patch.object(Evidence, "after", AsyncMock()):
                result = await bot.run(stage)
        assert_applied(result)
        return monotonic() - began


async def measure(pairs: int) -> None:
    """Print each pair, then the medians and the ratio."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        async with async_playwright() as playwright:
            await prepare(playwright)
            browser = await playwright.chromium.launch(**launch_options(None, headed=False))
            bot = Bot(playwright, browser, folder / "runs")
            await seconds(bot, folder, evidence=True)  # the first run fills the browser's caches
            rows = []
            for number in range(pairs):
                # Whoever comes first in a pair changes, in case it matters.
                order = (True, False) if number % 2 else (False, True)
                row = {evidence: await seconds(bot, folder, evidence=evidence) for evidence in order}
                rows.append((row[True], row[False]))
                sys.stdout.write(f"with {row[True]:6.2f} s   without {row[False]:6.2f} s\n")
            await browser.close()
    ratios = [with_ / without for with_, without in rows]
    sys.stdout.write(
        f"median: with {median(one for one, _ in rows):.2f} s, without {median(one for _, one in rows):.2f} s,"
        f" ratio of each pair {median(ratios):.2f} ({min(ratios):.2f} to {max(ratios):.2f})\n"
    )


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pairs", type=int, default=5)
    asyncio.run(measure(parser.parse_args().pairs))
