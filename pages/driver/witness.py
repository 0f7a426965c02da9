"""What a page object does is shown to a witness, which takes the screenshots and writes the journal."""

from dataclasses import dataclass, field
from time import monotonic
from typing import TYPE_CHECKING, Protocol

from playwright.async_api import FloatRect

if TYPE_CHECKING:
    from pages.driver.hands import Hands


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


class Witness(Protocol):
    """Sees every action."""

    async def before(self, hands: "Hands", action: Action) -> None:
        """Called before the action is done."""

    async def after(self, hands: "Hands", action: Action) -> None:
        """Called once it is done."""
