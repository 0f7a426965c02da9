"""What a batch is to do, and what is known of it while it goes on. No secret is in it: all of it is in the queue."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cache

from pydantic import BaseModel, ConfigDict, TypeAdapter

from pages.driver import canonical
from pages.ooma import OWN
from runbook import __version__
from runbook.errors import Interrupted, RunbookError, SignInRefused, Stopped
from runbook.fleet.attempts import METADATA_WAIT
from runbook.inventory import Entry, Inventory
from runbook.options import Options, Task
from runbook.results import TenantResult
from runbook.sign_ins.accounts import Account, azure_account, ooma_account

INTERRUPTED = "interrupted"
STOPPED = "stopped"
_REFUSED = "refused "


class Queued(BaseModel):
    """One tenant of a batch.

    Attributes:
        name: by which the inventory knows it.
        place: the same for every tenant that may point at the same application and account, whatever its name.
        accounts: who signs in for it.
    """

    model_config = ConfigDict(frozen=True)

    name: str
    place: str
    accounts: tuple[str, ...]


class Order(BaseModel):
    """One command over some tenants.

    Attributes:
        task: what is to be done with each of them.
        tenants: in the inventory's order.
        at_once: how many tenants are in the queue at the same time; None for as many as there are.
    """

    model_config = ConfigDict(frozen=True)

    task: Task
    tenants: tuple[Queued, ...]
    at_once: int | None = None

    def queued(self, name: str) -> Queued:
        """One of the tenants."""
        return next(one for one in self.tenants if one.name == name)


@dataclass(frozen=True)
class Marks:
    """What holds for the tenants of a batch that have not begun.

    Attributes:
        interrupted: somebody wants the batch to end now.
        stopped: why no further tenant is begun; empty as long as they are.
        refused: by account, why it isn't tried again.
    """

    interrupted: bool = False
    stopped: str = ""
    refused: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def read(cls, kept: Mapping[str, object]) -> "Marks":
        """The marks as the queue keeps them: names and values side by side, so that each can be added alone."""
        return cls(
            bool(kept.get(INTERRUPTED)),
            str(kept.get(STOPPED, "")),
            {name.removeprefix(_REFUSED): str(why) for name, why in kept.items() if name.startswith(_REFUSED)},
        )

    def why_not(self, tenant: Queued) -> RunbookError | None:
        """Why a tenant isn't begun; None if it may be."""
        refused = next((self.refused[account] for account in tenant.accounts if account in self.refused), "")
        if refused:
            return SignInRefused(refused)
        if self.stopped:
            return Stopped(self.stopped)
        if self.interrupted:
            return Interrupted("the run was interrupted before this tenant was begun")
        return None


def order_for(inventory: Inventory, names: Iterable[str], options: Options) -> Order:
    """The order to run a command on some tenants of an inventory; see `Order`."""
    task = replace(options.task, metadata_wait=min(options.metadata_wait, METADATA_WAIT))
    return Order(task=task, tenants=tuple(queued(inventory.entry(name)) for name in names))


def refused_mark(account: Account) -> str:
    """The name of the mark that an account was refused."""
    return f"{_REFUSED}{account}"


def queued(entry: Entry) -> Queued:
    """What the queue knows of a tenant."""
    accounts = azure_account(entry), ooma_account(entry)
    account = "" if entry.ooma_account == OWN else canonical(entry.ooma_account).casefold()
    # Names only, and in one letter case: where one tenant gives an id and another doesn't, they may mean the same.
    # Tenants that merely look alike wait for each other, which does no harm.
    parts = (entry.azure_tenant, canonical(entry.azure_app).casefold(), entry.ooma_url, account or accounts[1].name)
    return Queued(name=entry.name, place=_digest(parts), accounts=tuple(str(account) for account in accounts))


def version_of(inventory: Inventory) -> str:
    """The same for workers that can stand in for each other.

    They are of the same version, read and write the same in the queue (which changes between releases), and have the
    same tenants. References to secrets, and files and lines, are left out, since each machine may keep its secrets and
    its inventory in its own way.
    """
    tenants = [
        entry.model_dump(mode="json", exclude={"place", "secrets", "written"}) for entry in inventory.entries.values()
    ]
    return f"{__version__}-{_digest(json.dumps(one, sort_keys=True) for one in [_shape(), *tenants])}"


@cache
def _shape() -> object:
    """The shape of what is in the queue, without its documentation."""

    def bare(part: dict[str, object]) -> dict[str, object]:
        return {key: value for key, value in part.items() if key != "description"}

    shape = TypeAdapter(tuple[Order, TenantResult]).json_schema()
    return json.loads(json.dumps(shape), object_hook=bare)


def _digest(parts: Iterable[str]) -> str:
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:16]
