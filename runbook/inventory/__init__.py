"""The inventory: the file that lists tenants and sign-ins, and a CSV file of customers beside it.

`load` finds every mistake of both files and reads no secret. Secrets are resolved when a tenant is worked on:
on whichever machine that is, from the same files and that machine's environment, keyring and commands.
"""

from runbook.inventory.document import schema
from runbook.inventory.inventory import Entry, Inventory, load
from runbook.inventory.mistakes import InventoryError, Mistake, Place, told

__all__ = ["Entry", "Inventory", "InventoryError", "Mistake", "Place", "load", "schema", "told"]
