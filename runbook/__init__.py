"""runbook: configures Ooma / Azure AD single sign-on through both admin portals, unattended, with evidence."""

__version__ = "0.1.0"
