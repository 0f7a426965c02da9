"""The fault matrix: what goes wrong (rows), at which step of the guide (columns), and how a run may end then."""

from tests.helpers.faults.administrators import administrators
from tests.helpers.faults.portals import accounts, covers, downloads
from tests.helpers.faults.requests import requests

CELLS = (*requests(), *downloads(), *covers(), *accounts(), *administrators())
