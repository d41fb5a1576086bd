"""Real widgets on Qt's offscreen platform, and a small real library to put behind them."""

import gc
import os
import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from semsearch.library import Library
from semsearch.records import Document, DuplicateGroup, DuplicateMember, Hit, Span
from semsearch_ui.app import compose
from semsearch_ui.desk import Desk
from semsearch_ui.main_window import MainWindow
from semsearch_ui.memory import Memory
from semsearch_ui.operations.core import Operations
from semsearch_ui.theme import Theme
from semsearch_ui.worker import Worker
from tests.ui.children import at_rest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

PATIENCE_MS = 150_000
"""How long tests wait for what has to come; a machine may be busy with other things."""

NOON = datetime(2024, 3, 14, 12, 0, tzinfo=UTC)

WindowOpener = Callable[[Path], MainWindow]


@pytest.fixture(scope="session")
def theme(qapp: QApplication) -> Theme:
    return Theme(qapp, "light")


@pytest.fixture
def desk(theme: Theme, tmp_path: Path) -> Desk:
    """A desk over an empty home, which is not opened."""
    return Desk(theme, Operations(tmp_path / "home", Worker(theme)), Memory(tmp_path / "window.ini"))


@pytest.fixture
def make_hit() -> Callable[..., Hit]:
    def make(number: int = 1, **changes: object) -> Hit:
        values: dict[str, Any] = {
            "rank": number,
            "id": number,
            "score": 0.9,
            "relevance": 0.8,
            "kind": "email",
            "path": f"/mail/{number}.eml",
            "part": None,
            "title": f"Lunch on Friday {number}",
            "sender": "Anna Berg <anna@example.org>",
            "date": NOON,
            "snippet": "Shall we have lunch on Friday?",
            "message_id": f"m{number}@example.org",
            "thread_id": "t",
            "marks": (Span(14, 19),),
        }
        values |= changes
        values.setdefault("below_floor", values["relevance"] < 0.1)
        return Hit(**values)

    return make


@pytest.fixture
def make_document() -> Callable[..., Document]:
    def make(number: int = 1, **changes: object) -> Document:
        values: dict[str, Any] = {
            "id": number,
            "path": f"/mail/{number}.eml",
            "part": None,
            "kind": "email",
            "title": f"Lunch on Friday {number}",
            "sender": "Anna Berg <anna@example.org>",
            "recipients": ("Boris <boris@example.org>",),
            "date": NOON,
            "message_id": f"m{number}@example.org",
            "thread_id": "t",
            "labels": (),
            "charset": "utf-8",
            "language": "en",
            "size": 512,
            "text": "Shall we have lunch on Friday?",
            "quoted": "",
            "signature": "",
            "attachments": (),
        }
        values |= changes
        return Document(**values)

    return make


@pytest.fixture
def groups() -> tuple[DuplicateGroup, ...]:
    def member(number: int, similarity: float) -> DuplicateMember:
        return DuplicateMember(
            number, f"/mail/in/{number}.eml", None, f"m{number}", similarity, 10, NOON, f"Invoice {number}", "Anna"
        )

    return (
        DuplicateGroup(1, "semantic", 1, (member(1, 1.0), member(2, 0.97), member(3, 0.95))),
        DuplicateGroup(2, "semantic", 4, (member(4, 1.0), member(5, 0.96))),
    )


LETTERS = {
    "lunch": ("Lunch on Friday", "Anna Berg <anna@example.org>", "Shall we have lunch together on Friday at noon?"),
    "lunch-again": ("Fwd: Lunch", "Boris <boris@example.org>", "Shall we have lunch together on Friday at noon?"),
    "server": ("Server down", "Ops <ops@example.org>", "The mail server stopped answering last night."),
    "server-copy": ("Server down", "Ops <ops@example.org>", "The mail server stopped answering last night."),
    "otpusk": ("Отпуск", "Ирина <irina@example.org>", "Я ухожу в отпуск на две недели, меня заменит Павел."),
}


@pytest.fixture(scope="session")
def mail_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Five letters, one of them a copy of another, and a broken file."""
    folder = tmp_path_factory.mktemp("mail")
    for name, (subject, sender, text) in LETTERS.items():
        letter = EmailMessage()
        letter["Subject"], letter["From"], letter["To"] = subject, sender, "all@example.org"
        letter["Date"], letter["Message-ID"] = NOON, f"<{name}@example.org>"
        letter.set_content(text)
        (folder / f"{name}.eml").write_bytes(bytes(letter))
    (folder / "broken.pdf").write_bytes(b"%PDF-1.4 this is none")
    return folder


@pytest.fixture(scope="session")
def small_home(tmp_path_factory: pytest.TempPathFactory, mail_folder: Path) -> Path:
    """A home in which `mail_folder` is indexed."""
    home = tmp_path_factory.mktemp("home")
    with Library.open(home) as library:
        library.sources.add([mail_folder])
        library.reindex()
    return home


@pytest.fixture
def open_window(qtbot: QtBot, qapp: QApplication) -> Iterator[WindowOpener]:
    """Opens a window over a home, and shows it; all are closed in the end."""
    windows: list[MainWindow] = []

    def open_(home: Path) -> MainWindow:
        windows.append(compose(qapp, home))
        qtbot.addWidget(windows[-1])
        windows[-1].show()
        return windows[-1]

    yield open_
    for window in windows:
        window.close()


@pytest.fixture
def own_window(qtbot: QtBot, open_window: WindowOpener, small_home: Path, tmp_path: Path) -> MainWindow:
    """A window at rest, over a home that a test may change."""
    made = open_window(Path(shutil.copytree(small_home, tmp_path / "home")))
    at_rest(qtbot, made)
    return made


@pytest.fixture
def window(open_window: WindowOpener, small_home: Path) -> MainWindow:
    """A window over the small home, on the page for searching: the last one may have been closed on another."""
    made = open_window(small_home)
    made.show_page("search")
    return made


@pytest.fixture
def screen_reader() -> Iterator[None]:
    """Somebody listens: what only screen readers are told is told."""
    QAccessible.setActive(True)
    yield
    QAccessible.setActive(False)


@pytest.fixture
def unwatched(monkeypatch: pytest.MonkeyPatch) -> None:
    """Windows start no process that keeps their index up to date: it takes longer than all that most tests do."""
    monkeypatch.setattr("semsearch_ui.index_process.IndexProcess.start", lambda *_, **__: None)


@pytest.fixture(autouse=True)
def _collected_between_tests() -> Iterator[None]:
    """What windows leave behind is collected by this thread alone: see `garbage`."""
    gc.disable()
    yield
    gc.enable()


@pytest.fixture(autouse=True)
def _patient(monkeypatch: pytest.MonkeyPatch) -> None:
    for wait in (QtBot.waitUntil, QtBot.waitSignal, QtBot.waitSignals, QtBot.waitCallback):
        monkeypatch.setattr(wait, "__kwdefaults__", {**(wait.__kwdefaults__ or {}), "timeout": PATIENCE_MS})
    monkeypatch.setattr("semsearch_ui.index_process.GRACE_MS", PATIENCE_MS)
    monkeypatch.setattr("semsearch_ui.operations.core.PATIENCE", PATIENCE_MS / 1000)
    monkeypatch.setattr("semsearch_ui.widgets.toast.SHOWN_MS", PATIENCE_MS)
    monkeypatch.setattr("semsearch_ui.widgets.toast.UNDO_MS", 2 * PATIENCE_MS)


@pytest.fixture(autouse=True)
def _english(qapp: QApplication) -> Iterator[None]:
    """Words and numbers do not depend on the locale of the machine."""
    from PySide6.QtCore import QLocale

    from semsearch_ui.translation import speak

    before = QLocale()
    speak(qapp, "en")
    QLocale.setDefault(QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom))
    yield
    QLocale.setDefault(before)
