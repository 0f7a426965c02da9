"""The way to the tab "IdP and SSO": what leads there, and what only has the name of what leads there."""

from html import escape

import pytest
from playwright.async_api import Browser

from pages.ooma.target import OomaTarget
from tests.helpers.small_portals import served, the_first

HEAD = "<!doctype html><meta charset=utf-8><style>[hidden]{display:none}.hand{cursor:pointer}</style>"
# What the way leads to; `company.hidden = false` shows the link.
COMPANY = """<button id=company hidden onclick="tab.hidden = false">Company Account</button>
<button id=tab hidden onclick="opened.hidden = false; window.presses = (window.presses ?? 0) + 1">IdP and SSO</button>
<p id=opened hidden><button>Set Up Identity Provider</button></p>"""
SHOWS = "company.hidden = false"
IN_MENU = f"""<header><b>Acme</b> <span>Phone System</span> <button onclick="menu.hidden = false">Apps</button>
<div id=menu hidden><button onclick="{SHOWS}">Phone System</button></div></header>{COMPANY}"""
FOLDED = f"<button onclick='{SHOWS}'>Phone System</button>{COMPANY}"
WAYS = {
    "a tile on the page": f"""<header><b>Acme</b> <span>Phone System</span></header>
      <main><div class=hand onclick="{SHOWS}"><b>Phone System</b><div>Users and devices</div></div>{COMPANY}
      </main>""",
    "the menu of apps": IN_MENU,
    "a frame beside the bar": f"""<header><b>Acme</b> <span>Phone System</span></header>
      <iframe width=600 height=400 srcdoc="{escape(FOLDED)}"></iframe>""",
    "one of two menus of the account": f"""<header><b>Acme</b> <button>Account</button>
      <button onclick="{SHOWS}">Settings</button></header>{COMPANY}""",
    "the other of two menus where a press draws the bar anew": f"""<header id=bar></header>{COMPANY}<script>
      const names = [["Account", "draw()"], ["Settings", "company.hidden = false"]];
      const draw = () => bar.innerHTML = "<b>Acme</b>" + names.map(
        ([name, act]) => `<button onclick="${{act}}">${{name}}</button>`).join("");
      draw();</script>""",
    "a drawing that has no more than a name": f"""<header><b>Acme</b> <span aria-label=Apps class=hand
      onclick="menu.hidden = false"><svg width=16 height=16><path d='M0 0h9v9z'/></svg></span><div id=menu hidden>
      <button onclick="{SHOWS}">Phone System</button></div></header>{COMPANY}""",
}


@pytest.mark.parametrize("way", the_first(3, *WAYS))
async def test_what_leads_nowhere_is_followed_by_what_does(browser: Browser, way: str) -> None:
    async with served(browser, HEAD + WAYS[way], OomaTarget("(own)"), timeout=15) as (portal, page):
        for _ in range(3):
            await portal.open_idp_tab()
        # Once it is known what leads there, nothing else is pressed.
        assert len(portal.known.detours) <= 2
        assert any([await frame.locator("#opened").is_visible() for frame in page.frames])


async def test_a_tab_that_the_portal_has_opened_itself_is_not_pressed(browser: Browser) -> None:
    opened = COMPANY.replace("id=company hidden", "id=company").replace("id=tab hidden", "id=tab")
    body = f"{HEAD}<header><b>Acme</b></header>{opened.replace('id=opened hidden', 'id=opened')}"
    async with served(browser, body, OomaTarget("(own)")) as (portal, page):
        await portal.open_idp_tab()
        assert await page.evaluate("window.presses") is None


# A menu that opens under the mouse. What comes over it once closes it.
UNDER_MOUSE = """<header id=bar><b>Acme</b> <span style="display:inline-block" onmouseenter="come()"
onmouseleave="company.hidden = true"><button onclick="company.hidden = !opens">Phone System</button>
<button id=company hidden onclick="tab.hidden = false">Company Account</button></span></header>
<p id=news hidden style="position:absolute;inset:0;background:#fff">What is new
<button onclick="news.hidden = true">Got it</button></p>
<button id=tab hidden onclick="opened.hidden = false">IdP and SSO</button>
<p id=opened hidden><button>Set Up Identity Provider</button></p><script>
const interrupt = () => { news.hidden = false; company.hidden = true; };SCRIPT</script>"""
# Once, a press opens it, too.
PRESSED_ONCE = """const opens = window.name === ""; window.name = "seen"; let left = opens ? 1 : 0;
const come = () => { if (left-- > 0) interrupt(); else company.hidden = false; };"""
CLOSED_ONCE = """const opens = false; let left = 1;
const come = () => { company.hidden = false; if (left-- > 0) setTimeout(interrupt, WAIT); };"""


async def test_a_menu_that_was_pressed_once_is_also_found_under_the_mouse(browser: Browser) -> None:
    body = HEAD + UNDER_MOUSE.replace("SCRIPT", PRESSED_ONCE)
    async with served(browser, body, OomaTarget("(own)"), timeout=10) as (portal, page):
        for _ in range(3):
            await portal.open_idp_tab()
            assert await page.locator("#opened").is_visible()
            await page.reload()


@pytest.mark.parametrize("wait", [0, 20, 60, 150, 400])
async def test_a_menu_under_the_mouse_that_something_closes_is_opened_again(browser: Browser, wait: int) -> None:
    body = HEAD + UNDER_MOUSE.replace("SCRIPT", CLOSED_ONCE.replace("WAIT", str(wait)))
    async with served(browser, body, OomaTarget("(own)"), timeout=5) as (portal, page):
        await portal.open_idp_tab()
        assert await page.locator("#opened").is_visible()
