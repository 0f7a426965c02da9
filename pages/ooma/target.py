"""Which of Ooma's accounts is meant."""

from dataclasses import dataclass
from typing import Final

OWN: Final = "(own)"
"""Written in place of a name: the account that the sign-in itself belongs to."""


@dataclass(frozen=True)
class OomaTarget:
    """One account of the Ooma Admin Portal.

    Attributes:
        account: its name in the account tree, or `OWN`. Empty is meant to be the account signed in to, and
            accepted only where the portal's list of accounts shows no other.
        account_id, realm: what tells accounts of one name apart; empty where they are not known.
    """

    account: str = ""
    account_id: str = ""
    realm: str = ""

    @property
    def name(self) -> str:
        """The account's name; empty for the account signed in to."""
        return "" if self.account == OWN else self.account
