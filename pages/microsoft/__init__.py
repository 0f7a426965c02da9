"""Microsoft's sign-in pages. See pages/README.md."""

from pages.microsoft.aadsts import AADSTS, explain
from pages.microsoft.sign_in import RENEWED, MicrosoftSignIn
from pages.microsoft.views import SIGN_IN_VIEWS

__all__ = ["AADSTS", "RENEWED", "SIGN_IN_VIEWS", "MicrosoftSignIn", "explain"]
