"""The Azure portal's visible words and CSS hooks, by page and card.

When the portal is reworded, this is the file to change: add the new word in front, and keep the old ones. Each word
says which public source documents it, or that it is a guess; the keys of the sources are explained in
pages/README.md. Words are as the portal writes them, except where a comment says that they are parts of patterns.
"""

from typing import Final

from pages.driver.vocabulary import Names, documented, guessed

# The portal's shell, around every page.
ACCOUNT_BUTTONS: Final[Names] = documented("CVT", "#fxs-avatarmenu-button", ".fxs-avatarmenu-button") + guessed(
    "#mectrl_main_trigger"
)
ACCOUNT: Final[Names] = guessed("account")
TOP_BARS: Final[Names] = guessed(".fxs-topbar")
BLADES: Final[Names] = documented("RVF", ".fxs-blade")
BLADE_TITLES: Final[Names] = documented("RVF", ".fxs-blade-title-titleText")
# Parts of patterns: the portal's own search box, and what the line that names the directory says.
SEARCH_ALL: Final[Names] = documented("CVT", "Search resources, services,? and docs")
DIRECTORY: Final[Names] = guessed("directory", "tenant")
# The same, of the account menu: what its label of the directory ends with, and what it says of others to go to.
DIRECTORY_PARTS: Final[Names] = guessed("id", "name", "domain", "domain name", "primary domain")
OTHER_DIRECTORIES: Final[Names] = guessed("switch", "change", "others?", "another", "go to", "recent", "all", "more")

# The title of the page on which a deep link can end.
HOME: Final[Names] = guessed("Home", "Dashboard")

# Pages without cards. Parts of patterns, and the dot is an apostrophe of either kind.
NO_ACCESS: Final[Names] = documented("SBR", "You do not have access", "You don.t have access")
OTHER_MODE: Final[Names] = documented(
    "SBR", "This is a multi-tenant application", "uses OpenID Connect and OAuth"
)  # fmt: skip
CHOOSE_METHOD: Final[Names] = documented("CERT", "Select a single sign-on method")
# The tile of SAML among the methods.
SAML: Final[Names] = documented("SSO", "SAML")
SAML_TILES: Final[Names] = documented("EAC", ".ext-ad-problem-details-card-tile-title:text-is('SAML')")

# The list of enterprise applications; hints and names of its search box are parts of patterns.
LIST_SEARCH_BOXES: Final[Names] = documented("EAC", "input[placeholder='Search by application name or object ID']")
LIST_SEARCH_HINTS: Final[Names] = documented("EAC", "application name", "object ID")
LIST_SEARCH_LABELS: Final[Names] = documented("CVT", "search box")
LIST_SEARCH_NAMES: Final[Names] = guessed("search", "filter")
# The heading of the column with the names.
LIST_NAME_COLUMNS: Final[Names] = guessed("Name", "Display name", "Application name", "App name", "Application")
# Parts of a pattern, for a line by itself that says that nothing was found.
LIST_EMPTY: Final[Names] = guessed(
    r"(?:there (?:are|were) )?(?:no|0) (?:enterprise )?(?:applications?|apps|results?|items|matches|records)"
    r"(?: (?:were |was )?found| to (?:display|show)| (?:that )?match.*| for .*)?",
    "nothing (?:was )?found",
    "no data(?: available| to display)?",
    "we (?:could not|couldn.t|did not|didn.t) find any.*",
)

# The menu and the overview of one application.
MENU_SIGN_ON: Final[Names] = documented("EAC", "[data-telemetryname=Menu-SignOn]")
SINGLE_SIGN_ON: Final[Names] = documented("SSO", "Single sign-on")
SET_UP_SIGN_ON: Final[Names] = guessed("Set up single sign on", "Set up single sign-on")
MANAGE: Final[Names] = documented("SSO", "Manage")
# Parts of patterns, for the title that names the application: the label before it, and the page's own title after it.
TITLE_KINDS: Final[Names] = guessed("enterprise application", "enterprise app", "application", "app")
TITLE_NAME: Final[Names] = guessed("name")
TITLE_PAGES: Final[Names] = documented("CERT", "SAML-based Sign-on", "Single sign-on") + guessed(
    "SAML-based single sign-on", "SAML-based SSO", "SAML", "SSO", "SAML single sign-on",
    "Set up single sign[- ]on(?: with SAML)?", "(?:Edit )?Basic SAML Configuration", "SAML (?:Signing )?Certificates?",
    "(?:(?:Choose|Select|Pick) (?:a|the) )?(?:single )?sign[- ]on (?:method|mode|type|settings|configuration)",
)  # fmt: skip
# The same, for pages of the portal that are about no application, as they are titled and as paths begin.
PLACES: Final[Names] = (
    documented("SSO", "Enterprise app(?:lication)?s", "All applications", "(?:Microsoft )?Entra(?: ID| admin center)")
    + guessed(
        "Home", "(?:Microsoft )?Azure(?: portal)?", "Overview", "Properties", "Azure Active Directory", "Dashboard",
        "All services",
    )
)  # fmt: skip

# The titles of the five cards; of cards 4 and 5 the application's name follows.
CARD_BASIC: Final[Names] = documented("SSO", "Basic SAML Configuration")
CARD_CLAIMS: Final[Names] = documented("CLM", "Attributes & Claims") + guessed("User Attributes & Claims")
CARD_CERTIFICATES: Final[Names] = (
    documented("SSO", "SAML Certificates")
    + documented("CERT", "SAML Signing Certificate")
    + guessed("SAML Certificate")
)  # fmt: skip
CARD_SET_UP: Final[Names] = documented("SSO", "Set up")
CARD_TEST: Final[Names] = documented("SSO", "Test single sign-on with") + guessed("Validate single sign-on with")
# Parts of patterns: what follows 'Set up' where it isn't card 4's title.
NOT_SET_UP: Final[Names] = guessed("single sign[ -]on")
# The pencil of cards 1 and 3.
EDIT: Final[Names] = documented("ART", "Edit")

# Card 1, and the fields of its panel.
IDENTIFIER: Final[Names] = documented("SSO", "Identifier (Entity ID)") + guessed("Identifier", "Entity ID")
REPLY_URL: Final[Names] = (
    documented("SSO", "Reply URL (Assertion Consumer Service URL)")
    + documented("OLD", "Reply URL")
    + guessed("Assertion Consumer Service URL", "Reply URL (ACS URL)")
)
SIGN_ON_URL: Final[Names] = (
    documented("SSO", "Sign on URL")
    + documented("OLD", "Sign-on URL")
    + guessed("Sign on URL (Optional)", "Sign-on URL (Optional)")
)  # fmt: skip
RELAY_STATE: Final[Names] = guessed("Relay State (Optional)") + documented("OLD", "Relay State")
CARD_LOGOUT_URL: Final[Names] = guessed("Logout Url (Optional)") + documented("OLD", "Logout URL")
EDIT_BASIC: Final[Names] = documented("CVT", "Edit basic SAML configuration")
PANEL_BASIC: Final[Names] = documented("CVT", "Basic SAML Configuration")
IDENTIFIER_HINTS: Final[Names] = documented("CVT", "Enter an identifier")
REPLY_URL_HINTS: Final[Names] = documented("CVT", "Enter a reply URL")
ADD_IDENTIFIER: Final[Names] = guessed("Add identifier", "Add an identifier", "Add identifier (Entity ID)")
# What the field of a row is called that says at which place the row stands.
ROW_PLACES: Final[Names] = guessed("Index", "Order", "Position", "Priority")
ADD_REPLY_URL: Final[Names] = guessed("Add reply URL", "Add a reply URL")

# Card 3.
TOKEN_SIGNING: Final[Names] = guessed("Token signing certificate")
STATUS: Final[Names] = documented("CERT", "Status") + guessed("Certificate status")
ACTIVE: Final[Names] = documented("CERT", "Active")
INACTIVE: Final[Names] = documented("CERT", "Inactive")
# What a certificate's state may be called where it stands without its label.
STATES: Final[Names] = guessed(
    "In use", "Not in use", "Current", "Valid", "Expired", "Expiring", "Expires soon", "Expiring soon", "Enabled",
    "Disabled", "Pending", "Revoked", "Not active",
)  # fmt: skip
THUMBPRINT: Final[Names] = documented("CERT", "Thumbprint") + guessed("Certificate thumbprint", "Fingerprint")
EXPIRATION: Final[Names] = documented("CERT", "Expiration", "Expiration date") + guessed(
    "Expires", "Expiry", "Expires on", "Expiry date"
)
# Parts of patterns: what stands beside these labels while there is no certificate.
NO_CERTIFICATE: Final[Names] = guessed(
    "required", "optional", "none", "null", "undefined", r"n\W?a", "unavailable", "nothing",
    "not (?:available|applicable|set|configured|generated|created|added|uploaded|found)(?: yet)?",
    r"no (?:\w+ ){0,3}(?:certificates?|thumbprint|expiration(?: date)?|status)"
    "(?: (?:is|are|was|were|found|available|configured|exists?|yet|added|uploaded|set|shown|there))*",
    "there (?:is|are) no (?:\\w+ ){0,3}certificates?(?: yet)?",
    "(?:add|create|upload|import)(?: an?)?(?: new)?(?: signing)? certificate", "new certificate",
)  # fmt: skip
NOTIFICATION_EMAIL: Final[Names] = guessed("Notification Email") + documented("CERT", "Notification Email Addresses")
METADATA_URL: Final[Names] = documented("OLD", "App Federation Metadata Url")
BASE64: Final[Names] = documented("ART", "Certificate (Base64)")
RAW: Final[Names] = documented("SSO", "Certificate (Raw)")
METADATA_XML: Final[Names] = documented("OLD", "Federation Metadata XML")
DOWNLOAD: Final[Names] = documented("ART", "Download")
DOWNLOAD_ICONS: Final[Names] = guessed("[class*=download i]", "[data-icon-name*=download i]")
# Parts of patterns: how a menu of several kinds of file calls Base64.
BASE64_IN_MENU: Final[Names] = guessed("base ?64")
VERIFICATION: Final[Names] = guessed("Verification certificates (optional)") + documented(
    "REQ", "Verification certificates"
)
EDIT_CERTIFICATES: Final[Names] = guessed(
    "Add a certificate", "Edit SAML signing certificate", "Edit SAML certificates", "Edit token signing certificate"
)  # fmt: skip

# Card 3's panel; the names of a certificate's menu are parts of patterns.
PANEL_CERTIFICATES: Final[Names] = documented("CERT", "SAML Signing Certificate")
NEW_CERTIFICATE: Final[Names] = documented("CERT", "New Certificate")
PANEL_COMMANDS: Final[Names] = documented("CERT", "Import Certificate", "Got feedback?") + guessed(
    "Add a certificate", "Add certificate", "Refresh", "Learn more"
)
# Headings of the list that say nothing about a certificate's state.
OTHER_COLUMNS: Final[Names] = guessed(
    "Actions", "Key ID", "Key identifier", "Start date", "Valid from", "Created", "Created on", "Name", "Subject",
    "Notification email", "Notification emails",
) + documented("CERT", "Notification Email Addresses")  # fmt: skip
# What comes after the list.
AFTER_CERTIFICATES: Final[Names] = (
    documented("SIGN", "Signing Option", "Signing Algorithm")
    + documented("CERT", "Notification Email Addresses")
    + guessed("Signing options", "Notification email", "Notification emails")
)  # fmt: skip
# Parts of patterns: what a signing certificate is called where there is none. No other word may stand in between: 'no
# other certificates' and 'no expired certificates' say nothing about the one in use.
_CERTIFICATE: Final[Names] = guessed("(?:saml |token |token-signing |signing ){0,3}certificates?")
_OWNER: Final[Names] = guessed("(?:you|(?:this|the) app(?:lication)?)")
# How the list says that it is empty, and what a date is written with beside digits.
NO_CERTIFICATES: Final[Names] = guessed(
    rf"(?:there (?:is|are) )?(?:no|0) (?:{_CERTIFICATE[0]}|results|items|data|records|rows)"
    r"(?: (?:is|are|was|were|has|have|been|found|available|configured|exists?|yet|added|created|uploaded|there|to"
    r"|display|show))*",
    "nothing to (?:show|display)(?: here)?",
    rf"{_OWNER[0]} (?:has|have) no {_CERTIFICATE[0]}(?: yet)?",
    rf"{_OWNER[0]} do(?:es)?(?:n.t| not) have (?:a|any) {_CERTIFICATE[0]}(?: yet)?",
)
MONTHS: Final[Names] = guessed(
    "jan(?:uary)?", "feb(?:ruary)?", "mar(?:ch)?", "apr(?:il)?", "may", "june?", "july?", "aug(?:ust)?",
    "sept?(?:ember)?", "oct(?:ober)?", "nov(?:ember)?", "dec(?:ember)?",
)  # fmt: skip
DATE_WORDS: Final[Names] = MONTHS + guessed(
    "AM", "PM", "UTC", "GMT", "Z", "expires", "expired", "on", "until", "valid",
    "(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?",
    "in", "days?", "weeks?", "months?", "years?", "from now", "left", "remaining",
)  # fmt: skip
# What shows that something is still to come.
LOADING: Final[Names] = guessed(
    "[role=progressbar]", "[aria-busy=true]", ".ms-Spinner", ".fxs-progress", ".fui-Spinner",
    "[class*=shimmer i]", "[class*=skeleton i]", "[class*=spinner i]",
    "[class*=loading i]",
)  # fmt: skip
MAKE_ACTIVE: Final[Names] = documented("CERT", "Make certificate active")
ELLIPSES: Final[Names] = documented("CERT", "...") + guessed("\u2026", "\u22ef")
MENU_NAMES: Final[Names] = guessed("more", "menu", "options", "actions")
# Parts of patterns: what a notification says once a certificate was made active.
ACTIVATED: Final[Names] = guessed("activated", "(?:is|now) active")

# Card 4.
LOGIN_URL: Final[Names] = documented("SSO", "Login URL")
ENTRA_IDENTIFIER: Final[Names] = (
    documented("SSO", "Microsoft Entra Identifier")
    + documented("OLD", "Azure AD Identifier")
    + guessed("Entra Identifier")
)  # fmt: skip
LOGOUT_URL: Final[Names] = documented("SSO", "Logout URL")

# Card 5, and its panel: until 2024 it had a button for each user; since then a choice, and one button that begins.
TEST: Final[Names] = documented("ART", "Test")
TEST_SIGN_IN: Final[Names] = documented("CVT", "Test sign in") + guessed("Test sign-in")
TEST_AS_CURRENT_USER: Final[Names] = documented("CVT", "Sign in as current user")
# Parts of patterns: how the sign-on says that it was stopped, by Microsoft and by the application.
STOPPED: Final[Names] = documented("ERR", r"AADSTS\d+[^\n]*")
REFUSED: Final[Names] = guessed(
    "refused", "denied", "fail(?:ed|ure)?", "invalid", "error", "not (?:valid|allowed|authorized)",
    "something went wrong",
)  # fmt: skip

# Any panel: its buttons, and what surrounds them.
SAVE: Final[Names] = documented("EAC", "Save") + guessed("Save changes")
CLOSE_TITLE: Final[Names] = documented("CVT", "Close content '{title}'") + guessed("Close '{title}'", "Close {title}")
CLOSE: Final[Names] = guessed("Close", "Cancel", "Back")
PANELS: Final[Names] = documented("RVF", ".ms-Panel") + guessed(".fxs-contextpane", ".fui-Drawer")

# Questions and notifications.
TEST_LATER: Final[Names] = guessed("No, I'll test later", "No, I will test later", "No, test later")
NOTICES: Final[Names] = documented("RVF", ".fxs-toast-item", ".fxs-toast-description") + guessed(
    "[role=alert]", "[role=status]", ".ms-MessageBar", ".fui-MessageBar", ".fui-Toast", ".toast"
)  # fmt: skip
INVALID: Final[Names] = guessed(".azc-validationBelowCtrl", ".fui-Field__validationMessage")
# Parts of patterns; the dot is an apostrophe of either kind.
UNSAVED: Final[Names] = documented("PDOC", "unsaved edits will be discarded") + guessed(
    "unsaved edits will be lost", "unsaved changes will be discarded", "unsaved changes will be lost"
)
FAILED: Final[Names] = guessed(
    "unable to", "failed", "could not", "couldn.t", "error", "not saved", "invalid", "must be", "unique within"
)  # fmt: skip
SUCCEEDED: Final[Names] = guessed("saved", "success", "updated", "activated")
# Parts of patterns that say so wherever they stand.
SAVED: Final[Names] = guessed(
    "successfully (?:saved|updated)", "(?:saved|updated) successfully", "(?:has|have) been saved", r"^\W*saved\W*$"
)
PROGRESS: Final[Names] = guessed(
    r"\b(?:saving|updating|uploading|creating|adding|generating|validating|checking|activating|loading|processing)\b",
    "in progress", "please wait", "^save single sign-on configuration$",
)  # fmt: skip
# Parts of patterns: Microsoft's refusals, by what they are about.
UNVERIFIED_DOMAIN: Final[Names] = (
    documented("GRE", "must use a verified domain", "HostNameNotOnVerifiedDomain")
    + documented("URI", "must contain a tenant verified domain")
    + guessed("verified domain")
)
DUPLICATE: Final[Names] = documented("GRE", "another object with the same value") + guessed(
    "unique within your organization", "already (?:exists|in use|used|taken)"
)
LIFETIME: Final[Names] = documented("GRE", "credential lifetime", "as per assigned policy") + guessed(
    "lifetime.*(?:exceeds|policy)", "(?:exceeds|policy).*lifetime"
)
POLICY: Final[Names] = documented("URI", "as per the default tenant policy") + guessed(
    r"\bpolic(?:y|ies)\b", "restricted by your organization", "blocked by your organization"
)
