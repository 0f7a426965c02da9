"""State of the Ooma stand-in: a tree of accounts, their users and identity providers.

Written from public facts; nothing here was captured from a live portal.
"""

import base64
import random
import secrets
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from cryptography.x509 import Certificate


@dataclass(eq=False)
class OomaUser:
    """Somebody who signs in to the Ooma Admin Portal.

    Attributes:
        account_name: the third field of the sign-in form.
        home: the account signed in to.
        trouble: what the sign-in page says after a right password, instead of letting the user in.
        password_attempts: how often a password was sent for this user, right or wrong.
        code_attempts: how often a one-time code was sent.
        rejected_attempts: how many of those passwords and codes were refused.
        used_codes: one-time codes that were already taken; each is taken once.
    """

    username: str
    password: str
    account_name: str
    home: "Account"
    totp_secret: str = ""
    trouble: Literal["", "disabled"] = ""
    password_attempts: int = 0
    code_attempts: int = 0
    rejected_attempts: int = 0
    used_codes: set[str] = field(default_factory=set)


@dataclass
class IdentityProvider:
    """What the 'Set Up Identity Provider' dialog stores."""

    sso_url: str
    certificate: Certificate
    certificate_name: str
    email_claim: str
    other: dict[str, str] = field(default_factory=dict)
    sign_request: bool = False
    enabled: bool = False


@dataclass(eq=False)
class Account:
    """An account in the tree.

    Attributes:
        emails: mail addresses of the account's people, who may sign on by SAML.
        idp: the identity provider, once it is set up.
        enabled_with: SHA-1 thumbprint of the certificate held at each moment when SSO was switched on.
    """

    id: str
    name: str
    realm: str
    parent: "Account | None" = None
    children: list["Account"] = field(default_factory=list)
    users: list[OomaUser] = field(default_factory=list)
    emails: list[str] = field(default_factory=list)
    idp: IdentityProvider | None = None
    enabled_with: list[str] = field(default_factory=list)

    def walk(self) -> Iterator["Account"]:
        """This account and every one below it, parents first."""
        yield self
        for child in self.children:
            yield from child.walk()


CertificateFact = Literal[
    "file name",
    "cut file name",
    "subject",
    "SHA-1",
    "SHA-256 with colons",
    "serial number",
    "expiry",
    "own name",
    "nothing",
]


@dataclass
class OomaBehaviour:
    """What differs between days on the real portal; tests set these on ``world.ooma``. Pages ask when they load.

    Attributes:
        masquerades_as: where choosing an account leads, or its address, whichever was chosen; None for the chosen one.
        survey: a survey covers the identity provider's dialog as soon as it opens, until it is closed.
        menu_sleeps: for how many seconds after each load the account menu opens empty, and stays so until it is
            closed and opened again. Monster UI's does about one.
        late_list: how many seconds each list of accounts is held back; what was typed meanwhile is wiped.
        late_list_keeps_text: the search keeps its text when a list comes late, though nothing is filtered by it.
        apps_first: the account menu's button comes 1.5 seconds late, while 'Apps' is there at once. From there
            each app opens with a tour that covers the page.
        tree: the account menu lists one level at a time, which slides; or it is a tree of plain rows, which open
            their accounts wherever they are pressed and unfold in place by an arrow without a name.
        search: the account menu's search asks the server on Enter, only filters the loaded rows, or isn't there.
        redraws: 300 ms after the last key the server's answer replaces the filtered rows, in another shape.
        quiet_refusals: an account id in the address that can't be opened is passed over without a word, as Monster
            UI does it, instead of by an error dialog.
        search_pages: a search's answer comes in pages too, as one scrolls.
        certificate: what the dialog shows of the stored certificate. Public facts tell of the file's name only.
    """

    masquerades_as: Account | None = None
    survey: bool = False
    menu_sleeps: float = 0.0
    late_list: float = 0.0
    late_list_keeps_text: bool = False
    apps_first: bool = False
    tree: Literal["sliding", "rows"] = "sliding"
    search: Literal["server", "filter", "none"] = "server"
    redraws: bool = False
    quiet_refusals: bool = False
    search_pages: bool = False
    certificate: CertificateFact = "file name"


@dataclass
class OomaSessions:
    """Who is signed in, and what is under way.

    Attributes:
        users: by the value of the session cookie.
        waiting: sign-ins whose password was right and that wait for a one-time code.
        requests: account id by the id of a SAML request that was sent and not yet answered.
    """

    users: dict[str, OomaUser] = field(default_factory=dict)
    waiting: dict[str, OomaUser] = field(default_factory=dict)
    requests: dict[str, str] = field(default_factory=dict)

    def start(self, user: OomaUser) -> str:
        """Sign a user in and return the value of the session cookie."""
        token = secrets.token_urlsafe(24)
        self.users[token] = user
        return token

    def expire(self, user: OomaUser | None = None) -> None:
        """End the sessions of one user, or of everybody."""
        self.users = {token: who for token, who in self.users.items() if user not in (None, who)}


def _slug(name: str) -> str:
    letters = (letter if letter != " " else "-" for letter in name.lower())
    return "".join(letter for letter in letters if letter == "-" or (letter.isascii() and letter.isalnum()))


def _new_account(rng: random.Random, parent: Account | None, name: str) -> Account:
    slug = _slug(name)[:60].strip("-") or "account"
    account = Account(id=rng.randbytes(16).hex(), name=name, realm=f"{slug}.enterprise.ooma.example", parent=parent)
    if parent is not None:
        parent.children.append(account)
    return account


def add_account(parent: Account, name: str, rng: random.Random | None = None) -> Account:
    """A further account below another, without users; of any name, even one that others have.

    Args:
        parent: the account above; its own name may be changed at any time.
        name: any text.
        rng: makes the id repeatable.
    """
    top = parent
    while top.parent is not None:
        top = top.parent
    taken = {account.realm for account in top.walk()}
    account = _new_account(rng or random.Random(), parent, name)  # noqa: S311 - no secret
    slug, _, domain = account.realm.partition(".")
    number = 2
    while account.realm in taken:
        account.realm, number = f"{slug}-{number}.{domain}", number + 1
    return account


def _new_user(rng: random.Random, account: Account, username: str, account_name: str, *, totp: bool) -> None:
    letters = "abcdefghjkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789"
    account.users.append(
        OomaUser(
            username=username,
            password="".join(rng.choices(letters, k=16)),
            account_name=account_name,
            home=account,
            totp_secret=base64.b32encode(rng.randbytes(20)).decode() if totp else "",
        )
    )


def make_reseller(rng: random.Random | None = None, *, totp: bool = True) -> Account:
    """The topmost account, with a user who may act for every account below."""
    rng = rng or random.Random(0)  # noqa: S311 - repeatable stand-ins, not secrets
    account = _new_account(rng, None, "Example Managed Services")
    _new_user(rng, account, "automation@msp.example", "msp", totp=totp)
    return account


def make_account(rng: random.Random, parent: Account, name: str, *, totp: bool) -> Account:
    """An untouched customer account with one administrator, below `parent`.

    Accounts of similar names come with it, before and after it in the list and one level below, so that
    a search for part of the name finds several.
    """
    account = _new_account(rng, parent, name)
    _new_user(rng, account, f"admin@{name.lower()}.example", name, totp=totp)
    _new_account(rng, account, f"{name} Branch Office")
    holding = _new_account(rng, parent, f"{name} Holding")
    _new_account(rng, holding, f"{name} Holding Logistics")
    _new_account(rng, parent, f"Ex {name}")
    return account
