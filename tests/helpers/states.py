"""What the two portals can show, in every combination that a plan has to cope with."""

from datetime import UTC, datetime
from itertools import product

from runbook.state import ActiveCertificate, AzureState, OomaState, Seen, Wanted

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
                (ACTIVE, active(OLD), False),  # card and metadata contradict each other
            ],
        )
    ),
]


OOMA = [
    None,
    *(
        OomaState(sso_url, claim, certificate, ACS, ISSUER, enabled)
        for sso_url, claim, certificate, enabled in product(
            [LOGIN, OTHER_LOGIN],
            [CLAIM, "mail"],
            [
                file_of(ACTIVE),
                file_of(OLD),
                "placeholder-12345678.cert",
                "customer.pem",
                "",
                f"copy of {file_of(ACTIVE)}",
            ],
            [True, False],
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
    OomaState(LOGIN, CLAIM, file_of(ACTIVE), ACS, ISSUER, enabled=True),
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
        and is_in_place(seen)
        and ooma.enabled
    )


def is_in_place(seen: Seen) -> bool:
    """Whether Ooma holds Azure's active signing certificate, said without the plan."""
    azure, ooma = seen.azure, seen.ooma
    return (
        ooma is not None
        and azure.certificate is not None
        and azure.thumbprint == azure.certificate.thumbprint
        and ooma.certificate_name == file_of(azure.certificate.thumbprint)
    )
