"""The tree of accounts: one level at a time in pages, a search on the server, one account's facts."""

import asyncio
from collections.abc import Sequence

from starlette.requests import Request
from starlette.responses import Response

from recordings.ooma.api import account_of, signed_in, success
from recordings.ooma.state import Account
from recordings.operations import operation, world_of

# Small enough that a reseller of average size has rows that are not loaded yet, which is what makes the
# filter above the list miss accounts (the real page size is not known).
PAGE = 20


def _row(account: Account) -> dict[str, object]:
    return {
        "id": account.id,
        "name": account.name,
        "realm": account.realm,
        "descendants_count": sum(1 for _ in account.walk()) - 1,
    }


def _by_name(account: Account) -> str:
    return account.name.lower()


def _page(request: Request, rows: Sequence[dict[str, object]]) -> Response:
    start_key = request.query_params.get("start", "0")
    start = int(start_key) if start_key.isdecimal() else 0
    more = start + PAGE if start + PAGE < len(rows) else None
    return success(rows[start : start + PAGE], next_start_key=more)


@operation("ooma.accounts.list", slow=True)
async def children(request: Request) -> Response:
    """One page of the accounts directly below an account, by name."""
    rows = [_row(child) for child in sorted(account_of(request).children, key=_by_name)]
    await asyncio.sleep(world_of(request).ooma.late_list)
    return _page(request, rows)


def _is_found(account: Account, words: str) -> bool:
    return words in account.name.lower() or words in account.realm or account.id.startswith(words)


def _path(account: Account, home: Account) -> list[str]:
    """Names of the accounts above, as far as a user of `home` may go."""
    return [] if account is home or account.parent is None else [*_path(account.parent, home), account.parent.name]


@operation("ooma.accounts.search", slow=True)
async def search(request: Request) -> Response:
    """Every account that this user may act for in whose name or realm the words are, or whose id begins so."""
    words = request.query_params.get("q", "").strip().lower()
    home = signed_in(request).home
    found = sorted((account for account in home.walk() if words and _is_found(account, words)), key=_by_name)
    rows = [{**_row(account), "path": _path(account, home)} for account in found]
    return _page(request, rows) if world_of(request).ooma.search_pages else success(rows)


@operation("ooma.accounts.read", slow=True)
async def read(request: Request) -> Response:
    """The facts of one account, and the way up to it as far as this user may go."""
    account = account_of(request)
    home = signed_in(request).home
    parent = account.parent if account is not home else None
    return success({**_row(account), "parent_id": parent.id if parent else None})
