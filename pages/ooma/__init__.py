"""The Ooma Admin Portal's "IdP and SSO" tab of one account. See pages/README.md."""

from typing import Final

from pages.ooma import words
from pages.ooma.choice import explained, is_lasting
from pages.ooma.dialog import DialogValues, IdpDialog
from pages.ooma.portal import OomaPortal
from pages.ooma.sign_in import OomaCredentials
from pages.ooma.tab import IdpPage
from pages.ooma.target import OWN, OomaTarget

OOMA: Final = "Ooma"
"""The portal's name, in messages and evidence."""

__all__ = [
    "OOMA",
    "OWN",
    "DialogValues",
    "IdpDialog",
    "IdpPage",
    "OomaCredentials",
    "OomaPortal",
    "OomaTarget",
    "explained",
    "is_lasting",
    "words",
]
