"""Trees of accounts whose names are like one another, and the settings that tell which one is meant."""

import random
from dataclasses import dataclass
from functools import cache
from typing import Literal

from hypothesis import strategies as st

from tests.helpers.applications import equal_to, is_same
from tests.helpers.applications import like as resembling

NAMES = (
    "Contoso",
    "contoso",
    "Contoso Ltd.",
    "Contoso | EU",
    "Caf\u00e9 S\u00f6hne",
    "C++",
    "(Test) 1",
    "7-Eleven",
    "Ex: Contoso",
    "\u65e5\u672c Contoso",
)
WANTED = st.sampled_from(NAMES)
OTHERS = ["Fabrikam", "Zebra", "Region West", "Contoso"]
Told = Literal["", "right", "wrong", "of another shape"]
TOLD: list[Told] = ["", "right", "wrong", "of another shape"]


def like(name: str) -> list[str]:
    """Names that only resemble one, as accounts may have them."""
    found = [
        *resembling(name), f"Example Managed Services | {name}", f"{name} | Example Managed Services", f"*{name}",
        f"Customer {name}", f"Account: {name}", f"Test: {name}", f"Old | {name}", f"{name} (active)", f"{name} \u00ae",
        f"{name} > Fabrikam", f"Reseller > {name}", f"Masquerading as {name}", f"{name} Holding", f"{name}/EU",
    ]  # fmt: skip
    return [one for one in found if not is_same(one, name)]


@dataclass(frozen=True)
class Node:
    """An account.

    Attributes:
        parent: number of the account above it in the tree; None for the one that is signed in to.
    """

    name: str
    id: str
    realm: str
    parent: int | None


@dataclass(frozen=True)
class Tree:
    """Accounts, the topmost first, and what is configured.

    Attributes:
        wanted: a name, `(own)`, or nothing.
        meant: the number of the account whose id and realm are the right ones.
        id_told, realm_told: whether an id and a realm are configured, and whether they are those of `meant`.
    """

    nodes: tuple[Node, ...]
    wanted: str
    meant: int
    id_told: Told
    realm_told: Told

    @property
    def account_id(self) -> str:
        """The configured id."""
        return {
            "": "",
            "right": self.nodes[self.meant].id.upper() if self.meant % 2 else self.nodes[self.meant].id,
            "wrong": f"{99:032x}",
            "of another shape": "4711",
        }[self.id_told]

    @property
    def realm(self) -> str:
        """The configured realm."""
        right = self.nodes[self.meant].realm
        return {"": "", "right": right, "wrong": "nobody.example", "of another shape": right.upper()}[self.realm_told]

    def contradicted(self, node: Node, *, id_shown: bool, realm_shown: bool) -> bool:
        """Whether what is configured is not what an account shows."""
        by_id = id_shown and self.id_told in ("right", "wrong") and node.id.lower() != self.account_id.lower()
        return by_id or (realm_shown and bool(self.realm) and node.realm.lower() != self.realm.lower())

    def confirmed(self, node: Node, *, id_shown: bool, realm_shown: bool) -> bool:
        """Whether an account shows what is configured, and nothing else."""
        by_id = id_shown and bool(self.account_id) and node.id.lower() == self.account_id.lower()
        by_realm = realm_shown and bool(self.realm) and node.realm.lower() == self.realm.lower()
        return (by_id or by_realm) and not self.contradicted(node, id_shown=id_shown, realm_shown=realm_shown)

    def named(self) -> list[Node]:
        """The accounts that have the wanted name."""
        return [node for node in self.nodes if is_same(node.name, self.wanted)]


def tree_of(number: int, *, most: int = 7) -> Tree:
    """A tree with accounts of names that resemble the wanted one, with it or without, once or more.

    Args:
        number: which tree; each number makes the same one every time.
        most: how many accounts it may have.
    """
    rng = random.Random(number)  # noqa: S311 - no secret
    name = rng.choice(NAMES)
    alike, equal = _like(name), _equal(name)
    names = [rng.choice(rng.choice([alike, alike, equal, OTHERS])) for _ in range(rng.randrange(most - 1))]
    if rng.random() < 0.5:
        # Half of all trees have the name just once.
        names = [one for one in names if not is_same(one, name)] + [rng.choice(equal)]
    rng.shuffle(names)
    tops = ["Example Managed Services", f"Example Managed Services | {name}", *alike[:6], name]
    nodes = [Node(rng.choice(tops), f"{1:032x}", "top.example", None)]
    for at, one in enumerate(names, start=1):
        nodes.append(Node(one, f"{0xABC0 + at:032x}", f"r{at}.example", rng.randrange(at)))
    fitting = [at for at, node in enumerate(nodes) if is_same(node.name, name)]
    wanted = rng.choice([name] * 8 + ["(own)", ""])
    told: list[Told] = ["", "", "", *TOLD]
    return Tree(tuple(nodes), wanted, rng.choice(fitting or range(len(nodes))), rng.choice(told), rng.choice(told))


@cache
def _like(name: str) -> list[str]:
    return like(name)


@cache
def _equal(name: str) -> list[str]:
    return equal_to(name)
