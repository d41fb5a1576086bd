"""Indexing: from the files on disk to documents that can be found."""
