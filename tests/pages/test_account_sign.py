"""What on a page is a sign of the account (invariant 2), and what only names another, or the account in passing."""

import html
import json
import unicodedata
from typing import Any, cast
from urllib.parse import unquote

import pytest
from hypothesis import Phase, given, seed, settings
from hypothesis import strategies as st
from playwright.async_api import Browser, Page

from pages.driver.look import Scope
from pages.driver.scripts import script
from pages.ooma.signs import account_sign
from tests.helpers.accounts import WANTED, like
from tests.helpers.applications import equal_to, is_same

NAME = "Contoso"
TOP = "<header>Ooma <span>{}</span></header><main><p>Phone System</p></main>"
TREE = "<ul role=tree><li role=treeitem>Contoso</li><li role=treeitem>Fabrikam</li></ul>"
MENU = "<header><div class=account-menu><div><div>Browsing</div> <a href=#>{}</a></div>" + TREE + "</div></header>"
# What a button of the bar has opened below it.
HANGING = (
    "<header style='height:40px'><b>Ooma</b> <div style='position:relative'><button>Account</button>"
    "<div style='position:absolute;top:44px'>{}</div></div></header>"
)

SIGNS = {
    "in a header": "<header><span>Ooma</span><span>Contoso</span></header>",
    "in a bar of its own": "<div class=core-topbar><div><a href=#>Contoso</a></div></div>",
    "in the navigation": "<nav><ul><li>Home</li><li>Contoso</li></ul></nav>",
    "as a heading": "<main><h1>Contoso</h1></main>",
    "as something that plays a heading": "<div role=heading>Contoso</div>",
    "marked in a sentence before what ends it, whatever that is": "<div>You are masquerading as <b>Contoso</b>. "
        "<div style='display:inline-block;cursor:pointer'>Stop Masquerading</div></div>",
    "as a button with an icon": "<header><a href=#><i class=icon>\ue700</i> Contoso</a></header>",
    "after a label": "<header><span>Account:</span> <span>Contoso</span></header>",
    "after a label in a text of its own": "<header><span>Account: <!-- -->Contoso</span></header>",
    "after a label, in bold": "<header><p>Masquerading as <b>Contoso</b></p></header>",
    "after words, in a notice": "<div class=banner>You are masquerading as <strong>Contoso</strong></div>",
    "at the end of a sentence": "<div>You are now masquerading as &quot;<b>Contoso</b>&quot;.</div>",
    "before words": "<header><p><b>Contoso</b> (masquerading)</p></header>",
    "below the heading's own words": "<h1>Company Account <small>Contoso</small></h1>",
    "at the end of a path": "<nav aria-label=Breadcrumb><a href=#>Reseller</a> &gt; <span>Contoso</span></nav>",
    "before its pages in a path":
        "<ol class=breadcrumb><li>Reseller<li>Contoso<li>Phone System<li>Company Account</ol>",
    "at the end of a path without a name":
        "<header><a>Reseller</a> <i>&rsaquo;</i> <a>Contoso</a> <i>&rsaquo;</i> <a>Account</a></header>",
    "as a chip": "<header><span>Ooma</span><span class=chip title=Contoso>Contoso</span></header>",
    "as a chip that is cut short": "<header><span class=chip title=Contoso>Conto\u2026</span></header>",
    "as a chip's tooltip": "<header><button title=Contoso>\ue700</button></header>",
    "as a chip's label": "<header><button aria-label=Contoso><i>\ue700</i></button></header>",
    "beside what ends it": "<main><div><span>Contoso</span> <button>Stop Masquerading</button></div></main>",
    "beside what ends it, at the foot":
        "<main><p>Phone System</p></main><footer><i>Contoso</i><a href=#>Stop masquerading</a></footer>",
    "as a chip in wrappers of its own beside what ends it": "<main><div class=strip><div><div><div><div>"
        "<span class=chip>Contoso</span></div></div></div></div><b><button>Stop Masquerading</button></b></div></main>",
    "as a chip beside a cross that ends it":
        "<main><div><span class=chip>Contoso</span> <i title='Stop Masquerading'>\u00d7</i></div></main>",
    "as a chip beside a drawing that ends it": "<main><div><span class=chip>Contoso</span>"
        "<svg width=9 height=9><title>Stop Masquerading</title><path d='M0 0h9v9z'/></svg></div></main>",
    "as a chip beside words that can be pressed, whatever they are":
        "<main><div><div class=chip>Contoso</div><div onclick=x()>Stop Masquerading</div></div></main>",
    "as a tooltip beside what ends it":
        "<main><div><button title=Contoso>\ue700</button><a>Stop Masquerading</a></div></main>",
    "as a tooltip of a style sheet's beside what ends it":
        "<main><div><i data-tooltip=Contoso style='padding:8px'></i> <a>Stop Masquerading</a></div></main>",
    "as a tooltip in an element of its own":
        "<header><i aria-describedby=t style='padding:8px'></i><p role=tooltip id=t hidden>Contoso</p></header>",
    "as a drawing's title":
        "<header><svg width=20 height=20><title>Contoso</title><path d='M0 0h9v9z'/></svg></header>",
    "as the tooltip of initials": "<header><span title='Contoso'>C</span></header>",
    "in a notice that holds what ends it":
        "<div class=notification-bar role=status><b>Contoso</b> <button>Stop Masquerading</button></div>",
    "at the end of a path that is only drawn": "<a>Stop Masquerading</a><p>Phone System</p>"
        "<main><div><b>Reseller</b> / <b>Region</b> / <span>Contoso</span></div><h2>Settings</h2></main>",
    "below initials": "<div><span><b>C</b><br><small>Contoso</small></span> <a>Stop Masquerading</a></div>",
    "in a sentence beside what ends it":
        "<main><p>You are masquerading as Contoso. <button>Stop Masquerading</button></p></main>",
    "beside what ends it in a bar of plain blocks":
        "<div><b>Ooma</b><i>Apps</i> <span>Contoso</span> <a>Stop Masquerading</a> <span>robot</span></div>",
    "in a shadow tree": "<header><x-chip><template shadowrootmode=open><b>Contoso</b></template></x-chip></header>",
    "in a slot": "<x-bar><template shadowrootmode=open><header><slot></slot></header></template><b>Contoso</b></x-bar>",
    "in a page that is one shadow tree": "<x-app><template shadowrootmode=open><main><h1>Contoso</h1></main></template>"
        "</x-app>",
    "in a shadow tree beside what ends it": "<main><x-chip><template shadowrootmode=open><b>Contoso</b></template>"
        "</x-chip><x-b><template shadowrootmode=open><button>Stop Masquerading</button></template></x-b></main>",
    "behind a mark": "<header><p><span>! </span>Contoso</p></header>",
    "between marks": "<header><p><span>\u2022 </span><b>Contoso</b><span> *</span></p></header>",
    "in capitals of a style sheet": "<header><span style='text-transform:uppercase'>Contoso</span></header>",
    "in parts": "<header><div><mark>Con</mark>toso</div></header>",
    "within white space": "<header><div>\n  \u00a0 Contoso\n </div></header>",
    "while what hangs on it is open": "<header><div><b>Contoso</b><div style='position:absolute'>" + TREE
        + "</div></div></header>",
    "in a strip that hangs from the bar beside what ends it": HANGING.format("<b>Contoso</b> <a>Stop Masquerading</a>"),
    "in a notice that hangs from the bar": HANGING.format("<p>You are masquerading as <b>Contoso</b></p>"),
    "as a badge that floats over a drawing": "<header><p style='position:relative'>\ue700"
        "<i style='position:absolute;left:9px;top:-9px'>Contoso</i></p></header>",
    "in a bar of which all parts float":
        "<header><div style='position:fixed;top:0;right:0'><a href=#>Contoso</a></div></header>",
    "while the menu of accounts is open": "<header><b>Contoso</b><div class=account-menu>" + TREE + "</div></header>",
}  # fmt: skip
OTHERS = {
    "in the text of a page": "<main><p>Contoso</p><p><b>Contoso</b></p></main>",
    "unseen": "<header><span hidden>Contoso</span><span style='opacity:0'>Contoso</span></header>",
    "before another in a path": "<nav aria-label=Breadcrumb><a>Up</a> &gt; <a>Contoso</a> &gt; <b>Fabrikam</b></nav>",
    "before another in a list": "<ol class=breadcrumb><li>Reseller<li>Contoso<li>Fabrikam<li>Account</ol>",
    "before another, marked": "<header><a href=#>Contoso</a><span>&rsaquo;</span><a href=#>Fabrikam</a></header>",
    "as a way back": "<header><a href=#>Back to <b>Contoso</b></a> <span>Fabrikam</span></header>",
    "as a way back, in a chip": "<header><a href=#><span>Back to</span> <span>Contoso</span></a></header>",
    "as the parent": "<header><p>Parent account: <b>Contoso</b></p></header>",
    "as the parent, in cells": "<header><dl><dt>Parent account</dt><dd>Contoso</dd></dl></header>",
    "as the reseller": "<header><span>Reseller:</span> <span>Contoso</span></header>",
    "as who signed in": "<header><span>Signed in as</span> <span>Contoso</span></header>",
    "as a row": "<header><span>Reseller</span><div class=account-menu>" + TREE + "</div></header>",
    "as a row of a table": "<h1>Accounts</h1><table><tr><th>Name</th></tr><tr><td><h3>Contoso</h3></td></tr></table>",
    "as a menu's heading": MENU.format("Contoso"),
    "as the heading of what hangs on a button": "<header><div><a>Account</a><div style='position:absolute'>"
        "<b>Contoso</b><div style='position:relative'><div style='position:absolute'>" + TREE
        + "</div></div></div></div></header>",
    "as a menu's heading with a search only":
        "<header><div class=account-menu><a>Contoso</a><input class=account-browser-search></div></header>",
    "as a row of what hangs from the bar, whatever it is":
        HANGING.format("<input placeholder=Find><div><a href=#>Contoso</a></div><div><a href=#>Fabrikam</a></div>"),
    "as the only row of what hangs from the bar": HANGING.format("<input><p><span>Contoso</span></p>"),
    "highlighted": "<header><span><b>Contoso</b> Holding</span></header>",
    "highlighted in a link": "<header><a href=#><b>Contoso</b> Holding</a></header>",
    "highlighted before a dot": "<h1><b>Contoso</b>.</h1>",
    "highlighted before a dot after a label": "<h1>Account: <b>Contoso</b>*</h1>",
    "highlighted before what has no width": "<h1><b>Contoso</b>\u200b</h1>",
    "highlighted behind a mark": "<h1>*<b>Contoso</b></h1>",
    "highlighted at the end": "<h1>Customer <mark>Contoso</mark></h1>",
    "after a small word": "<h1>The <b>Contoso</b></h1>",
    "highlighted in the middle": "<h1><span>Old <mark>Contoso</mark> Holding</span></h1>",
    "beside a number": "<h1>Contoso <small>2</small></h1>",
    "in a passing notice":
        "<div class='toast toast-info'>You are now masquerading the account <b>Contoso</b></div><header>Ooma</header>",
    "in a passing notice's heading": "<div class=toast><h4>You are now masquerading as <b>Contoso</b></h4></div>",
    "while one acts for another": "<header><span>Contoso</span></header><p>Masquerading as <b>Fabrikam</b></p>",
    "while one acts for another of a longer name":
        "<header><span>Contoso</span></header><div>You are masquerading as <b>Contoso Holding</b></div>",
    "among others beside what ends it":
        "<main><div><a>Contoso</a><a>Fabrikam</a> <button>Stop Masquerading</button></div></main>",
    "in a sentence in other letters":
        "<main><p>You are masquerading as CONTOSO. <button>Stop Masquerading</button></p></main>",
    "in another letter case after a label of the portal's":
        "<main><p>Masquerading: contoso <button>Stop Masquerading</button></p></main>",
    "at the end of a path where nobody masquerades":
        "<main><div><b>Reseller</b> / <span>Contoso</span></div></main>",
    "at the end of a path below a heading": "<a>Stop Masquerading</a><p>Phone System</p>"
        "<main><h2>Recent</h2><div><b>Region</b> / <span>Contoso</span></div></main>",
    "before another beside a drawing that ends it": "<main><div><b>Contoso</b> <b>Fabrikam</b> "
        "<svg width=9 height=9><title>Stop Masquerading</title><path d='M0 0h9v9z'/></svg></div></main>",
    "at the end of one of several paths": "<a>Stop Masquerading</a><p>Apps</p>"
        "<main><p><b>Reseller</b> / <b>Contoso</b></p><p><b>Reseller</b> / <b>Fabrikam</b></p></main>",
    "within a path that is only drawn": "<a>Stop Masquerading</a><p>Apps</p>"
        "<main><p><b>Reseller</b> / <b>Contoso</b> / <b>Fabrikam</b></p></main>",
    "at the end of a path of links": "<a>Stop Masquerading</a><p>Apps</p>"
        "<main><p><a href=#>Reseller</a> / <a href=#>Contoso</a></p></main>",
    "in a sentence by itself": "<main><p>You are masquerading as Contoso.</p></main>",
    "in a sentence of a longer name":
        "<main><p>You are masquerading as Contoso Holding <button>Stop Masquerading</button></p></main>",
    "far from what ends it": "<main><div><div><div><div><p>Contoso</p></div></div></div><p>Fabrikam</p></div>"
        "<button>Stop Masquerading</button></main>",
    "in a toast that holds what ends it":
        "<div class=toast><b>Contoso</b> <button>Stop Masquerading</button></div><header>Ooma</header>",
    "as the tooltip of another's initials": "<header><span title=Contoso>FI</span></header>",
    "as the tooltip of something else": "<header><button title=Contoso>Fabrikam</button></header>",
    "as the tooltip of what is another's": "<header><span title=Contoso>Contos Holding\u2026</span></header>",
    "as a choice": "<header><select><option>Contoso</option><option>Fabrikam</option></select></header>",
}  # fmt: skip
# Texts that hold or resemble the name, and are the names of others as far as one can know.
LIKE = [
    "CONTOSO", "contoso", "Contoso.", "*Contoso", "Contoso *", "Contoso \u00ae", "Test: Contoso", "Old | Contoso",
    "Customer Contoso", "Contoso (active)", "Contoso | Admin", "Account: Contoso", "Example Managed Services | Contoso",
    "Masquerading as Contoso", "Reseller > Contoso", "Contoso > Fabrikam", "Contoso Holding", "The Contoso",
    "Contoso, Inc.", "Contoso-Test", "Contoso 2", "Contoso/EU", "Contos", "ontoso", "Cont oso", "Contoso Contoso",
    "Contoso\u200b", "\u200bContoso", "Con\u200dtoso", "\ufeffContoso", "Contoso\u00ad", "\u0421ontoso",
    "Cont\u043eso", "Contoso\u00e9", "Contoso \u6771\u4eac", "Contoso\u0301", "'Contoso'", "\u201cContoso\u201d",
    "Contoso Active", "Contoso\u2026", "Fabrikam", "\ue700 Contoso",
]  # fmt: skip
# Where an account's name stands by itself, and after words that are the portal's.
DRAWINGS = {
    "alone": "<header>Ooma <span>{}</span></header>",
    "heading": "<h1>{}</h1>",
    "link": "<header><a href=#>{}</a></header>",
    "label": "<header><span>Account:</span> <span>{}</span></header>",
    "bold": "<header><p>Account: <b>{}</b></p></header>",
    "text": "<header><p>Account: <!-- -->{}</p></header>",
    "notice": "<div>Masquerading as <b>{}</b></div>",
    "small": "<h1>Company Account <small>{}</small></h1>",
    "path": "<nav aria-label=Breadcrumb><a>Reseller</a> &gt; <span>{}</span></nav>",
    "flex": "<header style='display:flex'><span>Home</span><span>{}</span></header>",
    "left": "<main><div><span>{}</span> <button>Stop Masquerading</button></div></main>",
}
READ = """([cases, script]) => {
  const signing = eval(`(${script})`);
  return cases.map(([body, given]) => {
    document.body.setHTMLUnsafe(body);
    return signing(document, given).length;
  });
}"""


class Written:
    """Stands in for a page, and keeps what is looked for."""

    @staticmethod
    def locator(selector: str) -> str:
        return selector


def asked(name: str) -> dict[str, Any]:
    """What the script is asked for."""
    (way,) = account_sign(name).ways
    return cast("dict[str, Any]", json.loads(unquote(str(way(cast("Scope", Written()))).removeprefix("sign="))))


async def signs(page: Page, *cases: tuple[str, str]) -> list[int]:
    """How many signs of a name each of these pages shows, by name and page."""
    given = [[body, asked(name)] for name, body in cases]
    return cast("list[int]", await page.evaluate(READ, [given, script("signing")]))


@pytest.mark.parametrize(("cases", "is_sign"), [(SIGNS, True), (OTHERS, False)], ids=["signs", "others"])
async def test_what_is_a_sign_of_the_account(browser: Browser, cases: dict[str, str], is_sign: bool) -> None:
    async with await browser.new_context() as context:
        page = await context.new_page()
        found = await signs(page, *((NAME, body) for body in cases.values()))
        wrong = [case for case, number in zip(cases, found, strict=True) if bool(number) is not is_sign]
        assert not wrong, "\n".join(wrong)


async def test_name_that_holds_or_resembles_the_wanted_one_is_no_sign_however_it_is_drawn(browser: Browser) -> None:
    async with await browser.new_context() as context:
        page = await context.new_page()
        cases = [(NAME, DRAWINGS[drawing].format(html.escape(text))) for text in LIKE for drawing in DRAWINGS]
        found = await signs(page, *cases)
        assert [body for (_, body), number in zip(cases, found, strict=True) if number] == []


# Names that begin with a word that a portal may write before a name.
WORDY = [f"{word} Contoso" for word in ("The", "Account", "Customer", "Current", "As", "Masquerading")]
SENTENCE = "<main><p>You are masquerading as {} <button>Stop Masquerading</button></p></main>"


@pytest.mark.parametrize("drawing", [*DRAWINGS.values(), SENTENCE])
async def test_a_portals_own_words_may_be_part_of_a_name(browser: Browser, drawing: str) -> None:
    async with await browser.new_context() as context:
        page = await context.new_page()
        pages = [(name, drawing.format(name)) for name in WORDY]
        shorter = [(name.split(" ", 1)[1], body) for name, body in pages]
        assert [bool(number) for number in await signs(page, *pages, *shorter)] == [True] * 6 + [False] * 6


async def test_name_in_any_spelling_is_a_sign(browser: Browser) -> None:
    async with await browser.new_context() as context:
        page = await context.new_page()
        spelled = "Caf\u00e9  &  S\u00f6hne"
        others = [
            unicodedata.normalize("NFD", spelled), "Caf\u00e9\u00a0& S\u00f6hne", " Caf\u00e9\t&\nS\u00f6hne ",
            "Caf\u00e9\u2009&\u3000S\u00f6hne",
        ]  # fmt: skip
        cases = [
            (name, DRAWINGS[drawing].format(html.escape(other)))
            for name, other in [(spelled, other) for other in others] + [(other, spelled) for other in others]
            for drawing in DRAWINGS
        ]
        found = await signs(page, *cases)
        assert [case for case, number in zip(cases, found, strict=True) if not number] == []


async def test_the_selector_finds_what_the_script_does(browser: Browser) -> None:
    async with await browser.new_context() as context:
        page = await context.new_page()
        await page.set_content(TOP.format("Contoso") + "<div class=toast>Contoso</div>")
        look = account_sign(NAME)
        assert look.many
        assert await look.any(page.main_frame).all_inner_texts() == ["Contoso"]
        assert await account_sign("Ooma").any(page.main_frame).count() == 0


@st.composite
def drawings(draw: st.DrawFn) -> tuple[str, str, str, str]:
    """A wanted name, what is said instead, how that is drawn, and an account of another name beside it."""
    wanted = draw(WANTED)
    text = draw(st.one_of(st.sampled_from(like(wanted)), st.sampled_from(equal_to(wanted)), WANTED))
    return wanted, text, draw(st.sampled_from([*DRAWINGS])), draw(st.sampled_from(["", *like(wanted)]))


def some(number: int) -> list[tuple[str, str, str, str]]:
    """Drawings, the same every time."""
    found: list[tuple[str, str, str, str]] = []

    @seed(1)
    @settings(max_examples=number, phases=[Phase.generate], database=None)
    @given(drawings())
    def take(drawing: tuple[str, str, str, str]) -> None:
        found.append(drawing)

    take()
    return found


async def test_name_by_itself_is_a_sign_and_every_other_is_none(browser: Browser, everything: bool) -> None:
    cases = some(10_000 if everything else 1000)
    async with await browser.new_context() as context:
        page = await context.new_page()
        pages = [
            (wanted, DRAWINGS[drawing].format(html.escape(text)) + f"<main><p>{html.escape(other)}</p></main>")
            for wanted, text, drawing, other in cases
        ]
        found = await signs(page, *pages)
    wrong = [case for case, number in zip(cases, found, strict=True) if bool(number) is not is_same(case[0], case[1])]
    assert not wrong, wrong[:3]
