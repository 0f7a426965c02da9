"""Prints a report as a PDF, with the browser that the bot drives."""

import asyncio
from pathlib import Path

from markupsafe import Markup
from playwright.async_api import PdfMargins, async_playwright

from runbook.browser.launch import LaunchOptions, launch_options
from runbook.evidence.reading import open_journal
from runbook.files import write_private
from runbook.report.text import brief, visible
from runbook.report.words import moment

# Chromium draws these outside of the page, with a style of its own; the class names are Chromium's.
_LINE = Markup(
    "<div style=\"color: #565e69; display: flex; font: 7pt 'Segoe UI', 'Liberation Sans', Arial, sans-serif;"
    ' justify-content: space-between; margin: 0 15mm; width: 100%"><bdi>{}</bdi><span>{}</span></div>'
)
_PAGES = Markup('page <span class="pageNumber"></span> of <span class="totalPages"></span>')
_MARGINS: PdfMargins = {"top": "18mm", "right": "15mm", "bottom": "18mm", "left": "15mm"}


def write_pdf(folder: Path, report: Path, browser: str | None = None) -> Path:
    """Print the report of a run folder, beside it and under its name.

    Args:
        folder: the run folder.
        report: its report, as `write_report` returned it.
        browser: path or channel; the first one found if None.

    Returns:
        The PDF's path.

    Raises:
        NoRun: the folder holds no journal that can be read.
        runbook.browser.launch.BrowserNotFound: there is no browser.
    """
    began = open_journal(folder).began
    content = asyncio.run(
        _print(
            report.absolute().as_uri(),
            launch_options(browser, headed=False),
            header=_line(began.tenant, "Ooma / Azure AD single sign-on"),
            footer=_line(f"{began.command} of {moment(began.at)}", _PAGES),
        )
    )
    path = report.with_suffix(".pdf")
    write_private(path, content)
    return path


async def _print(address: str, options: LaunchOptions, *, header: str, footer: str) -> bytes:
    async with async_playwright() as playwright, await playwright.chromium.launch(**options) as chromium:
        # Without script the page shows all that it has.
        page = await chromium.new_page(java_script_enabled=False, offline=True)
        await page.goto(address)
        return await page.pdf(
            format="A4",
            margin=_MARGINS,
            print_background=True,
            tagged=True,
            outline=True,
            display_header_footer=True,
            header_template=header,
            footer_template=footer,
        )


def _line(left: str, right: Markup | str) -> str:
    """The header or footer of a page; text is escaped."""
    return _LINE.format(visible(brief(left, 80)), right)
