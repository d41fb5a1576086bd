"""The vectors of texts, and the search for the nearest of them.

Stored in SQLite  generations (of which model they are), stored_vectors (written and read)
Searched          vector_index; the graph: graph, graph_process, snapshot (its file), current_snapshot (which answers)
Measured          background (a sample of an index), null_distribution (what evidence the best get that have none)
"""
