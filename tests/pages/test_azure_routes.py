"""Where the Azure portal's pages are, and when an address says that a page is still there."""

import pytest

from pages.azure.routes import AzureTarget, Route, application_list, saml_page

OBJECT, APP = "6B0C1F8E-7d0a-4a55-9a51-0d1c4b7e9f10", "0f4f3bb1-7f4c-4f28-b1f5-2d8ad1c5e7a2"
TARGET = AzureTarget("https://portal.example", "contoso.onmicrosoft.com", "Ooma", OBJECT, APP)


@pytest.mark.parametrize("route", [saml_page(TARGET), application_list(TARGET)])
def test_the_address_names_the_directory_and_asks_for_english(route: Route) -> None:
    assert route.url.startswith("https://portal.example/contoso.onmicrosoft.com?l=en.en-us#view/")


@pytest.mark.parametrize("route", [saml_page(TARGET), application_list(TARGET)])
def test_what_was_opened_is_there_in_whatever_letters(route: Route) -> None:
    assert route.is_at(route.url)
    assert route.is_at(route.url.lower())
    assert not route.is_at("https://portal.example/contoso.onmicrosoft.com?l=en.en-us#home")


def test_the_saml_page_is_that_of_the_application() -> None:
    assert f"/objectId/{OBJECT}/appId/{APP}/" in saml_page(TARGET).url
    assert not saml_page(TARGET).is_at(saml_page(AzureTarget("https://portal.example", "c", "Ooma", APP, APP)).url)


@pytest.mark.parametrize(
    ("object_id", "app_id", "has_ids"), [(OBJECT, APP, True), (OBJECT, "", False), ("", APP, False)]
)
def test_only_both_ids_together_lead_to_the_saml_page(object_id: str, app_id: str, has_ids: bool) -> None:
    assert AzureTarget("https://portal.example", "c", "Ooma", object_id, app_id).has_ids is has_ids
