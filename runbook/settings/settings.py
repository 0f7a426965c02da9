"""One tenant from the environment and a .env file; every mistake is reported at once."""

import difflib
import re
from collections.abc import Mapping
from pathlib import Path

from platformdirs import user_state_path
from pydantic import ValidationError

from runbook.errors import SettingsError
from runbook.settings.dotenv_file import BREAK, PREFIX, read_dotenv
from runbook.tenant import SETTINGS, Tenant

# Settings of the program itself, not of a tenant.
PROGRAM = frozenset(
    {
        "RUNBOOK_BROWSER",
        "RUNBOOK_DATABASE_URL",
        "RUNBOOK_LOG",
        "RUNBOOK_STATE",
        "RUNBOOK_TENANTS_AT_A_TIME",
        "RUNBOOK_TENANTS_PER_MINUTE",
    }
)
# Tenant's fields are named as its settings are, but for the tenant's own name.
FIELDS = {"RUNBOOK_TENANT" if field == "name" else f"{PREFIX}{field.upper()}": field for field in SETTINGS}


_NAME = re.compile(r"[A-Z][A-Z0-9_]*")


def variables(environment: Mapping[str, str], dotenv: Path) -> dict[str, str]:
    """All variables of the environment and of a .env file; the environment wins.

    Raises:
        SettingsError: the file can't be read, or not as it is meant. It holds no value.
    """
    return read_dotenv(dotenv) | dict(environment)


def collect(environment: Mapping[str, str], dotenv: Path) -> dict[str, str]:
    """All ``RUNBOOK_*`` variables of the environment and of a .env file; the environment wins.

    Raises:
        SettingsError: the file can't be read, or not as it is meant; or a variable holds several lines. It holds no
            value.
    """
    found = {name: value for name, value in variables(environment, dotenv).items() if name.startswith(PREFIX)}
    # In the file it is a mistake of its own, with its line.
    broken = [told_name(name) for name, value in sorted(found.items()) if BREAK.search(value)]
    if broken:
        text = "holds a line break: a setting is a single line, also at its end"
        raise SettingsError("\n".join(f"{name} {text}" for name in broken))
    return found


def told_name(name: str) -> str:
    """A variable's name, as a message may have it.

    What follows a setting's name may be its value, if the `=` between them was forgotten, and isn't repeated; nor is
    what isn't made like a name.
    """
    known = [*FIELDS, *PROGRAM]
    if name in known:
        return name
    begins = max((one for one in (*known, PREFIX) if name.startswith(one)), key=len, default="")
    if begins in known or not _NAME.fullmatch(name):
        return f"a variable whose name begins with {begins}" if begins else "a variable"
    return name


def state_folder(values: Mapping[str, str]) -> Path:
    """What this machine keeps for itself: ``RUNBOOK_STATE``, or the system's place for such things.

    Raises:
        SettingsError: it begins with the home folder of somebody unknown.
    """
    given = values.get("RUNBOOK_STATE")
    try:
        return Path(given).expanduser() if given else user_state_path("runbook", appauthor=False)
    except RuntimeError:
        raise SettingsError(f"RUNBOOK_STATE names a home folder that there isn't: {given}") from None


def tenant_from(values: Mapping[str, str]) -> Tenant:
    """The tenant that these settings describe.

    Args:
        values: ``RUNBOOK_*`` variables.

    Raises:
        SettingsError: names every setting that is missing, malformed or unknown. It holds no value.
    """
    faults: list[str] = []
    for name in sorted(set(values) - set(FIELDS) - PROGRAM):
        near = difflib.get_close_matches(name, [*FIELDS, *PROGRAM], n=1)
        faults.append(f"{told_name(name)} is not a setting" + (f"; did you mean {near[0]}?" if near else ""))
    given = {field: values[name] for name, field in FIELDS.items() if values.get(name, "") != ""}
    tenant = None
    try:
        tenant = Tenant.model_validate(given)
    except ValidationError as error:
        names = {field: name for name, field in FIELDS.items()}
        for fault in error.errors(include_input=False, include_url=False):
            name = names[str(fault["loc"][0])]
            said = "is required" if fault["type"] == "missing" else fault["msg"].removeprefix("Value error, ")
            faults.append(f"{name} {said}")
    if faults or tenant is None:
        raise SettingsError("\n".join(faults))
    return tenant
