"""What results can be narrowed by, in words."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QLocale

from semsearch.records import Facets, FacetValue, type_named
from semsearch_ui.presentation import paths, people
from semsearch_ui.presentation.narrowing import Narrowing

translate = QCoreApplication.translate

OF_OPERATOR = {"in": "folders", "type": "types", "date": "years", "lang": "languages"}

SETTLED_BY = {"from": "senders", "has": "attachments", "lang": "languages"}
"""What an operator leaves nothing to narrow of. (A folder has others in it, a document is of some type, a year has
months.)"""

KINDS = ("senders", "folders", "years", "types", "attachments", "languages")
"""What results can be narrowed by, in the order in which it is offered."""


def groups_of(name: str, facets: Facets) -> list[tuple[FacetValue, ...]]:
    """What a facet offers, in groups: beside folders the labels, which are to Gmail what folders are to others. Without
    those that would narrow nothing."""
    groups: tuple[tuple[FacetValue, ...], ...] = (getattr(facets, name), facets.labels if name == "folders" else ())
    return [values for values in groups if any(value.count < facets.total for value in values)]


def title(name: str) -> str:
    """The heading of a facet of `KINDS`."""
    return {
        "senders": translate("Facets", "Person"),
        "folders": translate("Facets", "Folder"),
        "years": translate("Facets", "Date"),
        "types": translate("Facets", "Type"),
        "attachments": translate("Facets", "Attachments"),
        "languages": translate("Facets", "Language"),
    }[name]


def value_in_words(name: str, value: str) -> str:
    """A value of the facet `name`, as a person says it."""
    match name:
        case "senders":
            return people.name_of(value)
        case "folders":
            return paths.nearest_folders(f"{value}/x")
        case "types":
            return type_in_words(value)
        case "languages":
            return language_in_words(value)
        case "attachments":
            return translate("Facets", "With attachments")
        case _:
            return value


def values_in_words(name: str, values: Sequence[FacetValue]) -> list[str]:
    """Values of one facet side by side: two that would be called alike are told whole, such as with the address."""
    said = [value_in_words(name, one.value) for one in values]
    return [one.value if said.count(words) > 1 else words for one, words in zip(values, said, strict=True)]


def narrowing_in_words(one: Narrowing) -> str:
    """What a chip says of an operator."""
    typed = type_named(one.value) if one.name == "type" else one.value
    value = value_in_words(OF_OPERATOR.get(one.name, ""), typed)
    said = {
        "from": translate("Facets", "From %1"),
        "to": translate("Facets", "To %1"),
        "in": translate("Facets", "In %1"),
        "subject": translate("Facets", "Subject: %1"),
        "before": translate("Facets", "Before %1"),
        "after": translate("Facets", "After %1"),
        "larger": translate("Facets", "Larger than %1"),
        "smaller": translate("Facets", "Smaller than %1"),
        "has": translate("Facets", "With attachments"),
    }.get(one.name, "%1")
    return said.replace("%1", value)


def operator_in_words(name: str) -> str:
    """What an operator of the query narrows to, with an example of what follows it; "" of what is none."""
    return {
        "from": translate("Facets", "who wrote it"),
        "to": translate("Facets", "who got it"),
        "subject": translate("Facets", "words of the subject"),
        "in": translate("Facets", "a folder or a label"),
        "before": translate("Facets", "a day, a month or a year: 2024-03"),
        "after": translate("Facets", "a day, a month or a year: 2024-03"),
        "date": translate("Facets", "a period: 2024-03 or 2023..2024"),
        "type": translate("Facets", "email, attachment, document, pdf…"),
        "has": translate("Facets", "attachment"),
        "lang": translate("Facets", "a language: en or ru"),
        "larger": translate("Facets", "a size: 1M"),
        "smaller": translate("Facets", "a size: 1M"),
    }.get(name, "")


def type_in_words(value: str) -> str:
    return {
        "email": translate("Facets", "E-mail"),
        "attachment": translate("Facets", "Attachment"),
        "document": translate("Facets", "Document"),
    }.get(value, value.upper())


def language_in_words(code: str) -> str:
    """A language's own name, its code where Qt knows none."""
    if code == "en":
        return "English"  # Qt says which English
    language = QLocale(code)
    name = language.nativeLanguageName() if language.language() is not QLocale.Language.C else ""
    return name[:1].upper() + name[1:] if name else code
