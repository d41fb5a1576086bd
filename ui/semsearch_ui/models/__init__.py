"""Item models: they hold records and map roles, and ask nobody for anything."""
