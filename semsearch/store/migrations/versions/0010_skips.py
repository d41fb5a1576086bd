"""What was packed into a skip has columns: the offset of a message, before then the beginning of ``part``, and whether
it waits for text recognition, before then told by a phrase in ``detail``."""

from alembic import op

revision = "0010"
down_revision = "0009"

# The members of an archive may lie in folders that are called like an offset. What is left out of an archive has the
# digest of its file for its origin; what is left out of a message has that of the message.
_OFFSETS = """
    UPDATE skips SET offset = CAST(name AS INTEGER), name = nullif(substr(name, instr(name || '/', '/') + 1), '')
    WHERE name GLOB '[0-9]*' AND substr(name, 1, instr(name || '/', '/') - 1) NOT GLOB '*[^0-9]*'
    AND file_id IN (SELECT file_id FROM documents WHERE offset IS NOT NULL
    UNION SELECT file_id FROM skips JOIN files ON files.id = file_id WHERE origin != digest)"""
# From a table with a key: without one, SQLite would go through all skips of a mailbox for each of its messages.
_LENGTHS = (
    "CREATE TEMP TABLE messages (file_id INT, offset INT, length INT, PRIMARY KEY (file_id, offset)) WITHOUT ROWID",
    "INSERT OR IGNORE INTO messages SELECT file_id, offset, length FROM documents WHERE offset IS NOT NULL",
    """UPDATE skips SET length = (SELECT length FROM messages
    WHERE messages.file_id = skips.file_id AND messages.offset = skips.offset) WHERE offset IS NOT NULL""",
    "DROP TABLE messages",
)


def upgrade() -> None:
    op.execute("ALTER TABLE skips RENAME COLUMN part TO name")
    op.execute("ALTER TABLE skips ADD COLUMN offset INTEGER")
    op.execute("ALTER TABLE skips ADD COLUMN length INTEGER")
    op.execute("ALTER TABLE skips ADD COLUMN needs_ocr BOOLEAN DEFAULT 0 NOT NULL")
    op.execute(_OFFSETS)
    for statement in _LENGTHS:
        op.execute(statement)
    op.execute("UPDATE skips SET needs_ocr = 1 WHERE detail LIKE '%text recognition%'")
