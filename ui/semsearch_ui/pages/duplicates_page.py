"""Documents that are the same, or say the same, in groups to be reviewed; nothing is ever deleted here."""

from collections.abc import Collection
from dataclasses import replace
from functools import partial
from pathlib import Path
from time import monotonic

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QSplitter, QWidget

from semsearch.progress import Step
from semsearch.records import DuplicateGroup, DuplicateMember, DuplicateReport, Tier
from semsearch_ui.desk import Desk
from semsearch_ui.models.groups import TITLE, GroupRole, GroupsModel, MemberRole
from semsearch_ui.operations.duplicates import Duplicates, Found, Matches, Proposal, Sides
from semsearch_ui.pages.page import Page
from semsearch_ui.presentation import counts, message, nothing_there, reviewing
from semsearch_ui.presentation.facts import joined
from semsearch_ui.presentation.pace import Pace
from semsearch_ui.theme import GRID
from semsearch_ui.widgets.comparison_view import ComparisonView
from semsearch_ui.widgets.dialogs import ask_where_to_save
from semsearch_ui.widgets.empty_state import EmptyState
from semsearch_ui.widgets.groups_view import GroupsView
from semsearch_ui.widgets.hit_actions import HitActions
from semsearch_ui.widgets.layouts import column, frame, grouped_menu, pop_up
from semsearch_ui.widgets.marked_bar import MarkedBar
from semsearch_ui.widgets.review_previews import KeepPreview
from semsearch_ui.widgets.review_tools import ReviewTools
from semsearch_ui.widgets.stack import Stack

KEY = "duplicates"


class DuplicatesPage(Page):
    """Groups as a tree above, the member that is selected beside the one that is kept below."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._duplicates = Duplicates(desk.operations)
        self._model = GroupsModel(self)
        self._matches: Matches | None = None
        self._report: DuplicateReport | None = None
        self._stale = True
        self._pace = Pace()
        self._tools = ReviewTools(desk.theme)
        self._tools.asked.connect(self.refresh)
        self._tools.regrouped.connect(self._regroup)
        self._tools.arranged.connect(self._arrange)
        self._tools.proposed.connect(self._propose)
        self._tree = GroupsView(desk.theme, self._model)
        self._tree.selectionModel().currentChanged.connect(lambda *_: self._compare())
        self._tree.selectionModel().selectionChanged.connect(lambda *_: self._count_selected())
        self._tree.customContextMenuRequested.connect(self._show_menu)
        self._comparison = ComparisonView(desk.theme)
        self._actions_on_member = HitActions(self, desk, KEY)
        self._actions_on_member.search_elsewhere()
        self._register()
        self._build()

    # -- what others tell it --

    def visit(self) -> None:
        """The page comes into view: look again if something changed since it was last seen."""
        self._tree.setFocus()
        self._nothing.hold_focus()
        if self._stale and self.desk.operations.is_open:
            self.refresh()

    def leave(self) -> None:
        self.desk.memory.keep("review", self._review.saveState())
        self._tree.leave(self.desk.memory)

    def outdated(self) -> None:
        """The index has changed."""
        self._stale = True
        if self.isVisible():
            self.visit()

    def choose(self, tier: Tier) -> None:
        """Show the groups of one tier."""
        self._tools.choose(tier)

    def refresh(self) -> None:
        self._stale, self._matches = False, None
        self._tools.say(self.tr("Comparing…"))
        if not self._groups:
            self._nothing.say(self.tr("Comparing…"), self.tr("The first time this takes a moment."))
        tools, self._pace = self._tools, Pace()
        find = partial(self._duplicates.find, tools.tier, tools.threshold, tools.keep)
        find(self._follow, self._show_found, self._fail)

    def _follow(self, step: Step) -> None:
        standing = self._pace.at(step, monotonic())
        self._tools.say(standing.words if self._groups else standing.phase)
        if not self._groups:
            self._nothing.say(standing.phase, standing.detail)

    # -- groups --

    def _show_found(self, found: Found) -> None:
        self._matches = found.matches
        self._bar.offer_undo(offered=found.can_undo)
        self._tools.set_floor(found.matches.floor)
        self._show(found.report)

    def _show(self, report: DuplicateReport) -> None:
        self._report = report
        self._tools.know(report)
        self._arrange()

    def _regroup(self) -> None:
        """Other groups from what is in memory: nothing is compared again."""
        if self._matches is None:
            self.refresh()
        else:
            self._duplicates.regroup(self._matches, self._tools.threshold, self._tools.keep, self._show)

    def _arrange(self) -> None:
        before = self._current_group()
        at = self._tree.currentIndex()
        place = at.parent().row() if at.parent().isValid() else at.row()
        shown = reviewing.arranged(self._groups, self._tools.order, self._tools.wanted)
        self._model.show(shown, self._groups)
        size = counts.file_size(sum(map(reviewing.spare, shown)))
        self._tools.say(joined(counts.duplicate_totals(shown), size) if shown else "")
        self._sights.setCurrentIndex(1 if shown else 0)
        self._offer(self._on_groups, offered=bool(shown))
        if not shown:
            self._compare()
            if self._tree.hasFocus() or self._nothing.hasFocus():
                self._tools.focus()
            situation = self.desk.upkeep.situation
            indexed = situation is None or situation.catalogue.documents > 0
            self._nothing.say(*nothing_there.no_duplicates(self._tools.tier, self._tools.wanted, indexed=indexed))
            self._nothing.offer(self.tr("Show all") if self._groups else "")
        else:
            near = shown[: max(self._model.rowCount(), place + 1)]  # not far down where the order is another now
            known = [row for row, group in enumerate(near) if before is not None and group.keep == before.keep]
            self._tree.go_to(known[0] if known else min(max(place, 0), len(shown) - 1))

    def _fail(self) -> None:
        self._tools.say("")
        self._stale = True
        if not self._groups:
            self._nothing.say(self.tr("Nothing was compared"), self.tr("The message above says why."))

    @property
    def _groups(self) -> tuple[DuplicateGroup, ...]:
        """All groups, also those that the page is narrowed to leave out."""
        return self._report.groups if self._report is not None else ()

    def _current_group(self) -> DuplicateGroup | None:
        group = self._tree.currentIndex().data(GroupRole)
        return group if isinstance(group, DuplicateGroup) else None

    def _pair(self) -> tuple[DuplicateMember, DuplicateMember] | None:
        """The kept one of the current group, and the member that is selected, or else the first."""
        group, member = self._current_group(), self._tree.currentIndex().data(MemberRole)
        if group is None or len(group.members) < 2:
            return None
        kept = next((each for each in group.members if each.id == group.keep), group.members[0])
        rest = reviewing.others(group)
        chosen = member if isinstance(member, DuplicateMember) and member.id != kept.id else rest[0]
        return kept, chosen

    def _compare(self) -> None:
        pair, member = self._pair(), self._tree.currentIndex().data(MemberRole)
        self._actions_on_member.follow(None)
        self._offer((self._keeping,), offered=pair is not None)
        # Of those with the same text nobody can say that they are none.
        self._offer((self._setting_apart,), offered=pair is not None and self._tools.tier != "exact")
        if pair is None:
            return
        self._comparison.expect(*pair)

        def show(sides: Sides) -> None:
            self._comparison.show_sides(sides)
            self._actions_on_member.follow(message.as_hit(sides.left if member == pair[0] else sides.right))

        self._duplicates.compare(pair[0].id, pair[1].id, show)

    @staticmethod
    def _offer(actions: Collection[QAction], *, offered: bool) -> None:
        for action in actions:
            action.setEnabled(offered)

    # -- by keyboard --

    def step(self, by: int) -> None:
        """Go on by so many groups, or back."""
        at = self._tree.currentIndex()
        if self._model.groups:
            group = at.parent().row() if at.parent().isValid() else at.row()
            self._tree.go_to(min(max(group + by, 0), len(self._model.groups) - 1))

    def mark_current(self) -> None:
        """Mark what is selected, or unmark it where all of it is marked; a group stands for its duplicates."""
        ids: set[int] = set()
        for index in self._tree.selectionModel().selectedRows(TITLE):
            member, group = index.data(MemberRole), index.data(GroupRole)
            ids |= {member.id} if member is not None else {each.id for each in reviewing.others(group)}
        self._toggle(ids)

    def _mark_all(self) -> None:
        """Mark every duplicate of the selected groups, or that is listed, or none."""
        groups = self._tree.selected_groups() or self._model.groups
        self._toggle(set().union(*map(reviewing.removable, groups)))

    def _count_selected(self) -> None:
        selected = len(self._tree.selected_groups())
        self._tools.select(selected)
        self._bar.select(selected)

    def _propose(self, rule: str) -> None:
        """Show what a rule would come to in the selected groups, and let it decide there on the person's word."""
        groups, tools = self._tree.selected_groups(), self._tools
        if self._matches is None or not groups:
            return
        before = counts.duplicate_totals(self._groups)

        def ask(proposal: Proposal) -> None:
            ids = [change.instead.id for change in proposal.changes]
            preview = KeepPreview(self, proposal, before, counts.duplicate_totals(proposal.after.groups))
            preview.accepted.connect(lambda: self._duplicates.keep(ids, lambda made: self._kept(len(ids), made)))
            preview.open()

        self._duplicates.consider(self._matches, groups, rule, tools.threshold, tools.keep, ask)

    def _kept(self, changed: int, made: list[int]) -> None:
        self._decided(self.tr("Another document is kept in %Ln group(s)", "", changed), made)

    def _toggle(self, ids: Collection[int]) -> None:
        self._model.mark(ids, marked=not set(ids) <= self._model.marked)

    def _keep(self) -> None:
        """Keep the member that is selected, whatever the rules say, from now on."""
        member = self._tree.currentIndex().data(MemberRole)
        pair = self._pair()
        chosen = member if isinstance(member, DuplicateMember) else pair[0] if pair else None
        if chosen is not None:
            done = self.tr("“%1” will always be kept").replace("%1", chosen.title)
            self._duplicates.keep([chosen.id], lambda made: self._decided(done, made))

    def _set_apart(self) -> None:
        """The two that are compared are no duplicates of each other, from now on."""
        pair = self._pair()
        if pair is not None:
            ids = [member.id for member in pair]
            done = self.tr("Marked as not duplicates")
            self._duplicates.set_apart(ids, lambda made: self._decided(done, made))

    def _export(self) -> None:
        ask_where_to_save(self, self.tr("Export the listed groups as CSV or JSON"), "duplicates.csv", self.export)

    def export(self, path: Path) -> None:
        """Write the groups that are listed to a file, whose name ends in .csv or .json."""
        if self._report is not None:
            said = self.tr("Exported: %1").replace("%1", path.name)
            listed = replace(self._report, groups=self._model.groups)
            self._duplicates.export(listed, path, lambda: self.desk.noticed.emit(said, ""))

    def _decided(self, done: str, made: list[int]) -> None:
        self.refresh()
        self.desk.undo_offered.emit(done, lambda: self._duplicates.take_back(made, lambda _: self.refresh()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """What is being reviewed stays in view."""
        super().resizeEvent(event)
        QTimer.singleShot(0, self, lambda: self._tree.scrollTo(self._tree.currentIndex()))

    # -- building --

    def _register(self) -> None:
        add = partial(self.desk.commands.add, self, page=KEY)
        on_chosen = partial(add, on_selection=True)
        self._keeping = on_chosen(self.tr("Keep this one"), "K", self._keep, icon="lock")
        self._marking = on_chosen(self.tr("Mark or unmark"), "M", self.mark_current, icon="add")
        self._setting_apart = on_chosen(self.tr("Not a duplicate"), "N", self._set_apart, icon="split")
        stepping = (
            on_chosen(self.tr("Next group of duplicates"), "J", lambda: self.step(1), icon="down"),
            on_chosen(self.tr("Previous group of duplicates"), "P", lambda: self.step(-1), icon="up"),
        )
        marking = on_chosen(self.tr("Mark all"), "Shift+M", self._mark_all, icon="add")
        self._bar = MarkedBar(self.desk, self, KEY, self._model, marking)
        self._exporting = add(self.tr("Export groups…"), "Ctrl+E", self._export, icon="export")
        self._tools.offer(self._exporting, "export")
        self._on_groups = (self._marking, *stepping, marking, self._exporting)
        self._offer((self._keeping, self._setting_apart, *self._on_groups), offered=False)
        add(self.tr("Show only some duplicates"), "Ctrl+F", self._tools.focus_filter, icon="search")
        tiers: tuple[tuple[Tier, str], ...] = (
            ("exact", self.tr("Duplicates with the same text")),
            ("near", self.tr("Duplicates with small edits")),
            ("semantic", self.tr("Duplicates of the same meaning")),
        )
        for at, (tier, name) in enumerate(tiers):
            add(name, f"Ctrl+Shift+{at + 1}", partial(self.choose, tier), icon="duplicates")

    def _build(self) -> None:
        self._nothing = EmptyState(self.theme, "duplicates", look="")
        self._nothing.asked.connect(self._tools.show_all)
        upper, lower = QWidget(), QWidget()
        above = column(upper, spacing=0)
        above.addWidget(self._tree, 1)
        above.addWidget(self._bar)
        below = column(lower, spacing=0)
        below.setContentsMargins(2 * GRID, GRID + GRID // 2, 2 * GRID, 2 * GRID)
        below.addWidget(self._comparison)
        self._review = QSplitter(Qt.Orientation.Vertical)
        self._review.setChildrenCollapsible(False)
        for part in (upper, lower):
            self._review.addWidget(part)
        self._review.setSizes([400, 360])
        self._review.restoreState(self.desk.memory.shape("review"))
        self._tree.restore(self.desk.memory)
        self._sights = Stack()
        self._sights.addWidget(self._nothing)
        self._sights.addWidget(self._review)
        layout = column(self, spacing=0)
        layout.addWidget(self._tools)
        layout.addWidget(frame("rule"))
        layout.addWidget(self._sights, 1)

    def _show_menu(self, position: QPoint) -> None:
        if self._tree.indexAt(position).isValid():
            deciding = (self._keeping, self._marking, self._setting_apart)
            on_it = self._actions_on_member
            opening = (on_it.similar, on_it.open_file, on_it.open_mail, on_it.show_folder)
            menu = grouped_menu(self._tree, deciding, self._bar.actions_on_marked, opening, (self._exporting,))
            pop_up(menu, self._tree, position)
