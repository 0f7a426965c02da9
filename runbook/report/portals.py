"""What both portals showed when they were last read, side by side, and whether it goes together."""

from dataclasses import dataclass
from datetime import UTC

from runbook.certificates.held import Match, is_placeholder
from runbook.evidence.entries import Observed
from runbook.planning import Proof, certificate_match, is_foreign, proof
from runbook.results import Verdict
from runbook.state import AzureState, OomaState, Seen

_REMARKS = {
    Proof.CONTENT: "told by its content",
    Proof.STORED: "uploaded by this run and seen stored",
    Proof.UPLOADED: "uploaded by this run",
    None: "nothing shown proves its content",
}


@dataclass(frozen=True)
class Side:
    """What one portal shows.

    Attributes:
        label: the portal's own name for the thing; empty if the portal has no such thing.
        values: what stands there; empty if nothing does.
        remark: more about it.
    """

    label: str = ""
    values: tuple[str, ...] = ()
    remark: str = ""


@dataclass(frozen=True)
class Pair:
    """One thing that both portals have to agree on, or that Ooma alone holds."""

    thing: str
    azure: Side
    ooma: Side
    verdict: Verdict
    says: str


def pairs(observed: Observed, email_claim: str) -> list[Pair]:
    """The integration's values, portal beside portal.

    Args:
        observed: a reading of both portals.
        email_claim: the one that the tenant's settings ask for.
    """
    azure, ooma = observed.seen.azure, observed.seen.ooma
    issuer, acs = ((ooma.issuer,), (ooma.acs_url,)) if ooma is not None else ((), ())
    acs_known = ooma is not None and azure.has_reply_url(ooma.acs_url)
    return [
        _pair(
            "Sign-in address",
            Side("Login URL, card 4", _some(azure.login_url)),
            Side("SSO URL", _some(ooma.sso_url if ooma is not None else "")),
        ),
        _pair("Service identifier", Side("Identifier (Entity ID), card 1", azure.identifiers), Side("Issuer", issuer)),
        _pair(
            "Reply address",
            Side("Reply URL, card 1", azure.reply_urls),
            Side("Callback URL (ACS)", acs),
            agree=acs_known,
        ),
        _certificates(observed.seen),
        _claim(ooma, email_claim),
        _switch(observed.seen),
    ]


def _some(value: str) -> tuple[str, ...]:
    return (value,) if value else ()


def _pair(thing: str, azure: Side, ooma: Side, *, agree: bool | None = None) -> Pair:
    """Azure may have other entries besides the one that Ooma has; None: they agree if they are equal to the letter."""
    if not azure.values or not ooma.values:
        return Pair(thing, azure, ooma, Verdict.WRONG, "missing")
    if not (set(ooma.values) <= set(azure.values) if agree is None else agree):
        return Pair(thing, azure, ooma, Verdict.WRONG, "different")
    return Pair(thing, azure, ooma, Verdict.OK, "same" if len(azure.values) == 1 else "among them")


def _certificates(seen: Seen) -> Pair:
    azure, ooma = _azure_certificate(seen.azure), _ooma_certificate(seen)
    thing = "Signing certificate"
    if proof(seen) in {Proof.CONTENT, Proof.STORED}:
        return Pair(thing, azure, ooma, Verdict.OK, "same")
    if certificate_match(seen) is Match.OPEN:
        return Pair(thing, azure, ooma, Verdict.WARNING, "content not proven")
    return Pair(thing, azure, ooma, Verdict.WRONG, "different" if azure.values and ooma.values else "missing")


def _azure_certificate(azure: AzureState) -> Side:
    label = "Thumbprint, card 3"
    active = azure.certificate
    if active is not None:
        return Side(label, (active.thumbprint,), f"active, until {active.not_after.astimezone(UTC):%Y-%m-%d}")
    remark = "not in the federation metadata" if azure.thumbprint else ""
    return Side(label, _some(azure.thumbprint), remark)


def _ooma_certificate(seen: Seen) -> Side:
    label, ooma = "X.509 Certificate", seen.ooma
    if ooma is None or ooma.shown is None:
        return Side(label)
    remark = "a placeholder" if is_placeholder(ooma.shown) else _REMARKS[proof(seen)]
    return Side(label, (ooma.certificate_words,), remark)


def _claim(ooma: OomaState | None, wanted: str) -> Pair:
    found = ooma.email_claim if ooma is not None else ""
    thing, side = "Email claim", Side("Email Claim", _some(found))
    if found == wanted:
        return Pair(thing, Side(), side, Verdict.OK, "as configured")
    return Pair(thing, Side(), side, Verdict.WRONG, "another one" if found else "missing")


def _switch(seen: Seen) -> Pair:
    thing, label = "SSO switch", "Enable"
    if seen.ooma is None:
        return Pair(thing, Side(), Side(label), Verdict.WRONG, "missing")
    side = Side(label, ("on" if seen.ooma.enabled else "off",))
    if not seen.ooma.enabled:
        return Pair(thing, Side(), side, Verdict.WRONG, "should be on")
    if is_foreign(seen):
        return Pair(thing, Side(), side, Verdict.WARNING, "for another provider")
    if certificate_match(seen) is Match.OTHER:
        return Pair(thing, Side(), side, Verdict.WRONG, "with another certificate")
    return Pair(thing, Side(), side, Verdict.OK, "as it should be")
