"""Search: from a query or an example to ranked documents with explanations.

searching    the interface
query        parses the query language; periods: dates in words; senders: whose mail is asked for
narrowing    a query as it is meant in this index, and the documents that pass its filters
probing      a query or examples as keyword terms and a vector: a probe
query_terms  the terms of a query; codes: its numbers, days and codes
meaning      what the cosines of that vector mean in this index
ordering     candidates of both retrievers, scored
rank         how scores of both kinds add up to an order and a relevance
passages     scores the best passages of the first documents
results      hits with snippets; reasons: their explanations
calibrating  adapts relevance to an index
evaluating   measures the quality of search; metrics: MRR, nDCG, recall
"""
