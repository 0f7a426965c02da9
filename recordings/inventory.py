"""Writes an inventory of the stand-ins' customers, with the secrets in private files beside it."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path

from recordings.files import write_private
from recordings.world import Customer, World

_SECRETS = ("password", "totp_secret")


def write_inventory(path: Path, world: World) -> None:
    """Write an inventory of all customers of a world that is being served.

    Each password and TOTP secret gets a private file in a folder beside it, to which the inventory refers.

    Args:
        path: of the TOML file; overwritten.
        world: whose customers.
    """
    folder = path.parent / f"{path.stem}-secrets"
    tables = {
        "[defaults]": {
            "azure_portal_url": world.origins.portal,
            "azure_login_url": world.origins.login,
            "ooma_url": world.origins.ooma,
        }
    }
    tenants = []
    for customer in world.customers:
        tenant = _tenant(customer)
        for portal, name, keys in _sign_ins(customer, world):
            for key in _SECRETS:
                if keys[key]:
                    file = folder / f"{portal}-{name}-{key}"
                    write_private(file, keys[key] + "\n")
                    keys[key] = f"file:{file.relative_to(path.parent).as_posix()}"
            tables[f"[{portal}_sign_in.{name}]"] = keys
            tenant[f"{portal}_sign_in"] = name
        tenants.append(_table("[[tenant]]", tenant))
    texts = ["# Stand-ins on this machine, written by python -m recordings.\n"]
    write_private(path, "\n".join([*texts, *(_table(head, keys) for head, keys in tables.items()), *tenants]))


def _sign_ins(customer: Customer, world: World) -> Iterator[tuple[str, str, dict[str, str]]]:
    """Portal, name and keys of both sign-ins."""
    azure, ooma = customer.azure_user, customer.ooma_user
    yield (
        "azure",
        "partner" if world.options.partner else customer.name,
        {"username": azure.upn, "password": azure.password, "totp_secret": azure.totp_secret},
    )
    yield (
        "ooma",
        "reseller" if world.options.child else customer.name,
        {
            "username": ooma.username,
            "account_name": ooma.account_name,
            "password": ooma.password,
            "totp_secret": ooma.totp_secret,
        },
    )


def _tenant(customer: Customer) -> dict[str, str]:
    return {
        "name": customer.name,
        "azure_tenant": customer.directory.domain,
        "azure_app": customer.application.name,
        "azure_object_id": str(customer.application.object_id),
        "azure_app_id": str(customer.application.app_id),
        "ooma_account": customer.listed_as,
    }


def _table(head: str, keys: Mapping[str, str]) -> str:
    # A text of JSON is one of TOML, too.
    lines = [f"{key} = {json.dumps(value, ensure_ascii=False)}" for key, value in keys.items() if value]
    return "\n".join([head, *lines]) + "\n"
