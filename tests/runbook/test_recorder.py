"""What is recorded of the things that hands do: pictures, titles, durations."""

import asyncio
import hashlib
import json
import stat
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from time import monotonic
from typing import Any, cast

import pytest
from playwright.async_api import Error as PlaywrightError

from pages.driver.hands import Hands
from pages.driver.witness import Action
from runbook.evidence.recorder import Evidence
from runbook.evidence.redaction import Redactor

MOMENT = datetime(2030, 6, 1, 12, 30, 15, 250_000, tzinfo=UTC)


class Page:
    """As much of a browser's page as a picture needs."""

    url = "https://user:hunter2@portal.example/app?token=hunter2#access_token=hunter2"

    async def title(self) -> str:
        return "Title"

    async def screenshot(self, **options: object) -> bytes:
        assert options["mask"] == ["the password field"]
        return b"\x89PNG"


class Screen:
    portal = "Azure"
    timeout = 1
    page = Page()


class FakeHands:
    screen = Screen()

    async def secrets_on_page(self) -> list[str]:
        return ["the password field"]


def action(**values: Any) -> Action:  # noqa: ANN401 - of the kind that the field has
    known = {
        "portal": "Azure",
        "verb": "fill",
        "thing": "the 'Identifier' field",
        "value": "x",
        "writes": False,
    }
    return Action(**{**known, **values})


@pytest.fixture
def evidence(tmp_path: Path) -> Iterator[Evidence]:
    evidence = Evidence(tmp_path, "contoso", Redactor(("hunter2",)), lambda: MOMENT)
    yield evidence
    evidence.journal.close()


def journal_of(evidence: Evidence) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (evidence.folder / "journal.jsonl").read_bytes().splitlines()]


HANDS = cast("Hands", FakeHands())


async def test_write_is_recorded_with_a_masked_picture_before_it_is_done(evidence: Evidence) -> None:
    evidence.phase = "07"
    await evidence.before(HANDS, action(verb="press", thing="'Save'", writes=True))
    (entry,) = journal_of(evidence)
    assert (entry["event"], entry["phase"], entry["verb"], entry["writes"]) == ("intent", "07", "press", True)
    shot = evidence.folder / entry["screenshot"]["file"]
    assert shot.name == "07-001-azure-before-press-save.png"
    assert hashlib.sha256(shot.read_bytes()).hexdigest() == entry["screenshot"]["sha256"]
    if sys.platform != "win32":
        assert stat.S_IMODE(shot.stat().st_mode) == 0o600


async def test_action_is_recorded_with_title_and_duration_also_without_a_picture(evidence: Evidence) -> None:
    await evidence.after(HANDS, action(verb="press"))
    await evidence.after(HANDS, action(began=monotonic() - 7))
    pressed, filled = journal_of(evidence)
    assert (pressed["title"], pressed["screenshot"]) == ("Title", None)
    assert (filled["title"], filled["screenshot"]["title"]) == ("Title", "Title")
    assert 0 <= pressed["seconds"] < 5
    assert 7 <= filled["seconds"] < 12


async def test_duration_of_a_write_is_that_of_the_press_and_not_of_the_picture_before(
    evidence: Evidence, monkeypatch: pytest.MonkeyPatch
) -> None:
    times = iter([100.0, 130.0, 130.5])  # the picture begins, is recorded, the press is done
    monkeypatch.setattr("runbook.evidence.recorder.Evidence.picture", none)
    monkeypatch.setattr("runbook.evidence.recorder.monotonic", lambda: next(times))
    press = action(verb="press", writes=True, began=next(times))
    await evidence.before(HANDS, press)
    await evidence.after(HANDS, press)
    intent, done = journal_of(evidence)
    assert (intent["event"], intent["seconds"]) == ("intent", None)
    assert (done["event"], done["seconds"]) == ("action", 0.5)


async def none(self: Evidence, hands: Hands, what: str) -> None:
    """A page that can't be drawn."""
    del self, hands, what


async def test_page_that_does_not_tell_its_title_is_no_obstacle(
    evidence: Evidence, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def crashed(_: object) -> str:
        raise PlaywrightError("Target crashed")

    async def hung(_: object) -> str:
        await asyncio.Event().wait()
        return ""

    monkeypatch.setattr(Screen, "timeout", 0.01)
    for title in (crashed, hung):
        monkeypatch.setattr(Page, "title", title)
        await evidence.after(HANDS, action(verb="press"))
    assert [entry["title"] for entry in journal_of(evidence)] == [None, None]


async def test_picture_that_belongs_to_no_action_is_recorded_too(evidence: Evidence) -> None:
    shot = await evidence.show(HANDS, "when it failed")
    (entry,) = journal_of(evidence)
    assert (entry["event"], entry["thing"], entry["screenshot"]) == ("picture", "when it failed", shot)


async def test_what_seemed_to_fail_is_recorded_with_its_page(evidence: Evidence) -> None:
    await evidence.doubt(HANDS, "it said hunter2")
    (entry,) = journal_of(evidence)
    assert (entry["event"], entry["portal"], entry["why"]) == ("seemed to fail", "Azure", "it said (hidden)")
    assert entry["address"] == "https://portal.example/app"
    assert entry["screenshot"]["file"].endswith("azure-what-seemed-to-fail.png")


def test_certificate_is_recorded_with_its_digest(evidence: Evidence) -> None:
    evidence.keep_certificate(b"pem")
    (entry,) = journal_of(evidence)
    assert entry["certificate"] == {"file": "certificate.cert", "sha256": hashlib.sha256(b"pem").hexdigest()}


async def test_recorded_address_has_no_query_user_or_token(evidence: Evidence) -> None:
    await evidence.after(HANDS, action())
    assert journal_of(evidence)[0]["address"] == "https://portal.example/app"


async def test_pictures_are_listed_in_the_order_in_which_they_were_taken(evidence: Evidence) -> None:
    for phase in ("01", "02", "10"):
        evidence.phase = phase
        for _ in range(2):
            await evidence.after(HANDS, action())
    taken = [Path(entry["screenshot"]["file"]).name for entry in journal_of(evidence)]
    assert taken == sorted(taken)
    assert len(set(taken)) == 6


@pytest.mark.parametrize("thing", ["../../../x", "/etc/passwd", "a\x00b", "<script>", "x" * 5000, "\u0416", ""])
async def test_no_file_name_is_taken_unchecked_from_a_portal(evidence: Evidence, thing: str) -> None:
    await evidence.after(HANDS, action(thing=thing))
    shot = evidence.folder / journal_of(evidence)[0]["screenshot"]["file"]
    assert shot.resolve().parent == (evidence.folder / "screens").resolve()
    assert len(shot.name) < 200
