"""The report in a real browser: quiet, closed, accessible, usable by keyboard, and the same without script."""

from collections.abc import Callable
from pathlib import Path
from typing import Literal

import pytest
from playwright.async_api import Browser, Page, ViewportSize, expect

from runbook.report import write_report
from tests.helpers.journals import KINDS, failed
from tests.helpers.report_browser import opened, violations
from tests.helpers.report_page import MOST_HOSTILE, soil

Scheme = Literal["light", "dark"]
NARROW: ViewportSize = {"width": 320, "height": 700}  # to which WCAG wants a page to reflow


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The report of each kind of run, by name."""
    folder = tmp_path_factory.mktemp("runs")
    return {kind.__name__: write_report(kind(folder / kind.__name__), signer="ab" * 32) for kind in KINDS}


NAMES = [kind.__name__ for kind in KINDS]


async def overflow(page: Page) -> int:
    """By how many pixels the page is wider than the window."""
    return int(await page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))


@pytest.mark.parametrize(
    ("name", "scheme"),
    [
        *((name, "light") for name in NAMES),
        ("drifted", "dark"),  # it shows every colour
        *(pytest.param(name, "dark", marks=pytest.mark.everything) for name in NAMES if name != "drifted"),
    ],
)
async def test_report_is_quiet_closed_and_accessible(
    browser: Browser, reports: dict[str, Path], name: str, scheme: Scheme
) -> None:
    async with opened(browser, reports[name], color_scheme=scheme) as page:
        assert await violations(page) == []
        assert await overflow(page) == 0
        await page.set_viewport_size(NARROW)
        assert await overflow(page) == 0


async def test_large_view_is_accessible_too(browser: Browser, reports: dict[str, Path]) -> None:
    async with opened(browser, reports["finished"]) as page:
        await page.get_by_role("button", name="Open picture 1 large").click()
        await expect(page.get_by_role("dialog")).to_be_visible()
        assert await violations(page) == []


@pytest.mark.parametrize(
    ("kind", "script"),
    [
        *((kind, True) for kind in KINDS),
        (failed, False),
        *(pytest.param(kind, False, marks=pytest.mark.everything) for kind in KINDS if kind is not failed),
    ],
)
async def test_hostile_text_does_not_run_and_the_layout_holds(
    browser: Browser, tmp_path: Path, kind: Callable[[Path], Path], script: bool
) -> None:
    report = write_report(soil(kind(tmp_path / "run"), MOST_HOSTILE), signer=MOST_HOSTILE)
    async with opened(browser, report, java_script_enabled=script, viewport=NARROW) as page:
        assert await page.locator("script, iframe, form, base, img").count() == 1  # the report's own script
        assert (
            await page.locator("meta[http-equiv=refresh], [onfocus], [onerror], [onload], [style*=fixed]").count() == 0
        )
        width = await page.locator("main").bounding_box()
        assert width is not None
        assert width["width"] <= NARROW["width"]
        if script:
            assert await overflow(page) == 0
            await page.locator(".open:visible").first.click()
            await expect(page.get_by_role("dialog")).to_be_visible()


async def test_hostile_text_of_both_directions_stays_in_its_place(browser: Browser, tmp_path: Path) -> None:
    """Letters that are written from right to left move none of their neighbours."""
    report = write_report(soil(failed(tmp_path / "run"), "\u05d0\u05d1\u05d2 \u0627\u0644"))
    async with opened(browser, report) as page:
        row = page.locator("#timeline tbody tr", has=page.locator("code")).first
        boxes = [await row.locator("td").nth(place).bounding_box() for place in range(7)]
        lefts = [box["x"] for box in boxes if box is not None]
        assert lefts == sorted(lefts)
        assert "\u05d0\u05d1\u05d2" in await row.inner_text()


# By keyboard


async def test_before_and_after_are_compared_by_keyboard(browser: Browser, reports: dict[str, Path]) -> None:
    async with opened(browser, reports["finished"]) as page:
        step = page.locator("#step-7")
        slider = step.get_by_role("slider")
        after = step.locator(".exhibit").nth(1).locator(".frame")
        await slider.focus()
        await page.keyboard.press("Home")
        await expect(slider).to_have_attribute("aria-valuetext", "0 % before")
        await expect(after).to_have_css("clip-path", "inset(0px 0px 0px 0%)")
        await page.keyboard.press("End")
        await expect(after).to_have_css("clip-path", "inset(0px 0px 0px 100%)")
        await page.keyboard.press("ArrowLeft")
        await expect(after).to_have_css("clip-path", "inset(0px 0px 0px 99%)")
        await step.get_by_role("button", name="Side by side").press("Enter")
        await expect(slider).to_be_hidden()
        await expect(after).to_have_css("clip-path", "none")


async def test_pictures_open_large_and_are_leafed_through_by_keyboard(
    browser: Browser, reports: dict[str, Path]
) -> None:
    async with opened(browser, reports["finished"]) as page:
        opener = page.get_by_role("button", name="Open picture 2 large")
        await opener.press("Enter")
        dialog = page.get_by_role("dialog")
        await expect(dialog).to_contain_text("Ooma: Read the IdP and SSO tab")
        await expect(dialog).to_contain_text("SHA-256")
        await page.keyboard.press("ArrowLeft")
        await expect(dialog).to_contain_text("1 of ")
        await expect(dialog.locator(".mark")).to_have_count(1)
        mark, image = await dialog.locator(".mark").bounding_box(), await dialog.locator("img").bounding_box()
        assert mark is not None
        assert image is not None
        assert image["x"] < mark["x"]
        assert mark["x"] + mark["width"] < image["x"] + image["width"]
        await page.keyboard.press("ArrowRight")
        await page.keyboard.press("ArrowRight")
        await expect(dialog).to_contain_text("3 of ")
        await page.keyboard.press("Escape")
        await expect(dialog).to_be_hidden()
        await expect(opener).to_be_focused()


async def test_timeline_is_filtered_and_leads_to_pictures(browser: Browser, reports: dict[str, Path]) -> None:
    async with opened(browser, reports["finished"]) as page:
        rows = page.locator(".timeline tbody tr:visible")
        everything = await rows.count()
        await page.get_by_label("Text").fill("saml page")
        await expect(rows).to_have_count(2)
        await expect(page.get_by_role("status")).to_have_text(f"2 of {everything} lines")
        await page.get_by_label("Text").fill("")
        await page.get_by_label("only what was written").check()
        await page.get_by_label("Portal").select_option("Azure")
        await expect(rows).to_have_count(1)
        await page.get_by_label("only what was written").uncheck()
        await page.get_by_label("Step").select_option("Step 7")
        await expect(rows).to_have_count(4)
        await rows.get_by_role("link").first.click()
        await expect(page.get_by_role("dialog")).to_contain_text("Azure: Filled in field 7")


async def test_every_picture_is_there_without_script_and_the_two_stand_apart(
    browser: Browser, reports: dict[str, Path]
) -> None:
    async with opened(browser, reports["finished"], java_script_enabled=False) as page:
        pictures = page.locator(".shot")
        for place in range(await pictures.count()):
            await expect(pictures.nth(place)).to_be_visible()
        frames = page.locator("#step-7 .compare .frame")
        left, right = await frames.nth(0).bounding_box(), await frames.nth(1).bounding_box()
        assert left is not None
        assert right is not None
        assert left["x"] + left["width"] <= right["x"]
        for control in (".slide", ".modes", ".open", ".filter", "dialog"):
            await expect(page.locator(control).first).to_be_hidden()


async def test_printed_it_shows_all_and_no_controls(browser: Browser, reports: dict[str, Path]) -> None:
    async with opened(browser, reports["finished"], color_scheme="dark") as page:
        await page.get_by_label("Text").fill("nothing has this text")
        await page.emulate_media(media="print")
        await expect(page.locator(".timeline tbody tr").first).to_be_visible()
        await expect(page.locator("#step-7 .frame").nth(1)).to_have_css("clip-path", "none")
        for control in (".slide", ".modes", ".open", ".filter", ".rail"):
            await expect(page.locator(control).first).to_be_hidden()
        await expect(page.locator("body")).to_have_css("background-color", "rgb(255, 255, 255)")
