"""Lists of accounts that are not all there: another of the name is found, or may be there, and none is taken."""

import asyncio
import json
from collections.abc import Sequence
from typing import Final
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.async_api import Browser, Route

from pages.errors import Ambiguous
from pages.ooma.target import OomaTarget
from tests.helpers.small_portals import BAR, Answer, account_opened, page_of, served, the_first

TWO: Final = "2 accounts named"
PERHAPS: Final = "there may be another one"
NOT_ALL: Final = "the list says|but shows nothing more|the list has more pages"

SOUTH = "<li onclick=pick('south')>Acme</li>"
UNFOLD = "this.setAttribute('aria-expanded', 'true'); this.nextElementSibling.hidden = false"
BRANCHES = {
    "disclosure": f'<ul id=menu class=account-list hidden><li><button aria-expanded=false onclick="{UNFOLD}">North'
    f"</button><ul hidden><li onclick=pick('north')>Acme</li></ul></li>{SOUTH}</ul>",
    "details": "<ul id=menu class=account-list hidden><li><details><summary>North</summary><ul>"
    f"<li onclick=pick('north')>Acme</li></ul></details></li>{SOUTH}</ul>",
    "jstree": "<ul id=menu class='jstree account-tree' hidden><li class='jstree-node jstree-closed'><i class="
    "'jstree-icon jstree-ocl' style='display:inline-block;width:24px;height:24px' onclick=\"this.onclick = null;"
    "this.parentElement.className = 'jstree-node jstree-open';"
    "this.parentElement.insertAdjacentHTML('afterend', '<li class=jstree-node>Acme</li>')\"></i>"
    f"<a class=jstree-anchor href=#>North</a></li>{SOUTH}</ul>",
    "DataTables": "<table id=menu hidden><thead><tr><th></th><th>Name</th></tr></thead><tbody><tr><td class="
    "details-control style='width:18px' onclick=\"this.onclick = null; this.parentElement.insertAdjacentHTML("
    "'afterend', '<tr><td></td><td>Acme</td></tr>')\"></td><td>North</td></tr>"
    "<tr><td></td><td onclick=pick('south')>Acme</td></tr></tbody></table>",
}
FOLDED = {
    "treegrid": f'<table id=menu role=treegrid hidden><tr role=row aria-expanded=false onclick="{UNFOLD}">'
    "<td role=gridcell>North</td></tr><tr role=row hidden><td role=gridcell>Acme</td></tr>"
    "<tr role=row><td role=gridcell onclick=pick('south')>Acme</td></tr></table>",
    "ARIA's own example": "<style>[role=group] { display: none } [aria-expanded=true] > [role=group]"
    " { display: block }</style><ul id=menu role=tree hidden><li role=treeitem aria-expanded=false><span>North</span>"
    "<ul role=group><li role=treeitem>Acme</li></ul></li><li role=treeitem onclick=pick('south')>Acme</li></ul>",
    "a button that counts": "<ul id=menu class=account-list hidden><li><span>North</span> <button onclick="
    "'this.nextElementSibling.hidden = false'>3 sub-accounts</button><ul hidden><li>Acme</li></ul></li>"
    f"{SOUTH}</ul>",
}


@pytest.mark.parametrize("branch", the_first(2, *BRANCHES))
async def test_branch_is_opened(browser: Browser, branch: str) -> None:
    async with served(browser, page_of(BAR + BRANCHES[branch]), OomaTarget("Acme")) as (portal, page):
        with pytest.raises(Ambiguous, match=TWO):
            await account_opened(portal, page)


@pytest.mark.parametrize("branch", the_first(2, *FOLDED))
async def test_branch_that_nothing_is_known_to_open_may_hold_another(browser: Browser, branch: str) -> None:
    async with served(browser, page_of(BAR + FOLDED[branch]), OomaTarget("Acme")) as (portal, page):
        with pytest.raises(Ambiguous, match=f"{PERHAPS}.*'North' could not be opened"):
            await account_opened(portal, page)


SLOW = """<ul id=menu role=tree hidden><li role=treeitem aria-expanded=false>
<button aria-label=Expand onclick="unfold(this)">+</button><span>North</span></li>
<li role=treeitem><span onclick="pick('south')">Acme</span></li></ul><script>const unfold = async button => {
button.onclick = null; button.parentElement.setAttribute("aria-expanded", "true"); HOW
button.parentElement.insertAdjacentHTML("afterend", "<li role=treeitem><span>NORTH</span></li>"); };</script>"""


async def late(route: Route) -> bool:
    if "/api/late" not in route.request.url:
        return False
    await asyncio.sleep(3)
    await route.fulfill(body="{}")
    return True


async def failing(route: Route) -> bool:
    if "/api/late" not in route.request.url:
        return False
    await route.fulfill(status=500, body="{}")
    return True


async def empty(route: Route) -> bool:
    if "/api/late" not in route.request.url:
        return False
    await route.fulfill(body="[]")
    return True


ASKS = "const answer = await fetch('/api/late');"


@pytest.mark.parametrize(
    ("how", "answer", "why"),
    [
        (ASKS, late, TWO),
        (f"{ASKS} if (!answer.ok) return;", failing, f"{PERHAPS}.*answered with an error"),
        ("return;", None, f"{PERHAPS}.*'North' was opened, but showed nothing"),
    ],
    ids=["late", "failing", "silent"],
)
async def test_branch_whose_accounts_come_late_or_never(
    browser: Browser, how: str, answer: Answer | None, why: str
) -> None:
    body = page_of(BAR + SLOW.replace("HOW", how).replace("NORTH", "Acme"))
    async with served(browser, body, OomaTarget("Acme"), answer=answer, timeout=8) as (portal, page):
        with pytest.raises(Ambiguous, match=why):
            await account_opened(portal, page)


async def test_branch_of_which_the_server_says_that_it_is_empty_is(browser: Browser) -> None:
    body = page_of(BAR + SLOW.replace("HOW", f"{ASKS} return;"))
    async with served(browser, body, OomaTarget("Acme"), answer=empty) as (portal, page):
        assert await account_opened(portal, page) == "Acme south"


ACCORDION = """<ul id=menu role=tree hidden></ul><script>
let unfolded = -1;
const branch = (name, at) => `<li role=treeitem aria-expanded=${unfolded === at}>
  <button aria-label=Expand onclick="unfolded = ${at}; draw()">+</button><span>${name}</span></li>`
  + (unfolded === at ? `<li role=treeitem><span onclick="pick('${name}')">${OF[at]}</span></li>` : "");
const draw = () => { menu.innerHTML = ["East", "West"].map(branch).join(""); };
draw();</script>"""


async def test_twins_in_branches_of_which_one_closes_the_other_are_two(browser: Browser) -> None:
    body = page_of(BAR + ACCORDION.replace("OF[at]", "Acme").replace("${Acme}", "Acme"))
    async with served(browser, body, OomaTarget("Acme")) as (portal, page):
        with pytest.raises(Ambiguous, match=TWO):
            await account_opened(portal, page)


@pytest.mark.parametrize("at", [0, 1])
async def test_account_in_a_branch_that_another_one_closes_is_found(browser: Browser, at: int) -> None:
    names = json.dumps(["Acme", "Zoo"] if at == 0 else ["Zoo", "Acme"])
    body = page_of(BAR + ACCORDION.replace("OF[at]", f"({names})[at]"))
    async with served(browser, body, OomaTarget("Acme"), timeout=8) as (portal, page):
        assert await account_opened(portal, page) == f"Acme {('East', 'West')[at]}"


# The account's children replace the list.
REPLACED = """<ul id=menu class=account-list hidden></ul><script>
const leaf = { name: "Acme", kids: [] };
const tree = { kids: ["East", "West"].map(name => ({ name, kids: [{ name: "Customers", kids: [leaf] }] })) };
let path = [tree];
const row = (kid, at) => `<li><a href=# class=account-name data-at=${at}>${kid.name}</a>`
  + (kid.kids.length ? `<a href=# class=account-children-link data-below=${at}>&gt;</a></li>` : "</li>");
const back = "<li class=account-previous-link><a href=#>Back to parent</a></li>";
const draw = () => { menu.innerHTML = (path.length > 1 ? back : "") + path.at(-1).kids.map(row).join(""); };
menu.onclick = event => { event.preventDefault(); const link = event.target.closest("a"); if (!link) return;
  if (link.dataset.at) return pick(path[1]?.name);
  if (link.dataset.below) path.push(path.at(-1).kids[link.dataset.below]); else path.pop(); draw(); };
draw();</script>"""


async def test_twins_in_groups_of_one_name_are_two(browser: Browser) -> None:
    async with served(browser, page_of(BAR + REPLACED), OomaTarget("Acme"), timeout=8) as (portal, page):
        with pytest.raises(Ambiguous, match=r"'East > Customers'.*'West > Customers'"):
            await account_opened(portal, page)


PAGES = """<div id=menu hidden><table><thead><tr><th>Account name</th></tr></thead><tbody id=rows>
<tr><td>Abel</td></tr><tr><td onclick="pick('one')">Acme</td></tr></tbody></table>PAGER</div><script>
const turn = () => {
  rows.innerHTML = "<tr><td>Acme</td></tr><tr><td>Adam</td></tr>";
  for (const one of document.querySelectorAll(".pager")) one.remove(); };</script>"""
TURNED = {
    "next": "<button class=pager onclick=turn()>Next</button>",
    "label": "<button class=pager aria-label='Go to next page' onclick=turn()><svg width=10 height=10></svg></button>",
}
NOT_TURNED = {
    "a dead 'Next'": "<button class=pager>Next</button>",
    "a count": "<div class=pager>1-2 of 4 <button onclick=turn()><i class=icon-right></i></button></div>",
    "a sign": "<div class=pager><button disabled>\u2039</button> <button onclick=turn()>\u203a</button></div>",
    "numbers": "<nav class=pager><a href=#>1</a> <a href=# onclick=turn()>2</a></nav>",
    "a list of numbers": "<ul class='pagination pager'><li><a href=#>1</a><li><a href=# onclick=turn()>2</a></ul>",
    "a double sign": "<div class=pager><a href=#>\u00ab</a> <a href=# onclick=turn()>\u00bb</a></div>",
    "a link to all": "<a class=pager href=# onclick=turn()>View all 4 accounts</a>",
    "a link to more": "<a class=pager href=# onclick=turn()>More accounts...</a>",
}  # fmt: skip


@pytest.mark.parametrize("pager", the_first(1, *TURNED))
async def test_page_is_turned(browser: Browser, pager: str) -> None:
    body = page_of(BAR + PAGES.replace("PAGER", TURNED[pager]))
    async with served(browser, body, OomaTarget("Acme")) as (portal, page):
        with pytest.raises(Ambiguous, match=TWO):
            await account_opened(portal, page)


@pytest.mark.parametrize("pager", the_first(3, *NOT_TURNED))
async def test_page_that_is_not_turned_may_hold_another(browser: Browser, pager: str) -> None:
    body = page_of(BAR + PAGES.replace("PAGER", NOT_TURNED[pager]))
    async with served(browser, body, OomaTarget("Acme")) as (portal, page):
        with pytest.raises(Ambiguous, match=f"{PERHAPS}.*({NOT_ALL})"):
            await account_opened(portal, page)


@pytest.mark.parametrize("pager", ["<p>1-2 of 2</p>", "<button disabled>Next</button>", "<p>2 accounts</p>"])
async def test_list_that_is_all_there_is_complete(browser: Browser, pager: str) -> None:
    body = page_of(BAR + PAGES.replace("PAGER", pager))
    async with served(browser, body, OomaTarget("Acme")) as (portal, page):
        assert await account_opened(portal, page) == "Acme one"


SCROLLED = """<div id=menu hidden style="height:120px;overflow:auto"><ul id=rows class=account-list></ul></div><script>
const add = names => rows.insertAdjacentHTML("beforeend",
  names.map(name => `<li style="height:30px" onclick="pick('first')">${name}</li>`).join(""));
add(["Abel", "Acme", "Ada", "Adi", "Al", "Am", "An"]);
let asked = false;
menu.onscroll = () => { if (asked || menu.scrollTop + menu.clientHeight < menu.scrollHeight - 5) return;
  asked = true; fetch("/api/late").then(() => add(["Bob", "Acme"])); };</script>"""


async def test_rest_of_a_list_that_comes_late_is_waited_for(browser: Browser) -> None:
    body = page_of(BAR + SCROLLED)
    async with served(browser, body, OomaTarget("Acme"), answer=late, timeout=8) as (portal, page):
        with pytest.raises(Ambiguous, match=TWO):
            await account_opened(portal, page)


# Typing filters the rows that are loaded, or asks the server, or does both.
SEARCHED = """<div id=menu hidden><input placeholder="Search accounts" onkeyup="find(value, event.key)">
<ul id=rows role=ROLE></ul></div><script>
const draw = all => { rows.innerHTML = all.map(([name, realm]) =>
  `<li role=option onclick="pick('${realm}')"><span>${name}</span> <small>${realm}</small></li>`).join(""); };
draw(FIRST);
let last = "";
const find = async (words, key) => {
  if (FILTERS) for (const one of rows.children)
    one.style.display = one.textContent.toLowerCase().includes(words.toLowerCase()) ? "" : "none";
  if (!words || (words === last && key !== "Enter")) return;
  last = words;
  const found = await (await fetch(`/api/search?q=${encodeURIComponent(words)}`)).json();
  setTimeout(() => DRAW, DELAY); };</script>"""
ROWS = [["Acme", "south.example"], ["Acme", "north.example"]]


def searched(*, draw: str = "draw(found)", delay: int = 0, filters: bool = False, name: str = "Acme") -> str:
    first = [["Abel", "a.example"], [name, "south.example"] if filters else ["Beta", "b.example"]]
    given = {"ROLE": "listbox", "FIRST": json.dumps(first), "FILTERS": json.dumps(filters), "DRAW": draw}
    body = SEARCHED
    for key, value in {**given, "DELAY": str(delay)}.items():
        body = body.replace(key, value)
    return page_of(BAR + body, name=name)


def knows(accounts: Sequence[Sequence[str]]) -> Answer:
    """A server that finds what holds the words."""

    async def answer(route: Route) -> bool:
        parts = urlsplit(route.request.url)
        if parts.path != "/api/search":
            return False
        (words,) = parse_qs(parts.query)["q"]
        found = [one for one in accounts if words.lower() in one[0].lower()]
        await route.fulfill(content_type="application/json", body=json.dumps(found))
        return True

    return answer


async def test_answer_that_is_drawn_late_is_waited_for(browser: Browser) -> None:
    body = searched(filters=True, delay=500)
    async with served(browser, body, OomaTarget("Acme"), answer=knows(ROWS)) as (portal, page):
        with pytest.raises(Ambiguous, match=TWO):
            await account_opened(portal, page)


async def test_name_that_differs_in_its_spaces_only_is_found_too(browser: Browser) -> None:
    rows = [["Acme Ltd", "south.example"], ["Acme  Ltd", "north.example"]]
    async with served(browser, searched(name="Acme Ltd"), OomaTarget("Acme Ltd"), answer=knows(rows)) as (portal, page):
        with pytest.raises(Ambiguous, match=TWO):
            await account_opened(portal, page)


@pytest.mark.parametrize("name", ['Al\'s "Best" Tires', "Müller\\Söhne", "A&B / C%20D"])
@pytest.mark.parametrize("body", ["JSON.stringify({ words })", "JSON.stringify({ words }).replace(/[^ -~]/g, escaped)"])
async def test_search_that_is_sent_as_json_asks_for_the_name_as_it_is(browser: Browser, name: str, body: str) -> None:
    async def answer(route: Route) -> bool:
        if route.request.method != "POST":
            return False
        (words,) = json.loads(route.request.post_data or "").values()
        await route.fulfill(content_type="application/json", body=json.dumps([[words, "south.example"]]))
        return True

    escape = "const escaped = one => '\\\\u' + one.charCodeAt(0).toString(16).padStart(4, '0');"
    sent = f"fetch('/api/search', {{ method: 'POST', body: {body} }})"
    page_body = searched(name="Acme").replace("fetch(`/api/search?q=${encodeURIComponent(words)}`)", sent)
    # Without words it offers a few accounts again.
    few = f"{escape} rows.parentElement.oninput = event => event.target.value || draw([['Beta', 'b']]); let last"
    page_body = page_body.replace("let last", few)
    page_body = page_body.replace("now.textContent = shows", f"now.textContent = {json.dumps(name)}")
    async with served(browser, page_body, OomaTarget(name), answer=answer) as (portal, page):
        assert await account_opened(portal, page) == "Acme south.example"


# The list has more than what is drawn at first, and doesn't come back once it was searched.
EMPTIED = """<div id=menu hidden><input placeholder="Search accounts" oninput="find(value)"><div id=rows></div></div>
<script>
const row = name => `<p><button onclick="pick('${name}')">${name}</button></p>`;
const draw = names => { rows.innerHTML = names.map(row).join(""); };
const find = words => draw(words ? ["Abel", "Acme", "Beta"].filter(one => one.includes(words)) : []);
draw(["Abel", "Acme"]);</script>"""


async def test_list_that_is_empty_after_a_search_may_hold_another(browser: Browser) -> None:
    async with served(browser, page_of(BAR + EMPTIED), OomaTarget("Acme")) as (portal, page):
        with pytest.raises(Ambiguous, match="empty after a search"):
            await account_opened(portal, page)


# The pager's links are marked up as the names are, but stand in no row; it stays while a search narrows the rows.
PAGED = """<div id=menu hidden><input placeholder="Search accounts" onkeydown="event.key === 'Enter' && find(value)">
<table id=rows></table><p><b><a aria-disabled=true>Previous</a></b>
<b><a aria-disabled=true>Next</a></b></p></div><script>
const find = words => { rows.innerHTML = ["Abel", "Acme", "Beta"].filter(one => one.includes(words)).map(one =>
  `<tr><td><b><a href=# onclick="pick('${one}')">${one}</a></b><td>x</tr>`).join(""); };
find("");</script>"""


async def test_pager_that_is_marked_up_as_the_names_are_is_no_row(browser: Browser) -> None:
    async with served(browser, page_of(BAR + PAGED), OomaTarget("Acme")) as (portal, page):
        assert await account_opened(portal, page) == "Acme Acme"
        assert portal.known.is_searched


# A search that hides what doesn't fit in the list in sight, but not what is pinned; the branch holds the account.
PINNED = """<div id=menu hidden><input placeholder="Search accounts" oninput="for (const one of rows.children)
  one.hidden = !/Bigco/.test(one.textContent) && !one.textContent.includes(value); below.hidden = true">
<div id=rows><p><button>Bigco Europe</button></p><p><button>Bigco Asia</button></p><p><button>Customers</button>
  <i role=button title="Show accounts of Customers" style="display:inline-block;width:9px;height:9px"
  onclick="below.hidden = false"></i></p></div><div id=below hidden style="padding-left:9px">ROWS</div></div>"""


async def test_list_that_a_search_has_narrowed_is_whole_again_before_it_is_read(browser: Browser) -> None:
    rows = "".join(f"<p><button onclick=\"pick('{name}')\">{name}</button></p>" for name in ("Acme", "Beta"))
    async with served(browser, page_of(BAR + PINNED.replace("ROWS", rows)), OomaTarget("Acme")) as (portal, page):
        assert await account_opened(portal, page) == "Acme Acme"


async def test_search_that_says_that_it_shows_a_part_is_not_all(browser: Browser) -> None:
    part = "(draw(found.slice(0, 1)), rows.insertAdjacentHTML('afterend', `<p>Showing 1 of ${found.length}</p>`))"
    async with served(browser, searched(draw=part), OomaTarget("Acme"), answer=knows(ROWS)) as (portal, page):
        with pytest.raises(Ambiguous, match=PERHAPS):
            await account_opened(portal, page)


async def test_branch_that_a_search_leaves_closed_may_hold_another(browser: Browser) -> None:
    rows = """rows.innerHTML = `<li role=treeitem aria-expanded=false><button aria-label=Expand onclick="
      this.parentElement.setAttribute('aria-expanded', 'true'); this.parentElement.nextElementSibling.hidden = false">+
      </button><span>North</span></li><li role=treeitem hidden>Acme</li>
      <li role=treeitem onclick="pick('south')">Acme</li>`"""
    body = searched(draw=rows).replace("role=listbox", "role=tree")
    async with served(browser, body, OomaTarget("Acme"), answer=knows([])) as (portal, page):
        with pytest.raises(Ambiguous, match=TWO):
            await account_opened(portal, page)


ONLY_FILTERS = """<div id=menu hidden><input placeholder="Search accounts" onkeyup="SENT;
for (const one of menu.querySelectorAll('li')) one.style.display = one.textContent.includes(value) ? '' : 'none'">
<ul role=tree><li role=treeitem aria-expanded=false><button aria-label=Expand onclick="unfold(this)">+</button>
<span>North</span></li><li role=treeitem><span onclick="pick('south')">Acme</span></li></ul></div><script>
const unfold = button => { button.onclick = null; button.parentElement.setAttribute("aria-expanded", "true");
  button.parentElement.insertAdjacentHTML("afterend", "<li role=treeitem><span>Acme</span></li>"); };</script>"""


@pytest.mark.parametrize(
    ("sent", "url"),
    [
        ("navigator.sendBeacon('/track', JSON.stringify({ search: value }))", "https://portal.example"),
        ("fetch('/api/alerts')", "https://portal.acme-telecom.example"),
    ],
    ids=["a visit is told", "the host has the name"],
)
async def test_what_else_a_page_sends_is_no_search(browser: Browser, sent: str, url: str) -> None:
    body = page_of(BAR + ONLY_FILTERS.replace("SENT", sent))
    async with served(browser, body, OomaTarget("Acme"), url=url) as (portal, page):
        with pytest.raises(Ambiguous, match=TWO):
            await account_opened(portal, page)
