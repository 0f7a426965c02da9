"""Reads a report without a browser, and makes journals hostile."""

import json
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from pathlib import Path

from runbook.report import write_report
from tests.helpers.journals import lines

Kind = Callable[[Path], Path]
VOID = {"meta", "input", "img", "br", "path", "rect", "use", "circle", "image"}


class Page(HTMLParser):
    """The elements of a page with their attributes, and the text of each element that has an id or a class."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.html = html
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.texts: dict[str, list[str]] = {}
        self._open: list[tuple[str, list[str]]] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = dict(attrs)
        self.elements.append((tag, attributes))
        names = [f"#{attributes['id']}"] if "id" in attributes else []
        names += [f".{name}" for name in (attributes.get("class") or "").split()]
        if tag not in ("b", "bdi"):
            self.handle_data(" ")  # what is drawn apart is read apart
        for name in names:
            self.texts.setdefault(name, []).append("")
        if tag not in VOID:
            self._open.append((tag, names))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        if any(tag in ("style", "script") for tag, _ in self._open):
            return
        for name in {name for _, names in self._open for name in names}:
            self.texts[name][-1] += data

    def text(self, name: str) -> str:
        """The text of the one element with this `#id` or `.class`, with single spaces."""
        (text,) = self.texts[name]
        return " ".join(text.split())

    def of(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.elements if name == tag]

    def attributes(self, *names: str) -> Iterator[str]:
        for _, attributes in self.elements:
            yield from (attributes[name] or "" for name in names if name in attributes)


def report(folder: Path, signer: str = "") -> Page:
    return Page(write_report(folder, signer=signer).read_text("utf-8"))


HOSTILE = "<script>window.ran = 1</script>\"' onload=ran() x='{{ 7 * 7 }}"
KEPT = {"event", "at", "outcome", "phase", "file", "verdict", "not_after", "previous", "command"}


def soiled(value: object, hostile: str, name: str = "") -> object:
    """A journal's entry with hostile text for every text that is no part of its form."""
    if isinstance(value, dict):
        return {key: soiled(one, hostile, key) for key, one in value.items()}
    if isinstance(value, list):
        return [soiled(one, hostile, name) for one in value]
    return hostile if isinstance(value, str) and name not in KEPT else value


def soil(folder: Path, hostile: str) -> Path:
    entries = [json.dumps(soiled(json.loads(line), hostile)) for line in lines(folder)]
    (folder / "journal.jsonl").write_text("\n".join(entries) + "\n", encoding="utf-8")
    return folder


# All that a portal could show to get out of the place where its text is shown.
MOST_HOSTILE = (
    "</bdi></code></td></table></section></main><script>window.ran = 1</script><img src=x onerror='window.ran = 1'>"
    "<svg onload='window.ran = 1'>\"' autofocus onfocus='window.ran = 1' style='position:fixed;inset:0'"
    "<base href='https://elsewhere.example/'><meta http-equiv=refresh content='0;url=https://elsewhere.example/'>"
    "<iframe srcdoc='<script>parent.ran = 1</script>'></iframe><form action=https://elsewhere.example>"
    "\u202e\u2066reversed\u202d \x00\x1b[31m\ud83d ]]>--> {{ 7 * 7 }} " + "W" * 3000 + " " + "\u0300" * 300
)
