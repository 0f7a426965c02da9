"""The report's copies of the screenshots: the same pixels in fewer bytes, and each picture once.

The files in ``screens/`` stay as the browser drew them.
"""

import base64
import enum
import hashlib
import io
import os
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from markupsafe import Markup
from PIL import Image, UnidentifiedImageError

from runbook.evidence.entries import Shot
from runbook.evidence.folder import SCREENS

_LONGEST_SIDE = 16383  # of a WebP picture
_SKETCH = (72, 50)
# Gradients and photographs, to which PNG gives more bytes, take six times as long for a smaller gain.
_PIXELS_A_BYTE = 8


class State(enum.StrEnum):
    """Whether a screenshot is what the journal says."""

    GOOD = "good"
    ALTERED = "altered"
    MISSING = "missing"
    UNREADABLE = "unreadable"


@dataclass(frozen=True)
class Picture:
    """A picture as it stands in the report.

    Attributes:
        key: its name within the page.
        width, height: in pixels.
        address: the data address that holds it.
        sketch: a thumbnail in shades of grey, to tell how much two pictures are alike.
    """

    key: str
    width: int
    height: int
    address: Markup
    sketch: bytes

    def difference(self, other: "Picture") -> int:
        """How much it differs from another picture; 0 if hardly at all."""
        return sum(abs(mine - theirs) for mine, theirs in zip(self.sketch, other.sketch, strict=True))


@dataclass(frozen=True)
class Copy:
    """What came of a screenshot: the picture, unless it is missing or unreadable."""

    state: State
    picture: Picture | None = None


class Gallery:
    """The pictures of a run, by the screenshots' names. Identical ones are there once."""

    def __init__(self, folder: Path, shots: Iterable[Shot]) -> None:
        files = {shot.file: _content(folder, shot.file) for shot in shots}
        digests = {file: hashlib.sha256(content).hexdigest() for file, content in files.items() if content is not None}
        unique = {digests[file]: content for file, content in files.items() if content is not None}
        # The encoder gives up the interpreter's lock, so that threads share the work.
        with ThreadPoolExecutor(os.cpu_count()) as pool:
            copies = zip(unique, pool.map(_copy, unique.values(), range(1, len(unique) + 1)), strict=True)
        self._pictures = dict(copies)
        self._digests = digests

    def __getitem__(self, shot: Shot) -> Copy:
        digest = self._digests.get(shot.file)
        if digest is None:
            return Copy(State.MISSING)
        picture = self._pictures[digest]
        if picture is None:
            return Copy(State.UNREADABLE)
        return Copy(State.GOOD if digest == shot.sha256 else State.ALTERED, picture)

    @property
    def pictures(self) -> list[Picture]:
        """All of them."""
        return [picture for picture in self._pictures.values() if picture is not None]


def _content(folder: Path, file: str) -> bytes | None:
    """The file's content; only a file of the run's own screens is read."""
    path = folder / file
    try:
        if path.resolve().parent != (folder / SCREENS).resolve():
            return None
        return path.read_bytes()
    except (OSError, ValueError):
        return None


def _copy(content: bytes, number: int) -> Picture | None:
    """The same pixels in as few bytes as is quick to do; None if it is no picture."""
    try:
        with Image.open(io.BytesIO(content), formats=("PNG",)) as image:
            width, height = image.size
            sketch = image.convert("L").resize(_SKETCH, Image.Resampling.BOX).tobytes()
            best, kind = content, "png"
            if max(width, height) <= _LONGEST_SIDE and len(content) * _PIXELS_A_BYTE <= width * height:
                smaller = io.BytesIO()
                # Half of the time that the best effort takes, for a third more bytes.
                image.save(smaller, "WEBP", lossless=True, exact=True, method=1, quality=20)
                if len(smaller.getvalue()) < len(content):
                    best, kind = smaller.getvalue(), "webp"
    except (OSError, ValueError, SyntaxError, UnidentifiedImageError, Image.DecompressionBombError):
        return None
    # Base64 has no character that means anything in HTML.
    address = Markup(f"data:image/{kind};base64,{base64.b64encode(best).decode()}")  # noqa: S704
    return Picture(f"p{number}", width, height, address, sketch)
