"""The list of all runs: what it shows, that it is quick, safe and whole, and how it behaves in a browser."""

import json
import os
import re
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from html import unescape
from pathlib import Path
from typing import Self

import pytest
from axe_playwright_python.async_playwright import Axe
from filelock import FileLock
from hypothesis import given
from hypothesis import strategies as st
from playwright.async_api import Browser, Page

from runbook.evidence.contents import open_plain
from runbook.files import write_private
from runbook.report import index
from runbook.report.index import refresh_index, write_index
from tests.helpers.properties import examples
from tests.helpers.run_folders import GARBAGE, MOMENT, edit_lines, killed_run, sealed_run

NONE = "\N{EN DASH}"
REFUSED = {"error": {"code": "refused"}}
HOSTILE = "<img src=x onerror=alert(1)>\"' </script><script>alert(1)</script>"
posix = pytest.mark.skipif(sys.platform == "win32", reason="there are no such names")


def rows(path: Path) -> list[list[str]]:
    """The cells of each row of a list, as a person reads them."""
    html = path.read_text("utf-8")
    return [
        [
            unescape(re.sub(r"<.*?>", "", cell, flags=re.DOTALL)).strip()
            for cell in re.findall(r"<t[dh].*?>(.*?)</t[dh]>", row, re.DOTALL)
        ]
        for row in re.findall(r"<tr>(<td.*?)</tr>", html, re.DOTALL)
    ]


def links(path: Path) -> list[str]:
    return re.findall(r'href="(.*?)"', path.read_text("utf-8"))


def test_runs_are_listed_newest_first_with_outcome_expiry_and_seal(tmp_path: Path) -> None:
    sealed_run(tmp_path, "contoso", MOMENT)
    sealed_run(tmp_path, "fabrikam", MOMENT + timedelta(days=1), "failed", {"error": {"code": "not-found"}, "sso": {}})
    killed_run(tmp_path, "tailspin", MOMENT - timedelta(days=1)).journal.close()
    path = write_index(tmp_path)
    assert path == tmp_path / "index.html"
    assert [row[:6] for row in rows(path)] == [
        ["2030-06-02 12:30", "fabrikam", "apply", "failed not-found", NONE, "sealed"],
        ["2030-06-01 12:30", "contoso", "apply", "applied", "2033-06-01", "sealed"],
        ["2030-05-31 12:30", "tailspin", "apply", "unfinished", NONE, "not sealed"],
    ]
    assert links(path) == [
        "20300602T123015Z-fabrikam/report.html",
        "20300601T123015Z-contoso/report.html",
        "20300531T123015Z-tailspin/",
    ]
    assert all((tmp_path / link).exists() for link in links(path))


def test_interrupted_run_is_called_so(tmp_path: Path) -> None:
    sealed_run(tmp_path, outcome="interrupted")
    assert rows(write_index(tmp_path))[0][3] == "interrupted"


def test_what_is_no_run_folder_is_left_out(tmp_path: Path) -> None:
    run = sealed_run(tmp_path)
    (tmp_path / "file.txt").write_bytes(b"")
    (tmp_path / "empty").mkdir()
    (tmp_path / "fleet").mkdir()
    (tmp_path / "fleet" / "summary.json").write_bytes(b"{}")
    for number, content in enumerate([*GARBAGE, b'{"event": "action"}\n', b'{"event": "run began"'], start=1):
        (tmp_path / f"garbage-{number}").mkdir()
        (tmp_path / f"garbage-{number}" / "journal.jsonl").write_bytes(content)
    assert links(write_index(tmp_path)) == [f"{run.name}/report.html"]


@posix
def test_links_and_pipes_are_not_followed(tmp_path: Path) -> None:
    runs = tmp_path / "runs"
    run = sealed_run(runs)
    (runs / "link").symlink_to(run)
    (runs / "inner").mkdir()
    (runs / "inner" / "journal.jsonl").symlink_to(run / "journal.jsonl")
    (runs / "pipe").mkdir()
    os.mkfifo(runs / "pipe" / "journal.jsonl")
    assert len(rows(write_index(runs))) == 1


def test_list_of_no_runs_says_so(tmp_path: Path) -> None:
    assert "No run was found here." in write_index(tmp_path).read_text("utf-8")


@examples(60)
@given(st.dictionaries(st.sampled_from(["outcome", "sso", "error", "event"]), st.none() | st.integers() | st.text()))
def test_whatever_the_last_line_holds_the_list_is_made(
    tmp_path_factory: pytest.TempPathFactory, values: dict[str, object]
) -> None:
    runs = tmp_path_factory.mktemp("runs")
    folder = runs / "run"
    folder.mkdir()
    lines = [{"event": "run began", "at": values.get("outcome"), "tenant": 7}, {"event": "run ended", **values}]
    (folder / "journal.jsonl").write_text("\n".join(json.dumps(line) for line in lines))
    assert len(rows(write_index(runs))) == 1


def test_long_lines_are_read_whole(tmp_path: Path) -> None:
    folder = sealed_run(tmp_path, more={"notes": ["x" * 300_000]})
    assert rows(write_index(tmp_path))[0][3:5] == ["applied", "2033-06-01"]
    edit_lines(folder, lambda lines: [lines[0], lines[-1]])
    assert rows(write_index(tmp_path))[0][3:5] == ["applied", "2033-06-01"]


def test_last_line_that_is_longer_than_any_is_no_end_of_a_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sealed_run(tmp_path, more={"notes": ["x" * 50_000]})
    monkeypatch.setattr("runbook.evidence.lines.LONGEST_LINE", 40_000)
    assert rows(write_index(tmp_path))[0][3] == "unfinished"


def test_only_the_ends_of_journals_are_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Else thousands of runs would take long."""
    folder = sealed_run(tmp_path)
    edit_lines(folder, lambda lines: [lines[0], b"x" * 50_000_000 + b"\n", lines[-1]])
    read: list[int] = []

    class Counting:
        """A file that counts what is read from it."""

        def __init__(self, path: Path) -> None:
            self.file = open_plain(path)

        def __enter__(self) -> Self:
            return self

        def __exit__(self, *_: object) -> None:
            self.file.close()

        def __getattr__(self, name: str) -> object:
            return getattr(self.file, name)

        def read(self, size: int) -> bytes:
            content = self.file.read(size)
            read.append(len(content))
            return content

    monkeypatch.setattr("runbook.evidence.lines.open_plain", Counting)
    assert rows(write_index(tmp_path))[0][3] == "applied"
    assert sum(read) < 100_000


def test_list_is_replaced_as_a_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sealed_run(tmp_path)
    before = write_index(tmp_path).read_bytes()
    sealed_run(tmp_path, "fabrikam")
    seen: list[bytes] = []

    def watched(path: Path, content: bytes) -> None:
        seen.append(path.read_bytes())
        write_private(path, content)
        seen.append(path.read_bytes())

    monkeypatch.setattr(index, "write_private", watched)
    write_index(tmp_path)
    assert seen[0] == before
    assert len(seen[1]) > len(before)
    assert seen[1].endswith(b"</html>")


def test_runs_that_end_at_the_same_time_are_all_listed(tmp_path: Path) -> None:
    """Whoever comes last sees all others: nobody's older list replaces a newer one."""

    def end(number: int) -> None:
        sealed_run(tmp_path, f"tenant-{number:02}")
        write_index(tmp_path)

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(end, range(24)))
    assert {row[1] for row in rows(tmp_path / "index.html")} == {f"tenant-{number:02}" for number in range(24)}


def test_another_process_waits_for_its_turn(tmp_path: Path) -> None:
    sealed_run(tmp_path)
    script = (
        "import sys, pathlib; from runbook.report.index import write_index;"
        " print('ready', flush=True); write_index(pathlib.Path(sys.argv[1]))"
    )
    with FileLock(tmp_path / ".index.lock"):
        process = subprocess.Popen([sys.executable, "-c", script, str(tmp_path)], stdout=subprocess.PIPE)
        assert process.stdout is not None
        with process.stdout:
            assert process.stdout.readline().strip() == b"ready"
        with pytest.raises(subprocess.TimeoutExpired):
            process.wait(1)
        assert not (tmp_path / "index.html").exists()
    assert process.wait() == 0
    assert len(rows(tmp_path / "index.html")) == 1


def test_lock_that_nobody_gives_back_does_not_stop_the_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index, "_PATIENCE", 0.1)
    sealed_run(tmp_path)
    with FileLock(tmp_path / ".index.lock"):
        assert len(rows(write_index(tmp_path))) == 1


def test_list_follows_a_report_that_is_written_later(tmp_path: Path) -> None:
    evidence = killed_run(tmp_path)
    evidence.journal.close()
    refresh_index(evidence.folder)
    assert not (tmp_path / "index.html").exists()
    write_index(tmp_path)
    (evidence.folder / "report.html").write_bytes(b"")
    refresh_index(evidence.folder)
    assert links(tmp_path / "index.html") == [f"{evidence.folder.name}/report.html"]


# In a browser


def hostile_runs(runs: Path) -> Path:
    """Runs in whose journals, and folders' names, everything is hostile."""
    fields = {"error": {"code": HOSTILE}, "sso": {"certificate": {"not_after": HOSTILE}}}
    sealed_run(runs, HOSTILE, outcome=HOSTILE, more=fields)
    folder = sealed_run(runs, "contoso", MOMENT + timedelta(days=1))
    edit_lines(folder, lambda lines: [lines[0].replace(b'"2030', b'"<script>alert(2)</script>2030'), *lines[1:]])
    if sys.platform != "win32":
        for name in ("javascript:alert(3)", "a\"'><b>&#x41;?x=1#y", "%2e%2e", "\udcff"):
            shutil.copytree(sealed_run(runs, "fabrikam"), runs / os.fsencode(name).decode(errors="surrogateescape"))
    return write_index(runs)


async def opened(browser: Browser, path: Path, **options: str) -> tuple[Page, list[str]]:
    """The list in a browser, and what it says or asks for that it should not."""
    context = await browser.new_context(**options)  # type: ignore[arg-type]
    page = await context.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(error.message))
    page.on("dialog", lambda dialog: said.append(dialog.message))
    page.on("request", lambda request: said.append(request.url) if request.url != path.as_uri() else None)
    await page.goto(path.as_uri())
    return page, said


async def test_hostile_names_are_text_and_lead_nowhere_else(browser: Browser, tmp_path: Path) -> None:
    path = hostile_runs(tmp_path)
    page, said = await opened(browser, path)
    try:
        assert await page.locator("img, b, script").count() == 1
        row = page.get_by_role("row").filter(has_text="onerror").first
        assert await row.get_by_role("rowheader").inner_text() == HOSTILE
        addresses = await page.get_by_role("link").evaluate_all("links => links.map(link => link.href)")
        prefix = tmp_path.as_uri() + "/"
        assert [one for one in addresses if not one.startswith(prefix)] == []
        for one in addresses:
            await page.goto(one)
            assert await page.title() == "The report"
        assert [text for text in said if text not in addresses] == []
    finally:
        await page.context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_list_opens_offline_without_complaints_and_is_accessible(
    browser: Browser, tmp_path: Path, scheme: str
) -> None:
    sealed_run(tmp_path)
    for number, outcome in enumerate(("failed", "pending", "drifted", "unchanged", "interrupted"), start=1):
        sealed_run(
            tmp_path, f"tenant-{number}", MOMENT + timedelta(hours=number), outcome, {"error": {"code": "refused"}}
        )
    killed_run(tmp_path, "killed", MOMENT + timedelta(days=1)).journal.close()
    page, said = await opened(browser, write_index(tmp_path), color_scheme=scheme)
    try:
        background = await page.evaluate("getComputedStyle(document.body).backgroundColor")
        assert background == {"light": "rgb(255, 255, 255)", "dark": "rgb(13, 17, 23)"}[scheme]
        assert said == []
    finally:
        await page.context.close()
    # axe is put into the page, which its policy forbids.
    page, _ = await opened(browser, tmp_path / "index.html", color_scheme=scheme, bypass_csp=True)  # type: ignore[arg-type]
    try:
        results = await Axe().run(page)
        assert results.response["violations"] == []
    finally:
        await page.context.close()


async def test_filter_keeps_the_rows_that_hold_every_word_and_works_by_keyboard(
    browser: Browser, tmp_path: Path
) -> None:
    sealed_run(tmp_path, "contoso", MOMENT)
    sealed_run(tmp_path, "contoso", MOMENT + timedelta(days=1), "failed")
    sealed_run(tmp_path, "fabrikam", MOMENT + timedelta(days=2), "failed")
    page, _ = await opened(browser, write_index(tmp_path))
    try:
        await page.keyboard.press("Tab")
        await page.keyboard.type("CONTOSO fail")
        visible = page.locator("tbody tr:visible")
        assert await visible.count() == 1
        assert "2030-06-02" in await visible.inner_text()
        assert await page.get_by_role("status").inner_text() == "1 of 3 runs"
        await page.keyboard.press("ControlOrMeta+a")
        await page.keyboard.press("Delete")
        assert await visible.count() == 3
        await page.keyboard.press("Tab")
        await page.keyboard.press("Tab")
        assert await page.evaluate("document.activeElement.textContent") == "Report of fabrikam, 2030-06-03 12:30"
        await page.keyboard.press("Enter")
        await page.wait_for_url("**/20300603T123015Z-fabrikam/report.html")
    finally:
        await page.context.close()


async def test_printed_list_shows_no_controls(browser: Browser, tmp_path: Path) -> None:
    sealed_run(tmp_path)
    page, _ = await opened(browser, write_index(tmp_path))
    try:
        assert await page.get_by_label("Filter").is_visible()
        await page.emulate_media(media="print")
        assert not await page.get_by_label("Filter").is_visible()
        assert await page.get_by_role("row").count() == 2
    finally:
        await page.context.close()
