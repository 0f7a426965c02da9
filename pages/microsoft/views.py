"""What Microsoft's sign-in pages show, as the public drivers of those pages know it."""

import re
from dataclasses import replace

from pages.driver.look import button, css, messages, text
from pages.driver.look import field as text_field

USERNAME = css(
    "the account name field",
    "#i0116:not(.moveOffScreen)",
    "#usernameEntry",
    "input[name=loginfmt]:not(.moveOffScreen)",
) | css("the account name field", "input[type=email]:not(.moveOffScreen)")
PASSWORD = css(
    "the password field", "#i0118:not(.moveOffScreen)", "#passwordEntry",
    "input[type=password]:not(.moveOffScreen)",
)  # fmt: skip
CODE = css(
    "the code field", "#idTxtBx_SAOTCC_OTC:not(.moveOffScreen)", "input[name=otc]:not(.moveOffScreen)",
    "input[autocomplete='one-time-code']", "input[id^='codeEntry-']:first-of-type",
) | text_field("Code", "Verification code", "Enter code", placeholders=("Code",))  # fmt: skip
SUBMIT = css(
    "the button that goes on", "#idSIButton9", "#idSubmit_SAOTCC_Continue", "[data-testid=primaryButton]",
    "[data-report-event=Signin_Submit]",
) | button("Next", "Sign in", "Verify", "Yes", "Continue", "Log in", thing="the button that goes on")  # fmt: skip
PICKER = text("the account picker", "Pick an account", "Choose an account") | css("the account picker", "#tilesHolder")
OTHER_ACCOUNT = css("'Use another account'", "#otherTile") | button("Use another account")
PUSH = css("a push notification", "#idDiv_SAOTCAS_Title", "#idRichContext_DisplaySign") | text(
    "a push notification", re.compile(r"^\W*Approve (a |your )?sign[ -]?in request\W*$", re.IGNORECASE)
)
OTHER_WAY = css("'sign in another way'", "#signInAnotherWay") | text(
    "'sign in another way'",
    re.compile(
        r"I can.t use my (Microsoft )?Authenticator( app)?|sign in another way"
        r"|use (a different|another) (way|method)|other ways to sign in",
        re.IGNORECASE,
    ),
)
CODE_METHOD = css("'Use a verification code'", "[data-value=PhoneAppOTP]") | text(
    "'Use a verification code'", re.compile(r"use a verification code", re.IGNORECASE)
)
USE_PASSWORD = css("'Use your password instead'", "#idA_PWD_SwitchToPassword") | text(
    "'Use your password instead'", re.compile(r"^\W*use (your|my) password( instead)?\W*$", re.IGNORECASE)
)
STAY = css("'Stay signed in?'", "#KmsiDescription", "#KmsiCheckboxField") | text(
    "'Stay signed in?'", re.compile(r"^\W*Stay signed in\W*$", re.IGNORECASE)
)
DECLINE = css("'No'", "#idBtn_Back", "[data-testid=secondaryButton]") | button("No", thing="'No'")
CONFIRM = text("a request to confirm", re.compile(r"Are you trying to sign in to", re.IGNORECASE))
ERROR = messages(
    "an error", "#usernameError", "#passwordError", "#service_exception_message", "#errorText", ".alert-error",
    "#idSpan_SAOTCC_Error_OTC", "#idDiv_SAOTCC_ErrorMsg_OTC", ".fui-Field__validationMessage[role=alert]",
    ".ext-error", "[role=alert]",
)  # fmt: skip
STOP = {
    "proof-up": text(
        "'More information required'",
        re.compile(r"More information required|Let.s keep your account secure|Action required", re.IGNORECASE),
    ) | css("'More information required'", "#idSubmit_ProofUp_Redirect"),
    "consent": text("'Permissions requested'", re.compile(r"Permissions requested|Need admin approval", re.IGNORECASE)),
    "new password": css("a demand for a new password", "input[name=newpwd]")
    | text("a demand for a new password", re.compile(r"Update your password", re.IGNORECASE)),
    "policy": text(
        "a block by policy",
        re.compile(
            r"You cannot access this right now|You can.t get there from here|does not meet the criteria", re.IGNORECASE
        ),
    ),
    "denied push": css("a denied request", "#idDiv_SAASDS_Title", "#idDiv_SAASTO_Title"),
    "trouble": text("an error page", re.compile(r"having trouble signing you in", re.IGNORECASE)),
}  # fmt: skip

VIEWS = {
    **{f"stop {name}": replace(look, many=True) for name, look in STOP.items()},
    "confirm": CONFIRM, "stay": STAY, "push": PUSH, "code": CODE, "methods": CODE_METHOD, "password": PASSWORD,
    "username": USERNAME, "switch to password": USE_PASSWORD, "picker": PICKER,
}  # fmt: skip

SIGN_IN_VIEWS = {"password": PASSWORD, "username": USERNAME, "picker": PICKER}
