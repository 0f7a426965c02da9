"""The certificate in Ooma's dialog: what the portal shows of it, and how it is replaced.

Public facts say that the field shows the file's name beside a trash-bin badge, and that 'Upload File' can't be pressed
until the badge was. Which other facts a portal shows is not known, so all its words are read.
"""

import enum
import re
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass

from playwright.async_api import FilePayload, Locator

from pages.driver.answers import Lasting, confirming
from pages.driver.hands import Hands
from pages.driver.look import ON_SCREEN, Look, button, escape, field_block, is_ready, text
from pages.driver.pairing import drawn_beside, last_near, nearest
from pages.driver.scripts import script
from pages.driver.values import tidy
from pages.driver.vocabulary import either
from pages.errors import NotFound, NotSaved, PortalSaid
from pages.ooma import words
from pages.ooma.complaints import Complaints

STAYS = 1.5
"""Seconds that a complaint has to stay to be the portal's answer: what was asked for may still happen."""

UPLOAD = button(*words.UPLOAD)
DROP_ZONE = text("where a file can be dropped", words.DROP_ZONE)
_FILE_NAME = re.compile(rf"[^\s/\\:*?\"<>|]{{1,255}}\.{either(words.CERTIFICATE_FILES)}\b", re.IGNORECASE)
_LABEL = text("the certificate's label", re.compile(rf"^\W*{either(words.CERTIFICATE)}\b", re.IGNORECASE))
TELLING = re.compile(rf"{_FILE_NAME.pattern}|{either(words.CERTIFICATE_FACTS)}", re.IGNORECASE)
_REMOVE = button(*words.REMOVE, thing="the trash-bin badge of the certificate")
_TRASH = ", ".join(words.TRASH_CSS)
_NAMELESS = "button, a, [role=button]"
# The field's own words: what is pressed in it, its label, and lines that say that it is empty.
_BUTTONS = re.compile(rf"\b{either(tuple(map(escape, words.UPLOAD + words.REMOVE)))}\b", re.IGNORECASE)
_OWN_LINE = re.compile(
    rf"^\W*(?:{either(words.CERTIFICATE, words.NO_FILE)}\W*(?:\((?:required|optional)\)\W*)?)?$"
    rf"|{words.DROP_ZONE.pattern}",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class ShownCertificate:
    """What the portal shows of the certificate that is in the field.

    Attributes:
        file_name: the file's name, as far as it is shown; empty for another description.
        words: every line that says something of it, without the field's own; empty if none does.
    """

    file_name: str
    words: str


class _State(enum.Enum):
    """What is in the field: a certificate with its badge; none; or words that don't tell, beside a free button."""

    HELD = enum.auto()
    EMPTY = enum.auto()
    OPEN = enum.auto()


class CertificateField:
    """The field, once the dialog is open."""

    def __init__(self, hands: Hands, url: Look, own: Callable[[Look], Awaitable[Locator | None]]) -> None:
        """Describe the field.

        Args:
            hands: what acts on its page.
            url: another field of the dialog, to tell whose things are.
            own: finds something of the dialog's own.
        """
        self._hands = hands
        self._screen = hands.screen
        self._url = url
        self._own = own

    async def read(self) -> ShownCertificate | None:
        """What is in the field; None if nothing is, or if it isn't drawn yet."""
        row, state = await self._look()
        return await _shown(row) if row is not None and state in {_State.HELD, _State.OPEN} else None

    async def is_drawn(self) -> bool:
        """Whether the field tells whether a certificate is in it."""
        return (await self._look())[1] is not None

    async def upload(self, file: FilePayload, thing: str) -> None:
        """Replace the certificate: trash the one that is there, press 'Upload File', choose the file.

        Raises:
            NotFound: the trash-bin badge or the button is missing, or doesn't work.
            NotSaved: the field doesn't show that it holds the file afterwards.
            PortalSaid: the portal refuses the file, in its own words.
        """

        async def ready() -> _State | None:
            # The stored certificate can be drawn later than the dialog; until then there is neither.
            return (await self._look())[1]

        if await self._screen.until(ready, "the certificate, or an active 'Upload File' button") is _State.HELD:
            await self._trash()
        opener = await self._screen.until(self._opener, "the 'Upload File' button to become active")
        row = await self._row()
        before = await _shown(row) if row is not None else None
        complaints, refused = Complaints(self._screen), Lasting(STAYS)
        await complaints.begin()
        await self._hands.upload(opener, file, thing)

        async def taken() -> bool | None:
            row, state = await self._look()
            if refused.holds("" if state is _State.HELD else await complaints.known()):
                raise self._refused(refused.said)
            if row is None:
                return None
            now = await _shown(row)
            # A portal may show the file's name, whole or cut short, or what it read in the file.
            is_there = state is _State.HELD or file["name"] in now.words
            return True if is_there or (TELLING.search(now.words) and now != before) else None

        try:
            await self._screen.until(taken, f"the certificate field to hold {file['name']}")
        except NotFound as error:
            if said := await complaints.all():
                raise self._refused(said) from None
            raise NotSaved(error.message, portal=self._screen.portal, on_screen=error.on_screen) from None

    def _refused(self, said: str) -> PortalSaid:
        return PortalSaid(f"the Ooma Admin Portal refuses the file: {said}", portal=self._screen.portal)

    async def _look(self) -> tuple[Locator | None, _State | None]:
        """The field, and what is in it; neither while it isn't drawn."""
        row = await self._row()
        if row is None:
            return None, None
        shown = await _shown(row)
        if shown.file_name:
            return row, _State.HELD
        has_badge, is_telling = bool(await self._hinted(row)), TELLING.search(shown.words) is not None
        if await self._opener() is None:
            # 'Upload File' is greyed out while a certificate is there, and while the field is being drawn.
            is_held = has_badge or is_telling or (shown.words and await _nameless(row).count())
            return row, _State.HELD if is_held else None
        if has_badge and shown.words:
            return row, _State.HELD
        return row, _State.OPEN if has_badge or shown.words else _State.EMPTY

    async def _trash(self) -> None:
        badge = await self._badge(await self._screen.until(self._row, "the certificate's field"))
        async with confirming(self._hands) as question:
            await self._hands.press(badge, _REMOVE.thing)

            async def removed() -> bool | None:
                await question.agree()
                return None if (await self._look())[1] is _State.HELD else True

            await self._screen.until(removed, "the certificate to be removed")

    @staticmethod
    async def _hinted(row: Locator) -> list[Locator]:
        """What says of itself that it removes the certificate, the most certain first."""
        ways = [way.locator(ON_SCREEN) for way in (row.locator(_TRASH), *(way(row) for way in _REMOVE.ways))]
        return [way for way in ways if await way.count()]

    async def _badge(self, row: Locator) -> Locator:
        """What removes the certificate: if several things can be pressed there, the one beside its description."""
        said = await row.evaluate_handle(script("namedFile"), TELLING.pattern)
        anchor = said.as_element()
        for way in await self._hinted(row):
            if anchor is None:
                return way.first
            if found := await nearest(self._screen, way, anchor, _REMOVE.thing):
                return found
        # If nothing in the document hints at what it is, then whatever can be pressed beside the description.
        if anchor is not None:
            if found := await drawn_beside(self._screen, _nameless(row, "*"), anchor, _REMOVE.thing):
                return found
        elif await _nameless(row).count() == 1:
            return _nameless(row)
        raise NotFound(
            "the certificate field has no trash-bin badge",
            portal=self._screen.portal,
            on_screen=await self._screen.excerpt(),
        )

    async def _opener(self) -> Locator | None:
        """What opens the file chooser; if only a drop zone is drawn, the file field behind it."""
        upload = await self._own(UPLOAD)
        if upload is None:
            upload = await self._file_field() or await self._own(DROP_ZONE)
        return upload if upload is not None and await is_ready(upload) else None

    async def _file_field(self) -> Locator | None:
        field = await self._screen.sees(self._url)
        if field is None:
            return None
        held = await field.locator.element_handle()
        inputs = field.where.locator("input[type=file]")
        return await nearest(self._screen, inputs, held, "the certificate's file field")

    async def _row(self) -> Locator | None:
        """The smallest block that holds the certificate's label or button and, if there is one, its description.

        The tab behind the dialog may have a certificate too, anywhere in the document.
        """
        url = await self._screen.sees(self._url)
        if url is None:
            return None
        form = await url.locator.element_handle()
        for anchors in (*UPLOAD.each(url.where), _LABEL.any(url.where)):
            if found := await last_near(self._screen, anchors, form):
                return field_block(found, words.FILE_NAME_FIELD)
        return None


def described(lines: Iterable[str]) -> str:
    """Lines about a certificate, each once, without what changes from one moment to the next."""
    lasting = (tidy(words.PASSING_TIME.sub(" ", line)) for line in lines)
    return "\n".join(dict.fromkeys(line for line in lasting if re.search(r"\w", line)))


def _nameless(row: Locator, *also: str) -> Locator:
    """What can be pressed in the field and has no words, as an icon has none."""
    return row.locator(", ".join((_NAMELESS, *also))).locator(ON_SCREEN).filter(has_not_text=re.compile(r"\w"))


async def _shown(row: Locator) -> ShownCertificate:
    """What the field says of a certificate."""
    lines = [tidy(_BUTTONS.sub(" ", one)) for one in str(await row.evaluate(script("blockWords"))).splitlines()]
    said = described(one for one in lines if not _OWN_LINE.search(one))
    # A long name may be cut short in the text while the title holds all of it.
    names = [match.group(0) for match in _FILE_NAME.finditer(said)]
    return ShownCertificate(max(names, key=len) if names else "", said)
