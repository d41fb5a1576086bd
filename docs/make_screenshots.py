"""Writes docs/screenshots: the real window, driven over the sample mail from its first start on.

Run by `make screenshots`. The sample is copied into a person's home made for the occasion, so that paths look like
theirs. Nothing is staged: each picture is what the window shows after the clicks that lead there.
"""

import argparse
import os
import shutil
import sys
import tempfile
from collections.abc import Callable
from itertools import product
from pathlib import Path
from time import monotonic

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import numpy as np
from PySide6.QtCore import QEventLoop, QLocale, QTimer
from PySide6.QtGui import QFont, QFontDatabase, QImage
from PySide6.QtWidgets import QApplication

from semsearch.settings import model_cache, resources
from semsearch_ui.app import compose
from semsearch_ui.icons import application_icon
from semsearch_ui.main_window import MainWindow
from semsearch_ui.memory import Memory
from semsearch_ui.pages.duplicates_page import DuplicatesPage
from semsearch_ui.pages.search_page import SearchPage
from semsearch_ui.pages.topics_page import MAP, TopicsPage
from semsearch_ui.theme import Scheme
from semsearch_ui.widgets.safe_browser import SafeBrowser

PICTURES = Path(__file__).parent / "screenshots"
LARGE, SMALL = (1280, 800), (900, 600)
QUESTION = "диск переполнен, как найти самые большие файлы?"
EARLY = "отчёт за первый квартал"
"""Asked while texts are still being learned: its words find what it means."""

FONTS = ("Inter", "Noto Sans", "DejaVu Sans Condensed", "DejaVu Sans")
PATIENCE = 300.0


def live(milliseconds: int) -> None:
    """Let the window live so long. `QTest.qWait` would keep Python's lock from the threads that search."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


class Photographer:
    """Drives one window and takes its picture in both schemes and both sizes."""

    def __init__(self, window: MainWindow, folder: Path, language: str) -> None:
        self._window = window
        self._theme = window.desk.theme
        self._folder = folder
        self._language = "" if language == "en" else f"-{language}"

    def wait_until(self, ready: Callable[[], bool], what: str) -> None:
        """Let the window live until `ready`; gives up loudly when it takes too long."""
        deadline = monotonic() + PATIENCE
        while not ready():
            if monotonic() > deadline:
                sys.exit(f"make_screenshots: waited too long for {what}")
            live(20)

    def settle(self) -> None:
        """Wait for every answer that is still under way."""
        live(400)
        self.wait_until(lambda: not self._window.is_busy, "the window to come to rest")
        live(100)

    def take(self, name: str) -> None:
        schemes: tuple[Scheme, ...] = ("dark", "light")
        taken: dict[Path, QImage] = {}
        for scheme, size in product(schemes, (SMALL, LARGE)):
            self._theme.choose(scheme)
            self._window.resize(*size)
            live(250)
            suffix = "" if size == LARGE else f"-{size[0]}x{size[1]}"
            taken[self._folder / f"{name}{self._language}-{scheme}{suffix}.png"] = self._window.grab().toImage()
        for path, image in taken.items():  # afterwards: indexing goes on while it is being written
            in_few_colours(image).save(str(path), "PNG", 0)
            print(path)


def covered(window: MainWindow) -> float:
    """The share of the texts that can be found by meaning, as far as the window knows."""
    return window.upkeep.situation.catalogue.status.coverage if window.upkeep.situation else 0.0


def in_few_colours(image: QImage) -> QImage:
    """With 256 colours, frequent ones and those unlike them; the others, edges of letters, become the nearest of these.
    A third of the size."""
    image = image.convertToFormat(QImage.Format.Format_RGB32)
    pixels = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.width(), 4)[:, :, :3]
    packed = pixels.astype(np.uint32) @ np.array([1, 1 << 8, 1 << 16], np.uint32)
    colours, places, counts = np.unique(packed, return_inverse=True, return_counts=True)
    parts = np.stack([colours & 255, colours >> 8 & 255, colours >> 16], axis=1).astype(np.float32)
    kept: list[int] = []
    away, nearest = np.full(len(colours), np.inf, np.float32), np.zeros(len(colours), np.uint8)
    for number in range(min(256, len(colours))):
        kept.append(int(np.argmax(counts if not kept else away * counts)))
        distance = ((parts - parts[kept[-1]]) ** 2).sum(axis=1)
        nearest[distance < away] = number
        away = np.minimum(away, distance)
    rows = np.ascontiguousarray(nearest[places].reshape(packed.shape))
    few = QImage(rows.data, image.width(), image.height(), image.width(), QImage.Format.Format_Indexed8).copy()
    few.setColorTable([0xFF000000 | int(colours[at]) for at in kept])
    return few


def tell_the_story(photographer: Photographer, window: MainWindow, mail: list[Path]) -> None:
    """From the first start to the map of the archive."""
    window.show_page("settings")  # made before the first picture chooses how the window looks, which it tells
    window.show_page("search")
    photographer.settle()
    photographer.take("first-start")
    window.show_page("folders")
    phases: set[str] = set()
    window.upkeep.progressed.connect(lambda step: phases.add(step.phase))
    window.upkeep.add_folders(mail)
    photographer.wait_until(lambda: "encode" in phases, "encoding")
    photographer.wait_until(lambda: not window.upkeep.is_running or 0 < covered(window) < 1, "the first texts")
    window.show_page("search")
    search = window.page("search")
    assert isinstance(search, SearchPage)
    search.search(EARLY)
    reading = search.findChild(SafeBrowser)
    photographer.wait_until(lambda: bool(reading.toPlainText()), "the first result to be read")
    live(300)
    photographer.take("indexing")
    photographer.wait_until(lambda: not window.upkeep.is_running, "the end of indexing")
    photographer.settle()
    window.show_page("folders")
    photographer.settle()
    photographer.take("folders")
    window.show_page("search")
    search.search(QUESTION)
    photographer.settle()
    photographer.take("search")
    search.actions_on_hit.similar.trigger()
    photographer.settle()
    photographer.take("similar")
    window.show_page("settings")
    photographer.settle()
    photographer.take("settings")
    window.show_page("duplicates")
    duplicates = window.page("duplicates")
    assert isinstance(duplicates, DuplicatesPage)
    duplicates.choose("near")
    photographer.settle()
    duplicates.mark_current()
    duplicates.step(1)
    photographer.settle()
    photographer.take("duplicates")
    window.show_page("topics")
    topics = window.page("topics")
    assert isinstance(topics, TopicsPage)
    photographer.settle()
    photographer.take("topics")
    topics.show_view(MAP)
    photographer.settle()
    photographer.take("topics-map")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--to", type=Path, default=PICTURES, help="the folder for the pictures")
    folder: Path = parser.parse_args().to
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="semsearch-screenshots-") as place:
        os.environ["SEMSEARCH_CACHE"] = str(model_cache().parent)
        os.environ["HOME"] = place
        mail = [Path(place) / "Mail", Path(place) / "Documents"]
        shutil.copytree(resources() / "sample" / "mail", mail[0])
        shutil.copytree(resources() / "sample" / "documents", mail[1])
        application = QApplication(["semsearch"])
        QLocale.setDefault(QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom))
        families = set(QFontDatabase.families())
        application.setFont(QFont(next((name for name in FONTS if name in families), "Sans Serif"), 10))
        application.setWindowIcon(application_icon())
        for language in ("en", "ru"):
            home = Path(place) / ("index" if language == "en" else "указатель")
            home.mkdir()
            memory = Memory(home / "window.ini")
            memory.keep("language", language)
            memory.save()
            window = compose(application, home)
            window.resize(*LARGE)
            window.show()
            tell_the_story(Photographer(window, folder, language), window, mail)
            window.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
