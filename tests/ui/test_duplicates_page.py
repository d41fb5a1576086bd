"""The page of duplicates over a small real library: review, mark, decide, act, and take it back."""

import csv
import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QAccessibleEvent, QAction, QGuiApplication
from PySide6.QtWidgets import (
    QApplication,
    QFileDialog,
    QLineEdit,
    QPushButton,
    QSlider,
    QToolButton,
    QTreeView,
    QTreeWidget,
)
from pytestqt.qtbot import QtBot

from semsearch.library import Library
from semsearch.progress import Step
from semsearch.records import Document, DuplicateGroup
from semsearch_ui.memory import Memory
from semsearch_ui.models.groups import DATE, FOLDER, SENDER, SIMILARITY, TITLE, GroupsModel, MemberRole
from semsearch_ui.pages.duplicates_page import DuplicatesPage
from semsearch_ui.presentation import reviewing
from semsearch_ui.presentation.fields import fields
from semsearch_ui.theme import Theme
from semsearch_ui.translation import speak
from semsearch_ui.widgets.comparison_view import ComparisonView
from semsearch_ui.widgets.elided_label import ElidedLabel
from semsearch_ui.widgets.groups_view import GroupsView
from semsearch_ui.widgets.marked_bar import MarkedBar
from semsearch_ui.widgets.review_previews import ActionPreview, KeepPreview
from semsearch_ui.widgets.review_tools import ReviewTools
from semsearch_ui.widgets.toast import UndoToast
from tests.conftest import MailMaker, WordModels
from tests.ui.children import child
from tests.ui.conftest import NOON, WindowOpener

pytestmark = pytest.mark.usefixtures("unwatched")

STORM = (
    "The ferry to the northern islands will not sail on Thursday because of the storm. Tickets stay valid for a week, "
    "and passengers with cars are asked to register again at the counter by the pier before noon."
)
SEPTEMBER = datetime(2002, 9, 14, tzinfo=UTC)
CAT = "Could you feed the cat on Sunday? The food is on the shelf above the sink in the kitchen."


@pytest.fixture
def folder(tmp_path: Path, mail: MailMaker) -> Path:
    """A notice, an edited one and a much edited one, and three copies of a mail about a cat."""
    made = tmp_path / "mail"
    (made / "archive").mkdir(parents=True)
    (made / "storm.eml").write_bytes(mail("Ferry", STORM, date="Mon, 11 Mar 2024 10:00:00 +0300"))
    edited = STORM.replace("a week", "ten days")
    (made / "edited.eml").write_bytes(mail("Ferry", edited, date="Tue, 12 Mar 2024 10:00:00 +0300"))
    far = edited.replace("by the pier", "next to the main gate").replace("will not sail", "will certainly not sail")
    (made / "far.eml").write_bytes(mail("Ferry again", far, date="Sun, 10 Mar 2024 10:00:00 +0300"))
    for name, sender in (("cat", "Anna <anna@example.org>"), ("archive/cat", "Boris <boris@example.org>"),
                         ("archive/cat2", "Boris <boris@example.org>")):  # fmt: skip
        (made / f"{name}.eml").write_bytes(mail("Cat", CAT, sender=sender, message_id=f"{name}@example.org"))
    return made


@pytest.fixture
def page(qtbot: QtBot, open_window: WindowOpener, tmp_path: Path, folder: Path, models: WordModels) -> DuplicatesPage:
    with Library.open(tmp_path / "home", models=models) as library:
        library.sources.add([folder])
        library.reindex()
    window = open_window(tmp_path / "home")
    qtbot.waitUntil(lambda: not window.is_busy)
    window.show_page("duplicates")
    made = window.page("duplicates")
    assert isinstance(made, DuplicatesPage)
    settled(qtbot, made)
    return made


def settled(qtbot: QtBot, page: DuplicatesPage) -> None:
    qtbot.waitUntil(lambda: not page.desk.operations.is_busy)


def shown(page: DuplicatesPage) -> list[list[str]]:
    return [[Path(member.path).name for member in group.members] for group in child(page, GroupsModel).groups]


def action(page: DuplicatesPage, text: str) -> QAction:
    return next(command.action for command in page.desk.commands.all() if command.action.text() == text)


def accept_preview(qtbot: QtBot, page: DuplicatesPage) -> ActionPreview:
    qtbot.waitUntil(lambda: page.findChild(ActionPreview) is not None)
    return child(page, ActionPreview)


def test_each_kind_has_its_groups(qtbot: QtBot, page: DuplicatesPage) -> None:
    assert [len(group) for group in shown(page)] == [3]
    action(page, "Duplicates with small edits").trigger()
    settled(qtbot, page)
    assert [sorted(group) for group in shown(page)] == [["edited.eml", "far.eml", "storm.eml"]]


def test_the_slider_regroups_what_is_in_memory(
    qtbot: QtBot, page: DuplicatesPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    page.choose("near")
    settled(qtbot, page)
    monkeypatch.setattr("semsearch.duplicates.duplicates.Duplicates.matches", None)  # nothing is compared again
    child(page, QSlider).setValue(92)
    qtbot.waitUntil(lambda: shown(page) == [["edited.eml", "storm.eml"]])
    assert child(page, ReviewTools).order == "doubt"


def test_what_is_kept_follows_the_rules(qtbot: QtBot, page: DuplicatesPage) -> None:
    page.choose("near")
    settled(qtbot, page)
    assert shown(page)[0][0] == "edited.eml"
    child(page, ReviewTools).keep_by("oldest")
    settled(qtbot, page)
    assert shown(page)[0][0] == "far.eml"
    assert child(page, ReviewTools).keep == "oldest,newest"


def test_groups_are_narrowed_by_sender_or_folder(qtbot: QtBot, page: DuplicatesPage) -> None:
    qtbot.keyClicks(child(page, QLineEdit), "boris archive")
    assert len(shown(page)) == 1
    qtbot.keyClicks(child(page, QLineEdit), " vienna")
    assert shown(page) == []
    everything = next(button for button in page.findChildren(QPushButton) if button.text() == "Show all")
    assert everything.isVisible()
    everything.click()
    assert len(shown(page)) == 1
    assert child(page, GroupsView).isVisible()


def test_a_group_is_marked_by_keyboard_and_goes_to_a_folder_and_back(
    qtbot: QtBot, page: DuplicatesPage, folder: Path, tmp_path: Path
) -> None:
    tree = child(page, QTreeView)
    kept = child(page, GroupsModel).groups[0].members[0]
    assert not action(page, "Move to trash…").isEnabled()
    qtbot.keyClick(tree, Qt.Key.Key_M, Qt.KeyboardModifier.ShiftModifier)
    assert len(child(page, GroupsModel).marked) == 2
    away = f"move:{tmp_path / 'away'}"
    child(page, MarkedBar).act(away, "Move")  # the dialog that asks for the folder is the system's
    preview = accept_preview(qtbot, page)
    assert child(preview, QTreeWidget).topLevelItemCount() == 2
    assert len(list(folder.rglob("cat*.eml"))) == 3
    preview.accept()
    settled(qtbot, page)
    qtbot.waitUntil(lambda: shown(page) == [])
    assert len(list((tmp_path / "away").iterdir())) == 2
    assert Path(kept.path).exists()
    offer = child(page.window(), UndoToast)
    assert offer.isVisible()
    with qtbot.waitSignal(page.desk.noticed) as told:
        action(page, "Undo the last action on duplicates").trigger()
    assert told.args == ["2 documents back in place", ""]
    assert not offer.isVisible(), "it would take back what was done before"
    qtbot.waitUntil(lambda: [len(group) for group in shown(page)] == [3])
    assert len(list(folder.rglob("cat*.eml"))) == 3


def test_how_far_putting_away_is_stands_below_the_groups(
    qtbot: QtBot, page: DuplicatesPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    say = ElidedLabel.say

    def listen(label: ElidedLabel, text: str) -> None:
        told.append(text)
        say(label, text)

    monkeypatch.setattr(ElidedLabel, "say", listen)
    action(page, "Mark all").trigger()
    bar = child(page, MarkedBar)
    bar.act(f"move:{tmp_path / 'away'}", "Move")
    steps: list[Step] = []
    page.desk.operations.progressed.connect(steps.append)
    accept_preview(qtbot, page).accept()
    with qtbot.waitSignal(page.desk.operations.written):
        settled(qtbot, page)
    assert [text for text in told if " of 2" in text] == [f"Working on duplicates  ·  {done} of 2" for done in range(3)]
    assert [step.done for step in steps if step.phase == "apply"] == [0, 1, 2], "in the strip below the page"
    assert child(bar, ElidedLabel).accessibleName() == "Mark the duplicates to remove."


def test_a_screen_reader_says_how_many_are_marked(
    qtbot: QtBot, page: DuplicatesPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []

    def hear(event: QAccessibleEvent) -> None:
        if isinstance(event, QAccessibleAnnouncementEvent):
            said.append(event.message())

    monkeypatch.setattr(QAccessible, "updateAccessibility", hear)
    tree = child(page, GroupsView)
    for _ in range(2):
        qtbot.keyClick(tree, Qt.Key.Key_Space)
    assert [words.split(",")[0] for words in said] == ["Marked: 1 document", "Marked: 0 documents"]


def test_a_preview_that_is_refused_changes_nothing(qtbot: QtBot, page: DuplicatesPage, folder: Path) -> None:
    action(page, "Mark all").trigger()
    action(page, "Move to trash…").trigger()
    accept_preview(qtbot, page).reject()
    settled(qtbot, page)
    assert len(list(folder.rglob("cat*.eml"))) == 3


def test_what_is_selected_can_be_opened_and_its_like_be_found(qtbot: QtBot, page: DuplicatesPage) -> None:
    here = {c.action.text(): c.action for c in page.desk.commands.all() if c.page == "duplicates"}
    qtbot.waitUntil(here["Copy path"].isEnabled)
    here["Copy path"].trigger()
    chosen = child(page, GroupsView).currentIndex().data(MemberRole)
    assert QGuiApplication.clipboard().text() == chosen.path
    with qtbot.waitSignal(page.desk.similar_wanted) as wanted:
        here["Find similar"].trigger()
    assert wanted.args is not None
    assert wanted.args[0].id == chosen.id
    settled(qtbot, page)


def test_not_a_duplicate_stays_so_until_it_is_taken_back(qtbot: QtBot, page: DuplicatesPage) -> None:
    assert not action(page, "Not a duplicate").isEnabled(), "of two with the same text"
    page.choose("near")
    settled(qtbot, page)
    assert action(page, "Not a duplicate").isEnabled()
    offered: list[Callable[[], None]] = []
    page.desk.undo_offered.connect(lambda _, undo: offered.append(undo))
    qtbot.keyClick(child(page, QTreeView), Qt.Key.Key_N)
    qtbot.waitUntil(lambda: bool(offered))
    settled(qtbot, page)
    assert [len(group) for group in shown(page)] == [2]
    offered[0]()
    qtbot.waitUntil(lambda: [len(group) for group in shown(page)] == [3])


def test_the_one_that_is_kept_by_hand_comes_first(qtbot: QtBot, page: DuplicatesPage) -> None:
    page.choose("near")
    settled(qtbot, page)
    chosen = child(page, QTreeView).currentIndex().data(MemberRole)
    qtbot.keyClick(child(page, QTreeView), Qt.Key.Key_K)
    qtbot.waitUntil(lambda: shown(page)[0][0] == Path(chosen.path).name)


def test_a_rule_decides_in_the_selected_groups_alone_and_can_be_taken_back(qtbot: QtBot, page: DuplicatesPage) -> None:
    page.choose("near")
    settled(qtbot, page)
    tree, tools = child(page, GroupsView), child(page, ReviewTools)
    offered: list[Callable[[], None]] = []
    page.desk.undo_offered.connect(lambda _, undo: offered.append(undo))
    assert tree.selected_groups() == ()  # the current row alone is no selection
    tree.setCurrentIndex(tree.model().index(0, 0))
    assert len(tree.selected_groups()) == 1
    tools.keep_by("oldest")
    qtbot.waitUntil(lambda: page.findChild(KeepPreview) is not None)
    preview = child(page, KeepPreview)
    first = child(preview, QTreeWidget).topLevelItem(0)
    assert first is not None
    assert "far.eml" in first.text(2)
    assert (shown(page)[0][0], tools.keep) == ("edited.eml", "newest")
    preview.accept()
    qtbot.waitUntil(lambda: bool(offered) and shown(page)[0][0] == "far.eml")
    assert tools.keep == "newest"  # the other groups go on by it
    offered[0]()
    qtbot.waitUntil(lambda: shown(page)[0][0] == "edited.eml")


def test_titles_keep_their_room_and_columns_stay_as_they_were_left(
    qtbot: QtBot, theme: Theme, groups: tuple[DuplicateGroup, ...], tmp_path: Path
) -> None:
    def made() -> GroupsView:
        model = GroupsModel(now=lambda: NOON)
        view = GroupsView(theme, model)
        qtbot.addWidget(view)
        model.show(groups)
        view.show()
        return view

    view, memory = made(), Memory(tmp_path / "window.ini")
    view.resize(1200, 300)
    assert not view.isColumnHidden(FOLDER)
    view.resize(500, 300)
    assert view.isColumnHidden(FOLDER)
    assert not view.isColumnHidden(SIMILARITY)
    view.resize(1200, 300)
    usual = view.header().sectionSize(FOLDER)
    view.resize(2400, 300)
    assert view.header().sectionSize(FOLDER) > usual, "titles share the room that they do not need"
    view.resize(1200, 300)
    assert view.header().sectionSize(FOLDER) == usual
    view.header().resizeSection(FOLDER, 222)
    view.leave(memory)
    later = made()
    later.resize(1200, 300)
    later.restore(memory)
    assert later.header().sectionSize(FOLDER) == 222


def test_marking_goes_by_the_selected_groups(groups: tuple[DuplicateGroup, ...], qtbot: QtBot, theme: Theme) -> None:
    model = GroupsModel(now=lambda: NOON)
    view = GroupsView(theme, model)
    qtbot.addWidget(view)
    model.show(groups)
    view.go_to(0)
    assert view.selected_groups() == ()
    view.selectAll()
    assert [group.id for group in view.selected_groups()] == [1, 2]


def test_the_comparison_says_why_two_are_not_the_same(qtbot: QtBot, page: DuplicatesPage) -> None:
    page.choose("near")
    settled(qtbot, page)
    verdict = child(page, ComparisonView).verdict
    assert "Words that differ are marked." in verdict
    assert "Date" in verdict.partition("Different:")[2].partition(".")[0]
    assert "To" in verdict.partition("The same:")[2]


def test_marks_stay_on_what_is_still_there(groups: tuple[DuplicateGroup, ...]) -> None:
    model = GroupsModel(now=lambda: NOON)
    model.show(groups)
    top = model.index(0, TITLE)
    assert model.index(0, TITLE, top).data(Qt.ItemDataRole.CheckStateRole) is None
    model.setData(model.index(1, TITLE, top), Qt.CheckState.Checked, Qt.ItemDataRole.CheckStateRole)
    assert top.data(Qt.ItemDataRole.CheckStateRole) == Qt.CheckState.PartiallyChecked
    model.setData(top, Qt.CheckState.Checked, Qt.ItemDataRole.CheckStateRole)
    assert model.marked == {2, 3}
    model.show(groups[1:], groups)  # what is narrowed away is not acted on, and comes back as it was
    assert model.marked == frozenset()
    model.show(groups, groups)
    assert model.marked == {2, 3}
    model.show(groups[1:])
    model.show(groups)
    assert model.marked == frozenset()


def test_of_many_groups_more_are_listed_as_a_person_comes_to_them(
    groups: tuple[DuplicateGroup, ...], qtbot: QtBot, theme: Theme
) -> None:
    model = GroupsModel()
    view = GroupsView(theme, model)
    qtbot.addWidget(view)
    view.resize(600, 400)
    view.show()
    model.show(groups * 400)
    first = model.rowCount()
    assert first < 800
    view.verticalScrollBar().setValue(view.verticalScrollBar().maximum())
    qtbot.waitUntil(lambda: model.rowCount() > first)
    assert view.isExpanded(model.index(model.rowCount() - 1, TITLE))
    assert view.isFirstColumnSpanned(model.rowCount() - 1, QModelIndex())
    view.go_to(799)
    assert view.currentIndex().parent().row() == 799
    model.mark({2}, marked=True)
    assert len(model.groups) == 800


def test_of_many_groups_all_are_selected_by_keyboard(
    groups: tuple[DuplicateGroup, ...], qtbot: QtBot, theme: Theme
) -> None:
    model = GroupsModel()
    view = GroupsView(theme, model)
    qtbot.addWidget(view)
    model.show(tuple(replace(group, id=100 * at + group.id) for at in range(400) for group in groups))
    qtbot.keyClick(view, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert len(view.selected_groups()) == 800


def test_shift_and_end_select_to_the_last_group_of_all(
    qtbot: QtBot, theme: Theme, groups: tuple[DuplicateGroup, ...]
) -> None:
    model = GroupsModel()
    view = GroupsView(theme, model)
    qtbot.addWidget(view)
    model.show(tuple(replace(group, id=100 * at + group.id) for at in range(400) for group in groups))
    view.go_to(0)
    qtbot.keyClick(view, Qt.Key.Key_End, Qt.KeyboardModifier.ShiftModifier)
    assert len(view.selected_groups()) == 800


def test_what_is_marked_in_one_tier_is_not_in_another_where_nobody_looked_at_it(
    groups: tuple[DuplicateGroup, ...],
) -> None:
    model = GroupsModel()
    model.show(groups)
    model.mark({2, 3}, marked=True)
    model.show(tuple(replace(group, tier="near") for group in groups))
    assert model.marked == frozenset()
    model.show(groups)
    assert model.marked == {2, 3}


def test_groups_are_arranged_by_what_a_person_looks_for(groups: tuple[DuplicateGroup, ...]) -> None:
    assert [group.id for group in reviewing.arranged(groups, "space")] == [1, 2]
    assert [group.id for group in reviewing.arranged(groups, "alike")] == [2, 1]
    assert [group.id for group in reviewing.arranged(groups, "doubt")] == [1, 2]
    (only,) = reviewing.marked_only(groups, {3})
    assert [member.id for member in only.members] == [1, 3]


def test_fields_that_differ_come_first(make_document: Callable[..., Document]) -> None:
    one, other = make_document(1), make_document(2, sender="Boris <boris@example.org>")
    found = fields(one, other, NOON)
    assert [field.name for field in found if field.differs] == ["Subject", "From", "Place"]
    assert [field.name for field in found if not field.differs] == ["To", "Date", "Size"]


def test_a_button_exports_what_is_listed(qtbot: QtBot, page: DuplicatesPage) -> None:
    (button,) = [each for each in page.findChildren(QToolButton) if each.toolTip().startswith("Export groups")]
    page.choose("exact")
    settled(qtbot, page)
    qtbot.waitUntil(button.isEnabled)
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    child(page, QFileDialog).reject()


def test_the_groups_that_are_listed_are_exported(qtbot: QtBot, page: DuplicatesPage, tmp_path: Path) -> None:
    page.choose("exact")
    settled(qtbot, page)
    for name in ("groups.csv", "groups.json"):
        page.export(tmp_path / name)
        qtbot.waitUntil((tmp_path / name).exists)
        settled(qtbot, page)
    with (tmp_path / "groups.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert {row["title"] for row in rows} == {"Cat"}
    assert [row["keep"] for row in rows].count("1") == 1
    (group,) = json.loads((tmp_path / "groups.json").read_text(encoding="utf-8"))["groups"]
    assert [str(member["id"]) for member in group["members"]] == [row["id"] for row in rows]


def test_dates_are_shown_whole_in_each_language(
    qtbot: QtBot, qapp: QApplication, theme: Theme, groups: tuple[DuplicateGroup, ...]
) -> None:
    autumn = replace(groups[0], members=tuple(replace(each, date=SEPTEMBER) for each in groups[0].members))
    for language in ("ru", "en"):
        speak(qapp, language)
        model = GroupsModel()
        model.show((autumn,))
        view = GroupsView(theme, model)
        qtbot.addWidget(view)
        theme.dress(view)
        view.resize(900, 400)
        view.show()
        dated = model.index(0, DATE, model.index(0, TITLE))
        assert view.columnWidth(DATE) >= view.sizeHintForIndex(dated).width()


def test_files_without_sender_and_date_have_no_column_for_them(
    qtbot: QtBot, theme: Theme, groups: tuple[DuplicateGroup, ...]
) -> None:
    files = tuple(replace(each, sender="", date=None) for each in groups[0].members)
    model = GroupsModel()
    view = GroupsView(theme, model)
    qtbot.addWidget(view)
    view.resize(1200, 300)
    view.show()
    model.show((replace(groups[0], members=files),))
    assert [view.isColumnHidden(at) for at in (SENDER, DATE, FOLDER)] == [True, True, False]
    model.show(groups)
    assert not any(view.isColumnHidden(at) for at in (SENDER, DATE, FOLDER))
