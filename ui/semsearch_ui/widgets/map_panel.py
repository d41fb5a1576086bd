"""The map with what belongs to it: what colours mean, and how to draw around points."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QWidget

from semsearch.records import Topic
from semsearch_ui.operations.topics import Picture
from semsearch_ui.presentation import counts, people, timeline
from semsearch_ui.presentation.colouring import OTHERS, Colouring, topic_numbers
from semsearch_ui.presentation.facts import joined
from semsearch_ui.presentation.titles import titled
from semsearch_ui.theme import GRID, Theme
from semsearch_ui.widgets.archive_map import ArchiveMapView
from semsearch_ui.widgets.buttons import Segments, ThemedToolButton
from semsearch_ui.widgets.elided_label import ElidedLabel
from semsearch_ui.widgets.layouts import clear, column, frame, label, row
from semsearch_ui.widgets.recoloured import Recoloured

NAMES = 60
"""Topics that may be named on the map, the largest first."""


class MapPanel(Recoloured):
    """``picked`` carries ids of the documents that were clicked on or drawn around."""

    picked = Signal(list)

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self.setProperty("look", "reader")
        self._picture: Picture | None = None
        self._topics: tuple[Topic, ...] = ()
        self._rows: Mapping[int, int] = {}
        self._view = ArchiveMapView(theme)
        self._view.picked.connect(self._pick)
        self._legend = QFrame(self._view)
        self._legend.setObjectName("legend")
        self._legend.setProperty("look", "card")
        self._legend_rows = column(self._legend, margin=GRID, spacing=2)
        self._legend.move(GRID, GRID)
        layout = column(self, spacing=0)
        layout.addWidget(self._bar())
        layout.addWidget(frame("rule"))
        layout.addWidget(self._view, 1)

    def show_picture(self, picture: Picture, topics: tuple[Topic, ...]) -> None:
        """Show the map as it is now; the part that is looked at stays where the archive is the same."""
        same = self._picture is not None and self._picture.archive.ids == picture.archive.ids
        self._picture, self._topics = picture, topics
        archive = picture.archive
        self._rows = {id_: row for row, id_ in enumerate(archive.ids)}
        if not same:
            self._view.show_points(archive.xs, archive.ys, self._caption)
            self._view.setAccessibleDescription(
                self.tr("%1, near ones together. The list of topics has the same documents and needs no mouse.")
                .replace("%1", counts.documents(len(archive.ids)))
            )  # fmt: skip
        self.colour()

    def focus(self) -> None:
        self._view.setFocus()

    def light(self, ids: Sequence[int] | None) -> None:
        """Let only these documents stand out; None for all."""
        self._view.light(None if ids is None else [self._rows[id_] for id_ in ids if id_ in self._rows])

    def _pick(self, points: list[int]) -> None:
        if self._picture is not None:
            self.picked.emit([self._picture.archive.ids[point] for point in points])

    def _caption(self, point: int) -> str:
        """What a document is: its title, who wrote it when, and its topic."""
        if self._picture is None:
            return ""
        archive = self._picture.archive
        month, topic = archive.months[point], archive.topics[point]
        about = (people.name_of(archive.senders[point]), timeline.named(month) if month else "")
        named = next((known.label for known in self._topics if known.id == topic), "")
        lines = (titled(archive.titles[point]), joined(*about), named)
        return "\n".join(filter(None, lines))

    def colour(self) -> None:
        if self._picture is None:
            return
        colours = self._theme.colours
        chosen = (self._picture.topic, self._picture.sender, self._picture.month)[self._ways.taken]
        palette = colours.steps if chosen.ordered else colours.categories
        self._view.colour(chosen, palette, colours.others)
        self._view.name(self._names(colours.categories) if chosen is self._picture.topic else ())
        self._explain(chosen, palette, colours.others)

    def _names(self, palette: Sequence[str]) -> list[tuple[str, float, float, str]]:
        """Each topic's name in the middle of its documents."""
        middles = self._picture.middles if self._picture is not None else {}
        numbers = topic_numbers(self._topics)
        named = [topic for topic in self._topics if topic.id in middles][:NAMES]
        return [(topic.label, *middles[topic.id], palette[numbers[topic.id]]) for topic in named]

    def _explain(self, colouring: Colouring, palette: Sequence[str], others: str) -> None:
        """Fill the legend; there is none where names on the map do it."""
        clear(self._legend_rows)
        meanings = [(text, palette[at]) for at, text in enumerate(colouring.legend) if text]
        self._legend.setVisible(bool(meanings))
        if not meanings:
            return
        if OTHERS in colouring.numbers:
            meanings.append((self.tr("Others") if not colouring.ordered else self.tr("No date"), others))
        for text, colour in meanings:
            line = _meaning(text, colour)
            self._legend_rows.addWidget(line)
            line.show()  # now, or the legend would be as small as without it
        self._legend.adjustSize()

    def _bar(self) -> QWidget:
        bar = QWidget()
        inner = row(bar, spacing=GRID)
        inner.setContentsMargins(2 * GRID, GRID, GRID, GRID)
        says = ElidedLabel("muted")
        says.say(self.tr("Colour by"))
        says.setMaximumWidth(says.fontMetrics().horizontalAdvance(self.tr("Colour by")) + GRID)
        inner.addWidget(says, 1)
        self._ways = ways = Segments(self.tr("Colour by"), (self.tr("Topic"), self.tr("Sender"), self.tr("Time")))
        ways.chosen.connect(self.colour)
        inner.addWidget(ways)
        inner.addStretch(1)
        self._lasso = ThemedToolButton(self.tr("Draw around documents (or hold Shift)"), self._theme, "lasso")
        self._lasso.setCheckable(True)
        self._lasso.toggled.connect(self._view.set_lassoing)
        fit = ThemedToolButton(self.tr("Show all of the map"), self._theme, "fit")
        fit.clicked.connect(self._view.show_all)
        inner.addWidget(self._lasso)
        inner.addWidget(fit)
        return bar


def _meaning(text: str, colour: str) -> QWidget:
    made = QWidget()
    inner = row(made, spacing=GRID)
    dot = QLabel()
    dot.setFixedSize(10, 10)
    dot.setStyleSheet(f"background: {colour}; border-radius: 5px;")
    words = label(text if len(text) <= 32 else f"{text[:31]}…")
    words.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
    inner.addWidget(dot, 0, Qt.AlignmentFlag.AlignVCenter)
    inner.addWidget(words, 1)
    return made
