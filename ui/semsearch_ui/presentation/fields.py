"""Two documents field by field: why are these two not the same?"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from PySide6.QtCore import QCoreApplication

from semsearch.records import Document
from semsearch_ui.presentation import counts, dates, paths, people

translate = QCoreApplication.translate


@dataclass(frozen=True, slots=True)
class Field:
    """What both documents have in one field, as a person reads it. ``is_title``: it is what they are called by."""

    name: str
    left: str
    right: str
    differs: bool
    is_title: bool = False


def fields(left: Document, right: Document, now: datetime) -> tuple[Field, ...]:
    """All fields that one of the two has, those that differ first."""
    found = [
        replace(_field(translate("Fields", "Subject"), left, right, lambda document: document.title), is_title=True),
        _field(translate("Fields", "From"), left, right, lambda document: document.sender, people.name_of),
        _field(
            translate("Fields", "To"), left, right, lambda document: document.recipients, people.names_of
        ),
        _field(
            translate("Fields", "Date"), left, right, lambda document: document.date,
            lambda date: dates.in_full(date, now),
        ),
        _field(
            translate("Fields", "Attachments"), left, right, lambda document: document.attachments, ", ".join
        ),
        _field(
            translate("Fields", "Size"), left, right, lambda document: counts.file_size(document.size)
        ),
        _field(
            translate("Fields", "Place"), left, right, lambda document: (document.path, document.part),
            lambda place: paths.located(*place),
        ),
    ]  # fmt: skip
    return tuple(sorted((field for field in found if field.left or field.right), key=lambda field: not field.differs))


def _field(
    name: str,
    left: Document,
    right: Document,
    value: Callable[[Document], object],
    shown: Callable[..., str] = str,
) -> Field:
    one, other = value(left), value(right)
    return Field(name, shown(one) if one else "", shown(other) if other else "", one != other)
