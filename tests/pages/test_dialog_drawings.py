"""Ooma's dialog: which 'Save' is its own, and where a certificate is dropped or removed."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from playwright.async_api import Browser, FilePayload, Page

from pages.driver.fence import Fence
from pages.driver.hands import Hands
from pages.driver.screen import Screen
from pages.errors import Ambiguous, NotFound
from pages.ooma.dialog import IdpDialog
from pages.ooma.tab import SET_UP
from tests.helpers.notes import Notes

FILE: FilePayload = {"name": "signing.cert", "mimeType": "application/x-x509-ca-cert", "buffer": b"-----BEGIN"}
PAGE = """<!doctype html><title>portal</title><script>
  window.done = [];
  const shut = what => { done.push(what); document.querySelector("#box").remove(); };
</script>
<style>#box{position:fixed;top:20px;left:300px;background:#fff}</style>
<button>Set Up Identity Provider</button>
<form onsubmit="return false"><input value=x><button onclick="done.push('page')">Save</button></form>
<div id=box BOX><p><label>SSO URL <input id=url></label></p><p><label>Email Claim <input></label></p>
<div class=field><b>X.509 Certificate</b> <div id=slot></div></div>SAVES</div>
<script>
  const slot = document.querySelector("#slot");
  const show = name => {
    slot.innerHTML = name ? HELD : ZONE;
    const picker = slot.querySelector("input");
    if (picker) picker.onchange = () => show(picker.files[0].name);
  };
  show(HOLDS);
</script>"""
SAVES = "<button onclick=\"shut('dialog')\">Save</button> <button onclick=\"shut('cancel')\">Cancel</button>"
BUTTON = "`<input type=file hidden><button onclick='this.previousSibling.click()'>Upload File</button>`"
ZONE = "`<svg width=20 height=20><path d='M0 0h9v9z'/></svg> Drag and drop a file here<input type=file hidden>`"
REMOVE = "`${name} <button onclick='done.push(1); show()'>Remove</button>`"
SHAPE = (
    "`<span title='${name}'>signing.ce...</span><svg width=16 height=16 onclick='done.push(1); show()'>"
    "<path d='M0 0h9v9z'/></svg>`"
)


@asynccontextmanager
async def drawn(
    browser: Browser, *, zone: str = BUTTON, held: str = REMOVE, saves: str = SAVES, box: str = "", holds: str = ""
) -> AsyncIterator[tuple[IdpDialog, Page]]:
    async with await browser.new_context() as context:
        page = await context.new_page()
        body = PAGE.replace("HELD", held).replace("ZONE", zone).replace("SAVES", saves).replace("BOX", box)
        await page.set_content(body.replace("HOLDS", f"'{holds}'"))
        yield IdpDialog(Hands(Screen("Ooma", page, Fence(frozenset()), timeout=2), Notes()), SET_UP, edits=False), page


@pytest.mark.parametrize("zone", [BUTTON, ZONE])
@pytest.mark.parametrize("held", [REMOVE, SHAPE])
async def test_a_certificate_is_put_in_and_replaced(browser: Browser, zone: str, held: str) -> None:
    async with drawn(browser, zone=zone, held=held) as (dialog, page):
        assert await dialog.certificate_name() == ""
        await dialog.upload_certificate(FILE, "the certificate")
        assert await dialog.certificate_name() == "signing.cert"
        await dialog.upload_certificate({**FILE, "name": "next.cert"}, "the certificate")
        assert await dialog.certificate_name() == "next.cert"
        assert await page.evaluate("done") == [1]


async def test_of_two_drawings_without_a_name_none_is_pressed(browser: Browser) -> None:
    held = SHAPE.replace("<svg", "<svg width=16 height=16><path d='M0 0h9v9z'/></svg><svg", 1)
    async with drawn(browser, held=held, holds="old.cert") as (dialog, page):
        with pytest.raises(Ambiguous):
            await dialog.upload_certificate(FILE, "the certificate")
        assert await page.evaluate("done") == []


@pytest.mark.parametrize("box", ["", "role=dialog", "class='modal show'"])
async def test_the_dialogs_own_save_is_pressed(browser: Browser, box: str) -> None:
    async with drawn(browser, box=box) as (dialog, page):
        await dialog.save([])
        assert await page.evaluate("done") == ["dialog"]


async def test_the_pages_save_is_not_pressed_while_the_dialogs_is_not_there(browser: Browser) -> None:
    async with drawn(browser, saves="") as (dialog, page):
        with pytest.raises(NotFound):
            await dialog.save([])
        assert await page.evaluate("done") == []


async def test_of_two_saves_in_one_dialog_none_is_pressed(browser: Browser) -> None:
    async with drawn(browser, saves=SAVES + SAVES) as (
        dialog,
        page,
    ):
        with pytest.raises(Ambiguous):
            await dialog.save([])
        assert await page.evaluate("done") == []
