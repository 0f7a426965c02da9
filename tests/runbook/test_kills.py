"""A run killed around any write and run again ends in the same state as one that was not: invariant 5."""

import asyncio
import json
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest
from starlette.exceptions import HTTPException

from recordings import Options, World, Write
from runbook.evidence.chain import Kind
from runbook.evidence.verification import verify_run
from tests.helpers.plays import complete, played, start_apply
from tests.helpers.writes import BY_HAND, LAST, SWAP, UNTOUCHED, WITH_PLACEHOLDER, what

pytestmark = [pytest.mark.timeout(900), pytest.mark.long]


class Killer:
    """Kills a process around one write of each process: before the write is stored, or after.

    Args:
        world: whose writes these are.
        everywhere: whether each write is killed both ways, or only the one that switches SSO on.
    """

    def __init__(self, world: World, *, everywhere: bool) -> None:
        self.process: asyncio.subprocess.Process | None = None
        self.where = ""
        self.kills: list[tuple[str, str]] = []
        self._everywhere = everywhere
        world.before_write = self._before
        world.after_write = self._after

    async def _before(self, write: Write) -> None:
        if self.where == "before" and not self._has_had_its_kill(write):
            await self._kill(write)
            # The portal never got this request.
            raise HTTPException(503)

    async def _after(self, write: Write) -> None:
        if self.where == "after" and not self._has_had_its_kill(write):
            await self._kill(write)

    def _has_had_its_kill(self, write: Write) -> bool:
        """Whether a process was killed around this write before: in this way, or in any if once is enough."""
        once_is_enough = not self._everywhere and write.operation != LAST
        ways = ("before", "after") if once_is_enough else (self.where,)
        return any((way, what(write)) in self.kills for way in ways)

    async def _kill(self, write: Write) -> None:
        assert self.process is not None
        self.kills.append((self.where, what(write)))
        self.where = ""
        self.process.kill()
        await self.process.wait()


@pytest.mark.parametrize("by_hand", [False, pytest.param(True, marks=pytest.mark.everything)])
async def test_a_run_that_is_killed_around_every_write_ends_right_when_run_again(
    tmp_path: Path, by_hand: bool, everything: bool, record_property: Callable[[str, object], None]
) -> None:
    expected = BY_HAND if by_hand else UNTOUCHED if everything else WITH_PLACEHOLDER
    # What a killed run leaves is in the portals alone, so one chain of runs visits every kill point: each
    # run finds what the ones before left, and is killed before, or after, the first write that it makes.
    options = Options(totp=False, certificate="new-certificate" if by_hand else "first-save")
    async with played(options, tmp_path) as stage:
        if by_hand:
            complete(stage, up_to=7)
            stage.application.certificates = []
        elif expected is WITH_PLACEHOLDER:
            complete(stage, up_to=5)
        else:
            stage.application.saml = False
        killer = Killer(stage.world, everywhere=everything)
        for where in ("before", "after") * 20:
            killer.where = where
            process = killer.process = await start_apply(stage, tmp_path)
            said, log = await process.communicate()
            stage.assert_never_live_with_another_certificate()
            if killer.where:  # it wrote nothing that is still to be killed
                break
            assert process.returncode == -9, log.decode()
            assert_killed(max((tmp_path / "runs").glob("*-contoso*"), key=lambda path: path.stat().st_mtime_ns))
        found = json.loads(said)
        assert found["outcome"] == "unchanged", said.decode()
        assert {step["outcome"] for step in found["tenants"][0]["steps"]} == {"done", "not needed"}
        stage.assert_tells(found["tenants"][0]["sso"])
        assert process.returncode == 0
        stage.assert_finished()
        record_property("kill points", len(killer.kills))  # --junit-xml has it
        sys.stdout.write(f"{len(killer.kills)} kill points: {killer.kills}\n")
        writes = [what(write) for write in stage.world.writes]
    # The kill points are found, not listed; this list says that no write was left out.
    assert tuple(dict.fromkeys(writes)) == expected
    assert killer.kills == list(kills(expected, everywhere=everything))
    # What a killed run uploaded proves nothing to the next one, which uploads it again; all else is written once.
    assert len(writes) - writes.count(SWAP) == len(expected) - 1
    assert writes.count(SWAP) == 3


def kills(writes: Sequence[str], *, everywhere: bool) -> Iterator[tuple[str, str]]:
    """Around which writes the processes were killed: before and after each, or by turns and so around the last one."""
    for number, write in enumerate(writes):
        both = everywhere or write == LAST
        if both or number % 2 == 0:
            yield "before", write
        if both or number % 2:
            yield "after", write


def assert_killed(folder: Path) -> None:
    """The folder has no seal and says so; what it holds is whole as far as it goes."""
    found = verify_run(folder)
    assert found.lines > 1
    assert not found.ended
    assert [fault.kind for fault in found.faults if fault.kind is not Kind.CUT] == [Kind.UNSEALED]
