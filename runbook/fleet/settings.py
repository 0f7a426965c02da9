"""The settings of a fleet: where the queue is, and what the fleet keeps to."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.exc import ArgumentError

from runbook.errors import SettingsError
from runbook.files import private_folder
from runbook.fleet.shared import InDatabase, OneMachine, Shared
from runbook.settings import state_folder

AT_A_TIME, PER_MINUTE = 16, 60


@dataclass(frozen=True)
class FleetSettings:
    """Where the queue is, and what the fleet keeps to.

    Attributes:
        database: SQLite in the state folder, or PostgreSQL.
        state: what this machine keeps for itself.
        at_a_time: how many tenants the portals are given at the same time.
        per_minute: how many tenants are begun within a minute.
    """

    database: sa.URL
    state: Path
    at_a_time: int = AT_A_TIME
    per_minute: int = PER_MINUTE

    @property
    def one_machine(self) -> bool:
        """Whether the command that begins a batch also runs it."""
        return self.database.get_backend_name() == "sqlite"

    def shared(self) -> Shared:
        """What the fleet's processes have in common beside the queue."""
        return OneMachine(self.state) if self.one_machine else InDatabase(self.database)


def fleet_settings(values: Mapping[str, str]) -> FleetSettings:
    """The fleet's settings from ``RUNBOOK_*`` variables.

    Raises:
        SettingsError: names every setting that is malformed. It does not hold the database's address.
    """
    faults: list[str] = []
    state = state_folder(values)
    database = sa.URL.create("sqlite", database=str(state / "queue.sqlite"))
    given = values.get("RUNBOOK_DATABASE_URL", "")
    if given:
        try:
            database = sa.make_url(given)
        except (ArgumentError, ValueError):
            faults.append("RUNBOOK_DATABASE_URL must be an address such as postgresql://user:password@host/database")
        else:
            if database.drivername not in ("postgresql", "postgres", "postgresql+psycopg") or not database.database:
                faults.append("RUNBOOK_DATABASE_URL must begin with postgresql:// and name a database")
            if "@" in (database.host or ""):
                # What follows the first '@' is taken for the host's name, and would be told to everybody.
                faults.append("RUNBOOK_DATABASE_URL has an '@' in its password: write it as %40")
            database = database.set(drivername="postgresql+psycopg")
    numbers = {}
    for name, default in (("RUNBOOK_TENANTS_AT_A_TIME", AT_A_TIME), ("RUNBOOK_TENANTS_PER_MINUTE", PER_MINUTE)):
        text = values.get(name, "") or str(default)
        if not text.isascii() or not text.isdecimal() or int(text) < 1:
            faults.append(f"{name} must be a number, at least 1")
            text = str(default)
        numbers[name] = int(text)
    if faults:
        raise SettingsError("\n".join(faults))
    return FleetSettings(database, state, numbers["RUNBOOK_TENANTS_AT_A_TIME"], numbers["RUNBOOK_TENANTS_PER_MINUTE"])


def prepare(settings: FleetSettings) -> None:
    """Make the file of a queue on one machine, so that only its owner can read it.

    Raises:
        SettingsError: there can't be such a file.
    """
    if settings.one_machine:
        try:
            (private_folder(settings.state) / str(settings.database.database)).touch(mode=0o600)
        except OSError as error:
            raise SettingsError(f"RUNBOOK_STATE names a folder that can't be used: {error}") from None
