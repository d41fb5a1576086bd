"""Messages as mail programs send and keep them -> their text, their header, and what is attached."""
