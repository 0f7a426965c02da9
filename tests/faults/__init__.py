"""The fault matrix: what goes wrong (rows), at which step of the guide (columns), and how a run may end then."""

from tests.faults.administrators import administrators
from tests.faults.portals import accounts, covers, downloads
from tests.faults.requests import requests

CELLS = (*requests(), *downloads(), *covers(), *accounts(), *administrators())
