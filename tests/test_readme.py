"""The README states what the code has: settings, commands, exit statuses, error codes, steps, JSON."""

import json
import re
from collections import defaultdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import typer
from pydantic import SecretStr

from runbook.cli import app as cli
from runbook.cli import catalogue
from runbook.cli.messages import INTERRUPTED, USAGE
from runbook.guide import GUIDE
from runbook.results import (
    Certificate,
    Change,
    Finding,
    OomaAccount,
    Problem,
    RunResult,
    Sso,
    StepOutcome,
    StepResult,
    TenantOutcome,
    TenantResult,
    Verdict,
)
from runbook.settings import FIELDS, PROGRAM
from runbook.tenant import Tenant

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
PROSE = " ".join(README.split())


def table(*head: str) -> list[list[str]]:
    """The rows of the table with this head."""
    lines = README.splitlines()
    start = lines.index(f"| {' | '.join(head)} |")
    rows = []
    for line in lines[start + 2 :]:
        if not line.startswith("|"):
            break
        rows.append([cell.strip() for cell in line.strip("|").split("|")])
    assert rows
    assert {len(row) for row in rows} == {len(head)}
    return rows


def plain(cell: str) -> str:
    return cell.strip("`")


def options() -> dict[tuple[str, object], set[str]]:
    """The command line's options with their defaults, and the commands that take each."""
    takers: dict[tuple[str, object], set[str]] = defaultdict(set)
    for name, command in commands().items():
        for parameter in command.params:
            if parameter.param_type_name == "option" and parameter.name != "help":
                default = "" if parameter.default in (None, False) else f"`{parameter.default}`"
                takers[parameter.opts[0], default].add(name)
    return takers


def commands() -> dict[str, Any]:
    """Every command by its name; one of a group has the group's name before it."""
    found: dict[str, Any] = {}
    group: Any = typer.main.get_command(cli.app)
    for name, command in group.commands.items():
        inner = getattr(command, "commands", None)
        found |= {name: command} if inner is None else {f"{name} {key}": one for key, one in inner.items()}
    return found


def test_settings_and_their_defaults_are_those_of_the_code() -> None:
    stated = {plain(name): plain(default) for name, _, default in table("variable", "meaning", "default")}
    assert set(stated) == set(FIELDS) | PROGRAM
    for name, field in FIELDS.items():
        info = Tenant.model_fields[field]
        default = info.default.get_secret_value() if isinstance(info.default, SecretStr) else info.default
        expected = "required" if info.is_required() else default
        assert stated[name] == (expected if field != "name" else "the Azure tenant"), name


def test_commands_are_those_of_the_command_line() -> None:
    stated = [re.sub(r" [A-Z]+$", "", plain(command)) for command, _ in table("command", "does")]
    assert sorted(stated) == sorted(commands())


def test_options_are_those_of_the_command_line() -> None:
    stated = {
        (plain(option), default): {plain(name) for name in takers.split(", ")}
        for option, takers, _, default in table("option", "of", "meaning", "default")
    }
    assert stated == options()


def test_exit_statuses_are_those_of_the_code() -> None:
    stated = [int(status) for status, _ in table("status", "meaning")]
    outcomes = {
        RunResult("apply", [TenantResult(name="contoso", outcome=outcome)]).exit_code for outcome in TenantOutcome
    }
    assert sorted(stated) == sorted(outcomes | {USAGE, INTERRUPTED})


def test_outcomes_are_those_of_the_code() -> None:
    said = PROSE.partition("A tenant's outcome is one of ")[2]
    tenants, _, rest = said.partition("; a step's is one of")
    steps = rest.partition(". ")[0]
    assert re.findall(r"`(.+?)`", tenants) == [outcome.value for outcome in TenantOutcome]
    assert re.findall(r"`(.+?)`", steps) == [outcome.value for outcome in StepOutcome]


def test_the_catalogue_of_errors_is_the_codes_own() -> None:
    # `python -m runbook.cli.catalogue` prints both.
    assert catalogue.errors_table() in README
    assert catalogue.aadsts_table() in README


def test_each_kind_of_failure_has_one_code_a_sentence_and_advice() -> None:
    kinds = catalogue.kinds()
    assert len({kind.code for kind in kinds}) == len(kinds)
    for kind in kinds:
        assert re.fullmatch(r"[a-z]+(-[a-z]+)*", kind.code)
        assert (kind.__doc__ or "").splitlines()[0].endswith(".")
        assert kind.hint.endswith((".", "!"))


def test_steps_are_those_of_the_guide() -> None:
    stated = [(step, proof) for step, _, proof in table("step", "what it does", "what proves it")]
    assert stated == [(f"{step.number}. {step.title}", step.proof) for step in GUIDE]


def test_json_has_the_shape_that_the_code_prints() -> None:
    (block,) = re.findall(r"```json\n(.*?)```", README, re.DOTALL)
    change = Change(portal="Azure", field="Reply URL", before=None, after=None)
    result = TenantResult(
        name="contoso",
        outcome=TenantOutcome.FAILED,
        steps=[StepResult(step=1, title="Open both portals", outcome=StepOutcome.NOT_REACHED, changes=(change,))],
        sso=Sso(certificate=Certificate(sha256="", not_after=datetime.now(UTC))),
        ooma_account=OomaAccount(),
        evidence=Path("runs"),
        findings=[Finding(what="Ooma, Enable", verdict=Verdict.OK, found="on")],
    )
    assert shape(json.loads(block)) == shape(RunResult("verify", [result]).as_json())
    said = PROSE.partition("A tenant that failed has an `error` with ")[2].partition(". ")[0]
    problem = Problem(code="not-found", step=1, message="it is not there", hint="look")
    assert re.findall(r"`(.+?)`", said) == list(problem.as_json())


def shape(value: object, name: str = "") -> object:
    """The names in a JSON value, without what stands there; changes may be none."""
    if isinstance(value, dict):
        return {key: shape(one, key) for key, one in value.items()}
    if isinstance(value, list) and name != "changes":
        return [shape(one) for one in value[:1]]
    return None


@pytest.mark.parametrize("target", sorted(set(re.findall(r"\]\(([^)#]+)\)", README))))
def test_links_lead_somewhere(target: str) -> None:
    assert target.startswith("https://") or (ROOT / target).is_file()


@pytest.mark.parametrize("anchor", sorted(set(re.findall(r"\]\(#([^)]+)\)", README))))
def test_links_within_lead_to_a_heading(anchor: str) -> None:
    headings = re.findall(r"^#+ (.+)$", README, re.MULTILINE)
    assert anchor in [re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings]


def test_what_leads_from_a_symptom_to_a_file_is_there() -> None:
    """`pages/README.md` names files and their tests; a newcomer follows it."""
    text = (ROOT / "pages" / "README.md").read_text(encoding="utf-8")
    links = re.findall(r"\]\(([^)#]+)\)", text)
    tests = re.findall(r"`(tests/[\w/]+\.py)`", text)
    beside = [f"tests/pages/{name}" for name in re.findall(r"`(test_\w+\.py)`", text)]
    assert len(links) > 20
    assert len(tests) > 10
    assert [link for link in links if not (ROOT / "pages" / link).exists()] == []
    assert [name for name in tests + beside if not (ROOT / name).is_file()] == []


def test_make_targets_are_there() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z]+):", makefile, re.MULTILINE))
    assert set(re.findall(r"(?:^    |`)make ([a-z]+)", README, re.MULTILINE)) <= targets
