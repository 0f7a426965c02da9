"""Microsoft's sign-in, page by page on small stand-ins: what is pressed and typed, how often, and where it ends."""

import json
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass

import pytest
from playwright.async_api import Browser, Page, Route
from pydantic import SecretStr

from pages.driver.credentials import Credentials
from pages.driver.fence import Fence
from pages.driver.hands import Hands
from pages.driver.look import text
from pages.driver.screen import Screen
from pages.errors import (
    Denied,
    HumanNeeded,
    NotFound,
    PortalError,
    PortalSaid,
    Rejected,
    SessionGone,
    SignInUnanswered,
)
from pages.microsoft import sign_in
from pages.microsoft.sign_in import RENEWED, MicrosoftSignIn
from tests.helpers.notes import Notes

LOGIN = "https://login.example"
PORTAL = "https://portal.example"
ARRIVED = {"home": text("the portal", "All services")}
ACCOUNT = "admin@contoso.example"

# Each page is a body; what is pressed in it says by `go(...)` which page comes next.
USERNAME = '<input type=email><button onclick="go(`password`)">Next</button>'
PASSWORD = '<input type=password><button onclick="sent++; go(`after`)">Sign in</button>'
ERROR = '<input type=password><p role=alert>WORDS</p><button onclick="sent++; go(`after`)">Sign in</button>'
CONFIRM = '<h1>Are you trying to sign in to Azure?</h1><button onclick="go(`next`)">Continue</button>'
STAY = '<h1>Stay signed in?</h1><button onclick="go(`next`)">No</button><button>Yes</button>'
PICKER = f'<h1>Pick an account</h1><div role=button onclick="go(`next`)">{ACCOUNT}</div>'
HOME = "<h1>All services</h1>"
LEAVE = "(to the portal)"

SCRIPT = """<!doctype html><title>Sign in to your account</title><body><script>
window.sent = 0
const pages = PAGES
function go(name) {
  document.body.innerHTML = pages[name]
  if (pages[name] === "LEAVE") location = "PORTAL/"
}
go("first")
</script>"""


@dataclass
class Stage:
    """A sign-in, and the page on which it is."""

    page: Page
    sign_in: MicrosoftSignIn
    notes: Notes

    async def passwords(self) -> int:
        """How many passwords this document was sent."""
        sent: int = await self.page.evaluate("sent")
        return sent

    def listeners(self) -> int:
        """How many wait for the page to navigate."""
        return len(self.page._impl_obj.listeners("framenavigated"))


async def code() -> str:
    return "123456"


@asynccontextmanager
async def staged(
    browser: Browser, pages: Mapping[str, str], credentials: Credentials | None = None, *, timeout: float = 10
) -> AsyncIterator[Stage]:
    async def answer(route: Route) -> None:
        body = SCRIPT.replace("PAGES", json.dumps(pages)).replace("PORTAL", PORTAL).replace("LEAVE", LEAVE)
        await route.fulfill(content_type="text/html", body=body if route.request.url.startswith(LOGIN) else HOME)

    async with await browser.new_context() as context:
        await context.route("**/*", answer)
        page = await context.new_page()
        await page.goto(f"{LOGIN}/")
        notes = Notes()
        hands = Hands(Screen("Azure", page, Fence(frozenset()), timeout=timeout), notes)
        account = credentials or Credentials(ACCOUNT, SecretStr("secret"), code)
        yield Stage(page, MicrosoftSignIn(hands, account), notes)


# The way through


async def test_each_page_is_answered_once(browser: Browser) -> None:
    pages = {
        "first": USERNAME,
        "password": PASSWORD,
        "after": '<h1>Approve sign in request</h1><a href=# onclick="go(`methods`)">Sign in another way</a>',
        "methods": '<div role=button onclick="go(`code`)">Use a verification code</div>',
        "code": '<input name=otc><button onclick="go(`stay`)">Verify</button>',
        "stay": STAY,
        "next": LEAVE,
    }
    async with staged(browser, pages) as stage:
        view, _ = await stage.sign_in.until(ARRIVED)
        assert view == "home"
        assert stage.notes.done == [
            "the account name field",
            "the button that goes on",
            "the password field",
            "the button that goes on",
            "'sign in another way'",
            "'Use a verification code'",
            "the code field",
            "the button that goes on",
            "'No'",
        ]
        assert stage.sign_in._credentials.origin.typed


async def test_a_code_is_typed_into_its_boxes(browser: Browser) -> None:
    boxes = "".join(f"<input id=codeEntry-{index} maxlength=1>" for index in range(6))
    verify = "go([...document.querySelectorAll('input')].map(box => box.value).join('') === '123456' ? 'next' : 'bad')"
    pages = {"first": f'<div>{boxes}</div><button onclick="{verify}">Verify</button>', "next": HOME, "bad": ""}
    async with staged(browser, pages) as stage:
        assert (await stage.sign_in.until(ARRIVED))[0] == "home"


@pytest.mark.parametrize(
    ("tiles", "pressed"),
    [
        (f"<div data-test-id={ACCOUNT.title()} onclick='go(`next`)'>An administrator</div>", f"the tile of {ACCOUNT}"),
        ("<div role=button onclick='go(`next`)'>Use another account</div>", "'Use another account'"),
    ],
)
async def test_an_account_is_picked_by_its_whole_name(browser: Browser, tiles: str, pressed: str) -> None:
    other = f"<div role=button data-test-id=not.{ACCOUNT}>not.{ACCOUNT}</div>"
    async with staged(browser, {"first": f"<h1>Pick an account</h1>{other}{tiles}", "next": HOME}) as stage:
        assert (await stage.sign_in.until(ARRIVED))[0] == "home"
        assert stage.notes.done == [pressed]


async def test_nothing_is_typed_where_somebody_else_signed_in_meanwhile(browser: Browser) -> None:
    @asynccontextmanager
    async def theirs() -> AsyncIterator[bool]:
        yield False

    credentials = Credentials(ACCOUNT, SecretStr("secret"), turn=theirs)
    async with staged(browser, {"first": PASSWORD}, credentials) as stage:
        assert (await stage.sign_in.until(ARRIVED))[0] == RENEWED
        assert stage.notes.done == []


async def test_a_password_for_a_name_that_the_page_remembered_is_not_both(browser: Browser) -> None:
    async with staged(browser, {"first": PASSWORD, "after": STAY, "next": LEAVE}) as stage:
        await stage.sign_in.until(ARRIVED)
        assert not stage.sign_in._credentials.origin.typed


# Ends


@pytest.mark.parametrize(
    ("page", "kind", "said"),
    [
        ("<h1>More information required</h1>", HumanNeeded, "More information required"),
        ("<h1>Permissions requested</h1>", HumanNeeded, "Permissions requested"),
        ("<h1>Update your password</h1>", HumanNeeded, "Update your password"),
        ("<div id=idDiv_SAASTO_Title>We didn't hear from you</div>", HumanNeeded, "We didn't hear from you"),
        ("<h1>You cannot access this right now</h1>", Denied, r"\(Conditional Access blocks this sign-in\)"),
        ("<h1>Sorry, but we're having trouble signing you in.</h1>", PortalSaid, "having trouble"),
        ("<h1>Approve sign in request</h1>", HumanNeeded, "no TOTP secret"),
        ("<input name=otc>", HumanNeeded, "no TOTP secret"),
    ],
)
async def test_a_page_that_ends_the_sign_in(browser: Browser, page: str, kind: type[PortalError], said: str) -> None:
    credentials = Credentials(ACCOUNT, SecretStr("secret"))
    async with staged(browser, {"first": page}, credentials) as stage:
        with pytest.raises(kind, match=said) as caught:
            await stage.sign_in.until(ARRIVED)
        assert type(caught.value) is kind
        assert caught.value.portal == "Azure"
        assert stage.notes.done == []


async def test_an_unknown_page_is_told(browser: Browser) -> None:
    async with staged(browser, {"first": "<h1>Something new</h1>"}, timeout=1) as stage:
        with pytest.raises(NotFound, match="a page of Microsoft's sign-in that can be answered") as caught:
            await stage.sign_in.until(ARRIVED)
        assert caught.value.on_screen == "Something new"


@pytest.mark.parametrize(
    ("after", "kind", "said"),
    [
        pytest.param(
            ERROR.replace("WORDS", "Your account or password is incorrect."),
            Rejected,
            "password is incorrect",
            id="a refusal",
        ),
        pytest.param(
            ERROR.replace("WORDS", "Please enter your password."),
            SignInUnanswered,
            "doesn't go on after the password",
            id="a prompt",
        ),
        pytest.param(PASSWORD, SignInUnanswered, "doesn't go on after the password", id="nothing"),
        pytest.param("<h1>Something new</h1>", SignInUnanswered, "that can be answered", id="an unknown page"),
    ],
)
async def test_what_may_be_a_refusal_is_not_tried_again(
    browser: Browser, monkeypatch: pytest.MonkeyPatch, after: str, kind: type[PortalError], said: str
) -> None:
    monkeypatch.setattr("pages.microsoft.sign_in._PATIENCE", (0.5,))
    # Another press finds a button that does nothing, so what counts is the first.
    pages = {"first": PASSWORD, "after": after.replace("sent++; go(`after`)", "")}
    async with staged(browser, pages, timeout=2) as stage:
        with pytest.raises(kind, match=said) as caught:
            await stage.sign_in.until(ARRIVED)
        assert caught.value.portal == "Azure"
        assert await stage.passwords() == 1
        assert stage.notes.done.count("the password field") == 1


@pytest.mark.parametrize(
    ("message", "verdict"),
    [
        ("Please enter your password.", False),
        ("Enter a valid email address, phone number, or Skype name.", False),
        ("Enter your password", False),
        ("Your account or password is incorrect.", True),
        ("You didn't enter the expected verification code.", True),
    ],
)
def test_a_prompt_for_an_empty_field_is_no_verdict(message: str, verdict: bool) -> None:
    assert MicrosoftSignIn._is_verdict(message) is verdict


# Going in circles

FEW = 6


@pytest.fixture
def few_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    """A circle is known after few pages."""
    monkeypatch.setattr(sign_in, "MOST_PAGES", FEW)


@pytest.mark.usefixtures("few_pages")
@pytest.mark.parametrize(
    ("first", "circle", "kind", "last"),
    [
        pytest.param(CONFIRM, (STAY, CONFIRM), NotFound, "a request to confirm", id="before the password"),
        pytest.param(PASSWORD, (CONFIRM, PICKER), SignInUnanswered, "the account picker", id="password not accepted"),
        pytest.param(PASSWORD, (STAY, CONFIRM), NotFound, "a request to confirm", id="password accepted"),
    ],
)
async def test_pages_that_go_in_circles_end_the_sign_in(
    browser: Browser, first: str, circle: tuple[str, str], kind: type[PortalError], last: str
) -> None:
    one, other = circle
    pages = {"first": first.replace("next", "one"), "after": one.replace("next", "two")}
    pages |= {"one": one.replace("next", "two"), "two": other.replace("next", "one")}
    async with staged(browser, pages) as stage:
        with pytest.raises(kind, match=f"more than {FEW} pages") as caught:
            await stage.sign_in.until(ARRIVED)
        assert type(caught.value) is kind
        assert f"{last} last" in caught.value.message
        assert caught.value.portal == "Azure"
        assert await stage.passwords() == (first == PASSWORD)
        assert len(stage.notes.done) == FEW + (first == PASSWORD)


@pytest.mark.parametrize(
    ("first", "stays", "kind"),
    [
        pytest.param(CONFIRM, CONFIRM, NotFound, id="before the password"),
        pytest.param(PASSWORD, CONFIRM, SignInUnanswered, id="password not accepted"),
        pytest.param(PASSWORD, STAY, NotFound, id="password accepted"),
    ],
)
async def test_a_page_that_never_goes_away_ends_the_sign_in(
    browser: Browser, first: str, stays: str, kind: type[PortalError]
) -> None:
    still = stays.replace("go(`next`)", "")
    pages = {"first": first if first == PASSWORD else still, "after": still}
    async with staged(browser, pages, timeout=2) as stage:
        with pytest.raises(kind, match="still shows") as caught:
            await stage.sign_in.until(ARRIVED)
        assert type(caught.value) is kind
        assert await stage.passwords() == (first == PASSWORD)


# What is remembered between two calls, and what is left behind


async def test_an_accepted_password_is_not_typed_again(browser: Browser) -> None:
    async with staged(browser, {"first": PASSWORD, "after": LEAVE}) as stage:
        assert (await stage.sign_in.until(ARRIVED))[0] == "home"
        await stage.page.goto(f"{LOGIN}/")
        with pytest.raises(SessionGone, match="asks to sign in again"):
            await stage.sign_in.until(ARRIVED)
        assert await stage.passwords() == 0


async def test_a_password_that_was_not_accepted_is_not_typed_again(browser: Browser) -> None:
    async with staged(browser, {"first": PASSWORD, "after": "<h1>Something new</h1>"}, timeout=2) as stage:
        with pytest.raises(SignInUnanswered):
            await stage.sign_in.until(ARRIVED)
        await stage.page.reload()
        with pytest.raises(Rejected):
            await stage.sign_in.until(ARRIVED)
        assert await stage.passwords() == 0


async def test_a_page_that_left_between_two_calls_accepted_the_password(browser: Browser) -> None:
    async with staged(browser, {"first": PASSWORD, "after": "<h1>Please wait</h1>"}, timeout=2) as stage:
        with pytest.raises(SignInUnanswered):
            await stage.sign_in.until(ARRIVED)
        await stage.page.goto(f"{PORTAL}/")
        assert (await stage.sign_in.until(ARRIVED))[0] == "home"
        await stage.page.goto(f"{LOGIN}/")
        with pytest.raises(SessionGone):
            await stage.sign_in.until(ARRIVED)


async def test_no_listener_is_left_behind_by_a_sign_in(browser: Browser) -> None:
    async with staged(browser, {"first": PASSWORD, "after": LEAVE}) as stage:
        before = stage.listeners()
        assert before > 0  # the screen's own
        await stage.sign_in.until(ARRIVED)
        assert stage.listeners() == before


async def test_no_listener_is_left_behind_by_a_sign_in_that_fails(browser: Browser) -> None:
    async with staged(browser, {"first": "<h1>Update your password</h1>"}) as stage:
        before = stage.listeners()
        with pytest.raises(HumanNeeded):
            await stage.sign_in.until(ARRIVED)
        assert stage.listeners() == before
