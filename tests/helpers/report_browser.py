"""A report in a real browser."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Browser, Page, ViewportSize

WIDE: ViewportSize = {"width": 1440, "height": 1000}


@asynccontextmanager
async def opened(browser: Browser, report: Path, **options: Any) -> AsyncIterator[Page]:  # noqa: ANN401
    """The report in a browser; fails if it said anything, asked anybody, or fell over."""
    heard: list[str] = []
    context = await browser.new_context(**{"viewport": WIDE, **options})
    page = await context.new_page()
    page.on("console", lambda message: heard.append(f"console: {message.text}"))
    page.on("pageerror", lambda error: heard.append(f"error: {error}"))
    page.on("dialog", lambda dialog: heard.append(f"dialog: {dialog.message}"))
    page.on("popup", lambda popup: heard.append(f"popup: {popup.url}"))
    page.on("request", lambda request: heard.append(f"request: {request.url}"))
    try:
        await page.goto(report.as_uri())
        heard.remove(f"request: {report.as_uri()}")
        yield page
        assert [one for one in heard if not one.startswith("request: data:image/")] == []
        assert page.url.partition("#")[0] == report.as_uri()
        assert await page.evaluate("typeof window.ran") == "undefined"
    finally:
        await context.close()


async def violations(page: Page) -> list[str]:
    """What the accessibility checker finds."""
    found = (await Axe().run(page)).response["violations"]
    return [f"{one['id']}: {node['html'][:200]}" for one in found for node in one["nodes"]]
