"""Ooma's 'Enable' however it is drawn; and what is called like it, but belongs to something else."""

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from playwright.async_api import Browser, Page, Route
from pydantic import SecretStr

from pages.driver import switch as switch_module
from pages.driver.fence import Fence
from pages.driver.hands import Hands
from pages.driver.screen import Screen
from pages.driver.switch import Switch
from pages.errors import NotFound, NotSaved, PortalError, PortalSaid
from pages.ooma.portal import OomaPortal
from pages.ooma.sign_in import OomaCredentials
from pages.ooma.tab import IdpPage
from pages.ooma.target import OomaTarget
from tests.helpers.notes import Notes

# `store` tells the portal; `ask` draws a question first.
PAGE = """<!doctype html><title>portal</title><style>.row{display:flex;gap:12px;margin:14px}</style>
<script>
  window.stored = [];
  const store = async (name, on) => {
    await fetch("https://portal.example/switch", {method: "POST", body: JSON.stringify([name, on])});
    stored.push([name, on]);
  };
  const ask = (words, yes, no) => new Promise(done => {
    const box = document.createElement("div"), tag = window.answers || "button";
    const hand = `<${tag} style='cursor:pointer'>`;
    box.innerHTML = `<p>${words}</p>${hand}${yes}</${tag}> ${hand}${no}</${tag}>`;
    const end = answer => { box.remove(); done(answer); };
    setTimeout(() => document.body.append(box), 60);
    const [first, second] = box.querySelectorAll(tag);
    first.onclick = () => end(true); second.onclick = () => end(false);
  });
</script>
<h1>IdP and SSO</h1><p>Callback URL (ACS): https://sp.example/acs</p><button>Edit Identity Provider Information</button>
BODY"""

SIGN_REQUEST = """<div class=row><span>Sign Request</span>
  <label><input type=radio name=sign onchange="store('sign', true)">Enabled</label>
  <label><input type=radio name=sign checked onchange="store('sign', false)">Disabled</label></div>"""
RADIOS = """<div class=row><span>Single sign-on</span>
  <label><input type=radio name=sso onchange="store('sso', true)">Enabled</label>
  <label><input type=radio name=sso checked onchange="store('sso', false)">Disabled</label></div>"""
BARE_RADIOS = """<fieldset><legend>Enable</legend>
  <label><input type=radio name=sso onchange="store('sso', true)"> On</label>
  <label><input type=radio name=sso checked onchange="store('sso', false)"> Off</label></fieldset>"""
# The one that means on stands beside the words above, and not below them.
RADIOS_BELOW = """<div><div><b>Enable</b></div><span>
  <label><input type=radio name=sso checked onchange="store('sso', false)"> Off</label>
  <label style='margin-left:40px'><input type=radio name=sso onchange="store('sso', true)"> On</label></span></div>"""
ARIA_RADIOS = """<div class=row><span id=w>SSO</span><div role=radiogroup aria-labelledby=w>
  <button role=radio aria-checked=false onclick="pick(this, true)">Enabled</button>
  <button role=radio aria-checked=true onclick="pick(this, false)">Disabled</button></div></div>
  <script>const pick = (one, on) => {
    for (const other of document.querySelectorAll("[role=radio]")) other.setAttribute("aria-checked", other === one);
    store("sso", on);
  }</script>"""
SELECT = """<div class=row><label for=s>Enable</label>
  <select id=s onchange="store('sso', value === 'y')"><option value=n>No</option><option value=y>Yes</option></select>
  </div>"""
LOOSE_SELECT = """<table><tr><td>Single sign-on (SSO)</td><td>
  <select onchange="store('sso', value === '1')"><option value=1>Enabled</option><option value=0 selected>Disabled
  </option></select></td></tr></table>"""
# Lists of a library, that show what was chosen and draw what they offer when they are pressed.
DRAWN_LISTS = """<div>SIGN<div class=row><span role=combobox aria-label=Off tabindex=0 onclick="offer(this, 'sso')"
  style='width:90px'>Off</span><b>Enable</b></div></div><script>
  const offer = (list, name) => {
    const box = document.createElement("ul");
    box.setAttribute("role", "listbox");
    for (const word of ["Off", "On"]) {
      const one = box.appendChild(document.createElement("li"));
      one.textContent = word; one.setAttribute("role", "option");
      one.onclick = () => { box.remove(); list.textContent = word; store(name, word === "On"); };
    }
    setTimeout(() => document.body.append(box), 60);
  };</script>""".replace(
    "SIGN",
    "<div class=row><span role=combobox tabindex=0 onclick=\"offer(this, 'sign')\">Off</span><b>Sign Request</b></div>",
)
# Such lists open as soon as the mouse goes down, below a shade over the whole page.
LISTS_AT_ONCE = (
    DRAWN_LISTS.replace('onclick="offer', 'aria-expanded=false onmousedown="offer')
    .replace(
        "one.onclick = () => {", "one.onclick = () => { shade.remove(); list.setAttribute('aria-expanded', false);"
    )
    .replace(
        "setTimeout(() => document.body.append(box), 60);",
        "const shade = document.createElement('div'); shade.style = 'position:fixed;inset:0';"
        "box.style = 'position:fixed;top:0;left:0'; list.setAttribute('aria-expanded', true);"
        "document.body.append(shade, box);",
    )
)
# And such lists beside the browser's own, hidden ones, to which the words belong.
LABELLED_LISTS = DRAWN_LISTS.replace("<b>Sign Request</b>", "").replace("<b>Enable</b>", "")
for _words, _name in (("Sign Request", "sign"), ("Enable", "sso")):
    LABELLED_LISTS = re.sub(
        rf"<span role=combobox([^>]*'{_name}'[^>]*)>Off</span>",
        rf"<div><label for={_name}>{_words}</label></div><p><select id={_name} hidden><option>Off<option>On</select>"
        r"<span role=combobox\1>Off</span></p>",
        LABELLED_LISTS,
    )
BUTTON = """<div class=row><button onclick="turn(this)">Enable SSO</button></div>
  <script>const turn = async one => {
    const on = one.textContent === "Enable SSO";
    await store("sso", on);
    one.outerHTML = `<button onclick="turn(this)">${on ? "Disable" : "Enable"} SSO</button>`;
  }</script>"""
LINK_BUTTON = BUTTON.replace("<button", "<a href='#'").replace("</button", "</a")
# A slider with a state, and no role that says what it is.
SLIDER = """<div class=row><div tabindex=0 aria-checked=false style='display:inline-block;width:50px;height:20px;
  background:#999;cursor:pointer' onclick="const on = this.getAttribute('aria-checked') !== 'true';
  this.setAttribute('aria-checked', on); store('sso', on)"></div> <b>Enable</b></div>"""
# What draws it has a telling class as well.
CLASSED_SLIDER = SLIDER.replace("></div>", "><div class=switch-track style='height:18px'></div></div>", 1)
INPUT_BUTTON = """<div class=row><input type=button value="Enable SSO" onclick="turn(this)"></div>
  <script>const turn = async one => {
    const on = one.value === "Enable SSO";
    await store("sso", on);
    one.value = `${on ? "Disable" : "Enable"} SSO`;
  }</script>"""
BARE_BUTTON = BUTTON.replace("<button", "<span style='cursor:pointer'").replace("</button>", "</span>")
CLASSED_BUTTON = BUTTON.replace("<button onclick", "<button class='btn sso-toggle' onclick")
ASKING_BUTTON = BUTTON.replace(
    "await store", "if (!await ask('Are you sure?', on ? 'Enable' : 'Turn off', 'Cancel')) return; await store"
)
# The question's buttons are mere words under the mouse's hand.
BARE_ASKING_BUTTON = "<script>window.answers = 'span'</script>" + ASKING_BUTTON
PAIR = """<div class=row><span>Single sign-on</span><button id=on onclick="turn(true)">Enable</button>
  <button id=off disabled onclick="turn(false)">Disable</button></div>
  <script>const turn = async on => {
    await store("sso", on);
    document.querySelector("#on").disabled = on; document.querySelector("#off").disabled = !on;
  }</script>"""
ASKING_SELECT = SELECT.replace(
    "store('sso', value === 'y')",
    "ask('Are you sure?', 'Yes', 'No').then(yes => yes ? store('sso', value === 'y') : value = 'n')",
)
# Labels over checkboxes of no size, with both words in them, as Monster UI draws them; no class tells anything.
LABEL_STYLE = """<style>.a{position:relative;display:inline-block;width:56px;height:24px}
  .a input{position:absolute;width:0;height:0;margin:0;opacity:0}.a span span{display:block}
  .a>span{display:block;height:100%;padding:2px 8px;background:#999}
  .a span span:first-child{visibility:hidden;height:0}
  .a input:checked+span span:first-child{visibility:visible;height:auto}
  .a input:checked+span span:last-child{visibility:hidden;height:0}
  .b{display:inline-block;position:relative;width:56px;height:24px;overflow:hidden}
  .b input{position:absolute;left:-100%;width:300%;height:100%;margin:0;opacity:0}</style>"""
WORDED = (
    LABEL_STYLE
    + """<div class=row><span>WORDS</span><label class=a>
  <input type=checkbox onchange="store('SWITCH', checked)"><span><span>On</span><span>Off</span></span></label></div>"""
)
SIGN_WORDED = WORDED.replace("WORDS", "Sign Request").replace("SWITCH", "sign")
ZERO_SIZE = SIGN_WORDED + WORDED.replace("WORDS", "Enable").replace("SWITCH", "sso")
ZERO_SIZE_IN_WRAPPERS = ZERO_SIZE.replace("<label", "<div><div><label").replace("</label>", "</label></div></div>")
ZERO_SIZE_AFTER = re.sub(r"(?s)<span>(Sign Request|Enable)</span>(.*?</label>)", r"\2 \1", ZERO_SIZE)
ZERO_SIZE_TIED = re.sub(
    r"(?s)<span>(Sign Request|Enable)</span>(.*?)<input", r"<label for='\1'>\1</label>\2<input id='\1'", ZERO_SIZE
)
# The words are a label of their own for it, beside the one that it is drawn by.
TIED_ZERO_SIZE = re.sub(
    r"<span>(Sign Request|Enable)</span>(.*?)<input",
    lambda found: f"<label for='{found[1][:4]}'>{found[1]}</label>{found[2]}<input id='{found[1][:4]}'",
    f"<div>{ZERO_SIZE}</div>",
    flags=re.DOTALL,
)
# The same where the drawing is such a label, too.
TIED_TWICE = re.sub(
    r"<label class=a>\s*(<input id='(\w+)'[^>]*>)(.*?)</label>",
    r"\1<label class=a for='\2'>\3</label>",
    TIED_ZERO_SIZE,
    flags=re.DOTALL,
).replace("<style>", "<style>input[id]{position:absolute;width:1px;height:1px;opacity:0}")
# The words carry the only class that tells, and are no switch.
TELLING_WORDS = ZERO_SIZE.replace("<span>Enable", "<span class=switch-title>Enable")
# A checkbox that can't be seen lies over the drawing.
OVERLAID = re.sub(
    r"<label class=a>\s*(<input[^>]*>).*?</label>", r"<b class=b><i>\1</i></b>", ZERO_SIZE, flags=re.DOTALL
)
SHADOWED = re.sub(
    "(?s)(<label.*?</label>)", rf"<x-s><template shadowrootmode=open>{LABEL_STYLE}\1</template></x-s>", ZERO_SIZE
)
DRAWINGS = {
    name: body
    for name, body in globals().items()
    if name.isupper()
    and isinstance(body, str)
    and "sso" in body
    and "store(" in body
    and name not in {"PAGE", "WORDED", "TOURED"}
}


@asynccontextmanager
async def drawn(browser: Browser, body: str, *, timeout: float = 30) -> AsyncIterator[tuple[Switch, Page]]:
    """A page with a switch. Only who waits for something that doesn't come shortens the longest wait."""
    async with await browser.new_context() as context:
        page = await context.new_page()

        async def answer(route: Route) -> None:
            await route.fulfill(body="{}", headers={"access-control-allow-origin": "*"})

        await page.route("https://portal.example/switch", answer)
        await page.set_content(PAGE.replace("BODY", body))
        hands = Hands(Screen("Ooma", page, Fence(frozenset()), timeout=timeout), Notes())
        yield (
            IdpPage(
                OomaPortal(hands, "https://portal.example", OomaTarget(), OomaCredentials("", SecretStr("")))
            ).enable,
            page,
        )


async def stored(page: Page) -> list[tuple[str, bool]]:
    return [(name, on) for name, on in await page.evaluate("stored")]


@pytest.mark.parametrize("drawing", DRAWINGS)
@pytest.mark.parametrize("around", [pytest.param("", marks=pytest.mark.everything), SIGN_REQUEST])
async def test_sso_is_switched_on_and_off_again(browser: Browser, drawing: str, around: str) -> None:
    async with drawn(browser, around + DRAWINGS[drawing]) as (switch, page):
        assert not await switch.is_on()
        await switch.turn([], on=False)
        assert await stored(page) == []
        await switch.turn([], on=True)
        assert await switch.is_on()
        await switch.turn([], on=True)
        assert await stored(page) == [("sso", True)]
        await switch.turn([], on=False)
        assert await stored(page) == [("sso", True), ("sso", False)]


@pytest.mark.parametrize(("timeout", "milliseconds"), [(30, 3000), (5, 1300)])
async def test_a_switch_that_is_redrawn_long_after_the_portal_has_answered_is_on(
    browser: Browser, monkeypatch: pytest.MonkeyPatch, timeout: float, milliseconds: int
) -> None:
    """As on a busy machine: the answer is there, and the page takes its time to show it.

    Either a part of the time-out is long enough for that, or the least that a switch gets in any case, which is more
    here, so that the test itself bears a busy machine.
    """
    if timeout < milliseconds / 1000 / switch_module._REDRAWN:
        monkeypatch.setattr(switch_module, "_MOMENT", 10.0)
    late = BUTTON.replace(
        "one.outerHTML", f"await new Promise(done => setTimeout(done, {milliseconds})); one.outerHTML"
    )
    async with drawn(browser, late, timeout=timeout) as (switch, page):
        await switch.turn([], on=True)
        assert await switch.is_on()
        assert await stored(page) == [("sso", True)]


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(DRAWN_LISTS.replace("<b>Enable", "<b>Fax"), id="drawn lists of other settings"),
        pytest.param(DRAWN_LISTS.replace('"On"]', '"On", "Later"]'), id="a list that offers more than two things"),
        pytest.param(BUTTON.replace("button", "span"), id="words that nothing says can be pressed"),
        pytest.param(BARE_BUTTON.replace("span", "label"), id="the label of a switch that is not there"),
        pytest.param(SIGN_REQUEST, id="radio buttons of another setting"),
        pytest.param(SELECT.replace("Enable<", "Sign Request<"), id="a list of another setting"),
        pytest.param(PAIR.replace("Single sign-on", "Sign Request"), id="buttons of another setting"),
        pytest.param(PAIR.replace("Single sign-on", "Voicemail to email"), id="buttons of a setting nobody knows"),
        pytest.param(BUTTON.replace("SSO", "Fax"), id="a button that names something else"),
        pytest.param(
            "<button>Enable</button><div class=row><span>Sign Request</span><input type=checkbox></div>",
            id="a box below with words of its own",
        ),
    ],
)
async def test_what_belongs_to_something_else_is_not_the_switch(browser: Browser, body: str) -> None:
    async with drawn(browser, body, timeout=1.5) as (switch, page):
        with pytest.raises(PortalError):
            await switch.turn([], on=True)
        assert await stored(page) == []
        assert not await page.locator("input[type=checkbox]:checked").count()


async def test_a_choice_that_the_portal_does_not_keep_is_not_taken_for_switched(browser: Browser) -> None:
    fickle = SELECT.replace("store('sso', value === 'y')", "setTimeout(() => value = 'n', 50)")
    async with drawn(browser, fickle, timeout=1.5) as (switch, page):
        with pytest.raises(NotSaved):
            await switch.turn([], on=True)
        assert await stored(page) == []


async def test_a_question_that_the_switch_did_not_raise_is_not_answered(browser: Browser) -> None:
    """The portal redraws the tab once SSO is on, and its own 'Save' and 'Cancel' with it."""
    form = """<form id=form onsubmit="stored.push(['form', true]); return false"></form>"""
    again = "form.innerHTML = '<input value=x><button>Save</button><button type=button>Cancel</button>'"
    body = f"{form}<script>const again = () => {{ {again} }}; again();</script>"
    async with drawn(browser, body + BUTTON.replace("one.outerHTML", "again(); one.outerHTML")) as (switch, page):
        await switch.turn([], on=True)
        assert await stored(page) == [("sso", True)]


# A question in a dialog. What comes with it lies over its 'Yes', and is closed by a cross.
TOURED = """<script>const asked = () => new Promise(done => {
  const box = document.createElement("div");
  box.innerHTML = `<div id=box style="position:fixed;left:0;top:0;width:400px;height:150px;background:#ddd">
    <p>For everybody.</p><button>Yes</button> <button style="margin-left:250px">Cancel</button></div>
    <div id=tour style="position:fixed;left:0;top:0;width:230px;height:150px;background:#fff"><b>Welcome</b>
    <p>Step 1 of 4: find your apps here.</p><button>Next</button> <button aria-label=Close
    onclick="this.parentElement.remove()">&times;</button></div>`;
  document.body.append(box);
  const [yes, no] = box.querySelectorAll("#box button");
  yes.onclick = () => { box.remove(); done(true); }; no.onclick = () => { box.remove(); done(false); };
});</script>""" + BUTTON.replace("await store", "if (!await asked()) return; await store")


async def test_a_question_that_a_tour_lies_over_is_answered(browser: Browser) -> None:
    async with drawn(browser, TOURED, timeout=8) as (switch, page):
        await switch.turn([], on=True)
        assert await stored(page) == [("sso", True)]


FORM = """<form onsubmit="store('sso', this.elements.s.value === 'y'); return false"><div class=row><label for=s>Enable
  </label><select id=s><option value=n>No</option><option value=y>Yes</option></select></div>
  <button>Save</button></form>"""
DIRTY = """<div id=tab><div class=row><label for=s>Enable</label>
  <input id=s type=checkbox onchange="document.querySelector('#save').disabled = false"></div>
  <button id=save disabled onclick="store('sso', document.querySelector('#s').checked)">Save</button></div>"""


# Nothing but the switches and their 'Save' stands in one block.
SAVED = """<p><button onclick="store('sso', s.checked ?? s.ariaChecked === 'true')">Save</button>
  <a href='#'>Cancel</a></p>"""
TOGETHER = f"<div>{SIGN_REQUEST}<div class=row><label for=s>Enable</label><input id=s type=checkbox></div>{SAVED}</div>"
DRAWN_TOGETHER = f"""<div>{SIGN_REQUEST}<div class=row><button id=s role=switch aria-checked=false style='width:50px'
  onclick="ariaChecked = 'true'"></button><b>Enable</b></div>{SAVED}</div>"""
SAID_TOGETHER = """<div>BUTTON <span>SSO is <i id=state>off</i></span><p><span>Enable Sign Request</span></p>
  <button onclick="store('sso', true)">Save</button></div>""".replace(
    "BUTTON", BUTTON.replace('await store("sso", on)', "state.textContent = on ? 'on' : 'off'")
)


@pytest.mark.parametrize("body", [SAID_TOGETHER, FORM, DIRTY, TOGETHER, DRAWN_TOGETHER])
async def test_a_switch_that_only_a_save_stores_is_saved(browser: Browser, body: str) -> None:
    other = "<div><button onclick=\"store('other', true)\">Save</button></div>"
    async with drawn(browser, other + body) as (switch, page):
        await switch.turn([], on=True)
        assert await stored(page) == [("sso", True)]


@pytest.mark.parametrize(
    "around",
    [
        "",
        "<div><p>Call forwarding</p>BODY</div>",
        "<div><input value=x>BODY</div>",
        "<div>BODY<button>Test</button></div>",
    ],
)
async def test_a_save_that_may_be_another_forms_is_not_pressed(browser: Browser, around: str) -> None:
    silent = """<div class=row><label for=s>Enable</label><input id=s type=checkbox></div>"""
    other = "<button onclick=\"store('other', true)\">Save</button>"
    body = f"<div>{around.replace('BODY', silent + other)}</div>" if around else silent + other
    async with drawn(browser, body) as (switch, page):
        await switch.turn([], on=True)
        assert await stored(page) == []


async def test_there_is_no_switch_on_an_empty_tab(browser: Browser) -> None:
    async with drawn(browser, "", timeout=1.5) as (switch, _):
        assert await switch.is_on_if_shown() is None
        with pytest.raises(NotFound):
            await switch.is_on()


@pytest.mark.parametrize(
    "said", ["<p class=toast-error>Oops: could not load</p>", "<p class='alert alert-danger'>Provider not loading</p>"]
)
async def test_a_tab_that_shows_an_error_is_not_taken_for_one_without_a_provider(browser: Browser, said: str) -> None:
    async with tab_of(browser, said) as tab:
        with pytest.raises(PortalSaid, match="load"):
            await tab.read()


async def test_a_banner_of_whom_one_acts_for_is_no_error(browser: Browser) -> None:
    async with tab_of(browser, "<p class='alert alert-danger'>You are masquerading as <b>Contoso</b></p>") as tab:
        assert await tab.read() is None


@asynccontextmanager
async def tab_of(browser: Browser, said: str) -> AsyncIterator[IdpPage]:
    """A tab without a provider, and what else it says."""
    async with await browser.new_context() as context:
        page = await context.new_page()
        await page.set_content(f"<h1>IdP and SSO</h1><button>Set Up Identity Provider</button>{said}")
        hands = Hands(Screen("Ooma", page, Fence(frozenset()), timeout=3), Notes())
        yield IdpPage(OomaPortal(hands, "https://portal.example", OomaTarget(), OomaCredentials("", SecretStr(""))))
