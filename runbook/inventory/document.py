"""What may stand in an inventory: one model checks the values, and makes the JSON Schema for editors.

Every key of a tenant comes from `runbook.tenant.Tenant`, with the same checks. Secrets are references here.
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from types import GenericAlias
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, SecretStr, TypeAdapter, ValidationError, create_model
from pydantic.fields import FieldInfo
from pydantic.json_schema import WithJsonSchema

from runbook.inventory.mistakes import nearest
from runbook.inventory.secret_references import FORMS, KINDS, PATTERN, Reference
from runbook.tenant import SETTINGS, Tenant

PORTALS = ("azure", "ooma")
# What makes up a sign-in; as a tenant's own keys they have the portal's name before them.
SIGN_IN_KEYS = {
    "azure": ("username", "password", "totp_secret"),
    "ooma": ("username", "account_name", "password", "totp_secret"),
}
SECRETS = tuple(name for name, field in Tenant.model_fields.items() if field.annotation is SecretStr)
_SECRET: dict[str, TypeAdapter[SecretStr]] = {
    key: TypeAdapter(Annotated[(SecretStr, *Tenant.model_fields[key].metadata)]) for key in SECRETS
}

# Joiners are a part of some scripts' words.
_JOINERS = "\u200c\u200d"
_BROKEN_FORMULA = re.compile(r"#(?:N/A|REF!|NAME\?|VALUE!|NULL!|DIV/0!|NUM!)", re.IGNORECASE)


def _plain(value: str) -> str:
    """Refuse what is no value, in whichever key, before the key's own check sees it."""
    value = value.strip()
    for sign in value:
        kind = unicodedata.category(sign)
        if kind == "Cc":
            raise ValueError(f"holds a line break, tab or control character (U+{ord(sign):04X})")
        if (kind in ("Cf", "Zl", "Zp") or (kind == "Zs" and sign != " ")) and sign not in _JOINERS:
            raise ValueError(f"holds an invisible character or an unusual space (U+{ord(sign):04X}): type it again")
    if _BROKEN_FORMULA.fullmatch(value):
        raise ValueError(f"is {value.upper()}, which a spreadsheet writes where a formula failed")
    kind, colon, _ = value.partition(":")
    if colon and kind in KINDS:
        raise ValueError("is no secret, so write the value itself; references are for passwords and TOTP secrets")
    return value


def _tidy(schema: dict[str, Any]) -> None:
    """An empty default says nothing to readers of the schema."""
    if schema.get("default") == "":
        del schema["default"]


def _key(name: str) -> Any:  # noqa: ANN401 - as create_model has it
    """A tenant's key as it stands in the file: with the tenant's own checks, or a reference if it is a secret."""
    info: FieldInfo = Tenant.model_fields[name]
    description = info.description
    kind: Any = Annotated[(str, AfterValidator(_plain), *info.metadata)]
    if name in SECRETS:
        description = f"{description} A reference: {FORMS}."
        shown = WithJsonSchema({"type": "string", "pattern": PATTERN})
        kind = Annotated[str, AfterValidator(Reference.parse), shown]
    default = info.default if isinstance(info.default, str) else ""
    return kind, Field(default=default, description=description, json_schema_extra=_tidy)


def _sign_in_name(portal: str) -> Any:  # noqa: ANN401
    own = ", ".join(f"{portal}_{key}" for key in SIGN_IN_KEYS[portal])
    description = f"Name of a table [{portal}_sign_in.NAME]; without one a tenant has its own sign-in: {own}."
    kind: Any = Annotated[str, AfterValidator(_plain)]
    return kind, Field(default="", description=description, json_schema_extra=_tidy)


def required(portal: str) -> list[str]:
    """The keys without which there is no sign-in to a portal."""
    return [key for key in SIGN_IN_KEYS[portal] if Tenant.model_fields[f"{portal}_{key}"].is_required()]


class _Table(BaseModel):
    model_config = ConfigDict(extra="forbid", hide_input_in_errors=True)


def _sign_in(portal: str) -> type[BaseModel]:
    class SignIn(_Table):
        model_config = ConfigDict(json_schema_extra={"required": [*required(portal)]})

    fields = {key: _key(f"{portal}_{key}") for key in SIGN_IN_KEYS[portal]}
    name = f"{portal.capitalize()}SignIn"
    made: type[BaseModel] = create_model(name, __base__=SignIn, __doc__="Credentials that tenants share.", **fields)
    return made


def _listed(name: str, kind: Any, description: str) -> dict[str, Any]:  # noqa: ANN401
    """One key of the file itself."""
    return {name: (kind, Field(default="", description=description, json_schema_extra=_tidy))}


SIGN_IN = {portal: _sign_in(portal) for portal in PORTALS}
TENANT: type[BaseModel] = create_model(
    "TenantKeys",
    __base__=_Table,
    __doc__="Keys of one tenant; under [defaults], of every tenant that doesn't give its own.",
    **{name: _key(name) for name in SETTINGS},
    **{f"{portal}_sign_in": _sign_in_name(portal) for portal in PORTALS},
)
INVENTORY: type[BaseModel] = create_model(
    "Inventory",
    __base__=_Table,
    __doc__="The tenants that runbook configures, and who signs in for them.",
    **_listed("tenants_csv", str, "A CSV file of tenants; a relative path begins in this file's folder."),
    **_listed("defaults", TENANT, "Keys of every tenant that doesn't give its own."),
    **_listed("azure_sign_in", GenericAlias(dict, (str, SIGN_IN["azure"])), "Azure sign-ins by name."),
    **_listed("ooma_sign_in", GenericAlias(dict, (str, SIGN_IN["ooma"])), "Ooma sign-ins by name."),
    **_listed("tenant", GenericAlias(list, (TENANT,)), "The tenants."),
)


def schema() -> dict[str, object]:
    """The JSON Schema of an inventory, for editors."""
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **INVENTORY.model_json_schema()}


@dataclass(frozen=True)
class Checked:
    """A table after its check.

    Attributes:
        values: what was given and is well-formed, by key; a `Reference` where it is a secret.
        given: every key that has a value, well-formed or not.
        wrong: what is wrong, by key; it holds no value.
    """

    values: Mapping[str, str | Reference]
    given: frozenset[str]
    wrong: Mapping[str, str]


def check(model: type[BaseModel], table: Mapping[str, object]) -> Checked:
    """Check a table key by key. An empty value counts as none.

    Args:
        model: `TENANT`, or one of `SIGN_IN`.
        table: as it stands in the file.
    """
    known = model.model_fields
    given = {key: value for key, value in table.items() if not (key in known and _is_blank(value))}
    wrong: dict[str, str] = {}
    try:
        checked = model.model_validate(given)
    except ValidationError as error:
        for one in error.errors(include_url=False, include_input=False, include_context=False):
            key = str(one["loc"][0])
            wrong.setdefault(key, _explained(key, one["type"], one["msg"], known))
        checked = model.model_validate({key: value for key, value in given.items() if key not in wrong})
    values = {key: getattr(checked, key) for key in checked.model_fields_set}
    return Checked(values, frozenset(given), wrong)


def unfit(key: str, value: SecretStr) -> str:
    """Why a secret can't be what it should be, such as a TOTP secret that isn't base32; empty if it can."""
    try:
        _SECRET[key].validate_python(value)
    except ValidationError as error:
        return error.errors(include_url=False, include_input=False)[0]["msg"].removeprefix("Value error, ")
    return ""


def _is_blank(value: object) -> bool:
    return isinstance(value, str) and not value.strip()


def _explained(key: str, kind: str, said: str, known: Mapping[str, object]) -> str:
    if kind == "extra_forbidden":
        if key in INVENTORY.model_fields:
            return "belongs at the top of the file, above the first [table]"
        return f"is not known here{nearest(key, known)}"
    if kind == "string_type":
        return "must be text: put it in quotes"
    return said.removeprefix("Value error, ")
