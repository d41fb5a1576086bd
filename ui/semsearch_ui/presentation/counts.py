"""Numbers with the word that belongs to them."""

from PySide6.QtCore import QCoreApplication, QLocale, QObject

from semsearch.records import DuplicateGroup
from semsearch_ui.presentation.facts import joined

translate = QCoreApplication.translate


def number(n: int) -> str:
    """`n` grouped as the person's locale does it."""
    return QLocale().toString(n)


class Counts(QObject):
    """What can be counted. lupdate sees a plural only in ``self.tr`` with a plain variable as its number."""

    def documents(self, n: int) -> str:
        return self.tr("%Ln document(s)", "", n)

    def copies(self, n: int) -> str:
        return self.tr("%Ln copies", "", n)

    def results(self, n: int) -> str:
        return self.tr("%Ln result(s)", "", n)

    def results_at_least(self, n: int) -> str:
        return self.tr("%Ln+ results", "", n)

    def groups(self, n: int) -> str:
        return self.tr("%Ln group(s)", "", n)

    def texts(self, n: int) -> str:
        return self.tr("%Ln text(s)", "", n)

    def more_copies(self, n: int) -> str:
        return self.tr("%Ln more like it", "", n)

    def more_in_thread(self, n: int) -> str:
        return self.tr("%Ln more in the conversation", "", n)

    def topics(self, n: int) -> str:
        return self.tr("%Ln topic(s)", "", n)

    def files(self, n: int) -> str:
        return self.tr("%Ln file(s)", "", n)

    def parts(self, n: int) -> str:
        return self.tr("%Ln part(s) of files", "", n)

    def bytes(self, n: int) -> str:
        return self.tr("%Ln byte(s)", "", n)


_counts = Counts()
documents, copies, results, groups = _counts.documents, _counts.copies, _counts.results, _counts.groups
files, parts = _counts.files, _counts.parts
texts, more_copies, more_in_thread = _counts.texts, _counts.more_copies, _counts.more_in_thread
topics = _counts.topics


def found(n: int, *, more: bool = False) -> str:
    """How many results there are, at least, where there are `more`."""
    if not n:
        return translate("Counts", "Nothing closely related")
    return _counts.results_at_least(n) if more else results(n)


def duplicate_totals(found: tuple[DuplicateGroup, ...]) -> str:
    """How many groups there are, and how many documents beside those that groups would keep."""
    if not found:
        return translate("Counts", "No duplicates")
    spare = sum(len(group.members) - 1 for group in found)
    return joined(groups(len(found)), copies(spare))


def file_size(size: int) -> str:
    """A size in bytes, KB, MB, ... of 1024 of the one before; the argument is in bytes."""
    if size < 1024:  # of which Qt knows no Russian plural
        return _counts.bytes(size)
    return QLocale().formattedDataSize(size, 1, QLocale.DataSizeFormat.DataSizeTraditionalFormat)
