"""Which directory the portal's account menu names: decided on what the menu says.

Nothing here looks at a page.
"""

import itertools
import re
from collections.abc import Sequence

from pages.azure import words
from pages.driver.vocabulary import either

GUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
_ABOUT = re.compile(rf"\b{either(words.DIRECTORY)}\b", re.IGNORECASE)
_LABEL = re.compile(rf"^\W*{either(words.DIRECTORY)}(?: {either(words.DIRECTORY_PARTS)})?\W*$", re.IGNORECASE)
_ELSEWHERE = re.compile(rf"\b{either(words.OTHER_DIRECTORIES)}\b", re.IGNORECASE)
_DOMAIN = re.compile(r"(?<![\w.@-])[a-z0-9][a-z0-9-]*(?:\.[a-z0-9-]+)+", re.IGNORECASE)
_EMAIL = re.compile(r"\S+@\S+")


def names_directory(lines: Sequence[str], tenant: str, directory_id: str) -> bool:
    """Whether an account menu says that this is the directory, and names no other.

    A menu may list directories to go to, so a second one is doubt. Only what stands in a line about the directory, or
    right after its label, names it: addresses of accounts don't.

    Args:
        lines: what the menu says.
        tenant: the directory as it is configured, by domain or id.
        directory_id: empty if it isn't known.
    """
    about = [line for line in lines if _ABOUT.search(line)]
    about += [line for label, line in itertools.pairwise(lines) if _LABEL.match(label)]
    ids = {one.lower() for line in lines for one in GUID.findall(line)}
    domains = {one.lower() for line in about for one in _DOMAIN.findall(_EMAIL.sub(" ", line))}
    if any(_ELSEWHERE.search(line) and (GUID.search(line) or _DOMAIN.search(line)) for line in lines):
        return False
    if ids:
        return ids == {directory_id.lower()} and any(GUID.search(line) for line in about)
    return domains == {tenant.lower()}
