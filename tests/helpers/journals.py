"""Run folders of every kind for tests of the report, written with the program's own journal but without a browser."""

import hashlib
import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from PIL import Image, ImageDraw

from runbook.evidence.journal import Journal
from runbook.evidence.lines import read_lines
from runbook.evidence.missing import Missing
from runbook.evidence.redaction import Redactor
from runbook.findings import findings
from runbook.guide import GUIDE, fresh_result, plan
from runbook.results import OomaAccount, Problem, StepOutcome, TenantOutcome, TenantResult
from runbook.state import ActiveCertificate, AzureState, OomaState, Seen, Wanted
from runbook.tenant import EMAIL_CLAIM

BEGAN = datetime(2030, 6, 1, 12, 0, tzinfo=UTC)
NOT_AFTER = datetime(2033, 6, 1, 12, 0, tzinfo=UTC)
THUMBPRINT = "AB" * 20
LOGIN, ISSUER, ACS = "https://login.example/t/saml2", "https://sp.example/sso/1", "https://sp.example/sso/1/acs"
AZURE_PAGE, OOMA_PAGE = "https://portal.example/#view/SignOn", "https://sp.example/#/apps/phone-system"
ACCOUNT_ID = "4650dff9c79e2dd8d3c9b8b2b4d1e6f0"
SIZE = (360, 250)

FRESH = Seen(AzureState(login_url=LOGIN), None)
COMPLETE = Seen(
    AzureState(
        login_url=LOGIN,
        identifiers=(ISSUER,),
        reply_urls=(ACS,),
        thumbprint=THUMBPRINT,
        certificate=ActiveCertificate(THUMBPRINT, "cd" * 32, NOT_AFTER),
        status="Active",
    ),
    OomaState(
        LOGIN,
        EMAIL_CLAIM,
        f"azure-signing-{THUMBPRINT.lower()}.cert",
        ACS,
        ISSUER,
        enabled=True,
        certificate=f"azure-signing-{THUMBPRINT.lower()}.cert\nSHA-1 fingerprint: {THUMBPRINT}",
    ),
)


def picture(words: str, size: tuple[int, int] = SIZE) -> bytes:
    """A picture of a page that shows these words; the same words give the same file."""
    image = Image.new("RGB", size, "white")
    ImageDraw.Draw(image).text((20, 20), words[:40].encode("ascii", "replace").decode(), fill="black")
    content = io.BytesIO()
    image.save(content, "PNG")
    return content.getvalue()


@dataclass
class Recorder:
    """Writes a run folder as the program does.

    Attributes:
        folder: the run folder.
    """

    folder: Path
    now: datetime = BEGAN
    phase: str = "01"
    pictures: int = 0
    result: TenantResult = field(init=False)

    def __post_init__(self) -> None:
        (self.folder / "screens").mkdir(parents=True)
        self.journal = Journal(self.folder / "journal.jsonl", Redactor(), self.tick, Missing())
        self.result = fresh_result("contoso")

    def __del__(self) -> None:
        self.journal.close()

    def tick(self) -> datetime:
        """A clock on which each line takes half a second."""
        self.now += timedelta(seconds=0.5)
        return self.now

    def began(self, command: str = "apply", ooma_account: str = "") -> None:
        """The run began."""
        text = "contoso"
        self.journal.write(
            "run began",
            command=command,
            version="0.1.0",
            host=text,
            operator=text,
            system=text,
            browser="140.0",
            python="3.11.2",
            playwright="1.65",
            options={"replace": False, "timeout": 30.0},
            tenant=text,
            settings={
                "name": text,
                "azure_tenant": text,
                "azure_app": text,
                "ooma_url": "https://sp.example",
                "ooma_account": ooma_account,
                "email_claim": EMAIL_CLAIM,
            },
        )

    def act(self, verb: str, thing: str, portal: str = "Ooma", event: str = "action", **values: Any) -> None:  # noqa: ANN401
        """Something was done on a page; `shows` draws a picture of it."""
        shows = values.pop("shows", None)
        self.journal.write(
            event,
            phase=self.phase,
            portal=portal,
            verb=verb,
            thing=thing,
            **{
                "value": None,
                "writes": False,
                "box": None,
                "address": AZURE_PAGE if portal == "Azure" else OOMA_PAGE,
                "title": "Ooma",
                "seconds": None if event == "intent" else 0.25,
                "screenshot": self.shot(shows) if shows is not None else None,
                **values,
            },
        )

    def shot(self, shows: str) -> dict[str, object]:
        """Draw a page; returns what the journal tells of it."""
        self.pictures += 1
        content = picture(shows)
        name = f"screens/{self.phase}-{self.pictures:03}.png"
        (self.folder / name).write_bytes(content)
        return {
            "file": name,
            "sha256": hashlib.sha256(content).hexdigest(),
            "title": "Ooma",
            "seconds": 0.1,
        }

    def look(self, seen: Seen) -> None:
        """Step 1, and what both portals show."""
        self.phase = "01"
        box = {"x": 100, "y": 50, "width": 80, "height": 20}
        self.journal.write("step began", step=1, title=GUIDE[0].title)
        self.act("fill", "the username field", value="admin@contoso.example", shows="sign-in", box=box)
        self.act("read", "the IdP and SSO tab", value="Ooma", shows="tab, no provider")
        self.act("read", "the SAML page", "Azure", value="Ooma", shows="cards, empty")
        self.ended(1)
        self.journal.write("observed", seen=seen.as_json())

    def ended(self, number: int, outcome: StepOutcome = StepOutcome.DONE) -> None:
        """A step ended."""
        self.result.steps[number - 1].outcome = outcome
        self.result.steps[number - 1].seconds = 1.5
        self.journal.write("step ended", step=number, outcome=outcome.value, seconds=1.5)

    def step(self, number: int, seen: Seen) -> None:
        """A step is planned and begins."""
        need = plan(seen, Wanted(EMAIL_CLAIM))[number]
        self.phase = f"{number:02}"
        self.result.steps[number - 1].why = need.why
        self.result.steps[number - 1].changes = need.changes
        self.journal.write("step planned", step=number, why=need.why, changes=[one.as_json() for one in need.changes])
        self.journal.write("step began", step=number, title=GUIDE[number - 1].title)

    def wrote(self, number: int) -> None:
        """What a step that writes does: fill in, save, read back."""
        portal = "Azure" if number == 7 else "Ooma"
        box = {"x": 20, "y": 20, "width": 60, "height": 12}
        self.act("fill", f"field {number}", portal, value="Ooma", shows=f"field {number}, filled", box=box)
        self.act("press", "the 'Save' button", portal, "intent", shows=f"field {number}, to save", writes=True, box=box)
        self.act("press", "the 'Save' button", portal, writes=True, box=box)
        self.act("read", f"field {number}", portal, value="Ooma", shows=f"field {number}, saved", box=box)

    def finish(self, outcome: TenantOutcome, seen: Seen | None, problem: Problem | None = None) -> Path:
        """The run ends; returns the folder."""
        self.result.outcome, self.result.error = outcome, problem
        if seen is not None:
            self.result.findings = findings(seen, Wanted(EMAIL_CLAIM), self.now)
        self.journal.write("run ended", **{**self.result.as_json(), "evidence": self.folder.name})
        self.journal.close()
        return self.folder


def finished(folder: Path) -> Path:
    """A run that carried out all ten steps."""
    run = Recorder(folder)
    run.began()
    run.look(FRESH)
    for number in range(2, 11):
        run.step(number, FRESH)
        run.wrote(number)
        run.ended(number)
    run.phase = "verify"
    run.act("read", "the SAML page", "Azure", value="Ooma", shows="field 7, saved")
    run.journal.write("verified", seen=COMPLETE.as_json(), left=[])
    run.result.notes.append("signed on as Ooma")
    run.result.ooma_account = OomaAccount(name="Contoso Ltd", id=ACCOUNT_ID, realm="contoso.sip.example")
    return run.finish(TenantOutcome.APPLIED, COMPLETE)


def failed(folder: Path) -> Path:
    """A run that failed in step 5, after something was written."""
    run = Recorder(folder)
    run.began()
    run.look(FRESH)
    run.step(5, FRESH)
    run.wrote(5)
    run.ended(5, StepOutcome.FAILED)
    seemed = {
        "phase": "05",
        "portal": "Ooma",
        "address": "https://portal.example/",
        "why": "Ooma says no",
        "screenshot": run.shot("an error"),
    }
    run.journal.write("seemed to fail", **seemed)
    for portal in ("Azure", "Ooma"):
        run.act("see", "when it failed", portal, "picture", shows=f"{portal} when it failed", seconds=None)
    problem = Problem(
        code="not-saved",
        step=5,
        message="Ooma shows 'Ooma'",
        hint="Run again.",
        on_screen="Something went wrong Ooma",
    )
    run.journal.write("failed", **problem.as_json())
    return run.finish(TenantOutcome.FAILED, None, problem)


def interrupted(folder: Path) -> Path:
    """A run that was killed in step 5."""
    run = Recorder(folder)
    run.began()
    run.look(FRESH)
    run.step(5, FRESH)
    run.act("fill", "the 'Email Claim' field", value=EMAIL_CLAIM, shows="claim")
    run.journal.close()
    return folder


def planned(folder: Path) -> Path:
    """A plan for a fresh tenant."""
    run = Recorder(folder)
    run.began("plan")
    run.look(FRESH)
    _judge(run, FRESH)
    return run.finish(TenantOutcome.PENDING, FRESH)


def drifted(folder: Path) -> Path:
    """A verification that finds card 1 without its reply URL."""
    seen = Seen(AzureState(**{**vars(COMPLETE.azure), "reply_urls": ("other",)}), COMPLETE.ooma)
    run = Recorder(folder)
    run.began("verify")
    run.look(seen)
    _judge(run, seen)
    return run.finish(TenantOutcome.DRIFTED, seen)


def _judge(run: Recorder, seen: Seen) -> None:
    for number, need in plan(seen, Wanted(EMAIL_CLAIM)).items():
        step = run.result.steps[number - 1]
        if number > 1:
            step.outcome = StepOutcome.PENDING if need.needed else StepOutcome.NOT_NEEDED
        step.why, step.changes = need.why, need.changes


KINDS = (finished, failed, interrupted, planned, drifted)


def lines(folder: Path) -> Iterator[bytes]:
    """The lines of a run's journal, with their ends."""
    yield from (folder / "journal.jsonl").read_bytes().splitlines(keepends=True)


def read_journal(folder: Path) -> list[dict[str, Any]]:
    """What the lines of a run's journal say; a last line that was cut off is left out."""
    return [line.entry for line in read_lines(folder / "journal.jsonl")[0] if line.entry is not None]
