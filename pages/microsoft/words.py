"""The visible words and CSS hooks of Microsoft's sign-in, page by page, today's first.

When Microsoft rewords a page, this is the file to change. Hooks that exclude `.moveOffScreen` do so because the fields
of other pages stay in the document, parked left of the window. A comment marks words that are parts of patterns.
"""

from typing import Final

from pages.driver.vocabulary import Names, documented, guessed

# On every page: the button that goes on, and what is said in red.
SUBMIT_HOOKS: Final[Names] = (
    documented("RTX", "#idSIButton9", "#idSubmit_SAOTCC_Continue")
    + documented("DRV", "[data-testid=primaryButton]")
    + documented("O365", "[data-report-event=Signin_Submit]")
)
SUBMIT: Final[Names] = (
    documented("RTX", "Next", "Sign in", "Verify", "Yes") + documented("CFG", "Continue") + guessed("Log in")
)
ERROR_HOOKS: Final[Names] = (
    documented("LTV", "#usernameError", "#passwordError")
    + documented("AAL", "#service_exception_message")
    + documented("CVT", "#errorText")
    + documented("AAL", ".alert-error")
    + documented("LTV", "#idSpan_SAOTCC_Error_OTC")
    + documented("DRV", "#idDiv_SAOTCC_ErrorMsg_OTC", ".fui-Field__validationMessage[role=alert]")
    + documented("CSS", ".ext-error")
    + guessed("[role=alert]")
)
# How such a message begins when it only asks to fill in an empty field; parts of a pattern.
EMPTY_FIELD: Final[Names] = documented("LTV", "please enter", "enter a valid", "enter your")

# "Pick an account"
PICKER: Final[Names] = documented("EXT", "Pick an account") + guessed("Choose an account")
PICKER_HOOKS: Final[Names] = documented("EXT", "#tilesHolder")
# The tile of one account; its name, quoted, goes between the braces.
ACCOUNT_TILE_HOOKS: Final[Names] = documented("EXT", "[data-test-id={} i]")
OTHER_ACCOUNT: Final[Names] = documented("EXT", "Use another account")
OTHER_ACCOUNT_HOOKS: Final[Names] = documented("EXT", "#otherTile")

# "Sign in": the account's name
USERNAME_HOOKS: Final[Names] = (
    documented("RTX", "#i0116:not(.moveOffScreen)")
    + documented("DRV", "#usernameEntry")
    + documented("AAL", "input[name=loginfmt]:not(.moveOffScreen)")
    + documented("RTX", "input[type=email]:not(.moveOffScreen)")
)

# "Enter password"
PASSWORD_HOOKS: Final[Names] = (
    documented("LTV", "#i0118:not(.moveOffScreen)")
    + documented("DRV", "#passwordEntry")
    + documented("RTX", "input[type=password]:not(.moveOffScreen)")
)
# Parts of a pattern.
USE_PASSWORD: Final[Names] = documented("DRV", "use your password instead") + guessed(
    "use (?:your|my) password(?: instead)?"
)
USE_PASSWORD_HOOKS: Final[Names] = documented("DRV", "#idA_PWD_SwitchToPassword")

# "Approve sign in request"; parts of patterns
PUSH: Final[Names] = documented("PRB", "Approve sign in request", "Approve sign-in request") + guessed(
    "Approve (?:a |your )?sign[ -]?in request"
)
PUSH_HOOKS: Final[Names] = documented("AAL", "#idDiv_SAOTCAS_Title") + documented("LTV", "#idRichContext_DisplaySign")
OTHER_WAY: Final[Names] = (
    documented("PRB", "I can.t use my Microsoft Authenticator app right now", "sign in another way")
    + guessed("I can.t use my (?:Microsoft )?Authenticator(?: app)?", "use (?:a different|another) (?:way|method)")
    + guessed("other ways to sign in")
)
OTHER_WAY_HOOKS: Final[Names] = documented("LTV", "#signInAnotherWay")

# "Verify your identity": the list of methods; a part of a pattern
CODE_METHOD: Final[Names] = documented("ALG", "use a verification code")
CODE_METHOD_HOOKS: Final[Names] = documented("ALG", "[data-value=PhoneAppOTP]")

# "Enter code"
CODE_HOOKS: Final[Names] = (
    documented("LTV", "#idTxtBx_SAOTCC_OTC:not(.moveOffScreen)", "input[name=otc]:not(.moveOffScreen)")
    + guessed("input[autocomplete='one-time-code']")
    + documented("DRV", "input[id^='codeEntry-']:first-of-type")
)
CODE_LABELS: Final[Names] = guessed("Code", "Verification code") + documented("RTX", "Enter code")
CODE_HINTS: Final[Names] = guessed("Code")
# A box for each digit.
CODE_BOX_HOOKS: Final[Names] = documented("DRV", "input[id^='codeEntry-']")

# "Stay signed in?"; a part of a pattern
STAY: Final[Names] = documented("PRB", "Stay signed in")
STAY_HOOKS: Final[Names] = documented("S2A-T", "#KmsiDescription", "#KmsiCheckboxField")
DECLINE: Final[Names] = documented("S2A-T", "No")
DECLINE_HOOKS: Final[Names] = documented("S2A-T", "#idBtn_Back") + documented("DRV", "[data-testid=secondaryButton]")

# "Are you trying to sign in to ...?"; a part of a pattern
CONFIRM: Final[Names] = documented("CFG", "Are you trying to sign in to")

# Pages that end the sign-in; all words are parts of patterns.
PROOF_UP: Final[Names] = (
    documented("S2A-T", "More information required")
    + documented("EXT", "Let.s keep your account secure")
    + guessed("Action required")
)
PROOF_UP_HOOKS: Final[Names] = documented("S2A-T", "#idSubmit_ProofUp_Redirect")
CONSENT: Final[Names] = documented("PRB", "Permissions requested") + guessed("Need admin approval")
NEW_PASSWORD: Final[Names] = documented("PRB", "Update your password")
NEW_PASSWORD_HOOKS: Final[Names] = documented("DRV", "input[name=newpwd]")
POLICY: Final[Names] = documented(
    "PRB", "You cannot access this right now", "You can.t get there from here", "does not meet the criteria"
)
DENIED_PUSH_HOOKS: Final[Names] = documented("AAL", "#idDiv_SAASDS_Title", "#idDiv_SAASTO_Title")
TROUBLE: Final[Names] = documented("PRB", "having trouble signing you in")
