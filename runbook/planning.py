"""Which of the guide's ten steps are still needed, from what was seen: one pure function for each.

`runbook.guide` names them beside the steps, and puts their answers together to the plan.
"""

import enum
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from pages.origins import near_miss
from runbook.certificates.held import Match, is_placeholder, match, may_be_same, names, names_a_file
from runbook.errors import BadCertificate, ForeignProvider, Refused, Superseded
from runbook.results import Change
from runbook.state import OomaState, Seen, Wanted


@dataclass(frozen=True)
class Need:
    """Whether one step is needed.

    Attributes:
        needed: whether there is something to do.
        why: the reason, in a sentence, either way.
        changes: what it would write; none for a step that only reads.
    """

    needed: bool
    why: str
    changes: tuple[Change, ...] = ()


def _not_needed(why: str) -> Need:
    return Need(needed=False, why=why)


def _needed(why: str, *changes: Change) -> Need:
    return Need(needed=True, why=why, changes=changes)


def _in_azure(field: str, before: str | None, after: str | None) -> Change:
    return Change(portal="Azure", field=field, before=before, after=after)


def _in_ooma(field: str, before: str | None, after: str | None) -> Change:
    return Change(portal="Ooma", field=field, before=before, after=after)


def is_foreign(seen: Seen) -> bool:
    """Whether Ooma has an identity provider of another SSO URL than this application's."""
    return seen.ooma is not None and seen.ooma.sso_url != seen.azure.login_url


def refuse_foreign(seen: Seen, wanted: Wanted) -> None:
    """The rule before all steps: another identity provider is left alone unless it is to be replaced.

    Raises:
        ForeignProvider: Ooma has another identity provider, and it is not to be replaced.
    """
    if seen.ooma is not None and is_foreign(seen) and not wanted.replace:
        raise ForeignProvider(
            f"Ooma already has an identity provider with the SSO URL {seen.ooma.sso_url}; this application's is"
            f" {seen.azure.login_url}. It is left as it is (SSO is {'on' if seen.ooma.enabled else 'off'})."
        )


def after_step_1(seen: Seen) -> Need:
    """The need of every later step while no single sign-on method is chosen: choosing SAML tells all else."""
    if seen.ooma is not None:
        return _needed("will be compared with what Ooma has once step 1 is done")
    return _needed("needs what step 1 will show")


def both_portals(seen: Seen, wanted: Wanted) -> Need:
    """Step 1: SAML has to be the application's single sign-on method."""
    del wanted
    if seen.azure.saml_chosen:
        return _not_needed("both portals are open")
    return _needed("no single sign-on method is chosen", _in_azure("Single sign-on method", None, "SAML"))


def login_url(seen: Seen, wanted: Wanted) -> Need:
    """Step 2: the Login URL is read with all the rest."""
    del wanted
    return _not_needed(f"read on card 4: {seen.azure.login_url}")


def sso_url(seen: Seen, wanted: Wanted) -> Need:
    """Step 3: Ooma's SSO URL has to be Azure's Login URL."""
    del wanted
    own = seen.azure.login_url
    if seen.ooma is None:
        return _needed("Ooma has no identity provider", _in_ooma("SSO URL", None, own))
    if is_foreign(seen):
        changes = [_in_ooma("SSO URL", seen.ooma.sso_url, own)]
        if seen.ooma.enabled:
            # Otherwise the placeholder of step 4 would go live.
            changes.insert(0, _in_ooma("Enable", "on", "off"))
        return _needed("another identity provider is to be replaced", *changes)
    return _not_needed("Ooma has this application's Login URL already")


def placeholder(seen: Seen, wanted: Wanted) -> Need:
    """Step 4: a provider that is set up now, or replaced, needs a certificate before there is one."""
    del wanted
    if seen.ooma is None:
        return _needed("Ooma demands a certificate", _in_ooma("X.509 Certificate", None, "placeholder"))
    if is_foreign(seen):
        return _needed(
            "the other identity provider's certificate has to go",
            _in_ooma("X.509 Certificate", seen.ooma.certificate_words, "placeholder"),
        )
    return _not_needed("Ooma's identity provider is set up, so the placeholder has served")


def email_claim(seen: Seen, wanted: Wanted) -> Need:
    """Step 5: the provider has to be saved, with the Email Claim that is wanted."""
    before = seen.ooma.email_claim if seen.ooma is not None else ""
    changes = []
    if before != wanted.email_claim:
        changes.append(_in_ooma("Email Claim", before or None, wanted.email_claim))
    if seen.ooma is None or is_foreign(seen):
        return _needed("the identity provider is not saved yet", *changes)
    if changes:
        return _needed("the claim differs", *changes)
    return _not_needed("the Email Claim is as wanted")


def addresses(seen: Seen, wanted: Wanted) -> Need:
    """Step 6: Ooma shows its two addresses as soon as it has a provider."""
    del wanted
    if seen.ooma is None:
        return _needed("Ooma shows its two addresses once step 5 is done")
    return _not_needed(f"read on the tab: {seen.ooma.acs_url} and {seen.ooma.issuer}")


def basic_configuration(seen: Seen, wanted: Wanted) -> Need:
    """Step 7: Azure has to know both of Ooma's addresses."""
    del wanted
    azure = seen.azure
    issuer = seen.ooma.issuer if seen.ooma is not None else None
    acs_url = seen.ooma.acs_url if seen.ooma is not None else None
    changes = []
    if issuer is None or not azure.has_identifier(issuer):
        changes.append(_in_azure("Identifier (Entity ID)", " ".join(azure.identifiers) or None, issuer))
    if acs_url is None or not azure.has_reply_url(acs_url):
        changes.append(_in_azure("Reply URL", " ".join(azure.reply_urls) or None, acs_url))
    if changes:
        why = "; ".join(["Azure doesn't know Ooma's addresses", *_near_misses(seen), "entries that are there are kept"])
        return _needed(why, *changes)
    return _not_needed("card 1 has both of Ooma's addresses")


def _near_misses(seen: Seen) -> list[str]:
    azure, ooma = seen.azure, seen.ooma
    if ooma is None:
        return []
    misses = [
        "" if azure.has_identifier(ooma.issuer) else told_near_miss(ooma.issuer, azure.identifiers),
        "" if azure.has_reply_url(ooma.acs_url) else told_near_miss(ooma.acs_url, azure.reply_urls),
    ]
    return [miss for miss in misses if miss]


def told_near_miss(wanted: str, there: tuple[str, ...]) -> str:
    """Which of Azure's entries hardly differs from the one that Ooma wants, and in what; empty if none does."""
    found, difference = near_miss(wanted, there)
    return f"Azure has {found}, which differs from Ooma's only {difference}" if found else ""


def certificate_match(seen: Seen) -> Match:
    """What Ooma shows of its certificate, compared with Azure's active one."""
    active = seen.azure.certificate
    if seen.ooma is None or seen.ooma.shown is None or active is None:
        return Match.OTHER
    return match(seen.ooma.shown, active)


class Proof(enum.Enum):
    """How it is known that Ooma holds Azure's active signing certificate; the value is why it is left as it is."""

    CONTENT = "Ooma shows that it holds the active signing certificate"
    STORED = "this run uploaded the active signing certificate and saw it stored"
    UPLOADED = "this run uploaded the active signing certificate, and Ooma shows the same of every certificate"


def proof(seen: Seen) -> Proof | None:
    """How it is known that Ooma holds Azure's active signing certificate; None if it isn't.

    What this run uploaded counts as long as Ooma shows what it showed then.
    """
    active, uploaded, matches = seen.azure.certificate, seen.uploaded, certificate_match(seen)
    if matches is Match.PROVEN:
        return Proof.CONTENT
    if matches is Match.OTHER or active is None or uploaded is None or seen.ooma is None:
        return None
    if uploaded.thumbprint != active.thumbprint or not may_be_same(uploaded.shown, seen.ooma.shown):
        return None
    return Proof.STORED if uploaded.was_seen else Proof.UPLOADED


def was_stored(before: OomaState, now: OomaState, file_name: str) -> bool:
    """Whether Ooma shows that a file which this run uploaded was stored.

    Args:
        before: what Ooma had.
        now: what it has after it was saved, and loaded again.
        file_name: of the file that was uploaded.
    """
    shown = now.shown or ""
    # A portal may show something else of it; but a file's name that is not this one's is another file's.
    is_named = names(shown, file_name)
    return (is_named or not names_a_file(shown)) and not may_be_same(before.shown, now.shown)


def _why_it_stays(seen: Seen) -> str:
    """Why Ooma's certificate is left as it is; empty if it has to be replaced."""
    if seen.ooma is None or is_foreign(seen):
        return ""  # step 4 comes before, and takes it away
    if known := proof(seen):
        return known.value
    # What this run uploaded, or switched on, has to be proven.
    if certificate_match(seen) is Match.OPEN and seen.ooma.enabled and seen.uploaded is None and not seen.switched_on:
        return "SSO is on, and nothing that Ooma shows of its certificate speaks against the active one"
    return ""


def download(seen: Seen, wanted: Wanted) -> Need:
    """Step 8: Azure's certificate is needed wherever Ooma isn't known to hold it."""
    del wanted
    if why := _why_it_stays(seen):
        return _not_needed(why)
    if certificate_match(seen) is Match.OPEN:
        return _needed("nothing that Ooma shows proves that it holds Azure's active signing certificate")
    return _needed("Ooma doesn't hold Azure's active signing certificate")


def swap(seen: Seen, wanted: Wanted) -> Need:
    """Step 9: Ooma has to hold Azure's active signing certificate."""
    del wanted
    if why := _why_it_stays(seen):
        return _not_needed(why)
    # Where the provider is set up now, step 4 comes before.
    before: str | None = "placeholder"
    reason = "the placeholder is swapped for the real certificate"
    if seen.ooma is not None and not is_foreign(seen):
        before = seen.ooma.certificate_words if seen.ooma.shown is not None else None
        if not is_placeholder(seen.ooma.shown or ""):
            reason = "Azure's certificate replaces the one that Ooma has"
    after = f"signing certificate {seen.azure.signs_with}" if seen.azure.signs_with else None
    return _needed(reason, _in_ooma("X.509 Certificate", before, after))


def enable(seen: Seen, wanted: Wanted) -> Need:
    """Step 10: SSO has to be on."""
    del wanted
    if seen.ooma is not None and seen.ooma.enabled and not is_foreign(seen):
        return _not_needed("SSO is on")
    return _needed("SSO is off", _in_ooma("Enable", "off", "on"))


def may_enable(seen: Seen, needs: Mapping[int, Need], now: datetime) -> OomaState:
    """The rule before step 10: SSO goes on only with Azure's active signing certificate.

    Args:
        seen: both portals, read just now.
        needs: the plan for them; of the earlier steps none may be needed any more.
        now: the present time, in UTC.

    Returns:
        What Ooma has.

    Raises:
        Superseded: Azure has made another certificate active since this run uploaded one, and no other step is needed.
        Refused: says what is missing.
    """
    missing = [number for number, need in needs.items() if need.needed and number < 10]  # noqa: PLR2004
    if seen.ooma is None or missing or proof(seen) is None:
        held = seen.ooma.certificate_words if seen.ooma is not None else "(none)"
        active, uploaded = seen.azure.certificate, seen.uploaded
        has_changed = active is not None and uploaded is not None and uploaded.thumbprint != active.thumbprint
        kind = Superseded if has_changed and set(missing) <= {8, 9} else Refused
        raise kind(
            f"SSO is not switched on: Ooma holds the certificate '{held}', Azure's active one has the thumbprint"
            f" {seen.azure.signs_with or '(none)'}"
            + (f"; still missing: step {', '.join(map(str, missing))}" if missing else "")
        )
    active = seen.azure.certificate
    if active is not None and active.not_after <= now:
        raise BadCertificate(
            f"SSO is not switched on: the signing certificate {active.thumbprint} expired on"
            f" {active.not_after:%Y-%m-%d}"
        )
    return seen.ooma
