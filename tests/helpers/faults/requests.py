"""Requests that fail: each kind of fault on each request that a step depends on."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from typing import Literal

from recordings import Fault, FaultKind, Options
from recordings.ooma.state import IdentityProvider
from tests.helpers.faults.cell import BY_HAND, NO_CODES, OTHER_URL, VERIFY, Act, At, Cell, no_certificate, nothing
from tests.helpers.ooma_stand_in import signer
from tests.helpers.plays import Stage

BEGAN: Literal["began"] = "began"
Kinds = tuple[FaultKind, ...]
PUBLIC: Kinds = (FaultKind.HTTP_500, FaultKind.NEVER_ANSWERS)
READ: Kinds = (*PUBLIC, FaultKind.SESSION_GONE)
WRITE: Kinds = (*READ, FaultKind.LIES, FaultKind.DENIES)
# On the request that its step is about a fault may also last. The others hit one request: most faults pass.
LASTING: Kinds = (FaultKind.HTTP_503,)

# The portal's own words come first; 'not-found' tells what was waited for, where it said nothing.
SAID = frozenset({
    "portal-said", "unreachable", "not-found", "not-saved", "metadata-lag", "session-gone", "not-verified",
    "sign-in-unanswered",
})  # fmt: skip


def of_requests(
    operation: str, kinds: Kinds, step: str, at: At, *, up_to: int = 0, after: int = 0, prepare: Act = nothing,
    replace: bool = False, options: Options = NO_CODES,
) -> Iterator[Cell]:  # fmt: skip
    """One cell for each kind of fault on an operation, after so many requests that pass; the rest as in `Cell`."""
    for kind in kinds:
        lasts = kind in LASTING
        fault = Fault(operation, kind, after=after, times=-1 if lasts else 1)
        # A session that is gone is renewed, and the run goes on.
        codes = frozenset() if kind is FaultKind.SESSION_GONE else SAID
        yield Cell(
            kind.value, operation, step, partial(add_fault, fault=fault), codes, may_succeed=not lasts, up_to=up_to,
            prepare=prepare, at=at, mend=no_faults, replace=replace, options=options,
        )  # fmt: skip


def add_fault(stage: Stage, fault: Fault) -> None:
    """Set a copy: a fault counts down."""
    stage.world.faults.add(replace(fault))


def no_faults(stage: Stage) -> None:
    """The portals are well again."""
    stage.world.faults.pending.clear()


def in_use(stage: Stage) -> None:
    """The account has another identity provider, which is on."""
    stage.customer.account.idp = IdentityProvider(OTHER_URL, signer("other")[1], "other.cert", "mail", enabled=True)


def late(stage: Stage) -> None:
    """The certificate of the save to come can't be seen yet."""
    stage.world.azure.certificate_seconds = 3600


def unchosen(stage: Stage) -> None:
    """No single sign-on method was chosen for the application yet."""
    stage.application.saml = False


def visible(stage: Stage) -> None:
    """The certificate can be seen once the page is loaded again."""
    stage.application.visible_from = datetime.now(UTC)


def requests() -> Iterator[Cell]:
    """Every request on which a step depends."""
    begun = {step: (step, BEGAN) for step in (1, 3, 5, 7, 8, 9, 10)}
    for operation, kinds in {
        "azure.shell": (FaultKind.NEVER_ANSWERS, *LASTING),
        "azure.sign_in.password": PUBLIC,
        "azure.metadata": PUBLIC,
        "azure.blade.read": READ,
        "ooma.shell": (FaultKind.NEVER_ANSWERS, *LASTING),
        "ooma.sign_in.password": PUBLIC,
        "ooma.idp.read": READ,
        "ooma.idp.endpoints": PUBLIC,
    }.items():
        yield from of_requests(operation, kinds, "1", begun[1], up_to=10)
    yield from of_requests("azure.blade.choose", (*WRITE, *LASTING), "1", begun[1], prepare=unchosen)
    save, switch = "ooma.idp.save", "ooma.idp.enable"
    yield from of_requests(switch, (*WRITE, *LASTING), "3", begun[3], up_to=7, prepare=in_use, replace=True)
    yield from of_requests(save, (*WRITE, *LASTING), "5", begun[5])
    # The first request is the tab's that was just saved; the second is that of the page loaded again.
    yield from of_requests("ooma.idp.endpoints", (*READ, *LASTING), "6", begun[5], after=1)
    yield from of_requests("azure.card1.save", (*WRITE, *LASTING), "7", begun[7], up_to=5)
    yield from of_requests("azure.blade.read", READ, "7", begun[7], up_to=5)
    yield from of_requests("azure.card1.check", READ, "7", begun[7], up_to=5)
    yield from of_requests("azure.metadata", PUBLIC, "8", begun[8], up_to=7)
    yield from of_requests("azure.certificate.download", (*READ, *LASTING), "8", begun[8], up_to=7)
    for cell in of_requests("azure.blade.read", READ, "8", begun[8], up_to=5, prepare=late):
        yield replace(cell, act=partial(_both, cell.act, visible), mend=partial(_both, cell.mend, on_time))
    for operation in ("azure.certificate.save", "azure.certificate.activate"):
        yield from of_requests(operation, WRITE, "8", begun[8], up_to=7, prepare=no_certificate, options=BY_HAND)
    yield from of_requests(save, (*WRITE, *LASTING), "9", begun[9], up_to=7)
    yield from of_requests("ooma.idp.read", READ, "9", begun[9], up_to=7)
    yield from of_requests(switch, (*WRITE, *LASTING), "10", begun[10], up_to=9)
    moments: dict[str, At] = {"10": begun[10], VERIFY: (10, "ended")}
    for step, at in moments.items():
        for operation, kinds in {"azure.blade.read": READ, "azure.metadata": PUBLIC, "ooma.idp.read": READ}.items():
            yield from of_requests(operation, kinds, step, at, up_to=9)
    yield from of_requests("ooma.idp.endpoints", (*PUBLIC, *LASTING), VERIFY, moments[VERIFY], up_to=9)


def _both(one: Act, other: Act, stage: Stage) -> None:
    one(stage)
    other(stage)


def on_time(stage: Stage) -> None:
    """Certificates can be seen at once."""
    stage.world.azure.certificate_seconds = 0
