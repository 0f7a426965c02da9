"""Whose page it is, and which row is whose: what looks like the customer's and is another account's."""

import pytest
from playwright.async_api import Browser

from pages.errors import Ambiguous, NotFound, WrongPlace
from pages.ooma.target import OomaTarget
from tests.helpers.small_portals import BAR, URL, account_opened, page_of, served, the_first

# No list of accounts is found on any of these, and each shows the names of customers.
OFFERED = {
    "links": "<header><b>Bigco</b></header><nav><ul><li><a href=#>Acme</a><li><a href=#>Beta</a></ul></nav>",
    "one link": "<header><b>Bigco</b> <nav><a href=#>Acme</a></nav></header>",
    "cards": "<header><b>Bigco</b></header><section><h2>Customers</h2><div class=card><h3>Acme</h3><p>12</p></div>"
    "<div class=card><h3>Beta</h3><p>3</p></div></section>",
    "favorites": "<header><b>Bigco</b> <button>Customers</button> <span>Favorites</span>"
    "<ul><li><a href=#>Acme</a><li><a href=#>Beta</a></ul></header>",
}


@pytest.mark.parametrize("way", the_first(2, "links", "cards", "one link", "favorites"))
async def test_name_that_is_one_of_several_is_no_sign_where_no_list_was_found(browser: Browser, way: str) -> None:
    async with served(browser, page_of(OFFERED[way]), OomaTarget("Acme"), timeout=3) as (portal, page):
        with pytest.raises(NotFound, match="list of accounts"):
            await account_opened(portal, page)


ALONE = {
    "menu": "<header><b>Ooma</b> <div><button aria-haspopup=true>Acme</button></div></header>",
    "item": "<header><ul><li><a href=#>Phone System</a><li><a href=#>Help</a><li><b>Acme</b></ul></header>",
    "text": "<header><b>Ooma</b> <span>Acme</span></header>",
    "heading": "<header><b>Ooma</b></header><div><h1>Acme</h1></div>",
}


@pytest.mark.parametrize("way", the_first(1, *ALONE))
async def test_account_that_is_the_only_one_is_shown_already(browser: Browser, way: str) -> None:
    body = page_of(ALONE[way]).replace("Bigco", "Acme")
    async with served(browser, body, OomaTarget("Acme"), timeout=4) as (portal, page):
        assert await account_opened(portal, page) == "Acme"


FIELD = """<header><div id=now>Bigco</div> <label>Customer <select id=menu>OPTIONS</select></label>
<button onclick="TAKEN">Go</button></header>"""
OPTIONS = "<option>Acme</option><option>Beta</option>"


async def test_first_of_a_list_to_choose_from_is_not_chosen_by_anybody(browser: Browser) -> None:
    body = page_of(FIELD.replace("OPTIONS", OPTIONS).replace("TAKEN", "0"))
    async with served(browser, body, OomaTarget("Acme"), timeout=4) as (portal, page):
        with pytest.raises(WrongPlace):
            await account_opened(portal, page)


async def test_first_of_a_list_to_choose_from_is_chosen_like_any_other(browser: Browser) -> None:
    taken = "const name = menu.value; document.title = name; current = name; now.textContent = name; menu.remove()"
    body = page_of(FIELD.replace("OPTIONS", OPTIONS).replace("TAKEN", taken))
    async with served(browser, body, OomaTarget("Acme"), timeout=4) as (portal, page):
        assert await account_opened(portal, page) == "Acme"


REMEMBERED = """<header><span class=brand>Bigco</span> <button onclick="menu.hidden = !menu.hidden">Account</button>
<span>Fabrikam</span></header><ul id=menu role=listbox hidden><li role=option aria-current=true>Fabrikam</li>
<li role=option>Beta</li></ul>"""


@pytest.mark.parametrize("account_id", ["", "0123456789abcdef" * 2])
async def test_brand_in_the_top_bar_is_not_the_account_where_the_list_marks_another(
    browser: Browser, account_id: str
) -> None:
    async with served(browser, page_of(REMEMBERED), OomaTarget("Bigco", account_id)) as (portal, page):
        with pytest.raises(WrongPlace, match=r"marks another one as current: 'Fabrikam'") as caught:
            await account_opened(portal, page)
        # '(own)' would be whatever account the portal shows.
        assert "(own)" not in caught.value.hint


async def test_row_that_says_that_it_is_not_current_is_not(browser: Browser) -> None:
    bar = BAR.replace("<b>Bigco</b>", "<div>Acme</div>")
    body = (
        f"{bar}<ul id=menu role=listbox hidden><li role=option aria-current=false onclick=pick('child')>Acme</li></ul>"
    )
    async with served(browser, page_of(body), OomaTarget("Acme")) as (portal, page):
        with pytest.raises(Ambiguous, match="2 accounts named"):
            await account_opened(portal, page)


async def test_link_to_a_log_of_masquerading_is_no_notice(browser: Browser) -> None:
    """With a notice, the name of a recent account would be enough in a new document."""
    bar = BAR.replace("</header>", "<nav><a href=#>Masquerading log</a> <a href=# id=recent></a></nav></header>")
    script = """<script>recent.textContent = sessionStorage.was ?? "";
      const use = () => { sessionStorage.was = "Acme"; pick("right"); };</script>"""
    rows = "<li role=option onclick=use()>Acme</li><li role=option>Beta</li>"
    body = f"{bar}<ul id=menu role=listbox hidden>{rows}</ul>{script}"
    async with served(browser, page_of(body), OomaTarget("Acme")) as (portal, page):
        assert await account_opened(portal, page, loads=2) == "Acme right"


async def test_button_that_ends_it_tells_a_namesake_from_the_account_signed_in_to(browser: Browser) -> None:
    """Its words are no text of the page where an `input` draws it."""
    own, other = "0123456789abcdef" * 2, "fedcba9876543210" * 2
    bar = BAR.replace("<b>Bigco</b>", "<div>Acme</div><input type=button id=leave value='Stop Masquerading' hidden>")
    rows = f"""<li role=option aria-current=true data-id={own}>Acme</li>
      <li role=option data-id={other} onclick="pick('right'); leave.hidden = false">Acme</li>"""
    body = page_of(f"{bar}<ul id=menu role=listbox hidden>{rows}</ul>")
    async with served(browser, body, OomaTarget("Acme", other)) as (portal, page):
        assert await account_opened(portal, page) == "Acme right"


async def test_recent_customers_on_the_page_hide_none_in_the_list(browser: Browser) -> None:
    body = f"""{BAR}<ul id=menu role=listbox hidden><li role=option><span>Acme</span> <small>north.example</small></li>
<li role=option onclick="pick('south')"><span>Acme</span> <small>south.example</small></li></ul>
<section><h2>Recent</h2><table><tr><th>Name<th>Where</tr><tr><td>Acme<td>north.example</tr></table></section>"""
    async with served(browser, page_of(body), OomaTarget("Acme")) as (portal, page):
        with pytest.raises(Ambiguous, match="2 accounts named"):
            await account_opened(portal, page)


POSITIONS = """<div id=menu hidden><ul id=rows class=account-list></ul><button id=next onclick=draw(1)>Next</button>
</div><script>const pages = [["Abel", "Acme"], ["Adam", "Acme"]];
const draw = page => { next.hidden = page > 0; rows.innerHTML = pages[page].map((name, at) =>
  `<li data-id="ID${at}" onclick="pick('page ${page}')">${name}</li>`).join(""); };
draw(0);</script>"""


@pytest.mark.parametrize("start", ["row-1", "100"])
async def test_number_of_a_row_is_no_id(browser: Browser, start: str) -> None:
    body = page_of(BAR + POSITIONS.replace("ID", start))
    async with served(browser, body, OomaTarget("Acme")) as (portal, page):
        with pytest.raises(Ambiguous, match="2 accounts named"):
            await account_opened(portal, page)


async def test_account_without_an_id_beside_one_with_an_id_is_one(browser: Browser) -> None:
    rows = "<li data-id=4711000000 onclick=pick('branch')>Acme</li><li onclick=pick('leaf')>Acme</li>"
    body = page_of(f"{BAR}<ul id=menu class=account-list hidden>{rows}</ul>")
    async with served(browser, body, OomaTarget("Acme")) as (portal, page):
        with pytest.raises(Ambiguous, match="2 accounts named"):
            await account_opened(portal, page)


async def test_button_of_the_account_below_is_not_that_of_the_account(browser: Browser) -> None:
    rows = """<li role=treeitem><span onclick=pick('top')>Acme</span> <small>top.example</small><ul><li role=treeitem>
<span>Acme</span> <small>child.example</small> <button onclick=pick('child')>Use</button></li></ul></li>"""
    body = page_of(f"{BAR}<ul id=menu role=tree hidden>{rows}</ul>")
    async with served(browser, body, OomaTarget("Acme", realm="top.example")) as (portal, page):
        assert await account_opened(portal, page) == "Acme top"


# What is the only one, and was not found before.
ONLY = {
    "a button in each row of a tree": "<ul id=menu role=tree hidden><li role=treeitem><span>Acme</span> <button"
    " onclick=pick('right')>Use Account</button><ul><li role=treeitem><span>Fax</span> <button>Use Account</button>"
    "</li></ul></li></ul>",
    "the title of a row": "<table id=menu hidden><thead><tr><th>Name<th>Realm</tr></thead><tbody><tr><th scope=row>"
    "<a href=# onclick=pick('right')>Acme</a></th><td>acme.example</td></tr><tr><th scope=row>Beta</th>"
    "<td>b.example</td></tr></tbody></table>",
    "initials": "<ul id=menu role=listbox hidden><li role=option onclick=pick('right')><div>AC</div><div>Acme</div>"
    "</li><li role=option><div>BE</div><div>Beta</div></li></ul>",
    "numbers": "<ul id=menu role=listbox hidden><li role=option onclick=pick('right')><div>1</div><div>Acme</div></li>"
    "<li role=option><div>2</div><div>Beta</div></li></ul>",
}


@pytest.mark.parametrize("way", the_first(3, *ONLY))
async def test_only_account_of_the_name_is_found(browser: Browser, way: str) -> None:
    async with served(browser, page_of(BAR + ONLY[way]), OomaTarget("Acme")) as (portal, page):
        assert await account_opened(portal, page) == "Acme right"


async def test_name_of_two_characters_is_no_mark_before_a_name(browser: Browser) -> None:
    rows = (
        "<li role=option onclick=pick('right')><span>3M</span> <small>Minnesota</small></li><li role=option>Beta</li>"
    )
    body = page_of(f"{BAR}<ul id=menu role=listbox hidden>{rows}</ul>", name="3M")
    async with served(browser, body, OomaTarget("3M")) as (portal, page):
        assert await account_opened(portal, page) == "3M right"


async def test_account_whose_page_shows_an_id_that_the_list_does_not_is_found_again(browser: Browser) -> None:
    facts = f"<dl><dt>Account ID</dt><dd>{'0123456789abcdef' * 2}</dd></dl>"
    rows = "<ul id=menu class=account-list hidden><li onclick=pick('right')>Acme</li><li>Beta</li></ul>"
    async with served(browser, page_of(BAR + rows, facts=facts), OomaTarget("Acme")) as (portal, page):
        assert await account_opened(portal, page, loads=2) == "Acme right"
        assert portal.account_shown().account_id == "0123456789abcdef" * 2


# A portal that draws what belongs to the page in a frame, below a bar of its own.
FRAMED = """<!doctype html><meta charset=utf-8><header><b>Ooma</b> BAR</header>
<iframe width=600 height=200 srcdoc="CONTENT<h2>Company account</h2><button>IdP and SSO</button>"></iframe>"""
STOP = "<button>Stop Masquerading</button>"
PATH = "<div><b>Reseller</b> / <span>Acme</span></div>"


async def test_path_in_a_frame_ends_with_the_account_that_the_bar_tells_how_to_leave(browser: Browser) -> None:
    page_body = FRAMED.replace("BAR", STOP).replace("CONTENT", PATH)
    async with served(browser, page_body, OomaTarget("Acme"), timeout=4) as (portal, page):
        await page.goto(URL)
        assert await portal.prove_account()


FRAME_BESIDE = f'<iframe width=600 height=100 srcdoc="{PATH}"></iframe>'
OTHER_PAGES = {
    "a path, and nobody masquerades": FRAMED.replace("BAR", "<button>Log out</button>").replace("CONTENT", PATH),
    "a path in another frame than the page": FRAMED.replace("BAR", STOP).replace("CONTENT", "") + FRAME_BESIDE,
    "a path in another frame than that of the page's account":
        FRAMED.replace("BAR", STOP).replace("CONTENT", PATH.replace("Acme", "Fabrikam")) + FRAME_BESIDE,
    **{
        f"{what} below a notice that {how}": FRAMED.replace("BAR", f"<p>{notice} {STOP}</p>").replace("CONTENT", drawn)
        for how, notice in (
            ("marks another name", "You are masquerading as <b>Fabrikam</b>."),
            ("holds another name", "You are now masquerading as Fabrikam."),
        )
        for what, drawn in (("a path", PATH), ("a heading", "<h1>Acme</h1>"))
    },
    "a field below a notice that marks another name":
        f"<header><p>You are masquerading as <b>Fabrikam</b>. {STOP}</p><select><option>Acme</select></header>",
    "a heading below a notice that holds another name":
        f"<header><p>You are masquerading as Fabrikam. {STOP}</p></header><h1>Acme</h1>",
    **{
        f"a heading below a notice that holds '{name}'":
            f"<header><p>You are masquerading as {name} {STOP}</p></header><h1>Acme</h1>"
        for name in (
            "Acme Holding", "Acme, Inc.", "Acme-Test", "Acme (test)", "Acme und S\u00f6hne", "The Acme",
            "<b>Acme Holding</b>", "<b>Acme</b> Holding", "<b>Acme</b>-Test", "<b>The Acme</b>", "<b>Acm</b>",
            "<b>Acme (test)</b>",
        )
    },
}  # fmt: skip


@pytest.mark.parametrize("drawn", OTHER_PAGES)
async def test_name_proves_nothing_where_the_page_is_another_accounts(browser: Browser, drawn: str) -> None:
    async with served(browser, OTHER_PAGES[drawn], OomaTarget("Acme"), timeout=1) as (portal, page):
        await page.goto(URL)
        with pytest.raises(WrongPlace):
            await portal.prove_account()


@pytest.mark.parametrize(
    "who",
    [
        "another user.", "Acme (id 7).", "<b>Acme</b> (id 7).", "<b>Acme</b> since 10:05.",
        "<b>Acme</b>. You may stop it.", "&quot;<b>Acme</b>&quot;.", "<b>Ac</b><b>me</b>",
    ],
)  # fmt: skip
async def test_notice_that_names_no_other_account_is_no_doubt(browser: Browser, who: str) -> None:
    body = (
        f"<!doctype html><meta charset=utf-8><header><p>You are masquerading as {who} {STOP}</p></header><h1>Acme</h1>"
    )
    async with served(browser, body, OomaTarget("Acme"), timeout=4) as (portal, page):
        await page.goto(URL)
        assert await portal.prove_account()
