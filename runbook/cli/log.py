"""Logging with structlog: plain lines, or JSON with ``RUNBOOK_LOG=json``; always on stderr."""

import logging
import sys

import structlog

from runbook.terminal import printable


def configure(*, as_json: bool, verbose: bool = False) -> None:
    """Set structlog up for this process."""
    for_people = (_printable, structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty(), pad_event_to=0))
    renderers = (structlog.processors.JSONRenderer(),) if as_json else for_people
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            *renderers,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.DEBUG if verbose else logging.INFO),
        logger_factory=structlog.WriteLoggerFactory(file=sys.stderr),
        cache_logger_on_first_use=False,
    )


def _printable(_logger: object, _method: str, event: structlog.typing.EventDict) -> structlog.typing.EventDict:
    return {key: printable(value) if isinstance(value, str) else value for key, value in event.items()}
