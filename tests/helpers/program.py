"""The program as a person starts it."""

import subprocess
from collections.abc import Callable

Start = Callable[..., "subprocess.CompletedProcess[str]"]
