"""The Azure stand-in by plain requests: verdicts of the sign-in, the identity provider, and faults."""

import base64
import re
import zlib
from collections.abc import AsyncIterator
from datetime import timedelta
from urllib.parse import urlencode

import pyotp
import pytest
from lxml import etree
from playwright.async_api import APIRequestContext, APIResponse, Playwright
from signxml.verifier import XMLVerifier

from recordings import Fault, FaultKind, Options, World, serve
from recordings.azure.certificates import bare, make_certificate, pem, provide
from recordings.azure.flows import SESSION_COOKIE
from recordings.azure.saml import SignOnError, entra_identifier, sign_on_response
from recordings.azure.sessions import PortalTarget
from recordings.azure.state import Address, AzureUser
from recordings.ooma.saml import SignOnRefusedError, acs_url, check_sign_on, issuer
from recordings.ooma.state import IdentityProvider
from tests.helpers.azure_stand_in import Stage, cookie

ACS = "https://sp.example/acs"
ENTITY_ID = "https://sp.example"


@pytest.fixture(scope="module")
async def stage() -> AsyncIterator[Stage]:
    world = World.make(Options(tenants=20))
    async with serve(world) as origins:
        yield Stage(world, origins, world.customers[0])


@pytest.fixture
def fresh(stage: Stage) -> Stage:
    """The stage with a customer that no test has touched yet."""
    customer = next(one for one in stage.world.customers if not one.azure_user.display_name.startswith("Used"))
    customer.azure_user.display_name = f"Used {customer.azure_user.display_name}"
    return Stage(stage.world, stage.origins, customer)


@pytest.fixture(scope="module")
async def http(playwright: Playwright) -> AsyncIterator[APIRequestContext]:
    context = await playwright.request.new_context()
    yield context
    await context.dispose()


async def send_password(stage: Stage, http: APIRequestContext, password: str) -> tuple[str, APIResponse]:
    """Send a password for the stage's user; returns the sign-in's token and the answer."""
    target = PortalTarget(f"{stage.origins.portal}/signin/index/", "")
    flow = stage.world.azure_sessions.start_flow(None, target)
    form: dict[str, str | float | bool] = {"flowToken": flow.id, "login": stage.user.upn, "passwd": password}
    return flow.id, await http.post(f"{stage.origins.login}/common/login", form=form)


async def send_code(stage: Stage, http: APIRequestContext, flow: str, code: str) -> bool:
    body = {"AuthMethodId": "PhoneAppOTP", "flowToken": flow, "AdditionalAuthData": code}
    answer = await http.post(f"{stage.origins.login}/common/SAS/EndAuth", data=body)
    return bool((await answer.json())["Success"])


@pytest.mark.parametrize(
    ("trouble", "page", "code"),
    [
        ("locked", "ConvergedSignIn", "50053"),
        ("disabled", "ConvergedSignIn", "50057"),
        ("more information", "ConvergedProofUpRedirect", "50079"),
        ("conditional access", "ConvergedConditionalAccess", "53003"),
    ],
)
async def test_trouble_after_the_password(
    fresh: Stage, http: APIRequestContext, trouble: str, page: str, code: str
) -> None:
    fresh.user.trouble = trouble  # type: ignore[assignment]
    _, answer = await send_password(fresh, http, fresh.user.password)
    text = await answer.text()
    assert f'<meta name="PageID" content="{page}">' in text
    assert re.search(rf'"sErrorCode": "{code}"|AADSTS{code}', text)


async def test_many_wrong_passwords_lock_the_account(fresh: Stage, http: APIRequestContext) -> None:
    for _ in range(10):
        _, answer = await send_password(fresh, http, "wrong")
        assert '"sErrorCode": "50126"' in await answer.text()
    _, answer = await send_password(fresh, http, fresh.user.password)
    assert '"sErrorCode": "50053"' in await answer.text()
    assert fresh.user.password_attempts == 11


async def test_codes_have_one_step_of_skew_and_one_use(fresh: Stage, http: APIRequestContext) -> None:
    totp = pyotp.TOTP(fresh.user.totp_secret)
    now = fresh.world.now()
    flow, _ = await send_password(fresh, http, fresh.user.password)
    assert not await send_code(fresh, http, flow, totp.at(now - timedelta(seconds=90)))
    assert not await send_code(fresh, http, flow, totp.at(now + timedelta(seconds=90)))
    # The next step's code is within the skew however the clock moves meanwhile.
    ahead = totp.at(now + timedelta(seconds=30))
    assert await send_code(fresh, http, flow, ahead)
    assert not await send_code(fresh, http, flow, ahead)
    assert (fresh.user.code_attempts, fresh.user.rejected_attempts) == (4, 3)


async def test_the_second_factor_cannot_be_skipped(fresh: Stage, http: APIRequestContext) -> None:
    flow, _ = await send_password(fresh, http, fresh.user.password)
    for address in ("/common/SAS/ProcessAuth", "/kmsi"):
        answer = await http.post(fresh.origins.login + address, form={"flowToken": flow})
        assert "AADSTS500121" in await answer.text()
    assert not fresh.world.azure_sessions.codes


async def test_a_tenant_says_what_its_id_is(stage: Stage, http: APIRequestContext) -> None:
    directory = stage.customer.directory
    for name in (directory.domain, str(directory.id)):
        answer = await http.get(f"{stage.origins.login}/{name}/v2.0/.well-known/openid-configuration")
        assert str(directory.id) in (await answer.json())["issuer"]
    answer = await http.get(f"{stage.origins.login}/nowhere.example/v2.0/.well-known/openid-configuration")
    assert answer.status == 400


def set_up(stage: Stage, identifier: str = ENTITY_ID, reply_url: str = ACS) -> None:
    """Complete card 1 as if it had been done long ago."""
    application = stage.application
    application.identifiers = [Address("https://other.example"), Address(identifier, default=True)]
    application.reply_urls = [Address("https://other.example/acs"), Address(reply_url, default=True)]
    application.established = True
    provide(stage.world, application)


def request_of(identifier: str, acs: str) -> str:
    """A service provider's request, as the query of a redirect."""
    text = (
        '<samlp:AuthnRequest xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" ID="_1" Version="2.0" '
        f'IssueInstant="2024-01-01T00:00:00Z" AssertionConsumerServiceURL="{acs}">'
        f'<Issuer xmlns="urn:oasis:names:tc:SAML:2.0:assertion">{identifier}</Issuer></samlp:AuthnRequest>'
    )
    packed = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    deflated = packed.compress(text.encode()) + packed.flush()
    return urlencode({"SAMLRequest": base64.b64encode(deflated).decode(), "RelayState": "back"})


async def sign_on(stage: Stage, http: APIRequestContext, query: str, *users: AzureUser, test: bool = False) -> str:
    address = f"{stage.origins.login}/{stage.customer.directory.id}/saml2{'/test' if test else ''}?{query}"
    headers = {"Cookie": f"{SESSION_COOKIE}={cookie(stage, *users)}"} if users else {}
    return await (await http.get(address, headers=headers)).text()


async def test_a_request_is_answered_with_a_signed_assertion(fresh: Stage, http: APIRequestContext) -> None:
    set_up(fresh)
    page = await sign_on(fresh, http, request_of(ENTITY_ID, ACS), fresh.user)
    assert f'action="{ACS}"' in page
    assert 'name="RelayState" value="back"' in page
    sent = re.search(r'name="SAMLResponse" value="([^"]+)"', page)
    assert sent
    root = etree.fromstring(base64.b64decode(sent[1]))
    assert root.get("InResponseTo") == "_1"
    assert root.get("Destination") == ACS
    active = fresh.application.active_certificate
    assert active
    verified = XMLVerifier().verify(root, x509_cert=pem(active).decode())
    assert not isinstance(verified, list)
    text = verified.signed_data.decode()
    for expected in (ENTITY_ID, fresh.user.upn, entra_identifier(fresh.customer.directory)):
        assert expected in text
    # The order of an assertion's parts, and the signature's place.
    names = [etree.QName(child).localname for child in root[-1]]
    assert names == ["Issuer", "Signature", "Subject", "Conditions", "AttributeStatement", "AuthnStatement"]


async def test_sign_on_stops_on_the_providers_own_page(fresh: Stage, http: APIRequestContext) -> None:
    set_up(fresh)
    user = fresh.user
    assert "AADSTS700016" in await sign_on(fresh, http, request_of("https://unknown.example", ACS), user)
    assert "AADSTS50011" in await sign_on(fresh, http, request_of(ENTITY_ID, "https://evil.example"), user)
    assert "AADSTS750054" in await sign_on(fresh, http, "", user)
    assert "AADSTS75005" in await sign_on(fresh, http, urlencode({"SAMLRequest": "bm90IHhtbA=="}), user)
    asked = await sign_on(fresh, http, request_of(ENTITY_ID, ACS))
    assert '<meta name="PageID" content="ConvergedSignIn">' in asked
    user.assigned = False
    assert "AADSTS50105" in await sign_on(fresh, http, request_of(ENTITY_ID, ACS), user)
    user.assigned = True
    fresh.application.certificates[0].active = False
    assert "AADSTS50003" in await sign_on(fresh, http, request_of(ENTITY_ID, ACS), user)
    fresh.application.reply_urls.clear()
    query = urlencode({"appid": fresh.application.app_id})
    assert "AADSTS750056" in await sign_on(fresh, http, query, user, test=True)


async def test_what_is_entered_is_escaped_on_the_pages(fresh: Stage, http: APIRequestContext) -> None:
    set_up(fresh, reply_url='https://sp.example/"><script>alert(1)</script>')
    query = urlencode({"appid": fresh.application.app_id})
    page = await sign_on(fresh, http, query, fresh.user, test=True)
    assert "&#34;&gt;&lt;script&gt;" in page
    assert "<script>alert" not in page


async def test_the_metadata_carry_the_applications_certificate(fresh: Stage, http: APIRequestContext) -> None:
    set_up(fresh)
    active = fresh.application.active_certificate
    assert active
    place = f"{fresh.customer.directory.id}/federationmetadata/2007-06/federationmetadata.xml"
    for query, contained in ((f"?appid={fresh.application.app_id}", True), ("", False)):
        answer = await http.get(f"{fresh.origins.login}/{place}{query}")
        body = await answer.body()
        assert body.startswith(b"\xef\xbb\xbf")
        root = etree.fromstring(body)
        assert root.get("entityID") == entra_identifier(fresh.customer.directory)
        keys = {one.text for one in root.iter("{http://www.w3.org/2000/09/xmldsig#}X509Certificate")}
        assert (bare(active) in keys) is contained
    assert (await http.get(f"{fresh.origins.login}/{place}?appid=nonsense")).status == 400


async def test_the_metadata_list_inactive_certificates_too_in_an_order_that_does_not_tell_which_signs(
    fresh: Stage, http: APIRequestContext
) -> None:
    set_up(fresh)
    world, application = fresh.world, fresh.application
    made = application.certificates + [make_certificate(world, active=False) for _ in range(3)]
    place = f"{fresh.customer.directory.id}/federationmetadata/2007-06/federationmetadata.xml"
    seen = set()
    for active in made:
        application.certificates = made
        for one in made:
            one.active = one is active
        answer = await http.get(f"{fresh.origins.login}/{place}?appid={application.app_id}")
        root = etree.fromstring(await answer.body())
        (idp,) = root.iter("{urn:oasis:names:tc:SAML:2.0:metadata}IDPSSODescriptor")
        seen.add(tuple(one.text for one in idp.iter("{http://www.w3.org/2000/09/xmldsig#}X509Certificate")))
        assert bare(active) in base64.b64decode(sign_on_response(world, fresh.customer)).decode().replace("\n", "")
    (listed,) = seen
    assert sorted(listed) == sorted(bare(one) for one in made)


async def test_the_service_provider_accepts_the_active_certificate_only(fresh: Stage) -> None:
    customer, world = fresh.customer, fresh.world
    with pytest.raises(SignOnError):
        sign_on_response(world, customer)
    set_up(fresh, issuer(world, customer.account), acs_url(world, customer.account))
    other = next(one for one in customer.directory.applications if one.name == "Zoom")
    provide(world, other)
    claim = "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/emailaddress"
    right, wrong = fresh.application.active_certificate, other.active_certificate
    assert right
    assert wrong
    customer.account.idp = IdentityProvider("https://idp.example", wrong.certificate, "wrong.cert", claim)
    with pytest.raises(SignOnRefusedError):
        check_sign_on(world, customer.account, sign_on_response(world, customer))
    customer.account.idp.certificate = right.certificate
    assert check_sign_on(world, customer.account, sign_on_response(world, customer)) == fresh.user.mail
    without = sign_on_response(world, customer)
    fresh.user.mail = ""
    assert len(sign_on_response(world, customer)) < len(without)


async def ask(
    stage: Stage, http: APIRequestContext, address: str, user: AzureUser, *, save: object = None
) -> APIResponse:
    sessions = stage.world.azure_sessions
    token = sessions.redeem(sessions.start_portal(user, stage.customer.directory))
    address = f"{stage.origins.portal}/api/{address}"
    headers = {"Authorization": f"Bearer {token}"}
    if save is not None:
        return await http.put(address, headers=headers, data=save)
    return await http.get(address, headers=headers)


def rows(*values: str) -> list[dict[str, object]]:
    return [{"value": value, "default": number == 0} for number, value in enumerate(values)]


async def test_the_api_keeps_strangers_out(stage: Stage, http: APIRequestContext) -> None:
    address = f"apps/{stage.application.object_id}/saml"
    assert (await http.get(f"{stage.origins.portal}/api/{address}")).status == 401
    plain = stage.customer.directory.plain_user
    assert (await ask(stage, http, address, plain)).status == 403
    assert (await ask(stage, http, "apps/nonsense/saml", stage.user)).status == 404


async def test_what_the_portal_refuses_to_save(fresh: Stage, http: APIRequestContext) -> None:
    address = f"apps/{fresh.application.object_id}/saml/basic"
    taken = next(one for one in fresh.customer.directory.applications if one.name == "Zoom").identifiers[0]
    for identifiers, replies in (
        (rows(), rows(ACS)),
        (rows("https://a.example", "https://a.example"), rows(ACS)),
        (rows("https://a.example"), rows("not an address")),
        (rows(taken.value), rows(ACS)),
    ):
        body = {"identifiers": identifiers, "replyUrls": replies}
        assert (await ask(fresh, http, address, fresh.user, save=body)).status == 400
    assert not fresh.application.complete


async def test_faults_of_a_save(fresh: Stage, http: APIRequestContext) -> None:
    world = fresh.world
    address = f"apps/{fresh.application.object_id}/saml/basic"
    body = {"identifiers": rows(ENTITY_ID), "replyUrls": rows(ACS)}
    expected = [
        (FaultKind.HTTP_500, 500, False),
        (FaultKind.LIES, 200, False),
        (FaultKind.SESSION_GONE, 401, False),
        (FaultKind.DENIES, 500, True),
    ]
    before = len(world.writes)
    for kind, status, changed in expected:
        world.faults.add(Fault("azure.card1.save", kind))
        answer = await ask(fresh, http, address, fresh.user, save=body)
        assert (answer.status, fresh.application.complete) == (status, changed)
    (write,) = world.writes[before:]
    assert (write.operation, write.tenant) == ("azure.card1.save", fresh.customer.name)
    assert write.detail["identifiers"] == [ENTITY_ID]
    assert fresh.user.password not in str(world.writes)
