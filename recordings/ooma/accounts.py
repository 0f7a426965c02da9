"""The tree of accounts: one level at a time in pages, a search on the server, one account's facts."""

from starlette.requests import Request
from starlette.responses import Response

from recordings.ooma.api import account_of, signed_in, success
from recordings.ooma.state import Account
from recordings.operations import operation

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


@operation("ooma.accounts.list", slow=True)
async def children(request: Request) -> Response:
    """One page of the accounts directly below an account, by name."""
    start_key = request.query_params.get("start", "0")
    start = int(start_key) if start_key.isdecimal() else 0
    rows = sorted(account_of(request).children, key=lambda child: child.name.lower())
    more = start + PAGE if start + PAGE < len(rows) else None
    return success([_row(row) for row in rows[start : start + PAGE]], next_start_key=more)


@operation("ooma.accounts.search", slow=True)
async def search(request: Request) -> Response:
    """Every account that this user may act for whose name has the words in it."""
    words = request.query_params.get("q", "").strip().lower()
    found = [row for row in signed_in(request).home.walk() if words and words in row.name.lower()]
    return success([_row(row) for row in sorted(found, key=lambda row: row.name.lower())])


@operation("ooma.accounts.read", slow=True)
async def read(request: Request) -> Response:
    """The facts of one account, and the way up to it as far as this user may go."""
    account = account_of(request)
    home = signed_in(request).home
    parent = account.parent if account is not home else None
    return success({**_row(account), "parent_id": parent.id if parent else None})
