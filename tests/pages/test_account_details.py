"""A row of Ooma's accounts that opens the account's details, with its 'Use Account'; and that of another account."""

import pytest
from playwright.async_api import Browser

from pages.errors import WrongPlace
from pages.ooma.target import OomaTarget
from tests.helpers.small_portals import BAR, account_opened, page_of, served

LIST = """<div id=menu hidden><input placeholder="Search accounts">
<div><button onclick=details()>Acme</button></div><div><button>Beta</button></div></div>"""
DETAILS = """<div id=box style="position:fixed;top:90px;left:400px" role=dialog hidden><h2>Account Details</h2>
<p>Account Name: <b>NAME</b></p><button>Cancel</button>
<button onclick="box.hidden = true; pick('used')">Use Account</button></div>
<script>const details = () => setTimeout(() => { box.hidden = false; }, 300);</script>"""
# Pressing it brings back the list above, whose only row can be used too. The page tells of Acme as well.
ABOVE = """<p>Recent: <a>Acme</a></p><script>const details = () => {
  menu.innerHTML = "<div><b>Region</b><button onclick=\\"pick('wrong')\\">Use Account</button></div>"; };</script>"""


async def test_account_is_used_from_its_details(browser: Browser) -> None:
    body = page_of(BAR + LIST + DETAILS.replace("NAME", "Acme"))
    async with served(browser, body, OomaTarget("Acme")) as (portal, page):
        assert await account_opened(portal, page) == "Acme used"


@pytest.mark.parametrize("after", [DETAILS.replace("NAME", "Acme Holding"), ABOVE])
async def test_account_is_not_used_where_another_one_is_told(browser: Browser, after: str) -> None:
    async with served(browser, page_of(BAR + LIST + after), OomaTarget("Acme")) as (portal, page):
        with pytest.raises(WrongPlace):
            await account_opened(portal, page)
        assert await page.evaluate("window.current") == "Bigco"
