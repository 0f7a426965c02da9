"""The pages of Microsoft's sign-in: how each is recognized, and how it is answered.

A new page is one row of `VIEWS`, and its words in words.py. One that wants a button pressed, for example:

    View("protect", text("'Protect your account'", *words.PROTECT), Press(button(*words.SKIP)), after_password=True),
"""

import re
from dataclasses import dataclass, replace
from enum import StrEnum, auto
from typing import Final

from pages.driver.look import Look, button, css, field, messages, text
from pages.driver.vocabulary import Names, either, like
from pages.errors import Denied, HumanNeeded, PortalError, PortalSaid
from pages.microsoft import words


@dataclass(frozen=True)
class Press:
    """The answer to a page that decides nothing here: press a button until the page is gone."""

    what: Look


@dataclass(frozen=True)
class Stop:
    """The answer to a page that ends the sign-in: an error of this kind, unless a code on the page tells another."""

    kind: type[PortalError]


class Do(StrEnum):
    """The answer to a page that takes more than a button; `MicrosoftSignIn` has code for each."""

    ENTER_USERNAME = auto()
    ENTER_PASSWORD = auto()
    ENTER_CODE = auto()
    LEAVE_PUSH = auto()
    PICK_ACCOUNT = auto()


Answer = Press | Stop | Do


@dataclass(frozen=True)
class View:
    """A page of the sign-in.

    Attributes:
        name: what tests and maintainers call it.
        look: what it is recognized by.
        answer: what to do about it.
        after_password: whether it comes only once the password was accepted.
    """

    name: str
    look: Look
    answer: Answer
    after_password: bool = False


def _whole(names: Names) -> re.Pattern[str]:
    """A pattern for the whole of a text, apart from marks around it."""
    return re.compile(rf"^\W*{either(names)}\W*$", re.IGNORECASE)


SUBMIT: Final = css("the button that goes on", *words.SUBMIT_HOOKS) | button(
    *words.SUBMIT, thing="the button that goes on"
)
ERROR: Final = messages("an error", *words.ERROR_HOOKS)

USERNAME: Final = css("the account name field", *words.USERNAME_HOOKS)
PASSWORD: Final = css("the password field", *words.PASSWORD_HOOKS)
USE_PASSWORD: Final = css("'Use your password instead'", *words.USE_PASSWORD_HOOKS) | text(
    "'Use your password instead'", _whole(words.USE_PASSWORD)
)
PICKER: Final = text("the account picker", *words.PICKER) | css("the account picker", *words.PICKER_HOOKS)
OTHER_ACCOUNT: Final = css("'Use another account'", *words.OTHER_ACCOUNT_HOOKS) | button(*words.OTHER_ACCOUNT)
PUSH: Final = css("a push notification", *words.PUSH_HOOKS) | text("a push notification", _whole(words.PUSH))
OTHER_WAY: Final = css("'sign in another way'", *words.OTHER_WAY_HOOKS) | text(
    "'sign in another way'", like(words.OTHER_WAY)
)
CODE_METHOD: Final = css("'Use a verification code'", *words.CODE_METHOD_HOOKS) | text(
    "'Use a verification code'", like(words.CODE_METHOD)
)
CODE: Final = css("the code field", *words.CODE_HOOKS) | field(*words.CODE_LABELS, placeholders=words.CODE_HINTS)
STAY: Final = css("'Stay signed in?'", *words.STAY_HOOKS) | text("'Stay signed in?'", _whole(words.STAY))
DECLINE: Final = css("'No'", *words.DECLINE_HOOKS) | button(*words.DECLINE, thing="'No'")
CONFIRM: Final = text("a request to confirm", like(words.CONFIRM))

PROOF_UP: Final = text("'More information required'", like(words.PROOF_UP)) | css(
    "'More information required'", *words.PROOF_UP_HOOKS
)
CONSENT: Final = text("'Permissions requested'", like(words.CONSENT))
NEW_PASSWORD: Final = css("a demand for a new password", *words.NEW_PASSWORD_HOOKS) | text(
    "a demand for a new password", like(words.NEW_PASSWORD)
)
POLICY: Final = text("a block by policy", like(words.POLICY))
DENIED_PUSH: Final = css("a denied request", *words.DENIED_PUSH_HOOKS)
TROUBLE: Final = text("an error page", like(words.TROUBLE))


def _end(name: str, look: Look, kind: type[PortalError]) -> View:
    """A page that ends the sign-in; it may say why in several places."""
    return View(name, replace(look, many=True), Stop(kind))


# Of the rows that are on screen the first counts. Fields of earlier pages may stay in sight, so later pages come first.
VIEWS: Final[tuple[View, ...]] = (
    _end("more information required", PROOF_UP, HumanNeeded),
    _end("permissions requested", CONSENT, HumanNeeded),
    _end("new password", NEW_PASSWORD, HumanNeeded),
    _end("blocked by policy", POLICY, Denied),
    _end("denied push", DENIED_PUSH, HumanNeeded),
    _end("trouble", TROUBLE, PortalSaid),
    View("confirm", CONFIRM, Press(SUBMIT)),
    # 'No': the session ends with the browser, and nothing is left on this machine.
    View("stay signed in", STAY, Press(DECLINE), after_password=True),
    View("push", PUSH, Do.LEAVE_PUSH, after_password=True),
    View("code", CODE, Do.ENTER_CODE, after_password=True),
    View("methods", CODE_METHOD, Press(CODE_METHOD), after_password=True),
    View("password", PASSWORD, Do.ENTER_PASSWORD),
    View("username", USERNAME, Do.ENTER_USERNAME),
    View("switch to password", USE_PASSWORD, Press(USE_PASSWORD)),
    View("picker", PICKER, Do.PICK_ACCOUNT),
)

# Any page on which a sign-in begins: shown instead of a portal, it means that the session is gone.
_BEGINNINGS: Final = (Do.ENTER_PASSWORD, Do.ENTER_USERNAME, Do.PICK_ACCOUNT)
SIGN_IN_VIEWS: Final = {view.name: view.look for view in VIEWS if view.answer in _BEGINNINGS}
