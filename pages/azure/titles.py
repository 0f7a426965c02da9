"""Which application a page is about, by its titles: decided on what was read, letter by letter."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

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
_PLACE = re.compile(rf"^{either(words.PLACES)}(?:\s*\|\s*{either(words.PLACES)})*$", re.IGNORECASE)
_PAGE = re.compile(rf"^{either(words.TITLE_PAGES, words.CHOOSE_METHOD, words.TITLE_KINDS)}$", re.IGNORECASE)
_TOP = 1


@dataclass(frozen=True)
class Title:
    """A text that stands in an element of its own.

    Attributes:
        text: what it says, as it is in the document.
        kind: ``heading``, ``line``, or ``crumb`` for a link or a part of a path.
        level: of a heading; 1 where it is the page's own title, whatever it is made of; 0 of anything else.
        before: the parts of the path before it; empty if it is no part of one, or the first.
        after: the parts after it.
        nth: which of those in its document that say the same.
        whole: whether it is all that its element says.
    """

    text: str
    kind: str = "line"
    level: int = 0
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    nth: int = 0
    whole: bool = True

    @property
    def ends_a_path(self) -> bool:
        """Whether it is the end of a path that leads through the portal, but for the title of a page."""
        return any(_PLACE.match(canonical(part)) for part in self.before) and all(map(_is_page, self.after))


def titles_from(read: Iterable[Mapping[str, Any]]) -> list[Title]:
    """The titles that `ownTexts` gives."""
    return [Title(**{**one, "before": tuple(one["before"]), "after": tuple(one["after"])}) for one in read]


def names_application(title: Title, app: str) -> bool:
    """Whether a text names this application, and nothing else.

    It is the name; or the name, a sign and the title of a page of single sign-on as the whole rest. In a line that is
    no heading, the name may have its label before it. Letter case counts in the name. A link, and a line that says
    nothing but the name, may stand for anything, such as what was looked at before: unless a path ends there.
    """
    if not title.whole:
        return False
    said = canonical(title.text)
    match = _TITLE.match(said)
    if match is not None and same(match["app"], app):
        return title.kind != "crumb" or title.level == _TOP or title.ends_a_path
    if same(said, app):
        return not _is_page(app) and (title.level > 0 or title.kind == "heading" or title.ends_a_path)
    labeled = _LABELED.match(said) if title.kind == "line" else None
    return labeled is not None and same(labeled["app"], app)


def title_that_names(app: str, titles: Sequence[Title]) -> Title | None:
    """The title that names this application; None if there is none, or if the page has another's title."""
    if any(names_another(title, app) for title in titles):
        return None
    return next((title for title in titles if names_application(title, app) and not _is_beside(title, titles)), None)


def names_another(title: Title, app: str) -> bool:
    """Whether it is the title of another application's page.

    The page's own title is, whatever it says, if it names neither this application nor a page of the portal.
    """
    if title.level == _TOP:
        return not (names_application(replace(title, whole=True), app) or _is_page(title.text))
    if title.kind == "crumb":
        return False  # a link may lead anywhere
    match = (_TITLE if title.kind == "heading" else _SURE_TITLE).match(canonical(title.text))
    return match is not None and not same(match["app"], app) and not same(title.text, app)


def _is_page(text: str) -> bool:
    said = canonical(text)
    return _PAGE.match(said) is not None or _PLACE.match(said) is not None


def _is_beside(title: Title, titles: Sequence[Title]) -> bool:
    """Whether a bare name stands beside what the page is about: its headings say something else before it."""
    if title.level == _TOP or _TITLE.match(canonical(title.text)) or _LABELED.match(canonical(title.text)):
        return False
    headings = [one for one in titles if one.level > 0]
    if title in headings:
        return not all(_is_page(one.text) for one in headings[: headings.index(title)])
    first = min(headings, key=lambda one: one.level, default=None)
    return first is not None and not _is_page(first.text) and not same(first.text, title.text)
