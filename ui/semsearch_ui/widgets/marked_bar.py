"""What is marked among the duplicates, and what can be done with it: out of the way, after a preview, and back."""

from functools import partial
from time import monotonic

from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QAction, QResizeEvent
from PySide6.QtWidgets import QFrame, QWidget

from semsearch.records import ActionReport
from semsearch_ui.commands import keys_of
from semsearch_ui.desk import Desk
from semsearch_ui.models.groups import GroupsModel
from semsearch_ui.operations.duplicates import Duplicates
from semsearch_ui.presentation import counts, reviewing
from semsearch_ui.presentation.pace import Pace
from semsearch_ui.theme import GRID
from semsearch_ui.widgets.buttons import ThemedButton, fit_words
from semsearch_ui.widgets.dialogs import ask_for_folder
from semsearch_ui.widgets.elided_label import ElidedLabel
from semsearch_ui.widgets.layouts import row
from semsearch_ui.widgets.review_previews import ActionPreview


class MarkedBar(QFrame):
    """``marking`` is the action that marks all duplicates, or those of the groups that are selected; the others are
    registered here, for `page`, and are in `actions_on_marked` for a menu."""

    def __init__(self, desk: Desk, owner: QWidget, page: str, model: GroupsModel, marking: QAction) -> None:
        super().__init__()
        self.setProperty("look", "strip")
        self._desk = desk
        self._model = model
        self._marking = marking
        self._duplicates = Duplicates(desk.operations)
        trash, hide = self.tr("Move to trash"), self.tr("Hide from search")
        add, on_marked = desk.commands.add, partial(desk.commands.add, owner, page=page, on_selection=True)
        self.actions_on_marked = [
            on_marked(f"{trash}…", "Del", lambda: self.act("trash", trash), icon="trash"),
            on_marked(self.tr("Move to a folder…"), "Ctrl+Shift+D", self._ask_for_folder, icon="folders"),
            on_marked(f"{hide}…", "Ctrl+H", lambda: self.act("hide", hide), icon="hide"),
        ]
        undo = self.tr("Undo the last action on duplicates")
        take_back = partial(desk.undo_wanted.emit, self._take_back)
        self._undo = add(owner, undo, "Ctrl+Z", take_back, icon="undo", page=page)
        self.offer_undo(offered=False)
        self._build()
        model.marks_changed.connect(self._count)
        desk.operations.written.connect(self._say_marked)  # whatever came of it
        self._count()

    def select(self, groups: int) -> None:
        """So many groups are selected: those are marked then; 0 for all."""
        some = self.tr("Mark %Ln selected group(s)", "", groups)
        self._buttons[0].say(some if groups else self._marking.text())
        self._fit()

    def offer_undo(self, *, offered: bool) -> None:
        """Whether something was done that can be taken back."""
        self._undo.setEnabled(offered)

    def act(self, action: str, verb: str) -> None:
        """Show what would come of an action on what is marked, and do it on the person's word."""
        groups = reviewing.marked_only(self._model.groups, self._model.marked)
        if not groups:
            return

        def ask(report: ActionReport) -> None:
            self._say_marked()
            preview = ActionPreview(self, report, verb)
            preview.accepted.connect(lambda: self._duplicates.act(groups, action, self._acted))
            preview.open()

        pace = Pace()
        say = self._effect.say
        self._duplicates.preview(groups, action, lambda step: say(pace.at(step, monotonic()).words), ask)

    def _acted(self, report: ActionReport) -> None:
        self._model.mark(self._model.marked, marked=False)
        done = self.tr("%1 out of the way").replace("%1", counts.documents(report.count))
        self._desk.undo_offered.emit(done, self._take_back)

    def _take_back(self) -> None:
        def tell(report: ActionReport) -> None:
            back = self.tr("%1 back in place").replace("%1", counts.documents(report.count))
            self._desk.noticed.emit(back, "")

        self._duplicates.undo(tell)

    def _ask_for_folder(self) -> None:
        move = self.tr("Move")
        title = self.tr("Move duplicates to this folder")
        ask_for_folder(self, title, lambda folder: self.act(f"move:{folder}", move))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        fit_words(self._buttons, self.width() - 4 * GRID)

    def _count(self) -> None:
        self._say_marked()
        if self.isVisible():  # Qt tells screen readers nothing of a box in a list that was ticked
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self._effect, self._marked()))
        for action in self.actions_on_marked:
            action.setEnabled(bool(self._model.marked))

    def _say_marked(self) -> None:
        self._effect.say(self._marked() if self._model.marked else self.tr("Mark the duplicates to remove."))

    def _marked(self) -> str:
        marked = self._model.marked
        size = counts.file_size(sum(map(reviewing.spare, reviewing.marked_only(self._model.groups, marked))))
        return self.tr("Marked: %1, %2").replace("%1", counts.documents(len(marked))).replace("%2", size)

    def _build(self) -> None:
        line = row(self, spacing=GRID)
        line.setContentsMargins(2 * GRID, GRID, 2 * GRID, GRID)
        self._effect = ElidedLabel("muted")
        line.addWidget(self._effect, 1)
        trash, move, hide = self.actions_on_marked
        self._buttons = (
            self._button(self.tr("Mark all"), self._marking, "quiet", "add"),
            self._button(self.tr("Hide…"), hide, "", "hide"),
            self._button(self.tr("Move…"), move, "", "folders"),
            self._button(self.tr("Trash…"), trash, "primary", "trash"),
        )
        for button in self._buttons:
            line.addWidget(button)

    def _button(self, name: str, action: QAction, look: str, icon: str) -> ThemedButton:
        button = ThemedButton(name, self._desk.theme, look, icon)
        button.setToolTip(f"{action.text()} ({keys_of(action)})")
        button.does(action)
        return button
