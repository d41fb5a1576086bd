"""Which model compares meanings: what there is, a trial on one's own question, and what a change would cost."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QLineEdit, QRadioButton, QWidget

from semsearch.records import FacetValue, Hit, Model
from semsearch_ui.desk import Desk
from semsearch_ui.operations.modelling import SHOWN, Modelling, Trial
from semsearch_ui.presentation import counts
from semsearch_ui.presentation.facet_names import language_in_words
from semsearch_ui.presentation.facts import joined
from semsearch_ui.presentation.pace import lasting
from semsearch_ui.presentation.titles import titled
from semsearch_ui.theme import GRID
from semsearch_ui.widgets.buttons import ThemedButton
from semsearch_ui.widgets.elided_label import ElidedLabel
from semsearch_ui.widgets.layouts import clear, column, follow_in_tab_order, label, row

EVERY_LANGUAGE = "multilingual"
"""Among the languages of a model: it knows many more than are listed."""


class ModelSettings(QWidget):
    """The models, and below them, once another one is chosen, what it would answer and cost."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._modelling = Modelling(desk.operations)
        self._models: list[Model] = []
        self._answering = ""
        self._buttons = QButtonGroup(self)
        self._buttons.idToggled.connect(lambda _at, _on: self._choose())
        self._list = QGridLayout()
        self._list.setHorizontalSpacing(2 * GRID)
        self._list.setVerticalSpacing(GRID)
        self._list.setColumnStretch(1, 1)
        self._question = QLineEdit()
        self._question.setPlaceholderText(self.tr("A question of your own, to compare the answers"))
        self._question.setAccessibleName(self.tr("Question to try the model with"))
        self._question.returnPressed.connect(self._try)
        self._try_button = ThemedButton(self.tr("Try"), desk.theme)
        self._try_button.clicked.connect(self._try)
        self._use = ThemedButton(self.tr("Use this model"), desk.theme, "primary")
        self._use.clicked.connect(self._switch)
        self._verdict = label("", "muted", wrap=True)
        self._lost = label("", "", wrap=True)
        self._languages: tuple[FacetValue, ...] = ()
        self._answers = QWidget()
        self._grid = QGridLayout(self._answers)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(3 * GRID)
        self._grid.setVerticalSpacing(GRID // 2)
        self._trial = QWidget()
        trial = column(self._trial, spacing=GRID)
        asking = row(spacing=GRID)
        asking.addWidget(self._question, 1)
        asking.addWidget(self._try_button)
        trial.addLayout(asking)
        trial.addWidget(self._lost)
        trial.addWidget(self._answers)
        trial.addWidget(self._verdict)
        trial.addWidget(self._use, 0, Qt.AlignmentFlag.AlignLeft)
        layout = column(self, spacing=2 * GRID)
        layout.addLayout(self._list)
        layout.addWidget(self._trial)
        self._trial.hide()
        self._answers.hide()

    def visit(self) -> None:
        if self._desk.operations.is_open:
            self._modelling.models(self._show)
            self._modelling.languages(self._know_languages)

    def _know_languages(self, languages: tuple[FacetValue, ...]) -> None:
        self._languages = languages
        self._say_what_is_lost()

    def _say_what_is_lost(self) -> None:
        """Warn of a model that does not know what is written here."""
        model = self._chosen
        known = model.languages if model is not None else ()
        strange = [
            f"{language_in_words(one.value)} ({counts.documents(one.count)})"
            for one in self._languages
            if known and EVERY_LANGUAGE not in known and one.value not in known
        ]
        said = self.tr("It was not made for %1: those would mostly be found by their words.")
        self._lost.setText(said.replace("%1", ", ".join(strange)))
        self._lost.setVisible(bool(strange))

    def _show(self, models: list[Model]) -> None:
        situation = self._desk.upkeep.situation
        answering = situation.catalogue.status.model.name if situation is not None else ""
        if (models, answering) == (self._models, self._answering):
            return
        self._models, self._answering = models, answering
        clear(self._list)
        for at, model in enumerate(models):
            languages = ", ".join(language_in_words(code) for code in model.languages if code != EVERY_LANGUAGE)
            words = joined(
                languages,
                counts.file_size(model.bytes),
                "" if model.installed else self.tr("not installed"),
                self._standing(model),
            )
            button = QRadioButton(model.name)
            button.setAccessibleName(f"{model.name}, {words}")
            button.setChecked(model.in_use)
            self._buttons.addButton(button, at)
            self._list.addWidget(button, at, 0)
            self._list.addWidget(label(words, "muted", wrap=True), at, 1)
        follow_in_tab_order(self, self._buttons.buttons())
        self._trial.hide()

    def _standing(self, model: Model) -> str:
        """Whether it answers. One that was just chosen does so when it knows every text."""
        if model.in_use and self._answering in ("", model.name):
            return self.tr("in use")
        if model.in_use:
            return self.tr("will answer once every text is analysed")
        return self.tr("answers until then") if model.name == self._answering else ""

    @property
    def _chosen(self) -> Model | None:
        at = self._buttons.checkedId()
        return self._models[at] if 0 <= at < len(self._models) else None

    def _choose(self) -> None:
        model = self._chosen
        self._trial.setVisible(model is not None and not model.in_use)
        self._answers.hide()
        self._say_what_is_lost()
        self._say_what_changes()

    def _say_what_changes(self) -> None:
        self._verdict.setText(
            self.tr("Switching means that every text is analysed again; until then the old model keeps answering.")
        )

    def _try(self) -> None:
        model, question = self._chosen, self._question.text().strip()
        if model is None or not question:
            self._question.setFocus()
            return
        self._try_button.setEnabled(False)
        self._verdict.setText(self.tr("Trying…"))
        self._modelling.try_out(model.name, question, self._show_trial, self._fail)

    def _fail(self) -> None:
        self._try_button.setEnabled(True)
        self._say_what_changes()

    def _show_trial(self, trial: Trial) -> None:
        self._try_button.setEnabled(True)
        if not trial.now:
            self._verdict.setText(self.tr("Nothing was found to compare; try another question."))
            return
        clear(self._grid)
        self._fill(0, self.tr("Now"), trial.now)
        self._fill(1, self.tr("With this model"), trial.then)
        self._answers.show()
        cost = self.tr("Switching takes %1 for %2; until then the old model keeps answering.")
        self._verdict.setText(cost.replace("%1", lasting(trial.seconds)).replace("%2", counts.texts(trial.texts)))

    def _fill(self, side: int, name: str, hits: tuple[Hit, ...]) -> None:
        self._grid.setColumnStretch(side, 1)
        self._grid.addWidget(label(name, "name"), 0, side)
        for at, hit in enumerate(hits[:SHOWN], 1):
            line = ElidedLabel()
            line.say(f"{at}. {titled(hit.title)}")
            self._grid.addWidget(line, at, side)

    def _switch(self) -> None:
        model = self._chosen
        before = next((one.name for one in self._models if one.in_use), "")
        if model is None:
            return

        def done() -> None:
            self._learn_anew()
            said = self.tr("%1 will answer once every text is analysed").replace("%1", model.name)
            self._desk.undo_offered.emit(said, lambda: self._modelling.use(before, self._learn_anew))

        self._modelling.use(model.name, done)

    def _learn_anew(self) -> None:
        """Another model is in use from now on."""
        self._models = []
        self.visit()
        self._desk.upkeep.index_now()
