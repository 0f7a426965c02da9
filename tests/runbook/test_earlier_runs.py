"""Run folders of earlier versions stay sound, and can be reported: this one was sealed before `pages/` had rooms."""

import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from runbook.cli.app import app

EARLIER = Path(__file__).with_name("earlier")
RUN = EARLIER / "20261129T183743Z-contoso"
KEY = EARLIER / "public-key.pem"


def test_an_earlier_run_is_still_sound() -> None:
    answer = CliRunner().invoke(app, ["evidence", "verify", str(RUN), "--public-key", str(KEY)])
    assert answer.exit_code == 0, answer.output
    assert f"{RUN}: sound" in answer.output.replace("\n", "")


@pytest.mark.parametrize("name", ["journal.jsonl", "report.html", "screens/01-001-ooma-read-the-idp-and-sso-tab.png"])
def test_an_earlier_run_that_was_altered_is_not_sound(tmp_path: Path, name: str) -> None:
    run = Path(shutil.copytree(RUN, tmp_path / RUN.name))
    (run / name).write_bytes((run / name).read_bytes()[:-2] + b"\n")
    answer = CliRunner().invoke(app, ["evidence", "verify", str(run), "--public-key", str(KEY)])
    assert answer.exit_code == 1, answer.output
    assert name in answer.output


def test_an_earlier_run_is_reported(tmp_path: Path) -> None:
    report = tmp_path / "report.html"
    answer = CliRunner().invoke(app, ["report", str(RUN), "--output", str(report)])
    assert answer.exit_code == 0, answer.output
    assert "contoso" in report.read_text("utf-8")
