"""What a review of duplicates is narrowed and arranged by: kind, likeness, order, who or where, which one to keep."""

from collections.abc import Sequence
from typing import cast

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QAction, QActionGroup, QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QMenu,
    QPushButton,
    QSlider,
    QWidget,
)

from semsearch.records import DuplicateReport, Tier
from semsearch_ui.presentation.reviewing import ORDERS, Order
from semsearch_ui.theme import GRID, Theme
from semsearch_ui.widgets.buttons import ActionToolButton, Segments, ThemedButton, fit_words
from semsearch_ui.widgets.clearable_field import ClearableField
from semsearch_ui.widgets.dialogs import ask_for_folder
from semsearch_ui.widgets.elided_label import ElidedLabel, Heading
from semsearch_ui.widgets.layouts import column, label, row

TIERS: tuple[Tier, ...] = ("exact", "near", "semantic")
SETTLED_MS = 60
"""After the last move of the slider groups are made anew."""

MOST_RULES = 3
"""Rules that decide one after another; more nobody remembers."""

LEAST_FIELD = 18
"""Letters that the field is to have room for while the likeness stands beside it."""

FOLDER = "folder"
"""The rule that has a value: a folder after a colon."""


class ReviewTools(QFrame):
    """``asked`` that what is compared is another kind, ``regrouped`` by another threshold or rules, ``arranged`` in
    another order or narrowed; ``proposed`` carries a rule for the groups that are selected, where some are."""

    asked = Signal()
    proposed = Signal(str)
    regrouped = Signal()
    arranged = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._thresholds: dict[Tier, float] = {}
        self._suggestion: float | None = None
        self.order: Order = "space"
        self._rules = ["newest"]
        self._selected = 0
        self._offered: ActionToolButton | None = None
        self._settle = QTimer(self, singleShot=True, interval=SETTLED_MS)
        self._settle.timeout.connect(self.regrouped)
        self._narrowing, self._likeness = QWidget(), QWidget()
        self._caption = label(self.tr("Similarity from"), "muted")
        self._caption.setParent(self._likeness)  # else it would be a window of its own when it is shown
        self._both = row(spacing=GRID)
        self._build()

    @property
    def tier(self) -> Tier:
        return TIERS[self._tiers.taken]

    @property
    def threshold(self) -> float | None:
        """What was chosen for this kind; None for the default."""
        return self._thresholds.get(self.tier)

    @property
    def keep(self) -> str:
        """Rules for the one to keep, the one that was chosen last first."""
        return ",".join(self._rules)

    @property
    def wanted(self) -> str:
        return self._filter.text()

    def choose(self, tier: Tier) -> None:
        self._tiers.take(TIERS.index(tier))
        self._choose_tier()

    def offer(self, action: QAction, icon: str) -> None:
        """Have a button for `action` beside the totals, where there is room."""
        self._offered = ActionToolButton(action, self._theme, icon)
        self._first.addWidget(self._offered)

    def say(self, totals: str) -> None:
        self._totals.say(totals)

    def set_floor(self, similarity: float) -> None:
        """Below `similarity` nothing is known of this kind."""
        self._slider.blockSignals(True)
        self._slider.setMinimum(min(round(100 * similarity), 99))
        self._slider.blockSignals(False)

    def know(self, report: DuplicateReport) -> None:
        """Show the threshold that groups were made by, and what the archive's own likenesses suggest."""
        self._slider.blockSignals(True)
        self._slider.setValue(round(100 * report.threshold))
        self._slider.blockSignals(False)
        self._suggestion = report.suggested
        news = report.suggested is not None and round(100 * report.suggested) != self._slider.value()
        self._suggest.setVisible(news)
        if report.suggested is not None:
            self._suggest.say(self.tr("Suggested: %1%").replace("%1", str(round(100 * report.suggested))))
        self._say_threshold()
        self._fit()

    def take_suggestion(self) -> None:
        if self._suggestion is not None:
            self._slider.setValue(round(100 * self._suggestion))

    def show_all(self) -> None:
        """Narrow what is shown no more."""
        self._filter.clear()
        self._filter.setFocus()

    def focus(self) -> None:
        """Let the kind that is chosen have the focus."""
        self._tiers.focus()

    def focus_filter(self) -> None:
        self._filter.setFocus()

    def arrange(self, order: Order) -> None:
        self.order = order
        self._orders.actions()[ORDERS.index(order)].setChecked(True)
        self._say_order()
        self._fit()
        self.arranged.emit()

    def select(self, groups: int) -> None:
        """So many groups are selected: a rule is for them alone then; 0 for all."""
        if groups != self._selected:
            self._selected = groups
            self._say_rules()

    def keep_by(self, rule: str) -> None:
        """Let a rule decide first, before those that did so far; in what is selected, on the person's word."""
        if self._selected:
            self.proposed.emit(rule)
            self._say_rules()
            return
        others = (known for known in self._rules if _kind(known) != _kind(rule))
        self._rules = [rule, *others][:MOST_RULES]
        self._say_rules()
        self.regrouped.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Where there is no room for all in one line, the likeness has no caption, and then a line of its own; menus
        become icons, and the button at the end of the first line goes, before the kinds would be cut off."""
        room = self.width() - 4 * GRID
        if self._offered is not None:
            first = self._tiers.sizeHint().width() + 3 * self._first.spacing() + self._offered.sizeHint().width()
            self._offered.setVisible(first <= room)
        fit_words((self._sort, self._keep), room - self._filter.minimumWidth() - 2 * GRID)
        spared = self._filter.sizeHint().width() - LEAST_FIELD * self._filter.fontMetrics().averageCharWidth()
        caption = self._caption.sizeHint().width() + GRID
        needed = self._narrowing.sizeHint().width() - max(0, spared) + GRID + self._likeness.sizeHint().width()
        if not self._caption.isHidden():
            needed -= caption
        beside = self._likeness.isHidden() or needed <= room
        self._caption.setHidden(beside and needed + caption > room)
        way = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        if way != self._both.direction():
            side = Qt.AlignmentFlag.AlignRight if beside else Qt.AlignmentFlag.AlignLeft
            self._both.setAlignment(self._likeness, side)
            self._both.setDirection(way)

    # -- what is chosen --

    def _choose_tier(self) -> None:
        self._likeness.setVisible(self.tier != "exact")
        self._fit()
        self.asked.emit()

    def _slide(self) -> None:
        self._thresholds[self.tier] = self._slider.value() / 100
        self._say_threshold()
        if self.order != "doubt":  # whoever looks for a threshold looks at the pairs that are least alike
            self.arrange("doubt")
        self._settle.start()

    def _say_threshold(self) -> None:
        self._degree.setText(f"{self._slider.value()}%")

    def _ask_for_folder(self) -> None:
        title = self.tr("Keep what lies in this folder")
        dialog = ask_for_folder(self, title, lambda path: self.keep_by(f"{FOLDER}:{path}"))
        dialog.rejected.connect(self._say_rules)

    def _say_rules(self) -> None:
        names = dict(self._rule_names())
        first, *rest = self._rules
        name = names.get(first, self.tr("those in a folder"))
        count = self._selected
        said = self.tr("Keep in %Ln group(s)…", "", count) if count else self.tr("Keep %1").replace("%1", name)
        self._keep.say(said)
        then = ", ".join(names.get(rule, self.tr("those in a folder")) for rule in rest)
        otherwise = self.tr("If that does not decide: %1").replace("%1", then)
        self._keep.setToolTip(f"{said}\n{otherwise}" if then else "")
        self._fit()
        for action in self._rule_actions.actions():
            action.setChecked(not count and action.data() == _kind(first))

    def _say_order(self) -> None:
        self._sort.say(next(action.text() for action in self._orders.actions() if action.isChecked()))

    # -- building --

    def _build(self) -> None:
        lines = column(self, spacing=GRID)
        lines.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, GRID + GRID // 2)
        first = self._first = row(spacing=2 * GRID)
        first.addWidget(Heading(self.tr("Duplicates")))
        first.addWidget(self._tier_switch())
        self._totals = ElidedLabel("muted")
        self._totals.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        first.addWidget(self._totals, 1)
        second = row(self._narrowing, spacing=GRID)
        self._filter = ClearableField(self._theme)
        self._filter.setPlaceholderText(self.tr("Sender or folder"))
        self._filter.setAccessibleName(self.tr("Show only groups with this sender or folder"))
        letter = self._filter.fontMetrics().averageCharWidth()
        self._filter.setMinimumWidth(10 * letter)
        self._filter.setMaximumWidth(30 * letter)
        self._filter.textChanged.connect(lambda _: self.arranged.emit())
        second.addWidget(self._filter, 4)
        second.addWidget(self._sort_menu())
        second.addWidget(self._keep_menu())
        second.addStretch()
        self._both.addWidget(self._narrowing, 1)
        self._both.addWidget(self._likeness_slider(), 0, Qt.AlignmentFlag.AlignRight)
        lines.addLayout(first)
        lines.addLayout(self._both)

    def _tier_switch(self) -> Segments:
        self._tiers = Segments(
            self.tr("Duplicates"),
            (self.tr("Same text"), self.tr("Small edits"), self.tr("Same meaning")),
            meanings=(
                self.tr("Documents with exactly the same text"),
                self.tr("Documents with almost the same words: edited, forwarded, filled in"),
                self.tr("Documents that say the same in other words"),
            ),
        )
        self._tiers.chosen.connect(self._choose_tier)
        return self._tiers

    def _sort_menu(self) -> QWidget:
        names = (self.tr("Largest first"), self.tr("Most alike first"), self.tr("Least alike first"))
        self._sort = ThemedButton("", self._theme, "menu", "sort")
        self._orders = self._menu(self._sort, [(order, name) for order, name in zip(ORDERS, names, strict=True)])
        self._orders.triggered.connect(lambda action: self.arrange(cast("Order", action.data())))
        self._orders.actions()[0].setChecked(True)
        self._say_order()
        return self._sort

    def _keep_menu(self) -> QWidget:
        self._keep = ThemedButton("", self._theme, "menu", "lock")
        listed = [*self._rule_names(), (FOLDER, self.tr("those in a folder…"))]
        self._rule_actions = self._menu(self._keep, listed)
        self._rule_actions.triggered.connect(self._choose_rule)
        self._say_rules()
        return self._keep

    def _choose_rule(self, action: QAction) -> None:
        if action.data() == FOLDER:
            self._ask_for_folder()
        else:
            self.keep_by(action.data())

    def _menu(self, button: QPushButton, entries: Sequence[tuple[str, str]]) -> QActionGroup:
        menu = QMenu(button)
        group = QActionGroup(menu)
        for value, name in entries:
            action = menu.addAction(name)
            action.setData(value)
            action.setCheckable(True)
            group.addAction(action)
        button.setMenu(menu)
        return group

    def _rule_names(self) -> list[tuple[str, str]]:
        return [
            ("newest", self.tr("the newest")),
            ("oldest", self.tr("the oldest")),
            ("longest", self.tr("the longest")),
            ("attachments", self.tr("the one with most attachments")),
            ("original", self.tr("the original, not a forward")),
        ]

    def _likeness_slider(self) -> QWidget:
        inner = row(self._likeness, spacing=GRID)
        self._suggest = ThemedButton("", self._theme, "quiet")
        self._suggest.clicked.connect(self.take_suggestion)
        self._suggest.hide()
        self._slider = QSlider(Qt.Orientation.Horizontal)
        self._slider.setRange(1, 100)
        self._slider.setFixedWidth(100)
        self._slider.setAccessibleName(self.tr("How similar duplicates have to be, in percent"))
        self._slider.valueChanged.connect(self._slide)
        self._degree = label("", "")
        self._degree.setMinimumWidth(self._degree.fontMetrics().horizontalAdvance("100%") + GRID)
        self._slider.setToolTip(self._caption.text())
        for widget in (self._suggest, self._caption, self._slider, self._degree):
            inner.addWidget(widget)
        self._likeness.hide()
        return self._likeness


def _kind(rule: str) -> str:
    return rule.partition(":")[0]
