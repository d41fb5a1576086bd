"""The topics of an archive: clusters of documents with stable ids and names.

topics      the interface
regrouping  changes of topics: load the documents, regroup them, store the result
clustering  clusters of vectors; neighbours: the graph they are found in; communities, leiden: how
labelling   terms and names
mapping     the map of all documents; layout: their positions
"""

from semsearch.topics.topics import Topics

__all__ = ["Topics"]
