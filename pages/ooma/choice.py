"""Which of Ooma's accounts is the customer's: pure functions over what was read in the list of accounts."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from pages.driver.names import canonical, did_you_mean, same
from pages.errors import Ambiguous, NotFound, PortalError, WrongPlace
from pages.ooma.target import OWN, OomaTarget

HEX_ID = 0
"""The shape of Monster UI's ids, which its addresses take (see `shape`)."""
_GUID = 1
_MOST_TOLD = 8
_MOST_MISSED = 3
# How a list to choose from draws what lies below what: with the same marks before several names.
_INDENT = re.compile(r"^[\s\u2010-\u2015\u2500-\u257f\u00b7\u203a>-]+")
_SHAPES = (
    re.compile(r"[0-9a-f]{32}", re.IGNORECASE),
    re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE),
    re.compile(r"\d+"),
)


@dataclass(frozen=True)
class Row:
    """One account, as a list shows it.

    Attributes:
        account_id, realm, parent: empty where the list doesn't show them.
        is_current: whether the list marks it as the account that is shown now.
    """

    name: str
    account_id: str = ""
    realm: str = ""
    parent: str = ""
    is_current: bool = field(default=False, compare=False)

    def __str__(self) -> str:
        marks = [
            f"realm {self.realm}" if self.realm else "",
            f"id {self.account_id}" if self.account_id else "",
            f"below '{self.parent}'" if self.parent else "",
            "current" if self.is_current else "",
        ]
        told = ", ".join(mark for mark in marks if mark)
        return f"'{self.name}' ({told})" if told else f"'{self.name}'"


@dataclass(frozen=True)
class Found:
    """What a search for an account has seen.

    Attributes:
        rows: each account that was seen, once for each time that it is there.
        complete: whether no other account of the name can be anywhere.
        how_far: what was searched, for messages.
        is_whole: whether all that a search found was seen, whatever it looked through.
    """

    rows: tuple[Row, ...] = ()
    complete: bool = False
    how_far: str = ""
    is_whole: bool = False


def is_one(row: Row, other: Row) -> bool:
    """Whether two rows are one account, as far as they tell: by their ids, or by name and realm."""
    if row.account_id and other.account_id:
        return row.account_id == other.account_id
    return (row.name, row.realm) == (other.name, other.realm)


def shape(account_id: str) -> int:
    """What an id looks like: only ids of one shape can be compared, for a portal may show a number of its own."""
    return next((number for number, one in enumerate(_SHAPES) if one.fullmatch(account_id)), len(_SHAPES))


def is_id(text: str) -> bool:
    """Whether a text is an id of one of the known shapes."""
    return shape(text) < len(_SHAPES)


def proves(target: OomaTarget, account_id: str, realm: str) -> bool:
    """Whether an id or a realm that is shown is the configured one."""
    return _is_id(target, account_id) or _is_realm(target, realm)


def denies(target: OomaTarget, account_id: str, realm: str) -> str:
    """What is shown and differs from the configured id or realm; empty if nothing does."""
    comparable = target.account_id and account_id and shape(account_id) == shape(target.account_id)
    if comparable and not _is_id(target, account_id):
        return f"the id {account_id}, not {target.account_id}"
    if target.realm and realm and canonical(target.realm).casefold() != canonical(realm).casefold():
        return f"the realm {realm}, not {target.realm}"
    return ""


def _is_id(target: OomaTarget, account_id: str) -> bool:
    return bool(target.account_id) and target.account_id.casefold() == account_id.casefold()


def _is_realm(target: OomaTarget, realm: str) -> bool:
    return bool(target.realm) and canonical(target.realm).casefold() == canonical(realm).casefold()


def is_lasting(account_id: str) -> bool:
    """Whether it is made like an id that an account keeps; a number, say, may be that of a row in the list."""
    return shape(account_id) in (HEX_ID, _GUID)


def explained(target: OomaTarget, row: Row) -> str:
    """What was shown of the account that was found, and which of what is configured proves it."""
    shown = str(row)
    if not row.name:
        shown = f"the account signed in to{f' (id {row.account_id})' if row.account_id else ''}"
    checks = (
        ("id", target.account_id, _is_id(target, row.account_id)),
        ("realm", target.realm, _is_realm(target, row.realm)),
    )
    proven = [what for what, wanted, is_shown in checks if wanted and is_shown]
    missing = [what for what, wanted, is_shown in checks if wanted and not is_shown]
    parts = [shown]
    if proven:
        parts.append(f"proven by the configured {' and '.join(proven)}")
    elif row.name:
        parts.append("found by its name")
    if missing:
        parts.append(f"the configured {' and '.join(missing)} {'are' if len(missing) > 1 else 'is'} not shown")
    return "; ".join(parts)


def is_certain(target: OomaTarget, rows: Sequence[Row]) -> bool:
    """Whether these rows decide it already, so that the search can end."""
    return any(
        same(row.name, target.name)
        and proves(target, row.account_id, row.realm)
        and not denies(target, row.account_id, row.realm)
        for row in rows
    )


def choose(target: OomaTarget, found: Found, portal: str, *, own: bool = False) -> Row:
    """The one account that is meant.

    Args:
        target: the account's exact name, and perhaps its id or realm.
        found: what was seen.
        portal: its name, for messages.
        own: whether the account signed in to has that name; it may be in the list, or not.

    Raises:
        NotFound: no account has that name; the message tells those that are near.
        Ambiguous: several have, or others may have that were not seen.
        WrongPlace: the configured id or realm belongs to an account of another name, or the account of that name
            has another id or realm.
    """
    equal = [row for row in found.rows if same(row.name, target.name)]
    fitting = [row for row in equal if not denies(target, row.account_id, row.realm)]
    proven = [row for row in fitting if proves(target, row.account_id, row.realm)]
    if len(proven) == 1:
        return proven[0]
    # What the list marks as the account that is shown now is the one; another name on the page is the portal's brand.
    is_marked = any(row.is_current for row in found.rows)
    if own and not is_marked:
        signed_in_to = Row(canonical(target.name), is_current=True)
        equal, fitting = [*equal, signed_in_to], [*fitting, signed_in_to]
    if not fitting:
        marked = [row for row in found.rows if row.is_current and not same(row.name, target.name)]
        if own and marked:
            raise WrongPlace(
                f"{portal} shows '{target.name}', but its list of accounts marks another one as current:"
                f" {_told(marked)}",
                portal=portal,
                hint="Nothing was written. Leave that account in the portal by hand and run this again, or correct"
                " {ooma_account}.",
            )
        raise _none(target, equal, found, portal)
    # Of several, one that doesn't show the configured id or realm isn't meant merely because others show another.
    if len(equal) > 1:
        raise Ambiguous(
            f"{portal} has {len(equal)} accounts named '{target.name}': {_told(equal)}",
            portal=portal,
            hint="Tell which one is meant with {ooma_account_id} or {ooma_realm}"
            + (f", or write {OWN} in {{ooma_account}} for the one signed in to." if own else "."),
        )
    if not found.complete:
        raise Ambiguous(
            f"{portal} shows an account {fitting[0]}, but there may be another one of that name: {found.how_far}",
            portal=portal,
            hint="Tell which account is meant with {ooma_account_id} or {ooma_realm}.",
        )
    return fitting[0]


def _none(target: OomaTarget, equal: Sequence[Row], found: Found, portal: str) -> PortalError:
    if equal:
        wanted = " and ".join(
            told
            for told in (
                f"the id {target.account_id}" if target.account_id else "",
                f"the realm {target.realm}" if target.realm else "",
            )
            if told
        )
        return WrongPlace(
            f"{portal} has no account named '{target.name}' with {wanted}; it shows {_told(equal)}",
            portal=portal,
            hint="Check {ooma_account_id} and {ooma_realm}. Nothing was written.",
        )
    others = [row for row in found.rows if proves(target, row.account_id, row.realm)]
    if others:
        return WrongPlace(
            f"{portal} has no account named '{target.name}'; the account with the configured id or realm is"
            f" {_told(others)}",
            portal=portal,
            hint="Check {ooma_account}: it has to be the account's exact name. Nothing was written.",
        )
    near = did_you_mean(target.name, [row.name for row in found.rows])
    far = "" if found.complete else f" ({found.how_far})"
    return NotFound(
        f"{portal} has no account named '{target.name}'{far}.{near}",
        portal=portal,
        hint="Correct {ooma_account}: it has to be the account's exact name, letter case and punctuation included.",
    )


def assert_alone(found: Found, portal: str, *, is_own: bool) -> None:
    """Make sure that there is no account but the one that was signed in to.

    Args:
        found: what the list of accounts shows.
        portal: its name, for messages.
        is_own: whether the only account in it is known to be the one that was signed in to.

    Raises:
        Ambiguous: there are others, or there may be.
    """
    if found.complete and is_own and len(found.rows) == 1:
        return
    # A list in which nothing was read may be one that is drawn in an unknown way.
    nothing = "no account was read in its list" if found.complete else found.how_far
    why = f"its list of accounts shows {_told(found.rows)}" if found.rows else nothing
    raise Ambiguous(
        f"no account is configured, and {portal} may have several: {why}",
        portal=portal,
        hint="Name the customer's account with {ooma_account}. If the account signed in to is the customer's own,"
        f" write {OWN} there.",
    )


def _told(rows: Sequence[Row]) -> str:
    more = len(rows) - _MOST_TOLD
    return "; ".join(map(str, rows[:_MOST_TOLD])) + (f"; and {more} more" if more > 0 else "")


def can_be_written_otherwise(name: str) -> bool:
    """Whether another text may be the same name (see `canonical`), so that a search for this one may miss it."""
    return " " in canonical(name) or not unicodedata.is_normalized("NFD", canonical(name))


def together(searched: Found | None, walked: Found, first: Sequence[Row]) -> Found:
    """What a search that didn't ask the server found, and then a walk through the whole list.

    Args:
        searched: what the search found; None if there was none.
        walked: what the list showed afterwards.
        first: what it showed before anything was searched.
    """
    if searched is None:
        return walked
    if not walked.rows:
        if first:
            return replace(searched, complete=False, how_far="the list of accounts was empty after a search")
        # A list that shows nothing until one types has all that there is in what the search found.
        return replace(searched, complete=searched.is_whole)
    missed = [row for row in searched.rows if not any(same(row.name, one.name) for one in walked.rows)]
    if not missed:
        return walked
    told = ", ".join(f"'{row.name}'" for row in missed[:_MOST_MISSED])
    return Found((*walked.rows, *missed), complete=False, how_far=f"a search shows {told}, but the list doesn't")


def with_first(found: Found, first: Sequence[Row]) -> Found:
    """What was found, and what was there before anything was searched, each account once.

    Which account is shown now is told by the list as it opens, where exactly one row says so: a search may mark the
    first row that it finds.
    """
    current = [row for row in first if row.is_current]
    rows = [replace(row, is_current=len(current) == 1 and is_one(row, current[0])) for row in found.rows]
    ids = {row.account_id for row in found.rows if row.account_id}
    rows += [row for row in dict.fromkeys(first) if row.account_id and row.account_id not in ids]
    return replace(found, rows=tuple(rows))


def without_indent(label: str) -> str:
    """A name as a list to choose from shows it, without the marks that draw a tree before it."""
    return _INDENT.sub("", label)


def without_indents(labels: list[str]) -> list[str]:
    """Names in a list to choose from, without the marks that draw a tree: those that stand before several of them."""
    indents = [match[0] if (match := _INDENT.match(label)) else "" for label in labels]
    return [
        label[len(indent) :] if indent and indents.count(indent) > 1 else label
        for label, indent in zip(labels, indents, strict=True)
    ]
