"""The program as a person starts it."""

import asyncio
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

Start = Callable[..., "subprocess.CompletedProcess[str]"]

# Of one tenant, as a `.env` file has them.
SETTINGS = {
    "RUNBOOK_AZURE_TENANT": "contoso.example",
    "RUNBOOK_AZURE_USERNAME": "admin@contoso.example",
    "RUNBOOK_AZURE_PASSWORD": "hunter2-azure",
    "RUNBOOK_OOMA_URL": "https://portal.example.net",
    "RUNBOOK_OOMA_USERNAME": "admin",
    "RUNBOOK_OOMA_PASSWORD": "hunter2-ooma",
}


class Ended(NamedTuple):
    """A process that ended: what it said, and with which arguments it, and all that it started, was started."""

    status: int | None
    stdout: bytes
    stderr: bytes
    arguments: set[bytes]


async def watched(process: asyncio.subprocess.Process) -> Ended:
    """Wait until a process ends, and look at its arguments meanwhile."""
    arguments: set[bytes] = set()
    ended = asyncio.ensure_future(process.communicate())
    try:
        while not (await asyncio.wait({ended}, timeout=0.2))[0]:
            arguments |= command_lines(process.pid)
    finally:
        if process.returncode is None:  # the test was given up
            process.kill()
    return Ended(process.returncode, *ended.result(), arguments)


def command_lines(root: int) -> set[bytes]:
    """The arguments of a process and of all that it started."""
    parents: dict[int, list[int]] = {}
    lines: dict[int, bytes] = {}
    for entry in Path("/proc").iterdir():
        if not entry.name.isdecimal():
            continue
        try:
            stat = (entry / "stat").read_text(encoding="utf-8", errors="replace")
            lines[int(entry.name)] = (entry / "cmdline").read_bytes()
        except OSError:
            continue  # it ended meanwhile
        parents.setdefault(int(stat.rpartition(")")[2].split()[1]), []).append(int(entry.name))
    found, waiting = set(), [root]
    while waiting:
        process = waiting.pop()
        found.add(lines.get(process, b""))
        waiting += parents.get(process, [])
    return found
