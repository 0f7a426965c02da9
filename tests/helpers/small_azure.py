"""A small SAML page of Azure's: the five cards, and a panel that a test draws in its own way."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from playwright.async_api import Browser, Page, Route
from pydantic import SecretStr

from pages.azure import AzurePortal, AzureTarget, SamlBlade
from pages.driver.credentials import Credentials
from pages.driver.fence import Fence
from pages.driver.hands import Hands
from pages.driver.screen import Screen
from tests.helpers.notes import Notes

URL = "https://portal.example"
LOGIN = "https://login.example/6b0c1f8e-7d0a-4a55-9a51-0d1c4b7e9f10/saml2"
# `pressed` tells which buttons were pressed; `later` does something when the page would have an answer.
PAGE = """<!doctype html><meta charset=utf-8><title>SAML</title><style>[hidden] { display: none !important }
.toasts { position: fixed; right: 0; top: 0 } .pane { position: fixed; right: 0; top: 40px; width: 600px;
  background: #fff }
</style><script>const pressed = []; const later = change => setTimeout(change, 150);
addEventListener("click", event => pressed.push(event.target.innerText || event.target.ariaLabel), true);
const toast = text => { const one = document.createElement("div"); one.className = "fxs-toast-item";
  one.textContent = text; document.getElementById("toasts").append(one); };
const open_ = id => { document.getElementById(id)?.removeAttribute("hidden"); window.show?.(); };
</script><main><h3>Basic SAML Configuration</h3><button onclick="open_('first')"
  aria-label="Edit basic SAML configuration">Edit</button>
<div>Identifier (Entity ID)</div><div>Required</div><div>Reply URL (Assertion Consumer Service URL)</div>
<div>Required</div><h3>Attributes &amp; Claims</h3><p>givenname</p><h3>SAML Certificates</h3>
<button aria-label="Edit SAML signing certificate" onclick="open_('certificates')">Edit</button>
<div>CARD</div><h3>Set up Ooma</h3><div>Login URL</div><input readonly value="LOGIN">
<h3>Test single sign-on with Ooma</h3><button>Test</button></main>
PANEL<div class=toasts id=toasts></div>"""


@asynccontextmanager
async def small_blade(
    browser: Browser, panel: str, *, card: str = "Add a certificate", timeout: float = 5
) -> AsyncIterator[tuple[SamlBlade, Page]]:
    """The page objects on a page with this panel, and with this on card 3."""
    body = PAGE.replace("PANEL", panel).replace("CARD", card).replace("LOGIN", LOGIN)

    async def reply(route: Route) -> None:
        await route.fulfill(content_type="text/html", body=body)

    async with await browser.new_context() as context:
        page = await context.new_page()
        await page.route("**/*", reply)
        hands = Hands(Screen("Azure", page, Fence(frozenset({URL})), timeout=timeout), Notes())
        target = AzureTarget(URL, "contoso.example", "Ooma")
        await page.goto(URL)
        yield SamlBlade(AzurePortal(hands, target, Credentials("robot@msp.example", SecretStr("secret")))), page
