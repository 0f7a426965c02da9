"""What is drawn from a seed."""

import random
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import chain

from tests.portals.generator.azure_choices import AZURE
from tests.portals.generator.ooma_choices import OOMA

# What stands in the portals, however they look. An option that is listed more often is drawn more often.
PORTALS: dict[str, tuple[str, ...]] = {
    # Whether the account signed in to is the customer's own.
    "own": ("no", "no", "no", "yes"),
    # When card 3 begins to show a new certificate.
    "certificate_shown": ("at_once", "at_once", "late"),
    # How the settings name the directory.
    "directory": ("domain", "id"),
    # How long the servers take to answer.
    "network": ("quick", "quick", "uneven"),
}
CHOICES: dict[str, tuple[str, ...]] = {**PORTALS, **OOMA, **AZURE}


@dataclass(frozen=True)
class Drawing:
    """A pair of portals.

    Attributes:
        seed: decides on names, and on what the pages draw at random.
        choices: the option of each choice.
    """

    seed: int
    choices: Mapping[str, str]


def options_of(name: str) -> tuple[str, ...]:
    """The options of a choice, each once."""
    return tuple(dict.fromkeys(CHOICES[name]))


def draw(seed: int, **forced: str) -> Drawing:
    """The drawing of a seed.

    Args:
        seed: any number.
        forced: options that are not left to the seed.
    """
    unknown = [f"{name}={option}" for name, option in forced.items() if option not in CHOICES.get(name, ())]
    if unknown:
        raise ValueError(f"There is no such choice: {', '.join(unknown)}")
    # A generator of its own for each choice: a new choice leaves the others as they are.
    drawn = {name: random.Random(f"{seed} {name}").choice(options) for name, options in CHOICES.items()}  # noqa: S311
    return Drawing(seed, {**drawn, **forced})


def plainest(**forced: str) -> Drawing:
    """The drawing of the first option of each choice, but for those that are given."""
    return Drawing(0, {**{name: options[0] for name, options in CHOICES.items()}, **forced})


def covering() -> list[Drawing]:
    """A few drawings in which every option of every choice occurs.

    All but the last have the customer's account to look for: how accounts are listed is not to be seen otherwise.
    """
    columns = {name: _column(name) for name in CHOICES if name != "own"}
    rows = max(map(len, columns.values())) + 1
    chance = random.Random("covering")  # noqa: S311
    drawings = []
    for number in range(rows):
        drawn = {
            name: column[number] if number < len(column) else chance.choice(column) for name, column in columns.items()
        }
        drawings.append(Drawing(number, {"own": "yes" if number == rows - 1 else "no", **drawn}))
    return drawings


def _column(name: str) -> list[str]:
    """The options of a choice, in an order of its own."""
    options = list(options_of(name))
    random.Random(f"covering {name}").shuffle(options)  # noqa: S311
    return options


def uncovered(drawings: list[Drawing]) -> set[tuple[str, str]]:
    """Which options of which choices occur in none of the drawings."""
    every = {(name, option) for name, options in CHOICES.items() for option in options}
    return every - set(chain.from_iterable(drawing.choices.items() for drawing in drawings))
