"""Words of no portal: how any of them says that nothing is set."""

from typing import Final

UNSET: Final = frozenset({"required", "optional", "-", "none", "not set", "not configured", ""})
