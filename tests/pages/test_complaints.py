"""Why something was not done, in the portal's words: said after it, or at the field and nowhere else."""

import pytest
from playwright.async_api import Browser, Page

from pages.errors import PortalSaid
from tests.helpers.small_dialog import FILE, drawn

BANNER = "<div role=alert class='alert alert-danger'>You are masquerading as <b>Contoso</b></div>"
OLD_TOAST = "<div class='toast toast-error'>Contacts could not be loaded</div>"
LATE = (
    "<div role=alert>You are now masquerading as <b>Contoso</b></div>",
    "<div role=status>Uploading signing.cert...</div>",
    "<div class=toast>signing.cert uploaded successfully</div>",
)
REFUSALS = (
    "<div class='toast toast-error'>Computer says no</div>",
    "<div role=alert>The file is not a valid certificate</div>",
    "<div role=alert>Use one of the endings that are known here</div>",
    "<p class=invalid-feedback>Use a file that ends in .cert</p>",
)


async def meanwhile(page: Page, said: str, *, takes: bool) -> None:
    """Let the portal say something once a file was chosen, and take the file, or not, a moment later."""
    await page.evaluate(
        """([said, takes]) => {
          const picker = document.querySelector("#slot input"), take = picker.onchange;
          picker.onchange = () => {
            slot.insertAdjacentHTML("afterend", said);
            if (takes) setTimeout(take, 400);
          };
        }""",
        [said, takes],
    )


async def say(page: Page, said: str) -> None:
    await page.evaluate("said => document.body.insertAdjacentHTML('afterbegin', said)", said)


@pytest.mark.parametrize("late", ["", *LATE])
async def test_what_is_said_for_another_reason_is_no_refusal_of_a_file(browser: Browser, late: str) -> None:
    async with drawn(browser) as (dialog, page):
        dialog.screen.timeout = 30
        await say(page, BANNER + OLD_TOAST)
        await meanwhile(page, late, takes=True)
        await dialog.certificate.upload(FILE, "the certificate")


@pytest.mark.parametrize("said", REFUSALS)
async def test_refusal_of_a_file_is_told_without_what_was_there_before(browser: Browser, said: str) -> None:
    async with drawn(browser) as (dialog, page):
        await say(page, BANNER + OLD_TOAST)
        await meanwhile(page, said, takes=False)
        with pytest.raises(PortalSaid) as caught:
            await dialog.certificate.upload(FILE, "the certificate")
        words = said.partition(">")[2].partition("<")[0]
        assert caught.value.message == f"the Ooma Admin Portal refuses the file: {words}"


SLOWLY = '<button onclick="late.hidden = false; setTimeout(shut, 400, 1)">Save</button><div id=late hidden>SAID</div>'
NEVER = '<button onclick="late.hidden = false">Save</button><div id=late hidden>SAID</div>'


@pytest.mark.parametrize("late", ["", *LATE])
async def test_what_is_said_for_another_reason_is_no_refusal_to_save(browser: Browser, late: str) -> None:
    async with drawn(browser, saves=SLOWLY.replace("SAID", late)) as (dialog, page):
        dialog.screen.timeout = 30
        await say(page, BANNER + OLD_TOAST)
        await dialog.save([])


@pytest.mark.parametrize("said", [*REFUSALS, "<div role=alert>Your changes could not be saved</div>"])
async def test_refusal_to_save_is_told_without_what_was_there_before(browser: Browser, said: str) -> None:
    async with drawn(browser, saves=NEVER.replace("SAID", said)) as (dialog, page):
        await say(page, BANNER + OLD_TOAST)
        with pytest.raises(PortalSaid) as caught:
            await dialog.save([])
        words = said.partition(">")[2].partition("<")[0]
        assert caught.value.message == f"the Ooma Admin Portal did not save the identity provider: {words}"
