"""What the Ooma Admin Portal says, and that each page object knows it by those words."""

import pytest

from pages.driver.look import Look, exactly
from pages.driver.vocabulary import Names
from pages.ooma import accounts, certificate_field, complaints, dialog, portal, sign_in, signs, way, words
from tests.helpers.recognized import recognizes

SIGN_IN = [
    (sign_in.USERNAME, "Username"),
    (sign_in.ACCOUNT_NAME, "Account Name"),
    (sign_in.SIGN_IN, "Sign in"),
    (sign_in.GO_ON, "Next"),
    (sign_in.CODE, "Verification code"),
    (sign_in.VERIFY, "Verify"),
    (sign_in.ERROR, "Invalid Credentials"),
    (portal.SIGNED_OUT, "Your session expired..."),
]
SHELL = [
    (accounts.APPS, "Apps"),
    (accounts.ACCOUNTS, "Account"),
    (accounts.ACCOUNTS, "Account Jump"),
    (signs.MASQUERADING, "! Masquerading"),
    (signs.MASQUERADING, "You are now masquerading the account Contoso"),
    (signs.MASQUERADING, "Stop Masquerading"),
    (way.DETOURS[0], "Phone System"),
    (way.DETOURS[0], "Phone System App"),
    (way.DETOURS[0], "Hosted PBX"),
    (way.ACCOUNT_PAGE, "Company account page"),
    (way.ACCOUNT_PAGE, "Account Details"),
]
TAB = [
    (way.TAB, "IdP and SSO"),
    (way.SET_UP, "Set Up Identity Provider"),
    (way.EDIT, "Edit Identity Provider Information"),
    (complaints.ERROR, "Oops! Something is not right"),
]
DIALOG = [
    (dialog.SSO_URL, "SSO URL"),
    (dialog.EMAIL_CLAIM, "Email Claim *"),
    (certificate_field.UPLOAD, "Upload File"),
    (certificate_field.UPLOAD, "Select a file"),
    (certificate_field.DROP_ZONE, "Drag and drop a file here"),
    (dialog.SAVE, "Save"),
    (dialog.CANCEL, "Cancel"),
    (complaints.MESSAGES, "This field is required."),
    (complaints.MESSAGES, "Please enter a valid URL."),
    (complaints.MESSAGES, "The file is not a valid X.509 certificate"),
]
PAGES = {"sign-in": SIGN_IN, "shell": SHELL, "tab": TAB, "dialog": DIALOG}


@pytest.mark.parametrize(
    ("look", "said"),
    [pytest.param(look, said, id=f"{page}-{said}") for page, table in PAGES.items() for look, said in table],
)
def test_ooma_says(look: Look, said: str) -> None:
    assert recognizes(look, said), f"'{said}' is no longer {look.thing} (pages/ooma/words.py)"


@pytest.mark.parametrize(
    ("names", "said"),
    [
        pytest.param(words.CALLBACK, "Callback URL (ACS)", id="Callback URL (ACS)"),
        pytest.param(words.ISSUER, "Issuer", id="Issuer"),
        pytest.param(words.ENABLE, "Enable", id="Enable"),
        pytest.param(words.SIGN_REQUEST, "Sign Request", id="Sign Request"),
    ],
)
def test_the_tab_labels_a_value(names: Names, said: str) -> None:
    assert exactly(*names).match(said), f"'{said}' is no longer a label of the tab (pages/ooma/words.py)"


@pytest.mark.parametrize(
    ("look", "said"),
    [
        (way.ACCOUNT_PAGE, "Account"),
        (way.TAB, "About IdP and SSO"),
        (signs.MASQUERADING, "You are not masquerading anymore."),
        (portal.SIGNED_OUT, "Session recording"),
        (way.SET_UP, "Edit Identity Provider Information"),
        (dialog.SAVE, "Saved"),
        (complaints.MESSAGES, "Valid until 2027"),
        (sign_in.ERROR, "Welcome"),
    ],
    ids=lambda one: one if isinstance(one, str) else one.thing,
)
def test_what_only_resembles_it_is_something_else(look: Look, said: str) -> None:
    assert not recognizes(look, said)
