"""Ooma's list of accounts without a class, id or role that tells: what is a row, and what may hide another account."""

import pytest
from playwright.async_api import Browser

from pages.errors import Ambiguous, NotFound
from pages.ooma.target import OomaTarget
from tests.helpers.small_portals import BAR, account_opened, page_of, served

MENU = "<div id=menu hidden>{}</div>"
ROW = "<div><button onclick=\"pick('right')\">Acme</button>{}</div>"
OTHER = "<div><button>Beta</button>{}</div>"
# Drawn by the style sheet, without a name.
DRAWN = "<i style='display:inline-block;width:16px;height:16px;background-image:linear-gradient(red,red)'></i>"

# Laid over a button that was pressed.
RIPPLE = "<i style='position:absolute'><i style='display:block'></i></i>"
FILLED = """<div style='position:relative;height:30px'><a href=# style='position:absolute;inset:0'
onclick="pick('{0}')">{1}</a><span style='position:absolute;right:0'>{1}.example</span></div>"""
NAMES = {"Acme": "right", "Beta": "wrong"}

FOUND = {
    "plain blocks": ROW.format("") + OTHER.format(""),
    "the same drawing in each row": ROW.format(DRAWN) + OTHER.format(DRAWN),
    "a named drawing in one row": ROW.format("") + OTHER.format("<i title=Suspended style='padding:9px'></i>"),
    "one that is marked up otherwise": OTHER.format("") + OTHER.format("")
        + "<div><a class=now href=# onclick=\"pick('right')\">Acme</a></div>",
    "pages to turn": "<section>" + ROW.format("") + OTHER.format("") + "</section><p><button disabled>Previous</button>"
        f"Page 1 of 1<button disabled>Next {DRAWN}</button></p>",
    "pages that were turned to the last one, where 'Next' is grey by its looks alone": "<section>" + ROW.format("")
        + OTHER.format("") + f"</section><p><button>Previous{RIPPLE}</button> "
        "Page 4 of 4 <button>Next</button></p>",
    "a notice with two answers beside each other": "<section>" + ROW.format("") + OTHER.format("") + "</section>"
        f"<div><button class=answer>Accept</button><button class=answer>{DRAWN} Only necessary</button></div>",
    "links to some that are used often": "<div><h4>Favorites</h4><a href=#>Acme</a><br><a href=#>Beta</a></div>"
        "<section>" + ROW.format("") + OTHER.format("") + "</section>",
    "links that fill their rows": "".join(FILLED.format(which, name) for name, which in NAMES.items()),
    "ids before the names, cut short": "".join(
        f"<p><small style='float:right'>{id_}\u2026</small><button onclick=\"pick('{which}')\">{name}</button></p>"
        for id_, (name, which) in zip(("020b49c61c", "81a003a119"), NAMES.items(), strict=True)),
}  # fmt: skip
PAIR = "<div style='display:flex'>{}</div>"
IN_DOUBT = {
    "cards, of which one in another line may hold others":
        PAIR.format(OTHER.format(DRAWN) + OTHER.format("")) + PAIR.format(ROW.format("") + OTHER.format("")),
    "an account called like what turns pages, which may hold others":
        "".join(f"<section>{row}</section>" for row in (ROW.format(""), OTHER.format(""),
            OTHER.replace("Beta", "First").format(DRAWN))),
    "a drawing in one row, which may hold others": ROW.format("") + OTHER.format(DRAWN),
    "a button without a name in each row":
        ROW.format(f"<button>{DRAWN}</button>") + OTHER.format(f"<button>{DRAWN}</button>"),
    "another that is marked up otherwise":
        ROW.format("") + OTHER.format("") + "<div><a class=now href=#>Acme</a></div>",
    "another that stands by itself":
        "<section>" + ROW.format("") + OTHER.format("") + "</section><p><a href=#>Acme</a></p>",
}  # fmt: skip


@pytest.mark.parametrize("drawing", FOUND)
async def test_account_is_found_by_eye(browser: Browser, drawing: str) -> None:
    async with served(browser, page_of(BAR + MENU.format(FOUND[drawing])), OomaTarget("Acme")) as (portal, page):
        assert await account_opened(portal, page) == "Acme right"


@pytest.mark.parametrize("drawing", IN_DOUBT)
async def test_another_account_of_the_name_is_not_overlooked(browser: Browser, drawing: str) -> None:
    async with served(browser, page_of(BAR + MENU.format(IN_DOUBT[drawing])), OomaTarget("Acme")) as (portal, page):
        with pytest.raises(Ambiguous):
            await account_opened(portal, page)
        assert await page.evaluate("window.current") == "Bigco"


@pytest.mark.parametrize("name", ["24-7 Plumbing", "1 to 1 Coaching", "Page One", "3 of Clubs"])
async def test_name_with_numbers_is_no_count_of_rows(browser: Browser, name: str) -> None:
    rows = MENU.format(ROW.replace("Acme", name).format("") + OTHER.format(""))
    async with served(browser, page_of(BAR + rows, name=name), OomaTarget(name)) as (portal, page):
        assert await account_opened(portal, page) == f"{name} right"


# Pressing 'Account' draws the list in the place of what was there before.
REPLACED = """<p id=home><a href=#>Acme</a></p><div id=menu hidden></div><script>
document.querySelector("[aria-haspopup]").addEventListener("click", () => { home.remove(); menu.hidden = false;
  menu.innerHTML = "<p><a href=# onclick=\\"pick('one')\\">Acme</a></p><p>&emsp;<a href=#>Acme</a></p>"; });</script>"""


async def test_row_in_the_place_of_what_said_the_same_is_a_row(browser: Browser) -> None:
    async with served(browser, page_of(BAR + REPLACED), OomaTarget("Acme")) as (portal, page):
        with pytest.raises(Ambiguous, match="2 accounts named"):
            await account_opened(portal, page)


# Pressing 'Account' draws the bar again, as it was, and the list a little later.
REDRAWN = """<header id=bar></header><div id=menu hidden></div><script>
const draw = () => { bar.innerHTML = `<b>Bigco</b> <p><button>Home</button> <button>Apps DRAWN</button></p>
  <button aria-haspopup=true onclick="draw(); setTimeout(() => { menu.hidden = false; }, 700)">Account</button>
  <span id=now></span>`; };
draw(); menu.innerHTML = `<h4>Accounts</h4><section>ROWS</section>`;</script>"""


async def test_bar_that_is_drawn_again_is_no_list(browser: Browser) -> None:
    body = REDRAWN.replace("DRAWN", DRAWN).replace("ROWS", ROW.format("") + OTHER.format(""))
    async with served(browser, page_of(body), OomaTarget("Acme")) as (portal, page):
        assert await account_opened(portal, page) == "Acme right"


# A tile of the page leads to the accounts as the menu of apps does.
APPS = """<style>[hidden] { display: none !important }</style><header><b>Bigco</b>
<button onclick="apps.hidden = false">Apps</button> <div id=now></div><div id=apps hidden>
<u onclick="menu.hidden = false">Accounts</u></div></header>
<section><u onclick="menu.hidden = false">Accounts</u></section>"""


async def test_one_of_two_ways_to_the_accounts_will_do(browser: Browser) -> None:
    rows = MENU.format(ROW.format("") + OTHER.format(""))
    async with served(browser, page_of(APPS + rows), OomaTarget("Acme")) as (portal, page):
        assert await account_opened(portal, page) == "Acme right"


# Children take the place of the list, below a 'Back to ...' with a drawing that has no name.
SLIDING = """<style>i { display: inline-block; width: 16px; height: 16px; background-image: linear-gradient(red, red) }
.to::before { content: "<" }</style><ul id=menu hidden></ul><script>
const rows = { top: ["Customers", "Beta"], below: ["Back to Bigco", "Acme", "Gamma"] };
const show = level => { menu.innerHTML = rows[level].map(name => `<li><a href=#>${
  name.startsWith("Back") ? "<s class=to></s>" : ""}${name}</a>${
  name === "Customers" ? "<button class=caret title='Show accounts'><i></i></button>" : ""}</li>`).join(""); };
menu.onclick = ({ target }) => {
  const said = target.closest("li").textContent;
  if (target.closest("button")) show("below");
  else if (said.startsWith("Back")) show("top");
  else if (said === "Acme") pick("right"); };
show("top");</script>"""


# An arrow whose name is written far to the left of it, as jQuery UI does.
INDENTED = SLIDING.replace("class=caret title='Show accounts'><i></i>", "class=only title='Show accounts'><i"
    " class=ui-icon-triangle-1-e></i>Show accounts").replace("<style>", """<style>
  .only { width: 30px; height: 24px; text-indent: -9999px; overflow: hidden; position: relative }
  .only i { position: absolute; left: 5px }""")  # fmt: skip


async def test_arrow_whose_name_stands_far_off_opens_a_branch(browser: Browser) -> None:
    async with served(browser, page_of(BAR + INDENTED), OomaTarget("Acme")) as (portal, page):
        assert await account_opened(portal, page) == "Acme right"


async def test_way_back_from_the_accounts_below_one_holds_no_other(browser: Browser) -> None:
    async with served(browser, page_of(BAR + SLIDING), OomaTarget("Acme")) as (portal, page):
        assert await account_opened(portal, page) == "Acme right"


# Shows no account before one types. Enter takes the first that is offered.
FIELD = """<div id=menu hidden>HOLDER<section id=rows></section></div><script>
const names = ["Acme Holding", "Acme"];
const offer = text => { rows.innerHTML = names.filter(name => text && name.includes(text)).map(name =>
  `<div><button onclick="pick('${name === "Acme" ? "right" : "wrong"}')">${name}</button></div>`).join(""); };
const key = event => { if (event.key === "Enter") pick("wrong"); };</script>"""
INPUT = "<input placeholder=Account VALUE oninput=offer(value) onkeydown=key(event)>"
EMPTY = INPUT.replace("VALUE", "")


async def test_field_named_after_accounts_offers_them(browser: Browser) -> None:
    body = page_of(BAR + FIELD.replace("HOLDER", EMPTY))
    async with served(browser, body, OomaTarget("Acme")) as (portal, page):
        assert await account_opened(portal, page) == "Acme right"


# The last was there before the accounts were opened.
VALUES = [INPUT.replace("VALUE", "value=Bigco"), f"<form>{EMPTY}</form>", f"</div>{EMPTY}<div hidden>"]


@pytest.mark.parametrize("holder", VALUES)
async def test_field_that_may_hold_a_value_is_not_typed_into(browser: Browser, holder: str) -> None:
    async with served(browser, page_of(BAR + FIELD.replace("HOLDER", holder)), OomaTarget("Acme")) as (portal, page):
        with pytest.raises(NotFound, match="showed no accounts"):
            await account_opened(portal, page)
        assert await page.get_by_placeholder("Account").evaluate("field => field.value === field.defaultValue")


# The rows and the bar are marked up alike, and the bar is drawn again where it was.
SAME = REDRAWN.replace("<p><button>Home</button> <button>Apps DRAWN</button></p>", "<p><span>Apps</span> DRAWN</p>")
SAME = SAME.replace("<button aria-haspopup", "<p><span role=button aria-haspopup").replace("</button>", "</span></p>")
SAME += "<style>header p { display: inline-block }</style>"


async def test_bar_of_the_rows_own_kind_that_is_drawn_again_is_no_list(browser: Browser) -> None:
    rows = "".join(f"<p><span onclick=\"pick('{name}')\">{name}</span></p>" for name in ("Acme", "Beta", "Gamma"))
    body = SAME.replace("DRAWN", DRAWN).replace("ROWS", rows)
    async with served(browser, page_of(body), OomaTarget("Acme")) as (portal, page):
        assert await account_opened(portal, page) == "Acme Acme"


# The navigation at the side is marked up as the rows are, and drawn again where it was when the list comes.
AT_SIDE = """<header id=bar></header><div id=side style="float:left;width:150px"></div>
<div id=menu hidden style="margin-left:160px"></div><script>
const draw = () => { bar.innerHTML = `<b>Bigco</b> <button aria-haspopup=true
  onclick="draw(); setTimeout(() => { menu.hidden = false; }, 300)">Account</button> <span id=now></span>`;
  side.innerHTML = `<p><span role=button>DRAWN Phone System</span></p>`; };
draw(); menu.innerHTML = `ROWS`;</script>"""


async def test_navigation_beside_the_list_of_the_rows_own_kind_is_none_of_them(browser: Browser) -> None:
    rows = "".join(f"<p><span onclick=\"pick('{name}')\">{name}</span></p>" for name in ("Acme", "Beta", "Gamma"))
    body = AT_SIDE.replace("ROWS", rows).replace("DRAWN", DRAWN)
    async with served(browser, page_of(body), OomaTarget("Acme")) as (portal, page):
        assert await account_opened(portal, page) == "Acme Acme"


# A menu of accounts with one branch.
BRANCH = """<div id=menu hidden style="position:absolute"><div><button>Customers</button> <i role=button
  title="Show accounts of Customers" style="display:inline-block;width:9px;height:9px"
  onclick="below.hidden = false"></i></div><div id=below hidden style="padding-left:9px">ROWS</div></div>"""
BRANCH = BRANCH.replace("ROWS", ROW.format("") + OTHER.format(""))
USERS = "<table><tr><td>Users<td>42<tr><td>Devices<td>57</table>"


async def test_single_branch_over_a_field_of_the_page_is_a_row(browser: Browser) -> None:
    page_has = f"{USERS}<input value=reports@example.com style='width:99%'>"
    body = f"{BAR}{BRANCH}<section style='margin-top:200px'>{page_has}</section>"
    async with served(browser, page_of(body), OomaTarget("Acme")) as (portal, page):
        assert await account_opened(portal, page) == "Acme right"


@pytest.mark.parametrize("late", [0, 50, 150, 250])
async def test_what_a_page_draws_after_its_bar_is_no_list(browser: Browser, late: int) -> None:
    draw = f"setTimeout(() => {{ users.innerHTML = `{USERS}`; }}, {late});"
    body = f"{BAR}{BRANCH}<section id=users style='margin-top:200px'></section><script>{draw}</script>"
    async with served(browser, page_of(body), OomaTarget("Acme")) as (portal, page):
        assert await account_opened(portal, page) == "Acme right"


# A tour that comes with the menu of accounts. What is pressed in it is wrapped, so that its texts are their neighbours.
WELCOME = """<div id=tour hidden style="position:fixed;right:0;bottom:0;width:300px;background:#eee"><b>Welcome</b>
<p>Step 1 of 4: find your apps here.</p><span><button class=tour>Next</button></span>
<span><button class=tour onclick="tour.remove()">Skip tour</button></span></div>"""


async def test_buttons_of_a_tour_over_a_single_branch_are_no_list(browser: Browser) -> None:
    body = (
        BAR.replace("menu.hidden = !menu.hidden", "menu.hidden = !menu.hidden; tour.hidden = false") + BRANCH + WELCOME
    )
    async with served(browser, page_of(body), OomaTarget("Acme")) as (portal, page):
        assert await account_opened(portal, page) == "Acme right"


async def test_single_branch_in_a_menu_of_an_icon_is_no_part_of_the_icon(browser: Browser) -> None:
    bar = BAR.replace(">Account</button>", f" aria-label=Account>{DRAWN}</button>")
    icon = bar[bar.index("<button") : bar.index("</button>") + len("</button>")]
    branch = f"""<div style="position:relative;display:inline-block">{icon}<div id=menu hidden
      style="position:absolute;top:30px;width:300px"><div><span>Customers</span> <i role=button
      aria-label="Show accounts of Customers" style="display:inline-block;width:24px;height:9px"
      onclick="below.hidden = false"></i></div><div id=below hidden>ROWS</div></div></div>"""
    rows = "".join(f"<div><span onclick=\"pick('{which}')\">{name}</span></div>" for name, which in NAMES.items())
    body = bar.replace(icon, branch.replace("ROWS", rows))
    async with served(browser, page_of(body), OomaTarget("Acme")) as (portal, page):
        assert await account_opened(portal, page) == "Acme right"


# A tour over the page has a 'Next' of its own.
TOUR = """<div style="position:fixed;right:0;bottom:0;width:200px;background:#eee">Step 1 of 4: find your apps here.
<button onclick="this.remove()">Next</button></div>"""
CARDS = """<div id=menu hidden>ROWS<p><button onclick="this.parentElement.outerHTML = MORE">Load more</button></p>
</div>"""


@pytest.mark.parametrize("tour", ["before", "after"])
async def test_next_of_a_tour_shows_no_more_of_a_list(browser: Browser, tour: str) -> None:
    more = OTHER.format("").replace("Beta", "Gamma")
    rows = CARDS.replace("ROWS", ROW.format("") + OTHER.format("")).replace("MORE", f"`{more}`")
    body = TOUR + BAR + rows if tour == "before" else BAR + rows + TOUR
    async with served(browser, page_of(body), OomaTarget("Acme"), timeout=8) as (portal, page):
        assert await account_opened(portal, page) == "Acme right"
