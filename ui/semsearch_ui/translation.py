"""The languages of the window: Qt's own translations, and ours from resources/translations."""

from pathlib import Path
from typing import Literal, TypeAlias

from PySide6.QtCore import QLibraryInfo, QLocale, QObject, QTranslator
from PySide6.QtWidgets import QApplication

from semsearch.settings import resources

Language: TypeAlias = Literal["system", "en", "ru"]

LANGUAGES: tuple[Language, ...] = ("system", "en", "ru")


def speak(application: QApplication, language: Language) -> None:
    """Make the application speak `language` from now on; what is built already keeps the words it has.

    "system" follows the person's settings, and is English where they are none of ours.
    """
    system = QLocale.system()
    chosen = language if language != "system" else "ru" if system.language() == QLocale.Language.Russian else "en"
    if QLocale(chosen).language() != system.language():
        QLocale.setDefault(QLocale("ru_RU" if chosen == "ru" else "en_GB"))
    else:
        QLocale.setDefault(system)
    for old in application.findChildren(QTranslator):
        application.removeTranslator(old)
        old.deleteLater()
    theirs = Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath))
    for file in (theirs / f"qtbase_{chosen}.qm", resources() / "translations" / f"semsearch_{chosen}.qm"):
        if file.exists():
            application.installTranslator(_Words(application, file.read_bytes()))


class _Words(QTranslator):
    """Words that are held in memory: from a file Qt would map them, and die of a bus error when an upgrade writes it
    anew under a window that is open."""

    def __init__(self, parent: QObject, words: bytes) -> None:
        super().__init__(parent)
        self._words = words  # which Qt does not copy
        self.load(self._words)
