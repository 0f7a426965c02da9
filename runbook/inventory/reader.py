"""Reads an inventory's files into tables, each key with the place where it stands."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from pydantic import BaseModel

from runbook.inventory.customers_csv import read_rows
from runbook.inventory.document import INVENTORY, PORTALS, SIGN_IN, TENANT, Checked, check, required
from runbook.inventory.mistakes import Mistakes, Place, nearest
from runbook.inventory.secret_references import Reference
from runbook.inventory.toml_places import TomlDocument, parse_toml
from runbook.terminal import printable
from runbook.text_files import NoText, read_text

_SPREADSHEETS = frozenset({".csv", ".tsv", ".xls", ".xlsx", ".ods"})


@dataclass(frozen=True)
class Given:
    """A value, or the reference to one, and where it comes from.

    Attributes:
        key: of `runbook.tenant.Tenant`, or ``azure_sign_in`` or ``ooma_sign_in``.
        text: the value; empty if it is a secret.
        reference: leads to the value; None if it is no secret.
        whose, name, place: the tenant or table that gives it, its key there, and the line.
    """

    key: str
    text: str
    reference: Reference | None
    whose: str
    name: str
    place: Place

    def __str__(self) -> str:
        """What to call it in a hint, with the place where it is to be changed."""
        key = self.key if self.name == self.key else f"{self.name} of {self.whose}"
        return printable(f"{key} ({self.place})")


@dataclass(frozen=True)
class Source:
    """One table of a file, or one row.

    Attributes:
        whose: what to call it in a message.
        place: where it begins.
        values: what is well-formed, by key of the tenant.
        keys: every key of the tenant that has a value, well-formed or not.
    """

    whose: str
    place: Place
    values: Mapping[str, Given] = field(default_factory=dict)
    keys: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Sources:
    """All tables of an inventory.

    Attributes:
        defaults: keys of every tenant.
        sign_ins: by portal and name.
        tenants: in the order of the files.
    """

    defaults: Source
    sign_ins: Mapping[str, Mapping[str, Source]]
    tenants: tuple[Source, ...]

    @property
    def secrets(self) -> list[Given]:
        """Every reference of the files."""
        tables = [table for tables in self.sign_ins.values() for table in tables.values()]
        sources = (self.defaults, *tables, *self.tenants)
        return [given for source in sources for given in source.values.values() if given.reference is not None]


def read_sources(path: Path, mistakes: Mistakes) -> Sources:
    """Read the TOML file, and the CSV file that it names.

    Args:
        path: of the TOML file; messages name it as it is given here.
        mistakes: gets what is wrong with single keys.

    Raises:
        InventoryError: the TOML file can't be read, or is no TOML.
    """
    file = Place(str(path))
    if path.suffix.lower() in _SPREADSHEETS:
        mistakes.add(file, f"is no inventory: write a TOML file that has tenants_csv = '{path.name}', and name that")
    mistakes.raise_if_any()
    try:
        text = read_text(path)
    except NoText as error:
        mistakes.add(Place(file.file, error.line), error.why)
        mistakes.raise_if_any()
        raise
    document = parse_toml(text)
    for fault in document.faults:
        mistakes.add(Place(file.file, fault.line), fault.text)
    mistakes.raise_if_any()
    return _Reader(path, document, mistakes).read()


class _Reader:
    def __init__(self, path: Path, document: TomlDocument, mistakes: Mistakes) -> None:
        self._path = path
        self._document = document
        self._mistakes = mistakes

    def read(self) -> Sources:
        for key in self._document.values.keys() - INVENTORY.model_fields.keys():
            if key in TENANT.model_fields:
                text = "is above the first table: it belongs under [defaults] or [[tenant]]"
            else:
                text = f"is not known here{nearest(key, INVENTORY.model_fields)}"
            self._wrong((key,), text, key=key)
        defaults = self._table(("defaults",), "[defaults]", TENANT, self._document.values.get("defaults", {}))
        sign_ins = {portal: self._sign_ins(portal) for portal in PORTALS}
        return Sources(defaults, sign_ins, (*self._tenants(), *self._rows()))

    def _sign_ins(self, portal: str) -> dict[str, Source]:
        key = f"{portal}_sign_in"
        tables = self._document.values.get(key, {})
        if not isinstance(tables, dict):
            self._wrong((key,), f"must be tables, [{key}.NAME]; to choose one is for [defaults] or [[tenant]]", key=key)
            return {}
        return {name: self._sign_in(portal, key, name, table) for name, table in tables.items()}

    def _sign_in(self, portal: str, kind: str, name: str, table: object) -> Source:
        whose = f"[{kind}.{name}]"
        if not isinstance(table, dict):
            self._wrong((kind, name), f"needs a sign-in around it that has a name, as in [{kind}.partner]", key=name)
            return Source(whose, self._place((kind, name)))
        if any(isinstance(value, dict) for value in table.values()):
            self._wrong((kind, name), f"holds tables: a name with a dot stands in quotes, as in [{kind}.'msp.example']",
                        whose=whose)  # fmt: skip
            return Source(whose, self._place((kind, name)))
        source = self._table((kind, name), whose, SIGN_IN[portal], table, prefix=f"{portal}_")
        for key in required(portal):
            if f"{portal}_{key}" not in source.keys:
                self._mistakes.add(source.place, "is required", whose=whose, key=key)
        return source

    def _tenants(self) -> list[Source]:
        tables = self._document.values.get("tenant", [])
        if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
            self._wrong(("tenant",), "must be a list of tables, with two brackets: [[tenant]]", key="tenant")
            return []
        return [self._table(("tenant", number), _called(one), TENANT, one) for number, one in enumerate(tables)]

    def _table(
        self, path: tuple[str | int, ...], whose: str, model: type[BaseModel], table: object, prefix: str = ""
    ) -> Source:
        if not isinstance(table, dict):
            self._wrong(path, "must be a table", whose=whose)
            table = {}
        places = {key: self._place((*path, key)) for key in table}
        return self._source(whose, self._place(path), check(model, table), places, prefix)

    def _rows(self) -> list[Source]:
        name = self._document.values.get("tenants_csv", "")
        if not isinstance(name, str):
            self._wrong(("tenants_csv",), "must be text: put it in quotes", key="tenants_csv")
            return []
        if not name.strip():
            return []
        path = self._path.parent / Path(name.strip()).expanduser()
        if not path.exists():
            self._wrong(("tenants_csv",), f"names {path}, which is not there", key="tenants_csv")
            return []
        sources = []
        for row in read_rows(path, TENANT.model_fields.keys(), self._mistakes):
            place = Place(str(path), row.line)
            checked = check(TENANT, row.cells)
            sources.append(self._source(_called(row.cells), place, checked, dict.fromkeys(row.cells, place)))
        return sources

    def _source(
        self, whose: str, place: Place, checked: Checked, places: Mapping[str, Place], prefix: str = ""
    ) -> Source:
        """A table with its mistakes told.

        Args:
            whose: what to call it.
            place: where it begins.
            checked: its keys.
            places: where they stand.
            prefix: makes a tenant's keys of them.
        """
        for key, text in checked.wrong.items():
            self._mistakes.add(places[key], text, whose=whose, key=key)
        values = {}
        for key, value in checked.values.items():
            text, reference = ("", value) if isinstance(value, Reference) else (value, None)
            values[prefix + key] = Given(prefix + key, text, reference, printable(whose), key, places[key])
        return Source(printable(whose), place, values, frozenset(prefix + key for key in checked.given))

    def _place(self, path: tuple[str | int, ...]) -> Place:
        return Place(str(self._path), self._document.line(path))

    def _wrong(self, path: tuple[str | int, ...], text: str, *, whose: str = "", key: str = "") -> None:
        self._mistakes.add(self._place(path), text, whose=whose, key=key)


def _called(table: Mapping[str, object]) -> str:
    """What to call a tenant before it is checked."""
    names = (table.get("name"), table.get("azure_tenant"))
    return next((name.strip() for name in names if isinstance(name, str) and name.strip()), "a tenant without name")
