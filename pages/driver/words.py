"""Words and CSS hooks of no portal: what any of them may lay over a page, ask before it acts, or call on and off.

Today's word comes first. What `like` is made of, and whatever a comment says so of, are parts of patterns. Scripts have
the lists as `words`, in camel case: `words.mereClose`.
"""

from typing import Final

from pages.driver.vocabulary import documented, guessed, like

# ---- Values and their labels

# What stands where a value would, while there is none.
UNSET: Final = guessed("required", "optional", "-", "none", "not set", "not configured", "")
# Single words that a portal writes beside a value, or while it is still to come: no identifier, and no name of one.
NO_VALUES: Final = guessed(
    "Copy", "Copied", "Edit", "Change", "Save", "Cancel", "Close", "Delete", "Remove", "Add", "Help", "Show", "Hide",
    "View", "Open", "More", "Details", "Settings", "Documentation", "Refresh", "Reload", "Retry", "Back",
    "Next", "Done", "Default", "Loading", "Pending", "Unknown", "N/A", "null", "undefined", "Empty", "Error", "On",
    "Off", "Yes", "No", "Enable", "Disable", "Enabled", "Disabled", "Active", "Inactive",
)  # fmt: skip
# Words after which a longer label ends, where a shorter one is known: 'Issuer details'. Parts of a pattern.
LABEL_GOES_ON: Final = guessed(
    "URLs?", "URIs?", "IDs?", "identifiers?", "names?", "values?", "details", "settings", "information", "info",
    "certificates?", "address(?:es)?", "type", "help",
)  # fmt: skip
# What may follow a label in parentheses, or as a badge.
LABEL_NOTES: Final = guessed("required", "optional")
# What can stand in its label's own line without a colon between them.
STATES: Final = documented("CERT", "Active", "Inactive")
# Parts of a pattern: the badge that copies the value before it.
COPY_BADGE: Final = documented("ART", "copy") + guessed("copy to clipboard", "copied")
# Where a value that is cut short in the text stands whole, best first; and where else, beside other things.
TITLE_ATTRIBUTES: Final = guessed("title", "aria-label", "data-original-title", "data-clipboard-text")
VALUE_ATTRIBUTES: Final = guessed("data-tooltip", "data-copy", "data-value", "data-content")
# Fields that hold a password or a one-time code, also where a page shows what is typed. Wide enough for what
# sign-in pages are known to call theirs: one field too many costs no more than a box in a screenshot.
SECRET_FIELDS: Final = guessed(
    "input[type=password]", "input[autocomplete='one-time-code']", "input[name*=passw i]", "input[name$=otc i]",
    "input[name$=otp i]", "input[name$=code i]", "input[id^=code i]", "input[id$=code i]",
)  # fmt: skip

# ---- Long lists

NEXT: Final = guessed("Next", "Next page", "Go to next page")
MORE: Final = (
    guessed(
        "Load more", "Load more results", "Load more rows", "Show more", "Show more results", "View more", "See more"
    )
    + NEXT
)

# What shows a list page by page; its words are parts of patterns but for what leads back: '1-20 of 45', 'Page 1 of 3'.
LIST_PAGERS: Final = guessed("[class*=pagination i]", "[class*=pager i]", "[aria-label*=pagination i]")
LIST_BACK: Final = guessed(
    "Previous", "Previous page", "Go to previous page", "Prev", "Back", "First", "First page", "Go to first page"
)
LIST_TO: Final = guessed("[-\u2010-\u2015]", "to", "through")
LIST_OF: Final = guessed("of(?: about| over)?", "out of", "/")
LIST_SHOWN: Final = guessed("(?:showing|displaying|viewing|loaded|results?|items|rows)(?: the first)?")
LIST_ROWS: Final = guessed(
    "(?:applications?|apps|accounts?|customers?|results?|items|rows|records|entries)(?: shown| loaded)?"
)
LIST_PAGE: Final = guessed("page")

# ---- Questions that a press raises ('Are you sure?')

AGREE: Final = documented("MUI", "OK") + guessed(
    "Yes", "Delete", "Remove", "Confirm", "Continue", "Yes, delete", "Yes, remove"
)
DECLINE: Final = documented("MUI", "Cancel") + guessed(
    "No", "No, cancel", "Close", "Keep", "Keep it", "Not now", "Go back", "Back", "Dismiss"
)
# Parts of a pattern: beside one of these alone nothing is asked.
MERE_CLOSE: Final = guessed("close", "dismiss", "back")

# ---- What lies over a page: tours, teaching bubbles, surveys, toasts, news

# Best first: what ends it at once comes before what leads on to the next bubble.
CLOSE: Final = (
    guessed("Close", "Dismiss", "Skip", "Skip tour", "Skip all", "Close tour")
    + documented("RVF", "Dismiss toast notification")
    + guessed("\u00d7", "\u2715", "X")
)
LATER: Final = guessed(
    "Got it", "No thanks", "No, thanks", "Maybe later", "Not now", "Later", "Remind me later", "Done"
)  # fmt: skip
GO_ON: Final = guessed("Next", "OK")
CLOSER_HOOKS: Final = documented("RVF", "[class*=close i]") + guessed("[class*=dismiss i]")
# A block of such a class that lies over the page may be a dialog.
DIALOG_HOOKS: Final = documented("MUI", "[class*=modal i]", "[class*=dialog i]") + documented(
    "RVF", "[class*=popup i]"
)  # fmt: skip
# What the class of a layer over the page has among its words.
LAYER_CLASSES: Final = (
    documented("MUI", "modal", "dialog")
    + guessed("drawer")
    + documented("RVF", "popup")
    + guessed("contextpane")
    + documented("RVF", "panel")
)
# What asks something that only a person may answer, or says that something is wrong.
QUESTION: Final = like(
    documented("PDOC", "discard", "unsaved"),
    guessed(
        "delete", "remove", "are you sure", "sign in", "signed out", "session", "password", "confirm",
        "failed", "error",
        # What ends the masquerading, or asks about it; a notice of what was done may be put aside.
        r"\b(?:stop|end|exit|quit|leave|start) masquerad", r"\bmasquerad[^.!]*\?",
    ),
)  # fmt: skip
# Says whose account is shown: a drawing in it may leave that account.
WHOSE: Final = like(guessed("masquerad"))
NEWS: Final = like(
    guessed(
        r"\bwhat.s new\b", r"\brelease notes\b", r"\bnew features?\b", r"\bnew in (?:this|version)\b",
        r"\b(?:a|the|this|quick|short) tour\b", r"\bintroducing\b", r"\btry (?:out )?the new\b",
    ),
)  # fmt: skip
# Asks for nothing but an opinion.
SURVEY: Final = like(
    guessed(
        r"\bsurveys?\b", r"\b(?:your|us|some|more) feedback\b", r"\byour (?:opinion|experience|thoughts)\b",
        r"\bhow (?:likely|satisfied|happy|are we|was your|would you|do you (?:like|rate))\b",
        r"\brate (?:us|your|this|our)\b", r"\b(?:would|do) you recommend\b", r"\benjoying\b",
    ),
)  # fmt: skip

# ---- Cookies

# What asks for a consent to cookies is no message of the portal's, though it may be marked up as one.
ABOUT_COOKIES: Final = like(
    guessed(
        r"\b(?:us(?:e|es|ing)|stores?|accept|allow|reject)\b.*\bcookies\b",
        r"\bcookie (?:policy|preferences|consent|settings)\b",
    )
)
# Parts of a pattern.
REFUSE_COOKIES: Final = guessed(
    r"(?:reject|decline|refuse|deny)\s*"
    r"(?:(?:non-?\s?(?:essential|necessary)|optional|all|any|only|strictly|necessary|essential|required|the)\s+)*"
    r"(?:cookies)?",
    r"(?:use |allow |accept |continue with )?(?:only )?(?:strictly )?(?:necessary|essential|required)"
    r"(?: cookies)?(?: only)?",
    "continue without accepting",
)
ACCEPT_COOKIES: Final = guessed("Accept", "Accept all", "Accept cookies", "Accept all cookies", "I agree", "Agree")
# What binds the customer is for a person to agree to, also where the same words speak of cookies.
TERMS: Final = like(guessed(r"\bterms\b", r"\bagreement\b", r"\blicen[cs]e\b"))

# ---- Switches, and what is greyed out. All but the hooks are parts of patterns.

ON_STATE: Final = documented("MUI", "on") + guessed("yes", "enabled", "active")
OFF_STATE: Final = documented("MUI", "off") + guessed("no", "disabled", "inactive")
ON: Final = ON_STATE + guessed("enable")
OFF: Final = OFF_STATE + guessed("disable")
# The two things that a list offers; and what it shows while neither is chosen.
ON_CHOICE: Final = ON + guessed("true")
OFF_CHOICE: Final = OFF + guessed("false")
UNCHOSEN: Final = guessed("select", "choose")
# What else is said of a switch, beside its name and its state: 'SSO is on'.
SWITCH_TALK: Final = guessed(
    "is", "are", "now", "currently", "status", "state", "turn", "switch", "required", "optional"
)
# What a button is called that doesn't say what it turns on or off.
BARE_ON: Final = guessed("Enable")
BARE_OFF: Final = guessed("Disable")
TOGGLE_HOOKS: Final = documented("MUI", "[class*=switch i]") + guessed("[class*=toggle i]")
# What the class of a switch has among its words while it is on.
ON_CLASSES: Final = guessed("on", "checked", "active", "enabled", "selected")
# What the class of something has among its words that can't be used.
INACTIVE_CLASSES: Final = documented("MUI", "disabled") + guessed("inactive")
