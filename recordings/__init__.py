"""Playable stand-ins of the two admin portals, for rehearsal, tests and the demo.

Written from public facts (the guide, vendors' documentation, public drivers); nothing here was captured
from a live portal, and no asset or text is copied from one. They run on loopback only.

``serve(world)`` plays a `World`; ``python -m recordings`` does it from a terminal.
"""

from recordings.faults import Fault, FaultKind
from recordings.server import serve
from recordings.world import Customer, Options, Origins, World, Write

__all__ = ["Customer", "Fault", "FaultKind", "Options", "Origins", "World", "Write", "serve"]
