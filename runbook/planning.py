"""The plan: which of the guide's ten steps are still needed, from what was seen. Pure functions."""

from dataclasses import dataclass

from runbook.errors import ForeignProvider, Refused
from runbook.state import OomaState, Seen, Wanted


@dataclass(frozen=True)
class Change:
    """One value that a step would write.

    Attributes:
        portal: ``Azure`` or ``Ooma``.
        field: the portal's name for it.
        before: what is there; None for nothing.
        after: what would be; None if an earlier step has to yield it first.
    """

    portal: str
    field: str
    before: str | None
    after: str | None


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


def is_foreign(seen: Seen) -> bool:
    """Whether Ooma has an identity provider of another SSO URL than this application's."""
    return seen.ooma is not None and seen.ooma.sso_url != seen.azure.login_url


def plan(seen: Seen, wanted: Wanted) -> dict[int, Need]:
    """What each of the ten steps still has to do.

    Returns:
        One `Need` for each step, by its number; none is needed on a finished tenant.

    Raises:
        ForeignProvider: Ooma has another identity provider, and it is not to be replaced.
    """
    if not seen.azure.saml_chosen:
        return _untouched(seen)
    if is_foreign(seen) and not wanted.replace:
        assert seen.ooma is not None  # noqa: S101 - foreign means that there is one
        raise ForeignProvider(
            f"Ooma already has an identity provider with the SSO URL {seen.ooma.sso_url}; this application's is"
            f" {seen.azure.login_url}. It is left as it is (SSO is {'on' if seen.ooma.enabled else 'off'})."
        )
    return {
        1: _not_needed("both portals are open"),
        2: _not_needed(f"read on card 4: {seen.azure.login_url}"),
        3: _sso_url(seen),
        4: _placeholder(seen),
        5: _email_claim(seen, wanted),
        6: _addresses(seen),
        7: _basic_configuration(seen),
        8: _download(seen),
        9: _swap(seen),
        10: _enable(seen),
    }


def _untouched(seen: Seen) -> dict[int, Need]:
    """The application has no single sign-on method yet: choosing SAML comes first, and tells all else."""
    later = "needs what step 1 will show"
    first = _needed("no single sign-on method is chosen", Change("Azure", "Single sign-on method", None, "SAML"))
    if seen.ooma is not None:
        later = "will be compared with what Ooma has once step 1 is done"
    return {1: first, **{number: _needed(later) for number in range(2, 11)}}


def _sso_url(seen: Seen) -> Need:
    login_url = seen.azure.login_url
    if seen.ooma is None:
        return _needed("Ooma has no identity provider", Change("Ooma", "SSO URL", None, login_url))
    if is_foreign(seen):
        changes = [Change("Ooma", "SSO URL", seen.ooma.sso_url, login_url)]
        if seen.ooma.enabled:
            # Otherwise the placeholder of step 4 would go live.
            changes.insert(0, Change("Ooma", "Enable", "on", "off"))
        return _needed("another identity provider is to be replaced", *changes)
    return _not_needed("Ooma has this application's Login URL already")


def _placeholder(seen: Seen) -> Need:
    if seen.ooma is None:
        return _needed("Ooma demands a certificate", Change("Ooma", "X.509 Certificate", None, "placeholder"))
    if is_foreign(seen):
        return _needed(
            "the other identity provider's certificate has to go",
            Change("Ooma", "X.509 Certificate", seen.ooma.certificate_name or None, "placeholder"),
        )
    return _not_needed("Ooma's identity provider is set up, so the placeholder has served")


def _email_claim(seen: Seen, wanted: Wanted) -> Need:
    before = seen.ooma.email_claim if seen.ooma is not None else ""
    changes = []
    if before != wanted.email_claim:
        changes.append(Change("Ooma", "Email Claim", before or None, wanted.email_claim))
    if seen.ooma is None or is_foreign(seen):
        return _needed("the identity provider is not saved yet", *changes)
    if changes:
        return _needed("the claim differs", *changes)
    return _not_needed("the Email Claim is as wanted")


def _addresses(seen: Seen) -> Need:
    if seen.ooma is None:
        return _needed("Ooma shows its two addresses once step 5 is done")
    return _not_needed(f"read on the tab: {seen.ooma.acs_url} and {seen.ooma.issuer}")


def _basic_configuration(seen: Seen) -> Need:
    azure = seen.azure
    issuer = seen.ooma.issuer if seen.ooma is not None else None
    acs_url = seen.ooma.acs_url if seen.ooma is not None else None
    changes = []
    if issuer is None or issuer not in azure.identifiers:
        changes.append(Change("Azure", "Identifier (Entity ID)", " ".join(azure.identifiers) or None, issuer))
    if acs_url is None or acs_url not in azure.reply_urls:
        changes.append(Change("Azure", "Reply URL", " ".join(azure.reply_urls) or None, acs_url))
    if changes:
        return _needed("Azure doesn't know Ooma's addresses; entries that are there are kept", *changes)
    return _not_needed("card 1 has both of Ooma's addresses")


def holds_active_certificate(seen: Seen) -> bool:
    """Whether Ooma holds Azure's active signing certificate, as far as the file name in Ooma tells."""
    active = seen.azure.certificate
    return (
        seen.ooma is not None
        and active is not None
        and active.thumbprint == seen.azure.thumbprint
        and seen.ooma.thumbprint == active.thumbprint
    )


def _keeps_active_certificate(seen: Seen) -> bool:
    """Whether Ooma holds the active certificate and step 4 won't take it away again."""
    return holds_active_certificate(seen) and not is_foreign(seen)


def _download(seen: Seen) -> Need:
    if _keeps_active_certificate(seen):
        return _not_needed("Ooma holds the active signing certificate already")
    return _needed("Ooma doesn't hold Azure's active signing certificate")


def _swap(seen: Seen) -> Need:
    if _keeps_active_certificate(seen):
        return _not_needed("Ooma holds the active signing certificate already")
    # Where the provider is set up anew, step 4 comes before.
    before: str | None = "placeholder"
    if seen.ooma is not None and not is_foreign(seen):
        before = seen.ooma.certificate_name or None
    after = f"signing certificate {seen.azure.thumbprint}" if seen.azure.thumbprint else None
    return _needed(
        "the placeholder is swapped for the real certificate",
        Change("Ooma", "X.509 Certificate", before, after),
    )


def _enable(seen: Seen) -> Need:
    if seen.ooma is not None and seen.ooma.enabled and not is_foreign(seen):
        return _not_needed("SSO is on")
    return _needed("SSO is off", Change("Ooma", "Enable", "off", "on"))


def may_enable(seen: Seen, wanted: Wanted) -> OomaState:
    """The rule before step 10: SSO goes on only with Azure's active signing certificate.

    Returns:
        What Ooma has.

    Raises:
        Refused: says what is missing.
    """
    missing = [number for number, need in plan(seen, wanted).items() if need.needed and number < 10]  # noqa: PLR2004
    if seen.ooma is None or missing or not holds_active_certificate(seen):
        held = seen.ooma.certificate_name if seen.ooma is not None else "none"
        raise Refused(
            f"SSO is not switched on: Ooma holds the certificate '{held}', Azure's active one has the thumbprint"
            f" {seen.azure.thumbprint or '(none)'}"
            + (f"; still missing: step {', '.join(map(str, missing))}" if missing else "")
        )
    return seen.ooma
