"""What `verify` finds: each line says what is, what should be, and what mends it. Pure functions.

Nothing is wrong exactly if the plan is empty and the signing certificate is in its validity period; a
certificate that will expire soon is a warning.
"""

from collections.abc import Sequence
from datetime import datetime

from runbook.certificates.held import Match, is_placeholder
from runbook.planning import Proof, certificate_match, is_foreign, proof, told_near_miss
from runbook.results import Finding, Verdict
from runbook.state import AzureState, OomaState, Seen, Wanted

WARN_DAYS = 60

APPLY = "run 'runbook apply'"
NOT_PROVEN = "content not proven"
PROVE = (
    "run 'runbook verify --sign-on', which signs on with it; or switch 'Enable' off in Ooma and run 'runbook apply',"
    " which uploads it again"
)
REPLACE = "run 'runbook apply --replace', if it is to be replaced"
RENEW = "make a new certificate on card 3 in Azure and make it active; then run 'runbook apply'"


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
        found.append(_wrong("Ooma, identity provider", "not set up", "set up", APPLY))
    else:
        found += [
            _judge("Ooma, SSO URL", ooma.sso_url, azure.login_url, REPLACE if is_foreign(seen) else APPLY),
            _judge("Ooma, Email Claim", ooma.email_claim, wanted.email_claim, APPLY),
            _among(
                "Azure, Identifier (Entity ID)",
                ooma.issuer,
                azure.identifiers,
                is_there=azure.has_identifier(ooma.issuer),
            ),
            _among("Azure, Reply URL", ooma.acs_url, azure.reply_urls, is_there=azure.has_reply_url(ooma.acs_url)),
        ]
    found += _signing(azure, now)
    if ooma is not None:
        found += [_held(seen, ooma), _enabled(seen, ooma)]
    return found


def proven_by_sign_on(found: Sequence[Finding]) -> list[Finding]:
    """The same after a sign-on that Ooma accepted: it checked Azure's signature with the certificate that it has."""
    return [
        _ok(one.what, one.found.replace(NOT_PROVEN, "proven by the sign-on")) if NOT_PROVEN in one.found else one
        for one in found
    ]


def _ok(what: str, found: str) -> Finding:
    return Finding(what=what, verdict=Verdict.OK, found=found)


def _wrong(what: str, found: str, expected: str, mend: str) -> Finding:
    return Finding(what=what, verdict=Verdict.WRONG, found=found, expected=expected, mend=mend)


def _judge(what: str, is_: str, should: str, mend: str) -> Finding:
    if is_ == should:
        return _ok(what, is_)
    return _wrong(what, is_ or "(empty)", should, mend)


def _among(what: str, wanted: str, there: tuple[str, ...], *, is_there: bool) -> Finding:
    if is_there:
        return _ok(what, wanted)
    found = " ".join(there) or "(empty)"
    if miss := told_near_miss(wanted, there):
        found = f"{found} ({miss})"
    return _wrong(what, found, wanted, APPLY)


def _signing(azure: AzureState, now: datetime) -> list[Finding]:
    what = "Azure, signing certificate"
    active = azure.certificate
    if active is None:
        return [_not_active(what, azure)]
    found = [_ok(what, f"{active.thumbprint}, active and published")]
    days = (active.not_after - now).days
    until = f"{active.not_after:%Y-%m-%d}"
    what = "Azure, validity of the signing certificate"
    if active.not_after <= now:
        found.append(_wrong(what, f"expired since {until}", "in its validity period", RENEW))
    elif days < WARN_DAYS:
        left = f"until {until}, {days} day{'' if days == 1 else 's'}"
        found.append(
            Finding(what=what, verdict=Verdict.WARNING, found=left, expected=f"{WARN_DAYS} days or more", mend=RENEW)
        )
    else:
        found.append(_ok(what, f"until {until}, {days} days"))
    return found


def _not_active(what: str, azure: AzureState) -> Finding:
    shown = azure.thumbprint or "a certificate without a thumbprint"
    if not azure.shows_certificate:
        return _wrong(what, "(none)", "an active certificate", APPLY)
    if azure.inactive:
        return _wrong(what, f"{shown}, inactive", "an active certificate", APPLY)
    if azure.in_doubt:
        return _wrong(
            what,
            f"{shown}, with the status '{azure.status or '(none)'}'; which of the {len(azure.published)} published ones"
            " is active can't be told",
            "one that is known to be active",
            "look at card 3 in Azure, make sure that one certificate is active, and verify again",
        )
    return _wrong(
        what,
        f"{shown}, which the federation metadata doesn't publish",
        "published there",
        "wait some minutes and verify again; then look at card 3 in Azure",
    )


def _held(seen: Seen, ooma: OomaState) -> Finding:
    what = "Ooma, X.509 Certificate"
    shown, matches = ooma.certificate_words, certificate_match(seen)
    known = proof(seen)
    if known is Proof.CONTENT:
        return _ok(what, shown)
    if known is Proof.STORED:
        return _ok(what, f"{shown}, uploaded by this run and seen stored")
    if matches is Match.OPEN:
        found = f"{shown}, {'uploaded by this run, ' if known else ''}{NOT_PROVEN}"
        if known or (ooma.enabled and not is_foreign(seen)):
            expected = "proven by something that only the certificate itself can give"
            return Finding(what=what, verdict=Verdict.WARNING, found=found, expected=expected, mend=PROVE)
    elif seen.azure.certificate is None and not is_placeholder(shown):
        # What is active isn't known, which is told above.
        return _wrong(what, f"{shown}, which can't be compared", "Azure's active one", "look at the line above")
    else:
        found = f"the placeholder ({shown})" if is_placeholder(shown) else shown
    should = f"Azure's active one, {seen.azure.signs_with}" if seen.azure.signs_with else "Azure's active one"
    return _wrong(what, found, should, REPLACE if is_foreign(seen) else APPLY)


def _enabled(seen: Seen, ooma: OomaState) -> Finding:
    what = "Ooma, Enable"
    if not ooma.enabled:
        return _wrong(what, "off", "on", REPLACE if is_foreign(seen) else APPLY)
    is_compared = seen.azure.certificate is not None or is_placeholder(ooma.certificate_words)
    if certificate_match(seen) is not Match.OTHER or is_foreign(seen) or not is_compared:
        return _ok(what, "on")
    # People can't sign in now; this is what to look at first.
    return _wrong(
        what,
        "on, with another certificate than Azure's active one",
        "on with that one only",
        f"{APPLY} at once, or switch 'Enable' off in Ooma until then",
    )
