"""The program on portals that are drawn from a seed, in ways that nobody has seen."""

import hashlib
import re
from pathlib import Path

import pytest
from playwright.async_api import Browser, Playwright

from tests.portals.generator.bot import play
from tests.portals.generator.choices import CHOICES, covering, draw, plainest, uncovered
from tests.portals.generator.exam import PACE, examine
from tests.portals.generator.proof import prove
from tests.portals.generator.seeds import RESULTS, Range, read, table
from tests.portals.generator.server import VENDOR, served

# Drawings in which every option occurs. The program works on the first every day.
COVERING = covering()
MOST_BYTES = 3 * 2**20
# What stands in every folder of libraries besides the libraries.
TOLD = re.compile(r"README\.md|.*LICEN[CS]E.*", re.IGNORECASE)


@pytest.mark.long
@pytest.mark.parametrize("number", range(len(COVERING)))
async def test_each_option_is_drawn_so_that_a_customer_can_be_configured(browser: Browser, number: int) -> None:
    async with served(COVERING[number], pace=PACE) as portals:
        assert await prove(browser, portals) == []


@pytest.mark.long
@pytest.mark.parametrize(
    "number", [0, *(pytest.param(number, marks=pytest.mark.everything) for number in range(1, len(COVERING)))]
)
async def test_a_customer_is_configured_on_drawn_portals(playwright: Playwright, browser: Browser, number: int) -> None:
    exam = await examine(playwright, browser, COVERING[number])
    assert exam.faults == []
    assert exam.play is not None
    assert exam.play.is_right, exam.play


@pytest.mark.parametrize(
    ("word", "other"),
    [("Set Up Identity Provider", "Configure IdP"), ("IdP and SSO", "Federation"), ("Login URL", "Sign-on address")],
)
async def test_a_word_that_was_changed_stops_the_program_and_is_named(
    playwright: Playwright, browser: Browser, word: str, other: str
) -> None:
    async with served(plainest(own="yes"), pace=PACE, renamed={word: other}) as portals:
        played = await play(playwright, browser, portals, timeout=5)
        assert (played.outcome, played.code) == ("failed", "not-found")
        assert word in played.message
        assert portals.writes == []


def test_every_option_of_every_choice_is_covered() -> None:
    assert uncovered(COVERING) == set()


def test_a_choice_depends_on_the_seed_and_on_nothing_else() -> None:
    first, second = draw(7), draw(7, own="yes")
    assert {**first.choices, "own": "yes"} == second.choices
    assert {draw(seed).choices["own"] for seed in range(30)} == set(CHOICES["own"])


@pytest.mark.parametrize("forced", [{"own": "perhaps"}, {"owner": "yes"}])
def test_what_cannot_be_drawn_is_refused(forced: dict[str, str]) -> None:
    with pytest.raises(ValueError, match="no such choice"):
        draw(1, **forced)


def test_libraries_are_the_published_ones() -> None:
    """Each is listed with its digest and its licence, which stands beside it."""
    readme = (VENDOR / "README.md").read_text(encoding="utf-8")
    files = [path for path in VENDOR.rglob("*") if path.is_file()]
    libraries = [path for path in files if not TOLD.fullmatch(path.name)]
    assert libraries
    for library in libraries:
        digest = hashlib.sha256(library.read_bytes()).hexdigest()
        (line,) = (line for line in readme.splitlines() if digest in line)
        assert library.name in line
        licences = [path for path in files if path.name in line and path != library]
        assert licences, f"{library.name} has no licence"
    assert sum(path.stat().st_size for path in files) <= MOST_BYTES


async def test_seeds_that_were_examined_are_not_examined_again(tmp_path: Path) -> None:
    line = '{"seed": 4, "verdict": "right", "seconds": 1, "choices": {"own": "no"}}\n'
    (tmp_path / RESULTS).write_text(line + '{"seed": 5, "verd', encoding="utf-8")
    seeds = Range(range(4, 5), tmp_path, workers=1)
    await seeds.run()
    assert seeds.results.keys() == {4}
    assert len(read(tmp_path / RESULTS)) == 1
    assert table(seeds.results.values()).split() == ["own", "no", "1/1"]
