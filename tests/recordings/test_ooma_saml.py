"""The Ooma stand-in is a real SAML service provider."""

import base64
import zlib
from collections.abc import AsyncIterator
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.async_api import APIRequestContext, Page, Playwright, expect

from recordings.ooma.saml import SignOnRefusedError, acs_url, check_sign_on
from tests.helpers.ooma_stand_in import EMAIL, SSO_URL, Portal, ooma_portal, saml_response, set_up


@pytest.fixture
async def portal() -> AsyncIterator[Portal]:
    async with ooma_portal() as served:
        yield served


@pytest.fixture
async def http(playwright: Playwright) -> AsyncIterator[APIRequestContext]:
    context = await playwright.request.new_context()
    yield context
    await context.dispose()


def refusal(portal: Portal, response: str) -> SignOnRefusedError:
    with pytest.raises(SignOnRefusedError) as caught:
        check_sign_on(portal.world, portal.account, response)
    return caught.value


def test_a_response_signed_with_the_held_certificate_is_accepted(portal: Portal) -> None:
    set_up(portal.account)
    assert check_sign_on(portal.world, portal.account, saml_response(portal)) == EMAIL


def test_with_the_placeholder_the_signature_is_refused(portal: Portal) -> None:
    set_up(portal.account, "placeholder")
    refused = refusal(portal, saml_response(portal))
    assert refused.reason == "signature"
    assert "Signature validation failed" in str(refused)


def test_an_unsigned_response_is_refused(portal: Portal) -> None:
    set_up(portal.account)
    assert refusal(portal, saml_response(portal, signed_by=None)).reason == "signature"


def test_a_changed_response_is_refused(portal: Portal) -> None:
    set_up(portal.account)
    portal.account.emails.append("boss@contoso.example")
    document = base64.b64decode(saml_response(portal)).replace(EMAIL.encode(), b"boss@contoso.example")
    assert refusal(portal, base64.b64encode(document).decode()).reason == "signature"


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"audience": "https://other.example"}, "not a valid audience"),
        ({"destination": "https://other.example/acs"}, "instead of"),
        ({"minutes": -90}, "expired"),
        ({"minutes": 90}, "not yet valid"),
        ({"in_response_to": "_unknown"}, "no request of this account"),
    ],
)
def test_a_response_that_is_not_meant_for_here_and_now_is_refused(
    portal: Portal, change: dict[str, object], words: str
) -> None:
    set_up(portal.account)
    refused = refusal(portal, saml_response(portal, **change))  # type: ignore[arg-type]
    assert refused.reason == "response"
    assert words in str(refused)


def test_somebody_without_a_mail_address_is_refused(portal: Portal) -> None:
    set_up(portal.account)
    assert refusal(portal, saml_response(portal, email=None)).reason == "no email"


def test_somebody_unknown_is_refused(portal: Portal) -> None:
    set_up(portal.account)
    assert refusal(portal, saml_response(portal, email="stranger@contoso.example")).reason == "unknown user"


@pytest.mark.parametrize("response", ["", "?", "aGVsbG8=", "PGEvPg=="])
def test_what_is_no_response_is_refused(portal: Portal, response: str) -> None:
    set_up(portal.account)
    assert refusal(portal, response).reason in {"unreadable", "response"}


def test_without_an_identity_provider_nobody_signs_on(portal: Portal) -> None:
    assert refusal(portal, saml_response(portal)).reason == "not set up"


def test_a_given_entity_id_must_be_the_issuer(portal: Portal) -> None:
    set_up(portal.account, idp_entity_id="https://sts.windows.net/0000/")
    assert check_sign_on(portal.world, portal.account, saml_response(portal)) == EMAIL
    set_up(portal.account, idp_entity_id="https://sts.windows.net/1111/")
    assert "Invalid issuer" in str(refusal(portal, saml_response(portal)))


def test_accounts_do_not_accept_each_others_responses(portal: Portal) -> None:
    other = next(account for account in portal.world.root.children if account is not portal.account)
    set_up(other)
    other.emails = [EMAIL]
    with pytest.raises(SignOnRefusedError):
        check_sign_on(portal.world, other, saml_response(portal))


async def test_the_callback_page_says_who_signed_on_and_whether_sso_is_enabled(portal: Portal, page: Page) -> None:
    idp = set_up(portal.account)
    for enabled, words in ((False, "is not enabled for this account"), (True, "is enabled for this account")):
        idp.enabled = enabled
        await post(page, portal, saml_response(portal))
        await expect(page.get_by_role("heading", name=f"Signed in as {EMAIL}")).to_be_visible()
        await expect(page.get_by_text(words)).to_be_visible()


async def test_the_callback_page_says_why_it_refuses(portal: Portal, page: Page) -> None:
    set_up(portal.account, "placeholder")
    await post(page, portal, saml_response(portal))
    await expect(page.get_by_role("heading", name="Sign-on refused")).to_be_visible()
    await expect(page.get_by_text("Signature validation failed")).to_be_visible()
    assert portal.world.operations["ooma.acs"] == 1


async def post(page: Page, portal: Portal, response: str) -> None:
    """Post a response as an identity provider does: with a form on a page of another origin."""
    await page.set_content(
        f'<form method="post" action="{acs_url(portal.world, portal.account)}">'
        f'<input name="SAMLResponse" value="{response}"></form><script>document.forms[0].submit()</script>'
    )
    await page.locator("main.sso-card").wait_for()


@pytest.mark.parametrize("signed", [False, True])
async def test_a_sign_on_can_start_at_the_service_provider(
    portal: Portal, http: APIRequestContext, signed: bool
) -> None:
    set_up(portal.account).sign_request = signed
    start = f"{portal.url}sso/{portal.account.id}/login"
    answer = await http.get(start, max_redirects=0)
    assert answer.status == 302
    address = answer.headers["location"]
    assert address.startswith(SSO_URL)
    query = parse_qs(urlsplit(address).query)
    request = zlib.decompress(base64.b64decode(query["SAMLRequest"][0]), -15).decode()
    assert acs_url(portal.world, portal.account) in request
    assert ("Signature" in query) is signed
    (request_id,) = portal.world.ooma_sessions.requests
    response = saml_response(portal, in_response_to=request_id)
    assert check_sign_on(portal.world, portal.account, response) == EMAIL
    assert refusal(portal, response).reason == "response", "a request is answered once"
    metadata = await http.get(f"{portal.url}sso/{portal.account.id}/metadata")
    assert ("X509Certificate" in await metadata.text()) is signed
