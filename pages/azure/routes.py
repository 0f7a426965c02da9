"""Where the pages are: what to open, and what the address holds as long as the page is there.

When Microsoft moves a page, this is the file to change. Nothing here proves whose page it is: a deep link can end on
the home page, so what the page shows decides.
"""

from dataclasses import dataclass
from urllib.parse import quote


@dataclass(frozen=True)
class AzureTarget:
    """Where the application is.

    Attributes:
        portal_url: origin of the portal.
        tenant: domain or id of the directory.
        app: display name of the enterprise application.
        object_id, app_id: when both are given the SAML page is opened by deep link.
    """

    portal_url: str
    tenant: str
    app: str
    object_id: str = ""
    app_id: str = ""

    @property
    def has_ids(self) -> bool:
        """Whether the SAML page can be opened by its own address."""
        return bool(self.object_id and self.app_id)


@dataclass(frozen=True)
class Route:
    """A page that has an address.

    Attributes:
        url: what to open.
        place: what a person would call the page.
        sign: what the address holds as long as the page is there; letter case doesn't count.
    """

    url: str
    place: str
    sign: str

    def is_at(self, url: str) -> bool:
        """Whether a browser with this address is there, as far as an address can tell."""
        return self.sign.lower() in url.lower()


def saml_page(target: AzureTarget) -> Route:
    """The SAML page of the application, by its ids."""
    fragment = (
        f"view/Microsoft_AAD_IAM/ManagedAppMenuBlade/~/SignOn/objectId/{target.object_id}"
        f"/appId/{target.app_id}/preferredSingleSignOnMode/saml/servicePrincipalType/Application/fromNav/"
    )
    return Route(_url(target, fragment), "the application's SAML page", target.object_id)


def application_list(target: AzureTarget) -> Route:
    """The list of the directory's enterprise applications."""
    blade = "StartboardApplicationsMenuBlade"
    fragment = f"view/Microsoft_AAD_IAM/{blade}/~/AppAppsPreview"
    return Route(_url(target, fragment), "the list of enterprise applications", blade)


def _url(target: AzureTarget, fragment: str) -> str:
    # The tenant in the address decides the directory; '?l=' the language of the page.
    return f"{target.portal_url}/{quote(target.tenant)}?l=en.en-us#{fragment}"
