"""The visible words and CSS hooks of the Ooma Admin Portal, by page.

Today's word comes first: messages use it. Names that end in `_CSS` are selectors. Where a comment says so, and inside
`like(...)`, each word is part of a pattern.
"""

from typing import Final

from pages.driver.vocabulary import documented, guessed, like

# ---- The sign-in form

USERNAME: Final = documented("MUI", "Username") + guessed("User name", "Login", "Email", "User")
USERNAME_PLACEHOLDERS: Final = documented("MUI", "Username") + guessed("User name")
USERNAME_CSS: Final = documented("MUI", "#login", "input[name=login]") + guessed("input[autocomplete=username]")
PASSWORD_CSS: Final = documented("MUI", "#password") + guessed("input[type=password]")
ACCOUNT_NAME: Final = guessed("Account Name", "Account", "Company")
ACCOUNT_NAME_PLACEHOLDERS: Final = guessed("Account Name", "Account")
ACCOUNT_NAME_CSS: Final = documented("MUI", "#account_name") + guessed("input[name=account_name]")
SIGN_IN: Final = documented("MUI", "Sign in") + guessed("Log in", "Login", "Sign on")
SIGN_IN_CSS: Final = documented("MUI", "button[type=submit]") + guessed("input[type=submit]")
# On a form that asks for the name first, and for the password on its next page.
GO_ON: Final = guessed("Next", "Continue")

# ---- The sign-in's one-time code

CODE: Final = guessed(
    "Code", "Verification code", "One-time code", "Authentication code", "Security code", "Enter code",
    "One-time password",
)  # fmt: skip
CODE_PLACEHOLDERS: Final = guessed("Code", "123456")
CODE_CSS: Final = documented("MUI", "#mfa_code", "input[name=mfaCode]") + guessed("input[autocomplete='one-time-code']")
# From an article about the desktop app; nothing public shows this form of the Admin Portal.
VERIFY: Final = documented("OE", "Verify")
VERIFY_CSS: Final = documented("MUI", "#btn_mfa_verify")
VERIFY_ELSE: Final = guessed("Continue", "Submit", "Confirm")
VERIFY_AS_SIGN_IN: Final = documented("MUI", "Sign in") + guessed("Log in")

# ---- What the sign-in answers

SIGN_IN_ERROR_CSS: Final = (
    documented("MUI", ".error-message-wrapper .text")
    + guessed("[role=alert]", ".alert-danger", ".alert-error")
    + documented("MUI", ".toast-error")
    + guessed(".error-message", ".error")
    + documented("MUI", ".monster-invalid:not(input)")
)
REFUSED: Final = like(
    documented("MUI", "invalid credentials"),
    guessed("invalid (?:user|password|code)", "incorrect", "not recogni[sz]ed", "wrong (?:code|password)"),
)
TROUBLE: Final = like(guessed("went wrong", "(?:server|internal) error", "unavailable", "could not be reached"))
SESSION_OVER: Final = like(
    documented("MUI", r"\bsession expired"),
    guessed(r"\bsession (?:has |is )?(?:expired|ended|timed out|over)", r"(?:sign|log) in again\b"),
)

# ---- The top bar

TOP_BAR_CSS: Final = (
    documented("MUI", "header")
    + guessed("[role=banner]")
    + documented("MUI", ".core-topbar", ".core-topbar-wrapper")
    + guessed(".navbar", ".topbar")
    + documented("MUI", "nav")
)
TOP_BAR_MENU_CSS: Final = guessed("[aria-haspopup]:not([aria-haspopup=false])", ".dropdown-toggle")
APPS: Final = documented("OE", "Apps") + guessed("All apps")
APPS_CSS: Final = documented("MUI", "#main_topbar_apploader_link")
ACCOUNTS: Final = documented("OE", "Account") + guessed("Accounts")
# Parts of a pattern.
ACCOUNT_MENU: Final = (
    documented("OE", "account")
    + documented("MUI", "account jump")
    + guessed("accounts", "account menu", "account tree", "(?:switch|select|change) account")
)
ACCOUNT_MENU_CSS: Final = (
    documented("MUI", "#main_topbar_account_toggle_link")
    + guessed("[data-original-title='Account'], [data-title='Account']")
    + documented("MUI", "[data-original-title='Account Jump'], [data-title='Account Jump']")
)

# Apps that hold no account's pages, by their names in the portal's address.
OTHER_APPS: Final = documented("MUI", "appstore", "auth", "accounts", "myaccount", "core") + guessed(
    "apploader", "home"
)

# ---- The lists of accounts: the menu's tree, and the Accounts App

ACCOUNTS_APP: Final = documented("OE", "Accounts", "Accounts App") + guessed("Account Manager")
ACCOUNT_SEARCH: Final = like(guessed("account", "search"))
ACCOUNT_SEARCH_PLACEHOLDER: Final = like(guessed("search", "find", "filter"))
ACCOUNT_SEARCH_TEXT_FIELD: Final = like(guessed("search"))
# A field of that name offers accounts as one types, unless it is one that holds a value (see the selector below).
ACCOUNT_SEARCH_FIELD: Final = documented("OE", "Account") + guessed("Accounts", "Customer", "Customers")
ACCOUNT_SEARCH_FIELD_CSS: Final = guessed("input:is(:placeholder-shown, :focus):not(form:not([role=search]) input)")
ACCOUNT_SEARCH_CSS: Final = documented("MUI", ".account-browser-search")
ACCOUNT_ARROW_CSS: Final = (
    guessed("[role=treeitem][aria-expanded=false] > button", "[role=treeitem][aria-expanded=false]")
    + documented("MUI", ".account-children-link")
    + guessed("button[aria-expanded=false]", "summary", "[title*='xpand']")
    # Those of trees and tables that many portals are made with.
    + guessed(".jstree-closed > .jstree-ocl", ".jstree-open > .jstree-ocl", "td.details-control", "td.dt-control")
)
ACCOUNT_TREE_CSS: Final = (
    guessed("[role=tree]", "[role=menu]", "[role=listbox]")
    + documented("MUI", ".account-browser-container")
    + guessed(".dropdown-menu", "[class*=account-tree]", "[class*=account-list]")
)
# A name in a list of accounts or in a menu is no sign of whose page it is.
ACCOUNT_LIST_CSS: Final = (
    documented("MUI", "[class*=account-browser]")
    + guessed("[class*=dropdown-menu]")
    + documented("MUI", "[class*=account-list]")
)
# Where a list of plain blocks may be.
ACCOUNT_AREA_CSS: Final = guessed(
    "[class*=account i]", "[class*=dropdown i]", "[class*=popover i]", "[class*=popup i]", "[class*=menu i]",
    "[class*=tree i]", "[role=dialog]", "main", "[role=main]",
)  # fmt: skip
LIST_LOADING_CSS: Final = documented("MUI", ".account-list-loader", ".monster-loading-view") + guessed(
    "[aria-busy=true]"
)
# Parts of a pattern: what a line of a list says as a whole that is no account.
NO_ROW: Final = (
    documented("MUI", "search in every account for.*", "search the database for.*", "click again to clear the search")
    + documented("MUI", "back to parent", "no accounts? found", "loading(?: information)?")
    + guessed(
        "no (?:results?|matches|matching accounts?)(?: found)?",
        "(?:load|show) more",
        "back",
        "up",
        "add (?:new )?account",
        r"(?:(?:showing|displaying|viewing|page) )?\d+(?: ?(?:to|-|\u2013) ?\d+)? (?:of|/) \d+"
        r"(?: (?:results?|accounts?|customers?))?",
        r"\d+ (?:results?|accounts?|customers?)(?: found)?",
        "(?:all )?accounts",
        "account details",
        "search(?: accounts)?",
        "press enter to search",
        "please wait",
    )
    + documented("OE", "stop masquerading")
)
# Parts of a pattern: what stands over links to accounts that are listed elsewhere.
SHORTCUTS: Final = guessed(r"(?:recent(?:ly (?:used|viewed|opened))?|favou?rites?|pinned)(?: accounts?| customers?)?")
# Parts of a pattern.
NAME_COLUMN: Final = documented("OE", "account name") + guessed(
    "name", "account", "company(?: name)?", "customer(?: name)?"
)
ACCOUNT_STATUS: Final = documented("OE", "active", "disabled") + guessed(
    "enabled", "suspended", "trial", "expired", "current", "selected", "pending", "inactive"
)
# What asks the server where typing only filters the rows that are loaded.
SEARCH_ALL_CSS: Final = documented("MUI", ".account-search-link:not(.active)")
SEARCH_ALL: Final = like(
    documented("MUI", r"^\W*search the database\b"), guessed(r"^\W*search (?:all|everywhere|the server)\b")
)
# What starts a search beside the field for it.
START_SEARCH: Final = guessed("Search", "Find", "Go")
RESET_SEARCH_CSS: Final = documented("MUI", ".account-search-link.active")
RESET_SEARCH: Final = documented("MUI", "Click again to clear the search") + guessed(
    "Reset search", "Clear search", "Clear"
)
NO_ACCOUNT: Final = like(
    documented("MUI", r"^\W*no accounts? (?:was |were )?found\W*$"),
    guessed(
        r"^\W*no (?:results?|matches|match|matching accounts?|accounts?)(?: (?:was |were )?found)?\W*$",
        r"^\W*nothing found\W*$",
    ),
)
# Where an arrow replaces the list by the account's children.
LIST_ABOVE_CSS: Final = guessed(".account-previous-link a") + documented("MUI", ".account-previous-link")
LIST_ABOVE: Final = documented("MUI", "Back to parent") + guessed("Back", "Up", "Up one level", "Go back")
LIST_ABOVE_NAMED: Final = like(guessed(r"^\W*back to\b"))
# Parts of a pattern: in the class or name of a row's icon that leads to the list above.
LIST_ABOVE_HINT: Final = documented("MUI", "local-back") + guessed("back", "left", "previous", "parent")
MORE_ACCOUNTS: Final = guessed("More")
# Parts of a pattern: what beside a list says that it goes on.
FURTHER_ACCOUNTS: Final = guessed(r"(?:view|show|see|load) (?:all|more)\b.*", r"more(?: accounts?| customers?)?")
USE_ACCOUNT: Final = documented("OE", "Use Account") + guessed(
    "Use", "Masquerade", "Switch", "Switch to account", "Select", "Manage"
)
USE_DETAILS: Final = documented("OE", "Use Account") + guessed("Masquerade", "Switch to account")
GO: Final = (
    guessed("Go", "Switch", "Switch account", "Use")
    + documented("OE", "Use Account")
    + guessed("Apply", "Change", "Select", "Masquerade", "OK")
)

# ---- Whose page it is. All are parts of patterns, but for `..._CSS`.

BREADCRUMB_CSS: Final = guessed("[aria-label=Breadcrumb i]", "[class*=breadcrumb i]")
# Words of the portal's own that may stand before an account's name in its line.
BEFORE_ACCOUNT: Final = documented("MUI", "masquerading", "you are now", "the account") + guessed(
    "you are", "(?:my |current |company |customer )?account(?: name)?", "company", "customer", "current", "as", "the",
    "(?:acting|working|viewing|managing)(?: as)?", "for",
)  # fmt: skip
# Words that may follow it there.
AFTER_ACCOUNT: Final = documented("MUI", "masquerading") + guessed("current", "active", "change", "switch")
# What may follow it in a path or after a bar: the account's own pages.
ACCOUNT_PAGES: Final = documented("ART", "company account", "phone system", "idp", "sso") + guessed(
    "account", "details", "settings", "admin", "overview", "dashboard", "single sign"
)
# How the label of another account ends than the one that is shown.
OTHER_ACCOUNT: Final = documented("OE", "back to parent") + guessed(
    r"\b(?:parent|reseller|partner|owner|home|previous|original|master|billing)(?: account| company)?(?: name)?",
    r"\b(?:back|return|go|go back|switch|change) to(?: the)?(?: account)?",
    r"\b(?:browsing|search results for)",
    r"\b(?:belongs to|part of|managed by|provided by|signed in (?:as|to)|logged in (?:as|to)|below|under)",
)
MASQUERADING_AS: Final = documented("MUI", "masquerading the account") + guessed(
    "(?:masquerading|acting|working|signed in|viewing)(?: now)?(?: as)?(?: the)?(?: account| customer)?"
)
# What ends it, and so stands beside the account's name.
LEAVE_ACCOUNT: Final = documented("OE", "stop masquerading") + guessed("(?:end|exit|quit) masquerad(?:ing|e)")
# By itself or before the account's name: a link to a log of masquerading is no notice.
MASQUERADING: Final = documented("MUI", "you are now masquerading", r"masquerading(?=\W*$|\s+the account\b)") + guessed(
    r"(?:you are )(?:now |currently )?masquerading", r"(?:now |currently )?masquerading(?=\W*$|\s*:|\s+(?:as|for|in)\b)"
)
STOP_MASQUERADING: Final = documented("OE", "stop masquerading") + guessed("end masquerading")
MASQUERADING_CSS: Final = documented("MUI", ".masquerading")
# A notice that goes away by itself; and one that does unless it holds what ends the masquerading.
PASSING_NOTICE_CSS: Final = documented("MUI", "[class*=toast i]") + guessed("[class*=snack i]")
NOTICE_CSS: Final = guessed("[class*=notif i]")

# Labels on the account's page.
ACCOUNT_ID: Final = documented("OE", "Account ID") + guessed("Account Id", "ID", "Account number")
ACCOUNT_REALM: Final = documented("OE", "Account Realm") + guessed("Realm", "SIP realm")
ACCOUNT_FACTS: Final = documented("OE", "Account Name", "Account Status", "Account Type") + guessed(
    "Company Name", "Status", "Name", "Time zone", "Language"
)

# ---- The way to the company account page, in the Phone System App

PHONE_SYSTEM: Final = (
    documented("OE", "Phone System") + documented("ART", "Phone System App") + documented("OE", "Hosted PBX")
)
ACCOUNT_SETTINGS: Final = guessed("Account", "Settings", "Administration", "Admin")
# 'Company account details' and the like; parts of a pattern.
ACCOUNT_PAGE: Final = documented("ART", r"company\W+account") + guessed("company")
ACCOUNT_PAGE_OF: Final = ACCOUNT_PAGE + documented("OE", "account")
ACCOUNT_PAGE_KIND: Final = (
    documented("ART", "page")
    + documented("OE", "details")
    + guessed("detail", "settings?", "info", "information", "profile", "overview")
)

# ---- The tab "IdP and SSO" of the company account page

IDP_TAB: Final = documented("ART", "IdP and SSO") + guessed("IdP & SSO", "IdP/SSO")
SET_UP: Final = documented("ART", "Set Up Identity Provider") + guessed("Setup Identity Provider")
EDIT_IDP: Final = documented("ART", "Edit Identity Provider Information") + guessed("Edit Identity Provider")
CALLBACK: Final = documented("ART", "Callback URL (ACS)") + guessed("Callback URL", "ACS URL", "Callback (ACS) URL")
ISSUER: Final = documented("ART", "Issuer", "Issuer URL") + guessed("Issuer (Entity ID)")
ENABLE: Final = documented("ART", "Enable") + guessed("Enabled", "Enable SSO", "Enable single sign-on", "SSO enabled")
TURN_ON: Final = guessed(
    "Enable SSO", "Enable single sign-on", "Turn on SSO", "Turn SSO on", "Activate SSO", "Enable"
)  # fmt: skip
TURN_OFF: Final = guessed(
    "Disable SSO", "Disable single sign-on", "Turn off SSO", "Turn SSO off", "Deactivate SSO", "Disable"
)  # fmt: skip
# Parts of a pattern: what words beside a switch or a button are about that turns SSO on.
ABOUT_SSO: Final = guessed(r"\bsso\b", r"\bsingle[ -]sign[ -]?on\b")
SIGN_REQUEST: Final = documented("ART", "Sign Request") + guessed("Sign Requests")
TAB_ERROR_CSS: Final = documented("MUI", ".api-error-dialog", ".toast-error", ".monster-alert") + guessed(
    ".alert-danger"
)
# Part of a pattern: how the portal begins to tell that something went wrong.
OOPS: Final = documented("MUI", "Oops")

# ---- The dialog that sets up or edits the identity provider

SSO_URL: Final = documented("ART", "SSO URL") + guessed("Single Sign-On URL", "IdP SSO URL")
EMAIL_CLAIM: Final = documented("ART", "Email Claim") + guessed("E-mail Claim", "Email Claim Name")
SAVE: Final = documented("ART", "Save") + guessed("Save changes")
CANCEL: Final = guessed("Cancel")
CLOSE: Final = guessed("Close")
INVALID_CSS: Final = documented(
    "MUI", "label.monster-invalid", ".toast-error", ".api-error-dialog", ".monster-alert"
) + guessed(
    ".invalid-feedback", ".field-error", ".help-inline.error", ".error-message", ".has-error .help-block"
)  # fmt: skip
# Where a portal says anything at all.
MESSAGE_CSS: Final = guessed("[role=alert]", "[role=status]") + documented("MUI", "[class*=toast i]")
# Parts of a pattern.
INVALID: Final = documented("MUI", "This field is required", "Please enter a valid", r"Oops\b.*") + guessed(
    r".*not a valid (?:X\.?509 )?certificate"
)
# A message that is no complaint, unless it says that something is wrong.
SAVED: Final = like(
    documented("MUA", "saved"),
    guessed("success", r"\b(?:saving|uploading|uploaded|updating|updated|selected|loading|checking|please wait)\b"),
)
WRONG: Final = like(
    documented("MUI", r"\boops\b", "this field is required", "please enter a valid"),
    guessed(
        r"\b(?:invalid|unable|cannot|refused|rejected|denied|error|errors)\b", r"\bfail(?:s|ed|ure)?\b",
        r"\b(?:could|can|was|is|were|are|did|does)(?: not|n['\u2019]t)\b",
        r"\bnot (?:valid|allowed|supported|accepted)\b",
        r"\b(?:must|(?:is|are) required|too (?:large|big|long|old)|went wrong|already in use)\b",
    ),
)  # fmt: skip

# ---- The dialog's certificate

# Parts of a pattern.
CERTIFICATE: Final = documented("ART", r"X\.509 certificate") + guessed(
    r"(?:X\.?\s?509 )?(?:(?:IdP|SAML|public|signing) )?certificate"
)
# Parts of a pattern: how the names of such files end.
CERTIFICATE_FILES: Final = documented("ART", "cert", "pem") + guessed("cer", "crt", "der")
# On the tab. A 'Certificate' without more may be Ooma's own, with which it signs requests.
TAB_CERTIFICATE: Final = documented("ART", "X.509 Certificate") + guessed(
    "X509 Certificate", "IdP Certificate", "Identity Provider Certificate"
)
# What a portal may show of a certificate instead of a file's name, or beside it.
CERTIFICATE_FACTS: Final = guessed(
    r"\bCN\s*=", r"\b(?:fingerprint|thumbprint|serial(?: number)?|issued to)\b", r"\b(?:expires|valid (?:until|to))\b",
    r"\b[0-9a-f]{2}(?::[0-9a-f]{2}){15,}\b", r"\b[0-9a-f]{32,}\b",
)  # fmt: skip
NO_FILE: Final = guessed(
    r"no (?:file|certificate)(?: (?:is |was |has been )?(?:chosen|selected|uploaded))?(?: yet)?", "none"
)
# Says something else a moment later.
PASSING_TIME: Final = like(
    guessed(
        r"(?:\b(?:\d+|an?|a few|about|less than|over)\W+)*\b(?:moments?|s|secs?|seconds?|m|mins?|minutes?|h|hrs?|hours?"
        r"|d|days?|weeks?|months?|years?)\.? ago\b",
        r"\bjust now\b",
        r"\byesterday\b",
        r"\btoday\b",
    )
)
UPLOAD: Final = (
    documented("ART", "Upload File")
    + guessed("Upload a File", "Upload", "Choose File", "Select File")
    + documented("MUI", "Select a file")
    + guessed("Browse")
)
DROP_ZONE: Final = like(guessed(r"\bdrag\b.*\bdrop\b", r"\bdrop\b.*\bhere\b", r"\bclick to (?:browse|upload|select)"))
# In the id or class of a text field that only shows the file's name.
FILE_NAME_FIELD: Final = like(documented("MUI", "file_upload_input"), guessed("file"))
REMOVE: Final = guessed(
    "Remove", "Delete", "Remove file", "Delete file", "Remove certificate", "Delete certificate", "Clear"
)  # fmt: skip
# The guide's 'Trash Bin badge'.
TRASH_CSS: Final = guessed(
    "[class*=trash i]", "[class*=delete i]", "[class*=remove i]", "[aria-label*=delete i]", "[aria-label*=remove i]",
    "[aria-label*=trash i]", "[title*=delete i]", "[title*=remove i]", "[title*=trash i]",
    "[data-original-title*=delete i]", "[data-title*=delete i]", "[data-icon*=trash i]", "[data-icon*=delete i]",
)  # fmt: skip
