"""A browser context that needs no browser."""

from typing import cast


class Context:
    """A browser context that holds one session."""

    def __init__(self, session: object) -> None:
        self.session = cast("dict[str, str]", session)["name"] if session else ""

    async def storage_state(self) -> dict[str, str]:
        return {"name": self.session}

    async def set_storage_state(self, state: dict[str, str]) -> None:
        self.session = state["name"]
