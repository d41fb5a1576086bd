"""What documents are filtered and counted by, in one index: their rows hold whole texts and take long to go through."""

from alembic import op

revision = "0005"
down_revision = "0004"

# It begins with the language, which nothing else asks for: SQLite would take it for other statements, too.
INDEX = """
CREATE INDEX ix_documents_narrow ON documents
    (language, kind, attachments, date, size, file_id, name, sender, title)
"""


def upgrade() -> None:
    op.execute(INDEX)
