"""Storage: the catalogue in SQLite, and the keyword and vector indexes derived from it.

Opened      database, migrating (migrations), schema, lock, meta, long_statements; without SQLAlchemy, for a fast
            start: seen, settled
Written     catalogue (sources and files), contents (documents and chunks), threads, footer_tables, retries, orphans
Read        lookup (by id), filters (of a query), facets, people
keywords/   the index of words
vectors/    vectors, and the graph that finds the nearest
duplicates/ what was compared and decided
Topics      topic_tables
Upkeep      health, salvage, homes (backup, restore, wipe)

Every function takes the connection of its caller's transaction: `Database.transaction` to read, `Database.writing` to
write, which is committed as a whole.

Statements are written in two ways. The rule is SQLAlchemy's expressions: they are composed of parts, and convert paths
and lists. Where SQLite has words of its own (FTS5, INDEXED BY, an INSERT from a SELECT), or making SQLAlchemy's rows
would cost more than the query, plain SQL goes to the driver (`schema.driver`), whose rows are tuples.
"""
