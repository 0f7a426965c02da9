"""What is told of the account that was found: what the portal shows of it, and what proves it."""

import pytest

from pages.ooma import OWN, OomaTarget, explained, is_lasting
from pages.ooma.choice import Row

ID, REALM = "4650dff9c79e2dd8d3c9b8b2b4d1e6f0", "contoso.sip.example.net"
CONTOSO = Row("Contoso Ltd", ID, REALM, "MSP")
SHOWN = f"'Contoso Ltd' (realm {REALM}, id {ID}, below 'MSP')"


@pytest.mark.parametrize(
    ("target", "row", "told"),
    [
        (OomaTarget("Contoso Ltd"), CONTOSO, f"{SHOWN}; found by its name"),
        (OomaTarget("Contoso Ltd", ID.upper()), CONTOSO, f"{SHOWN}; proven by the configured id"),
        (OomaTarget("Contoso Ltd", realm=REALM), CONTOSO, f"{SHOWN}; proven by the configured realm"),
        (OomaTarget("Contoso Ltd", ID, REALM), CONTOSO, f"{SHOWN}; proven by the configured id and realm"),
        (
            OomaTarget("Contoso Ltd", ID, REALM),
            Row("Contoso Ltd", ID),
            f"'Contoso Ltd' (id {ID}); proven by the configured id; the configured realm is not shown",
        ),
        (
            OomaTarget("Contoso Ltd", ID, REALM),
            Row("Contoso Ltd"),
            "'Contoso Ltd'; found by its name; the configured id and realm are not shown",
        ),
        (OomaTarget(OWN), Row(""), "the account signed in to"),
        (OomaTarget(OWN, ID), Row(""), "the account signed in to; the configured id is not shown"),
        (OomaTarget(OWN, ID), Row("", ID), f"the account signed in to (id {ID}); proven by the configured id"),
    ],
)
def test_what_is_told_of_an_account(target: OomaTarget, row: Row, told: str) -> None:
    assert explained(target, row) == told


@pytest.mark.parametrize(
    ("account_id", "lasts"),
    [(ID, True), ("6b0c1f8e-7d0a-4a55-9a51-0d1c4b7e9f10", True), ("1042000", False), ("row-17", False), ("", False)],
)
def test_a_number_or_a_word_may_be_an_id_of_the_list_only(account_id: str, lasts: bool) -> None:
    assert is_lasting(account_id) is lasts
