"""How the skins differ in what stands in the portals before anybody comes."""

from dataclasses import dataclass, replace
from datetime import timedelta

VARIATIONS = (
    "wrong_directory",  # Azure shows another directory than the one asked for
    "wrong_account",  # masquerading ends in an account of a similar name
    "twin_account",  # another branch of the tree, which comes first, has an account of exactly the customer's name
    "sso_save_lies",  # Ooma says that the second certificate was saved and keeps the first
    "foreign_idp",  # somebody else's identity provider is already set up at Ooma
    "early_certificate",  # Azure has a certificate from the start and replaces it at the first full save
    "other_site",  # blade frames are of another site, not only of another origin, as in life
    "tiles",  # the single sign-on method was not chosen yet
    "enable_radios",  # 'Enable' and 'Sign Request' are two radio buttons each, 'Enabled' and 'Disabled' (classic2023)
    "enable_list",  # 'Enable' is a list of two, without a label of its own (classic2023)
    "two_steps",  # Ooma asks for the names first, and for the password on the next view (classic2023)
    "news",  # a dialog tells what is new after the sign-in; Ooma's is closed by a cross without a name
    "cookie_banner",  # until it is answered, a question about cookies lies over the foot of every page
    "account_list",  # Ooma's accounts are a list in the top bar, with a 'Go' beside it (fluent)
    "long_list",  # applications in Azure come as they are scrolled to, and only those are searched (fluent)
    "two_saves",  # a 'Save' of the page's own is in sight beside the dialog's and the panel's (classic2023)
    "drop_zone",  # a certificate is dropped in a zone, and removed by a drawing without a name (classic2023)
    "cut_values",  # the cards are lists of terms, and cut long values short (classic2023)
    "enable_button",  # 'Enable SSO' is a button, then 'Disable SSO', and asks 'Are you sure?' (fluent)
)


@dataclass(frozen=True)
class Skin:
    """How a pair of portals looks, and what stands in them before anybody comes."""

    name: str
    app: str
    domain: str
    account: str
    similar: tuple[str, ...] = ()
    by_name: bool = False  # no ids are given: the application is found in the list
    by_id: bool = False  # the directory is named by its id instead of its domain
    child: bool = True  # the customer is a child of the account signed in to
    ooma_code: bool = False  # Ooma asks for a one-time code too
    suffixes: tuple[str, ...] = (".cert", ".cer", ".crt", ".pem")
    identifiers: tuple[str, ...] = ()
    reply_urls: tuple[str, ...] = ()
    latency: tuple[float, float] = (0.0, 0.05)
    certificate_after: float = 0.0
    starts_in: timedelta = timedelta(minutes=-1)
    pace: float = 1.0  # by what every wait of the pages' scripts is multiplied

    def paced(self, pace: float) -> "Skin":
        """The same portals, slower or faster; what follows what stays as it is."""
        least, most = self.latency
        return replace(
            self, pace=pace, latency=(least * pace, most * pace), certificate_after=self.certificate_after * pace
        )


SKINS = {
    skin.name: skin
    for skin in (
        Skin(
            name="fluent",
            app="Fabrikam Voice (Ooma)",
            domain="fabrikam.onmicrosoft.com",
            account="Fabrikam, Inc.",
            similar=("Fabrikam, Inc. (sandbox)", "Fabrikam Inc"),
            by_name=True,
        ),
        Skin(
            name="classic2023",
            app="Ooma",
            domain="woodgrove.onmicrosoft.com",
            account="Woodgrove Bank",
            child=False,
            suffixes=(".cert", ".crt", ".pem"),
        ),
        Skin(
            name="awkward",
            app="Ooma Enterprise SSO",
            domain="tailspintoys.com",
            account="Tailspin Toys",
            similar=("Tailspin Toys Europe", "Tailspin"),
            ooma_code=True,
            identifiers=("https://legacy-pbx.tailspintoys.com/saml", "urn:tailspintoys:intranet"),
            reply_urls=("https://legacy-pbx.tailspintoys.com/saml/acs",),
            latency=(0.3, 1.2),
            certificate_after=3.0,
            starts_in=timedelta(minutes=2),
        ),
        Skin(
            name="minimal",
            app="Ooma",
            domain="adatum.onmicrosoft.com",
            account="A. Datum & Sons",
            similar=("A. Datum & Sons (Test)", "A. Datum"),
            by_name=True,
            by_id=True,
        ),
    )
}
