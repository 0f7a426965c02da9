"""Card 5: Azure's own test of single sign-on, which signs the administrator on in a new tab."""

import re
from dataclasses import dataclass

from playwright.async_api import Error as PlaywrightError
from playwright.async_api import Page

from pages.azure import words
from pages.azure.cards import TEST
from pages.azure.page import SamlBlade
from pages.driver.hands import Hands
from pages.driver.look import button, is_ready
from pages.driver.screen import Screen
from pages.driver.scripts import script
from pages.driver.vocabulary import either
from pages.errors import NotFound, OriginBlocked
from pages.origins import origin

# Either of them begins the test.
BEGIN = {
    "test": button(*words.TEST_SIGN_IN),
    "user": button(*words.TEST_AS_CURRENT_USER),
}
_STOPPED = re.compile(either(words.STOPPED))
_REFUSED = re.compile(rf"\b{either(words.REFUSED)}\b", re.IGNORECASE)
_HTTP_ERROR = 400
_WORDS = 300


@dataclass(frozen=True)
class SignOnResult:
    """What came back from a sign-on.

    Attributes:
        accepted: whether Ooma's side took it.
        said: what the last page said, or why there was none.
    """

    accepted: bool
    said: str


class SignOnTest:
    """Presses card 5's 'Test', and follows the sign-on in its tab."""

    def __init__(self, blade: SamlBlade) -> None:
        self.hands = blade.hands
        self.screen = blade.screen
        self._blade = blade

    async def run(self, acs_url: str) -> SignOnResult:
        """Sign the signed-in administrator on, and say what came back. Nothing is configured by it.

        Args:
            acs_url: Ooma's Callback URL; the sign-on ends on its site.

        Raises:
            NotFound: card 5 has no 'Test' that can be pressed, or it opened no tab.
        """
        begin = button(*words.TEST, thing="card 5's 'Test' button")
        test = await self._blade.on_card(TEST, begin)
        if not await is_ready(test):
            return SignOnResult(accepted=False, said=f"not tried: {begin.thing} is greyed out")
        await self.hands.press(test, begin.thing)
        view, hit = await self.screen.first_of(BEGIN)
        try:
            async with self.screen.page.context.expect_page(timeout=self.screen.timeout * 1000) as opening:
                await self.hands.press(hit.locator, BEGIN[view].thing)
            tab = await opening.value
        except PlaywrightError as error:
            raise NotFound(
                f"{self.screen.portal}: {BEGIN[view].thing} opened no tab: {error.message.splitlines()[0]}",
                portal=self.screen.portal,
                on_screen=await self.screen.excerpt(),
            ) from None
        try:
            return await self._follow(tab, acs_url)
        finally:
            await tab.close()

    async def _follow(self, tab: Page, acs_url: str) -> SignOnResult:
        screen = Screen("the sign-on test", tab, self.screen.fence, timeout=self.screen.timeout)

        async def ended() -> SignOnResult | None:
            if not await tab.evaluate(script("isLoaded")):
                return None
            said = await screen.excerpt()
            if origin(tab.url) == origin(acs_url):
                status = await tab.evaluate(script("httpStatus"))
                accepted = status < _HTTP_ERROR and _REFUSED.search(said) is None
                return SignOnResult(accepted, said[:_WORDS] or f"an empty page (HTTP {status})")
            stopped = _STOPPED.search(said)
            return SignOnResult(accepted=False, said=stopped.group(0)[:_WORDS]) if stopped else None

        try:
            result = await screen.until(ended, "the sign-on to end at Ooma")
        except (NotFound, OriginBlocked) as error:
            result = SignOnResult(accepted=False, said=f"{error.message}. {error.on_screen[:_WORDS]}".strip())
        await Hands(screen, self.hands.witness).saw("what the sign-on test ended with", result.said)
        return result
