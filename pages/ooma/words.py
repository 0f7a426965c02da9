"""The visible words of the Ooma Admin Portal, each with its alternatives."""

from typing import Final

from pages.driver.vocabulary import Names, guessed

# Ooma's "IdP and SSO" tab.
IDP_TAB: Final[Names] = ("IdP and SSO", "IdP & SSO", "IdP/SSO")
SET_UP: Final[Names] = ("Set Up Identity Provider", "Setup Identity Provider")
EDIT_IDP: Final[Names] = ("Edit Identity Provider Information", "Edit Identity Provider")
CALLBACK: Final[Names] = ("Callback URL (ACS)", "Callback URL", "ACS URL", "Callback (ACS) URL")
ISSUER: Final[Names] = ("Issuer", "Issuer URL", "Issuer (Entity ID)")
SSO_URL: Final[Names] = ("SSO URL", "Single Sign-On URL", "IdP SSO URL")
EMAIL_CLAIM: Final[Names] = ("Email Claim", "E-mail Claim", "Email Claim Name")
UPLOAD: Final[Names] = (
    "Upload File",
    "Upload a File",
    "Upload",
    "Choose File",
    "Select File",
    "Select a file",
    "Browse",
)
ENABLE: Final[Names] = ("Enable", "Enabled", "Enable SSO", "Enable single sign-on", "SSO enabled")
TURN_ON: Final[Names] = ("Enable SSO", "Enable single sign-on", "Turn on SSO", "Turn SSO on", "Activate SSO", "Enable")
TURN_OFF: Final[Names] = (
    "Disable SSO", "Disable single sign-on", "Turn off SSO", "Turn SSO off", "Deactivate SSO", "Disable",
)  # fmt: skip
# Parts of a pattern: what words beside a switch or a button are about that turns SSO on.
ABOUT_SSO: Final = guessed(r"\bsso\b", r"\bsingle[ -]sign[ -]?on\b")
SIGN_REQUEST: Final[Names] = ("Sign Request", "Sign Requests")
SAVE: Final[Names] = ("Save", "Save changes")
CANCEL: Final[Names] = ("Cancel", "Close")
