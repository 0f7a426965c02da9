"""The visible words that differ between versions of the portals, each with its alternatives.

Today's words first, then those of the guide (2023) and older ones. Sources: the guide, Microsoft's and
Ooma's public documentation. When a portal is reworded, this is the file to change.
"""

from typing import Final

from pages.driver.vocabulary import Names

# The five cards of the SAML blade; card 4 and 5 carry the application's name.
CARD_BASIC: Final[Names] = ("Basic SAML Configuration",)
CARD_CLAIMS: Final[Names] = ("Attributes & Claims", "User Attributes & Claims")
CARD_CERTIFICATES: Final[Names] = ("SAML Certificates", "SAML Signing Certificate", "SAML Certificate")
CARD_SET_UP: Final = r"Set up (?!single sign[ -]on)(.+)"
CARD_TEST: Final = r"(?:Test|Validate) single sign-on with (.+)"

# Card 1, and the fields of its panel.
IDENTIFIER: Final[Names] = ("Identifier (Entity ID)", "Identifier", "Entity ID")
REPLY_URL: Final[Names] = (
    "Reply URL (Assertion Consumer Service URL)",
    "Reply URL",
    "Assertion Consumer Service URL",
    "Reply URL (ACS URL)",
)
SIGN_ON_URL: Final[Names] = ("Sign on URL", "Sign on URL (Optional)", "Sign-on URL", "Sign-on URL (Optional)")
RELAY_STATE: Final[Names] = ("Relay State (Optional)", "Relay State")
CARD_LOGOUT_URL: Final[Names] = ("Logout Url (Optional)", "Logout Url", "Logout URL (Optional)")
IDENTIFIER_HINTS: Final[Names] = ("Enter an identifier",)
REPLY_URL_HINTS: Final[Names] = ("Enter a reply URL",)
ADD_IDENTIFIER: Final[Names] = ("Add identifier", "Add an identifier", "Add identifier (Entity ID)")
ADD_REPLY_URL: Final[Names] = ("Add reply URL", "Add a reply URL")
EDIT_BASIC: Final[Names] = ("Edit basic SAML configuration",)

# Card 3.
STATUS: Final[Names] = ("Status",)
THUMBPRINT: Final[Names] = ("Thumbprint",)
EXPIRATION: Final[Names] = ("Expiration", "Expiration date", "Expires", "Expiry")
METADATA_URL: Final[Names] = ("App Federation Metadata Url",)
BASE64: Final[Names] = ("Certificate (Base64)",)
RAW: Final[Names] = ("Certificate (Raw)",)
METADATA_XML: Final[Names] = ("Federation Metadata XML",)
DOWNLOAD: Final[Names] = ("Download",)
EDIT_CERTIFICATES: Final[Names] = (
    "Add a certificate", "Edit SAML signing certificate", "Edit SAML certificates", "Edit token signing certificate",
)  # fmt: skip
NEW_CERTIFICATE: Final[Names] = ("New Certificate",)

# Card 4.
LOGIN_URL: Final[Names] = ("Login URL",)
ENTRA_IDENTIFIER: Final[Names] = ("Microsoft Entra Identifier", "Azure AD Identifier", "Entra Identifier")
LOGOUT_URL: Final[Names] = ("Logout URL",)
SAVE: Final[Names] = ("Save", "Save changes")
