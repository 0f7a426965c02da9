"""A second, independent drawing of both portals, in several skins, to judge the page objects by.

It shares no code with the bot nor with its recordings. A skin changes only how a portal looks and in what
order its screens come; what the portals do is the same in all of them.
"""

from tests.portals.blind import BLIND
from tests.portals.model import Portals
from tests.portals.server import serve
from tests.portals.skins import SKINS, Skin

__all__ = ["SKINS", "Portals", "Skin", "serve"]

SKINS.update(BLIND)
