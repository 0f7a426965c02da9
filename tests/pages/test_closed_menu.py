"""What opens over a page at any moment, and closes the menu under it when it is put aside."""

import pytest
from playwright.async_api import Browser

from pages.ooma.target import OomaTarget
from tests.helpers.small_portals import account_opened, page_of, served

# Whatever is pressed outside of the menu closes it, the survey's own link too. The survey opens COUNT times.
PAGE = """<style>[hidden] { display: none !important } #menu { position: absolute; top: 40px; width: 300px }
#survey { position: absolute; top: 30px; left: 0; width: 600px; height: 400px; background: #eee; z-index: 9 }</style>
<header><b id=now>Bigco</b> <button aria-haspopup=true onclick="toggle()">Account</button>
<ul id=menu role=tree hidden><li role=treeitem onclick="pick('first')">Acme</li><li role=treeitem>Fabrikam</li></ul>
</header>
<div id=survey hidden><p>How likely are you to recommend us?</p><textarea></textarea><a href=#>No thanks</a></div>
<script>let left = COUNT; window.opened = 0;
const toggle = () => {
  menu.hidden = !menu.hidden; opened += 1;
  if (!menu.hidden && left-- > 0) DELAY(() => { survey.hidden = false; });
};
survey.onclick = event => { if (event.target.matches("a")) { survey.hidden = true; menu.hidden = true; } };</script>"""


@pytest.mark.parametrize("delay", ["queueMicrotask", "setTimeout"])
@pytest.mark.parametrize("count", [1, 3])
async def test_menu_that_closes_with_a_survey_is_opened_again(browser: Browser, delay: str, count: int) -> None:
    body = page_of(PAGE.replace("COUNT", str(count)).replace("DELAY", delay))
    async with served(browser, body, OomaTarget("Acme")) as (portal, page):
        assert await account_opened(portal, page) == "Acme first"
        assert await page.evaluate("opened") == count + 1
