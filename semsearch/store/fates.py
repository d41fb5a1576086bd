"""What the catalogue knows of one file."""

from dataclasses import dataclass

from sqlalchemy import Connection, select

from semsearch.store.schema import documents, files, skips
from semsearch.store.seen import FileState


@dataclass(frozen=True, slots=True)
class KnownFile:
    """``documents`` are ids; ``skips`` are (part, reason, detail)."""

    state: FileState
    documents: tuple[int, ...]
    skips: tuple[tuple[str | None, str, str], ...]


def known_file(connection: Connection, path: str) -> KnownFile | None:
    """What is known of the file at `path`; None where it was never seen."""
    row = connection.execute(select(files.c.id, files.c.state).where(files.c.path == path)).first()
    if row is None:
        return None
    of_file = select(documents.c.id).where(documents.c.file_id == row.id).order_by(documents.c.id)
    reasons = select(skips.c.part, skips.c.reason, skips.c.detail).where(skips.c.file_id == row.id)
    return KnownFile(
        row.state,
        tuple(connection.scalars(of_file)),
        tuple((skip.part, skip.reason, skip.detail) for skip in connection.execute(reasons.order_by(skips.c.id))),
    )
