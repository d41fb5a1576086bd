"""The topics of an archive: clusters of documents with stable ids and names."""

from semsearch.topics.topics import Topics

__all__ = ["Topics"]
