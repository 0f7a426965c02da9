"""Page objects of both portals: what their screens look like, how to read and to press them.

They know nothing of tenants, steps or evidence. Things are found as a person finds them: by role, label and
visible words; an id or class is a fallback. Written from public facts; never tried on a live portal.
"""
