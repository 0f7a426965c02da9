"""What `verify` finds: each line says what is, what should be, and what mends it. Pure functions.

Nothing is wrong exactly if the plan is empty and the signing certificate is in its validity period; a
certificate that will expire soon is a warning.
"""

import enum
from dataclasses import dataclass
from datetime import datetime

from runbook.certificates.certificate import is_placeholder_file
from runbook.planning import holds_active_certificate, is_foreign
from runbook.state import AzureState, OomaState, Seen, Wanted

WARN_DAYS = 60

APPLY = "run 'runbook apply'"
REPLACE = "run 'runbook apply --replace', if it is to be replaced"
RENEW = "make a new certificate on card 3 in Azure and make it active; then run 'runbook apply'"


class Verdict(enum.StrEnum):
    """How serious a finding is."""

    OK = "ok"
    WARNING = "warning"
    WRONG = "wrong"


@dataclass(frozen=True)
class Finding:
    """One thing that a person would check.

    Attributes:
        what: the portal, and its own name for the thing.
        verdict: whether it is as it should be.
        found: what is there.
        expected: what should be; empty if that is what is there.
        mend: what to do; empty if there is nothing to do.
    """

    what: str
    verdict: Verdict
    found: str
    expected: str = ""
    mend: str = ""

    def as_json(self) -> dict[str, str]:
        """All of it, as text."""
        return {**vars(self), "verdict": self.verdict.value}

    def __str__(self) -> str:
        if self.verdict is Verdict.OK:
            return f"{self.what}: {self.found}"
        return f"{self.what}: is {self.found}, should be {self.expected}. To mend it: {self.mend}."


def findings(seen: Seen, wanted: Wanted, now: datetime) -> list[Finding]:
    """Compare both portals with each other and with what is wanted.

    Args:
        seen: both portals.
        wanted: the tenant's settings.
        now: the present time in UTC.

    Returns:
        One finding for each thing, in the order of the guide.
    """
    azure, ooma = seen.azure, seen.ooma
    if not azure.saml_chosen:
        return [_judge("Azure, Single sign-on method", "none", "SAML", APPLY)]
    found = []
    if ooma is None:
        found.append(Finding("Ooma, identity provider", Verdict.WRONG, "not set up", "set up", APPLY))
    else:
        found += [
            _judge("Ooma, SSO URL", ooma.sso_url, azure.login_url, REPLACE if is_foreign(seen) else APPLY),
            _judge("Ooma, Email Claim", ooma.email_claim, wanted.email_claim, APPLY),
            _among("Azure, Identifier (Entity ID)", ooma.issuer, azure.identifiers),
            _among("Azure, Reply URL", ooma.acs_url, azure.reply_urls),
        ]
    found += _signing(azure, now)
    if ooma is not None:
        found += [_held(seen, ooma), _enabled(seen, ooma)]
    return found


def _judge(what: str, is_: str, should: str, mend: str) -> Finding:
    if is_ == should:
        return Finding(what, Verdict.OK, is_)
    return Finding(what, Verdict.WRONG, is_ or "(empty)", should, mend)


def _among(what: str, wanted: str, there: tuple[str, ...]) -> Finding:
    if wanted in there:
        return Finding(what, Verdict.OK, wanted)
    return Finding(what, Verdict.WRONG, " ".join(there) or "(empty)", wanted, APPLY)


def _signing(azure: AzureState, now: datetime) -> list[Finding]:
    what = "Azure, signing certificate"
    active = azure.certificate
    if active is None or active.thumbprint != azure.thumbprint:
        if not azure.thumbprint:
            return [Finding(what, Verdict.WRONG, "(none)", "an active certificate", APPLY)]
        if azure.inactive:
            return [Finding(what, Verdict.WRONG, f"{azure.thumbprint}, inactive", "an active certificate", APPLY)]
        return [
            Finding(
                what,
                Verdict.WRONG,
                f"{azure.thumbprint}, which the federation metadata doesn't publish",
                "published there",
                "wait some minutes and verify again; then look at card 3 in Azure",
            )
        ]
    found = [Finding(what, Verdict.OK, f"{active.thumbprint}, active and published")]
    days = (active.not_after - now).days
    until = f"{active.not_after:%Y-%m-%d}"
    what = "Azure, validity of the signing certificate"
    if active.not_after <= now:
        found.append(Finding(what, Verdict.WRONG, f"expired since {until}", "in its validity period", RENEW))
    elif days < WARN_DAYS:
        left = f"until {until}, {days} day{'' if days == 1 else 's'}"
        found.append(Finding(what, Verdict.WARNING, left, f"{WARN_DAYS} days or more", RENEW))
    else:
        found.append(Finding(what, Verdict.OK, f"until {until}, {days} days"))
    return found


def _held(seen: Seen, ooma: OomaState) -> Finding:
    what = "Ooma, X.509 Certificate"
    name = ooma.certificate_name or "(none)"
    if holds_active_certificate(seen):
        return Finding(what, Verdict.OK, name)
    if is_placeholder_file(name):
        name = f"the placeholder ({name})"
    should = f"Azure's active one, {seen.azure.thumbprint}" if seen.azure.thumbprint else "Azure's active one"
    return Finding(what, Verdict.WRONG, name, should, REPLACE if is_foreign(seen) else APPLY)


def _enabled(seen: Seen, ooma: OomaState) -> Finding:
    what = "Ooma, Enable"
    if not ooma.enabled:
        return Finding(what, Verdict.WRONG, "off", "on", REPLACE if is_foreign(seen) else APPLY)
    if holds_active_certificate(seen) or is_foreign(seen):
        return Finding(what, Verdict.OK, "on")
    # People can't sign in now; this is what to look at first.
    return Finding(
        what,
        Verdict.WRONG,
        "on, with a certificate that isn't known to be Azure's active one",
        "on with that one only",
        f"{APPLY} at once, or switch 'Enable' off in Ooma until it is mended",
    )
