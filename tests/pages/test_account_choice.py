"""The wrong customer is never chosen: the search for a tree of accounts and settings with which it would be."""

import random
import re
from dataclasses import dataclass

import pytest
from hypothesis import event, given
from hypothesis import strategies as st

from pages.errors import Ambiguous, NotFound, PortalError, WrongPlace
from pages.ooma.choice import HEX_ID, Found, Row, assert_alone, choose, denies, is_certain, shape
from pages.ooma.target import OWN, OomaTarget
from tests.helpers.accounts import Node, Tree, tree_of
from tests.helpers.applications import is_same
from tests.helpers.properties import examples

PORTAL = "the portal"
ID = "{:032x}"


@dataclass(frozen=True)
class Searched:
    """What a search has shown of a tree.

    Attributes:
        seen: the accounts that were seen, and as what.
        complete: whether all were.
        shown: whether ids are shown, and whether realms are.
    """

    tree: Tree
    seen: list[tuple[Node, Row]]
    complete: bool
    shown: tuple[bool, bool]

    @property
    def target(self) -> OomaTarget:
        return OomaTarget(self.tree.wanted, self.tree.account_id, self.tree.realm)

    @property
    def found(self) -> Found:
        return Found(tuple(row for _, row in self.seen), self.complete, "not all were seen")

    def is_contradicted(self, node: Node) -> bool:
        """Whether what was seen of an account is not what is configured."""
        id_shown, realm_shown = self._of(node)
        return self.tree.contradicted(node, id_shown=id_shown, realm_shown=realm_shown)

    def is_confirmed(self, node: Node) -> bool:
        """Whether what was seen of an account is what is configured."""
        id_shown, realm_shown = self._of(node)
        return self.tree.confirmed(node, id_shown=id_shown, realm_shown=realm_shown)

    def _of(self, node: Node) -> tuple[bool, bool]:
        return self.shown if any(one is node for one, _ in self.seen) else (False, False)


def searched(number: int) -> Searched:
    rng = random.Random(-number)  # noqa: S311 - no secret
    tree = tree_of(number)
    shown = rng.random() < 0.5, rng.random() < 0.5
    complete = rng.random() < 0.6
    listed = [*tree.nodes] if rng.random() < 0.5 else [*tree.nodes[1:]]
    rng.shuffle(listed)
    seen = [(node, row_of(tree, node, shown)) for node in listed if complete or rng.random() < 0.7]
    return Searched(tree, seen, complete, shown)


def row_of(tree: Tree, node: Node, shown: tuple[bool, bool]) -> Row:
    parent = "" if node.parent is None else tree.nodes[node.parent].name
    return Row(node.name, node.id * shown[0], node.realm * shown[1], parent, node.parent is None)


SEARCHED = st.integers(1, 10**9).map(searched)


@examples(4000)
@given(SEARCHED)
def test_no_account_is_chosen_but_the_only_one_that_can_be_meant(case: Searched) -> None:
    tree, target = case.tree, case.target
    own = is_same(tree.nodes[0].name, target.name)
    named = tree.named() if target.name else []
    allowed = [node for node in named if case.is_confirmed(node)]
    if len(allowed) != 1:
        # Without what tells it from others it has to be the only one.
        alone = case.complete and len(named) == 1 and not case.is_contradicted(named[0])
        allowed = named if alone else []
    raised: PortalError | None = None
    chosen: list[Node] = []
    try:
        row = choose(target, case.found, PORTAL, own=own)
        chosen = [node for node, one in case.seen if one is row] or [tree.nodes[0]] * row.is_current
    except (Ambiguous, NotFound, WrongPlace) as error:
        raised = error
    assert raised is None or (raised.message and raised.hint)
    event("chosen" if chosen else type(raised).__name__)
    assert chosen == allowed, raised


@examples(1000)
@given(SEARCHED)
def test_search_ends_early_only_at_the_account_that_has_the_configured_id_or_realm(case: Searched) -> None:
    certain = [node for node, _ in case.seen if is_same(node.name, case.target.name) and case.is_confirmed(node)]
    assert is_certain(case.target, case.found.rows) is bool(certain)
    for node, row in case.seen:
        assert bool(denies(case.target, row.account_id, row.realm)) is case.is_contradicted(node)


@examples(1000)
@given(SEARCHED)
def test_without_a_name_only_a_list_of_nobody_else_will_do(case: Searched) -> None:
    only_own = [node for node, _ in case.seen] == [case.tree.nodes[0]]
    if case.complete and only_own:
        assert_alone(case.found, PORTAL, is_own=only_own)
        return
    with pytest.raises(Ambiguous) as caught:
        assert_alone(case.found, PORTAL, is_own=only_own)
    assert OWN in caught.value.hint
    assert "{ooma_account}" in caught.value.hint


def rows(*names: str) -> Found:
    return Found(
        tuple(Row(name, ID.format(number), f"r{number}.example", "Region") for number, name in enumerate(names)), True
    )


def test_names_that_are_near_are_told() -> None:
    for near, told in (
        ("contoso", "Did you mean 'contoso' (it differs in letter case)?"),
        ("Contoso.", "Did you mean 'Contoso.'?"),
        ("\u0421ontoso", "Did you mean '\u0421ontoso' (it has U+0421 CYRILLIC CAPITAL LETTER ES where yours has"),
        ("Contoso\u200b", "it has U+200B ZERO WIDTH SPACE where yours has nothing"),
    ):
        with pytest.raises(NotFound, match=re.escape(told)) as caught:
            choose(OomaTarget("Contoso"), rows("Fabrikam", near), PORTAL)
        assert "Fabrikam" not in caught.value.message
        assert "{ooma_account}" in caught.value.hint


def test_accounts_of_one_name_are_told_with_what_tells_them_apart() -> None:
    with pytest.raises(Ambiguous) as caught:
        choose(OomaTarget("Contoso"), rows("Contoso", "Fabrikam", "Contoso"), PORTAL)
    assert "has 2 accounts named 'Contoso'" in caught.value.message
    for number in (0, 2):
        assert f"'Contoso' (realm r{number}.example, id {ID.format(number)}, below 'Region')" in caught.value.message
    assert "Fabrikam" not in caught.value.message
    assert "{ooma_account_id} or {ooma_realm}" in caught.value.hint


def test_account_signed_in_to_is_told_as_one_of_them() -> None:
    with pytest.raises(Ambiguous, match=r"\(current\)") as caught:
        choose(OomaTarget("Contoso"), rows("Contoso"), PORTAL, own=True)
    assert OWN in caught.value.hint


def test_account_that_shows_no_id_is_not_meant_because_another_has_a_wrong_one() -> None:
    with pytest.raises(Ambiguous, match="has 2 accounts named 'Contoso'") as caught:
        choose(OomaTarget("Contoso", ID.format(7)), rows("Contoso"), PORTAL, own=True)
    assert ID.format(0) in caught.value.message
    found = Found((Row("Contoso", ID.format(0)), Row("Contoso")), complete=True)
    with pytest.raises(Ambiguous):
        choose(OomaTarget("Contoso", ID.format(7)), found, PORTAL)


def test_search_that_did_not_see_all_is_not_enough() -> None:
    found = Found((Row("Contoso"),), complete=False, how_far="20 accounts were seen, but not all")
    with pytest.raises(Ambiguous, match="20 accounts were seen, but not all"):
        choose(OomaTarget("Contoso"), found, PORTAL)


def test_wrong_id_and_wrong_name_are_told_apart() -> None:
    with pytest.raises(WrongPlace, match=f"no account named 'Contoso' with the id {ID.format(7)}; it shows 'Contoso'"):
        choose(OomaTarget("Contoso", ID.format(7)), rows("Contoso"), PORTAL)
    with pytest.raises(WrongPlace, match="the account with the configured id or realm is 'contoso'"):
        choose(OomaTarget("Contoso", ID.format(0)), rows("contoso"), PORTAL)
    with pytest.raises(WrongPlace, match=r"the realm r7\.example"):
        choose(OomaTarget("Contoso", realm="r7.example"), rows("Contoso"), PORTAL)


def test_of_many_accounts_some_are_told() -> None:
    with pytest.raises(Ambiguous, match="and 4 more"):
        choose(OomaTarget("Contoso"), rows(*["Contoso"] * 12), PORTAL)


def test_ids_of_another_shape_tell_nothing() -> None:
    assert shape(ID.format(1).upper()) == HEX_ID
    assert len({shape(one) for one in (ID.format(1), "4711", "0f8fad5b-d9cb-469f-a165-70867728950e", "acme-1")}) == 4
    assert denies(OomaTarget("Contoso", "4711"), ID.format(1), "") == ""
    assert denies(OomaTarget("Contoso", ID.format(1).upper()), ID.format(1), "R.example") == ""
    assert denies(OomaTarget("Contoso", ID.format(1), "R.Example"), ID.format(1), "r.example") == ""
    assert denies(OomaTarget("Contoso", "", "r.example"), "", "s.example") != ""
