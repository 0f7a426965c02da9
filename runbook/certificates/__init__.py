"""The placeholder, the signing certificate, and what Microsoft publishes about directories and signing certificates."""
