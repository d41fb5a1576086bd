"""What an archive is about: clusters of documents with names that stay."""

from semsearch.topics.topics import Topics

__all__ = ["Topics"]
