"""Taking what lies inside mails and mailboxes out of the window."""

import os
import shutil
import stat
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QAction, QDesktopServices, QDrag, QGuiApplication
from PySide6.QtWidgets import QDialog, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from semsearch.library import Library
from semsearch.records import Attached, Hit, Original, Preview
from semsearch_ui.desk import Desk
from semsearch_ui.memory import Memory
from semsearch_ui.operations.core import Operations
from semsearch_ui.presentation.arranging import arranged
from semsearch_ui.presentation.risk import is_risky
from semsearch_ui.private_files import PrivateFiles
from semsearch_ui.theme import Theme
from semsearch_ui.widgets.attachment_bar import AttachmentBar
from semsearch_ui.widgets.dialogs import Consent
from semsearch_ui.widgets.hit_actions import HitActions
from semsearch_ui.widgets.message_preview import MessagePreview
from semsearch_ui.widgets.results_view import ResultsView
from semsearch_ui.widgets.safe_browser import SafeBrowser
from semsearch_ui.worker import Worker
from tests.files import mbox
from tests.integration.test_originals import letter
from tests.ui.children import child


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """The files that were handed to their programs."""
    paths: list[Path] = []

    def take(url: QUrl) -> bool:
        if url.isLocalFile():
            paths.append(Path(url.toLocalFile()))
        return url.isLocalFile()

    monkeypatch.setattr(QDesktopServices, "openUrl", take)
    return paths


@pytest.fixture
def filled(qtbot: QtBot, theme: Theme, tmp_path: Path, mail_folder: Path) -> Iterator[Desk]:
    """A desk over a mailbox of two mails, the second with two files attached."""
    folder = tmp_path / "mail"
    folder.mkdir()
    budget = letter("Budget of spring", "the engine costs more", b"month,cost\nMay,engine 400\n")
    (folder / "all.mbox").write_bytes(mbox(letter("Roses", "Roses need water"), budget))
    with Library.open(tmp_path / "home") as library:
        library.sources.add([folder])
        library.reindex()
    desk = Desk(theme, Operations(tmp_path / "home", Worker(theme)), Memory(tmp_path / "window.ini"))
    with qtbot.waitSignal(desk.operations.opened):
        desk.operations.open()
    yield desk
    desk.upkeep.stop()
    desk.operations.close()


@pytest.fixture
def reading(qtbot: QtBot, filled: Desk) -> MessagePreview:
    """The mail with attachments, as it is read."""
    owner = QWidget()
    qtbot.addWidget(owner)
    actions = HitActions(owner, filled, "search")
    preview = MessagePreview(filled, actions, "search")
    qtbot.addWidget(preview)
    preview.resize(800, 600)
    preview.show()
    shown: list[Hit] = []

    def show(library: Library) -> tuple[Hit, Preview]:
        hit = library.search("subject:budget", mode="keyword").hits[0]
        return hit, library.preview(hit.id)

    def done(answer: tuple[Hit, Preview]) -> None:
        shown.append(answer[0])
        actions.follow(answer[0])
        preview.show_preview(answer[1], answer[0])

    filled.operations.run("test", show, done, "")
    qtbot.waitUntil(lambda: bool(shown))
    preview.setProperty("actions", actions)
    return preview


def menu_of(preview: MessagePreview, name: str) -> dict[str, QAction]:
    bar = child(preview, AttachmentBar)
    button = next(each for each in bar.findChildren(QToolButton) if each.toolTip() == name)
    return {action.text(): action for action in button.menu().actions()}


def test_a_file_of_our_own_can_be_read_by_nobody_else_and_goes_at_the_end() -> None:
    files = PrivateFiles()
    one, other = files.put(Original("a.eml", b"one")), files.put(Original("a.eml", b"two"))
    assert (one.read_bytes(), other.read_bytes(), one.name) == (b"one", b"two", "a.eml")
    if os.name == "posix":
        assert stat.S_IMODE(one.stat().st_mode) == 0o600
        assert stat.S_IMODE(one.parent.stat().st_mode) == 0o700
        assert stat.S_IMODE(one.parent.parent.stat().st_mode) == 0o700
    files.close()
    assert not one.parent.parent.exists()


def test_a_file_can_be_opened_after_the_system_has_cleaned_up() -> None:
    files = PrivateFiles()
    shutil.rmtree(files.put(Original("a.eml", b"one")).parent.parent.parent)  # with all that is of this process
    assert files.put(Original("a.eml", b"two")).read_bytes() == b"two"
    files.close()


@pytest.mark.parametrize("name", ["report.pdf", "ФОТО.JPG", "letter.eml", "table.xlsx"])
def test_what_is_only_looked_at_opens_at_once(name: str) -> None:
    assert not is_risky(name)


@pytest.mark.parametrize(
    "name", ["setup.exe", "invoice.pdf.js", "a.docm", "a.html", "old.doc", "run", ".pdf", "a.exe ."]
)
def test_what_may_run_is_asked_about(name: str) -> None:
    assert is_risky(name)


def test_a_message_of_a_mailbox_is_opened_and_copied_as_a_mail(
    qtbot: QtBot, reading: MessagePreview, filled: Desk, opened: list[Path]
) -> None:
    actions: HitActions = reading.property("actions")
    actions.open_mail.trigger()
    qtbot.waitUntil(lambda: bool(opened))
    assert opened[0].name == "Budget of spring.eml"
    assert b"engine costs more" in opened[0].read_bytes()
    with qtbot.waitSignal(filled.noticed):
        actions.copy_file.trigger()
    assert QGuiApplication.clipboard().mimeData().urls()[0].fileName() == "Budget of spring.eml"
    QGuiApplication.clipboard().clear()


def test_it_is_saved_where_a_person_says(qtbot: QtBot, reading: MessagePreview, filled: Desk, tmp_path: Path) -> None:
    actions: HitActions = reading.property("actions")
    told: list[str] = []
    filled.noticed.connect(lambda heading, _: told.append(heading))
    source = filled.private_files.put(Original("a.eml", b"content"))
    actions.copy_to(source, tmp_path / "kept.eml")
    qtbot.waitUntil(lambda: bool(told))
    assert (tmp_path / "kept.eml").read_bytes() == b"content"


def test_an_attachment_opens_in_its_program(qtbot: QtBot, reading: MessagePreview, opened: list[Path]) -> None:
    menu_of(reading, "figures.csv")["Open"].trigger()
    qtbot.waitUntil(lambda: bool(opened))
    assert opened[0].name == "figures.csv"
    assert b"engine 400" in opened[0].read_bytes()


def test_one_that_may_run_waits_for_a_word(reading: MessagePreview, opened: list[Path]) -> None:
    actions: HitActions = reading.property("actions")
    actions.open_attachment(1, "figures.exe")
    asking = actions.parent()
    assert asking is not None
    box = child(asking, Consent)
    assert "figures.exe" in box.heading.text()
    assert box.no.isDefault()
    box.no.click()
    assert opened == []


def test_its_text_is_shown_and_the_way_back(qtbot: QtBot, reading: MessagePreview) -> None:
    menu_of(reading, "figures.csv")["Show its text"].trigger()
    back = next(each for each in reading.findChildren(QWidget) if each.accessibleName() == "Show the mail")
    qtbot.waitUntil(back.isVisible)
    assert "engine 400" in child(reading, SafeBrowser).toPlainText()
    qtbot.mouseClick(back, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "costs more" in child(reading, SafeBrowser).toPlainText())


def test_what_has_no_text_has_none_to_show(reading: MessagePreview) -> None:
    actions = menu_of(reading, "chart.png")
    assert [name for name, action in actions.items() if name and action.isEnabled()] == ["Open", "Save as…"]


def test_a_long_name_stays_in_a_narrow_window(qtbot: QtBot, theme: Theme) -> None:
    pane, bar = QWidget(), AttachmentBar(theme)
    bar.setParent(pane)
    qtbot.addWidget(pane)
    bar.show_attachments([Attached("a very long name of a report about the budget of the committee.pdf", None)])
    bar.resize(120, 60)
    pane.show()
    assert child(bar, QToolButton).geometry().right() < 120


def test_attachments_are_reached_with_tab(qtbot: QtBot, theme: Theme) -> None:
    bar = AttachmentBar(theme)
    qtbot.addWidget(bar)
    bar.resize(400, 100)
    bar.show_attachments([Attached(f"file {at}.pdf", None) for at in range(12)])
    buttons = bar.findChildren(QToolButton)
    assert [button.text() for button in buttons][-1] == "+4"
    assert all(button.focusPolicy() & Qt.FocusPolicy.TabFocus for button in buttons)
    assert len(buttons[-1].menu().actions()) == 4


def test_dragging_what_lies_inside_a_file_asks_for_a_file_of_its_own(
    qtbot: QtBot, desk: Desk, make_hit: Callable[..., Hit], monkeypatch: pytest.MonkeyPatch
) -> None:
    owner = QWidget()
    qtbot.addWidget(owner)
    actions = HitActions(owner, desk, "search")
    asked: list[Hit] = []
    monkeypatch.setattr(actions, "with_file", lambda hit, _done: asked.append(hit))
    view = ResultsView(desk.theme, actions)
    qtbot.addWidget(view)
    view.show_rows(arranged((make_hit(1, part="1024"),)), same_question=False)
    view.startDrag(Qt.DropAction.CopyAction)
    assert [hit.part for hit in asked] == ["1024"]


def test_a_result_is_dragged_out_as_its_file(
    qtbot: QtBot, desk: Desk, make_hit: Callable[..., Hit], mail_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    dragged: list[str] = []

    class Drag(QDrag):
        def exec(self, *_: object) -> Qt.DropAction:
            dragged.extend(url.toLocalFile() for url in self.mimeData().urls())
            return Qt.DropAction.CopyAction

    monkeypatch.setattr("semsearch_ui.widgets.results_view.QDrag", Drag)
    monkeypatch.setattr(QGuiApplication, "mouseButtons", lambda: Qt.MouseButton.LeftButton)
    owner = QWidget()
    qtbot.addWidget(owner)
    view = ResultsView(desk.theme, HitActions(owner, desk, "search"))
    qtbot.addWidget(view)
    file = mail_folder / "lunch.eml"
    view.show_rows(arranged((make_hit(1, path=str(file)),)), same_question=False)
    view.startDrag(Qt.DropAction.CopyAction)
    assert dragged == [str(file)]


def test_a_message_of_a_maildir_leaves_it_by_its_subject(
    qtbot: QtBot, filled: Desk, tmp_path: Path, opened: list[Path]
) -> None:
    message = tmp_path / "mail" / "cur" / "1795871575.M895074P98.host"
    message.parent.mkdir()
    message.write_bytes(letter("Asters", "Asters bloom late"))
    with Library.open(tmp_path / "home") as library:
        library.reindex()
        (hit,) = [hit for hit in library.search("asters").hits if hit.title == "Asters"]
    owner = QWidget()
    qtbot.addWidget(owner)
    actions = HitActions(owner, filled, "search")
    actions.follow(hit)
    with qtbot.waitCallback() as made:
        actions.with_file(hit, made)
    actions.open_file.trigger()
    qtbot.waitUntil(lambda: bool(opened))
    assert [made.args[0].name, opened[0].name] == ["Asters.eml"] * 2
    assert opened[0].read_bytes() == message.read_bytes()


def test_a_file_that_is_gone_is_said_to_be_gone_before_anybody_chooses_where_to_save_it(
    qtbot: QtBot, desk: Desk, make_hit: Callable[..., Hit], tmp_path: Path
) -> None:
    owner = QWidget()
    qtbot.addWidget(owner)
    actions = HitActions(owner, desk, "search")
    actions.follow(make_hit(path=str(tmp_path / "gone.eml")))
    for action in (actions.save, actions.copy_file, actions.open_file, actions.show_folder):
        with qtbot.waitSignal(desk.failed) as told:
            action.trigger()
        assert told.args == ["The file is not there any more", str(tmp_path / "gone.eml")]
    assert not owner.findChildren(QDialog)
