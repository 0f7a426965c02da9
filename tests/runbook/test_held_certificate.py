"""Certificates in Ooma: what `plan`, `apply` and `verify` do by what the portal shows, what it holds, and the switch.

The file is always called after Azure's active certificate, also where its content is another one.
"""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Literal, get_args

import pytest
from cryptography import x509

from recordings import Options
from recordings.azure.certificates import make_certificate
from recordings.faults import Fault, FaultKind
from recordings.ooma.idp import described
from recordings.ooma.state import CertificateFact
from recordings.world import World
from runbook.certificates.certificate import make_placeholder
from runbook.evidence.clock import utc_now
from runbook.findings import findings
from runbook.guide import plan
from runbook.options import Command
from runbook.results import StepOutcome, TenantOutcome, TenantResult, Verdict
from runbook.state import Wanted
from runbook.tenant import EMAIL_CLAIM
from tests.helpers.opened import opened
from tests.helpers.plays import Bot, Stage, assert_applied, assert_failed, complete, played

pytestmark = [pytest.mark.timeout(600), pytest.mark.long]

Content = Literal["right", "another one", "placeholder"]
NO_CODES = Options(totp=False)
FACTS: tuple[CertificateFact, ...] = get_args(CertificateFact)
# What only the content can give, and what speaks against another content though it proves nothing.
PROVE: frozenset[CertificateFact] = frozenset({"SHA-1", "SHA-256 with colons", "serial number"})
CONTRADICT = PROVE | {"expiry"}
CASES: list[tuple[CertificateFact, Content, bool]] = [
    (fact, content, on) for fact in FACTS for content in get_args(Content) for on in (False, True)
]


def expected(fact: CertificateFact, content: Content, *, on: bool) -> tuple[list[int], TenantOutcome, bool]:
    """The table: steps that are still needed, what `verify` comes to, and whether it warns of unproven content."""
    told = content != "right" and (fact in CONTRADICT or (content == "placeholder" and fact == "subject"))
    proven = content == "right" and fact in PROVE
    if on:
        return ([8, 9], TenantOutcome.DRIFTED, False) if told else ([], TenantOutcome.UNCHANGED, not proven)
    return ([10] if proven else [8, 9, 10]), TenantOutcome.PENDING, False


def put(stage: Stage, fact: CertificateFact, content: Content, *, on: bool) -> None:
    """Finish the customer, but for what Ooma's file holds and where the switch stands."""
    complete(stage)
    stage.world.ooma.certificate = fact
    idp = stage.idp
    if content != "right":
        idp.certificate = other_certificate(stage.world, content)
    idp.enabled = on
    stage.customer.account.enabled_with.clear()


def other_certificate(world: World, content: Content) -> x509.Certificate:
    if content == "placeholder":
        return x509.load_pem_x509_certificate(make_placeholder(utc_now()).pem)
    # Another tenant's, made on another day.
    world.now = lambda: utc_now() - timedelta(days=40)  # type: ignore[method-assign]
    try:
        return make_certificate(world, active=True).certificate
    finally:
        del world.now


def needed(result: TenantResult) -> list[int]:
    return [step.step for step in result.steps if step.outcome is StepOutcome.PENDING]


async def test_the_portals_words_are_read_as_they_are_and_decide_by_the_table(bot: Bot, tmp_path: Path) -> None:
    wrong = []
    async with played(NO_CODES, tmp_path) as stage, opened(bot, stage) as session:
        complete(stage)
        right = stage.idp.certificate
        seen = await session.observe()
        assert seen.ooma is not None
        for fact, content, on in CASES:
            certificate = right if content == "right" else other_certificate(stage.world, content)
            idp = replace(stage.idp, certificate=certificate, enabled=on)
            lines = described(idp, fact)
            stage.customer.account.idp, stage.world.ooma.certificate = idp, fact
            if content == "right" and on:
                await session.idp.reload()
                found = await session.read_ooma()
                assert found is not None
                assert found.shown == "\n".join(lines), fact
            now = replace(seen, ooma=replace(seen.ooma, certificate="\n".join(lines), enabled=on))
            steps = [number for number, need in plan(now, Wanted(EMAIL_CLAIM)).items() if need.needed]
            told = findings(now, Wanted(EMAIL_CLAIM), utc_now())
            warns = any(one.verdict is Verdict.WARNING and "content not proven" in one.found for one in told)
            drifts = on and any(one.verdict is Verdict.WRONG for one in told)
            table = expected(fact, content, on=on)
            if (steps, drifts, warns) != (table[0], table[1] is TenantOutcome.DRIFTED, table[2]):
                wrong.append((fact, content, on, steps, drifts, warns))
        stage.customer.account.idp = replace(stage.idp, certificate=right, enabled=True)
    assert wrong == []


DAILY: list[tuple[CertificateFact, Content, bool]] = [
    ("file name", "another one", False),
    ("SHA-1", "another one", True),
]


@pytest.mark.parametrize(
    "case",
    [*DAILY, *(pytest.param(case, marks=pytest.mark.everything) for case in CASES if case not in DAILY)],
    ids=str,
)
async def test_each_certificate_is_planned_verified_and_put_right_as_the_table_says(
    bot: Bot, tmp_path: Path, case: tuple[CertificateFact, Content, bool], everything: bool
) -> None:
    fact, content, on = case
    steps, outcome, warns = expected(fact, content, on=on)
    async with played(NO_CODES, tmp_path) as stage:
        put(stage, fact, content, on=on)
        if everything:
            planned = await bot.run(stage, command=Command.PLAN)
            assert needed(planned) == steps
        verified = await bot.run(stage, command=Command.VERIFY)
        assert verified.outcome is outcome
        assert needed(verified) == steps
        assert warns == any(
            "content not proven" in one.found for one in verified.findings if one.verdict is Verdict.WARNING
        )
        stage.assert_nothing_written()
        applied = await bot.run(stage)
        stage.assert_never_live_with_another_certificate()
        if not steps:
            assert applied.outcome is TenantOutcome.UNCHANGED
            stage.assert_nothing_written()
            return
        assert_applied(applied)
        if on:
            stage.customer.account.enabled_with.append(stage.active)
        stage.assert_finished()
        assert [write.operation for write in stage.world.writes] == [
            *(["ooma.idp.save"] if 9 in steps else []), *(["ooma.idp.enable"] if 10 in steps else [])
        ]  # fmt: skip
        says = any("this run uploaded" in note for note in applied.notes)
        assert says == (fact not in PROVE)
        if everything:
            # Invariant 4.
            stage.world.writes.clear()
            assert (await bot.run(stage)).outcome is TenantOutcome.UNCHANGED
            stage.assert_nothing_written()


NOT_STORED: list[tuple[CertificateFact, str]] = [
    ("file name", "placeholder"), ("file name", "idp.cert"), ("file name", "active"), ("cut file name", "active"),
    ("SHA-1", "active"),
]  # fmt: skip


@pytest.mark.parametrize(
    "case",
    [*NOT_STORED[1:3], *(pytest.param(one, marks=pytest.mark.everything) for one in (NOT_STORED[0], *NOT_STORED[3:]))],
    ids=str,
)
async def test_sso_stays_off_where_the_upload_was_not_stored(
    bot: Bot, tmp_path: Path, case: tuple[CertificateFact, str]
) -> None:
    fact, name = case
    async with played(NO_CODES, tmp_path) as stage:
        complete(stage, up_to=7)
        if name != "placeholder":
            active = stage.application.active_certificate
            assert active is not None
            stage.idp.certificate = other_certificate(stage.world, "another one")
            stage.idp.certificate_name = name if name != "active" else f"azure-signing-{active.thumbprint.lower()}.cert"
        stage.world.ooma.certificate = fact
        stage.world.faults.add(Fault("ooma.idp.save", FaultKind.LIES))
        assert_failed(await bot.run(stage), "not-saved")
        assert stage.customer.account.enabled_with == []


async def test_a_sign_on_that_ooma_accepts_proves_the_content(bot: Bot, tmp_path: Path) -> None:
    async with played(NO_CODES, tmp_path) as stage:
        put(stage, "own name", "right", on=True)
        result = await bot.run(stage, command=Command.VERIFY, sign_on=True)
        assert result.outcome is TenantOutcome.UNCHANGED
        assert {one.verdict for one in result.findings} == {Verdict.OK}
        held = next(one for one in result.findings if "X.509" in one.what)
        assert "proven by the sign-on" in held.found
        # A certificate that Ooma doesn't accept: nothing that is shown tells, but the sign-on does.
        stage.idp.certificate = other_certificate(stage.world, "another one")
        result = await bot.run(stage, command=Command.VERIFY, sign_on=True)
        assert result.outcome is TenantOutcome.DRIFTED
