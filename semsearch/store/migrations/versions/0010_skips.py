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
_LENGTHS = """
    UPDATE skips SET length = message.length FROM
    (SELECT file_id, offset, max(length) AS length FROM documents WHERE offset IS NOT NULL GROUP BY 1, 2) AS message
    WHERE message.file_id = skips.file_id AND message.offset = skips.offset"""


def upgrade() -> None:
    op.execute("ALTER TABLE skips RENAME COLUMN part TO name")
    op.execute("ALTER TABLE skips ADD COLUMN offset INTEGER")
    op.execute("ALTER TABLE skips ADD COLUMN length INTEGER")
    op.execute("ALTER TABLE skips ADD COLUMN needs_ocr BOOLEAN DEFAULT 0 NOT NULL")
    op.execute(_OFFSETS)
    op.execute(_LENGTHS)
    op.execute("UPDATE skips SET needs_ocr = 1 WHERE detail LIKE '%text recognition%'")
