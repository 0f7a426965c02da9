"""To write the reports of a sealed run folder again, and to seal it again: only where nothing else was altered."""

import os
import shutil
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from runbook.errors import RunbookError
from runbook.evidence.clock import Clock, stamp, utc_now
from runbook.evidence.contents import digest_of
from runbook.evidence.folder import PDF, REPORT
from runbook.evidence.seal import SEAL, write_seal
from runbook.evidence.signer import load_signer
from runbook.evidence.verification import verify_run

REPORTS = (REPORT, PDF)


class Unsound(RunbookError):
    """The report of a run folder would have to be sealed again, and the folder is not what this machine sealed."""

    code = "unsound"
    hint = "'runbook evidence verify RUN' says all that is wrong. --output FILE writes the report to another place."


def rewrite(folder: Path, write: Callable[[Path], object], clock: Clock = utc_now) -> None:
    """Let the reports of a run folder be written again, and keep the folder verifiable.

    Reports and seal are written beside the run folder and take their places at the end, in moments: whoever checks the
    folder meanwhile finds it sound, and a kill leaves nothing in it that does not belong there. A folder without a seal
    gets none: nobody knows any more what it held when the run ended.

    Args:
        folder: the run folder.
        write: writes ``report.html``, ``report.pdf`` or both, and nothing else, into the folder that it is given.
        clock: tells the time.

    Raises:
        Unsound: something other than the reports is not as it was sealed, or another key sealed it. Nothing was
            written.
        BadKey: this machine's key can't be read.
        OSError: something can't be written; all is as it was before.
    """
    if not os.path.lexists(folder / SEAL):
        write(folder)
        return
    found = verify_run(folder)
    others = [fault for fault in found.faults if fault.file not in REPORTS]
    if others:
        first = others[0]
        more = f", and {len(others) - 1} more" if len(others) > 1 else ""
        raise Unsound(f"{folder} is not as it was sealed: {first.file}: {first.message}{more}")
    if found.seal is None or not found.own:
        raise Unsound(f"{folder} was sealed by the key of another machine")
    signer = load_signer()
    statement = found.seal.statement
    with _beside(folder) as new:
        write(new)
        written = [name for name in REPORTS if (new / name).is_file()]
        # A report that isn't rewritten must not be sealed again: it is not what was sealed before.
        altered = {fault.file for fault in found.faults}.difference(written)
        digests = {name: digest for name, digest in statement.digests.items() if name not in altered}
        digests |= {name: digest_of(new / name) for name in written}
        predicate = statement.predicate.model_copy(update={"report_rewritten_at": stamp(clock())})
        write_seal(new, signer, digests, predicate)
        _put_into_place(folder, new, [*written, SEAL], altered)


@contextmanager
def _beside(folder: Path) -> Iterator[Path]:
    """A new folder beside a run folder, so on the same disk; what a killed process left there is taken away."""
    run = folder.resolve()
    new = run.with_name(f".{run.name}.new")
    shutil.rmtree(new, ignore_errors=True)
    new.mkdir(mode=0o700)  # fails if something is left: it would be sealed as if it had been written now
    try:
        yield new
    finally:
        shutil.rmtree(new, ignore_errors=True)


def _put_into_place(folder: Path, new: Path, names: Sequence[str], altered: Iterable[str]) -> None:
    """Replace the reports, and then the seal; if that fails, all is what it was before.

    A report that is new, beside a seal that could not be put into place, would make sound evidence unsound.
    """
    kept = [name for name in names if (folder / name).is_file()]
    for name in kept:
        _keep(folder / name, new / f"{name}.before")
    try:
        for name in names:
            (new / name).replace(folder / name)
    except BaseException:
        for name in names:
            if name in kept:
                (new / f"{name}.before").replace(folder / name)
            else:
                (folder / name).unlink(missing_ok=True)
        raise
    for name in altered:
        (folder / name).unlink(missing_ok=True)


def _keep(file: Path, before: Path) -> None:
    """Give a file a second name, which takes no room; where there are none, a second file."""
    try:
        before.hardlink_to(file)
    except OSError:
        shutil.copy2(file, before)
