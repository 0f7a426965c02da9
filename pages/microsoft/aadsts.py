"""Microsoft's error codes (AADSTS) that an administrator can meet here, explained.

Source: 'Microsoft Entra authentication and authorization error codes' in Microsoft's documentation; the
advice is ours.
"""

import re
from typing import Final, NamedTuple


class Explanation(NamedTuple):
    """What a code means, and what to do."""

    meaning: str
    mend: str


_CORRECT = "correct {azure_username} and {azure_password} before the next run: refusals lock the account"
_TENANT = "correct {azure_tenant}, or sign in with an account that this tenant knows"
_REGISTER = "sign in by hand once, register an authenticator app, and put its secret into {azure_totp_secret}"
_POLICY = "allow the account in that Conditional Access policy, or run where the policy is met"
_PASSWORD = "sign in by hand once, set a new password, and put it into {azure_password}"

AADSTS: Final[dict[str, Explanation]] = {
    "50034": Explanation("there is no such account", _CORRECT),
    "50126": Explanation("the account name or password is wrong", _CORRECT),
    "50056": Explanation("the account has no password", "use an account that signs in with a password"),
    "50053": Explanation(
        "the account is locked, or the sign-in came from a blocked address",
        "wait until Microsoft lifts the lock, or unblock the address; try no other password meanwhile",
    ),
    "50055": Explanation("the password has expired", _PASSWORD),
    "50144": Explanation("the password has expired", _PASSWORD),
    "50057": Explanation("the account is disabled", "enable the account in Entra ID, or use another one"),
    "50072": Explanation("the account has to register a second factor", _REGISTER),
    "50079": Explanation("the account has to register a second factor", _REGISTER),
    "50076": Explanation("a second factor is needed", "put the authenticator app's secret into {azure_totp_secret}"),
    "500121": Explanation(
        "the second factor was refused", "correct {azure_totp_secret}, and check this machine's clock"
    ),
    "53000": Explanation("Conditional Access demands a compliant device", _POLICY),
    "53001": Explanation("Conditional Access demands a joined device", _POLICY),
    "53003": Explanation("Conditional Access blocks this sign-in", _POLICY),
    "50020": Explanation("the account does not exist in this tenant", _TENANT),
    "16000": Explanation("the account does not exist in this tenant", _TENANT),
    "90072": Explanation("the account does not exist in this tenant", _TENANT),
    "90002": Explanation("there is no such tenant", _TENANT),
    "50105": Explanation(
        "the account is not assigned to the application",
        "assign it under 'Users and groups', or switch 'Assignment required' off",
    ),
    "65001": Explanation("consent is missing", "let an administrator grant consent under 'Permissions'"),
    "530034": Explanation(
        "a delegated administrator is blocked", "use an account of the tenant's own, or ask Microsoft's support"
    ),
    "90099": Explanation(
        "the partner's application is not authorised in this tenant", "let the customer accept the relationship"
    ),
    "700016": Explanation(
        "no application of this tenant has the identifier that Ooma sent", "run apply again; it corrects card 1"
    ),
    "50011": Explanation("the reply URL that Ooma sent is not on card 1", "run apply again; it corrects card 1"),
    "75005": Explanation("the sign-on request is not valid SAML", "look at Ooma's 'Sign Request' and SSO URL"),
    "76021": Explanation(
        "the application demands signed requests",
        "switch 'Sign Request' on in Ooma, or 'Require verification certificates' off on card 3",
    ),
}
_CODE = re.compile(r"AADSTS(\d+)")


def codes_in(words: str) -> list[str]:
    """The codes in a text, without 'AADSTS', in their order."""
    return _CODE.findall(words)


def explain(words: str) -> Explanation | None:
    """The explanation of the first code in a text that is known; None if there is none."""
    return next((AADSTS[code] for code in codes_in(words) if code in AADSTS), None)
