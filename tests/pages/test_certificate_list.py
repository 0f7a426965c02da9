"""Card 3's panel: which certificates its list shows, over what a page's reader gives, and as pages draw it."""

import pytest
from playwright.async_api import Browser

from pages.azure import CertificatesPanel
from pages.azure.certificate_list import CertificateList, read_list
from tests.helpers.cards import page
from tests.helpers.small_azure import small_blade

ONE, TWO = "0123456789ABCDEF0123456789ABCDEF01234567", "89ABCDEF0123456789ABCDEF0123456789ABCDEF"
BEFORE = ("SAML Signing Certificate", "[Save]", "[New Certificate]", "[Import Certificate]")
HEADS = ("Status", "Expiration Date", "Thumbprint")
AFTER = ("Signing Option", " = Sign SAML assertion", "Signing Algorithm", " = SHA-256", "admin@contoso.example")
DATE = "10/27/2033, 3:15:00 PM"
SPACED = " ".join(ONE[at : at + 4] for at in range(0, 40, 4))


def listed(*lines: str, heads: tuple[str, ...] = HEADS, rows: tuple[str, ...] = ()) -> CertificateList:
    return read_list(page(*BEFORE, *heads, *lines, *AFTER), rows)


@pytest.mark.parametrize(
    "lines", [(), ("No certificates",), ("There are no certificates to display",), ("No results",)]
)
@pytest.mark.parametrize("heads", [HEADS, ("Status", "\u2191", "Thumbprint", "Actions"), ("[Status]", "[Thumbprint]")])
def test_list_with_its_headings_and_nothing_else_is_empty(lines: tuple[str, ...], heads: tuple[str, ...]) -> None:
    assert listed(*lines, heads=heads).is_empty
    assert listed(*lines, heads=heads, rows=("Status Expiration Date Thumbprint", "No certificates")).is_empty


def test_words_that_say_that_the_list_is_empty_do_without_headings() -> None:
    assert read_list(page(*BEFORE, "No certificates", *AFTER), []).is_empty


@pytest.mark.parametrize(
    "words",
    [
        "You don't have any signing certificates",
        "You do not have any signing certificates yet.",
        "This application doesn\u2019t have a token signing certificate.",
        "You have no certificates",
        "No SAML signing certificates have been added",
        "0 items",
    ],
)
@pytest.mark.parametrize("heads", [(), HEADS])
def test_list_may_say_in_many_ways_that_it_is_empty(words: str, heads: tuple[str, ...]) -> None:
    assert listed(words, heads=heads).is_empty


@pytest.mark.parametrize(
    "words",
    ["No other certificates", "No inactive certificates", "There are no expired certificates", "0 selected items",
     "No verification certificates", "No more certificates", "No additional certificates found", "0 items selected"],
)  # fmt: skip
@pytest.mark.parametrize("heads", [(), HEADS])
def test_words_about_some_certificates_do_not_say_that_there_is_none(words: str, heads: tuple[str, ...]) -> None:
    assert not listed(words, heads=heads).is_empty


@pytest.mark.parametrize(
    "line", ["Expires 12/1/2027", "contoso-2027", "In use", "Current certificate", "[contoso-2027]", " = contoso"]
)
def test_without_headings_whatever_else_stands_above_is_not_an_empty_list(line: str) -> None:
    assert not listed(line, "No certificates", heads=()).is_empty
    assert not listed("No certificates", line, heads=()).is_empty


@pytest.mark.parametrize("lines", [("Current certificate", "Expires 12/1/2027"), ("1 December 2027",)])
def test_date_above_the_headings_is_not_understood(lines: tuple[str, ...]) -> None:
    assert not read_list(page(*BEFORE, *lines, *HEADS, *AFTER), []).is_empty


@pytest.mark.parametrize("column", ["Notification Email Addresses", "Notification email"])
def test_what_else_a_panel_has_can_be_a_column(column: str) -> None:
    heads = (*HEADS, column)
    assert listed(heads=heads).is_empty
    assert not listed("In use", "contoso-2027", heads=heads).is_empty
    assert listed("Inactive", DATE, ONE, heads=heads).inactive_one == ONE


@pytest.mark.parametrize("before", [BEFORE, (*BEFORE, "Only one certificate can be active at a time.")])
@pytest.mark.parametrize("date", [DATE, "12/1/2027 (in 3 years)", "1 December 2027 (11 months left)"])
def test_sentences_and_times_left_do_not_hide_the_certificate(before: tuple[str, ...], date: str) -> None:
    assert read_list(page(*before, *HEADS, "Inactive", date, ONE, *AFTER), []).inactive_one == ONE
    assert read_list(page(*before, *HEADS, f"Inactive {date} {ONE}", *AFTER), []).inactive_one == ONE
    assert read_list(page(*before, *HEADS, *AFTER), []).is_empty


@pytest.mark.parametrize(
    "lines",
    [
        BEFORE,
        (*BEFORE, *AFTER),
        (*BEFORE, "Thumbprint", *AFTER),
        (*BEFORE, *HEADS, "Loading...", *AFTER),
        (*BEFORE, *HEADS, "\u2022\u2022\u2022\u2022", *AFTER),
        (*BEFORE, *HEADS, "[...]", *AFTER),
        (*BEFORE, *HEADS, "[More actions]", *AFTER),
        (*BEFORE, *HEADS, "Aktiv", *AFTER),
        (*BEFORE, *HEADS, "-", *AFTER),
        (*BEFORE, *HEADS, " = 2033-10-27", *AFTER),
        (*BEFORE, *HEADS, "N/A", DATE, "Will be displayed on save", *AFTER),
        (*BEFORE, *HEADS, "No certificates", "Inactive", *AFTER),
        (*BEFORE, *HEADS, "Something new", *AFTER),
        # Where the rows are drawn apart from the headings.
        (*BEFORE, *HEADS, *AFTER, "Inactive", DATE, ONE),
        ("Inactive", ONE, *BEFORE, *HEADS, *AFTER),
    ],
)
def test_what_is_not_seen_to_be_empty_is_not(lines: tuple[str, ...]) -> None:
    found = read_list(page(*lines), [])
    assert not found.is_empty
    assert str(found) != "no certificate"


@pytest.mark.parametrize("row", ["", "Active", "\u2022\u2022\u2022\u2022", "Aktiv 2033"])
def test_row_that_says_nothing_is_a_row(row: str) -> None:
    assert not listed(rows=("Status Expiration Date Thumbprint", row)).is_empty


def test_list_that_is_still_loading_is_not_empty() -> None:
    assert not read_list(page(*BEFORE, *HEADS), [], is_loading=True).is_empty


@pytest.mark.parametrize(
    ("lines", "thumbprint"),
    [
        (("Inactive", DATE, ONE, "[...]"), ONE),
        (("Inactive", DATE, SPACED, "[Context menu]"), SPACED),
        (("Inactive", DATE, ONE[:8]), ONE[:8]),
        (("Inactive", "27 October 2033", f"{ONE[:6]}...{ONE[-6:]}"), f"{ONE[:6]}...{ONE[-6:]}"),
        ((ONE, "Inactive", "2033-10-27T00:00:00Z"), ONE),
        ((f"Inactive {DATE} {ONE}",), ONE),
        (("Status: Inactive", f"Expiration: {DATE}", f"Thumbprint: {ONE}"), ONE),
    ],
)
def test_only_certificate_is_read(lines: tuple[str, ...], thumbprint: str) -> None:
    found = listed(*lines, rows=("a row",))
    assert found.inactive_one == thumbprint
    assert not found.is_empty
    active = listed(*(line.replace("Inactive", "Active") for line in lines))
    assert (active.active_one, active.inactive_one) == (thumbprint, "")


@pytest.mark.parametrize(
    "lines",
    [
        ("Inactive", DATE, ONE, "Inactive", DATE, TWO),
        ("Inactive", DATE, ONE, "Active", DATE, TWO),
        ("Inactive", DATE, ONE, "Aktiv", DATE, TWO),
        ("Inactive", DATE, ONE, "[...]", "[...]"),
        ("Inactive", DATE, ONE, "Pending", DATE),
        ("Inactive", DATE),
        ("Inactive", DATE, "\u2022\u2022\u2022\u2022"),
        ("Inaktiv", DATE, ONE),
        ("Not active", DATE, ONE),
        (DATE, ONE),
        ("Inactive", DATE, ONE, "N/A", DATE, "Will be displayed on save"),
    ],
)
def test_among_several_or_what_is_not_understood_there_is_no_only_inactive_one(lines: tuple[str, ...]) -> None:
    found = listed(*lines)
    assert (found.inactive_one, found.is_empty) == ("", False)


def test_more_rows_than_certificates_are_not_understood() -> None:
    assert listed("Inactive", DATE, ONE, rows=("Inactive", "")).inactive_one == ""


# As pages draw it.

COMMANDS = "<h2>SAML Signing Certificate</h2><button>Save</button><button>New Certificate</button>"
REST = "<div>Signing Option</div><select><option>Sign SAML assertion</select><ul><li>admin@contoso.example</li></ul>"
TABLE = f"""<div class=pane role=dialog id=certificates hidden>{COMMANDS}<table><thead><tr><th>Status<th>Expiration Date
<th>Thumbprint<th></thead><tbody>ROWS</tbody></table>{REST}</div>"""
GRID = f"""<div class=pane role=dialog id=certificates hidden>{COMMANDS}<div role=grid><div role=row>
<div role=columnheader>Status</div><div role=columnheader>Thumbprint</div></div>ROWS</div>{REST}</div>"""
CARDS = (
    f"<div class=pane id=certificates hidden>{COMMANDS}<h4>Status</h4><h4>Thumbprint</h4><div>ROWS</div>{REST}</div>"
)
APART = f"""<div class=pane role=dialog id=certificates hidden>{COMMANDS}<table><tr><th>Status<th>Thumbprint</table>
<div><table>ROWS</table></div>{REST}</div>"""
LATE = "<tr id=late></tr><script>window.show = () => setTimeout(() => late.outerHTML = `ROW`, 1500)</script>"
ROW = f"<tr><td>Inactive<td>{DATE}<td>{ONE}<td><button>...</button></tr>"


async def read(browser: Browser, panel: str, *, timeout: float = 8) -> CertificateList:
    async with small_blade(browser, panel, timeout=timeout) as (blade, _):
        return await CertificatesPanel(blade).open()


@pytest.mark.parametrize(
    ("panel", "rows"),
    [(TABLE, ""), (TABLE, "<tr><td colspan=4>No certificates to display</tr>"), (CARDS, "<p>No certificates yet</p>")],
)
async def test_empty_list_is_seen_to_be_empty(browser: Browser, panel: str, rows: str) -> None:
    assert (await read(browser, panel.replace("ROWS", rows))).is_empty


@pytest.mark.parametrize(
    ("panel", "rows"),
    [
        (TABLE, ROW),
        (APART, ROW),
        (GRID, f"<div role=row><span>Inactive</span> <span>{ONE}</span></div>"),
        (CARDS, f"<div><b>Inactive</b><p>{ONE}</p><a href='#' role=button aria-label=More></a></div>"),
        (CARDS, f"<ul><li>Inactive {DATE} {ONE}</li></ul>"),
        # It comes later than the panel.
        (
            TABLE,
            "<tr id=late></tr><script>window.show = () => setTimeout(() => late.outerHTML = `"
            + ROW
            + "`, 1500)</script>",
        ),
    ],
)
async def test_inactive_certificate_is_read_however_it_is_drawn(browser: Browser, panel: str, rows: str) -> None:
    assert (await read(browser, panel.replace("ROWS", rows))).inactive_one == ONE


@pytest.mark.parametrize(
    ("panel", "rows"),
    [
        (TABLE, "<tr><td><img><td>&nbsp;</tr>"),
        (TABLE.replace("<th></thead>", "<th>Notification Email Addresses</thead>"), "<tr><td><img><td>&nbsp;</tr>"),
        (TABLE, "<tr><td>Aktiv<td>2033<td>\u2022\u2022\u2022\u2022</tr>"),
        (APART, "<tr><td>\u2022\u2022\u2022\u2022</tr>"),
        (GRID, "<div role=row><div role=gridcell style='height: 9px'></div></div>"),
        (TABLE, "<tr><td><div role=progressbar style='width: 9px; height: 9px'></div></tr>"),
        (CARDS, "<div class=shimmer-block style='width: 90px; height: 9px'></div>"),
        (CARDS, "<button>...</button>"),
    ],
)
async def test_what_cannot_be_read_is_not_an_empty_list(browser: Browser, panel: str, rows: str) -> None:
    found = await read(browser, panel.replace("ROWS", rows), timeout=4)
    assert (found.is_empty, found.inactive_one) == (False, "")


async def test_list_that_the_server_does_not_give_is_not_an_empty_list(browser: Browser) -> None:
    slow = "<script>window.show = () => fetch('https://portal.example/never')</script>"
    async with small_blade(browser, TABLE.replace("ROWS", slow), timeout=5) as (blade, one):
        await one.route("**/never", lambda _: None)
        found = await CertificatesPanel(blade).open()
    assert found.is_loading
    assert not found.is_empty


async def test_card_3_beside_the_panel_is_no_part_of_its_list(browser: Browser) -> None:
    card = f"<div>Status</div><div>Active</div><div>Thumbprint</div><div>{TWO}</div>"
    async with small_blade(browser, TABLE.replace("ROWS", ROW), card=card, timeout=8) as (blade, _):
        assert (await CertificatesPanel(blade).open()).inactive_one == ONE
