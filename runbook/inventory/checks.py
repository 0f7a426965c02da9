"""Looks at all tenants of an inventory side by side: what only one can have, and what is odd."""

from collections import Counter, defaultdict
from collections.abc import Sequence

from runbook.inventory.document import PORTALS
from runbook.inventory.joining import Joined
from runbook.inventory.mistakes import Mistakes
from runbook.inventory.reader import Sources
from runbook.inventory.secret_references import Secrets


def compare(tenants: Sequence[Joined], mistakes: Mistakes) -> None:
    """Find tenants that share what only one can have."""
    seen = _Seen(mistakes)
    serves = Counter(tenant.sign_ins.get("ooma") for tenant in tenants)
    for tenant in tenants:
        seen.name(tenant)
        seen.application(tenant)
        if "ooma_account" in tenant.keys or "ooma" not in tenant.sign_ins or serves[tenant.sign_ins["ooma"]] == 1:
            seen.account(tenant)
        else:
            text = (
                "is required, since several tenants share the sign-in: without it the sign-in's own account"
                " would be configured (name that one if it is meant)"
            )
            mistakes.add(tenant.place, text, whose=tenant.whose, key="ooma_account")


def look_for_oddities(sources: Sources, tenants: Sequence[Joined], secrets: Secrets, warnings: Mistakes) -> None:
    """Find what can be meant, but hardly is."""
    for portal in PORTALS:
        users: dict[tuple[str, ...], str] = {}
        used = {tenant.sign_ins.get(portal) for tenant in tenants}
        for name, table in sources.sign_ins[portal].items():
            if name not in used:
                warnings.add(table.place, "is used by no tenant", whose=table.whose)
            who = [table.values.get(f"{portal}_{key}") for key in ("username", "account_name")]
            first = users.setdefault(tuple(one.text.casefold() if one else "" for one in who), table.whose)
            if first != table.whose:
                text = f"signs in as {first} does: a refused password would be tried by both"
                warnings.add(table.place, text, whose=table.whose)
    for tenant in tenants:
        for one, other in (("azure_object_id", "azure_app_id"), ("azure_app_id", "azure_object_id")):
            if tenant.text(one) and not tenant.text(other):
                text = f"has no effect without {other}: the application is found by its name"
                warnings.add(tenant.place_of(one), text, whose=tenant.whose, key=one)
    for given in sources.secrets:
        if given.reference is not None and secrets.is_open_to_others(given.reference):
            text = f"is {given.reference}, which every user of this machine can read: chmod 600"
            warnings.add(given.place, text, whose=given.whose, key=given.name)


class _Seen:
    """What the tenants before have."""

    def __init__(self, mistakes: Mistakes) -> None:
        self._mistakes = mistakes
        self._names: dict[str, Joined] = {}
        self._accounts: dict[tuple[str, ...], Joined] = {}
        self._objects: dict[str, Joined] = {}
        self._directories: dict[str, list[Joined]] = defaultdict(list)

    def name(self, tenant: Joined) -> None:
        """Tenants are called by their names."""
        key = "name" if tenant.text("name") else "azure_tenant"
        first = self._names.setdefault(tenant.text(key).casefold(), tenant)
        if first is not tenant and tenant.text(key):
            hint = "" if key == "name" else "; give each a name"
            self._taken(tenant, key, first, hint)

    def application(self, tenant: Joined) -> None:
        """An object id is one application's in all the world; in a directory an application id and a name are.

        Applications of one name are told apart only if both ids of both are known.
        """
        object_id, directory = tenant.text("azure_object_id"), tenant.text("azure_tenant")
        if object_id:
            first = self._objects.setdefault(object_id, tenant)
            if first is not tenant:
                self._taken(tenant, "azure_object_id", first)
                return
        for other in self._directories[directory] if directory else ():
            if tenant.text("azure_app_id") and tenant.text("azure_app_id") == other.text("azure_app_id"):
                self._taken(tenant, "azure_app_id", other)
                return
            same_name = tenant.text("azure_app").casefold() == other.text("azure_app").casefold()
            if same_name and not (_has_ids(tenant) and _has_ids(other)):
                hint = f", and so is its application '{tenant.text('azure_app')}'"
                self._taken(tenant, "azure_tenant", other, hint)
                return
        self._directories[directory].append(tenant)

    def account(self, tenant: Joined) -> None:
        """An account is known by the portal, whose tree it stands in, and its name there."""
        root = tenant.text("ooma_account_name") or tenant.text("ooma_username")
        account = tenant.text("ooma_account")
        is_malformed = "ooma_account" in tenant.keys and not account
        if not root or not tenant.text("ooma_url") or is_malformed:
            return
        sign = (tenant.text("ooma_url"), root.casefold(), account.casefold())
        first = self._accounts.setdefault(sign, tenant)
        if first is not tenant:
            key = next(key for key in ("ooma_account", "ooma_account_name", "ooma_username") if tenant.text(key))
            self._taken(tenant, key, first)

    def _taken(self, tenant: Joined, key: str, first: Joined, hint: str = "") -> None:
        text = f"is that of {first.whose}, too ({first.place_of(key)}){hint}"
        self._mistakes.add(tenant.place_of(key), text, whose=tenant.whose, key=key)


def _has_ids(tenant: Joined) -> bool:
    return bool(tenant.text("azure_object_id") and tenant.text("azure_app_id"))
