"""What is done on card 3's panel: one is made or made active only where card and panel are seen to have none in use."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pages.azure import CertificateList
from runbook.certificates.making import what_is_missing
from runbook.errors import CertificateInDoubt
from runbook.state import AzureState

ONE, OTHER = "A1" * 20, "B2" * 20
NONE = AzureState()
EMPTY = CertificateList(has_list=True)
INACTIVE = CertificateList((ONE,), inactive=1, has_list=True)
ACTIVE = CertificateList((ONE,), active=1, has_list=True)


def on_card(thumbprint: str, status: str = "Active") -> AzureState:
    return AzureState(thumbprint=thumbprint, status=status, inactive=status == "Inactive")


@pytest.mark.parametrize(
    ("azure", "listed", "missing"),
    [
        (NONE, EMPTY, "certificate"),
        (NONE, INACTIVE, "activation"),
        (on_card(ONE, "Inactive"), INACTIVE, "activation"),
        (on_card(ONE[:8], "Inactive"), INACTIVE, "activation"),
        # The card is late: loading it again is all there is to do.
        (NONE, ACTIVE, "nothing"),
    ],
)
def test_what_is_missing_is_told_where_all_can_be_read(
    azure: AzureState, listed: CertificateList, missing: str
) -> None:
    assert what_is_missing(azure, listed) == missing


SHOWN = [
    on_card(text, status)
    for text, status in product([ONE, ONE[:8], "\u2022\u2022\u2022\u2022", ""], ["Active", "Aktiv", ""])
]


@pytest.mark.parametrize("azure", [one for one in SHOWN if one.shows_certificate], ids=str)
@pytest.mark.parametrize("listed", [EMPTY, INACTIVE, ACTIVE], ids=str)
def test_nothing_is_pressed_while_the_card_shows_a_certificate_in_any_form(
    azure: AzureState, listed: CertificateList
) -> None:
    with pytest.raises(CertificateInDoubt, match="no certificate is made"):
        what_is_missing(azure, listed)


@given(
    st.builds(
        CertificateList,
        st.lists(st.sampled_from([ONE, OTHER, ONE[:8]]), max_size=3).map(tuple),
        st.integers(0, 2),
        st.integers(0, 2),
        st.booleans(),
        st.lists(st.just("Abgelaufen"), max_size=1).map(tuple),
        st.booleans(),
    )
)
def test_a_new_one_is_made_only_where_the_list_is_seen_to_be_empty(listed: CertificateList) -> None:
    understood = listed.has_list and not listed.odd and not listed.is_loading
    certificates = max(len(listed.thumbprints), listed.active + listed.inactive)
    try:
        missing = what_is_missing(NONE, listed)
    except CertificateInDoubt:
        assert not (understood and certificates == 0)
        return
    assert understood
    assert certificates == (0 if missing == "certificate" else 1)
    assert (missing == "activation") == (listed.inactive == 1)
