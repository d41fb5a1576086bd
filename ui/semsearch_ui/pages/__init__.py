"""The three pages of the window."""
