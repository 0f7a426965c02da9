"""A second, independent drawing of both portals, in several skins, to judge the page objects by.

It shares no code with the bot nor with its recordings. A skin changes only how a portal looks and in what
order its screens come; what the portals do is the same in all of them.
"""

from tests.other_portals.blind import BLIND
from tests.other_portals.model import Portals
from tests.other_portals.server import serve
from tests.other_portals.skins import SKINS, Skin

__all__ = ["SKINS", "Portals", "Skin", "serve"]

SKINS.update(BLIND)
