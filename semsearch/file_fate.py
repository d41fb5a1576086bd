"""Why a file is in the index or not: the one rule or reason that decides."""

import os
from pathlib import Path

from semsearch.errors import argument
from semsearch.records import Fate, FileFate, SkipReason
from semsearch.sources.scan import below, why_left_out
from semsearch.store import lookup, seen
from semsearch.store.database import Connection, driver
from semsearch.store.seen import SourceRow


def file_fate(connection: Connection, path: str) -> FileFate:
    """Whether the file at the absolute `path` is indexed, and why; of a folder, whether it is searched."""
    source = next((row for row in seen.source_rows(driver(connection)) if below(path, row.path)), None)
    if source is None:
        if not os.path.lexists(path):
            return FileFate(path, "missing", "there is no such file")
        return FileFate(path, "outside", f"it is in no source; add it with: semsearch add {argument(path)}")
    rule = why_left_out(Path(source.path), path, source.exclude)
    known = lookup.known_file(connection, path)
    if known is None or known.state == "pending":
        state, why = _unread(path, source, rule)
        return FileFate(path, state, why, source.path)
    if rule and known.documents:
        why = f"all that is in it; but the next reindex will leave it out: {rule}"
        return FileFate(path, "indexed", why, source.path, known.documents, known.skips)
    if known.documents:
        why = "not all that is in it" if known.skips else "all that is in it"
        return FileFate(path, "indexed", why, source.path, known.documents, known.skips)
    first = known.skips[0] if known.skips else None
    excluded = first is not None and first.reason is SkipReason.EXCLUDED
    if excluded and not rule:
        return FileFate(path, "pending", "no rule excludes it any longer; the next reindex reads it", source.path)
    why = rule or (f"{first.reason}: {first.detail}" if first else "it could not be read")
    return FileFate(path, "excluded" if excluded else known.state, why, source.path, (), known.skips)


def _unread(path: str, source: SourceRow, rule: str) -> tuple[Fate, str]:
    if not os.path.lexists(path):
        return "missing", "there is no such file"
    if rule:
        return "excluded", rule
    if os.path.isdir(path):  # noqa: PTH112
        return "folder", "it is a folder that is searched; ask about a file in it, or see: semsearch sources"
    return "pending", f"it has not been read yet; run: semsearch reindex {argument(source.path)}"
