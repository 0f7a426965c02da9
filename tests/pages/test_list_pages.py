"""Lists of accounts in pages: what was seen on one of them is found again from another."""

import pytest
from playwright.async_api import Browser

from pages.ooma.target import OomaTarget
from tests.helpers.small_portals import BAR, account_opened, page_of, served

# Accounts on a page of their own. The button of the bar loads it again; to empty the search alone changes nothing.
ON_PAGE = """<div id=menu hidden><input id=words placeholder="Search accounts">
<button onclick="draw(words.value)">Search</button><table id=rows></table><span id=where></span>
<button id=on onclick="draw('', ++at)">Next</button></div><script>
let at = 1; const names = ["Abel", "Beta", "Acme Ltd", "Gamma", "Acme", "Zulu"];
const row = one => `<tr><td><a href=# onclick="pick('${one}')">${one}</a><td>Active</tr>`;
const draw = (searched, number = 0) => {
  const fitting = names.filter((one, index) => searched ? one.includes(searched) : number === 1 + (index >> 1));
  rows.innerHTML = fitting.map(row).join(""); where.textContent = number ? `Page ${number} of 3` : "";
  on.hidden = number === 0; on.disabled = number === 3;
};
const load = () => { at = 1; words.value = ""; rows.innerHTML = ""; setTimeout(() => draw("", 1), LATE); };</script>"""


@pytest.mark.parametrize("late", [0, 200, 600])
async def test_list_that_its_button_loads_again_after_a_search_is_read_whole(browser: Browser, late: int) -> None:
    bar = BAR.replace("menu.hidden = !menu.hidden", "menu.hidden = false; load()")
    body = page_of(bar + ON_PAGE.replace("LATE", str(late)))
    async with served(browser, body, OomaTarget("Acme"), timeout=10) as (portal, page):
        assert await account_opened(portal, page) == "Acme Acme"


# Without a search, the pages are turned to the last one to see whether there is another of the name.
UNSEARCHED = ON_PAGE.replace("<input id=words placeholder", "<input id=words hidden placeholder").replace(
    '<button onclick="draw(words.value)">Search</button>', ""
)


@pytest.mark.parametrize("name", ["Abel", "Gamma", "Zulu"])
async def test_account_on_a_page_before_the_last_one_is_opened(browser: Browser, name: str) -> None:
    bar = BAR.replace("menu.hidden = !menu.hidden", "menu.hidden = !menu.hidden; load()")
    body = page_of(bar + UNSEARCHED.replace("LATE", "50"), name=name)
    async with served(browser, body, OomaTarget(name), timeout=10) as (portal, page):
        assert await account_opened(portal, page) == f"{name} {name}"
