"""What on a page says whose account it shows: its name, where the portal writes that of the current account."""

import json
import re
from dataclasses import replace
from urllib.parse import quote

from pages.driver.look import Look, css, exactly, text
from pages.driver.names import canonical
from pages.driver.vocabulary import either
from pages.ooma import words

BANNER = ", ".join(words.TOP_BAR_CSS)
_HEADINGS = "h1, h2, h3, h4, h5, h6, [role=heading]"
_PATHS = ", ".join(words.BREADCRUMB_CSS)
_LISTS = ", ".join(("[role=tree]", "[role=menu]", "[role=listbox]", "table", *words.ACCOUNT_LIST_CSS))
_PASSING = ", ".join(words.PASSING_NOTICE_CSS)
_NOTICES = ", ".join(words.NOTICE_CSS)
_STOP = exactly(*words.STOP_MASQUERADING)

MASQUERADING = replace(
    text(
        "a masquerading notice",
        re.compile(
            rf"^\W*(?:{either(words.MASQUERADING)}\b|{either(words.STOP_MASQUERADING)}\W*$)"
            rf"|\({either(words.MASQUERADING)}\)\W*$",
            re.IGNORECASE,
        ),
    )
    | css("a masquerading notice", *words.MASQUERADING_CSS)
    # What ends it may be a button without words of its own; greyed out, it has nothing to end.
    | Look("", (lambda scope: scope.get_by_role("button", name=_STOP, disabled=False),)),
    many=True,
)


def account_sign(name: str, *, firm: bool = False, away: bool = False) -> Look:
    """What says that this account is the one that is shown.

    The account's name, to the letter (see `pages.driver.names.canonical`), stands in an element of its own in the top
    bar, in a heading, at the end of a path, in a notice that one is masquerading, or beside what ends that. What a
    portal writes around it is another element, or words that are known to be the portal's.

    Args:
        name: the account's.
        firm: not where the name is one of several beside each other, or leads somewhere: it may be a favourite.
        away: whether another document of the page says how to leave the account.
    """
    return _look(f"a sign of the account '{name}'", name, firm=firm, away=away)


def other_account(name: str) -> Look:
    """What says, in the portal's words, that it acts for another account than this one."""
    return _look(f"a notice that names another account than '{name}'", name, elsewhere=True)


def _look(thing: str, name: str, **asked: bool) -> Look:
    given = {
        "name": canonical(name),
        **asked,
        "places": f"{BANNER}, {_HEADINGS}, {_PATHS}",
        "paths": _PATHS,
        "lists": _LISTS,
        "bars": BANNER,
        "menus": ", ".join(words.ACCOUNT_AREA_CSS),
        "searches": ", ".join(words.ACCOUNT_SEARCH_CSS),
        "passing": f"{_PASSING}, {_NOTICES}",
        "notices": _NOTICES,
        "before": either(words.BEFORE_ACCOUNT),
        "after": either(words.AFTER_ACCOUNT),
        "notice": either(words.MASQUERADING_AS),
        "acting": either(words.MASQUERADING),
        "others": either(words.OTHER_ACCOUNT),
        "pages": either(words.ACCOUNT_PAGES),
        "leave": either(words.LEAVE_ACCOUNT),
    }
    body = quote(json.dumps(given), safe="")
    return Look(thing, (lambda scope: scope.locator(f"sign={body}"),), many=True)
