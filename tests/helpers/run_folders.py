"""Run folders as the program leaves them, made without a browser."""

import asyncio
import base64
import hashlib
import json
import shutil
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, datetime
from html import escape
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, cast

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from securesystemslib.dsse import Envelope
from securesystemslib.signer import CryptoSigner

from pages.driver.hands import Hands
from pages.driver.witness import Action
from runbook.evidence.chain import Fault, Kind
from runbook.evidence.recorder import Evidence
from runbook.evidence.redaction import Redactor
from runbook.evidence.seal import PAYLOAD_TYPE, seal_run
from runbook.evidence.signer import _named, load_signer
from runbook.evidence.verification import verify_run
from runbook.files import write_private

JOURNAL = "journal.jsonl"
# What `sealed_run` leaves, but for the seal, and how many lines its journal has.
FILES = [
    "certificate.cert",
    JOURNAL,
    "report.html",
    "screens/01-001-azure-fill-the-username-field.png",
    "screens/01-002-azure-fill-the-sso-url-field.png",
    "screens/01-003-azure-before-press-save.png",
]
FIRST_PICTURE, SECOND_PICTURE, _ = FILES[3:]
LINES = 7
# What no parser must stumble over.
GARBAGE = [b"", bytes(1000), b"null", b"[]", b'"x"', b"[" * 100_000, b'{"a":' * 100_000, b"\xff\xfe", b"9" * 10_000]
MOMENT = datetime(2030, 6, 1, 12, 30, 15, 250_000, tzinfo=UTC)


class Page:
    """As much of a browser's page as a picture needs; each picture is another one."""

    url = "https://portal.example/app"

    def __init__(self) -> None:
        self.drawn = 0

    async def title(self) -> str:
        """The page's title."""
        return "Title"

    async def screenshot(self, **_: object) -> bytes:
        """A picture that no other page has."""
        self.drawn += 1
        return b"\x89PNG" + hashlib.sha256(str(self.drawn).encode()).digest()


class Screen:
    """As much of a screen as the evidence needs."""

    portal = "Azure"
    timeout = 1

    def __init__(self) -> None:
        self.page = Page()


class FakeHands:
    """Hands on a page that only looks like one."""

    def __init__(self) -> None:
        self.screen = Screen()

    async def secrets_on_page(self) -> list[object]:
        """What to mask."""
        return []


def beginning(tenant: str = "contoso", **values: object) -> dict[str, object]:
    """What the first line of a journal holds, as far as a report needs it."""
    common = dict.fromkeys(("version", "host", "operator", "system", "python", "playwright", "browser"), "x")
    settings = {"azure_tenant": "contoso.example", "azure_app": "Ooma", "ooma_account": ""}
    return {"command": "apply", "tenant": tenant, **common, "settings": settings, **values}


def ending(outcome: str = "applied", **values: object) -> dict[str, object]:
    """What the last line of a journal holds, as far as a report and the index need it."""
    certificate = {"sha256": "ab" * 32, "not_after": "2033-06-01T12:00:00Z"}
    sso = {"login_url": "https://x", "acs_url": "https://y", "issuer": "z", "enabled": True, "certificate": certificate}
    return {"outcome": outcome, "steps": [], "sso": sso, "error": None, "notes": [], **values}


def killed_run(runs: Path, tenant: str = "contoso", at: datetime = MOMENT) -> Evidence:
    """A run folder as a kill leaves it: journal, three pictures, certificate."""
    evidence = Evidence(runs, tenant, Redactor(), lambda: at)
    hands = cast("Hands", FakeHands())

    async def act() -> None:
        evidence.journal.write("run began", **beginning(tenant))
        evidence.journal.write("step began", step=1, title="Open both portals")
        for thing in ("the username field", "the SSO URL field"):
            await evidence.after(hands, Action("Azure", "fill", thing, "value"))
        evidence.keep_certificate(b"-----BEGIN CERTIFICATE-----\n")
        await evidence.before(hands, Action("Azure", "press", "'Save'", writes=True))

    # There may be a loop already that runs the test.
    with ThreadPoolExecutor(1) as thread:
        thread.submit(asyncio.run, act()).result()
    return evidence


def sealed_run(
    runs: Path,
    tenant: str = "contoso",
    at: datetime = MOMENT,
    outcome: str = "applied",
    more: Mapping[str, object] | None = None,
) -> Path:
    """A run folder as a run that ended leaves it; `more` is what else its last line says."""
    evidence = killed_run(runs, tenant, at)
    evidence.journal.write("run ended", **ending(outcome, **(more or {})))
    evidence.journal.close()
    report = f"<!doctype html><title>The report</title>{escape(tenant)}"
    write_private(evidence.folder / "report.html", report.encode())
    seal_run(
        evidence.folder,
        load_signer(),
        evidence.journal.digests,
        tenant=tenant,
        command="apply",
        outcome=outcome,
        clock=lambda: at,
    )
    return evidence.folder


def edit_lines(folder: Path, edit: Callable[[list[bytes]], list[bytes]]) -> None:
    """Change the lines of a folder's journal; each has its end."""
    path = folder / "journal.jsonl"
    path.write_bytes(b"".join(edit(path.read_bytes().splitlines(keepends=True))))


def chained(lines: list[bytes]) -> list[bytes]:
    """The lines numbered and chained anew, as somebody does who knows how."""
    previous, found = "0" * 64, []
    for number, line in enumerate(lines, start=1):
        entry: dict[str, Any] = {**json.loads(line), "line": number, "previous": previous}
        text = json.dumps(entry, ensure_ascii=False).encode()
        previous = hashlib.sha256(text).hexdigest()
        found.append(text + b"\n")
    return found


@contextmanager
def copied(pattern: Path) -> Iterator[Path]:
    """A copy of a run folder, for one example of many."""
    with TemporaryDirectory() as place:
        yield Path(shutil.copytree(pattern, Path(place) / "run"))


def found_in(folder: Path, pinned: str | None = None) -> list[tuple[Kind, str, int | None]]:
    """What is wrong with a run folder: in which way, in which file, in which line."""
    return [(fault.kind, fault.file, fault.line) for fault in verify_run(folder, pinned).faults]


def only_fault(folder: Path) -> Fault:
    """The one thing that is wrong with a run folder."""
    (fault,) = verify_run(folder).faults
    return fault


def statement_of(folder: Path) -> dict[str, Any]:
    """What was signed."""
    envelope = json.loads((folder / "seal.json").read_bytes())
    statement: dict[str, Any] = json.loads(base64.b64decode(envelope["payload"]))
    return statement


def sign(folder: Path, statement: object, signer: CryptoSigner, payload_type: str = PAYLOAD_TYPE) -> None:
    """Seal a folder with whatever statement, in the seal's own spelling."""
    envelope = Envelope(json.dumps(statement).encode(), payload_type, {})
    envelope.sign(signer)
    (folder / "seal.json").write_bytes(json.dumps(envelope.to_dict(), indent=2).encode() + b"\n")


def other_signer() -> CryptoSigner:
    """The signer of another machine."""
    key = Ed25519PrivateKey.generate()
    return CryptoSigner(key, _named(key.public_key()))
