"""What can go wrong on a portal's screen, told in a person's words.

Every error carries a stable ``code``, the sentence itself, what was ``on_screen`` instead, and a ``hint``
of what to do next. None ever holds a secret. The first line of each class says what its code means.
"""

from enum import StrEnum, auto


class About(StrEnum):
    """What a hint can be about. A hint names it in braces: "Check {azure_app}: ...".

    Only `runbook/` knows which setting or inventory key it is.
    """

    AZURE_TENANT = auto()
    AZURE_APP = auto()
    AZURE_OBJECT_ID = auto()
    AZURE_APP_ID = auto()
    AZURE_USERNAME = auto()
    AZURE_PASSWORD = auto()
    AZURE_TOTP_SECRET = auto()
    AZURE_LOGIN_URL = auto()
    OOMA_ACCOUNT = auto()
    OOMA_ACCOUNT_ID = auto()
    OOMA_REALM = auto()
    OOMA_TOTP_SECRET = auto()
    TIMEOUT = auto()


class Failure(Exception):
    """Any other failure.

    Attributes:
        code: stable name of the kind of failure.
        message: what happened.
        portal: name of the portal on which it happened; empty if it concerns none, or whichever the step worked on.
        hint: what the reader can do about it; members of `About` stand in braces.
        on_screen: the beginning of what the page showed; hostile data, to be escaped.
    """

    code = "failed"
    hint = "Run again: what is already configured is found and left alone."

    def __init__(self, message: str, *, portal: str = "", hint: str | None = None, on_screen: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.portal = portal
        self.hint = hint or self.hint
        self.on_screen = on_screen


class PortalError(Failure):
    """Something else on a portal is not as it must be, such as an application that does not offer SAML."""

    code = "portal-error"
    hint = "Read the message and look at the screenshot; the portal may show something this version doesn't know."


class NotFound(PortalError):
    """A thing that should be on the page did not appear in time."""

    code = "not-found"
    hint = (
        "Look at the screenshot; try {timeout}. If the portal was reworded, pages/README.md tells where its words are."
    )


class WentAway(NotFound):
    """What was there went away with something that lay over it, or closed by itself: open it again, and look again."""


class Ambiguous(PortalError):
    """Several things answer to one description, and guessing could hit the wrong one."""

    code = "ambiguous"
    hint = "Look at the screenshot. Two applications of one name are told apart by their two ids."


class WrongPlace(PortalError):
    """The page shows another tenant, application or account than the one that is configured."""

    code = "wrong-place"
    hint = "Nothing was written there. Check the tenant's settings, and who is signed in."


class Rejected(PortalError):
    """The portal refused the credentials. They are not tried again."""

    code = "rejected-credentials"
    hint = "Correct the credentials before the next run; repeated refusals lock the account."


class SignInUnanswered(PortalError):
    """The portal did not say what it made of the credentials. They are not tried again."""

    code = "sign-in-unanswered"
    hint = "Sign in by hand with this account to see what the portal says, and run again."


class HumanNeeded(PortalError):
    """The portal asks for something that only a person can or should do."""

    code = "human-needed"
    hint = "Sign in by hand once with this account, answer what the portal asks, and run again."


class Denied(PortalError):
    """The signed-in account may not do this."""

    code = "no-permission"
    hint = "The account needs the Application Administrator or Cloud Application Administrator role."


class PortalSaid(PortalError):
    """The portal reported a failure; the message holds its own words."""

    code = "portal-said"
    hint = "Read what it says, then run again: what is already configured is found and left alone."


class PortalRefused(PortalSaid):
    """The portal refused what was entered, by a rule of its own or of the customer's; the message holds its words."""

    code = "portal-refused"
    hint = "Read what it says: somebody who may change that rule, or the value, has to. Then run again."


class NotSaved(PortalError):
    """A value that was saved is not there when the page is read again."""

    code = "not-saved"
    hint = "Run again: what is already configured is found and left alone."


class SessionGone(PortalError):
    """The portal asked to sign in again in the middle of the work, and once more after that was done."""

    code = "session-gone"
    hint = "Run again. If it happens often, something else signs out this account."


class Unreachable(PortalError):
    """The portal did not answer, or answered with an error."""

    code = "unreachable"
    hint = "Check the address in the settings and the network, then run again."


class OriginBlocked(PortalError):
    """The page wanted to go to a site that is not configured."""

    code = "origin-blocked"
    hint = "If that site belongs to your sign-in (for example a federated domain), this version cannot use it."
