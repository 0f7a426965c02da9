"""What the reader gives of a page, line by line, and of the SAML page in both wordings."""

from pages.azure.cards import AzureCertificate, SamlCards
from pages.driver.values import Token

ISSUER = "https://sp.example/issuer/1"
ACS = "https://sp.example/acs/1"
LOGIN = "https://login.example/6b0c1f8e-7d0a-4a55-9a51-0d1c4b7e9f10/saml2"
APP_ID = "0f4f3bb1-7f4c-4f28-b1f5-2d8ad1c5e7a2"
METADATA = f"https://login.example/6b0c1f8e/federationmetadata/2007-06/federationmetadata.xml?appid={APP_ID}"
THUMBPRINT = "0123456789ABCDEF0123456789ABCDEF01234567"


def page(*lines: str | Token) -> list[Token]:
    """Lines of text; '[Copy]' is a button, 'Name = value' the field of that name."""
    return [line if isinstance(line, Token) else token(line) for line in lines]


def token(line: str) -> Token:
    if line.startswith("["):
        return Token("button", line.strip("[]"))
    name, sign, value = line.partition(" = ")
    return Token("value", value, name) if sign else Token("text", line)


TODAY = page(
    "Set up single sign-on with SAML",
    "[Upload metadata file]",
    "1",
    "Basic SAML Configuration",
    "[Edit]",
    "Identifier (Entity ID)",
    ISSUER,
    "Reply URL (Assertion Consumer Service URL)",
    ACS,
    "Sign on URL",
    "Optional",
    "Relay State (Optional)",
    "Optional",
    "Logout Url (Optional)",
    "Optional",
    "2",
    "Attributes & Claims",
    "[Edit]",
    "givenname",
    "user.givenname",
    "Unique User Identifier",
    "user.userprincipalname",
    "3",
    "SAML Certificates",
    "Token signing certificate",
    "[Edit]",
    "Status",
    "Active",
    "Thumbprint",
    THUMBPRINT,
    "Expiration",
    "6/1/2033, 12:00:00 PM",
    "Notification Email",
    "admin@contoso.example",
    "App Federation Metadata Url",
    f" = {METADATA}",
    "[Copy]",
    "Certificate (Base64)",
    "[Download]",
    "Certificate (Raw)",
    "[Download]",
    "Federation Metadata XML",
    "[Download]",
    "Verification certificates (optional)",
    "[Edit]",
    "Required",
    "No",
    "Active",
    "0",
    "Expired",
    "0",
    "4",
    "Set up Ooma",
    "You'll need to configure the application to link with Microsoft Entra ID.",
    "Login URL",
    f" = {LOGIN}",
    "[Copy]",
    "Microsoft Entra Identifier",
    " = https://sts.example/6b0c1f8e/",
    "[Copy]",
    "Logout URL",
    f" = {LOGIN}",
    "[Copy]",
    "5",
    "Test single sign-on with Ooma",
    "Test to see if single sign-on is working.",
    "[Test]",
)
GUIDES = page(
    "Set up Single Sign-On with SAML",
    "Basic SAML Configuration",
    "[Edit]",
    f"Identifier (Entity ID): {ISSUER}",
    f"Reply URL (Assertion Consumer Service URL): {ACS}",
    "Sign on URL: Optional",
    "User Attributes & Claims",
    "[Edit]",
    "SAML Signing Certificate",
    "[Edit]",
    "Status: Active",
    f"Thumbprint: {THUMBPRINT}",
    "Expiration: 6/1/2033, 12:00:00 PM",
    "Notification Email: admin@contoso.example",
    f"App Federation Metadata Url = {METADATA}",
    "Certificate (Base64)",
    "[Download]",
    "Certificate (Raw)",
    "[Download]",
    "Federation Metadata XML",
    "[Download]",
    "Set up Ooma",
    "You'll need to configure the application to link with Azure AD.",
    f"Login URL = {LOGIN}",
    "[Copy]",
    "Azure AD Identifier = https://sts.example/6b0c1f8e/",
    f"Logout URL = {LOGIN}",
    "Validate single sign-on with Ooma",
    "[Test]",
)
CARDS = SamlCards(
    app="Ooma",
    identifiers=(ISSUER,),
    reply_urls=(ACS,),
    certificate=AzureCertificate(THUMBPRINT, "Active", "6/1/2033, 12:00:00 PM"),
    metadata_url=METADATA,
    login_url=LOGIN,
)


def with_line(tokens: list[Token], line: str, *instead: str) -> list[Token]:
    """The tokens with one line of text replaced by others."""
    at = tokens.index(Token("text", line))
    return [*tokens[:at], *page(*instead), *tokens[at + 1 :]]


def with_values(tokens: list[Token], old: str, new: str) -> list[Token]:
    return [Token(one.kind, one.text.replace(old, new), one.name) for one in tokens]
