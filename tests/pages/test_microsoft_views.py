"""The table of Microsoft's pages: each is recognized by each of its words and hooks, however little else it shows."""

import pytest
from playwright.async_api import Page

from pages.driver.fence import Fence
from pages.driver.look import Look
from pages.driver.screen import Screen
from pages.microsoft.views import (
    DECLINE,
    ERROR,
    OTHER_ACCOUNT,
    OTHER_WAY,
    SIGN_IN_VIEWS,
    SUBMIT,
    VIEWS,
)

# Name of the view in the table, what of it is drawn, and the drawing: one for each word and hook of words.py.
DRAWINGS = [
    ("more information required", "title", "<h1>More information required</h1>"),
    ("more information required", "title of the wizard", "<h1>Let's keep your account secure</h1>"),
    ("more information required", "newer title", "<h1>Action Required</h1>"),
    ("more information required", "button", "<input type=submit id=idSubmit_ProofUp_Redirect value=Weiter>"),
    ("permissions requested", "title", "<h1>Permissions requested</h1>"),
    ("permissions requested", "title for users", "<h1>Need admin approval</h1>"),
    ("new password", "title", "<h1>Update your password</h1>"),
    ("new password", "field", "<input name=newpwd>"),
    ("blocked by policy", "title", "<h1>You cannot access this right now</h1>"),
    ("blocked by policy", "title for devices", "<h1>You can't get there from here</h1>"),
    ("blocked by policy", "text", "<p>Your sign-in was successful but does not meet the criteria to access this.</p>"),
    ("denied push", "denied", "<div id=idDiv_SAASDS_Title>Anfrage abgelehnt</div>"),
    ("denied push", "timed out", "<div id=idDiv_SAASTO_Title>Keine Antwort</div>"),
    ("trouble", "title", "<h1>Sorry, but we're having trouble signing you in.</h1>"),
    ("confirm", "title", "<h1>Are you trying to sign in to Azure Portal?</h1>"),
    ("stay signed in", "title", "<h1>Stay signed in?</h1>"),
    ("stay signed in", "description", "<div id=KmsiDescription>Angemeldet bleiben</div>"),
    ("stay signed in", "check box", "<input type=checkbox id=KmsiCheckboxField>"),
    ("push", "title", "<h1>Approve sign in request</h1>"),
    ("push", "title with a hyphen", "<h1>Approve sign-in request</h1>"),
    ("push", "title in other words", "<h1>Approve your sign-in request</h1>"),
    ("push", "place of the title", "<div id=idDiv_SAOTCAS_Title>Anmeldung genehmigen</div>"),
    ("push", "number", "<div id=idRichContext_DisplaySign>42</div>"),
    ("code", "field", "<input type=tel id=idTxtBx_SAOTCC_OTC>"),
    ("code", "field by its name", "<input type=tel name=otc>"),
    ("code", "field by its purpose", "<input autocomplete=one-time-code>"),
    ("code", "boxes", "<div><input id=codeEntry-0 maxlength=1><input id=codeEntry-1 maxlength=1></div>"),
    ("code", "label 'Code'", "<input aria-label=Code>"),
    ("code", "label 'Verification code'", "<label>Verification code <input></label>"),
    ("code", "label 'Enter code'", "<input type=tel aria-label='Enter code'>"),
    ("code", "placeholder", "<input placeholder=Code>"),
    ("methods", "tile", "<div role=button data-value=PhoneAppOTP>Code verwenden</div>"),
    ("methods", "words", "<div role=button>Use a verification code</div>"),
    ("password", "field", "<input id=i0118>"),
    ("password", "newer field", "<input id=passwordEntry>"),
    ("password", "field by its type", "<input type=password>"),
    ("username", "field", "<input id=i0116>"),
    ("username", "newer field", "<input id=usernameEntry>"),
    ("username", "field by its name", "<input name=loginfmt>"),
    ("username", "field by its type", "<input type=email>"),
    ("switch to password", "link", "<a href=# id=idA_PWD_SwitchToPassword>Kennwort verwenden</a>"),
    ("switch to password", "words", "<a href=#>Use your password instead</a>"),
    ("switch to password", "fewer words", "<a href=#>Use my password</a>"),
    ("picker", "title", "<h1>Pick an account</h1>"),
    ("picker", "title in other words", "<h1>Choose an account</h1>"),
    ("picker", "tiles", "<div id=tilesHolder>admin@contoso.example</div>"),
]

# Pages that show signs of several: which of them counts.
MIXED = [
    ("password", "the name stays above the password", "<input type=email value=a@b.example><input type=password>"),
    ("push", "its links lead to other ways", "<h1>Approve sign in request</h1><a href=#>Use your password instead</a>"),
    ("code", "below it the other methods", "<input name=otc><div data-value=PhoneAppOTP>Use a verification code</div>"),
    ("stay signed in", "the account is still there", "<input type=email value=a@b.example><h1>Stay signed in?</h1>"),
    ("new password", "its fields are passwords", "<input type=password name=newpwd><input type=password name=again>"),
    ("blocked by policy", "said twice", "<h1>You cannot access this right now</h1><p>does not meet the criteria</p>"),
    ("username", "fields of other pages are parked", "<input id=i0116><input id=i0118 class=moveOffScreen>"),
    ("password", "fields of other pages are parked", "<input id=i0116 class=moveOffScreen><input id=i0118>"),
]

# What is pressed or read on those pages.
THINGS = [
    (SUBMIT, "<input type=submit id=idSIButton9 value=Weiter>"),
    (SUBMIT, "<input type=submit id=idSubmit_SAOTCC_Continue value=Weiter>"),
    (SUBMIT, "<button data-testid=primaryButton>Weiter</button>"),
    (SUBMIT, "<button data-report-event=Signin_Submit>Weiter</button>"),
    (SUBMIT, "<button>Next</button>"),
    (SUBMIT, "<button>Sign in</button>"),
    (SUBMIT, "<button>Verify</button>"),
    (SUBMIT, "<button>Yes</button>"),
    (SUBMIT, "<button>Continue</button>"),
    (SUBMIT, "<button>Log in</button>"),
    (DECLINE, "<input type=button id=idBtn_Back value=Nein>"),
    (DECLINE, "<button data-testid=secondaryButton>Nein</button>"),
    (DECLINE, "<button>No</button>"),
    (OTHER_ACCOUNT, "<div id=otherTile>Anderes Konto</div>"),
    (OTHER_ACCOUNT, "<div role=button>Use another account</div>"),
    (OTHER_WAY, "<a href=# id=signInAnotherWay>Anders anmelden</a>"),
    (OTHER_WAY, "<a href=#>I can't use my Microsoft Authenticator app right now</a>"),
    (OTHER_WAY, "<a href=#>I can&rsquo;t use my Authenticator right now</a>"),
    (OTHER_WAY, "<a href=#>Sign in another way</a>"),
    (OTHER_WAY, "<a href=#>Use a different method</a>"),
    (OTHER_WAY, "<a href=#>Other ways to sign in</a>"),
    *(
        (ERROR, f"<div {hook}>Das war falsch.</div>")
        for hook in (
            "id=usernameError",
            "id=passwordError",
            "id=service_exception_message",
            "id=errorText",
            "class=alert-error",
            "id=idSpan_SAOTCC_Error_OTC",
            "id=idDiv_SAOTCC_ErrorMsg_OTC",
            "class=fui-Field__validationMessage role=alert",
            "class=ext-error",
            "role=alert",
        )
    ),
]

STYLE = "<style>.moveOffScreen { position: fixed; bottom: 0; right: 0; opacity: 0 }</style>"


async def drawn(page: Page, html: str) -> Screen:
    await page.set_content(STYLE + html)
    return Screen("Azure", page, Fence(frozenset()), timeout=1)


def named(drawings: list[tuple[str, str, str]]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize(
        ("name", "html"), [pytest.param(name, html, id=f"{name}: {what}") for name, what, html in drawings]
    )


@named(DRAWINGS)
async def test_a_view_is_recognized_by(page: Page, name: str, html: str) -> None:
    screen = await drawn(page, html)
    assert (await screen.first_of({view.name: view.look for view in VIEWS}))[0] == name


@named(MIXED)
async def test_of_several_views_the_first_in_the_table_counts(page: Page, name: str, html: str) -> None:
    screen = await drawn(page, html)
    assert (await screen.first_of({view.name: view.look for view in VIEWS}))[0] == name


@pytest.mark.parametrize(
    ("look", "html"), [pytest.param(look, html, id=f"{look.thing}: {html}") for look, html in THINGS]
)
async def test_what_is_pressed_or_read_there_is_found_by(page: Page, look: Look, html: str) -> None:
    screen = await drawn(page, html)
    assert await screen.find(look)


async def test_the_message_of_an_error_is_read(page: Page) -> None:
    screen = await drawn(page, "<div id=passwordError role=alert>Wrong.</div><p class=ext-error>Twice.</p>")
    assert await screen.texts(ERROR) == ["Wrong.", "Twice."]


def test_each_view_is_drawn() -> None:
    # A new row wants a drawing above for each of its words: that is what fails on the day it is renamed.
    assert {name for name, _, _ in DRAWINGS} == {view.name for view in VIEWS}


def test_no_name_is_used_twice() -> None:
    assert len({view.name for view in VIEWS}) == len(VIEWS)


def test_a_session_is_gone_where_a_sign_in_begins() -> None:
    assert set(SIGN_IN_VIEWS) == {"password", "username", "picker"}
