"""The plan, over every combination of what can stand in the two portals."""

from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from itertools import product

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from runbook.errors import ForeignProvider, Refused
from runbook.guide import GUIDE, Step, plan
from runbook.planning import Need, after_step_1, is_foreign, may_enable, proof
from runbook.state import OomaState, Seen, Uploaded, Wanted
from tests.helpers.states import (
    ACS,
    ACTIVE,
    CLAIM,
    FINISHED,
    ISSUER,
    LOGIN,
    OTHER_LOGIN,
    STATES,
    WANTED,
    active,
    file_of,
    has_finished,
    is_in_place,
)

NOW = datetime(2030, 1, 1, tzinfo=UTC)
STEPS = tuple(range(1, 11))
READING = {step.number for step in GUIDE if step.only_reads}


def cases() -> list[tuple[Seen, Wanted]]:
    return list(product(STATES, WANTED))


def planned(seen: Seen, wanted: Wanted) -> dict[int, Need] | None:
    """The plan, or None where there is none because a foreign provider is left alone."""
    try:
        return plan(seen, wanted)
    except ForeignProvider:
        return None


def needed(seen: Seen, wanted: Wanted) -> list[int]:
    return [number for number, need in plan(seen, wanted).items() if need.needed]


def may_switch_on(seen: Seen, wanted: Wanted) -> OomaState:
    """What step 10 asks before it presses the switch."""
    return may_enable(seen, plan(seen, wanted), NOW)


class Portals:
    """A tiny model of both portals: what each step does to them, by the guide."""

    def __init__(self, seen: Seen) -> None:
        self.seen = seen
        # Whether the placeholder was ever live, or a certificate that isn't Azure's was switched on.
        self.went_wrong: list[str] = []
        self._draft: dict[str, str] = {}

    def carry_out(self, number: int, wanted: Wanted) -> None:
        step = getattr(self, f"_step_{number}", None)
        if step is not None:
            step(wanted)
        ooma = self.seen.ooma
        if ooma is not None and ooma.enabled and (ooma.shown or "").startswith("placeholder"):
            self.went_wrong.append(f"after step {number} the placeholder is live")

    def _ooma(self, **values: object) -> None:
        ooma = self.seen.ooma or OomaState("", "", "", ACS, ISSUER, enabled=False)
        self.seen = replace(self.seen, ooma=replace(ooma, **values))  # type: ignore[arg-type]

    def _azure(self, **values: object) -> None:
        self.seen = replace(self.seen, azure=replace(self.seen.azure, **values))  # type: ignore[arg-type]

    def _step_1(self, wanted: Wanted) -> None:
        del wanted
        self._azure(saml_chosen=True, login_url=LOGIN)

    def _step_3(self, wanted: Wanted) -> None:
        del wanted
        if self.seen.ooma is not None and self.seen.ooma.enabled:
            self._ooma(enabled=False)
        self._draft["sso_url"] = self.seen.azure.login_url

    def _step_4(self, wanted: Wanted) -> None:
        del wanted
        self._draft["certificate"] = "placeholder-87654321.cert"

    def _step_5(self, wanted: Wanted) -> None:
        # Ooma's dialog is saved here, with what steps 3 and 4 entered.
        self._ooma(email_claim=wanted.email_claim, **self._draft)
        self._draft = {}

    def _step_7(self, wanted: Wanted) -> None:
        del wanted
        azure = self.seen.azure
        self._azure(
            identifiers=tuple(dict.fromkeys([*azure.identifiers, ISSUER])),
            reply_urls=tuple(dict.fromkeys([*azure.reply_urls, ACS])),
        )

    def _step_8(self, wanted: Wanted) -> None:
        del wanted
        self._azure(thumbprint=ACTIVE, certificate=active(ACTIVE))

    def _step_9(self, wanted: Wanted) -> None:
        del wanted
        assert self.seen.azure.certificate is not None
        thumbprint = self.seen.azure.certificate.thumbprint
        shown = file_of(thumbprint)
        self._ooma(certificate=shown)
        self.seen = replace(self.seen, uploaded=Uploaded(thumbprint, shown))

    def _step_10(self, wanted: Wanted) -> None:
        may_switch_on(self.seen, wanted)
        if not is_in_place(self.seen):
            self.went_wrong.append("switched on without Azure's active signing certificate")
        self._ooma(enabled=True)


@cache
def carried_out(seen: Seen, wanted: Wanted) -> tuple[Portals, list[int]]:
    """Carry out the guide as `apply` does: with a fresh plan before each step.

    Returns:
        The portals as they are then, and the steps that were needed.
    """
    portals = Portals(seen)
    done = []
    for number in STEPS:
        if plan(portals.seen, wanted)[number].needed:
            portals.carry_out(number, wanted)
            done.append(number)
    return portals, done


def test_every_plan_has_exactly_the_ten_steps_in_their_order() -> None:
    plans = [found for case in cases() if (found := planned(*case)) is not None]
    assert len(plans) > len(STATES)
    assert {tuple(found) for found in plans} == {STEPS}


@pytest.mark.parametrize("step", GUIDE, ids=lambda step: f"step {step.number}")
def test_each_step_is_decided_by_the_function_that_the_guide_names(step: Step) -> None:
    functions = [other.plan for other in GUIDE]
    assert functions.count(step.plan) == 1
    answers = set()
    for seen, wanted in cases():
        if seen.azure.saml_chosen and (found := planned(seen, wanted)) is not None:
            assert found[step.number] == step.plan(seen, wanted)
            answers.add(found[step.number])
    assert answers


def test_until_saml_is_chosen_step_1_comes_first_and_the_others_wait_for_it() -> None:
    for seen, wanted in cases():
        if not seen.azure.saml_chosen:
            first, *others = plan(seen, wanted).values()
            assert first == GUIDE[0].plan(seen, wanted)
            assert first.needed
            assert others == [after_step_1(seen)] * 9
            assert others[0].needed


def test_steps_that_only_read_write_nothing_once_saml_is_chosen() -> None:
    for seen, wanted in cases():
        if seen.azure.saml_chosen:
            assert not any(step.plan(seen, wanted).changes for step in GUIDE if step.only_reads)
    assert {1, 2, 6} == READING


def test_every_step_has_a_reason_whether_needed_or_not() -> None:
    silent = [
        (seen, number)
        for seen, wanted in cases()
        for number, need in (planned(seen, wanted) or {}).items()
        if not need.why.strip()
    ]
    assert silent == []


def test_only_what_is_needed_changes_anything() -> None:
    surplus = [
        (seen, number)
        for seen, wanted in cases()
        for number, need in (planned(seen, wanted) or {}).items()
        if need.changes and not need.needed
    ]
    assert surplus == []


def test_no_change_writes_what_is_there_already() -> None:
    idle = [
        (seen, number, change)
        for seen, wanted in cases()
        for number, need in (planned(seen, wanted) or {}).items()
        for change in need.changes
        if change.after is not None and change.before == change.after
    ]
    assert idle == []


@pytest.mark.parametrize("wanted", WANTED)
def test_nothing_is_needed_where_everything_holds(wanted: Wanted) -> None:
    assert needed(FINISHED, wanted) == []


def test_nothing_is_needed_exactly_where_everything_holds() -> None:
    wrong = [
        seen
        for seen, wanted in cases()
        if (found := planned(seen, wanted)) is not None
        and has_finished(seen) == any(need.needed for need in found.values())
    ]
    assert wrong == []
    assert any(map(has_finished, STATES))


def test_other_entries_on_card_1_do_no_harm() -> None:
    azure = replace(FINISHED.azure, identifiers=("urn:other", ISSUER), reply_urls=("https://other.example/acs", ACS))
    assert needed(replace(FINISHED, azure=azure), WANTED[0]) == []


# Invariant 1


def test_enabling_is_refused_wherever_ooma_does_not_hold_azures_active_certificate() -> None:
    allowed = []
    for seen, wanted in cases():
        if not is_in_place(seen):
            try:
                may_switch_on(seen, wanted)
            except Refused:
                continue
            allowed.append((seen, wanted))
    assert allowed == []


def test_enabling_is_refused_wherever_an_earlier_step_is_still_needed() -> None:
    allowed = []
    for seen, wanted in cases():
        if not has_finished(replace(seen, ooma=seen.ooma and replace(seen.ooma, enabled=True))):
            try:
                may_switch_on(seen, wanted)
            except Refused:
                continue
            allowed.append((seen, wanted))
    assert allowed == []


def test_enabling_is_allowed_where_only_the_switch_is_missing() -> None:
    assert FINISHED.ooma is not None
    off = replace(FINISHED.ooma, enabled=False)
    assert needed(replace(FINISHED, ooma=off), WANTED[0]) == [10]
    assert may_switch_on(replace(FINISHED, ooma=off), WANTED[0]) == off


@given(st.text(alphabet="0123456789abcdefABCDEF", min_size=38, max_size=42), st.booleans())
def test_enabling_is_refused_for_any_other_thumbprint(digits: str, shown: bool) -> None:
    assume(digits != ACTIVE.lower())
    assert FINISHED.ooma is not None
    ooma = replace(FINISHED.ooma, certificate=f"azure-signing-{digits}.cert", enabled=False)
    azure = replace(FINISHED.azure, thumbprint=digits.upper()) if shown else FINISHED.azure
    with pytest.raises(Refused):
        may_switch_on(Seen(azure, ooma), WANTED[0])


def test_enabling_is_refused_by_the_certificate_alone_even_if_the_plan_were_wrong() -> None:
    nothing_needed = dict.fromkeys(STEPS, Need(needed=False, why="all is well"))
    for seen in STATES:
        if not is_in_place(seen):
            with pytest.raises(Refused):
                may_enable(seen, nothing_needed, NOW)


def test_refusal_says_what_ooma_holds_and_what_azure_signs_with() -> None:
    assert FINISHED.ooma is not None
    placeholder = replace(FINISHED.ooma, certificate="placeholder-12345678.cert", enabled=False)
    with pytest.raises(Refused, match=rf"placeholder-12345678\.cert.*{ACTIVE}"):
        may_switch_on(replace(FINISHED, ooma=placeholder), WANTED[0])


def test_certificate_counts_as_active_only_if_card_metadata_and_ooma_agree() -> None:
    assert [seen for seen in STATES if (proof(seen) is not None) != is_in_place(seen)] == []


# Invariant 6


def test_foreign_provider_is_refused_without_replace_and_the_message_shows_it() -> None:
    foreign = [seen for seen in STATES if seen.azure.saml_chosen and is_foreign(seen)]
    assert foreign
    for seen in foreign:
        for decide in (plan, may_switch_on):
            with pytest.raises(ForeignProvider) as refusal:
                decide(seen, Wanted(CLAIM))
            assert OTHER_LOGIN in refusal.value.message
            assert "--replace" in refusal.value.hint


def test_foreign_means_another_sso_url_and_nothing_else() -> None:
    assert [
        seen
        for seen in STATES
        if seen.azure.saml_chosen and is_foreign(seen) != (seen.ooma is not None and seen.ooma.sso_url == OTHER_LOGIN)
    ] == []


def test_plan_touches_no_field_of_a_foreign_provider_before_azure_can_be_compared() -> None:
    written = [
        change
        for seen in STATES
        if not seen.azure.saml_chosen
        for need in plan(seen, Wanted(CLAIM)).values()
        for change in need.changes
        if change.portal == "Ooma"
    ]
    assert written == []


def test_foreign_provider_that_is_on_is_switched_off_before_the_placeholder_comes() -> None:
    for seen in STATES:
        if seen.azure.saml_chosen and is_foreign(seen) and seen.ooma is not None and seen.ooma.enabled:
            changes = plan(seen, Wanted(CLAIM, replace=True))[3].changes
            assert (changes[0].field, changes[0].after) == ("Enable", "off")


# Invariant 4, and the end that every state comes to


def test_carrying_out_the_plan_leads_to_the_finished_state_from_everywhere() -> None:
    for seen, wanted in cases():
        try:
            portals, _ = carried_out(seen, wanted)
        except ForeignProvider:
            assert not wanted.replace
            continue
        assert has_finished(portals.seen), seen
        assert needed(portals.seen, wanted) == []


def test_a_second_apply_does_nothing() -> None:
    for seen, wanted in cases():
        if is_foreign(seen) and not wanted.replace:
            continue
        first, _ = carried_out(seen, wanted)
        second, done = carried_out(first.seen, wanted)
        assert done == []
        assert second.seen == first.seen


def test_no_placeholder_goes_live_and_nothing_else_is_switched_on_on_the_way() -> None:
    for seen, wanted in cases():
        if is_foreign(seen) and not wanted.replace:
            continue
        was_live = seen.ooma is not None and seen.ooma.enabled
        if was_live and seen.ooma is not None and (seen.ooma.shown or "").startswith("placeholder"):
            continue  # somebody else's doing, and on its way to be mended
        assert carried_out(seen, wanted)[0].went_wrong == [], seen


def test_entries_that_were_there_are_still_there_in_the_end() -> None:
    for seen, wanted in cases():
        if not (is_foreign(seen) and not wanted.replace):
            end = carried_out(seen, wanted)[0].seen.azure
            assert set(seen.azure.identifiers) <= set(end.identifiers)
            assert set(seen.azure.reply_urls) <= set(end.reply_urls)


def test_apply_writes_nothing_that_the_plan_did_not_name() -> None:
    """Unless step 1 has yet to show what is there, the plan that `plan` prints is the whole plan."""
    for seen, wanted in cases():
        if seen.azure.saml_chosen and not (is_foreign(seen) and not wanted.replace):
            done, named = set(carried_out(seen, wanted)[1]), set(needed(seen, wanted))
            assert done - READING <= named, seen
            if seen.ooma is not None and seen.azure.certificate == active(ACTIVE):
                # Else step 6 or 8 can show that what comes next is there already.
                assert named - READING <= done, seen


@given(st.sampled_from(STATES), st.sampled_from(WANTED), st.data())
def test_apply_that_is_killed_anywhere_is_finished_by_the_next_one(
    seen: Seen, wanted: Wanted, data: st.DataObject
) -> None:
    assume(not (is_foreign(seen) and not wanted.replace))
    steps = [number for number in STEPS if number in needed(seen, wanted)]
    killed_before = data.draw(st.integers(0, len(steps)))
    portals = Portals(seen)
    for number in steps[:killed_before]:
        portals.carry_out(number, wanted)
    again, _ = carried_out(portals.seen, wanted)
    assert has_finished(again.seen)
    assert len(again.seen.azure.identifiers) == len(set(again.seen.azure.identifiers))
