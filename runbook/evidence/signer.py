"""The key that seals run folders: Ed25519, made on first use, kept in a private folder of the person who runs it."""

import hashlib
import os
from pathlib import Path

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    PublicFormat,
    load_pem_private_key,
    load_pem_public_key,
)
from filelock import FileLock
from securesystemslib.signer import CryptoSigner, SSlibKey

from runbook.errors import RunbookError
from runbook.files import private_folder, write_private
from runbook.settings import collect, state_folder

KEY = "seal-key.pem"

# Bytes; a key in PEM has about 120, and may be among other text.
_LONGEST = 100_000


class BadKey(RunbookError):
    """A key for seals can't be read or made."""

    code = "bad-key"
    hint = (
        "The private key is in the folder that RUNBOOK_STATE names; a public key is what 'runbook evidence key' prints."
    )


def load_signer() -> CryptoSigner:
    """This machine's signer; its key is made if there is none yet.

    Raises:
        BadKey: there is something else in the key's place, or it can't be read or made.
        SettingsError: .env can't be read.
    """
    path = _own_key()
    try:
        if not path.exists():
            _make(path)
    except OSError as error:
        raise BadKey(f"the key {path} can't be made: {error.strerror or error}") from None
    return _signer(path)


def own_fingerprint() -> str | None:
    """The fingerprint of this machine's key; None if it has none that can be read. Nothing is made."""
    path = _own_key()
    try:
        return _signer(path).public_key.keyid if path.is_file() else None
    except BadKey:
        return None


def read_public_key(path: Path) -> SSlibKey:
    """A public key in PEM, as `public_pem` writes it.

    Raises:
        BadKey: the file can't be read, or holds something else.
    """
    return parse_public_key(_read(path), str(path))


def parse_public_key(pem: bytes, where: str) -> SSlibKey:
    """A public key in PEM.

    Args:
        pem: the key.
        where: what to call it in a message.

    Raises:
        BadKey: it is something else.
    """
    try:
        key = load_pem_public_key(pem)
    except (ValueError, UnsupportedAlgorithm):
        key = None
    if not isinstance(key, Ed25519PublicKey):
        raise BadKey(f"{where} holds no public Ed25519 key in PEM")
    return _named(key)


def public_pem(key: SSlibKey) -> str:
    """A public key in PEM, as OpenSSL reads it."""
    raw = Ed25519PublicKey.from_public_bytes(bytes.fromhex(key.keyval["public"]))
    return raw.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()


def _own_key() -> Path:
    return state_folder(collect(os.environ, Path(".env"))) / KEY


def _make(path: Path) -> None:
    # Two processes that start at the same time have to agree on one key.
    with FileLock(private_folder(path.parent) / f".{KEY}.lock", mode=0o600):
        if not path.exists():
            write_private(path, CryptoSigner.generate_ed25519().private_bytes)


def _signer(path: Path) -> CryptoSigner:
    try:
        key = load_pem_private_key(_read(path), None)
    except (ValueError, TypeError, UnsupportedAlgorithm):
        key = None  # no key, another kind of file, or one with a passphrase
    if not isinstance(key, Ed25519PrivateKey):
        raise BadKey(
            f"{path} holds no private Ed25519 key in PEM; if it is taken away, the next run makes a new key,"
            " and auditors have to be given the new public key"
        )
    return CryptoSigner(key, _named(key.public_key()))


def _named(key: Ed25519PublicKey) -> SSlibKey:
    """The key, with the SHA-256 of its SubjectPublicKeyInfo as its id, which other tools can compute too."""
    encoded = key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    return SSlibKey.from_crypto(key, keyid=hashlib.sha256(encoded).hexdigest())


def _read(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(_LONGEST)
    except OSError as error:
        raise BadKey(f"the key {path} can't be read: {error.strerror or error}") from None
