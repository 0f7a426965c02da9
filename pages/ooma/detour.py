"""What was pressed on the way to an account's page."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Detour:
    """One thing that was pressed.

    Attributes:
        thing: which of the ways it is.
        stands: by what a person knows it again, as the script `stand` says.
        unfolds: whether the mouse over it was enough.
    """

    thing: str
    stands: object = field(default=None, hash=False)
    unfolds: bool = True
