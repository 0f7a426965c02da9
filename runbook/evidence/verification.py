"""Is a run folder as it was sealed? All that is wrong with it, told at once, without a network."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from runbook.evidence.chain import Fault, Kind, compare, follow
from runbook.evidence.contents import Contents, digest_of
from runbook.evidence.folder import JOURNAL, SCREENS
from runbook.evidence.lines import Line, read_lines
from runbook.evidence.reading import NoRun
from runbook.evidence.seal import SEAL, BadSeal, Seal, read_seal
from runbook.evidence.signer import own_fingerprint

# A journal whose every line is wrong needs no list of them all.
_MOST_OF_A_KIND = 50
_WITHOUT_SEAL = {
    True: "there is none, though the journal says that the run ended: it was taken away, the run was killed then, or"
    " there was no room to write it",
    False: "there is none, and the journal ends early: the run was killed, had no room to write, or is still going on",
}


@dataclass(frozen=True)
class Verification:
    """What was found out about a run folder.

    Attributes:
        folder: the run folder.
        seal: its seal; None if there is none whose signature holds.
        faults: all that is wrong.
        lines: how many lines the journal has.
        ended: whether the journal says that the run ended.
        own: whether this machine's key signed.
        pinned: whether the signer was demanded, and is the one.
    """

    folder: Path
    seal: Seal | None
    faults: tuple[Fault, ...]
    lines: int
    ended: bool
    own: bool
    pinned: bool

    @property
    def sound(self) -> bool:
        """Whether nothing is wrong."""
        return not self.faults

    def as_json(self) -> dict[str, object]:
        """As ``evidence verify --json`` prints it."""
        seal = None
        if self.seal is not None:
            predicate = self.seal.statement.predicate
            seal = {
                "tenant": predicate.tenant,
                "command": predicate.command,
                "outcome": predicate.outcome,
                "sealed_at": predicate.sealed_at,
                "report_rewritten_at": predicate.report_rewritten_at,
                "missing": predicate.missing,
                "files": len(self.seal.statement.subject),
                "lines": predicate.journal.lines,
                "head": predicate.journal.head,
                "signer": {"fingerprint": self.seal.fingerprint, "own": self.own, "pinned": self.pinned},
            }
        return {
            "folder": str(self.folder),
            "sound": self.sound,
            "seal": seal,
            "journal": {"lines": self.lines, "ended": self.ended},
            "faults": [
                {"kind": one.kind.value, "file": one.file, "line": one.line, "message": one.message}
                for one in self.faults
            ],
        }


def verify_run(folder: Path, pinned: str | None = None) -> Verification:
    """Check a run folder: the journal's chain, every file's digest, the pictures, the signature, completeness.

    Args:
        folder: the run folder.
        pinned: the fingerprint of the key that has to have signed it; any key will do if None.

    Raises:
        NoRun: it is no run folder.
    """
    if not folder.is_dir():
        raise NoRun(f"there is no folder {folder}")
    contents = Contents(folder)
    if {JOURNAL, SEAL}.isdisjoint(contents.files.keys() | contents.strange.keys()):
        raise NoRun(f"{folder} holds neither a {JOURNAL} nor a {SEAL}")
    return _Check(folder, contents).run(pinned)


@dataclass
class _Check:
    folder: Path
    contents: Contents
    faults: list[Fault] = field(default_factory=list)
    digests: dict[str, str] = field(default_factory=dict)

    def run(self, pinned: str | None) -> Verification:
        self.faults += [Fault(Kind.REFUSED, name, why) for name, why in sorted(self.contents.strange.items())]
        seal = self._seal(pinned)
        if seal is not None:
            self.faults += self._files(seal.statement.digests)
            self.faults += self._folders(seal.statement.digests)
        lines = self._journal(seal)
        ended = bool(lines) and (lines[-1].entry or {}).get("event") == "run ended"
        if SEAL not in self.contents.files.keys() | self.contents.strange.keys():
            self.faults.insert(0, Fault(Kind.UNSEALED, SEAL, _WITHOUT_SEAL[ended]))
        self.faults += self._pictures(lines, seal)
        return Verification(
            folder=self.folder,
            seal=seal,
            faults=tuple(self.faults),
            lines=len(lines),
            ended=ended,
            own=seal is not None and seal.fingerprint == own_fingerprint(),
            pinned=seal is not None and seal.fingerprint == pinned,
        )

    def _seal(self, pinned: str | None) -> Seal | None:
        if SEAL not in self.contents.files:
            return None
        try:
            seal = read_seal(self.folder)
        except BadSeal as error:
            self.faults.append(Fault(Kind.ALTERED, SEAL, f"{error}; so nothing that it says was relied on"))
            return None
        if pinned is not None and seal.fingerprint != pinned:
            said = f"it was signed by the key {seal.fingerprint}, and not by the one that was demanded, {pinned}"
            self.faults.append(Fault(Kind.SIGNER, SEAL, said))
        return seal

    def _files(self, sealed: Mapping[str, str]) -> Iterator[Fault]:
        """Each file against the seal; the journal's lines are told apart elsewhere."""
        files = self.contents.files
        owner = {digest: name for name, digest in sealed.items()}
        for name in sorted(sealed):
            if name not in files:
                if name not in self.contents.strange:
                    yield Fault(Kind.MISSING, name, "it was sealed, and is not there")
                continue
            digest = self._digest(name)
            if not digest:
                yield Fault(Kind.UNREADABLE, name, "it can't be read")
            elif digest != sealed[name] and name != JOURNAL:
                said = f"its SHA-256 is {digest}, sealed was {sealed[name]}"
                if digest in owner:
                    said += f"; its content is that of {owner[digest]}"
                yield Fault(Kind.ALTERED, name, said)
        for name in sorted(files.keys() - sealed.keys() - {SEAL}):
            yield Fault(Kind.ADDED, name, "it is not among the files that were sealed")

    def _folders(self, sealed: Mapping[str, str]) -> Iterator[Fault]:
        """Folders that hold nothing sealed; an empty one would go unseen otherwise."""
        names = sorted(sealed)
        for name in sorted(self.contents.folders - {SCREENS}):
            place = bisect_left(names, f"{name}/")
            if not names[place : place + 1] or not names[place].startswith(f"{name}/"):
                yield Fault(Kind.ADDED, f"{name}/", "no folder of that name was sealed")

    def _journal(self, seal: Seal | None) -> list[Line]:
        """The journal's lines; what is wrong with them is told."""
        path = self.contents.files.get(JOURNAL)
        if path is None:
            if all(fault.file != JOURNAL for fault in self.faults):
                self.faults.append(Fault(Kind.MISSING, JOURNAL, "there is none"))
            return []
        try:
            lines, unread = read_lines(path)
        except OSError as error:
            if all(fault.file != JOURNAL for fault in self.faults):
                self.faults.append(Fault(Kind.UNREADABLE, JOURNAL, f"it can't be read: {error.strerror or error}"))
            return []
        faults = [Fault(Kind.UNREADABLE, JOURNAL, unread, len(lines) + 1)] if unread else []
        if seal is not None:
            faults += compare(seal.statement.predicate.journal.digests, lines)
        # Also of a journal that is as it was sealed: its lines might never have followed each other.
        if not faults:
            faults += follow(lines)
        if not lines and not faults:
            faults.append(Fault(Kind.MISSING, JOURNAL, "it has no lines"))
        if seal is not None and not faults and self._digest(JOURNAL) != seal.statement.digests.get(JOURNAL):
            faults.append(Fault(Kind.ALTERED, JOURNAL, "its lines are as they were sealed, but not how they end"))
        self.faults += _few(faults)
        return lines

    def _pictures(self, lines: list[Line], seal: Seal | None) -> Iterator[Fault]:
        """What the journal names has to be there, with the digest that the journal gives."""
        # A line that was altered could name anything.
        intact = set(seal.statement.predicate.journal.digests) if seal is not None else None
        named: dict[str, tuple[str, int]] = {}
        for line in lines:
            if line.entry is not None and (intact is None or line.digest in intact):
                named |= {name: (digest, line.place) for name, digest in _named(line.entry)}
        told = {fault.file for fault in self.faults}
        for name in sorted(named.keys() - told):
            digest, place = named[name]
            if name not in self.contents.files:
                yield Fault(Kind.MISSING, name, f"line {place} of the journal names it, and it is not there")
            elif self._digest(name) != digest:
                said = f"it is not the file that line {place} of the journal names, whose SHA-256 is {digest}"
                yield Fault(Kind.ALTERED, name, said)

    def _digest(self, name: str) -> str:
        """The SHA-256 of a file; empty if it can't be read."""
        if name not in self.digests:
            try:
                self.digests[name] = digest_of(self.contents.files[name])
            except OSError:
                self.digests[name] = ""
        return self.digests[name]


def _named(entry: Mapping[str, object]) -> Iterator[tuple[str, str]]:
    """The files that a line of the journal names, with their digests."""
    for value in entry.values():
        if isinstance(value, dict):
            name, digest = value.get("file"), value.get("sha256")
            if isinstance(name, str) and isinstance(digest, str):
                yield name, digest


def _few(faults: list[Fault]) -> Iterator[Fault]:
    seen: Counter[Kind] = Counter()
    for fault in faults:
        seen[fault.kind] += 1
        if seen[fault.kind] <= _MOST_OF_A_KIND:
            yield fault
    for kind, count in seen.items():
        if count > _MOST_OF_A_KIND:
            yield Fault(kind, JOURNAL, f"and {count - _MOST_OF_A_KIND} more of this kind")
