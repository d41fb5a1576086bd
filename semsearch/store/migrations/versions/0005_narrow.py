"""What documents are filtered and counted by, in one index: their rows hold whole texts and take long to go through."""

from alembic import op

revision = "0005"
down_revision = "0004"

INDEX = """
CREATE INDEX ix_documents_narrow ON documents
    (kind, language, attachments, date, size, file_id, name, sender, title)
"""


def upgrade() -> None:
    op.execute(INDEX)
