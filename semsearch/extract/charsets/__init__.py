"""Bytes -> characters: which charset bytes are in."""
