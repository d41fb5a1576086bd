"""A found document, made safe to read."""

from collections.abc import Callable, Collection
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QStackedLayout, QWidget

from semsearch.records import Attached, Hit, Preview, Reasons
from semsearch_ui.commands import keys_of
from semsearch_ui.desk import Desk
from semsearch_ui.operations.previewing import Previewing
from semsearch_ui.presentation import counts, message
from semsearch_ui.presentation.titles import titled
from semsearch_ui.presentation.trail import Question
from semsearch_ui.theme import GRID
from semsearch_ui.widgets.buttons import ThemedButton, ThemedToolButton
from semsearch_ui.widgets.empty_state import EmptyState
from semsearch_ui.widgets.hit_actions import HitActions
from semsearch_ui.widgets.layouts import column, frame, label, row
from semsearch_ui.widgets.lines import cut_to_lines
from semsearch_ui.widgets.message_body import MessageBody
from semsearch_ui.widgets.message_header import ALL_SPARED, SPARED, MessageHeader
from semsearch_ui.widgets.reasons_view import ReasonsView
from semsearch_ui.widgets.safe_browser import longest_line

NARROW_BELOW = 90
"""Letters in a line below which the button beside a subject of several lines is an icon."""

HEADER_SHARE, HEAD_SHARE = 0.45, 0.65
"""Of the height: what the header may take at most before it leaves lines out, and what it may take with the reasons."""

STEPS: tuple[tuple[Collection[str], int | None], ...] = (
    *((spared, None) for spared in SPARED),
    (SPARED[-1], 2),
    (ALL_SPARED, 1),
)
"""How what stands above the text gives way, step by step: which lines the header leaves out, and how many the subject
has, None for all."""

REASONS, BEST_REASON = 10, 5
"""Lines of text that reasons take, and the best of them alone."""


class MessagePreview(QFrame):
    """Header, why it was found, body, and what can be done with it. ``similar_to_text`` carries what was selected."""

    similar_to_text = Signal(str)

    def __init__(self, desk: Desk, actions: HitActions, page: str) -> None:
        super().__init__()
        self.setProperty("look", "reader")
        self._theme = desk.theme
        self._actions = actions
        self._preview: Preview | None = None
        self._reading: int | None = None
        self._related = True
        self._title = ""
        self._subject = label("", "subject", wrap=True, selectable=True)
        self._header = MessageHeader(desk.theme)
        self._previewing = Previewing(desk.operations, page)
        self._remote = label("", "muted", wrap=True)
        self._remote.setObjectName("remote content")
        self._reasons = ReasonsView(desk.theme)
        self._mail = ThemedButton(self.tr("Show the mail"), self._theme, "quiet", "email")
        self._mail.clicked.connect(lambda: self._read(self._preview.mail if self._preview else None))
        self._copies = ThemedButton("", self._theme, "quiet", "duplicates")
        self._copies.clicked.connect(actions.copies.trigger)
        self._body = MessageBody(desk, actions, self, page, (self._mail, self._copies))
        self._body.similar_to_text.connect(self.similar_to_text)
        self._reasons.chosen.connect(self._body.show_sentence)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(
            EmptyState(desk.theme, "email", self.tr("Nothing is selected"), self.tr("Choose a result to read it here."))
        )
        self._stack.addWidget(self._message())
        self._stack.addWidget(QWidget())
        self._wire_attachments()

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
        """Let the text have the focus."""
        self._body.focus()

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
        self._title = titled(message.subject_in_lines(document.title))
        self._header.show_document(document, preview.attachments)
        self._mail.setVisible(preview.mail is not None)
        self._remote.setText(
            self.tr("Remote images and trackers blocked: %1").replace("%1", str(preview.remote_content))
        )
        self._remote.setVisible(preview.remote_content > 0)
        self._fit()
        self._reasons.show_reasons(None)
        self._body.show_message(preview, hit)
        self._stack.setCurrentIndex(1)

    def show_reasons(self, reasons: Reasons) -> None:
        """Tell why the document that is shown was found, and begin at its best passage."""
        if self._preview is not None and self._preview.document.id == reasons.document_id:
            self._reasons.show_reasons(reasons, related=self._related)
            self._body.explain(reasons)

    def mark_hit(self, hit: Hit) -> bool:
        """Mark the words of another query in the document that is shown; False where it is not this hit's."""
        if self._preview is None or self._preview.document.id != hit.id:
            return False
        self._know(hit)
        self._body.mark_hit(hit)
        return True

    def _know(self, hit: Hit) -> None:
        """Whether the document is an answer at all, and what else it stands for."""
        self._related = not hit.below_floor
        said = counts.more_copies(len(hit.copies))
        self._copies.say(f"{said[:1].upper()}{said[1:]}")
        self._copies.setVisible(bool(hit.copies))

    # -- building --

    def _message(self) -> QWidget:
        page = QWidget()
        similar = self._similar = ThemedButton(self._actions.similar.text(), self._theme, "", "similar")
        similar.setToolTip(f"{self._actions.similar.text()} ({keys_of(self._actions.similar)})")
        similar.clicked.connect(self._actions.similar.trigger)
        more = self._more = ThemedToolButton(self.tr("More actions"), self._theme, "more")
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
        layout = self._page = column(page, spacing=0)
        layout.addLayout(head)
        layout.addWidget(frame("rule"))
        layout.addWidget(self._body, 1)
        return page

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Where there is little room the subject and the text have it."""
        width = min(self.width() - 6 * GRID, longest_line(self.fontMetrics()))
        self._head.setContentsMargins(3 * GRID, 2 * GRID, self.width() - width - 3 * GRID, 2 * GRID)
        self._fit_button(width)
        above = self._give_way(width)
        room = (HEAD_SHARE * self.height() - above) // self.fontMetrics().lineSpacing()
        self._reasons.fit(brief=room < REASONS, hidden=room < BEST_REASON)  # also those that have not come yet

    def _fit_button(self, width: int) -> None:
        """The button beside a subject of several lines is an icon where these would be short."""
        self._similar.be_brief(brief=False)
        long = self._subject.fontMetrics().horizontalAdvance(self._title) > self._beside(width)
        self._similar.be_brief(brief=long and self.width() < NARROW_BELOW * self.fontMetrics().averageCharWidth())

    def _give_way(self, width: int) -> int:
        """Leave out as little as will do above the text; the height of what is left comes back, in pixels. It does not
        depend on the reasons, so that nothing above them moves when they come."""
        above = 0
        for spared, lines in STEPS:
            self._header.spare(spared)
            self._say_subject(width, lines)
            self._page.activate()  # what is measured would else be as it was
            above = 4 * GRID + self._told.heightForWidth(width)
            if lines is None:
                enough = above <= HEADER_SHARE * self.height()
            else:
                enough = above + self._body.minimumSizeHint().height() <= self.height()
            if enough:
                break
        return above

    def _say_subject(self, width: int, lines: int | None) -> None:
        """In so many lines, None for all; a tool tip has what was cut off."""
        font = self._subject.font()
        said = self._title if lines is None else cut_to_lines(self._title, font, self._beside(width), lines)
        self._subject.setText(said)
        whole = self._preview.document.title if self._preview else ""
        cut = said != self._title or len(whole) > message.LONGEST_SUBJECT
        self._subject.setToolTip(whole if cut else "")

    def _beside(self, width: int) -> int:
        """Pixels of the subject, which has the two buttons beside it."""
        return width - self._similar.sizeHint().width() - self._more.sizeHint().width() - 2 * GRID

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
