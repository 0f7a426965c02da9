"""Joins each tenant with the defaults and with its sign-ins."""

from collections.abc import Mapping
from dataclasses import dataclass

from runbook.inventory.document import PORTALS, SIGN_IN_KEYS, required
from runbook.inventory.mistakes import Mistakes, Place, nearest
from runbook.inventory.reader import Given, Source, Sources
from runbook.tenant import TenantWithoutSecrets

_OF_SIGN_INS = frozenset(f"{portal}_{key}" for portal in PORTALS for key in ("sign_in", *SIGN_IN_KEYS[portal]))


@dataclass(frozen=True)
class Joined:
    """One tenant with everything that holds for it.

    Attributes:
        whose: what to call it in a message.
        place: where it begins.
        values: what is well-formed, by key.
        keys: every key that has a value, well-formed or not.
        sign_ins: by portal, what tells its sign-in from others: the name of a table, or who signs in.
    """

    whose: str
    place: Place
    values: Mapping[str, Given]
    keys: frozenset[str]
    sign_ins: Mapping[str, str]

    def text(self, key: str) -> str:
        """A value that is no secret, or its default; empty if it has none."""
        default = TenantWithoutSecrets.model_fields[key].default
        return self.values[key].text if key in self.values else default if isinstance(default, str) else ""

    def place_of(self, key: str) -> Place:
        """Where a key stands, or should."""
        return self.values[key].place if key in self.values else self.place


def join(sources: Sources, mistakes: Mistakes) -> list[Joined]:
    """Every tenant with its defaults and sign-ins; what is missing is a mistake."""
    return [_Joiner(sources, tenant, mistakes).join() for tenant in sources.tenants]


class _Joiner:
    def __init__(self, sources: Sources, tenant: Source, mistakes: Mistakes) -> None:
        self._sign_ins = sources.sign_ins
        self._tenant = tenant
        # The first one that has a key gives it.
        self._layers = (tenant, sources.defaults)
        self._mistakes = mistakes

    def join(self) -> Joined:
        values: dict[str, Given] = {}
        for layer in reversed(self._layers):
            values |= {key: given for key, given in layer.values.items() if key not in _OF_SIGN_INS}
        for key, field in TenantWithoutSecrets.model_fields.items():
            if field.is_required() and key not in _OF_SIGN_INS and not self._is_given(key):
                self._wrong(key, "is required, here or under [defaults]")
        sign_ins: dict[str, str] = {}
        for portal in PORTALS:
            name, of_sign_in = self._sign_in(portal)
            values |= of_sign_in
            if of_sign_in:
                sign_ins[portal] = name or _who(portal, values)
        keys = frozenset().union(*(layer.keys for layer in self._layers))
        return Joined(self._tenant.whose, self._tenant.place, values, keys, sign_ins)

    def _sign_in(self, portal: str) -> tuple[str, Mapping[str, Given]]:
        """The sign-in to a portal: its name, empty if it is the tenant's own, and its keys.

        The tenant's own value wins over the defaults, and a sign-in is never assembled from two.
        """
        naming = f"{portal}_sign_in"
        for layer in self._layers:
            own = [key for key in _own_keys(portal) if key in layer.keys]
            if naming in layer.keys and own:
                text = f"names a sign-in, and {own[0]} begins another one: keep one of the two"
                self._mistakes.add(_place(layer, naming), text, whose=layer.whose, key=naming)
                return "", {}
            if naming in layer.keys:
                return self._named(portal, naming, layer)
            if own:
                return "", self._own(portal, own, layer)
        keys = " and ".join(f"{portal}_{key}" for key in required(portal))
        self._wrong(naming, f"is required, here or under [defaults]; or a sign-in of the tenant's own: {keys}")
        return "", {}

    def _named(self, portal: str, naming: str, layer: Source) -> tuple[str, Mapping[str, Given]]:
        if naming not in layer.values:
            return "", {}  # malformed, which is told already
        name = layer.values[naming].text
        tables = self._sign_ins[portal]
        if name not in tables:
            near = nearest(name, tables) if tables else "; there is no such table at all"
            text = f"names [{naming}.{name}], which is not there{near}"
            self._mistakes.add(_place(layer, naming), text, whose=layer.whose, key=naming)
            return "", {}
        return name, tables[name].values

    def _own(self, portal: str, own: list[str], layer: Source) -> Mapping[str, Given]:
        values: dict[str, Given] = {}
        for key in _own_keys(portal):
            giver = next((one for one in self._layers if key in one.keys), None)
            if giver is not None and key in giver.values:
                values[key] = giver.values[key]
            elif giver is None and key.removeprefix(f"{portal}_") in required(portal):
                text = f"is required, since {own[0]} begins a sign-in of its own"
                if own == ["ooma_account_name"]:
                    text += "; did you mean ooma_account, the customer's account in the account tree?"
                self._mistakes.add(layer.place, text, whose=layer.whose, key=key)
        return values

    def _is_given(self, key: str) -> bool:
        return any(key in layer.keys for layer in self._layers)

    def _wrong(self, key: str, text: str) -> None:
        self._mistakes.add(self._tenant.place, text, whose=self._tenant.whose, key=key)


def _own_keys(portal: str) -> list[str]:
    return [f"{portal}_{key}" for key in SIGN_IN_KEYS[portal]]


def _place(source: Source, key: str) -> Place:
    return source.values[key].place if key in source.values else source.place


def _who(portal: str, values: Mapping[str, Given]) -> str:
    """Tells a tenant's own sign-in from others: who signs in, and in Ooma also where, since names may repeat."""
    parts = ("azure_username",) if portal == "azure" else ("ooma_username", "ooma_account_name", "ooma_url")
    return " / ".join(values[part].text for part in parts if part in values)
