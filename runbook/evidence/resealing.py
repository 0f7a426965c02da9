"""To write the reports of a sealed run folder again, and to seal it again: only where nothing else was altered."""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from runbook.errors import RunbookError
from runbook.evidence.clock import Clock, stamp, utc_now
from runbook.evidence.contents import digest_of
from runbook.evidence.folder import PDF, REPORT
from runbook.evidence.seal import SEAL, write_seal
from runbook.evidence.signer import load_signer
from runbook.evidence.verification import verify_run

REPORTS = frozenset({REPORT, PDF})


class Unsound(RunbookError):
    """The report of a run folder would have to be sealed again, and the folder is not what this machine sealed."""

    code = "unsound"
    hint = "'runbook evidence verify RUN' says all that is wrong. --output FILE writes the report to another place."


def rewrite(folder: Path, write: Callable[[], object], clock: Clock = utc_now) -> None:
    """Let the reports of a run folder be written again, and keep the folder verifiable.

    A folder without a seal gets none: nobody knows any more what it held when the run ended.

    Args:
        folder: the run folder.
        write: writes ``report.html``, ``report.pdf`` or both, and nothing else.
        clock: tells the time.

    Raises:
        Unsound: something other than the reports is not as it was sealed, or another key sealed it. Nothing was
            written.
        BadKey: this machine's key can't be read.
        OSError: something can't be written; all is as it was before.
    """
    if not os.path.lexists(folder / SEAL):
        write()
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
    with _all_or_nothing(folder):
        # A report that isn't rewritten must not be sealed again: it is not what was sealed before.
        for fault in found.faults:
            (folder / fault.file).unlink(missing_ok=True)
        write()
        statement = found.seal.statement
        digests = {name: digest for name, digest in statement.digests.items() if name not in REPORTS}
        digests |= {name: digest_of(folder / name) for name in REPORTS if (folder / name).is_file()}
        predicate = statement.predicate.model_copy(update={"report_rewritten_at": stamp(clock())})
        write_seal(folder, signer, digests, predicate)


@contextmanager
def _all_or_nothing(folder: Path) -> Iterator[None]:
    """Within, reports and seal are written; if that fails, the reports are what they were before.

    A report that is new, beside a seal that could not be written, as on a full disk, would make sound evidence unsound.
    """
    kept = {folder / name: folder / f".{name}.before" for name in REPORTS if (folder / name).is_file()}
    with ExitStack() as stack:
        for report, before in kept.items():
            stack.callback(before.unlink, missing_ok=True)
            _keep(report, before)
        try:
            yield
        except BaseException:
            for name in REPORTS:
                (folder / name).unlink(missing_ok=True)
            for report, before in kept.items():
                before.replace(report)
            raise


def _keep(report: Path, before: Path) -> None:
    """Give a report a second name, which takes no room; where there are none, a second file."""
    before.unlink(missing_ok=True)
    try:
        before.hardlink_to(report)
    except OSError:
        shutil.copy2(report, before)
