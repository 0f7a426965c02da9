"""What seems to be the customer's account and is another: a portal made for each way in which that was overlooked."""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from playwright.async_api import Browser, Page, Route
from pydantic import SecretStr

from pages.driver.fence import Fence
from pages.driver.hands import Hands
from pages.driver.screen import Screen
from pages.errors import Ambiguous, NotFound, PortalError, WrongPlace
from pages.ooma.accounts import AccountSwitcher
from pages.ooma.choice import Found, Row, with_first
from pages.ooma.portal import OomaPortal
from pages.ooma.sign_in import OomaCredentials
from pages.ooma.target import OomaTarget
from tests.helpers.notes import Notes

URL = "https://portal.example"
# `own` is signed in to; `accounts` are listed as [name, realm]; `current` is whose page is shown.
PORTAL = """<!doctype html><title>portal</title>
<header><b>Ooma</b> <button id=menu>Account</button> <span id=now></span> <nav id=recent></nav></header>
<ul id=list role=listbox hidden></ul>
<main><h1>Phone System</h1><a href="#" id=page>Company account</a><button id=tab hidden>IdP and SSO</button></main>
<script>
const {own, accounts, recent, inert, deaf, asks} = CONFIG, find = id => document.getElementById(id);
window.current = own;
const was = JSON.parse(sessionStorage.was ?? "[]");
const draw = () => { find("now").textContent = current;
  find("recent").innerHTML = recent ? was.map(name => `<a href="#">${name}</a>`).join(" ") : ""; };
for (const [name, realm] of accounts) {
  const row = document.createElement("li");
  row.setAttribute("role", "option");
  row.innerHTML = `<span>${name}</span> <small>${realm}</small>`;
  row.onclick = () => { if (deaf && was.length) return; find("list").hidden = true; if (inert) return;
    current = name; was.push(name); sessionStorage.was = JSON.stringify(was); draw(); };
  find("list").append(row);
}
find("menu").onclick = () => { find("list").hidden = !find("list").hidden; };
find("page").onclick = () => { find("tab").hidden = false; };
if (asks) { sessionStorage.asked = Number(sessionStorage.asked ?? 0) + 1;
  document.body.innerHTML = `<form><input name=login><input type=password><button>Sign in</button></form>`;
  document.querySelector("form").onsubmit = event => { event.preventDefault();
    document.body.innerHTML = "<header><button>Account</button></header>"; }; }
else draw();
</script>"""


@asynccontextmanager
async def drawn(browser: Browser, target: OomaTarget, **config: object) -> AsyncIterator[tuple[OomaPortal, Page]]:
    given = {"own": "Bigco", "accounts": [["Acme", "acme.example"], ["Beta", "beta.example"]], **config}

    async def answer(route: Route) -> None:
        await route.fulfill(content_type="text/html", body=PORTAL.replace("CONFIG", json.dumps(given)))

    async with await browser.new_context() as context:
        page = await context.new_page()
        await page.route("**/*", answer)
        hands = Hands(Screen("Ooma", page, Fence(frozenset({URL})), timeout=2), Notes())
        yield OomaPortal(hands, URL, target, OomaCredentials("robot", SecretStr("secret"))), page


async def test_a_link_to_the_account_is_no_sign_of_where_a_new_document_begins(browser: Browser) -> None:
    async with drawn(browser, OomaTarget("Acme"), recent=True) as (portal, page):
        for _ in range(2):
            await portal.open_idp_tab()
            await portal.prove_account()
            assert await page.evaluate("current") == "Acme"


async def test_a_press_that_does_nothing_is_not_proven_by_a_link_to_the_account(browser: Browser) -> None:
    async with drawn(browser, OomaTarget("Acme"), recent=True, deaf=True) as (portal, page):
        await portal.open_idp_tab()
        with pytest.raises(NotFound, match="to open once it was pressed"):
            await portal.open_idp_tab()
        assert await page.evaluate("current") == "Bigco"


async def test_a_press_that_does_nothing_leaves_the_namesake_that_is_signed_in_to(browser: Browser) -> None:
    target = OomaTarget("Acme", realm="acme.example")
    async with drawn(browser, target, own="Acme", inert=True) as (portal, _):
        with pytest.raises((NotFound, WrongPlace)):
            await portal.open_idp_tab()
        with pytest.raises(WrongPlace):
            await portal.prove_account()


async def test_a_portal_that_asks_at_each_load_is_not_signed_in_to_without_end(browser: Browser) -> None:
    target = OomaTarget("Acme", account_id="0123456789abcdef" * 2)
    async with drawn(browser, target, asks=True) as (portal, page):
        portal.known.app = "voice"
        with pytest.raises(PortalError):
            await portal.open_idp_tab()
        assert not portal.known.takes_address
        # By address, with a second load to see what came of it, and then once without.
        assert int(await page.evaluate("sessionStorage.asked")) == 3


LIST = "<header><button aria-haspopup=true onclick='menu.hidden = !menu.hidden'>Account</button></header>"


@asynccontextmanager
async def offered(browser: Browser, body: str, target: str = "Acme") -> AsyncIterator[tuple[AccountSwitcher, Page]]:
    async with await browser.new_context() as context:
        page = await context.new_page()
        await page.set_content(f"<!doctype html><title>portal</title>{body}")
        hands = Hands(Screen("Ooma", page, Fence(frozenset()), timeout=4), Notes())
        yield AccountSwitcher(hands, OomaTarget(target)), page


async def shown(**_: bool) -> bool:
    """The account signed in to has the customer's name."""
    return True


async def not_shown(**_: bool) -> bool:
    """It has another."""
    return False


async def test_what_a_select_offers_is_not_the_account_signed_in_to(browser: Browser) -> None:
    body = "<header><b>Acme</b><select><option>Choose</option><option>Acme</option></select></header>"
    async with offered(browser, body) as (switcher, _):
        with pytest.raises(Ambiguous):
            await switcher.enter(shown)


PAGED = """<table id=menu hidden><thead><tr><th>Account name</th></tr></thead><tbody></tbody></table>
<button id=next onclick="show(1)" hidden>Next</button><script>
const pages = [["Abel", "Acme"], ["Acme", "Adam"]];
const show = at => {
  document.querySelector("tbody").innerHTML = pages[at].map(one => `<tr><td>${one}</td></tr>`).join("");
  next.hidden = at > 0;
};
show(0);</script>"""


async def test_twins_on_both_sides_of_a_page_boundary_are_two(browser: Browser) -> None:
    async with offered(browser, LIST + PAGED) as (switcher, _):
        with pytest.raises(Ambiguous, match="2 accounts named 'Acme'"):
            await switcher.enter(not_shown)


# Only the rows in sight are drawn, and it is the page that is scrolled.
WINDOW = """<div id=menu role=listbox hidden style="position:relative;height:HIGHpx"></div><script>
const names = Array.from({length: 60}, (_, at) => at === 25 || at === 45 ? "Acme" : `Customer ${at}`);
const row = (name, at) =>
  `<div role=option style="position:absolute;top:${at * 40}px;height:40px">${name} <small>${at}</small></div>`;
const draw = () => {
  const first = Math.max(0, Math.floor(scrollY / 40) - 2);
  menu.innerHTML = names.slice(first, first + 22).map((name, at) => row(name, first + at)).join("");
};
addEventListener("scroll", draw); draw();</script>"""


async def test_twins_in_a_list_that_the_page_scrolls_are_two(browser: Browser) -> None:
    async with offered(browser, LIST + WINDOW.replace("HIGH", "2400")) as (switcher, _):
        with pytest.raises(Ambiguous, match="2 accounts named 'Acme'"):
            await switcher.enter(not_shown)


# What is folded away is there, and a search shows it; another branch has yet to be loaded.
FILTERED = """<style>[hidden] { display: none }</style>
<div id=menu hidden><input placeholder="Search accounts" onkeyup="
  for (const one of document.querySelectorAll('li')) one.hidden = !one.textContent.includes(value)">
<ul role=tree><li role=treeitem aria-expanded=false>
<button onclick="unfold(this)" aria-label=Expand>+</button><span>North</span></li>
<li role=treeitem aria-expanded=false>
<button onclick="show(this)" aria-label=Expand>+</button><span>South</span></li>
<li role=treeitem hidden><span>Acme</span> <small>South</small></li></ul></div><script>
const open = button => { button.onclick = null; button.parentElement.setAttribute("aria-expanded", "true"); };
const show = button => { open(button); button.parentElement.nextElementSibling.hidden = false; };
const unfold = button => {
  open(button);
  button.parentElement.insertAdjacentHTML("afterend", "<li role=treeitem><span>Acme</span> <small>North</small></li>");
};
</script>"""


async def test_a_search_that_only_filters_what_is_loaded_is_not_all_there_is(browser: Browser) -> None:
    async with offered(browser, LIST + FILTERED) as (switcher, _):
        with pytest.raises(Ambiguous, match="2 accounts named 'Acme'"):
            await switcher.enter(not_shown)


@pytest.mark.parametrize("name", ["Loading Dock Ltd", "Back Office", "Search in every shop", "No Results Inc"])
async def test_an_account_that_is_called_like_a_line_of_the_list_is_an_account(browser: Browser, name: str) -> None:
    body = f"{LIST}<ul id=menu role=listbox hidden><li aria-current=true>Reseller</li><li>{name}</li></ul>"
    async with offered(browser, body, "") as (switcher, _):
        with pytest.raises(Ambiguous, match=name):
            await switcher.assert_no_other(lambda _: shown())


def test_what_a_search_marks_is_not_the_account_that_is_shown() -> None:
    """Keyboards need a first row that is marked."""
    marked = Found((Row("Acme", "1" * 32, is_current=True),), complete=True)
    (row,) = with_first(marked, [Row("Zoo", "2" * 32)]).rows[:1]
    assert not row.is_current
    (row, *_) = with_first(marked, [Row("Acme", "1" * 32, is_current=True)]).rows
    assert row.is_current
