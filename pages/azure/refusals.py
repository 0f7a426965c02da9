"""What the portal answers to what was entered: a refusal, told in its own words, with what to do about it.

Nothing here looks at a page.
"""

from typing import Final

from pages.azure import words
from pages.driver.vocabulary import like
from pages.errors import PortalRefused, PortalSaid

FAILED: Final = like(words.FAILED, words.UNVERIFIED_DOMAIN, words.DUPLICATE, words.LIFETIME, words.POLICY)
SUCCEEDED: Final = like(words.SUCCEEDED)
_PROGRESS = like(words.PROGRESS)

_LIFETIME = (
    "A policy of the customer's tenant limits how long certificates of applications may be valid. Whoever manages the"
    " tenant's app management policies can exempt this application; or make one of a shorter lifetime by hand. Then run"
    " again."
)
_DUPLICATE = (
    "Another application of the customer's tenant has this identifier: look for it among the app registrations too,"
    " also the deleted ones. Remove it there, or configure that application: {azure_app}. Then run again."
)
_DOMAIN = (
    "The tenant takes only identifiers with a domain that it has verified, or with its own id. Ask Ooma for an Issuer"
    " with the customer's domain; or whoever manages the tenant's app management policies can exempt this application."
    " Then run again."
)
_POLICY = (
    "A policy of the customer's tenant forbids it. Whoever manages the tenant's app management policies can exempt this"
    " application. Then run again."
)
# The first that fits tells most.
_HINTS: Final = (
    (like(words.LIFETIME), _LIFETIME),
    (like(words.DUPLICATE), _DUPLICATE),
    (like(words.UNVERIFIED_DOMAIN), _DOMAIN),
    (like(words.POLICY), _POLICY),
)


def is_refusal(said: str) -> bool:
    """Whether a message can be a refusal: neither a success nor a sign of progress ('Saving...').

    It is known by what it is not, since no list holds all words in which a portal refuses.
    """
    return FAILED.search(said) is not None or not (SUCCEEDED.search(said) or _PROGRESS.search(said))


def refusal(what: str, said: str, *, portal: str, on_screen: str, of_field: bool = False) -> PortalSaid:
    """The error to raise for the portal's answer.

    Args:
        what: what happened, before the portal's own words.
        said: the portal's words.
        portal: the portal's name.
        on_screen: the beginning of what the page showed.
        of_field: whether it was said about what was entered, so that it is a refusal in any case.
    """
    hint = next((hint for pattern, hint in _HINTS if pattern.search(said)), None)
    kind = PortalRefused if hint is not None or of_field else PortalSaid
    return kind(f"{what}: {said}", portal=portal, hint=hint, on_screen=on_screen)
