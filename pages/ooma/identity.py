"""An account's id and realm where the portal shows them outside its lists: in its address, on the account's page."""

import re
from contextlib import suppress
from urllib.parse import urlsplit

from pages.driver.screen import Screen
from pages.driver.values import values_after
from pages.driver.vocabulary import Names
from pages.errors import NotFound, WrongPlace
from pages.ooma import words
from pages.ooma.choice import Row, denies, is_id
from pages.ooma.target import OomaTarget

_APP = re.compile(r"^/?apps/(?P<app>[\w-]+)", re.IGNORECASE)
_ID = re.compile(r"[?&]m=(?P<id>[0-9a-f]{32})\b", re.IGNORECASE)
_HOST = re.compile(r"^[a-z0-9_-]+(?:\.[a-z0-9_-]+)+$", re.IGNORECASE)
_LABELS: tuple[Names, ...] = (words.ACCOUNT_ID, words.ACCOUNT_REALM, words.ACCOUNT_FACTS)


def id_in(address: str) -> str:
    """The account's id in one of the portal's addresses, in small letters; empty where there is none."""
    found = _ID.search(urlsplit(address).fragment)
    return found["id"].lower() if found is not None else ""


def app_in(address: str) -> str:
    """The app that one of the portal's addresses names; empty where it names none that holds an account's pages."""
    found = _APP.match(urlsplit(address).fragment)
    return found["app"] if found is not None and found["app"].lower() not in words.OTHER_APPS else ""


async def on_page(screen: Screen, *, timeout: float) -> Row:
    """The id and the realm that stand beside their labels on the account's page; empty where they don't.

    Args:
        screen: the portal's.
        timeout: the seconds that the page gets to show them.
    """

    async def look() -> Row | None:
        for frame in await screen.surfaces():
            tokens = await screen.read(frame)
            ids = [text for text in values_after(tokens, words.ACCOUNT_ID, _LABELS) if is_id(text)]
            realms = [text for text in values_after(tokens, words.ACCOUNT_REALM, _LABELS) if _HOST.match(text)]
            if ids or realms:
                return Row("", ids[0] if len(ids) == 1 else "", realms[0] if len(realms) == 1 else "")
        return None

    with suppress(NotFound):
        return await screen.until(look, "the account's id or realm", timeout=timeout)
    return Row("")


def assert_not_denied(target: OomaTarget, known: Row | None, shown: Row, portal: str) -> None:
    """Make sure that an id or a realm that is shown is no other account's.

    Args:
        target: the configured ones.
        known: the account, as the list of accounts showed it; None if it was not looked for there.
        shown: what the portal shows now.
        portal: its name, for messages.

    Raises:
        WrongPlace: it is another account's.
    """
    found = known or Row("")
    as_found = OomaTarget(target.account, found.account_id, found.realm)
    denied = denies(target, shown.account_id, shown.realm) or denies(as_found, shown.account_id, shown.realm)
    if denied:
        raise WrongPlace(
            f"{portal} shows an account with {denied}",
            portal=portal,
            hint="Check {ooma_account}, {ooma_account_id} and {ooma_realm}. Nothing was written there.",
        )
