"""A found document, made safe to read."""

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFrame, QMessageBox, QStackedLayout, QWidget

from semsearch.records import Hit, Preview
from semsearch_ui.hit_actions import HitActions
from semsearch_ui.presentation import marks, message
from semsearch_ui.theme import GRID, Theme
from semsearch_ui.widgets.empty_state import EmptyState
from semsearch_ui.widgets.layouts import ThemedButton, ThemedToolButton, column, frame, label, row
from semsearch_ui.widgets.message_header import MessageHeader
from semsearch_ui.widgets.safe_browser import SafeBrowser

OPENABLE = frozenset({"http", "https", "mailto"})


class MessagePreview(QFrame):
    """Header, body, and what can be done with it. Quoted history is folded away until it is asked for."""

    def __init__(self, theme: Theme, actions: HitActions) -> None:
        super().__init__()
        self.setProperty("look", "reader")
        self._theme = theme
        self._actions = actions
        self._preview: Preview | None = None
        self._words: frozenset[str] = frozenset()
        self._subject = label("", "subject", wrap=True, selectable=True)
        self._header = MessageHeader()
        self._remote = label("", "muted", wrap=True)
        self._remote.setObjectName("remote content")
        self._body = SafeBrowser()
        self._body.setAccessibleName(self.tr("Text of the message"))
        self._body.link_clicked.connect(self._ask_about)
        self._body.highlighted.connect(self._show_target)
        self._quoted = ThemedButton("", theme, "quiet")
        self._quoted.setObjectName("show quoted")
        self._quoted.setCheckable(True)
        self._quoted.toggled.connect(self._show_body)
        self._target = label("", "muted")
        self._stack = QStackedLayout(self)
        self._stack.addWidget(
            EmptyState(theme, "email", self.tr("Nothing is selected"), self.tr("Choose a result to read it here."))
        )
        self._stack.addWidget(self._message())
        theme.changed.connect(self._show_body)

    def clear(self) -> None:
        self._preview = None
        self._body.clear()
        self._stack.setCurrentIndex(0)

    def show_preview(self, preview: Preview, hit: Hit) -> None:
        """Show a document, with the words marked that made it a hit."""
        self._preview = preview
        self._words = marks.marked_words(hit.snippet, hit.marks)
        document = preview.document
        self._subject.setText(document.title or self.tr("(no subject)"))
        self._header.show_document(document)
        self._remote.setText(
            self.tr("Remote pictures and trackers left out: %1").replace("%1", str(preview.remote_content))
        )
        self._remote.setVisible(preview.remote_content > 0)
        self._quoted.blockSignals(True)
        self._quoted.setChecked(False)
        self._quoted.blockSignals(False)
        self._quoted.setVisible(bool(document.quoted) and not preview.html)
        self._target.clear()
        self._show_body()
        self._stack.setCurrentIndex(1)

    def mark_hit(self, hit: Hit) -> bool:
        """Mark the words of another query in the document that is shown; False where it is not this hit's."""
        if self._preview is None or self._preview.document.id != hit.id:
            return False
        self._words = marks.marked_words(hit.snippet, hit.marks)
        self._mark()
        return True

    def _message(self) -> QWidget:
        page = QWidget()
        similar = ThemedButton(self._actions.similar.text(), self._theme, "", "similar")
        similar.setToolTip(self._actions.similar.shortcut().toString())
        similar.clicked.connect(self._actions.similar.trigger)
        more = ThemedToolButton(self.tr("More actions"), self._theme, "more")
        more.setMenu(self._actions.menu(more))
        more.setPopupMode(more.ToolButtonPopupMode.InstantPopup)
        top = row(spacing=GRID)
        top.addWidget(self._subject, 1)
        top.addWidget(similar, 0, Qt.AlignmentFlag.AlignTop)
        top.addWidget(more, 0, Qt.AlignmentFlag.AlignTop)
        head = column(spacing=GRID + GRID // 2)
        head.setContentsMargins(3 * GRID, 2 * GRID, 3 * GRID, 2 * GRID)
        head.addLayout(top)
        head.addWidget(self._header)
        head.addWidget(self._remote)
        foot = row(spacing=GRID)
        foot.setContentsMargins(2 * GRID, GRID // 2, 2 * GRID, GRID // 2)
        foot.addWidget(self._quoted)
        foot.addWidget(self._target, 1)
        layout = column(page, spacing=0)
        layout.addLayout(head)
        layout.addWidget(frame("rule"))
        layout.addWidget(self._body, 1)
        layout.addLayout(foot)
        return page

    def _show_body(self) -> None:
        if self._preview is None:
            return
        colours = self._theme.colours
        page = self._body.document()
        page.setDocumentMargin(3 * GRID)
        page.setDefaultStyleSheet(message.style_sheet(text=colours.text, muted=colours.muted, accent=colours.accent))
        shown = self._quoted.isChecked()
        self._quoted.say(self.tr("Hide quoted text") if shown else self.tr("Show quoted text"))
        self._body.setHtml(self._preview.html or message.plain_body(self._preview.document, show_quoted=shown))
        self._mark()

    def _mark(self) -> None:
        self._body.mark_words(self._words, self._theme.colours.mark, self._theme.colours.on_mark)

    def _show_target(self, link: QUrl) -> None:
        self._target.setText(link.toDisplayString()[:200])

    def _ask_about(self, link: QUrl) -> None:
        """Tell where a link really leads, and open it only on the person's word."""
        box = QMessageBox(self)
        box.setWindowTitle(self.tr("Open this link?"))
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setIcon(QMessageBox.Icon.NoIcon)
        target = link.toString(QUrl.ComponentFormattingOption.FullyEncoded)
        if link.scheme().lower() not in OPENABLE:
            box.setText(self.tr("This link is not opened, because it does not lead to a web page or an address."))
            box.setInformativeText(target[:500])
            box.setStandardButtons(QMessageBox.StandardButton.Close)
            box.open()
            return
        box.setText(self.tr("The link leads to %1").replace("%1", link.host() or link.path()))
        box.setInformativeText(target[:500])
        box.setStandardButtons(QMessageBox.StandardButton.Open | QMessageBox.StandardButton.Cancel)
        box.setDefaultButton(QMessageBox.StandardButton.Cancel)
        box.button(QMessageBox.StandardButton.Open).clicked.connect(lambda: QDesktopServices.openUrl(link))
        box.open()
