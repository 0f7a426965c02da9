"""Ways into the portals: one sign-in for all tenants of an account, and one-time codes that are used once."""
