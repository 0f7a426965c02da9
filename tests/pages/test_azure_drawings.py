"""The SAML page and card 1's panel, however they are drawn: a person finds the way by words, and by what is where."""

import pytest
from playwright.async_api import Browser, Page

from pages.azure import BasicSamlPanel, SamlBlade
from pages.azure.cards import parse_cards
from tests.helpers.cards import CARDS, TODAY, page, with_line
from tests.helpers.small_azure import LOGIN, small_blade

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
