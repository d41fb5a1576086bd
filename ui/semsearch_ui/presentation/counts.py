"""Numbers with the word that belongs to them."""

from PySide6.QtCore import QCoreApplication, QLocale

from semsearch.records import DuplicateGroup

_translate = QCoreApplication.translate


def number(n: int) -> str:
    """`n` grouped as the person's locale does it."""
    return QLocale().toString(n)


def documents(n: int) -> str:
    return (
        _translate("Counts", "1 document") if n == 1 else _translate("Counts", "%1 documents").replace("%1", number(n))
    )


def copies(n: int) -> str:
    return _translate("Counts", "1 copy") if n == 1 else _translate("Counts", "%1 copies").replace("%1", number(n))


def results(n: int) -> str:
    return _translate("Counts", "1 result") if n == 1 else _translate("Counts", "%1 results").replace("%1", number(n))


def results_in(n: int, milliseconds: float) -> str:
    """How many results there are, and in what time they were found."""
    seconds = milliseconds / 1000
    took = (
        _translate("Counts", "%1 ms").replace("%1", f"{milliseconds:.0f}")
        if seconds < 1
        else _translate("Counts", "%1 s").replace("%1", QLocale().toString(seconds, "f", 1))
    )
    return _translate("Counts", "%1 in %2").replace("%1", results(n)).replace("%2", took)


def duplicate_totals(groups: tuple[DuplicateGroup, ...]) -> str:
    """How many groups there are, and how many documents are not the one that a group would keep."""
    if not groups:
        return _translate("Counts", "No duplicates")
    spare = sum(len(group.members) - 1 for group in groups)
    found = (
        _translate("Counts", "1 group")
        if len(groups) == 1
        else _translate("Counts", "%1 groups").replace("%1", number(len(groups)))
    )
    return _translate("Counts", "%1, %2 could go").replace("%1", found).replace("%2", copies(spare))


def file_size(size: int) -> str:
    return QLocale().formattedDataSize(size, 0 if size < 1024 else 1, QLocale.DataSizeFormat.DataSizeTraditionalFormat)
