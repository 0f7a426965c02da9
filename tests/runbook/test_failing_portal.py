"""The picture that goes with an error is of the portal on which it happened, whatever the error's words begin with."""

from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest

from pages.azure import AZURE
from pages.errors import Failure, NotFound, PortalSaid
from pages.ooma import OOMA
from runbook.brake import Brake
from runbook.engine import Engine
from runbook.errors import NotVerified
from runbook.guide import GUIDE, fresh_result
from runbook.options import Command
from runbook.session import Session
from runbook.state import Wanted
from tests.helpers.plays import Silent


class Evidence(SimpleNamespace):
    """A run folder that takes a picture of each portal, unless a portal can't be photographed."""

    folder = Path("run")
    phase = ""
    blind = ""

    async def show(self, hands: Any, what: str) -> dict[str, str] | None:  # noqa: ANN401
        """Take a picture."""
        del what
        portal = hands.screen.portal
        return None if portal == self.blind else {"file": f"screens/{portal}.png"}


async def picture_of(error: Failure, *, blind: str = "") -> str:
    """The picture that goes with an error of step 1."""

    async def observe() -> None:
        raise error

    async def has_signed_out() -> bool:
        return False

    evidence = Evidence(
        journal=SimpleNamespace(write=lambda *_, **__: None), redactor=SimpleNamespace(clean=str), blind=blind
    )
    session = SimpleNamespace(
        account=None,
        evidence=evidence,
        blade=SimpleNamespace(hands=SimpleNamespace(screen=SimpleNamespace(portal=AZURE))),
        idp=SimpleNamespace(hands=SimpleNamespace(screen=SimpleNamespace(portal=OOMA))),
        tenant=SimpleNamespace(advice=str),
        observe=observe,
        has_signed_out=has_signed_out,
        is_lost=False,
        has_written=False,
        switched_on=False,
    )
    result = fresh_result("contoso")
    engine = Engine(cast("Session", session), Wanted("claim", replace=False), Silent(), result, Brake())
    await engine.run(Command.PLAN)
    assert result.error is not None
    return Path(result.error.screenshot).stem


@pytest.mark.parametrize("portal", [AZURE, OOMA])
@pytest.mark.parametrize("words", ["the Azure portal fails", "the Ooma Admin Portal fails", "something fails"])
async def test_the_picture_is_of_the_portal_that_failed(portal: str, words: str) -> None:
    assert await picture_of(PortalSaid(words, portal=portal)) == portal


async def test_where_a_failure_names_no_portal_the_picture_is_of_that_on_which_the_step_works() -> None:
    assert GUIDE[0].portal == AZURE
    assert await picture_of(NotVerified("Ooma shows no identity provider")) == AZURE


async def test_where_the_portal_could_not_be_photographed_the_other_one_is_shown() -> None:
    assert await picture_of(NotFound("it is gone", portal=OOMA), blind=OOMA) == AZURE
