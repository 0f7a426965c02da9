"""A second administrator, who changes something after a step."""

from collections.abc import Iterator
from dataclasses import replace
from functools import partial

from recordings.azure.saml import login_url
from recordings.azure.state import Address
from recordings.ooma.state import IdentityProvider
from tests.helpers.faults.cell import OTHER_URL, Act, Cell, nothing
from tests.helpers.ooma_stand_in import signer
from tests.helpers.plays import Stage, second_certificate


def _done_before(step: int) -> int:
    return max((up_to for up_to in (0, 5, 7, 9) if up_to < step), default=0)


def other_reply_url(stage: Stage) -> None:
    """Card 1 gets another reply URL instead of what it had."""
    stage.application.reply_urls = [Address(OTHER_URL, default=True)]


def own_reply_url(stage: Stage) -> None:
    """The other reply URL goes again."""
    kept = [one for one in stage.application.reply_urls if one.value != OTHER_URL]
    stage.application.reply_urls = [replace(one, default=number == 0) for number, one in enumerate(kept)]


def other_sso_url(stage: Stage) -> None:
    """Ooma's SSO URL is changed; where there is no identity provider yet, another one is set up."""
    idp = stage.customer.account.idp
    if idp is None:
        stage.customer.account.idp = IdentityProvider(OTHER_URL, signer("other")[1], "other.cert", "mail")
    else:
        stage.customer.account.idp = replace(idp, sso_url=OTHER_URL)


def own_sso_url(stage: Stage) -> None:
    """The SSO URL is changed back; an identity provider that somebody else set up goes."""
    account = stage.customer.account
    if account.idp is not None and account.idp.certificate_name == "other.cert":
        account.idp = None
    elif account.idp is not None:
        own = login_url(stage.world, stage.customer.directory)
        account.idp = replace(account.idp, sso_url=own)


def switch_by_hand(stage: Stage, *, on: bool) -> None:
    """'Enable' is switched by a person, who doesn't look at the certificate."""
    stage.customer.account.idp = replace(stage.idp, enabled=on)


def administrators() -> Iterator[Cell]:
    """Somebody changes something after each step. What is then wrong is noticed, or put right."""
    noticed = frozenset({"refused", "bad-certificate", "foreign-provider", "not-verified", "not-saved", "wrong-place"})
    for step in range(1, 11):
        changes: dict[str, tuple[Act, Act]] = {
            "signing certificate": (second_certificate, nothing),
            "reply URL": (other_reply_url, own_reply_url),
            "SSO URL": (other_sso_url, own_sso_url),
        }
        if step >= 5:
            # There is a switch from here on.
            off = partial(switch_by_hand, on=False)
            changes["'Enable'"] = (partial(switch_by_hand, on=step < 10), off if step < 10 else nothing)
        for what, (act, mend) in changes.items():
            # Whatever is put right may succeed; another identity provider must not be overwritten.
            yield Cell(
                "second administrator", what, str(step), act, noticed, may_succeed=what != "SSO URL",
                up_to=_done_before(step), at=(step, "ended"), mend=mend,
            )  # fmt: skip
