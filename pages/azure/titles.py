"""Which application a page is about, by its titles: decided on what was read, letter by letter."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pages.azure import words
from pages.driver.names import canonical, same
from pages.driver.vocabulary import either

_PAGES = either(words.TITLE_PAGES)
_TITLE = re.compile(rf"^(?P<app>.+?)(?:\s*[|\u2013\u2014:>]\s*|\s-\s)(?:{_PAGES})$", re.IGNORECASE)
# The same by the signs that stand in no label ('Mode: SAML').
_SURE_TITLE = re.compile(rf"^(?P<app>.+?)(?:\s*[|\u2013\u2014]\s*|\s-\s)(?:{_PAGES})$", re.IGNORECASE)
_LABELED = re.compile(
    rf"^{either(words.TITLE_KINDS)}(?: {either(words.TITLE_NAME)})?\s*:\s*(?P<app>.+)$", re.IGNORECASE
)


@dataclass(frozen=True)
class Title:
    """A text that stands in an element of its own.

    Attributes:
        text: what it says, as it is in the document.
        kind: ``heading``, ``line``, or ``crumb`` for a link or a part of a path.
    """

    text: str
    kind: str = "line"


def names_application(title: Title, app: str) -> bool:
    """Whether a text names this application, and nothing else.

    It is the name; or the name, a sign and the title of a page of single sign-on as the whole rest. In a line that is
    no heading, the name may have its label before it. Letter case counts in the name.
    """
    said = canonical(title.text)
    match = _TITLE.match(said)
    if same(said, app) or (match is not None and same(match["app"], app)):
        return True
    labeled = _LABELED.match(said) if title.kind == "line" else None
    return labeled is not None and same(labeled["app"], app)


def title_that_names(app: str, titles: Sequence[Title]) -> Title | None:
    """The title that names this application; None if there is none, or if the page has another's title."""
    if any(names_another(title, app) for title in titles):
        return None
    return next((title for title in titles if names_application(title, app)), None)


def names_another(title: Title, app: str) -> bool:
    """Whether it is the title of another application's page of single sign-on."""
    if title.kind == "crumb":
        return False  # a link may lead anywhere
    match = (_TITLE if title.kind == "heading" else _SURE_TITLE).match(canonical(title.text))
    return match is not None and not same(match["app"], app) and not same(title.text, app)
