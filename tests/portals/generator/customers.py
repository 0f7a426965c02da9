"""Whose portals are drawn: names with everything that names have in life."""

import random
from datetime import timedelta

from tests.portals.generator.choices import Drawing
from tests.portals.skins import Skin

# Names, and what stands in the domain for them.
COMPANIES = (
    ("Contoso", "contoso"),
    ("Woodgrove Bank", "woodgrove"),
    ("Müller & Söhne GmbH", "muellersoehne"),
    ("O'Brien's Cafés", "obrienscafes"),
    ("Smith, Jones & Co.", "smithjones"),
    ("Zażółć Gęślą Sp. z o.o.", "zazolc"),
    ("St. Mary's Hospital (North)", "stmarysnorth"),
    ("Alpine Ski House", "alpineskihouse"),
    ("Fish & Chips <London>", "fishandchips"),
    ("100% Juice Ltd.", "hundredpercent"),
    ("Côte d'Azur Hôtels", "cotedazur"),
    ('Al\'s "Best" Tires', "alsbesttires"),
    ("R+D Labs / Europe", "rdlabs"),
    ("Ουρανός Τηλεπικοινωνίες", "ouranos"),
    ("VanArsdel, Ltd.", "vanarsdelltd"),
    ("The Phone Company", "thephone-company"),
)
APPS = ("Ooma", "Ooma Enterprise", "Ooma SSO", "Ooma (Voice & Fax)", "Ooma Office - Phones", "Ooma's Phone System")


def skin_of(drawing: Drawing) -> Skin:
    """The portals of a drawing as they are before anybody comes."""
    chance = random.Random(f"{drawing.seed} customer")  # noqa: S311
    choices = drawing.choices
    account, domain = chance.choice(COMPANIES)
    has_values = choices["azure_existing"] == "some"
    return Skin(
        name="generated",
        app=chance.choice(APPS),
        domain=domain + chance.choice((".onmicrosoft.com", ".com")),
        account=account,
        similar=(f"{account} (test)", account.split()[0] if " " in account else f"{account} Europe"),
        by_id=choices["directory"] == "id",
        child=choices["own"] == "no",
        identifiers=(f"https://pbx.{domain}.com/saml", f"urn:{domain}:intranet") if has_values else (),
        reply_urls=(f"https://pbx.{domain}.com/saml/acs",) if has_values else (),
        latency=(0.1, 0.9) if choices["network"] == "uneven" else (0.0, 0.05),
        certificate_after=3.0 if choices["certificate_shown"] == "late" else 0.0,
        starts_in=timedelta(minutes=-1),
    )


def variations_of(drawing: Drawing) -> dict[str, bool]:
    """The variations of the portals themselves (see `tests.portals.skins.VARIATIONS`) that a drawing has."""
    choices = drawing.choices
    return {
        "tiles": choices["azure_mode"] == "tiles",
        "other_site": choices["azure_frame"] == "other_site",
        "early_certificate": choices["azure_early"] == "yes",
    }
