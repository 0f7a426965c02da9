"""A disk that fills up in the middle of a run: the switch is proven or off, and the result says what is missing."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from recordings import Options, Write
from runbook.evidence.chain import Kind
from runbook.evidence.verification import verify_run
from runbook.report import write_report
from tests.helpers.disks import fill, small_disk
from tests.helpers.plays import Stage, complete, played, second_certificate, start_apply
from tests.helpers.writes import BY_HAND, LAST, UNTOUCHED, WITH_PLACEHOLDER, what

pytestmark = [pytest.mark.timeout(900), pytest.mark.long]


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    with small_disk(tmp_path / "disk") as folder:
        yield folder


class Filling:
    """Fills the disk around one write of each run: before it is stored, or after."""

    def __init__(self, stage: Stage, disk: Path) -> None:
        self.filled: list[str] = []
        self.where = ""
        self._disk = disk
        self._filler: Path | None = None
        stage.world.before_write = self._before
        stage.world.after_write = self._after

    def begin(self, where: str) -> None:
        """Make room again, and fill the disk around the next write."""
        if self._filler is not None:
            self._filler.unlink()
            self._filler = None
        self.where = where

    async def _before(self, write: Write) -> None:
        if self.where == "before" and what(write) not in self.filled:
            self._fill(write)

    async def _after(self, write: Write) -> None:
        if self.where == "after" and what(write) not in self.filled:
            self._fill(write)

    def _fill(self, write: Write) -> None:
        self.filled.append(what(write))
        self.where = ""
        self._filler = fill(self._disk)


async def applied(stage: Stage, disk: Path) -> dict[str, Any]:
    """What a run told in JSON of the one tenant; it failed, and without a traceback."""
    process = await start_apply(stage, disk)
    said, log = await process.communicate()
    assert b"Traceback" not in log, log.decode()
    assert process.returncode == 1, log.decode()
    document = json.loads(said)
    assert document["outcome"] == "failed"
    (tenant,) = document["tenants"]
    assert isinstance(tenant, dict)
    return tenant


def assert_told(stage: Stage, tenant: dict[str, Any]) -> None:
    """What is missing is told; SSO is on and verified, which is told as well, or it is off."""
    assert tenant["error"]["code"] == "evidence", tenant
    assert any("lines of journal.jsonl (No space left on device)" in note for note in tenant["notes"]), tenant
    assert "journal.jsonl (No space left on device)" in tenant["error"]["message"]
    stage.assert_never_live_with_another_certificate()
    if stage.idp.enabled:
        assert tenant["error"]["message"].startswith("SSO is on and was verified, but its evidence is not complete")
        stage.assert_tells(tenant["sso"])
        stage.assert_finished()
    else:
        assert tenant["sso"]["enabled"] is None
        assert tenant["error"]["message"].startswith("the run stopped before ")


def intents(folder: Path) -> int:
    """How many writes a journal announces."""
    entries = map(json.loads, (folder / "journal.jsonl").read_bytes().splitlines())
    return sum(entry["event"] == "intent" and entry["writes"] for entry in entries)


def assert_readable(folder: Path) -> None:
    """What is there is whole; once there is room, it has a report."""
    found = verify_run(folder)
    assert [fault.kind for fault in found.faults] == [Kind.UNSEALED]
    assert not found.ended
    assert write_report(folder).is_file()


@pytest.mark.parametrize(
    "kind",
    ["placeholder", *(pytest.param(kind, marks=pytest.mark.everything) for kind in ("untouched", "by hand"))],
)
async def test_disk_that_is_full_at_a_write_leaves_no_switch_unproven(
    tmp_path: Path, disk: Path, kind: str, everything: bool
) -> None:
    by_hand = kind == "by hand"
    options = Options(totp=False, certificate="new-certificate" if by_hand else "first-save")
    expected = {"placeholder": WITH_PLACEHOLDER, "untouched": UNTOUCHED, "by hand": BY_HAND}[kind]
    for where in ("before", "after") if everything else ("before",):
        async with played(options, tmp_path) as stage:
            if by_hand:
                complete(stage, up_to=7)
                stage.application.certificates = []
            elif kind == "placeholder":
                complete(stage, up_to=5)
            else:
                stage.application.saml = False
            filling = Filling(stage, disk)
            written = 0
            # Each run finds what the one before left.
            while LAST not in filling.filled:
                filling.begin(where)
                tenant = await applied(stage, disk)
                writes = [what(write) for write in stage.world.writes]
                # What an earlier run uploaded proves nothing to this one, which uploads it again.
                assert tuple(found := dict.fromkeys(writes)) == expected[: len(found)]
                # The last block of a journal may have room for another intent, and what it announces is done.
                assert 0 < len(writes) - written <= intents(disk / tenant["evidence"])
                written = len(writes)
                if stage.customer.account.idp is not None:
                    assert_told(stage, tenant)
                filling.begin("")
                assert_readable(disk / tenant["evidence"])
            assert filling.filled[-1] == LAST


async def test_what_can_not_be_verified_on_a_full_disk_is_switched_off_again(tmp_path: Path, disk: Path) -> None:
    async with played(Options(totp=False), tmp_path) as stage:
        complete(stage, up_to=9)
        stage.world.ooma.certificate = "SHA-1"

        async def full_and_changed(_: Write) -> None:
            if stage.idp.enabled:
                fill(disk)
                # Somebody makes another certificate active at this very moment.
                second_certificate(stage)

        stage.world.after_write = full_and_changed
        tenant = await applied(stage, disk)
    assert not stage.idp.enabled
    assert [write.operation for write in stage.world.writes] == [LAST, LAST]
    assert tenant["error"]["code"] == "not-verified"
    assert any("switched off again" in note for note in tenant["notes"])
    assert any("journal.jsonl (No space left on device)" in note for note in tenant["notes"])
