"""Three skins that were drawn from the public facts alone, by somebody who had not seen the page objects."""

from tests.portals.skins import Skin

BLIND = {
    # Azure's classic blades in the page itself, Microsoft's classic sign-in, and an Ooma made of Monster UI.
    "ibiza": Skin(
        name="ibiza",
        app="Ooma",
        domain="litware.onmicrosoft.com",
        account="Litware Inc",
        similar=("Litware Inc (closed)", "Litware"),
        by_name=True,
        ooma_code=True,
        identifiers=("http://adapplicationregistry.onmicrosoft.com/customappsso/primary",),
        latency=(0.05, 0.25),
    ),
    # Entra's admin centre with React blades in frames, the newer sign-in, and an Ooma made of React components.
    "entra": Skin(
        name="entra",
        app="Ooma Enterprise",
        domain="adatum.com",
        account="Adatum Corporation",
        similar=("Adatum Corporation Test", "Adatum"),
        by_name=True,
        ooma_code=True,
        latency=(0.05, 0.25),
    ),
    # Full pages everywhere: card 1 takes the whole blade, every view of the sign-in and of Ooma is a page load.
    "bootstrap": Skin(
        name="bootstrap",
        app="Ooma Phone System",
        domain="proseware.onmicrosoft.com",
        account="Proseware, Inc.",
        similar=("Proseware, Inc. (archive)", "Proseware"),
        latency=(0.05, 0.25),
        certificate_after=3.0,
    ),
}
