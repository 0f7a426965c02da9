"""Hints name settings as people write them, and `pages/` knows none of those names."""

import re
from pathlib import Path

import pytest

from pages.errors import About
from pages.microsoft import AADSTS
from runbook.cli import catalogue
from runbook.hints import WRITTEN, as_written
from runbook.inventory.document import TENANT
from runbook.settings import FIELDS

PAGES = Path(__file__).parents[2] / "pages"


def test_whatever_a_hint_can_be_about_is_written_somewhere() -> None:
    assert set(WRITTEN) == set(About)


@pytest.mark.parametrize("about", [one for one in About if one is not About.TIMEOUT])
def test_what_is_written_is_a_setting_and_a_key(about: About) -> None:
    place = WRITTEN[about]
    assert place.setting in FIELDS
    assert place.key in TENANT.model_fields


def test_pages_name_no_settings() -> None:
    found = [
        f"{path.relative_to(PAGES)}: {match[0]}"
        for path in PAGES.rglob("*.py")
        for match in re.finditer(r"RUNBOOK_\w+|runbook (?:apply|plan|verify)|--[a-z]+", path.read_text("utf-8"))
    ]
    assert found == []


@pytest.mark.parametrize("keys", [None, {}, {"azure_app": "azure_app (msp.toml:3)"}])
def test_nothing_is_left_in_braces(keys: dict[str, str] | None) -> None:
    hints = [kind.hint for kind in catalogue.kinds()] + [one.mend for one in AADSTS.values()]
    hints += re.findall(r'hint="([^"]+)"', "".join(path.read_text("utf-8") for path in PAGES.rglob("*.py")))
    assert any("{" in hint for hint in hints)
    for hint in hints:
        assert not re.search(r"[{}]", as_written(hint, keys))


def test_something_else_in_braces_is_left_as_it_is() -> None:
    assert as_written("Set {azure_app} or {azure_colour}.") == "Set RUNBOOK_AZURE_APP or {azure_colour}."
