"""The seal of a run folder: the digest of every file, signed. An in-toto statement in a DSSE envelope.

Formats: https://github.com/in-toto/attestation (Statement v1) and https://github.com/secure-systems-lab/dsse.
"""

import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError, model_validator
from pydantic.alias_generators import to_camel
from securesystemslib.dsse import Envelope
from securesystemslib.exceptions import UnverifiedSignatureError
from securesystemslib.signer import CryptoSigner

from runbook import __version__
from runbook.evidence.clock import Clock, stamp, utc_now
from runbook.evidence.contents import Contents, digest_of, open_plain
from runbook.evidence.folder import JOURNAL
from runbook.evidence.signer import BadKey, parse_public_key, public_pem
from runbook.files import write_private

SEAL = "seal.json"
PAYLOAD_TYPE = "application/vnd.in-toto+json"

# Bytes; the seal of a run of 100 pictures has 40 thousand.
_LARGEST = 16 * 1024 * 1024

Digest = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]


class BadSeal(Exception):
    """A seal says nothing that could be relied on; the message says why."""


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, alias_generator=to_camel, populate_by_name=True)


class Digests(_Part):
    """The digests of a file."""

    sha256: Digest


class Subject(_Part):
    """One file of the run folder: its name, with slashes, and its digest."""

    name: str
    digest: Digests


class SealedJournal(_Part):
    """The journal when the run ended: the SHA-256 of its last line, the number of its lines, the SHA-256 of each."""

    head: Digest
    lines: int
    digests: list[Digest]

    @model_validator(mode="after")
    def _agrees(self) -> Self:
        if not self.digests or self.digests[-1] != self.head or len(self.digests) != self.lines:
            raise ValueError("what it says of the journal contradicts itself")
        return self


class Predicate(_Part):
    """What is said of the files.

    Attributes:
        version: of the program.
        tenant: whose run it was.
        command: of the run.
        outcome: what came of it; ``interrupted`` if it was broken off.
        sealed_at: when the run ended.
        report_rewritten_at: when the report was last written again, if it was.
        missing: what the run could not write, and why.
        journal: how the journal ends.
        public_key: of the signer, in PEM.
    """

    version: str
    tenant: str
    command: str
    outcome: str
    sealed_at: str
    report_rewritten_at: str | None = None
    missing: list[str] = []
    journal: SealedJournal
    public_key: str


class Statement(_Part):
    """An in-toto statement, version 1."""

    type: Annotated[Literal["https://in-toto.io/Statement/v1"], Field(alias="_type")]
    subject: list[Subject]
    predicate_type: Literal["urn:runbook:seal:v1"]
    predicate: Predicate

    @property
    def digests(self) -> dict[str, str]:
        """The SHA-256 of each file by its name."""
        return {one.name: one.digest.sha256 for one in self.subject}

    @model_validator(mode="after")
    def _names_once(self) -> Self:
        if len(self.digests) != len(self.subject):
            raise ValueError("it names a file twice")
        return self


class _Signature(_Part):
    keyid: Digest
    sig: str


class _Dsse(_Part):
    payload: str
    payload_type: Literal["application/vnd.in-toto+json"]
    signatures: Annotated[list[_Signature], Field(min_length=1, max_length=1)]


@dataclass(frozen=True)
class Seal:
    """A seal whose signature holds.

    Attributes:
        statement: what was signed.
        fingerprint: of the key that signed it: the SHA-256 of its SubjectPublicKeyInfo, in hexadecimal.
    """

    statement: Statement
    fingerprint: str


def seal_run(
    folder: Path,
    signer: CryptoSigner,
    lines: Sequence[str],
    *,
    tenant: str,
    command: str,
    outcome: str,
    missing: Sequence[str] = (),
    clock: Clock = utc_now,
) -> None:
    """Seal a run folder: all that is in it.

    Args:
        folder: the run folder; nothing may be written in it any more.
        signer: signs.
        lines: the SHA-256 of each of the journal's lines, as they were when they were written.
        tenant: whose run it was.
        command: of the run.
        outcome: what came of it.
        missing: what the run could not write, and why.
        clock: tells the time.

    Raises:
        OSError: the journal is not there, has no line, or ends within one; or the seal can't be written.
    """
    _assert_whole(folder / JOURNAL)
    journal = SealedJournal(head=lines[-1], lines=len(lines), digests=list(lines))
    digests = {name: digest_of(path) for name, path in Contents(folder).files.items() if name != SEAL}
    write_seal(
        folder,
        signer,
        digests,
        Predicate(
            version=__version__,
            tenant=tenant,
            command=command,
            outcome=outcome,
            sealed_at=stamp(clock()),
            missing=list(missing),
            journal=journal,
            public_key=public_pem(signer.public_key),
        ),
    )


def _assert_whole(journal: Path) -> None:
    """Raise `OSError` if the journal has no line, or a last one that was cut off: it could never be sound."""
    with open_plain(journal) as file:
        file.seek(max(file.seek(0, os.SEEK_END) - 1, 0))
        if file.read() != b"\n":
            raise OSError(f"{journal.name} does not end with a whole line")


def write_seal(folder: Path, signer: CryptoSigner, digests: Mapping[str, str], predicate: Predicate) -> None:
    """Sign the digests of files, and write that down in the folder.

    Args:
        folder: the run folder.
        signer: signs.
        digests: the SHA-256 of each file by its name.
        predicate: what else is said.
    """
    subjects = [Subject(name=name, digest=Digests(sha256=digests[name])) for name in sorted(digests)]
    statement = Statement(
        type="https://in-toto.io/Statement/v1",
        subject=subjects,
        predicate_type="urn:runbook:seal:v1",
        predicate=predicate,
    )
    envelope = Envelope(statement.model_dump_json(by_alias=True).encode(), PAYLOAD_TYPE, {})
    envelope.sign(signer)
    write_private(folder / SEAL, _encode(envelope.to_dict()))


def read_seal(folder: Path) -> Seal:
    """The seal of a run folder, if its signature holds.

    Raises:
        BadSeal: it can't be read, is none, or was altered.
    """
    try:
        with open_plain(folder / SEAL) as file:
            content = file.read(_LARGEST + 1)
    except OSError as error:
        raise BadSeal(f"it can't be read: {error.strerror or error}") from None
    if len(content) > _LARGEST:
        raise BadSeal("it is too large for a seal")
    try:
        dsse = _Dsse.model_validate_json(content)
        envelope = Envelope.from_dict(dsse.model_dump(by_alias=True))
        statement = Statement.model_validate_json(envelope.payload)
        key = parse_public_key(statement.predicate.public_key.encode(), "the seal")
    except ValidationError as error:
        fault = error.errors(include_url=False, include_input=False)[0]
        where = ".".join(str(part) for part in fault["loc"])
        raise BadSeal(f"it is no seal of this program: {where + ': ' if where else ''}{fault['msg']}") from None
    except (ValueError, BadKey) as error:
        raise BadSeal(f"it is no seal of this program: {error}") from None
    try:
        envelope.verify([key], 1)
    except UnverifiedSignatureError:
        raise BadSeal("its signature is not that of its content by the key that it names") from None
    if _encode(envelope.to_dict()) != content:
        raise BadSeal("it is not spelled as this program spells seals, though its signature holds")
    return Seal(statement, key.keyid)


def signer_of(folder: Path) -> str:
    """The fingerprint of the key that sealed a run folder; empty if there is no seal that could be relied on."""
    try:
        return read_seal(folder).fingerprint
    except BadSeal:
        return ""


def _encode(envelope: Mapping[str, Any]) -> bytes:
    """An envelope's only spelling, so that an altered byte shows wherever it is."""
    return json.dumps(envelope, indent=2).encode() + b"\n"
