"""Storage: the catalogue in SQLite, and the keyword and vector indexes derived from it.

Opening        database, migrating (migrations), schema, lock, meta; without SQLAlchemy, for a fast start: seen, settled
Documents      catalogue (sources and files), contents (documents and chunks), threads, footer_tables, retries, orphans
Reading        lookup, filters, facets, people
Keyword index  the package keywords
Vectors        the package vectors
Duplicates     pairs, candidates, decisions, actions
Topics         topic_tables
Upkeep         health, salvage, backup

Statements are written in two ways. The rule is SQLAlchemy's expressions: they are composed of parts, and convert paths
and lists. Where SQLite has words of its own (FTS5, INDEXED BY, an INSERT from a SELECT), or making SQLAlchemy's rows
would cost more than the query, plain SQL goes to the driver (`schema.driver`), whose rows are tuples.
"""
