"""Card 3's panel on small pages: a certificate is made only where there is none, and only the one is made active."""

from types import SimpleNamespace
from typing import cast

import pytest
from playwright.async_api import Browser, Page

from pages.azure import SamlBlade
from pages.driver import Pin
from runbook.certificates.making import make_certificate
from runbook.errors import CertificateInDoubt
from runbook.session import Session
from runbook.state import AzureState
from tests.helpers.small_azure import small_blade

ONE, TWO = "0123456789ABCDEF0123456789ABCDEF01234567", "89ABCDEF0123456789ABCDEF0123456789ABCDEF"
# Its rows are what `rows` holds: status and thumbprint; `ADDS` is what a new one is stored as.
PANEL = """<div class=pane role=dialog id=certificates hidden><h2>SAML Signing Certificate</h2>
<button id=save disabled onclick="store()">Save</button>
<button onclick="rows.push(['N/A', 'Will be displayed on save']); draw(); save.disabled = false">New Certificate
</button>
<button onclick="certificates.remove()" aria-label="Close content 'SAML Signing Certificate'">X</button>
<table><thead><tr><th>Status<th>Expiration Date<th>Thumbprint<th></thead><tbody id=list></tbody></table>
<div>Signing Option</div></div><script>
let rows = ROWS;
const draw = () => { list.innerHTML = rows.map(([status, thumbprint], at) => `<tr><td>${status}<td>10/27/2033
  <td>${thumbprint}<td><button aria-haspopup=menu onclick="menu(${at})">...</button>`).join(""); };
const menu = at => { list.rows[at].insertAdjacentHTML("afterend",
  `<div role=menu class=menu><div role=menuitem onclick="activate(${at})">Make certificate active</div></div>`); };
const activate = at => { document.querySelector(".menu").remove(); later(() => { rows[at][0] = "Active"; draw(); }); };
const store = () => { save.disabled = true; later(() => { rows.pop(); rows.push(...ADDS); draw();
  toast("Successfully saved the certificate"); }); };
draw();</script>"""
NOT_PRESSED = {"New Certificate", "Save", "...", "Make certificate active"}


def session(blade: SamlBlade) -> Session:
    """As much of a session as the panel needs."""

    async def prove(*_: str) -> list[Pin]:
        return []

    found = SimpleNamespace(portal=blade.portal, hands=blade.hands, screen=blade.screen, prove_form=prove)
    found.edit_certificates = blade.edit_certificates
    return cast("Session", SimpleNamespace(blade=found, directory="", prove_azure=prove))


async def pressed(page: Page) -> list[str]:
    return list(await page.evaluate("pressed"))


@pytest.mark.parametrize("stored", ["Inactive", "Active"])
async def test_certificate_is_made_where_card_and_panel_show_none(browser: Browser, stored: str) -> None:
    panel = PANEL.replace("ROWS", "[]").replace("ADDS", f"[['{stored}', '{ONE}']]")
    async with small_blade(browser, panel, timeout=10) as (blade, page):
        await make_certificate(session(blade), AzureState())
        assert await page.evaluate("rows") == [["Active", ONE]]
        made = ["Edit", "New Certificate", "Save"]
        assert (await pressed(page))[:-1] == (made if stored == "Active" else [*made, "...", "Make certificate active"])


@pytest.mark.parametrize("shown", ["", ONE, ONE[:10], f"{ONE[:6]}...{ONE[-6:]}"])
async def test_only_certificate_that_is_inactive_is_made_active(browser: Browser, shown: str) -> None:
    azure = AzureState(thumbprint=shown, status="Inactive", inactive=True) if shown else AzureState()
    async with small_blade(browser, PANEL.replace("ROWS", f"[['Inactive', '{ONE}']]"), timeout=10) as (blade, page):
        await make_certificate(session(blade), azure)
        assert await page.evaluate("rows") == [["Active", ONE]]
        assert "New Certificate" not in await pressed(page)


@pytest.mark.parametrize(
    ("rows", "azure", "said"),
    [
        ([["Active", ONE]], AzureState(thumbprint=TWO, status="Active"), ONE),
        ([["Inactive", ONE], ["Inactive", TWO]], AzureState(), f"{ONE}, {TWO}, 2 inactive"),
        ([["Inactive", ONE], ["Active", TWO]], AzureState(), "1 active, 1 inactive"),
        ([["Inactive", "****"]], AzureState(), "1 inactive"),
        ([["Aktiv", ONE]], AzureState(), "'Aktiv', which isn't understood"),
        ([["", ""]], AzureState(), "which isn't understood"),
        # What the card shows counts as well.
        ([], AzureState(status="Active"), "a certificate without a thumbprint with the status 'Active'"),
        ([], AzureState(offered=True), "a certificate without a thumbprint"),
        ([], AzureState(thumbprint=ONE, status="Inactive", inactive=True), f"{ONE} with the status 'Inactive'"),
        ([["Inactive", ONE]], AzureState(thumbprint=TWO, status="Inactive", inactive=True), TWO),
        ([["Inactive", ONE]], AzureState(thumbprint="****", status="Inactive", inactive=True), "****"),
        ([["Inactive", ONE]], AzureState(thumbprint=ONE, status="Disabled"), "Disabled"),
    ],
)
async def test_nothing_is_pressed_where_there_is_a_certificate_or_may_be_one(
    browser: Browser, rows: list[list[str]], azure: AzureState, said: str
) -> None:
    async with small_blade(browser, PANEL.replace("ROWS", str(rows)), timeout=8) as (blade, page):
        with pytest.raises(CertificateInDoubt) as caught:
            await make_certificate(session(blade), azure)
        assert said in caught.value.message
        assert "SAML Signing Certificate" in caught.value.on_screen
        assert not NOT_PRESSED & set(await pressed(page))


async def test_an_active_one_that_the_card_does_not_show_yet_is_left_as_it_is(browser: Browser) -> None:
    async with small_blade(browser, PANEL.replace("ROWS", f"[['Active', '{ONE}']]"), timeout=8) as (blade, page):
        await make_certificate(session(blade), AzureState())
        assert not NOT_PRESSED & set(await pressed(page))


async def test_a_second_certificate_that_comes_with_the_new_one_is_told_and_none_is_made_active(
    browser: Browser,
) -> None:
    panel = PANEL.replace("ROWS", "[]").replace("ADDS", f"[['Inactive', '{ONE}'], ['Inactive', '{TWO}']]")
    async with small_blade(browser, panel, timeout=5) as (blade, page):
        with pytest.raises(CertificateInDoubt, match=f"{ONE}, {TWO}, 2 inactive after a new certificate was saved"):
            await make_certificate(session(blade), AzureState())
        assert "..." not in await pressed(page)
