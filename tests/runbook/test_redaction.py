"""Addresses are told without what may be a token in them."""

import string

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from runbook.evidence.redaction import safe_address

ORIGIN = st.sampled_from(["https://portal.example", "http://127.0.0.1:8080", "https://[::1]", "chrome-error://x"])
SEEN = st.sampled_from(["", "/apps/sso", "/a%20b"])
SECRET = st.text(string.ascii_letters + string.digits + "._~-", max_size=20).map("SECRET{}".format)


ENDS = [
    "?{}",
    "?a=1&code={}",
    "?{}#/route",
    "#{}",
    "#access_token={}",
    "#id_token={}&state=1",
    "#/route?code={}",
    "#/route=x&{}",
    "#/a&access_token%3D{}",
    "#/a%3Fcode%3d{}",
    "#view{}",
    "#view/Blade?{}",
    "#view/Blade&code={}",
    "#blade/x&access_token={}",
    "#@contoso.example/x?{}",
    "#?{}",
    "#state-{}",
    ";jsessionid={}",
    ";{}?x",
    ";x={}#/route",
]


@given(ORIGIN, SEEN, SECRET, st.sampled_from(ENDS))
def test_no_query_or_token_is_left_in_an_address(origin: str, path: str, secret: str, end: str) -> None:
    # A browser names no address without a path before what belongs to the path.
    safe = safe_address(f"{origin}{path or '/'}{end.format(secret)}")
    assert secret not in safe
    assert safe.startswith(origin)


@given(SECRET)
def test_no_user_or_password_is_left_in_an_address(secret: str) -> None:
    assert safe_address(f"https://{secret}:{secret}@portal.example/x") == "https://portal.example/x"
    assert safe_address(f"https://a@{secret}@portal.example/x") == "https://portal.example/x"


@given(st.text())
@example("http://[")
@example("https://a\u2100b/")
@example("//host:port")
def test_any_text_gives_an_address_without_a_query_or_nothing(text: str) -> None:
    assert "?" not in safe_address(text)


@pytest.mark.parametrize(
    "address",
    [
        "https://portal.azure.com/#view/Microsoft_AAD_IAM/ManagedAppMenuBlade/~/SignOn/objectId/6b0c1f8e/appId/0f4f",
        "https://portal.azure.com/#@contoso.onmicrosoft.com/blade/x",
        "https://portal.example/#/apps/voip",
        "https://portal.example/",
        "about:blank",
    ],
)
def test_route_is_kept(address: str) -> None:
    assert safe_address(address) == address


@pytest.mark.parametrize("address", ["data:text/html,SECRET", "blob:https://portal.example/SECRET", "SECRET", ""])
def test_addresses_without_a_host_are_not_told(address: str) -> None:
    assert safe_address(address) == ""
