"""Everything that the window asks of the library, by name, in one group for each page; each runs off its thread."""
