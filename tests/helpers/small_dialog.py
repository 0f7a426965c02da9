"""Ooma's dialog on a small page of its own, in as many drawings as tests ask for."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from playwright.async_api import Browser, FilePayload, Page

from pages.driver.fence import Fence
from pages.driver.hands import Hands
from pages.driver.screen import Screen
from pages.ooma.dialog import IdpDialog
from pages.ooma.way import SET_UP
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
    window.shadow?.(slot);
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
    browser: Browser,
    *,
    zone: str = BUTTON,
    held: str = REMOVE,
    saves: str = SAVES,
    box: str = "",
    holds: str = "",
    shadow: str = "",
) -> AsyncIterator[tuple[IdpDialog, Page]]:
    async with await browser.new_context() as context:
        page = await context.new_page()
        if shadow:
            await page.add_init_script(shadow)
            await page.goto("about:blank")
        body = PAGE.replace("HELD", held).replace("ZONE", zone).replace("SAVES", saves).replace("BOX", box)
        await page.set_content(body.replace("HOLDS", f"'{holds}'"))
        yield IdpDialog(Hands(Screen("Ooma", page, Fence(frozenset()), timeout=2), Notes()), SET_UP, edits=False), page
