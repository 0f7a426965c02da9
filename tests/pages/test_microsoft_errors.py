"""Microsoft's error codes: which kind of error a page and the codes on it make."""

import pytest

from pages.errors import Denied, HumanNeeded, PortalError, PortalSaid, Rejected, WrongPlace
from pages.microsoft.aadsts import codes_in, explain, kind_of_error

# Codes, and the kind of error on: a page that stops for a person, a block by policy, an error page, a refusal.
KINDS: list[tuple[list[str], tuple[type[PortalError], ...]]] = [
    ([], (HumanNeeded, Denied, PortalSaid, Rejected)),
    (["50034"], (Rejected, Denied, Rejected, Rejected)),  # no such account
    (["50126"], (Rejected, Denied, Rejected, Rejected)),  # wrong password
    (["50056"], (Rejected, Denied, Rejected, Rejected)),  # no password
    (["500121"], (Rejected, Denied, Rejected, Rejected)),  # second factor refused
    (["50020"], (WrongPlace,) * 4),
    (["16000"], (WrongPlace,) * 4),
    (["90072"], (WrongPlace,) * 4),
    (["90002"], (WrongPlace,) * 4),
    (["53000"], (Denied,) * 4),
    (["53003"], (Denied,) * 4),
    (["530034"], (Denied,) * 4),
    (["50053"], (HumanNeeded, Denied, HumanNeeded, Rejected)),  # locked
    (["50072"], (HumanNeeded, Denied, HumanNeeded, Rejected)),  # has to register
    (["1234567"], (HumanNeeded, Denied, HumanNeeded, Rejected)),  # unknown
    # Of several codes the tenant decides first, then policy, then a refusal.
    (["50126", "53003"], (Denied,) * 4),
    (["53003", "50020"], (WrongPlace,) * 4),
    (["50053", "50126"], (Rejected, Denied, Rejected, Rejected)),
]
PAGES: tuple[type[PortalError], ...] = (HumanNeeded, Denied, PortalSaid, Rejected)


@pytest.mark.parametrize(
    ("page", "codes", "kind"),
    [
        pytest.param(page, codes, kind, id=f"{page.__name__} {' '.join(codes) or 'no code'}")
        for codes, kinds in KINDS
        for page, kind in zip(PAGES, kinds, strict=True)
    ],
)
def test_the_kind_of_error(page: type[PortalError], codes: list[str], kind: type[PortalError]) -> None:
    assert kind_of_error(page, codes) is kind


def test_codes_are_read_in_their_order() -> None:
    assert codes_in("AADSTS50126: wrong. See AADSTS1, and aadsts2.") == ["50126", "1"]


def test_the_first_code_that_is_known_is_explained() -> None:
    explained = explain("AADSTS1: what? AADSTS50057: disabled. AADSTS50126: wrong.")
    assert explained is not None
    assert explained.meaning == "the account is disabled"
    assert explain("AADSTS1: what?") is None
