"""Keeps what was configured in a world, so that it can be played again later at the same addresses.

Names, ids and passwords come from the options, as ever; kept is what the portals were told.
"""

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)

from recordings.azure.state import Address, Application, SigningCertificate
from recordings.files import write_private
from recordings.ooma.state import Account, IdentityProvider
from recordings.world import Options, Origins, World


def remember(world: World, path: Path) -> None:
    """Write a world that was served to a private file."""
    kept = {
        "options": asdict(world.options),
        "origins": asdict(world.origins),
        "customers": {
            one.name: {"application": _application(one.application), "account": _account(one.account)}
            for one in world.customers
        },
    }
    write_private(path, json.dumps(kept, indent=1))


class NotRecalled(Exception):
    """What a file says of a world can't be read: another version wrote it, or it is damaged."""


def recall(path: Path, options: Options) -> World | None:
    """The world of a file; None if there is no file.

    Args:
        path: of the file.
        options: what the world has to be like.

    Raises:
        NotRecalled: the file can't be read, or says something of another world.
    """
    try:
        kept = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    except (OSError, ValueError, RecursionError) as error:
        raise NotRecalled(str(error)) from None
    try:
        if kept["options"] != asdict(options):
            raise NotRecalled("it is of a world with other options")
        world = World.make(options)
        world.origins = Origins(**kept["origins"])
        for one in world.customers:
            customer = kept["customers"][one.name]
            _restore_application(one.application, customer["application"])
            _restore_account(one.account, customer["account"])
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise NotRecalled(str(error)) from None
    return world


def _application(application: Application) -> dict[str, Any]:
    return {
        "saml": application.saml,
        "identifiers": [asdict(one) for one in application.identifiers],
        "reply_urls": [asdict(one) for one in application.reply_urls],
        "certificates": [
            {"certificate": _pem(one.certificate), "key": _key(one.key), "active": one.active}
            for one in application.certificates
        ],
    }


def _restore_application(application: Application, kept: dict[str, Any]) -> None:
    application.saml = kept["saml"]
    application.identifiers = [Address(**one) for one in kept["identifiers"]]
    application.reply_urls = [Address(**one) for one in kept["reply_urls"]]
    for one in kept["certificates"]:
        key = load_pem_private_key(one["key"].encode(), None)
        if not isinstance(key, RSAPrivateKey):
            raise TypeError("no RSA key")
        certificate = x509.load_pem_x509_certificate(one["certificate"].encode())
        application.certificates.append(SigningCertificate(certificate, key, one["active"]))


def _account(account: Account) -> dict[str, Any]:
    idp = account.idp
    provider = None if idp is None else {**vars(idp), "certificate": _pem(idp.certificate)}
    return {"idp": provider, "enabled_with": account.enabled_with}


def _restore_account(account: Account, kept: dict[str, Any]) -> None:
    account.enabled_with = kept["enabled_with"]
    if kept["idp"] is not None:
        certificate = x509.load_pem_x509_certificate(kept["idp"]["certificate"].encode())
        account.idp = IdentityProvider(**{**kept["idp"], "certificate": certificate})


def _pem(certificate: x509.Certificate) -> str:
    return certificate.public_bytes(Encoding.PEM).decode()


def _key(key: RSAPrivateKey) -> str:
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()
