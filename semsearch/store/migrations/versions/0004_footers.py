"""The list of a mail, its subject without "Re:", and the footers learned of senders and lists."""

from alembic import op

revision = "0004"
down_revision = "0003"

TABLES = """
ALTER TABLE documents ADD COLUMN mailing_list TEXT NOT NULL DEFAULT '';
ALTER TABLE documents ADD COLUMN subject TEXT NOT NULL DEFAULT '';
ALTER TABLE documents ADD COLUMN footer INTEGER;
CREATE INDEX ix_documents_sender ON documents (sender);
CREATE INDEX ix_documents_mailing_list ON documents (mailing_list);
CREATE INDEX ix_documents_subject ON documents (subject);
CREATE INDEX ix_documents_footer ON documents (id) WHERE footer IS NULL AND kind = 'email';

CREATE TABLE footers (
    kind VARCHAR NOT NULL, name TEXT NOT NULL, digest BLOB NOT NULL, PRIMARY KEY (kind, name, digest))
"""


def upgrade() -> None:
    for statement in TABLES.split(";\n"):
        op.execute(statement)
