"""The exam of one drawing: first of the drawing, by the small driver, and then of the program."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic

from playwright.async_api import Browser, Playwright, async_playwright

from pages.driver import prepare
from runbook.browser.launch import launch_options
from tests.portals.generator.bot import Play, play
from tests.portals.generator.choices import Drawing
from tests.portals.generator.proof import prove
from tests.portals.generator.server import served

PACE = 0.25
"""By what the waits of drawings are multiplied: what is late stays late."""


@dataclass
class Exam:
    """What came of a drawing.

    Attributes:
        drawing: which.
        faults: what is wrong with the drawing itself; then the program was not asked.
        play: what the program did.
        seconds: how long all took.
    """

    drawing: Drawing
    faults: list[str] = field(default_factory=list)
    play: Play | None = None
    seconds: float = 0.0

    @property
    def verdict(self) -> str:
        """'right', 'wrong', or 'drawing' where the drawing is at fault."""
        if self.faults or self.play is None:
            return "drawing"
        return "right" if self.play.is_right else "wrong"


async def examine(
    playwright: Playwright, browser: Browser, drawing: Drawing, *, pace: float = PACE, kept: Path | None = None
) -> Exam:
    """Prove a drawing, and let the program work on it.

    Args:
        playwright: prepared.
        browser: runs.
        drawing: which.
        pace: by what its waits are multiplied.
        kept: where to keep what shows why the drawing or the program failed.
    """
    began, exam = monotonic(), Exam(drawing)
    # Twice, as a machine that is busy with something else can hold up what is right.
    for _ in range(2):
        async with served(drawing, pace=pace) as portals:
            exam.faults = await prove(browser, portals, kept=kept)
        if not exam.faults:
            break
    if not exam.faults:
        async with served(drawing, pace=pace) as portals:
            exam.play = await play(playwright, browser, portals, kept=kept)
    exam.seconds = round(monotonic() - began, 1)
    return exam


@asynccontextmanager
async def browsing(choice: str | None) -> AsyncIterator[tuple[Playwright, Browser]]:
    """A browser for any number of exams, and the Playwright that it belongs to."""
    async with async_playwright() as playwright:
        await prepare(playwright)
        browser = await playwright.chromium.launch(**launch_options(choice, headed=False))
        try:
            yield playwright, browser
        finally:
            await browser.close()
