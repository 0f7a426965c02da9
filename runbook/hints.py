"""What a hint is about, as people write it: as a setting, or as a key of the inventory, with file and line.

`pages/` names no settings: its hints hold members of `pages.errors.About` in braces.
"""

import re
from collections.abc import Mapping
from typing import Final, NamedTuple

from pages.errors import About


class Written(NamedTuple):
    """Where people write something."""

    setting: str
    key: str


WRITTEN: Final[Mapping[About, Written]] = {
    About.AZURE_TENANT: Written("RUNBOOK_AZURE_TENANT", "azure_tenant"),
    About.AZURE_APP: Written("RUNBOOK_AZURE_APP", "azure_app"),
    About.AZURE_OBJECT_ID: Written("RUNBOOK_AZURE_OBJECT_ID", "azure_object_id"),
    About.AZURE_APP_ID: Written("RUNBOOK_AZURE_APP_ID", "azure_app_id"),
    About.AZURE_USERNAME: Written("RUNBOOK_AZURE_USERNAME", "azure_username"),
    About.AZURE_PASSWORD: Written("RUNBOOK_AZURE_PASSWORD", "azure_password"),
    About.AZURE_TOTP_SECRET: Written("RUNBOOK_AZURE_TOTP_SECRET", "azure_totp_secret"),
    About.AZURE_LOGIN_URL: Written("RUNBOOK_AZURE_LOGIN_URL", "azure_login_url"),
    About.OOMA_ACCOUNT: Written("RUNBOOK_OOMA_ACCOUNT", "ooma_account"),
    About.OOMA_ACCOUNT_ID: Written("RUNBOOK_OOMA_ACCOUNT_ID", "ooma_account_id"),
    About.OOMA_REALM: Written("RUNBOOK_OOMA_REALM", "ooma_realm"),
    About.OOMA_TOTP_SECRET: Written("RUNBOOK_OOMA_TOTP_SECRET", "ooma_totp_secret"),
    About.TIMEOUT: Written("--timeout 60", "--timeout 60"),
}
_ABOUT = re.compile(r"\{(\w+)\}")


def as_written(hint: str, keys: Mapping[str, str] | None = None) -> str:
    """A hint as it is told.

    Args:
        hint: members of `About` stand in it in braces; whatever else does is left as it is.
        keys: if an inventory describes the tenant, what to call each key that it gives, with the place where it does:
            ``ooma_account (customers.csv:12)``. Other keys go by their names. None if settings describe the tenant.
    """

    def name(match: re.Match[str]) -> str:
        if match[1] not in set(About):
            return match[0]
        place = WRITTEN[About(match[1])]
        return place.setting if keys is None else keys.get(place.key, place.key)

    return _ABOUT.sub(name, hint)
