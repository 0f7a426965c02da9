"""The SAML page and card 1's panel, however they are drawn: a person finds the way by words, and by what is where."""

import asyncio
from uuid import UUID

import pytest
from playwright.async_api import Browser, Page, Route
from pydantic import SecretStr

from pages.azure import AzurePortal, AzureTarget, BasicSamlPanel, SamlBlade
from pages.azure.cards import parse_cards
from pages.driver.credentials import Credentials
from pages.driver.fence import Fence
from pages.driver.hands import Hands
from pages.driver.screen import Screen
from pages.errors import PortalError
from tests.helpers.cards import CARDS, TODAY, page, with_line
from tests.helpers.notes import Notes
from tests.helpers.small_azure import LOGIN, PAGE, URL, small_blade

ISSUER = "urn:ooma:1"
ACS = "https://sp.example/acs/1"

# The titles of cards, each with a number, as buttons that fold the card away.
FOLDING = """for (const title of document.querySelectorAll('h3')) title.innerHTML =
  `<button aria-expanded=true style="text-transform: uppercase"><i>\\ue70d</i> <b>1</b>
  <span>${title.textContent}</span></button>`;"""
# Buttons whose own button is in a shadow tree, as component libraries have them.
IN_SHADOW = """customElements.define('x-button', class extends HTMLElement { connectedCallback() {
  this.attachShadow({ mode: 'open' }).innerHTML = '<button><slot></slot></button>'; } });
for (const one of document.querySelectorAll('button')) {
  const other = document.createElement('x-button'); other.onclick = one.onclick; other.textContent = one.textContent;
  one.replaceWith(other); }"""


async def test_cards_are_read_whose_titles_fold_them_away(browser: Browser) -> None:
    async with small_blade(browser, "", timeout=2) as (blade, page):
        await page.evaluate(FOLDING)
        shown = await blade.read()
        assert (shown.app, shown.login_url) == ("Ooma", LOGIN)


@pytest.mark.parametrize("at", range(1, 6))
def test_title_is_a_button_only_where_no_text_is_it(at: int) -> None:
    titles = [
        "Basic SAML Configuration", "Attributes & Claims", "SAML Certificates", "Set up Ooma",
        "Test single sign-on with Ooma",
    ]  # fmt: skip
    title = titles[at - 1]
    assert parse_cards(with_line(TODAY, title, f"[{title}]")) == CARDS
    # What leads somewhere else is no title beside the card's own.
    assert parse_cards([*page("[Set up Fabrikam]"), *TODAY, *page(f"[{title}]", "https://elsewhere.example")]) == CARDS


async def test_edit_is_found_on_its_card_in_a_shadow_tree(browser: Browser) -> None:
    panel = "<div class=pane role=dialog id=first hidden><h2>Basic SAML Configuration</h2></div>"
    async with small_blade(browser, panel, timeout=2) as (blade, page):
        await page.evaluate(IN_SHADOW)
        await blade.edit_basic()
        assert await page.locator("#first").is_visible()


# Card 1's panel: `rows` are added to each group by its link, and FIELD is what a row holds.

PANEL = """<div class=pane role=dialog id=first hidden><h2>Basic SAML Configuration</h2>
<div>Identifier (Entity ID)</div><div id=identifiers></div><a href="#" onclick="add(identifiers)">Add identifier</a>
<div>Reply URL (Assertion Consumer Service URL)</div><div id=replies></div>
<a href="#" onclick="add(replies)">Add reply URL</a></div>BESIDE
<script>const add = (group, value = "") => group.insertAdjacentHTML("beforeend", `<p>FIELD</p>`); EXISTING</script>"""
FIELD = "<input value='${value}'>"
CHAT = """<aside style="position:fixed; right:0; bottom:0; width:300px; height:200px">Ask about this page
<input aria-label="Ask a question"></aside>"""
PLACED = f"{FIELD} <input aria-label=Index inputmode=numeric> <input type=number>"
HINTED = (
    "<x-field placeholder='Enter an identifier'><input placeholder='Enter an identifier' value='${value}'></x-field>"
)


async def filled(browser: Browser, *, field: str = FIELD, beside: str = "", existing: str = "") -> dict[str, list[str]]:
    """Which values the page's fields hold, by where they stand, once both addresses were entered."""
    panel = PANEL.replace("FIELD", field).replace("BESIDE", beside).replace("EXISTING", existing)
    held = existing.count("add(")
    async with small_blade(browser, panel, timeout=2) as (blade, page):
        await _enter(blade, held)
        return {where: await _values(page, where) for where in ("#identifiers", "#replies", "aside")}


async def _enter(blade: SamlBlade, held: int) -> None:
    await blade.edit_basic()
    one = BasicSamlPanel(blade)
    await one.add_identifier(ISSUER, held=held // 2)
    await one.add_reply_url(ACS, held=held // 2)


async def _values(page: Page, where: str) -> list[str]:
    values: list[str] = await page.locator(f"{where} input").evaluate_all("all => all.map(one => one.value)")
    return values


async def test_addresses_go_into_the_panel_and_not_into_what_lies_beside_it(browser: Browser) -> None:
    held = await filled(browser, beside=CHAT)
    assert held == {"#identifiers": [ISSUER], "#replies": [ACS], "aside": [""]}


async def test_addresses_go_into_rows_and_not_into_their_places(browser: Browser) -> None:
    held = await filled(
        browser, field=PLACED, existing="add(identifiers, 'urn:old'); add(replies, 'https://old.example');"
    )
    assert held["#identifiers"] == ["urn:old", "", "", ISSUER, "", ""]
    assert held["#replies"] == ["https://old.example", "", "", ACS, "", ""]


async def test_element_that_holds_a_field_is_none_though_it_has_its_hint(browser: Browser) -> None:
    held = await filled(browser, field=HINTED, existing="add(identifiers, 'urn:old'); add(replies, 'https://old');")
    assert held["#identifiers"] == ["urn:old", ISSUER]


async def test_form_hears_what_is_typed_though_it_listens_only_when_a_field_is_left(browser: Browser) -> None:
    panel = PANEL.replace("FIELD", "<input onchange='heard.push(this.value)'>").replace("BESIDE", "")
    async with small_blade(browser, panel.replace("EXISTING", "const heard = [];"), timeout=2) as (blade, page):
        await _enter(blade, 0)
        assert await page.evaluate("heard") == [ISSUER, ACS]


# 'Save' is a drawn thing that only looks as if it could not be pressed; BODY is what it does.

SAVING = """<div class=pane role=dialog id=first hidden><h2>Basic SAML Configuration</h2>
<div id=save onclick="save_()" style="opacity: .4">Save</div><div>Identifier (Entity ID)</div><input value=urn:ooma:1>
<div>Reply URL (Assertion Consumer Service URL)</div><input value=https://sp.example/acs/1><p id=said>Not yet</p></div>
<script>const sent = []; const save_ = () => { if (save.style.opacity === "") sent.push(1); BODY }; BEGIN</script>"""
SOON = "setTimeout(() => { save.style.opacity = ''; }, 1500);"


async def saved(browser: Browser, body: str, begin: str, *, timeout: float = 12) -> tuple[int, float]:
    """How often the form was sent, and how many seconds it took."""
    panel = SAVING.replace("BODY", body).replace("BEGIN", begin)
    async with small_blade(browser, panel, timeout=timeout) as (blade, page):
        await blade.edit_basic()
        began = asyncio.get_running_loop().time()
        await BasicSamlPanel(blade).save([])
        return await page.evaluate("sent.length"), asyncio.get_running_loop().time() - began


async def test_save_is_pressed_once_it_is_no_longer_pale(browser: Browser) -> None:
    assert (await saved(browser, "said.textContent = 'Successfully saved it'", SOON))[0] == 1


async def test_save_that_stays_pale_is_pressed_all_the_same(browser: Browser) -> None:
    """A portal may draw all its commands pale."""
    sent, _ = await saved(browser, "sent.push(1); said.textContent = 'Saved'", "")
    assert sent == 1


@pytest.mark.parametrize("said", ["Successfully saved single sign-on configuration", "Saved", "It has been saved."])
async def test_portal_may_say_anywhere_that_it_is_saved(browser: Browser, said: str) -> None:
    _, seconds = await saved(browser, f"setTimeout(() => {{ said.textContent = '{said}'; }}, 300)", SOON)
    assert seconds < 8


@pytest.mark.parametrize("said", ["Could not be saved successfully", "Not saved", "Saved searches", "2 saved views"])
async def test_other_words_do_not_say_that_it_is_saved(browser: Browser, said: str) -> None:
    with pytest.raises(PortalError):
        await saved(browser, f"said.textContent = '{said}'", SOON, timeout=4)


async def test_deep_link_that_ends_on_the_home_page_is_opened_again(browser: Browser) -> None:
    """Its address may still be that of what was opened."""
    opened = 0
    home = "<!doctype html><title>Home</title><main><h1>Home</h1><a href='#'>Enterprise applications</a></main>"

    async def reply(route: Route) -> None:
        nonlocal opened
        opened += 1
        await route.fulfill(content_type="text/html", body=home if opened == 1 else PAGE)

    async with await browser.new_context() as context:
        tab = await context.new_page()
        await tab.route("**/*", reply)
        hands = Hands(Screen("Azure", tab, Fence(frozenset({URL})), timeout=30), Notes())
        target = AzureTarget(URL, "contoso.example", "Ooma", str(UUID(int=1)), str(UUID(int=2)))
        portal = AzurePortal(hands, target, Credentials("robot@msp.example", SecretStr("secret")))
        async with asyncio.timeout(15):
            assert await portal.open_saml_blade() == "cards"
        assert opened == 2


SURVEY = """<div role=dialog style="position:fixed; right:0; bottom:0"><p>Rate your experience</p>
<button aria-label=Close onclick="rated.push(1)">x</button></div><script>const rated = []</script>"""


@pytest.mark.parametrize("own", ["<button aria-label=Close onclick='first.hidden = true'>x</button>", "<b>x</b>"])
async def test_only_the_panel_is_closed_and_not_what_lies_beside_it(browser: Browser, own: str) -> None:
    panel = SAVING.replace("<h2>", f"{own}<h2>").replace("BODY", "").replace("BEGIN", "") + SURVEY
    async with small_blade(browser, panel, timeout=8) as (blade, page):
        await blade.edit_basic()
        await BasicSamlPanel(blade).close()
        assert await page.evaluate("rated") == []
        # One that can't be closed is left open.
        assert await page.locator("#first").is_hidden() == ("button" in own)


async def test_pencil_that_has_only_a_name_to_be_read_out_is_found_on_its_card(browser: Browser) -> None:
    panel = "<div class=pane role=dialog id=first hidden><h2>Basic SAML Configuration</h2></div>"
    drawn = """for (const one of document.querySelectorAll('main button')) {
      const other = document.createElement('span'); other.ariaLabel = one.ariaLabel;
      other.onclick = one.onclick; one.replaceWith(other);
      other.innerHTML = "<svg width=16 height=16><path d='M2 14l1-4 8-8 3 3-8 8z'/></svg>"; }"""
    async with small_blade(browser, panel, timeout=2) as (blade, page):
        await page.evaluate(drawn)
        await blade.edit_basic()
        assert await page.locator("#first").is_visible()


@pytest.mark.parametrize(
    "copy",
    ["<a style='border:1px solid; padding:4px 14px'>Copy</a>", "<span style='margin-left:8px'>Copy</span>"],
)
async def test_badge_that_stands_right_behind_an_address_is_no_part_of_it(browser: Browser, copy: str) -> None:
    async with small_blade(browser, "", timeout=2) as (blade, page):
        await page.locator("main input").evaluate(
            "(one, copy) => { one.outerHTML = `<div><span>${one.value}</span>${copy}</div>` }", copy
        )
        assert (await blade.read()).login_url == LOGIN


async def test_address_of_which_a_part_is_marked_is_one(browser: Browser) -> None:
    async with small_blade(browser, "", timeout=2) as (blade, page):
        marked = LOGIN.replace("/saml2", "<b style='color:red; padding:0 1px'>/saml2</b>")
        await page.locator("main input").evaluate("(one, marked) => { one.outerHTML = `<div>${marked}</div>` }", marked)
        assert (await blade.read()).login_url == LOGIN
