"""Microsoft's error codes (AADSTS) that an administrator may see here, explained.

Source: 'Microsoft Entra authentication and authorization error codes' in Microsoft's documentation; the
advice is ours.
"""

import re
from collections.abc import Collection
from typing import Final, NamedTuple

from pages.errors import Denied, HumanNeeded, PortalError, PortalSaid, Rejected, WrongPlace


class Explanation(NamedTuple):
    """What a code means, and what to do."""

    meaning: str
    mend: str


_CORRECT = "correct {azure_username} and {azure_password} before the next run: refusals lock the account"
_TENANT = "correct {azure_tenant}, or sign in with an account of that tenant"
_REGISTER = "sign in by hand once, register an authenticator app, and set {azure_totp_secret} to its secret"
_POLICY = "allow the account in that Conditional Access policy, or run on a machine that meets it"
_PASSWORD = "sign in by hand once, choose a new password, and set {azure_password} to it"

AADSTS: Final[dict[str, Explanation]] = {
    "50034": Explanation("there is no such account", _CORRECT),
    "50126": Explanation("the account name or password is wrong", _CORRECT),
    "50056": Explanation("the account has no password", "use an account that signs in with a password"),
    "50053": Explanation(
        "the account is locked, or the sign-in came from a blocked address",
        "wait until Microsoft lifts the lock, or unblock the address; don't try other passwords meanwhile",
    ),
    "50055": Explanation("the password has expired", _PASSWORD),
    "50144": Explanation("the password has expired", _PASSWORD),
    "50057": Explanation("the account is disabled", "enable the account in Entra ID, or use another"),
    "50072": Explanation("the account must register a second factor", _REGISTER),
    "50079": Explanation("the account must register a second factor", _REGISTER),
    "50076": Explanation("a second factor is needed", "set {azure_totp_secret} to the authenticator app's secret"),
    "500121": Explanation(
        "the second factor was refused", "correct {azure_totp_secret}, and check this machine's clock"
    ),
    "53000": Explanation("Conditional Access requires a compliant device", _POLICY),
    "53001": Explanation("Conditional Access requires a joined device", _POLICY),
    "53003": Explanation("Conditional Access blocks this sign-in", _POLICY),
    "50020": Explanation("the account does not exist in this tenant", _TENANT),
    "16000": Explanation("the account does not exist in this tenant", _TENANT),
    "90072": Explanation("the account does not exist in this tenant", _TENANT),
    "90002": Explanation("there is no such tenant", _TENANT),
    "50105": Explanation(
        "the account is not assigned to the application",
        "assign it under 'Users and groups', or turn off 'Assignment required'",
    ),
    "65001": Explanation("consent is missing", "have an administrator grant consent under 'Permissions'"),
    "530034": Explanation(
        "delegated administrators are blocked", "use an account of the tenant itself, or ask Microsoft support"
    ),
    "90099": Explanation(
        "the partner's application is not authorized in this tenant",
        "have the customer accept the partner relationship",
    ),
    "700016": Explanation(
        "no application of this tenant has the identifier that Ooma sent", "run apply again: it corrects card 1"
    ),
    "50011": Explanation("the reply URL that Ooma sent is not on card 1", "run apply again: it corrects card 1"),
    "75005": Explanation("the sign-on request is not valid SAML", "check 'Sign Request' and the SSO URL in Ooma"),
    "76021": Explanation(
        "the application requires signed requests",
        "turn on 'Sign Request' in Ooma, or turn off 'Require verification certificates' on card 3",
    ),
}
_CODE = re.compile(r"AADSTS(\d+)")

_WRONG_TENANT: Final = frozenset({"50020", "16000", "90072", "90002"})
_REFUSED: Final = frozenset({"50034", "50126", "50056", "500121"})
_BY_POLICY: Final = "53"  # how the codes of Conditional Access begin


def codes_in(words: str) -> list[str]:
    """The codes in a text, without 'AADSTS', in their order."""
    return _CODE.findall(words)


def explain(words: str) -> Explanation | None:
    """The explanation of the first code in a text that is known; None if there is none."""
    return next((AADSTS[code] for code in codes_in(words) if code in AADSTS), None)


def kind_of_error(page: type[PortalError], codes: Collection[str]) -> type[PortalError]:
    """The kind of error that a page of the sign-in means.

    Args:
        page: what the page means by itself.
        codes: those on the page; the first of these rules that applies decides.
    """
    if any(code in _WRONG_TENANT for code in codes):
        return WrongPlace
    if page is Denied or any(code.startswith(_BY_POLICY) for code in codes):
        return Denied
    if page is Rejected or any(code in _REFUSED for code in codes):
        return Rejected
    return HumanNeeded if page is PortalSaid and codes else page
