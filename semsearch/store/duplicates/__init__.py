"""Duplicates: pairs (similar contents, derived), candidates (documents), decisions and actions (of the user)."""
