"""One cell of the fault matrix, and how it puts a fresh world near its step, so that it is quick."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Literal

from recordings import Options
from tests.helpers.plays import Stage, complete

Act = Callable[[Stage], object]
At = tuple[int, Literal["began", "ended"]]

NO_CODES = Options(totp=False)
BY_HAND = replace(NO_CODES, certificate="new-certificate")
OTHER_URL = "https://other.example/saml"
VERIFY = "verify"
STEPS = (*map(str, range(1, 11)), VERIFY)


def nothing(_: Stage) -> None:
    """Nothing has to be done."""


@dataclass(frozen=True)
class Cell:
    """One fault at one step.

    Attributes:
        fault: the row.
        where: what it hits: an operation of a portal, or a thing.
        step: the column: a step's number, or the verification after step 10.
        act: makes it so.
        codes: how the run may fail; none if it has to succeed.
        may_succeed: whether the run may succeed all the same.
        up_to: the steps that were done before the run (see `complete`); 0 for none.
        prepare: what else is changed before the run.
        at: the step at which the fault comes, and whether when it begins or when it has ended; 0 for before the run.
        mend: what takes the fault away.
        replace: whether the runs are told to replace another identity provider.
    """

    fault: str
    where: str
    step: str
    act: Act
    codes: frozenset[str] = frozenset()
    may_succeed: bool = True
    up_to: int = 0
    prepare: Act = nothing
    at: At = (0, "began")
    mend: Act = nothing
    replace: bool = False
    options: Options = field(default=NO_CODES)

    def __str__(self) -> str:
        return f"{self.fault}, {self.where}, {self.step}"

    def put(self, stage: Stage) -> None:
        """Put a fresh world near the step."""
        stage.world.azure.toast_seconds = 0.5
        stage.world.azure.save_seconds = 0.05
        stage.world.azure.ask_to_stay = False
        if self.up_to:
            complete(stage, up_to=self.up_to)
        self.prepare(stage)


def no_certificate(stage: Stage) -> None:
    """Azure made no certificate; one has to be made on card 3's panel."""
    stage.application.certificates = []
