"""Microsoft's sign-in pages. See pages/README.md."""

from pages.microsoft.aadsts import AADSTS, explain

__all__ = ["AADSTS", "explain"]
