"""Ooma's accounts as a list to choose from: what it shows is a sign of the account only if the portal made it so."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from playwright.async_api import Browser, Page
from pydantic import SecretStr

from pages.driver.fence import Fence
from pages.driver.hands import Hands
from pages.driver.screen import Screen
from pages.errors import Ambiguous, WrongPlace
from pages.ooma.accounts import AccountSwitcher, Entered
from pages.ooma.portal import OomaPortal
from pages.ooma.sign_in import OomaCredentials
from pages.ooma.target import OomaTarget
from tests.helpers.notes import Notes

PAGE = """<!doctype html><title>portal</title><header><span>Ooma</span>
<select aria-label=Account onchange="CHANGE"><option>Reseller</option>OPTIONS</select>GO</header>
<main><h1>Phone System</h1></main>
<script>const show = () => {
  const list = document.querySelector("select"), fresh = list.cloneNode(true);
  fresh.selectedIndex = list.selectedIndex;
  list.replaceWith(fresh);
}</script>"""
OPTIONS = "<option>&mdash; Contoso Holding</option><option>&mdash; Contoso</option><option>Contoso - Test</option>"


async def not_shown(**_: bool) -> bool:
    """The account signed in to has another name."""
    return False


@asynccontextmanager
async def drawn(
    browser: Browser, *, change: str = "", go: str = "", options: str = OPTIONS
) -> AsyncIterator[tuple[AccountSwitcher, OomaPortal, Page]]:
    async with await browser.new_context() as context:
        page = await context.new_page()
        await page.set_content(PAGE.replace("CHANGE", change).replace("GO", go).replace("OPTIONS", options))
        hands = Hands(Screen("Ooma", page, Fence(frozenset()), timeout=2), Notes())
        portal = OomaPortal(hands, "https://portal.example", OomaTarget("Contoso"), OomaCredentials("", SecretStr("")))
        yield AccountSwitcher(hands, OomaTarget("Contoso")), portal, page


@pytest.mark.parametrize(
    "drawing", [{"change": "show()"}, {"go": "<button onclick='show()'>Go</button>"}], ids=["at once", "with 'Go'"]
)
async def test_the_account_of_exactly_that_name_is_chosen(browser: Browser, drawing: dict[str, str]) -> None:
    async with drawn(browser, **drawing) as (switcher, portal, page):
        assert await switcher.enter(not_shown) is Entered.IN_FIELD
        assert (await page.locator("select").input_value()).endswith(" Contoso")
        (sign,) = await portal.prove_account()
        assert await sign.locator.evaluate("e => e.matches('select')")


async def test_what_was_chosen_is_no_sign_of_what_the_portal_made_of_it(browser: Browser) -> None:
    async with drawn(browser) as (switcher, portal, _):
        assert await switcher.enter(not_shown) is Entered.IN_FIELD
        with pytest.raises(WrongPlace):
            await portal.prove_account()


async def test_of_two_accounts_of_one_name_none_is_chosen(browser: Browser) -> None:
    async with drawn(browser, options=OPTIONS + "<option>Contoso</option>") as (switcher, _, page):
        with pytest.raises(Ambiguous):
            await switcher.enter(not_shown)
        assert await page.locator("select").input_value() == "Reseller"


# The accounts in a combobox as ARIA's authoring practices describe it: the list is drawn when it is opened, and Enter
# takes the option that is marked, which need not be the one that was asked for.
COMBOBOX = """<!doctype html><title>portal</title><header><span>Ooma</span> FIELD <b id=shown>Reseller</b></header>
<main><h1>Phone System</h1></main><div id=layer></div>
<script>
const names = ["Contoso Holding", "Contoso", "Contoso - Test"];
const field = document.querySelector("[role=combobox]"), layer = document.querySelector("#layer");
const choose = name => { document.querySelector("#shown").textContent = name; layer.textContent = ""; };
const draw = () => {
  const typed = (field.value || "").toLowerCase();
  const found = names.filter(name => name.toLowerCase().includes(typed) && (typed || !LAZY));
  layer.innerHTML = '<div role=listbox aria-label=Accounts></div>';
  for (const name of found) {
    const option = Object.assign(document.createElement("div"), { role: "option", textContent: name });
    option.onclick = () => choose(name);
    layer.firstChild.append(option);
  }
};
field.onclick = draw;
field.oninput = draw;
field.onkeydown = event => { if (event.key === "Enter") choose(names[0]); };
</script>"""


@pytest.mark.parametrize(
    ("field", "lazy"),
    [
        ("<button role=combobox aria-haspopup=listbox aria-label='Account: Reseller'>Reseller</button>", "false"),
        ("<div role=combobox tabindex=0 aria-haspopup=listbox aria-label='Select account'>Reseller</div>", "false"),
        ("<input role=combobox aria-label=Account aria-autocomplete=list>", "false"),
        ("<input role=combobox aria-label=Account aria-autocomplete=list>", "true"),
        ("<input role=combobox aria-label='Switch account' placeholder='Type to search'>", "true"),
    ],
)
async def test_an_account_is_chosen_in_a_combobox(browser: Browser, field: str, lazy: str) -> None:
    async with await browser.new_context() as context:
        page = await context.new_page()
        await page.set_content(COMBOBOX.replace("FIELD", field).replace("LAZY", lazy))
        hands = Hands(Screen("Ooma", page, Fence(frozenset()), timeout=5), Notes())
        assert await AccountSwitcher(hands, OomaTarget("Contoso")).enter(not_shown) is Entered.PRESSED
        assert await page.locator("#shown").inner_text() == "Contoso"
