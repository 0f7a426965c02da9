"""Looks at all tenants of an inventory side by side: what only one can have, and what is odd."""

from collections import Counter, defaultdict
from collections.abc import Callable, Sequence

from pages.driver import canonical
from pages.ooma import OWN
from runbook.inventory.document import PORTALS
from runbook.inventory.joining import Joined
from runbook.inventory.mistakes import Mistakes
from runbook.inventory.reader import Sources
from runbook.inventory.secret_references import Secrets
from runbook.tenant import ACCOUNT_TOO


def compare(tenants: Sequence[Joined], mistakes: Mistakes) -> None:
    """Find tenants that share what only one can have."""
    seen = _Seen(mistakes)
    serves = Counter(tenant.sign_ins.get("ooma") for tenant in tenants)
    for tenant in tenants:
        seen.name(tenant)
        seen.application(tenant)
        if "ooma_account" not in tenant.keys and (given := _given(tenant)):
            for key in given:
                text = f"needs ooma_account too: {ACCOUNT_TOO}"
                mistakes.add(tenant.place_of(key), text, whose=tenant.whose, key=key)
        elif "ooma_account" in tenant.keys or "ooma" not in tenant.sign_ins or serves[tenant.sign_ins["ooma"]] == 1:
            seen.account(tenant)
        else:
            text = (
                "is required, since several tenants share the sign-in: name the customer's account;"
                f" {OWN} if the account signed in to is meant"
            )
            mistakes.add(tenant.place, text, whose=tenant.whose, key="ooma_account")


def _given(tenant: Joined) -> list[str]:
    """What tells its account from others of one name."""
    return [key for key in ("ooma_account_id", "ooma_realm") if tenant.text(key)]


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
    _look_for_letter_case(tenants, warnings, "ooma_account", _tree)
    _look_for_letter_case(tenants, warnings, "azure_app", lambda tenant: (tenant.text("azure_tenant"),))


def _look_for_letter_case(
    tenants: Sequence[Joined], warnings: Mistakes, key: str, within: Callable[[Joined], tuple[str, ...]]
) -> None:
    """Two names in one place that differ in letter case only: they are two names, and hardly meant to be."""
    seen: dict[tuple[str, ...], dict[str, Joined]] = defaultdict(dict)
    for tenant in tenants:
        name = canonical(tenant.text(key))
        others = seen[(*within(tenant), name.casefold())]
        others.setdefault(name, tenant)
        first = next(iter(others.values()))
        if canonical(first.text(key)) != name and not _are_told_apart(first, tenant, key):
            text = f"differs from that of {first.whose} ({first.place_of(key)}) only in letter case"
            warnings.add(tenant.place_of(key), text, whose=tenant.whose, key=key)


def _are_told_apart(one: Joined, other: Joined, key: str) -> bool:
    """Whether both have what tells even things of one name apart."""
    if key == "azure_app":
        return _has_ids(one) and _has_ids(other)
    return _differ(one, other, "ooma_account_id") or _differ(one, other, "ooma_realm")


def _differ(one: Joined, other: Joined, key: str) -> bool:
    """Whether both have it, and not the same one."""
    mine, others = one.text(key).casefold(), other.text(key).casefold()
    return bool(mine and others) and mine != others


def _tree(tenant: Joined) -> tuple[str, str]:
    """What tells a tree of accounts from others: the portal, and the account that signs in there."""
    return tenant.text("ooma_url"), (tenant.text("ooma_account_name") or tenant.text("ooma_username")).casefold()


class _Seen:
    """What the tenants before have."""

    def __init__(self, mistakes: Mistakes) -> None:
        self._mistakes = mistakes
        self._names: dict[str, Joined] = {}
        self._accounts: dict[tuple[str, ...], list[Joined]] = defaultdict(list)
        self._account_ids: dict[tuple[str, ...], Joined] = {}
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
            same_name = canonical(tenant.text("azure_app")) == canonical(other.text("azure_app"))
            if same_name and not (_has_ids(tenant) and _has_ids(other)):
                hint = f", and so is its application '{tenant.text('azure_app')}'"
                self._taken(tenant, "azure_tenant", other, hint)
                return
        self._directories[directory].append(tenant)

    def account(self, tenant: Joined) -> None:
        """On a portal an id is one account's, and a realm is; in a tree of accounts a name is.

        Accounts of one name are told apart only if the ids or the realms of both are known. The account signed in to is
        one account, whatever is given with it.
        """
        keys = ("ooma_account", "ooma_account_id", "ooma_realm")
        is_malformed = any(key in tenant.keys and not tenant.text(key) for key in keys)
        portal, root = _tree(tenant)
        if not root or not portal or is_malformed:
            return
        for key in keys[1:]:
            if tenant.text(key):
                first = self._account_ids.setdefault((key, portal, tenant.text(key).casefold()), tenant)
                if first is not tenant:
                    self._taken(tenant, key, first)
                    return
        name = canonical(tenant.text("ooma_account")) or OWN
        namesakes = self._accounts[portal, root, name]
        for other in namesakes:
            if name == OWN or not _are_told_apart(tenant, other, "ooma_account"):
                key = next(key for key in ("ooma_account", "ooma_account_name", "ooma_username") if tenant.text(key))
                hint = "" if name == OWN else "; ooma_account_id or ooma_realm in both tells accounts of one name apart"
                self._taken(tenant, key, other, hint)
                return
        namesakes.append(tenant)

    def _taken(self, tenant: Joined, key: str, first: Joined, hint: str = "") -> None:
        text = f"is that of {first.whose}, too ({first.place_of(key)}){hint}"
        self._mistakes.add(tenant.place_of(key), text, whose=tenant.whose, key=key)


def _has_ids(tenant: Joined) -> bool:
    return bool(tenant.text("azure_object_id") and tenant.text("azure_app_id"))
