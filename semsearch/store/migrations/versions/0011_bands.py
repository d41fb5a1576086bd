"""The bands of a content are in one row: a row for each made so large an index that most of the time of a large
comparison went there. All texts are compared anew (`pairs.RULES`)."""

from alembic import op

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    op.execute("DROP TABLE bands")
    op.execute("DROP TABLE crowded_bands")
    op.execute(
        "CREATE TABLE bands (compared_id INTEGER NOT NULL PRIMARY KEY REFERENCES compared (id) ON DELETE CASCADE,"
        " keys BLOB NOT NULL)"
    )
