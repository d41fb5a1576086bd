"""A found document, made safe to read."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QEvent, QPoint, Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent
from PySide6.QtWidgets import QFrame, QStackedLayout, QWidget

from semsearch.records import Attached, Hit, Preview, Reasons, Span
from semsearch_ui.desk import Desk
from semsearch_ui.hit_actions import HitActions
from semsearch_ui.operations.previewing import Previewing
from semsearch_ui.palette import LIGHT
from semsearch_ui.presentation import counts, marks, message
from semsearch_ui.presentation.relevance import strongest
from semsearch_ui.presentation.titles import titled
from semsearch_ui.presentation.trail import Question
from semsearch_ui.theme import GRID
from semsearch_ui.widgets.buttons import ThemedButton, ThemedToolButton
from semsearch_ui.widgets.empty_state import EmptyState
from semsearch_ui.widgets.flow_layout import FlowLayout
from semsearch_ui.widgets.layouts import column, frame, label, pop_up, row
from semsearch_ui.widgets.match_bar import MatchBar
from semsearch_ui.widgets.message_header import SPARED, MessageHeader
from semsearch_ui.widgets.opening import open_link
from semsearch_ui.widgets.reasons_view import ReasonsView
from semsearch_ui.widgets.safe_browser import LinkTarget, SafeBrowser, longest_line

NARROW_BELOW = 90
"""Letters in a line below which the button beside a subject of several lines is an icon."""

HEADER_SHARE, HEAD_SHARE = 0.45, 0.65
"""Of the height: what the header may take at most before it leaves lines out, and what it may take with the reasons."""

REASONS, BEST_REASON = 10, 5
"""Lines of text that reasons take, and the best of them alone."""


class MessagePreview(QFrame):
    """Header, why it was found, body, and what can be done with it. Quoted history is folded away until it is asked
    for; HTML can be read as plain text. ``similar_to_text`` carries what was selected."""

    similar_to_text = Signal(str)

    def __init__(self, desk: Desk, actions: HitActions, page: str) -> None:
        super().__init__()
        self.setProperty("look", "reader")
        self._theme = desk.theme
        self._actions = actions
        self._preview: Preview | None = None
        self._reading: int | None = None
        self._words: frozenset[str] = frozenset()
        self._related = True
        self._reasons_known: Reasons | None = None
        self._drawn_in = self._colours = desk.theme.colours
        self._subject = label("", "subject", wrap=True, selectable=True)
        self._header = MessageHeader(desk.theme)
        self._previewing = Previewing(desk.operations, page)
        self._remote = label("", "muted", wrap=True)
        self._remote.setObjectName("remote content")
        self._reasons = ReasonsView(desk.theme)
        self._reasons.chosen.connect(self._show_sentence)
        self._body = SafeBrowser(margin=3 * GRID)
        self._target = LinkTarget(self._body)
        self._body.setAccessibleName(self.tr("Text of the message"))
        self._body.link_clicked.connect(lambda link: open_link(link, self))
        self._body.highlighted.connect(lambda link: self._target.tell(link.toDisplayString()))
        self._body.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self._body.customContextMenuRequested.connect(self._show_menu)
        self._matches = MatchBar(desk, self, page)
        self._matches.moved.connect(self._body.go_to)
        self._mail = ThemedButton(self.tr("Show the mail"), self._theme, "quiet")
        self._mail.clicked.connect(lambda: self._read(self._preview.mail if self._preview else None))
        self._copies = ThemedButton("", self._theme, "quiet")
        self._copies.clicked.connect(actions.copies.trigger)
        self._quoted = self._toggle("show quoted")
        self._plain = self._toggle("plain text")
        self._selected = desk.commands.add(
            self, self.tr("Find similar to the selected text"), "Ctrl+Shift+S", self._find_selected,
            icon="similar", page=page,
        )  # fmt: skip
        self._stack = QStackedLayout(self)
        self._stack.addWidget(
            EmptyState(desk.theme, "email", self.tr("Nothing is selected"), self.tr("Choose a result to read it here."))
        )
        self._stack.addWidget(self._message())
        self._stack.addWidget(QWidget())
        self._wire_attachments()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.StyleChange and self._drawn_in is not self._theme.colours:  # Qt tells it twice
            self._show_body()

    def read(self, hit: Hit | None, question: Question, *, typing: bool = False) -> None:
        """Show the document of a hit, and why it answers a question, of which an empty one has no reasons; None where
        nothing is chosen. While somebody is `typing`, at the first pause."""
        self._actions.follow(hit)
        if hit is None:
            self._reading = None
            self._previewing.stop()
            self._clear()
        elif hit.id == self._reading and self.mark_hit(hit):
            self._ask_why(hit, question, typing=typing)
        else:
            self._reading = hit.id
            if self._preview is None:  # it comes at once: say nothing rather than that nothing is chosen
                self._stack.setCurrentIndex(2)

            def show(preview: Preview) -> None:
                self.show_preview(preview, hit)
                self._ask_why(hit, question)

            self._previewing.preview(hit.id, show, self._fail, typing=typing)

    def _ask_why(self, hit: Hit, question: Question, *, typing: bool = False) -> None:
        if question.has_reasons:  # until they come, the earlier ones stay: nothing shall flicker
            self._previewing.reasons(hit.id, question, self.show_reasons, typing=typing)
        else:
            self._previewing.stop()
            self._reasons.show_reasons(None)

    def focus(self) -> None:
        """Let the text have the focus. (By a focus proxy Tab would go there past all that stands above it.)"""
        self._body.setFocus()

    def read_on(self, *, back: bool) -> bool:
        """Turn to the next page of what is read, or to the one before; False where there is none."""
        return self._body.turn_page(back=back)

    def _clear(self) -> None:
        self._preview = None
        self._body.clear()
        self._stack.setCurrentIndex(0)

    def _fail(self) -> None:
        """The banner says why; another document must not stand there in its place."""
        self._clear()
        self._reading = None
        self._stack.setCurrentIndex(2)

    def show_preview(self, preview: Preview, hit: Hit) -> None:
        """Show a document, with the words marked that made it a hit."""
        self._preview = preview
        self._know(hit)
        document = preview.document
        self._subject.setText(titled(message.subject_in_lines(document.title)))
        self._subject.setToolTip(document.title if len(document.title) > message.LONGEST_SUBJECT else "")
        self._header.show_document(document, preview.attachments)
        self._mail.setVisible(preview.mail is not None)
        self._remote.setText(
            self.tr("Remote images and trackers blocked: %1").replace("%1", str(preview.remote_content))
        )
        self._remote.setVisible(preview.remote_content > 0)
        self._fit()
        self._reasons.show_reasons(None)
        for button in (self._quoted, self._plain):
            button.blockSignals(True)
            button.setChecked(False)
            button.blockSignals(False)
        self._plain.setVisible(bool(preview.html))
        self._target.tell("")
        self._show_body()
        self._stack.setCurrentIndex(1)

    def show_reasons(self, reasons: Reasons) -> None:
        """Tell why the document that is shown was found, and begin at its best passage."""
        if self._preview is not None and self._preview.document.id == reasons.document_id:
            self._reasons_known = reasons
            self._reasons.show_reasons(reasons, related=self._related)
            self._mark()

    def mark_hit(self, hit: Hit) -> bool:
        """Mark the words of another query in the document that is shown; False where it is not this hit's."""
        if self._preview is None or self._preview.document.id != hit.id:
            return False
        self._know(hit)
        self._mark()
        return True

    def _know(self, hit: Hit) -> None:
        """What makes the document a hit: its words, not yet its reasons, and that it stands for others."""
        self._words, self._related = marks.marked_words(hit.snippet, hit.marks), not hit.below_floor
        self._reasons_known = None
        self._copies.say(self.tr("Show %1").replace("%1", counts.more_copies(len(hit.copies))))
        self._copies.setVisible(bool(hit.copies))

    # -- building --

    def _toggle(self, name: str) -> ThemedButton:
        button = ThemedButton("", self._theme, "quiet")
        button.setObjectName(name)
        button.setCheckable(True)
        button.toggled.connect(self._show_body)
        return button

    def _message(self) -> QWidget:
        page = QWidget()
        similar = self._similar = ThemedButton(self._actions.similar.text(), self._theme, "", "similar")
        keys = self._actions.similar.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        similar.setToolTip(f"{self._actions.similar.text()} ({keys})")
        similar.clicked.connect(self._actions.similar.trigger)
        more = ThemedToolButton(self.tr("More actions"), self._theme, "more")
        more.setMenu(self._actions.menu(more))
        more.setPopupMode(more.ToolButtonPopupMode.InstantPopup)
        top = row(spacing=GRID)
        top.addWidget(self._subject, 1)
        top.addWidget(similar, 0, Qt.AlignmentFlag.AlignTop)
        top.addWidget(more, 0, Qt.AlignmentFlag.AlignTop)
        self._told = column(spacing=GRID + GRID // 2)
        self._told.addLayout(top)
        self._told.addWidget(self._header)
        self._told.addWidget(self._remote)
        head = self._head = column(spacing=GRID + GRID // 2)
        head.addLayout(self._told)
        head.addWidget(self._reasons)
        self._foot = QFrame()
        self._foot.setProperty("look", "strip")
        foot = row(self._foot, spacing=GRID)
        foot.setContentsMargins(2 * GRID, GRID // 2, 2 * GRID, GRID // 2)
        ways = QWidget()
        wrapping = FlowLayout(ways, spacing=GRID)
        for button in (self._mail, self._copies, self._quoted, self._plain):
            wrapping.addWidget(button)
        foot.addWidget(ways, 1)
        foot.addWidget(self._matches)
        layout = self._page = column(page, spacing=0)
        layout.addLayout(head)
        layout.addWidget(frame("rule"))
        layout.addWidget(self._body, 1)
        layout.addWidget(self._foot)
        return page

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Where there is little room the subject and the text have it: the button is an icon, the header brief, and so
        are the reasons, whether they have come yet or not: what is said above them stays as it is when they come."""
        width = min(self.width() - 6 * GRID, longest_line(self._body.fontMetrics()))
        self._head.setContentsMargins(3 * GRID, 2 * GRID, self.width() - width - 3 * GRID, 2 * GRID)
        self._similar.be_brief(brief=False)
        beside = width - self._similar.sizeHint().width() - 6 * GRID  # the button for more, and what is between
        long = self._subject.fontMetrics().horizontalAdvance(self._subject.text()) > beside
        self._similar.be_brief(brief=long and self.width() < NARROW_BELOW * self.fontMetrics().averageCharWidth())
        above = 0
        for spared in SPARED:
            self._header.spare(spared)
            self._page.activate()  # what is measured would else be as it was
            above = 4 * GRID + self._told.heightForWidth(width)
            if above <= HEADER_SHARE * self.height():
                break
        room = (HEAD_SHARE * self.height() - above) // self.fontMetrics().lineSpacing()
        self._reasons.fit(brief=room < REASONS, hidden=room < BEST_REASON)

    # -- showing --

    def _show_body(self) -> None:
        if self._preview is None:
            return
        document, html, unfolded = self._preview.document, self._preview.html, self._quoted.isChecked()
        plain = self._plain.isChecked() or not html
        on_paper = not plain and message.has_colours(html)
        self._body.lay_on_paper(white=on_paper)
        self._drawn_in = self._theme.colours
        self._colours = colours = LIGHT if on_paper else self._theme.colours
        self._body.document().setDefaultStyleSheet(
            message.style_sheet(text=colours.text, muted=colours.muted, accent=colours.accent)
        )
        folds = bool(document.quoted) if plain else message.folded(html) != html
        self._quoted.setVisible(folds)
        self._quoted.say(self.tr("Hide quoted text") if unfolded else self.tr("Show quoted text"))
        self._plain.say(
            self.tr("Show original formatting") if self._plain.isChecked() else self.tr("Show as plain text")
        )
        if plain:
            self._body.setHtml(message.plain_body(document, show_quoted=unfolded))
        else:
            shown = html if unfolded else message.folded(html)
            self._body.setHtml(message.enlarged(shown, self._theme.scaled(100) / 100))
        self._mark()

    def _mark(self) -> None:
        """Mark the words, and quietly the sentences that say most; begin with the first word in the best sentence, or
        with that sentence."""
        text = self._body.toPlainText()
        words = marks.occurrences(text, self._words)
        best = strongest(self._reasons_known, related=self._related) if self._reasons_known else []
        found = (marks.find_passage(text, one.text) for one in best)
        passages = [passage for passage in found if passage is not None]
        places = words or passages[:1]
        colours = self._colours
        self._body.mark_spans(
            (marks.utf16(text, passages), colours.selected, colours.text),
            (marks.utf16(text, words), colours.mark, colours.on_mark),
        )
        self._matches.show_places(marks.utf16(text, places), marks.first_to_show(places, passages), counted=bool(words))
        offered = (self._mail, self._copies, self._quoted, self._plain, self._matches)
        self._foot.setVisible(not all(one.isHidden() for one in offered))

    def _show_sentence(self, sentence: str) -> None:
        text = self._body.toPlainText()
        passage = marks.find_passage(text, sentence)
        if passage is not None:
            self._body.go_to(marks.utf16(text, [Span(passage.start, passage.start)])[0])

    # -- attachments --

    def _wire_attachments(self) -> None:
        bar, actions = self._header.attachments, self._actions

        def of_mail(act: Callable[[int, str], None]) -> Callable[[str], None]:
            return lambda name: act(self._preview.document.id, name) if self._preview else None

        bar.opened.connect(of_mail(actions.open_attachment))
        bar.saved.connect(of_mail(actions.save_attachment))
        bar.read.connect(lambda attached: self._read(attached.document_id))
        bar.similar.connect(self._find_like)

    def _find_like(self, attached: Attached) -> None:
        if self._preview is not None and attached.document_id is not None:
            mail = message.as_hit(self._preview.document)
            self._actions.find_similar.emit(replace(mail, id=attached.document_id, title=attached.name))

    def _read(self, document: int | None) -> None:
        """Show another document in the place of this one: what is attached to it, or what it is attached to."""
        if document is None:
            return

        def show(preview: Preview) -> None:
            hit = message.as_hit(preview.document)
            self._actions.follow(hit)
            self.show_preview(preview, hit)

        self._previewing.preview(document, show, self._fail)

    # -- acting --

    def _show_menu(self, position: QPoint) -> None:
        menu = self._body.createStandardContextMenu(position)
        self._selected.setEnabled(bool(self._selection()))
        first = menu.actions()[0]
        menu.insertActions(first, [self._selected, self._actions.similar])
        menu.insertSeparator(first)
        menu.aboutToHide.connect(lambda: self._selected.setEnabled(True))
        pop_up(menu, self._body, position)

    def _selection(self) -> str:
        # Qt writes paragraphs of a selection as U+2029.
        return self._body.textCursor().selectedText().replace("\u2029", "\n").strip()

    def _find_selected(self) -> None:
        if self._selection():
            self.similar_to_text.emit(self._selection())
