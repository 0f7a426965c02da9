"""The placeholder, the signing certificate, and what Microsoft publishes of both directory and certificates."""
