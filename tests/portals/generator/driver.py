"""A small driver that knows every control of a drawing by reference, wherever it is and whatever it looks like.

Scripts of a drawing register what a person would use under keys (`know` in `markup.js`). Nothing of the keys is to be
seen in the page, so that nothing but this driver can go by them.
"""

import asyncio
import re
from time import monotonic
from typing import Any

from playwright.async_api import ConsoleMessage, Dialog, ElementHandle, FileChooser, FilePayload, Frame, JSHandle, Page
from playwright.async_api import Error as PlaywrightError
from playwright.async_api import TimeoutError as PlaywrightTimeout

PATIENCE = 10.0
"""Seconds within which everything is there, or works."""

CLOSE = "interruption close"

_KNOWN = "(key) => (window.known instanceof Map && window.known.get(key)) || null"
_TEXT = """(element) => {
  if ('value' in element && /^(input|textarea|select)$/i.test(element.localName)) return element.value;
  const text = (element.innerText ?? element.textContent).trim(), title = element.getAttribute('title');
  return title && (/(…|\\.\\.\\.)$/.test(text) || !text) ? title : text;
}"""
# What is fixed in a frame is scrolled to by scrolling around the frame.
_AROUND = "(frame, end) => frame.scrollIntoView({block: end ? 'end' : 'start'})"
# How long between two looks at a page, in seconds.
_BEAT = 0.05
# How long a click may be held up before what lies in its way is looked for, in milliseconds.
_HELD_UP = 1500


class StuckError(Exception):
    """Something of a drawing is not there or does not work: a person could not finish either."""


class Driver:
    """Works one page of a drawing.

    Attributes:
        page: the page.
        dialogs: what the page's native dialogs said; all are accepted.
        faults: errors of the page's scripts.
    """

    def __init__(self, page: Page, name: str) -> None:
        self.page = page
        self.name = name
        self.dialogs: list[str] = []
        self.faults: list[str] = []
        page.on("dialog", self._answer)
        page.on("pageerror", lambda error: self.faults.append(f"{name}: {error.message}"))
        page.on("console", self._hear)

    def _hear(self, said: ConsoleMessage) -> None:
        if said.type == "error":
            self.faults.append(f"{self.name}: {said.text} ({said.location['url']})")

    async def _answer(self, dialog: Dialog) -> None:
        self.dialogs.append(dialog.message)
        await dialog.accept()

    # What is there.

    async def find(self, key: str) -> ElementHandle | None:
        """What is known under a key and on screen now, in whichever frame."""
        for frame in self.page.frames:
            element = await _known(frame, key)
            if element is not None:
                return element
        return None

    async def has(self, key: str, timeout: float = 0) -> bool:
        """Whether it is on screen, now or within some seconds."""
        until = monotonic() + timeout
        while await self.find(key) is None:
            if monotonic() >= until:
                return False
            await asyncio.sleep(_BEAT)
        return True

    async def wait(self, key: str) -> ElementHandle:
        """Wait until it is on screen."""
        until = monotonic() + PATIENCE
        while (element := await self.find(key)) is None:
            if monotonic() >= until:
                raise StuckError(f"{self.name}: '{key}' is not on screen")
            await self.put_aside()
            await asyncio.sleep(_BEAT)
        return element

    async def gone(self, key: str) -> None:
        """Wait until it is no longer on screen."""
        until = monotonic() + PATIENCE
        while await self.find(key) is not None:
            if monotonic() >= until:
                raise StuckError(f"{self.name}: '{key}' stays on screen")
            await asyncio.sleep(_BEAT)

    async def read(self, key: str) -> str:
        """What it says, once it says anything: a field's value, a text, or the tooltip of a text that is cut."""
        until = monotonic() + PATIENCE
        while True:
            try:
                said = str(await (await self.wait(key)).evaluate(_TEXT)).strip()
            except PlaywrightError:
                said = ""  # it is being drawn anew
            if said:
                return said
            if monotonic() >= until:
                raise StuckError(f"{self.name}: '{key}' says nothing")
            await asyncio.sleep(_BEAT)

    # What a person does.

    async def press(self, key: str) -> None:
        """Click it, once it can be clicked."""
        await self._do(key, "click")

    async def hover(self, key: str) -> None:
        """Point at it."""
        await self._do(key, "hover")

    async def fill(self, key: str, value: str) -> None:
        """Put a value into a field, and see that it stays."""
        until = monotonic() + PATIENCE
        while True:
            await self._do(key, "fill", value)
            try:
                if await (await self.wait(key)).evaluate("(element) => element.value") == value:
                    return
            except PlaywrightError:
                pass  # it is being drawn anew
            if monotonic() >= until:
                raise StuckError(f"{self.name}: '{key}' does not keep its value")

    async def type(self, key: str, text: str) -> None:
        """Type with real keys."""
        await self._do(key, "fill", "")
        await self._do(key, "type", text)

    async def choose(self, key: str, option: str) -> None:
        """Choose an option of a native list by what it says."""
        await self._do(key, "select_option", label=option)

    async def upload(self, key: str, name: str, content: bytes) -> None:
        """Give a file to an input, or to the window that something opens."""
        file: FilePayload = {"name": name, "mimeType": "application/x-x509-ca-cert", "buffer": content}
        element = await self.wait(key)
        if await element.evaluate("(element) => element.localName === 'input' && element.type === 'file'"):
            await element.set_input_files(file)
            return
        try:
            async with self.page.expect_file_chooser(timeout=PATIENCE * 1000) as opened:
                await self.press(key)
            chooser: FileChooser = await opened.value
        except PlaywrightTimeout:
            raise StuckError(f"{self.name}: '{key}' does not ask for a file") from None
        await chooser.set_files(file)

    async def download(self, key: str) -> bytes:
        """Press it, and take the file that comes."""
        try:
            async with self.page.expect_download(timeout=PATIENCE * 1000) as started:
                await self.press(key)
            path = await (await started.value).path()
        except PlaywrightTimeout:
            raise StuckError(f"{self.name}: '{key}' downloads nothing") from None
        return await asyncio.to_thread(path.read_bytes)

    async def _do(self, key: str, verb: str, *given: str, **named: Any) -> None:  # noqa: ANN401
        """Do it, and put aside what lies in the way; what is drawn anew meanwhile is looked for again."""
        until = monotonic() + PATIENCE
        why = ""
        while monotonic() < until:
            element = await self.wait(key)
            try:
                await getattr(element, verb)(*given, **named, timeout=_HELD_UP)
            except PlaywrightError as error:
                why = re.sub(r"\s+", " ", error.message)[:300]
                await self.put_aside()
                if "outside of the viewport" in why:
                    await _scroll_around(element)
            else:
                return
        raise StuckError(f"{self.name}: '{key}' can't be used ({verb}): {why}")

    async def put_aside(self) -> None:
        """Close what interrupts, if it is there."""
        element = await self.find(CLOSE)
        if element is not None:
            try:
                await element.click(timeout=_HELD_UP)
            except PlaywrightError:
                return  # it is still coming, or has gone by itself


async def _scroll_around(element: ElementHandle) -> None:
    frame = await element.owner_frame()
    while frame is not None and frame.parent_frame is not None:
        box = await element.bounding_box()
        await (await frame.frame_element()).evaluate(_AROUND, box is not None and box["y"] > 0)
        frame = frame.parent_frame


async def _known(frame: Frame, key: str) -> ElementHandle | None:
    try:
        handle: JSHandle = await frame.evaluate_handle(_KNOWN, key)
        element = handle.as_element()
        if element is None or not await element.is_visible():
            return None
        return element if await _is_shown(frame) else None
    except PlaywrightError:
        return None  # the frame is just being left


async def _is_shown(frame: Frame) -> bool:
    """Whether a frame is in sight, and all that it is in."""
    while frame.parent_frame is not None:
        if not await (await frame.frame_element()).is_visible():
            return False
        frame = frame.parent_frame
    return True
