"""What `apply` writes to the portals, in its order, and what each write is called."""

from recordings import Write

LAST = "ooma.idp.enable"
SWAP = "ooma.idp.save azure"
BY_HAND = ("azure.certificate.save", "azure.certificate.activate", SWAP, LAST)
UNTOUCHED = ("azure.blade.choose", "ooma.idp.save placeholder", "azure.card1.save", SWAP, LAST)
WITH_PLACEHOLDER = UNTOUCHED[2:]


def what(write: Write) -> str:
    """What a write is: where Ooma's dialog is saved, with which certificate."""
    name = str(write.detail.get("certificate_name", ""))
    kind = next((kind for kind in ("azure", "placeholder") if kind in name), "")
    return f"{write.operation} {kind}".strip()
