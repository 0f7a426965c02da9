"""The tenants of an inventory, without their secrets and with them."""

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from pydantic import SecretStr

from runbook.errors import SettingsError
from runbook.inventory.checks import compare, look_for_oddities
from runbook.inventory.document import unfit
from runbook.inventory.joining import Joined, join
from runbook.inventory.mistakes import Mistake, Mistakes, Place, nearest
from runbook.inventory.reader import Given, Sources, read_sources
from runbook.inventory.secret_references import Secrets, Unresolved
from runbook.settings import PREFIX, PROGRAM, told_name, variables
from runbook.tenant import Tenant, TenantWithoutSecrets


class Entry(TenantWithoutSecrets):
    """One tenant as the inventory has it: all but its secrets, which it has references to."""

    azure_sign_in: str
    """Tells its Azure sign-in from others: the name of a table, or who signs in if the tenant has its own."""
    ooma_sign_in: str
    """Tells its Ooma sign-in from others, in the same way."""
    place: Place
    """Where it is written."""
    secrets: tuple[Given, ...]
    """Its references."""
    written: Mapping[str, str]
    """What to call each of its keys in a hint, with the place where it is really given; see `as_written`."""


@dataclass(frozen=True)
class Inventory:
    """Tenants, and the way to their secrets. A reference is resolved once in the life of this object.

    Attributes:
        entries: by name, in the order of the files.
        warnings: what can be meant, but hardly is.
    """

    entries: Mapping[str, Entry]
    warnings: tuple[Mistake, ...]
    _secrets: Secrets = field(repr=False)

    @property
    def names(self) -> tuple[str, ...]:
        """The tenants' names, in the order of the files."""
        return tuple(self.entries)

    def entry(self, name: str) -> Entry:
        """One tenant without its secrets.

        Raises:
            SettingsError: there is none of that name.
        """
        self.assert_known([name])
        return self.entries[name]

    def assert_known(self, names: Iterable[str]) -> None:
        """Make sure that there is a tenant of each of these names.

        Raises:
            SettingsError: it tells every name that is not there, with the nearest one.
        """
        unknown = [name for name in names if name not in self.entries]
        if unknown:
            lines = [f"the inventory has no tenant '{name}'{nearest(name, self.entries)}" for name in unknown]
            raise SettingsError("\n".join(lines), hint="'runbook inventory check FILE' lists the tenants.")

    def tenant(self, name: str) -> Tenant:
        """One tenant with its secrets, which are resolved now; a command may take its time.

        Args:
            name: the tenant's name.

        Raises:
            SettingsError: there is none of that name.
            InventoryError: references lead nowhere, or to something malformed.
        """
        (tenant,) = self.tenants([name])
        return tenant

    def tenants(self, names: Iterable[str]) -> list[Tenant]:
        """Several tenants with their secrets; all references that lead nowhere are told at once.

        Raises:
            SettingsError: there is none of such a name.
            InventoryError: references lead nowhere, or to something malformed.
        """
        names = list(names)
        self.assert_known(names)
        entries = [self.entries[name] for name in names]
        mistakes = Mistakes()
        found = _resolve([given for entry in entries for given in entry.secrets], self._secrets, mistakes)
        mistakes.raise_if_any()
        return [
            Tenant.model_validate(
                {key: getattr(entry, key) for key in TenantWithoutSecrets.model_fields}
                | {given.key: found[given] for given in entry.secrets}
                | {"written": entry.written}
            )
            for entry in entries
        ]


def load(path: Path, environment: Mapping[str, str] | None = None, *, resolve: bool = False) -> Inventory:
    """Read an inventory.

    Args:
        path: of the TOML file. Relative paths in it begin at its folder.
        environment: for ``env:`` references; the process's own and `.env` of the present folder, if None.
        resolve: whether every reference of the files is followed, too; else no secret is.

    Raises:
        InventoryError: it holds every mistake of the file and of the CSV file beside it, and every setting of a
            single tenant in the environment.
        SettingsError: `.env` can't be read, or not as it is meant.
    """
    mistakes, warnings = Mistakes(), Mistakes()
    sources = read_sources(path, mistakes)
    tenants = join(sources, mistakes)
    compare(tenants, mistakes)
    if not tenants and not mistakes.found:
        mistakes.add(Place(str(path)), "names no tenants: each has a [[tenant]], or a row of the file in tenants_csv")
    if environment is None:
        environment = variables(os.environ, Path(".env"))
    _refuse_single_tenant(environment, sources, mistakes)
    secrets = Secrets(path.parent, environment)
    if resolve:
        _resolve(sources.secrets, secrets, mistakes)
    mistakes.raise_if_any()
    look_for_oddities(sources, tenants, secrets, warnings)
    entries = [_entry(tenant) for tenant in tenants]
    return Inventory({entry.name: entry for entry in entries}, warnings.found, secrets)


def _refuse_single_tenant(environment: Mapping[str, str], sources: Sources, mistakes: Mistakes) -> None:
    """Settings of one tenant have no effect here, and the person who set them may think that only that one is meant."""
    used = {given.reference.target for given in sources.secrets if given.reference is not None}
    for name, value in environment.items():
        if name.startswith(PREFIX) and value and name not in PROGRAM | used:
            text = "is a setting for one tenant, and has no effect on an inventory: unset it"
            mistakes.add(Place("environment and .env"), text, key=told_name(name))


def _resolve(keys: Iterable[Given], secrets: Secrets, mistakes: Mistakes) -> dict[Given, SecretStr]:
    """The secret of each key; those that can't be had, or can't be what they should be, are mistakes."""
    followed = [(given, given.reference) for given in keys if given.reference is not None]
    secrets.prepare(reference for _, reference in followed)
    found = {}
    for given, reference in followed:
        try:
            found[given] = secrets.get(reference)
            wrong = unfit(given.key, found[given])
        except Unresolved as error:
            wrong = str(error)
        if wrong:
            mistakes.add(given.place, f"{reference} {wrong}", whose=given.whose, key=given.name)
    return found


def _entry(tenant: Joined) -> Entry:
    texts = {key: given.text for key, given in tenant.values.items() if given.reference is None}
    secrets = tuple(given for given in tenant.values.values() if given.reference is not None)
    sign_ins = {f"{portal}_sign_in": name for portal, name in tenant.sign_ins.items()}
    written = {key: str(given) for key, given in tenant.values.items()}
    return Entry.model_validate({**texts, **sign_ins, "place": tenant.place, "secrets": secrets, "written": written})
