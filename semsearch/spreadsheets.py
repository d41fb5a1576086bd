"""Cells of CSV files, which people open in spreadsheets."""


def cell(value: object) -> str:
    """A value as text, "" for None. A spreadsheet would compute what begins like a formula, as a subject may by intent
    (CSV injection): an apostrophe makes it text."""
    text = "" if value is None else str(value)
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r") else text
