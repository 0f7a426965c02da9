"""Which directory or user is meant.

Written from public facts; nothing here was captured from a live portal.
"""

from recordings.azure.saml import SignOnError
from recordings.azure.state import AzureUser, Directory
from recordings.world import World


def find_directory(world: World, tenant: str) -> Directory | None:
    """The directory of an id or domain; None for the words that leave it open.

    Raises:
        SignOnError: there is none.
    """
    if tenant.lower() in {"organizations", "common"}:
        return None
    for directory in world.directories.values():
        if tenant.lower() in {str(directory.id), directory.domain.lower()}:
            return directory
    raise SignOnError(
        90002,
        f"Tenant '{tenant}' not found. Check to make sure you have the correct tenant ID and are signing "
        "into the correct cloud.",
    )


def find_user(world: World, upn: str) -> AzureUser | None:
    """The user of this name in any directory."""
    everybody = (user for directory in world.directories.values() for user in directory.members())
    return next((user for user in everybody if user.upn.lower() == upn.strip().lower()), None)


def home_of(world: World, user: AzureUser) -> Directory:
    """The directory that a user is a member of."""
    return next(one for one in world.directories.values() if user in one.members())


def may_enter(directory: Directory | None, user: AzureUser) -> bool:
    """Whether a user is a member or guest; everybody may enter their own directory, meant by None."""
    return directory is None or user in directory.members() or user in directory.guests
