"""Every JavaScript file of the project can be parsed, also those that no test happens to run."""

import re
from pathlib import Path

import pytest
from playwright.async_api import Page

ROOT = Path(__file__).parent.parent
FILES = [
    path
    for folder in ("pages", "recordings", "runbook", "tests")
    for path in sorted((ROOT / folder).rglob("*.js"))
    if path.parent.name != "vendor"
]
PARSE = "text => { try { new Function(text) } catch (error) { return String(error) } }"
# What a module imports can't be found from here, but it is looked for only once the module is parsed.
PARSE_MODULE = """text => import(`data:text/javascript,${encodeURIComponent(text)}`).then(
  () => null, error => error instanceof SyntaxError ? String(error) : null)"""


def is_module(text: str) -> bool:
    return re.search(r"^(?:import|export)\b", text, re.MULTILINE) is not None


async def mistake_in(page: Page, text: str) -> str | None:
    said: str | None = await page.evaluate(PARSE_MODULE if is_module(text) else PARSE, text)
    return said


async def test_every_file_is_parsed(page: Page) -> None:
    assert len(FILES) > 60
    found = {path.relative_to(ROOT).as_posix(): await mistake_in(page, path.read_text("utf-8")) for path in FILES}
    assert {name: said for name, said in found.items() if said} == {}


@pytest.mark.parametrize(
    "text", ["const a = ;", "function f() { return 1", "import a from './a.js'; const b = ;", "export const a = ;"]
)
async def test_what_is_no_javascript_is_found(page: Page, text: str) -> None:
    assert "SyntaxError" in (await mistake_in(page, text) or "")
