"""One tenant's settings, and the program's own: from the environment and a .env file.

`dotenv_file` reads the file and refuses whatever would be lost or altered in reading it; `settings` says which settings
there are, and makes a tenant of them.
"""

from runbook.settings.dotenv_file import PREFIX
from runbook.settings.settings import FIELDS, PROGRAM, collect, state_folder, tenant_from, told_name, variables

__all__ = ["FIELDS", "PREFIX", "PROGRAM", "collect", "state_folder", "tenant_from", "told_name", "variables"]
