"""Documents that are the same, or say the same, in groups; nothing is ever deleted here."""

from PySide6.QtCore import QModelIndex, Qt, QTimer
from PySide6.QtWidgets import (
    QAbstractItemView,
    QButtonGroup,
    QFrame,
    QHeaderView,
    QPushButton,
    QSlider,
    QSplitter,
    QStackedWidget,
    QTreeView,
    QWidget,
)

from semsearch.records import DuplicateGroup, DuplicateMember, DuplicateReport, Tier
from semsearch_ui.desk import Desk
from semsearch_ui.models.groups import DATE, FOLDER, SENDER, SIMILARITY, TITLE, GroupRole, GroupsModel, MemberRole
from semsearch_ui.operations.duplicates import Duplicates
from semsearch_ui.pages.page import Page
from semsearch_ui.presentation import counts
from semsearch_ui.presentation.difference import Comparison
from semsearch_ui.theme import GRID
from semsearch_ui.widgets.comparison_view import ComparisonView
from semsearch_ui.widgets.empty_state import EmptyState
from semsearch_ui.widgets.layouts import column, frame, label, row

TIERS: tuple[Tier, ...] = ("exact", "semantic")
LOWEST, HIGHEST = 50, 100
SETTLED_MS = 250


class DuplicatesPage(Page):
    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._duplicates = Duplicates(desk.operations)
        self._model = GroupsModel(self)
        self._threshold: float | None = None
        self._stale = True
        self._settle = QTimer(self, singleShot=True, interval=SETTLED_MS)
        self._settle.timeout.connect(self.refresh)
        self._tree = self._build_tree()
        self._comparison = ComparisonView(desk.theme)
        self._build()

    def visit(self) -> None:
        """The page comes into view: look again if something changed since it was last seen."""
        self._tree.setFocus()
        if self._stale and self.desk.operations.is_open:
            self.refresh()

    def outdated(self) -> None:
        """The index has changed."""
        self._stale = True
        if self.isVisible():
            self.visit()

    def refresh(self) -> None:
        self._stale = False
        self._totals.setText(self.tr("Comparing…"))
        self._duplicates.find(self._tier, self._threshold, self._show, self._fail)

    def choose(self, tier: Tier) -> None:
        """Show the groups of one tier."""
        self._tiers.button(TIERS.index(tier)).setChecked(True)
        self._choose_tier()

    @property
    def _tier(self) -> Tier:
        return TIERS[self._tiers.checkedId()]

    def _show(self, report: DuplicateReport) -> None:
        self._model.show(report.groups)
        self._tree.expandAll()
        self._totals.setText(counts.duplicate_totals(report.groups))
        if report.tier == "semantic":
            self._slider.blockSignals(True)
            self._slider.setValue(round(100 * report.threshold))
            self._slider.blockSignals(False)
            self._say_threshold()
        self._sights.setCurrentIndex(1 if report.groups else 0)
        if report.groups:
            self._tree.setCurrentIndex(self._model.index(0, 0))

    def _fail(self) -> None:
        self._totals.clear()
        self._stale = True

    def _choose_tier(self) -> None:
        self._similarity.setVisible(self._tier == "semantic")
        self.refresh()

    def _slide(self) -> None:
        self._threshold = self._slider.value() / 100
        self._say_threshold()
        self._settle.start()

    def _say_threshold(self) -> None:
        self._degree.setText(f"{self._slider.value()}%")

    def _compare(self) -> None:
        """Compare what is selected: two members, or one with the one that its group would keep."""
        pair = self._pair()
        if pair is None:
            return
        left, right = pair
        self._comparison.expect(left, right)

        def show(comparison: Comparison) -> None:
            self._comparison.show_comparison(comparison)

        self._duplicates.compare(left.id, right.id, show)

    def _pair(self) -> tuple[DuplicateMember, DuplicateMember] | None:
        rows = [index for index in self._tree.selectionModel().selectedRows() if index.isValid()]
        members = [member for index in rows if isinstance(member := index.data(MemberRole), DuplicateMember)]
        if len(members) >= 2:
            return members[0], members[1]
        current = rows[0] if rows else self._tree.currentIndex()
        group = current.data(GroupRole)
        if not isinstance(group, DuplicateGroup) or len(group.members) < 2:
            return None
        kept = next((member for member in group.members if member.id == group.keep), group.members[0])
        others = [member for member in group.members if member.id != kept.id]
        chosen = members[0] if members and members[0].id != kept.id else others[0]
        return kept, chosen

    # -- building --

    def _build(self) -> None:
        layout = column(self, spacing=0)
        layout.addWidget(self._head())
        nothing = EmptyState(
            self.theme,
            "duplicates",
            self.tr("No duplicates"),
            self.tr(
                "No two documents are the same at this setting. Compare by meaning to find those that say the same."
            ),
        )
        splitter = QSplitter(Qt.Orientation.Vertical)
        splitter.setChildrenCollapsible(False)
        lower = QWidget()
        inner = column(lower, spacing=0)
        inner.setContentsMargins(2 * GRID, GRID + GRID // 2, 2 * GRID, 2 * GRID)
        inner.addWidget(self._comparison)
        splitter.addWidget(self._tree)
        splitter.addWidget(lower)
        splitter.setStretchFactor(0, 5)
        splitter.setStretchFactor(1, 5)
        splitter.setSizes([400, 400])
        self._sights = QStackedWidget()
        self._sights.addWidget(nothing)
        self._sights.addWidget(splitter)
        layout.addWidget(self._sights, 1)

    def _head(self) -> QWidget:
        head = QWidget()
        lines = column(head, spacing=GRID)
        lines.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        first = row(spacing=2 * GRID)
        first.addWidget(label(self.tr("Duplicates"), "heading"))
        first.addStretch(1)
        self._totals = label("", "muted")
        first.addWidget(self._totals)
        second = row(spacing=2 * GRID)
        second.addWidget(self._tier_switch())
        second.addWidget(self._similarity_slider())
        second.addStretch(1)
        second.addWidget(label(self.tr("Nothing is ever deleted here."), "muted"))
        lines.addLayout(first)
        lines.addLayout(second)
        return head

    def _tier_switch(self) -> QFrame:
        switch = frame("segments")
        inner = row(switch, margin=2, spacing=2)
        self._tiers = QButtonGroup(self)
        for at, (name, tip) in enumerate(
            (
                (self.tr("Same text"), self.tr("Documents with exactly the same text")),
                (self.tr("Same meaning"), self.tr("Documents that say the same in other words")),
            )
        ):
            button = QPushButton(name)
            button.setProperty("look", "segment")
            button.setCheckable(True)
            button.setToolTip(tip)
            button.setAccessibleName(tip)
            self._tiers.addButton(button, at)
            inner.addWidget(button)
        self._tiers.button(0).setChecked(True)
        self._tiers.idClicked.connect(self._choose_tier)
        return switch

    def _similarity_slider(self) -> QWidget:
        self._similarity = QWidget()
        inner = row(self._similarity, spacing=GRID)
        self._slider = QSlider(Qt.Orientation.Horizontal)
        self._slider.setRange(LOWEST, HIGHEST)
        self._slider.setFixedSize(160, 24)
        self._slider.setAccessibleName(self.tr("How similar duplicates have to be, in percent"))
        self._slider.valueChanged.connect(self._slide)
        self._degree = label("", "")
        self._degree.setMinimumWidth(40)
        inner.addWidget(label(self.tr("At least"), "muted"))
        inner.addWidget(self._slider)
        inner.addWidget(self._degree)
        self._similarity.hide()
        return self._similarity

    def _build_tree(self) -> QTreeView:
        tree = QTreeView()
        tree.setModel(self._model)
        tree.setAccessibleName(self.tr("Groups of duplicates"))
        tree.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        tree.setUniformRowHeights(True)
        tree.setItemsExpandable(False)
        tree.setRootIsDecorated(False)
        tree.setIndentation(2 * GRID)
        header = tree.header()
        header.setSectionsMovable(False)
        header.setStretchLastSection(False)
        header.setSectionResizeMode(TITLE, QHeaderView.ResizeMode.Stretch)
        for at, width in ((SENDER, 160), (DATE, 104), (FOLDER, 168), (SIMILARITY, 96)):
            header.setSectionResizeMode(at, QHeaderView.ResizeMode.Interactive)
            header.resizeSection(at, width)
        self._model.modelReset.connect(lambda: self._span_groups(tree))
        tree.selectionModel().selectionChanged.connect(self._compare)
        return tree

    def _span_groups(self, tree: QTreeView) -> None:
        for at in range(self._model.rowCount()):
            tree.setFirstColumnSpanned(at, QModelIndex(), True)
