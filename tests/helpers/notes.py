"""A witness that keeps what it is told."""

from pages.driver.witness import Action, Watched


class Notes:
    """A witness that keeps what it saw, and may do something to the page before an action."""

    def __init__(self) -> None:
        self.done: list[str] = []
        self.meanwhile = ""

    async def before(self, hands: Watched, action: Action) -> None:
        """What happens while the picture is taken."""
        del action
        if self.meanwhile:
            await hands.screen.page.evaluate(self.meanwhile)

    async def after(self, hands: Watched, action: Action) -> None:
        """It is done."""
        del hands
        self.done.append(action.thing)
