"""Labels in an index, to be filtered and counted by: their rows hold whole texts and take long to go through."""

from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    op.execute("CREATE INDEX ix_documents_labels ON documents (labels, mailing_list)")
