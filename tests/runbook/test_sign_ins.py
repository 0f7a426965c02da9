"""Sign-ins that tenants share: made once, renewed once, and never tried again after a refusal."""

import asyncio
from typing import cast

import pytest
from playwright.async_api import BrowserContext

from pages.errors import Denied, HumanNeeded, PortalError, PortalSaid, Rejected, SignInUnanswered
from runbook.errors import SignInRefused
from runbook.sign_ins.accounts import Account, SignIns
from tests.helpers.contexts import Context

PARTNER = Account("Azure", "https://login.example", "partner@msp.example")
OTHER = Account("Azure", "https://login.example", "other@msp.example")


class Portal:
    """Knows which sessions are good, and counts who signs in."""

    def __init__(self) -> None:
        self.good: set[str] = set()
        self.sign_ins = 0
        self.at_once = 0
        self.most = 0

    async def sign_in(self, context: "Context") -> None:
        self.at_once += 1
        self.most = max(self.most, self.at_once)
        await asyncio.sleep(0.001)
        self.at_once -= 1
        self.sign_ins += 1
        context.session = f"session {self.sign_ins}"
        self.good.add(context.session)


async def visit(sign_ins: SignIns, portal: Portal, account: Account = PARTNER, *, visits: int = 1) -> Context:
    """What page objects do: open the page, and sign in when it is their turn, until they are in."""
    seat = sign_ins.seat(account)
    context = Context(seat.session)
    for _ in range(visits):
        while context.session not in portal.good:
            async with seat.turn(cast("BrowserContext", context)) as ours:
                if ours:
                    await portal.sign_in(context)
        await asyncio.sleep(0.001)
    return context


async def test_many_share_one_sign_in() -> None:
    sign_ins, portal = SignIns(), Portal()
    contexts = await asyncio.gather(*(visit(sign_ins, portal) for _ in range(20)))
    assert portal.sign_ins == 1
    assert {context.session for context in contexts} == {"session 1"}
    # Who comes later begins with the session, and asks nobody.
    assert Context(sign_ins.seat(PARTNER).session).session == "session 1"


async def test_a_session_that_ends_is_renewed_once_for_all() -> None:
    sign_ins, portal = SignIns(), Portal()

    async def end_sessions() -> None:
        for _ in range(3):
            await asyncio.sleep(0.01)
            portal.good.clear()

    await asyncio.gather(end_sessions(), *(visit(sign_ins, portal, visits=40) for _ in range(10)))
    assert portal.most == 1
    assert portal.sign_ins <= 4


async def test_accounts_do_not_wait_for_each_other() -> None:
    sign_ins, portal = SignIns(), Portal()
    await asyncio.gather(*(visit(sign_ins, portal, account) for account in (PARTNER, OTHER) for _ in range(5)))
    assert portal.sign_ins == 2
    assert portal.most == 2


@pytest.mark.parametrize("refusal", [Rejected, SignInUnanswered, HumanNeeded, Denied])
async def test_a_refusal_is_final_for_all(refusal: type[PortalError]) -> None:
    sign_ins, tried = SignIns(), 0

    async def come() -> None:
        nonlocal tried
        async with sign_ins.seat(PARTNER).turn(cast("BrowserContext", Context(None))):
            tried += 1
            await asyncio.sleep(0.001)
            raise refusal("the password is wrong")

    ends = await asyncio.gather(*(come() for _ in range(10)), return_exceptions=True)
    assert tried == 1
    assert [type(end) for end in ends] == [refusal, *[SignInRefused] * 9]
    assert str(ends[1]) == (
        "the sign-in partner@msp.example was refused for another tenant, and is not tried again: the password is wrong"
    )


async def test_trouble_of_the_portal_is_no_refusal() -> None:
    sign_ins, portal = SignIns(), Portal()
    with pytest.raises(PortalSaid):
        async with sign_ins.seat(PARTNER).turn(cast("BrowserContext", Context(None))):
            raise PortalSaid("try again later")
    await visit(sign_ins, portal)
    assert portal.sign_ins == 1


@pytest.mark.parametrize("typed", [True, False])
async def test_whether_name_and_password_were_typed_goes_along_with_the_session(typed: bool) -> None:
    """A session that came by itself may be anybody's; whoever gets it has to know."""
    sign_ins, portal = SignIns(), Portal()
    waiting, first = sign_ins.seat(PARTNER), sign_ins.seat(PARTNER)
    context = Context(None)
    async with first.turn(cast("BrowserContext", context)):
        await portal.sign_in(context)
        first.origin.typed = typed
    async with waiting.turn(cast("BrowserContext", Context(None))) as ours:
        assert not ours
    assert waiting.origin.typed is typed
    assert sign_ins.seat(PARTNER).origin.typed is typed
    assert not sign_ins.seat(OTHER).origin.typed
