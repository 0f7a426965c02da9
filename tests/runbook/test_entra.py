"""What Azure AD publishes: the directory's id, and the certificates in the federation metadata."""

import json

import pytest

from pages.errors import Unreachable
from runbook.certificates.certificate import describe
from runbook.certificates.entra import MetadataError, certificates_in, directory_id, published_certificates
from tests.helpers.certificates import in_metadata, make_certificate
from tests.helpers.entra import APP, DIRECTORY, LOGIN, METADATA_URL, ONE, Web, key, metadata, thumbprints

OTHER, FOREIGN = make_certificate(), make_certificate()


def test_all_signing_certificates_are_read_in_their_order() -> None:
    found = certificates_in(metadata(key(ONE), key(OTHER)).encode())
    assert found == (describe(ONE), describe(OTHER))


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(b"\xef\xbb\xbf" + metadata(key(ONE)).encode(), id="BOM"),
        pytest.param(metadata(key(ONE), declaration="").encode(), id="no declaration"),
        pytest.param(metadata(key(ONE)).replace("><", ">\r\n  <").encode(), id="CRLF and indented"),
        pytest.param(
            metadata(key(ONE)).replace("KeyDescriptor", "md:KeyDescriptor").replace(
                "<EntityDescriptor ", '<EntityDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata" '
            ).encode(),
            id="another prefix",
        ),
    ],
)  # fmt: skip
def test_certificates_are_read_however_the_document_is_written(content: bytes) -> None:
    assert certificates_in(content) == (describe(ONE),)


def test_encryption_keys_and_other_roles_certificates_do_not_count() -> None:
    role = f'<RoleDescriptor protocolSupportEnumeration="x">{key(FOREIGN)}</RoleDescriptor>'
    found = certificates_in(metadata(key(FOREIGN, "encryption"), key(ONE), role=role).encode())
    assert found == (describe(ONE),)


def test_metadata_without_a_signing_key_yields_none() -> None:
    assert certificates_in(metadata().encode()) == ()


BOMB = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;">]>'


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(metadata(key(ONE), before=BOMB).encode(), id="entities"),
        pytest.param(metadata(key(ONE), before="<!DOCTYPE x>").encode(), id="empty"),
        pytest.param(metadata(key(ONE), before='<!DOCTYPE x SYSTEM "file:///x">').encode(), id="external"),
        pytest.param(
            metadata(key(ONE), before=BOMB, declaration='<?xml version="1.0"?>').encode("utf-16"), id="UTF-16"
        ),
        pytest.param(
            b'<?xml version="1.0" encoding="utf-16be"?>'.decode().encode("utf-16be")
            + metadata(key(ONE), before=BOMB, declaration="").encode("utf-16be"),
            id="UTF-16BE without BOM",
        ),
    ],
)  # fmt: skip
def test_document_type_is_refused_in_whatever_encoding(content: bytes) -> None:
    with pytest.raises(MetadataError):
        certificates_in(content)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"<!doctype html><title>Sign in</title>",
        b"<html><body>Sign in<br></body></html>",
        b"{}",
        b"\xff\xfe\x00",
        metadata(key(ONE)).encode()[:-20],
        metadata(key(ONE), declaration='<?xml version="1.0" encoding="nonsense"?>').encode(),
        metadata(key(ONE), declaration='<?xml version="1.0" encoding="shift_jis"?>').encode(),
        metadata(key(ONE)).replace(in_metadata(ONE), "aGVsbG8=").encode(),
        metadata(key(ONE)).replace(in_metadata(ONE), "").encode(),
        metadata(key(ONE), before=f"<!--{'x' * 2_000_000}-->").encode(),
    ],
)
def test_anything_else_is_a_metadata_error(content: bytes) -> None:
    with pytest.raises(MetadataError):
        certificates_in(content)


async def test_published_certificates_are_those_at_the_applications_metadata_address() -> None:
    web = Web(metadata(key(ONE), key(OTHER)))
    found = await published_certificates(web, LOGIN, METADATA_URL)
    assert thumbprints(found) == [describe(ONE).thumbprint, describe(OTHER).thumbprint]
    assert web.asked == [METADATA_URL]


@pytest.mark.parametrize(
    "address",
    [
        METADATA_URL.replace("login.example", "evil.example"),
        METADATA_URL.replace("login.example", "login.example.evil.example"),
        METADATA_URL.replace("login.example", "login.example@evil.example"),
        METADATA_URL.replace("login.example", "login.example:8443"),
        METADATA_URL.replace("https:", "http:"),
        METADATA_URL.replace("https:", "file:"),
        f"/{DIRECTORY}/federationmetadata.xml?appid={APP}",
        "",
    ],
)
async def test_metadata_elsewhere_is_refused_before_anything_is_asked(address: str) -> None:
    web = Web(metadata(key(FOREIGN)))
    with pytest.raises(MetadataError):
        await published_certificates(web, LOGIN, address)
    assert web.asked == []


@pytest.mark.parametrize("address", [f"{LOGIN}:99999/?appid={APP}", f"https://[login/?appid={APP}"])
async def test_metadata_address_that_is_none_is_refused_in_words(address: str) -> None:
    with pytest.raises(MetadataError):
        await published_certificates(Web(""), LOGIN, address)


@pytest.mark.parametrize("query", ["", "?", "?appid=", "?notappid=" + APP, "?app=" + APP, "#appid=" + APP, "?appid=x"])
async def test_metadata_that_names_no_application_is_refused_before_anything_is_asked(query: str) -> None:
    """It would list the keys that all applications of the tenant share."""
    web = Web(metadata(key(FOREIGN)))
    with pytest.raises(MetadataError):
        await published_certificates(web, LOGIN, METADATA_URL.partition("?")[0] + query)
    assert web.asked == []


@pytest.mark.parametrize("query", [f"?AppId={APP.upper()}", f"?x=1&appid={APP}"])
async def test_application_may_be_named_in_any_letters_and_place(query: str) -> None:
    web = Web(metadata(key(ONE)))
    assert await published_certificates(web, LOGIN, METADATA_URL.partition("?")[0] + query) == (describe(ONE),)


@pytest.mark.parametrize("status", [302, 404, 500])
async def test_metadata_that_is_not_served_is_refused_whatever_comes_with_it(status: int) -> None:
    with pytest.raises(MetadataError, match=str(status)):
        await published_certificates(Web(metadata(key(ONE)), status), LOGIN, METADATA_URL)


async def test_directory_is_found_by_its_domain() -> None:
    web = Web(json.dumps({"issuer": f"{LOGIN}/{DIRECTORY.upper()}/v2.0"}))
    assert await directory_id(web, LOGIN, "contoso.example") == DIRECTORY
    assert web.asked == [f"{LOGIN}/contoso.example/v2.0/.well-known/openid-configuration"]


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ("", 200),
        ("<html>", 200),
        (b"\xff\x00", 200),
        ("[]", 200),
        ("null", 200),
        ('"text"', 200),
        ("{}", 200),
        ('{"issuer": null}', 200),
        ('{"issuer": "https://login.example/{tenantid}/v2.0"}', 200),
        (json.dumps({"issuer": f"{LOGIN}/{DIRECTORY}/v2.0"}), 400),
        (json.dumps({"issuer": f"{LOGIN}/{DIRECTORY}/v2.0"}), 404),
    ],
)
async def test_directory_is_unknown_where_microsoft_does_not_tell(body: bytes | str, status: int) -> None:
    assert await directory_id(Web(body, status), LOGIN, "contoso.example") == ""


@pytest.mark.parametrize("status", [302, 403, 429, 500, 503])
async def test_a_failure_of_microsoft_is_not_taken_for_an_unknown_directory(status: int) -> None:
    with pytest.raises(Unreachable, match=f"HTTP {status}"):
        await directory_id(Web("", status), LOGIN, "contoso.example")
