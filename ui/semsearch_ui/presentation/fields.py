"""Two documents field by field: why are these two not the same?"""

from collections.abc import Callable
from dataclasses import dataclass
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
    told: tuple[tuple[str, Callable[[Document], object], Callable[..., str]], ...] = (
        (translate("Fields", "Subject"), lambda document: document.title, str),
        (translate("Fields", "From"), lambda document: document.sender, people.name_of),
        (translate("Fields", "To"), lambda document: document.recipients, people.names_of),
        (translate("Fields", "Date"), lambda document: document.date, lambda date: dates.in_full(date, now)),
        (translate("Fields", "Attachments"), lambda document: document.attachments, ", ".join),
        (translate("Fields", "Size"), lambda document: counts.file_size(document.size), str),
        (translate("Fields", "Place"), lambda document: (document.path, document.part), lambda at: paths.located(*at)),
    )
    found = []
    for at, (name, value, shown) in enumerate(told):
        one, other = value(left), value(right)
        said = (shown(one) if one else "", shown(other) if other else "")
        found.append(Field(name, *said, differs=one != other, is_title=at == 0))
    return tuple(sorted((field for field in found if field.left or field.right), key=lambda field: not field.differs))
