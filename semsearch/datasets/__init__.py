"""Duplicates in files of texts, such as training data."""
