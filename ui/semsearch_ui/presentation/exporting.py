"""Found documents as a file for other programs."""

import codecs
import csv
import io
import json
from collections.abc import Sequence

from semsearch.export import cell
from semsearch.records import Hit

FIELDS = ("rank", "relevance", "title", "sender", "date", "path", "part", "message_id", "snippet")


def as_csv(hits: Sequence[Hit]) -> str:
    """With a header; a cell that a spreadsheet would compute is made a text. It begins with a byte order mark, as Excel
    takes a file without one for Windows-1252 and shows no name in Russian."""
    written = io.StringIO()
    written.write(codecs.BOM_UTF8.decode())
    rows = csv.writer(written)
    rows.writerow(FIELDS)
    rows.writerows(map(cell, _values(hit).values()) for hit in hits)
    return written.getvalue()


def as_json(query: str, hits: Sequence[Hit]) -> str:
    """A query and its hits as JSON, a hit with the same fields as in CSV."""
    return json.dumps({"query": query, "hits": [_values(hit) for hit in hits]}, ensure_ascii=False, indent=2)


def _values(hit: Hit) -> dict[str, object]:
    values: dict[str, object] = {field: getattr(hit, field) for field in FIELDS}
    values["date"] = hit.date.isoformat() if hit.date else None
    return values
