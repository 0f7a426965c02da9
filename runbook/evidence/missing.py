"""What of a run's evidence could not be written, and why."""

from dataclasses import dataclass

from runbook.errors import RunbookError
from runbook.evidence.folder import JOURNAL, SCREENS
from runbook.files import why


@dataclass
class _Lost:
    reason: str
    times: int = 1


class Missing:
    """What is missing in a run folder. It is false as long as nothing is."""

    def __init__(self) -> None:
        self._lost: dict[str, _Lost] = {}

    def __bool__(self) -> bool:
        return bool(self._lost)

    def add(self, name: str, error: OSError | RunbookError) -> None:
        """Remember that something could not be written.

        Args:
            name: of the file, as the run folder has it; of the journal, for each line.
            error: why; of several of a kind the first one is told.
        """
        kind = SCREENS if name.startswith(f"{SCREENS}/") else name
        if kind in self._lost:
            self._lost[kind].times += 1
        else:
            self._lost[kind] = _Lost(why(error) if isinstance(error, OSError) else error.message)

    def told(self) -> list[str]:
        """What is missing, a phrase for each kind."""
        return [f"{_counted(kind, lost.times)} ({lost.reason})" for kind, lost in self._lost.items()]


def _counted(kind: str, times: int) -> str:
    units = {JOURNAL: (f"line of {JOURNAL}", f"lines of {JOURNAL}"), SCREENS: ("screenshot", "screenshots")}
    if kind not in units:
        return kind
    one, several = units[kind]
    return f"1 {one}" if times == 1 else f"{times} {several}"
