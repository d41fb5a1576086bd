"""Groups of duplicates as CSV and JSON, and cells of CSV that are safe to open in a spreadsheet."""

import csv
from pathlib import Path
from typing import TYPE_CHECKING

from semsearch.errors import UsageError, reason
from semsearch.serialise import dumped

if TYPE_CHECKING:
    from semsearch.records import DuplicateReport

_COLUMNS = ("group", "keep", "id", "similarity", "size", "date", "path", "part", "message_id", "title", "sender")


def export_groups(report: "DuplicateReport", path: Path) -> None:
    """Write groups as JSON, or as CSV with one row per member, depending on the extension of `path`.

    Raises:
        UsageError: it is neither .json nor .csv, or the file cannot be written.
    """
    try:
        if path.suffix.lower() == ".json":
            path.write_text(dumped(report, 2), encoding="utf-8")
        elif path.suffix.lower() == ".csv":
            _write_csv(report, path)
        else:
            raise UsageError(f"{path} must end in .csv or .json")
    except OSError as error:
        raise UsageError(f"{path} cannot be written: {reason(error)}") from error


def cell(value: object) -> str:
    """A value as a cell of CSV, "" for None. A spreadsheet would compute what begins like a formula, as a subject may
    by intent (CSV injection): an apostrophe makes it text."""
    text = "" if value is None else str(value)
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r") else text


def _write_csv(report: "DuplicateReport", path: Path) -> None:
    with path.open("w", encoding="utf-8", newline="", errors="surrogateescape") as file:
        rows = csv.writer(file)
        rows.writerow(_COLUMNS)
        for group in report.groups:
            for member in group.members:
                date = member.date.isoformat() if member.date else ""
                kept = int(member.id == group.keep)
                values = (
                    group.id, kept, member.id, f"{member.similarity:.4f}", member.size, date, member.path,
                    member.part, member.message_id, member.title, member.sender
                )  # fmt: skip
                rows.writerow(map(cell, values))
