"""What a page object does is shown to a witness, which takes the screenshots and writes the journal."""

from dataclasses import dataclass, field
from time import monotonic
from typing import Protocol

from playwright.async_api import FloatRect, Locator

from pages.driver.screen import Screen


@dataclass(frozen=True)
class Action:
    """One thing done on a page.

    Attributes:
        portal: name of the portal.
        verb: ``open``, ``press``, ``fill``, ``upload``, ``download``, ``switch`` or ``read``.
        thing: what it is done to, in a person's words; ours, never the portal's.
        value: what was filled in or read; secrets are replaced.
        writes: whether the portal stores something because of it.
        box: where the thing is in the window, in CSS pixels.
        began: when it began, in seconds of the monotonic clock.
    """

    portal: str
    verb: str
    thing: str
    value: str | None = None
    writes: bool = False
    box: FloatRect | None = None
    began: float = field(default_factory=monotonic, compare=False)


class Watched(Protocol):
    """What a witness looks at: `pages.driver.hands.Hands`, as far as it concerns a witness."""

    @property
    def screen(self) -> Screen:
        """The portal's page."""

    async def secrets_on_page(self) -> list[Locator]:
        """What a screenshot has to mask."""


class Witness(Protocol):
    """Sees every action."""

    async def before(self, hands: Watched, action: Action) -> None:
        """Called before the action is done."""

    async def after(self, hands: Watched, action: Action) -> None:
        """Called once it is done."""
