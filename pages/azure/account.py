"""Who is signed in to the portal: decided on what its top bar shows.

Nothing here looks at a page.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

_ADDRESS = re.compile(r"\w[\w.+#$%&'*!=^~-]*@[\w-]+(?:\.[\w-]+)+", re.IGNORECASE)
# An address that is cut short: 'automation@msp.exa...'.
_CUT = re.compile(r"(\w[\w.+#$%&'*!=^~-]*(?:@[\w.-]*?)?)(?:\u2026|\.\.\.)", re.IGNORECASE)
_GUEST = re.compile(r"^(?P<home>.+)#ext#@[^@]+$")


@dataclass(frozen=True)
class Shown:
    """Who is shown.

    Attributes:
        addresses: whole ones, in the order in which they are read.
        cut: the beginnings of those that are cut short.
    """

    addresses: tuple[str, ...] = ()
    cut: tuple[str, ...] = ()

    def strangers(self, username: str) -> tuple[str, ...]:
        """Those that are another account's. A user name that is no address can't be compared with one: then none."""
        if "@" not in username:
            return ()
        name = username.strip().casefold()
        others = [one for one in self.addresses if not is_account(one, username)]
        begun = (name, f"{name.replace('@', '_')}#ext#@")
        return (*others, *(f"{one}..." for one in self.cut if not any(way.startswith(one.casefold()) for way in begun)))

    def holds(self, username: str) -> bool:
        """Whether this account is shown, and nobody else."""
        return not self.strangers(username) and any(is_account(one, username) for one in self.addresses)


def is_account(shown: str, username: str) -> bool:
    """Whether an address is that of the account, letter case aside.

    A guest is shown by the address at home, or by the name in the customer's directory:
    ``automation_msp.example#EXT#@contoso.onmicrosoft.com`` is ``automation@msp.example``.
    """
    shown, name = shown.strip().casefold(), username.strip().casefold()
    if "@" not in name:
        return False
    guest = _GUEST.match(shown)
    local, _, domain = name.rpartition("@")
    return shown == name or (guest is not None and guest["home"] == f"{local}_{domain}")


def who_is_shown(texts: Iterable[str]) -> Shown:
    """Who some texts of the top bar name."""
    addresses: dict[str, None] = {}
    cut: dict[str, None] = {}
    for text in texts:
        addresses |= dict.fromkeys(_ADDRESS.findall(_CUT.sub(" ", text)))
        cut |= dict.fromkeys(one for one in _CUT.findall(text) if "@" in one)
    return Shown(tuple(addresses), tuple(cut))
