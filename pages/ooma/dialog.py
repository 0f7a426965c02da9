"""Ooma's dialog 'Set Up Identity Provider', the same when it edits what is set up."""

import re
from collections.abc import Sequence

from playwright.async_api import FilePayload, Locator

from pages.driver.confirmation import confirming
from pages.driver.hands import Hands
from pages.driver.look import ON_SCREEN, Look, button, field, is_ready, messages, text
from pages.driver.pairing import belonging, nearest
from pages.driver.press import Pin
from pages.driver.scripts import script
from pages.driver.values import tidy
from pages.driver.vocabulary import either
from pages.errors import NotFound, NotSaved, PortalSaid
from pages.ooma import words

SSO_URL = field(*words.SSO_URL)
EMAIL_CLAIM = field(*words.EMAIL_CLAIM)
UPLOAD = button(*words.UPLOAD)
DROP_ZONE = text("where a file can be dropped", words.DROP_ZONE)
SAVE = button(*words.SAVE)
CANCEL = button(*words.CANCEL)
INVALID = messages("a validation message", *words.INVALID_CSS) | text(
    "a validation message", re.compile(rf"^\W*{either(words.INVALID)}", re.IGNORECASE)
)
_FILE_NAME = re.compile(rf"[^\s/\\:*?\"<>|]+\.{either(words.CERTIFICATE_FILES)}\b", re.IGNORECASE)
_CERTIFICATE_LABEL = text("the certificate's label", re.compile(rf"^\W*{either(words.CERTIFICATE)}\b", re.IGNORECASE))
_REMOVE = button(*words.REMOVE, thing="the trash-bin badge of the certificate")
_TRASH = ", ".join(words.TRASH_CSS)


class IdpDialog:
    """The dialog, once it was opened.

    Attributes:
        edits: whether it edits a provider that is set up.
    """

    def __init__(self, hands: Hands, behind: Look, *, edits: bool) -> None:
        """Describe the dialog.

        Args:
            hands: what acts on its page.
            behind: what the page shows once it is closed.
            edits: whether it edits what is set up.
        """
        self.hands = hands
        self.screen = hands.screen
        self._behind = behind
        self.edits = edits

    async def wait_until_open(self) -> None:
        """Wait until the dialog's fields can be used."""
        await self.screen.find(SSO_URL)
        await self.screen.until(lambda: self._own(SAVE), SAVE.thing)

    async def _own(self, look: Look) -> Locator | None:
        """Something of the dialog's own: another form's 'Save' may be in sight on the page too."""
        field = await self.screen.sees(SSO_URL)
        return await belonging(self.screen, look, field) if field is not None else None

    async def read(self) -> tuple[str, str, str]:
        """SSO URL, email claim, and the file name that the certificate field shows; each empty if it shows none."""
        url = await (await self.screen.find(SSO_URL)).input_value()
        claim = await (await self.screen.find(EMAIL_CLAIM)).input_value()
        return url.strip(), claim.strip(), await self.certificate_name()

    async def wait_until_filled(self) -> None:
        """Wait for the stored values, which the portal can fill in a moment after the dialog opens."""

        async def filled() -> bool | None:
            url, _, certificate = await self.read()
            return True if url and (certificate or await self._upload_button() is not None) else None

        await self.screen.until(filled, "the stored SSO URL and certificate")

    async def set_sso_url(self, value: str) -> None:
        """Fill in the SSO URL."""
        await self.hands.fill(SSO_URL, value)

    async def set_email_claim(self, value: str) -> None:
        """Fill in the Email Claim."""
        await self.hands.fill(EMAIL_CLAIM, value)

    async def certificate_name(self) -> str:
        """The file name that the certificate field shows; empty if it shows none."""
        row = await self._certificate_row()
        if row is None:
            return ""
        names = [match.group(0) for match in _FILE_NAME.finditer(await row.evaluate(script("blockWords")))]
        # A long name may be cut short in the text while the title holds all of it.
        return max(names, key=len) if names else ""

    async def upload_certificate(self, file: FilePayload, thing: str) -> None:
        """Replace the certificate: trash the one that is there, press 'Upload File', choose the file.

        Raises:
            NotFound: the trash-bin badge or the button is missing, or doesn't work.
            NotSaved: the field doesn't show the file afterwards.
        """

        async def ready() -> str | None:
            # The stored certificate can be drawn later than the dialog; until then there is neither.
            if await self.certificate_name():
                return "held"
            return "empty" if await self._upload_button() is not None else None

        if await self.screen.until(ready, "the certificate, or an active 'Upload File' button") == "held":
            await self._trash()
        opener = await self.screen.until(self._upload_button, "the 'Upload File' button to become active")
        await self.hands.upload(opener, file, thing)

        async def shown() -> bool | None:
            invalid = await self.screen.sees(INVALID)
            if invalid is not None and not await self.certificate_name():
                raise PortalSaid(
                    f"the Ooma Admin Portal refuses the file: {tidy(await invalid.locator.inner_text())}",
                    portal=self.screen.portal,
                )
            return True if file["name"] in await self._all_words() else None

        try:
            await self.screen.until(shown, f"the certificate field to show {file['name']}")
        except NotFound as error:
            raise NotSaved(error.message, portal=self.screen.portal, on_screen=error.on_screen) from None

    async def _all_words(self) -> str:
        row = await self._certificate_row()
        return str(await row.evaluate(script("blockWords"))) if row is not None else ""

    async def _trash(self) -> None:
        row = await self._certificate_row()
        assert row is not None  # noqa: S101 - it showed a name
        badge = await self._trash_badge(row)
        async with confirming(self.hands) as question:
            await self.hands.press(badge, "the trash-bin badge of the certificate")

            async def removed() -> bool | None:
                await question.agree()
                return None if await self.certificate_name() else True

            await self.screen.until(removed, "the certificate to be removed")

    async def _trash_badge(self, row: Locator) -> Locator:
        """What removes the certificate: if several things can be pressed there, the one beside the file's name."""
        name = await row.evaluate_handle(script("namedFile"), _FILE_NAME.pattern)
        anchor = name.as_element()
        ways = [way.locator(ON_SCREEN) for way in (row.locator(_TRASH), *(way(row) for way in _REMOVE.ways))]
        # If nothing in the document hints at what it is, then whatever can be pressed beside the file's name.
        nameless = row.locator("button, a, [role=button], i, svg").locator(ON_SCREEN)
        for way in (*ways, nameless.filter(has_not_text=re.compile(r"\w"))):
            found = await nearest(self.screen, way, anchor, _REMOVE.thing) if anchor is not None else None
            if found is None and anchor is None and await way.count():
                found = way.first
            if found is not None:
                return found
        raise NotFound(
            "the certificate field has no trash-bin badge",
            portal=self.screen.portal,
            on_screen=await self.screen.excerpt(),
        )

    async def _upload_button(self) -> Locator | None:
        """What opens the file chooser; if only a drop zone is drawn, the file field behind it."""
        upload = await self._own(UPLOAD)
        if upload is None:
            upload = await self._file_field() or await self._own(DROP_ZONE)
        return upload if upload is not None and await is_ready(upload) else None

    async def _file_field(self) -> Locator | None:
        field = await self.screen.sees(SSO_URL)
        if field is None:
            return None
        held = await field.locator.element_handle()
        return await nearest(self.screen, field.where.locator("input[type=file]"), held, "the certificate's file field")

    async def _certificate_row(self) -> Locator | None:
        """The smallest block that holds the certificate's label or button and, if there is one, its file."""
        for scope in await self.screen.surfaces():
            for anchor in (*UPLOAD.each(scope), _CERTIFICATE_LABEL.any(scope)):
                if found := await anchor.all():
                    one = found[-1]
                    depth = await one.evaluate(script("fieldDepth"), words.FILE_NAME_FIELD.pattern)
                    return one.locator("xpath=" + "/".join([".."] * depth)) if depth else one
        return None

    async def save(self, pins: Sequence[Pin]) -> None:
        """Press 'Save', and wait until the dialog has closed.

        Raises:
            PortalSaid: the portal refuses what was entered, in its own words.
            WrongPlace: the page changed since it was proven.
        """
        save = await self.screen.until(lambda: self._own(SAVE), SAVE.thing)
        await self.hands.commit(save, SAVE.thing, pins)

        async def closed() -> bool | None:
            invalid = await self.screen.sees(INVALID)
            if invalid is not None:
                said = tidy(await invalid.locator.inner_text())
                if not words.SAVED.search(said):
                    raise PortalSaid(
                        f"the Ooma Admin Portal did not save the identity provider: {said}",
                        portal=self.screen.portal,
                        on_screen=await self.screen.excerpt(),
                    )
            if await self.screen.sees(SSO_URL) is not None:
                return None
            # On a page that is just being left, nothing is in sight.
            return True if await self.screen.sees(self._behind) is not None else None

        await self.screen.until(closed, "the dialog to close after 'Save'")

    async def cancel(self) -> None:
        """Close the dialog without saving."""
        await self.hands.press(await self.screen.until(lambda: self._own(CANCEL), CANCEL.thing), CANCEL.thing)

        async def closed() -> bool | None:
            return True if await self.screen.sees(SSO_URL) is None else None

        await self.screen.until(closed, "the dialog to close after 'Cancel'")
