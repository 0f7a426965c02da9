"""What the portal refuses is told in its own words, wherever its panels show them, with what to do about it."""

from pathlib import Path
from typing import Literal

import pytest
from playwright.async_api import Browser, Page

from pages.azure import BasicSamlPanel, SamlBlade
from pages.azure.refusals import is_refusal, refusal
from pages.errors import NotFound, PortalError, PortalRefused, PortalSaid
from recordings import Options
from tests.helpers.plays import Bot, assert_failed, complete, played
from tests.helpers.small_azure import small_blade

DOMAIN = "Values of identifierUris property must use a verified domain of the organization or its subdomain: 'urn:a'"
TENANT_POLICY = (
    "Failed to add identifier URI urn:a. All newly added URIs must contain a tenant verified domain, tenant ID, or app"
    " ID, as per the default tenant policy of your organization."
)
DUPLICATE = "Another object with the same value for property identifierUris already exists."
LIFETIME = "Credential lifetime exceeds the max value allowed as per assigned policy '9d2624cb'."
POLICY = "The value urn:a does not meet the requirements of the app management policy."
UNKNOWN = "Computer says no."


@pytest.mark.parametrize(
    ("said", "hint"),
    [
        (DOMAIN, "Ask Ooma for an Issuer"),
        (TENANT_POLICY, "Ask Ooma for an Issuer"),
        (DUPLICATE, "Another application"),
        ("Please enter an Identifier which is unique within your organization.", "Another application"),
        (LIFETIME, "how long certificates"),
        (POLICY, "policy of the customer's tenant forbids it"),
    ],
)
def test_known_refusal_has_a_code_of_its_own_and_says_who_can_change_it(said: str, hint: str) -> None:
    error = refusal("the portal did not save it", said, portal="Azure", on_screen="")
    assert isinstance(error, PortalRefused)
    assert error.code == "portal-refused"
    assert error.message == f"the portal did not save it: {said}"
    assert hint in error.hint


def test_other_words_are_a_refusal_only_beside_a_field() -> None:
    assert type(refusal("what", UNKNOWN, portal="Azure", on_screen="")) is PortalSaid
    assert type(refusal("what", UNKNOWN, portal="Azure", on_screen="", of_field=True)) is PortalRefused


@pytest.mark.parametrize(
    ("said", "is_one"),
    [
        *((said, True) for said in (DOMAIN, TENANT_POLICY, DUPLICATE, LIFETIME, POLICY, UNKNOWN, "Unable to save")),
        ("Saving single sign-on configuration", False),
        ("Updating the application...", False),
        ("Successfully saved single sign-on configuration", False),
    ],
)
def test_refusal_is_known_by_being_neither_success_nor_progress(said: str, is_one: bool) -> None:
    assert is_refusal(said) is is_one


# On small pages.

PANEL = """<div class=pane role=dialog id=first hidden><h2>Basic SAML Configuration</h2>
<button id=save disabled>Save</button><div>Identifier (Entity ID)</div>
<div><input id=one placeholder="Enter an identifier" aria-describedby="hint one-said">
<i id=hint>Each only once</i></div>
<p id=one-said></p><div>Reply URL (Assertion Consumer Service URL)</div>
<div><input placeholder="Enter a reply URL"></div><p>The address of the service</p></div>
<div role=alert>A banner that was there before</div>
<script>const said = document.getElementById("one-said"); SCRIPT</script>"""
REFUSE_AT_FIELD = "one.oninput = () => later(() => { ACT });"
SAVABLE = "first.oninput = () => later(() => { save.disabled = false; });"


async def entered(blade: SamlBlade) -> BasicSamlPanel:
    await blade.edit_basic()
    panel = BasicSamlPanel(blade)
    await panel.add_identifier("urn:a", held=0)
    await panel.add_reply_url("https://sp.example/acs", held=0)
    return panel


async def refused(browser: Browser, script: str, kind: type[PortalError]) -> tuple[PortalError, list[str]]:
    async with small_blade(browser, PANEL.replace("SCRIPT", script), timeout=6) as (blade, page):
        panel = await entered(blade)
        with pytest.raises(kind) as caught:
            await panel.save([])
        return caught.value, await pressed(page)


async def pressed(page: Page) -> list[str]:
    return list(await page.evaluate("pressed"))


@pytest.mark.parametrize("said", [DUPLICATE, UNKNOWN])
@pytest.mark.parametrize(
    "act",
    [
        "said.textContent = SAID",
        "one.setAttribute('aria-invalid', true); one.insertAdjacentHTML('afterend', `<b>${SAID}</b>`)",
        "one.parentElement.insertAdjacentHTML('beforeend', `<div class=azc-validationBelowCtrl>${SAID}</div>`)",
        "toast(SAID)",
    ],
)
async def test_refusal_with_save_greyed_out_is_told_before_save_is_pressed(
    browser: Browser, act: str, said: str
) -> None:
    script = REFUSE_AT_FIELD.replace("ACT", act).replace("SAID", f'"{said}"')
    error, done = await refused(browser, script, PortalRefused)
    assert error.message == f"the Azure portal refuses what was entered in 'Basic SAML Configuration': {said}"
    assert "Save" not in done


async def test_save_that_stays_greyed_out_without_a_word_is_told_as_that(browser: Browser) -> None:
    error, _ = await refused(browser, "", NotFound)
    assert "'Save' button (enabled)" in error.message
    assert "banner" not in error.message


async def test_what_is_said_while_the_fields_are_checked_is_no_refusal(browser: Browser) -> None:
    checking = "one.oninput = () => { said.textContent = 'A reply URL is needed'; };"
    filled = "first.onchange = () => later(() => { said.textContent = ''; save.disabled = false; });"
    stored = "save.onclick = () => { save.disabled = true; later(() => toast('Successfully saved')); };"
    async with small_blade(browser, PANEL.replace("SCRIPT", checking + filled + stored), timeout=8) as (blade, page):
        panel = await entered(blade)
        await page.evaluate("first.onchange()")
        await panel.save([])
        assert "Save" in await pressed(page)


STORED = "save.onclick = () => setTimeout(() => toast('Successfully saved'), 2500);"


@pytest.mark.parametrize(
    ("entered_then", "pressed_then"),
    [
        ("said.textContent = '5 of 255 characters'", ""),
        ("toast('Try the new experience')", ""),
        ("", "toast('Try the new experience')"),
        ("", "save.disabled = true; said.textContent = 'This value is the audience of the tokens'"),
    ],
)
async def test_what_is_no_refusal_does_not_end_a_save_that_is_still_to_come(
    browser: Browser, entered_then: str, pressed_then: str
) -> None:
    """'Save' can be pressed, or has worked, later than the portal's word would have to stay."""
    script = f"""one.oninput = () => later(() => {{ {entered_then} }});
first.onchange = () => setTimeout(() => {{ save.disabled = false; }}, 2500); {STORED}
save.addEventListener("click", () => {{ {pressed_then} }});"""
    async with small_blade(browser, PANEL.replace("SCRIPT", script), timeout=8) as (blade, page):
        panel = await entered(blade)
        await page.evaluate("first.onchange()")
        await panel.save([])
        assert "Save" in await pressed(page)


@pytest.mark.parametrize(
    ("after", "kind", "said"),
    [
        (f'toast("Saving..."); later(() => toast("{DOMAIN}"))', PortalRefused, DOMAIN),
        (f'later(() => {{ save.disabled = false; toast("{UNKNOWN}"); }})', PortalSaid, UNKNOWN),
        (f'later(() => {{ said.textContent = "{UNKNOWN}"; }})', PortalRefused, UNKNOWN),
    ],
)
async def test_refusal_after_save_was_pressed_is_told(
    browser: Browser, after: str, kind: type[PortalSaid], said: str
) -> None:
    error, done = await refused(browser, f"{SAVABLE} save.onclick = () => {{ save.disabled = true; {after} }};", kind)
    assert said in error.message
    assert "banner" not in error.message
    assert "Save" in done


# On the recordings.


@pytest.mark.long
@pytest.mark.timeout(200)
@pytest.mark.parametrize(
    ("what", "at"),
    [
        ("identifier", "field"),
        pytest.param("certificate", "save", marks=pytest.mark.everything),
        pytest.param("identifier", "save", marks=pytest.mark.everything),
        pytest.param("certificate", "field", marks=pytest.mark.everything),
    ],
)
async def test_run_ends_with_the_portals_own_words(
    bot: Bot, tmp_path: Path, what: str, at: Literal["save", "field"]
) -> None:
    options = Options(totp=False, certificate="new-certificate")
    said = {"identifier": DOMAIN, "certificate": LIFETIME}[what]
    async with played(options, tmp_path) as stage:
        complete(stage, up_to=5 if what == "identifier" else 7)
        stage.application.certificates = []
        stage.world.azure.refuses_at = at
        stage.world.azure.refuses_identifier = said if what == "identifier" else ""
        stage.world.azure.refuses_certificate = said if what == "certificate" else ""
        result = await bot.run(stage, timeout=20)
        assert_failed(result, "portal-refused")
        assert result.error is not None
        # Once, though a notification is found as a whole and as its parts.
        assert result.error.message.count(said) == 1
        assert stage.world.writes == []
