"""Which words a `Look` recognizes, asked without a browser."""

import re
from typing import Any, cast
from urllib.parse import unquote

from pages.driver.look import Look, Scope

_ENGINE = re.compile(r"^(?:says|beside)=%2F(.*)%2F(i?)$")


class _Page:
    """Stands in for a page: notes each pattern that it is searched for."""

    def __init__(self) -> None:
        self.patterns: list[re.Pattern[str]] = []

    def __getattr__(self, _: str) -> Any:  # noqa: ANN401
        return self._search

    def _search(self, *given: object, **named: object) -> "_Page":
        for one in (*given, *named.values()):
            if isinstance(one, re.Pattern):
                self.patterns.append(one)
            elif isinstance(one, str) and (engine := _ENGINE.match(one)):
                flags = re.IGNORECASE if engine[2] else re.NOFLAG
                self.patterns.append(re.compile(unquote(engine[1]), flags))
        return self


def recognizes(look: Look, words: str) -> bool:
    """Whether something on a page that says these words would be found."""
    page = _Page()
    for way in look.ways:
        way(cast(Scope, page))
    return any(pattern.search(words) for pattern in page.patterns)
