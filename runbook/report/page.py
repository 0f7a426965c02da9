"""Puts the story of a run into one HTML page that needs nothing from outside and lets nothing in."""

import base64
import hashlib
from functools import cache
from importlib.resources import files

from jinja2 import Environment
from markupsafe import Markup

from runbook.report import text, words
from runbook.report.templating import environment

TEMPLATE = "report.html.j2"


def render(**story: object) -> str:
    """The page.

    Args:
        story: what the template tells of.
    """
    style, script = _resource("report.css"), _resource("report.js")
    return (
        _environment()
        .get_template(TEMPLATE)
        .render(
            **story,
            style=style,
            script=script,
            policy="; ".join(
                [
                    "default-src 'none'",
                    "img-src data:",
                    f"style-src '{_digest(style)}'",
                    f"script-src '{_digest(script)}'",
                    "base-uri 'none'",
                    "form-action 'none'",
                    "require-trusted-types-for 'script'",
                    "trusted-types 'none'",
                ]
            ),
        )
    )


@cache
def _environment() -> Environment:
    made = environment(text.shown)
    made.filters |= {
        "brief": text.brief,
        "clock": words.clock,
        "count": words.count,
        "duration": words.duration,
        "moment": words.moment,
        "sentence": text.sentence,
        "short_address": text.short_address,
    }
    return made


def _resource(name: str) -> Markup:
    """A file of ours that goes into the page as it is."""
    return Markup(files("runbook.report").joinpath("templates", name).read_text(encoding="utf-8"))  # noqa: S704


def _digest(content: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()
