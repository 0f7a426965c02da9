"""Ooma's dialog 'Set Up Identity Provider', the same when it edits what is set up."""

from collections.abc import Sequence
from dataclasses import dataclass

from playwright.async_api import Locator

from pages.driver.answers import Lasting
from pages.driver.hands import Hands
from pages.driver.look import Look, button, field
from pages.driver.pairing import belonging
from pages.driver.press import Pin
from pages.errors import NotFound, PortalSaid
from pages.ooma import words
from pages.ooma.certificate_field import STAYS, CertificateField, ShownCertificate
from pages.ooma.complaints import Complaints

SSO_URL = field(*words.SSO_URL)
EMAIL_CLAIM = field(*words.EMAIL_CLAIM)
SAVE = button(*words.SAVE)
CANCEL = button(*words.CANCEL) | button(*words.CLOSE, thing="the cross")


@dataclass(frozen=True)
class DialogValues:
    """What the dialog holds.

    Attributes:
        sso_url, email_claim: empty if the field is.
        certificate: None if there is none, or none is drawn yet.
    """

    sso_url: str
    email_claim: str
    certificate: ShownCertificate | None


class IdpDialog:
    """The dialog, once it was opened.

    Attributes:
        edits: whether it edits a provider that is set up.
        certificate: its certificate.
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
        self.certificate = CertificateField(hands, SSO_URL, self._own)
        self.edits = edits

    async def wait_until_open(self) -> None:
        """Wait until the dialog's fields can be used."""
        await self.screen.find(SSO_URL)
        await self.screen.until(lambda: self._own(SAVE), SAVE.thing)

    async def _own(self, look: Look) -> Locator | None:
        """Something of the dialog's own: another form's 'Save' may be in sight on the page too."""
        field = await self.screen.sees(SSO_URL)
        return await belonging(self.screen, look, field) if field is not None else None

    async def read(self) -> DialogValues:
        """What the dialog holds now."""
        url = await (await self.screen.find(SSO_URL)).input_value()
        claim = await (await self.screen.find(EMAIL_CLAIM)).input_value()
        return DialogValues(url.strip(), claim.strip(), await self.certificate.read())

    async def wait_until_filled(self) -> None:
        """Wait for the stored values, which the portal can fill in a moment after the dialog opens."""

        async def filled() -> bool | None:
            url = await (await self.screen.find(SSO_URL)).input_value()
            return True if url.strip() and await self.certificate.is_drawn() else None

        await self.screen.until(filled, "the stored SSO URL and certificate")

    async def set_sso_url(self, value: str) -> None:
        """Fill in the SSO URL."""
        await self.hands.fill(SSO_URL, value)

    async def set_email_claim(self, value: str) -> None:
        """Fill in the Email Claim."""
        await self.hands.fill(EMAIL_CLAIM, value)

    async def save(self, pins: Sequence[Pin]) -> None:
        """Press 'Save', and wait until the dialog has closed.

        Raises:
            PortalSaid: the portal refuses what was entered, in its own words.
            WrongPlace: the page changed since it was proven.
        """
        save = await self.screen.until(lambda: self._own(SAVE), SAVE.thing)
        complaints, refused = Complaints(self.screen), Lasting(STAYS)
        await complaints.begin()
        await self.hands.commit(save, SAVE.thing, pins)

        async def closed() -> bool | None:
            said = await complaints.known()
            if refused.holds(said):
                raise await self._refused(said)
            if said or await self.screen.sees(SSO_URL) is not None:
                return None
            # On a page that is just being left, nothing is in sight.
            return True if await self.screen.sees(self._behind) is not None else None

        try:
            await self.screen.until(closed, "the dialog to close after 'Save'")
        except NotFound:
            if not (said := await complaints.all()):
                raise
            raise await self._refused(said) from None

    async def _refused(self, said: str) -> PortalSaid:
        return PortalSaid(
            f"the Ooma Admin Portal did not save the identity provider: {said}",
            portal=self.screen.portal,
            on_screen=await self.screen.excerpt(),
        )

    async def cancel(self) -> None:
        """Close the dialog without saving."""
        await self.hands.press(await self.screen.until(lambda: self._own(CANCEL), CANCEL.thing), CANCEL.thing)

        async def closed() -> bool | None:
            return True if await self.screen.sees(SSO_URL) is None else None

        await self.screen.until(closed, "the dialog to close after 'Cancel'")
