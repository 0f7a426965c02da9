"""The report's pictures: the same pixels, each once, told when they are not what the journal names; highlights."""

import base64
import io
import json
import os
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageDraw

from runbook.evidence.entries import Shot
from runbook.report import write_report
from runbook.report.pictures import Gallery, State
from tests.helpers.journals import SIZE, Recorder, finished, lines, picture
from tests.helpers.properties import examples
from tests.helpers.report_page import Page, report

BOX = {"x": 100, "y": 50, "width": 80, "height": 20}


@pytest.fixture
def run(tmp_path: Path) -> Recorder:
    """A run that began."""
    recorder = Recorder(tmp_path / "run")
    recorder.began()
    return recorder


def drawn(address: str) -> Image.Image:
    """The picture that a data address holds."""
    return Image.open(io.BytesIO(base64.b64decode(address.partition(",")[2])))


def pixels(image: Image.Image) -> bytes:
    return image.convert("RGBA").tobytes()


def images(page: Page) -> list[dict[str, str | None]]:
    return page.of("image")


def marks(page: Page) -> list[tuple[float, ...]]:
    """The highlights: left, top, width, height."""
    found = [at for at in page.of("rect") if at.get("class") == "mark"]
    return [tuple(float(at[name] or "") for name in ("x", "y", "width", "height")) for at in found]


@pytest.mark.parametrize("noise", [0, 80])
@pytest.mark.parametrize("mode", ["RGB", "RGBA", "L", "P", "1"])
@pytest.mark.parametrize("size", [(1, 1), (360, 250), (1440, 7)])
def test_copies_have_the_very_pixels_of_the_screenshots(
    tmp_path: Path, mode: str, size: tuple[int, int], noise: int
) -> None:
    (tmp_path / "screens").mkdir()
    image = Image.effect_noise(size, noise).convert("RGB")
    ImageDraw.Draw(image).ellipse((0, 0, size[0] // 2, size[1]), "red", "blue")
    image.convert(mode).save(tmp_path / "screens" / "a.png")
    copy = Gallery(tmp_path, [Shot(file="screens/a.png", sha256="")])[Shot(file="screens/a.png", sha256="")]
    assert copy.picture is not None
    assert (copy.picture.width, copy.picture.height) == size
    assert pixels(drawn(copy.picture.address)) == pixels(Image.open(tmp_path / "screens" / "a.png"))


def test_copies_of_drawn_pages_take_less_room(tmp_path: Path) -> None:
    (tmp_path / "screens").mkdir()
    (tmp_path / "screens" / "a.png").write_bytes(content := picture("a page", (1440, 1000)))
    copy = Gallery(tmp_path, [shot := Shot(file="screens/a.png", sha256="")])[shot]
    assert copy.picture is not None
    assert copy.picture.address.startswith("data:image/webp;")
    assert len(copy.picture.address) < len(content) * 0.9


def test_screenshots_stay_as_the_browser_drew_them(tmp_path: Path) -> None:
    folder = finished(tmp_path / "run")
    before = {path.name: path.read_bytes() for path in (folder / "screens").iterdir()}
    write_report(folder)
    assert {path.name: path.read_bytes() for path in (folder / "screens").iterdir()} == before


def test_identical_pictures_are_there_once(run: Recorder) -> None:
    for shows in ("one", "other", "one", "one"):
        run.act("read", "it", shows=shows)
    page = report(run.folder)
    assert len(images(page)) == 2
    used = [href for at in page.of("use") if (href := at["href"] or "").startswith("#p")]
    assert sorted(used) == ["#p1", "#p1", "#p1", "#p2"]


@pytest.mark.parametrize(
    ("box", "mark"),
    [
        (BOX, (96, 46, 88, 28)),
        ({"x": -10, "y": -10, "width": 30, "height": 30}, (0, 0, 24, 24)),
        ({"x": 350, "y": 240, "width": 100, "height": 100}, (346, 236, 14, 14)),
        ({"x": 0, "y": 0, "width": 0, "height": 0}, (0, 0, 4, 4)),
    ],
)
def test_highlight_is_the_recorded_box_with_some_room_within_the_picture(
    run: Recorder, box: dict[str, float], mark: tuple[float, ...]
) -> None:
    run.act("read", "it", shows="page", box=box)
    assert marks(report(run.folder)) == [mark]


@examples(30)
@given(x=st.floats(-1e6, 1e6), y=st.floats(-1e6, 1e6), width=st.floats(0, 1e6), height=st.floats(0, 1e6))
def test_highlight_never_leaves_the_picture(
    tmp_path_factory: pytest.TempPathFactory, x: float, y: float, width: float, height: float
) -> None:
    run = Recorder(tmp_path_factory.mktemp("runs") / "run")
    run.began()
    run.act("read", "it", shows="page", box={"x": x, "y": y, "width": width, "height": height})
    for left, top, wide, high in marks(report(run.folder)):
        assert 0 <= left < left + wide <= SIZE[0]
        assert 0 <= top < top + high <= SIZE[1]


def test_page_without_a_box_has_no_highlight(run: Recorder) -> None:
    run.act("read", "the page", shows="page")
    assert marks(report(run.folder)) == []


# Pictures that are not what the journal names


def test_altered_picture_is_told(run: Recorder) -> None:
    run.act("read", "it", shows="page")
    (shot,) = (run.folder / "screens").iterdir()
    shot.write_bytes(picture("another page"))
    page = report(run.folder)
    assert "This file is not the one that the journal names" in page.text("#picture-1")
    assert "Not as the journal names it: 1" in page.text("#run")


def test_missing_picture_is_told(run: Recorder) -> None:
    run.act("read", "it", shows="page")
    (shot,) = (run.folder / "screens").iterdir()
    shot.unlink()
    page = report(run.folder)
    assert "The picture is missing from the run folder" in page.text("#picture-1")
    assert "Not as the journal names it: 1" in page.text("#run")
    assert images(page) == []


@pytest.mark.parametrize(
    "content", [b"", b"\x89PNG", b"<svg/>", b"GIF89a", picture("x")[:-30], b"\x89PNG\r\n\x1a\n" + bytes(50)]
)
def test_picture_that_is_none_is_told(run: Recorder, content: bytes) -> None:
    run.act("read", "it", shows="page")
    (shot,) = (run.folder / "screens").iterdir()
    shot.write_bytes(content)
    page = report(run.folder)
    assert "The picture can’t be read" in page.text("#picture-1")  # noqa: RUF001 - as it stands there
    assert images(page) == []


@pytest.mark.parametrize(
    "file",
    [
        "../secret.png", "screens/../../secret.png", "screens/../secret.png", "screens", "screens/", "", ".",
        "screens/none.png", "journal.jsonl", "screens/deeper/one.png", "screens/\0", "{tmp}/secret.png",
    ],
)  # fmt: skip
def test_only_files_of_the_runs_own_screens_are_shown(run: Recorder, tmp_path: Path, file: str) -> None:
    for secret in (tmp_path / "secret.png", run.folder / "secret.png", run.folder / "screens" / "deeper" / "one.png"):
        secret.parent.mkdir(exist_ok=True)
        secret.write_bytes(picture("secret"))
    run.act("read", "it", screenshot={"file": file.replace("{tmp}", str(tmp_path)), "sha256": ""})
    assert images(report(run.folder)) == []


@pytest.mark.skipif(os.name == "nt", reason="links need a privilege there")
def test_link_out_of_the_screens_is_not_followed(run: Recorder, tmp_path: Path) -> None:
    (tmp_path / "secret.png").write_bytes(picture("secret"))
    (run.folder / "screens" / "link.png").symlink_to(tmp_path / "secret.png")
    run.act("read", "it", screenshot={"file": "screens/link.png", "sha256": ""})
    assert images(report(run.folder)) == []


# Which two show what a step did


def test_before_is_the_last_picture_that_is_about_as_much_alike(run: Recorder) -> None:
    """Not the last one of all, which may show another place of the same page."""
    run.result.steps[0].changes = ()
    run.act("read", "the SAML page", "Azure", shows="card 1")
    run.act("read", "the Login URL", "Azure", shows="card 4, far down the page, and much else, on and on")
    whole = finish(run, 7, "card 1.")
    assert compared(whole, 7) == (1, 6)


def test_before_is_not_from_before_the_portals_last_write(run: Recorder) -> None:
    run.act("read", "the dialog", shows="dialog, stale")
    run.act("press", "Save", writes=True)
    run.act("read", "the dialog", shows="another page that is not much like it")
    whole = finish(run, 9, "dialog, stale!")
    assert compared(whole, 9)[0] == 2


def test_step_that_only_reads_compares_nothing(run: Recorder) -> None:
    run.act("read", "the Login URL", "Azure", shows="card 4")
    run.phase = "02"
    run.act("read", "the Login URL", "Azure", shows="card 4, highlighted")
    assert "compare" not in {at.get("class") for at in report(run.folder).of("div")}


def finish(run: Recorder, number: int, shows: str) -> Page:
    """A step that fills in, saves and reads back what is then shown; the report."""
    portal = "Azure" if number == 7 else "Ooma"
    changes = [{"portal": portal, "field": "f", "before": None, "after": "x"}]
    run.phase = f"{number:02}"
    run.journal.write("step planned", step=number, why="", changes=changes)
    run.act("fill", "the field", portal, value="x", shows="a panel that covers half of the page")
    run.act("press", "Save", portal, "intent", shows="a panel that covers half of the page.", writes=True)
    run.act("press", "Save", portal, writes=True)
    run.act("see", "what else there is", portal, "picture", shows="something")
    run.act("read", "the field", portal, value="x", shows=shows)
    run.journal.write("step ended", step=number, outcome="done", seconds=1)
    return report(run.folder)


def compared(page: Page, number: int) -> tuple[int, int]:
    """The numbers of the two pictures that a step compares."""
    html = page.html[page.html.index(f'id="step-{number}"') :]
    html = html[html.index('class="compare"') : html.index('class="slide"')]
    before, after = re.findall(r'data-number="(\d+)"', html)
    return int(before), int(after)


def test_number_of_lines_and_pictures_is_that_of_the_journal(tmp_path: Path) -> None:
    folder = finished(tmp_path / "run")
    shots: list[Any] = [entry.get("screenshot") for entry in map(json.loads, lines(folder))]
    assert f"{sum(shot is not None for shot in shots)} pictures, each with the SHA-256" in report(folder).text("#run")


def test_state_of_a_picture_is_good_only_if_its_digest_is_the_journals(tmp_path: Path) -> None:
    (tmp_path / "screens").mkdir()
    (tmp_path / "screens" / "a.png").write_bytes(picture("a"))
    assert Gallery(tmp_path, [shot := Shot(file="screens/a.png", sha256="")])[shot].state is State.ALTERED
