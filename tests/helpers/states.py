"""What the two portals can show, in every combination that a plan has to cope with."""

from datetime import UTC, datetime
from itertools import product

from runbook.state import ActiveCertificate, AzureState, OomaState, Seen, Uploaded, Wanted

LOGIN = "https://login.example/11111111-1111-1111-1111-111111111111/saml2"


OTHER_LOGIN = "https://idp.example/sso"


ACS = "https://sp.example/acs/1"


ISSUER = "https://sp.example/issuer/1"


ACTIVE, OLD = "A" * 40, "B" * 40
CLAIM = "http://claims.example/emailaddress"


def active(thumbprint: str) -> ActiveCertificate:
    return ActiveCertificate(thumbprint, thumbprint.lower() * 2, datetime(2033, 6, 1, tzinfo=UTC))


def file_of(thumbprint: str) -> str:
    return f"azure-signing-{thumbprint.lower()}.cert"


def fingerprint_of(thumbprint: str) -> str:
    return f"SHA-1 fingerprint: {':'.join(thumbprint[at : at + 2] for at in range(0, 40, 2))}"


# What Ooma shows of a certificate; None if it has none.
SHOWN = {
    "the active one's name": file_of(ACTIVE),
    "another one's name": file_of(OLD),
    "a placeholder's name": "placeholder-12345678.cert",
    "a person's name for it": "customer.pem",
    "no certificate": None,
    "a copy's name": f"copy of {file_of(ACTIVE)}",
    "a cut name": f"azure-signing-{ACTIVE[:6].lower()}\u2026",
    "nothing": "",
    "the active one's fingerprint": fingerprint_of(ACTIVE),
    "another one's fingerprint": fingerprint_of(OLD),
    "the active one's name, and another one's fingerprint": f"{file_of(ACTIVE)}\n{fingerprint_of(OLD)}",
}
PROVES = {fingerprint_of(ACTIVE)}
CONTRADICTS = {
    SHOWN[what]
    for what in (
        "another one's name", "a placeholder's name", "no certificate", "another one's fingerprint",
        "the active one's name, and another one's fingerprint",
    )
}  # fmt: skip


AZURE = [
    AzureState(saml_chosen=False),
    *(
        AzureState(
            login_url=LOGIN,
            identifiers=identifiers,
            reply_urls=reply_urls,
            thumbprint=thumbprint,
            certificate=certificate,
            inactive=inactive,
        )
        for identifiers, reply_urls, (thumbprint, certificate, inactive) in product(
            [(), (ISSUER,), ("urn:other",), ("urn:other", ISSUER)],
            [(), ("https://other.example/acs",), ("https://other.example/acs", ACS)],
            [
                ("", None, False),
                (ACTIVE, None, False),  # shown, but not published (yet)
                (ACTIVE, None, True),
                (ACTIVE, active(ACTIVE), False),
                (ACTIVE[:8], active(ACTIVE), False),  # shown in another form
            ],
        )
    ),
]


OOMA = [
    None,
    *(
        OomaState(sso_url, claim, "", ACS, ISSUER, enabled, certificate=certificate)
        for sso_url, claim, certificate, enabled in product(
            [LOGIN, OTHER_LOGIN], [CLAIM, "mail"], SHOWN.values(), [True, False]
        )
    ),
]


STATES = [Seen(azure, ooma) for azure, ooma in product(AZURE, OOMA)]


WANTED = [Wanted(CLAIM, replace=False), Wanted(CLAIM, replace=True)]


FINISHED = Seen(
    AzureState(
        login_url=LOGIN,
        identifiers=(ISSUER,),
        reply_urls=(ACS,),
        thumbprint=ACTIVE,
        certificate=active(ACTIVE),
    ),
    OomaState(LOGIN, CLAIM, "", ACS, ISSUER, enabled=True, certificate=fingerprint_of(ACTIVE)),
)


def has_finished(seen: Seen) -> bool:
    """Whether all that the guide asks for holds, said without the plan."""
    azure, ooma = seen.azure, seen.ooma
    return (
        ooma is not None
        and azure.saml_chosen
        and ooma.sso_url == azure.login_url
        and ooma.email_claim == CLAIM
        and ooma.issuer in azure.identifiers
        and ooma.acs_url in azure.reply_urls
        and (is_in_place(seen) or may_be_in_place(seen))
        and ooma.enabled
    )


def is_in_place(seen: Seen) -> bool:
    """Whether Ooma is known to hold Azure's active signing certificate, said without the plan."""
    azure, ooma, uploaded = seen.azure, seen.ooma, seen.uploaded
    if ooma is None or azure.certificate is None:
        return False
    stored = Uploaded(azure.certificate.thumbprint, ooma.shown)
    return ooma.shown in PROVES or uploaded == stored


def may_be_in_place(seen: Seen) -> bool:
    """Whether what Ooma shows of its certificate neither proves nor contradicts that it is Azure's active one."""
    azure, ooma = seen.azure, seen.ooma
    return ooma is not None and azure.certificate is not None and ooma.shown not in PROVES | CONTRADICTS
