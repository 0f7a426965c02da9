"""The one way in which the program's pages are made from their templates."""

from collections.abc import Callable

from jinja2 import Environment, PackageLoader, StrictUndefined


def environment(finalize: Callable[[object], object] | None = None) -> Environment:
    """For the templates of this package: everything is escaped, and a name that is not given is an error.

    Args:
        finalize: what each value goes through before it is written.
    """
    return Environment(
        loader=PackageLoader("runbook.report"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=finalize,
        trim_blocks=True,
        lstrip_blocks=True,
    )
