"""The first start offers what there is; a second start comes to the first one; stalls are seen."""

import subprocess
import sys
from pathlib import Path
from time import monotonic

import pytest
from PySide6.QtCore import QProcess, Qt, QTimer
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QCheckBox, QLabel, QMenu, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from semsearch.library import Library
from semsearch_ui.app import _show, compose
from semsearch_ui.instance import Instance
from semsearch_ui.mailboxes import Mailbox, found
from semsearch_ui.presentation.mailbox_names import name_of, size_of
from semsearch_ui.stalls import Stall, Watchdog
from semsearch_ui.theme import Theme
from semsearch_ui.tray import put_in_tray
from semsearch_ui.widgets.search_sights import SearchSights
from semsearch_ui.widgets.welcome import Welcome
from tests.ui.children import at_rest, child
from tests.ui.conftest import WindowOpener


def put(path: Path, content: bytes = b"x" * 10) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


def test_mail_programs_are_found_by_themselves(tmp_path: Path) -> None:
    put(tmp_path / ".thunderbird/abc.default/ImapMail/example.org/INBOX")
    put(tmp_path / ".thunderbird/abc.default/Mail/Local Folders/Sent")
    put(tmp_path / ".local/share/evolution/mail/local/cur/1")
    put(tmp_path / "Library/Mail/V10/INBOX.mbox/1.emlx")
    put(tmp_path / "Maildir/cur/1")
    (tmp_path / "Maildir/new").mkdir()
    (tmp_path / "Mail").mkdir()  # nothing in it
    put(tmp_path / "Papers/a.txt", b"12345")
    boxes = found(tmp_path, documents=tmp_path / "Papers")
    assert [box.program for box in boxes] == [
        "thunderbird", "thunderbird", "evolution", "apple", "maildir", "documents",
    ]  # fmt: skip
    assert (boxes[-1].files, boxes[-1].size, boxes[-1].whole) == (1, 5, True)


def test_one_folder_under_two_names_is_found_once(tmp_path: Path) -> None:
    (tmp_path / "Mail").mkdir()
    (tmp_path / "Mail" / "a.eml").write_text("From: anna@example.org\n\nHello")
    (tmp_path / "mail").symlink_to(tmp_path / "Mail")  # as where case does not count
    assert [box.path for box in found(tmp_path, documents=tmp_path / "none")] == [tmp_path / "Mail"]


def test_nothing_there_is_nothing_found(tmp_path: Path) -> None:
    assert found(tmp_path, documents=tmp_path / "none") == []


def test_sizes_are_honest() -> None:
    assert size_of(Mailbox("mail", Path("/m"), 1, 2048)) == "2.0 kB"
    assert size_of(Mailbox("mail", Path("/m"), 1, 2048, whole=False)) == "more than 2.0 kB"
    assert name_of("documents") == "Documents"


def test_the_first_page_starts_with_what_is_chosen(qtbot: QtBot, theme: Theme) -> None:
    welcome = Welcome(theme)
    qtbot.addWidget(welcome)
    welcome.show()
    assert not any(button.text() == "Start" and button.isVisible() for button in welcome.findChildren(QPushButton))
    boxes = [Mailbox("thunderbird", Path("/t"), 9, 900), Mailbox("documents", Path("/d"), 2, 20)]
    welcome.offer(boxes)
    start = next(button for button in welcome.findChildren(QPushButton) if button.text() == "Start")
    welcome.findChildren(QCheckBox)[1].setChecked(False)
    with qtbot.waitSignal(welcome.start) as started:
        start.click()
    assert started.args == [[Path("/t")]]
    welcome.findChildren(QCheckBox)[0].setChecked(False)
    assert not start.isEnabled()


def test_tab_goes_through_what_was_found(qtbot: QtBot, theme: Theme) -> None:
    welcome = Welcome(theme)
    qtbot.addWidget(welcome)
    welcome.offer([Mailbox("thunderbird", Path("/t"), 9, 900), Mailbox("documents", Path("/d"), 2, 20)])
    welcome.show()
    welcome.activateWindow()
    boxes = welcome.findChildren(QCheckBox)
    boxes[0].setFocus()
    reached = []
    for _ in range(4):
        focused = welcome.focusWidget()
        assert focused is not None
        reached.append(focused.accessibleName().split(",")[0])
        qtbot.keyClick(focused, Qt.Key.Key_Tab)
    assert reached == ["Thunderbird", "Documents", "Start", "Choose a folder…"]


@pytest.mark.parametrize(("width", "height"), [(900, 600), (580, 480)])
def test_many_folders_leave_the_start_in_view(qtbot: QtBot, theme: Theme, width: int, height: int) -> None:
    welcome = Welcome(theme)
    theme.dress(welcome)
    qtbot.addWidget(welcome)
    welcome.resize(width, height)
    welcome.show()
    welcome.offer([Mailbox("maildir", Path(f"/mail/{number}"), 9, 900) for number in range(12)])
    start = next(button for button in welcome.findChildren(QPushButton) if button.text() == "Start")
    qtbot.waitUntil(lambda: welcome.rect().contains(start.mapTo(welcome, start.rect().bottomRight())))
    assert not welcome.horizontalScrollBar().maximum()


def test_a_second_start_hands_its_folders_to_the_first(qtbot: QtBot, tmp_path: Path) -> None:
    called: list[list[str]] = []
    first = Instance(tmp_path)
    assert not first.hand_over([])
    first.listen()
    second = QProcess()
    second.setProgram(sys.executable)
    second.setArguments(["-m", "semsearch_ui", "--home", str(tmp_path), str(tmp_path / "mail")])
    with qtbot.waitSignals([first.called, second.finished]):
        first.called.connect(called.append)
        second.start()
    assert second.exitCode() == 0
    assert called == [[str(tmp_path / "mail")]]
    assert (tmp_path / "window.socket").stat().st_mode & 0o077 == 0
    first.close()


@pytest.mark.skipif(sys.platform == "win32", reason="there, signals end a process at once")
@pytest.mark.usefixtures("unwatched")
def test_a_start_while_a_window_is_still_closing_does_not_come_to_that(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "home").mkdir()
    window, instance, reached = compose(qapp, tmp_path / "home"), Instance(tmp_path / "home"), list[bool]()
    qtbot.addWidget(window)
    instance.listen()
    _show(window, instance)
    stop = window.upkeep.stop

    def take_long() -> None:
        reached.append((tmp_path / "home" / "window.socket").exists())
        stop()

    monkeypatch.setattr(window.upkeep, "stop", take_long)
    window.close()
    assert reached == [False]


def test_the_window_ends_in_order_when_the_session_does(qtbot: QtBot, tmp_path: Path) -> None:
    with subprocess.Popen([sys.executable, "-m", "semsearch_ui", "--home", str(tmp_path)]) as window:
        qtbot.waitUntil((tmp_path / "window.socket").exists)
        window.terminate()  # though the window may not be there yet
        assert window.wait(60) == 0
    assert "page=search" in (tmp_path / "window.ini").read_text()
    assert not (tmp_path / "window.socket").exists()


def test_a_stall_is_told_with_the_place(qtbot: QtBot) -> None:
    seen: list[Stall] = []
    watchdog = Watchdog(seen.append)
    watchdog.start()

    def linger() -> None:
        until = monotonic() + 0.2
        while monotonic() < until:
            pass

    QTimer.singleShot(20, linger)
    qtbot.waitUntil(lambda: any("linger" in stall.where for stall in seen))
    watchdog.stop()
    longest = max(seen, key=lambda stall: stall.seconds)
    assert longest.seconds > 0.1
    assert 0 < longest.computing <= longest.seconds + 0.01


def test_a_stall_for_which_another_thread_computed_is_the_programs_own() -> None:
    assert Stall(seconds=1, computing=0.1, queued=0.1, beside=0.9, where="").own == pytest.approx(0.9)
    assert Stall(seconds=1, computing=0.1, queued=0.8, beside=0.9, where="").own == pytest.approx(0.2)
    assert Stall(seconds=1, computing=0.1, queued=0.1, beside=0.0, where="").own == pytest.approx(0.1)  # the disk


def test_the_tray_offers_a_search_a_pause_and_the_way_out(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("PySide6.QtWidgets.QSystemTrayIcon.isSystemTrayAvailable", lambda: False)
    owner = QWidget()
    qtbot.addWidget(owner)
    pausing = QAction("Pause indexing", owner)
    chosen: list[str] = []
    put_in_tray(owner, lambda: chosen.append("search"), pausing, lambda: chosen.append("leave"))
    search, pause, _, leave = child(owner, QMenu).actions()
    assert pause is pausing
    search.trigger()
    leave.trigger()
    assert chosen == ["search", "leave"]


@pytest.mark.usefixtures("unwatched")
@pytest.mark.parametrize(("name", "told"), [("scan.png", "Skipped: 1 file."), ("", "No mail and no documents")])
def test_where_nothing_could_be_read_the_way_leads_to_the_reasons(
    qtbot: QtBot, open_window: WindowOpener, tmp_path: Path, name: str, told: str
) -> None:
    folder = tmp_path / "pictures"
    folder.mkdir()
    if name:
        (folder / name).write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(64))
    with Library.open(tmp_path / "home") as library:
        library.sources.add([folder])
        library.reindex()
    window = open_window(tmp_path / "home")
    window.show_page("search")
    at_rest(qtbot, window)
    sights = child(window, SearchSights)
    assert any(line.text().startswith(told) for line in sights.findChildren(QLabel) if line.isVisible())
    (way,) = (button for button in sights.findChildren(QPushButton) if button.isVisible())
    way.click()
    assert window.current == "folders"
