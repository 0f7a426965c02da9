"""Journals of other versions: what isn't needed may be missing, what isn't known may be there, the rest is named."""

import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from runbook.evidence.entries import Ended, read_entry
from runbook.evidence.reading import NoRun, open_journal
from runbook.report import write_report
from tests.helpers.journals import KINDS, read_journal
from tests.helpers.properties import examples

EARLIER = next(Path(__file__).with_name("earlier").glob("*-contoso"))
# What the report can't do without, by what holds it: an event, or a key within one.
ESSENTIAL = {
    "run began": {"command", "version", "host", "operator", "system", "browser", "tenant", "settings"},
    "run ended": {"outcome"},
    "step planned": {"step"},
    "step began": {"step"},
    "step ended": {"step"},
    "step judged": {"step"},
    "observed": {"seen"},
    "verified": {"seen"},
    "steps": {"step", "outcome"},
    "changes": {"portal", "field"},
    "findings": {"what", "verdict", "found"},
    "error": {"code", "message"},
    "screenshot": {"file", "sha256"},
    "box": {"x", "y", "width", "height"},
}
EVERYWHERE = {"event", "at"}
# What of the run's result is told by no other line.
TAKEN = ("outcome", "steps", "ooma_account", "error", "findings", "notes")
# Read as a whole, or not at all.
OPAQUE = {"settings", "options", "seen", "sso"}
Place = tuple[str | int, ...]


@pytest.fixture(scope="module")
def journals(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Run folders of every kind without their pictures, which take most of a report's time."""
    root = tmp_path_factory.mktemp("journals")
    made = [kind(root / kind.__name__) for kind in KINDS]
    (root / "earlier").mkdir()
    shutil.copy(EARLIER / "journal.jsonl", root / "earlier")
    for folder in made:
        shutil.rmtree(folder / "screens")
    return [*made, root / "earlier"]


def places(value: object, holder: str, place: Place = ()) -> Iterator[tuple[Place, bool]]:
    """Every key within an entry, and whether the report needs it."""
    if isinstance(value, list):
        for number, one in enumerate(value):
            yield from places(one, holder, (*place, number))
    elif isinstance(value, dict):
        for key, one in value.items():
            needed = key in ESSENTIAL.get(holder, ()) or (not place and key in EVERYWHERE)
            yield (*place, key), needed
            # The line "findings" has a list of that name; it is the line that is no finding.
            if key not in OPAQUE:
                yield from places(one, key, (*place, key))


def held(entry: dict[str, Any]) -> list[tuple[Place, bool]]:
    """The same for a whole line; the event is what holds the outermost keys."""
    event = "" if entry["event"] == "findings" else entry["event"]
    return list(places(entry, event))


def without(value: Any, gone: set[Place], place: Place = ()) -> Any:  # noqa: ANN401
    """A value without what stands in some places."""
    if isinstance(value, list):
        return [without(one, gone, (*place, number)) for number, one in enumerate(value)]
    if isinstance(value, dict):
        return {key: without(one, gone, (*place, key)) for key, one in value.items() if (*place, key) not in gone}
    return value


def put(value: Any, place: Place, other: object) -> Any:  # noqa: ANN401
    """A value with another one in some place."""
    if not place:
        return other
    if isinstance(value, list):
        return [put(one, place[1:], other) if number == place[0] else one for number, one in enumerate(value)]
    return {key: put(one, place[1:], other) if key == place[0] else one for key, one in value.items()}


def write(folder: Path, entries: list[dict[str, Any]]) -> Path:
    """A run folder with these lines, in its own place."""
    target = folder.with_name("altered")
    target.mkdir(exist_ok=True)
    (target / "journal.jsonl").write_text("".join(f"{json.dumps(entry)}\n" for entry in entries), encoding="utf-8")
    return target


def says(told: object, left: object) -> bool:
    """Whether all that was left is told as it was."""
    if isinstance(told, dict) and isinstance(left, dict):
        return all(says(told[key], one) for key, one in left.items() if key in told)
    if isinstance(told, list) and isinstance(left, list):
        return len(told) == len(left) and all(map(says, told, left))
    return told == left


@examples(60)
@given(st.data())
def test_a_line_that_lacks_what_is_not_needed_is_read_and_says_all_that_is_left(
    journals: list[Path], data: st.DataObject
) -> None:
    folder = data.draw(st.sampled_from(journals))
    entry = data.draw(st.sampled_from(read_journal(folder)))
    optional = [place for place, needed in held(entry) if not needed]
    left = without(entry, data.draw(st.sets(st.sampled_from(optional))))
    read = read_entry(1, left)
    if isinstance(read, Ended) and read.result is not None:
        assert says(read.result.as_json(), {name: left[name] for name in TAKEN if name in left})
    assert says(read.model_dump(mode="json", exclude={"result", "at"}), left)


@examples(25)
@given(st.data())
def test_a_journal_that_lacks_what_is_not_needed_has_a_report(journals: list[Path], data: st.DataObject) -> None:
    folder = data.draw(st.sampled_from(journals))
    pruned = []
    for entry in read_journal(folder):
        optional = [place for place, needed in held(entry) if not needed]
        pruned.append(without(entry, data.draw(st.sets(st.sampled_from(optional)))))
    ended = open_journal(folder).result
    html = write_report(write(folder, pruned)).read_text("utf-8")
    outcome = ended.outcome.capitalize() if ended is not None else "Interrupted"
    assert f"<strong>{outcome}</strong>" in html


def test_a_line_that_lacks_what_is_needed_is_named_with_the_field(journals: list[Path]) -> None:
    seen = set()
    for folder in journals:
        entries = read_journal(folder)
        for number, entry in enumerate(entries, start=1):
            for place, needed in held(entry):
                form = (entry["event"], *(one for one in place if isinstance(one, str)))
                if not needed or form in seen or place == ("event",):
                    continue
                seen.add(form)
                altered = [*entries[: number - 1], without(entry, {place}), *entries[number:]]
                said = f"line {number}, '{entry['event']}': {'.'.join(map(str, place))}: Field required"
                with pytest.raises(NoRun, match=re.escape(f"journal.jsonl, {said}")):
                    open_journal(write(folder, altered))
    assert {("run ended", "steps", "outcome"), ("findings", "findings", "verdict"), ("action", "box", "x")} <= seen
    assert {("step judged", "changes", "field"), ("run ended", "error", "code")} & seen


@pytest.mark.parametrize("name", ["name", "sso", "evidence", "certificate", "what a later version has"])
@pytest.mark.parametrize("odd", [None, 7, "unknown", {"enabled": "unknown", "certificate": {"sha256": 1}}])
def test_the_result_may_say_anything_where_the_report_does_not_ask_it(
    journals: list[Path], name: str, odd: object
) -> None:
    for folder in journals:
        *entries, last = read_journal(folder)
        assert open_journal(write(folder, [*entries, {**last, name: odd}])).result == open_journal(folder).result


ODD: list[object] = [None, 7, -1, 1e300, 10**30, True, "", "some text", [], [[]], [7], {}, {"": None}, {"step": {}}]


@examples(60)
@given(st.data())
def test_a_value_of_a_wrong_type_has_a_report_or_is_named_with_its_line_and_field(
    journals: list[Path], data: st.DataObject
) -> None:
    folder = data.draw(st.sampled_from(journals))
    entries = read_journal(folder)
    number = data.draw(st.integers(1, len(entries)))
    entry = entries[number - 1]
    place = data.draw(st.sampled_from([place for place, _ in held(entry) if place != ("event",)]))
    odd = data.draw(st.sampled_from(ODD))
    altered = write(folder, [*entries[: number - 1], put(entry, place, odd), *entries[number:]])
    said = refusal(altered)
    field = ".".join(map(str, place))
    assert not said or f"{altered / 'journal.jsonl'}, line {number}, '{entry['event']}': {field}" in said


def refusal(folder: Path) -> str:
    """Why a journal has no report; empty if it has one."""
    try:
        write_report(folder)
    except NoRun as error:
        return error.message
    return ""


def test_an_outcome_of_a_later_version_is_named(journals: list[Path]) -> None:
    *entries, last = read_journal(journals[0])
    with pytest.raises(NoRun, match=rf"line {len(entries) + 1}, 'run ended': outcome: Input should be 'applied'"):
        open_journal(write(journals[0], [*entries, {**last, "outcome": "rolled back"}]))
